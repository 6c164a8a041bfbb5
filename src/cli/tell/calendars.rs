//! The words for what happened to a calendar that is read.

use crate::domain::{AllDay, Calendar, Change};

/// What a change of a calendar says, `None` for other changes.
pub(super) fn clause(change: &Change) -> Option<String> {
    Some(match change {
        Change::CalendarAdded { calendar } => {
            format!(
                "calendar `{}` is read from {}{}",
                calendar.name,
                calendar.path,
                meant(calendar)
            )
        }
        Change::CalendarRemoved { calendar } => {
            format!("calendar `{}` is not read any more", calendar.name)
        }
        Change::CalendarEdited { old, new } if old.name != new.name => {
            format!("calendar `{}` is called `{}` now{}", old.name, new.name, meant(new))
        }
        Change::CalendarEdited { old, new } if old.disabled != new.disabled => {
            let word = if new.disabled { "passed over for now" } else { "read again" };
            format!("calendar `{}` is {word}", new.name)
        }
        Change::CalendarEdited { new, .. } => {
            format!("calendar `{}` is read from {}{}", new.name, new.path, meant(new))
        }
        _ => return None,
    })
}

/// What entries of whole days take, where that is not what they say themselves.
fn meant(calendar: &Calendar) -> &'static str {
    match calendar.all_day {
        AllDay::Busy => "",
        AllDay::Free => "; its whole days take no time",
        AllDay::Off => "; its whole days are days off",
    }
}
