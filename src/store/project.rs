//! Carries changes out on the projections: the tables of tasks, sessions, breaks, blocks, events and types. It runs
//! inside the transaction that also appends to the journal, and it runs again over the whole journal when
//! the projections are rebuilt; it must do the same both times.
//!
//! A change that does not fit what is there (an edit of something that has other values, an addition of
//! what exists) is not carried out at all.

mod blocks;
mod calendars;
mod closings;
mod nudges;

use super::codec::{self, Cell, SESSION, TASK};
use super::error::StoreError;
use crate::domain::fact::BreakPatch;
use crate::domain::{
    Break, Change, Session, SessionId, SessionPatch, Task, TaskId, TaskPatch, TaskType,
};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashSet;
use std::fmt::Write as _;

/// Empties the projections.
pub(super) fn clear(conn: &Connection) -> Result<(), StoreError> {
    conn.execute_batch(
        "DELETE FROM tasks; DELETE FROM waits; DELETE FROM sessions; DELETE FROM breaks; \
         DELETE FROM blocks; DELETE FROM events; DELETE FROM types; DELETE FROM calendars; \
         DELETE FROM closings; DELETE FROM snoozes; DELETE FROM disputes",
    )?;
    Ok(())
}

/// Writes projections.
#[derive(Debug)]
pub(super) struct Projector<'c> {
    conn: &'c Connection,
    /// In bulk, the tasks whose tracked time is counted once at the end.
    uncounted: Option<HashSet<TaskId>>,
    insert_task: String,
    insert_session: String,
}

