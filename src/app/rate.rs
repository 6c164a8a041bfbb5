//! The focus question after a session: one digit answers it, Enter or Esc skips it, any other key does what
//! it always does and skips it too. It never blocks and never holds the timer up.

use super::ping::scrambled;
use super::settings::Asking;
use super::{Effect, Model};
use crate::domain::{Change, Intent, Moment, SessionEdit, SessionId};
use crate::input::{Key, KeyCode};

/// Seconds after which nobody will answer any more.
const PATIENCE_S: i64 = 90;
/// Seconds in which a question that came by itself can't have been read.
const UNREAD_S: i64 = 2;

/// A session that has just ended and may be rated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Which.
    pub session: SessionId,
    /// When the question goes.
    pub until: Moment,
    /// Digits before that are what they always are: nobody can answer what has only just appeared.
    pub from: Moment,
}

/// The question for the session that these changes have ended, when there is one to ask.
pub fn after(model: &Model, changes: &[Change]) -> Option<Rate> {
    changes.iter().find_map(|change| match change {
        Change::SessionEdited { id, old, new }
            if old.end == Some(None) && new.end.flatten().is_some() && new.focus.is_none() =>
        {
            // A stretch of a few seconds says nothing about focus.
            let long = model.state.session(*id).is_some_and(|s| s.worked_s(model.now.at) >= 60);
            let asked = is_asked(model.settings.ask_focus, *id);
            (long && asked).then(|| open(model, *id))
        }
        _ => None,
    })
}

/// Whether the end of that session asks.
fn is_asked(asking: Asking, session: SessionId) -> bool {
    match asking {
        Asking::Always => true,
        Asking::Never => false,
        Asking::Sometimes => {
            let (high, low) = session.0.as_u64_pair();
            scrambled(high ^ low).is_multiple_of(3)
        }
    }
}

/// Asks about a session that is over already, or still runs.
pub fn ask(model: &mut Model, session: SessionId) {
    model.rate = Some(open(model, session));
}

/// Asks about the running session, out of the blue: keys that are pressed in this very moment mean something else.
pub fn interpose(model: &mut Model, session: SessionId) {
    let rate = open(model, session);
    model.rate = Some(Rate { from: rate.from.plus_seconds(UNREAD_S), ..rate });
}

fn open(model: &Model, session: SessionId) -> Rate {
    Rate { session, until: model.now.at.plus_seconds(PATIENCE_S), from: model.now.at }
}

/// Takes a key while the question is open; `None` when the key is to do what it always does.
pub fn press(model: &mut Model, key: Key) -> Option<Vec<Effect>> {
    let rate = model.rate.filter(|_| model.overlays.is_empty() && model.pending.is_empty())?;
    if model.now.at < rate.from {
        return None;
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Mint;

    #[test]
    fn sometimes_is_a_third_and_the_same_third_every_time() {
        let mut mint = Mint::new(3, 3);
        let sessions: Vec<SessionId> = (0..3000).map(|_| SessionId(mint.uuid())).collect();
        let asked = |asking| sessions.iter().filter(|id| is_asked(asking, **id)).count();
        assert!((900..1100).contains(&asked(Asking::Sometimes)));
        assert_eq!((asked(Asking::Always), asked(Asking::Never)), (3000, 0));
    }
}
