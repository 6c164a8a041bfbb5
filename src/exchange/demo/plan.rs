//! The plans of the last days, as far as they had come: what was worked on as it had been planned, which is never quite
//! how it went, and now and then something that came to nothing. What lies ahead is for the planner.

use super::chance::Chance;
use crate::domain::{
    Block, BlockId, BlockNo, Mint, Moment, Now, Session, Status, Task, TaskId,
    block::{BlockNos, live_from},
};
use chrono::Days;
use std::collections::HashMap;

/// Days of which the plan is told.
const DAYS: u64 = 13;
const QUARTER_S: i64 = 900;

/// The blocks of the last days and of today up to now; no two at one time.
pub(super) fn blocks(now: &Now, seed: u64, sessions: &[Session], tasks: &[Task]) -> Vec<Block> {
    let first = now.day().checked_sub_days(Days::new(DAYS)).unwrap_or(now.day());
    let from = now.day_span(first).start;
    let (mut chance, mut mint) = (Chance::new(seed ^ 1), Mint::new(seed ^ 1, from.utc_ms()));
    let closed: HashMap<TaskId, &Task> = tasks.iter().map(|task| (task.id, task)).collect();
    let (mut blocks, mut numbers) = (Vec::new(), BlockNos::free([], now));
    let mut free = from;
    for session in sessions.iter().filter(|session| session.start >= from) {
        let Some(task) = session.task.and_then(|id| closed.get(&id)) else { continue };
        let planned = chance.happens(0.85);
        let late = chance.between(-1, 1) * QUARTER_S;
        let start =
            quarter(session.start, now).plus_seconds(if session.end.is_some() { late } else { 0 });
        let start = start.max(free);
        let worked = session.end.map_or(5400, |end| end.seconds_since(session.start));
        let length = (worked / QUARTER_S + chance.between(0, 2)).clamp(1, 8) * QUARTER_S;
        let end = now.zone.moment(start.plus_seconds(length).utc_ms());
        let over = end <= now.at || session.end.is_none() && task.status == Status::Open;
        if !planned || !over || start >= now.at {
            continue;
        }
        free = end;
        let id = BlockId(mint.uuid());
        let pinned = chance.happens(0.12);
        let no = BlockNo(1);
        blocks.push(Block { id, no, task: task.id, also: Vec::new(), start, end, pinned });
    }
    let mut day = None;
    for block in &mut blocks {
        // A number belongs to a block until the day after its own is over.
        let own = now.day_of(block.start);
        if day.replace(own) != Some(own) && block.end <= live_from(now) {
            numbers = BlockNos::free([], now);
        }
        block.no = numbers.take(None);
    }
    blocks
}

/// The quarter of an hour that a time is in.
fn quarter(at: Moment, now: &Now) -> Moment {
    now.zone.moment(at.utc_ms().div_euclid(QUARTER_S * 1000) * QUARTER_S * 1000)
}
