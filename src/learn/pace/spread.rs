//! The shape of the residuals: the person's own last ones beside twenty of a normal distribution, as an
//! empirical distribution with straight lines between its points and an exponential tail above the last.
//! Knows nothing of tasks; in units of the prediction's scale.

/// How many points of a normal distribution stand beside the person's own residuals.
const NORMAL: usize = 20;

/// The 20 normal quantiles at levels .025, .075, .. .975: the shape before anything is known.
const QUANTILES: [f64; NORMAL / 2] = [
    0.062_706_777_943_213_79,
    0.189_118_426_272_792_5,
    0.318_639_363_964_375_2,
    0.453_762_190_169_879_3,
    0.597_760_126_042_478_1,
    0.755_415_026_360_469_1,
    0.934_589_291_073_480_1,
    1.150_349_380_376_008,
    1.439_531_470_938_456,
    1.959_963_984_540_054,
];

/// A distribution around 0, ascending.
#[derive(Clone, Debug)]
pub(super) struct Spread {
    sorted: Vec<f64>,
    /// The mean excess of the tail: the log ratio falls off by 1/e over so many scales.
    tail: f64,
}

impl Spread {
    /// The shape given the person's own standardised residuals.
    pub(super) fn of(residuals: impl Iterator<Item = f64>) -> Spread {
        let both = QUANTILES.iter().flat_map(|z| [-z, *z]);
        let mut sorted: Vec<f64> = residuals.chain(both).collect();
        sorted.sort_by(f64::total_cmp);
        let mut spread = Spread { sorted, tail: 0.0 };
        spread.measure();
        spread
    }

    /// Puts `residual` in, for `oldest` when it is full.
    pub(super) fn replace(&mut self, oldest: Option<f64>, residual: f64) {
        if let Some(oldest) = oldest {
            let at = self.sorted.partition_point(|z| z.total_cmp(&oldest).is_lt());
            self.sorted.remove(at);
        }
        let at = self.sorted.partition_point(|z| z.total_cmp(&residual).is_lt());
        self.sorted.insert(at, residual);
        self.measure();
    }

    /// The mean excess over the upper tenth (Hill's estimator, since the residuals are logs), kept where a
    /// handful of tasks can't make it absurd.
    fn measure(&mut self) {
        let upper = (self.sorted.len() / 10).max(2);
        let from = self.sorted.len() - upper;
        let mean = self.sorted[from..].iter().sum::<f64>() / upper as f64;
        self.tail = (mean - self.sorted[from - 1]).clamp(0.25, 1.0);
    }

    /// The value that is exceeded with probability `q`, in (0, 1].
    pub(super) fn exceeded(&self, q: f64) -> f64 {
        let n = self.sorted.len() as f64;
        let last = self.sorted.len() - 1;
        // The level of point i (from 0) is (i + 1/2) / n.
        let at = (1.0 - q) * n - 0.5;
        if at <= 0.0 {
            return self.sorted[0];
        }
        if at >= last as f64 {
            let top = 0.5 / n;
            return self.sorted[last] + self.tail * (top / q.max(f64::MIN_POSITIVE)).ln().max(0.0);
        }
        let low = floor(at);
        let (a, b) = (self.sorted[low], self.sorted[low + 1]);
        a + (b - a) * (at - low as f64)
    }

    /// The probability of more than `z`.
    pub(super) fn survival(&self, z: f64) -> f64 {
        let n = self.sorted.len() as f64;
        let below = self.sorted.partition_point(|v| *v <= z);
        let Some(low) = below.checked_sub(1) else { return 1.0 };
        let Some(next) = self.sorted.get(below) else {
            let past = (z - self.sorted[low]) / self.tail;
            return 0.5 / n * (-past).exp();
        };
        let part = (z - self.sorted[low]) / (next - self.sorted[low]);
        1.0 - (low as f64 + 0.5 + part) / n
    }
}

/// The whole part of a number that is known to be a small index.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn floor(at: f64) -> usize {
    at as usize
}
