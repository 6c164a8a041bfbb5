//! Rows to nouns and back: the one place that knows which column holds what. Lossless; a row that can't be
//! read is an error (the store is damaged), never a guess.

use crate::domain::{
    Break, BreakClass, BreakId, Due, Event, Interruption, Mode, Moment, Outcome, Priority, Session,
    SessionId, Source, Status, Task, TaskId, TaskNo, TaskType,
};
use rusqlite::types::{FromSql, ToSql, ToSqlOutput, Type, Value, ValueRef};
use rusqlite::{Error, Result, Row};
use uuid::Uuid;

/// The columns of a task, in the order in which [`task`] reads them.
pub(super) const TASK: &str = "no,id,title,status,priority,kind,project,tags,estimate_s,due_ms,due_off,\
    due_hard,from_ms,from_off,on_day,place,after,every,series,chunk_min_s,chunk_max_s,splittable,\
    created_ms,created_off,closed_ms,closed_off,note,tracked_s";
/// The columns of a session, in the order in which [`session`] reads them.
pub(super) const SESSION: &str = "id,task,kind,start_ms,start_off,end_ms,end_off,focus,interruptions,\
    outcome,note,source,confirmed_ms,confirmed_off";
/// The columns of a break, in the order in which [`pause`] reads them.
pub(super) const BREAK: &str = "id,start_ms,start_off,end_ms,end_off,class,natural,planned_s";
/// The columns of an event, in the order in which [`event`] reads them.
pub(super) const EVENT: &str = "uid,calendar,title,start_ms,start_off,end_ms,end_off,busy";

/// A row's cells, read from left to right.
pub(super) struct Cells<'r> {
    row: &'r Row<'r>,
    at: usize,
}

impl<'r> Cells<'r> {
    pub(super) fn new(row: &'r Row<'r>) -> Cells<'r> {
        Cells { row, at: 0 }
    }

    pub(super) fn raw(&mut self) -> Result<ValueRef<'r>> {
        self.at += 1;
        self.row.get_ref(self.at - 1)
    }

    pub(super) fn next<T: FromSql>(&mut self) -> Result<T> {
        self.at += 1;
        self.row.get(self.at - 1)
    }

    fn bad(&self, what: impl std::fmt::Display) -> Error {
        let text = format!("unreadable cell: {what}");
        Error::FromSqlConversionFailure(self.at.saturating_sub(1), Type::Text, text.into())
    }

    pub(super) fn text(&mut self) -> Result<&'r str> {
        let cell = self.raw()?;
        cell.as_str().map_err(|error| self.bad(error))
    }

    pub(super) fn maybe_text(&mut self) -> Result<Option<&'r str>> {
        let cell = self.raw()?;
        cell.as_str_or_null().map_err(|error| self.bad(error))
    }

    fn owned(&mut self) -> Result<Option<String>> {
        Ok(self.maybe_text()?.map(str::to_owned))
    }

    pub(super) fn uuid(&mut self) -> Result<Uuid> {
        self.maybe_uuid()?.ok_or_else(|| self.bad("an id is missing"))
    }

    pub(super) fn maybe_uuid(&mut self) -> Result<Option<Uuid>> {
        let cell = self.raw()?;
        match cell.as_blob_or_null().map_err(|error| self.bad(error))? {
            None => Ok(None),
            Some(bytes) => Uuid::from_slice(bytes).map(Some).map_err(|error| self.bad(error)),
        }
    }

    pub(super) fn moment(&mut self) -> Result<Moment> {
        Ok(Moment::new(self.next()?, self.next()?))
    }

    pub(super) fn maybe_moment(&mut self) -> Result<Option<Moment>> {
        let (ms, off): (Option<i64>, Option<i16>) = (self.next()?, self.next()?);
        Ok(ms.map(|ms| Moment::new(ms, off.unwrap_or(0))))
    }

    /// One of a closed set of words.
    pub(super) fn word<T: Copy>(&mut self, all: &[T], word: fn(T) -> &'static str) -> Result<T> {
        let text = self.text()?;
        all.iter().copied().find(|one| word(*one) == text).ok_or_else(|| self.bad(text))
    }

    fn maybe_word<T: Copy>(&mut self, all: &[T], word: fn(T) -> &'static str) -> Result<Option<T>> {
        let Some(text) = self.maybe_text()? else { return Ok(None) };
        all.iter().copied().find(|one| word(*one) == text).map(Some).ok_or_else(|| self.bad(text))
    }

    fn tags(&mut self) -> Result<Vec<String>> {
        match self.maybe_text()? {
            None => Ok(Vec::new()),
            Some(json) => serde_json::from_str(json).map_err(|error| self.bad(error)),
        }
    }

    fn ids(&mut self) -> Result<Vec<TaskId>> {
        let cell = self.raw()?;
        let bytes = cell.as_blob_or_null().map_err(|error| self.bad(error))?.unwrap_or(&[]);
        if bytes.len() % 16 != 0 {
            return Err(self.bad("a list of ids"));
        }
        Ok(bytes.chunks_exact(16).filter_map(|id| Uuid::from_slice(id).ok()).map(TaskId).collect())
    }
}

