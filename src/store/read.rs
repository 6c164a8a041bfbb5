//! Streaming readers, for exports and folds over the whole log: one row in memory at a time, in order of
//! time (tasks in order of their number). The caller's own errors pass through.

use super::Store;
use super::codec::{self, BLOCK, BREAK, EVENT, SESSION, SessionRow, TASK};
use super::error::StoreError;
use crate::domain::{Block, Break, Event, Session, Span, Task, TaskId};
use rusqlite::{OptionalExtension, Row, ToSql, params};

impl Store {
    /// Gives every task and the seconds of work in its ended sessions to `each`.
    ///
    /// # Errors
    /// The first error of `each`, or [`StoreError`] when the store can't be read.
    pub fn each_task<E: From<StoreError>>(
        &self,
        mut each: impl FnMut(&Task, i64) -> Result<(), E>,
    ) -> Result<(), E> {
        self.each_row(&format!("SELECT {TASK} FROM tasks ORDER BY no"), &[], |row| {
            let (task, tracked_s) = codec::task(row).map_err(StoreError::from)?;
            each(&task, tracked_s)
        })
    }

    /// Gives every session that starts in `span` (every one when there is none), by start, to `each`. Its
    /// texts are borrowed: this is the way to read hundreds of thousands.
    ///
    /// # Errors
    /// The first error of `each`, or [`StoreError`] when the store can't be read.
    pub fn each_session<E: From<StoreError>>(
        &self,
        span: Option<Span>,
        mut each: impl FnMut(&SessionRow<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let (from, to) = bounds(span);
        let sql = format!(
            "SELECT {SESSION} FROM sessions WHERE start_ms >= ?1 AND start_ms < ?2 ORDER BY start_ms, row"
        );
        self.each_row(&sql, params![from, to], |row| {
            each(&codec::session_row(row).map_err(StoreError::from)?)
        })
    }

    /// Gives every break that starts in `span` (every one when there is none), by start, to `each`.
    ///
    /// # Errors
    /// The first error of `each`, or [`StoreError`] when the store can't be read.
    pub fn each_break<E: From<StoreError>>(
        &self,
        span: Option<Span>,
        mut each: impl FnMut(&Break) -> Result<(), E>,
    ) -> Result<(), E> {
        let (from, to) = bounds(span);
        let sql = format!(
            "SELECT {BREAK} FROM breaks WHERE start_ms >= ?1 AND start_ms < ?2 ORDER BY start_ms, row"
        );
        self.each_row(&sql, params![from, to], |row| {
            each(&codec::pause(row).map_err(StoreError::from)?)
        })
    }

    /// Gives every block of the plan, past and to come, by start, to `each`.
    ///
    /// # Errors
    /// The first error of `each`, or [`StoreError`] when the store can't be read.
    pub fn each_block<E: From<StoreError>>(
        &self,
        mut each: impl FnMut(&Block) -> Result<(), E>,
    ) -> Result<(), E> {
        self.each_row(&format!("SELECT {BLOCK} FROM blocks ORDER BY start_ms, row"), &[], |row| {
            each(&codec::block(row).map_err(StoreError::from)?)
        })
    }

    /// Gives every event that starts in `span` (every one when there is none), by start, to `each`.
    ///
    /// # Errors
    /// The first error of `each`, or [`StoreError`] when the store can't be read.
    pub fn each_event<E: From<StoreError>>(
        &self,
        span: Option<Span>,
        mut each: impl FnMut(&Event) -> Result<(), E>,
    ) -> Result<(), E> {
        let (from, to) = bounds(span);
        let sql = format!(
            "SELECT {EVENT} FROM events WHERE start_ms >= ?1 AND start_ms < ?2 ORDER BY start_ms, uid"
        );
        self.each_row(&sql, params![from, to], |row| {
            each(&codec::event(row).map_err(StoreError::from)?)
        })
    }

    /// The last sessions on a task, newest first, at most `limit` of them.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn sessions_of(&self, task: TaskId, limit: usize) -> Result<Vec<Session>, StoreError> {
        let sql = format!(
            "SELECT {SESSION} FROM sessions WHERE task = ?1 ORDER BY start_ms DESC LIMIT ?2"
        );
        let mut select = self.conn.prepare_cached(&sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = select.query_map(params![codec::blob(&task.0), limit], codec::session)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The last session that has ended, and its task when that still exists.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn last_session(&self) -> Result<Option<(Session, Option<Task>)>, StoreError> {
        let sql = format!(
            "SELECT {SESSION} FROM sessions WHERE end_ms IS NOT NULL ORDER BY start_ms DESC LIMIT 1"
        );
        let found = self.conn.prepare_cached(&sql)?.query_row([], codec::session).optional()?;
        let Some(session) = found else { return Ok(None) };
        let Some(id) = session.task else { return Ok(Some((session, None))) };
        let sql = format!("SELECT {TASK} FROM tasks WHERE id = ?1");
        let task = self
            .conn
            .prepare_cached(&sql)?
            .query_row([codec::blob(&id.0)], codec::task)
            .optional()?;
        Ok(Some((session, task.map(|(task, _)| task))))
    }

    /// The projects of open tasks, each once and sorted, for completion.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn projects(&self) -> Result<Vec<String>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT DISTINCT project FROM tasks WHERE status IN ('open', 'waiting') \
             AND project IS NOT NULL ORDER BY project",
        )?;
        let names = select.query_map([], |row| row.get(0))?;
        Ok(names.collect::<Result<_, _>>()?)
    }

    /// Whether any task or session is of that kind of work, by the name it has in the log.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn has_kind(&self, name: &str) -> Result<bool, StoreError> {
        let mut find = self.conn.prepare_cached(
            "SELECT 1 FROM sessions WHERE kind = ?1 UNION ALL SELECT 1 FROM tasks WHERE kind = ?1",
        )?;
        Ok(find.exists([name])?)
    }

    pub(super) fn each_row<E: From<StoreError>>(
        &self,
        sql: &str,
        params: &[&dyn ToSql],
        mut each: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut select = self.conn.prepare_cached(sql).map_err(StoreError::from)?;
        let mut rows = select.query(params).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            each(row)?;
        }
        Ok(())
    }
}

pub(super) fn bounds(span: Option<Span>) -> (i64, i64) {
    span.map_or((i64::MIN, i64::MAX), |span| (span.start.utc_ms(), span.end.utc_ms()))
}
