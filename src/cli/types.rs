//! `types`: the kinds of work, how each is done, and how much of it is open.
//!
//! Next: [`crate::domain::Intent::NameKind`].

use super::env::Env;
use super::failure::Failure;
use super::phrase::count;
use super::printer::Look;
use super::table::{Column, Table};
use super::tell::Next;
use super::view;
use crate::domain::{Intent, Mode, Refusal, State};
use crate::exchange::jsonl::write;
use crate::store::Scope;
use crate::text;
use clap::{Args, Subcommand};

/// Arguments of `types`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  heyday types
  heyday types add pairing --mode collaborative
  heyday types rename pairing mobbing
  heyday types merge email admin
  heyday types drop pairing")]
pub(crate) struct Types {
    #[command(subcommand)]
    what: Option<What>,
}

/// What to do about kinds of work.
#[derive(Debug, Subcommand)]
enum What {
    /// Name a kind of work, or say how a known one is done
    Add(Add),
    /// Call a kind of work something else; what was learned about it stays
    Rename(Rename),
    /// Make one kind of work part of another; what was learned is computed anew for both together
    Merge(Merge),
    /// Take a kind of work off the list; tasks and sessions keep its name
    Drop(Drop),
}

/// Arguments of `types add`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday types add pairing --mode collaborative")]
struct Add {
    /// Its name: letters, digits and `_-./`
    #[arg(value_name = "NAME")]
    name: String,
    /// How it is done
    #[arg(long, value_enum)]
    mode: Option<ModeWord>,
}

/// Arguments of `types rename`.
#[derive(Debug, Args)]
#[command(after_help = "\
Open tasks follow. The log keeps the old name and is read under the new one.

Example:
  heyday types rename pairing mobbing")]
struct Rename {
    /// Its name
    #[arg(value_name = "OLD")]
    old: String,
    /// Its new name: letters, digits and `_-./`
    #[arg(value_name = "NEW")]
    new: String,
}

/// Arguments of `types merge`.
#[derive(Debug, Args)]
#[command(after_help = "\
Open tasks follow. The log keeps the name and is read under the other one.

Example:
  heyday types merge email admin")]
struct Merge {
    /// The kind of work that vanishes
    #[arg(value_name = "NAME")]
    from: String,
    /// The kind of work that it becomes part of
    #[arg(value_name = "INTO")]
    into: String,
}

/// Arguments of `types drop`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday types drop pairing")]
struct Drop {
    /// Its name
    #[arg(value_name = "NAME")]
    name: String,
}

/// How a kind of work is done, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum ModeWord {
    /// Needs an undisturbed stretch
    Deep,
    /// Can be done in between
    Shallow,
    /// With other people
    Collaborative,
    /// Getting better at something
    Learning,
}

impl From<ModeWord> for Mode {
    fn from(word: ModeWord) -> Mode {
        match word {
            ModeWord::Deep => Mode::Deep,
            ModeWord::Shallow => Mode::Shallow,
            ModeWord::Collaborative => Mode::Collaborative,
            ModeWord::Learning => Mode::Learning,
        }
    }
}

impl Types {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        match self.what {
            None => list(env),
            Some(What::Add(args)) => {
                let name = name(&args.name)?;
                // Named again without a mode, a kind of work keeps its own.
                let known = env.load_running()?.kind(&name).map(|kind| kind.mode);
                let mode = args.mode.map(Mode::from).or(known).unwrap_or_default();
                env.change(&Intent::NameKind { name, mode }, Next::Undo)
            }
            Some(What::Rename(args)) => {
                let (from, to) = (known(env, &args.old)?, name(&args.new)?);
                env.change(&Intent::RenameKind { from, to }, Next::Undo)
            }
            Some(What::Merge(args)) => {
                let (from, into) = (known(env, &args.from)?, known(env, &args.into)?);
                let listed = env.load_running()?.kind(&from).is_some();
                if !listed && !env.store()?.has_kind(&from)? {
                    return Err(Refusal::NoSuchKind(from).into());
                }
                env.change(&Intent::MergeKind { from, into }, Next::Undo)
            }
            Some(What::Drop(args)) => {
                let name = known(env, &args.name)?;
                env.change(&Intent::DropKind { name }, Next::Undo)
            }
        }
    }
}

/// The name of a kind of work that should exist. An import may have brought names that nobody would type.
pub(crate) fn known(env: &mut Env, typed: &str) -> Result<String, Failure> {
    let bare = typed.trim().trim_start_matches('@');
    let listed = env.load_running()?.kind(bare).is_some() || env.store()?.has_kind(bare)?;
    Ok(if listed { bare.to_owned() } else { bare.to_lowercase() })
}

/// A name as it is kept: without the `@` that it is often written with, in lower case.
pub(crate) fn name(typed: &str) -> Result<String, Failure> {
    let bare = typed.trim().trim_start_matches('@').to_lowercase();
    match text::clean_name(&bare) {
        clean if clean == bare && !bare.is_empty() => Ok(bare),
        clean => {
            let hint = match clean.as_str() {
                "" => "for example `writing`: letters, digits and `_-./`".to_owned(),
                clean => format!("names are letters, digits and `_-./`: how about `{clean}`?"),
            };
            Err(Failure::usage(format!("`{typed}` can't be the name of a kind of work"), hint))
        }
    }
}

fn list(env: &mut Env) -> Result<(), Failure> {
    let state = env.load(&Scope::Open)?;
    if env.printer.json {
        let answer = view::answer(|json| {
            json.array_field("types", |json| {
                for kind in state.types() {
                    json.object_item(|json| {
                        write::type_fields(json, kind);
                        json.field("open", open(&state, &kind.name));
                    });
                }
            });
        });
        env.printer.json(&answer);
        return Ok(());
    }
    if state.types().is_empty() {
        env.printer.line("No kinds of work: `heyday types add NAME` names one.");
        return Ok(());
    }
    let mut table = Table::new(&[(Column::Left, ""), (Column::Left, ""), (Column::Right, "")]);
    for kind in state.types() {
        let open = open(&state, &kind.name);
        let tasks = if open == 0 { String::new() } else { count(open, "open task") };
        table.row(vec![
            (Look::Strong, format!("@{}", kind.name)),
            (Look::Plain, kind.mode.word().to_owned()),
            (Look::Faint, tasks),
        ]);
    }
    table.print(&mut env.printer);
    Ok(())
}

/// How many open and waiting tasks are of that kind.
fn open(state: &State, kind: &str) -> u64 {
    state.tasks().map(|task| u64::from(task.kind.as_deref() == Some(kind))).sum()
}
