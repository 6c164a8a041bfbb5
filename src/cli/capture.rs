//! `add` and `edit`: words in, a task out.
//!
//! Next: [`crate::text`] for the grammar, [`super::tell`] for what is answered.

use super::env::Env;
use super::estimate::OwnPace;
use super::failure::Failure;
use super::printer::Look;
use super::tell;
use super::words::word;
use crate::domain::{self, Intent, TaskRef};
use crate::text::{self, Grammar};
use clap::Args;

const ADD_HELP: &str = "\
Fields: project:NAME @type +tag est:1h30m pri:low|normal|high|urgent due:WHEN deadline:WHEN from:WHEN
on:WHEN at:PLACE after:ID every:RULE chunk:25m..2h nosplit note:'..'; `--` ends them.

Examples:
  heyday add Write the methods section project:paper @writing +q3 est:2h pri:high due:fri
  heyday add \"Call Ana\" @calls 15m deadline:tomorrow-17:00
  heyday add Water the plants every:.+3d at:home";

/// Arguments of `add`.
#[derive(Debug, Args)]
#[command(after_help = ADD_HELP)]
pub(crate) struct Add {
    /// The title, with fields anywhere in it
    #[arg(required = true, value_name = "WORD", value_parser = word)]
    words: Vec<String>,
}

impl Add {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let line = text::join_args(&self.words);
        let parsed = text::quick_add(&line, &env.reading(), Grammar::Shell)
            .map_err(|error| Failure::parse(&error, &line))?;
        let aside = Aside::about(&parsed.edits);
        env.change(&Intent::Add { title: parsed.title, edits: parsed.edits }, tell::Next::Begin)?;
        aside.say(env);
        Ok(())
    }
}

/// What such a task will take, said to a person after it was written down. Programs are not kept waiting for it.
#[derive(Default)]
struct Aside {
    kind: Option<String>,
    estimate_s: Option<u32>,
}

impl Aside {
    fn about(edits: &[domain::Edit]) -> Aside {
        let mut aside = Aside::default();
        for edit in edits {
            match edit {
                domain::Edit::Kind(kind) => aside.kind.clone_from(kind),
                domain::Edit::Estimate(seconds) => aside.estimate_s = *seconds,
                _ => {}
            }
        }
        aside
    }

    fn say(&self, env: &mut Env) {
        let person = env.printer.width.is_some() && !env.printer.json && !env.printer.quiet;
        if !person || (self.kind.is_none() && self.estimate_s.is_none()) {
            return;
        }
        // The task is safe: that nothing can be said of it is no failure.
        let Ok(Some(own)) = OwnPace::last(env) else { return };
        if let Some(words) = own.aside(self.kind.as_deref(), self.estimate_s) {
            let words = env.printer.paint(Look::Faint, &words);
            env.printer.line(&words);
        }
    }
}

const EDIT_HELP: &str = "\
The fields are those of `heyday add`; an empty one clears (`due:`), `-tag` takes a tag off, words
without a field are the new title.

Examples:
  heyday edit methods due:mon +q4 -q3
  heyday edit methods Write the methods and the results";

/// Arguments of `edit`.
#[derive(Debug, Args)]
#[command(after_help = EDIT_HELP)]
pub(crate) struct Edit {
    /// Number of the task, or a unique part of its title
    #[arg(value_name = "ID", value_parser = word)]
    id: String,
    /// Fields to change
    #[arg(required = true, value_name = "FIELD", value_parser = word)]
    fields: Vec<String>,
}

impl Edit {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let line = text::join_args(&self.fields);
        let edits = text::edit_fields(&line, &env.reading())
            .map_err(|error| Failure::parse(&error, &line))?;
        self.refuse_numbers_as_title(&edits)?;
        let tasks = vec![TaskRef::parse(&self.id)];
        env.change(&Intent::Edit { tasks, edits }, tell::Next::Undo)
    }

    /// `edit 2 3 due:fri` is meant for two tasks and would name the first one `3`. A title of numbers is taken
    /// only after `--`.
    fn refuse_numbers_as_title(&self, edits: &[domain::Edit]) -> Result<(), Failure> {
        let title = edits.iter().find_map(|edit| match edit {
            domain::Edit::Title(title) => Some(title),
            _ => None,
        });
        let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let forced = self.fields.iter().any(|field| field == "--");
        match title {
            Some(title) if !forced && title.split([' ', ',']).all(number) => Err(Failure::usage(
                format!("`{title}` would be the new title of `{}`", self.id),
                format!(
                    "`edit` changes one task at a time; if that is its title: `heyday edit {} -- {title}`",
                    self.id
                ),
            )),
            _ => Ok(()),
        }
    }
}
