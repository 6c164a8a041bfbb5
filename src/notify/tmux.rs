//! tmux: what it lets through, and its message line.

use super::Message;
use super::child;
use super::clean;
use super::terminal::Speech;
use crate::text::cut;
use std::process::Command;
use unicode_width::UnicodeWidthStr;

/// How long tmux shows a message, in milliseconds.
const SHOWN_MS: &str = "10000";
/// How wide its line is where tmux does not say.
const COLUMNS: usize = 80;
/// What of a summary is left at least when it makes room for commands.
const SUMMARY: usize = 8;

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
    let columns = ask(&["display-message", "-p", "#{client_width}"])?;
    // Nobody looks at a tmux without a client; it takes the message all the same.
    let line = line(message, columns.trim().parse().unwrap_or(COLUMNS));
    ask(&["display-message", "-d", SHOWN_MS, "--", &line]).map(drop)
}

/// The message as tmux shows it literally. It expands what begins with `#` (even to what a command prints) and `%` (the
/// time), and takes a semicolon at the end of an argument as the end of the command.
fn line(message: &Message, columns: usize) -> String {
    let mut line = fitted(message, columns).replace('%', "%%");
    if line.ends_with(';') {
        line.push(' ');
    }
    line
}

/// As much of the message as the line shows: reasons go first, then what the commands do, then what is said; the commands
/// stay. tmux cuts what is still too long.
fn fitted(message: &Message, columns: usize) -> String {
    let literal = |text: String| text.replace('#', "\u{ff03}");
    let summary = literal(clean::summary(&message.summary));
    let said = |body: &str, last: &str| {
        let body = literal(clean::body_line(body, last));
        let colon = if body.is_empty() { "" } else { ": " };
        format!("heyday: {summary}{colon}{body}")
    };
    let whole = said(&message.body, &message.answers.typed);
    if message.answers.commands.is_empty() {
        return whole;
    }
    let commands = literal(clean::body_line(&message.answers.commands.join(", "), ""));
    let first = message.body.lines().next().unwrap_or_default();
    let ways = [
        whole,
        said(first, &message.answers.typed),
        said(first, &commands),
        format!("{summary}: {commands}"),
    ];
    let room = columns.saturating_sub(commands.width() + 2);
    let fits = |way: &String| way.width() <= columns;
    ways.into_iter().find(fits).unwrap_or_else(|| match cut(&summary, room) {
        summary if room >= SUMMARY => format!("{summary}: {commands}"),
        _ => commands,
    })
}

fn ask(arguments: &[&str]) -> Result<String, String> {
    child::run(Command::new("tmux").args(arguments), "").map_err(|error| format!("tmux {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notify::Answers;
    use crate::notify::tests::message;
    use proptest::prelude::*;

    #[test]
    fn nothing_in_the_text_is_expanded_or_ends_the_command() {
        let hostile = message("#(touch /tmp/x) #{pid}", "%H:%M #[fg=red]done;");
        let line = line(&hostile, 80);
        assert_eq!(line, "heyday: ＃(touch /tmp/x) ＃{pid}: %%H:%%M ＃[fg=red]done; ");
        assert!(!line.contains('#') && !line.ends_with(';'));
    }

    #[test]
    fn the_prose_gets_shorter_and_the_commands_stay() {
        let mut nudge = message(
            "The break you put off",
            "1h26 of work since the last. 10m now.\nA break is due after 1h of work.",
        );
        nudge.answers = Answers {
            typed: "`heyday break 10m` takes it; `heyday nudge postpone` puts it off until 10:45, \
                    `heyday nudge skip` until 10:56."
                .into(),
            commands: ["heyday break 10m", "heyday nudge postpone", "heyday nudge skip"]
                .map(String::from)
                .to_vec(),
            ..Answers::default()
        };
        let lines = [250, 200, 130, 90, 80, 64, 40].map(|columns| fitted(&nudge, columns));
        insta::assert_snapshot!(lines.join("\n"), @r"
        heyday: The break you put off: 1h26 of work since the last. 10m now. A break is due after 1h of work. `heyday break 10m` takes it; `heyday nudge postpone` puts it off until 10:45, `heyday nudge skip` until 10:56.
        heyday: The break you put off: 1h26 of work since the last. 10m now. `heyday break 10m` takes it; `heyday nudge postpone` puts it off until 10:45, `heyday nudge skip` until 10:56.
        heyday: The break you put off: 1h26 of work since the last. 10m now. heyday break 10m, heyday nudge postpone, heyday nudge skip
        The break you put off: heyday break 10m, heyday nudge postpone, heyday nudge skip
        The break you put o…: heyday break 10m, heyday nudge postpone, heyday nudge skip
        heyday break 10m, heyday nudge postpone, heyday nudge skip
        heyday break 10m, heyday nudge postpone, heyday nudge skip
        ");
    }

    proptest! {
        #![proptest_config(crate::domain::laws::cases(256))]
        #[test]
        fn whatever_is_said_the_commands_are_whole_where_they_fit(
            summary in "[a-z日#%; \n]{0,200}", body in "[a-z日#%; \n]{0,400}", columns in 0..300_usize,
        ) {
            let mut nudge = message(&summary, &body);
            let commands = ["heyday break 9m", "heyday nudge skip"];
            nudge.answers.typed = "`heyday break 9m` takes it, `heyday nudge skip` does not.".into();
            nudge.answers.commands = commands.map(String::from).to_vec();
            let line = fitted(&nudge, columns);
            for command in commands {
                prop_assert!(line.contains(command), "{line}");
            }
            prop_assert!(line.width() <= columns.max(34), "{line}");
        }
    }
}
