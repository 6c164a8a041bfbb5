//! `export` and `import`: everything out as lines, and in again. Both stream: memory does not grow with the
//! log. Importing is one step of undo, and importing twice adds nothing.
//!
//! Next: [`crate::exchange`] for the formats, [`super::intake`] for reading files.

use super::env::Env;
use super::failure::Failure;
use super::intake::{Intake, Known};
use super::phrase::count;
use super::printer::{complain, written};
use super::view;
use crate::domain::Change;
use crate::exchange::json::Json;
use crate::exchange::jsonl::{Report, write};
use crate::store::{ImportCount, Scope, StoreError};
use crate::text::visible;
use clap::Args;
use std::io::{self, Write};
use std::path::PathBuf;

/// Bytes that are gathered before they are written.
const CHUNK: usize = 64 << 10;

/// What files are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// JSON lines: everything, lossless
    Jsonl,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday export jsonl > heyday.jsonl")]
pub(crate) struct Export {
    /// In which format
    #[arg(value_enum)]
    format: Format,
}

/// Why an export ends early.
enum Halt {
    /// Nobody reads any more.
    Closed,
    Failed(Failure),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Halt {
        Halt::Failed(error.into())
    }
}

impl Export {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let Format::Jsonl = self.format;
        match lines(env) {
            Ok(()) | Err(Halt::Closed) => Ok(()),
            Err(Halt::Failed(failure)) => Err(failure),
        }
    }
}

fn lines(env: &mut Env) -> Result<(), Halt> {
    let state = env.load(&Scope::Running).map_err(Halt::Failed)?;
    let store = env.store().map_err(Halt::Failed)?;
    let mut json = Json::default();
    for kind in state.types() {
        write::type_line(&mut json, kind);
    }
    store.each_task(|task, _| {
        write::task_line(&mut json, task);
        pass_on(&mut json, CHUNK)
    })?;
    store.each_session(None, |row| {
        write::session_line(&mut json, &row.to_session()?);
        pass_on(&mut json, CHUNK)
    })?;
    store.each_break(None, |pause| {
        write::break_line(&mut json, pause);
        pass_on(&mut json, CHUNK)
    })?;
    store.each_event(None, |event| {
        write::event_line(&mut json, event);
        pass_on(&mut json, CHUNK)
    })?;
    pass_on(&mut json, 0)
}

/// Writes what has been gathered when it is more than `most` bytes.
fn pass_on(json: &mut Json, most: usize) -> Result<(), Halt> {
    if json.len() <= most {
        return Ok(());
    }
    let mut stdout = io::stdout().lock();
    let result = stdout.write_all(json.as_bytes()).and_then(|()| stdout.flush());
    json.clear();
    match written(result) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Halt::Closed),
        Err(failure) => Err(Halt::Failed(failure)),
    }
}

/// Arguments of `import`.
#[derive(Debug, Args)]
#[command(after_help = "\
What exists already, by its uuid, is left as it is. A line that can't be read is reported with its \
number; the others are imported, and the exit status is 1.

Examples:
  heyday import jsonl heyday.jsonl
  heyday import jsonl - --dry-run < heyday.jsonl")]
pub(crate) struct Import {
    /// In which format
    #[arg(value_enum)]
    format: Format,
    /// The files; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only say what would be imported
    #[arg(long)]
    dry_run: bool,
    /// Import nothing when any line can't be read
    #[arg(long)]
    strict: bool,
}

impl Import {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let Format::Jsonl = self.format;
        let state = env.load(&Scope::Running)?;
        let mut intake = Intake::new(self.paths.clone(), env.now, &state);
        let now = env.now;
        let subject = intake.subject();
        let counted = if self.dry_run {
            let known = Known::of(env.store()?)?;
            known.count(&mut intake)
        } else if self.strict {
            let changes: Vec<Change> = intake.by_ref().collect();
            if intake.is_clean() {
                env.store()?.import(changes.into_iter(), "import", &subject, &now)?
            } else {
                ImportCount::default()
            }
        } else {
            env.store()?.import(intake.by_ref(), "import", &subject, &now)?
        };
        let clean = intake.is_clean();
        let (report, trouble) = intake.finish();
        if trouble.is_none() || report.counts.total() > 0 {
            tell(env, &self, &report, counted);
        }
        env.acknowledge()?;
        if let Some(failure) = trouble {
            return Err(failure);
        }
        if clean {
            return Ok(());
        }
        let lines = count(report.error_total, "line");
        let done = match (self.dry_run, self.strict) {
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

fn tell(env: &mut Env, args: &Import, report: &Report, counted: ImportCount) {
    if env.printer.json {
        let answer = view::answer(|json| object(json, args.dry_run, report, counted));
        env.printer.json(&answer);
        return;
    }
    for (number, error) in &report.errors {
        complain(&format!("line {number}: {}\n", visible(&error.to_string())));
    }
    let told = report.errors.len() as u64;
    if report.error_total > told {
        complain(&format!("and {} more\n", count(report.error_total - told, "line")));
    }
    for (name, line) in &report.unknown {
        complain(&format!("warning: line {line}: the field `{}` is not kept\n", visible(name)));
    }
    if env.printer.quiet {
        return;
    }
    let word = if args.dry_run { "Would add" } else { "Added" };
    let counts = &report.counts;
    let mut read = vec![
        count(counts.tasks, "task"),
        count(counts.sessions, "session"),
        count(counts.breaks, "break"),
        count(counts.events, "event"),
    ];
    if counts.types > 0 {
        read.push(count(counts.types, "type"));
    }
    env.printer.line(&format!(
        "{word} {} of {} ({}); {} there already",
        counted.added,
        counts.total(),
        read.join(", "),
        counted.present
    ));
    for (note, lines) in &report.notes {
        env.printer.line(&format!("{}: {note}", count(*lines, "line")));
    }
    if !args.dry_run && counted.added > 0 {
        env.printer.line("Next: `heyday undo` takes it back");
    }
}

fn object(json: &mut Json, dry_run: bool, report: &Report, counted: ImportCount) {
    let counts = &report.counts;
    json.field("verb", "import")
        .field("dry_run", dry_run)
        .field("added", counted.added)
        .field("present", counted.present);
    json.object_field("read", |json| {
        json.field("tasks", counts.tasks)
            .field("sessions", counts.sessions)
            .field("breaks", counts.breaks)
            .field("events", counts.events)
            .field("types", counts.types);
    });
    json.field("bad_lines", report.error_total);
    json.array_field("errors", |json| {
        for (number, error) in &report.errors {
            json.object_item(|json| {
                json.field("line", *number).field("message", error.to_string());
            });
        }
    });
    json.array_field("unknown_fields", |json| {
        for (name, line) in &report.unknown {
            json.object_item(|json| {
                json.field("name", name).field("line", *line);
            });
        }
    });
}
