//! The Tasks screen: list, filter and detail.

use super::{Effect, Model, Mouse};
use crate::domain::TaskId;
use crate::input::{Action, Context, Key};

/// What the Tasks screen remembers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TasksState {}

impl TasksState {
    /// The line that takes keys first, while one is open.
    pub fn context(&self) -> Option<Context> {
        None
    }
}

/// The screen is being gone to.
pub fn shown(_: &mut Model) -> Vec<Effect> {
    Vec::new()
}

/// Finds everything out again that depends on the log.
pub fn derive(_: &mut Model) {}

/// Carries an action out; `None` when it is not this screen's own.
pub fn act(_: &mut Model, _: Action) -> Option<Vec<Effect>> {
    None
}

/// Takes a key that types into the open line.
pub fn typed(_: &mut Model, _: Key) -> Vec<Effect> {
    Vec::new()
}

/// Takes pasted text into the open line.
pub fn paste(_: &mut Model, _: &str) -> Vec<Effect> {
    Vec::new()
}

/// Takes a mouse event inside the body.
pub fn mouse(_: &mut Model, _: Mouse) -> Vec<Effect> {
    Vec::new()
}

/// The tasks that the selection means.
pub fn targets(_: &Model) -> Vec<TaskId> {
    Vec::new()
}
