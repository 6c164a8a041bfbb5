//! Reading what is to be imported: bytes to changes, one at a time, with the report of what could not be read
//! and a line on the terminal that says how far it is.
//!
//! Next: [`crate::exchange::import::Importer`], [`super::formats`].

use super::super::env::Env;
use super::super::failure::{Failure, NOT_FOUND};
use super::super::printer::complain;
use super::formats::{Opened, Plan};
use crate::domain::Brought;
use crate::exchange::import::{Ground, Report, Sink};
use crate::text::visible;
use std::collections::VecDeque;
use std::io::{self, ErrorKind, IsTerminal};
use std::path::{Path, PathBuf};

/// Bytes that are read at a time.
const CHUNK: usize = 64 << 10;
/// Things after which the terminal is told how far it is.
const STEP: u64 = 5_000;

/// The changes in some files, in order. Ends at the first file that can't be read.
#[derive(Debug)]
pub(super) struct Intake {
    plan: Plan,
    paths: VecDeque<PathBuf>,
    source: Option<Source>,
    sink: Sink,
    buffer: Vec<u8>,
    trouble: Option<Failure>,
    finished: bool,
    refused: bool,
    /// One bad line spoils everything.
    pub(super) strict: bool,
    progress: Progress,
}

/// A file being read.
#[derive(Debug)]
struct Source {
    path: PathBuf,
    opened: Opened,
    done: u64,
}

impl Intake {
    /// The changes in the files of a plan.
    pub(super) fn new(plan: Plan, ground: Ground, env: &Env) -> Intake {
        let shown = io::stderr().is_terminal() && !env.printer.quiet && !env.printer.json;
        Intake {
            paths: plan.paths.iter().cloned().collect(),
            plan,
            source: None,
            sink: Sink::new(ground),
            buffer: vec![0; CHUNK],
            trouble: None,
            finished: false,
            refused: false,
            strict: false,
            progress: Progress { shown, next: STEP, written: false },
        }
    }

    /// What the history calls it.
    pub(super) fn subject(&self) -> String {
        const NAMED: usize = 3;
        let mut names: Vec<String> =
            self.plan.paths.iter().take(NAMED).map(|path| shown(path)).collect();
        if let Some(more @ 1..) = self.plan.paths.len().checked_sub(NAMED) {
            names.push(format!("{more} more"));
        }
        names.join(", ")
    }

    /// Whether it ended with an error because it is strict and something could not be read.
    pub(super) fn is_refused(&self) -> bool {
        self.refused
    }

    /// What became of the lines, and the file that could not be read, if one could not.
    pub(super) fn finish(mut self) -> (Report, Option<Failure>) {
        self.progress.clear();
        (self.sink.finish(), self.trouble)
    }

    /// Reads on until a change is ready or there is nothing more.
    fn fill(&mut self) -> Option<Brought> {
        loop {
            if let Some(brought) = self.sink.take() {
                return Some(brought);
            }
            if self.source.is_none() && !self.next_file() {
                if self.finished {
                    return None;
                }
                self.finished = true;
                self.plan.importer.finish(&mut self.sink);
            } else {
                self.read();
            }
        }
    }

    /// Goes on to the next file. `false` when there is none, or it can't be read.
    fn next_file(&mut self) -> bool {
        if self.trouble.is_some() {
            return false;
        }
        let Some(path) = self.paths.pop_front() else { return false };
        match (self.plan.open)(&path) {
            Ok(opened) => {
                self.sink.begin_file(&shown(&path));
                self.source = Some(Source { path, opened, done: 0 });
                true
            }
            Err(error) => {
                self.trouble = Some(unreadable(&path, &error));
                false
            }
        }
    }

    fn read(&mut self) {
        let Some(source) = &mut self.source else { return };
        match source.opened.bytes.read(&mut self.buffer) {
            Ok(0) => {
                self.source = None;
                self.plan.importer.end_of_file(&mut self.sink);
            }
            Ok(length) => {
                source.done += length as u64;
                let chunk = self.buffer.get(..length).unwrap_or_default();
                self.plan.importer.feed(chunk, &mut self.sink);
                self.progress.say(self.sink.report().counts.total(), source);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => {
                self.trouble = Some(unreadable(&source.path, &error));
                self.source = None;
            }
        }
    }
}

impl Iterator for Intake {
    type Item = Result<Brought, Failure>;

    fn next(&mut self) -> Option<Result<Brought, Failure>> {
        let brought = self.fill();
        if brought.is_none() && self.strict && !self.refused && !self.sink.report().is_clean() {
            self.refused = true;
            return Some(Err(Failure::new("bad_lines", "a line can't be read", "")));
        }
        brought.map(Ok)
    }
}

/// A line on the terminal that is written over and over, and taken away at the end.
#[derive(Debug)]
struct Progress {
    shown: bool,
    next: u64,
    written: bool,
}

impl Progress {
    fn say(&mut self, read: u64, source: &Source) {
        if !self.shown || read < self.next {
            return;
        }
        self.next = read + STEP;
        self.written = true;
        let part = source.opened.length.filter(|length| *length > 0);
        let part = part.map(|length| format!(", {} %", source.done.min(length) * 100 / length));
        complain(&format!("\r{read} read{}\x1b[K", part.unwrap_or_default()));
    }

    fn clear(&mut self) {
        if self.written {
            complain("\r\x1b[K");
        }
    }
}

fn shown(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "standard input".into();
    }
    let name = path.file_name().unwrap_or(path.as_os_str());
    visible(&name.to_string_lossy()).into_owned()
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let what = format!("can't read `{}`", visible(&path.to_string_lossy()));
    let failure = Failure::io(&what, error, "`-` reads standard input");
    if error.kind() == ErrorKind::NotFound {
        return Failure { code: "not_found", exit: NOT_FOUND, ..failure };
    }
    failure
}
