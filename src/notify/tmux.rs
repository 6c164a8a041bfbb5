//! tmux: what it lets through, and its message line.

use super::Message;
use super::child;
use super::clean;
use super::terminal::Speech;
use std::process::Command;

/// How long tmux shows a message, in milliseconds.
const SHOWN_MS: &str = "10000";

/// What the terminal behind tmux understands.
///
/// # Errors
/// Why nothing arrives there.
pub(super) fn speech_behind() -> Result<Speech, String> {
    let format = "#{client_termname}\t#{client_termtype}";
    let passes = ask(&["show-options", "-gv", "allow-passthrough"])?;
    if !matches!(passes.trim(), "on" | "all") {
        return Err(
            "tmux lets nothing through; `set -g allow-passthrough on` changes that".to_owned()
        );
    }
    let client = ask(&["display-message", "-p", format])?;
    let (term, program) = client.trim().split_once('\t').unwrap_or((client.trim(), ""));
    Speech::of(term, program)
        .ok_or_else(|| "the terminal behind tmux is not known to show notifications".to_owned())
}

/// Shows `message` in the message line.
///
/// # Errors
/// Why that did not work.
pub(super) fn show(message: &Message) -> Result<(), String> {
    let line = line(message);
    ask(&["display-message", "-d", SHOWN_MS, "--", &line]).map(drop)
}

/// The message as tmux shows it literally. It expands what begins with `#` (even to what a command prints) and `%` (the
/// time), and takes a semicolon at the end of an argument as the end of the command.
fn line(message: &Message) -> String {
    let summary = clean::summary(&message.summary);
    let body = clean::body_line(&message.unpressed());
    let colon = if body.is_empty() { "" } else { ": " };
    let mut line =
        format!("heyday: {summary}{colon}{body}").replace('#', "\u{ff03}").replace('%', "%%");
    if line.ends_with(';') {
        line.push(' ');
    }
    line
}

fn ask(arguments: &[&str]) -> Result<String, String> {
    child::run(Command::new("tmux").args(arguments), "").map_err(|error| format!("tmux {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notify::tests::message;

    #[test]
    fn nothing_in_the_text_is_expanded_or_ends_the_command() {
        let hostile = message("#(touch /tmp/x) #{pid}", "%H:%M #[fg=red]done;");
        let line = line(&hostile);
        assert_eq!(line, "heyday: ＃(touch /tmp/x) ＃{pid}: %%H:%%M ＃[fg=red]done; ");
        assert!(!line.contains('#') && !line.ends_with(';'));
    }
}
