//! Backups forget too: each is rewritten like the store itself. One that can't be (of an older schema, or damaged) is
//! deleted: better no copy than one that remembers.

use super::doomed::Doomed;
use super::{Forget, take_out as take_out_of_store};
use crate::domain::Moment;
use crate::store::backup::quick_check;
use crate::store::error::StoreError;
use crate::store::open::beside;
use crate::store::{Store, files, schema};
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::fs;
use std::path::Path;

/// Takes it out of the backups in `dir`; returns how many were rewritten and how many deleted.
pub(super) fn take_out(
    dir: &Path,
    what: &Forget,
    doomed: &Doomed,
    at: Moment,
) -> Result<(usize, usize), StoreError> {
    let (mut rewritten, mut deleted) = (0, 0);
    for backup in Store::backups(dir)? {
        let wal = beside(&backup.path, "-wal");
        let kept = *what != Forget::Everything
            && !wal.exists()
            && rewrite(&backup.path, what, doomed, at).is_ok();
        if kept {
            rewritten += 1;
            continue;
        }
        for path in [wal, beside(&backup.path, "-journal")] {
            let _ = fs::remove_file(path);
        }
        fs::remove_file(&backup.path).map_err(StoreError::io("remove", &backup.path))?;
        deleted += 1;
        if let Some(folder) = backup.path.parent() {
            files::sync(folder);
        }
    }
    Ok((rewritten, deleted))
}

fn rewrite(path: &Path, what: &Forget, doomed: &Doomed, at: Moment) -> Result<(), StoreError> {
    let mut conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    quick_check(&conn)?;
    if schema::version(&conn)? != schema::LATEST {
        return Err(StoreError::NoSuchBackup(path.display().to_string()));
    }
    conn.execute_batch("PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON")?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let own = Doomed::of(&tx, what)?.and(doomed);
    take_out_of_store(&tx, what, &own, at)?;
    tx.commit()?;
    conn.execute_batch("VACUUM")?;
    quick_check(&conn)
}
