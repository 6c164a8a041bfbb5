//! The imperative shell of the commands: arguments, output, errors with hints, one file a group.
//!
//! A command parses its arguments, asks the store to carry out an intent (which goes through
//! [`crate::domain::decide()`] there), and says what changed. It must never decide anything about work itself.
//!
//! Start with [`args`] for what exists and [`mod@env`] for what every command finds; [`failure`] is how things go
//! wrong, [`printer`] where words go.

mod args;
mod away;
mod backup;
mod balance;
mod calendar;
mod capture;
mod config;
mod correct;
mod daemon;
mod demo;
mod doctor;
mod env;
mod estimate;
mod exchange;
mod failure;
mod forget;
mod forgotten;
mod hook;
mod import;
mod insights;
mod keys;
mod list;
mod log;
mod mcp;
mod moments;
mod next;
mod notify;
mod nudge;
mod often;
mod past;
mod phrase;
mod pick;
mod plan;
mod printer;
mod propose;
mod publish;
mod report;
mod review;
mod rhythm;
mod screen;
mod shell;
mod show;
mod skills;
mod solve;
mod status;
mod suggestions;
mod table;
mod tasks;
mod tell;
mod template;
mod timer;
mod today;
mod types;
mod view;
mod what_if;
mod why;
mod words;

use args::{Cli, Command};
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use env::Env;
use failure::Failure;
use printer::{Color, complain, error_colour, written};
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// Runs the program with the process's arguments and returns its exit status.
pub fn main() -> ExitCode {
    crate::runtime::install_panic_hook();
    let args = words::protect(std::env::args_os().collect());
    let json = words::wants_json(&args);
    match run(&args) {
        Ok(code) => code,
        Err((failure, color)) => {
            complain(&failure.render(json, error_colour(color)));
            ExitCode::from(failure.exit)
        }
    }
}

fn run(args: &[OsString]) -> Result<ExitCode, (Failure, Color)> {
    let cli = match parse(args) {
        Ok(cli) => cli,
        Err(error) => return refused(&error, args).map_err(|failure| (failure, Color::Auto)),
    };
    let color = cli.global.color;
    carry_out(cli).map_err(|failure| (failure, color))
}

/// What clap makes of the arguments. Its tree of all commands is left to the end of the process where that is near: taking
/// it apart costs as much as a question to the store.
fn parse(args: &[OsString]) -> Result<Cli, clap::Error> {
    // Whatever is not understood here is understood, or explained, by the whole tree.
    if let Some(cli) = often::parse(args) {
        return Ok(cli);
    }
    let mut command = Cli::command();
    let mut matches = command.try_get_matches_from_mut(args)?;
    let cli =
        Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))?;
    if !matches!(cli.command, Some(Command::Tui | Command::Demo(_) | Command::Daemon(_))) {
        std::mem::forget((command, matches));
    }
    Ok(cli)
}

fn carry_out(cli: Cli) -> Result<ExitCode, Failure> {
    let mends = match &cli.command {
        Some(Command::Config(config)) => config.mends(),
        Some(Command::Backup(backup)) => backup.mends(),
        Some(Command::Insights(insights)) => insights.mends(),
        Some(Command::Doctor(_)) => true,
        _ => false,
    };
    let mut env = match &cli.command {
        // These need no surroundings, and must work in any.
        Some(Command::Completions(_) | Command::Man(_)) => None,
        _ => Some(Env::new(&cli.global, mends)?),
    };
    if let Some(env) = &mut env {
        env.loaded.config.screen.accessible |= cli.accessible;
    }
    let code = match (cli.command, &mut env) {
        (Some(Command::Completions(args)), _) => args.run().map(|()| ExitCode::SUCCESS),
        (Some(Command::Man(args)), _) => args.run().map(|()| ExitCode::SUCCESS),
        (command, Some(env)) => dispatch(command, env),
        (_, None) => Ok(ExitCode::SUCCESS),
    };
    // What was said before something went wrong is said too.
    let flushed = env.map_or(Ok(true), |mut env| {
        let flushed = env.printer.flush();
        env.leave_store();
        flushed
    });
    let code = code?;
    flushed.map(|_| code)
}

