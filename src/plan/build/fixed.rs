//! What of the plan is not to be moved: what the person put somewhere, what has begun, and what is about to begin. And
//! what runs without having been planned: nobody wants to be told to do something else in the middle of it.

use super::left::left;
use super::{World, takes};
use crate::domain::{Block, BlockNo, Moment, Put, Session, Span, Task};

/// A block that stays where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The block as it is to stand.
    pub put: Put,
    /// Its number, if it is in the accepted plan.
    pub no: Option<BlockNo>,
    /// Why it stays.
    pub hold: Hold,
}

/// Why a block stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// The person put it there.
    Pinned,
    /// Its time has come.
    Begun,
    /// Its time is about to come.
    Soon,
    /// Its task runs, whatever was planned.
    Running,
}

/// Everything that stays, from now on, by start; none overlaps another.
pub fn fixed(world: World<'_>) -> Vec<Fixed> {
    let World { state, planning, now, .. } = world;
    let running = running(world);
    let soon = now.at.plus_seconds(i64::from(planning.frozen_s));
    let mut fixed: Vec<Fixed> = Vec::new();
    for block in live(world) {
        let begun = block.start <= now.at;
        // Who works on something else has left the block of this time.
        let left = begun && running.as_ref().is_some_and(|(task, _)| !of(block, task));
        let hold = match block.pinned {
            true => Hold::Pinned,
            false if begun && !left => Hold::Begun,
            false if !begun && block.start < soon => Hold::Soon,
            false => continue,
        };
        if fixed.last().is_none_or(|last| last.put.end <= block.start) {
            fixed.push(Fixed { put: Put::of(block), no: Some(block.no), hold });
        }
    }
    if let Some((task, session)) = running
        && let Some(put) = unplanned(world, task, session, &fixed)
    {
        let at = fixed.partition_point(|known| known.put.start < put.start);
        fixed.insert(at, Fixed { put, no: None, hold: Hold::Running });
    }
    debug_assert!(state.running().is_some() || fixed.iter().all(|f| f.hold != Hold::Running));
    fixed
}

/// The accepted blocks that are not over, of tasks that are open.
pub(super) fn live(world: World<'_>) -> impl Iterator<Item = &Block> {
    let World { state, now, .. } = world;
    let open = |block: &&Block| {
        block.tasks().any(|id| state.task(id).is_some_and(|task| !task.status.is_closed()))
    };
    state.plan().filter(|block| block.end > now.at).filter(open)
}

fn of(block: &Block, task: &Task) -> bool {
    block.tasks().any(|id| id == task.id)
}

/// What runs, unless the timer was forgotten.
fn running(world: World<'_>) -> Option<(&Task, &Session)> {
    let World { state, now, .. } = world;
    let session = state.running()?;
    let forgotten = session.is_forgotten(now.at, now.forgotten_after_s);
    let task = state.task(session.task?)?;
    (!forgotten && !task.status.is_closed()).then_some((task, session))
}

/// Time for what runs without a block of its own: until it is done, it is long enough, or something else is fixed.
fn unplanned(world: World<'_>, task: &Task, session: &Session, fixed: &[Fixed]) -> Option<Put> {
    let World { state, planning, now, .. } = world;
    let meets_now = |span: Span| span.start <= now.at && now.at < span.end;
    if fixed.iter().any(|fixed| meets_now(fixed.put.span())) {
        return None;
    }
    let worked_s = session.worked_s(now.at).max(0);
    let longest = i64::from(task.chunk_max_s.unwrap_or(planning.chunk_s.1));
    let slot_s = i64::from(planning.slot_min) * 60;
    let wanted = i64::from(left(world, task).p50_s).min((longest - worked_s).max(slot_s));
    let until = now.at.plus_seconds(wanted);
    let events = state.events().filter(|event| takes(event)).map(|event| event.start);
    let obstacles = events.chain(fixed.iter().map(|fixed| fixed.put.start));
    let end = obstacles.filter(|start| *start > now.at).fold(until, Moment::min);
    let whole_minute = now.at.utc_ms().rem_euclid(60_000);
    let start = Moment::new(now.at.utc_ms() - whole_minute, now.at.offset_min());
    (end.seconds_since(now.at) >= 300).then(|| Put {
        id: None,
        no: None,
        task: task.id,
        also: Vec::new(),
        start,
        end: five(end),
        pinned: false,
    })
}

/// The last five minutes of the clock before `at`.
pub(in crate::plan) fn five(at: Moment) -> Moment {
    Moment::new(at.utc_ms() - at.utc_ms().rem_euclid(300_000), at.offset_min())
}

/// The first five minutes of the clock that are not before `at`.
pub(in crate::plan) fn five_up(at: Moment) -> Moment {
    five(Moment::new(at.utc_ms() + 299_999, at.offset_min()))
}
