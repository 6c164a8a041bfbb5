//! What is made up for the tests of plans: [`by_hand`] works the terms out, [`allowed`] what a person
//! allows, [`explained`] what single blocks are worth; [`laws`] holds for every instance, [`sense`] is what is refused.

mod allowed;
mod by_hand;
mod diff;
mod explained;
mod laws;
mod sense;
mod skills;
pub(super) mod world;

use super::instance::{Day, Instance, QUARTERS, Weights, Work};
use super::{FREE, Problem, Score, Violation, score};

/// A task of one kind that is worth 1 an hour, in minutes.
pub(super) fn work(rem: u32, min: u32, max: u32) -> Work {
    Work { kind: 0, rem, w: 1.0, min_chunk: Some(min), max_chunk: Some(max), ..Work::default() }
}

/// Days from 09:00 on, of that many slots of 15 minutes, and nothing but hours that are worth 1.
pub(super) fn instance(slots: &[u32], tasks: Vec<Work>) -> Instance {
    let days =
        slots.iter().map(|slots| Day { start: 540, end: 540 + 15 * slots, ..Day::default() });
    Instance {
        slot_min: 15,
        types: vec!["writing".into()],
        q: vec![vec![1.0; QUARTERS]],
        q_weekend: Vec::new(),
        days: days.collect(),
        tasks,
        prev: Vec::new(),
        budgets: Vec::new(),
        weights: Weights::default(),
    }
}

/// A plan as a line: a digit is a task, a dot a free slot.
fn own(line: &str) -> Vec<u16> {
    let slot = |c: char| c.to_digit(10).map_or(FREE, |task| u16::try_from(task).unwrap());
    line.chars().filter(|c| *c != ' ').map(slot).collect()
}

fn worth(instance: &Instance, line: &str) -> Score {
    score(&Problem::new(instance).unwrap(), &own(line)).unwrap()
}

fn broken(instance: &Instance, line: &str) -> Violation {
    score(&Problem::new(instance).unwrap(), &own(line)).unwrap_err()
}

fn near(left: f64, right: f64) {
    assert!((left - right).abs() < 1e-9, "{left} is not {right}");
}
