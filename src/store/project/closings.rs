//! Carries the changes of closed days out on their table.

use crate::domain::Closing;
use crate::store::error::StoreError;
use rusqlite::{Connection, params};

/// Closes a day, and returns whether it was not closed before.
pub(super) fn close(conn: &Connection, closing: &Closing) -> Result<bool, StoreError> {
    let mut put =
        conn.prepare_cached("INSERT OR IGNORE INTO closings (day, body) VALUES (?1, ?2)")?;
    Ok(put.execute(params![closing.day.to_string(), body(closing)?])? == 1)
}

/// Takes the end of a day back, and returns whether it was the one that is meant.
pub(super) fn reopen(conn: &Connection, closing: &Closing) -> Result<bool, StoreError> {
    let mut remove = conn.prepare_cached("DELETE FROM closings WHERE day = ?1 AND body = ?2")?;
    Ok(remove.execute(params![closing.day.to_string(), body(closing)?])? == 1)
}

fn body(closing: &Closing) -> Result<String, StoreError> {
    serde_json::to_string(closing).map_err(|error| StoreError::Misfit(error.to_string()))
}
