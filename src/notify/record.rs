//! Messages written to a file instead of shown: `HEYDAY_NOTIFY=record:FILE`, for tests and trials.

use super::{Answers, Message};
use serde::Serialize;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

#[derive(Serialize)]
struct Line<'a> {
    at: String,
    key: u32,
    summary: &'a str,
    body: String,
    urgency: super::Urgency,
    buttons: Vec<Button<'a>>,
    expires_s: Option<u32>,
    via: &'static str,
}

#[derive(Serialize)]
struct Button<'a> {
    key: &'a str,
    label: &'a str,
}

/// Appends `message` to `file` as one line of JSON, in one write so that two processes don't mix theirs.
///
/// # Errors
/// When the file can't be written.
pub(super) fn record(message: &Message, file: &Path) -> io::Result<()> {
    let Answers { buttons, pressed, .. } = &message.answers;
    let parts = [message.body.as_str(), pressed.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let line = Line {
        at: message.at.rfc3339(),
        key: message.key,
        summary: &message.summary,
        body: parts.join("\n"),
        urgency: message.urgency,
        buttons: buttons.iter().map(|(key, label)| Button { key, label }).collect(),
        expires_s: message.expires_s,
        via: "record",
    };
    let mut line = serde_json::to_vec(&line)?;
    line.push(b'\n');
    OpenOptions::new().create(true).append(true).open(file)?.write_all(&line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notify::tests::message;

    #[test]
    fn each_message_is_one_line_with_everything_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("said.jsonl");
        let mut hostile = message("a\u{1b}\"b", "one\ntwo");
        hostile.answers.buttons = vec![("take".into(), "Take it".into())];
        hostile.answers.pressed = "Taking it ends the work.".into();
        record(&hostile, &file).unwrap();
        record(&message("second", ""), &file).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["summary"], "a\u{1b}\"b");
        assert_eq!(lines[0]["body"], "one\ntwo\nTaking it ends the work.");
        assert_eq!(lines[0]["buttons"][0]["key"], "take");
        assert_eq!(lines[0]["at"], "2026-11-25T09:00:00+01:00");
        assert_eq!((&lines[1]["via"], &lines[1]["urgency"]), (&"record".into(), &"normal".into()));
    }

    #[test]
    fn a_file_that_cannot_be_written_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(record(&message("x", ""), folder.path()).is_err());
    }
}