/// The interruptions of a session as they are kept; `None` is none.
pub(super) fn interruptions(json: Option<&str>) -> serde_json::Result<Vec<Interruption>> {
    json.map_or(Ok(Vec::new()), serde_json::from_str)
}

const CLASSES: [BreakClass; 3] = [BreakClass::Micro, BreakClass::Rest, BreakClass::DailyLimit];

/// Reads [`TASK`]: the task and the seconds of work in its ended sessions.
pub(super) fn task(row: &Row<'_>) -> Result<(Task, i64)> {
    let mut c = Cells::new(row);
    let task = Task {
        no: TaskNo(c.next()?),
        id: TaskId(c.uuid()?),
        title: c.next()?,
        status: c.word(&Status::ALL, Status::word)?,
        priority: c.word(&Priority::ALL, Priority::word)?,
        kind: c.owned()?,
        project: c.owned()?,
        tags: c.tags()?,
        estimate_s: c.next()?,
        due: {
            let (at, hard) = (c.maybe_moment()?, c.next::<Option<bool>>()?);
            at.map(|at| Due { at, hard: hard.unwrap_or(false) })
        },
        from: c.maybe_moment()?,
        on: match c.maybe_text()? {
            None => None,
            Some(day) => Some(day.parse().map_err(|error| c.bad(error))?),
        },
        at: c.owned()?,
        after: c.ids()?,
        every: c.owned()?,
        series: c.maybe_uuid()?,
        chunk_min_s: c.next()?,
        chunk_max_s: c.next()?,
        splittable: c.next()?,
        created: c.moment()?,
        closed: c.maybe_moment()?,
        note: c.next()?,
    };
    Ok((task, c.next()?))
}

/// A session as its row has it, borrowed: what streaming readers get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionRow<'r> {
    /// Unique on every machine.
    pub id: SessionId,
    /// The task worked on; it may be gone.
    pub task: Option<TaskId>,
    /// The kind of work.
    pub kind: Option<&'r str>,
    /// When it began.
    pub start: Moment,
    /// When it ended; `None` while it runs.
    pub end: Option<Moment>,
    /// Own rating, 1 to 5.
    pub focus: Option<u8>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The person's words. Hostile text.
    pub note: &'r str,
    /// How heyday knows of it: `timer`, `manual`, or the name of a place.
    pub source: &'r str,
    /// Up to when a surprisingly long timer is right.
    pub confirmed: Option<Moment>,
    interruptions: Option<&'r str>,
}

impl SessionRow<'_> {
    /// What broke into it. Cheap when nothing did.
    ///
    /// # Errors
    /// [`super::StoreError::Damaged`] when the cell can't be read.
    pub fn interruptions(&self) -> std::result::Result<Vec<Interruption>, super::StoreError> {
        interruptions(self.interruptions)
            .map_err(|error| super::StoreError::Damaged { detail: error.to_string() })
    }

    /// The session itself.
    ///
    /// # Errors
    /// [`super::StoreError::Damaged`] when its interruptions can't be read.
    pub fn to_session(&self) -> std::result::Result<Session, super::StoreError> {
        Ok(Session {
            id: self.id,
            task: self.task,
            kind: self.kind.map(str::to_owned),
            start: self.start,
            end: self.end,
            focus: self.focus,
            interruptions: self.interruptions()?,
            outcome: self.outcome,
            note: self.note.to_owned(),
            source: Source::from(self.source.to_owned()),
            confirmed: self.confirmed,
        })
    }
}

/// Reads [`SESSION`] without copying its texts.
pub(super) fn session_row<'r>(row: &'r Row<'r>) -> Result<SessionRow<'r>> {
    let mut c = Cells::new(row);
    Ok(SessionRow {
        id: SessionId(c.uuid()?),
        task: c.maybe_uuid()?.map(TaskId),
        kind: c.maybe_text()?,
        start: c.moment()?,
        end: c.maybe_moment()?,
        focus: c.next()?,
        interruptions: c.maybe_text()?,
        outcome: c.maybe_word(&Outcome::ALL, Outcome::word)?,
        note: c.text()?,
        source: c.text()?,
        confirmed: c.maybe_moment()?,
    })
}

/// Reads [`SESSION`].
pub(super) fn session(row: &Row<'_>) -> Result<Session> {
    let read = session_row(row)?;
    read.to_session()
        .map_err(|error| Error::FromSqlConversionFailure(8, Type::Text, error.to_string().into()))
}

