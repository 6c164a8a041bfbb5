//! Org: headlines with a keyword are tasks, clock lines are sessions.
//!
//! | there | here |
//! | --- | --- |
//! | `TODO`, `NEXT`, ...; `WAITING`; `DONE`; `CANCELLED` and what `#+TODO:` declares | open; waiting; done; dropped |
//! | headlines without a keyword above it, or `CATEGORY` | project, `a.b` for nested ones |
//! | `[#A]`, `[#C]` | high, low |
//! | the first tag (own, then inherited) that names a kind of work ([`TypeFrom`]) | type; the others are tags |
//! | `DEADLINE:` | deadline (hard) |
//! | `SCHEDULED:` | on that day, from that time |
//! | repeaters `+1w`, `++1w`, `.+1w` | every |
//! | `Effort` | estimate |
//! | `CLOSED:` | when it was done |
//! | `CLOCK:` | sessions; on a headline without a keyword the task is done |
//! | text below the headline | note |
//!
//! `ID` is the task's id; without, its title and place in the outline are. [`mod@headline`], [`entry`] and [`timestamp`]
//! read the parts.

mod entry;
mod headline;
#[cfg(test)]
pub(in crate::exchange) mod tests;
mod timestamp;

use super::identity::Fingerprint;
use super::import::labels::Labels;
use super::import::worklog::may_run;
use super::import::{Format, InPieces, Piece, Shape, Sink, Splitter, TypeFrom, record_text};
use super::jsonl::Record;
use crate::domain::{Due, Moment, Source, Status, Task, TaskId, TaskNo};
use crate::text::clean_name;
use entry::{Entry, Said, moment};
use headline::{Headline, Keywords, headline};
use std::collections::HashMap;
use uuid::Uuid;

/// The deepest outline whose headlines become parts of a project's name.
const DEEPEST: usize = 50;

/// Reads Org files.
pub type Reader = InPieces<Splitter, Outline>;

/// What the lines of Org files say.
#[derive(Debug)]
pub struct Outline {
    from: TypeFrom,
    keywords: Keywords,
    category: Option<String>,
    file_tags: Vec<String>,
    /// The headlines above the one that is read.
    above: Vec<Headline>,
    entry: Option<Entry>,
    seen: HashMap<Uuid, u32>,
}

impl Reader {
    /// A reader that takes kinds of work from there.
    pub fn new(from: TypeFrom) -> Reader {
        InPieces::of(Splitter::default(), Outline::new(from))
    }
}

impl Outline {
    fn new(from: TypeFrom) -> Outline {
        Outline {
            from,
            keywords: Keywords::default(),
            category: None,
            file_tags: Vec::new(),
            above: Vec::new(),
            entry: None,
            seen: HashMap::new(),
        }
    }

    /// Takes a line that is about the whole file.
    fn setting(&mut self, line: &str) -> bool {
        let named = line.strip_prefix("#+").and_then(|rest| rest.split_once(':'));
        let Some((name, value)) = named else { return false };
        match name.to_ascii_uppercase().as_str() {
            "TODO" | "SEQ_TODO" | "TYP_TODO" => self.keywords.declare(value),
            "CATEGORY" => self.category = Some(value.trim().to_owned()),
            "FILETAGS" => {
                let tags = value.split([':', ' ']).map(str::trim).filter(|tag| !tag.is_empty());
                self.file_tags.extend(tags.take(DEEPEST).map(str::to_owned));
            }
            _ => return false,
        }
        true
    }

    /// Writes down what the entry that ends here says.
    fn end_entry(&mut self, sink: &mut Sink) {
        let Some(entry) = self.entry.take() else { return };
        let line = sink.line();
        sink.at(entry.line);
        let is_task = entry.head.status.is_some() || !entry.clocks.is_empty();
        let head = entry.head.clone();
        if is_task && head.title.is_empty() {
            sink.refuse(super::import::LineError::new("the headline of a task has no title"));
        } else if is_task {
            self.task(entry, sink);
        }
        if self.above.len() < DEEPEST {
            self.above.push(head);
        }
        sink.at(line);
    }

