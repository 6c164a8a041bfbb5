//! What a person does to single blocks by hand: moving, resizing, pinning, and finding room for one on another day. Pure,
//! and the same for commands and screens. Must never move a block that nobody pointed at.

use super::build::fixed::five_up;
use super::build::takes;
use super::frame::{Taken, Why, span, without};
use super::settings::{Minutes, Planning};
use crate::domain::{
    Block, BlockId, Edit, Intent, Moment, Now, Order, PlanVerb, Put, Span, State, TaskId, TaskRef,
};
use chrono::{Days, NaiveDate, NaiveTime};

/// Puts a block somewhere else. One that has begun is cut at the present, and what is left of it goes: all of it when
/// nothing was done.
pub fn moved(
    block: &Block,
    start: Moment,
    verb: PlanVerb,
    pinned: bool,
    (state, now): (&State, &Now),
) -> Intent {
    let begun = block.start.utc_ms() < now.at.utc_ms();
    let length_s = if begun { left_s(block, state, now) } else { block.span().seconds() };
    let span = stretch(start, length_s, now);
    let put = Put { start: span.start, end: span.end, pinned, ..Put::of(block) };
    if begun {
        let put = Put { id: None, no: None, ..put };
        return Intent::Plan { verb, remove: vec![block.id], put: vec![put] };
    }
    Intent::Plan { verb, remove: Vec::new(), put: vec![put] }
}

/// The step that takes a block of today out of the day, and remembers it: its tasks are planned from `day` on again. Not
/// those that have another block today, nor when nothing is to be remembered.
pub fn skipped(
    plan: Intent,
    block: &Block,
    day: NaiveDate,
    (state, now): (&State, &Now),
) -> Intent {
    let today = now.day();
    if now.day_of(block.start) != today || day <= today {
        return plan;
    }
    let other = |id: TaskId| {
        let mut others = state.plan().filter(|other| other.id != block.id && other.end > now.at);
        others.any(|o| now.day_of(o.start) == today && o.tasks().any(|task| task == id))
    };
    let earlier = |id: &TaskId| {
        state.task(*id).is_some_and(|task| task.on.is_none_or(|on| on < day)) && !other(*id)
    };
    let tasks: Vec<TaskRef> = block.tasks().filter(earlier).map(TaskRef::Id).collect();
    if tasks.is_empty() {
        return plan;
    }
    Intent::Together(vec![plan, Intent::Edit { tasks, edits: vec![Edit::On(Some(day))] }])
}

/// The first day after today that has work hours, of those that are planned; tomorrow when none has.
pub fn next_day(planning: &Planning, now: &Now) -> NaiveDate {
    let day = |ahead: u64| now.day().checked_add_days(Days::new(ahead));
    let ahead = 1..=u64::from(planning.horizon_days);
    let works = |day: &NaiveDate| !planning.hours_on(*day).is_empty();
    ahead.filter_map(day).find(works).or(day(1)).unwrap_or(now.day())
}

/// Gives a block another length; it is the person's from then on.
pub fn resized(block: &Block, length_s: i64, now: &Now) -> Intent {
    let end = stretch(block.start, length_s, now).end;
    let put = Put { end, pinned: true, ..Put::of(block) };
    Intent::Plan { verb: PlanVerb::Move, remove: Vec::new(), put: vec![put] }
}

/// Pins blocks, or leaves them to the planner again.
pub fn pinned<'a>(blocks: impl IntoIterator<Item = &'a Block>, pinned: bool) -> Intent {
    let put = blocks.into_iter().map(|block| Put { pinned, ..Put::of(block) }).collect();
    Intent::Plan { verb: PlanVerb::Pin, remove: Vec::new(), put }
}

/// Seconds of a block that are left to do: to its end when someone has worked in it, else all of it.
pub fn left_s(block: &Block, state: &State, now: &Now) -> i64 {
    let began = Span::new(block.start, now.at);
    let worked = state
        .sessions_in(began, now.at)
        .any(|session| session.task.is_some_and(|id| block.tasks().any(|task| task == id)));
    if worked { block.end.seconds_since(now.at) } else { block.span().seconds() }
}

/// So long, from there on, with the offset that is in force at its end.
fn stretch(start: Moment, length_s: i64, now: &Now) -> Span {
    let ms = start.utc_ms().saturating_add(length_s.saturating_mul(1000));
    Span { start, end: now.zone.moment(ms) }
}

/// Room for so many seconds in the work hours of a day: at `wished` when that is free, else as early as possible. What
/// is in the calendar and every block but `except` is in the way; lunch and the past are no room.
pub fn room(
    state: &State,
    planning: &Planning,
    (day, wished): (NaiveDate, NaiveTime),
    (length_s, except): (i64, BlockId),
    now: &Now,
) -> Option<Span> {
    let free = open(state, planning, day, except, now);
    let fits = |at: Moment| {
        let span = stretch(at, length_s, now);
        let inside = |open: &&Span| {
            open.start.utc_ms() <= at.utc_ms() && span.end.utc_ms() <= open.end.utc_ms()
        };
        free.iter().find(inside).map(|_| span)
    };
    let aligned = |open: &Span| now.zone.moment(five_up(open.start).utc_ms());
    fits(now.on_day(day, wished)).or_else(|| free.iter().map(aligned).find_map(fits))
}

