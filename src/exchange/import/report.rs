//! What became of what was read. Bounded however long the file and however wrong: the first errors in words,
//! and how many there were.

use super::super::jsonl::Record;
use std::collections::BTreeMap;
use thiserror::Error;

/// How many errors and warnings are told in words; the rest is counted.
const TOLD: usize = 20;
/// How many different unknown fields and notes are named.
const NAMED: usize = 50;

/// Why something can't be read, in words for the person. May quote it: hostile text.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{reason}")]
pub struct LineError {
    /// What is wrong, with which field.
    pub reason: String,
}

impl LineError {
    pub(in crate::exchange) fn new(reason: impl Into<String>) -> LineError {
        LineError { reason: reason.into() }
    }
}

/// Something that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which of [`Report::files`]; from 0.
    pub file: usize,
    /// The line it begins on, from 1; 0 when it is no line's.
    pub line: u64,
    /// What is wrong.
    pub error: LineError,
}

/// How many of each kind were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tasks.
    pub tasks: u64,
    /// Sessions.
    pub sessions: u64,
    /// Breaks.
    pub breaks: u64,
    /// Blocks of the plan.
    pub blocks: u64,
    /// Calendar entries.
    pub events: u64,
    /// Calendars that are read.
    pub calendars: u64,
    /// Days that were closed.
    pub days: u64,
    /// Silences.
    pub snoozes: u64,
    /// Objections to signs of the early warning.
    pub disputes: u64,
    /// Nudges that were shown.
    pub nudges: u64,
    /// What was heard of the person.
    pub presences: u64,
    /// Kinds of work.
    pub types: u64,
}

impl Counts {
    /// All of them together.
    pub fn total(&self) -> u64 {
        self.tasks
            + self.sessions
            + self.breaks
            + self.blocks
            + self.events
            + self.calendars
            + self.days
            + self.snoozes
            + self.disputes
            + self.nudges
            + self.presences
            + self.types
    }

    pub(super) fn add(&mut self, record: &Record) {
        *match record {
            Record::Task(_) => &mut self.tasks,
            Record::Session(_) => &mut self.sessions,
            Record::Break(_) => &mut self.breaks,
            Record::Block(_) => &mut self.blocks,
            Record::Event(_) => &mut self.events,
            Record::Calendar(_) => &mut self.calendars,
            Record::Day(_) => &mut self.days,
            Record::Snooze(_) => &mut self.snoozes,
            Record::Dispute(_) => &mut self.disputes,
            Record::Told(_) => &mut self.nudges,
            Record::Heard(_) => &mut self.presences,
            Record::Type(_) => &mut self.types,
        } += 1;
    }
}

/// What became of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What the files are called, in the order in which they were read. Hostile text.
    pub files: Vec<String>,
    /// What was read.
    pub counts: Counts,
    /// The first things that could not be read, and why.
    pub errors: Vec<Fault>,
    /// How many things could not be read.
    pub error_total: u64,
    /// The first things that were understood in another way than they were meant, such as a circle of
    /// dependencies.
    pub warnings: Vec<Fault>,
    /// How many such things there were.
    pub warning_total: u64,
    /// The names of fields that were not kept, in order, with the line each was first on. Hostile text.
    pub unknown: BTreeMap<String, u64>,
    /// What was put right or left out on the way, with how often.
    pub notes: BTreeMap<String, u64>,
    /// Sessions that begin before another one of these files has ended.
    pub overlaps: u64,
}

impl Report {
    /// Whether everything could be read.
    pub fn is_clean(&self) -> bool {
        self.error_total == 0
    }

    pub(super) fn refuse(&mut self, line: u64, error: LineError) {
        let fault = Fault { file: self.files.len().saturating_sub(1), line, error };
        self.error_total += 1;
        if self.errors.len() < TOLD {
            self.errors.push(fault);
        }
    }

    pub(super) fn warn(&mut self, line: u64, error: LineError) {
        let fault = Fault { file: self.files.len().saturating_sub(1), line, error };
        self.warning_total += 1;
        if self.warnings.len() < TOLD {
            self.warnings.push(fault);
        }
    }

    pub(super) fn unknown(&mut self, line: u64, name: String) {
        if self.unknown.len() < NAMED {
            self.unknown.entry(name).or_insert(line);
        }
    }

    pub(super) fn note(&mut self, note: &str) {
        if let Some(often) = self.notes.get_mut(note) {
            *often += 1;
        } else if self.notes.len() < NAMED {
            self.notes.insert(note.to_owned(), 1);
        }
    }
}
