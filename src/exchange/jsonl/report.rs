//! Reading a whole file: one [`Reader`] sees every line and keeps the [`Report`].
//!
//! Remembers a bounded amount however long the file and however wrong: the first errors, and how many
//! there were.

use super::super::clip;
use super::read::{Reading, read_line, too_long};
use super::{LineError, Piece, Record};
use crate::domain::recur::Rule;
use crate::domain::{Moment, Now};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many errors are told in words; the rest is counted.
const TOLD: usize = 20;
/// How far ahead of this one another machine's clock may be, in seconds.
const AHEAD_S: i64 = 24 * 3600;
/// How many different unknown fields are named.
const NAMED: usize = 50;

/// How many of each kind were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tasks.
    pub tasks: u64,
    /// Sessions.
    pub sessions: u64,
    /// Breaks.
    pub breaks: u64,
    /// Calendar entries.
    pub events: u64,
    /// Kinds of work.
    pub types: u64,
}

impl Counts {
    /// All of them together.
    pub fn total(&self) -> u64 {
        self.tasks + self.sessions + self.breaks + self.events + self.types
    }

    fn add(&mut self, record: &Record) {
        *match record {
            Record::Task(_) => &mut self.tasks,
            Record::Session(_) => &mut self.sessions,
            Record::Break(_) => &mut self.breaks,
            Record::Event(_) => &mut self.events,
            Record::Type(_) => &mut self.types,
        } += 1;
    }
}

/// What became of a file's lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What was read.
    pub counts: Counts,
    /// The first lines that could not be read, and why.
    pub errors: Vec<(u64, LineError)>,
    /// How many lines could not be read.
    pub error_total: u64,
    /// The names of fields that were not kept, in order, with the line each was first in. Hostile text.
    pub unknown: BTreeMap<String, u64>,
    /// What was put right on the way, with the number of lines.
    pub notes: BTreeMap<&'static str, u64>,
}

impl Report {
    /// Whether every line could be read.
    pub fn is_clean(&self) -> bool {
        self.error_total == 0
    }
}

/// Reads the lines of one file, in order.
#[derive(Debug)]
pub struct Reader {
    now: Moment,
    /// The session or break that runs, in the store or in a line before. At most one does, ever.
    running: Option<Uuid>,
    report: Report,
}

impl Reader {
    /// A reader for a file that is imported `now` into a store where the session or break `running` runs. A
    /// line without an end that is another one is refused.
    pub fn new(now: &Now, running: Option<Uuid>) -> Reader {
        Reader { now: now.at, running, report: Report::default() }
    }

    /// Reads line `number`. `None` when there is nothing in it or it can't be read; the report says which.
    pub fn line(&mut self, number: u64, piece: Piece<'_>) -> Option<Record> {
        let read = match piece {
            Piece::TooLong => Err(too_long()),
            Piece::Line(line) => {
                let line = if number == 1 {
                    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line)
                } else {
                    line
                };
                let line = line.trim_ascii();
                if line.is_empty() {
                    return None;
                }
                read_line(line, self.now)
            }
        };
        match read.and_then(|reading| self.admit(reading, number)) {
            Ok(record) => {
                self.report.counts.add(&record);
                Some(record)
            }
            Err(error) => {
                self.report.error_total += 1;
                if self.report.errors.len() < TOLD {
                    self.report.errors.push((number, error));
                }
                None
            }
        }
    }

    /// What has become of the lines so far.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// What became of the lines.
    pub fn finish(self) -> Report {
        self.report
    }

    fn admit(&mut self, reading: Reading, number: u64) -> Result<Record, LineError> {
        let runs = match &reading.record {
            Record::Session(session) if session.end.is_none() => Some(session.id.0),
            Record::Break(pause) if pause.end.is_none() => Some(pause.id.0),
            _ => None,
        };
        if let Some(id) = runs
            && *self.running.get_or_insert(id) != id
        {
            return Err(LineError::new("it has no end, and something else is running already"));
        }
        self.believable(&reading.record)?;
        for name in reading.unknown {
            if self.report.unknown.len() < NAMED {
                self.report.unknown.entry(name).or_insert(number);
            }
        }
        for note in reading.notes {
            *self.report.notes.entry(note).or_default() += 1;
        }
        Ok(reading.record)
    }

    /// Refuses what the rest of the program could not work with later: a recurrence that can't be followed
    /// would keep its task from ever being done, work in the future would be in the way of the real one.
    fn believable(&self, record: &Record) -> Result<(), LineError> {
        match record {
            Record::Task(task) => match &task.every {
                Some(every) if Rule::parse(every).is_err() => {
                    Err(LineError::new(format!("`every` is `{}`, not a recurrence", clip(every))))
                }
                _ => Ok(()),
            },
            Record::Session(session) => {
                let last = session.end.unwrap_or(session.start);
                if last.seconds_since(self.now) > AHEAD_S {
                    return Err(LineError::new(format!("it is in the future ({last})")));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// Reads a text of lines that is in memory: every record in it, and the report.
pub fn read_all(text: &[u8], now: &Now) -> (Vec<Record>, Report) {
    let mut reader = Reader::new(now, None);
    let mut splitter = super::Splitter::default();
    let mut records = Vec::new();
    splitter.feed(text, |number, piece| records.extend(reader.line(number, piece)));
    splitter.finish(|number, piece| records.extend(reader.line(number, piece)));
    (records, reader.finish())
}
