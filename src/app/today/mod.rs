//! The Today screen: the day as a line on the left, the running session and the queue on the right.

use super::list::List;
use crate::domain::TaskId;
use chrono::NaiveDate;

/// What the Today screen remembers.
#[derive(Clone, Debug, PartialEq)]
pub struct TodayState {
    /// The work day it shows.
    pub day: NaiveDate,
    /// Where the queue stands.
    pub queue: List,
    /// The selected task, by identity: it stays selected when the ranking changes.
    pub selected: Option<TaskId>,
}

impl TodayState {
    /// The screen as it first shows.
    pub fn new(day: NaiveDate) -> TodayState {
        TodayState { day, queue: List::default(), selected: None }
    }
}
