//! The accepted plan, as far as it may change: what a new plan should not change without a reason.

use super::{Built, World, fixed};
use crate::plan::instance::Before;

/// Fills in the previous plan of the instance.
pub(super) fn previous(world: World<'_>, built: &mut Built) {
    let stays = |id| built.fixed.iter().any(|fixed| fixed.put.id == Some(id));
    let mut prev = Vec::new();
    for block in fixed::live(world).filter(|block| !stays(block.id)) {
        let Some(task) = built.whose.iter().position(|whose| whose.task() == Some(block.task))
        else {
            continue;
        };
        let Some(day) = built.frame.index(block.start) else { continue };
        // The air after it is part of its slots.
        let end = block.end.plus_seconds(i64::from(world.planning.gap_s));
        let (start, end) =
            (built.frame.minute(day, block.start), built.frame.minute_after(day, end));
        if start < end {
            prev.push(Before { task, day, start, end });
        }
    }
    built.instance.prev = prev;
}
