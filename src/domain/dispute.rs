//! What a person objects to in the early warning: a [`Dispute`] says that a sign is not strain for them. It weighs
//! nothing until a day; then it is looked at again.

use super::time::Moment;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A sign of the drift index that weighs nothing for a while. A sign has at most one that is live.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    /// The word of the sign, as scripts get it.
    pub sign: String,
    /// When it was said.
    pub at: Moment,
    /// The first work day on which the sign counts again; after the one on which it was said.
    pub until: NaiveDate,
    /// Why, in the person's words; often nothing. Hostile text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
