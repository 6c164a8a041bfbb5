//! What an estimate really takes: quantiles of `actual / estimate` from the person's own finished tasks.
//!
//! A probability that the actual is the estimate to the second (people do log it so), and for the rest a
//! lognormal regression on the estimate's size and the task's type, whose shape is not assumed normal but
//! taken from the person's own last residuals. New tasks count more: what a task teaches halves with every
//! 150 tasks after it. Pure: a fold over [`Finished`] tasks in the order in which they were closed, so that
//! what was folded step by step equals what is folded anew.
//!
//! Measured on three public logs (CESAW, 24,648 tasks, Jones & Nichols 2021, arXiv:2106.03679; `SiP`, 5,644
//! tasks, Jones & Cullum 2019, arXiv:1901.01621; Renzo Borgatti's 10,054 pomodoro to-dos): the median ratio is
//! near 1, the tail goes up to 5, small tasks over-run and large ones under-run, 8-44 % of the actuals equal
//! the estimate. The constants below come from there; within the ranges given with them nothing changes by
//! more than 1 %. The regression is the conjugate normal-inverse-gamma model (Gelman et al., Bayesian Data
//! Analysis, 3rd ed., 14.2).
//!
//! Next: `regression` (the sums and what follows from them), `spread` (the residuals), `prediction`
//! (quantiles, and what is left of a started task), `typical` (tasks without an estimate), `backtest`.

mod backtest;
mod lots;
mod memory;
mod mood;
mod prediction;
mod regression;
mod spread;
#[cfg(test)]
mod tests;
mod typical;

pub(crate) use lots::{LOTS, Lots};

pub use backtest::{Backtest, PaceBacktest, Score, Scores, backtest};
pub use mood::Mood;
pub use prediction::{Prediction, Quantiles, Remaining};
pub use regression::Belief;
pub use typical::Typical;

// What is believed of anybody's pace before the first task; the skills ledger begins there too.
pub(super) use regression::{NOISE, PRIOR_MEAN, SHAPE};

use memory::{Memory, Recall, Recalled};
use prediction::Shape;
use regression::{Fit, Sums};
use serde::{Deserialize, Serialize};
use spread::Spread;
use std::collections::VecDeque;
use typical::Durations;

/// The index that stands for "no type": such tasks teach and get the person's pace over all types.
pub const UNTYPED: u16 = u16::MAX;

/// What a task weighs after one more task: it halves with every 150 (60-400 score within 1 %).
pub(crate) const KEEP: f64 = 0.995_389_679_103_229_1;

/// An actual within this log ratio of the estimate is the estimate: people log exactly what they planned.
const SAME: f64 = 0.02;

/// The spike before any task: 1 in 10, with the weight of ten tasks.
const SPIKE: (f64, f64) = (1.0, 9.0);

/// How many standardised residuals are kept: enough for a P90, few enough to follow a change.
const RESIDUALS: usize = 300;

/// A task that was done, as evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finished {
    /// Its type, as an index into the types of the fit, or [`UNTYPED`].
    pub kind: u16,
    /// What it was thought to take, in seconds; `None` (or 0) when nothing was said.
    pub estimate_s: Option<u32>,
    /// What it took: seconds of work in its ended sessions. 0 teaches nothing.
    pub actual_s: u32,
}

impl Finished {
    /// The log of actual over estimate, and of the estimate in hours; `None` when one of them is missing.
    pub(crate) fn logs(&self) -> Option<(f64, f64)> {
        let estimate = f64::from(self.estimate_s.filter(|s| *s > 0)?);
        let actual = f64::from(self.actual_s);
        (actual > 0.0).then(|| ((actual / estimate).ln(), (estimate / 3600.0).ln()))
    }
}

/// What the finished tasks have taught about estimates: the state of the fold, small (some kilobytes) and
/// serialisable. Absorbing a task takes microseconds, predicting less than one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Learned", into = "Learned")]
pub struct Pace {
    learned: Learned,
    fit: Fit,
    spread: Spread,
    normal: Spread,
    recall: Recall,
}

/// The part of [`Pace`] that everything else follows from.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Learned {
    sums: Sums,
    /// Tasks that took exactly their estimate and tasks that did not, decayed.
    hits: (f64, f64),
    /// The last standardised residuals, oldest first, in thousandths.
    residuals: VecDeque<i32>,
    memory: Memory,
    /// Tasks with an estimate of each type.
    counts: Vec<u32>,
    /// Tasks with an estimate, of any type or none.
    total: u32,
    durations: Durations,
}

impl From<Learned> for Pace {
    fn from(learned: Learned) -> Pace {
        let fit = Fit::of(&learned.sums);
        let spread = Spread::of(&learned.residuals);
        let recall = learned.memory.recall();
        Pace { learned, fit, spread, recall, normal: Spread::of(&VecDeque::new()) }
    }
}

impl From<Pace> for Learned {
    fn from(pace: Pace) -> Learned {
        pace.learned
    }
}

