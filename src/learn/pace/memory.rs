//! The last tasks as they were: people estimate in round numbers and work in habits, so that what a 25-minute
//! task of this type took last time says more about the next one than any smooth curve. Mixed with the
//! regression by how many tasks of the same type and size there are; knows nothing of the regression.
//!
//! Weighing the past by likeness and age is the Nadaraya-Watson estimator of a conditional distribution (Hall,
//! Wolff & Yao 1999, JASA 94). Measured on the first 70 % of CESAW and of Renzo Borgatti's log, against the
//! regression alone: log-CRPS .529 to .518 and .270 to .252; the four constants change it by less than 1 %
//! when they are halved or doubled.

use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// Tasks that are remembered.
const KEPT: usize = 300;
/// A task counts 1/e for each factor of e^.2 between its estimate and the asked one.
const REACH: f64 = 0.2;
/// What a task of another type counts.
const OTHER_KIND: f64 = 0.2;
/// Tasks after which one counts half.
const HALF_LIFE: f64 = 150.0;
/// Weight at which memory and regression count the same.
const EVEN: f64 = 10.0;
/// Beyond this a weight, e to its negative, changes nothing.
const FARTHEST: f64 = 7.0;
/// Remembered ratios stand for what is near them: those that are equal are spread out so far to each side, so that
/// a quantile that falls among them divides them as its level says.
const BLUR: f64 = 0.03;
/// Logs are remembered in thousandths: small, and the same after being written down and read.
const UNIT: f64 = 1000.0;

/// A task as it is remembered: type, log of the estimate in hours, log of the ratio (0 only for a hit).
type Kept = (u16, i32, i32);

/// The last tasks, oldest first, as they are stored.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Memory {
    kept: VecDeque<Kept>,
    /// Tasks ever remembered.
    seen: u32,
}

/// The same, by ratio: what predictions are made from.
#[derive(Clone, Debug, Default)]
pub(super) struct Recall {
    by_ratio: Vec<Like>,
    seen: u32,
}

#[derive(Clone, Copy, Debug)]
struct Like {
    ratio: f64,
    hit: bool,
    size: f64,
    kind: u16,
    number: u32,
}

/// What memory says about one task.
#[derive(Clone, Debug, Default)]
pub(super) struct Recalled {
    /// Log ratios, ascending, each with its weight; without the hits.
    pub(super) ratios: Vec<(f64, f64)>,
    /// The weight of those that took exactly their estimate.
    pub(super) hits: f64,
    /// How much memory is to count beside the regression, 0 to 1; all weights add up to it.
    pub(super) share: f64,
}

impl Memory {
    /// Remembers a task; a `ratio` of `None` says that it took exactly its estimate.
    pub(super) fn absorb(&mut self, kind: u16, size: f64, ratio: Option<f64>, recall: &mut Recall) {
        let ratio = ratio.map_or(0, thousandths);
        if self.kept.len() == KEPT {
            self.kept.pop_front();
            recall.forget(self.seen - u32::try_from(KEPT).unwrap_or(0));
        }
        let kept = (kind, thousandths(size), ratio);
        self.kept.push_back(kept);
        recall.insert(kept, self.seen);
        self.seen += 1;
        recall.seen = self.seen;
    }

    pub(super) fn recall(&self) -> Recall {
        let first = self.seen - u32::try_from(self.kept.len()).unwrap_or(0);
        let mut recall = Recall { by_ratio: Vec::with_capacity(self.kept.len()), seen: self.seen };
        for (kept, number) in self.kept.iter().zip(first..) {
            recall.insert(*kept, number);
        }
        recall
    }
}

impl Recall {
    fn insert(&mut self, (kind, size, ratio): Kept, number: u32) {
        let hit = ratio == 0;
        // The golden ratio's multiples fill the interval evenly, whichever of them are taken.
        let place = (f64::from(number) * 0.618_033_988_749_895).fract() * 2.0 - 1.0;
        let blur = if hit { 0.0 } else { BLUR * place };
        let ratio = f64::from(ratio) / UNIT + blur;
        let like = Like { ratio, hit, size: f64::from(size) / UNIT, kind, number };
        let at = self.by_ratio.partition_point(|one| one.ratio < ratio);
        self.by_ratio.insert(at, like);
    }

    fn forget(&mut self, number: u32) {
        self.by_ratio.retain(|one| one.number != number);
    }

    /// What tasks like one of type `kind` and size `x` (log hours) have taken.
    pub(super) fn of(&self, kind: u16, x: f64) -> Recalled {
        let mut recalled = Recalled::default();
        let mut total = 0.0;
        for one in &self.by_ratio {
            let age = f64::from(self.seen - one.number - 1) * std::f64::consts::LN_2 / HALF_LIFE;
            let far = (x - one.size).abs() / REACH + age;
            if far > FARTHEST {
                continue;
            }
            let weight = if one.kind == kind { 1.0 } else { OTHER_KIND } * (-far).exp();
            total += weight;
            if one.hit {
                recalled.hits += weight;
            } else {
                recalled.ratios.push((one.ratio, weight));
            }
        }
        let share = total / (total + EVEN);
        let scale = if total > 0.0 { share / total } else { 0.0 };
        recalled.hits *= scale;
        recalled.ratios.iter_mut().for_each(|(_, weight)| *weight *= scale);
        Recalled { share, ..recalled }
    }
}

/// In thousandths; never 0 for what is not.
#[allow(clippy::cast_possible_truncation)]
fn thousandths(log: f64) -> i32 {
    (log * UNIT).round().clamp(-1e6, 1e6) as i32
}
