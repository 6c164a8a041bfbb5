//! What a single block of a plan is worth, and what it would be worth elsewhere: the numbers behind every explanation.
//!
//! Each answer is a difference of two plans by the terms of [`Score`], of which all but the parts that differ are left
//! out; the sum of an answer's terms is the difference of the objectives. It must never change a plan or judge one:
//! [`super::score()`] does.

use super::problem::{FREE, Problem, small};
use super::score::{Score, Violation, of_day, of_task, score};
use crate::domain::Order;
use std::ops::Range;

/// Slots of one day that follow each other, all of one task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stretch {
    /// Its first slot.
    pub start: u16,
    /// Its slots.
    pub len: u16,
    /// Its task.
    pub task: u16,
}

impl Stretch {
    /// The slot behind its last.
    pub fn end(self) -> u16 {
        self.start.saturating_add(self.len)
    }
}

/// What a plan has from one of its blocks.
#[derive(Clone, Debug, PartialEq)]
pub struct Marginal {
    /// What the plan would lose without the block, by term: positive where the block earns, negative where it costs.
    /// What waits for its task is left where it is.
    pub alone: Score,
    /// Tasks of the plan that could not stay without it, because they wait for its task to be complete.
    pub waiting: Vec<u16>,
    /// What the plan would lose without the block and all of those.
    pub with_waiting: Score,
}

/// Why a block can't begin at a slot while the rest of the plan stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Some of it would be in slots that can't be used, or behind the end of the day.
    Closed,
    /// It would begin before its task may be begun.
    Release,
    /// Some of it would be outside of its task's windows.
    Window,
    /// Its task would begin before this one is done.
    TooEarly(u16),
    /// This task begins before its own would be done.
    TooLate(u16),
    /// It would meet another block of its own task.
    Own,
    /// This budget has no room for it on that day.
    Budget(u16),
    /// These tasks have some of the slots.
    Taken(Vec<u16>),
}

/// One start that a block could have.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its first slot.
    pub start: u16,
    /// What the plan would gain by term with the block here; negative in all where it is better off as it is. Blocks
    /// in the way are taken out for it, which is in the terms.
    pub change: Score,
    /// Whose blocks are in the way; nobody's where it could simply go.
    pub taken_by: Vec<u16>,
}

/// A plan that keeps to every constraint, taken apart.
#[derive(Clone, Debug)]
pub struct Parts<'p> {
    problem: &'p Problem,
    own: Vec<u16>,
    /// By task, first slot and length.
    blocks: Vec<Vec<(usize, usize)>>,
}

