//! The words for what happened to a break.

use super::phrase;
use crate::domain::{Break, Change, State};
use crate::text::print_duration;

/// What a change of a break says, `None` for other changes.
pub(super) fn clause(change: &Change, state: &State) -> Option<String> {
    Some(match change {
        Change::BreakAdded { pause } => paused(pause),
        Change::BreakEdited { id, old, .. } if old.end != Some(None) => {
            let pause = state.pause(*id)?;
            let end = pause.end.map_or_else(|| "now".into(), phrase::clock);
            format!("corrected the break: {}-{end}", phrase::clock(pause.start))
        }
        Change::BreakEdited { id, .. } => {
            let pause = state.pause(*id)?;
            let length = pause.end.map_or(0, |end| end.seconds_since(pause.start));
            format!("ended the break after {}", print_duration(length))
        }
        Change::BreakRemoved { pause } => {
            format!("removed the break at {}", phrase::clock(pause.start))
        }
        _ => return None,
    })
}

fn paused(pause: &Break) -> String {
    match (pause.end, pause.planned_s) {
        (Some(end), _) => {
            format!("noted a break {}-{}", phrase::clock(pause.start), phrase::clock(end))
        }
        (None, Some(length)) => {
            let until = pause.start.plus_seconds(length.into());
            format!(
                "began a break of {}, until {}",
                print_duration(length.into()),
                phrase::clock(until)
            )
        }
        (None, None) => format!("began a break at {}", phrase::clock(pause.start)),
    }
}
