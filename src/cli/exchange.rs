//! `export`: everything out as lines. It streams: memory does not grow with the log.
//!
//! Next: [`crate::exchange`] for the formats, [`super::import`] for the way in.

use super::env::Env;
use super::failure::Failure;
use super::printer::written;
use super::publish;
use crate::calendar;
use crate::domain::{Interruption, Task};
use crate::exchange::csv::write as csv;
use crate::exchange::json::Json;
use crate::exchange::jsonl::write;
use crate::store::{Scope, SessionRow, StoreError};
use clap::Args;
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::PathBuf;

/// Bytes that are gathered before they are written.
const CHUNK: usize = 64 << 10;

/// What files are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// JSON lines: everything, lossless
    Jsonl,
    /// A table of the sessions that have ended, without those that were only inferred
    Csv,
    /// iCalendar: the blocks of the accepted plan, from today on
    Ics,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  heyday export jsonl > heyday.jsonl
  heyday export csv > sessions.csv
  heyday export ics --to ~/calendars/plan.ics")]
pub(crate) struct Export {
    /// In which format
    #[arg(value_enum)]
    format: Format,
    /// With `ics`: write to this file, or into this folder a file for each block. Only what heyday has made itself
    /// is changed or removed there
    #[arg(long, value_name = "PATH")]
    to: Option<PathBuf>,
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
        if let Some(path) = &self.to {
            return match self.format {
                Format::Ics => publish::to(env, path),
                _ => Err(Failure::usage(
                    "`--to` goes with `ics`",
                    "what is written to standard output can be sent to a file: `> FILE`",
                )),
            };
        }
        let done = match self.format {
            Format::Ics => blocks(env),
            Format::Jsonl => lines(env),
            Format::Csv => table(env),
        };
        match done {
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
    for calendar in store.calendars()? {
        write::calendar_line(&mut json, &calendar);
    }
    for closing in store.closings()? {
        write::closing_line(&mut json, &closing);
    }
    for snooze in store.snoozes()? {
        write::snooze_line(&mut json, &snooze);
    }
    for dispute in store.disputes()? {
        write::dispute_line(&mut json, &dispute);
    }
    store.each_task(|task, _| {
        write::task_line(&mut json, task);
        pass_on(&mut json, CHUNK)
    })?;
    store.each_session(None, |row| {
        write::lent_session_line(&mut json, &lent(row, &row.interruptions()?));
        pass_on(&mut json, CHUNK)
    })?;
    store.each_break(None, |pause| {
        write::break_line(&mut json, pause);
        pass_on(&mut json, CHUNK)
    })?;
    store.each_block(|block| {
        write::block_line(&mut json, block);
        pass_on(&mut json, CHUNK)
    })?;
    store.each_event(None, |event| {
        write::event_line(&mut json, event);
        pass_on(&mut json, CHUNK)
    })?;
    store.each_told(None, |told| {
        write::told_line(&mut json, told);
        pass_on(&mut json, CHUNK)
    })?;
    store.each_heard(None, |heard| {
        write::heard_line(&mut json, heard);
        pass_on(&mut json, CHUNK)
    })?;
    pass_on(&mut json, 0)
}

fn blocks(env: &mut Env) -> Result<(), Halt> {
    let entries = publish::plan(env).map_err(Halt::Failed)?;
    hand_out(calendar::write::file(&entries).as_bytes())
}

/// The sessions, each with its task. Only the tasks are held in memory.
fn table(env: &mut Env) -> Result<(), Halt> {
    let store = env.store().map_err(Halt::Failed)?;
    let mut tasks = HashMap::new();
    store.each_task(|task, _| {
        tasks.insert(task.id, Task { note: String::new(), ..task.clone() });
        Ok::<(), Halt>(())
    })?;
    let mut out = String::new();
    csv::header(&mut out);
    store.each_session(None, |row| {
        let session = row.to_session()?;
        if !session.is_inferred() {
            let task = session.task.and_then(|id| tasks.get(&id));
            csv::session_line(&mut out, &session, task);
        }
        if out.len() > CHUNK {
            hand_out(out.as_bytes())?;
            out.clear();
        }
        Ok::<(), Halt>(())
    })?;
    hand_out(out.as_bytes())
}

fn lent<'a>(row: &'a SessionRow<'_>, interruptions: &'a [Interruption]) -> write::LentSession<'a> {
    write::LentSession {
        id: row.id,
        task: row.task,
        kind: row.kind,
        start: row.start,
        end: row.end,
        focus: row.focus,
        interruptions,
        outcome: row.outcome,
        note: row.note,
        source: row.source,
        confirmed: row.confirmed,
    }
}

/// Writes what has been gathered when it is more than `most` bytes.
fn pass_on(json: &mut Json, most: usize) -> Result<(), Halt> {
    if json.len() <= most {
        return Ok(());
    }
    let done = hand_out(json.as_bytes());
    json.clear();
    done
}

fn hand_out(bytes: &[u8]) -> Result<(), Halt> {
    let mut stdout = io::stdout().lock();
    let result = stdout.write_all(bytes).and_then(|()| stdout.flush());
    match written(result) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Halt::Closed),
        Err(failure) => Err(Halt::Failed(failure)),
    }
}
