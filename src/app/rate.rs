//! The focus question after a session: one digit answers it, Enter or Esc skips it, any other key does what
//! it always does and skips it too. It never blocks and never holds the timer up.

use super::{Effect, Model};
use crate::domain::{Change, Intent, Moment, SessionEdit, SessionId};
use crate::input::{Key, KeyCode};

/// Seconds after which nobody will answer any more.
const PATIENCE_S: i64 = 90;

/// A session that has just ended and may be rated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Which.
    pub session: SessionId,
    /// When the question goes.
    pub until: Moment,
}

/// The question for the session that these changes have ended, when there is one to ask.
pub fn after(model: &Model, changes: &[Change]) -> Option<Rate> {
    if !model.settings.ask_focus {
        return None;
    }
    changes.iter().find_map(|change| match change {
        Change::SessionEdited { id, old, new }
            if old.end == Some(None) && new.end.flatten().is_some() && new.focus.is_none() =>
        {
            // A stretch of a few seconds says nothing about focus.
            let long = model.state.session(*id).is_some_and(|s| s.worked_s(model.now.at) >= 60);
            long.then(|| Rate { session: *id, until: model.now.at.plus_seconds(PATIENCE_S) })
        }
        _ => None,
    })
}

/// Asks about a session that is over already, or still runs.
pub fn ask(model: &mut Model, session: SessionId) {
    model.rate = Some(Rate { session, until: model.now.at.plus_seconds(PATIENCE_S) });
}

/// Takes a key while the question is open; `None` when the key is to do what it always does.
pub fn press(model: &mut Model, key: Key) -> Option<Vec<Effect>> {
    let rate = model.rate.filter(|_| model.overlays.is_empty() && model.pending.is_empty())?;
    model.rate = None;
    match (key.code(), key.typed()) {
        (_, Some(c @ '1'..='5')) => {
            let focus = c.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
            let edit = SessionEdit { focus: Some(focus), ..SessionEdit::default() };
            Some(vec![Effect::Do(Intent::LogEdit { session: rate.session, edit: Box::new(edit) })])
        }
        (KeyCode::Enter | KeyCode::Esc, _) => Some(Vec::new()),
        _ => None,
    }
}

/// The words for each focus, 1 first.
pub const WORDS: [&str; 5] = ["scattered", "uneven", "fair", "focused", "absorbed"];
