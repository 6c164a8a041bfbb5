//! What can be planned: open tasks with work left, whose time comes within the days looked at, and that wait for nothing
//! that stays undone. What can't is put aside with the reason.

use super::fixed::Fixed;
use super::left::{Left, Lefts};
use super::room::Rooms;
use super::{Candidate, World};
use crate::domain::{Moment, Now, Status, Task, TaskId};
use crate::plan::frame::Frame;
use crate::plan::proposal::Unplaced;
use std::collections::{BTreeMap, BTreeSet};

/// Less than this of a task that has fixed blocks is not worth another block, in seconds.
const CRUMB_S: u32 = 600;

/// The tasks for the instance, by number.
pub(super) fn candidates<'a>(
    world: World<'a>,
    frame: &Frame,
    rooms: &Rooms,
    fixed: &[Fixed],
    aside: &mut Vec<Unplaced>,
) -> Vec<Candidate<'a>> {
    let shares = fixed_shares(world, fixed);
    let mut found: Vec<Candidate<'a>> = Vec::new();
    let mut settled = Settled::default();
    let mut lefts = Lefts::new(world);
    for task in world.state.tasks().filter(|task| task.status == Status::Open) {
        let left = lefts.of(task);
        let (taken_s, until) = shares.get(&task.id).copied().unwrap_or((0, None));
        let rest_s = left.p50_s.saturating_sub(taken_s);
        if let Some(until) = until {
            settled.until.insert(task.id, until);
            if rest_s < CRUMB_S {
                settled.wholly.insert(task.id);
                continue;
            }
        }
        if let Some(candidate) = candidate(world, frame, rooms, (task, left, rest_s)) {
            found.push(candidate);
        }
    }
    wait(world, frame, found, &settled, aside)
}

/// Tasks with fixed blocks.
#[derive(Debug, Default)]
struct Settled {
    /// When the last of them ends.
    until: BTreeMap<TaskId, Moment>,
    /// Those of which nothing else is left.
    wholly: BTreeSet<TaskId>,
}

/// For each task with fixed blocks: the seconds of them that are to come, and when the last ends.
fn fixed_shares(world: World<'_>, fixed: &[Fixed]) -> BTreeMap<TaskId, (u32, Option<Moment>)> {
    let mut shares: BTreeMap<TaskId, (u32, Option<Moment>)> = BTreeMap::new();
    for put in fixed.iter().map(|fixed| &fixed.put) {
        let from = put.start.max(world.now.at);
        let tasks: Vec<TaskId> =
            std::iter::once(put.task).chain(put.also.iter().copied()).collect();
        let each = put.end.seconds_since(from).max(0) / i64::try_from(tasks.len()).unwrap_or(1);
        for task in tasks {
            let (seconds, until) = shares.entry(task).or_default();
            *seconds = seconds.saturating_add(u32::try_from(each).unwrap_or(0));
            *until = Some(until.map_or(put.end, |known| known.max(put.end)));
        }
    }
    shares
}

fn candidate<'a>(
    world: World<'a>,
    frame: &Frame,
    rooms: &Rooms,
    (task, left, rest_s): (&'a Task, Left, u32),
) -> Option<Candidate<'a>> {
    let kind = task.kind.as_deref().map(|name| world.state.kind_today(name));
    let map = world.planning.map_of(task.at.as_deref(), kind);
    let release = release(task, frame, world.now)?;
    let first_day = release.map_or(0, |[day, _]| usize::try_from(day).unwrap_or(0));
    let due = due(task, frame, rooms, (map, first_day));
    let hard = due.is_some_and(|(_, hard)| hard);
    let due = due.map(|(at, _)| at);
    Some(Candidate { task, left, rest_s, map, release, due, hard, deps: Vec::new() })
}

/// From when on it may be done, as day and minute; the outer `None` when not within the days looked at.
#[expect(clippy::option_option, reason = "not at all, at once, or from then on")]
fn release(task: &Task, frame: &Frame, now: &Now) -> Option<Option<[i64; 2]>> {
    let day = task.on.filter(|day| *day > now.day()).map(|day| now.day_span(day).start);
    let from = task.from.filter(|from| from.utc_ms() > frame.from.utc_ms());
    let Some(at) = from.into_iter().chain(day).max() else { return Some(None) };
    Some(Some(place(frame, at)?))
}

