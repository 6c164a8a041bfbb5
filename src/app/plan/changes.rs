//! What the newest proposal would change in the plan that was agreed to: the one line that announces it, and the
//! rows of the overlay that asks. Nothing changes before the person says so.

use super::shown::Standing;
use crate::app::{Model, words};
use crate::domain::{BlockId, BlockNo, Intent, Put, Span, TaskId};
use crate::plan::Proposal;
use crate::plan::diff::{Difference, Fate, adopt, diff};
use crate::plan::proposal::Reason;
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
    /// To which block, as it is called.
    pub no: BlockNo,
    /// Of which task.
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

/// What the newest proposal would change on today and on the days that something was agreed to for, by time.
/// Nothing while it has not heard of the last step.
pub fn changes(model: &Model) -> Vec<Change> {
    let Some(proposal) = super::fresh(model) else { return Vec::new() };
    let days = planned_days(model);
    let on = |span: Span| days.contains(&model.now.day_of(span.start));
    let found = diff(model.state.plan(), proposal, &model.now);
    let found = found.iter().filter(|one| one.from.into_iter().chain(one.to).any(on));
    found.filter_map(|one| change(model, proposal, one)).collect()
}

fn change(model: &Model, proposal: &Proposal, found: &Difference) -> Option<Change> {
    let proposed = || proposal.blocks().find(|one| one.no == found.no);
    let kind = match (found.fate, found.from) {
        (Fate::Added, _) => Kind::New(proposed()?.put.clone()),
        (Fate::Moved | Fate::Resized, Some(from)) => Kind::Moved(proposed()?.put.clone(), from),
        (Fate::Removed, Some(from)) => {
            let block = model.state.plan().find(|b| b.no == found.no && b.span() == from)?;
            Kind::Gone(block.id, from)
        }
        _ => return None,
    };
    let reasons = match kind {
        Kind::Gone(..) => Vec::new(),
        _ => proposed()?.reasons.clone(),
    };
    Some(Change { kind, no: found.no, task: found.task, reasons })
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

/// The line that announces changes, without the key: that not all of today's plan fits any more, and what could change.
/// `None` when there is nothing of it, and as long as nothing was agreed to, since what is proposed then shows by itself.
pub fn announced(model: &Model) -> Option<String> {
    let (count, lost) = (Count::of(&model.plan.changes), model.plan.lost.len());
    let change = format!("the plan could change: {}", count.words());
    match (count.all(), lost) {
        (0, 0) => None,
        (_, 0) => is_planned(model).then_some(change),
        (0, _) => Some(format!("today has no time left for {}", words::count(lost, "block"))),
        (..) => Some(format!("no time left for {}; {change}", words::count(lost, "block"))),
    }
}

/// What makes these changes, of that proposal; `None` when they are made already.
pub fn intent(model: &Model, proposal: &Proposal, changes: &[&Change]) -> Option<Intent> {
    let nos: Vec<BlockNo> = changes.iter().map(|change| change.no).collect();
    adopt(model.state.plan(), proposal, Some(&nos), &model.now)
}
