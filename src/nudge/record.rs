//! What the loaded log says about somebody's days, in the policy's words. Sessions are work, breaks are breaks, meetings of
//! the calendar are meetings; what lies between is idleness. What was heard of the person takes from it, and what they
//! have said themselves goes before that.
//!
//! Traces of work such as commits say nothing here: nobody measured when they began. Next: [`super::history`].

use super::history::{Record, Shown};
use super::said::Rule;
use super::timeline::{Absence, Boundary, Gone, Layers, Mark, Mute};
use crate::domain::{
    Block, Event, Heard, Mode, Moment, Now, Order, Session, SnoozeKind, Sound, Source, Span, State,
    Status,
};
use chrono::NaiveDate;

/// The record of everything that is loaded, up to the present and for as long as it goes on as now: who works goes on
/// until their timer counts as forgotten, and what lasts does so for the rest of the day.
pub fn record(state: &State, now: &Now) -> Record {
    let rest = now.day_span(now.day()).end;
    let deep = measured(state).filter(|session| is_deep(session, state));
    let deadlines = state.plan().filter(|block| is_due_with(block, state, now));
    let shown: Vec<Shown> = state.told().filter_map(Shown::of).collect();
    let answers = shown.iter().filter(|one| one.rule.is_break()).filter_map(|one| one.answer);
    let mut answers: Vec<_> = answers.collect();
    answers.order_by_key(|(at, _)| at.utc_ms());
    Record {
        layers: Layers {
            work: measured(state).map(|session| working(session, now)).collect(),
            pauses: pauses(state, rest),
            away: away(state, rest),
            ..layers(state, now)
        },
        marks: marks(state),
        stills: stills(state),
        mutes: mutes(state, rest),
        answers,
        shown,
        deep: deep.map(|session| working(session, now)).collect(),
        deadlines: deadlines.map(Block::span).collect(),
        days_off: days_off(state, now),
        blocks: super::ahead::planned(state, now),
    }
}

/// What was going on, of everything that is loaded, up to the present.
pub fn layers(state: &State, now: &Now) -> Layers {
    let meets = |event: &&Event| event.busy && !event.all_day;
    let meetings = state.events().filter(meets).map(|event| Span::new(event.start, event.end));
    Layers {
        work: measured(state).map(|session| worked(session, now)).collect(),
        meetings: meetings.collect(),
        pauses: pauses(state, now.at),
        away: away(state, now.at),
    }
}

fn measured(state: &State) -> impl Iterator<Item = &Session> {
    state.sessions().filter(|session| !session.is_inferred())
}

fn pauses(state: &State, until: Moment) -> Vec<Span> {
    state.breaks().map(|pause| Span::new(pause.start, pause.end.unwrap_or(until))).collect()
}

fn marks(state: &State) -> Vec<Mark> {
    let mark = |at: Moment, boundary: Boundary| Mark { at, boundary };
    // Of what happens at one moment the first is kept: when a piece of work begins is needed.
    let begins = measured(state).map(|session| mark(session.start, Boundary::Switched));
    let done = state.tasks().filter(|task| task.status == Status::Done);
    let done = done.filter_map(|task| task.closed).map(|at| mark(at, Boundary::Done));
    let ends = state.plan().map(|block| mark(block.end, Boundary::BlockEnd));
    let heard = state.heard().filter_map(|heard| {
        let boundary = match heard.what {
            Sound::Command => Boundary::Command,
            Sound::Commit => Boundary::Commit,
            Sound::Pause => Boundary::Pause,
            _ => return None,
        };
        // A pause that has a length was noticed when it was over.
        Some(mark(heard.end.unwrap_or(heard.start), boundary))
    });
    begins.chain(done).chain(ends).chain(heard).collect()
}

/// The whiles without a key that have a length.
fn stills(state: &State) -> Vec<Span> {
    let pauses = state.heard().filter(|heard| heard.what == Sound::Pause);
    let spans = pauses.filter_map(|heard| Some(Span::new(heard.start, heard.end?)));
    spans.filter(|span| span.start < span.end).collect()
}

