//! What others recorded, in one line.

use crate::app::words;
use crate::domain::{Change, State, Status};

/// One line for changes that `state` has not taken in yet.
pub(super) fn told(state: &State, changes: &[Change]) -> String {
    let mut told: Vec<String> = Vec::new();
    for change in changes {
        let line = one(state, change);
        if !told.contains(&line) {
            told.push(line);
        }
    }
    match told.as_slice() {
        [one] => format!("Elsewhere: {one}."),
        [one, more @ ..] => {
            format!("Elsewhere: {one}, and {}.", words::count(more.len(), "other change"))
        }
        [] => "Elsewhere: nothing that shows.".into(),
    }
}

fn one(state: &State, change: &Change) -> String {
    let title = |id: &crate::domain::TaskId| {
        state.task(*id).map_or_else(|| "a task".to_owned(), |task| task.title.clone())
    };
    let session = |task: Option<crate::domain::TaskId>| {
        task.map_or_else(|| "work without a task".to_owned(), |id| title(&id))
    };
    match change {
        Change::TaskAdded { task } => format!("added {} {}", task.no, task.title),
        Change::TaskRemoved { task } => format!("deleted {}", task.title),
        Change::TaskEdited { id, new, .. } => match new.status {
            Some(Status::Done) => format!("done: {}", title(id)),
            Some(Status::Dropped) => format!("dropped {}", title(id)),
            _ => format!("changed {}", title(id)),
        },
        Change::SessionAdded { session: added } if added.end.is_none() => {
            format!("started {}", session(added.task))
        }
        Change::SessionAdded { session: added } => {
            format!("a session was written down: {}", session(added.task))
        }
        Change::SessionEdited { id, old, new } => {
            let task = session(state.session(*id).and_then(|session| session.task));
            let ended = old.end == Some(None) && new.end.flatten().is_some();
            if ended { format!("stopped {task}") } else { format!("a session changed: {task}") }
        }
        Change::SessionRemoved { session: removed } => {
            format!("a session was removed: {}", session(removed.task))
        }
        Change::BreakAdded { pause } if pause.end.is_none() => "a break began".into(),
        Change::BreakEdited { old, new, .. }
            if old.end == Some(None) && new.end.flatten().is_some() =>
        {
            "the break ended".into()
        }
        Change::BreakAdded { .. } | Change::BreakEdited { .. } | Change::BreakRemoved { .. } => {
            "a break changed".into()
        }
        Change::BlockAdded { .. } | Change::BlockEdited { .. } | Change::BlockRemoved { .. } => {
            "the plan changed".into()
        }
        Change::EventAdded { event } | Change::EventRemoved { event } => {
            format!("the calendar changed: {}", event.title)
        }
        Change::CalendarAdded { calendar }
        | Change::CalendarRemoved { calendar }
        | Change::CalendarEdited { new: calendar, .. } => {
            format!("the calendars changed: {}", calendar.name)
        }
        Change::DayClosed { closing } => format!("the day was closed: {}", closing.day),
        Change::DayReopened { closing } => format!("the day is open again: {}", closing.day),
        Change::SnoozeAdded { .. } | Change::SnoozeEdited { .. } | Change::SnoozeRemoved { .. } => {
            "when nudges are silent changed".into()
        }
        Change::SignDisputed { dispute } => format!("the sign {} was disputed", dispute.sign),
        Change::DisputeEnded { dispute } => format!("the sign {} counts again", dispute.sign),
        Change::TypeAdded { kind, .. }
        | Change::TypeRemoved { kind, .. }
        | Change::TypeEdited { new: kind, .. } => {
            format!("the kinds of work changed: {}", kind.name)
        }
    }
}
