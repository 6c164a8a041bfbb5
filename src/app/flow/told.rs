//! What a flow has done, as one line says it.

use super::done;
use crate::app::{Model, words};
use crate::domain::{Change, TaskId, TaskPatch};
use crate::text::visible;

/// The line for a step; `None` when it was about something else.
pub fn told(model: &Model, verb: &str, changes: &[Change]) -> Option<String> {
    if verb == "close day" {
        let worked = words::duration(done::sum(model).worked_s / 60 * 60);
        return Some(format!("Day closed: {worked} worked"));
    }
    (verb == "edit").then(|| put(model, changes)).flatten()
}

/// `Draft: tomorrow`, `3 tasks: Fri 27`, `Draft: due Mon 30` for tasks that only have got another day or date.
fn put(model: &Model, changes: &[Change]) -> Option<String> {
    let mut tasks: Vec<TaskId> = Vec::new();
    let mut whens: Vec<String> = Vec::new();
    for change in changes {
        match change {
            Change::TaskEdited { id, new, .. } => {
                tasks.push(*id);
                whens.push(when(model, new)?);
            }
            // What was planned of it before that day.
            Change::BlockRemoved { .. } | Change::BlockEdited { .. } => {}
            _ => return None,
        }
    }
    let first = whens.first()?;
    let when = if whens.iter().all(|when| when == first) { first.as_str() } else { "new dates" };
    let what = match tasks.as_slice() {
        [one] => visible(&model.state.task(*one)?.title).into_owned(),
        many => words::count(many.len(), "task"),
    };
    Some(format!("{what}: {when}"))
}

/// The day or the date, when that is all that is new.
fn when(model: &Model, new: &TaskPatch) -> Option<String> {
    let on = TaskPatch { on: new.on, ..TaskPatch::default() };
    let due = TaskPatch { due: new.due, on: new.on, ..TaskPatch::default() };
    match (new.on, new.due) {
        (Some(day), None) if *new == on => {
            Some(day.map_or("no day".into(), |day| words::day(day, &model.now)))
        }
        (None | Some(None), Some(date)) if *new == due => {
            Some(date.map_or("no date".into(), |date| {
                let word = if date.hard { "deadline" } else { "due" };
                format!("{word} {}", words::day(model.now.day_of(date.at), &model.now))
            }))
        }
        _ => None,
    }
}
