//! From domain values to lines. The `*_fields` functions write into an object that is open, so that
//! a view can add what only it knows (`urgency`, `tracked_s`); the `*_line` functions write whole lines.
//!
//! Every field of INTERFACE's promise is always there, `null` when it has no value; what was added to make
//! the format lossless is there when it says something. The reader is in `read`, and takes every word
//! that is written here.

mod nudges;

pub use nudges::{
    dispute_fields, dispute_line, heard_fields, heard_line, snooze_fields, snooze_line,
    told_fields, told_line,
};

use super::super::json::{Json, ToJson, Word};
use super::Record;
use crate::domain::{
    Block, Break, Calendar, Closing, Event, Interruption, Moment, Objection, Outcome, Session,
    SessionId, Task, TaskId, TaskType,
};

/// A session whose texts are somebody else's, for who writes hundreds of thousands of them.
#[derive(Clone, Copy, Debug)]
pub struct LentSession<'a> {
    /// [`Session::id`].
    pub id: SessionId,
    /// [`Session::task`].
    pub task: Option<TaskId>,
    /// [`Session::kind`].
    pub kind: Option<&'a str>,
    /// [`Session::start`].
    pub start: Moment,
    /// [`Session::end`].
    pub end: Option<Moment>,
    /// [`Session::focus`].
    pub focus: Option<u8>,
    /// [`Session::interruptions`].
    pub interruptions: &'a [Interruption],
    /// [`Session::outcome`].
    pub outcome: Option<Outcome>,
    /// [`Session::note`].
    pub note: &'a str,
    /// The word of [`Session::source`].
    pub source: &'a str,
    /// [`Session::confirmed`].
    pub confirmed: Option<Moment>,
}

impl<'a> From<&'a Session> for LentSession<'a> {
    fn from(session: &'a Session) -> LentSession<'a> {
        LentSession {
            id: session.id,
            task: session.task,
            kind: session.kind.as_deref(),
            start: session.start,
            end: session.end,
            focus: session.focus,
            interruptions: &session.interruptions,
            outcome: session.outcome,
            note: &session.note,
            source: session.source.word(),
            confirmed: session.confirmed,
        }
    }
}

/// Appends a task's line.
pub fn task_line(out: &mut Json, task: &Task) {
    out.object(|out| task_fields(out, task)).end_line();
}

/// Appends a session's line.
pub fn session_line(out: &mut Json, session: &Session) {
    lent_session_line(out, &session.into());
}

/// Appends the line of a session whose texts are somebody else's.
pub fn lent_session_line(out: &mut Json, session: &LentSession<'_>) {
    out.object(|out| lent_session_fields(out, session)).end_line();
}

/// Appends a break's line.
pub fn break_line(out: &mut Json, pause: &Break) {
    out.object(|out| break_fields(out, pause)).end_line();
}

/// Appends the line of a block of the plan.
pub fn block_line(out: &mut Json, block: &Block) {
    out.object(|out| block_fields(out, block)).end_line();
}

/// Appends a calendar entry's line.
pub fn event_line(out: &mut Json, event: &Event) {
    out.object(|out| event_fields(out, event)).end_line();
}

/// Appends the line of a calendar that is read.
pub fn calendar_line(out: &mut Json, calendar: &Calendar) {
    out.object(|out| calendar_fields(out, calendar)).end_line();
}

/// Appends the line of a closed day.
pub fn closing_line(out: &mut Json, closing: &Closing) {
    out.object(|out| closing_fields(out, closing)).end_line();
}

/// Appends the line of a kind of work.
pub fn type_line(out: &mut Json, kind: &TaskType) {
    out.object(|out| type_fields(out, kind)).end_line();
}

/// Appends the line of whatever it is.
pub fn line(out: &mut Json, record: &Record) {
    match record {
        Record::Task(task) => task_line(out, task),
        Record::Session(session) => session_line(out, session),
        Record::Break(pause) => break_line(out, pause),
        Record::Block(block) => block_line(out, block),
        Record::Event(event) => event_line(out, event),
        Record::Calendar(calendar) => calendar_line(out, calendar),
        Record::Day(closing) => closing_line(out, closing),
        Record::Snooze(snooze) => snooze_line(out, snooze),
        Record::Dispute(dispute) => dispute_line(out, dispute),
        Record::Told(told) => told_line(out, told),
        Record::Heard(heard) => heard_line(out, heard),
        Record::Type(kind) => type_line(out, kind),
    }
}

