//! The commits of one person in many repositories, with what could not be read and whose other commits there are.

use super::super::super::env::Env;
use super::super::super::failure::{Failure, reason};
use super::super::super::printer::complain;
use super::repository::{self, Identity, Repository, find, identity};
use super::shown;
use crate::domain::{Moment, Order};
use crate::exchange::git::{Commit, Record};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// Commits after which the terminal is told how far it is.
const STEP: u64 = 20_000;
/// Other addresses that are counted.
const OTHERS: usize = 100;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The person's.
    pub(super) commits: Vec<Commit>,
    /// What was read, with how many of the person's commits are in each.
    pub(super) repositories: Vec<(Repository, u64)>,
    /// How many commits there are, of anyone.
    pub(super) total: u64,
    /// Commits of the person without a date that can be.
    pub(super) undated: u64,
    /// The person's.
    pub(super) addresses: BTreeSet<String>,
    /// Commits of the person under an address that a forge made up for them.
    pub(super) no_reply: u64,
    /// Commits by someone of the person's name and of another address.
    pub(super) others: BTreeMap<String, u64>,
    /// Paths without a repository.
    pub(super) skipped: Vec<String>,
    /// Paths that could not be read in full, and why. Hostile text.
    pub(super) troubles: Vec<(String, String)>,
    names: Vec<String>,
}

/// Finds the repositories and reads them. `authors` are addresses that are the person's too.
///
/// # Errors
/// When there is no `git`, no repository, or no address to look for.
pub(super) fn gather(
    paths: &[PathBuf],
    authors: &[String],
    env: &Env,
) -> Result<Gathered, Failure> {
    let mut gathered = Gathered::default();
    for path in paths {
        gathered.search(path);
    }
    if gathered.repositories.is_empty() {
        return Err(gathered.nothing());
    }
    gathered.addresses.extend(authors.iter().map(|address| address.trim().to_lowercase()));
    for (one, _) in &gathered.repositories {
        let Identity { addresses, names } = identity(one).map_err(|error| no_git(&error))?;
        gathered.addresses.extend(addresses);
        gathered.names.extend(names);
    }
    if gathered.addresses.is_empty() {
        let hint = "say it: `--author ADDRESS`, or `git config --global user.email ADDRESS`";
        return Err(Failure::new("no_author", "git does not know your address", hint));
    }
    gathered.names.order();
    gathered.names.dedup();
    let mut progress = Progress::new(env);
    for place in 0..gathered.repositories.len() {
        gathered.read(place, env.now.at, &mut progress)?;
    }
    progress.clear();
    Ok(gathered)
}

impl Gathered {
    /// The repositories' names, in the order that commits refer to.
    pub(super) fn names(&self) -> Vec<String> {
        self.repositories.iter().map(|(one, _)| one.name.clone()).collect()
    }

    /// What the history calls it.
    pub(super) fn subject(&self) -> String {
        const NAMED: usize = 3;
        let mut names: Vec<String> =
            self.repositories.iter().take(NAMED).map(|(one, _)| shown(&one.name)).collect();
        if let Some(more @ 1..) = self.repositories.len().checked_sub(NAMED) {
            names.push(format!("{more} more"));
        }
        format!("git {}", names.join(", "))
    }

    fn search(&mut self, path: &Path) {
        let name = path.to_string_lossy().into_owned();
        match find(path) {
            Ok(found) if found.is_empty() => self.skipped.push(name),
            Ok(found) => {
                for one in found {
                    if self.repositories.iter().all(|(known, _)| known.path != one.path) {
                        self.repositories.push((one, 0));
                    }
                }
            }
            Err(error) => self.troubles.push((name, reason(&error))),
        }
    }

    fn nothing(&self) -> Failure {
        let hint = "give the folder of a repository, or one with repositories in it";
        if let Some((path, why)) = self.troubles.first() {
            return Failure::not_found(format!("can't read `{path}`: {why}"), hint);
        }
        let paths: Vec<String> =
            self.skipped.iter().take(3).map(|path| format!("`{path}`")).collect();
        Failure::not_found(format!("no git repository in {}", paths.join(", ")), hint)
    }

    fn read(&mut self, place: usize, now: Moment, progress: &mut Progress) -> Result<(), Failure> {
        let Some((repository, _)) = self.repositories.get(place) else { return Ok(()) };
        let repository = repository.clone();
        let number = u32::try_from(place).unwrap_or(u32::MAX);
        let addresses: Vec<String> = self.addresses.iter().cloned().collect();
        let mut own = 0;
        let read = repository::read(&repository, &mut |record: Record<'_>| {
            self.total += 1;
            progress.say(self.total, &repository);
            let written = record.is_by(&addresses);
            if !written && !record.is_on_behalf_of(&self.names, &addresses) {
                self.other(record);
                return;
            }
            if !written {
                self.no_reply += 1;
            }
            own += 1;
            match record.commit(number, now) {
                Some(commit) => self.commits.push(commit),
                None => self.undated += 1,
            }
        });
        if let Some((_, count)) = self.repositories.get_mut(place) {
            *count = own;
        }
        match read {
            Err(error) if repository::is_missing(&error) => Err(no_git(&error)),
            Err(error) => {
                self.troubles
                    .push((repository.path.to_string_lossy().into_owned(), error.to_string()));
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// Someone of the same name is likely to be the same person at another time.
    fn other(&mut self, record: Record<'_>) {
        if self.names.iter().any(|name| record.is_named(name)) {
            let [address, _] = record.addresses();
            if self.others.len() < OTHERS || self.others.contains_key(&address) {
                *self.others.entry(address).or_default() += 1;
            }
        }
    }
}

fn no_git(error: &io::Error) -> Failure {
    if repository::is_missing(error) {
        return Failure::new(
            "no_git",
            "there is no `git` program",
            "install git, and import again",
        );
    }
    Failure::io("can't run `git`", error, "")
}

/// A line on the terminal that is written over and over, and taken away at the end.
struct Progress {
    shown: bool,
    next: u64,
}

impl Progress {
    fn new(env: &Env) -> Progress {
        let shown = io::stderr().is_terminal() && !env.printer.quiet && !env.printer.json;
        Progress { shown, next: STEP }
    }

    fn say(&mut self, commits: u64, repository: &Repository) {
        if self.shown && commits >= self.next {
            self.next = commits + STEP;
            complain(&format!("\r{commits} commits read, {}\x1b[K", shown(&repository.name)));
        }
    }

    fn clear(&self) {
        if self.next > STEP {
            complain("\r\x1b[K");
        }
    }
}
