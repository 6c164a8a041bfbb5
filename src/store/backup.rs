//! Backups: one for each day that something was written on, and one before every change of the schema, in
//! `backups/` beside the store. A backup is checked before an older one makes room for it, so that a store
//! that rots does not push the good ones out. Restoring keeps what it replaces.

use super::error::StoreError;
use super::files::{self, FolderLock};
use super::open::{FILE, beside};
use super::{Access, OpenOptions, Store, schema, wait};
use crate::domain::{Moment, Now};
use rusqlite::{Connection, OpenFlags, backup::Backup as Copier};
use std::fs;
use std::path::{Path, PathBuf};

/// How many daily backups are kept, and of every other kind as many again.
const KEEP: usize = 14;
const FOLDER: &str = "backups";

/// One backup on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its name: the local day and time it was made, and why.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Store {
    /// Makes the backup of the day when there is none yet. To be called when the person has their answer:
    /// it takes time with a large store. A new store needs none on its first day. Returns what it made.
    ///
    /// # Errors
    /// When the backup can't be written, or the store turns out to be damaged; older backups are kept then.
    pub fn backup_if_due(&self, now: &Now) -> Result<Option<Backup>, StoreError> {
        let Some(dir) = self.dir.as_deref().filter(|_| *self.access() == Access::ReadWrite) else {
            return Ok(None);
        };
        let today = now.at.local().date();
        let created: i64 = self
            .conn
            .prepare_cached("SELECT created_ms FROM store")?
            .query_row([], |row| row.get(0))?;
        if now.zone.moment(created).local().date() == today {
            return Ok(None);
        }
        let name = format!("{today}-daily.db");
        if dir.join(FOLDER).join(&name).exists() {
            return Ok(None);
        }
        make(&self.conn, dir, &name).map(Some)
    }

    /// Makes a backup now.
    ///
    /// # Errors
    /// When it can't be written, the store is damaged, or it lives in memory only.
    pub fn backup(&self, now: &Now) -> Result<Backup, StoreError> {
        let dir = self.folder()?;
        make(&self.conn, dir, &format!("{}-manual.db", stamp(now.at)))
    }

    /// The backups of the store in `dir`, newest first. Works without opening the store.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn backups(dir: &Path) -> Result<Vec<Backup>, StoreError> {
        let folder = dir.join(FOLDER);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(StoreError::io("read", &folder)(error)),
        };
        let mut found: Vec<Backup> =
            entries.filter_map(|entry| known(&entry.ok()?.path())).collect();
        found.sort_by(|a, b| b.name.cmp(&a.name));
        Ok(found)
    }

    /// Puts the backup called `name` (or the file at that path) in the place of the store in `dir`, and
    /// opens it. What was there is kept as a backup `..-replaced.db`, damaged or not. Returns the store and
    /// the name of that backup, `None` when there was nothing.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBackup`]; [`StoreError::Damaged`] when the backup itself is not whole. The store
    /// is as before then.
    pub fn restore(
        dir: &Path,
        name: &str,
        now: &Now,
    ) -> Result<(Store, Option<String>), StoreError> {
        let chosen = choose(dir, name)?;
        let good = open_backup(&chosen)?;
        let alone = FolderLock::take(dir)?;
        let path = dir.join(FILE);
        let replaced = keep_replaced(dir, &path, now.at)?;
        if !overwrite(&good, &path) {
            replace(&good, dir, &path)?;
        }
        drop(alone);
        let options = OpenOptions { now_ms: now.at.utc_ms() };
        Ok((Store::open(dir, &options)?, replaced))
    }

    fn folder(&self) -> Result<&Path, StoreError> {
        let none = || StoreError::ReadOnly { reason: "the store lives in memory only".into() };
        self.dir.as_deref().ok_or_else(none)
    }
}

/// Makes the backup that a migration is to be preceded by.
pub(super) fn before_migration(
    conn: &Connection,
    dir: &Path,
    schema: i64,
    at: Moment,
) -> Result<(), StoreError> {
    make(conn, dir, &format!("{}-schema{schema}.db", stamp(at))).map(drop)
}

fn stamp(at: Moment) -> String {
    at.local().format("%Y-%m-%d-%H%M%S").to_string()
}

fn known(path: &Path) -> Option<Backup> {
    let name = path.file_name()?.to_str()?;
    let metadata = fs::metadata(path).ok()?;
    let known = path.extension().is_some_and(|end| end == "db") && metadata.is_file();
    known.then(|| Backup { name: name.to_owned(), path: path.to_owned(), bytes: metadata.len() })
}

