//! Text on its way out: short, and without anything that a terminal or a notification server would act on. Titles and
//! calendar entries come from anywhere.

use crate::text::visible;

/// The most characters of a first line.
const SUMMARY: usize = 100;
/// The most of the rest.
const BODY: usize = 300;
/// The most of a button's label.
const LABEL: usize = 40;

/// The first line.
pub(super) fn summary(text: &str) -> String {
    capped(&one_line(text), SUMMARY)
}

/// The rest in one line, with what can be done about it at its end, which is never what is cut.
pub(super) fn body_line(text: &str, last: &str) -> String {
    joined(&one_line(text), last, " ")
}

/// The rest with its lines, what can be done about it last; with `markup` written so that a server that reads markup
/// shows it as it is.
pub(super) fn body(text: &str, last: &str, markup: bool) -> String {
    let lines: Vec<String> = lines(text).collect();
    let text = joined(&lines.join("\n"), last, "\n");
    if markup { escaped(&text) } else { text }
}

fn joined(text: &str, last: &str, between: &str) -> String {
    let last = capped(&one_line(last), BODY);
    let room = BODY.saturating_sub(last.chars().count() + between.len());
    match (text, last.as_str()) {
        (text, "") => capped(text, BODY),
        ("", _) => last,
        _ if room == 0 => last,
        _ => format!("{}{between}{last}", capped(text, room)),
    }
}

/// What stands on a button.
pub(super) fn label(text: &str) -> String {
    capped(&one_line(text), LABEL)
}

fn lines(text: &str) -> impl Iterator<Item = String> + '_ {
    text.lines().map(|line| visible(line.trim()).into_owned()).filter(|line| !line.is_empty())
}

fn one_line(text: &str) -> String {
    lines(text).collect::<Vec<_>>().join(" ")
}

/// `text`, or so much of it that `most` characters, the mark of what is missing included, are not exceeded.
fn capped(text: &str, most: usize) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn markup_is_escaped_only_for_a_server_that_reads_it() {
        assert_eq!(body("a <b>& c", "", true), "a &lt;b&gt;&amp; c");
        assert_eq!(body("a <b>& c", "<d>", false), "a <b>& c\n<d>");
    }

    #[test]
    fn controls_get_a_picture_and_lines_stay_only_in_the_body() {
        assert_eq!(summary("stop\u{1b}]0;x\u{7}\nnow"), "stop␛]0;x␇ now");
        assert_eq!(body("one\r\n\n two\0\u{202e}", "", false), "one\ntwo␀\\u{202e}");
        assert_eq!(body_line("one\n two", "three"), "one two three");
    }

    #[test]
    fn long_text_is_cut_before_it_is_escaped() {
        let long = "&".repeat(1000);
        let sent = body(&long, "", true);
        assert!(sent.ends_with("&amp;…"), "{sent}");
        assert_eq!(sent.matches("&amp;").count(), BODY - 1);
        assert_eq!(label(&"x".repeat(41)).chars().count(), LABEL);
        assert_eq!(label(&"x".repeat(40)), "x".repeat(40));
    }

    #[test]
    fn what_can_be_done_about_it_is_never_what_is_cut() {
        let last = "`heyday break 9m` takes it.";
        let sent = body_line(&"work ".repeat(1000), last);
        assert!(sent.ends_with(&format!("… {last}")), "{sent}");
        assert!(sent.chars().count() <= BODY, "{sent}");
        assert_eq!(body_line("", last), last);
        assert_eq!(body_line("work", &last.repeat(100)).chars().count(), BODY);
    }

    proptest! {
        #![proptest_config(crate::domain::laws::cases(256))]
        #[test]
        fn whatever_comes_in_no_control_and_not_too_much_goes_out(
            text in any::<String>(), last in any::<String>(),
        ) {
            let control = |c: char| c.is_control();
            prop_assert!(!summary(&text).contains(control) && !label(&text).contains(control));
            prop_assert!(!body_line(&text, &last).contains(control));
            prop_assert!(!body(&text, &last, true).chars().any(|c| c != '\n' && control(c)));
            prop_assert!(!body(&text, &last, true).contains(['<', '>']));
            prop_assert!(body(&text, &last, false).chars().count() <= BODY);
            prop_assert!(summary(&text).chars().count() <= SUMMARY);
        }
    }
}
