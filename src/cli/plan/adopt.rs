//! `plan diff` and `plan accept`: what a proposal would change, and adopting it, whole or by block. Blocks are named as
//! they were shown, so naming some adopts the proposal that was shown last, and is refused when the journal has moved on
//! since; without names the proposal is made afresh.
//!
//! Next: [`crate::plan::diff`], which compares and knows what adopting comes to.

use super::super::env::Env;
use super::super::failure::Failure;
use super::super::phrase::{self, count};
use super::super::printer::Look;
use super::super::propose::{Ground, keep};
use super::super::table::{Column, Table};
use super::super::tell::{self, Next};
use super::super::view;
use super::super::words::word;
use super::shown;
use crate::domain::{BlockNo, Change, Intent, Now, State, TaskRef};
use crate::exchange::json::Json;
use crate::plan::diff::{Difference, Fate, adopt, diff};
use crate::plan::proposal::Kind;
use crate::plan::{Proposal, draft};
use crate::store::{Recorded, Scope};
use crate::text::print_duration;
use chrono::NaiveDate;
use clap::Args;

/// Exit status when the data has changed meanwhile.
const CHANGED: u8 = 4;

/// Arguments of `plan diff`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday plan diff")]
pub(super) struct Diff {
    /// Show what stays as well
    #[arg(long)]
    all: bool,
}

impl Diff {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let ground = Ground::load(env)?;
        let proposal = ground.propose(env).0.proposal;
        keep(env, &proposal)?;
        let found = diff(ground.state.plan(), &proposal, &env.now);
        let shown: Vec<&Difference> =
            found.iter().filter(|one| self.all || one.differs()).collect();
        if env.printer.json {
            let answer = view::answer(|json| {
                json.field("made_at", proposal.made_at).field("seq", proposal.seq);
                json.array_field("changes", |json| {
                    for one in &shown {
                        json.object_item(|json| fields(json, one, &ground.state));
                    }
                });
            });
            env.printer.json(&answer);
        } else if shown.is_empty() {
            env.printer.line("The plan stays as it is.");
        } else {
            table(env, &shown, &ground.state);
            let next = "Next: `heyday plan accept` adopts it; with numbers, only those blocks";
            let next = env.printer.paint(Look::Faint, next);
            env.printer.line(&next);
        }
        Ok(())
    }
}

/// One line a difference, by day.
fn table(env: &mut Env, found: &[&Difference], state: &State) {
    let columns = [Column::Left, Column::Left, Column::Left, Column::Left, Column::Flexible];
    let mut table = Table::new(&columns.map(|column| (column, "")));
    let now = env.now;
    let mut last: Option<NaiveDate> = None;
    for one in found {
        let day = one.to.or(one.from).map(|span| now.day_of(span.start));
        let name = day.filter(|_| last != day).map(|day| phrase::day(day, &now));
        last = day;
        let look = match one.fate {
            Fate::Added => Look::Accent,
            Fate::Removed => Look::Warning,
            Fate::Kept => Look::Faint,
            Fate::Moved | Fate::Resized | Fate::Changed => Look::Plain,
        };
        table.row(vec![
            (Look::Strong, name.unwrap_or_default()),
            (look, place(one)),
            (look, fate(one, &now)),
            (Look::Faint, one.no.to_string()),
            (look, shown::title(one.task, &one.also, state)),
        ]);
    }
    table.print(&mut env.printer);
}

fn place(one: &Difference) -> String {
    one.to.or(one.from).map(shown::from_to).unwrap_or_default()
}

/// What becomes of it: `new`, `was Thu 26 09:30-10:30`, `goes`.
fn fate(one: &Difference, now: &Now) -> String {
    let was = one.from.zip(one.to);
    match one.fate {
        Fate::Kept => "stays".into(),
        Fate::Added => "new".into(),
        Fate::Removed => "goes".into(),
        Fate::Changed if one.pinned => "pinned".into(),
        Fate::Changed => "changed".into(),
        Fate::Resized => was.map_or_else(String::new, |(from, _)| {
            format!("was {}", print_duration(from.seconds()))
        }),
        Fate::Moved => was.map_or_else(String::new, |(from, to)| {
            if now.day_of(from.start) == now.day_of(to.start) {
                format!("was {}", shown::from_to(from))
            } else {
                format!("was {}-{}", phrase::day_clock(from.start, now), phrase::clock(from.end))
            }
        }),
    }
}

fn fields(json: &mut Json, one: &Difference, state: &State) {
    let task = state.task(one.task);
    json.field("change", one.fate.word()).field("block", one.no.to_string());
    view::named(json, Some(one.task), task);
    json.field("also", &one.also)
        .field("from_start", one.from.map(|span| span.start))
        .field("from_end", one.from.map(|span| span.end))
        .field("start", one.to.map(|span| span.start))
        .field("end", one.to.map(|span| span.end))
        .field("pinned", one.pinned);
}

/// Arguments of `plan accept`.
#[derive(Debug, Args)]
#[command(after_help = "\
With BLOCKs it adopts those of the proposal that `heyday plan` or `heyday plan diff` showed last, and what is in their \
way goes where that proposal has it.

Examples:
  heyday plan accept
  heyday plan accept b1 b3")]
pub(super) struct Accept {
    /// Numbers of blocks, or tasks; everything when there are none
    #[arg(value_name = "BLOCK", value_parser = word)]
    blocks: Vec<String>,
}

