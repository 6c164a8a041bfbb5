//! `plan history`, `plan show` and `plan revert`: the plan through time. A version is a step that changed the plan;
//! going back is a step of its own, and touches only what has not begun.

use super::super::env::Env;
use super::super::failure::Failure;
use super::super::phrase::{self, count};
use super::super::printer::{Look, complain};
use super::super::table::{Column, Table};
use super::super::tell::Next;
use super::super::view;
use super::shown;
use crate::domain::{Block, Intent, Moment, PlanVerb, Put, State};
use crate::plan::shift::{Shift, Today, standing};
use crate::store::{PlanVersion, Scope};
use clap::Args;

/// Arguments of `plan history`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday plan history --limit 5")]
pub(super) struct History {
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

impl History {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let versions = env.store()?.plan_versions(self.limit)?;
        if env.printer.json {
            let answer = view::answer(|json| {
                json.array_field("versions", |json| {
                    for version in &versions {
                        json.object_item(|json| fields(json, version));
                    }
                });
            });
            env.printer.json(&answer);
            return Ok(());
        }
        if versions.is_empty() {
            env.printer.line("Nothing was ever planned: `heyday plan accept` adopts a plan.");
            return Ok(());
        }
        let columns = [Column::Right, Column::Left, Column::Left, Column::Flexible, Column::Left];
        let mut table = Table::new(&columns.map(|column| (column, "")));
        for version in &versions {
            table.row(vec![
                (Look::Faint, version.no.to_string()),
                (Look::Faint, phrase::day_clock(version.at, &env.now)),
                (Look::Strong, verb(version)),
                (Look::Plain, version.subject.clone()),
                (Look::Faint, tally(version)),
            ]);
        }
        table.print(&mut env.printer);
        let next = "Next: `heyday plan show N` shows the plan after a change";
        let next = env.printer.paint(Look::Faint, next);
        env.printer.line(&next);
        Ok(())
    }
}

fn fields(json: &mut crate::exchange::json::Json, version: &PlanVersion) {
    json.field("version", version.no)
        .field("at", version.at)
        .field("kind", &version.kind)
        .field("verb", &version.verb)
        .field("subject", &version.subject)
        .field("added", version.added)
        .field("changed", version.changed)
        .field("removed", version.removed);
}

/// `plan accept`, `undo plan accept`.
fn verb(version: &PlanVersion) -> String {
    match version.kind.as_str() {
        "do" => version.verb.clone(),
        kind => format!("{kind} {}", version.verb),
    }
}

/// `3 added, 1 changed`.
fn tally(version: &PlanVersion) -> String {
    let parts =
        [(version.added, "added"), (version.changed, "changed"), (version.removed, "removed")];
    let parts = parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}"));
    parts.collect::<Vec<_>>().join(", ")
}

/// The version with that number.
fn version(env: &mut Env, no: usize) -> Result<PlanVersion, Failure> {
    env.store()?.plan_version(no)?.ok_or_else(|| {
        let message = format!("no version {no} of the plan");
        Failure::not_found(message, "`heyday plan history` lists them")
    })
}

/// Arguments of `plan show`.
#[derive(Debug, Args)]
#[command(after_help = "\
Without a VERSION it is the plan as it is, from today on.

Examples:
  heyday plan show
  heyday plan show 1")]
pub(super) struct Show {
    /// Number of the version
    #[arg(value_name = "VERSION")]
    version: Option<usize>,
}

impl Show {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let now = env.now;
        let Some(no) = self.version else { return present(env) };
        let version = version(env, no)?;
        let from = now.day_span(now.day_of(version.at)).start;
        let mut blocks = env.store()?.plan_as_of(version.seq)?;
        blocks.retain(|block| block.end.utc_ms() > from.utc_ms());
        let state = env.load(&Scope::AllTasks)?;
        if !env.printer.json {
            let when = phrase::day_clock(version.at, &now);
            let line =
                format!("Version {}, {when}: {} {}", version.no, verb(&version), version.subject);
            let line = env.printer.paint(Look::Faint, line.trim_end());
            env.printer.line(&line);
        }
        let then = (blocks.as_slice(), &Shift::default());
        shown::plan(env, then, &state, |json| fields(json, &version));
        Ok(())
    }
}

/// The plan as it is, from today on; today's blocks where they stand.
fn present(env: &mut Env) -> Result<(), Failure> {
    let now = env.now;
    let today = now.day_span(now.day());
    let state = env.load(&Scope::Screen { span: today })?;
    let blocks = state.plan().filter(|block| block.end.utc_ms() > today.start.utc_ms());
    let blocks: Vec<Block> = blocks.cloned().collect();
    let planning = env.loaded.config.planning();
    let shift = standing(Today { state: &state, planning: &planning, now: &now });
    shown::plan(env, (&blocks, &shift), &state, |_| {});
    Ok(())
}

/// Arguments of `plan revert`.
#[derive(Debug, Args)]
#[command(after_help = "\
Only blocks that have not begun come back or go.

Example:
  heyday plan revert 1")]
pub(super) struct Revert {
    /// Number of the version to go back to
    #[arg(value_name = "VERSION")]
    version: usize,
}

impl Revert {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let version = version(env, self.version)?;
        let wanted = env.store()?.plan_as_of(version.seq)?;
        let state = env.load(&Scope::AllTasks)?;
        let at = env.now.at;
        let (intent, left_out) = back(&state, &wanted, at);
        env.change(&intent, Next::Undo)?;
        if left_out > 0 && !env.printer.quiet {
            let what = count(left_out as u64, "block");
            let why = "the task is closed, or the time has passed or is taken";
            complain(&format!("note: {what} could not go back: {why}\n"));
        }
        Ok(())
    }
}

/// What brings the plan to come back to how it was, and how many blocks can't go back: one whose time has passed since
/// stays where it is now.
fn back(state: &State, wanted: &[Block], now: Moment) -> (Intent, usize) {
    let to_come = |block: &&Block| block.start.utc_ms() >= now.utc_ms();
    let missed = |block: &&Block| {
        wanted.iter().any(|one| one.id == block.id && one.start.utc_ms() < now.utc_ms())
    };
    let open = |block: &Block| {
        block.tasks().all(|id| state.task(id).is_some_and(|task| !task.status.is_closed()))
    };
    let stay = |block: &&Block| {
        if to_come(block) { missed(block) } else { block.end.utc_ms() > now.utc_ms() }
    };
    let staying: Vec<&Block> = state.plan().filter(stay).collect();
    let free = |block: &Block| staying.iter().all(|one| one.span().overlap(block.span()).is_none());
    let wanted: Vec<&Block> = wanted.iter().filter(to_come).collect();
    let can: Vec<&Block> =
        wanted.iter().copied().filter(|block| open(block) && free(block)).collect();
    let gone = |block: &&Block| !missed(block) && !can.iter().any(|one| one.id == block.id);
    let remove = state.plan().filter(to_come).filter(gone).map(|block| block.id).collect();
    let put = can.iter().map(|block| {
        let known = state.block(block.id).is_some();
        Put { id: known.then_some(block.id), ..Put::of(block) }
    });
    let put = put.collect();
    let left_out = wanted.len() - can.len() + state.plan().filter(to_come).filter(missed).count();
    (Intent::Plan { verb: PlanVerb::Revert, remove, put }, left_out)
}
