//! The state as it stood after some fact: the present, with every later change taken back, the last first. For looking
//! at a past day with what was known then. Nothing is written.

use super::error::StoreError;
use super::scope::{Loader, Scope};
use super::{Store, codec, journal, plans};
use crate::domain::{Change, Moment, Now, Span, State};
use rusqlite::Connection;

/// So many facts are read at a time.
const BATCH: i64 = 1_000;

impl Store {
    /// The seq of the last fact that was recorded up to a moment; 0 when there was none yet.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn seq_at(&self, at: Moment) -> Result<i64, StoreError> {
        let mut last = self
            .conn
            .prepare_cached("SELECT coalesce(max(last_seq), 0) FROM groups WHERE at_ms <= ?1")?;
        Ok(last.query_row([at.utc_ms()], |row| row.get(0))?)
    }

    /// Every task with its tracked time, the sessions and breaks that touch `span`, the calendar entries of the log in
    /// it, the kinds of work and the whole plan, as they stood after the fact `seq`. Numbers of tasks given since are
    /// not given again.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn state_as_of(&self, seq: i64, span: Span, now: &Now) -> Result<State, StoreError> {
        let tx = self.read()?;
        let mut loader = Loader::new(&tx)?;
        loader.scope(&Scope::AllTasks, now)?;
        loader.scope(&Scope::Day(span), now)?;
        let last = journal::last_seq(&tx)?;
        bring_back(&mut loader, seq, last)?;
        let mut until = last;
        while until > seq {
            let first = (until - BATCH).max(seq) + 1;
            let mut batch = Vec::new();
            journal::each(&tx, first, until, |_, change| {
                batch.push(change);
                Ok(())
            })?;
            for change in batch.iter().rev() {
                take_back(&mut loader, change)?;
            }
            until = first - 1;
        }
        let mut state = loader.state;
        for block in state.plan().cloned().collect::<Vec<_>>() {
            state.apply(&Change::BlockRemoved { block });
        }
        for block in plans::blocks_as_of(&tx, seq)? {
            state.load_block(block);
        }
        Ok(state)
    }
}

/// Counts the work on tasks that were deleted since: their sessions are still there.
fn bring_back(loader: &mut Loader<'_>, seq: i64, last: i64) -> Result<(), StoreError> {
    let mut deleted = Vec::new();
    journal::each(loader.conn, seq + 1, last, |_, change| {
        if let Change::TaskRemoved { task } = change {
            deleted.push(task);
        }
        Ok(())
    })?;
    for task in deleted {
        if loader.state.task(task.id).is_none() {
            let tracked_s = worked_on(loader.conn, &task.id.0)?;
            loader.state.load_task(task.as_ref().clone(), tracked_s);
            loader.state.apply(&Change::TaskRemoved { task });
        }
    }
    Ok(())
}

fn worked_on(conn: &Connection, task: &uuid::Uuid) -> Result<i64, StoreError> {
    let mut sum =
        conn.prepare_cached("SELECT coalesce(sum(worked_s), 0) FROM sessions WHERE task = ?1")?;
    Ok(sum.query_row([codec::blob(task)], |row| row.get(0))?)
}

fn take_back(loader: &mut Loader<'_>, change: &Change) -> Result<(), StoreError> {
    match change {
        // The plan is looked up as a whole.
        Change::BlockAdded { .. } | Change::BlockEdited { .. } | Change::BlockRemoved { .. } => {
            return Ok(());
        }
        Change::SessionEdited { id, .. } if loader.state.session(*id).is_none() => {
            loader.session(*id)?;
        }
        Change::SnoozeEdited { id, .. } if loader.state.snooze(*id).is_none() => {
            loader.snooze(*id)?;
        }
        Change::BreakEdited { id, .. } if loader.state.pause(*id).is_none() => loader.pause(*id)?,
        _ => {}
    }
    loader.state.apply(&change.inverse());
    Ok(())
}
