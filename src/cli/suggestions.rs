//! `suggestions`: what other programs would have the person do, and the person's yes or no. What is said yes to is done as
//! if it had been typed, in one step that undo takes back. Must never do anything of it by itself.
//!
//! Next: [`super::mcp`], where they come from; [`crate::store::Store::suggestions`], where they wait.

use super::args::{Cli, Command};
use super::env::Env;
use super::failure::Failure;
use super::printer::Look;
use super::{dispatch, log, parse, plan, view, words};
use crate::domain::Suggestion;
use crate::plan::skills::practised;
use crate::text::command_line;
use clap::{Args, Subcommand};
use std::ffi::OsString;

/// Arguments of `suggestions`.
#[derive(Debug, Args)]
#[command(after_help = "\
Programs that use `heyday mcp` may look, and suggest; heyday itself suggests a learning block (`heyday skills`). Nothing of \
it is done before you say so.

Examples:
  heyday suggestions
  heyday suggestions accept 1
  heyday suggestions dismiss 1 2")]
#[command(subcommand_value_name = "WHAT", subcommand_help_heading = "Inner commands")]
pub(crate) struct Suggestions {
    #[command(subcommand)]
    what: Option<What>,
}

/// What to say to them.
#[derive(Debug, Subcommand)]
enum What {
    /// Do what is suggested
    #[command(after_help = "Example:\n  heyday suggestions accept 1")]
    Accept {
        /// Its number
        #[arg(value_name = "N")]
        no: i64,
    },
    /// Don't do it
    #[command(
        after_help = "Examples:\n  heyday suggestions dismiss 1 2\n  heyday suggestions dismiss --all"
    )]
    Dismiss {
        /// Their numbers
        #[arg(value_name = "N", required_unless_present = "all")]
        nos: Vec<i64>,
        /// All that wait
        #[arg(long, conflicts_with = "nos")]
        all: bool,
    },
}

/// What may be suggested, by name; [`is_suggestible`] knows it when it was read.
const NAMES: [&str; 10] = [
    "add",
    "edit",
    "done",
    "drop",
    "reopen",
    "log add",
    "plan move",
    "plan resize",
    "plan pin",
    "plan skip",
];

/// Whether a command may be suggested: it changes tasks, the log or the plan in one step, and all of it can be taken back.
pub(super) fn is_suggestible(command: &Command) -> bool {
    match command {
        Command::Add(_)
        | Command::Edit(_)
        | Command::Done(_)
        | Command::Drop(_)
        | Command::Reopen(_) => true,
        Command::Log(log) => log::is_addition(log),
        Command::Plan(plan) => plan::is_placing(plan),
        _ => false,
    }
}

/// What is said to any other command.
pub(super) fn not_suggestible() -> Failure {
    let hint = format!("what may be: {}", NAMES.map(|name| format!("`{name}`")).join(", "));
    Failure::usage("that command can't be suggested", hint)
}

/// The command of a suggestion.
///
/// # Errors
/// When the words are none that may be suggested, or would do it elsewhere than in this store.
pub(super) fn read(said: &[String]) -> Result<Command, Failure> {
    let args: Vec<OsString> =
        std::iter::once("heyday".into()).chain(said.iter().map(OsString::from)).collect();
    let args = words::protect(args);
    // Of another command nobody needs to know what is wrong with its words.
    let begins = |name: &&str| name.split(' ').next() == said.first().map(String::as_str);
    if !NAMES.iter().any(begins) {
        return Err(not_suggestible());
    }
    let Cli { global, command, accessible } = parse(&args)
        .map_err(|error| super::usage(&error.render().to_string(), &words::command(&args)))?;
    let is_plain = global.data_dir.is_none() && global.config.is_none() && !global.rehearse;
    match command {
        Some(command) if is_plain && !accessible && is_suggestible(&command) => Ok(command),
        _ => Err(not_suggestible()),
    }
}

impl Suggestions {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        match self.what {
            None => list(env),
            Some(What::Accept { no }) => accept(env, no),
            Some(What::Dismiss { nos, all }) => dismiss(env, nos, all),
        }
    }
}