impl Default for Pace {
    fn default() -> Pace {
        Pace::new(0)
    }
}

impl Pace {
    /// Knows nothing but the prior. `kinds` is how many types there are; a task of a type beyond makes room
    /// for it, so the number is a hint and changes no prediction.
    pub fn new(kinds: usize) -> Pace {
        let mut learned = Learned::default();
        learned.sums.reserve(kinds);
        Pace::from(learned)
    }

    /// Learns from every task, in the order in which they were closed.
    pub fn of(finished: &[Finished]) -> Pace {
        let mut pace = Pace::new(0);
        for task in finished {
            pace.absorb(task);
        }
        pace
    }

    /// Learns from one more task. Tasks come in the order in which they were closed. One without work
    /// teaches nothing; one without an estimate teaches how long its type takes.
    pub fn absorb(&mut self, task: &Finished) {
        if task.actual_s == 0 {
            return;
        }
        self.learned.durations.absorb(task.kind, task.actual_s);
        let Some((ratio, size)) = task.logs() else { return };
        let belief = self.fit.belief(task.kind, size);
        let learned = &mut self.learned;
        learned.total = learned.total.saturating_add(1);
        if task.kind != UNTYPED {
            let at = usize::from(task.kind);
            if learned.counts.len() <= at {
                learned.counts.resize(at + 1, 0);
            }
            learned.counts[at] = learned.counts[at].saturating_add(1);
        }
        let hit = ratio.abs() < SAME;
        learned.hits.0 = learned.hits.0 * KEEP + f64::from(u8::from(hit));
        learned.hits.1 = learned.hits.1 * KEEP + f64::from(u8::from(!hit));
        learned.memory.absorb(task.kind, size, (!hit).then_some(ratio), &mut self.recall);
        learned.sums.decay();
        if !hit {
            let full = learned.residuals.len() == RESIDUALS;
            let oldest = if full { learned.residuals.pop_front() } else { None };
            let residual = spread::thousandths((ratio - belief.mean) / belief.scale);
            self.spread.replace(oldest, residual);
            learned.residuals.push_back(residual);
            learned.sums.add(task.kind, size, ratio);
        }
        self.fit = Fit::of(&learned.sums);
    }

    /// What a task of type `kind` that is thought to take `estimate_s` seconds will take. With no finished
    /// tasks at all this is the prior: wide, and centred a little under the estimate.
    pub fn predict(&self, kind: u16, estimate_s: u32) -> Prediction {
        let estimate = f64::from(estimate_s.max(1));
        let size = (estimate / 3600.0).ln();
        let recalled = self.recall.of(kind, size);
        let shape = Shape {
            base_s: estimate,
            spike: recalled.hits + (1.0 - recalled.share) * self.spike(),
            tail: self.spread.tail(),
            asked: Some((kind, size)),
            n: Some(self.count(kind)).filter(|n| *n > 0).unwrap_or(self.total()),
        };
        Prediction::mixed(shape, &recalled, &self.spread, self.fit.belief(kind, size))
    }

    /// What is left of a task after `spent_s` seconds of work on it, knowing that it is not done yet.
    pub fn remaining(&self, kind: u16, estimate_s: u32, spent_s: u32) -> Remaining {
        self.predict(kind, estimate_s).after(spent_s)
    }

    /// Draws of what the tasks of one future have in common, for so many futures. `chance` gives numbers in (0, 1).
    pub fn moods(&self, count: usize, chance: impl FnMut() -> f64) -> Vec<Mood> {
        Mood::draw(&self.fit, &self.learned.residuals, count, chance)
    }

    /// How long tasks of type `kind` take, whatever was estimated; `None` before three of them are done.
    pub fn typical(&self, kind: u16) -> Option<Typical> {
        self.learned.durations.typical(kind)
    }

    /// What a task of type `kind` without an estimate will take: around [`Pace::typical`], with the spread
    /// of that type's durations.
    pub fn guess(&self, kind: u16) -> Option<Prediction> {
        let typical = self.typical(kind)?;
        let base_s = f64::from(typical.p50_s);
        let shape =
            Shape { base_s, spike: 0.0, tail: self.normal.tail(), asked: None, n: typical.n };
        let belief = Belief { mean: 0.0, scale: typical.log_sd };
        Some(Prediction::mixed(shape, &Recalled::default(), &self.normal, belief))
    }

    /// Tasks with an estimate that were learned from: of type `kind`, or of all for [`UNTYPED`].
    pub fn count(&self, kind: u16) -> u32 {
        if kind == UNTYPED {
            return self.learned.total;
        }
        self.learned.counts.get(usize::from(kind)).copied().unwrap_or(0)
    }

    /// Tasks with an estimate that were learned from, of any type or none.
    pub fn total(&self) -> u32 {
        self.learned.total
    }

    /// The probability that a task takes exactly its estimate.
    fn spike(&self) -> f64 {
        let (hit, miss) = (self.learned.hits.0 + SPIKE.0, self.learned.hits.1 + SPIKE.1);
        hit / (hit + miss)
    }
}
