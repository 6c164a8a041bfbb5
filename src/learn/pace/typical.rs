//! How long tasks of a type take, whatever was estimated: what a task without an estimate is taken to need.
//! Shown with `~`; never mixed into the pace.

use super::UNTYPED;
use crate::domain::Order;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// Durations kept for each type.
const KEPT: usize = 50;
/// A median of fewer tasks is no median.
const ENOUGH: usize = 3;
/// What a task weighs after one more of its type: it halves with every 25.
const KEEP: f64 = 0.972_654_947_412_285_5;
/// The log SD of durations within a type before much is known, with the weight of so many tasks (a judgement).
const PRIOR_SD: (f64, f64) = (1.0, 5.0);

/// How long tasks of a type take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Typical {
    /// The median of the last tasks, the newest counting most.
    pub p50_s: u32,
    /// The standard deviation of the log durations.
    pub log_sd: f64,
    /// How many tasks it rests on, at most 50.
    pub n: u32,
}

/// The last durations of each type and of tasks without one, oldest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Durations {
    kinds: Vec<VecDeque<u32>>,
    untyped: VecDeque<u32>,
}

impl Durations {
    pub(super) fn absorb(&mut self, kind: u16, actual_s: u32) {
        let at = usize::from(kind);
        if kind != UNTYPED && self.kinds.len() <= at {
            self.kinds.resize(at + 1, VecDeque::new());
        }
        let own = if kind == UNTYPED { &mut self.untyped } else { &mut self.kinds[at] };
        if own.len() == KEPT {
            own.pop_front();
        }
        own.push_back(actual_s);
    }

    /// Of a type, or of the tasks without one.
    pub(super) fn typical(&self, kind: u16) -> Option<Typical> {
        let own =
            if kind == UNTYPED { &self.untyped } else { self.kinds.get(usize::from(kind))? };
        if own.len() < ENOUGH {
            return None;
        }
        let mut weighted: Vec<(u32, f64)> =
            own.iter().rev().zip(weights()).map(|(seconds, weight)| (*seconds, weight)).collect();
        weighted.order_by_key(|(seconds, _)| *seconds);
        let total: f64 = weighted.iter().map(|(_, weight)| weight).sum();
        let mean = weighted.iter().map(|(s, w)| w * f64::from(*s).ln()).sum::<f64>() / total;
        let off = |seconds: u32| (f64::from(seconds).ln() - mean).powi(2);
        let squares: f64 = weighted.iter().map(|(s, w)| w * off(*s)).sum();
        let (sd, weight) = PRIOR_SD;
        Some(Typical {
            p50_s: median(&weighted, total),
            log_sd: ((squares + sd * sd * weight) / (total + weight)).sqrt(),
            n: u32::try_from(own.len()).unwrap_or(u32::MAX),
        })
    }
}

/// What each task weighs, the newest first.
fn weights() -> impl Iterator<Item = f64> {
    std::iter::successors(Some(1.0), |weight| Some(weight * KEEP))
}

/// The value at which half of the weight is reached; between two when it falls there.
fn median(ascending: &[(u32, f64)], total: f64) -> u32 {
    let mut sum = 0.0;
    for (at, (seconds, weight)) in ascending.iter().enumerate() {
        sum += weight;
        if sum * 2.0 > total * (1.0 + 1e-12) {
            return *seconds;
        }
        if sum * 2.0 >= total * (1.0 - 1e-12) {
            let next = ascending.get(at + 1).map_or(*seconds, |(next, _)| *next);
            return seconds.midpoint(next);
        }
    }
    ascending.last().map_or(0, |(seconds, _)| *seconds)
}
