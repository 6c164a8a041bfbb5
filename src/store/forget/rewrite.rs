//! Writes the journal anew without what is to be forgotten, and carries what is left out on empty projections on the
//! way. The facts close ranks: open programs see that the journal went back, and read again. The only place that edits
//! facts.

use super::blocks::Blocks;
use super::doomed::Doomed;
use crate::store::error::StoreError;
use crate::store::journal;
use crate::store::project::{Projector, clear};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// Facts that are read before they are written: a row must not move under a reader.
const BATCH: i64 = 1_000;
/// What the history calls a command of which a part was forgotten.
const SUBJECT: &str = "(partly forgotten)";

/// What is left of a group.
#[derive(Clone, Copy, Debug, Default)]
struct Left {
    first: i64,
    last: i64,
    /// Something was taken out.
    less: bool,
}

/// Leaves out of the journal what is doomed; returns how many of the facts that stay are others than before.
pub(super) fn rewrite(conn: &Connection, doomed: &Doomed) -> Result<usize, StoreError> {
    clear(conn)?;
    conn.execute("UPDATE store SET next_no = forgotten_no", [])?;
    let mut groups: BTreeMap<i64, Left> = BTreeMap::new();
    let mut projector = Projector::bulk(conn);
    let mut blocks = Blocks::default();
    let (mut read, mut written, mut rewritten) = (0, 0, 0);
    loop {
        let batch = journal::held(conn, read, BATCH)?;
        let Some(last) = batch.last() else { break };
        read = last.seq;
        for held in batch {
            let group = groups.entry(held.group).or_default();
            let left = blocks.left(&held.change, doomed);
            let stays = match &left {
                Some(change) => projector.apply(change)?,
                None => false,
            };
            let Some(change) = left.filter(|_| stays) else {
                conn.prepare_cached("DELETE FROM journal WHERE seq = ?1")?.execute([held.seq])?;
                group.less = true;
                continue;
            };
            written += 1;
            if held.change != change {
                group.less = true;
                rewritten += 1;
                held.rewrite(conn, written, &change)?;
            } else if held.seq != written {
                held.renumber(conn, written)?;
            }
            group.first = if group.first == 0 { written } else { group.first };
            group.last = written;
        }
    }
    projector.finish()?;
    close_ranks(conn, &groups)?;
    Ok(rewritten)
}

/// Removes the groups of which nothing is left, and tells the others where their facts are now.
fn close_ranks(conn: &Connection, groups: &BTreeMap<i64, Left>) -> Result<(), StoreError> {
    let mut remove = conn.prepare_cached("DELETE FROM groups WHERE id = ?1 OR target = ?1")?;
    let mut place = conn.prepare_cached(
        "UPDATE groups SET first_seq = ?2, last_seq = ?3, subject = CASE WHEN ?4 THEN ?5 ELSE subject END \
         WHERE id = ?1 AND (first_seq <> ?2 OR last_seq <> ?3 OR ?4)",
    )?;
    for (id, left) in groups.iter().rev() {
        if left.last == 0 {
            remove.execute([id])?;
        } else {
            place.execute(params![id, left.first, left.last, left.less, SUBJECT])?;
        }
    }
    Ok(())
}
