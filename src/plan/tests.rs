//! What is made up for the tests of plans: [`by_hand`] works the terms out, [`laws`] holds for every instance,
//! [`sense`] is what is refused.

mod by_hand;
mod laws;
mod sense;

use super::instance::{Day, Instance, QUARTERS, Weights, Work};

/// A task of one kind that is worth 1 an hour, in minutes.
pub(super) fn work(rem: u32, min: u32, max: u32) -> Work {
    Work {
        kind: 0,
        rem,
        w: 1.0,
        release: None,
        due: None,
        hard: false,
        min_chunk: Some(min),
        max_chunk: Some(max),
        deps: Vec::new(),
        deep: false,
    }
}

/// Days from 09:00 on, of that many slots of 15 minutes, and nothing but hours that are worth 1.
pub(super) fn instance(slots: &[u32], tasks: Vec<Work>) -> Instance {
    let days =
        slots.iter().map(|slots| Day { start: 540, end: 540 + 15 * slots, busy: Vec::new() });
    Instance {
        slot_min: 15,
        types: vec!["writing".into()],
        q: vec![vec![1.0; QUARTERS]],
        days: days.collect(),
        tasks,
        prev: Vec::new(),
        weights: Weights::default(),
    }
}
