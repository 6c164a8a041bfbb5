//! Opening the file, whatever state the disk is in. Normally for reading and writing; when the folder is
//! read-only or the disk is full, on the first rung of a ladder that still lets the person read.
//!
//! Lean on purpose: every command comes through here.

use super::error::StoreError;
use super::files::{self, FolderLock, PrivateFolder};
use super::wait::{self, PATIENCE};
use super::{Access, OpenOptions, Store, backup, schema, writing};
use crate::domain::Moment;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The name of the store's file in its folder.
pub(super) const FILE: &str = "heyday.db";
/// SQLite before this can damage a WAL database when a checkpoint meets a writer.
const OLDEST_SQLITE: i32 = 3_051_003;

/// What a file says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    schema: i64,
    application: i64,
    tables: i64,
}

/// An open connection and what may be done with it.
struct Opened {
    conn: Connection,
    header: Header,
    access: Access,
    copy: Option<PrivateFolder>,
}

/// Opens the store in `dir`; see [`Store::open`].
pub(super) fn open(dir: &Path, options: &OpenOptions) -> Result<Store, StoreError> {
    open_unless(files::why_not_here(existing(dir)), dir, options)
}

/// The same; only for reading when there is a reason for that.
pub(super) fn open_unless(
    reason: Option<String>,
    dir: &Path,
    options: &OpenOptions,
) -> Result<Store, StoreError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(StoreError::OldSqlite(rusqlite::version()));
    }
    survive_file_size_limit();
    let path = dir.join(FILE);
    if let Some(reason) = reason {
        return only_read(dir, &path, reason, options);
    }
    match std::fs::metadata(&path) {
        Ok(metadata) if metadata.len() == 0 && lost_its_content(dir, &path) => {
            let detail = format!("`{}` is empty, but it was not always", path.display());
            return Err(StoreError::Damaged { detail });
        }
        Ok(metadata) => files::tighten(&path, &metadata),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(reason) = create(dir, &path)? {
                return nothing_yet(dir, reason, options);
            }
        }
        Err(error) => return Err(StoreError::io("read", &path)(error)),
    }
    let Opened { mut conn, header, access, copy } = connect(dir, &path)?;
    check_kind(header, &path)?;
    let blank = header.schema == 0;
    if access == Access::ReadWrite {
        match settle(&mut conn, header, dir, options) {
            Err(StoreError::Full | StoreError::Disk(_) | StoreError::ReadOnly { .. }) if blank => {
                return nothing_yet(dir, files::why_read_only(dir), options);
            }
            settled => settled?,
        }
    } else if blank {
        return nothing_yet(dir, files::why_read_only(dir), options);
    } else if header.schema < schema::LATEST {
        return Err(outdated(&files::why_read_only(dir)));
    }
    Ok(Store { conn, access, dir: Some(dir.to_owned()), copy })
}

/// Opens the store where it may not be written.
fn only_read(
    dir: &Path,
    path: &Path,
    reason: String,
    options: &OpenOptions,
) -> Result<Store, StoreError> {
    if !path.exists() {
        return nothing_yet(dir, reason, options);
    }
    let Some(opened) = lower(&[immutable, private_copy], path, reason.clone()) else {
        return Err(StoreError::Disk(reason));
    };
    let Opened { conn, header, access, copy } = opened;
    check_kind(header, path)?;
    if header.schema < schema::LATEST {
        return Err(outdated(&reason));
    }
    Ok(Store { conn, access, dir: Some(dir.to_owned()), copy })
}

fn outdated(why: &str) -> StoreError {
    let reason = format!("the store has to be brought up to date first, and {why}");
    StoreError::ReadOnly { reason }
}

/// Whether an empty file was a store once: SQLite would take it for a new one, and throw its WAL away.
fn lost_its_content(dir: &Path, path: &Path) -> bool {
    // There is a WAL, though perhaps an empty one, only after something was written to the file itself.
    let was_used =
        beside(path, "-wal").exists() || Store::backups(dir).is_ok_and(|found| !found.is_empty());
    // Whoever is just making a store holds this lock, and the file is not empty afterwards.
    let _alone = FolderLock::take(dir);
    was_used && std::fs::metadata(path).is_ok_and(|file| file.len() == 0)
}