impl<'p> Parts<'p> {
    /// Takes `own` apart.
    ///
    /// # Errors
    /// The first constraint that it breaks.
    pub fn new(problem: &'p Problem, own: &[u16]) -> Result<Parts<'p>, Violation> {
        score(problem, own)?;
        let blocks = vec![Vec::new(); problem.jobs.len()];
        let mut parts = Parts { problem, own: own.to_vec(), blocks };
        for block in stretches(problem, own) {
            let place = (usize::from(block.start), usize::from(block.len));
            parts.blocks[usize::from(block.task)].push(place);
        }
        Ok(parts)
    }

    /// What the plan has from a block; nothing when it has no such block.
    pub fn marginal(&self, block: Stretch) -> Option<Marginal> {
        let alone = self.without(&[block])?;
        let mut waiting = Vec::new();
        self.follow(block.task, &mut waiting);
        let mut out = vec![block];
        for &task in &waiting {
            let blocks = self.blocks[usize::from(task)].iter();
            out.extend(blocks.map(|place| stretch(task, *place)));
        }
        let with_waiting = self.without(&out)?;
        Some(Marginal { alone, waiting, with_waiting })
    }

    /// The tasks of the plan that wait for one, and for those.
    fn follow(&self, task: u16, waiting: &mut Vec<u16>) {
        let mut open = vec![task];
        while let Some(task) = open.pop() {
            for &succ in &self.problem.jobs[usize::from(task)].succs {
                if !self.blocks[usize::from(succ)].is_empty() && !waiting.contains(&succ) {
                    waiting.push(succ);
                    open.push(succ);
                }
            }
        }
    }

    fn without(&self, blocks: &[Stretch]) -> Option<Score> {
        let known = |block: &Stretch| self.has(*block);
        blocks.iter().all(known).then(|| -self.change(blocks, None))
    }

    fn has(&self, block: Stretch) -> bool {
        let blocks = self.blocks.get(usize::from(block.task));
        let place = (usize::from(block.start), usize::from(block.len));
        blocks.is_some_and(|blocks| blocks.contains(&place))
    }

    /// Every other start that a block could have on some days, the best first: where it could simply go, and where
    /// other tasks are in the way. Nothing when the plan has no such block.
    pub fn places(&self, block: Stretch, days: Range<usize>) -> Vec<Place> {
        if !self.has(block) {
            return Vec::new();
        }
        let days = days.start..days.end.min(self.problem.held.len());
        let slots =
            days.flat_map(|day| self.problem.day_start[day]..self.problem.day_start[day + 1]);
        let mut places: Vec<Place> = slots
            .filter(|start| *start != block.start)
            .filter_map(|start| match self.obstacle(block, start) {
                None => Some((start, Vec::new())),
                Some(Obstacle::Taken(tasks)) => Some((start, tasks)),
                Some(_) => None,
            })
            .map(|(start, taken_by)| self.place(block, start, taken_by))
            .collect();
        places.order_by(|left, right| {
            let gain = |place: &Place| place.change.total();
            gain(right).total_cmp(&gain(left)).then(left.start.cmp(&right.start))
        });
        places
    }

    fn place(&self, block: Stretch, start: u16, taken_by: Vec<u16>) -> Place {
        let new = Stretch { start, ..block };
        let mut out = vec![block];
        for &task in &taken_by {
            let blocks = self.blocks[usize::from(task)].iter().map(|place| stretch(task, *place));
            out.extend(blocks.filter(|other| meet(*other, new)));
        }
        Place { start, change: self.change(&out, Some(new)), taken_by }
    }

    /// What keeps a block from beginning at a slot; nothing when it could simply go there.
    pub fn obstacle(&self, block: Stretch, start: u16) -> Option<Obstacle> {
        let new = Stretch { start, ..block };
        self.closed(new)
            .or_else(|| self.out_of_order(block, new))
            .or_else(|| self.over(block, new))
            .or_else(|| {
                let slots = &self.own[usize::from(start)..usize::from(new.end())];
                let mut tasks: Vec<u16> = slots
                    .iter()
                    .copied()
                    .filter(|task| *task != FREE && *task != block.task)
                    .collect();
                tasks.dedup();
                (!tasks.is_empty()).then_some(Obstacle::Taken(tasks))
            })
    }

    fn closed(&self, new: Stretch) -> Option<Obstacle> {
        let problem = self.problem;
        let slots = usize::from(new.start)..usize::from(new.end());
        if slots.end > problem.total() || slots.clone().any(|slot| !problem.is_open(slot)) {
            return Some(Obstacle::Closed);
        }
        if problem.day_of[slots.start] != problem.day_of[slots.end - 1] {
            return Some(Obstacle::Closed);
        }
        if new.start < problem.jobs[usize::from(new.task)].release {
            return Some(Obstacle::Release);
        }
        let outside = slots.into_iter().any(|slot| !problem.allows(new.task, slot));
        outside.then_some(Obstacle::Window)
    }

    fn out_of_order(&self, old: Stretch, new: Stretch) -> Option<Obstacle> {
        let job = &self.problem.jobs[usize::from(new.task)];
        let others =
            self.blocks[usize::from(new.task)].iter().map(|place| stretch(new.task, *place));
        let others: Vec<Stretch> = others.filter(|other| *other != old).collect();
        let first = others.iter().map(|other| other.start).fold(new.start, u16::min);
        let end = others.iter().map(|other| other.end()).fold(new.end(), u16::max);
        if let Some(&pred) = job.preds.iter().find(|pred| self.end(**pred) > first) {
            return Some(Obstacle::TooEarly(pred));
        }
        if let Some(&succ) = job.succs.iter().find(|succ| self.first(**succ) < end) {
            return Some(Obstacle::TooLate(succ));
        }
        let day = |slot: u16| self.problem.day_of[usize::from(slot)];
        let touches = |other: &&Stretch| {
            day(other.start) == day(new.start)
                && other.start <= new.end()
                && new.start <= other.end()
        };
        others.iter().find(touches).map(|_| Obstacle::Own)
    }

    /// The first slot of a task.
    fn first(&self, task: u16) -> u16 {
        self.blocks[usize::from(task)].first().map_or(u16::MAX, |(start, _)| small(*start))
    }

    /// The slot behind the last of a task.
    fn end(&self, task: u16) -> u16 {
        self.blocks[usize::from(task)].last().map_or(0, |(start, len)| small(start + len))
    }

    fn over(&self, old: Stretch, new: Stretch) -> Option<Obstacle> {
        let problem = self.problem;
        let day = |slot: u16| usize::from(problem.day_of[usize::from(slot)]);
        let budgets = &problem.jobs[usize::from(new.task)].budgets;
        let full = budgets.iter().find(|budget| {
            problem.limits.spans(**budget, day(new.start)).iter().any(|span| {
                let counts = |slot: u16, task: u16| {
                    let job = &problem.jobs[usize::from(task)];
                    job.budgets.contains(budget)
                        && problem.limits.spans(**budget, day(slot)).contains(span)
                };
                let spent = (0..).zip(&self.own).filter(|(slot, task)| {
                    **task != FREE
                        && !(old.start..old.end()).contains(slot)
                        && counts(*slot, **task)
                });
                spent.count() + usize::from(new.len)
                    > usize::from(problem.limits.caps[usize::from(*span)])
            })
        });
        full.copied().map(Obstacle::Budget)
    }

    /// What the plan gains by term when blocks of it are taken out and one is put in.
    fn change(&self, out: &[Stretch], new: Option<Stretch>) -> Score {
        let mut own = self.own.clone();
        let (mut tasks, mut days) = (Vec::new(), Vec::new());
        for block in out.iter().chain(&new) {
            let slots = usize::from(block.start)..usize::from(block.end());
            days.push(u16::from(self.problem.day_of[slots.start]));
            tasks.push(block.task);
        }
        for block in out {
            own[usize::from(block.start)..usize::from(block.end())].fill(FREE);
        }
        if let Some(new) = new {
            own[usize::from(new.start)..usize::from(new.end())].fill(new.task);
        }
        for list in [&mut days, &mut tasks] {
            list.sort_unstable();
            list.dedup();
        }
        let of_days = days
            .iter()
            .map(|day| usize::from(*day))
            .map(|day| of_day(self.problem, &own, day) - of_day(self.problem, &self.own, day));
        let of_tasks = tasks.iter().map(|task| {
            let old = &self.blocks[usize::from(*task)];
            let kept = old.iter().filter(|place| !out.contains(&stretch(*task, **place)));
            let mut now: Vec<(usize, usize)> = kept.copied().collect();
            let new = new.filter(|new| new.task == *task);
            now.extend(new.map(|new| (usize::from(new.start), usize::from(new.len))));
            of_task(self.problem, *task, &now) - of_task(self.problem, *task, old)
        });
        of_days.chain(of_tasks).sum()
    }
}

fn stretch(task: u16, (start, len): (usize, usize)) -> Stretch {
    Stretch { start: small(start), len: small(len), task }
}

fn meet(left: Stretch, right: Stretch) -> bool {
    left.start < right.end() && right.start < left.end()
}

/// The blocks of a plan, one after the other.
pub fn stretches(problem: &Problem, own: &[u16]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for (slot, &task) in own.iter().enumerate().filter(|(_, task)| **task != FREE) {
        let follows = |last: &&mut Stretch| {
            last.task == task
                && usize::from(last.end()) == slot
                && problem.day_of[slot - 1] == problem.day_of[slot]
        };
        match found.last_mut().filter(follows) {
            Some(last) => last.len += 1,
            None => found.push(Stretch { start: small(slot), len: 1, task }),
        }
    }
    found
}
