//! What stands on the day's line: sessions done, breaks and the calendar's events. Found when the log
//! changes; what runs has no end here and grows with the clock.

use crate::app::Model;
use crate::domain::{Moment, SessionId, Span, State, TaskId};

/// A break of at least this many seconds starts a new spell of work.
const REAL_BREAK_S: i64 = 300;

/// What a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A session that has ended.
    Done(SessionId),
    /// The session that runs.
    Running(SessionId),
    /// A break.
    Break,
    /// An entry of a calendar; `false` when it takes no time.
    Event(bool),
}

impl Kind {
    /// Whether it comes from a calendar rather than from the log.
    pub fn is_event(self) -> bool {
        matches!(self, Kind::Event(_))
    }
}

/// A stretch of the day with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: Kind,
    /// From when.
    pub start: Moment,
    /// Until when; `None` while it runs.
    pub end: Option<Moment>,
    /// The task worked on.
    pub task: Option<TaskId>,
    /// The place of its kind of work in the person's list of types.
    pub type_place: Option<usize>,
    /// What it says, escaped.
    pub label: String,
}

impl Mark {
    /// The stretch as of `now`.
    pub fn span(&self, now: Moment) -> Span {
        Span::new(self.start, self.end.unwrap_or(now))
    }
}

/// Finds the marks of the shown day, the work in it, and when the present spell of work began.
pub fn derive(model: &mut Model) {
    let (state, now) = (&model.state, model.now.at);
    let day = model.now.day_span(model.today.day);
    let mut marks: Vec<Mark> = Vec::new();
    let mut worked_s = 0;
    // The timeline is of what was done; a guess is for the log.
    for session in state.sessions_in(day, now).filter(|session| !session.is_inferred()) {
        let title = session.task.and_then(|id| state.task(id)).map(|task| task.title.as_str());
        let label = title.or(session.kind.as_deref()).unwrap_or("work");
        let kind = if session.end.is_some() {
            worked_s += session.worked_in(day, now);
            Kind::Done(session.id)
        } else {
            Kind::Running(session.id)
        };
        marks.push(Mark {
            kind,
            start: session.start,
            end: session.end,
            task: session.task,
            type_place: session.kind.as_deref().and_then(|kind| place(state, kind)),
            label: crate::text::visible(label).into_owned(),
        });
    }
    let plain = |kind, start, end, label: &str| Mark {
        kind,
        start,
        end,
        task: None,
        type_place: None,
        label: crate::text::visible(label).into_owned(),
    };
    for pause in state.breaks() {
        if Span::new(pause.start, pause.end.unwrap_or(now)).overlap(day).is_some()
            || pause.end.is_none()
        {
            marks.push(plain(Kind::Break, pause.start, pause.end, "break"));
        }
    }
    for event in state.events() {
        if Span::new(event.start, event.end).overlap(day).is_some() {
            marks.push(plain(Kind::Event(event.busy), event.start, Some(event.end), &event.title));
        }
    }
    marks.sort_by_key(|mark| mark.start);
    model.today.spell = spell(&marks, now);
    model.today.mark = model.today.mark.min(marks.len().saturating_sub(1));
    model.today.marks = marks;
    model.today.worked_s = worked_s;
}

/// The place of a kind of work in the person's list.
pub fn place(state: &State, kind: &str) -> Option<usize> {
    state.types().iter().position(|known| known.name == kind)
}

/// Since when work goes on without a real break, while it goes on.
fn spell(marks: &[Mark], now: Moment) -> Option<Moment> {
    let work = |mark: &&Mark| matches!(mark.kind, Kind::Done(_) | Kind::Running(_));
    let mut backwards = marks.iter().rev().filter(work);
    let last = backwards.next().filter(|mark| mark.end.is_none())?;
    let mut since = last.start;
    for mark in backwards {
        if since.seconds_since(mark.end.unwrap_or(now)) >= REAL_BREAK_S {
            break;
        }
        since = since.min(mark.start);
    }
    Some(since)
}
