//! `export`: everything out as lines. It streams: memory does not grow with the log.
//!
//! Next: [`crate::exchange`] for the formats, [`super::import`] for the way in.

use super::env::Env;
use super::failure::Failure;
use super::printer::written;
use crate::exchange::json::Json;
use crate::exchange::jsonl::write;
use crate::store::{Scope, StoreError};
use clap::Args;
use std::io::{self, Write};

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
