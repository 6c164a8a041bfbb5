//! The accepted plan through time: its versions, how it stood then, and the proposal that was shown last. A version is
//! a step of undo that touched blocks; there is no second copy of any plan, the journal knows them all.
//!
//! Next: `replay`, for everything else as it stood then.

use super::codec::{self, BLOCK};
use super::error::StoreError;
use super::journal;
use super::{Access, Store};
use crate::domain::{Block, BlockId, Change, Moment, Order};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{HashMap, HashSet};

/// The words of the partial index `journal_plan`; SQLite uses it only for exactly these.
pub(super) const OF_PLAN: &str = "substr(body, 1, 14) = '{\"fact\":\"block'";

/// A proposal that was shown, so that what is accepted is what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The journal's last seq that it knew.
    pub seq: i64,
    /// When it was made, in UTC milliseconds.
    pub made_ms: i64,
    /// What it proposes, in words that its maker reads.
    pub body: String,
}

/// A step that changed the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanVersion {
    /// Its number: 1 for the first plan.
    pub no: usize,
    /// `do`, `undo` or `redo`.
    pub kind: String,
    /// The word for it: `plan accept`, `done`, ...
    pub verb: String,
    /// What it was about. Hostile text.
    pub subject: String,
    /// When.
    pub at: Moment,
    /// The seq of its last fact: the plan stands as of there.
    pub seq: i64,
    /// How many blocks it put in.
    pub added: usize,
    /// How many it moved, cut, pinned or gave to other tasks.
    pub changed: usize,
    /// How many it took out.
    pub removed: usize,
}

impl Store {
    /// The proposal that was shown last, when it is still known.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn draft(&self) -> Result<Option<Draft>, StoreError> {
        let mut select = self.conn.prepare_cached("SELECT seq, made_ms, body FROM draft")?;
        let draft = select.query_row([], |row| {
            Ok(Draft { seq: row.get(0)?, made_ms: row.get(1)?, body: row.get(2)? })
        });
        Ok(draft.optional()?)
    }

    /// Remembers a proposal that is shown, instead of the one before; does nothing when the store is read-only.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn keep_draft(&mut self, draft: &Draft) -> Result<(), StoreError> {
        if *self.access() != Access::ReadWrite {
            return Ok(());
        }
        let tx = self.write()?;
        tx.execute(
            "INSERT OR REPLACE INTO draft (only_row, seq, made_ms, body) VALUES (1, ?1, ?2, ?3)",
            params![draft.seq, draft.made_ms, draft.body],
        )?;
        tx.commit()
    }

    /// The last steps that changed the plan, newest first, at most `limit` of them.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn plan_versions(&self, limit: usize) -> Result<Vec<PlanVersion>, StoreError> {
        let tx = self.read()?;
        let groups = groups(&tx)?;
        let numbered = groups.iter().enumerate().rev().take(limit);
        numbered.map(|(at, (group, seq))| version(&tx, at + 1, *group, *seq)).collect()
    }

    /// The step with that number, `None` when there is none.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn plan_version(&self, no: usize) -> Result<Option<PlanVersion>, StoreError> {
        let tx = self.read()?;
        let groups = groups(&tx)?;
        let found = no.checked_sub(1).and_then(|at| groups.get(at));
        found.map(|(group, seq)| version(&tx, no, *group, *seq)).transpose()
    }

    /// The blocks, past and to come, as they stood after the fact `seq`; by start.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn plan_as_of(&self, seq: i64) -> Result<Vec<Block>, StoreError> {
        blocks_as_of(&*self.read()?, seq)
    }
}

/// The present with every later change taken back, the last first.
pub(super) fn blocks_as_of(conn: &Connection, seq: i64) -> Result<Vec<Block>, StoreError> {
    let mut select = conn.prepare_cached(&format!("SELECT {BLOCK} FROM blocks"))?;
    let rows = select.query_map([], codec::block)?;
    let mut blocks: HashMap<BlockId, Block> =
        rows.map(|row| row.map(|block| (block.id, block))).collect::<Result<_, _>>()?;
    journal::each_of_plan_back(conn, seq, |change| match change {
        Change::BlockAdded { block } => drop(blocks.remove(&block.id)),
        Change::BlockRemoved { block } => drop(blocks.insert(block.id, block)),
        Change::BlockEdited { id, old, .. } => {
            if let Some(block) = blocks.get_mut(&id) {
                old.apply_to(block);
            }
        }
        _ => {}
    })?;
    let mut blocks: Vec<Block> = blocks.into_values().collect();
    blocks.order_by_key(|block| (block.start, block.id));
    Ok(blocks)
}

/// The groups that touched the plan and the last seq of each, oldest first.
fn groups(conn: &Connection) -> Result<Vec<(i64, i64)>, StoreError> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT g.id, g.last_seq FROM \
         (SELECT DISTINCT group_id FROM journal WHERE {OF_PLAN}) AS touched \
         JOIN groups AS g ON g.id = touched.group_id ORDER BY g.id"
    ))?;
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn version(conn: &Connection, no: usize, group: i64, seq: i64) -> Result<PlanVersion, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT kind, verb, subject, at_ms, at_off, first_seq FROM groups WHERE id = ?1",
    )?;
    let (mut version, first) = select.query_row([group], |row| {
        let mut c = codec::Cells::new(row);
        let (kind, verb, subject, at) = (c.next()?, c.next()?, c.next()?, c.moment()?);
        let (added, changed, removed) = (0, 0, 0);
        let version = PlanVersion { no, kind, verb, subject, at, seq, added, changed, removed };
        Ok((version, c.next::<i64>()?))
    })?;
    let mut changed = HashSet::new();
    journal::each(conn, first, seq, |_, change| {
        match change {
            Change::BlockAdded { .. } => version.added += 1,
            Change::BlockRemoved { .. } => version.removed += 1,
            Change::BlockEdited { id, .. } => drop(changed.insert(id)),
            _ => {}
        }
        Ok(())
    })?;
    version.changed = changed.len();
    Ok(version)
}
