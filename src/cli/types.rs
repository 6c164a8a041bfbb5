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
use crate::domain::{Intent, Mode, State};
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
            Some(What::Drop(args)) => {
                let typed = args.name.trim().trim_start_matches('@');
                let known = env.load_running()?.kind(typed).is_some();
                // An import may have brought names that nobody would type.
                let name = if known { typed.to_owned() } else { typed.to_lowercase() };
                env.change(&Intent::DropKind { name }, Next::Undo)
            }
        }
    }
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
