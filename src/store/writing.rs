//! The only way to change the store: a transaction that may write, alone, and whose commit is on the disk when
//! it returns, in the main file itself, so that nothing is left beside it that could be lost or damaged.
//!
//! Not SQLite's own `synchronous = FULL` with a checkpoint at the close: that is five fsyncs for every command.
//! `NORMAL` with a checkpoint right after the commit is four and keeps the same promise: the checkpoint begins
//! by bringing the WAL to the disk, and only then touches the main file. A process that is killed in between
//! leaves a whole WAL. Must never return from a commit whose WAL has not reached the disk.

use super::error::StoreError;
use super::{files, wait};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::fmt::Display;
use std::ops::Deref;
use std::path::{Path, PathBuf};

/// What the disk says when it can't keep what it was given: another try would only seem to succeed.
const FSYNC_FAILED: [i32; 2] =
    [rusqlite::ffi::SQLITE_IOERR_FSYNC, rusqlite::ffi::SQLITE_IOERR_DIR_FSYNC];

/// A transaction that may write; rolled back when it is dropped. A [`Connection`] for everything else.
#[derive(Debug)]
pub(super) struct Writing<'c> {
    tx: Transaction<'c>,
    conn: &'c Connection,
    /// None in memory.
    wal: Option<PathBuf>,
}

impl<'c> Writing<'c> {
    /// Waits for other writers and begins.
    pub(super) fn begin(
        conn: &'c Connection,
        wal: Option<PathBuf>,
    ) -> Result<Writing<'c>, StoreError> {
        let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
        Ok(Writing { tx, conn, wal })
    }

    /// Commits, and returns when that is on the disk.
    ///
    /// # Errors
    /// Nothing has changed, but for one case, which the error tells: the disk took the change and then failed
    /// to keep it.
    pub(super) fn commit(self) -> Result<(), StoreError> {
        self.tx.commit()?;
        self.wal.map_or(Ok(()), |wal| keep(self.conn, &wal))
    }
}

/// Brings everything that was committed to the disk, and into the main file unless somebody is in the way.
///
/// # Errors
/// When the disk can't keep it.
pub(super) fn keep(conn: &Connection, wal: &Path) -> Result<(), StoreError> {
    match empty_wal(conn) {
        Ok(true) => Ok(()),
        Err(error) if FSYNC_FAILED.contains(&code(&error)) => Err(unsure(&error)),
        // Someone still reads from the WAL, or the main file can't grow: the WAL keeps what was done.
        Ok(false) | Err(_) => files::sync_file(wal).map_err(|error| unsure(&error)),
    }
}

impl Deref for Writing<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.conn
    }
}

/// Moves all that is in the WAL into the main file and empties it; `false` when somebody is in the way. Both
/// files have reached the disk when it is done.
///
/// Truncating: a WAL that was only copied is still there for the next process, which can't know that it was.
pub(super) fn empty_wal(conn: &Connection) -> rusqlite::Result<bool> {
    let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
    let blocked: i64 = wait::without_waiting(|| conn.query_row(sql, [], |row| row.get(0)))?;
    Ok(blocked == 0)
}

fn code(error: &rusqlite::Error) -> i32 {
    error.sqlite_error().map_or(0, |error| error.extended_code)
}

fn unsure(said: &dyn Display) -> StoreError {
    StoreError::Disk(format!("{said}; what was just done may be lost when the power fails"))
}
