//! What became of an import, in words and as JSON.

use super::super::env::Env;
use super::super::phrase::count;
use super::super::printer::complain;
use super::super::view;
use crate::exchange::import::{Fault, Report};
use crate::exchange::json::Json;
use crate::store::ImportCount;
use crate::text::visible;

/// Says what was read, what could not be, and what was added.
pub(super) fn tell(env: &mut Env, dry_run: bool, report: &Report, counted: ImportCount) {
    if env.printer.json {
        let answer = view::answer(|json| object(json, dry_run, report, counted));
        env.printer.json(&answer);
        return;
    }
    faults(report);
    if env.printer.quiet {
        return;
    }
    let word = if dry_run { "Would add" } else { "Added" };
    let counts = &report.counts;
    let mut read = vec![
        count(counts.tasks, "task"),
        count(counts.sessions, "session"),
        count(counts.breaks, "break"),
        count(counts.events, "event"),
    ];
    if counts.blocks > 0 {
        read.push(count(counts.blocks, "block"));
    }
    if counts.calendars > 0 {
        read.push(count(counts.calendars, "calendar"));
    }
    if counts.days > 0 {
        read.push(count(counts.days, "closed day"));
    }
    let others = [
        (counts.snoozes, "snooze"),
        (counts.disputes, "dispute"),
        (counts.nudges, "nudge"),
        (counts.presences, "line of presence"),
        (counts.types, "type"),
    ];
    for (number, one) in others.into_iter().filter(|(number, _)| *number > 0) {
        read.push(match one {
            "line of presence" if number > 1 => format!("{number} lines of presence"),
            one => count(number, one),
        });
    }
    env.printer.line(&format!(
        "{word} {} of {} ({}); {} there already",
        counted.added,
        counts.total(),
        read.join(", "),
        counted.present
    ));
    for (note, often) in &report.notes {
        env.printer.line(&format!("{}: {}", count(*often, "time"), visible(note)));
    }
    if report.overlaps > 0 {
        let overlaps = count(report.overlaps, "session");
        env.printer.line(&format!("{overlaps} begin before another one has ended; all are kept"));
    }
    if !dry_run && counted.added > counted.beside {
        env.printer.line("Next: `heyday undo` takes it back");
    }
}

fn faults(report: &Report) {
    for (fault, more) in alike(&report.errors) {
        let (place, reason) = (place(fault, report), visible(&fault.error.reason));
        complain(&format!("{place}: {reason}{}\n", and_more(more)));
    }
    let told = report.errors.len() as u64;
    if report.error_total > told {
        complain(&format!("and {} more\n", count(report.error_total - told, "line")));
    }
    for (fault, more) in alike(&report.warnings) {
        let (place, reason) = (place(fault, report), visible(&fault.error.reason));
        complain(&format!("warning: {place}: {reason}{}\n", and_more(more)));
    }
    let told = report.warnings.len() as u64;
    if report.warning_total > told {
        complain(&format!("and {} more\n", count(report.warning_total - told, "warning")));
    }
    for (name, line) in &report.unknown {
        complain(&format!("warning: line {line}: the field `{}` is not kept\n", visible(name)));
    }
}

/// Faults that say the same of lines of one file are told once: the first of them, and how many more there are.
fn alike(faults: &[Fault]) -> Vec<(&Fault, u64)> {
    let mut told: Vec<(&Fault, u64)> = Vec::new();
    for fault in faults {
        let same = told
            .iter_mut()
            .find(|(first, _)| first.file == fault.file && first.error == fault.error);
        match same {
            Some((_, more)) => *more += 1,
            None => told.push((fault, 0)),
        }
    }
    told
}

fn and_more(more: u64) -> String {
    if more == 0 { String::new() } else { format!(" (and {} like it)", count(more, "line")) }
}

/// Where: the line, with its file when there are several.
fn place(fault: &Fault, report: &Report) -> String {
    let name = report.files.get(fault.file).filter(|_| report.files.len() > 1);
    match (name, fault.line) {
        (None, line) => format!("line {line}"),
        (Some(name), 0) => visible(name).into_owned(),
        (Some(name), line) => format!("{}, line {line}", visible(name)),
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
            .field("blocks", counts.blocks)
            .field("events", counts.events)
            .field("snoozes", counts.snoozes)
            .field("disputes", counts.disputes)
            .field("nudges", counts.nudges)
            .field("presences", counts.presences)
            .field("types", counts.types);
    });
    json.field("bad_lines", report.error_total);
    json.array_field("errors", |json| fault_items(json, &report.errors, report));
    json.field("warning_count", report.warning_total);
    json.array_field("warnings", |json| fault_items(json, &report.warnings, report));
    json.array_field("unknown_fields", |json| {
        for (name, line) in &report.unknown {
            json.object_item(|json| {
                json.field("name", name).field("line", *line);
            });
        }
    });
    json.array_field("notes", |json| {
        for (note, often) in &report.notes {
            json.object_item(|json| {
                json.field("message", note).field("count", *often);
            });
        }
    });
    json.field("overlaps", report.overlaps);
}

fn fault_items(json: &mut Json, faults: &[Fault], report: &Report) {
    for fault in faults {
        json.object_item(|json| {
            json.field_if("file", report.files.get(fault.file))
                .field("line", fault.line)
                .field("message", &fault.error.reason);
        });
    }
}
