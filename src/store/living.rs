//! For programs that keep a store open for days: whether its file is still the one that was opened, and whether a newer
//! program has brought it up to date meanwhile.

use super::error::StoreError;
use super::{OpenOptions, Store, open, schema};
use std::path::Path;

/// Which file or folder stands behind a name: another one after it was moved, or replaced by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileId(u64, u64);

impl FileId {
    /// What stands behind the name now; `None` for nothing.
    pub fn of(path: &Path) -> Option<FileId> {
        let found = path.metadata().ok()?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            Some(FileId(found.dev(), found.ino()))
        }
        // Elsewhere what is open can't be replaced.
        #[cfg(not(unix))]
        Some(FileId(u64::from(found.is_file()), 0))
    }
}

/// Few pages: enough for the inner ones of every index.
const LITTLE_KIB: i64 = -256;

impl Store {
    /// Opens the store in `dir` and never makes one: where a store was moved away, an empty one in its place would look
    /// like everything was lost.
    ///
    /// # Errors
    /// As [`Store::open`], and when there is none.
    pub fn open_existing(dir: &Path, options: &OpenOptions) -> Result<Store, StoreError> {
        let path = dir.join(open::FILE);
        path.metadata().map_err(StoreError::io("read", &path))?;
        Store::open(dir, options)
    }

    /// Keeps few pages from here on: for a program that has the store open all day, and reads little of it after its start.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn keep_little(&self) -> Result<(), StoreError> {
        Ok(self.conn.pragma_update(None, "cache_size", LITTLE_KIB)?)
    }

    /// Gives back the pages that were read: for a program that looks into the store a few times an hour.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn rest(&self) -> Result<(), StoreError> {
        Ok(self.conn.execute_batch("PRAGMA shrink_memory")?)
    }

    /// Which file the store in `dir` is in now; `None` when there is none.
    pub fn file_id(dir: &Path) -> Option<FileId> {
        FileId::of(&dir.join(open::FILE))
    }

    /// Makes sure that this program still knows the store's schema.
    ///
    /// # Errors
    /// [`StoreError::Newer`] when another program has changed it meanwhile; others when it can't be read.
    pub fn check_schema(&self) -> Result<(), StoreError> {
        let (found, known) = (schema::version(&self.conn)?, schema::LATEST);
        match &self.dir {
            Some(dir) if found > known => {
                Err(StoreError::Newer { path: dir.join(open::FILE), found, known })
            }
            _ => Ok(()),
        }
    }
}

/// Does to the store in `dir` what a newer program would.
#[cfg(test)]
pub(crate) fn make_newer(dir: &Path) {
    let newer = rusqlite::Connection::open(dir.join(open::FILE)).unwrap();
    newer.pragma_update(None, "user_version", schema::LATEST + 1).unwrap();
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: OpenOptions = OpenOptions { now_ms: 1_795_597_200_000 };

    #[test]
    fn a_store_that_is_not_there_is_not_made() {
        let folder = tempfile::tempdir().unwrap();
        let missing = Store::open_existing(folder.path(), &OPTIONS);
        assert!(matches!(missing, Err(StoreError::Io { .. })), "{missing:?}");
        assert_eq!(Store::file_id(folder.path()), None);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    #[cfg(unix)]
    fn a_store_that_was_replaced_is_another_file() {
        let folder = tempfile::tempdir().unwrap();
        drop(Store::open(folder.path(), &OPTIONS).unwrap());
        let (path, aside) = (folder.path().join(open::FILE), folder.path().join("aside"));
        let before = Store::file_id(folder.path()).unwrap();
        std::fs::copy(&path, &aside).unwrap();
        assert_eq!(Store::file_id(folder.path()), Some(before));
        std::fs::rename(&aside, &path).unwrap();
        assert_ne!(Store::file_id(folder.path()), Some(before));
        assert!(Store::open_existing(folder.path(), &OPTIONS).is_ok());
    }

    #[test]
    fn a_schema_that_a_newer_program_has_brought_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), &OPTIONS).unwrap();
        store.check_schema().unwrap();
        make_newer(folder.path());
        let error = store.check_schema().unwrap_err();
        assert!(matches!(error, StoreError::Newer { found, known, .. } if found == known + 1));
    }
}
