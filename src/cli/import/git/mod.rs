//! `import git`: sessions inferred from the commits of one's repositories, so that something is known on the first
//! day. All reading comes first; what was found then goes into the store as one step of undo.
//!
//! Next: [`repository`] for the reading, [`crate::exchange::git`] for the rule, [`told`] for the words.

mod gather;
mod repository;
mod told;

use super::super::env::Env;
use super::super::failure::Failure;
use super::super::phrase::count;
use crate::domain::{Change, SessionId, Span};
use crate::exchange::git::{Inference, infer};
use crate::store::{ImportCount, StoreError};
use crate::text::visible;
use clap::Args;
use gather::{Gathered, gather};
use std::collections::HashSet;
use std::path::PathBuf;

/// Arguments of `import git`.
#[derive(Debug, Args)]
#[command(after_help = "\
Commits less than two hours apart make one session, which begins up to half an hour before the first \
and ends with the last. It is marked as inferred: it says when you worked, and counts neither as work \
nor as how well it went. Where a session is logged already, the log is right. The first word of a \
commit gives the type: `docs:` is writing; `chore:`, `build:`, `ci:`, `deps:` and `release:` are admin; \
`review:` and merged pull requests are review; the others are coding.

Yours are the commits by the addresses that git is configured with (`git config user.email`), in each \
repository and in general, and by the no-reply addresses that GitHub and GitLab have for the same name.

Examples:
  heyday import git . --dry-run
  heyday import git ~/src
  heyday import git ~/src/* --author ana@old-job.example")]
pub(crate) struct Repositories {
    /// Repositories, or folders of repositories
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Another address that is yours; may be given several times
    #[arg(long, value_name = "ADDRESS")]
    author: Vec<String>,
}

/// What was asked, what was found, and what became of it.
struct Outcome<'a> {
    dry_run: bool,
    gathered: &'a Gathered,
    found: &'a Inference,
    counted: ImportCount,
}

impl Repositories {
    /// Infers sessions and records them, unless `dry_run`; with `strict`, only when everything could be read.
    pub(super) fn run(self, env: &mut Env, dry_run: bool, strict: bool) -> Result<(), Failure> {
        let mut gathered = gather(&self.paths, &self.author, env)?;
        let (known, ids) = known(env)?;
        let commits = std::mem::take(&mut gathered.commits);
        let mut found = infer(commits, known, &gathered.names());
        // Of the same first commit, and moved since by the person: it stays as they have it.
        found.sessions.retain(|session| !ids.contains(&session.id));
        let refused = strict && !gathered.troubles.is_empty();
        let counted = if dry_run || refused {
            let added = if refused { 0 } else { found.sessions.len() };
            ImportCount { added, ..ImportCount::default() }
        } else {
            let add = |session| Change::SessionAdded { session: Box::new(session) };
            let changes = found.sessions.iter().cloned().map(|one| Ok::<_, StoreError>(add(one)));
            let now = env.now;
            env.store()?.import(changes, "import", &gathered.subject(), &now)?
        };
        told::tell(env, &Outcome { dry_run, gathered: &gathered, found: &found, counted });
        env.acknowledge()?;
        if gathered.troubles.is_empty() {
            return Ok(());
        }
        let done = match (dry_run, refused) {
            (true, _) => "nothing was imported, this was a trial",
            (false, true) => "nothing was imported",
            (false, false) => "what could be read was imported",
        };
        let paths = count(gathered.troubles.len() as u64, "path");
        let message = format!("{paths} can't be read in full; {done}");
        Err(Failure::new(
            "unreadable",
            message,
            "import again when it is mended: nothing is added twice",
        ))
    }
}

/// When the store's sessions were, and their ids. One that runs lasts until now.
fn known(env: &mut Env) -> Result<(Vec<Span>, HashSet<SessionId>), Failure> {
    let now = env.now.at;
    let (mut spans, mut ids) = (Vec::new(), HashSet::new());
    env.store()?.each_session(None, |row| {
        spans.push(Span::new(row.start, row.end.unwrap_or(now)));
        ids.insert(row.id);
        Ok::<(), Failure>(())
    })?;
    Ok((spans, ids))
}

/// A foreign name, safe to show, and not too long.
fn shown(name: &str) -> String {
    let short: String = name.chars().take(60).collect();
    visible(&short).into_owned()
}
