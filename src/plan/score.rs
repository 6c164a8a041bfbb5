//! What a plan is worth, from scratch and by terms (section 3.1 of the scheduling study), and whether it keeps
//! to every constraint. Slow and plain on purpose: it is the judge of the quick search, and shares no sums with it.

use super::problem::{FREE, Problem};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

/// The terms of the objective; what counts against a plan is negative.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// Productive work: `w * q * rho^day` for each slot.
    pub value: f64,
    /// Tasks that get finished: `beta * w * min(slots, 8)`.
    pub bonus: f64,
    /// Work that is not done in time: `late * w` for each slot, and `tardy * w` for each day that it is later.
    pub late: f64,
    /// Blocks: each costs `block`, for switching and resuming.
    pub block: f64,
    /// Work without a break: `brk` for each stretch of `bmax` + 1 slots.
    pub brk: f64,
    /// Deep slots beyond `deep_cap` of a day.
    pub deep: f64,
    /// Slots beyond `load_frac` of a day.
    pub load: f64,
    /// Slots that are no longer what they were in the plan before.
    pub stab: f64,
}

impl Score {
    /// The terms with their names, in a fixed order.
    pub fn terms(&self) -> [(&'static str, f64); 8] {
        [
            ("value", self.value),
            ("bonus", self.bonus),
            ("late", self.late),
            ("block", self.block),
            ("brk", self.brk),
            ("deep", self.deep),
            ("load", self.load),
            ("stab", self.stab),
        ]
    }

    /// The objective: the sum of the terms.
    pub fn total(&self) -> f64 {
        self.terms().iter().map(|(_, term)| term).sum()
    }
}

impl Add for Score {
    type Output = Score;

    fn add(self, other: Score) -> Score {
        Score {
            value: self.value + other.value,
            bonus: self.bonus + other.bonus,
            late: self.late + other.late,
            block: self.block + other.block,
            brk: self.brk + other.brk,
            deep: self.deep + other.deep,
            load: self.load + other.load,
            stab: self.stab + other.stab,
        }
    }
}

impl Neg for Score {
    type Output = Score;

    fn neg(self) -> Score {
        Score {
            value: -self.value,
            bonus: -self.bonus,
            late: -self.late,
            block: -self.block,
            brk: -self.brk,
            deep: -self.deep,
            load: -self.load,
            stab: -self.stab,
        }
    }
}

impl Sub for Score {
    type Output = Score;

    fn sub(self, other: Score) -> Score {
        self + -other
    }
}

impl Sum for Score {
    fn sum<I: Iterator<Item = Score>>(scores: I) -> Score {
        scores.fold(Score::default(), Add::add)
    }
}

/// A constraint that a plan breaks. Tasks and slots are indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    /// The plan has not one entry for each slot.
    Length(usize),
    /// A slot is given to a task that does not exist.
    NoTask(usize, u16),
    /// A slot can't be used, or not yet by that task.
    Unavailable(usize, u16),
    /// A task has more slots than work.
    TooMuch(u16),
    /// A block is shorter or longer than its task allows.
    Chunk(u16, usize),
    /// A task begins before another one is done that it waits for.
    TooEarly(u16, u16),
    /// More of a budget is planned than it has, on this day or on days with it.
    Budget(u16, usize),
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Violation::Length(slots) => write!(out, "the plan has {slots} slots"),
            Violation::NoTask(slot, task) => {
                write!(out, "slot {slot} has task {task}, which does not exist")
            }
            Violation::Unavailable(slot, task) => {
                write!(out, "slot {slot} can't be used for task {task}")
            }
            Violation::TooMuch(task) => write!(out, "task {task} has more slots than work"),
            Violation::Chunk(task, len) => write!(out, "task {task} has a block of {len} slots"),
            Violation::TooEarly(task, pred) => {
                write!(out, "task {task} begins before task {pred} is done")
            }
            Violation::Budget(budget, day) => {
                write!(out, "more of budget {budget} is planned for day {day} than it has")
            }
        }
    }
}

/// What `own` (a task, or [`FREE`], for each slot) is worth.
///
/// # Errors
/// The first constraint that it breaks.
pub fn score(problem: &Problem, own: &[u16]) -> Result<Score, Violation> {
    if own.len() != problem.total() {
        return Err(Violation::Length(own.len()));
    }
    let blocks = blocks(problem, own)?;
    for (task, blocks) in (0..).zip(&blocks) {
        chunks(problem, task, blocks)?;
    }
    waits(problem, &blocks)?;
    budgets(problem, own)?;
    let tasks = (0..).zip(&blocks).map(|(task, blocks)| of_task(problem, task, blocks));
    let days = (0..problem.held.len()).map(|day| of_day(problem, own, day));
    Ok(tasks.chain(days).sum())
}