/// Creates an empty file for a new store; says why when that is not possible because of the disk.
fn create(dir: &Path, path: &Path) -> Result<Option<String>, StoreError> {
    let made = files::private_folder(dir)
        .and_then(|()| files::private_file(path).map_err(StoreError::io("create", path)));
    match made {
        Ok(()) => Ok(None),
        Err(StoreError::Full) => Ok(Some(files::why_read_only(existing(dir)))),
        Err(StoreError::Io { source, .. })
            if matches!(
                source.kind(),
                io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied
            ) && dir.is_dir() =>
        {
            Ok(Some(files::why_read_only(dir)))
        }
        Err(error) => Err(error),
    }
}

fn existing(dir: &Path) -> &Path {
    dir.ancestors().find(|path| path.is_dir()).unwrap_or(Path::new("/"))
}

/// A store without a file: it shows that there is nothing, and says why nothing can be saved.
fn nothing_yet(dir: &Path, reason: String, options: &OpenOptions) -> Result<Store, StoreError> {
    let mut conn = Connection::open_in_memory()?;
    schema::migrate(&mut conn, Moment::new(options.now_ms, 0))?;
    let access = Access::ReadOnly { reason };
    Ok(Store { conn, access, dir: Some(dir.to_owned()), copy: None })
}

/// Connects on the first rung that holds.
fn connect(dir: &Path, path: &Path) -> Result<Opened, StoreError> {
    let error = match normal(path) {
        Ok((conn, header)) => {
            let access = if conn.is_readonly(rusqlite::MAIN_DB)? {
                Access::ReadOnly { reason: files::why_read_only(dir) }
            } else {
                Access::ReadWrite
            };
            return Ok(Opened { conn, header, access, copy: None });
        }
        Err(error) if is_disk(&error) => error,
        Err(error) => return Err(error.into()),
    };
    let rungs = [exclusive, immutable, private_copy];
    lower(&rungs, path, files::why_read_only(dir)).ok_or(error.into())
}

/// Connects for reading only, on the first of these rungs that holds.
fn lower(rungs: &[fn(&Path) -> Rung], path: &Path, reason: String) -> Option<Opened> {
    let (conn, header, copy) = rungs.iter().find_map(|rung| rung(path).ok())?;
    Some(Opened { conn, header, access: Access::ReadOnly { reason }, copy })
}

/// Whether an error comes from a place that can't be written, so that reading may still be possible.
fn is_disk(error: &rusqlite::Error) -> bool {
    use ErrorCode as E;
    matches!(
        error.sqlite_error_code(),
        Some(E::CannotOpen | E::ReadOnly | E::SystemIoFailure | E::DiskFull | E::PermissionDenied)
    )
}

pub(super) type Rung = rusqlite::Result<(Connection, Header, Option<PrivateFolder>)>;

/// The usual way; falls back to reading when the file is read-only and its WAL can be read in place.
fn normal(path: &Path) -> rusqlite::Result<(Connection, Header)> {
    let began = Instant::now();
    loop {
        let conn = prepare(Connection::open_with_flags(path, flags(true))?)?;
        match touch(&conn) {
            // SQLite does not wait in every case when another process recovers or closes the WAL.
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && began.elapsed() < PATIENCE =>
            {
                wait::breathe();
            }
            done => return done.map(|header| (conn, header)),
        }
    }
}

/// Alone with the file, the index of the WAL is kept in memory: nothing has to be created.
pub(super) fn exclusive(path: &Path) -> Rung {
    let conn = prepare(Connection::open_with_flags(path, flags(true))?)?;
    // Not alone means: the next rung.
    conn.busy_timeout(Duration::ZERO)?;
    conn.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    let header = touch(&conn)?;
    Ok((conn, header, None))
}

/// Without a WAL the file can be read as it is.
pub(super) fn immutable(path: &Path) -> Rung {
    let wal = beside(path, "-wal");
    if std::fs::metadata(&wal).is_ok_and(|wal| wal.len() > 0) {
        return Err(rusqlite::Error::InvalidPath(wal));
    }
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' => uri.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(*byte)),
            byte => uri.extend(['%', hex(byte >> 4), hex(byte & 15)]),
        }
    }
    uri.push_str("?immutable=1");
    let conn = Connection::open_with_flags(uri, flags(false) | OpenFlags::SQLITE_OPEN_URI)?;
    let header = touch(&conn)?;
    Ok((conn, header, None))
}

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0')
}

