//! A past day three ways: as it was planned that morning, as it was worked, and as today's model would plan it with what
//! was known then. What each is worth is the first term of the objective, productive value (`SCHEDULING.md` 3.1): for
//! each quarter of an hour the task's weight times what the hour is worth for its kind of work, under today's profile,
//! and without what an hour counts for being sooner.
//!
//! Pure; changes nothing. The state of that morning comes from the journal, see `store::replay`.

use super::build::{World, priority};
use super::frame;
use super::propose::{SEED, USUAL, make};
use super::settings::Planning;
use crate::domain::{Change, Moment, Now, Priority, Session, Span, State, TaskId};
use chrono::{NaiveDate, Timelike};

/// Seconds of a slot.
const SLOT_S: i64 = 900;

/// A stretch of work.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// On what; work without a task when `None`.
    pub task: Option<TaskId>,
    /// When.
    pub span: Span,
    /// What it is worth.
    pub worth: f64,
}

/// A day, three ways.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replay {
    /// The blocks that were agreed to that morning, by start.
    pub planned: Vec<Part>,
    /// The sessions, by start.
    pub worked: Vec<Part>,
    /// What would be proposed: what the person had placed stays.
    pub proposed: Vec<Part>,
}

/// What stretches of work are worth together.
pub fn worth(parts: &[Part]) -> f64 {
    parts.iter().map(|part| part.worth).sum()
}

/// When the work of `day` began: at the first session of `log` in it, but not before its work hours; at latest now.
pub fn morning(log: &State, planning: &Planning, day: NaiveDate, now: &Now) -> Moment {
    let span = now.day_span(day);
    let opens = planning.hours_on(day).first().and_then(|hours| frame::span(now, day, *hours));
    let opens = opens.map(|hours| hours.start);
    let real = log.sessions_in(span, now.at).filter(|session| !session.is_inferred());
    let begun = real.map(|session| session.start).min();
    opens.into_iter().chain(begun).max().unwrap_or(span.start).min(now.at)
}

/// Looks at the day of `then.now`, which is in the past. `then` is that morning with today's profile; `log` has the
/// sessions of the whole day and their tasks.
pub fn replay(then: World<'_>, log: &State, now: Moment) -> Replay {
    let day = then.now.day_span(then.now.day());
    let blocks = then.state.plan().filter(|block| day.contains(block.start));
    let planned = blocks.map(|block| part(then, log, Some(block.task), block.span()));
    let real = |session: &&Session| !session.is_inferred();
    let sessions = log.sessions_in(day, now).filter(real);
    let worked = sessions.filter_map(|session| {
        let span = session.span(now).overlap(day)?;
        let known = part(then, log, session.task, span);
        let share = session.worked_in(span, now) as f64 / span.seconds().max(1) as f64;
        Some(Part { worth: known.worth * share, ..known })
    });
    Replay { planned: planned.collect(), worked: worked.collect(), proposed: proposed(then, log) }
}

/// What would be proposed for the day by somebody who had agreed to nothing but what the person placed.
fn proposed(then: World<'_>, log: &State) -> Vec<Part> {
    let mut state = then.state.clone();
    let loose = then.state.plan().filter(|block| !block.pinned && block.end > then.now.at);
    for block in loose.cloned().collect::<Vec<_>>() {
        state.apply(&Change::BlockRemoved { block });
    }
    let made = make(World { state: &state, ..then }, USUAL, SEED);
    let day = then.now.day_span(then.now.day());
    let blocks = made.proposal.blocks().filter(|proposed| day.contains(proposed.put.start));
    blocks.map(|proposed| part(then, log, Some(proposed.put.task), proposed.put.span())).collect()
}

fn part(then: World<'_>, log: &State, task: Option<TaskId>, span: Span) -> Part {
    let known = task.and_then(|id| then.state.task(id).or_else(|| log.task(id)));
    let weight = priority(known.map_or(Priority::Normal, |task| task.priority));
    let kind = known.and_then(|task| task.kind.as_deref());
    let kind = then.profile.kind(kind.map(|name| log.kind_today(name)));
    let class = then.planning.class(then.now.day());
    let mut worth = 0.0;
    let mut from = span.start;
    while from.utc_ms() < span.end.utc_ms() {
        let clock = then.now.zone.moment(from.utc_ms()).local();
        let second = i64::from(clock.num_seconds_from_midnight());
        let next = from.plus_seconds(SLOT_S - second.rem_euclid(SLOT_S)).min(span.end);
        let half_hour = usize::try_from(second / 1800).unwrap_or(0);
        let hour = then.profile.explore_weight(kind, class, half_hour);
        let slots = (next.utc_ms() - from.utc_ms()) as f64 / (SLOT_S * 1000) as f64;
        worth += weight * hour * slots;
        from = next;
    }
    Part { task, span, worth }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::SessionId;
    use crate::plan::tests::world::{Staged, at, id, task};
    use uuid::Uuid;

    #[test]
    fn a_day_is_shown_as_it_was_planned_as_it_was_worked_and_as_it_would_be_planned() {
        let time = |clock: &str| at(&format!("2026-11-23 {clock}"));
        let urgent = crate::domain::Task { priority: Priority::Urgent, ..task(2, 60) };
        let staged = Staged::new("2026-11-23 09:00")
            .with(task(1, 60))
            .with(urgent)
            .block(1, 1, ("2026-11-23 09:00", "2026-11-23 10:00"), false)
            .block(2, 2, ("2026-11-24 09:00", "2026-11-24 10:00"), false);
        let mut log = staged.state.clone();
        let session = Session::running(SessionId(Uuid::nil()), Some(id(1)), None, time("10:00"));
        log.load_session(Session { end: Some(time("10:30")), ..session });
        let found = replay(staged.world(), &log, at("2026-11-26 09:00"));
        let tasks = |parts: &[Part]| parts.iter().filter_map(|part| part.task).collect::<Vec<_>>();
        assert_eq!((tasks(&found.planned), tasks(&found.worked)), (vec![id(1)], vec![id(1)]));
        assert!(tasks(&found.proposed).contains(&id(2)), "what matters more is for today");
        // Nothing was learned: the hours of the prior are worth about one, a slot of normal work 1.5.
        assert!((worth(&found.planned) - 4.0 * 1.5).abs() < 2.0, "{:?}", found.planned);
        assert!(worth(&found.worked) < worth(&found.planned));
    }
}
