//! What was done to the plan, as one line says it.

use crate::app::{Model, words};
use crate::domain::{Block, Change};
use crate::text::visible;

/// The line for a step whose word in the history is `verb`; `None` when it was not about the plan alone.
pub fn told(model: &Model, verb: &str, changes: &[Change]) -> Option<String> {
    let what = verb.strip_prefix("plan ")?;
    let blocks: Vec<&Block> = changes
        .iter()
        .filter_map(|change| match change {
            Change::BlockAdded { block } => model.state.block(block.id),
            Change::BlockEdited { id, .. } => model.state.block(*id),
            _ => None,
        })
        .collect();
    let gone = changes.iter().find_map(|change| match change {
        Change::BlockRemoved { block } => Some(block),
        _ => None,
    });
    let first = blocks.first().copied();
    let text = match (what, first) {
        ("accept", Some(one)) if changes.len() == 1 => format!("Planned: {}", name(model, one)),
        ("accept", _) => format!("Planned: {}", words::count(changes.len(), "block")),
        ("pin", Some(one)) if one.pinned => format!("Pinned: {}", name(model, one)),
        ("pin", Some(one)) => format!("Left to the planner: {}", name(model, one)),
        ("move", Some(one)) => match blocks.len() {
            1 => format!("Now at {}", name(model, one)),
            n => format!("Now at {}; {} gave way", name(model, one), n - 1),
        },
        ("skip", _) => match gone {
            Some(block) => {
                let on = changes.iter().find_map(|change| match change {
                    Change::TaskEdited { new, .. } => new.on.flatten(),
                    _ => None,
                });
                let again = on.map(|day| format!("; again from {} on", words::short_day(day)));
                format!("Out of the plan: {}{}", title(model, block), again.unwrap_or_default())
            }
            None => "Cut short".into(),
        },
        ("follow", _) => format!("The plan follows: {}", words::count(changes.len(), "block")),
        _ => return None,
    };
    Some(text)
}

/// What a step that ended work has let move up, as the end of its line; empty when nothing did.
pub fn moved_up(changes: &[Change]) -> String {
    let moved =
        |change: &&Change| matches!(change, Change::BlockEdited { new, .. } if new.start.is_some());
    match changes.iter().filter(moved).count() {
        0 => String::new(),
        n => format!("; {} earlier", words::count(n, "block")),
    }
}

/// `14:00–15:30 Draft the methods section`, with the day when it is another.
fn name(model: &Model, block: &Block) -> String {
    let day = model.now.day_of(block.start);
    let today = day == model.now.day();
    let on = if today { String::new() } else { format!("{} ", words::short_day(day)) };
    let (from, to) = (words::clock(block.start), words::clock(block.end));
    format!("{on}{from} to {to}, {}", title(model, block))
}

fn title(model: &Model, block: &Block) -> String {
    let gone = || "a task that is gone".into();
    model.state.task(block.task).map_or_else(gone, |task| visible(&task.title).into_owned())
}
