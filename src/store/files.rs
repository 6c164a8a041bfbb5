//! Files and folders that only their owner may read, whatever the umask; and what the file system says when
//! it says no. Must never loosen a mode or follow a name that someone else could have planted.

use super::error::StoreError;
use super::wait::{PATIENCE, breathe};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Makes sure that `dir` exists. A folder that is new, or empty, becomes private (0700).
pub(super) fn private_folder(dir: &Path) -> Result<(), StoreError> {
    let fresh = match fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create_folder(dir, true).map_err(StoreError::io("create", dir))?;
            true
        }
        Err(error) => return Err(StoreError::io("read", dir)(error)),
    };
    if fresh {
        set_mode(dir, 0o700).map_err(StoreError::io("make private", dir))?;
        // The folder's own name must survive a power cut.
        if let Some(parent) = dir.parent() {
            sync(parent);
        }
    }
    Ok(())
}

/// Creates an empty file that only the owner can read; an existing one is made private.
pub(super) fn private_file(path: &Path) -> io::Result<()> {
    match create_new(path) {
        Ok(file) => {
            set_mode(path, 0o600)?;
            file.sync_all()?;
            if let Some(dir) = path.parent() {
                sync(dir);
            }
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

/// Opens a file that must not exist yet, for writing, private from the start.
pub(super) fn create_new(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Copies `from` to `to`, which must not exist yet, privately and durably.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut target = create_new(to)?;
    io::copy(&mut File::open(from)?, &mut target)?;
    target.sync_all()
}

/// Tightens a file that others may read. Quietly: the file may be someone else's.
pub(super) fn tighten(path: &Path, metadata: &fs::Metadata) {
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o077 != 0 {
        let _ = set_mode(path, 0o600);
    }
    #[cfg(not(unix))]
    let _ = (path, metadata);
}

fn create_folder(dir: &Path, with_parents: bool) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(with_parents);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))?;
    #[cfg(not(unix))]
    let _ = (path, mode);
    Ok(())
}

/// Brings what was written to a file to the disk, by whomever.
pub(super) fn sync_file(path: &Path) -> io::Result<()> {
    fs::OpenOptions::new().write(true).open(path)?.sync_all()
}

/// Brings a folder's names to the disk, where the system can do that.
pub(super) fn sync(dir: &Path) {
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    if let Ok(folder) = File::open(dir) {
        let _ = folder.sync_all();
    }
}

/// Held while a store is being made or remade: one process at a time, released when the process dies.
#[derive(Debug)]
pub(super) struct FolderLock(Option<File>);

impl FolderLock {
    /// Waits for the folder's lock. Where the file system knows no locks there is none, and SQLite's own
    /// have to do.
    pub(super) fn take(dir: &Path) -> Result<FolderLock, StoreError> {
        FolderLock::take_within(dir, PATIENCE)
    }

    /// Like [`FolderLock::take`], with a patience of one's own.
    pub(super) fn take_within(dir: &Path, patience: Duration) -> Result<FolderLock, StoreError> {
        let Ok(folder) = File::open(dir) else { return Ok(FolderLock(None)) };
        let began = Instant::now();
        loop {
            match folder.try_lock() {
                Ok(()) => return Ok(FolderLock(Some(folder))),
                Err(fs::TryLockError::WouldBlock) if began.elapsed() < patience => breathe(),
                Err(fs::TryLockError::WouldBlock) => return Err(StoreError::Busy),
                Err(fs::TryLockError::Error(_)) => return Ok(FolderLock(None)),
            }
        }
    }

    /// Whether the file system keeps others out.
    pub(super) fn is_held(&self) -> bool {
        self.0.is_some()
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        if let Some(folder) = &self.0 {
            let _ = folder.unlock();
        }
    }
}

/// A folder in the system's place for temporary files that only this process knows; gone when dropped.
#[derive(Debug)]
pub(super) struct PrivateFolder(pub(super) PathBuf);

impl PrivateFolder {
    pub(super) fn new() -> io::Result<PrivateFolder> {
        let dir = std::env::temp_dir().join(format!("heyday-{:016x}", super::seed()));
        create_folder(&dir, false)?;
        let folder = PrivateFolder(dir);
        set_mode(&folder.0, 0o700)?;
        Ok(folder)
    }
}

impl Drop for PrivateFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Whether the disk of `dir` has room for `bytes` more; yes where the system does not tell.
pub(super) fn has_room(dir: &Path, bytes: u64) -> bool {
    #[cfg(unix)]
    if let Ok(volume) = rustix::fs::statvfs(dir) {
        return volume.f_bavail.saturating_mul(volume.f_frsize) >= bytes;
    }
    let _ = (dir, bytes);
    true
}

/// Why the place of `dir` is none for a store that is written, in words for the person; `None` where it is one. The WAL's
/// index is memory that processes share, and those of two machines share none: a store that both write is soon damaged.
pub(super) fn why_not_here(dir: &Path) -> Option<String> {
    let kind = network(dir)?;
    let dir = dir.display();
    Some(format!(
        "`{dir}` is on a network file system ({kind}), where a store can't be kept safely"
    ))
}

/// The kind of network file system that `dir` is on, where the system tells. One in user space (`sshfs`) looks like any
/// other there.
#[cfg(target_os = "linux")]
fn network(dir: &Path) -> Option<&'static str> {
    // Some systems count these signed.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::unnecessary_cast)]
    let magic = rustix::fs::statfs(dir).ok()?.f_type as u32;
    network_of(magic)
}

#[cfg(not(target_os = "linux"))]
fn network(_: &Path) -> Option<&'static str> {
    None
}

/// By the numbers of `linux/magic.h`, and of file systems that are not Linux's own.
#[cfg(target_os = "linux")]
pub(super) fn network_of(magic: u32) -> Option<&'static str> {
    Some(match magic {
        0x6969 => "NFS",
        0x517b | 0xff53_4d42 | 0xfe53_4d42 => "SMB",
        0x5346_414f | 0x6b41_4653 => "AFS",
        0x7375_7245 => "Coda",
        0x00c3_6400 => "Ceph",
        0x0bd0_0bd0 => "Lustre",
        _ => return None,
    })
}

/// Why nothing can be written in `dir`, in words for the person.
pub(super) fn why_read_only(dir: &Path) -> String {
    #[cfg(unix)]
    if let Ok(volume) = rustix::fs::statvfs(dir) {
        if volume.f_flag.contains(rustix::fs::StatVfsMountFlags::RDONLY) {
            return format!("`{}` is on a read-only file system", dir.display());
        }
        if volume.f_bavail.saturating_mul(volume.f_frsize) < 256 * 1024 {
            return format!("the disk of `{}` is full", dir.display());
        }
    }
    format!("`{}` is read-only", dir.display())
}
