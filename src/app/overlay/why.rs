//! Where a task's rank comes from: the terms of its urgency. Only shows; a key of the screen closes it.

use super::{Overlay, Turn};
use crate::app::Model;
use crate::domain::TaskId;
use crate::domain::urgency::{Urgency, urgency};
use crate::input::Action;

/// Carries an action out.
pub fn act(task: TaskId, action: Action) -> Turn {
    match action {
        Action::Cancel | Action::Accept => Turn::close(Vec::new()),
        _ => Turn::stay(Overlay::Why(task)),
    }
}

/// The terms, the weightiest first.
pub fn terms(model: &Model, id: TaskId) -> Option<Urgency> {
    let task = model.state.task(id)?;
    let mut found = urgency(task, &model.state, &model.now, &model.settings.weights);
    found.terms.retain(|(_, value)| value.abs() >= 0.05);
    found.terms.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    Some(found)
}
