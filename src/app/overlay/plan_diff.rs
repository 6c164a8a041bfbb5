//! What a newer proposal would change in the accepted plan, as rows of which each can be left out. Nothing changes
//! before Enter, and then all that is chosen in one step of undo.

use super::{Overlay, Turn};
use crate::app::list::List;
use crate::app::plan::changes::{Change, intent};
use crate::app::{Effect, Model};
use crate::input::{Action, Key};

/// The question which changes are wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanDiff {
    /// The changes, by start.
    pub changes: Vec<Change>,
    /// Which of them are wanted.
    pub chosen: Vec<bool>,
    /// Where the list stands.
    pub list: List,
}

impl PlanDiff {
    /// The changes of the newest proposal, all of them chosen.
    pub fn new(model: &Model) -> PlanDiff {
        let changes = model.plan.changes.clone();
        PlanDiff { chosen: vec![true; changes.len()], changes, list: List::default() }
    }

    /// Carries an action out.
    pub fn act(mut self, _: &Model, action: Action) -> Turn {
        let len = self.changes.len();
        match action {
            Action::Cancel => return Turn::close(Vec::new()),
            Action::Accept => {
                let wanted = self.changes.iter().zip(&self.chosen).filter(|(_, chosen)| **chosen);
                let wanted: Vec<&Change> = wanted.map(|(change, _)| change).collect();
                return Turn::close(if wanted.is_empty() {
                    Vec::new()
                } else {
                    vec![Effect::Do(intent(&wanted))]
                });
            }
            Action::Down => self.list.step(1, len, len),
            Action::Up => self.list.step(-1, len, len),
            _ => {}
        }
        Turn::stay(Overlay::PlanDiff(self))
    }

    /// Takes a key that means no action: space leaves the selected change out or takes it in, `a` all of them.
    pub fn typed(mut self, _: &Model, key: Key) -> Turn {
        match key.typed() {
            Some(' ') => {
                if let Some(chosen) = self.chosen.get_mut(self.list.selected) {
                    *chosen = !*chosen;
                }
                let len = self.changes.len();
                self.list.step(1, len, len);
            }
            Some('a') => {
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
