//! Hostile text made safe to show. Titles, notes and calendar entries come from anywhere; written to a
//! terminal as they are they could move the cursor, set the clipboard or reorder what is read.

use std::borrow::Cow;
use std::fmt::Write;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// `text` with every character that a terminal would act on, or that hides or reorders others, replaced by
/// a visible one: `␛` for escape, `↵` for a new line, `\u{9b}` for what has no picture.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => out.push('↵'),
            '\u{7f}' => out.push('␡'),
            '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('␀')),
            c if is_hostile(c) => {
                // Writing into a string can't fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The text in at most `room` columns; one that is too long ends in `…`.
pub fn cut(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        if used + grapheme.width() + 1 > room {
            break;
        }
        used += grapheme.width();
        out.push_str(grapheme);
    }
    if room > 0 {
        out.push('…');
    }
    out
}

/// Columns of what is quoted in a sentence: enough to know a title again.
pub const QUOTED: usize = 72;
/// The same for what is of use only as a whole: a path, a word that was typed.
const QUOTED_WORD: usize = 240;
/// Columns of a sentence. Who writes backticks into a title may make one where nothing seems to be quoted.
const SENTENCE: usize = 600;

/// A sentence for people in which whatever is quoted (in backticks) and too long for a line or two is cut, and nothing else.
pub fn brief(sentence: &str) -> String {
    let parts: Vec<&str> = sentence.split('`').collect();
    let last = parts.len() - 1;
    let shown = parts.iter().enumerate().map(|(at, part)| match part {
        // Text stands before the first backtick, between two quotes, and where a quote never ends.
        part if at % 2 == 0 || at == last => (*part).to_owned(),
        part if part.contains(' ') && !part.starts_with(['/', '~', '.']) => cut(part, QUOTED),
        part => cut(part, QUOTED_WORD),
    });
    cut(&shown.collect::<Vec<_>>().join("`"), SENTENCE)
}

/// Control characters (C0, DEL, C1), line separators, and what changes direction or can't be seen. The
/// joiners U+200C and U+200D stay: scripts and emoji need them.
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escapes_and_new_lines_get_a_picture_and_the_rest_its_number() {
        assert_eq!(visible("a\u{1b}[31mb\r\n\t\u{7f}"), "a␛[31mb␍↵␉␡");
        assert_eq!(visible("\u{9b}2J \u{202e}txt"), "\\u{9b}2J \\u{202e}txt");
    }

    #[test]
    fn honest_text_is_not_copied() {
        assert!(matches!(visible("Größe 日本 👩‍💻 ok"), Cow::Borrowed(_)));
    }

    #[test]
    fn wide_characters_are_cut_at_columns_and_not_at_letters() {
        assert_eq!(cut("日本語", 6), "日本語");
        assert_eq!(cut("日本語", 5), "日本…");
        assert_eq!(cut("日本語", 4), "日…");
        assert_eq!(cut("abc", 0), "");
    }

    #[test]
    fn what_is_quoted_is_cut_and_the_sentence_around_it_stays() {
        let title = "long title ".repeat(900);
        let said =
            brief(&format!("3 `{title}` and `short one` are done; `heyday undo` takes it back"));
        assert_eq!(
            said,
            "3 `long title long title long title long title long title long title long …` and \
             `short one` are done; `heyday undo` takes it back"
        );
        let path = format!("no file `/home/ana/my notes/{}`", "deep/".repeat(20));
        assert_eq!(brief(&path), path, "a path is of use as a whole");
        assert_eq!(brief("a lone ` is no quote"), "a lone ` is no quote");
        assert_eq!(brief(&format!("`x` {title}`")).width(), SENTENCE);
    }

    proptest! {
        #![proptest_config(crate::domain::laws::cases(256))]
        #[test]
        fn nothing_hostile_is_left_and_a_second_pass_changes_nothing(text in any::<String>()) {
            let shown = visible(&text).into_owned();
            prop_assert!(!shown.chars().any(is_hostile));
            prop_assert_eq!(visible(&shown), shown.as_str());
        }

        #[test]
        fn a_sentence_fits_and_what_is_short_stays_as_it_is(text in "[a-z` /日]{0,900}", short in "[a-z` ]{0,72}") {
            prop_assert!(brief(&text).width() <= SENTENCE);
            prop_assert_eq!(brief(&short), short);
        }
    }
}
