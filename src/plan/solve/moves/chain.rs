//! Places a task together with what it waits for.

use super::super::block::{Block, zeros};
use super::super::board::Board;
use super::force::evict;
use fastrand::Rng;

/// Longer chains than this are not placed at once.
const LONGEST: usize = 32;

/// What is missing of what a task waits for, and then the task, each early; mostly in place of what is there.
pub(super) fn place(board: &mut Board<'_>, rng: &mut Rng, task: u16) -> bool {
    let mut chain = Vec::new();
    gather(board, task, &mut chain);
    let force = rng.u8(..3) > 0;
    for &link in &chain {
        let Some(from) = board.ready_from(link) else { return false };
        if force {
            push_in(board, rng, from, &chain, link);
        } else {
            pour(board, rng, link, from);
        }
        if link != task && board.left(link) > 0 {
            return false;
        }
    }
    !board.blocks(task).is_empty()
}

/// Adds a task to the chain behind everything it waits for that is not complete.
fn gather(board: &Board<'_>, task: u16, chain: &mut Vec<u16>) {
    if chain.len() >= LONGEST || chain.contains(&task) {
        return;
    }
    let mut waiting = vec![task];
    while let Some(&last) = waiting.last() {
        let preds = &board.problem.jobs[usize::from(last)].preds;
        let missing = preds.iter().find(|pred| board.left(**pred) > 0 && !chain.contains(pred));
        match missing {
            Some(pred) if waiting.len() < LONGEST => waiting.push(*pred),
            _ => {
                chain.push(last);
                waiting.pop();
            }
        }
    }
}

/// Puts the rest of a task in from a random slot on, in place of what is there, but of no link of the chain.
fn push_in(board: &mut Board<'_>, rng: &mut Rng, from: u16, chain: &[u16], task: u16) {
    let job = &board.problem.jobs[usize::from(task)];
    let total = crate::plan::problem::small(board.own.len());
    let slack = job.need.min(total).saturating_sub(from.saturating_add(board.left(task)));
    let mut start = from + if slack > 0 { rng.u16(..=slack).min(rng.u16(..=slack)) } else { 0 };
    while start < total && board.left(task) >= job.min {
        let day = board.day(start);
        let open = board.allowed(task, day) >> (start - board.problem.day_start[day]);
        if open == 0 {
            start = board.problem.day_start[day + 1];
            continue;
        }
        start += zeros(open);
        let space = board.space(task, start);
        let len = board.longest(task, day, space);
        if len < job.min {
            start += space;
            continue;
        }
        let new = Block { start, len };
        if let Some(kept) =
            (start..new.end()).rev().find(|slot| chain.contains(&board.owner(*slot)))
        {
            start = kept + 1;
            continue;
        }
        evict(board, start, new.end());
        start = if board.put(task, new) { new.end() + 1 } else { start + 1 };
    }
}

/// Puts the rest of a task into the free runs from a slot on, leaving out some.
fn pour(board: &mut Board<'_>, rng: &mut Rng, task: u16, from: u16) {
    let job = &board.problem.jobs[usize::from(task)];
    let mut start = from;
    while usize::from(start) < board.own.len() && board.left(task) >= job.min {
        let day = board.day(start);
        let free = board.free_for(task, day) >> (start - board.problem.day_start[day]);
        if free == 0 {
            start = board.problem.day_start[day + 1];
            continue;
        }
        start += zeros(free);
        let (_, end) = board.run_of(start, board.free_for(task, day));
        let new = Block { start, len: board.longest(task, day, end - start) };
        start = if rng.u8(..8) > 0 && board.put(task, new) { new.end() + 1 } else { start + 1 };
    }
}
