//! The one-line answer to what was just done; it goes by itself.

use crate::domain::Moment;

/// How a toast is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Done,
    /// It did not; nothing has changed.
    Refused,
    /// Worth knowing.
    Note,
}

/// A line in place of the footer until its time is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// What happened. May hold hostile text: escape it where it is shown.
    pub text: String,
    /// What to do next, or empty.
    pub hint: String,
    /// How it is meant.
    pub tone: Tone,
    /// When it goes.
    pub until: Moment,
}

impl Toast {
    /// A toast shown from `at` for as long as it takes to read it.
    pub fn new(tone: Tone, text: impl Into<String>, hint: impl Into<String>, at: Moment) -> Toast {
        let (text, hint) = (text.into(), hint.into());
        let length = i64::try_from(text.len() + hint.len()).unwrap_or(0).min(200);
        let seconds = 3 + length / 20;
        Toast { text, hint, tone, until: at.plus_seconds(seconds) }
    }
}