fn dispatch(command: Option<Command>, env: &mut Env) -> Result<ExitCode, Failure> {
    if env.rehearses && !command.as_ref().is_some_and(suggestions::is_suggestible) {
        return Err(suggestions::not_suggestible());
    }
    let done = match command {
        None if io::stdout().is_terminal() && !env.printer.json => return screen::open(env, false),
        None => today::run(env),
        Some(Command::Tui) => return screen::open(env, false),
        Some(Command::Demo(args)) => return args.run(env),
        Some(Command::Add(args)) => args.run(env),
        Some(Command::Edit(args)) => args.run(env),
        Some(Command::Done(args)) => args.run(env),
        Some(Command::Drop(args)) => args.run(env),
        Some(Command::Reopen(args)) => args.run(env),
        Some(Command::Delete(args)) => args.run(env),
        Some(Command::Show(args)) => args.run(env),
        Some(Command::List(args)) => args.run(env),
        Some(Command::Start(args)) => args.run(env),
        Some(Command::Stop(args)) => args.run(env),
        Some(Command::Switch(args)) => args.run(env),
        Some(Command::Resume(args)) => args.run(env),
        Some(Command::Interrupt(args)) => args.run(env),
        Some(Command::Break(args)) => args.run(env),
        Some(Command::Away(args)) => args.run(env),
        Some(Command::Log(args)) => args.run(env),
        Some(Command::Report(args)) => args.run(env),
        Some(Command::Review(args)) => args.run(env),
        Some(Command::Status(args)) => args.run(env),
        Some(Command::Next(args)) => args.run(env),
        Some(Command::Why(args)) => args.run(env),
        Some(Command::WhatIf(args)) => args.run(env),
        Some(Command::Estimate(args)) => args.run(env),
        Some(Command::Insights(args)) => args.run(env),
        Some(Command::Skills(args)) => args.run(env),
        Some(Command::Nudge(args)) => args.run(env),
        Some(Command::Daemon(args)) => args.run(env),
        Some(Command::Balance(args)) => args.run(env),
        Some(Command::Plan(args)) => args.run(env),
        Some(Command::Solve(args)) => args.run(env),
        Some(Command::Types(args)) => args.run(env),
        Some(Command::Calendar(args)) => args.run(env),
        Some(Command::Undo) => past::undo(env),
        Some(Command::Redo) => past::redo(env),
        Some(Command::History(args)) => args.run(env),
        Some(Command::Export(args)) => args.run(env),
        Some(Command::Import(args)) => args.run(env),
        Some(Command::Backup(args)) => args.run(env),
        Some(Command::Restore(args)) => args.run(env),
        Some(Command::Forget(args)) => args.run(env),
        Some(Command::Suggestions(args)) => args.run(env),
        Some(Command::Mcp(args)) => args.run(env),
        Some(Command::Doctor(args)) => args.run(env),
        Some(Command::Config(args)) => args.run(env),
        Some(Command::Keys) => {
            keys::run(env);
            Ok(())
        }
        Some(Command::Hook(args)) => args.run(env),
        Some(Command::Completions(args)) => args.run(),
        Some(Command::Man(args)) => args.run(),
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// Help and version go to standard output; everything else that clap says becomes a failure of ours.
fn refused(error: &clap::Error, args: &[OsString]) -> Result<ExitCode, Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let rendered = error.render();
            let colour = io::stdout().is_terminal() && error_colour(Color::Auto);
            let text = if colour { rendered.ansi().to_string() } else { rendered.to_string() };
            let mut stdout = io::stdout().lock();
            let said = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
            written(said).map(|_| ExitCode::SUCCESS)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            Err(unfinished(args))
        }
        _ => Err(usage(&error.render().to_string(), &words::command(args))),
    }
}

/// clap's words in our form: the first line is what is wrong, a tip is the hint, else where to read on.
fn usage(said: &str, command: &str) -> Failure {
    let said = words::unmark(said);
    let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let first = first.strip_prefix("error: ").unwrap_or(first);
    let mut message = first.to_owned();
    let (mut hint, mut ended) = (String::new(), false);
    for line in lines {
        if let Some(tip) = line.strip_prefix("tip: ") {
            hint = if is_of_use(tip, first, command) { ticked(tip) } else { String::new() };
        } else if line.starts_with("Usage: ") || line.starts_with("For more") {
            ended = true;
        } else if !ended && hint.is_empty() {
            message.push(' ');
            message.push_str(line);
        }
    }
    if hint.is_empty() {
        hint = format!("`{command} --help` shows an example");
    }
    Failure::usage(ticked(&message), hint)
}

/// Whether a tip of clap's helps: it takes what merely shares some letters for similar, and every unknown option for a word
/// that somebody may have meant to pass on.
fn is_of_use(tip: &str, said: &str, command: &str) -> bool {
    let initial = |text: &str| text.split('\'').nth(1)?.trim_start_matches('-').chars().next();
    (!tip.starts_with("to pass ") || words::takes_words(command))
        && (!tip.starts_with("a similar argument") || initial(tip) == initial(said))
}

/// A command that says nothing without one of the commands inside it.
fn unfinished(args: &[OsString]) -> Failure {
    use clap::CommandFactory;
    let typed = words::command(args);
    let mut command = Cli::command();
    for word in typed.split(' ').skip(1) {
        command = command.find_subcommand(word).cloned().unwrap_or(command);
    }
    let inner: Vec<String> =
        command.get_subcommands().map(|inner| format!("`{}`", inner.get_name())).collect();
    Failure::usage(
        format!("`{typed}` needs one more word: {}", inner.join(", ")),
        format!("`{typed} --help` shows an example"),
    )
}

/// The words that `args` begins with which name a command and the commands inside it.
fn known_commands(args: &[OsString]) -> Vec<&str> {
    use clap::CommandFactory;
    let mut command = Cli::command();
    let mut known = Vec::new();
    for name in args.iter().map_while(|arg| arg.to_str()) {
        let Some(inner) = command.find_subcommand(name).cloned() else { break };
        command = inner;
        known.push(name);
    }
    known
}

/// Literals in backticks, as everywhere.
fn ticked(text: &str) -> String {
    text.replace('\'', "`")
}
