//! Where a command's words go. Output is gathered and written at the end in one piece, so that a full disk
//! or a closed pipe is noticed and never leaves half a table. A pipe that nobody reads any more is success;
//! any other failure to write is one. Must never pass on control characters from titles or notes.
//!
//! Next: [`super::table`] for columns, [`super::failure`] for what goes to standard error.

use super::failure::Failure;
use crate::exchange::json::Json;
use crate::text;
use std::io::{self, ErrorKind, IsTerminal, Write};

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Even into a pipe.
    Always,
    /// Not at all.
    Never,
}

/// What a piece of text is, and so how it looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Look {
    /// Ordinary.
    #[default]
    Plain,
    /// What matters most in the line.
    Strong,
    /// What may be skipped.
    Faint,
    /// Running, now.
    Accent,
    /// Late, at risk.
    Warning,
    /// Of the kind of work at that place.
    Kind(u8),
}

impl Look {
    fn sgr(self) -> &'static str {
        match self {
            Look::Plain => "",
            Look::Strong => "\x1b[1m",
            Look::Faint => "\x1b[2m",
            Look::Accent => "\x1b[36m",
            Look::Warning => "\x1b[33m",
            // Those that mean nothing else here.
            Look::Kind(place) => {
                ["\x1b[35m", "\x1b[34m", "\x1b[32m", "\x1b[95m", "\x1b[94m", "\x1b[92m"]
                    [usize::from(place) % 6]
            }
        }
    }
}

/// Gathers a command's output.
#[derive(Debug)]
pub(crate) struct Printer {
    /// Answer with JSON.
    pub(crate) json: bool,
    /// Say nothing about what changed.
    pub(crate) quiet: bool,
    /// Use colours.
    pub(crate) colour: bool,
    /// Columns of the terminal; `None` when the output goes elsewhere and is not to be cut.
    pub(crate) width: Option<usize>,
    out: String,
}

impl Printer {
    /// A printer for standard output.
    pub(crate) fn new(json: bool, quiet: bool, when: Color) -> Printer {
        let terminal = io::stdout().is_terminal();
        let colour = wanted(when, terminal);
        Printer { json, quiet, colour, width: terminal.then(width).flatten(), out: String::new() }
    }

    /// A line of text, as it is: its caller has made it safe.
    pub(crate) fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// Lines of text, as they are: their caller has made them safe.
    pub(crate) fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Text in the given look, with control characters made visible.
    pub(crate) fn paint(&self, look: Look, text: &str) -> String {
        let text = text::visible(text);
        match look.sgr() {
            "" => text.into_owned(),
            sgr if self.colour => format!("{sgr}{text}\x1b[0m"),
            _ => text.into_owned(),
        }
    }

    /// A sentence on a line of its own, in the given look, in which what people wrote is short and safe to show.
    pub(crate) fn say(&mut self, look: Look, sentence: &str) {
        let sentence = self.paint(look, &text::brief(&text::visible(sentence)));
        self.line(&sentence);
    }

    /// One JSON object on a line of its own.
    pub(crate) fn json(&mut self, json: &Json) {
        self.line(json.as_str());
    }

    /// Writes what was gathered. Returns `false` when nobody reads it any more.
    ///
    /// # Errors
    /// When standard output can't be written for any other reason.
    pub(crate) fn flush(&mut self) -> Result<bool, Failure> {
        let text = std::mem::take(&mut self.out);
        written(write_all(text.as_bytes()))
    }
}

/// Turns the result of writing to standard output into ours: `false` when nobody reads it any more.
pub(crate) fn written(result: io::Result<()>) -> Result<bool, Failure> {
    match result {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::io(
            "can't write to standard output",
            &error,
            "what the command changed is saved; only its answer is lost",
        )),
    }
}

/// Writes a line to standard error; there is nowhere to complain when that fails.
pub(crate) fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Whether standard error may have colours.
pub(crate) fn error_colour(color: Color) -> bool {
    wanted(color, io::stderr().is_terminal())
}

fn wanted(color: Color, terminal: bool) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => terminal && colour_welcome(),
    }
}

fn write_all(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

fn colour_welcome() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

fn width() -> Option<usize> {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    said.or_else(terminal_columns).filter(|columns| *columns > 0)
}

#[cfg(unix)]
fn terminal_columns() -> Option<usize> {
    rustix::termios::tcgetwinsize(io::stdout()).ok().map(|size| usize::from(size.ws_col))
}

#[cfg(not(unix))]
fn terminal_columns() -> Option<usize> {
    None
}
