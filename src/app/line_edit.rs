//! A line of text with a cursor: what typing, moving and deleting do to it. Control characters never get
//! in, so that a pasted line can't hide anything.

use crate::input::{Key, KeyCode};
use tui_input::{Input, InputRequest};

/// A line that is being typed.
#[derive(Clone, Debug, Default)]
pub struct LineEdit {
    input: Input,
}

impl PartialEq for LineEdit {
    fn eq(&self, other: &LineEdit) -> bool {
        self.text() == other.text() && self.input.cursor() == other.input.cursor()
    }
}

impl LineEdit {
    /// A line with `text` in it and the cursor at its end.
    pub fn new(text: &str) -> LineEdit {
        LineEdit { input: Input::new(clean(text)) }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// The cursor, in bytes of the text.
    pub fn cursor(&self) -> usize {
        let text = self.text();
        text.char_indices().nth(self.input.cursor()).map_or(text.len(), |(at, _)| at)
    }

    /// Puts `replacement` in place of the bytes `span` and the cursor after it.
    pub fn replace(&mut self, span: std::ops::Range<usize>, replacement: &str) {
        let text = self.text();
        let (Some(before), Some(after)) = (text.get(..span.start), text.get(span.end..)) else {
            return;
        };
        let head = format!("{before}{}", clean(replacement));
        let cursor = head.chars().count();
        self.input = Input::new(format!("{head}{after}")).with_cursor(cursor);
    }

    /// Puts text in at the cursor; line breaks become spaces.
    pub fn paste(&mut self, text: &str) {
        let at = self.cursor();
        self.replace(at..at, text);
    }

    /// Takes a key; `false` when it means nothing to a line.
    pub fn press(&mut self, key: Key) -> bool {
        let Some(request) = request(key) else { return false };
        self.input.handle(request);
        true
    }
}

/// What readline and its heirs do with a key.
fn request(key: Key) -> Option<InputRequest> {
    if let Some(c) = key.typed() {
        return Some(InputRequest::InsertChar(c));
    }
    let wordwise = key.ctrl() || key.alt();
    Some(match key.code() {
        KeyCode::Backspace if wordwise => InputRequest::DeletePrevWord,
        KeyCode::Backspace => InputRequest::DeletePrevChar,
        KeyCode::Delete if wordwise => InputRequest::DeleteNextWord,
        KeyCode::Delete => InputRequest::DeleteNextChar,
        KeyCode::Left if wordwise => InputRequest::GoToPrevWord,
        KeyCode::Left => InputRequest::GoToPrevChar,
        KeyCode::Right if wordwise => InputRequest::GoToNextWord,
        KeyCode::Right => InputRequest::GoToNextChar,
        KeyCode::Home => InputRequest::GoToStart,
        KeyCode::End => InputRequest::GoToEnd,
        KeyCode::Char(c) if key.ctrl() => match c {
            'a' => InputRequest::GoToStart,
            'e' => InputRequest::GoToEnd,
            'b' => InputRequest::GoToPrevChar,
            'f' => InputRequest::GoToNextChar,
            'h' => InputRequest::DeletePrevChar,
            'd' => InputRequest::DeleteNextChar,
            'w' => InputRequest::DeletePrevWord,
            'u' => InputRequest::DeleteFromStart,
            'k' => InputRequest::DeleteTillEnd,
            'y' => InputRequest::Yank,
            _ => return None,
        },
        KeyCode::Char(c) if key.alt() => match c {
            'b' => InputRequest::GoToPrevWord,
            'f' => InputRequest::GoToNextWord,
            'd' => InputRequest::DeleteNextWord,
            _ => return None,
        },
        _ => return None,
    })
}

fn clean(text: &str) -> String {
    text.trim_end_matches(['\n', '\r'])
        .chars()
        .map(|c| if matches!(c, '\n' | '\t' | '\r') { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(line: &mut LineEdit, keys: &str) {
        for key in keys.split(' ') {
            assert!(line.press(key.parse().unwrap()), "{key}");
        }
    }

    #[test]
    fn a_line_is_edited_as_in_a_shell() {
        let mut line = LineEdit::new("write the report");
        keys(&mut line, "ctrl-w alt-b ctrl-k x");
        assert_eq!(line.text(), "write x");
        keys(&mut line, "ctrl-u h i home delete");
        assert_eq!(line.text(), "i");
    }

    #[test]
    fn pasted_line_breaks_become_spaces_and_control_characters_go() {
        let mut line = LineEdit::new("a");
        line.paste("b\nc\u{1b}[2J\r\n");
        assert_eq!(line.text(), "ab c[2J");
    }

    #[test]
    fn the_cursor_is_counted_in_bytes() {
        let mut line = LineEdit::new("日本");
        keys(&mut line, "left");
        assert_eq!(line.cursor(), 3);
        line.replace(0..3, "x");
        assert_eq!((line.text(), line.cursor()), ("x本", 1));
    }
}
