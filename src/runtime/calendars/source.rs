//! The files of a calendar: one file, or a folder with folders in it. Looking at them is cheap; reading them is for
//! when they look otherwise than before.
//!
//! Never hangs and never gives up on the rest: only ordinary files are opened, links that lead in a circle are
//! followed once, and what can't be read is named.

use crate::domain::Order;
use std::collections::HashSet;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// A folder has so many files at most, and folders in it this deep.
const MOST_FILES: usize = 20_000;
const DEEPEST: usize = 8;
/// A file is so large at most, and all files of a calendar together.
const LARGEST: u64 = 48 << 20;
const LARGEST_ALL: u64 = 192 << 20;

/// A file of a calendar, from outside.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Seen {
    path: PathBuf,
    /// What it is called where something is said about it.
    pub(super) name: String,
    size: u64,
    changed_ns: u128,
}

/// What a calendar looks like from outside.
#[derive(Clone, Debug, Default)]
pub(super) struct Looks {
    /// The files to read, by name.
    pub(super) files: Vec<Seen>,
    /// What can't be read, and why.
    pub(super) unread: Vec<(String, String)>,
}

impl Looks {
    /// A number that is another one when a file has changed.
    pub(super) fn print(&self) -> i64 {
        let mut hasher = DefaultHasher::new();
        (&self.files, &self.unread).hash(&mut hasher);
        hasher.finish().cast_signed()
    }
}

/// Looks at the files of a calendar.
///
/// # Errors
/// Why there is nothing to be looked at, as the end of a sentence.
pub(super) fn look(path: &Path) -> Result<Looks, String> {
    let meta = fs::metadata(path).map_err(|error| words(&error))?;
    let mut looks = Looks::default();
    if meta.is_dir() {
        fs::read_dir(path).map_err(|error| words(&error))?;
        folder(path, &mut looks);
    } else if meta.is_file() {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        looks.files.push(seen(path.to_owned(), name, &meta));
    } else {
        return Err("it is neither a file nor a folder".to_owned());
    }
    Ok(looks)
}

fn folder(root: &Path, looks: &mut Looks) {
    let mut been = HashSet::new();
    let mut open = vec![(root.to_owned(), 0)];
    while let Some((path, depth)) = open.pop() {
        let name =
            |path: &Path| path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
        let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if depth > DEEPEST || !been.insert(real) {
            continue;
        }
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) => {
                looks.unread.push((name(&path), format!("can't be read: {}", words(&error))));
                continue;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            // What begins with a dot belongs to the programs that keep the folder.
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let calendar = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("ics"));
            match fs::metadata(&path) {
                Ok(meta) if meta.is_dir() => open.push((path, depth + 1)),
                Ok(meta) if calendar && meta.is_file() && looks.files.len() < MOST_FILES => {
                    let name = name(&path);
                    looks.files.push(seen(path, name, &meta));
                }
                Ok(_) if calendar && looks.files.len() == MOST_FILES => {
                    looks.unread.push((name(&path), "and what comes after it is left out".into()));
                    return looks.sort();
                }
                Ok(_) if calendar => looks.unread.push((name(&path), "is no file".to_owned())),
                Err(error) if calendar => {
                    looks.unread.push((name(&path), format!("can't be read: {}", words(&error))));
                }
                _ => {}
            }
        }
    }
    looks.sort();
}

impl Looks {
    fn sort(&mut self) {
        self.files.order_by(|a, b| a.path.cmp(&b.path));
        self.unread.sort();
    }
}

/// The folders in which a change of a calendar shows.
pub(super) fn folders(path: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = path.parent().map(Path::to_owned).into_iter().collect();
    if path.is_dir() {
        folders.push(path.to_owned());
        let mut looks = Looks::default();
        folder(path, &mut looks);
        folders
            .extend(looks.files.iter().filter_map(|file| file.path.parent()).map(Path::to_owned));
        folders.sort();
        folders.dedup();
    }
    folders
}

fn seen(path: PathBuf, name: String, meta: &fs::Metadata) -> Seen {
    let changed = meta.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    Seen { path, name, size: meta.len(), changed_ns: changed.map_or(0, |at| at.as_nanos()) }
}

/// Gives the bytes of each file to `take`, one after the other, or the words for why there are none.
pub(super) fn read(looks: &Looks, mut take: impl FnMut(&str, Result<&[u8], &str>)) {
    let (mut bytes, mut all) = (Vec::new(), 0);
    for (name, why) in &looks.unread {
        take(name, Err(why));
    }
    for file in &looks.files {
        bytes.clear();
        if file.size > LARGEST || all > LARGEST_ALL {
            take(&file.name, Err("is left out: there is too much of it"));
            continue;
        }
        let read =
            File::open(&file.path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes));
        match read {
            Ok(_) => take(&file.name, Ok(&bytes)),
            Err(error) => take(&file.name, Err(&format!("can't be read: {}", words(&error)))),
        }
        all += file.size;
    }
}

/// Why something can't be read, without numbers.
pub(super) fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "not allowed to read it".to_owned(),
        _ => {
            let text = error.to_string();
            let cut = text.find(" (os error").unwrap_or(text.len());
            text[..cut].to_lowercase()
        }
    }
}
