//! Rows to nouns and back: the one place that knows which column holds what. Lossless; a row that can't be
//! read is an error (the store is damaged), never a guess.

mod nudges;
mod write;

pub(super) use nudges::{
    HEARD, SNOOZE, TOLD, heard, heard_cells, snooze, snooze_cells, told, told_cells,
};
pub(super) use write::{
    Cell, SESSION_FIELDS, TASK_FIELDS, blob, block_cells, break_cells, event_cells, kind_cells,
    session_cells, task_cells, worked_cell,
};

use crate::domain::{
    Block, BlockId, BlockNo, Break, BreakClass, BreakId, Due, Event, Interruption, Mode, Moment,
    Objection, Outcome, Priority, Session, SessionId, Source, Status, Task, TaskId, TaskNo,
    TaskType,
};
use rusqlite::types::{FromSql, Type, ValueRef};
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
/// The columns of a block of the plan, in the order in which [`block`] reads them.
pub(super) const BLOCK: &str = "id,no,task,also,start_ms,start_off,end_ms,end_off,pinned";
/// The columns of a kind of work, in the order in which [`kind`] reads them.
pub(super) const KIND: &str = "name,mode,formerly,objection";
/// The columns of an event, in the order in which [`event`] reads them.
pub(super) const EVENT: &str =
    "uid,calendar,title,start_ms,start_off,end_ms,end_off,busy,all_day,day_off";

/// A row's cells, read from left to right.
pub(super) struct Cells<'r> {
    row: &'r Row<'r>,
    at: usize,
}

