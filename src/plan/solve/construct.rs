//! The first plan: tasks one after the other, each in the best place that is left, in several orders of which
//! the best is kept (section 3.2 of the scheduling study).

use super::block::{Block, ones, zeros};
use super::board::Board;
use crate::plan::marginal::{Stretch, stretches};
use crate::plan::problem::{FREE, Job, Problem};
use fastrand::Rng;

/// How much of what is promised counts while the first plan is made.
const LURE: f64 = 0.5;
/// With more tasks than this, few orders have to do.
const MANY: usize = 150;

/// The best of the plans that several orders give.
pub(super) fn best_of_some<'p>(problem: &'p Problem, rng: &mut Rng) -> Board<'p> {
    let rounds = if problem.jobs.len() > MANY { 2 } else { 8 };
    // Promises are not always kept: what is built on them can be worth less than nothing.
    let mut best = Board::empty(problem);
    for round in 0..rounds {
        let mut keyed: Vec<(f64, u16)> =
            problem.jobs.iter().map(|job| key(job, round, rng)).zip(0..).collect();
        keyed.sort_by(|left, right| left.0.total_cmp(&right.0).then(left.1.cmp(&right.1)));
        let board = build(Board::empty(problem), &keyed);
        if board.sums.value > best.sums.value {
            best = board;
        }
    }
    if problem.has_prev {
        let kept = kept(problem);
        let more = build(kept.clone(), &by_need(problem));
        for board in [kept, more] {
            if board.sums.value > best.sums.value {
                best = board;
            }
        }
    }
    best
}

/// What still can be of the plan before.
fn kept(problem: &Problem) -> Board<'_> {
    let mut board = Board::empty(problem);
    let mut start = 0;
    while let Some(&task) = problem.prev.get(usize::from(start)) {
        let mut new = Block { start, len: 1 };
        let same = |slot: u16| {
            let at = usize::from(slot);
            problem.prev.get(at) == Some(&task) && board.day(slot) == board.day(start)
        };
        while same(new.end()) {
            new.len += 1;
        }
        start = new.end();
        if task == FREE || board.ready_from(task).is_none_or(|from| from > new.start) {
            continue;
        }
        // What can't be used any more or is too much by now is cut off.
        let day = board.day(new.start);
        let first = problem.day_start[day];
        let mut left = board.free_for(task, day) & ones(new.len) << (new.start - first);
        while left != 0 {
            let (from, end) = board.run_of(first + zeros(left), left);
            left &= !(ones(end - from) << (from - first));
            let len = board.longest(task, day, end - from);
            board.put(task, Block { start: from, len });
        }
    }
    board.begin();
    board.reckon();
    board
}

/// The tasks by when they are needed.
fn by_need(problem: &Problem) -> Vec<(f64, u16)> {
    let mut keyed: Vec<(f64, u16)> =
        problem.jobs.iter().map(|job| f64::from(job.need)).zip(0..).collect();
    keyed.sort_by(|left, right| left.0.total_cmp(&right.0).then(left.1.cmp(&right.1)));
    keyed
}

/// What a task comes by in that round, the lowest first: what depends on it, when it is needed, how late it may
/// cost, the same for each slot of it, and the first with noise.
fn key(job: &Job, round: u32, rng: &mut Rng) -> f64 {
    let whole = job.weight + job.late + job.pull;
    match round {
        0 => -whole,
        1 => f64::from(job.need) - 0.01 * whole,
        2 => -(job.weight + job.late),
        3 => -whole / f64::from(job.slots),
        _ => -whole * (0.5 + rng.f64()),
    }
}

/// The plan `own` with what can be added of one task.
pub(super) fn with_more<'p>(problem: &'p Problem, own: &[u16], task: u16) -> Board<'p> {
    let mut board = Board::empty(problem);
    for Stretch { start, len, task } in stretches(problem, own) {
        board.put(task, Block { start, len });
    }
    board.begin();
    board.reckon();
    while let Some(new) = best_place(&board, task) {
        board.put(task, new);
        board.reckon();
    }
    board
}

/// Two passes, for the sake of what waits for something that comes later in the order.
fn build<'p>(mut board: Board<'p>, order: &[(f64, u16)]) -> Board<'p> {
    for _ in 0..2 {
        for &(_, task) in order {
            while let Some(new) = best_place(&board, task) {
                board.put(task, new);
                board.reckon();
            }
            board.begin();
        }
    }
    board
}

/// The block of most gain a slot, among the longest and the shortest at every start.
fn best_place(board: &Board<'_>, task: u16) -> Option<Block> {
    let job = &board.problem.jobs[usize::from(task)];
    if board.left(task) < job.min {
        return None;
    }
    let mut best: Option<(f64, Block)> = None;
    let mut start = board.ready_from(task)?;
    while usize::from(start) < board.own.len() {
        let day = board.day(start);
        let open = board.free_for(task, day);
        let free = open >> (start - board.problem.day_start[day]);
        if free == 0 {
            start = board.problem.day_start[day + 1];
            continue;
        }
        start += zeros(free);
        let (_, end) = board.run_of(start, open);
        let most = board.longest(task, day, end - start);
        if most < job.min {
            start = end;
            continue;
        }
        for len in [most, job.min] {
            let new = Block { start, len };
            if board.fits(task, new) {
                let gain = board.gain(task, new, LURE) / f64::from(len);
                if gain > best.map_or(0.0, |(best, _)| best) {
                    best = Some((gain, new));
                }
            }
            if most == job.min {
                break;
            }
        }
        start += 1;
    }
    best.map(|(_, new)| new)
}
