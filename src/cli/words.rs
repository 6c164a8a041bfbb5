//! Free words on the command line. Filters and quick-add may hold words that begin with a dash (`-someday`),
//! and `--` is a word of their own grammar. clap would take both for itself, so they are marked before it
//! sees them and unmarked when it hands them out. Everything that looks like one of our flags stays one.
//!
//! Next: [`super::args`] for the flags.

use std::convert::Infallible;
use std::ffi::{OsStr, OsString};

/// Put before a word that is not a flag. No one types it; it never leaves this file.
const MARK: char = '\u{1}';

/// Commands whose arguments are free words.
const WORDY: [&str; 6] = ["add", "edit", "list", "start", "interrupt", "what-if"];

/// Global options that take the next argument as their value.
const WITH_VALUE: [&str; 3] = ["--data-dir", "--config", "--color"];

/// Marks what is a word and not a flag. `args` holds the program's name first.
pub(crate) fn protect(args: Vec<OsString>) -> Vec<OsString> {
    let Some(command) = command_index(&args) else { return args };
    if !WORDY.iter().any(|name| args[command] == OsStr::new(name)) {
        return args;
    }
    let mut ended = false;
    args.into_iter()
        .enumerate()
        .map(|(index, arg)| {
            if index <= command || !(ended || is_word(&arg)) {
                return arg;
            }
            ended |= arg == "--";
            if arg.as_encoded_bytes().first() == Some(&b'-') { mark(&arg) } else { arg }
        })
        .collect()
}

/// Reads a marked or unmarked word: clap's value parser for free text. Never fails.
#[expect(clippy::unnecessary_wraps, reason = "clap's parsers may fail")]
pub(crate) fn word(text: &str) -> Result<String, Infallible> {
    Ok(match text.strip_prefix(MARK) {
        Some(rest) if rest.starts_with('-') => rest.to_owned(),
        _ => text.to_owned(),
    })
}

/// Takes the marks out of a text that clap made of its arguments.
pub(crate) fn unmark(text: &str) -> String {
    text.replace("\u{1}-", "-")
}

/// Whether the person asked for JSON, known before (and even when) the arguments can't be read.
pub(crate) fn wants_json(args: &[OsString]) -> bool {
    args.iter().take_while(|arg| *arg != "--").any(|arg| arg == "--json")
}

/// The program with the command that is named, as far as there is one: `heyday log add`.
pub(crate) fn command(args: &[OsString]) -> String {
    let rest = command_index(args).and_then(|index| args.get(index..)).unwrap_or_default();
    let mut named = "heyday".to_owned();
    for name in super::known_commands(rest) {
        named.push(' ');
        named.push_str(name);
    }
    named
}

/// Whether the arguments of `command` (`heyday add`) are free words.
pub(crate) fn takes_words(command: &str) -> bool {
    WORDY.iter().any(|name| command.split(' ').nth(1) == Some(name))
}

/// The first word that is no option and no value of one: the command, where there is such.
pub(crate) fn first_word(args: &[OsString]) -> Option<&OsStr> {
    command_index(args).map(|index| args[index].as_os_str())
}

fn command_index(args: &[OsString]) -> Option<usize> {
    let mut value = false;
    args.iter().enumerate().skip(1).find_map(|(index, arg)| {
        if std::mem::take(&mut value) {
            return None;
        }
        value = WITH_VALUE.iter().any(|name| arg == OsStr::new(name));
        (arg.as_encoded_bytes().first() != Some(&b'-')).then_some(index)
    })
}

fn is_word(arg: &OsStr) -> bool {
    match arg.as_encoded_bytes() {
        b"--" => true,
        [b'-', b'q' | b'h'] => false,
        [b'-', second, ..] => *second != b'-',
        _ => false,
    }
}

fn mark(arg: &OsStr) -> OsString {
    let mut marked = OsString::from(MARK.to_string());
    marked.push(arg);
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn protected(line: &str) -> Vec<String> {
        let args = std::iter::once("heyday").chain(line.split(' ')).map(OsString::from).collect();
        protect(args).into_iter().skip(1).map(|a| a.into_string().unwrap()).collect()
    }

    #[test]
    fn filter_words_with_a_dash_are_words_and_flags_stay_flags() {
        assert_eq!(
            protected("--color never list -someday --json -q"),
            ["--color", "never", "list", "\u{1}-someday", "--json", "-q"]
        );
    }

    #[test]
    fn after_two_dashes_everything_is_a_word_and_the_dashes_too() {
        assert_eq!(
            protected("add -- -q --json x"),
            ["add", "\u{1}--", "\u{1}-q", "\u{1}--json", "x"]
        );
        assert_eq!(word("\u{1}--json").unwrap(), "--json");
    }

    #[test]
    fn other_commands_are_left_to_clap() {
        assert_eq!(protected("done -5"), ["done", "-5"]);
    }
}
