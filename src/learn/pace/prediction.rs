//! What is predicted for one task: any quantile of what it will take, and of what is left of it. Reads the
//! model, never changes it.

use super::spread::Spread;
use serde::Serialize;

/// What a task will take, as a distribution over seconds.
#[derive(Clone, Copy, Debug)]
pub struct Prediction<'a> {
    pub(super) base_s: f64,
    /// Expected log of the ratio to `base_s`.
    pub(super) centre: f64,
    pub(super) scale: f64,
    /// Probability that it takes exactly `base_s`.
    pub(super) spike: f64,
    pub(super) spread: &'a Spread,
    pub(super) n: u32,
}

/// The quantiles that people and scripts are shown, in whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Quantiles {
    /// One task in ten takes less.
    pub p10_s: u64,
    /// As many take less as take more.
    pub p50_s: u64,
    /// One in five takes more.
    pub p80_s: u64,
    /// One in ten takes more.
    pub p90_s: u64,
    /// How many finished tasks this rests on: of the same type, or of all when no type was said.
    pub n: u32,
}

impl<'a> Prediction<'a> {
    /// Seconds that are enough with probability `level`, in [0, 1). Never negative, and never falls with the level.
    pub fn at(&self, level: f64) -> f64 {
        self.exceeded(1.0 - level)
    }

    /// The probability that it takes more than `seconds`.
    pub fn survival(&self, seconds: f64) -> f64 {
        if seconds <= 0.0 {
            return 1.0;
        }
        let ratio = (seconds / self.base_s).ln();
        let spike = if ratio < 0.0 { self.spike } else { 0.0 };
        (1.0 - self.spike) * self.spread.survival((ratio - self.centre) / self.scale) + spike
    }

    /// How many finished tasks this rests on.
    pub fn n(&self) -> u32 {
        self.n
    }

    /// The same with every outcome `e^log_ratio` times as long, save those that equal the estimate: for draws that
    /// share what is not known of the person's pace.
    #[must_use]
    pub fn shifted(self, log_ratio: f64) -> Prediction<'a> {
        Prediction { centre: self.centre + log_ratio, ..self }
    }

    /// What is left after `spent_s` seconds of work, knowing that the task is not done.
    pub fn after(self, spent_s: u32) -> Remaining<'a> {
        let spent_s = f64::from(spent_s);
        Remaining { whole: self, spent_s, reached: self.survival(spent_s) }
    }

    /// In whole seconds, rounded to the nearest.
    pub fn quantiles(&self) -> Quantiles {
        Quantiles {
            p10_s: whole(self.at(0.1)),
            p50_s: whole(self.at(0.5)),
            p80_s: whole(self.at(0.8)),
            p90_s: whole(self.at(0.9)),
            n: self.n,
        }
    }

    /// Seconds that are exceeded with probability `q`.
    fn exceeded(&self, q: f64) -> f64 {
        let rest = 1.0 - self.spike;
        let above = rest * self.spread.survival(-self.centre / self.scale);
        if q >= above && q < above + self.spike {
            return self.base_s;
        }
        let within = if q < above { q / rest } else { (q - self.spike) / rest };
        let ratio = self.centre + self.scale * self.spread.exceeded(within);
        // The two sides of the spike meet at the estimate, whatever the rounding.
        let side = if q < above { ratio.max(0.0) } else { ratio.min(0.0) };
        self.base_s * side.exp()
    }
}

/// What is left of a task that has been worked on and is not done.
#[derive(Clone, Copy, Debug)]
pub struct Remaining<'a> {
    whole: Prediction<'a>,
    spent_s: f64,
    /// The probability of having got so far.
    reached: f64,
}

impl<'a> Remaining<'a> {
    /// More seconds of work that are enough with probability `level`, in [0, 1). Never negative. A task that has
    /// outlived all that is known is taken to need more the longer it has taken already.
    pub fn at(&self, level: f64) -> f64 {
        (self.whole.exceeded(self.reached * (1.0 - level)) - self.spent_s).max(0.0)
    }

    /// What the task takes as a whole.
    pub fn whole(&self) -> Prediction<'a> {
        self.whole
    }

    /// The same with every outcome `e^log_ratio` times as long; see [`Prediction::shifted`].
    #[must_use]
    pub fn shifted(self, log_ratio: f64) -> Remaining<'a> {
        let whole = self.whole.shifted(log_ratio);
        Remaining { whole, spent_s: self.spent_s, reached: whole.survival(self.spent_s) }
    }

    /// In whole seconds, rounded to the nearest.
    pub fn quantiles(&self) -> Quantiles {
        Quantiles {
            p10_s: whole(self.at(0.1)),
            p50_s: whole(self.at(0.5)),
            p80_s: whole(self.at(0.8)),
            p90_s: whole(self.at(0.9)),
            n: self.whole.n,
        }
    }
}

/// Whole seconds; what is beyond all sense stays a number.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(seconds: f64) -> u64 {
    seconds.round().clamp(0.0, 1e12) as u64
}
