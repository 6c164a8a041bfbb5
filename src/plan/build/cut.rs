//! Into which pieces the work on a task may be cut, in slots.

use super::{Whose, World};
use crate::domain::Task;

/// How much there is of a task, and how long its blocks may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pieces {
    pub(super) slots: u32,
    pub(super) min: u32,
    pub(super) max: u32,
}

/// The most slots of one task: more than any horizon has.
const MOST: u32 = 4000;

/// The pieces of `task`, of which `entry` says how much is to be planned, when `longest` slots are free in a row. All
/// that is left of it, what is fixed too, takes `all_s`.
pub(super) fn pieces(
    world: World<'_>,
    task: &Task,
    entry: &Whose,
    (all_s, longest): (u32, u32),
) -> Pieces {
    let planning = world.planning;
    let quarter_s = u32::from(planning.slot_min.max(1)) * 60;
    let left_s = u32::try_from(entry.left_s()).unwrap_or(u32::MAX / 2);
    let (shortest_s, longest_s) = chunk(world, task);
    let max = ((longest_s.saturating_add(planning.gap_s)) / quarter_s).max(1);
    // Each block has its gap. What is over by a few minutes is not worth another slot (the median is a guess), nor is
    // a gap of a few minutes: an hour of work has 55 minutes then. A longer gap takes nothing from the work.
    let blocks = left_s.div_ceil(longest_s.max(60)).max(1);
    let with_gaps = left_s.saturating_add(blocks.saturating_mul(planning.gap_s));
    let slots = with_gaps
        .saturating_sub((quarter_s / 5).max(planning.gap_s.min(quarter_s / 3)))
        .div_ceil(quarter_s)
        .clamp(1, MOST);
    let is_said = task.chunk_min_s.is_some() || task.chunk_max_s.is_some();
    let whole =
        !task.splittable || entry.parts.len() > 1 || (!is_said && all_s <= planning.whole_s);
    if whole && (slots <= longest || !task.splittable) {
        return Pieces { slots, min: slots, max: slots };
    }
    let wanted = shortest_s.saturating_add(planning.gap_s).div_ceil(quarter_s).max(1);
    let max = max.max(wanted).min(slots);
    // Pieces that add up: 7 slots with blocks of 4 or 5 could never be finished.
    let fitting = slots / slots.div_ceil(max);
    let min = wanted.min(fitting).min(longest.max(1)).max(1);
    Pieces { slots, min, max }
}

/// Seconds of the shortest and the longest piece.
fn chunk(world: World<'_>, task: &Task) -> (u32, u32) {
    let (shortest, longest) = world.planning.chunk_s;
    let shortest = if world.is_deep(task.kind.as_deref()) {
        shortest.max(world.planning.focus_s.min(longest))
    } else {
        shortest
    };
    let longest = task.chunk_max_s.unwrap_or(longest).max(60);
    (task.chunk_min_s.unwrap_or(shortest).min(longest), longest)
}
