//! For tests: what an importer made of a file, in lines that can be read.

use super::{Ground, Importer, Report, read_all};
use crate::domain::{Change, Now, Session, Task, TaskId, Zone};
use std::collections::HashMap;
use std::fmt::Write as _;

/// An empty store in Berlin on Monday, 23 November 2026, at noon.
pub(in crate::exchange) fn ground() -> Ground {
    let at = crate::domain::Moment::parse_rfc3339("2026-11-23T12:00:00+01:00").unwrap();
    Ground::new(Now::new(at.utc_ms(), Zone::parse("Europe/Berlin").unwrap(), 240))
}

/// What is in a file, and what the report says of it.
pub(in crate::exchange) fn told(importer: &mut dyn Importer, file: &[u8]) -> String {
    let (changes, report) = read_all(importer, &[("file", file)], ground());
    lines(&changes, &report)
}

pub(in crate::exchange) fn lines(changes: &[Change], report: &Report) -> String {
    let titles: HashMap<TaskId, &str> = changes
        .iter()
        .filter_map(|change| match change {
            Change::TaskAdded { task } => Some((task.id, task.title.as_str())),
            _ => None,
        })
        .collect();
    let mut out = String::new();
    for change in changes {
        match change {
            Change::TaskAdded { task } => out.push_str(&task_line(task, &titles)),
            Change::SessionAdded { session } => out.push_str(&session_line(session, &titles)),
            Change::TypeAdded { kind, .. } => writeln!(out, "type {}", kind.name).unwrap(),
            other => writeln!(out, "{other:?}").unwrap(),
        }
    }
    for fault in &report.errors {
        writeln!(out, "error, line {}: {}", fault.line, fault.error).unwrap();
    }
    for fault in &report.warnings {
        writeln!(out, "warning, line {}: {}", fault.line, fault.error).unwrap();
    }
    for (name, line) in &report.unknown {
        writeln!(out, "unknown, line {line}: {name}").unwrap();
    }
    for (note, often) in &report.notes {
        writeln!(out, "note, {often}: {note}").unwrap();
    }
    if report.overlaps > 0 {
        writeln!(out, "overlaps: {}", report.overlaps).unwrap();
    }
    out
}

fn task_line(task: &Task, titles: &HashMap<TaskId, &str>) -> String {
    let mut out = format!("{} {:?}", task.status.word(), task.title);
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            write!(out, " {name}:{value}").unwrap();
        }
    };
    field("project", task.project.clone());
    field("type", task.kind.clone());
    field("tags", Some(task.tags.join(",")).filter(|tags| !tags.is_empty()));
    field("pri", Some(task.priority.word().to_owned()).filter(|word| word != "normal"));
    field("est", task.estimate_s.map(|seconds| seconds.to_string()));
    let time = |at: crate::domain::Moment| at.local().format("%Y-%m-%dT%H:%M").to_string();
    field("due", task.due.map(|due| time(due.at) + if due.hard { "!" } else { "" }));
    field("from", task.from.map(time));
    field("on", task.on.map(|day| day.to_string()));
    field("at", task.at.clone());
    field("every", task.every.clone());
    let after: Vec<&str> =
        task.after.iter().map(|id| titles.get(id).copied().unwrap_or("?")).collect();
    field("after", Some(after.join(",")).filter(|after| !after.is_empty()));
    field("created", Some(time(task.created)));
    field("closed", task.closed.map(time));
    field("note", Some(format!("{:?}", task.note)).filter(|note| note != "\"\""));
    out + "\n"
}

fn session_line(session: &Session, titles: &HashMap<TaskId, &str>) -> String {
    let title = session.task.map(|id| titles.get(&id).copied().unwrap_or("?"));
    let end = session.end.map(|end| end.local().format("%H:%M:%S").to_string());
    let mut out = format!(
        "session {}-{} {:?}",
        session.start.local().format("%Y-%m-%dT%H:%M:%S"),
        end.unwrap_or_default(),
        title.unwrap_or("-")
    );
    if let Some(kind) = &session.kind {
        write!(out, " type:{kind}").unwrap();
    }
    for interruption in &session.interruptions {
        write!(out, " lost:{}", interruption.lost_s).unwrap();
    }
    if let Some(focus) = session.focus {
        write!(out, " focus:{focus}").unwrap();
    }
    if let Some(outcome) = session.outcome {
        write!(out, " {}", outcome.word()).unwrap();
    }
    if !session.note.is_empty() {
        write!(out, " note:{:?}", session.note).unwrap();
    }
    writeln!(out, " ({})", session.source.word()).unwrap();
    out
}