/// Copies the store, checks the copy, gives it its name, and only then makes room.
fn make(conn: &Connection, dir: &Path, name: &str) -> Result<Backup, StoreError> {
    let folder = dir.join(FOLDER);
    files::private_folder(&folder)?;
    let draft = folder.join(format!("{name}.{:08x}.part", super::seed() & 0xffff_ffff));
    let made = write_draft(conn, &draft).and_then(|()| {
        let path = folder.join(name);
        fs::rename(&draft, &path).map_err(StoreError::io("create", &path))?;
        files::sync(&folder);
        Ok(path)
    });
    let path = made.inspect_err(|_| drop(fs::remove_file(&draft)))?;
    rotate(dir, name)?;
    let bytes = fs::metadata(&path).map_or(0, |metadata| metadata.len());
    Ok(Backup { name: name.to_owned(), path, bytes })
}

fn write_draft(from: &Connection, draft: &Path) -> Result<(), StoreError> {
    files::private_file(draft).map_err(StoreError::io("create", draft))?;
    let mut to = Connection::open_with_flags(draft, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    Copier::new(from, &mut to)?.step(-1)?;
    // One file, complete in itself.
    to.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    quick_check(&to)
}

/// What SQLite's quick check says against a database.
pub(super) fn quick_check(conn: &Connection) -> Result<(), StoreError> {
    let said: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said == "ok" { Ok(()) } else { Err(StoreError::Damaged { detail: said }) }
}

/// Removes the oldest backups of the same kind as `made`, and drafts that a crash has left.
fn rotate(dir: &Path, made: &str) -> Result<(), StoreError> {
    let kind = |name: &str| name.rsplit_once('-').map(|(_, kind)| kind.to_owned());
    let same = Store::backups(dir)?.into_iter().filter(|b| kind(&b.name) == kind(made));
    for old in same.skip(KEEP).filter(|old| old.name != made) {
        fs::remove_file(&old.path).map_err(StoreError::io("remove", &old.path))?;
        let _ = fs::remove_file(beside(&old.path, "-wal"));
    }
    Ok(())
}

fn choose(dir: &Path, name: &str) -> Result<PathBuf, StoreError> {
    let missing = || StoreError::NoSuchBackup(name.to_owned());
    let named =
        Store::backups(dir)?.into_iter().find(|b| b.name == name || b.name == format!("{name}.db"));
    let path = named.map_or_else(|| PathBuf::from(name), |backup| backup.path);
    if path.is_file() { Ok(path) } else { Err(missing()) }
}

/// Opens a backup for reading and makes sure that it is whole and heyday's.
fn open_backup(path: &Path) -> Result<Connection, StoreError> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    quick_check(&conn)?;
    let found = schema::version(&conn)?;
    if found > schema::LATEST {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: schema::LATEST });
    }
    let kind: i64 = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if found == 0 || kind != schema::APPLICATION_ID {
        let detail = format!("`{}` is not a backup of a heyday store", path.display());
        return Err(StoreError::Damaged { detail });
    }
    Ok(conn)
}

/// Keeps the store as it is, byte by byte with its WAL, before it is replaced.
fn keep_replaced(dir: &Path, path: &Path, at: Moment) -> Result<Option<String>, StoreError> {
    if !path.exists() {
        return Ok(None);
    }
    let folder = dir.join(FOLDER);
    files::private_folder(&folder)?;
    let name = format!("{}-{:04x}-replaced.db", stamp(at), super::seed() & 0xffff);
    let kept = folder.join(&name);
    files::copy(path, &kept).map_err(StoreError::io("copy", path))?;
    let wal = beside(path, "-wal");
    if wal.exists() {
        files::copy(&wal, &beside(&kept, "-wal")).map_err(StoreError::io("copy", &wal))?;
    }
    files::sync(&folder);
    rotate(dir, &name)?;
    Ok(Some(name))
}

/// Writes the backup into the store through SQLite, so that other processes see it as one more commit.
/// `false` when the store is too damaged for that.
fn overwrite(good: &Connection, path: &Path) -> bool {
    let write = || -> Result<(), StoreError> {
        let mut to = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        wait::be_patient(&mut to)?;
        quick_check(&to)?;
        Copier::new(good, &mut to)?.step(-1)?;
        to.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        quick_check(&to)
    };
    path.exists() && write().is_ok()
}

/// Puts a copy of the backup in the place of a file that SQLite can't work with.
fn replace(good: &Connection, dir: &Path, path: &Path) -> Result<(), StoreError> {
    let draft = dir.join(format!("{FILE}.{:08x}.part", super::seed() & 0xffff_ffff));
    let placed = write_draft(good, &draft).and_then(|()| {
        // The old WAL goes first: with the new file it would be poison, and with the old one it is kept.
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(beside(path, suffix));
        }
        let conn = Connection::open_with_flags(&draft, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        drop(conn);
        fs::rename(&draft, path).map_err(StoreError::io("replace", path))
    });
    placed.inspect_err(|_| drop(fs::remove_file(&draft)))?;
    files::sync(dir);
    Ok(())
}
