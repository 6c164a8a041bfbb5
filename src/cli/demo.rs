//! `demo`: three months of made-up work in a throw-away folder, opened on the screen. The folder is private
//! and is removed at the end.
//!
//! Next: [`crate::exchange::demo`], which makes the work up.

use super::env::Env;
use super::failure::Failure;
use super::printer::Look;
use super::propose::Ground;
use super::screen;
use super::view;
use crate::domain::{BlockNo, Brought, Mint, Moment, Told, ToldId};
use crate::exchange::demo;
use crate::nudge::Nudge;
use crate::nudge::history::{SOON, Settings};
use crate::nudge::replay::{needed, replay};
use crate::plan::diff::adopt;
use crate::store::{OpenOptions, Scope, Store, StoreError};
use crate::text::visible;
use chrono::Duration;
use clap::Args;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Arguments of `demo`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  heyday demo
  heyday demo --keep /tmp/heyday-demo")]
pub(crate) struct Demo {
    /// Make the data in DIR and leave it there
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

/// The same life at every visit.
const SEED: u64 = 7;

/// A folder that is removed when it is dropped.
#[derive(Debug)]
struct Throwaway(PathBuf);

impl Drop for Throwaway {
    fn drop(&mut self) {
        // Nothing of value is in it, and nobody is left to tell.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Demo {
    pub(crate) fn run(self, env: &mut Env) -> Result<ExitCode, Failure> {
        if let Some(dir) = self.keep {
            return keep(env, &dir);
        }
        if !io::stdout().is_terminal() {
            return Err(Failure::usage(
                "the demo is for a terminal, and there is none",
                "`heyday demo --keep DIR` only makes the data",
            ));
        }
        let folder = Throwaway(private_folder(&std::env::temp_dir())?);
        fill(env, &folder.0)?;
        env.move_to(folder.0.clone());
        tell(env)?;
        agree(env)?;
        let code = screen::open(env, true);
        env.close();
        drop(folder);
        code
    }
}

fn keep(env: &mut Env, dir: &Path) -> Result<ExitCode, Failure> {
    let taken = fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
    let shown = visible(&dir.to_string_lossy()).into_owned();
    if taken {
        return Err(Failure::new(
            "exists",
            format!("`{shown}` is not empty"),
            "name a new folder: the demo never mixes with other data",
        ));
    }
    let added = fill(env, dir)?;
    env.move_to(dir.to_owned());
    tell(env)?;
    agree(env)?;
    if env.printer.json {
        let answer = view::answer(|json| {
            json.field("data_dir", dir.to_string_lossy().as_ref()).field("added", added);
        });
        env.printer.json(&answer);
    } else if !env.printer.quiet {
        env.printer.line(&format!("Made up three months of work in {shown}"));
        let next = format!("Next: `heyday --data-dir {shown}` opens it");
        let next = env.printer.paint(Look::Faint, &next);
        env.printer.line(&next);
    }
    Ok(ExitCode::SUCCESS)
}

fn fill(env: &Env, dir: &Path) -> Result<usize, Failure> {
    let options = OpenOptions { now_ms: env.now.at.utc_ms() };
    let mut store = Store::open(dir, &options)?;
    let changes = demo::changes(&env.now, SEED).into_iter().map(Ok::<_, StoreError>);
    Ok(store.import(changes, "demo", "three months of made-up work", &env.now)?.added)
}

/// Writes down what heyday would have said in these months, with an answer of the made-up person's to each.
fn tell(env: &mut Env) -> Result<(), Failure> {
    let now = env.now;
    let (planning, nudging) = (env.loaded.config.planning(), env.loaded.config.nudging());
    let settings = Settings { planning: &planning, nudging: &nudging, now: &now };
    let days = (now.day() - Duration::days(demo::DAYS_TOLD), now.day());
    let state = env.load(&Scope::Day(needed(days, settings)))?;
    let shown = replay(&state, days, settings).into_iter().filter(Nudge::is_shown);
    let rests: Vec<Moment> = state.breaks().map(|pause| pause.start).collect();
    let mut mint = Mint::new(SEED, now.at.utc_ms());
    let told = shown.enumerate().map(|(n, nudge)| {
        let soon = nudge.at.plus_seconds(SOON / 1000);
        let rest = rests.iter().find(|start| nudge.at <= **start && **start <= soon);
        let answer = nudge.rule.is_break().then(|| demo::answer(n, nudge.at, rest.copied()));
        Brought::Told(Told {
            id: ToldId(mint.uuid()),
            at: nudge.at,
            rule: nudge.rule.word().to_owned(),
            due: nudge.due,
            text: nudge.text,
            answer: answer.flatten().filter(|(at, _)| *at <= now.at),
        })
    });
    let told: Vec<Result<Brought, StoreError>> = told.map(Ok).collect();
    env.store()?.import(told.into_iter(), "demo", "what was said", &now)?;
    Ok(())
}

/// Accepts what the planner proposes for the rest of today, as a person does in the morning.
fn agree(env: &mut Env) -> Result<(), Failure> {
    let ground = Ground::load(env)?;
    let proposal = ground.propose(env).0.proposal;
    let today = proposal.blocks().filter(|block| env.now.day_of(block.put.start) == env.now.day());
    let today: Vec<BlockNo> = today.map(|block| block.no).collect();
    let intent = adopt(ground.state.plan(), &proposal, Some(&today), &env.now);
    let now = env.now;
    if let Some(intent) = intent.filter(|_| !today.is_empty()) {
        env.store()?.transact(&intent, &now)?;
    }
    Ok(())
}

/// A new folder that nobody else can look into. An existing one, whoever made it, is never used.
fn private_folder(parent: &Path) -> Result<PathBuf, Failure> {
    let mut last = None;
    for _ in 0..16 {
        let path = parent.join(format!("heyday-demo-{:016x}", fastrand::u64(..)));
        match make(&path) {
            Ok(()) => return Ok(path),
            Err(error) => last = Some(error),
        }
    }
    let error = last.unwrap_or_else(|| io::Error::from(io::ErrorKind::AlreadyExists));
    Err(Failure::io("can't make a folder for the demo", &error, "set TMPDIR to a writable folder"))
}

#[cfg(unix)]
fn make(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(path)
}

#[cfg(not(unix))]
fn make(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}
