//! The present for a program that runs: what of today is to be said by now, how things stand, and when to ask again.
//!
//! Next: [`super::drive()`], which goes through the day.

use super::counter::Counter;
use super::said::Nudge;
use super::timeline::Mute;
use crate::domain::Moment;

/// How things stand at the moment it was made; between two of them the counter counts on by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Pulse {
    /// The break counter.
    pub counter: Counter,
    /// After how much work a break is due, in milliseconds; `None` when none ever is.
    pub soft_ms: Option<i64>,
    /// Whether a break is due and its moment is waited for: the quiet cue.
    pub is_due: bool,
    /// The nudge that was shown last and has come to nothing yet.
    pub open: Option<Nudge>,
    /// Why nothing may be shown, and until when.
    pub mute: Option<(Mute, Moment)>,
    /// How many soft break nudges were shown today.
    pub shown: u8,
    /// Of how many at most.
    pub budget: u8,
    /// How often the break that is due was postponed.
    pub postponed: u8,
}
