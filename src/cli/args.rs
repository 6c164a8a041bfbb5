//! The command line: what exists, in the order in which `--help` shows it. The arguments of each command
//! are beside the code that carries it out. Must never do anything.
//!
//! Next: [`super::run`], which hands each command to its file.

use super::printer::Color;
use super::{
    away, backup, balance, calendar, capture, config, daemon, demo, doctor, estimate, exchange,
    forget, hook, import, insights, keys, list, log, mcp, next, nudge, plan,
};
use super::{
    past, report, review, shell, show, skills, solve, status, suggestions, tasks, timer, types,
    what_if, why,
};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Examples:
  heyday add Write the methods section project:paper est:2h due:fri
  heyday start methods
  heyday stop --focus 4

Wherever an ID is taken, a unique part of the title works too. \
Everything can be taken back with `heyday undo`. \
With `--json`, answers go to standard output and errors to standard error, each as one object with \"v\": 1.

Exit status: 0 done; 1 refused or failed; 2 usage; 3 no such thing, or ambiguous; \
4 the data has changed meanwhile; 5 the store can't be used.";

/// A terminal work copilot: logs tasks and sessions, shows what to do now, says when to stop.
///
/// Without a command, heyday opens its screen; without a terminal it prints today's plan.
#[derive(Debug, Parser)]
#[command(name = "heyday", version, after_help = AFTER_HELP, max_term_width = 100)]
#[command(subcommand_value_name = "COMMAND", disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    /// Open the screen as lines to be read out, for screen readers
    #[arg(long)]
    pub(crate) accessible: bool,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What can be said without a command, and beside any. It is read by itself (see [`super::often`]): the tree of all commands
/// takes more time and memory than the rest of a start, and a screen would keep it as long as it is open.
#[derive(Debug, Parser)]
#[command(disable_help_subcommand = true)]
pub(crate) struct Bare {
    #[command(flatten)]
    global: Global,
    #[arg(long)]
    accessible: bool,
}

impl From<Bare> for Cli {
    fn from(Bare { global, accessible }: Bare) -> Cli {
        Cli { global, accessible, command: None }
    }
}

/// Options that every command takes.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Keep the data in DIR [env: `HEYDAY_DATA_DIR`]
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) data_dir: Option<PathBuf>,
    /// Read the configuration from FILE [env: `HEYDAY_CONFIG`]
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) config: Option<PathBuf>,
    /// Answer with JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t, global = true)]
    pub(crate) color: Color,
    /// Say nothing about what changed
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Say what would change and change nothing; for commands that may be suggested
    #[arg(long, hide = true, global = true)]
    pub(crate) rehearse: bool,
}

/// What can be asked of heyday.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a task down
    Add(capture::Add),
    /// Change fields of a task
    Edit(capture::Edit),
    /// Finish tasks
    Done(tasks::Done),
    /// Give tasks up
    Drop(tasks::Drop),
    /// Open done, dropped or waiting tasks again
    Reopen(tasks::Reopen),
    /// Remove tasks; their sessions stay, without a task
    Delete(tasks::Delete),
    /// Show everything about a task
    Show(show::Show),
    /// List tasks
    List(list::List),
    /// Begin to work on a task, or on a new one
    Start(timer::Start),
    /// End the running session
    Stop(timer::Stop),
    /// Go over to another task without a gap
    Switch(timer::Switch),
    /// Go on with what was last worked on
    Resume(timer::Resume),
    /// Note that something interrupted you
    Interrupt(timer::Interrupt),
    /// Begin a break
    Break(timer::Break),
    /// Say what it was while you were away, or while a timer was forgotten
    Away(away::Away),
    /// Show past sessions, and correct them
    Log(log::Log),
    /// Add up the work of some days
    Report(report::Report),
    /// Look back at a day or a week: what was done beside what was planned
    Review(review::Review),
    /// Say in one line what is running, for a status bar
    Status(status::Status),
    /// Show what is planned and why, and change the plan
    Plan(plan::Plan),
    /// Say what to do now, and why
    Next(next::Next),
    /// Say why a block is where it is, or where a task stands in it
    Why(why::Why),
    /// Say what a meeting, one task more or less, or a longer day would change
    WhatIf(what_if::WhatIf),
    /// Say what something will really take, from what tasks took before
    Estimate(estimate::Estimate),
    /// Show what was learned: when which work goes well, and what estimates really take
    Insights(insights::Insights),
    /// Show which tags mark slow work, and what of the work ahead needs them
    Skills(skills::Skills),
    /// Solve a scheduling problem from a file
    Solve(solve::Solve),
    /// See when you are told to rest (a nudge) and why, answer it, or have silence for a while
    Nudge(nudge::NudgeCommand),
    /// Run in the background and say when to rest, without a screen
    Daemon(daemon::DaemonCommand),
    /// Show how much you work and rest, and what has changed against your own usual weeks
    Balance(balance::Balance),
    /// Show the kinds of work; add, rename, merge and drop them
    Types(types::Types),
    /// Read calendars, and say what their entries mean for your time
    Calendar(calendar::Calendar),
    /// Take the last change back
    #[command(after_help = "Example:\n  heyday undo")]
    Undo,
    /// Make the last undone change again
    #[command(after_help = "Example:\n  heyday redo")]
    Redo,
    /// Show what changed, newest first
    History(past::History),
    /// Write everything out
    Export(exchange::Export),
    /// Bring tasks and sessions in
    Import(import::Import),
    /// Make a copy of everything
    Backup(backup::Backup),
    /// Go back to a copy
    Restore(backup::Restore),
    /// Take something out for good, with all that was learned from it
    Forget(forget::Forget),
    /// Show what is suggested, and say yes or no to it
    Suggestions(suggestions::Suggestions),
    /// Let an AI model or another program ask and suggest things (Model Context Protocol)
    Mcp(mcp::Mcp),
    /// Check the store and everything around it
    Doctor(doctor::Doctor),
    /// Show and change settings
    Config(config::Config),
    /// Show the keys of the screen
    #[command(after_help = keys::HELP)]
    Keys,
    /// Print what a shell runs at its start to tell heyday when a command or a commit is done
    Hook(hook::Hook),
    /// Print completions for a shell
    Completions(shell::Completions),
    /// Print the manual page
    Man(shell::Man),
    /// Try everything on made-up work, in a throw-away folder
    Demo(demo::Demo),
    /// Open the screen
    #[command(hide = true)]
    Tui,
}