/// A copy elsewhere can be read whatever the place of the original allows.
pub(super) fn private_copy(path: &Path) -> Rung {
    let failed = |_: io::Error| rusqlite::Error::InvalidPath(path.to_owned());
    let folder = PrivateFolder::new().map_err(failed)?;
    let copy = folder.0.join(FILE);
    files::copy(path, &copy).map_err(failed)?;
    let wal = beside(path, "-wal");
    if wal.exists() {
        files::copy(&wal, &beside(&copy, "-wal")).map_err(failed)?;
    }
    let conn = prepare(Connection::open_with_flags(&copy, flags(true))?)?;
    let header = touch(&conn)?;
    Ok((conn, header, Some(folder)))
}

fn flags(write: bool) -> OpenFlags {
    let access =
        if write { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
    access | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

fn prepare(mut conn: Connection) -> rusqlite::Result<Connection> {
    wait::be_patient(&mut conn)?;
    conn.set_prepared_statement_cache_capacity(64);
    // Every write empties the WAL itself; who only reads has nothing to tidy up.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Ok(conn)
}

/// Reads the header, and with it the WAL; all as of one moment, for another process may be creating it.
fn touch(conn: &Connection) -> rusqlite::Result<Header> {
    let number = |sql| conn.query_row(sql, [], |row| row.get::<_, i64>(0));
    conn.execute_batch("BEGIN")?;
    let schema = number("PRAGMA user_version")?;
    let header = Header {
        schema,
        application: number("PRAGMA application_id")?,
        tables: if schema == 0 { number("SELECT count(*) FROM sqlite_schema")? } else { 1 },
    };
    conn.execute_batch("COMMIT")?;
    Ok(header)
}

/// Refuses files that are not heyday's, and stores that are newer than this program.
fn check_kind(header: Header, path: &Path) -> Result<(), StoreError> {
    let ours = header.application == schema::APPLICATION_ID;
    let blank = header == Header { schema: 0, application: 0, tables: 0 };
    if !ours && !blank {
        let detail = format!("`{}` is not a heyday store", path.display());
        return Err(StoreError::Damaged { detail });
    }
    let (found, known) = (header.schema, schema::LATEST);
    if found > known {
        return Err(StoreError::Newer { path: path.to_owned(), found, known });
    }
    Ok(())
}

/// Makes the connection and the file ready for writing.
fn settle(
    conn: &mut Connection,
    header: Header,
    dir: &Path,
    options: &OpenOptions,
) -> Result<(), StoreError> {
    // With `NORMAL` a commit alone is not on the disk yet: `Writing` sees to that.
    conn.execute_batch(
        "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 0",
    )?;
    if header.schema == schema::LATEST {
        return Ok(());
    }
    let _alone = FolderLock::take(dir)?;
    let at = Moment::new(options.now_ms, 0);
    let found = schema::version(conn)?;
    if found == 0 {
        use_wal(conn)?;
    } else if found < schema::LATEST {
        backup::before_migration(conn, dir, found, at)?;
    }
    schema::migrate(conn, at)?;
    writing::keep(conn, &beside(&dir.join(FILE), "-wal"))
}

/// Turns the WAL on, which stays with the file. SQLite does not wait for others here.
fn use_wal(conn: &Connection) -> Result<(), StoreError> {
    let began = Instant::now();
    loop {
        match conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0)) {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(_) => return Err(StoreError::Disk("the file system does not allow a WAL".into())),
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && began.elapsed() < PATIENCE =>
            {
                wait::breathe();
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// The name of a file that SQLite keeps beside the store: `-wal`, `-shm`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// A limit on the size of files (`ulimit -f`) is to be an error like a full disk, not the end.
fn survive_file_size_limit() {
    #[cfg(unix)]
    {
        let _ = signal_hook::flag::register(
            rustix::process::Signal::XFSZ.as_raw(),
            std::sync::Arc::default(),
        );
    }
}
