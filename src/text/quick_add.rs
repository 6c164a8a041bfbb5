//! Quick-add lines.

use super::error::ParseError;
use super::field::TokenRole;
use super::reading::Reading;
use crate::domain::Edit;
use std::ops::Range;

/// Which signs start a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grammar {
    /// Only what no shell eats.
    #[default]
    Shell,
    /// `#project`, `!high` and `~2h` too.
    Screen,
}

/// A line that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// What to do.
    pub title: String,
    /// Everything else, in the order typed.
    pub edits: Vec<Edit>,
}

/// A part of a line, for colouring it while it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where, in bytes.
    pub span: Range<usize>,
    /// What it is.
    pub role: TokenRole,
    /// Why it can't be read.
    pub error: Option<ParseError>,
}

/// Reads a quick-add line.
///
/// # Errors
/// The first token that looks like a field and can't be read; or that there is no title.
pub fn quick_add(line: &str, reading: &Reading, grammar: Grammar) -> Result<Parsed, ParseError> {
    let _ = (reading, grammar);
    Ok(Parsed { title: line.trim().to_owned(), edits: Vec::new() })
}

/// The parts of a quick-add line, in order.
pub fn highlight(line: &str, reading: &Reading, grammar: Grammar) -> Vec<Token> {
    let _ = (line, reading, grammar);
    Vec::new()
}
