//! The blocks that show: those that the person agreed to, and beside them what the planner proposes anew as far as
//! nothing stands there. A proposal never moves on the screen what was agreed to; [`super::changes`] asks for that.

use crate::app::Model;
use crate::domain::{Block, BlockId, BlockNo, Moment, Order, Put, Span, TaskId};
use crate::plan::Proposal;
use crate::plan::proposal::{Proposed, Step};
use crate::plan::shift::Shift;
use chrono::NaiveDate;

/// Which block it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// One that was agreed to.
    Accepted(BlockId),
    /// One of the newest proposal, by its number there.
    Proposed(BlockNo),
}

/// How a block stands in its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody agreed to it yet.
    Proposed,
    /// It is to come, or has begun.
    Ahead,
    /// It is over and was worked on, or its task was done before.
    Kept,
    /// It is over and nothing was done in it.
    Missed,
}

/// A block as the screens show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Which.
    pub which: Which,
    /// Its number.
    pub no: BlockNo,
    /// What is to be done in it.
    pub task: TaskId,
    /// Further small tasks in it.
    pub also: Vec<TaskId>,
    /// When it begins.
    pub start: Moment,
    /// When it ends.
    pub end: Moment,
    /// Whether the person put it there.
    pub pinned: bool,
    /// How it stands.
    pub standing: Standing,
}

impl Shown {
    /// The stretch it takes.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// Whether it is only proposed.
    pub fn is_proposed(&self) -> bool {
        matches!(self.which, Which::Proposed(_))
    }

    /// Every task in it, in order.
    pub fn tasks(&self) -> impl Iterator<Item = TaskId> + '_ {
        std::iter::once(self.task).chain(self.also.iter().copied())
    }

    /// The id of one that was agreed to.
    pub fn id(&self) -> Option<BlockId> {
        match self.which {
            Which::Accepted(id) => Some(id),
            Which::Proposed(_) => None,
        }
    }

    /// What makes it stand as it does here.
    pub fn put(&self) -> Put {
        Put {
            id: self.id(),
            no: Some(self.no),
            task: self.task,
            also: self.also.clone(),
            start: self.start,
            end: self.end,
            pinned: self.pinned,
        }
    }
}

/// Every block that shows, by start: those of today where they stand now. One for which today has no time left shows
/// nowhere.
pub fn blocks(model: &Model, shift: &Shift) -> Vec<Shown> {
    let plan = model.state.plan().filter(|block| !shift.lost.contains(&block.id));
    let mut all: Vec<Shown> = plan.map(|block| accepted(model, block, shift)).collect();
    if let Some(proposal) = &model.plan.proposal {
        let kept = all.len();
        for proposed in proposal.blocks() {
            if is_fresh(&all[..kept], proposed, model, proposal) {
                all.push(ghost(proposed));
            }
        }
    }
    all.order_by_key(|block| (block.start, block.end));
    all
}

fn accepted(model: &Model, block: &Block, shift: &Shift) -> Shown {
    let Model { state, now, .. } = model;
    let span = shift.of(block.id).unwrap_or(block.span());
    let worked = || {
        state
            .sessions_in(span, now.at)
            .any(|s| s.task.is_some_and(|id| block.tasks().any(|b| b == id)))
    };
    let closed = || {
        let task = state.task(block.task);
        task.is_none_or(|task| {
            task.status.is_closed() && task.closed.is_none_or(|at| at <= block.end)
        })
    };
    let standing = match span.end > now.at {
        true => Standing::Ahead,
        false if worked() || closed() => Standing::Kept,
        false => Standing::Missed,
    };
    Shown {
        which: Which::Accepted(block.id),
        no: block.no,
        task: block.task,
        also: block.also.clone(),
        start: span.start,
        end: span.end,
        pinned: block.pinned,
        standing,
    }
}

fn ghost(proposed: &Proposed) -> Shown {
    let put = &proposed.put;
    Shown {
        which: Which::Proposed(proposed.no),
        no: proposed.no,
        task: put.task,
        also: put.also.clone(),
        start: put.start,
        end: put.end,
        pinned: put.pinned,
        standing: Standing::Proposed,
    }
}

/// Whether a proposed block is new, still makes sense, and stands where nothing else does.
fn is_fresh(accepted: &[Shown], proposed: &Proposed, model: &Model, proposal: &Proposal) -> bool {
    let put = &proposed.put;
    let open = model.state.task(put.task).is_some_and(|task| !task.status.is_closed());
    if proposed.step != Step::New || !open || put.end <= model.now.at {
        return false;
    }
    let span = put.span();
    // A proposal that has not heard of the last step may propose what that step has placed.
    let placed = |block: &Shown| {
        proposal.seq < model.seq
            && block.standing == Standing::Ahead
            && block.task == put.task
            && !proposal.blocks().any(|known| known.put.id == block.id())
    };
    accepted.iter().all(|block| block.span().overlap(span).is_none() && !placed(block))
}

/// The blocks of one work day, by start.
pub fn of_day(model: &Model, day: NaiveDate) -> impl Iterator<Item = &Shown> {
    let span = model.now.day_span(day);
    model.plan.blocks.iter().filter(move |block| block.span().overlap(span).is_some())
}