/// First slot and length of the blocks of each task.
fn blocks(problem: &Problem, own: &[u16]) -> Result<Vec<Vec<(usize, usize)>>, Violation> {
    let mut blocks: Vec<Vec<(usize, usize)>> = vec![Vec::new(); problem.jobs.len()];
    for (slot, &task) in own.iter().enumerate().filter(|(_, task)| **task != FREE) {
        if usize::from(task) >= problem.jobs.len() {
            return Err(Violation::NoTask(slot, task));
        }
        if !problem.is_open(slot) || !problem.allows(task, slot) {
            return Err(Violation::Unavailable(slot, task));
        }
        let follows =
            slot > 0 && own[slot - 1] == task && problem.day_of[slot - 1] == problem.day_of[slot];
        match blocks[usize::from(task)].last_mut().filter(|_| follows) {
            Some((_, len)) => *len += 1,
            None => blocks[usize::from(task)].push((slot, 1)),
        }
    }
    Ok(blocks)
}

/// Whether a task has blocks of the right length, and no more than there is work.
fn chunks(problem: &Problem, task: u16, blocks: &[(usize, usize)]) -> Result<(), Violation> {
    let job = &problem.jobs[usize::from(task)];
    let allowed = usize::from(job.min)..=usize::from(job.max);
    if let Some((_, len)) = blocks.iter().find(|(_, len)| !allowed.contains(len)) {
        return Err(Violation::Chunk(task, *len));
    }
    let done: usize = blocks.iter().map(|(_, len)| len).sum();
    if done > usize::from(job.slots) { Err(Violation::TooMuch(task)) } else { Ok(()) }
}

/// The terms that hang on a task, when it has these blocks.
pub(super) fn of_task(problem: &Problem, task: u16, blocks: &[(usize, usize)]) -> Score {
    let job = &problem.jobs[usize::from(task)];
    let mut score = Score::default();
    let (mut done, mut in_time) = (0, 0);
    for &(start, len) in blocks {
        for slot in start..start + len {
            let worth = &problem.worth[job.kind];
            score.value += job.weight * (worth[slot + 1] - worth[slot]);
            in_time += u32::from(slot < usize::from(job.due));
            score.late -= job.tardy_on(usize::from(problem.day_of[slot]));
        }
        done += len;
        score.block -= problem.weights.block;
    }
    if done == usize::from(job.slots) {
        score.bonus += job.bonus;
    }
    score.late -= job.late * (f64::from(job.slots) - f64::from(in_time));
    let missing = usize::from(job.slots).saturating_sub(done);
    score.late -= job.tardy_on(problem.held.len()) * missing as f64;
    score
}

/// Whether nothing begins before what it waits for is done.
fn waits(problem: &Problem, blocks: &[Vec<(usize, usize)>]) -> Result<(), Violation> {
    for (task, job) in (0..).zip(&problem.jobs) {
        let Some(&(first, _)) = blocks[usize::from(task)].first() else { continue };
        for &pred in &job.preds {
            let before = blocks[usize::from(pred)].iter().filter(|(start, _)| *start < first);
            let done: usize = before.map(|(_, len)| len).sum();
            if done != usize::from(problem.jobs[usize::from(pred)].slots) {
                return Err(Violation::TooEarly(task, pred));
            }
        }
    }
    Ok(())
}

/// Whether no budget has more planned than it allows.
fn budgets(problem: &Problem, own: &[u16]) -> Result<(), Violation> {
    let mut left: Vec<u16> = problem.limits.caps.clone();
    for (slot, task) in own.iter().enumerate().filter(|(_, task)| **task != FREE) {
        let day = usize::from(problem.day_of[slot]);
        for &budget in &problem.jobs[usize::from(*task)].budgets {
            for &span in problem.limits.spans(budget, day) {
                let left = &mut left[usize::from(span)];
                *left = left.checked_sub(1).ok_or(Violation::Budget(budget, day))?;
            }
        }
    }
    Ok(())
}

/// The terms that hang on a day as a whole, and what is no longer as it was in it.
pub(super) fn of_day(problem: &Problem, own: &[u16], day: usize) -> Score {
    let (weights, held) = (&problem.weights, &problem.held[day]);
    let slots = usize::from(problem.day_start[day])..usize::from(problem.day_start[day + 1]);
    let mut score = Score::default();
    let (mut planned, mut deep, mut without_break) = (held.load, held.deep, held.run);
    for (bit, slot) in slots.enumerate() {
        let task = own[slot];
        if problem.prev[slot] != FREE && problem.is_open(slot) && task != problem.prev[slot] {
            score.stab -= problem.stab[slot];
        }
        if task != FREE {
            planned += 1;
            deep += u32::from(problem.jobs[usize::from(task)].deep);
        } else if held.fixed >> bit & 1 == 0 {
            without_break = 0;
            continue;
        }
        without_break += 1;
        if without_break > weights.bmax {
            score.brk -= weights.brk;
        }
    }
    score.deep -= weights.deep * f64::from(deep.saturating_sub(weights.deep_cap));
    score.load -= weights.load * f64::from(planned.saturating_sub(held.load_cap));
    score
}
