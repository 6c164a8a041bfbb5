//! What the tests of this room share.

use super::*;

/// A message with nothing but words.
pub(super) fn message(summary: &str, body: &str) -> Message {
    Message {
        at: at(),
        key: 7,
        summary: summary.to_owned(),
        body: body.to_owned(),
        urgency: Urgency::Normal,
        answers: Answers::default(),
        expires_s: None,
        quiet: false,
    }
}

/// Wednesday, 25 November 2026, 09:00 in Berlin.
fn at() -> Moment {
    Moment::new(1_795_593_600_000, 60)
}
