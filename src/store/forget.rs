//! Exact unlearning: what a person wants forgotten is taken out of the journal itself, out of everything that was made
//! of it, out of free pages, the WAL and the backups; the store is then as if it had never been there. The one thing
//! that can't be undone.
//!
//! [`doomed`] says which things go, [`rewrite`] leaves them out of the journal, [`beside`] out of what was said and heard. Numbers of forgotten tasks are not given
//! again.

mod backups;
mod beside;
mod blocks;
mod doomed;
mod rewrite;
mod seen;

use super::error::StoreError;
use super::import::{USUAL_CACHE_KIB, WIDE_CACHE_KIB};
use super::project::clear;
use super::{Access, Store, backup, history, profile, schema, scope, wait, writing};
use crate::domain::{Moment, Now, SessionId, TaskId};
use crate::learn::{Habits, Profile};
use doomed::Doomed;
use rusqlite::Connection;

/// How often a reader is waited for, 5 ms each.
const READERS: usize = 200;

/// What is to be forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Forget {
    /// A task, its sessions and its place in the plan.
    Task(TaskId),
    /// A session.
    Session(SessionId),
    /// The tasks of a project and of its parts, with their sessions, and the project's name.
    Project(String),
    /// The tasks and sessions of a kind of work, and its name unless every new store has it.
    Kind(String),
    /// Sessions, breaks and silences that began before, blocks and events that ended before, tasks and days that were
    /// closed before, and what was said and heard before.
    Before(Moment),
    /// All of it.
    Everything,
}

/// How many things there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Tasks.
    pub tasks: i64,
    /// Sessions.
    pub sessions: i64,
    /// Seconds of work in them.
    pub worked_s: i64,
    /// Breaks.
    pub breaks: i64,
    /// Blocks of the plan.
    pub blocks: i64,
    /// Calendar entries.
    pub events: i64,
    /// Kinds of work.
    pub types: i64,
    /// Nudges that were shown.
    pub nudges: i64,
    /// Lines of what was heard of the person.
    pub presences: i64,
    /// Facts of the journal.
    pub facts: i64,
}

impl Amount {
    fn of(conn: &Connection) -> Result<Amount, StoreError> {
        let sql = "SELECT (SELECT count(*) FROM tasks), (SELECT count(*) FROM sessions), \
                   (SELECT coalesce(sum(worked_s), 0) FROM sessions), (SELECT count(*) FROM breaks), \
                   (SELECT count(*) FROM blocks), (SELECT count(*) FROM events), \
                   (SELECT count(*) FROM types), (SELECT count(*) FROM journal), \
                   (SELECT count(*) FROM told), (SELECT count(*) FROM heard)";
        Ok(conn.query_row(sql, [], |row| {
            Ok(Amount {
                tasks: row.get(0)?,
                sessions: row.get(1)?,
                worked_s: row.get(2)?,
                breaks: row.get(3)?,
                blocks: row.get(4)?,
                events: row.get(5)?,
                types: row.get(6)?,
                facts: row.get(7)?,
                nudges: row.get(8)?,
                presences: row.get(9)?,
            })
        })?)
    }

    fn minus(self, other: Amount) -> Amount {
        Amount {
            tasks: self.tasks - other.tasks,
            sessions: self.sessions - other.sessions,
            worked_s: self.worked_s - other.worked_s,
            breaks: self.breaks - other.breaks,
            blocks: self.blocks - other.blocks,
            events: self.events - other.events,
            types: self.types - other.types,
            nudges: self.nudges - other.nudges,
            presences: self.presences - other.presences,
            facts: self.facts - other.facts,
        }
    }
}

/// What was forgotten, or would be.
#[derive(Debug)]
pub struct Forgotten {
    /// What is gone.
    pub gone: Amount,
    /// Facts that stay and spoke of what is gone.
    pub rewritten: usize,
    /// Backups from which it was taken out as well.
    pub backups_rewritten: usize,
    /// Backups that could not be rewritten (older, or damaged) and were deleted.
    pub backups_deleted: usize,
    /// What was learned with it.
    pub before: Profile,
    /// What is learned without it.
    pub after: Profile,
}

