//! JSON lines, the lossless format: one object a line, `kind` says which. Its words are a promise to
//! scripts: a field may be added, never renamed or dropped.
//!
//! [`write`](mod@write) makes the lines, and the objects of `list --json` and its like. [`read_line`] reads one line;
//! a [`Reader`] reads whole files. Nothing here opens one.

mod read;
mod reader;
#[cfg(test)]
mod tests;
pub mod write;

pub use read::{Reading, read_line};
pub use reader::{Reader, read_all};

use crate::domain::{
    Block, Break, Brought, Calendar, Change, Closing, Dispute, Event, Heard, Session, Snooze, Task,
    TaskType, Told,
};

/// What one line holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// `"kind":"task"`. Its number is 0 when the line gives none.
    Task(Box<Task>),
    /// `"kind":"session"`.
    Session(Box<Session>),
    /// `"kind":"break"`.
    Break(Break),
    /// `"kind":"block"`. Its number is 0 when the line gives none.
    Block(Block),
    /// `"kind":"event"`.
    Event(Event),
    /// `"kind":"calendar"`: one that is read, not what is in it.
    Calendar(Box<Calendar>),
    /// `"kind":"day"`: one that was closed.
    Day(Closing),
    /// `"kind":"snooze"`: a silence.
    Snooze(Snooze),
    /// `"kind":"dispute"`: an objection to a sign of the early warning.
    Dispute(Dispute),
    /// `"kind":"nudge"`: one that was shown.
    Told(Told),
    /// `"kind":"presence"`: something that was heard.
    Heard(Heard),
    /// `"kind":"type"`.
    Type(TaskType),
}

/// What brings the thing into being; the number of a task or block is as the line gave it, 0 when it gave
/// none, and is the store's to assign.
pub fn to_brought(record: Record) -> Brought {
    let change = match record {
        Record::Told(told) => return Brought::Told(told),
        Record::Heard(heard) => return Brought::Heard(heard),
        Record::Task(task) => Change::TaskAdded { task },
        Record::Session(session) => Change::SessionAdded { session },
        Record::Break(pause) => Change::BreakAdded { pause },
        Record::Block(block) => Change::BlockAdded { block },
        Record::Event(event) => Change::EventAdded { event },
        Record::Calendar(calendar) => Change::CalendarAdded { calendar },
        Record::Day(closing) => Change::DayClosed { closing },
        Record::Snooze(snooze) => Change::SnoozeAdded { snooze },
        Record::Dispute(dispute) => Change::SignDisputed { dispute },
        Record::Type(kind) => Change::TypeAdded { kind, place: None },
    };
    change.into()
}