impl Accept {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let (state, proposal, only) = if self.blocks.is_empty() {
            let ground = Ground::load(env)?;
            let proposal = ground.propose(env).0.proposal;
            (ground.state, proposal, None)
        } else {
            let proposal = last_shown(env)?;
            let state = env.load(&Scope::Open)?;
            let nos = named(&self.blocks, &proposal, &state, &env.now)?;
            (state, proposal, Some(nos))
        };
        match adopt(state.plan(), &proposal, only.as_deref(), &env.now) {
            None => {
                nothing(env);
                Ok(())
            }
            Some(intent) => carry_out(env, &intent, proposal, &state),
        }
    }
}

/// The proposal that was shown last, if it still is about what there is.
///
/// # Errors
/// When none was shown, or the journal has moved on since (exit status 4).
fn last_shown(env: &mut Env) -> Result<Proposal, Failure> {
    let hint = "`heyday plan` shows the proposal as it is now";
    let (last, kept) = (env.store()?.last_seq()?, env.store()?.draft()?);
    let Some(kept) = kept else {
        return Err(Failure::not_found("no proposal was shown yet", hint));
    };
    let proposal = draft::read(&kept.body).filter(|_| kept.seq == last);
    proposal.ok_or_else(|| {
        let message = "something has changed since the proposal was shown";
        Failure { exit: CHANGED, ..Failure::new("changed", message, hint) }
    })
}

/// The numbers of the blocks that the words point at.
fn named(
    words: &[String],
    proposal: &Proposal,
    state: &State,
    now: &Now,
) -> Result<Vec<BlockNo>, Failure> {
    let known = diff(state.plan(), proposal, now);
    let hint = "`heyday plan diff` shows what is proposed";
    let number = |word: &String| {
        if let Some(no) = BlockNo::parse(word.trim()) {
            let found = known.iter().any(|one| one.no == no).then_some(vec![no]);
            let missing = || Failure::not_found(format!("no block `{no}` in the proposal"), hint);
            return found.ok_or_else(missing);
        }
        let task = state.resolve(&TaskRef::parse(word))?;
        let of_task = |one: &&Difference| {
            one.differs() && (one.task == task.id || one.also.contains(&task.id))
        };
        let found: Vec<BlockNo> = known.iter().filter(of_task).map(|one| one.no).collect();
        if found.is_empty() {
            let message = format!("nothing is proposed for task {} `{}`", task.no, task.title);
            return Err(Failure::not_found(message, hint));
        }
        Ok(found)
    };
    let found: Result<Vec<Vec<BlockNo>>, Failure> = words.iter().map(number).collect();
    Ok(found?.concat())
}

/// The rest of what was shown is still what was shown: nobody else has changed anything.
fn still_shown(env: &mut Env, proposal: Proposal, recorded: &Recorded) -> Result<(), Failure> {
    let added = |no: BlockNo| {
        recorded.decision.changes.iter().find_map(|change| match change {
            Change::BlockAdded { block } if block.no == no => Some(block.id),
            _ => None,
        })
    };
    let mut proposal = Proposal { seq: recorded.seq, ..proposal };
    for stretch in proposal.days.iter_mut().flat_map(|day| &mut day.stretches) {
        if let Kind::Task(proposed) = &mut stretch.kind {
            proposed.put.id = proposed.put.id.or(added(proposed.no));
        }
    }
    keep(env, &proposal)
}

fn nothing(env: &mut Env) {
    if env.printer.json {
        let answer = view::answer(|json| {
            json.field("verb", "plan accept").array_field("changes", |_| {});
        });
        env.printer.json(&answer);
    } else if !env.printer.quiet {
        env.printer.line("The plan is as proposed already.");
    }
}

/// Carries it out and says which of the differences that made.
fn carry_out(
    env: &mut Env,
    intent: &Intent,
    proposal: Proposal,
    state: &State,
) -> Result<(), Failure> {
    let found = diff(state.plan(), &proposal, &env.now);
    let Intent::Plan { remove, put, .. } = intent else {
        return env.change(intent, Next::Undo);
    };
    let gone = |one: &Difference| {
        state.plan().any(|block| block.no == one.no && remove.contains(&block.id))
    };
    let made = |one: &&Difference| {
        one.differs() && (put.iter().any(|put| put.no == Some(one.no)) || gone(one))
    };
    let made: Vec<&Difference> = found.iter().filter(made).collect();
    let now = env.now;
    let recorded = env.store()?.transact(intent, &now)?;
    still_shown(env, proposal, &recorded)?;
    if env.printer.json {
        let answer = view::answer(|json| {
            json.field("verb", recorded.decision.verb).field("seq", recorded.seq);
            json.array_field("changes", |json| {
                for one in &made {
                    json.object_item(|json| fields(json, one, state));
                }
            });
            tell::things(json, &recorded.decision.changes, &recorded.state, env);
        });
        env.printer.json(&answer);
    } else if !env.printer.quiet {
        let what = count(recorded.decision.changes.len() as u64, "change");
        env.printer.line(&format!("Accepted: {what} of the plan"));
        table(env, &made, state);
        let next = env.printer.paint(Look::Faint, "Next: `heyday undo` takes it back");
        env.printer.line(&next);
    }
    env.acknowledge()
}
