//! The file that has the system start the background process, as text: a unit for systemd's user manager, an agent for
//! launchd. Pure: what is written where is [`super::install`]'s.

use std::fmt::Write;

/// What only a file of ours has in it.
const OURS: &str = "Made by `heyday daemon install`";

/// Whether a file was made by us, and may be replaced or removed.
pub(super) fn is_ours(text: &str) -> bool {
    text.contains(OURS)
}

/// The unit for systemd that runs a command.
pub(super) fn systemd(command: &[String]) -> String {
    let mut line = String::new();
    for (at, word) in command.iter().enumerate() {
        if at > 0 {
            line.push(' ');
        }
        quote(&mut line, word, at > 0);
    }
    include_str!("../../../assets/systemd/heyday.service").replace("{command}", &line)
}

/// Quotes a word as `systemd.syntax(7)` and `systemd.service(5)` want it: `%` begins a specifier everywhere, `$` a variable
/// everywhere but in the path of the program.
fn quote(line: &mut String, word: &str, is_argument: bool) {
    line.push('"');
    for c in word.chars() {
        match c {
            '"' | '\\' => line.extend(['\\', c]),
            '%' => line.push_str("%%"),
            '$' if is_argument => line.push_str("$$"),
            c if c.is_control() => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    // Writing to a string can't fail.
                    let _ = write!(line, "\\x{byte:02x}");
                }
            }
            c => line.push(c),
        }
    }
    line.push('"');
}

/// The agent for launchd that runs a command.
pub(super) fn launchd(command: &[String]) -> String {
    let words = command.iter().map(|word| format!("        <string>{}</string>", escape(word)));
    let words = words.collect::<Vec<String>>().join("\n");
    include_str!("../../../assets/launchd/heyday.plist").replace("{command}", &words)
}

fn escape(word: &str) -> String {
    word.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exec_start(command: &[&str]) -> String {
        let command: Vec<String> = command.iter().map(|&word| word.into()).collect();
        let unit = systemd(&command);
        let line = unit.lines().find_map(|line| line.strip_prefix("ExecStart="));
        line.unwrap().to_owned()
    }

    #[test]
    fn a_path_with_a_space_a_percent_a_dollar_and_quotes_reaches_the_program_as_it_is() {
        assert_eq!(exec_start(&["/usr/bin/heyday", "daemon"]), r#""/usr/bin/heyday" "daemon""#);
        assert_eq!(
            exec_start(&["/home/a b/50%/$HOME/heyday", "--data-dir", "/d/$x/\"q\"\\/100%"]),
            r#""/home/a b/50%%/$HOME/heyday" "--data-dir" "/d/$$x/\"q\"\\/100%%""#
        );
        assert_eq!(exec_start(&["/a\nExecStart=/b"]), r#""/a\x0aExecStart=/b""#);
    }

    #[test]
    fn what_we_made_is_known_again_and_what_others_made_is_not_ours() {
        let command = ["/usr/bin/heyday".to_owned()];
        assert!(is_ours(&systemd(&command)) && is_ours(&launchd(&command)));
        assert!(!is_ours("[Unit]\nDescription=heyday\n"));
    }

    #[test]
    fn an_agent_holds_its_words_as_text() {
        let agent = launchd(&["/Applications/R&D/heyday".into(), "daemon".into()]);
        assert!(agent.contains("<string>/Applications/R&amp;D/heyday</string>\n"), "{agent}");
        assert!(!agent.contains("{command}"));
    }
}
