//! What is predicted for one task: any quantile of what it will take, and of what is left of it. Owns what it
//! says, so that it outlives the model it came from.

use super::memory::Recalled;
use super::mood::Mood;
use super::regression::Belief;
use super::spread::Spread;
use serde::Serialize;
use std::sync::Arc;

/// What a task will take, as a distribution over seconds. A copy shares its points: they may be hundreds.
#[derive(Clone, Debug)]
pub struct Prediction {
    shape: Shape,
    /// Logs of the ratio to `base_s`, ascending, each with the share of what is not the spike that lies below it
    /// (half of its own weight counted in). Straight lines between.
    points: Arc<[(f64, f64)]>,
}

/// What a prediction has besides its points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// What the ratios are to.
    pub(super) base_s: f64,
    /// Probability that it takes exactly `base_s`.
    pub(super) spike: f64,
    /// Above the last point the log ratio falls off by 1/e over so much.
    pub(super) tail: f64,
    /// Type and log of the estimate in hours, when there was one.
    pub(super) asked: Option<(u16, f64)>,
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
    /// How many finished tasks this rests on: of the same type, or of all when no type was said or none of that
    /// type was done.
    pub n: u32,
}

impl Prediction {
    /// The regression's belief in the person's own spread, and beside it what memory recalls. `shape.tail` is in
    /// units of the belief's scale.
    pub(super) fn mixed(
        shape: Shape,
        recalled: &Recalled,
        spread: &Spread,
        belief: Belief,
    ) -> Prediction {
        let rest = (1.0 - shape.spike).max(f64::MIN_POSITIVE);
        let smooth = rest - (recalled.share - recalled.hits);
        let each = smooth / spread.points().len() as f64;
        let mut drawn = spread.points().iter().map(|z| belief.mean + belief.scale * z).peekable();
        let mut recalled = recalled.ratios.iter().copied().peekable();
        let mut points = Vec::with_capacity(spread.points().len() + recalled.len());
        let mut below = 0.0;
        loop {
            let of_memory = match (drawn.peek(), recalled.peek()) {
                (None, None) => break,
                (Some(z), Some((ratio, _))) => ratio < z,
                (drawn, _) => drawn.is_none(),
            };
            let next = if of_memory { recalled.next() } else { drawn.next().map(|z| (z, each)) };
            let Some((ratio, weight)) = next else { break };
            points.push((ratio, (below + weight / 2.0) / rest));
            below += weight;
        }
        Prediction {
            shape: Shape { tail: shape.tail * belief.scale, ..shape },
            points: points.into(),
        }
    }

    /// Seconds that are enough with probability `level`, in [0, 1). Never negative, and never falls with the level.
    pub fn at(&self, level: f64) -> f64 {
        self.exceeded(1.0 - level, 0.0)
    }

    /// The probability that it takes more than `seconds`.
    pub fn survival(&self, seconds: f64) -> f64 {
        self.survival_shifted(seconds, 0.0)
    }

    /// How many finished tasks this rests on.
    pub fn n(&self) -> u32 {
        self.shape.n
    }

    /// What is left after `spent_s` seconds of work, knowing that the task is not done.
    pub fn after(self, spent_s: u32) -> Remaining {
        Remaining { whole: self, spent_s: f64::from(spent_s) }
    }

    /// In whole seconds, rounded to the nearest.
    pub fn quantiles(&self) -> Quantiles {
        quantiles(|level| self.at(level), self.shape.n)
    }

    /// The probability of more than `seconds` when every outcome but the spike is `e^shift` times as long.
    fn survival_shifted(&self, seconds: f64, shift: f64) -> f64 {
        if seconds <= 0.0 {
            return 1.0;
        }
        let ratio = (seconds / self.shape.base_s).ln();
        let spike = if ratio < 0.0 { self.shape.spike } else { 0.0 };
        (1.0 - self.shape.spike) * self.above(ratio - shift) + spike
    }

    /// Seconds that are exceeded with probability `q` when every outcome but the spike is `e^shift` times as long.
    fn exceeded(&self, q: f64, shift: f64) -> f64 {
        let spike = self.shape.spike;
        let rest = (1.0 - spike).max(f64::MIN_POSITIVE);
        let above = rest * self.above(-shift);
        if q >= above && q < above + spike {
            return self.shape.base_s;
        }
        // The two sides of the spike meet at the estimate, whatever the rounding.
        let ratio = if q < above {
            (shift + self.ratio_exceeded(q / rest)).max(0.0)
        } else {
            (shift + self.ratio_exceeded((q - spike) / rest)).min(0.0)
        };
        self.shape.base_s * ratio.exp()
    }