impl Forgotten {
    /// Whether there was nothing to forget.
    pub fn is_nothing(&self) -> bool {
        self.gone == Amount::default() && self.rewritten == 0
    }
}

impl Store {
    /// Forgets, for good; with `dry`, only says what that would come to.
    ///
    /// The backups come first, so that nothing is left in them if the power fails in between.
    ///
    /// # Errors
    /// When the store can't be written: nothing has changed in it then. [`StoreError::Traces`] when it is
    /// forgotten, but another process keeps the WAL or the free pages from being wiped.
    pub fn forget(
        &mut self,
        what: &Forget,
        now: &Now,
        habits: &Habits,
        dry: bool,
    ) -> Result<Forgotten, StoreError> {
        let before = self.learned(now, habits)?;
        let dir = self.dir.clone();
        // A backup that is just being made would remember.
        let writes = !dry && *self.access() == Access::ReadWrite;
        let _alone = dir.as_deref().filter(|_| writes).map(backup::hold_off).transpose()?;
        let tx = self.write()?;
        tx.execute_batch("PRAGMA secure_delete = ON")?;
        tx.pragma_update(None, "cache_size", WIDE_CACHE_KIB)?;
        let held = Amount::of(&tx)?;
        let doomed = Doomed::of(&tx, what)?;
        let rewritten = take_out(&tx, what, &doomed, now.at)?;
        let gone = held.minus(Amount::of(&tx)?);
        let after = profile::fresh(&tx, now, habits)?;
        let mut found =
            Forgotten { gone, rewritten, backups_rewritten: 0, backups_deleted: 0, before, after };
        if dry {
            return Ok(found);
        }
        if let Some(dir) = &dir {
            let done = backups::take_out(dir, what, &doomed, now.at)?;
            (found.backups_rewritten, found.backups_deleted) = done;
        }
        if *what != Forget::Everything && !found.is_nothing() {
            history::forgotten(&tx, now.at)?;
        }
        tx.commit()?;
        self.conn.pragma_update(None, "cache_size", USUAL_CACHE_KIB)?;
        self.sweep()?;
        Ok(found)
    }

    /// Wipes what removed rows may have left in free pages and in the WAL.
    ///
    /// # Errors
    /// [`StoreError::Traces`] when another process is in the way.
    pub fn sweep(&mut self) -> Result<(), StoreError> {
        drop(self.write()?);
        self.conn.flush_prepared_statement_cache();
        let swept = self.conn.execute_batch("PRAGMA secure_delete = ON; VACUUM");
        match swept.map_err(StoreError::from) {
            Ok(()) => {}
            Err(StoreError::Busy) => return Err(StoreError::Traces),
            Err(error) => return Err(error),
        }
        // A command of another process that is just reading will be through in a moment.
        for _ in 0..READERS {
            if self.dir.is_none() || writing::empty_wal(&self.conn)? {
                return Ok(());
            }
            wait::breathe();
        }
        Err(StoreError::Traces)
    }
}

/// Takes it out of a store's journal and of what the journal adds up to; returns how many facts were rewritten.
fn take_out(
    conn: &Connection,
    what: &Forget,
    doomed: &Doomed,
    at: Moment,
) -> Result<usize, StoreError> {
    conn.execute_batch(
        "PRAGMA defer_foreign_keys = ON; DELETE FROM profile; DELETE FROM draft; DELETE FROM rhythm; \
         DELETE FROM suggestions",
    )?;
    if *what == Forget::Everything {
        for table in [
            "journal",
            "groups",
            "devices",
            "store",
            "told",
            "heard",
            "declined",
            "sqlite_sequence",
        ] {
            conn.execute(&format!("DELETE FROM {table}"), [])?;
        }
        clear(conn)?;
        schema::furnish(conn, at)?;
        return Ok(0);
    }
    beside::take_out(conn, what, doomed)?;
    let next_no = scope::next_no(conn)?;
    conn.execute("UPDATE store SET forgotten_no = max(forgotten_no, ?1)", [next_no])?;
    let rewritten = rewrite::rewrite(conn, doomed)?;
    beside::take_out_tags(conn)?;
    Ok(rewritten)
}
