//! todo.txt: one task a line, `x 2026-11-20 (A) 2026-11-10 Call Ana +project @context due:2026-11-27`.
//!
//! | there | here |
//! | --- | --- |
//! | `(A)`, `(B)`, `(C)`, `(D)` to `(Z)`; `pri:A` | urgent, high, normal, low |
//! | `x` and its date | done, closed on that day |
//! | the first `+project`; the others | project; tags |
//! | the first `@context` that names a kind of work ([`TypeFrom`]) | type |
//! | the first other `@context`; the others | at; tags |
//! | `due:`, `t:` | due at the end of work, from |
//! | `rec:1w`, `rec:+1w` | every `.+1w` (from when it was done), `+1w` (from its date) |
//! | `est:` | estimate |
//! | other `key:value` | lines of the note; what looks like an address stays in the title |
//!
//! A line has no id: its words, its date and its project make it this one, and the second line of the same is
//! another task.

#[cfg(test)]
pub(in crate::exchange) mod tests;

use super::clip;
use super::identity::Fingerprint;
use super::import::labels::{Labels, kind};
use super::import::stamp::date;
use super::import::{
    Format, InPieces, LineError, Piece, Shape, Sink, Splitter, TypeFrom, record_text,
};
use super::jsonl::Record;
use crate::domain::recur::Rule;
use crate::domain::{Due, Priority, Status, Task, TaskId, TaskNo};
use crate::text;
use chrono::{NaiveDate, NaiveTime};
use std::collections::HashMap;
use std::fmt::Write as _;
use uuid::Uuid;

/// Reads todo.txt files.
pub type Reader = InPieces<Splitter, Tasks>;

/// What the lines of todo.txt files say.
#[derive(Debug)]
pub struct Tasks {
    from: TypeFrom,
    /// How often each line has been seen.
    seen: HashMap<Uuid, u32>,
}

impl Reader {
    /// A reader that takes kinds of work from there.
    pub fn new(from: TypeFrom) -> Reader {
        InPieces::of(Splitter::default(), Tasks { from, seen: HashMap::new() })
    }
}

impl Format for Tasks {
    fn piece(&mut self, _: Shape, piece: Piece<'_>, sink: &mut Sink) {
        match record_text(piece).and_then(|text| self.task(text.trim(), sink)) {
            Err(error) => sink.refuse(error),
            Ok(None) => {}
            Ok(Some(task)) => {
                sink.add(Record::Task(Box::new(task)));
            }
        }
    }
}

impl Tasks {
    fn task(&mut self, text: &str, sink: &mut Sink) -> Result<Option<Task>, LineError> {
        if text.is_empty() {
            return Ok(None);
        }
        let mut line = Line::default();
        let words = line.head(text, sink)?;
        for word in words.split_whitespace() {
            line.word(word, sink)?;
        }
        let title = line.title.join(" ").replace('\0', "");
        if title.is_empty() {
            return Err(LineError::new("there is no task between its dates and labels"));
        }
        let id = self.identity(&title, &line);
        Ok(Some(line.into_task(title, id, self.from, sink)))
    }

    /// The n-th line of the same words gets the n-th id.
    fn identity(&mut self, title: &str, line: &Line) -> TaskId {
        if let Some(id) = line.id {
            return TaskId(id);
        }
        let print = Fingerprint::new("todotxt.task")
            .text(title)
            .maybe_text(line.projects.first().map(String::as_str))
            .maybe_text(line.created.map(|day| day.to_string()).as_deref());
        TaskId(print.next_uuid(&mut self.seen))
    }
}

/// What a line says.
#[derive(Debug, Default)]
struct Line {
    id: Option<Uuid>,
    done: bool,
    priority: Option<char>,
    closed: Option<NaiveDate>,
    created: Option<NaiveDate>,
    due: Option<NaiveDate>,
    from: Option<NaiveDate>,
    every: Option<String>,
    estimate_s: Option<u32>,
    title: Vec<String>,
    projects: Vec<String>,
    contexts: Vec<String>,
    note: String,
}

