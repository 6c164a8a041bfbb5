//! A work day that the person has closed: they have looked at what was done and are through with it. It changes no
//! session and no plan; it is what the shutdown review leaves behind, with a note in the person's own words.

use super::time::Moment;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The end of a work day, as the person set it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Which work day; each has at most one end.
    pub day: NaiveDate,
    /// When they were through.
    pub at: Moment,
    /// What they noted about the day; often nothing. Hostile text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
