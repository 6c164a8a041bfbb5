//! The accepted plan: a [`Block`] is a task in a stretch of time that the person agreed to. What the planner only
//! proposes is no block yet; it becomes one through [`Put`], the one way in which blocks come and change.

use super::ids::{BlockId, BlockNo, TaskId};
use super::time::{Moment, Now, Span};
use chrono::Days;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// A task, or a bundle of small ones, in a stretch of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Unique on every machine.
    pub id: BlockId,
    /// The number a person types (`b7`). No other block that isn't over has it; later ones may get it again.
    pub no: BlockNo,
    /// What is to be done in it.
    pub task: TaskId,
    /// Further small tasks that are done in it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<TaskId>,
    /// When it begins.
    pub start: Moment,
    /// When it ends; after `start`.
    pub end: Moment,
    /// Whether the person put it there: the planner then never moves it.
    pub pinned: bool,
}

impl Block {
    /// The stretch it takes.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// Every task in it, in order.
    pub fn tasks(&self) -> impl Iterator<Item = TaskId> + '_ {
        std::iter::once(self.task).chain(self.also.iter().copied())
    }
}

/// The numbers of blocks that are free. A block has its number to itself while it is live: until the work day after
/// the one in which it ended is over, so that `b7` means one thing to somebody who looks back at yesterday.
#[derive(Clone, Debug)]
pub struct BlockNos {
    taken: BTreeSet<BlockNo>,
}

impl BlockNos {
    /// Those that no live block of `blocks` has.
    pub fn free<'a>(blocks: impl IntoIterator<Item = &'a Block>, now: &Now) -> BlockNos {
        let live_from = live_from(now);
        let live = blocks.into_iter().filter(|block| block.end.utc_ms() > live_from.utc_ms());
        BlockNos { taken: live.map(|block| block.no).collect() }
    }

    /// The wished number when it is free, else the smallest free one. It is not free any more then.
    pub fn take(&mut self, wished: Option<BlockNo>) -> BlockNo {
        let free = |no: &BlockNo| no.0 > 0 && !self.taken.contains(no);
        let smallest = || (1..=u32::MAX).map(BlockNo).find(free);
        let no = wished.filter(free).or_else(smallest).unwrap_or(BlockNo(u32::MAX));
        self.taken.insert(no);
        no
    }
}

/// Blocks that end later are live: yesterday's, today's and those to come.
pub fn live_from(now: &Now) -> Moment {
    let yesterday = now.day().checked_sub_days(Days::new(1)).unwrap_or(now.day());
    now.day_span(yesterday).start
}

/// What a block is to be: a new one (`id` is `None`), or how a known one is to stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// The block it is about.
    pub id: Option<BlockId>,
    /// The number that a new block was shown with; it gets that one if it is free, else the smallest free one.
    pub no: Option<BlockNo>,
    /// What is to be done in it.
    pub task: TaskId,
    /// Further small tasks, in order.
    pub also: Vec<TaskId>,
    /// When it begins.
    pub start: Moment,
    /// When it ends.
    pub end: Moment,
    /// Whether the person put it there.
    pub pinned: bool,
}

impl Put {
    /// The block as it stands.
    pub fn of(block: &Block) -> Put {
        Put {
            id: Some(block.id),
            no: Some(block.no),
            task: block.task,
            also: block.also.clone(),
            start: block.start,
            end: block.end,
            pinned: block.pinned,
        }
    }

    /// The stretch it takes.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// Why the plan changes: the word in the history and in what undo says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlanVerb {
    /// A proposal was adopted, whole or in part.
    Accept,
    /// Blocks were fixed, or left to the planner again.
    Pin,
    /// A block was moved to another time or day, or made longer or shorter.
    Move,
    /// A block was taken out of its day.
    Skip,
    /// What was left of the day followed what happened.
    Follow,
    /// An earlier version came back.
    Revert,
}

impl PlanVerb {
    /// Every verb.
    pub const ALL: [PlanVerb; 6] = [
        PlanVerb::Accept,
        PlanVerb::Pin,
        PlanVerb::Move,
        PlanVerb::Skip,
        PlanVerb::Follow,
        PlanVerb::Revert,
    ];

    /// The word in the history.
    pub fn word(self) -> &'static str {
        match self {
            PlanVerb::Accept => "plan accept",
            PlanVerb::Pin => "plan pin",
            PlanVerb::Move => "plan move",
            PlanVerb::Skip => "plan skip",
            PlanVerb::Follow => "plan follow",
            PlanVerb::Revert => "plan revert",
        }
    }
}

impl fmt::Display for PlanVerb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
