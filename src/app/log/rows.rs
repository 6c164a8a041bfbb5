//! What a day had: its sessions, its breaks, and the gaps between them.

use crate::app::Model;
use crate::domain::{BreakId, Event, Moment, Order, SessionId, Span, gaps};
use chrono::NaiveDate;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A session.
    Session(SessionId),
    /// A break.
    Break(BreakId),
    /// A stretch that nothing says anything about.
    Gap,
}

/// A stretch of the day. It may begin before the day or end after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: Kind,
    /// From when.
    pub start: Moment,
    /// Until when; `None` while it lasts.
    pub end: Option<Moment>,
}

impl Row {
    /// The stretch as of `now`.
    pub fn span(&self, now: Moment) -> Span {
        Span::new(self.start, self.end.unwrap_or(now))
    }

    /// Whether it is the same thing, though its times may have changed.
    pub fn is_same(&self, other: &Row) -> bool {
        self.kind == other.kind && (self.kind != Kind::Gap || self.start == other.start)
    }
}

/// The rows of a work day, by start.
pub fn rows(model: &Model, day: NaiveDate) -> Vec<Row> {
    let (state, now) = (&model.state, model.now.at);
    let span = model.now.day_span(day);
    let sessions = state.sessions_in(span, now).filter(|s| touches(s.span(now), span));
    let sessions = sessions.map(|s| Row { kind: Kind::Session(s.id), start: s.start, end: s.end });
    let breaks = state
        .breaks()
        .filter(|b| touches(Span::new(b.start, b.end.unwrap_or(now)), span))
        .map(|b| Row { kind: Kind::Break(b.id), start: b.start, end: b.end });
    let gaps = gaps(state, span, &model.now).into_iter().filter(|gap| is_told(model, *gap));
    let gaps = gaps.map(|gap| {
        let lasts = gap.end.utc_ms() == now.utc_ms();
        Row { kind: Kind::Gap, start: gap.start, end: (!lasts).then_some(gap.end) }
    });
    let mut rows: Vec<Row> = sessions.chain(breaks).chain(gaps).collect();
    rows.order_by_key(|row| row.start);
    rows
}

/// Whether a stretch belongs to a day: one that merely ends where the day begins does not.
fn touches(stretch: Span, day: Span) -> bool {
    stretch.overlap(day).is_some() || day.contains(stretch.start)
}

/// The time since the last session is a gap as long as work could go on; after hours it is the evening.
fn is_told(model: &Model, gap: Span) -> bool {
    let close = model.now.on_day(model.now.day_of(gap.start), model.settings.day_end);
    gap.end.utc_ms() != model.now.at.utc_ms() || gap.start < close
}

/// The calendar's entry that covers most of a gap, when it covers at least half of it.
pub fn event_in(model: &Model, gap: Span) -> Option<&Event> {
    let covered =
        |event: &Event| Span::new(event.start, event.end).overlap(gap).map_or(0, Span::seconds);
    let best =
        model.state.events().filter(|event| event.busy).max_by_key(|event| covered(event))?;
    (covered(best) * 2 >= gap.seconds()).then_some(best)
}

/// Whether most of a gap is the lunch break.
pub fn is_lunch(model: &Model, gap: Span) -> bool {
    let day = model.now.day_of(gap.start);
    let lunch = model
        .settings
        .lunch
        .map(|(from, to)| Span::new(model.now.on_day(day, from), model.now.on_day(day, to)));
    let inside = lunch.and_then(|lunch| lunch.overlap(gap)).map_or(0, Span::seconds);
    inside * 2 >= gap.seconds().max(1)
}
