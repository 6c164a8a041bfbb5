//! The calendars that the person's days are read from. A [`Calendar`] is a fact: where it is and how it is
//! meant. What is in it is no fact but a look at somebody else's file, and is kept apart.

use super::ids::CalendarId;
use serde::{Deserialize, Serialize};

/// What entries of whole days take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AllDay {
    /// Their days, unless they say that they take none.
    #[default]
    Busy,
    /// No time: they are only shown.
    Free,
    /// Their days, which are days off, whatever they say: holidays and vacations.
    Off,
}

impl AllDay {
    /// Every one.
    pub const ALL: [AllDay; 3] = [AllDay::Busy, AllDay::Free, AllDay::Off];

    /// The word in files and on the screen.
    pub fn word(self) -> &'static str {
        match self {
            AllDay::Busy => "busy",
            AllDay::Free => "free",
            AllDay::Off => "off",
        }
    }
}

/// A calendar that is read: a file, or a folder of files.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Calendar {
    /// Unique on every machine.
    pub id: CalendarId,
    /// What the person calls it; no two have the same name.
    pub name: String,
    /// Where it is.
    pub path: String,
    /// What entries of whole days take.
    #[serde(default)]
    pub all_day: AllDay,
    /// The person's own addresses: what they have declined takes no time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mine: Vec<String>,
    /// Whether what is only perhaps takes no time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tentative_free: bool,
    /// Whether it is passed over for now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disabled: bool,
}
