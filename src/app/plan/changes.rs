//! What the newest proposal would change in the plan that was agreed to: the one line that announces it, and the
//! rows of the overlay that asks. Nothing changes before the person says so.

use super::shown::Standing;
use crate::app::Model;
use crate::domain::{Block, BlockId, Intent, Moment, PlanVerb, Put, Span, TaskId};
use crate::plan::proposal::{Proposed, Reason, Step};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What would happen to one block.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// It comes.
    New(Put),
    /// It goes elsewhere, or gets another length; where it was.
    Moved(Put, Span),
    /// It goes.
    Gone(BlockId, Span),
}

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What would happen.
    pub kind: Kind,
    /// To a block of which task.
    pub task: TaskId,
    /// Why, the weightiest reason first; empty for a block that goes.
    pub reasons: Vec<Reason>,
}

impl Change {
    /// The stretch that it is about, as it would be; as it was for a block that goes.
    pub fn span(&self) -> Span {
        match &self.kind {
            Kind::New(put) | Kind::Moved(put, _) => put.span(),
            Kind::Gone(_, span) => *span,
        }
    }
}

/// How many of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Blocks that come.
    pub new: usize,
    /// Blocks that go elsewhere.
    pub moved: usize,
    /// Blocks that go.
    pub gone: usize,
}

impl Count {
    /// Of these changes.
    pub fn of(changes: &[Change]) -> Count {
        let mut count = Count::default();
        for change in changes {
            match change.kind {
                Kind::New(_) => count.new += 1,
                Kind::Moved(..) => count.moved += 1,
                Kind::Gone(..) => count.gone += 1,
            }
        }
        count
    }

    /// All together.
    pub fn all(self) -> usize {
        self.new + self.moved + self.gone
    }

    /// `2 moved, 1 new`.
    pub fn words(self) -> String {
        let parts = [(self.moved, "moved"), (self.new, "new"), (self.gone, "out")];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
        parts.join(", ")
    }
}

/// What the newest proposal would change on today and on the days that something was agreed to for, by start.
/// Nothing while it has not heard of the last step.
pub fn changes(model: &Model) -> Vec<Change> {
    let Some(proposal) = model.plan.proposal.as_ref().filter(|p| p.seq >= model.seq) else {
        return Vec::new();
    };
    let days = planned_days(model);
    let on = |at: Moment| days.contains(&model.now.day_of(at));
    let mut all: Vec<Change> = proposal
        .blocks()
        .filter(|proposed| on(proposed.put.start) && proposed.put.end > model.now.at)
        .filter_map(|proposed| change(model, proposed))
        .collect();
    let kept: BTreeSet<BlockId> = proposal.blocks().filter_map(|p| p.put.id).collect();
    let gone = model.state.plan().filter(|block| {
        !block.pinned && block.start > model.now.at && !kept.contains(&block.id) && on(block.start)
    });
    all.extend(gone.map(|block| Change {
        kind: Kind::Gone(block.id, block.span()),
        task: block.task,
        reasons: Vec::new(),
    }));
    all.sort_by_key(|change| change.span().start);
    all
}

fn change(model: &Model, proposed: &Proposed) -> Option<Change> {
    let put = proposed.put.clone();
    let known: Option<&Block> = put.id.and_then(|id| model.state.block(id));
    let kind = match (proposed.step, known) {
        (Step::New, _) | (_, None) => Kind::New(Put { id: None, ..put }),
        (_, Some(block)) if block.span() == put.span() && block.task == put.task => return None,
        (_, Some(block)) => Kind::Moved(put, block.span()),
    };
    Some(Change { kind, task: proposed.put.task, reasons: proposed.reasons.clone() })
}

/// Today, and every later day that something was agreed to for.
fn planned_days(model: &Model) -> BTreeSet<NaiveDate> {
    let ahead = model.state.plan().filter(|block| block.end > model.now.at);
    ahead.map(|block| model.now.day_of(block.start)).chain([model.now.day()]).collect()
}

/// Whether something was agreed to for the rest of today.
pub fn is_planned(model: &Model) -> bool {
    super::shown::of_day(model, model.now.day()).any(|block| block.standing == Standing::Ahead)
}

/// The line that announces changes, without the key; `None` when there are none, and as long as nothing was agreed
/// to, since what is proposed then shows by itself.
pub fn announced(model: &Model) -> Option<String> {
    let count = Count::of(&model.plan.changes);
    if count.all() == 0 || !is_planned(model) {
        return None;
    }
    Some(format!("the plan could change: {}", count.words()))
}

/// What makes these changes.
pub fn intent(changes: &[&Change]) -> Intent {
    let mut remove = Vec::new();
    let mut put = Vec::new();
    for change in changes {
        match &change.kind {
            Kind::New(new) | Kind::Moved(new, _) => put.push(new.clone()),
            Kind::Gone(id, _) => remove.push(*id),
        }
    }
    Intent::Plan { verb: PlanVerb::Accept, remove, put }
}
