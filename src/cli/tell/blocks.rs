//! What is said of blocks of the plan that changed.

use super::super::{phrase, view};
use crate::domain::{Block, BlockId, BlockPatch, Change, Moment, Now, State};
use crate::exchange::json::Json;
use crate::store::Recorded;

/// What a block is called: ``b7 `Draft methods` ``.
pub(super) fn title(block: &Block, state: &State) -> String {
    let title = state.task(block.task).map_or("a task that is gone", |task| &task.title);
    match block.also.len() {
        0 => format!("{} `{title}`", block.no),
        more => format!("{} `{title}` and {more} more", block.no),
    }
}

/// When it is: `today 14:00-15:30`.
pub(super) fn place(block: &Block, now: &Now) -> String {
    format!("{}-{}", phrase::day_clock(block.start, now), phrase::clock(block.end))
}

/// What changed of a block, which `block` is now.
pub(super) fn edited(
    block: &Block,
    (old, new): (&BlockPatch, &BlockPatch),
    (state, now): (&State, &Now),
) -> String {
    let no = title(block, state);
    if new.start.is_some() {
        return format!("moved {no} to {}", place(block, now));
    }
    if let Some((was, is)) = old.end.zip(new.end) {
        let verb = if is.utc_ms() < was.utc_ms() { "cut" } else { "extended" };
        return format!("{verb} {no} to {}", till(block.start, is));
    }
    match new.pinned {
        Some(true) => format!("pinned {no}, {}", place(block, now)),
        Some(false) => format!("left {no} to the planner"),
        None if new.also.is_some() => format!("{no} goes on without it"),
        None => format!("changed what {no} is for"),
    }
}

/// What changed, and apart from it what the blocks do that only follow what happened: `the plan follows: b2 at 09:40`.
pub(super) fn apart(recorded: &Recorded) -> (Vec<&Change>, Option<String>) {
    let Recorded { decision, state, .. } = recorded;
    let follows = |change: &Change| {
        let moved = matches!(change, Change::BlockEdited { new, .. } if new.start.is_some());
        moved && !decision.verb.starts_with("plan")
    };
    let place = |change: &Change| match change {
        Change::BlockEdited { id, .. } => {
            state.block(*id).map(|block| format!("{} at {}", block.no, phrase::clock(block.start)))
        }
        _ => None,
    };
    let (moved, told): (Vec<_>, Vec<_>) = decision.changes.iter().partition(|one| follows(one));
    let places: Vec<String> = moved.into_iter().filter_map(place).collect();
    (told, (!places.is_empty()).then(|| format!("the plan follows: {}", places.join(", "))))
}

fn till(start: Moment, end: Moment) -> String {
    format!("{}-{}", phrase::clock(start), phrase::clock(end))
}

/// The changed blocks as they are now, each once.
pub(super) fn items(json: &mut Json, changes: &[Change], state: &State) {
    let mut seen: Vec<BlockId> = Vec::new();
    for change in changes {
        let id = match change {
            Change::BlockAdded { block } => block.id,
            Change::BlockEdited { id, .. } => *id,
            _ => continue,
        };
        if let Some(block) = state.block(id).filter(|_| !seen.contains(&id)) {
            seen.push(id);
            json.object_item(|json| view::block(json, block, state));
        }
    }
}
