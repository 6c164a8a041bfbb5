//! Moves of two blocks at once.

use super::super::block::{Block, block};
use super::super::board::Board;
use super::{any_slot, nearest};
use crate::plan::problem::FREE;
use fastrand::Rng;

/// The border between a block and the one right after it moves.
pub(super) fn border(board: &mut Board<'_>, rng: &mut Rng, task: u16, old: Block) -> bool {
    let last = board.problem.day_start[board.day(old.start) + 1];
    if old.end() >= last || board.owner(old.end()) == FREE {
        return false;
    }
    let (other, next) = board.at(old.end());
    let jobs = &board.problem.jobs;
    let (job, after) = (&jobs[usize::from(task)], &jobs[usize::from(other)]);
    let later = job.max.min(old.len + board.left(task)).saturating_sub(old.len);
    let later = later.min(next.len.saturating_sub(after.min));
    let earlier = after.max.min(next.len + board.left(other)).saturating_sub(next.len);
    let earlier = earlier.min(old.len.saturating_sub(job.min));
    if later + earlier == 0 {
        return false;
    }
    let pick = rng.u16(..later + earlier);
    let at = if pick < later { old.end() + 1 + pick } else { old.end() - 1 - (pick - later) };
    board.take(task, old);
    board.take(other, next);
    board.put(task, block(old.start, at)) && board.put(other, block(at, next.end()))
}

/// A block and the next one of its day change their order.
pub(super) fn swap(board: &mut Board<'_>, rng: &mut Rng, task: u16, old: Block) -> bool {
    let last = board.problem.day_start[board.day(old.start) + 1];
    let Some(at) = (old.end()..last).find(|slot| board.owner(*slot) != FREE) else { return false };
    let (other, next) = board.at(at);
    if other == task {
        return false;
    }
    board.take(task, old);
    board.take(other, next);
    let gap = next.start - old.end();
    let gap = if gap > 0 && rng.u8(..3) == 0 { 0 } else { gap };
    let start = old.start + next.len + gap;
    board.put(other, Block { start: old.start, len: next.len })
        && (board.put(task, Block { start, len: old.len })
            || board.put(task, block(next.end().saturating_sub(old.len), next.end())))
}

/// A block and any other one change places, as far as they fit.
pub(super) fn exchange(board: &mut Board<'_>, rng: &mut Rng, task: u16, old: Block) -> bool {
    let slot = any_slot(board, rng);
    if board.owner(slot) == FREE || board.owner(slot) == task {
        return false;
    }
    let (other, there) = board.at(slot);
    board.take(task, old);
    board.take(other, there);
    let (_, end) = board.run(old.start);
    let Some(len) = nearest(board, other, there.len, (old.start, end - old.start)) else {
        return false;
    };
    if !board.put(other, Block { start: old.start, len }) || board.owner(there.start) != FREE {
        return false;
    }
    let (_, end) = board.run(there.start);
    let Some(len) = nearest(board, task, old.len, (there.start, end - there.start)) else {
        return false;
    };
    board.put(task, Block { start: there.start, len })
}