/// The free stretches of a day's work hours.
fn open(
    state: &State,
    planning: &Planning,
    day: NaiveDate,
    except: BlockId,
    now: &Now,
) -> Vec<Span> {
    let clock = |minutes: &Minutes| span(now, day, *minutes);
    let events = state.events().filter(|event| takes(event));
    let events = events.map(|event| Span::new(event.start, event.end));
    let blocks = state.plan().filter(|block| block.id != except).map(Block::span);
    let past = Span::new(now.day_span(day).start.min(now.at), now.at);
    let gone = planning.lunch.iter().filter_map(clock).chain(events).chain(blocks).chain([past]);
    let mut taken: Vec<Taken> = gone.map(|span| Taken { span, why: Why::Event }).collect();
    taken.order_by_key(|taken| taken.span.start);
    let hours = planning.hours_on(day).iter().filter_map(clock);
    hours.flat_map(|open| without(open, &taken)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BlockNo, Change, Event, Session, SessionId, Zone};
    use uuid::Uuid;

    /// Wednesday 2026-11-25 10:02 UTC.
    fn now() -> Now {
        Now::new(1_795_600_920_000, Zone::UTC, 240)
    }

    fn at(text: &str) -> Moment {
        Moment::parse_rfc3339(&format!("2026-11-{text}:00Z")).unwrap()
    }

    fn block(no: u32, start: &str, end: &str) -> Block {
        let id = BlockId(Uuid::from_u128(no.into()));
        let task = TaskId(Uuid::from_u128(no.into()));
        let (start, end) = (at(start), at(end));
        Block { id, no: BlockNo(no), task, also: vec![], start, end, pinned: false }
    }

    fn event(start: &str, end: &str, busy: bool) -> Change {
        let (start, end) = (at(start), at(end));
        let uid = start.rfc3339();
        let event = Event {
            uid,
            calendar: "work".into(),
            title: "Weekly".into(),
            start,
            end,
            busy,
            all_day: false,
            day_off: false,
        };
        Change::EventAdded { event }
    }

    fn found(state: &State, day: &str, wished: &str, minutes: i64) -> Option<String> {
        let day = format!("2026-11-{day}").parse().unwrap();
        let wished = NaiveTime::parse_from_str(wished, "%H:%M").unwrap();
        let nobody = BlockId(Uuid::nil());
        room(state, &Planning::default(), (day, wished), (minutes * 60, nobody), &now()).map(
            |span| {
                format!(
                    "{}-{}",
                    span.start.local().format("%H:%M"),
                    span.end.local().format("%H:%M")
                )
            },
        )
    }

    #[test]
    fn room_is_where_it_was_wished_or_as_early_as_possible_and_never_where_something_is() {
        let mut state = State::default();
        assert_eq!(found(&state, "26", "14:00", 60).as_deref(), Some("14:00-15:00"));
        assert_eq!(found(&state, "26", "12:00", 60).as_deref(), Some("09:00-10:00"), "lunch");
        assert_eq!(found(&state, "26", "20:00", 60).as_deref(), Some("09:00-10:00"), "after hours");
        assert_eq!(found(&state, "26", "09:00", 5 * 60), None, "no day has it in one piece");
        assert_eq!(found(&state, "28", "09:00", 30), None, "a Saturday");
        assert_eq!(found(&state, "25", "09:00", 30).as_deref(), Some("10:05-10:35"), "today");
        state.load_block(block(1, "26T09:00", "26T10:30"));
        state.apply(&event("26T10:30", "26T11:15", true));
        state.apply(&event("26T11:15", "26T12:00", false));
        assert_eq!(found(&state, "26", "09:30", 60).as_deref(), Some("11:15-12:15"));
        assert_eq!(found(&state, "26", "09:30", 90).as_deref(), Some("13:15-14:45"));
    }

    #[test]
    fn a_block_that_has_begun_leaves_its_beginning_behind() {
        let mut state = State::default();
        let begun = block(1, "25T10:00", "25T11:00");
        let to = at("25T14:00");
        let put = |state: &State| match moved(&begun, to, PlanVerb::Move, true, (state, &now())) {
            Intent::Plan { remove, put, .. } => (remove, put[0].clone()),
            other => panic!("{other:?}"),
        };
        let (remove, whole) = put(&state);
        assert_eq!((remove, whole.id, whole.end), (vec![begun.id], None, at("25T15:00")));
        let id = SessionId(Uuid::from_u128(9));
        state.load_session(Session::running(id, Some(begun.task), None, at("25T10:01")));
        assert_eq!(put(&state).1.end, at("25T14:58"), "what is left when someone has worked in it");
        let later = block(2, "25T12:00", "25T13:00");
        let Intent::Plan { remove, put, .. } =
            moved(&later, to, PlanVerb::Move, true, (&state, &now()))
        else {
            panic!("a plan")
        };
        assert_eq!((remove.len(), put[0].id, put[0].pinned), (0, Some(later.id), true));
    }
}
