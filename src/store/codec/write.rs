//! Domain values to columns: each field of a thing, as the patches name it, and the cells it is kept in.
//!
//! Next: [`super`] for the way back.

use crate::domain::{
    Block, Break, Event, Moment, Objection, Outcome, Session, Task, TaskId, TaskType,
};
use rusqlite::types::{ToSql, ToSqlOutput, Value, ValueRef};
use uuid::Uuid;

/// A column and what to put into it.
pub(in crate::store) type Cell<'a> = (&'static str, ToSqlOutput<'a>);

pub(super) fn cell(value: &(impl ToSql + ?Sized)) -> ToSqlOutput<'_> {
    value.to_sql().unwrap_or(ToSqlOutput::Owned(Value::Null))
}

fn whole(value: Option<impl Into<i64>>) -> ToSqlOutput<'static> {
    ToSqlOutput::Owned(value.map_or(Value::Null, |n| Value::Integer(n.into())))
}

pub(super) fn word(value: &'static str) -> ToSqlOutput<'static> {
    ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes()))
}

/// A word, or nothing.
pub(super) fn maybe_word(value: Option<&'static str>) -> ToSqlOutput<'static> {
    value.map_or(ToSqlOutput::Owned(Value::Null), word)
}

/// A UUID as its bytes.
pub(in crate::store) fn blob(id: &Uuid) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes()))
}

fn ids(list: &[TaskId]) -> ToSqlOutput<'static> {
    let bytes: Vec<u8> = list.iter().flat_map(|id| *id.0.as_bytes()).collect();
    ToSqlOutput::Owned(if bytes.is_empty() { Value::Null } else { Value::Blob(bytes) })
}

fn json<T: serde::Serialize>(list: &[T]) -> ToSqlOutput<'static> {
    let text = (!list.is_empty()).then(|| serde_json::to_string(list).ok()).flatten();
    ToSqlOutput::Owned(text.map_or(Value::Null, Value::Text))
}

pub(super) fn at(
    out: &mut Vec<Cell<'_>>,
    ms: &'static str,
    off: &'static str,
    value: Option<Moment>,
) {
    out.push((ms, whole(value.map(Moment::utc_ms))));
    out.push((off, whole(value.map(Moment::offset_min))));
}

/// The fields of a task, as patches name them.
pub(in crate::store) const TASK_FIELDS: [&str; 21] = [
    "no",
    "title",
    "status",
    "priority",
    "kind",
    "project",
    "tags",
    "estimate_s",
    "due",
    "from",
    "on",
    "at",
    "after",
    "every",
    "series",
    "chunk_min_s",
    "chunk_max_s",
    "splittable",
    "created",
    "closed",
    "note",
];

/// The columns of one field of a task.
pub(in crate::store) fn task_cells<'a>(task: &'a Task, field: &str, out: &mut Vec<Cell<'a>>) {
    match field {
        "no" => out.push(("no", whole(Some(task.no.0)))),
        "title" => out.push(("title", cell(&task.title))),
        "status" => out.push(("status", word(task.status.word()))),
        "priority" => out.push(("priority", word(task.priority.word()))),
        "kind" => out.push(("kind", cell(&task.kind))),
        "project" => out.push(("project", cell(&task.project))),
        "tags" => out.push(("tags", json(&task.tags))),
        "estimate_s" => out.push(("estimate_s", whole(task.estimate_s))),
        "due" => {
            at(out, "due_ms", "due_off", task.due.map(|due| due.at));
            out.push(("due_hard", whole(task.due.map(|due| due.hard))));
        }
        "from" => at(out, "from_ms", "from_off", task.from),
        "on" => {
            let day = task.on.map_or(Value::Null, |day| Value::Text(day.to_string()));
            out.push(("on_day", ToSqlOutput::Owned(day)));
        }
        "at" => out.push(("place", cell(&task.at))),
        "after" => out.push(("after", ids(&task.after))),
        "every" => out.push(("every", cell(&task.every))),
        "series" => out.push(("series", maybe_blob(task.series.as_ref()))),
        "chunk_min_s" => out.push(("chunk_min_s", whole(task.chunk_min_s))),
        "chunk_max_s" => out.push(("chunk_max_s", whole(task.chunk_max_s))),
        "splittable" => out.push(("splittable", cell(&task.splittable))),
        "created" => at(out, "created_ms", "created_off", Some(task.created)),
        "closed" => at(out, "closed_ms", "closed_off", task.closed),
        "note" => out.push(("note", cell(&task.note))),
        _ => {}
    }
}

