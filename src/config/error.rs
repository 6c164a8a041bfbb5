//! What is wrong with a file that a person wrote, shown where it is.

use crate::input::nearest;
use crate::text::visible;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use unicode_width::UnicodeWidthStr;

/// Where in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: PathBuf,
    /// Its line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The line and the marks below it.
    snippet: String,
}

impl Place {
    /// The place of `span` (in bytes) in `text`, the content of `file`.
    pub fn new(file: &Path, text: &str, span: &Range<usize>) -> Place {
        let start = (0..=span.start.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
        let (before, after) = text.split_at(start.unwrap_or(0));
        let line = before.matches('\n').count() + 1;
        let lead = before.rsplit('\n').next().unwrap_or_default();
        let rest = after.split('\n').next().unwrap_or_default().trim_end();
        let marked = span.len().min(rest.len());
        let marked = (0..=marked).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
        let number = line.to_string();
        let snippet = format!(
            "{number} | {}{}\n{} | {}{}",
            visible(lead),
            visible(rest),
            " ".repeat(number.len()),
            " ".repeat(visible(lead).width()),
            "^".repeat(visible(&rest[..marked]).width().max(1)),
        );
        Place { file: file.to_owned(), line, column: lead.chars().count() + 1, snippet }
    }
}

/// A file or a value that can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where; `None` when it stands in no file.
    pub place: Option<Place>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl ConfigError {
    /// An error that stands in no file.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> ConfigError {
        ConfigError { message: message.into(), place: None, hint: Some(hint.into()) }
    }

    /// An error of the system while `doing` something to `file`.
    pub fn io(doing: &str, file: &Path, error: &std::io::Error) -> ConfigError {
        let file = shown(file);
        ConfigError { message: format!("can't {doing} `{file}`: {error}"), place: None, hint: None }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            None => f.write_str(&self.message),
            Some(place) => {
                let file = shown(&place.file);
                let Place { line, column, snippet, .. } = place;
                write!(f, "{file}:{line}:{column}: {}\n{snippet}", self.message)
            }
        }
    }
}

impl std::error::Error for ConfigError {}

/// A path as it may be shown.
pub(super) fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

/// A message of the deserializer in words for people, and the word that was probably meant.
pub(super) fn in_plain_words(message: &str) -> (String, Option<String>) {
    let choices = message.strip_prefix("unknown variant `").and_then(|rest| {
        let (word, choices) =
            rest.split_once("`, expected one of ").or(rest.split_once("`, expected "))?;
        let near = nearest(
            word,
            choices.split('`').filter(|choice| !choice.trim_matches([',', ' ']).is_empty()),
        );
        let hint = near.map(|near| format!("did you mean `{near}`?"));
        Some((format!("`{word}` is not one of {choices}"), hint))
    });
    let kinds = || {
        let (found, expected) =
            message.strip_prefix("invalid type: ")?.split_once(", expected ")?;
        let expected =
            expected.replace("a boolean", "`true` or `false`").replace("a sequence", "a list");
        Some((format!("{expected} is needed here, not {found}"), None))
    };
    choices.or_else(kinds).unwrap_or_else(|| (message.to_owned(), None))
}
