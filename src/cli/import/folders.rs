//! Folders of other programs: which of the files in them hold what is to be imported.

use super::super::failure::Failure;
use crate::domain::Order;
use crate::text::visible;
use std::fs;
use std::path::{Path, PathBuf};

/// Taskwarrior 2's open and closed tasks. Version 3 keeps them in a database of its own.
pub(super) fn taskwarrior(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let files: Vec<PathBuf> = ["pending.data", "completed.data"]
        .iter()
        .map(|name| folder.join(name))
        .filter(|path| path.is_file())
        .collect();
    // Left behind by an upgrade to version 3, the old files are out of date.
    if folder.join("taskchampion.sqlite3").exists() {
        return Err(Failure::new(
            "unsupported",
            format!("`{}` is Taskwarrior 3's database, which only it can read", shown(folder)),
            "`task export | heyday import taskwarrior -`",
        ));
    }
    found(files, folder, "`pending.data`", "`task export | heyday import taskwarrior -`")
}

/// Timewarrior's months, oldest first: `2026-11.data`, in the folder or in `data` below it.
pub(super) fn timewarrior(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let below = folder.join("data");
    let place = if below.is_dir() { below } else { folder.to_owned() };
    let entries = fs::read_dir(&place)
        .map_err(|error| Failure::io(&format!("can't read `{}`", shown(&place)), &error, ""))?;
    let is_month = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.strip_suffix(".data").is_some_and(|month| {
            month.len() == 7 && month.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        })
    };
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).filter(is_month).collect();
    files.order();
    found(files, folder, "`2026-11.data`", "`timew export | heyday import timewarrior -`")
}

/// Watson's `frames`.
pub(super) fn watson(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let files = vec![folder.join("frames")].into_iter().filter(|path| path.is_file()).collect();
    found(files, folder, "`frames`", "`watson log --all --json | heyday import watson -`")
}

/// The notes of a folder: every `.org` file in it, by name.
pub(super) fn org(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    found(ending(folder, "org")?, folder, "`.org` file", "name the files")
}

/// The entries of a folder: every `.ics` file in it, by name.
pub(super) fn ics(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    found(ending(folder, "ics")?, folder, "`.ics` file", "name the files")
}

/// The files of a folder whose names end so, by name.
fn ending(folder: &Path, end: &str) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder)
        .map_err(|error| Failure::io(&format!("can't read `{}`", shown(folder)), &error, ""))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|its| its == end) && path.is_file())
        .collect();
    files.order();
    Ok(files)
}

/// `todo.txt` and `done.txt`.
pub(super) fn todotxt(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let files = ["todo.txt", "done.txt"].iter().map(|name| folder.join(name));
    found(files.filter(|path| path.is_file()).collect(), folder, "`todo.txt`", "name the files")
}

fn found(
    files: Vec<PathBuf>,
    folder: &Path,
    wanted: &str,
    hint: &str,
) -> Result<Vec<PathBuf>, Failure> {
    if files.is_empty() {
        return Err(Failure::not_found(
            format!("there is no {wanted} in `{}`", shown(folder)),
            hint,
        ));
    }
    Ok(files)
}

fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}
