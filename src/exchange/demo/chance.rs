//! Dice with a seed: the draws that the story needs. The same seed always gives the same life.

use super::story::Kind;

/// The dice.
#[derive(Debug)]
pub(super) struct Chance(fastrand::Rng);

impl Chance {
    pub(super) fn new(seed: u64) -> Chance {
        Chance(fastrand::Rng::with_seed(seed))
    }

    /// Whether something of probability `p` happens.
    pub(super) fn happens(&mut self, p: f64) -> bool {
        self.0.f64() < p
    }

    /// A whole number from `low` to `high`, both possible.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0.i64(low..=high.max(low))
    }

    /// One of `items`, which must not be empty.
    pub(super) fn one_of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.0.usize(0..items.len())]
    }

    /// An index, each as likely as its weight says.
    pub(super) fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.0.f64() * weights.iter().sum::<f64>();
        for (at, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return at;
            }
        }
        weights.len().saturating_sub(1)
    }

    /// A draw from the standard normal distribution, near enough: the sum of twelve even draws, less six.
    pub(super) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.0.f64()).sum::<f64>() - 6.0
    }

    /// A draw whose logarithm is normal: `median` times e to the `spread` times a normal draw.
    pub(super) fn lognormal(&mut self, median: f64, spread: f64) -> f64 {
        median * (spread * self.normal()).exp()
    }
}

/// How well this kind of work goes at that hour (0 to 24), on the scale of 1 to 5, before luck.
pub(super) fn usual_focus(kind: &Kind, hour: f64) -> f64 {
    let bump = |centre: f64, width: f64| (-0.5 * ((hour - centre) / width).powi(2)).exp();
    let peaks: f64 =
        kind.peaks.iter().map(|(centre, width, height)| height * bump(*centre, *width)).sum();
    // Everyone's dip after lunch.
    kind.focus + peaks - 0.4 * bump(13.6, 0.6)
}
