//! Carries the changes of silences and objections out on their tables.

use super::insert;
use crate::domain::{Change, Dispute, Snooze, SnoozeId};
use crate::store::codec::{self, SNOOZE};
use crate::store::error::StoreError;
use rusqlite::{Connection, OptionalExtension, params};

/// Carries a change of a silence or an objection out and returns whether it fitted; other changes don't.
pub(super) fn apply(conn: &Connection, change: &Change) -> Result<bool, StoreError> {
    match change {
        Change::SnoozeAdded { snooze } => add(conn, snooze),
        Change::SnoozeEdited { id, old, new } => {
            let Some(mut snooze) = snooze(conn, *id)?.filter(|snooze| old.holds_in(snooze)) else {
                return Ok(false);
            };
            new.apply_to(&mut snooze);
            remove(conn, *id)?;
            add(conn, &snooze)
        }
        Change::SnoozeRemoved { snooze: gone } => {
            Ok(snooze(conn, gone.id)?.as_ref() == Some(gone) && remove(conn, gone.id)?)
        }
        Change::SignDisputed { dispute } => {
            let mut put = conn.prepare_cached(
                "INSERT OR IGNORE INTO disputes (sign, at_ms, body) VALUES (?1, ?2, ?3)",
            )?;
            Ok(put.execute(params![dispute.sign, dispute.at.utc_ms(), body(dispute)?])? == 1)
        }
        Change::DisputeEnded { dispute } => {
            let mut remove = conn.prepare_cached(
                "DELETE FROM disputes WHERE sign = ?1 AND at_ms = ?2 AND body = ?3",
            )?;
            Ok(remove.execute(params![dispute.sign, dispute.at.utc_ms(), body(dispute)?])? == 1)
        }
        _ => Ok(false),
    }
}

fn add(conn: &Connection, snooze: &Snooze) -> Result<bool, StoreError> {
    insert(conn, "snoozes", &codec::snooze_cells(snooze), &mut String::new())
}

fn remove(conn: &Connection, id: SnoozeId) -> Result<bool, StoreError> {
    let mut remove = conn.prepare_cached("DELETE FROM snoozes WHERE id = ?1")?;
    Ok(remove.execute([codec::blob(&id.0)])? == 1)
}

fn snooze(conn: &Connection, id: SnoozeId) -> Result<Option<Snooze>, StoreError> {
    let sql = format!("SELECT {SNOOZE} FROM snoozes WHERE id = ?1");
    let mut find = conn.prepare_cached(&sql)?;
    Ok(find.query_row([codec::blob(&id.0)], codec::snooze).optional()?)
}

fn body(dispute: &Dispute) -> Result<String, StoreError> {
    serde_json::to_string(dispute).map_err(|error| StoreError::Misfit(error.to_string()))
}
