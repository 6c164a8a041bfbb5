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

#[cfg(test)]
pub(crate) mod test {
    //! Observations for the tests of this room.

    use super::*;
    use crate::domain::Mint;

    /// An hour's session without any indicator, on a Monday, of kind 0.
    pub(crate) fn session(hour: f64) -> Observation {
        Observation {
            session: SessionId(Mint::new(1, 0).uuid()),
            task: None,
            kind: 0,
            day: NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(),
            weekend: false,
            hour,
            worked_s: 3600,
            focus: None,
            interruptions: 0,
            planned_s: None,
            ended_early: None,
            ln_pace: None,
            hard: false,
            worked_before_s: 0,
            since_break_s: 0,
        }
    }

    /// The same with a rating.
    pub(crate) fn rated(hour: f64, focus: u8) -> Observation {
        Observation { focus: Some(focus), ..session(hour) }
    }
}
