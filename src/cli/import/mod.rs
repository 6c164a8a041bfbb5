//! `import`: brings tasks and sessions in. It streams: memory does not grow with the files. Importing is one
//! step of undo, and importing twice adds nothing. Interrupted, it has imported nothing.
//!
//! Next: [`formats`] for what can be read, [`intake`] for reading it, [`crate::exchange::import`].

mod folders;
mod formats;
mod git;
mod intake;
mod known;
mod table;
mod told;

use super::env::Env;
use super::failure::Failure;
use super::phrase::count;
use clap::{Args, Subcommand};
use formats::Format;
use intake::Intake;
use known::Known;

/// Arguments of `import`.
#[derive(Debug, Args)]
#[command(after_help = "\
What exists already is left as it is: importing twice adds nothing, and `heyday undo` takes all of it \
back. A line that can't be read is reported with its number; the others are imported, and the exit \
status is 1.

Each format says with `--help` what becomes of what.

Examples:
  heyday import git ~/src --dry-run
  task export | heyday import taskwarrior -
  heyday import timewarrior ~/.timewarrior
  heyday import csv log.csv --map 'start=From,end=To,title=Task'
  heyday import jsonl heyday.jsonl")]
pub(crate) struct Import {
    #[command(subcommand)]
    what: What,
    /// Only say what would be imported
    #[arg(long, global = true)]
    dry_run: bool,
    /// Import nothing when any line can't be read
    #[arg(long, global = true)]
    strict: bool,
}

/// What is brought in.
#[derive(Debug, Subcommand)]
enum What {
    #[command(flatten)]
    Files(Format),
    /// Commits: when you worked, from your repositories
    Git(git::Repositories),
}

impl Import {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let plan = match self.what {
            What::Git(what) => return what.run(env, self.dry_run, self.strict),
            What::Files(format) => format.plan()?,
        };
        let ground = known::ground(env, plan.asks_for_tasks)?;
        let mut intake = Intake::new(plan, ground, env);
        intake.strict = self.strict;
        let (now, subject) = (env.now, intake.subject());
        let counted = if self.dry_run {
            Ok(Known::of(env.store()?)?.count(&mut intake)?)
        } else {
            env.store()?.import(intake.by_ref(), "import", &subject, &now)
        };
        let counted = match counted {
            Err(failure) if !intake.is_refused() => return Err(failure),
            counted => counted.unwrap_or_default(),
        };
        let (report, trouble) = intake.finish();
        if trouble.is_none() || report.counts.total() > 0 {
            told::tell(env, self.dry_run, &report, counted);
        }
        env.acknowledge()?;
        if let Some(failure) = trouble {
            return Err(failure);
        }
        if report.is_clean() {
            return Ok(());
        }
        let lines = count(report.error_total, "line");
        let done = match (self.dry_run, self.strict || report.counts.total() == 0) {
            (true, _) => "nothing was imported, this was a trial",
            (false, true) => "nothing was imported",
            (false, false) => "the others were imported",
        };
        Err(Failure::new(
            "bad_lines",
            format!("{lines} can't be read; {done}"),
            "correct them and import again: what is there already is not added twice",
        ))
    }
}
