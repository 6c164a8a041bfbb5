//! `plan pin`, `plan move` and `plan resize`: blocks where the person wants them. What is placed by hand is pinned: the
//! planner leaves it there.
//!
//! Next: [`crate::plan::hand`], which knows what each comes to.

use super::super::env::Env;
use super::super::failure::Failure;
use super::super::phrase;
use super::super::tell::Next;
use super::super::words::word;
use super::point;
use crate::domain::{Block, Moment, PlanVerb};
use crate::plan::hand;
use crate::text;
use clap::Args;

/// Arguments of `plan pin`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  heyday plan pin b2
  heyday plan pin --off b2")]
pub(super) struct Pin {
    /// Numbers of blocks, or tasks
    #[arg(required = true, value_name = "BLOCK", value_parser = word)]
    blocks: Vec<String>,
    /// Leave them to the planner again
    #[arg(long)]
    off: bool,
}

impl Pin {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let state = point::load(env)?;
        let mut blocks: Vec<&Block> = Vec::with_capacity(self.blocks.len());
        for word in &self.blocks {
            let block = point::block(env, &state, word)?;
            if !blocks.iter().any(|known| known.id == block.id) {
                blocks.push(block);
            }
        }
        env.change(&hand::pinned(blocks, !self.off), Next::Undo)
    }
}

/// Arguments of `plan move`.
#[derive(Debug, Args)]
#[command(after_help = "\
A time alone is one of the block's own day, a day alone keeps the time.

Examples:
  heyday plan move b2 14:00
  heyday plan move methods thu 9:30
  heyday plan move b2 +30m")]
pub(super) struct Move {
    /// Number of the block, or a task
    #[arg(value_name = "BLOCK", value_parser = word)]
    block: String,
    /// Where to: 14:00, tomorrow, thu 9:30, or by how much: +30m, -1h
    #[arg(required = true, value_name = "WHEN", value_parser = word, allow_hyphen_values = true)]
    when: Vec<String>,
}

impl Move {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let state = point::load(env)?;
        let block = point::block(env, &state, &self.block)?;
        let start = target(env, block, &self.when.join(" "))?;
        let intent = hand::moved(block, start, PlanVerb::Move, true, (&state, &env.now));
        env.change(&intent, Next::Undo)
    }
}

/// Where the words put a block's start.
///
/// # Errors
/// When they can't be read, or that time has passed.
pub(super) fn target(env: &Env, block: &Block, line: &str) -> Result<Moment, Failure> {
    let start = read(env, block, line.trim())?;
    if start.utc_ms() >= env.now.at.utc_ms() {
        return Ok(start);
    }
    let passed = phrase::day_clock(start, &env.now);
    let hint = format!("`heyday plan move {} tomorrow` keeps the time", block.no);
    Err(Failure::new("bad_time", format!("{passed} has passed"), hint))
}

fn read(env: &Env, block: &Block, line: &str) -> Result<Moment, Failure> {
    let now = env.now;
    if let Some(seconds) = by(line)? {
        return Ok(now.zone.moment(block.start.utc_ms() + seconds * 1000));
    }
    let when = text::when(line, &env.reading()).map_err(|error| Failure::parse(&error, line))?;
    let own = now.zone.moment(block.start.utc_ms()).local().time();
    let bare = line.chars().all(|c| c.is_ascii_digit() || c == ':');
    Ok(match when.time.filter(|_| bare) {
        Some(time) => now.on_day(now.day_of(block.start), time),
        None => when.moment(own, &env.reading()),
    })
}

/// Seconds later (or earlier): `+30m`, `-1h`. `+3d` is a day.
fn by(line: &str) -> Result<Option<i64>, Failure> {
    let Some(length) = line.strip_prefix(['+', '-']) else { return Ok(None) };
    if length.ends_with(['d', 'w', 'y']) || length.ends_with("mo") {
        return Ok(None);
    }
    let seconds = text::duration(length).map_err(|error| Failure::parse(&error, length))?;
    let sign = if line.starts_with('-') { -1 } else { 1 };
    Ok(Some(sign * i64::from(seconds)))
}

/// Arguments of `plan resize`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday plan resize b2 1h30")]
pub(super) struct Resize {
    /// Number of the block, or a task
    #[arg(value_name = "BLOCK", value_parser = word)]
    block: String,
    /// How long it is to be
    #[arg(value_name = "DURATION", value_parser = word)]
    length: String,
}

impl Resize {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let seconds =
            text::duration(&self.length).map_err(|error| Failure::parse(&error, &self.length))?;
        let state = point::load(env)?;
        let block = point::block(env, &state, &self.block)?;
        env.change(&hand::resized(block, seconds.into(), &env.now), Next::Undo)
    }
}
