//! [`Observation`]: what one ended session says about its hour. Who makes them out of the log decides what counts as a
//! session that teaches; this file only says what a lesson is made of.

use crate::domain::{SessionId, TaskId};
use chrono::NaiveDate;

/// One ended session as evidence. Absent indicators are `None`: they drop out, they are never taken for zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The session.
    pub session: SessionId,
    /// Its task.
    pub task: Option<TaskId>,
    /// Its task type, as an index below the number of kinds that the fit is given.
    pub kind: u16,
    /// Its work day.
    pub day: NaiveDate,
    /// Whether that day is none of the person's working days.
    pub weekend: bool,
    /// The local clock hour of its middle, in `[0, 24)`.
    pub hour: f64,
    /// Seconds of work.
    pub worked_s: u32,
    /// The person's own rating, 1 to 5.
    pub focus: Option<u8>,
    /// What broke into it.
    pub interruptions: u16,
    /// How long it was meant to last, in seconds.
    pub planned_s: Option<u32>,
    /// Whether it ended before its time: interrupted or abandoned. `None` when it was not said how it ended.
    pub ended_early: Option<bool>,
    /// The logarithm of actual over estimate of its finished task, and which share of the task's work it was, 0 to 1.
    pub ln_pace: Option<(f64, f64)>,
    /// Whether the task is a hard one.
    pub hard: bool,
    /// Seconds worked earlier on that work day.
    pub worked_before_s: u32,
    /// Seconds worked since the last break when it began.
    pub since_break_s: u32,
}