fn maybe_blob(id: Option<&Uuid>) -> ToSqlOutput<'_> {
    id.map_or(ToSqlOutput::Owned(Value::Null), blob)
}

/// The fields of a session, as patches name them.
pub(in crate::store) const SESSION_FIELDS: [&str; 10] = [
    "task",
    "kind",
    "start",
    "end",
    "focus",
    "interruptions",
    "outcome",
    "note",
    "source",
    "confirmed",
];

/// The columns of one field of a session; `worked_s` goes with the three that it depends on.
pub(in crate::store) fn session_cells<'a>(
    session: &'a Session,
    field: &str,
    out: &mut Vec<Cell<'a>>,
) {
    match field {
        "task" => out.push(("task", maybe_blob(session.task.as_ref().map(|id| &id.0)))),
        "kind" => out.push(("kind", cell(&session.kind))),
        "start" => at(out, "start_ms", "start_off", Some(session.start)),
        "end" => at(out, "end_ms", "end_off", session.end),
        "focus" => out.push(("focus", whole(session.focus))),
        "interruptions" => out.push(("interruptions", json(&session.interruptions))),
        "outcome" => out.push(("outcome", maybe_word(session.outcome.map(Outcome::word)))),
        "note" => out.push(("note", cell(&session.note))),
        "source" => out.push(("source", cell(session.source.word()))),
        "confirmed" => at(out, "confirmed_ms", "confirmed_off", session.confirmed),
        _ => {}
    }
}

/// Seconds of work of an ended session, as its column keeps them.
pub(in crate::store) fn worked_cell(session: &Session) -> Cell<'static> {
    ("worked_s", whole(session.end.map(|end| session.worked_s(end))))
}

/// The columns of a break but for its id.
pub(in crate::store) fn break_cells(pause: &Break) -> Vec<Cell<'static>> {
    let mut out = Vec::with_capacity(8);
    at(&mut out, "start_ms", "start_off", Some(pause.start));
    at(&mut out, "end_ms", "end_off", pause.end);
    out.push(("class", word(pause.class.word())));
    out.push(("natural", whole(Some(pause.natural))));
    out.push(("planned_s", whole(pause.planned_s)));
    out
}

/// The columns of a block but for its id.
pub(in crate::store) fn block_cells(block: &Block) -> Vec<Cell<'_>> {
    let mut out = Vec::with_capacity(9);
    out.push(("no", whole(Some(block.no.0))));
    out.push(("task", blob(&block.task.0)));
    out.push(("also", ids(&block.also)));
    at(&mut out, "start_ms", "start_off", Some(block.start));
    at(&mut out, "end_ms", "end_off", Some(block.end));
    out.push(("pinned", whole(Some(block.pinned))));
    out
}

/// The columns of an event.
pub(in crate::store) fn event_cells(event: &Event) -> Vec<Cell<'_>> {
    let mut out = Vec::with_capacity(10);
    out.push(("uid", cell(&event.uid)));
    out.push(("calendar", cell(&event.calendar)));
    out.push(("title", cell(&event.title)));
    at(&mut out, "start_ms", "start_off", Some(event.start));
    at(&mut out, "end_ms", "end_off", Some(event.end));
    for (name, flag) in
        [("busy", event.busy), ("all_day", event.all_day), ("day_off", event.day_off)]
    {
        out.push((name, whole(Some(flag))));
    }
    out
}

/// The columns of a kind of work.
pub(in crate::store) fn kind_cells(kind: &TaskType) -> Vec<Cell<'_>> {
    let objection = kind.objection.map(Objection::word);
    vec![
        ("name", cell(&kind.name)),
        ("mode", word(kind.mode.word())),
        ("formerly", json(&kind.formerly)),
        ("objection", maybe_word(objection)),
    ]
}