    /// The log ratio that is exceeded with probability `q` when it is not the spike.
    fn ratio_exceeded(&self, q: f64) -> f64 {
        self.ratio_between(self.points.partition_point(|(_, below)| *below <= 1.0 - q), q)
    }

    /// The same, when so many points lie at or below the level.
    fn ratio_between(&self, next: usize, q: f64) -> f64 {
        let (Some(low), Some(high)) = (next.checked_sub(1), self.points.get(next)) else {
            let Some((last, below)) = self.points.last().filter(|_| next > 0) else {
                return self.points.first().map_or(0.0, |(first, _)| *first);
            };
            let past = ((1.0 - below) / q.max(f64::MIN_POSITIVE)).ln().max(0.0);
            return last + self.shape.tail * past;
        };
        let (low, below) = self.points[low];
        low + (high.0 - low) * (1.0 - q - below) / (high.1 - below)
    }

    /// The probability of a log ratio above `ratio` when it is not the spike.
    fn above(&self, ratio: f64) -> f64 {
        let next = self.points.partition_point(|(point, _)| *point <= ratio);
        let Some(low) = next.checked_sub(1) else { return 1.0 };
        let (low, below) = self.points[low];
        let Some(high) = self.points.get(next) else {
            return (1.0 - below) * (-(ratio - low) / self.shape.tail).exp();
        };
        1.0 - below - (high.1 - below) * (ratio - low) / (high.0 - low)
    }
}

/// What is left of a task that has been worked on and is not done.
#[derive(Clone, Debug)]
pub struct Remaining {
    whole: Prediction,
    spent_s: f64,
}

impl Remaining {
    /// More seconds of work that are enough with probability `level`, in [0, 1). Never negative. A task that has
    /// outlived all that is known is taken to need more the longer it has taken already.
    pub fn at(&self, level: f64) -> f64 {
        self.shifted(level, 0.0)
    }

    /// The same in a future of that mood.
    pub fn in_mood(&self, level: f64, mood: &Mood) -> f64 {
        self.shifted(level, mood.shift(self.whole.shape.asked))
    }

    /// The same when every outcome but the spike is `stretch` times as long.
    pub(super) fn stretched(&self, level: f64, stretch: f64) -> f64 {
        self.shifted(level, stretch.ln())
    }

    fn shifted(&self, level: f64, shift: f64) -> f64 {
        let reached = self.whole.survival_shifted(self.spent_s, shift);
        (self.whole.exceeded(reached * (1.0 - level), shift) - self.spent_s).max(0.0)
    }

    /// What it takes and with what probability it takes just that.
    pub(super) fn spike(&self) -> (f64, f64) {
        (self.whole.shape.base_s, self.whole.shape.spike)
    }

    /// Type and log of the estimate in hours, when there was one.
    pub(super) fn asked(&self) -> Option<(u16, f64)> {
        self.whole.shape.asked
    }

    /// Seconds that were worked on it.
    pub(super) fn spent_s(&self) -> f64 {
        self.spent_s
    }

    /// The points of the whole, see [`Prediction`].
    pub(super) fn points(&self) -> &[(f64, f64)] {
        &self.whole.points
    }

    /// The log ratio of the whole that is exceeded with probability `q`, when so many points lie at or below.
    pub(super) fn ratio_between(&self, next: usize, q: f64) -> f64 {
        self.whole.ratio_between(next, q)
    }

    /// What the task takes as a whole.
    pub fn whole(&self) -> &Prediction {
        &self.whole
    }

    /// In whole seconds, rounded to the nearest.
    pub fn quantiles(&self) -> Quantiles {
        quantiles(|level| self.at(level), self.whole.shape.n)
    }
}

fn quantiles(at: impl Fn(f64) -> f64, n: u32) -> Quantiles {
    let whole = |level| whole(at(level));
    Quantiles { p10_s: whole(0.1), p50_s: whole(0.5), p80_s: whole(0.8), p90_s: whole(0.9), n }
}

/// Whole seconds; what is beyond all sense stays a number.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(seconds: f64) -> u64 {
    seconds.round().clamp(0.0, 1e12) as u64
}
