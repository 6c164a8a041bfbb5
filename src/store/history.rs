//! Undo, redo and the history of commands. Nothing is ever taken out of the journal: an undo appends the
//! inverse of a group's facts, last first, and only if every value is still as that group left it.

use super::codec::Cells;
use super::error::StoreError;
use super::import::{USUAL_CACHE_KIB, WIDE_CACHE_KIB};
use super::journal::{self, Heading, Pen};
use super::project::Projector;
use super::{Store, seed};
use crate::domain::{Change, Mint, Moment, Now};
use rusqlite::{Connection, OptionalExtension};

/// From so many changes on, a group is written the way an import is.
const MANY: usize = 500;

/// A command in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its number; later ones are higher.
    pub id: i64,
    /// `do`, `undo` or `redo`.
    pub kind: String,
    /// The word for it: `add`, `done`, ... For an undo or redo, the word of what it was about.
    pub verb: String,
    /// What it was about. Hostile text.
    pub subject: String,
    /// `applied`, `undone` (may be redone) or `dead` (undone for good).
    pub status: String,
    /// When.
    pub at: Moment,
    /// How many facts it made.
    pub facts: i64,
}

/// What an undo or redo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reverted {
    /// The word of the command that was undone or redone.
    pub verb: String,
    /// What it was about. Hostile text.
    pub subject: String,
    /// The journal's last seq now.
    pub seq: i64,
    /// The changes that were made.
    pub changes: Vec<Change>,
}

/// A `do` group to be undone or redone.
struct Target {
    id: i64,
    verb: String,
    subject: String,
    first: i64,
    last: i64,
}

impl Store {
    /// Takes back the last command that is not undone.
    ///
    /// # Errors
    /// [`StoreError::NothingToUndo`]; [`StoreError::Changed`] when something else has changed what the
    /// command left.
    pub fn undo(&mut self, now: &Now) -> Result<Reverted, StoreError> {
        let newest = "kind = 'do' AND status = 'applied' ORDER BY id DESC LIMIT 1";
        self.revert("undo", newest, "undone", now)?.ok_or(StoreError::NothingToUndo)
    }

    /// Brings back the last command that was undone, unless something else was done since.
    ///
    /// # Errors
    /// [`StoreError::NothingToRedo`]; [`StoreError::Changed`] when it no longer fits.
    pub fn redo(&mut self, now: &Now) -> Result<Reverted, StoreError> {
        let oldest = "status = 'undone' ORDER BY id LIMIT 1";
        self.revert("redo", oldest, "applied", now)?.ok_or(StoreError::NothingToRedo)
    }

    fn revert(
        &mut self,
        kind: &'static str,
        which: &str,
        becomes: &str,
        now: &Now,
    ) -> Result<Option<Reverted>, StoreError> {
        let tx = self.write()?;
        let Some(target) = target(&tx, which)? else { return Ok(None) };
        let mut changes = Vec::new();
        journal::each(&tx, target.first, target.last, |_, change| {
            changes.push(change);
            Ok(())
        })?;
        if kind == "undo" {
            changes = changes.iter().rev().map(Change::inverse).collect();
        }
        let many = changes.len() >= MANY;
        if many {
            tx.pragma_update(None, "cache_size", WIDE_CACHE_KIB)?;
        }
        let heading =
            Heading { verb: &target.verb, subject: &target.subject, kind, target: Some(target.id) };
        let Some(seq) = append(&tx, &heading, &changes, now)? else {
            let Target { verb, subject, .. } = target;
            return Err(StoreError::Changed { verb, subject });
        };
        tx.execute("UPDATE groups SET status = ?1 WHERE id = ?2", (becomes, target.id))?;
        tx.commit()?;
        if many {
            self.conn.pragma_update(None, "cache_size", USUAL_CACHE_KIB)?;
        }
        let Target { verb, subject, .. } = target;
        Ok(Some(Reverted { verb, subject, seq, changes }))
    }

    /// The last commands, newest first, at most `limit` of them.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn history(&self, limit: usize) -> Result<Vec<Step>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT id, kind, verb, subject, status, at_ms, at_off, last_seq - first_seq + 1 FROM groups \
             WHERE kind <> 'setup' ORDER BY id DESC LIMIT ?1",
        )?;
        let steps = select.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
            let mut c = Cells::new(row);
            Ok(Step {
                id: c.next()?,
                kind: c.next()?,
                verb: c.next()?,
                subject: c.next()?,
                status: c.next()?,
                at: c.moment()?,
                facts: c.next()?,
            })
        })?;
        Ok(steps.collect::<Result<_, _>>()?)
    }
}

fn target(conn: &Connection, which: &str) -> Result<Option<Target>, StoreError> {
    let sql = format!("SELECT id, verb, subject, first_seq, last_seq FROM groups WHERE {which}");
    let mut select = conn.prepare_cached(&sql)?;
    let found = select.query_row([], |row| {
        let mut c = Cells::new(row);
        Ok(Target {
            id: c.next()?,
            verb: c.next()?,
            subject: c.next()?,
            first: c.next()?,
            last: c.next()?,
        })
    });
    Ok(found.optional()?)
}

/// Projects and appends `changes` as one group and returns the last seq; `None` (and the transaction is
/// then to be dropped) when one of them does not fit what is there.
pub(super) fn append(
    conn: &Connection,
    heading: &Heading<'_>,
    changes: &[Change],
    now: &Now,
) -> Result<Option<i64>, StoreError> {
    let mut mint = Mint::new(seed(), now.at.utc_ms());
    let mut pen = Pen::begin(conn, heading, now.at)?;
    let mut projector = match changes.len() {
        0..MANY => Projector::new(conn),
        _ => Projector::bulk(conn),
    };
    for change in changes {
        if !projector.apply(change)? {
            return Ok(None);
        }
        pen.write(change, &mut mint)?;
    }
    projector.finish()?;
    pen.end().map(Some)
}
