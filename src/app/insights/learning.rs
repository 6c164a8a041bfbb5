//! When there is something new to learn. Learning reads the whole log, so it is asked for only after what can
//! teach something: a session that ended or was corrected, a task that was done, another kind of work.

use crate::app::{Model, Msg};
use crate::domain::{Change, Now, SessionPatch};

/// Whether `msg`, which the model has not taken in yet, asks for learning anew.
pub fn teaches(model: &Model, msg: &Msg, now: &Now) -> bool {
    // What was learned fades by the day.
    let another_day = model.loaded && model.now.day() != now.day();
    another_day
        || match msg {
            Msg::Recorded { changes, .. } | Msg::Changed { changes, .. } => {
                changes.iter().any(has_lesson)
            }
            Msg::Loaded { seq, .. } => !model.loaded || *seq != model.seq,
            Msg::Configured(_) => true,
            _ => false,
        }
}

/// Whether what is learned may be another after this change.
fn has_lesson(change: &Change) -> bool {
    match change {
        Change::SessionAdded { session } | Change::SessionRemoved { session } => {
            session.end.is_some()
        }
        Change::SessionEdited { new, .. } => {
            // What breaks into a running session counts when it has ended, and a note never does.
            let only = SessionPatch {
                note: new.note.clone(),
                interruptions: new.interruptions.clone(),
                ..SessionPatch::default()
            };
            **new != only
        }
        Change::TaskEdited { new, .. } => {
            new.status.is_some()
                || new.kind.is_some()
                || new.estimate_s.is_some()
                || new.tags.is_some()
        }
        Change::BreakAdded { pause } => pause.end.is_some(),
        Change::TaskRemoved { .. }
        | Change::BreakEdited { .. }
        | Change::BreakRemoved { .. }
        | Change::TypeAdded { .. }
        | Change::TypeEdited { .. }
        | Change::TypeRemoved { .. } => true,
        Change::TaskAdded { .. }
        | Change::BlockAdded { .. }
        | Change::BlockEdited { .. }
        | Change::BlockRemoved { .. }
        | Change::CalendarAdded { .. }
        | Change::CalendarEdited { .. }
        | Change::CalendarRemoved { .. }
        | Change::DayClosed { .. }
        | Change::DayReopened { .. }
        | Change::SnoozeAdded { .. }
        | Change::SnoozeEdited { .. }
        | Change::SnoozeRemoved { .. }
        | Change::SignDisputed { .. }
        | Change::DisputeEnded { .. }
        | Change::EventAdded { .. }
        | Change::EventRemoved { .. } => false,
    }
}