/// The absences that nobody has explained, without what the person has said to be work. What is explained is in the log.
fn away(state: &State, until: Moment) -> Vec<Gone> {
    let unexplained = state.heard().filter(|heard| heard.explained.is_none());
    let absences: Vec<(&Heard, Absence)> =
        unexplained.filter_map(|heard| Some((heard, absence(heard.what)?))).collect();
    if absences.is_empty() {
        return Vec::new();
    }
    let vouched: Vec<Span> = measured(state).filter_map(|one| vouched(one, until)).collect();
    let gone = |(heard, absence): (&Heard, Absence)| {
        let left = without(heard.span(until), &vouched).into_iter();
        // While the machine sleeps nobody is asked, so that it makes no difference that nobody knew then; and nothing is shown.
        let asleep = absence == Absence::Suspended;
        let noticed = if asleep { heard.start } else { heard.noticed };
        left.map(move |span| Gone { span, noticed, absence }).collect::<Vec<Gone>>()
    };
    absences.into_iter().flat_map(gone).collect()
}

fn absence(what: Sound) -> Option<Absence> {
    match what {
        Sound::Idle => Some(Absence::Idle),
        Sound::Locked => Some(Absence::Locked),
        Sound::Suspended => Some(Absence::Suspended),
        _ => None,
    }
}

/// The part of a session that the person stands by: all of it when they wrote it down, and as far as they have said that the
/// timer is right.
fn vouched(session: &Session, until: Moment) -> Option<Span> {
    let whole = session.span(until);
    match (&session.source, session.confirmed) {
        (Source::Timer, None) => None,
        (Source::Timer, Some(confirmed)) => {
            whole.overlap(Span::new(session.start, confirmed.max(session.start)))
        }
        _ => Some(whole),
    }
}

/// What is left of a span without some others, which are sorted by start.
fn without(span: Span, others: &[Span]) -> Vec<Span> {
    let mut left = Vec::new();
    let mut from = span.start;
    for other in others.iter().filter_map(|other| other.overlap(span)) {
        if from < other.start {
            left.push(Span::new(from, other.start));
        }
        from = from.max(other.end);
    }
    if from < span.end {
        left.push(Span::new(from, span.end));
    }
    left
}

/// While nothing is to be shown: what the person has said, and what the desktop said from when it was noticed on.
fn mutes(state: &State, until: Moment) -> Vec<(Span, Mute)> {
    let own = state.snoozes().map(|snooze| {
        let how = match snooze.how {
            SnoozeKind::Snoozed => Mute::Snoozed,
            SnoozeKind::Off => Mute::Off,
        };
        (snooze.span(), how)
    });
    let heard = state.heard().filter_map(|heard| {
        let why = match heard.what {
            Sound::DoNotDisturb => Mute::DoNotDisturb,
            Sound::FullScreen => Mute::FullScreen,
            _ => return None,
        };
        let end = heard.end.unwrap_or(until);
        let start = heard.start.max(heard.noticed);
        (start < end).then(|| (Span::new(start, end), why))
    });
    own.chain(heard).collect()
}

impl Shown {
    /// What is left of a nudge that was shown; `None` when it follows no rule of this program.
    fn of(told: &crate::domain::Told) -> Option<Shown> {
        let rule = Rule::of(&told.rule)?;
        Some(Shown { at: told.at, due: told.due, rule, answer: told.answer })
    }
}

/// When a session was worked on. A timer that was forgotten counts as long as anyone works without a word.
fn worked(session: &Session, now: &Now) -> Span {
    Span::new(session.start, session.known_until(now))
}

/// When a session is worked on if it goes on as now.
fn working(session: &Session, now: &Now) -> Span {
    let longest = session.last_word().plus_seconds(i64::from(now.forgotten_after_s));
    Span::new(session.start, session.end.unwrap_or(longest.max(session.start)))
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
