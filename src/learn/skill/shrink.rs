//! What is to be believed of many tags at once. Most differ little from the rest and a few may differ much, and how many do
//! is taken from the tags themselves: a mixture of normal priors around 0, narrow to wide, whose shares are found by
//! expectation and maximisation with a leaning towards narrow ones (adaptive shrinkage: Stephens 2017, Biostatistics
//! 18:275, doi:10.1093/biostatistics/kxw041). Where no tag differs, the narrowest has all of the share and every factor
//! is drawn to 1 together; that, and no correction afterwards, is what keeps forty tags from making some slow by chance.

/// The SDs of the mixture, in logs of a factor: from 2 % to more than double.
const WIDTHS: [f64; 6] = [0.02, 0.05, 0.10, 0.20, 0.40, 0.80];
/// What is taken as seen beforehand: tags of each width, most of them near 1, for who has few. (a judgement; `tests` say
/// what follows from it)
const BEFOREHAND: [f64; 6] = [6.0, 6.0, 6.0, 9.0, 9.0, 3.0];
/// Steps of the search for the shares: more change nothing that shows.
const STEPS: usize = 200;

/// What is believed of one tag: a mixture of normals.
#[derive(Clone, Copy, Debug)]
pub(super) struct Belief {
    /// Share, mean and SD of each.
    parts: [(f64, f64, f64); WIDTHS.len()],
}

/// What is believed of each tag, from what its rows say: the log of its factor, and that one's variance.
pub(super) fn shrink(said: &[(f64, f64)]) -> Vec<Belief> {
    let fits: Vec<[f64; WIDTHS.len()]> = said.iter().map(|said| fits(*said)).collect();
    let mut shares = BEFOREHAND.map(|count| count / BEFOREHAND.iter().sum::<f64>());
    for _ in 0..STEPS {
        let mut sums = BEFOREHAND;
        for own in fits.iter().map(|fits| weighed(fits, &shares)) {
            for (sum, own) in sums.iter_mut().zip(own) {
                *sum += own;
            }
        }
        let whole: f64 = sums.iter().sum();
        shares = sums.map(|sum| sum / whole);
    }
    let belief = |(said, fits): (&(f64, f64), &[f64; WIDTHS.len()])| {
        let own = weighed(fits, &shares);
        let mut parts = [(0.0, 0.0, 0.0); WIDTHS.len()];
        for ((part, width), share) in parts.iter_mut().zip(WIDTHS).zip(own) {
            let trust = width * width / (width * width + said.1);
            *part = (share, trust * said.0, (trust * said.1).sqrt());
        }
        Belief { parts }
    };
    said.iter().zip(&fits).map(belief).collect()
}

/// How well each width fits, up to a common factor.
fn fits((mean, variance): (f64, f64)) -> [f64; WIDTHS.len()] {
    let ln = WIDTHS.map(|width| {
        let whole = width * width + variance;
        -0.5 * (mean * mean / whole + whole.ln())
    });
    let best = ln.into_iter().fold(f64::NEG_INFINITY, f64::max);
    ln.map(|ln| (ln - best).exp())
}

/// The shares of one tag; they add up to 1.
fn weighed(fits: &[f64; WIDTHS.len()], shares: &[f64; WIDTHS.len()]) -> [f64; WIDTHS.len()] {
    let mut own = *fits;
    for (own, share) in own.iter_mut().zip(shares) {
        *own *= share;
    }
    let whole: f64 = own.iter().sum();
    own.map(|own| own / whole.max(f64::MIN_POSITIVE))
}

impl Belief {
    /// The log of the factor that is not exceeded with probability `level`.
    pub(super) fn at(&self, level: f64) -> f64 {
        let far = |sign: f64| {
            let end = self.parts.iter().map(|(_, mean, sd)| sign * mean + 8.0 * sd);
            sign * end.fold(f64::NEG_INFINITY, f64::max)
        };
        let (mut low, mut high) = (far(-1.0), far(1.0));
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            let below: f64 = self
                .parts
                .iter()
                .map(|(share, mean, sd)| share * normal((middle - mean) / sd))
                .sum();
            if below < level { low = middle } else { high = middle }
        }
        f64::midpoint(low, high)
    }
}

/// The probability that a standard normal draw is below `z`, to 1e-7 (Abramowitz & Stegun 26.2.17).
fn normal(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let series = [1.330_274_429, -1.821_255_978, 1.781_477_937, -0.356_563_782, 0.319_381_530];
    let sum = series.into_iter().fold(0.0, |sum, term| (sum + term) * t);
    let above = (-z * z / 2.0).exp() / std::f64::consts::TAU.sqrt() * sum;
    if z < 0.0 { above } else { 1.0 - above }
}
