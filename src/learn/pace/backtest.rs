//! How well the model would have predicted the person's own past: each task is predicted from those before
//! it, and so are the raw estimate and two plain alternatives, so that nobody has to take our word for it.
//!
//! Scores are of the log of the ratio, lower is better; coverage says how often the quantile was enough.

use super::{Finished, Pace, Prediction};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// The levels that are scored on their own: P50, P80, P90.
const LEVELS: [f64; 3] = [0.5, 0.8, 0.9];
/// The CRPS is twice the mean pinball loss over so many levels.
const GRID: u32 = 100;
/// Ratios that the bootstrap of evidence-based scheduling draws from.
const WINDOW: usize = 100;

/// Sums of scores over predicted tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Tasks predicted.
    pub n: u32,
    crps: f64,
    pinball: [f64; 3],
    covered: [u32; 3],
}

impl Score {
    /// Mean continuous ranked probability score of the log ratio.
    pub fn crps(&self) -> f64 {
        self.crps / f64::from(self.n.max(1))
    }

    /// Mean pinball loss of the log ratio at P50, P80, P90.
    pub fn pinball(&self) -> [f64; 3] {
        self.pinball.map(|sum| sum / f64::from(self.n.max(1)))
    }

    /// The share of tasks for which P50, P80, P90 were enough.
    pub fn covered(&self) -> [f64; 3] {
        self.covered.map(|sum| f64::from(sum) / f64::from(self.n.max(1)))
    }

    /// Adds the sums of another.
    pub fn merge(&mut self, other: &Score) {
        self.n += other.n;
        self.crps += other.crps;
        for at in 0..LEVELS.len() {
            self.pinball[at] += other.pinball[at];
            self.covered[at] += other.covered[at];
        }
    }

    /// Scores one prediction: `quantile` gives log ratios, `actual` is what it became.
    fn add(&mut self, actual: f64, quantile: impl Fn(f64) -> f64) {
        self.n += 1;
        let step = 1.0 / f64::from(GRID);
        let levels = (0..GRID).map(|i| (f64::from(i) + 0.5) * step);
        self.crps += levels.map(|u| 2.0 * step * pinball(u, quantile(u), actual)).sum::<f64>();
        for (at, level) in LEVELS.into_iter().enumerate() {
            let said = quantile(level);
            self.pinball[at] += pinball(level, said, actual);
            self.covered[at] += u32::from(actual <= said + 1e-9);
        }
    }
}

fn pinball(level: f64, said: f64, actual: f64) -> f64 {
    (actual - said) * (level - f64::from(u8::from(actual < said)))
}

/// The same tasks scored for the model and for what it has to beat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// The model.
    pub model: Score,
    /// The estimate as it stands.
    pub raw: Score,
    /// The plain bootstrap: the estimate times the last 100 ratios (Spolsky 2007, evidence-based scheduling).
    pub bootstrap: Score,
    /// The plain average: a normal distribution of the log ratios so far.
    pub average: Score,
}

impl Scores {
    /// Adds the sums of another.
    pub fn merge(&mut self, other: &Scores) {
        self.model.merge(&other.model);
        self.raw.merge(&other.raw);
        self.bootstrap.merge(&other.bootstrap);
        self.average.merge(&other.average);
    }
}

/// What [`backtest`] found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PaceBacktest {
    /// Every task that has an estimate and an actual.
    pub all: Scores,
    /// The first twenty.
    pub first: Scores,
    /// Those after the first hundred.
    pub later: Scores,
}

impl PaceBacktest {
    /// Adds the scores of another log.
    pub fn merge(&mut self, other: &PaceBacktest) {
        self.all.merge(&other.all);
        self.first.merge(&other.first);
        self.later.merge(&other.later);
    }
}

/// Predicts each task from those before it, in the order in which they were closed.
pub fn backtest(finished: &[Finished]) -> PaceBacktest {
    let mut run = Backtest::default();
    for task in finished {
        run.take(task);
    }
    run.finish()
}

/// The same, task by task.
#[derive(Debug)]
pub struct Backtest {
    pace: Pace,
    rivals: Rivals,
    found: PaceBacktest,
    seen: u32,
}

impl Default for Backtest {
    fn default() -> Backtest {
        let (rivals, found) = (Rivals::default(), PaceBacktest::default());
        Backtest { pace: Pace::new(0), rivals, found, seen: 0 }
    }
}

impl Backtest {
    /// Predicts the next task from those before, then learns from it.
    pub fn take(&mut self, task: &Finished) {
        if let (Some((ratio, _)), Some(estimate_s)) = (task.logs(), task.estimate_s) {
            let said = self.pace.predict(task.kind, estimate_s);
            let scores = self.rivals.score(&said, estimate_s, ratio);
            self.found.all.merge(&scores);
            if self.seen < 20 {
                self.found.first.merge(&scores);
            }
            if self.seen >= 100 {
                self.found.later.merge(&scores);
            }
            self.seen += 1;
            self.rivals.absorb(ratio);
        }
        self.pace.absorb(task);
    }

    /// What was found.
    pub fn finish(self) -> PaceBacktest {
        self.found
    }
}

/// The plain alternatives, as they learn.
#[derive(Debug, Default)]
struct Rivals {
    window: VecDeque<f64>,
    sorted: Vec<f64>,
    n: f64,
    sum: f64,
    squares: f64,
}

impl Rivals {
    fn score(&self, said: &Prediction, estimate_s: u32, ratio: f64) -> Scores {
        let mut scores = Scores::default();
        let estimate = f64::from(estimate_s);
        scores.model.add(ratio, |level| (said.at(level).max(1e-9) / estimate).ln());
        scores.raw.add(ratio, |_| 0.0);
        scores.bootstrap.add(ratio, |level| self.resampled(level));
        // Five tasks' worth of a log SD of .85 around 0, so that the first predictions are defined.
        let mean = self.sum / (self.n + 5.0);
        let variance = (self.squares + 5.0 * 0.85 * 0.85) / (self.n + 5.0) - mean * mean;
        let sd = variance.max(1e-6).sqrt();
        scores.average.add(ratio, |level| mean + sd * normal_quantile(level));
        scores
    }

    fn resampled(&self, level: f64) -> f64 {
        let Some(last) = self.sorted.len().checked_sub(1) else { return 0.0 };
        let at = (level * self.sorted.len() as f64 - 0.5).clamp(0.0, last as f64);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let low = at as usize;
        let next = self.sorted[(low + 1).min(last)];
        self.sorted[low] + (next - self.sorted[low]) * (at - low as f64)
    }

    fn absorb(&mut self, ratio: f64) {
        self.n += 1.0;
        self.sum += ratio;
        self.squares += ratio * ratio;
        if self.window.len() == WINDOW {
            self.window.pop_front();
        }
        self.window.push_back(ratio);
        self.sorted = self.window.iter().copied().collect();
        self.sorted.sort_by(f64::total_cmp);
    }
}

/// The standard normal quantile, to 4.5e-4 (Abramowitz & Stegun 26.2.23).
pub(crate) fn normal_quantile(level: f64) -> f64 {
    let tail = level.min(1.0 - level).max(1e-300);
    let t = (-2.0 * tail.ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let z = t - above / below;
    if level < 0.5 { -z } else { z }
}