impl<'c> Projector<'c> {
    /// For the few changes of a command.
    pub(super) fn new(conn: &'c Connection) -> Projector<'c> {
        Projector {
            conn,
            uncounted: None,
            insert_task: String::new(),
            insert_session: String::new(),
        }
    }

    /// For many changes at once; call [`Projector::finish`] after the last.
    pub(super) fn bulk(conn: &'c Connection) -> Projector<'c> {
        Projector { uncounted: Some(HashSet::new()), ..Projector::new(conn) }
    }

    /// Counts what was put off.
    pub(super) fn finish(mut self) -> Result<(), StoreError> {
        let mut recount = self.conn.prepare_cached(
            "UPDATE tasks SET tracked_s = (SELECT coalesce(sum(worked_s), 0) FROM sessions \
             WHERE task = tasks.id) WHERE id = ?1",
        )?;
        for id in self.uncounted.take().unwrap_or_default() {
            recount.execute([codec::blob(&id.0)])?;
        }
        Ok(())
    }

    /// Carries `change` out and returns whether it fitted; nothing is different when it did not.
    pub(super) fn apply(&mut self, change: &Change) -> Result<bool, StoreError> {
        match change {
            Change::TaskAdded { task } => self.add_task(task),
            Change::TaskEdited { id, old, new } => self.edit_task(*id, old, new),
            Change::TaskRemoved { task } => self.remove_task(task),
            Change::SessionAdded { session } => self.add_session(session),
            Change::SessionEdited { id, old, new } => self.edit_session(*id, old, new),
            Change::SessionRemoved { session } => self.remove_session(session),
            Change::BreakAdded { pause } => self.add_break(pause),
            Change::BreakEdited { id, old, new } => self.edit_break(id.0, old, new),
            Change::BreakRemoved { pause } => self.remove_break(pause),
            Change::BlockAdded { block } => self.add_block(block),
            Change::BlockEdited { id, old, new } => self.edit_block(*id, old, new),
            Change::BlockRemoved { block } => self.remove_block(block),
            Change::EventAdded { event } => {
                insert(self.conn, "events", &codec::event_cells(event), &mut String::new())
            }
            Change::EventRemoved { event } => {
                let mut remove = self
                    .conn
                    .prepare_cached("DELETE FROM events WHERE start_ms = ?1 AND uid = ?2")?;
                Ok(remove.execute(params![event.start.utc_ms(), event.uid])? == 1)
            }
            Change::CalendarAdded { .. }
            | Change::CalendarEdited { .. }
            | Change::CalendarRemoved { .. } => calendars::apply(self.conn, change),
            Change::DayClosed { closing } => closings::close(self.conn, closing),
            Change::DayReopened { closing } => closings::reopen(self.conn, closing),
            Change::SnoozeAdded { .. }
            | Change::SnoozeEdited { .. }
            | Change::SnoozeRemoved { .. }
            | Change::SignDisputed { .. }
            | Change::DisputeEnded { .. } => nudges::apply(self.conn, change),
            Change::TypeAdded { kind, place } => self.add_kind(kind, *place),
            Change::TypeRemoved { kind, .. } => {
                let mut remove = self.conn.prepare_cached("DELETE FROM types WHERE name = ?1")?;
                Ok(remove.execute([&kind.name])? == 1)
            }
            Change::TypeEdited { old, new } => self.edit_kind(old, new),
        }
    }

    fn add_task(&mut self, task: &Task) -> Result<bool, StoreError> {
        let mut sum = self
            .conn
            .prepare_cached("SELECT coalesce(sum(worked_s), 0) FROM sessions WHERE task = ?1")?;
        let tracked: i64 = sum.query_row([codec::blob(&task.id.0)], |row| row.get(0))?;
        let mut cells: Vec<Cell<'_>> = Vec::with_capacity(32);
        cells.push(("id", codec::blob(&task.id.0)));
        cells.push(("tracked_s", tracked.into()));
        for field in codec::TASK_FIELDS {
            codec::task_cells(task, field, &mut cells);
        }
        let fits = insert(self.conn, "tasks", &cells, &mut self.insert_task)?;
        if fits {
            self.wait(task)?;
        }
        Ok(fits)
    }

    fn edit_task(
        &mut self,
        id: TaskId,
        old: &TaskPatch,
        new: &TaskPatch,
    ) -> Result<bool, StoreError> {
        let Some(before) = self.task(id)?.filter(|task| old.holds_in(task)) else {
            return Ok(false);
        };
        let mut after = before.clone();
        new.apply_to(&mut after);
        let mut cells = Vec::new();
        for field in new.fields() {
            codec::task_cells(&after, field, &mut cells);
        }
        update(self.conn, "tasks", &cells, id.0)?;
        if before.after != after.after {
            self.unwait(&before)?;
            self.wait(&after)?;
        }
        if before.no != after.no {
            self.spend_no(before.no.0)?;
        }
        Ok(true)
    }

    fn remove_task(&mut self, task: &Task) -> Result<bool, StoreError> {
        if self.task(task.id)?.as_ref() != Some(task) {
            return Ok(false);
        }
        self.unwait(task)?;
        self.conn
            .prepare_cached("DELETE FROM tasks WHERE id = ?1")?
            .execute([codec::blob(&task.id.0)])?;
        self.spend_no(task.no.0)?;
        Ok(true)
    }

    /// Makes sure that a number that is free now is not given again.
    fn spend_no(&self, no: u32) -> Result<(), StoreError> {
        self.conn
            .prepare_cached("UPDATE store SET next_no = max(next_no, ?1)")?
            .execute([i64::from(no) + 1])?;
        Ok(())
    }

    fn wait(&self, task: &Task) -> Result<(), StoreError> {
        for after in &task.after {
            self.conn
                .prepare_cached("INSERT OR IGNORE INTO waits (after, task) VALUES (?1, ?2)")?
                .execute([codec::blob(&after.0), codec::blob(&task.id.0)])?;
        }
        Ok(())
    }

    fn unwait(&self, task: &Task) -> Result<(), StoreError> {
        for after in &task.after {
            self.conn
                .prepare_cached("DELETE FROM waits WHERE after = ?1 AND task = ?2")?
                .execute([codec::blob(&after.0), codec::blob(&task.id.0)])?;
        }
        Ok(())
    }

    fn add_session(&mut self, session: &Session) -> Result<bool, StoreError> {
        let mut cells: Vec<Cell<'_>> = Vec::with_capacity(16);
        cells.push(("id", codec::blob(&session.id.0)));
        for field in codec::SESSION_FIELDS {
            codec::session_cells(session, field, &mut cells);
        }
        cells.push(codec::worked_cell(session));
        let fits = insert(self.conn, "sessions", &cells, &mut self.insert_session)?;
        if fits {
            self.count(session, 1)?;
        }
        Ok(fits)
    }

    fn edit_session(
        &mut self,
        id: SessionId,
        old: &SessionPatch,
        new: &SessionPatch,
    ) -> Result<bool, StoreError> {
        let Some(before) = self.session(id)?.filter(|session| old.holds_in(session)) else {
            return Ok(false);
        };
        let mut after = before.clone();
        new.apply_to(&mut after);
        let mut cells = Vec::new();
        for field in new.fields() {
            codec::session_cells(&after, field, &mut cells);
        }
        let worked = |session: &Session| session.end.map(|end| session.worked_s(end));
        if worked(&before) != worked(&after) {
            cells.push(codec::worked_cell(&after));
        }
        update(self.conn, "sessions", &cells, id.0)?;
        if before.task != after.task || worked(&before) != worked(&after) {
            self.count(&before, -1)?;
            self.count(&after, 1)?;
        }
        Ok(true)
    }

    fn remove_session(&mut self, session: &Session) -> Result<bool, StoreError> {
        if self.session(session.id)?.as_ref() != Some(session) {
            return Ok(false);
        }
        self.conn
            .prepare_cached("DELETE FROM sessions WHERE id = ?1")?
            .execute([codec::blob(&session.id.0)])?;
        self.count(session, -1)?;
        Ok(true)
    }

    /// Adds an ended session's work to its task's, or takes it away (`sign` -1).
    fn count(&mut self, session: &Session, sign: i64) -> Result<(), StoreError> {
        let (Some(task), Some(end)) = (session.task, session.end) else { return Ok(()) };
        if let Some(uncounted) = &mut self.uncounted {
            uncounted.insert(task);
            return Ok(());
        }
        self.conn
            .prepare_cached("UPDATE tasks SET tracked_s = tracked_s + ?1 WHERE id = ?2")?
            .execute(params![sign * session.worked_s(end), codec::blob(&task.0)])?;
        Ok(())
    }

    fn add_break(&mut self, pause: &Break) -> Result<bool, StoreError> {
        let mut cells = codec::break_cells(pause);
        cells.push(("id", codec::blob(&pause.id.0)));
        insert(self.conn, "breaks", &cells, &mut String::new())
    }

    fn edit_break(
        &mut self,
        id: uuid::Uuid,
        old: &BreakPatch,
        new: &BreakPatch,
    ) -> Result<bool, StoreError> {
        let Some(mut pause) = self.pause(id)?.filter(|pause| old.holds_in(pause)) else {
            return Ok(false);
        };
        new.apply_to(&mut pause);
        update(self.conn, "breaks", &codec::break_cells(&pause), id)?;
        Ok(true)
    }

    fn remove_break(&mut self, pause: &Break) -> Result<bool, StoreError> {
        if self.pause(pause.id.0)?.as_ref() != Some(pause) {
            return Ok(false);
        }
        self.conn
            .prepare_cached("DELETE FROM breaks WHERE id = ?1")?
            .execute([codec::blob(&pause.id.0)])?;
        Ok(true)
    }

    /// Unless there is one that answers to the name already.
    fn add_kind(&self, kind: &TaskType, place: Option<u32>) -> Result<bool, StoreError> {
        let mut taken = self.conn.prepare_cached(
            "SELECT 1 FROM types, json_each(types.formerly) AS former WHERE former.value = ?1",
        )?;
        if taken.exists([&kind.name])? {
            return Ok(false);
        }
        let mut cells = codec::kind_cells(kind);
        if let Some(pos) = place.map(|place| self.room_at(place)).transpose()?.flatten() {
            cells.push(("pos", pos.into()));
        }
        insert(self.conn, "types", &cells, &mut String::new())
    }

    /// The free position behind which all but the first `place` kinds of work stand; `None` behind the last.
    fn room_at(&self, place: u32) -> Result<Option<i64>, StoreError> {
        let mut find =
            self.conn.prepare_cached("SELECT pos FROM types ORDER BY pos LIMIT 1 OFFSET ?1")?;
        let Some(pos) = find.query_row([place], |row| row.get(0)).optional()? else {
            return Ok(None);
        };
        // In two steps: no two may stand at one position in between.
        for step in [
            "UPDATE types SET pos = -pos WHERE pos >= ?1",
            "UPDATE types SET pos = 1 - pos WHERE pos <= -?1",
        ] {
            self.conn.prepare_cached(step)?.execute([pos])?;
        }
        Ok(Some(pos))
    }

    fn edit_kind(&self, old: &TaskType, new: &TaskType) -> Result<bool, StoreError> {
        let mut edit = self.conn.prepare_cached(
            "UPDATE OR IGNORE types SET name = ?, mode = ?, formerly = ?, objection = ? \
             WHERE name = ? AND mode = ? AND formerly IS ? AND objection IS ?",
        )?;
        let cells = codec::kind_cells(new).into_iter().chain(codec::kind_cells(old));
        for (at, (_, value)) in cells.enumerate() {
            edit.raw_bind_parameter(at + 1, value)?;
        }
        Ok(edit.raw_execute()? == 1)
    }

    fn task(&self, id: TaskId) -> Result<Option<Task>, StoreError> {
        let sql = format!("SELECT {TASK} FROM tasks WHERE id = ?1");
        let mut find = self.conn.prepare_cached(&sql)?;
        Ok(find.query_row([codec::blob(&id.0)], codec::task).optional()?.map(|(task, _)| task))
    }

    fn session(&self, id: SessionId) -> Result<Option<Session>, StoreError> {
        let sql = format!("SELECT {SESSION} FROM sessions WHERE id = ?1");
        let mut find = self.conn.prepare_cached(&sql)?;
        Ok(find.query_row([codec::blob(&id.0)], codec::session).optional()?)
    }

    fn pause(&self, id: uuid::Uuid) -> Result<Option<Break>, StoreError> {
        let sql = format!("SELECT {} FROM breaks WHERE id = ?1", codec::BREAK);
        let mut find = self.conn.prepare_cached(&sql)?;
        Ok(find.query_row([codec::blob(&id)], codec::pause).optional()?)
    }
}

/// Inserts a row unless one with its key exists; `sql` keeps the statement for the next row of its kind.
pub(super) fn insert(
    conn: &Connection,
    table: &str,
    cells: &[Cell<'_>],
    sql: &mut String,
) -> Result<bool, StoreError> {
    if sql.is_empty() {
        let columns: Vec<&str> = cells.iter().map(|(column, _)| *column).collect();
        let marks = vec!["?"; cells.len()].join(",");
        *sql = format!("INSERT OR IGNORE INTO {table} ({}) VALUES ({marks})", columns.join(","));
    }
    let mut statement = conn.prepare_cached(sql)?;
    for (at, (_, value)) in cells.iter().enumerate() {
        statement.raw_bind_parameter(at + 1, value)?;
    }
    Ok(statement.raw_execute()? == 1)
}

/// Sets some columns of the row with that id, and touches no index of the others.
fn update(
    conn: &Connection,
    table: &str,
    cells: &[Cell<'_>],
    id: uuid::Uuid,
) -> Result<(), StoreError> {
    let mut sql = format!("UPDATE {table} SET ");
    for (at, (column, _)) in cells.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(sql, "{comma}{column}=?");
    }
    sql.push_str(" WHERE id=?");
    let mut statement = conn.prepare_cached(&sql)?;
    for (at, (_, value)) in cells.iter().enumerate() {
        statement.raw_bind_parameter(at + 1, value)?;
    }
    statement.raw_bind_parameter(cells.len() + 1, codec::blob(&id))?;
    statement.raw_execute()?;
    Ok(())
}
