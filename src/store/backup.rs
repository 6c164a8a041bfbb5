//! Backups: one for each day that something was written on, and one before every change of the schema, in
//! `backups/` beside the store. A backup is checked before an older one makes room for it, so that a store
//! that rots does not push the good ones out. Restoring keeps what it replaces.
//!
//! Only one process at a time makes backups: it holds the lock of the folder. So a draft (`.part`) in a folder
//! that nobody has locked is one that was abandoned, and the next who makes a backup removes it.

use super::error::StoreError;
use super::files::{self, FolderLock};
use super::open::{FILE, beside};
use super::{Access, OpenOptions, Store, schema, wait, writing};
use crate::domain::{Moment, Now, Order};
use rusqlite::{Connection, OpenFlags, backup::Backup as Copier};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long somebody else's backup is waited for by who can't do without their own.
const TURN: Duration = Duration::from_secs(120);
/// Bytes that a backup nobody asked for leaves free on the disk.
const SPARE: u64 = 16 << 20;
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

/// What it takes to make the backup of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueBackup {
    /// The store's folder.
    pub dir: PathBuf,
    /// Bytes to be copied.
    pub bytes: u64,
    /// Somebody has [announced](Store::announce_backup) or begun it and was stopped, or that can't be known.
    pub abandoned: bool,
}

impl Store {
    /// What the backup of the day takes; `None` when it exists, is being made, or is not needed: a store
    /// that can't be written needs none, nor a new one on its first day.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn due_backup(&self, now: &Now) -> Result<Option<DueBackup>, StoreError> {
        let Some((dir, _)) = self.due(now)? else { return Ok(None) };
        let folder = dir.join(FOLDER);
        let Ok(alone) = FolderLock::take_within(&folder, Duration::ZERO) else { return Ok(None) };
        let bytes = Store::bytes(dir);
        let abandoned = folder.exists() && (!alone.is_held() || !drafts(&folder).is_empty());
        Ok(Some(DueBackup { dir: dir.to_owned(), bytes, abandoned }))
    }

    /// Leaves word that another process is about to make the backup of the day. If it never does,
    /// [`DueBackup::abandoned`] tells.
    ///
    /// # Errors
    /// When nothing can be written beside the backups.
    pub fn announce_backup(&self, now: &Now) -> Result<(), StoreError> {
        let Some((dir, name)) = self.due(now)? else { return Ok(()) };
        let folder = dir.join(FOLDER);
        files::private_folder(&folder)?;
        let word = folder.join(format!("{name}.part"));
        match files::create_new(&word) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                Err(StoreError::io("create", &word)(error))
            }
            _ => Ok(()),
        }
    }

    /// Makes the backup of the day when there is none yet and nobody is making it. To be called when the
    /// person has their answer: it takes time with a large store. Returns what it made.
    ///
    /// # Errors
    /// When the backup can't be written, or the store turns out to be damaged; older backups are kept then.
    pub fn backup_if_due(&self, now: &Now) -> Result<Option<Backup>, StoreError> {
        let Some((dir, name)) = self.due(now)? else { return Ok(None) };
        let folder = dir.join(FOLDER);
        files::private_folder(&folder)?;
        let Ok(alone) = FolderLock::take_within(&folder, Duration::ZERO) else { return Ok(None) };
        // Somebody may just have finished it.
        if folder.join(&name).exists() {
            return Ok(None);
        }
        let path = dir.join(FILE);
        let bytes = fs::metadata(&path).map_or(0, |file| file.len());
        if bytes > SPARE && !files::has_room(dir, bytes + SPARE) {
            sweep(&folder, &alone);
            return Err(StoreError::Full);
        }
        let made = make_alone(&self.conn, dir, &name, &alone)?;
        // Who wrote in the meantime could not empty the WAL.
        let wal = beside(&path, "-wal");
        if fs::metadata(&wal).is_ok_and(|wal| wal.len() > 0) {
            writing::keep(&self.conn, &wal)?;
        }
        Ok(Some(made))
    }

    /// The store's folder and the name of the backup of the day, when there is none yet.
    fn due(&self, now: &Now) -> Result<Option<(&Path, String)>, StoreError> {
        let Some(dir) = self.dir.as_deref().filter(|_| *self.access() == Access::ReadWrite) else {
            return Ok(None);
        };
        let today = now.at.local().date();
        let name = format!("{today}-daily.db");
        if dir.join(FOLDER).join(&name).exists() {
            return Ok(None);
        }
        let mut born = self.conn.prepare_cached("SELECT created_ms FROM store")?;
        let created: i64 = born.query_row([], |row| row.get(0))?;
        let is_new = now.zone.moment(created).local().date() == today;
        Ok((!is_new).then_some((dir, name)))
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
        found.order_by(|a, b| b.name.cmp(&a.name));
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

/// Waits until nobody makes a backup of the store in `dir`, and keeps everybody from it while what it returns
/// lives. What others have begun and left is removed.
pub(super) fn hold_off(dir: &Path) -> Result<FolderLock, StoreError> {
    let folder = dir.join(FOLDER);
    files::private_folder(&folder)?;
    let alone = FolderLock::take_within(&folder, TURN)?;
    sweep(&folder, &alone);
    Ok(alone)
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

/// Makes a backup when it is our turn.
fn make(conn: &Connection, dir: &Path, name: &str) -> Result<Backup, StoreError> {
    let alone = hold_off(dir)?;
    make_alone(conn, dir, name, &alone)
}

/// Copies the store, checks the copy, gives it its name, and only then makes room.
fn make_alone(
    conn: &Connection,
    dir: &Path,
    name: &str,
    alone: &FolderLock,
) -> Result<Backup, StoreError> {
    let folder = dir.join(FOLDER);
    sweep(&folder, alone);
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

/// Removes what others have begun and will never end.
fn sweep(folder: &Path, alone: &FolderLock) {
    if alone.is_held() {
        for draft in drafts(folder) {
            let _ = fs::remove_file(draft);
        }
    }
}

/// Drafts, and what SQLite keeps beside them.
fn drafts(folder: &Path) -> Vec<PathBuf> {
    let is_draft = |path: &PathBuf| {
        let end = path.extension().and_then(|end| end.to_str());
        matches!(end, Some("part" | "part-journal" | "part-wal" | "part-shm"))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(is_draft).collect()
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

/// Removes the oldest backups of the same kind as `made`.
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
