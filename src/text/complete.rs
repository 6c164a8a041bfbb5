//! What could be typed next.

use std::ops::Range;

/// The names that a person already uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Projects.
    pub projects: Vec<String>,
    /// Kinds of work.
    pub types: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Contexts.
    pub contexts: Vec<String>,
}

/// A way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What to put there.
    pub text: String,
    /// What it replaces, in bytes of the line.
    pub span: Range<usize>,
}

/// Ways to go on at `cursor` (in bytes), best first.
pub fn complete(line: &str, cursor: usize, vocabulary: &Vocabulary) -> Vec<Completion> {
    let _ = (line, cursor, vocabulary);
    Vec::new()
}
