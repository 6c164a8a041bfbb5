//! When the person wants to hear nothing: a [`Snooze`] is a stretch of time that they set themselves. Every one ends by
//! itself, so that nobody wonders weeks later why heyday fell silent.

use super::ids::SnoozeId;
use super::time::{Moment, Span};
use serde::{Deserialize, Serialize};

/// How nudges were silenced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SnoozeKind {
    /// Put off for a while.
    Snoozed,
    /// Switched off until a time.
    Off,
}

impl SnoozeKind {
    /// Every kind.
    pub const ALL: [SnoozeKind; 2] = [SnoozeKind::Snoozed, SnoozeKind::Off];

    /// The word in files and in answers to scripts.
    pub fn word(self) -> &'static str {
        match self {
            SnoozeKind::Snoozed => "snoozed",
            SnoozeKind::Off => "off",
        }
    }
}

/// A stretch in which nothing is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snooze {
    /// Unique on every machine.
    pub id: SnoozeId,
    /// From when on.
    pub start: Moment,
    /// When it is over; after `start`.
    pub end: Moment,
    /// How.
    pub how: SnoozeKind,
}

impl Snooze {
    /// The longest that one lasts, in seconds: two weeks. Whoever wants to hear nothing for longer sets so.
    pub const LONGEST_S: i64 = 14 * 24 * 3600;

    /// The stretch it takes.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}
