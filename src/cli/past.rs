//! `undo`, `redo` and `history`: the commands that were given, and taking them back.
//!
//! Next: [`crate::store`], which reverts whole commands and nothing else.

use super::env::Env;
use super::failure::Failure;
use super::phrase;
use super::printer::Look;
use super::table::{Column, Table};
use super::tell;
use super::view;
use crate::domain::{Change, State, TaskRef};
use crate::store::{Reverted, Scope};
use crate::text::{QUOTED, cut};
use clap::Args;

/// Takes the last change back.
pub(crate) fn undo(env: &mut Env) -> Result<(), Failure> {
    let now = env.now;
    let reverted = env.store()?.undo(&now)?;
    answer(env, "undo", &reverted);
    env.acknowledge()
}

/// Makes the last undone change again.
pub(crate) fn redo(env: &mut Env) -> Result<(), Failure> {
    let now = env.now;
    let reverted = env.store()?.redo(&now)?;
    answer(env, "redo", &reverted);
    env.acknowledge()
}

fn answer(env: &mut Env, verb: &str, reverted: &Reverted) {
    let (word, next) = match verb {
        "undo" => ("Undone", "`heyday redo` makes it again"),
        _ => ("Done again", "`heyday undo` takes it back"),
    };
    if env.printer.json {
        let state = touched(env, &reverted.changes);
        let answer = view::answer(|json| {
            json.field("verb", verb).field("seq", reverted.seq).object_field("reverted", |json| {
                json.field("verb", &reverted.verb)
                    .field("subject", &reverted.subject)
                    .field("changes", reverted.facts);
            });
            tell::things(json, &reverted.changes, &state, env);
        });
        env.printer.json(&answer);
    } else if !env.printer.quiet {
        let subject = cut(&reverted.subject, QUOTED);
        let what = format!("{word}: {} {subject}", reverted.verb);
        env.printer.say(Look::Plain, what.trim_end());
        env.printer.say(Look::Faint, &format!("Next: {next}"));
    }
}

/// The tasks of some changes as they are now, and the sessions that were brought back.
fn touched(env: &mut Env, changes: &[Change]) -> State {
    let task = |change: &Change| match change {
        Change::TaskAdded { task } => Some(task.id),
        Change::TaskEdited { id, .. } => Some(*id),
        Change::SessionAdded { session } => session.task,
        _ => None,
    };
    let ids = changes.iter().filter_map(task).map(TaskRef::Id).collect();
    // The change is made; what can't be read now is left out of the answer.
    let mut state = env.load(&Scope::Tasks(ids)).unwrap_or_default();
    for change in changes {
        if let Change::SessionAdded { session } = change {
            state.load_session(session.as_ref().clone());
        }
    }
    state
}

/// Arguments of `history`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday history --limit 5")]
pub(crate) struct History {
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

impl History {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let entries = env.store()?.history(self.limit)?;
        let now = env.now;
        if env.printer.json {
            let answer = view::answer(|json| {
                json.array_field("history", |json| {
                    for entry in &entries {
                        json.object_item(|json| {
                            json.field("step", entry.id)
                                .field("at", entry.at)
                                .field("kind", &entry.kind)
                                .field("verb", &entry.verb)
                                .field("subject", &entry.subject)
                                .field("status", &entry.status)
                                .field("changes", entry.facts);
                        });
                    }
                });
            });
            env.printer.json(&answer);
            return Ok(());
        }
        if entries.is_empty() {
            env.printer.line("Nothing has changed yet.");
            return Ok(());
        }
        let mut table = Table::new(&[
            (Column::Left, ""),
            (Column::Left, ""),
            (Column::Flexible, ""),
            (Column::Left, ""),
        ]);
        for entry in &entries {
            let again = match entry.kind.as_str() {
                "do" | "forget" => String::new(),
                kind => format!("{kind} "),
            };
            let stays = entry.status == "applied" || entry.kind == "forget";
            let undone = if stays { "" } else { "undone" };
            table.row(vec![
                (Look::Faint, phrase::day_clock(entry.at, &now)),
                (Look::Strong, format!("{again}{}", entry.verb)),
                (Look::Plain, entry.subject.clone()),
                (Look::Faint, undone.to_owned()),
            ]);
        }
        table.print(&mut env.printer);
        Ok(())
    }
}
