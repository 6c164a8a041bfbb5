//! One task of Taskwarrior's, whichever file it was in.

use super::super::clip;
use super::super::identity::Fingerprint;
use super::super::import::fields::{Line, Raw};
use super::super::import::labels::Labels;
use super::super::import::stamp::{iso_duration, stamp};
use super::super::import::{LineError, Sink, TypeFrom};
use crate::domain::{Due, Moment, Order, Priority, Status, Task, TaskId, TaskNo};
use crate::text;
use chrono::NaiveTime;
use std::borrow::Cow;
use std::fmt::Write as _;
use uuid::Uuid;

/// Fields that say nothing that isn't said elsewhere, or that are counted anew.
const DERIVED: [&str; 11] = [
    "id", "urgency", "mask", "imask", "rtype", "modified", "template", "rlast", "rindex", "last",
    "v",
];

/// What there is of a repeated task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Open,
    Done,
    Deleted,
    /// The pattern that instances are made after; nothing to do in itself.
    Template,
}

/// A task, and what it is in its series.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) task: Task,
    pub(super) standing: Standing,
    pub(super) parent: Option<Uuid>,
    pub(super) recur: Option<String>,
}

/// Reads a task from its fields.
pub(super) fn read(mut line: Line<'_>, from: TypeFrom, sink: &mut Sink) -> Result<Row, LineError> {
    let zone = sink.now().zone;
    let moment = |line: &mut Line<'_>, name| instant(line, name, zone);
    let title = line.owned("description")?.filter(|title| !title.trim().is_empty());
    let title = title.ok_or_else(|| LineError::new("a task needs a `description`"))?;
    let id = line.uuid("uuid")?;
    let entry = moment(&mut line, "entry")?;
    let end = moment(&mut line, "end")?;
    let (due, until) = (moment(&mut line, "due")?, moment(&mut line, "until")?);
    let (wait, scheduled) = (moment(&mut line, "wait")?, moment(&mut line, "scheduled")?);
    let started = moment(&mut line, "start")?;
    let created = entry.or(end).unwrap_or(sink.now().at);
    let id = id
        .unwrap_or_else(|| Fingerprint::new("taskwarrior.task").text(&title).moment(entry).uuid());
    let mut task = Task::new(TaskId(id), TaskNo(0), title, created);
    let standing = standing(&mut line, &mut task, end)?;
    task.priority = priority(&mut line, sink)?;
    task.due = due.map(|at| Due { at: end_of_day(at, sink), hard: false });
    task.from = wait.max(scheduled);
    task.after = dependencies(&mut line)?;
    let (parent, recur) = (line.uuid("parent")?, line.owned("recur")?);
    if standing == Standing::Done {
        task.series = parent;
    }
    let tags = words(line.raw("tags"), "tags")?;
    let project = line.owned("project")?;
    let labels = Labels::sort(project.as_deref(), &tags, from, sink);
    (task.kind, task.project, task.tags) = (labels.kind, labels.project, labels.tags);
    if started.is_some() && standing == Standing::Open {
        sink.note("a task was started there; `heyday start` begins its timer here");
    }
    notes(line, &mut task, until, sink)?;
    Ok(Row { task, standing, parent, recur })
}

fn instant(
    line: &mut Line<'_>,
    name: &'static str,
    zone: crate::domain::Zone,
) -> Result<Option<Moment>, LineError> {
    let Some(text) = line.text(name)? else { return Ok(None) };
    stamp(&text, zone).map(Some).ok_or_else(|| {
        let shown = clip(&text);
        LineError::new(format!("`{name}` is `{shown}`, not an instant of the years 1900 to 2200"))
    })
}

/// Midnight is how Taskwarrior writes a date without a time.
fn end_of_day(at: Moment, sink: &Sink) -> Moment {
    let local = at.local();
    if local.time() != NaiveTime::MIN {
        return at;
    }
    sink.now().zone.at(local.date().and_time(sink.ground().day_end))
}

fn standing(
    line: &mut Line<'_>,
    task: &mut Task,
    end: Option<Moment>,
) -> Result<Standing, LineError> {
    const WORDS: [(&str, Standing); 5] = [
        ("pending", Standing::Open),
        ("waiting", Standing::Open),
        ("completed", Standing::Done),
        ("deleted", Standing::Deleted),
        ("recurring", Standing::Template),
    ];
    let standing = line.word("status", &WORDS)?.unwrap_or(Standing::Open);
    task.status = match standing {
        Standing::Open | Standing::Template => Status::Open,
        Standing::Done => Status::Done,
        Standing::Deleted => Status::Dropped,
    };
    task.closed = task.status.is_closed().then(|| end.unwrap_or(task.created));
    Ok(standing)
}