fn list(env: &mut Env) -> Result<(), Failure> {
    let waiting = env.store()?.suggestions()?;
    if env.printer.json {
        let answer = view::answer(|json| {
            json.array_field("suggestions", |json| {
                for one in &waiting {
                    json.object_item(|json| {
                        json.field("suggestion", one.no)
                            .field("at", one.at)
                            .field("who", &one.who)
                            .array_field("words", |json| {
                                for word in &one.words {
                                    json.item(word);
                                }
                            })
                            .field("comes_to", &one.comes)
                            .field("why", &one.why);
                    });
                }
            });
        });
        env.printer.json(&answer);
        return Ok(());
    }
    let Some(first) = waiting.first() else {
        env.printer.line("Nothing is suggested.");
        return Ok(());
    };
    for one in &waiting {
        let line = format!("{}  heyday {}", one.no, command_line(&one.words));
        let line = env.printer.paint(Look::Plain, &line);
        env.printer.line(&line);
        for more in [format!("then: {}", one.comes), reason(env, one)] {
            let more = env.printer.paint(Look::Faint, &format!("   {more}"));
            env.printer.line(&more);
        }
    }
    let no = first.no;
    let next = format!(
        "Next: `heyday suggestions accept {no}` does it, `heyday suggestions dismiss {no}` does not"
    );
    let next = env.printer.paint(Look::Faint, &next);
    env.printer.line(&next);
    Ok(())
}

fn reason(env: &Env, one: &Suggestion) -> String {
    let said = format!("{}, {}", one.who, env.day_clock(one.at));
    if one.why.is_empty() { said } else { format!("{said}: {}", one.why) }
}

fn accept(env: &mut Env, no: i64) -> Result<(), Failure> {
    // Taken before it is done: two keys in a hurry are one yes.
    let one = env.store()?.take_suggestion(no)?.ok_or_else(|| missing(no))?;
    let done = read(&one.words).and_then(|command| dispatch(Some(command), env));
    if done.is_err() {
        env.store()?.put_suggestion_back(&one)?;
    }
    done.map(drop)
}

fn dismiss(env: &mut Env, mut nos: Vec<i64>, all: bool) -> Result<(), Failure> {
    let waiting = env.store()?.suggestions()?;
    if all {
        nos = waiting.iter().map(|one| one.no).collect();
    }
    if let Some(no) = nos.iter().find(|no| !waiting.iter().any(|one| one.no == **no)) {
        return Err(missing(*no));
    }
    for no in &nos {
        let taken = env.store()?.take_suggestion(*no)?;
        if let Some((tag, _)) = taken.as_ref().and_then(practised) {
            let at = env.now.at.utc_ms();
            env.store()?.decline(tag, at)?;
        }
    }
    if env.printer.json {
        let answer = view::answer(|json| {
            json.field("dismissed", nos.clone());
        });
        env.printer.json(&answer);
    } else if !env.printer.quiet {
        let said = match nos.len() {
            1 => "Dismissed 1 suggestion".to_owned(),
            many => format!("Dismissed {many} suggestions"),
        };
        env.printer.line(&said);
    }
    Ok(())
}

fn missing(no: i64) -> Failure {
    let hint = "`heyday suggestions` shows what waits";
    Failure::not_found(format!("no suggestion {no} waits"), hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(line: &str) -> bool {
        let said: Vec<String> = line.split(' ').map(str::to_owned).collect();
        read(&said).is_ok()
    }

    #[test]
    fn only_what_can_be_taken_back_may_be_suggested_and_only_in_this_store() {
        for line in [
            "add Call Ana -- --json",
            "edit 1 due:fri -q3",
            "done 1 2 --focus 4",
            "drop 1",
            "reopen 1",
            "log add 1 9:00-10:00",
            "plan move b1 14:00",
            "plan pin b1 --off",
            "plan skip b1 fri",
        ] {
            assert!(reads(line), "{line}");
        }
        for line in [
            "forget --all --yes",
            "delete 1",
            "undo",
            "start 1",
            "log",
            "log delete 1",
            "plan",
            "plan accept",
            "restore x",
            "config set a b",
            "suggestions accept 1",
            "mcp",
            "--data-dir /tmp/other add x",
            "add x --config /tmp/other",
            "done 1 --rehearse",
            "add",
        ] {
            assert!(!reads(line), "{line}");
        }
    }
}