/// Writes a task's fields, its number as `id` among them.
pub fn task_fields(out: &mut Json, task: &Task) {
    out.field("kind", Word("task"))
        .and("uuid", task.id)
        .and("id", task.no)
        .and("title", &task.title)
        .and("type", &task.kind)
        .and("project", &task.project)
        .and("tags", &task.tags)
        .and("priority", Word(task.priority.word()))
        .and("estimate_s", task.estimate_s)
        .and("due", task.due.map(|due| due.at))
        .and("due_kind", task.due.map(|due| Word(if due.hard { "hard" } else { "soft" })))
        .and("from", task.from)
        .field_if("on", task.on)
        .field_if("at", task.at.as_deref())
        .and("after", &task.after)
        .field_if("every", task.every.as_deref())
        .field_if("series", task.series)
        .and("chunk_min_s", task.chunk_min_s)
        .and("chunk_max_s", task.chunk_max_s)
        .and("splittable", task.splittable)
        .and("status", Word(task.status.word()))
        .and("created", task.created)
        .and("closed", task.closed)
        .and("note", &task.note);
}

/// Writes a session's fields.
pub fn session_fields(out: &mut Json, session: &Session) {
    lent_session_fields(out, &session.into());
}

fn lent_session_fields(out: &mut Json, session: &LentSession<'_>) {
    out.field("kind", Word("session"))
        .and("uuid", session.id)
        .and("task", session.task)
        .and("type", session.kind)
        .and("start", session.start)
        .and("end", session.end)
        .and("focus", session.focus)
        .and("interruptions", session.interruptions.len());
    if session.interruptions.iter().any(|one| !is_anonymous(one, session.start)) {
        out.and("interruption_list", session.interruptions);
    }
    out.and("outcome", session.outcome.map(|outcome| Word(outcome.word())))
        .and("note", session.note)
        .and("source", session.source)
        .field_if("confirmed", session.confirmed);
}

/// Writes a break's fields.
pub fn break_fields(out: &mut Json, pause: &Break) {
    out.field("kind", "break")
        .field("uuid", pause.id)
        .field("start", pause.start)
        .field("end", pause.end)
        .field("class", pause.class.word())
        .field("natural", pause.natural)
        .field_if("planned_s", pause.planned_s);
}

/// Writes the fields of a block of the plan, its number as `block` among them.
pub fn block_fields(out: &mut Json, block: &Block) {
    out.field("kind", "block")
        .field("uuid", block.id)
        .field("block", block.no.to_string())
        .field("task", block.task);
    if !block.also.is_empty() {
        out.field("also", &block.also);
    }
    out.field("start", block.start).field("end", block.end).field("pinned", block.pinned);
}

/// Writes a calendar entry's fields.
pub fn event_fields(out: &mut Json, event: &Event) {
    out.field("kind", "event")
        .field("uid", &event.uid)
        .field("calendar", &event.calendar)
        .field("title", &event.title)
        .field("start", event.start)
        .field("end", event.end)
        .field("busy", event.busy);
    for (name, flag) in [("all_day", event.all_day), ("day_off", event.day_off)] {
        out.field_if(name, flag.then_some(true));
    }
}

/// Writes the fields of a calendar that is read.
pub fn calendar_fields(out: &mut Json, calendar: &Calendar) {
    out.field("kind", "calendar")
        .field("uuid", calendar.id.0)
        .field("name", &calendar.name)
        .field("path", &calendar.path)
        .field("all_day", calendar.all_day.word())
        .field("mine", &calendar.mine)
        .field("tentative", if calendar.tentative_free { "free" } else { "busy" })
        .field("enabled", !calendar.disabled);
}

/// Writes the fields of a closed day.
pub fn closing_fields(out: &mut Json, closing: &Closing) {
    out.field("kind", "day")
        .field("day", closing.day)
        .field("closed", closing.at)
        .field("note", &closing.note);
}

/// Writes the fields of a kind of work.
pub fn type_fields(out: &mut Json, kind: &TaskType) {
    out.field("kind", "type").field("name", &kind.name).field("mode", kind.mode.word());
    if !kind.formerly.is_empty() {
        out.field("formerly", &kind.formerly);
    }
    out.field_if("objection", kind.objection.map(Objection::word));
}

impl ToJson for Interruption {
    fn write_to(&self, out: &mut Json) {
        out.object(|out| {
            out.field("at", self.at).field("lost_s", self.lost_s).field("reason", &self.reason);
        });
    }
}

/// An interruption of which no more is known than that there was one; a count says as much.
pub(super) fn anonymous(start: Moment) -> Interruption {
    Interruption { at: start, lost_s: 0, reason: String::new() }
}

fn is_anonymous(one: &Interruption, start: Moment) -> bool {
    one.at == start && one.lost_s == 0 && one.reason.is_empty()
}
