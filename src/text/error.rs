//! Why a text can't be read: what is wrong, where, and what to write instead. Rendering points a caret at
//! the place; it never lets a control character of the text through.

use super::shown::visible;
use std::ops::Range;
use thiserror::Error;
use unicode_width::UnicodeWidthStr;

/// How many columns of context are shown on each side of the place.
const CONTEXT: usize = 48;

/// A text that can't be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct ParseError {
    /// What is wrong, with the culprit in backticks and already escaped for a terminal.
    pub message: String,
    /// Where, in bytes of the text that was read. Lies on character boundaries.
    pub span: Range<usize>,
    /// What to write instead.
    pub hint: String,
}

impl ParseError {
    /// An error about the bytes `span` of the text.
    pub fn new(
        span: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> ParseError {
        ParseError { message: message.into(), span, hint: hint.into() }
    }

    /// The same error about a text that starts `offset` bytes into a longer one.
    #[must_use]
    pub fn shifted(mut self, offset: usize) -> ParseError {
        self.span = self.span.start + offset..self.span.end + offset;
        self
    }

    /// Two lines: the part of `line` around the span, indented, and carets under the span.
    pub fn render(&self, line: &str) -> String {
        let start = floor(line, self.span.start);
        let end = floor(line, self.span.end.max(start));
        let (before, culprit, after) = (&line[..start], &line[start..end], &line[end..]);
        let before = visible(before);
        let before = tail(&before, CONTEXT);
        let culprit = visible(culprit);
        let culprit = head(&culprit, 2 * CONTEXT);
        let after = visible(after);
        let after = head(&after, CONTEXT);
        let carets = "^".repeat(culprit.width().max(1));
        format!("  {before}{culprit}{after}\n  {}{carets}", " ".repeat(before.width()))
            .trim_end()
            .to_owned()
    }
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn head(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        None => text.to_owned(),
        Some((cut, _)) => format!("{}…", &text[..cut]),
    }
}

fn tail(text: &str, chars: usize) -> String {
    match text.char_indices().rev().nth(chars.saturating_sub(1)) {
        None | Some((0, _)) => text.to_owned(),
        Some((cut, _)) => format!("…{}", &text[cut..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(line: &str, span: Range<usize>) -> String {
        ParseError::new(span, "wrong", "").render(line)
    }

    #[test]
    fn carets_stand_under_the_culprit() {
        insta::assert_snapshot!(render("Call Ana due:fridy now", 13..18), @r"
          Call Ana due:fridy now
                       ^^^^^
        ");
    }

    #[test]
    fn wide_and_hostile_characters_keep_the_carets_in_place() {
        insta::assert_snapshot!(render("日本\u{1b}[2J due:x", 15..16), @r"
          日本␛[2J due:x
                       ^
        ");
    }

    #[test]
    fn a_long_line_is_cut_around_the_culprit() {
        let line = format!("{}due:x{}", "a ".repeat(5_000), " b".repeat(5_000));
        let shown = render(&line, 10_004..10_005);
        assert!(shown.lines().all(|l| l.width() < 120), "{shown}");
        assert!(shown.contains("due:x"));
    }

    #[test]
    fn a_span_outside_the_line_or_inside_a_character_does_not_panic() {
        for span in [0..99, 1..2, 50..60, 3..4] {
            render("日本", span);
        }
        render("", 0..0);
    }
}
