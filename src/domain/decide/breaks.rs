//! Deciding about past breaks: write one down, correct its times, remove it.
//!
//! A break that someone puts right takes no session's time and no other break's. Those that the timer makes are
//! in [`super::timer`].

use super::super::fact::Change;
use super::super::ids::BreakId;
use super::super::refusal::Refusal;
use super::super::session::{Break, BreakClass};
use super::super::time::{Moment, Span};
use super::{Case, Told};

/// A break shorter than this is for the eyes only.
const MICRO_S: i64 = 120;

impl Case<'_> {
    pub(super) fn break_add(&mut self, span: Span) -> Told {
        let class = class(span);
        let pause = Break {
            id: BreakId(self.mint.uuid()),
            start: span.start,
            end: Some(span.end),
            class,
            natural: false,
            planned_s: None,
        };
        self.has_room(&pause)?;
        let subject = subject(&pause);
        self.changes.push(Change::BreakAdded { pause });
        Ok(("break add", subject))
    }

    pub(super) fn break_edit(&mut self, id: BreakId, start: Moment, end: Option<Moment>) -> Told {
        let old = self.state.pause(id).ok_or(Refusal::NoSuchBreak)?;
        let new = Break { start, end: end.or(old.end), ..old.clone() };
        if (new.start, new.end) != (old.start, old.end) {
            self.has_room(&new)?;
        }
        self.changes.extend(Change::pause(old, &new));
        Ok(("break edit", subject(old)))
    }

    pub(super) fn break_delete(&mut self, id: BreakId) -> Told {
        let pause = self.state.pause(id).ok_or(Refusal::NoSuchBreak)?;
        self.changes.push(Change::BreakRemoved { pause: pause.clone() });
        Ok(("break delete", subject(pause)))
    }

    /// Refuses a break that ends before it starts, reaches into the future or takes time that is taken.
    fn has_room(&self, pause: &Break) -> Result<(), Refusal> {
        let end = pause.end.unwrap_or(self.now.at);
        if end.utc_ms() <= pause.start.utc_ms() && pause.end.is_some() {
            return Err(Refusal::EndsBeforeStart { start: pause.start, end });
        }
        self.moment(Some(pause.start))?;
        self.moment(pause.end)?;
        let span = Span::new(pause.start, end);
        self.free(span, &[])?;
        self.no_break_in(span, Some(pause.id))
    }

    /// Refuses a span that another break than the `except`ed one takes.
    pub(super) fn no_break_in(&self, span: Span, except: Option<BreakId>) -> Result<(), Refusal> {
        let others = self.state.breaks().filter(|other| Some(other.id) != except);
        let mut spans =
            others.map(|other| Span::new(other.start, other.end.unwrap_or(self.now.at)));
        match spans.find(|other| other.overlap(span).is_some()) {
            None => Ok(()),
            Some(Span { start, end }) => {
                Err(Refusal::Overlap { start, end, title: "break".to_owned() })
            }
        }
    }
}

/// The kind of a past break of that length.
pub(super) fn class(span: Span) -> BreakClass {
    if span.seconds() < MICRO_S { BreakClass::Micro } else { BreakClass::Rest }
}

/// The history's words for a break.
fn subject(pause: &Break) -> String {
    pause.start.local().format("%H:%M").to_string()
}