impl Line {
    /// Reads what stands before the task: the mark, the priority and the dates. Returns the rest.
    fn head<'t>(&mut self, text: &'t str, sink: &mut Sink) -> Result<&'t str, LineError> {
        let mut rest = text;
        if let Some(after) = rest.strip_prefix("x ") {
            (self.done, rest) = (true, after.trim_start());
        }
        if let Some((letter, after)) = priority(rest) {
            (self.priority, rest) = (Some(letter), after.trim_start());
        }
        let mut dates = Vec::new();
        while dates.len() < 1 + usize::from(self.done) {
            let word = rest.split_whitespace().next().unwrap_or_default();
            let Some(day) = date(word) else { break };
            dates.push(day);
            rest = rest.get(word.len()..).unwrap_or_default().trim_start();
        }
        match (self.done, dates.as_slice()) {
            (true, [closed, created]) => {
                (self.closed, self.created) = (Some(*closed), Some(*created));
            }
            (true, [closed]) => self.closed = Some(*closed),
            (_, dates) => self.created = dates.first().copied(),
        }
        if self.done && self.closed.is_none() {
            sink.note("a done task doesn't say when; it counts as done when it was written down");
        }
        if let Some((closed, created)) = self.closed.zip(self.created)
            && closed < created
        {
            return Err(LineError::new(format!(
                "it was done ({closed}) before it was written down ({created})"
            )));
        }
        Ok(rest)
    }

    fn word(&mut self, word: &str, sink: &mut Sink) -> Result<(), LineError> {
        let label = |sign: char| word.strip_prefix(sign).filter(|name| !name.is_empty());
        if let Some(project) = label('+') {
            self.projects.push(project.to_owned());
        } else if let Some(context) = label('@') {
            self.contexts.push(context.to_owned());
        } else if let Some((key, value)) = pair(word) {
            self.pair(word, key, value, sink)?;
        } else {
            self.title.push(word.to_owned());
        }
        Ok(())
    }

    fn pair(
        &mut self,
        word: &str,
        key: &str,
        value: &str,
        sink: &mut Sink,
    ) -> Result<(), LineError> {
        let day = || {
            let wrong = format!("`{}` is not a date (`YYYY-MM-DD`)", clip(word));
            date(value).map(Some).ok_or_else(|| LineError::new(wrong))
        };
        match key {
            "due" => self.due = day()?,
            "t" | "threshold" => self.from = day()?,
            "rec" => {
                let rule = match value.strip_prefix('+') {
                    Some(_) => value.to_owned(),
                    None => format!(".+{value}"),
                };
                match Rule::parse(&rule) {
                    Ok(_) => self.every = Some(rule),
                    Err(_) => sink.warn(format!(
                        "`{}` can't be said here: the task is imported once",
                        clip(word)
                    )),
                }
            }
            "pri" if value.len() == 1 => {
                self.priority = self.priority.or(value.chars().next());
            }
            "est" | "estimate" if text::duration(value).is_ok() => {
                self.estimate_s = text::duration(value).ok();
            }
            "uuid" | "id" if Uuid::try_parse(value).is_ok() => {
                self.id = Uuid::try_parse(value).ok();
            }
            // Only hides the line from some programs.
            "h" => {}
            _ => {
                sink.note(&format!("the field `{}` is kept in the note", clip(key)));
                let _ = writeln!(self.note, "{word}");
            }
        }
        Ok(())
    }

    fn into_task(self, title: String, id: TaskId, from: TypeFrom, sink: &mut Sink) -> Task {
        let now = sink.now();
        let morning = |day: NaiveDate| now.zone.at(day.and_time(NaiveTime::MIN));
        let evening =
            |day: NaiveDate, sink: &Sink| now.zone.at(day.and_time(sink.ground().day_end));
        let closed = self.closed.map(|day| evening(day, sink).min(now.at));
        let created = self.created.map(morning).or(closed).unwrap_or(now.at);
        let mut task = Task::new(id, TaskNo(0), title, created);
        if self.done {
            task.status = Status::Done;
            task.closed = Some(closed.unwrap_or(created).max(created));
        }
        task.priority = match self.priority {
            Some('A') => Priority::Urgent,
            Some('B') => Priority::High,
            Some('D'..='Z') => Priority::Low,
            _ => Priority::Normal,
        };
        task.due = self.due.map(|day| Due { at: evening(day, sink), hard: false });
        task.from = self.from.map(morning);
        (task.estimate_s, task.every) = (self.estimate_s, self.every.filter(|_| !self.done));
        self.note.trim_end().replace('\0', "").clone_into(&mut task.note);
        labels(&mut task, &self.projects, self.contexts, from, sink);
        task
    }
}

/// Sorts projects and contexts out.
fn labels(
    task: &mut Task,
    projects: &[String],
    mut contexts: Vec<String>,
    from: TypeFrom,
    sink: &mut Sink,
) {
    let project = projects.first().map(String::as_str);
    let (kind, used) = kind(project, &contexts, from, sink);
    if let Some(used) = used {
        contexts.remove(used);
    }
    task.kind = kind;
    if !contexts.is_empty() {
        let place = contexts.remove(0);
        task.at = super::import::labels::name(&place, sink);
    }
    contexts.extend(projects.iter().skip(1).cloned());
    let rest = Labels::of_names(project, &contexts, sink);
    (task.project, task.tags) = (rest.project, rest.tags);
}

/// `(A) ` at the beginning of a line.
fn priority(text: &str) -> Option<(char, &str)> {
    let (inside, rest) = text.strip_prefix('(')?.split_once(") ")?;
    let mut letters = inside.chars();
    let letter = letters.next().filter(char::is_ascii_uppercase)?;
    letters.next().is_none().then_some((letter, rest))
}

/// `key:value`, unless it is an address or a time of day.
fn pair(word: &str) -> Option<(&str, &str)> {
    let (key, value) = word.split_once(':')?;
    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    (is_key && !value.is_empty() && !value.starts_with('/')).then_some((key, value))
}
