//! Repositories on the disk, and what the `git` program reads out of them. A repository is a stranger's: nothing in it
//! may run a program, open a connection, or ask for a password.
//!
//! `git log` alone is asked, without a shell, with every door closed that a repository's own configuration could open:
//! see [`CLOSED`] and [`command`]. Who owns a repository is left to git's `safe.directory`.

use crate::domain::Order;
use crate::exchange::git::{FORMAT, Fields, Record};
use std::ffi::OsStr;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Bytes that are read at a time.
const CHUNK: usize = 64 << 10;
/// Bytes of git's complaints that are kept.
const WORDS: u64 = 4 << 10;

/// A repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Repository {
    /// What the folder is called. Hostile text.
    pub(super) name: String,
    /// Absolute, without links.
    pub(super) path: PathBuf,
}

impl Repository {
    fn at(path: PathBuf) -> Repository {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let name = name.strip_suffix(".git").filter(|name| !name.is_empty()).unwrap_or(&name);
        Repository { name: name.to_owned(), path }
    }
}

/// The repositories that a path means: itself, those right in it, or else the one it lies in. None when there is none.
///
/// # Errors
/// When the path can't be read.
pub(super) fn find(path: &Path) -> io::Result<Vec<Repository>> {
    let path = path.canonicalize()?;
    if is_repository(&path) {
        return Ok(vec![Repository::at(whole(path))]);
    }
    let mut inside: Vec<PathBuf> = match path.read_dir() {
        Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
        Err(error) if error.kind() == ErrorKind::NotADirectory => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    inside.retain(|path| is_repository(path));
    if inside.is_empty() {
        let around = path.ancestors().skip(1).find(|path| is_repository(path));
        inside.extend(around.map(Path::to_owned));
    }
    inside.order();
    let absolute = inside.into_iter().filter_map(|path| path.canonicalize().ok());
    Ok(absolute.map(|path| Repository::at(whole(path))).collect())
}

/// With a work tree or, like those on servers, without.
fn is_repository(path: &Path) -> bool {
    let bare = || {
        path.join("HEAD").is_file() && path.join("objects").is_dir() && path.join("refs").is_dir()
    };
    path.join(".git").exists() || bare()
}

/// The repository that a linked work tree belongs to; the path itself when it is none.
fn whole(path: PathBuf) -> PathBuf {
    main_of(&path).filter(|main| is_repository(main)).unwrap_or(path)
}

fn main_of(path: &Path) -> Option<PathBuf> {
    let mut text = String::new();
    let link = std::fs::File::open(path.join(".git")).ok()?;
    link.take(WORDS).read_to_string(&mut text).ok()?;
    let folder = path.join(text.strip_prefix("gitdir:")?.trim()).canonicalize().ok()?;
    let trees =
        folder.parent().filter(|trees| trees.file_name() == Some(OsStr::new("worktrees")))?;
    let main = trees.parent()?;
    let main = if main.file_name() == Some(OsStr::new(".git")) { main.parent()? } else { main };
    Some(main.to_owned())
}

/// Whose a repository's commits are, as git is configured there.
#[derive(Debug, Default)]
pub(super) struct Identity {
    pub(super) addresses: Vec<String>,
    pub(super) names: Vec<String>,
}

/// Asks git who works in a repository.
///
/// # Errors
/// When there is no `git` to ask.
pub(super) fn identity(repository: &Repository) -> io::Result<Identity> {
    let mut git = command(&repository.path);
    git.args(["config", "--null", "--get-regexp", r"^(user|author)\.(email|name)$"]);
    let answer = git.stderr(Stdio::null()).output()?;
    let mut identity = Identity::default();
    for entry in String::from_utf8_lossy(&answer.stdout).split('\0') {
        match entry.split_once('\n') {
            Some((_, "")) | None => {}
            Some((key, address)) if key.ends_with("email") => {
                identity.addresses.push(address.to_lowercase());
            }
            Some((_, name)) => identity.names.push(name.to_owned()),
        }
    }
    Ok(identity)
}

/// Gives every commit of all branches to `take`, one at a time. What came before an error is given too.
///
/// # Errors
/// What git complains of, or why it could not be run.
pub(super) fn read(repository: &Repository, take: &mut impl FnMut(Record<'_>)) -> io::Result<()> {
    let mut git = command(&repository.path);
    git.args(["log", "-z", "--exclude=refs/stash", "--all", "--no-show-signature", "--no-color"]);
    git.args(["--no-patch", "--encoding=UTF-8", "--date=raw"]).arg(format!("--format={FORMAT}"));
    let mut child = git.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (passed, words) = std::thread::scope(|scope| {
        // Read beside: a pipe that nobody empties would stop git.
        let words = scope.spawn(|| stderr.map(complaint).unwrap_or_default());
        let passed = stdout.map_or(Ok(()), |stdout| pass_on(stdout, take));
        (passed, words.join().unwrap_or_default())
    });
    let status = child.wait()?;
    passed?;
    if status.success() {
        return Ok(());
    }
    Err(io::Error::other(if words.is_empty() { format!("git failed ({status})") } else { words }))
}

fn pass_on(mut stdout: impl Read, take: &mut impl FnMut(Record<'_>)) -> io::Result<()> {
    let mut fields = Fields::default();
    let mut buffer = vec![0; CHUNK];
    loop {
        match stdout.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(length) => fields.feed(buffer.get(..length).unwrap_or_default(), take),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The last line that git says, without its `fatal:`.
fn complaint(mut stderr: impl Read) -> String {
    let mut bytes = Vec::new();
    let _ = stderr.by_ref().take(WORDS).read_to_end(&mut bytes);
    let _ = io::copy(&mut stderr, &mut io::sink());
    let text = String::from_utf8_lossy(&bytes);
    let said = text.lines().find(|line| line.starts_with("fatal: ") || line.starts_with("error: "));
    let said = said.or_else(|| text.lines().next()).unwrap_or_default();
    said.trim_start_matches("fatal: ").trim_start_matches("error: ").to_owned()
}

/// What a repository's own configuration may not decide.
const CLOSED: [&str; 6] = [
    // Programs that git would start by itself.
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    // Checking a signature runs whatever `gpg.program` says.
    "log.showSignature=false",
    // A partial clone fetches what it lacks, over any transport.
    "protocol.allow=never",
    "credential.helper=",
];

/// A `git` that looks at this repository and no other, and reaches nothing else.
fn command(path: &Path) -> Command {
    let mut git = Command::new("git");
    // In a hook, git's own variables point at the repository of the hook.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("GIT_") && !text.starts_with("GIT_CONFIG") {
            git.env_remove(&name);
        }
    }
    if let Some(parent) = path.parent() {
        git.env("GIT_CEILING_DIRECTORIES", parent);
    }
    git.env("GIT_ALLOW_PROTOCOL", "none")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .arg("--no-pager")
        .arg("-C")
        .arg(path);
    for setting in CLOSED {
        git.args(["-c", setting]);
    }
    git
}

/// Whether an error says that there is no `git` program.
pub(super) fn is_missing(error: &io::Error) -> bool {
    error.kind() == ErrorKind::NotFound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_repositories_a_work_tree_and_a_folder_inside_are_found() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path().canonicalize().unwrap();
        for folder in [
            "a/.git",
            "a/src/deep",
            "b.git/objects",
            "b.git/refs",
            "a/.git/worktrees/w",
            "w",
            "plain",
        ] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
        }
        std::fs::write(root.join("b.git/HEAD"), "ref: refs/heads/main\n").unwrap();
        let link = format!("gitdir: {}\n", root.join("a/.git/worktrees/w").display());
        std::fs::write(root.join("w/.git"), link).unwrap();
        let names = |path: &str| -> Vec<String> {
            find(&root.join(path)).unwrap().into_iter().map(|found| found.name).collect()
        };
        assert_eq!(names(""), ["a", "b", "a"], "the work tree is the repository's");
        assert_eq!(names("a"), ["a"]);
        assert_eq!(names("a/src/deep"), ["a"]);
        assert_eq!(names("b.git"), ["b"]);
        assert_eq!(names("w"), ["a"]);
        assert!(find(&root.join("nowhere")).is_err());
    }

    #[test]
    fn git_is_not_told_which_repository_by_the_surroundings() {
        let git = command(Path::new("/x/y"));
        let settings: Vec<_> = git.get_args().filter_map(OsStr::to_str).collect();
        assert!(settings.windows(2).any(|pair| pair == ["-c", "log.showSignature=false"]));
        let ceiling = git.get_envs().find(|(name, _)| *name == "GIT_CEILING_DIRECTORIES");
        assert_eq!(ceiling.unwrap().1, Some(OsStr::new("/x")));
    }
}
