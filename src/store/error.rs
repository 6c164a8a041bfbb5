//! What can go wrong with the store, in words for the person: what, to which thing, and what to do next.

use crate::domain::Refusal;
use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why the store did not do what was asked. Unless it says otherwise nothing has changed.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The domain refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// What an undo or redo would revert is no longer as that command left it.
    #[error("`{verb} {subject}` can't be reverted: it has changed since")]
    Changed {
        /// The command's word in the history.
        verb: String,
        /// What it was about.
        subject: String,
    },
    /// Every command is undone, or there never was one.
    #[error("nothing to undo")]
    NothingToUndo,
    /// The last thing that was done is a `forget`. Said once: the next undo takes back what was done before.
    #[error("the last thing you did was to forget something, and that can't be undone")]
    Forgot {
        /// The command that another undo takes back, as the history has it; empty when there is none.
        before: String,
    },
    /// Nothing was undone since the last command.
    #[error("nothing to redo")]
    NothingToRedo,
    /// The store can be read and not written.
    #[error("nothing can be saved: {reason}")]
    ReadOnly {
        /// Why.
        reason: String,
    },
    /// Another version of the program has made the store.
    #[error(
        "the store `{}` has schema {found}; this heyday knows schemas up to {known}",
        path.display()
    )]
    Newer {
        /// The store's file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema of this program.
        known: i64,
    },
    /// The file is not (or no longer) a heyday store.
    #[error("the store is damaged: {detail}")]
    Damaged {
        /// What SQLite, or the reading of a row, has to say.
        detail: String,
    },
    /// Another process has held the store for too long.
    #[error("the store is being written by another heyday, for more than 5 seconds now")]
    Busy,
    /// No space left.
    #[error("the disk is full; nothing was saved")]
    Full,
    /// A file or folder can't be used.
    #[error("can't {action} `{}`: {source}", path.display())]
    Io {
        /// What was tried: `create`, `read`, ...
        action: &'static str,
        /// With what.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// SQLite could not read or write the disk.
    #[error("the disk failed: {0}")]
    Disk(String),
    /// It is forgotten, but its traces in free pages or the WAL could not be wiped.
    #[error("it is forgotten, but traces are left on the disk: another heyday is using the store")]
    Traces,
    /// There is no such backup.
    #[error("no backup `{0}`")]
    NoSuchBackup(String),
    /// The SQLite in this program has a bug that can damage stores.
    #[error("this program is built with SQLite {0}, which can damage a store; 3.51.3 is needed")]
    OldSqlite(&'static str),
    /// A change does not fit what the store holds: a mistake of this program.
    #[error("a change does not fit the store: {0}")]
    Misfit(String),
}

impl StoreError {
    /// The word for scripts in `--json` errors.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::Refused(refusal) => refusal.code(),
            StoreError::Changed { .. } => "changed",
            StoreError::NothingToUndo | StoreError::NothingToRedo => "no_change",
            StoreError::Forgot { .. } => "forgotten",
            StoreError::ReadOnly { .. } => "read_only",
            StoreError::Newer { .. } => "newer_store",
            StoreError::Damaged { .. } => "damaged",
            StoreError::Busy => "busy",
            StoreError::Full => "disk_full",
            StoreError::Io { .. } | StoreError::Disk(_) => "io",
            StoreError::Traces => "traces",
            StoreError::NoSuchBackup(_) => "not_found",
            StoreError::OldSqlite(_) => "old_sqlite",
            StoreError::Misfit(_) => "internal",
        }
    }

    /// What to do next; may be empty.
    pub fn hint(&self) -> String {
        match self {
            StoreError::Refused(refusal) => refusal.hint(),
            StoreError::Changed { .. } => "`heyday history` shows what happened since".into(),
            StoreError::NothingToUndo | StoreError::NothingToRedo => {
                "`heyday history` shows what was done".into()
            }
            StoreError::Forgot { before } if before.is_empty() => {
                "there is nothing before it to undo".into()
            }
            StoreError::Forgot { before } => {
                format!("another undo takes back what you did before that: `{before}`")
            }
            StoreError::ReadOnly { .. } => {
                "make the folder writable, or use another with `--data-dir`".into()
            }
            StoreError::Newer { .. } => {
                "update heyday, or use another folder with `--data-dir`; nothing was touched".into()
            }
            StoreError::Damaged { .. } => {
                "`heyday restore` lists the backups and brings one back; `heyday doctor` says more"
                    .into()
            }
            StoreError::Busy => "try again; `ps` shows which heyday is running".into(),
            StoreError::Full => {
                "make some space and try again; everything saved before is safe".into()
            }
            StoreError::Io { .. } | StoreError::Disk(_) => {
                "check the folder's permissions and the disk, or use another with `--data-dir`"
                    .into()
            }
            StoreError::Traces => {
                "close the other heyday, then `heyday forget --sweep` wipes them".into()
            }
            StoreError::NoSuchBackup(_) => "`heyday restore` lists the backups".into(),
            StoreError::OldSqlite(_) => "build heyday with its default features".into(),
            StoreError::Misfit(_) => {
                "`heyday doctor` checks the store; please report this with what it says".into()
            }
        }
    }

    /// The exit status of a command that ends with this.
    pub fn exit(&self) -> u8 {
        match self {
            StoreError::Refused(refusal) => match refusal.code() {
                "not_found" | "ambiguous" => 3,
                _ => 1,
            },
            StoreError::NothingToUndo | StoreError::NothingToRedo | StoreError::Forgot { .. } => 1,
            StoreError::NoSuchBackup(_) => 3,
            StoreError::Changed { .. } => 4,
            _ => 5,
        }
    }

    /// Wraps what the system said about `path`.
    pub(super) fn io(
        action: &'static str,
        path: &Path,
    ) -> impl FnOnce(std::io::Error) -> StoreError {
        let path = path.to_owned();
        move |source| match source.kind() {
            std::io::ErrorKind::StorageFull => StoreError::Full,
            _ => StoreError::Io { action, path, source },
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        use rusqlite::Error as E;
        let detail = error.to_string();
        match error {
            E::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                    StoreError::Damaged { detail }
                }
                ErrorCode::DiskFull => StoreError::Full,
                ErrorCode::ReadOnly => {
                    StoreError::ReadOnly { reason: "the file or its folder is read-only".into() }
                }
                ErrorCode::SystemIoFailure | ErrorCode::CannotOpen => StoreError::Disk(detail),
                // A statement that does not compile means tables that are not as they should be.
                ErrorCode::Unknown => StoreError::Damaged { detail },
                _ => StoreError::Misfit(detail),
            },
            E::FromSqlConversionFailure(..)
            | E::InvalidColumnType(..)
            | E::IntegralValueOutOfRange(..)
            | E::QueryReturnedNoRows
            | E::Utf8Error(..)
            | E::SqlInputError { .. } => StoreError::Damaged { detail },
            _ => StoreError::Misfit(detail),
        }
    }
}
