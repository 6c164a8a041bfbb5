//! The running session: `start`, `stop`, `switch`, `resume`, `interrupt` and `break`.
//!
//! Next: [`super::away`] for what nobody was there for, [`super::forgotten`] for a timer that ran for too long,
//! [`super::tell`] for what is answered.

use super::env::Env;
use super::failure::Failure;
use super::forgotten::{self, Answer};
use super::moments::{Focus, Moments, OutcomeWord};
use super::tell::Next;
use super::words::word;
use crate::domain::{BreakClass, Ending, Intent, Refusal, TaskRef};
use crate::text::{self, Grammar};
use clap::Args;

/// A break shorter than this is for the eyes only.
const MICRO_S: u32 = 120;

/// Arguments of `start`.
#[derive(Debug, Args)]
#[command(after_help = "\
Words that fit no open task become a new one, with the fields of `heyday add`.

Examples:
  heyday start methods
  heyday start Answer the reviewers project:paper --ago 20m")]
pub(crate) struct Start {
    /// Number of a task, a unique part of its title, or the title of a new one
    #[arg(value_name = "ID OR TITLE", value_parser = word)]
    words: Vec<String>,
    /// Make a new task, even if the title fits one that is there
    #[arg(long)]
    new: bool,
    #[command(flatten)]
    when: Moments,
}

impl Start {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let at = self.when.moment(env)?;
        if self.words.is_empty() && !self.new {
            return env.change(&Intent::Start { task: None, at }, Next::Stop);
        }
        let line = text::join_args(&self.words);
        if !self.new {
            let reference = TaskRef::parse(&self.words.join(" "));
            if env.is_open_task(&reference)? {
                return env.change(&Intent::Start { task: Some(reference), at }, Next::Stop);
            }
        }
        let parsed = text::quick_add(&line, &env.reading(), Grammar::Shell)
            .map_err(|error| Failure::parse(&error, &line))?;
        let intent = Intent::StartNew { title: parsed.title, edits: parsed.edits, at };
        env.change(&intent, Next::Stop)
    }
}

/// Arguments of `stop`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  heyday stop
  heyday stop --focus 4 --outcome finished --note 'first draft'
  heyday stop --at 17:30")]
pub(crate) struct Stop {
    #[command(flatten)]
    focus: Focus,
    /// How it ended
    #[arg(long, value_enum)]
    outcome: Option<OutcomeWord>,
    #[command(flatten)]
    when: Moments,
    /// However long the timer ran, it was all work
    #[arg(long, conflicts_with = "discard")]
    keep: bool,
    /// None of it was work: remove the session
    #[arg(long, conflicts_with_all = ["at", "ago", "focus", "note", "outcome"])]
    discard: bool,
}

impl Stop {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        if self.discard {
            return env.change(&Answer::Discard.settle(), Next::Task);
        }
        let said = self.when.end(env)?;
        let mut ending = Ending {
            at: said.or(self.keep.then_some(env.now.at)),
            focus: self.focus.focus,
            outcome: self.outcome.map(Into::into),
            note: self.focus.note,
        };
        let Some(refusal) = env.try_change(&Intent::Stop(ending.clone()), Next::Task)? else {
            return Ok(());
        };
        if !matches!(refusal, Refusal::Forgotten { .. }) {
            return Err(refusal.into());
        }
        match forgotten::ask(&refusal, env)? {
            None => Err(refusal.into()),
            Some(Answer::Discard) => env.change(&Answer::Discard.settle(), Next::Task),
            Some(Answer::Keep) => {
                ending.at = Some(env.now.at);
                env.change(&Intent::Stop(ending), Next::Task)
            }
            Some(Answer::Ended(at)) => {
                ending.at = Some(at);
                env.change(&Intent::Stop(ending), Next::Task)
            }
        }
    }
}

/// Arguments of `switch`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday switch methods")]
pub(crate) struct Switch {
    /// Number of the task, or a unique part of its title
    #[arg(required = true, value_name = "ID")]
    id: Vec<String>,
    #[command(flatten)]
    when: Moments,
}

impl Switch {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let at = self.when.moment(env)?;
        let task = Some(TaskRef::parse(&self.id.join(" ")));
        env.change(&Intent::Start { task, at }, Next::Stop)
    }
}

/// Arguments of `resume`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday resume --ago 5m")]
pub(crate) struct Resume {
    #[command(flatten)]
    when: Moments,
}

impl Resume {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let at = self.when.moment(env)?;
        env.change(&Intent::Resume { at }, Next::Stop)
    }
}

/// Arguments of `interrupt`.
#[derive(Debug, Args)]
#[command(after_help = "The session goes on.\n\nExample:\n  heyday interrupt phone call --for 5m")]
pub(crate) struct Interrupt {
    /// What it was
    #[arg(value_name = "REASON", value_parser = word)]
    reason: Vec<String>,
    /// How long it took; that time does not count as work
    #[arg(long = "for", value_name = "DURATION", value_parser = word)]
    lost: Option<String>,
    #[command(flatten)]
    when: Moments,
}

impl Interrupt {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let lost_s = seconds(self.lost.as_deref())?.unwrap_or(0);
        let at = self.when.moment(env)?;
        let intent = Intent::Interrupt { reason: self.reason.join(" "), lost_s, at };
        env.change(&intent, Next::Stop)
    }
}

/// Arguments of `break`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  heyday break 10m\n  heyday break --ago 5m")]
pub(crate) struct Break {
    /// How long it is meant to be
    #[arg(value_name = "DURATION")]
    length: Option<String>,
    #[command(flatten)]
    when: Moments,
}

impl Break {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let planned_s = seconds(self.length.as_deref())?;
        let micro = planned_s.is_some_and(|length| length < MICRO_S);
        let class = if micro { BreakClass::Micro } else { BreakClass::Rest };
        let at = self.when.moment(env)?;
        env.change(&Intent::Break { planned_s, class, at }, Next::Resume)
    }
}

fn seconds(length: Option<&str>) -> Result<Option<u32>, Failure> {
    length
        .map(|length| text::duration(length).map_err(|error| Failure::parse(&error, length)))
        .transpose()
}
