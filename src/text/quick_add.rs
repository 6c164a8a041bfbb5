//! Quick-add: one line, one task. Every word is a field or title, and a word that looks like a field but
//! can't be read is an error. How words are told apart is in [`super::pieces`].

use super::error::ParseError;
use super::field::TokenRole;
use super::pieces::{Line, Piece, pieces};
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
    /// What to do; never empty, without white space around it.
    pub title: String,
    /// Everything else, in the order typed. No field is there twice, except tags.
    pub edits: Vec<Edit>,
}

/// A part of a line, for colouring it while it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where, in bytes of the line. Tokens do not overlap and are in order; white space is in none, except
    /// inside quotes and behind `--`.
    pub span: Range<usize>,
    /// What it is, or was most likely meant to be.
    pub role: TokenRole,
    /// Why it can't be read.
    pub error: Option<ParseError>,
}

/// Reads a quick-add line.
///
/// # Errors
/// The first token that looks like a field and can't be read; or that there is no title.
pub fn quick_add(line: &str, reading: &Reading, grammar: Grammar) -> Result<Parsed, ParseError> {
    let (title, edits) = take(line, pieces(line, reading, kind(grammar)))?;
    let end = line.trim_end().len();
    let hint = "for example `Write the report due:fri`";
    let title = title.ok_or_else(|| ParseError::new(end..end, "a task needs a title", hint))?;
    Ok(Parsed { title, edits })
}

/// The parts of a quick-add line, in order. Never fails, whatever is typed so far.
pub fn highlight(line: &str, reading: &Reading, grammar: Grammar) -> Vec<Token> {
    pieces(line, reading, kind(grammar))
        .into_iter()
        .map(|Piece { span, role, edit }| Token { span, role, error: edit.err() })
        .collect()
}

fn kind(grammar: Grammar) -> Line {
    Line::Add(grammar == Grammar::Screen)
}

/// Title and edits of a line, or its first error.
pub(super) fn take(
    line: &str,
    pieces: Vec<Piece>,
) -> Result<(Option<String>, Vec<Edit>), ParseError> {
    let mut title = String::new();
    let mut edits = Vec::new();
    for Piece { span, role, edit } in pieces {
        match edit? {
            Some(edit) => edits.push(edit),
            None if role == TokenRole::Title => {
                if !title.is_empty() {
                    title.push(' ');
                }
                title.push_str(&line[span]);
            }
            None => {}
        }
    }
    Ok(((!title.is_empty()).then_some(title), edits))
}

#[cfg(test)]
#[path = "tests/quick_add.rs"]
mod tests;
