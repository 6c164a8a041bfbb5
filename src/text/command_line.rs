//! Words as they are typed into a shell, to be shown. Must never be run: what a terminal can't show is shown otherwise.

use super::visible;

/// The words of a command, those quoted that a shell would not take as they are.
pub fn command_line(words: &[String]) -> String {
    let one = |word: &String| {
        let is_plain = |c: char| c.is_alphanumeric() || "+-_.,:/@=%".contains(c);
        match word.as_str() {
            plain if !plain.is_empty() && plain.chars().all(is_plain) => plain.to_owned(),
            odd => format!("'{}'", visible(odd).replace('\'', r"'\''")),
        }
    };
    words.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_shown_as_they_are_typed() {
        let words = ["add", "it's due", "due:fri", "", "a\u{1b}[2J"].map(str::to_owned);
        assert_eq!(command_line(&words), "add 'it'\\''s due' due:fri '' 'a␛[2J'");
    }
}
