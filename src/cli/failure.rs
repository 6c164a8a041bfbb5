//! What went wrong, in the form that people and scripts get it: what, to which thing, and what to do next.
//! Goes to standard error in words or, with `--json`, as one JSON object; the exit status says of which
//! kind it is. Must never print text of others raw.
//!
//! Next: [`super::printer`], which writes it.

use super::view;
use crate::domain::Refusal;
use crate::store::StoreError;
use crate::text::{self, ParseError};
use std::fmt::Write;

/// Exit status: refused or failed.
pub(crate) const FAILED: u8 = 1;
/// Exit status: the command line can't be understood.
pub(crate) const USAGE: u8 = 2;
/// Exit status: there is no such thing, or there are several.
pub(crate) const NOT_FOUND: u8 = 3;
/// Exit status: the store can't be used.
pub(crate) const STORE: u8 = 5;

/// Columns of a line of details. What points at words that can't be read keeps within them.
const DETAIL: usize = 200;

/// A command that did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The word for scripts.
    pub(crate) code: &'static str,
    /// The exit status.
    pub(crate) exit: u8,
    /// What happened, to which thing. Lines after the first are details (a caret under a token).
    pub(crate) message: String,
    /// What to do next; empty when there is nothing to say.
    pub(crate) hint: String,
}

impl Failure {
    /// A failure of the ordinary kind (exit status 1).
    pub(crate) fn new(
        code: &'static str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Failure {
        Failure { code, exit: FAILED, message: message.into(), hint: hint.into() }
    }

    /// Something on the command line that can't be understood (exit status 2).
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Failure {
        Failure { exit: USAGE, ..Failure::new("usage", message, hint) }
    }

    /// An argument that goes with a command, but not with the commands inside it (exit status 2).
    pub(crate) fn alone(argument: &str, command: &str) -> Failure {
        Failure::usage(
            format!("`{argument}` goes with `{command}` alone, not with a command inside it"),
            format!("`{command} --help` shows an example"),
        )
    }

    /// Something that does not exist, or not only once (exit status 3).
    pub(crate) fn not_found(message: impl Into<String>, hint: impl Into<String>) -> Failure {
        Failure { exit: NOT_FOUND, ..Failure::new("not_found", message, hint) }
    }

    /// Reading or writing a file or stream failed.
    pub(crate) fn io(what: &str, error: &std::io::Error, hint: impl Into<String>) -> Failure {
        Failure::new("io", format!("{what}: {}", reason(error)), hint)
    }

    /// Words of `line`, as typed, that can't be read (exit status 2).
    pub(crate) fn parse(error: &ParseError, line: &str) -> Failure {
        Failure::usage(format!("{}\n{}", error.message, error.render(line)), &error.hint)
    }

    /// The text for standard error: `error: ..` and `hint: ..` lines, or one JSON object.
    pub(crate) fn render(&self, json: bool, colour: bool) -> String {
        if json {
            let answer = view::answer(|json| {
                json.object_field("error", |json| {
                    json.field("code", self.code)
                        .field("message", &self.message)
                        .field("hint", &self.hint);
                });
            });
            return format!("{}\n", answer.as_str());
        }
        let (red, bold, off) =
            if colour { ("\x1b[1;31m", "\x1b[1m", "\x1b[0m") } else { ("", "", "") };
        let mut out = String::new();
        for (index, line) in self.message.lines().enumerate() {
            if index == 0 {
                let _ = write!(out, "{red}error:{off} ");
            }
            let line = text::visible(line);
            let line = if index == 0 { text::brief(&line) } else { text::cut(&line, DETAIL) };
            let _ = writeln!(out, "{line}");
        }
        for line in self.hint.lines() {
            let _ = writeln!(out, "{bold}hint:{off} {}", text::brief(&text::visible(line)));
        }
        out
    }
}

/// The operating system's words without the number that Rust adds to them.
pub(crate) fn reason(error: &std::io::Error) -> String {
    let words = error.to_string();
    match words.find(" (os error") {
        Some(end) => words[..end].to_lowercase(),
        None => words,
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        let exit = match refusal.code() {
            "not_found" | "ambiguous" => NOT_FOUND,
            _ => FAILED,
        };
        Failure { code: refusal.code(), exit, message: refusal.to_string(), hint: refusal.hint() }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        Failure {
            code: error.code(),
            exit: error.exit(),
            message: error.to_string(),
            hint: error.hint(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_of_ten_thousand_letters_is_cut_for_people_and_whole_for_scripts() {
        let title = "long title ".repeat(900);
        let hint = format!("`heyday show 3` shows `{title}`");
        let failure = Failure::new("done", format!("`{title}` is done\n  3 {title}"), hint);
        let said = failure.render(false, false);
        assert!(said.lines().all(|line| line.chars().count() <= DETAIL + 20), "{said}");
        assert!(
            said.contains("…` is done\n") && said.contains("hint: `heyday show 3` shows `long")
        );
        assert_eq!(failure.render(true, false).matches(&title).count(), 3);
    }
}
