//! What an import brings in: a change, as everything that a person does, or what heyday said and heard, which is kept
//! beside the journal.

use super::fact::Change;
use super::heard::Heard;
use super::told::Told;

/// One thing that is brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Brought {
    /// Something that a person did.
    Change(Change),
    /// A nudge that was shown.
    Told(Told),
    /// Something that was heard.
    Heard(Heard),
}

impl From<Change> for Brought {
    fn from(change: Change) -> Brought {
        Brought::Change(change)
    }
}