    fn task(&mut self, mut entry: Entry, sink: &mut Sink) {
        let inherited = self.above.iter().rev().flat_map(|head| head.tags.iter());
        let tags: Vec<String> =
            entry.head.tags.iter().chain(inherited).chain(&self.file_tags).cloned().collect();
        let project = self.project(entry.category.take());
        let labels = Labels::sort(project.as_deref(), &tags, self.from, sink);
        let id = self.identity(&entry, project.as_deref());
        let clocks = std::mem::take(&mut entry.clocks);
        let first = clocks.iter().map(|(_, clock)| clock.start).min();
        let last = clocks.iter().filter_map(|(_, clock)| clock.end).max();
        let now = sink.now();
        let created = entry.created.or(first).or(entry.closed).unwrap_or(now.at);
        let mut task = Task::new(id, TaskNo(0), entry.head.title.clone(), created);
        (task.kind, task.project, task.tags) = (labels.kind, labels.project, labels.tags);
        task.priority = entry.head.priority;
        task.estimate_s = entry.effort_s;
        task.note.push_str(entry.note.trim_end());
        dates(&mut task, &entry, sink);
        // A log says what was: without a keyword, it is not to be done any more.
        let runs = clocks.iter().any(|(_, clock)| clock.end.is_none());
        let usual = if runs { Status::Open } else { Status::Done };
        task.status = entry.head.status.unwrap_or(usual);
        if task.status.is_closed() {
            task.closed = Some(entry.closed.or(last).unwrap_or(created).max(created));
            task.every = None;
        }
        let kind = task.kind.clone();
        sink.add(Record::Task(Box::new(task)));
        for (number, mut session) in clocks {
            sink.at(number);
            session.task = Some(id);
            session.kind.clone_from(&kind);
            session.source = Source::from("org");
            if may_run(&session, sink) {
                sink.add(Record::Session(Box::new(session)));
            }
        }
    }

    /// The headlines above that are no tasks themselves, as `outer.inner`.
    fn project(&self, own: Option<String>) -> Option<String> {
        let above = self.above.iter().filter(|head| head.status.is_none());
        let names: Vec<String> = above
            .map(|head| clean_name(&head.title).replace('.', "-"))
            .filter(|name| !name.is_empty())
            .collect();
        let path = (!names.is_empty()).then(|| names.join("."));
        own.or(path).or_else(|| self.category.clone())
    }

    /// The n-th task of the same title in the same place gets the n-th id.
    fn identity(&mut self, entry: &Entry, project: Option<&str>) -> TaskId {
        if let Some(id) = entry.id {
            return TaskId(id);
        }
        let print = Fingerprint::new("org.task").text(&entry.head.title).maybe_text(project);
        TaskId(print.next_uuid(&mut self.seen))
    }
}

impl Format for Outline {
    fn piece(&mut self, _: Shape, piece: Piece<'_>, sink: &mut Sink) {
        let (number, now) = (sink.line(), sink.now());
        let line = match record_text(piece) {
            Ok(line) => line,
            Err(error) => return sink.refuse(error),
        };
        if let Some(head) = headline(line, &self.keywords) {
            self.end_entry(sink);
            self.above.retain(|above| above.level < head.level);
            self.entry = Some(Entry::new(number, head));
            return;
        }
        if self.setting(line) {
            return;
        }
        let Some(entry) = &mut self.entry else { return };
        match entry.take(number, line, &now) {
            Err(error) => sink.refuse(error),
            Ok(Said::Nothing) => {}
            Ok(Said::Note(note)) => sink.note(note),
            Ok(Said::Warning(warning)) => sink.warn(warning),
        }
    }

    fn end_of_file(&mut self, sink: &mut Sink) {
        self.end_entry(sink);
        // The next file has its own.
        let seen = std::mem::take(&mut self.seen);
        *self = Outline { seen, ..Outline::new(self.from) };
    }
}

fn dates(task: &mut Task, entry: &Entry, sink: &Sink) {
    let now = sink.now();
    if let Some(deadline) = &entry.deadline {
        let time = deadline.time.unwrap_or(sink.ground().day_end);
        let at: Moment = now.zone.at(deadline.date.and_time(time));
        task.due = Some(Due { at, hard: true });
    }
    if let Some(scheduled) = &entry.scheduled {
        task.on = Some(scheduled.date);
        task.from = scheduled.time.map(|_| moment(scheduled, &now));
    }
    let every =
        |stamp: &Option<timestamp::Timestamp>| stamp.as_ref().and_then(|it| it.every.clone());
    task.every = every(&entry.deadline).or(every(&entry.scheduled));
}
