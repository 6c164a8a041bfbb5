//! Moves of one block.

use super::super::block::{Block, block};
use super::super::board::Board;
use super::{any_slot, insert, unfinished};
use crate::plan::problem::FREE;
use fastrand::Rng;

/// Something goes into the free run around `slot`: an unfinished task, or a neighbour grows into it.
pub(super) fn fill(board: &mut Board<'_>, rng: &mut Rng, slot: u16) -> bool {
    let (from, end) = board.run(slot);
    if rng.u8(..10) < 3 {
        return grow(board, rng, (from, end));
    }
    match unfinished(board, rng) {
        Some(task) => insert(board, rng, task, (from, end)),
        None => false,
    }
}

/// A block at either end of a free run takes some of it.
fn grow(board: &mut Board<'_>, rng: &mut Rng, (from, end): (u16, u16)) -> bool {
    let day = board.day(from);
    let before = rng.bool();
    let (edge, next) = if before {
        (board.problem.day_start[day], from.wrapping_sub(1))
    } else {
        (board.problem.day_start[day + 1], end)
    };
    if edge == if before { from } else { end } || board.owner(next) == FREE {
        return false;
    }
    let (task, old) = board.at(next);
    let job = &board.problem.jobs[usize::from(task)];
    let most = (job.max - old.len).min(board.longest(task, day, end - from));
    if most == 0 {
        return false;
    }
    let more = rng.u16(1..=most);
    board.take(task, old);
    let start = if before { old.start } else { old.start - more };
    board.put(task, Block { start, len: old.len + more })
}

/// It moves within the free time around it.
pub(super) fn slide(board: &mut Board<'_>, rng: &mut Rng, task: u16, old: Block) -> bool {
    board.take(task, old);
    let (from, end) = board.run(old.start);
    let slack = end - from - old.len;
    if slack == 0 {
        return false;
    }
    let start = from
        + match rng.u8(..4) {
            0 => 0,
            1 => slack,
            _ => rng.u16(..=slack),
        };
    start != old.start && board.put(task, Block { start, len: old.len })
}

/// One of its ends moves.
pub(super) fn resize(board: &mut Board<'_>, rng: &mut Rng, task: u16, old: Block) -> bool {
    let job = &board.problem.jobs[usize::from(task)];
    if job.min == job.max {
        return false;
    }
    board.take(task, old);
    let (from, end) = board.run(old.start);
    let front = rng.bool();
    let room = if front { old.end() - from } else { end - old.start };
    let most = board.longest(task, board.day(old.start), room);
    if most < job.min {
        return false;
    }
    let len = rng.u16(job.min..=most);
    let start = if front { old.end() - len } else { old.start };
    len != old.len && board.put(task, Block { start, len })
}

/// Another task comes in its place.
pub(super) fn replace(board: &mut Board<'_>, rng: &mut Rng, task: u16, old: Block) -> bool {
    let Some(other) = unfinished(board, rng).filter(|other| *other != task) else { return false };
    board.take(task, old);
    let (from, end) = board.run(old.start);
    let from = if rng.bool() { from } else { old.start };
    insert(board, rng, other, (from, end))
}

/// It goes into any free run.
pub(super) fn relocate(board: &mut Board<'_>, rng: &mut Rng, task: u16, old: Block) -> bool {
    let slot = any_slot(board, rng);
    board.take(task, old);
    if board.owner(slot) != FREE {
        return false;
    }
    let run = board.run(slot);
    insert(board, rng, task, run)
}

/// It and another block of its task become one.
pub(super) fn join(board: &mut Board<'_>, task: u16, old: Block) -> bool {
    let other = board.blocks(task).iter().copied().find(|other| *other != old);
    let Some(other) = other else { return false };
    board.take(task, old);
    board.take(task, other);
    let (from, end) = board.run(old.start);
    let len = board.longest(task, board.day(old.start), (old.len + other.len).min(end - from));
    let start = old.start.min(end - len).max(from);
    board.put(task, block(start, start + len))
}

/// It gives some of its length to another block of its task: so a break moves within a long piece of work.
pub(super) fn share(board: &mut Board<'_>, rng: &mut Rng, task: u16, old: Block) -> bool {
    let blocks = board.blocks(task);
    let other = blocks[rng.usize(..blocks.len())];
    let job = &board.problem.jobs[usize::from(task)];
    let most = (job.max - other.len).min(old.len - job.min);
    if other == old || most == 0 {
        return false;
    }
    let some = if rng.bool() { 1 } else { rng.u16(1..=most) };
    board.take(task, old);
    board.take(task, other);
    let kept = if rng.bool() {
        block(old.start + some, old.end())
    } else {
        block(old.start, old.end() - some)
    };
    let start = if rng.bool() { other.start } else { other.start.saturating_sub(some) };
    board.put(task, kept) && board.put(task, Block { start, len: other.len + some })
}