/// Day and minute of a moment to come.
fn place(frame: &Frame, at: Moment) -> Option<[i64; 2]> {
    let day = frame.index(at)?;
    let minute = frame.minute_after(day, at);
    Some([i64::try_from(day).ok()?, i64::from(minute)])
}

/// By when it should be done and whether it must; nothing when that is behind the days looked at.
fn due(
    task: &Task,
    frame: &Frame,
    rooms: &Rooms,
    (map, first_day): (Option<usize>, usize),
) -> Option<([i64; 2], bool)> {
    let soonest = |day: usize| rooms.first_end(map, day).map(|at| (at, false));
    if let Some(due) = task.due {
        let day = frame.index(due.at);
        return match day {
            _ if due.at.utc_ms() <= frame.from.utc_ms() => {
                // It is late: as soon as possible. A date that has passed would press no more.
                soonest(first_day)
            }
            None => None,
            Some(day) => {
                let minute = i64::from(frame.minute(day, due.at));
                Some(([i64::try_from(day).ok()?, minute], due.hard))
            }
        };
    }
    if let Some(day) = task.on {
        // Planned for that day; or for one that has passed, then today.
        return soonest(frame.index_of(day).unwrap_or(0));
    }
    // A habit with hours of its own is due when the first of them are over.
    if task.every.is_some() && map.is_some() { soonest(first_day) } else { None }
}

/// Settles who waits for whom: successors of what stays undone go aside, those of fixed blocks begin after them.
fn wait<'a>(
    world: World<'a>,
    frame: &Frame,
    mut found: Vec<Candidate<'a>>,
    settled: &Settled,
    aside: &mut Vec<Unplaced>,
) -> Vec<Candidate<'a>> {
    let mut planned: BTreeSet<TaskId> = found.iter().map(|candidate| candidate.task.id).collect();
    let open = |id: &TaskId| world.state.task(*id).filter(|task| !task.status.is_closed());
    let circle = circular(&found);
    // Taking one out may leave another without what it waits for.
    loop {
        let before = found.len();
        found.retain(|candidate| {
            let missing = candidate.task.after.iter().filter_map(open).find(|pred| {
                let late = settled.until.get(&pred.id).is_some_and(|at| frame.index(*at).is_none());
                let is_planned = planned.contains(&pred.id) || settled.wholly.contains(&pred.id);
                late || !is_planned
            });
            let reason = match missing {
                Some(pred) => reason(pred),
                None if circle.contains(&candidate.task.id) => {
                    "it waits for something that waits for it".to_owned()
                }
                None => return true,
            };
            let left_s = i64::from(candidate.rest_s);
            aside.push(Unplaced { task: candidate.task.id, left_s, reason, fix: None });
            false
        });
        planned = found.iter().map(|candidate| candidate.task.id).collect();
        if found.len() == before {
            break;
        }
    }
    for candidate in &mut found {
        let preds = candidate.task.after.iter().filter(|id| open(id).is_some());
        candidate.deps = preds.clone().copied().filter(|id| planned.contains(id)).collect();
        let after = preds.filter_map(|id| settled.until.get(id)).max();
        let after = after.and_then(|at| place(frame, *at));
        candidate.release = candidate.release.into_iter().chain(after).max();
    }
    found
}

/// Those that can never be first: they wait for each other.
fn circular(found: &[Candidate<'_>]) -> BTreeSet<TaskId> {
    let mut left: BTreeSet<TaskId> = found.iter().map(|candidate| candidate.task.id).collect();
    loop {
        let free: Vec<TaskId> = found
            .iter()
            .filter(|candidate| left.contains(&candidate.task.id))
            .filter(|candidate| !candidate.task.after.iter().any(|id| left.contains(id)))
            .map(|candidate| candidate.task.id)
            .collect();
        if free.is_empty() {
            return left;
        }
        for id in free {
            left.remove(&id);
        }
    }
}

/// Why something can't be planned whose predecessor can't.
fn reason(pred: &Task) -> String {
    let no = pred.no;
    match pred.status {
        Status::Waiting => format!("it waits for {no}, which is waiting"),
        _ => format!("it waits for {no}, which is not done within the days planned"),
    }
}
