//! `done`, `drop`, `reopen` and `delete`: what becomes of tasks as a whole.
//!
//! Next: [`super::capture`] for their fields, [`super::tell`] for what is answered.

use super::env::Env;
use super::failure::Failure;
use super::moments::{Focus, Moments};
use super::tell;
use crate::domain::{Ending, Intent, TaskRef};
use clap::Args;

/// Which tasks are meant.
#[derive(Debug, Args)]
pub(crate) struct Ids {
    /// Numbers of tasks, or unique parts of their titles
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

impl Ids {
    fn refs(&self) -> Vec<TaskRef> {
        self.ids.iter().map(|id| TaskRef::parse(id)).collect()
    }
}

/// Arguments of `done`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  heyday done methods\n  heyday done 1 2 3\n  heyday done methods --focus 4 --at 16:30"
)]
pub(crate) struct Done {
    #[command(flatten)]
    ids: Ids,
    #[command(flatten)]
    when: Moments,
    #[command(flatten)]
    focus: Focus,
}

impl Done {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let ending = Ending {
            at: self.when.moment(env)?,
            focus: self.focus.focus,
            outcome: None,
            note: self.focus.note,
        };
        env.change(&Intent::Done { tasks: self.ids.refs(), ending }, tell::Next::Task)
    }
}

/// Arguments of `drop`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday drop methods")]
pub(crate) struct Drop {
    #[command(flatten)]
    ids: Ids,
}

impl Drop {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        env.change(&Intent::Drop { tasks: self.ids.refs() }, tell::Next::Task)
    }
}

/// Arguments of `reopen`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday reopen methods")]
pub(crate) struct Reopen {
    #[command(flatten)]
    ids: Ids,
}

impl Reopen {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        env.change(&Intent::Reopen { tasks: self.ids.refs() }, tell::Next::Begin)
    }
}

/// Arguments of `delete`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  heyday delete methods\n\n`heyday drop` gives a task up and keeps it in the log; `heyday undo` brings a deleted one back."
)]
pub(crate) struct Delete {
    #[command(flatten)]
    ids: Ids,
}

impl Delete {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        env.change(&Intent::Delete { tasks: self.ids.refs() }, tell::Next::Undo)
    }
}