impl<'r> Cells<'r> {
    pub(super) fn new(row: &'r Row<'r>) -> Cells<'r> {
        Cells { row, at: 0 }
    }

    #[inline]
    pub(super) fn raw(&mut self) -> Result<ValueRef<'r>> {
        self.at += 1;
        self.row.get_ref(self.at - 1)
    }

    pub(super) fn next<T: FromSql>(&mut self) -> Result<T> {
        self.at += 1;
        self.row.get(self.at - 1)
    }

    #[cold]
    fn bad(&self, what: impl std::fmt::Display) -> Error {
        let text = format!("unreadable cell: {what}");
        Error::FromSqlConversionFailure(self.at.saturating_sub(1), Type::Text, text.into())
    }

    #[inline]
    pub(super) fn text(&mut self) -> Result<&'r str> {
        let cell = self.raw()?;
        cell.as_str().map_err(|error| self.bad(error))
    }

    /// The word of a [`Source`]; nearly always one of the two that are known to be text.
    #[inline]
    fn source(&mut self) -> Result<&'r str> {
        let cell = self.raw()?;
        match cell {
            ValueRef::Text(b"timer") => Ok("timer"),
            ValueRef::Text(b"manual") => Ok("manual"),
            other => other.as_str().map_err(|error| self.bad(error)),
        }
    }

    #[inline]
    pub(super) fn maybe_text(&mut self) -> Result<Option<&'r str>> {
        let cell = self.raw()?;
        cell.as_str_or_null().map_err(|error| self.bad(error))
    }

    fn owned(&mut self) -> Result<Option<String>> {
        Ok(self.maybe_text()?.map(str::to_owned))
    }

    #[inline]
    pub(super) fn uuid(&mut self) -> Result<Uuid> {
        self.maybe_uuid()?.ok_or_else(|| self.bad("an id is missing"))
    }

    #[inline]
    pub(super) fn maybe_uuid(&mut self) -> Result<Option<Uuid>> {
        let cell = self.raw()?;
        match cell.as_blob_or_null().map_err(|error| self.bad(error))? {
            None => Ok(None),
            Some(bytes) => Uuid::from_slice(bytes).map(Some).map_err(|error| self.bad(error)),
        }
    }

    /// A whole number, or nothing.
    #[inline]
    fn maybe_whole<T: TryFrom<i64>>(&mut self) -> Result<Option<T>> {
        match self.raw()? {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(number) => {
                T::try_from(number).map(Some).map_err(|_| self.bad(number))
            }
            other => Err(self.bad(other.data_type())),
        }
    }

    /// A whole number.
    #[inline]
    fn whole<T: TryFrom<i64>>(&mut self) -> Result<T> {
        self.maybe_whole()?.ok_or_else(|| self.bad("a number is missing"))
    }

    #[inline]
    pub(super) fn moment(&mut self) -> Result<Moment> {
        Ok(Moment::new(self.whole()?, self.whole()?))
    }

    #[inline]
    pub(super) fn maybe_moment(&mut self) -> Result<Option<Moment>> {
        let Some(ms) = self.maybe_whole()? else {
            self.at += 1;
            return Ok(None);
        };
        let off: Option<i16> = self.maybe_whole()?;
        Ok(Some(Moment::new(ms, off.unwrap_or(0))))
    }

    /// One of a closed set of words.
    #[inline]
    pub(super) fn word<T: Copy>(&mut self, all: &[T], word: fn(T) -> &'static str) -> Result<T> {
        self.maybe_word(all, word)?.ok_or_else(|| self.bad("a word is missing"))
    }

    #[inline]
    fn maybe_word<T: Copy>(&mut self, all: &[T], word: fn(T) -> &'static str) -> Result<Option<T>> {
        let text = match self.raw()? {
            ValueRef::Null => return Ok(None),
            ValueRef::Text(text) => text,
            other => return Err(self.bad(other.data_type())),
        };
        let found = all.iter().copied().find(|one| word(*one).as_bytes() == text);
        found.map(Some).ok_or_else(|| self.bad(String::from_utf8_lossy(text)))
    }

    fn tags(&mut self) -> Result<Vec<String>> {
        match self.maybe_text()? {
            None => Ok(Vec::new()),
            Some(json) => serde_json::from_str(json).map_err(|error| self.bad(error)),
        }
    }

    pub(super) fn ids(&mut self) -> Result<Vec<TaskId>> {
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
        no: TaskNo(c.whole()?),
        id: TaskId(c.uuid()?),
        title: c.text()?.to_owned(),
        status: c.word(&Status::ALL, Status::word)?,
        priority: c.word(&Priority::ALL, Priority::word)?,
        kind: c.owned()?,
        project: c.owned()?,
        tags: c.tags()?,
        estimate_s: c.maybe_whole()?,
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
        chunk_min_s: c.maybe_whole()?,
        chunk_max_s: c.maybe_whole()?,
        splittable: c.next()?,
        created: c.moment()?,
        closed: c.maybe_moment()?,
        note: c.text()?.to_owned(),
    };
    Ok((task, c.whole()?))
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
            source: Source::from(self.source),
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
        focus: c.maybe_whole()?,
        interruptions: c.maybe_text()?,
        outcome: c.maybe_word(&Outcome::ALL, Outcome::word)?,
        note: c.text()?,
        source: c.source()?,
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

/// Reads [`BLOCK`].
pub(super) fn block(row: &Row<'_>) -> Result<Block> {
    let mut c = Cells::new(row);
    Ok(Block {
        id: BlockId(c.uuid()?),
        no: BlockNo(c.whole()?),
        task: TaskId(c.uuid()?),
        also: c.ids()?,
        start: c.moment()?,
        end: c.moment()?,
        pinned: c.next()?,
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
        all_day: c.next()?,
        day_off: c.next()?,
    })
}

/// Reads [`KIND`].
pub(super) fn kind(row: &Row<'_>) -> Result<TaskType> {
    let mut c = Cells::new(row);
    Ok(TaskType {
        name: c.next()?,
        mode: c.word(&Mode::ALL, Mode::word)?,
        formerly: c.tags()?,
        objection: c.maybe_word(&Objection::ALL, Objection::word)?,
    })
}
