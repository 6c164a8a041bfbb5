//! What a newer proposal would change in the accepted plan, as rows of which each can be left out. Nothing changes
//! before Enter, and then all that is chosen in one step of undo.

use super::{Overlay, Turn};
use crate::app::list::List;
use crate::app::plan::changes::{Change, intent as intent_of};
use crate::app::{Effect, Model};
use crate::input::Action;
use crate::plan::Proposal;
use std::sync::Arc;

/// The question which changes are wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanDiff {
    /// The changes, by start.
    pub changes: Vec<Change>,
    /// Which of them are wanted.
    pub chosen: Vec<bool>,
    /// What they are the changes of.
    pub proposal: Option<Arc<Proposal>>,
    /// Where the list stands.
    pub list: List,
}

impl PlanDiff {
    /// The changes of the newest proposal, all of them chosen.
    pub fn new(model: &Model) -> PlanDiff {
        let changes = model.plan.changes.clone();
        let chosen = vec![true; changes.len()];
        PlanDiff { changes, chosen, proposal: model.plan.proposal.clone(), list: List::default() }
    }

    /// Carries an action out: one leaves the selected change out or takes it in, another one all of them.
    pub fn act(mut self, model: &Model, action: Action) -> Turn {
        let len = self.changes.len();
        match action {
            Action::Cancel => return Turn::close(Vec::new()),
            Action::Accept => {
                let wanted = self.changes.iter().zip(&self.chosen).filter(|(_, chosen)| **chosen);
                let wanted: Vec<&Change> = wanted.map(|(change, _)| change).collect();
                let intent = self.proposal.as_ref().filter(|_| !wanted.is_empty());
                let intent = intent.and_then(|proposal| intent_of(model, proposal, &wanted));
                return Turn::close(intent.map(Effect::Do).into_iter().collect());
            }
            Action::Down => self.list.step(1, len, len),
            Action::Up => self.list.step(-1, len, len),
            Action::Select => {
                if let Some(chosen) = self.chosen.get_mut(self.list.selected) {
                    *chosen = !*chosen;
                }
                self.list.step(1, len, len);
            }
            Action::SelectAll => {
                let all = self.chosen.iter().all(|chosen| *chosen);
                self.chosen.fill(!all);
            }
            _ => {}
        }
        Turn::stay(Overlay::PlanDiff(self))
    }

    /// How many changes are wanted.
    pub fn wanted(&self) -> usize {
        self.chosen.iter().filter(|chosen| **chosen).count()
    }
}