fn priority(line: &mut Line<'_>, sink: &mut Sink) -> Result<Priority, LineError> {
    Ok(match line.text("priority")?.as_deref() {
        Some("H") => Priority::High,
        Some("L") => Priority::Low,
        None | Some("" | "M") => Priority::Normal,
        Some(_) => {
            sink.note("a priority is none of H, M and L; it is imported as normal");
            Priority::Normal
        }
    })
}

/// A list of texts, or one text with commas, as older versions have it.
fn words(raw: Raw<'_>, name: &'static str) -> Result<Vec<String>, LineError> {
    match raw {
        Raw::Null => Ok(Vec::new()),
        Raw::Text(text) => {
            Ok(text.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect())
        }
        Raw::List(items) => items.into_iter().map(|item| item.item_text(name)).collect(),
        _ => Err(LineError::new(format!("`{name}` is not a list of texts"))),
    }
}

fn dependencies(line: &mut Line<'_>) -> Result<Vec<TaskId>, LineError> {
    let mut after = Vec::new();
    for word in words(line.raw("depends"), "depends")? {
        let id = Uuid::try_parse(&word).map_err(|_| {
            LineError::new(format!("`depends` has `{}` in it, not a UUID", clip(&word)))
        })?;
        after.push(TaskId(id));
    }
    after.order();
    after.dedup();
    Ok(after)
}

/// Puts what has no field of its own into the note: annotations, `until`, and user defined attributes.
fn notes(
    mut line: Line<'_>,
    task: &mut Task,
    until: Option<Moment>,
    sink: &mut Sink,
) -> Result<(), LineError> {
    for annotation in line.list("annotations")? {
        let mut fields = annotation.object("annotations")?;
        let at = instant(&mut fields, "entry", sink.now().zone)?;
        let words = fields.owned("description")?.unwrap_or_default();
        annotate(&mut task.note, at, &words);
    }
    if let Some(until) = until {
        sink.note("a task has an `until`; it is kept in the note");
        let _ = writeln!(task.note, "until: {}", until.local().date());
    }
    for (name, value) in line.rest() {
        let Some(value) = shown(value).filter(|_| !DERIVED.contains(&name.as_ref())) else {
            continue;
        };
        if let Some(at) = name.strip_prefix("annotation_") {
            annotate(&mut task.note, stamp(at, sink.now().zone), &value);
        } else if !understood(&name, &value, task, sink) {
            sink.note(&format!("the attribute `{}` is kept in the note", clip(&name)));
            let _ = writeln!(task.note, "{name}: {value}");
        }
    }
    task.note.truncate(task.note.trim_end().len());
    Ok(())
}

fn annotate(note: &mut String, at: Option<Moment>, words: &str) {
    if let Some(at) = at {
        let _ = write!(note, "{}: ", at.local().date());
    }
    note.push_str(words);
    note.push('\n');
}

/// Reads an attribute that people define for what heyday has a field for.
fn understood(name: &str, value: &str, task: &mut Task, sink: &Sink) -> bool {
    match name {
        "estimate" | "est" | "estimated" => {
            let read = iso_duration(value).or_else(|| text::duration(value).ok());
            task.estimate_s = task.estimate_s.or(read);
            read.is_some()
        }
        "type" | "kind" => {
            let named = sink.ground().type_named(value).map(|kind| kind.name.clone());
            let known = named.is_some();
            task.kind = task.kind.take().or(named);
            known
        }
        _ => false,
    }
}

fn shown(value: Raw<'_>) -> Option<Cow<'_, str>> {
    Some(match value {
        Raw::Text(text) => Cow::Owned(text.replace('\0', "")),
        Raw::Bool(flag) => Cow::Owned(flag.to_string()),
        Raw::Whole(number) => Cow::Owned(number.to_string()),
        Raw::Fraction(number) => Cow::Owned(number.to_string()),
        Raw::Null => return None,
        Raw::List(_) => Cow::Borrowed("(a list)"),
        Raw::Object(_) => Cow::Borrowed("(an object)"),
    })
}
