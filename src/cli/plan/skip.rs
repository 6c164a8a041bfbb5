//! `plan skip`: a block goes to another day, where there is room for it. With a time it stays at that time; else the
//! planner may move it within what follows. A task that was skipped today is planned for that day from then on, so that
//! the next proposal doesn't bring it back.

use super::super::env::Env;
use super::super::failure::Failure;
use super::super::phrase;
use super::super::tell::Next;
use super::super::words::word;
use super::{place, point};
use crate::domain::{Block, Intent, Moment, PlanVerb, State};
use crate::plan::{Planning, hand};
use crate::store::Scope;
use crate::text::{self, print_duration};
use chrono::{Days, NaiveDate};
use clap::Args;

/// Arguments of `plan skip`.
#[derive(Debug, Args)]
#[command(after_help = "\
Without a day it goes to the next one that has room. What is skipped today stays out of today: the task is planned \
for the other day (`on:`) from then on.

Examples:
  heyday plan skip b2
  heyday plan skip methods fri")]
pub(super) struct Skip {
    /// Number of the block, or a task
    #[arg(value_name = "BLOCK", value_parser = word)]
    block: String,
    /// To which day: tomorrow, fri, 2026-11-27; with a time it is pinned there
    #[arg(value_name = "WHEN", value_parser = word)]
    when: Vec<String>,
}

impl Skip {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        env.read_calendars()?;
        let state = point::load(env)?;
        let block = point::block(env, &state, &self.block)?;
        let line = self.when.join(" ");
        let intent = match said(env, block, &line)? {
            Said::At(start) => put(env, &state, block, start, true),
            Said::On(day) => {
                let start = on(env, block, day)?.ok_or_else(|| full(env, &state, block, day))?;
                put(env, &state, block, start, false)
            }
            Said::Nothing => {
                let start = next(env, block)?.ok_or_else(|| nowhere(env, &state, block))?;
                put(env, &state, block, start, false)
            }
        };
        env.change(&intent, Next::Undo)
    }
}

/// What was said about where to.
enum Said {
    Nothing,
    On(NaiveDate),
    At(Moment),
}

fn said(env: &Env, block: &Block, line: &str) -> Result<Said, Failure> {
    if line.trim().is_empty() {
        return Ok(Said::Nothing);
    }
    let when = text::when(line, &env.reading()).map_err(|error| Failure::parse(&error, line))?;
    match when.time {
        Some(_) => place::target(env, block, line).map(Said::At),
        None => Ok(Said::On(when.date)),
    }
}

fn put(env: &Env, state: &State, block: &Block, start: Moment, pinned: bool) -> Intent {
    let moved = hand::moved(block, start, PlanVerb::Skip, pinned, (state, &env.now));
    hand::skipped(moved, block, env.now.day_of(start), (state, &env.now))
}

/// Where there is room on a day.
fn on(env: &mut Env, block: &Block, day: NaiveDate) -> Result<Option<Moment>, Failure> {
    let now = env.now;
    let state = env.load(&Scope::Day(now.day_span(day)))?;
    let planning = env.loaded.config.planning();
    let wished = now.zone.moment(block.start.utc_ms()).local().time();
    let length_s = hand::left_s(block, &state, &now);
    let found = hand::room(&state, &planning, (day, wished), (length_s, block.id), &now);
    Ok(found.map(|span| span.start))
}

/// Where there is room first after its own day (or today, when that is later).
fn next(env: &mut Env, block: &Block) -> Result<Option<Moment>, Failure> {
    let Planning { horizon_days, .. } = env.loaded.config.planning();
    let first = env.now.day_of(block.start).max(env.now.day());
    for days in 1..=u64::from(horizon_days) {
        let Some(day) = first.checked_add_days(Days::new(days)) else { break };
        if let Some(start) = on(env, block, day)? {
            return Ok(Some(start));
        }
    }
    Ok(None)
}

fn full(env: &Env, state: &State, block: &Block, day: NaiveDate) -> Failure {
    let day = phrase::day(day, &env.now);
    let length = print_duration(hand::left_s(block, state, &env.now));
    let hint = format!("`heyday plan skip {}` looks for the next day that has room", block.no);
    Failure::new("no_room", format!("{day} has no room of {length} in its work hours"), hint)
}

fn nowhere(env: &Env, state: &State, block: &Block) -> Failure {
    let length = print_duration(hand::left_s(block, state, &env.now));
    let hint = format!("`heyday plan resize {} 30m` makes it shorter", block.no);
    Failure::new("no_room", format!("no day ahead has room of {length} in its work hours"), hint)
}
