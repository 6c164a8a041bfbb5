//! The words for what happened to silences and objections.

use super::phrase;
use crate::domain::{Change, Dispute, Now, Snooze, State};
use crate::exchange::json::Json;
use crate::exchange::jsonl::write;
use crate::text::print_duration;

/// What a change of a silence or an objection says, `None` for other changes.
pub(super) fn clause(change: &Change, state: &State, now: &Now) -> Option<String> {
    Some(match change {
        Change::SnoozeAdded { snooze } => silent(snooze, now),
        Change::SnoozeEdited { id, .. } => silent(state.snooze(*id)?, now),
        Change::SnoozeRemoved { .. } => "nudges come again".into(),
        Change::SignDisputed { dispute } => {
            let day = phrase::day(dispute.until, now);
            format!("you dispute the sign `{}`: it weighs nothing until {day}", dispute.sign)
        }
        Change::DisputeEnded { dispute } => format!("the sign `{}` counts again", dispute.sign),
        _ => return None,
    })
}

fn silent(snooze: &Snooze, now: &Now) -> String {
    if snooze.end.utc_ms() <= now.at.utc_ms() {
        return "nudges come again".into();
    }
    let same = now.day_of(snooze.end) == now.day();
    let until = if same { phrase::clock(snooze.end) } else { phrase::day_clock(snooze.end, now) };
    let length = print_duration((snooze.end.seconds_since(now.at) + 59) / 60 * 60);
    format!("nudges are silent until {until}, for {length}")
}

/// Writes the silences and objections that were changed, as they are now; nothing when none were.
pub(super) fn fields(json: &mut Json, changes: &[Change], state: &State) {
    let mut snoozes: Vec<&Snooze> = Vec::new();
    let mut disputes: Vec<&Dispute> = Vec::new();
    for change in changes {
        match change {
            Change::SnoozeAdded { snooze } => snoozes.extend(state.snooze(snooze.id)),
            Change::SnoozeEdited { id, .. } => snoozes.extend(state.snooze(*id)),
            Change::SignDisputed { dispute } => disputes.push(dispute),
            _ => {}
        }
    }
    if !snoozes.is_empty() {
        json.array_field("snoozes", |json| {
            for snooze in snoozes {
                json.object_item(|json| write::snooze_fields(json, snooze));
            }
        });
    }
    if !disputes.is_empty() {
        json.array_field("disputes", |json| {
            for dispute in disputes {
                json.object_item(|json| write::dispute_fields(json, dispute));
            }
        });
    }
}
