//! The plan as the screens have it: the newest proposal, the blocks that show, what a proposal would change. Found
//! when the log, the proposal or the minute changes, not per frame.
//!
//! It must never change what the person agreed to without being asked: what keys do here are [`acts`], each one step
//! of undo. [`shown`] says which blocks show, [`changes`] what would change, [`place`] where a block can go.

pub mod acts;
pub mod changes;
pub mod excerpt;
pub mod place;
pub mod shown;
pub mod told;

pub use changes::{Change, Count};
pub use shown::{Shown, Standing, Which};

use super::{Effect, Model, Msg, Overlay, Tone, act as screen, overlay::PlanDiff};
use crate::domain::{BlockId, Moment, Now, Span, TaskId};
use crate::plan::Proposal;
use crate::plan::proposal::{DayPlan, Proposed};
use crate::plan::shift::{self, Today, standing};
use chrono::NaiveDate;
use std::sync::Arc;

/// A plan that is better by less than that is not worth another look: half of what changing tasks costs
/// (`SCHEDULING.md` 3.1).
const WORTH: f64 = 0.3;

/// What is known of the plan.
#[derive(Clone, Debug, Default)]
pub struct PlanState {
    /// The newest proposal; `None` until there is one.
    pub proposal: Option<Arc<Proposal>>,
    /// Every block that shows, by start.
    pub blocks: Vec<Shown>,
    /// The accepted blocks for which today has no time left.
    pub lost: Vec<BlockId>,
    /// What the newest proposal would change.
    pub changes: Vec<Change>,
    /// A block that the mouse holds.
    pub drag: Option<Drag>,
    /// Whether the changes are to be shown when the next proposal comes.
    pub asked: bool,
}

/// A block that the mouse holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drag {
    /// Which.
    pub which: Which,
    /// The row of the line where it was taken.
    pub row: u16,
    /// Where it is held.
    pub span: Span,
}

/// Finds everything out again that depends on the log, the proposal or the minute.
pub fn derive(model: &mut Model) {
    let shift = standing(course(model));
    model.plan.blocks = shown::blocks(model, &shift);
    model.plan.lost = shift.lost;
    model.plan.changes = changes::changes(model);
}

/// Takes a proposal in.
pub fn proposed(model: &mut Model, proposal: Arc<Proposal>) -> Vec<Effect> {
    if model.plan.proposal.as_ref().is_some_and(|known| !is_better(&proposal, known)) {
        return Vec::new();
    }
    model.plan.proposal = Some(proposal);
    super::recorded::replanned(model);
    if std::mem::take(&mut model.plan.asked) {
        return open_changes(model);
    }
    Vec::new()
}

/// Whether a proposal is to take the place of another: it knows more, or it is of the same world and better by so much
/// that a change on the screen is worth it.
fn is_better(new: &Proposal, old: &Proposal) -> bool {
    let same = (new.seq, new.made_at) == (old.seq, old.made_at);
    if same { new.objective > old.objective + WORTH } else { new.seq >= old.seq }
}

/// The newest proposal, if it knows of everything that was recorded.
pub fn fresh(model: &Model) -> Option<&Arc<Proposal>> {
    model.plan.proposal.as_ref().filter(|proposal| proposal.seq >= model.seq)
}

/// Shows what the newest proposal would change, or says that it would change nothing.
pub fn replan(model: &mut Model) -> Vec<Effect> {
    if fresh(model).is_none() {
        model.plan.asked = true;
        return vec![Effect::Propose];
    }
    open_changes(model)
}

fn open_changes(model: &mut Model) -> Vec<Effect> {
    if model.plan.changes.is_empty() {
        let text = if has_work(model) {
            "the plan is as good as it gets"
        } else {
            "there is nothing to plan yet"
        };
        model.say(Tone::Note, text, "");
        return Vec::new();
    }
    let overlay = PlanDiff::new(model);
    screen::open(model, Overlay::PlanDiff(overlay))
}

/// Whether there is a task that a plan could have a place for.
pub fn has_work(model: &Model) -> bool {
    model.state.tasks().any(|task| !task.status.is_closed())
}

/// Whether `msg`, which the model has not taken in yet, asks for a new proposal.
pub fn asks(model: &Model, msg: &Msg, now: &Now) -> bool {
    let quarter = |now: &Now| now.at.utc_ms().div_euclid(1000 * place::QUARTER_S);
    let turned = model.loaded && quarter(&model.now) != quarter(now);
    turned
        || matches!(
            msg,
            Msg::Recorded { .. }
                | Msg::Changed { .. }
                | Msg::Loaded { .. }
                | Msg::Configured(_)
                | Msg::Learned(_)
                | Msg::LookedBack(..)
                | Msg::NotLearned(_)
        )
}

/// Today, for where blocks stand in it and what they follow.
pub fn course(model: &Model) -> Today<'_> {
    Today { state: &model.state, planning: &model.settings.planning, now: &model.now }
}

/// What ends work lets the rest of the day move up, in the same step.
pub fn follow(model: &Model, effects: &mut [Effect]) {
    for effect in effects {
        if let Effect::Do(intent) = effect
            && shift::may_free(intent)
        {
            *intent = shift::followed(course(model), intent.clone());
        }
    }
}

/// The newest proposal's words about a day.
pub fn day(model: &Model, day: NaiveDate) -> Option<&DayPlan> {
    model.plan.proposal.as_ref()?.days.iter().find(|plan| plan.day == day)
}

/// A shown block, by what it is.
pub fn find(model: &Model, which: Which) -> Option<&Shown> {
    model.plan.blocks.iter().find(|block| block.which == which)
}

/// The block of a task that is next: under way or to come.
pub fn next_of(model: &Model, task: TaskId) -> Option<&Shown> {
    let now = model.now.at;
    let mut ahead = model.plan.blocks.iter().filter(|block| block.end > now);
    ahead.find(|block| block.tasks().any(|id| id == task))
}

/// What the proposal says about a shown block.
pub fn proposal_of<'a>(model: &'a Model, block: &Shown) -> Option<&'a Proposed> {
    let proposal = model.plan.proposal.as_ref()?;
    proposal.blocks().find(|proposed| match block.which {
        Which::Accepted(id) => proposed.put.id == Some(id),
        Which::Proposed(no) => proposed.put.id.is_none() && proposed.no == no,
    })
}

/// The first reason of a block, in words; empty when the proposal does not know it.
pub fn reason<'a>(model: &'a Model, block: &Shown) -> &'a str {
    let reasons = proposal_of(model, block).map(|proposed| proposed.reasons.as_slice());
    reasons.and_then(|reasons| reasons.first()).map_or("", |reason| reason.text.as_str())
}

/// From when on a block of that day can begin.
pub(super) fn earliest(model: &Model, day: NaiveDate) -> Moment {
    let start = model.now.day_span(day).start;
    place::snapped(model.now.at, place::Way::Later).max(start)
}

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
pub(crate) mod tests;
