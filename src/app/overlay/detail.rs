//! A task with everything that is known of it. Only shows; a key of the screen closes it.

use super::{Overlay, Turn};
use crate::app::{Effect, Model};
use crate::domain::{Intent, TaskId, TaskRef};
use crate::input::Action;

/// A task shown in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Which.
    pub task: TaskId,
    /// Lines of its note that are scrolled away.
    pub scroll: u16,
}

impl Detail {
    /// From its top.
    pub fn new(task: TaskId) -> Detail {
        Detail { task, scroll: 0 }
    }

    /// Carries an action out: Enter starts the task, since it has been read now.
    pub fn act(mut self, model: &Model, action: Action) -> Turn {
        match action {
            Action::Cancel => return Turn::close(Vec::new()),
            Action::Accept => {
                let runs = model.state.running().and_then(|s| s.task) == Some(self.task);
                let open = model.state.task(self.task).is_some_and(|t| !t.status.is_closed());
                let start = Intent::Start { task: Some(TaskRef::Id(self.task)), at: None };
                return Turn::close(if open && !runs {
                    vec![Effect::Do(start)]
                } else {
                    Vec::new()
                });
            }
            Action::Down => self.scroll = self.scroll.saturating_add(1).min(200),
            Action::Up => self.scroll = self.scroll.saturating_sub(1),
            _ => {}
        }
        Turn::stay(Overlay::Detail(self))
    }
}
