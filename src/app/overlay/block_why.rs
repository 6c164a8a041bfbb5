//! Why a block is where it is: what the plan says for it, the terms with their numbers. Only shows; a key of the
//! screen closes it.

use super::{Overlay, Turn};
use crate::app::plan::{self, Which};
use crate::app::{Model, words};
use crate::input::Action;
use crate::plan::proposal::Reason;
use crate::text::visible;

/// A block that is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockWhy {
    /// Which.
    pub which: Which,
    /// Lines that are scrolled away; a view shows no empty rows below the last one.
    pub scroll: u16,
}

impl BlockWhy {
    /// From its top.
    pub fn new(which: Which) -> BlockWhy {
        BlockWhy { which, scroll: 0 }
    }

    /// Carries an action out.
    pub fn act(mut self, action: Action) -> Turn {
        match action {
            Action::Cancel | Action::Accept => return Turn::close(Vec::new()),
            Action::Down => self.scroll = self.scroll.saturating_add(1).min(100),
            Action::Up => self.scroll = self.scroll.saturating_sub(1),
            _ => {}
        }
        Turn::stay(Overlay::BlockWhy(self))
    }
}

/// What the block is called; empty when it is gone.
pub fn title(model: &Model, which: Which) -> String {
    let task = plan::find(model, which).and_then(|block| model.state.task(block.task));
    task.map_or(String::new(), |task| visible(&task.title).into_owned())
}

/// Where it stands, in one line.
pub fn standing(model: &Model, which: Which) -> String {
    let Some(block) = plan::find(model, which) else { return "that block is gone".into() };
    let day = words::day(model.now.day_of(block.start), &model.now);
    let (from, to) = (words::clock(block.start), words::clock(block.end));
    let how = match (block.is_proposed(), block.pinned) {
        (true, _) => "proposed",
        (false, true) => "placed by you",
        (false, false) => "placed by the planner",
    };
    format!("{} {day} {from} to {to}, {how}", block.no)
}

/// The reasons with what they add, the weightiest first.
pub fn reasons(model: &Model, which: Which) -> &[Reason] {
    let proposed = plan::find(model, which).and_then(|block| plan::proposal_of(model, block));
    proposed.map_or(&[], |proposed| proposed.reasons.as_slice())
}
