//! From domain values to lines. The `*_fields` functions write into an object that is open, so that
//! a view can add what only it knows (`urgency`, `tracked_s`); the `*_line` functions write whole lines.
//!
//! Every field of INTERFACE's promise is always there, `null` when it has no value; what was added to make
//! the format lossless is there when it says something. The reader is in `read`, and takes every word
//! that is written here.

use super::super::json::{Json, ToJson};
use super::Record;
use crate::domain::{Break, Event, Interruption, Moment, Objection, Session, Task, TaskType};

/// Appends a task's line.
pub fn task_line(out: &mut Json, task: &Task) {
    out.object(|out| task_fields(out, task)).end_line();
}

/// Appends a session's line.
pub fn session_line(out: &mut Json, session: &Session) {
    out.object(|out| session_fields(out, session)).end_line();
}

/// Appends a break's line.
pub fn break_line(out: &mut Json, pause: &Break) {
    out.object(|out| break_fields(out, pause)).end_line();
}

/// Appends a calendar entry's line.
pub fn event_line(out: &mut Json, event: &Event) {
    out.object(|out| event_fields(out, event)).end_line();
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
        Record::Event(event) => event_line(out, event),
        Record::Type(kind) => type_line(out, kind),
    }
}

/// Writes a task's fields, its number as `id` among them.
pub fn task_fields(out: &mut Json, task: &Task) {
    out.field("kind", "task")
        .field("uuid", task.id)
        .field("id", task.no)
        .field("title", &task.title)
        .field("type", &task.kind)
        .field("project", &task.project)
        .field("tags", &task.tags)
        .field("priority", task.priority.word())
        .field("estimate_s", task.estimate_s)
        .field("due", task.due.map(|due| due.at))
        .field("due_kind", task.due.map(|due| if due.hard { "hard" } else { "soft" }))
        .field("from", task.from)
        .field_if("on", task.on)
        .field_if("at", task.at.as_deref())
        .field("after", &task.after)
        .field_if("every", task.every.as_deref())
        .field_if("series", task.series)
        .field("chunk_min_s", task.chunk_min_s)
        .field("chunk_max_s", task.chunk_max_s)
        .field("splittable", task.splittable)
        .field("status", task.status.word())
        .field("created", task.created)
        .field("closed", task.closed)
        .field("note", &task.note);
}

/// Writes a session's fields.
pub fn session_fields(out: &mut Json, session: &Session) {
    out.field("kind", "session")
        .field("uuid", session.id)
        .field("task", session.task)
        .field("type", &session.kind)
        .field("start", session.start)
        .field("end", session.end)
        .field("focus", session.focus)
        .field("interruptions", session.interruptions.len());
    if session.interruptions.iter().any(|one| !is_anonymous(one, session.start)) {
        out.field("interruption_list", &session.interruptions);
    }
    out.field("outcome", session.outcome.map(crate::domain::Outcome::word))
        .field("note", &session.note)
        .field("source", session.source.word())
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

/// Writes a calendar entry's fields.
pub fn event_fields(out: &mut Json, event: &Event) {
    out.field("kind", "event")
        .field("uid", &event.uid)
        .field("calendar", &event.calendar)
        .field("title", &event.title)
        .field("start", event.start)
        .field("end", event.end)
        .field("busy", event.busy);
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
