//! What another program would have the person do. A [`Suggestion`] changes nothing: it waits until they have said yes, and
//! is done then as if they had typed it, or no. No fact of the journal.

use super::time::Moment;

/// A command that another program suggests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What the person answers to; a number is never used for another one.
    pub no: i64,
    /// When it was made.
    pub at: Moment,
    /// The program's own name for itself. Hostile text, as all words here.
    pub who: String,
    /// The command, word by word, without the program's name.
    pub words: Vec<String>,
    /// What it comes to: what was said to a rehearsal of it when it was made.
    pub comes: String,
    /// The reason that the program gives.
    pub why: String,
}
