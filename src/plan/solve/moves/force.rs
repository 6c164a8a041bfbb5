//! Moves that drive out what is in the way.

use super::super::block::{Block, block, ones};
use super::super::board::Board;
use super::{any_slot, length, nearest};
use crate::plan::problem::FREE;
use fastrand::Rng;

/// More blocks than this are not traded at once.
const MOST: usize = 8;

/// A block, or a part of it, goes elsewhere, and what was there comes in its place.
pub(super) fn trade(board: &mut Board<'_>, rng: &mut Rng, task: u16, old: Block) -> bool {
    let job = &board.problem.jobs[usize::from(task)];
    let part = old.len >= 2 * job.min && rng.u8(..3) == 0;
    let len = if part { rng.u16(job.min..=old.len - job.min) } else { old.len };
    let mut slot = any_slot(board, rng);
    if !job.succs.is_empty() && rng.bool() {
        slot = slot.min(any_slot(board, rng));
    }
    if board.owner(slot) == task {
        return false;
    }
    board.take(task, old);
    let mut vacated = old.start;
    if len < old.len {
        let tail = rng.bool();
        let rest = if tail {
            block(old.start, old.end() - len)
        } else {
            block(old.start + len, old.end())
        };
        board.put(task, rest);
        vacated = if tail { old.end() - len } else { old.start };
    }
    let start = if board.owner(slot) == FREE { slot } else { board.at(slot).1.start };
    let new = Block { start, len };
    let Some((out, count)) = make_way(board, task, new) else { return false };
    if !board.put(task, new) {
        return false;
    }
    settle_in(board, &out[..count], new, block(vacated, vacated + len));
    true
}

/// Takes out what is where `new` is to be; `None` when that can't be.
fn make_way(board: &mut Board<'_>, task: u16, new: Block) -> Option<([(u16, Block); MOST], usize)> {
    let day = board.day(new.start);
    let first = board.problem.day_start[day];
    if new.end() > board.problem.day_start[day + 1]
        || new.start < board.problem.jobs[usize::from(task)].release
    {
        return None;
    }
    let mask = ones(new.len) << (new.start - first);
    if board.allowed(task, day) & mask != mask {
        return None;
    }
    let mut out = [(FREE, Block::default()); MOST];
    let (mut count, mut slot) = (0, new.start);
    while slot < new.end() {
        if board.owner(slot) == FREE {
            slot += 1;
            continue;
        }
        let (other, was) = board.at(slot);
        if other == task || count == MOST {
            return None;
        }
        board.take(other, was);
        out[count] = (other, was);
        count += 1;
        slot = was.end();
    }
    Some((out, count))
}

/// What was driven out stays where it sticks out, and goes into `room` with the rest.
fn settle_in(board: &mut Board<'_>, out: &[(u16, Block)], new: Block, room: Block) {
    let mut at = room.start;
    for &(task, was) in out {
        let min = board.problem.jobs[usize::from(task)].min;
        let mut left = was.len;
        if was.end() > new.end() {
            let rest = block(new.end(), was.end());
            if board.put(task, rest) {
                left -= rest.len;
            }
        }
        if left == 0 {
            continue;
        }
        let whole = Block { start: at, len: left.max(min) };
        if board.put(task, whole) {
            at = whole.end();
        } else if left == was.len
            && let Some(len) = nearest(board, task, left, (at, room.end().saturating_sub(at)))
        {
            let part = Block { start: at, len };
            if board.put(task, part) {
                at = part.end();
            }
        }
    }
}

/// A task takes a place from whatever has it.
pub(super) fn eject(board: &mut Board<'_>, rng: &mut Rng, task: u16, start: u16) -> bool {
    if !board.problem.jobs[usize::from(task)].preds.is_empty()
        && board.ready_from(task).is_none_or(|from| from > start)
    {
        return false;
    }
    let space = board.space(task, start);
    let Some(len) = length(board, rng, task, (start, space)) else { return false };
    if (start..start + len).any(|slot| board.owner(slot) == task) {
        return false;
    }
    evict(board, start, start + len);
    board.put(task, Block { start, len })
}

/// Takes out what is between two slots; what sticks out stays if it is long enough.
pub(in crate::plan::solve) fn evict(board: &mut Board<'_>, start: u16, end: u16) {
    let mut slot = start;
    while slot < end {
        if board.owner(slot) == FREE {
            slot += 1;
            continue;
        }
        let (task, old) = board.at(slot);
        board.take(task, old);
        if old.end() > end {
            board.put(task, block(end, old.end()));
        }
        if old.start < start {
            board.put(task, block(old.start, start));
        }
        slot = old.end();
    }
}