/// Reads [`BREAK`].
pub(super) fn pause(row: &Row<'_>) -> Result<Break> {
    let mut c = Cells::new(row);
    Ok(Break {
        id: BreakId(c.uuid()?),
        start: c.moment()?,
        end: c.maybe_moment()?,
        class: c.word(&CLASSES, BreakClass::word)?,
        natural: c.next()?,
        planned_s: c.next()?,
    })
}

/// Reads [`EVENT`].
pub(super) fn event(row: &Row<'_>) -> Result<Event> {
    let mut c = Cells::new(row);
    Ok(Event {
        uid: c.next()?,
        calendar: c.next()?,
        title: c.next()?,
        start: c.moment()?,
        end: c.moment()?,
        busy: c.next()?,
    })
}

/// Reads `name,mode`.
pub(super) fn kind(row: &Row<'_>) -> Result<TaskType> {
    let mut c = Cells::new(row);
    Ok(TaskType { name: c.next()?, mode: c.word(&Mode::ALL, Mode::word)? })
}

/// A column and what to put into it.
pub(super) type Cell<'a> = (&'static str, ToSqlOutput<'a>);

fn cell(value: &(impl ToSql + ?Sized)) -> ToSqlOutput<'_> {
    value.to_sql().unwrap_or(ToSqlOutput::Owned(Value::Null))
}

fn whole(value: Option<impl Into<i64>>) -> ToSqlOutput<'static> {
    ToSqlOutput::Owned(value.map_or(Value::Null, |n| Value::Integer(n.into())))
}

fn word(value: &'static str) -> ToSqlOutput<'static> {
    ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes()))
}

/// A UUID as its bytes.
pub(super) fn blob(id: &Uuid) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes()))
}

fn json<T: serde::Serialize>(list: &[T]) -> ToSqlOutput<'static> {
    let text = (!list.is_empty()).then(|| serde_json::to_string(list).ok()).flatten();
    ToSqlOutput::Owned(text.map_or(Value::Null, Value::Text))
}

fn at(out: &mut Vec<Cell<'_>>, ms: &'static str, off: &'static str, value: Option<Moment>) {
    out.push((ms, whole(value.map(Moment::utc_ms))));
    out.push((off, whole(value.map(Moment::offset_min))));
}

/// The fields of a task, as patches name them.
pub(super) const TASK_FIELDS: [&str; 21] = [
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
pub(super) fn task_cells<'a>(task: &'a Task, field: &str, out: &mut Vec<Cell<'a>>) {
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
        "after" => {
            let bytes: Vec<u8> = task.after.iter().flat_map(|id| *id.0.as_bytes()).collect();
            let value = if bytes.is_empty() { Value::Null } else { Value::Blob(bytes) };
            out.push(("after", ToSqlOutput::Owned(value)));
        }
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
pub(super) const SESSION_FIELDS: [&str; 10] = [
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
pub(super) fn session_cells<'a>(session: &'a Session, field: &str, out: &mut Vec<Cell<'a>>) {
    match field {
        "task" => out.push(("task", maybe_blob(session.task.as_ref().map(|id| &id.0)))),
        "kind" => out.push(("kind", cell(&session.kind))),
        "start" => at(out, "start_ms", "start_off", Some(session.start)),
        "end" => at(out, "end_ms", "end_off", session.end),
        "focus" => out.push(("focus", whole(session.focus))),
        "interruptions" => out.push(("interruptions", json(&session.interruptions))),
        "outcome" => out.push((
            "outcome",
            session.outcome.map_or(ToSqlOutput::Owned(Value::Null), |o| word(o.word())),
        )),
        "note" => out.push(("note", cell(&session.note))),
        "source" => out.push(("source", cell(session.source.word()))),
        "confirmed" => at(out, "confirmed_ms", "confirmed_off", session.confirmed),
        _ => {}
    }
}

/// Seconds of work of an ended session, as its column keeps them.
pub(super) fn worked_cell(session: &Session) -> Cell<'static> {
    ("worked_s", whole(session.end.map(|end| session.worked_s(end))))
}

/// The columns of a break but for its id.
pub(super) fn break_cells(pause: &Break) -> Vec<Cell<'static>> {
    let mut out = Vec::with_capacity(8);
    at(&mut out, "start_ms", "start_off", Some(pause.start));
    at(&mut out, "end_ms", "end_off", pause.end);
    out.push(("class", word(pause.class.word())));
    out.push(("natural", whole(Some(pause.natural))));
    out.push(("planned_s", whole(pause.planned_s)));
    out
}

/// The columns of an event.
pub(super) fn event_cells(event: &Event) -> Vec<Cell<'_>> {
    let mut out = Vec::with_capacity(8);
    out.push(("uid", cell(&event.uid)));
    out.push(("calendar", cell(&event.calendar)));
    out.push(("title", cell(&event.title)));
    at(&mut out, "start_ms", "start_off", Some(event.start));
    at(&mut out, "end_ms", "end_off", Some(event.end));
    out.push(("busy", whole(Some(event.busy))));
    out
}
