//! Undo, redo and the history of commands. Nothing is ever taken out of the journal: an undo appends the
//! inverse of a group's facts, last first, and only if every value is still as that group left it.

use super::codec::Cells;
use super::error::StoreError;
use super::import::{USUAL_CACHE_KIB, WIDE_CACHE_KIB};
use super::journal::{self, Heading, Pen};
use super::project::Projector;
use super::{MOST_CHANGES, Store, seed};
use crate::domain::{Change, Mint, Moment, Now};
use rusqlite::{Connection, OptionalExtension};

/// From so many changes on, a group is written the way an import is.
const MANY: i64 = 500;
/// So many facts are read at a time: an import may be of any size, and taking it back costs no more memory.
const BLOCK: i64 = 1_000;

/// A command in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its number; later ones are higher.
    pub id: i64,
    /// `do`, `undo`, `redo` or `forget`.
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
    /// How many changes were made.
    pub facts: i64,
    /// The changes; none of them when they are too many to be told one by one: load the state again then.
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

impl Target {
    fn facts(&self) -> i64 {
        self.last - self.first + 1
    }
}

impl Store {
    /// Takes back the last command that is not undone.
    ///
    /// # Errors
    /// [`StoreError::NothingToUndo`]; [`StoreError::Changed`] when something else has changed what the
    /// command left; [`StoreError::Forgot`] when the last one was to forget, which nothing takes back: that is
    /// said once, so that nobody takes back something else without knowing.
    pub fn undo(&mut self, now: &Now) -> Result<Reverted, StoreError> {
        const NEWEST: &str = "kind = 'do' AND status = 'applied' ORDER BY id DESC LIMIT 1";
        if self.passes_forgetting()? {
            let before = target(&self.conn, NEWEST)?;
            let before = before.map(|step| format!("{} {}", step.verb, step.subject));
            let before = before.unwrap_or_default().trim_end().to_owned();
            return Err(StoreError::Forgot { before });
        }
        self.revert("undo", NEWEST, "undone", now)?.ok_or(StoreError::NothingToUndo)
    }

    /// Whether something was forgotten since the last command that may be undone; only the first time that this is
    /// asked.
    fn passes_forgetting(&mut self) -> Result<bool, StoreError> {
        let newest: Option<(i64, String)> = self
            .conn
            .prepare_cached(
                "SELECT id, kind FROM groups WHERE kind IN ('do', 'forget') AND status = 'applied' \
                 ORDER BY id DESC LIMIT 1",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((id, _)) = newest.filter(|(_, kind)| kind == "forget") else { return Ok(false) };
        let tx = self.write()?;
        tx.execute("UPDATE groups SET status = 'dead' WHERE id = ?1", [id])?;
        tx.commit()?;
        Ok(true)
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
        let many = target.facts() >= MANY;
        if many {
            tx.pragma_update(None, "cache_size", WIDE_CACHE_KIB)?;
        }
        let reverted = turn_round(&tx, &target, kind, now).and_then(|(seq, changes)| {
            tx.execute("UPDATE groups SET status = ?1 WHERE id = ?2", (becomes, target.id))?;
            tx.commit().map(|()| (seq, changes))
        });
        if many {
            self.conn.pragma_update(None, "cache_size", USUAL_CACHE_KIB)?;
        }
        let (seq, changes) = reverted?;
        let facts = target.facts();
        let Target { verb, subject, .. } = target;
        Ok(Some(Reverted { verb, subject, seq, facts, changes }))
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

/// Notes that something was forgotten, and not what: undo says so before it takes back what was done earlier.
pub(super) fn forgotten(conn: &Connection, at: Moment) -> Result<(), StoreError> {
    // What was undone before is undone for good, as after any other command.
    conn.execute(
        "UPDATE groups SET status = 'dead' WHERE status = 'undone' OR kind = 'forget'",
        [],
    )?;
    conn.execute(
        "INSERT INTO groups (verb, subject, kind, status, at_ms, at_off, first_seq, last_seq) \
         SELECT 'forget', '', 'forget', 'applied', ?1, ?2, coalesce(max(seq), 0) + 1, coalesce(max(seq), 0) \
         FROM journal",
        (at.utc_ms(), at.offset_min()),
    )?;
    Ok(())
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

/// Appends the inverse of a group's facts, last first (or for a redo the same facts), a block at a time.
/// Returns the last seq, and the changes as far as they are told one by one.
fn turn_round(
    conn: &Connection,
    target: &Target,
    kind: &'static str,
    now: &Now,
) -> Result<(i64, Vec<Change>), StoreError> {
    let heading =
        Heading { verb: &target.verb, subject: &target.subject, kind, target: Some(target.id) };
    let mut group = Group::begin(conn, &heading, target.facts() >= MANY, now)?;
    let mut told = Vec::new();
    let blocks = (target.facts() + BLOCK - 1) / BLOCK;
    for n in 0..blocks {
        let undo = kind == "undo";
        let first = target.first + BLOCK * if undo { blocks - 1 - n } else { n };
        let mut changes = Vec::new();
        journal::each(conn, first, target.last.min(first + BLOCK - 1), |_, change| {
            changes.push(change);
            Ok(())
        })?;
        if undo {
            changes = changes.iter().rev().map(Change::inverse).collect();
        }
        for change in &changes {
            if !group.add(change)? {
                let (verb, subject) = (target.verb.clone(), target.subject.clone());
                return Err(StoreError::Changed { verb, subject });
            }
        }
        if target.facts() <= MOST_CHANGES {
            told.append(&mut changes);
        }
    }
    Ok((group.end()?, told))
}

/// Projects and appends `changes` as one group and returns the last seq; `None` (and the transaction is
/// then to be dropped) when one of them does not fit what is there.
pub(super) fn append(
    conn: &Connection,
    heading: &Heading<'_>,
    changes: &[Change],
    now: &Now,
) -> Result<Option<i64>, StoreError> {
    let many = i64::try_from(changes.len()).is_ok_and(|count| count >= MANY);
    let mut group = Group::begin(conn, heading, many, now)?;
    for change in changes {
        if !group.add(change)? {
            return Ok(None);
        }
    }
    group.end().map(Some)
}

/// A group that is being written: each of its changes is projected and appended.
struct Group<'c> {
    pen: Pen<'c>,
    projector: Projector<'c>,
    mint: Mint,
}

impl<'c> Group<'c> {
    fn begin(
        conn: &'c Connection,
        heading: &Heading<'_>,
        many: bool,
        now: &Now,
    ) -> Result<Group<'c>, StoreError> {
        Ok(Group {
            pen: Pen::begin(conn, heading, now.at)?,
            projector: if many { Projector::bulk(conn) } else { Projector::new(conn) },
            mint: Mint::new(seed(), now.at.utc_ms()),
        })
    }

    /// Whether the change fitted; the transaction is to be dropped when it did not.
    fn add(&mut self, change: &Change) -> Result<bool, StoreError> {
        let fits = self.projector.apply(change)?;
        if fits {
            self.pen.write(change, &mut self.mint)?;
        }
        Ok(fits)
    }

    /// The journal's last seq now.
    fn end(self) -> Result<i64, StoreError> {
        self.projector.finish()?;
        self.pen.end()
    }
}
