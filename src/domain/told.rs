//! What heyday has said: a [`Told`] is a nudge that was shown, with what became of it. No fact of the journal, because
//! nothing that the person did; undo leaves it alone.

use super::ids::ToldId;
use super::time::Moment;
use serde::{Deserialize, Serialize};

/// What a person does about a break nudge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Takes the break.
    Take,
    /// Takes it a little later.
    Postpone,
    /// Goes on without it.
    Skip,
}

impl Answer {
    /// Every answer.
    pub const ALL: [Answer; 3] = [Answer::Take, Answer::Postpone, Answer::Skip];

    /// The word in files and in answers to scripts.
    pub fn word(self) -> &'static str {
        match self {
            Answer::Take => "take",
            Answer::Postpone => "postpone",
            Answer::Skip => "skip",
        }
    }
}

/// A nudge that was shown. Of one rule and one `due` there is one: whoever writes it down first shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Unique on every machine.
    pub id: ToldId,
    /// When it was shown.
    pub at: Moment,
    /// The word of the rule that it follows.
    pub rule: String,
    /// When it fell due: what it is about, so that no two processes say the same.
    pub due: Moment,
    /// The words that were shown. Hostile text: it may name tasks.
    pub text: String,
    /// What the person answered, and when; `None` as long as they have not.
    pub answer: Option<(Moment, Answer)>,
}
