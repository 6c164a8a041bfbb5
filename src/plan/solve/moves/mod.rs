//! One small move: something goes into a free run, or a taken block is moved, changed or driven out. Each answers
//! whether it came to something; what it left half done is taken back by whoever asked.
//!
//! [`single`] moves one block, [`pair`] two, [`force`] drives others out, [`chain`] places what is waited for.

mod chain;
mod force;
mod pair;
mod single;

pub(super) use force::evict;

use super::block::{Block, ones, zeros};
use super::board::Board;
use crate::plan::problem::{FREE, small};
use fastrand::Rng;

/// Kinds of moves of a taken block: slide, resize, border, swap, replace, trade, relocate, exchange, drop, eject,
/// join, share.
pub(crate) const KINDS: usize = 12;

/// Tries to find an unfinished task before there is none.
const LOOKS: usize = 12;

/// A random move.
#[inline]
pub(super) fn step(board: &mut Board<'_>, rng: &mut Rng, mix: &[u32; KINDS]) -> bool {
    let mut slot = any_slot(board, rng);
    if board.problem.is_loose && rng.bool() {
        // Many slots stay free then, and to look at them is to look at nothing.
        let task = rng.usize(..board.problem.jobs.len());
        let blocks = board.blocks(small(task));
        if !blocks.is_empty() {
            slot = blocks[rng.usize(..blocks.len())].start;
        }
    }
    if board.owner(slot) == FREE {
        single::fill(board, rng, slot)
    } else {
        taken(board, rng, slot, mix)
    }
}

fn taken(board: &mut Board<'_>, rng: &mut Rng, slot: u16, mix: &[u32; KINDS]) -> bool {
    let (task, old) = board.at(slot);
    let mut ticket = rng.u32(..mix.iter().sum::<u32>());
    let mut kind = 0;
    while ticket >= mix[kind] {
        ticket -= mix[kind];
        kind += 1;
    }
    match kind {
        0 => single::slide(board, rng, task, old),
        1 => single::resize(board, rng, task, old),
        2 => pair::border(board, rng, task, old),
        3 => pair::swap(board, rng, task, old),
        4 => single::replace(board, rng, task, old),
        5 => force::trade(board, rng, task, old),
        6 => single::relocate(board, rng, task, old),
        7 => pair::exchange(board, rng, task, old),
        8 => {
            board.take(task, old);
            true
        }
        9 => match unfinished(board, rng).filter(|other| *other != task) {
            Some(other) => force::eject(board, rng, other, old.start),
            None => false,
        },
        10 => single::join(board, task, old),
        _ => single::share(board, rng, task, old),
    }
}

/// A slot that can be used, taken or not.
#[inline]
pub(super) fn any_slot(board: &Board<'_>, rng: &mut Rng) -> u16 {
    let usable = &board.problem.usable;
    let at = rng.usize(..usable.len());
    // Where there is time for everything, it is the first days that matter.
    usable[if board.problem.is_loose { at.min(rng.usize(..usable.len())) } else { at }]
}

/// A task of which a block could still be placed; of two that are found often the weightier.
pub(super) fn unfinished(board: &Board<'_>, rng: &mut Rng) -> Option<u16> {
    let jobs = &board.problem.jobs;
    let mut found: Option<(f64, u16)> = None;
    for _ in 0..LOOKS {
        let index = rng.usize(..jobs.len());
        let (job, task) = (&jobs[index], small(index));
        if board.left(task) < job.min {
            continue;
        }
        let weight = job.weight + job.late;
        let second = found.is_some();
        if found.is_none_or(|(best, _)| weight > best) {
            found = Some((weight, task));
        }
        if second || rng.bool() {
            break;
        }
    }
    found.map(|(_, task)| task)
}

/// A length for a block of a task in the space from a slot on: mostly the longest.
fn length(board: &Board<'_>, rng: &mut Rng, task: u16, (from, space): (u16, u16)) -> Option<u16> {
    let job = &board.problem.jobs[usize::from(task)];
    let most = board.longest(task, board.day(from), space);
    if most < job.min {
        return None;
    }
    Some(if most == job.min || rng.u8(..4) > 0 { most } else { rng.u16(job.min..=most) })
}

/// The length nearest to `len` that a block of a task can have in the space from a slot on.
fn nearest(board: &Board<'_>, task: u16, len: u16, (from, space): (u16, u16)) -> Option<u16> {
    let job = &board.problem.jobs[usize::from(task)];
    let len = board.longest(task, board.day(from), len.min(space));
    (len >= job.min).then_some(len)
}

/// Puts a block of a task somewhere between two slots of a free run; when something that it waits for is missing,
/// sometimes that too.
fn insert(board: &mut Board<'_>, rng: &mut Rng, task: u16, (from, end): (u16, u16)) -> bool {
    let job = &board.problem.jobs[usize::from(task)];
    if !job.preds.is_empty() {
        match board.ready_from(task) {
            None => return rng.bool() && chain::place(board, rng, task),
            Some(ready) if ready >= end => return false,
            Some(_) => {}
        }
    }
    let from = from.max(job.release);
    if from >= end {
        return false;
    }
    let Some((from, end)) = in_windows(board, rng, task, (from, end)) else { return false };
    let Some(len) = length(board, rng, task, (from, end - from)) else { return false };
    let slack = end - from - len;
    let start = from
        + match rng.u8(..4) {
            0 | 1 => 0,
            2 => slack,
            _ => rng.u16(..=slack),
        };
    board.put(task, Block { start, len })
}

/// The part of a free run that is in one of a task's windows: at one slot of the run, or at the first that is.
#[inline]
fn in_windows(
    board: &Board<'_>,
    rng: &mut Rng,
    task: u16,
    (from, end): (u16, u16),
) -> Option<(u16, u16)> {
    if board.problem.jobs[usize::from(task)].windows == 0 {
        return Some((from, end));
    }
    let day = board.day(from);
    let first = board.problem.day_start[day];
    let mask = board.allowed(task, day) & (ones(end - from) << (from - first));
    let at = rng.u16(from..end) - first;
    let at = if mask >> at & 1 == 1 { at } else { zeros(mask) };
    (at < 128).then(|| board.run_of(first + at, mask))
}
