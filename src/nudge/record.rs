//! What the loaded log says about somebody's days, in the policy's words. Sessions are work, breaks are breaks, meetings of
//! the calendar are meetings; what lies between is idleness.
//!
//! Traces of work such as commits say nothing here: nobody measured when they began. Next: [`super::history`].

use super::history::Record;
use super::timeline::{Boundary, Layers, Mark};
use crate::domain::{Block, Event, Mode, Moment, Now, Session, Span, State};
use chrono::NaiveDate;

/// The record of everything that is loaded, up to the present.
pub fn record(state: &State, now: &Now) -> Record {
    let begins = measured(state).map(|session| mark(session.start, Boundary::Switched));
    let ends = state.plan().map(|block| mark(block.end, Boundary::BlockEnd));
    let deep = measured(state).filter(|session| is_deep(session, state));
    let deadlines = state.plan().filter(|block| is_due_with(block, state, now));
    Record {
        layers: layers(state, now),
        marks: begins.chain(ends).collect(),
        deep: deep.map(|session| worked(session, now)).collect(),
        deadlines: deadlines.map(Block::span).collect(),
        days_off: days_off(state, now),
        ..Record::default()
    }
}

/// What was going on, of everything that is loaded, up to the present.
pub fn layers(state: &State, now: &Now) -> Layers {
    let meets = |event: &&Event| event.busy && !event.all_day;
    let meetings = state.events().filter(meets).map(|event| Span::new(event.start, event.end));
    let pauses = state.breaks().map(|pause| Span::new(pause.start, pause.end.unwrap_or(now.at)));
    Layers {
        work: measured(state).map(|session| worked(session, now)).collect(),
        meetings: meetings.collect(),
        pauses: pauses.collect(),
        away: Vec::new(),
    }
}

fn measured(state: &State) -> impl Iterator<Item = &Session> {
    state.sessions().filter(|session| !session.is_inferred())
}

fn mark(at: Moment, boundary: Boundary) -> Mark {
    Mark { at, boundary }
}

/// When a session was worked on. A timer that was forgotten counts as long as anyone works without a word.
fn worked(session: &Session, now: &Now) -> Span {
    let mut span = session.span(now.at);
    if session.is_forgotten(now.at, now.forgotten_after_s) {
        span.end = session.last_word().plus_seconds(i64::from(now.forgotten_after_s));
    }
    span
}

fn is_deep(session: &Session, state: &State) -> bool {
    let kind = session.kind.as_deref().map(|name| state.kind_today(name));
    kind.and_then(|name| state.kind(name)).is_some_and(|kind| kind.mode == Mode::Deep)
}

/// Whether a task of the block has a hard deadline on the day of the block.
fn is_due_with(block: &Block, state: &State, now: &Now) -> bool {
    let due = block.tasks().filter_map(|id| state.task(id)?.due).filter(|due| due.hard);
    due.into_iter().any(|due| now.day_of(due.at) == now.day_of(block.start))
}

/// The whole days that calendars have as days off.
fn days_off(state: &State, now: &Now) -> Vec<NaiveDate> {
    let off = state.events().filter(|event| event.day_off);
    let days = |event: &Event| {
        let first = now.zone.moment(event.start.utc_ms()).local().date();
        let last = now.zone.moment(event.end.utc_ms() - 1).local().date();
        first.iter_days().take_while(move |day| *day <= last)
    };
    off.flat_map(days).collect()
}
