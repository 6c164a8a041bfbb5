//! Carries the changes of calendars out on their table.

use crate::domain::{Calendar, Change};
use crate::store::codec;
use crate::store::error::StoreError;
use rusqlite::{Connection, params};

/// Carries a change of a calendar out, and returns whether it fitted.
pub(super) fn apply(conn: &Connection, change: &Change) -> Result<bool, StoreError> {
    match change {
        Change::CalendarAdded { calendar } => {
            let sql = "INSERT OR IGNORE INTO calendars (id, name, body) VALUES (?1, ?2, ?3)";
            let mut put = conn.prepare_cached(sql)?;
            Ok(put.execute(params![codec::blob(&calendar.id.0), calendar.name, body(calendar)?])?
                == 1)
        }
        Change::CalendarEdited { old, new } => {
            let sql = "UPDATE calendars SET name = ?2, body = ?3 WHERE id = ?1 AND body = ?4";
            let cells = params![codec::blob(&new.id.0), new.name, body(new)?, body(old)?];
            Ok(conn.prepare_cached(sql)?.execute(cells)? == 1)
        }
        Change::CalendarRemoved { calendar } => {
            let mut remove = conn.prepare_cached("DELETE FROM calendars WHERE id = ?1")?;
            Ok(remove.execute([codec::blob(&calendar.id.0)])? == 1)
        }
        _ => Ok(false),
    }
}

fn body(calendar: &Calendar) -> Result<String, StoreError> {
    serde_json::to_string(calendar).map_err(|error| StoreError::Misfit(error.to_string()))
}
