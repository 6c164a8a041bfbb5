//! What heyday said and heard forgets too. Neither is about a task, but the words of a nudge may name any: they go with
//! the first thing that is to be forgotten, all of them, because nobody can tell afterwards what was named.

use super::Forget;
use super::doomed::Doomed;
use crate::store::error::StoreError;
use rusqlite::Connection;

/// Takes what goes out of what was said and heard: lines of the time before, or the words of every nudge.
pub(super) fn take_out(
    conn: &Connection,
    what: &Forget,
    doomed: &Doomed,
) -> Result<(), StoreError> {
    if let Forget::Before(at) = what {
        conn.execute("DELETE FROM told WHERE at_ms < ?1", [at.utc_ms()])?;
        conn.execute("DELETE FROM heard WHERE start_ms < ?1", [at.utc_ms()])?;
        conn.execute("DELETE FROM declined WHERE at_ms < ?1", [at.utc_ms()])?;
    }
    if !doomed.is_nothing() {
        conn.execute("UPDATE told SET text = '' WHERE text <> ''", [])?;
    }
    Ok(())
}

/// Takes out what names a tag that no task has any more.
pub(super) fn take_out_tags(conn: &Connection) -> Result<(), StoreError> {
    conn.execute(
        "DELETE FROM declined WHERE tag NOT IN \
         (SELECT json_each.value FROM tasks, json_each(tasks.tags))",
        [],
    )?;
    Ok(())
}
