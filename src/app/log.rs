//! The Log screen: the sessions of a day.

use super::{Effect, Model, Mouse};
use crate::domain::TaskId;
use crate::input::Action;
use chrono::NaiveDate;

/// What the Log screen remembers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogState {
    /// The work day it shows; today when it was never turned.
    pub day: Option<NaiveDate>,
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

/// Takes a mouse event inside the body.
pub fn mouse(_: &mut Model, _: Mouse) -> Vec<Effect> {
    Vec::new()
}

/// The tasks that the selection means.
pub fn targets(_: &Model) -> Vec<TaskId> {
    Vec::new()
}
