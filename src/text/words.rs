//! Lines into words and back. Words are apart by white space; a field's value may be quoted
//! (`note:'two words'`, a quote inside is doubled). An apostrophe anywhere else is an apostrophe.

use super::error::ParseError;
use super::field::Field;
use std::borrow::Cow;
use std::ops::Range;

/// One word of a line, with its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) span: Range<usize>,
}

/// The value of a field's word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value<'a> {
    /// Without its quotes.
    pub(super) text: Cow<'a, str>,
    /// Where it starts in the word, behind an opening quote.
    pub(super) offset: usize,
    /// Where it ends in the word, before a closing quote.
    end: usize,
}

impl Value<'_> {
    /// An error about `read`, which is the value or the value without the white space around it, as one
    /// about the word. Where quotes were doubled no place in the value has one in the word: then it is
    /// about all of it.
    pub(super) fn in_word(&self, error: ParseError, read: &str) -> ParseError {
        match self.text {
            Cow::Borrowed(text) => {
                let before = text.find(read).unwrap_or_default();
                error.shifted(self.offset + before)
            }
            Cow::Owned(_) => ParseError { span: self.offset..self.end, ..error },
        }
    }
}

/// A quote that does not end, or something behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadQuote {
    Open,
    Tail,
}

/// The words of a line.
pub(super) fn split(line: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(start) = line[at..].find(|c: char| !c.is_whitespace()).map(|skip| at + skip) {
        let rest = &line[start..];
        let from = quote_at(rest).and_then(|open| closing(rest, open)).unwrap_or(0);
        let end = rest[from..].find(char::is_whitespace).map_or(rest.len(), |found| from + found);
        words.push(Word { text: &rest[..end], span: start..start + end });
        at = start + end;
    }
    words
}

/// The key of a word and where its value starts; `-` before it and `.before` in it belong to the key.
pub(super) fn key(word: &str) -> Option<(&str, usize)> {
    let colon = word.find(':')?;
    let key = &word[..colon];
    let plain = key.strip_prefix('-').unwrap_or(key);
    let letters = plain.bytes().all(|b| b.is_ascii_alphabetic() || b == b'.');
    (letters && plain.starts_with(|c: char| c.is_ascii_alphabetic())).then_some((key, colon + 1))
}

/// Where the quote opens that a field's value starts with.
fn quote_at(word: &str) -> Option<usize> {
    let (key, value) = key(word)?;
    let plain = key.strip_prefix('-').unwrap_or(key);
    let base = plain.split('.').next().unwrap_or(plain);
    let quoted = word[value..].starts_with(['\'', '"']);
    (quoted && (Field::named(base).is_some() || base.eq_ignore_ascii_case("text"))).then_some(value)
}

/// Where the quote that opens at `open` closes; doubled ones do not.
fn closing(text: &str, open: usize) -> Option<usize> {
    let quote = text.as_bytes().get(open)?;
    let bytes = text.as_bytes();
    let mut at = open + 1;
    while at < bytes.len() {
        if bytes[at] != *quote {
            at += 1;
        } else if bytes.get(at + 1) == Some(quote) {
            at += 2;
        } else {
            return Some(at);
        }
    }
    None
}

/// The value that starts at `from` in a field's word.
pub(super) fn value(word: &str, from: usize) -> Result<Value<'_>, BadQuote> {
    let Some(open) = quote_at(word) else {
        let (text, end) = (Cow::Borrowed(&word[from..]), word.len());
        return Ok(Value { text, offset: from, end });
    };
    let close = closing(word, open).ok_or(BadQuote::Open)?;
    if close + 1 < word.len() {
        return Err(BadQuote::Tail);
    }
    let inner = &word[open + 1..close];
    let quote = &word[open..=open];
    let doubled = format!("{quote}{quote}");
    let text = if inner.contains(&doubled) {
        Cow::Owned(inner.replace(&doubled, quote))
    } else {
        Cow::Borrowed(inner)
    };
    Ok(Value { text, offset: open + 1, end: close })
}

/// A value as it has to be written behind a field's colon.
pub(super) fn quoted(value: &str) -> Cow<'_, str> {
    if !value.is_empty() && !value.contains(char::is_whitespace) && !value.starts_with(['\'', '"'])
    {
        return Cow::Borrowed(value);
    }
    Cow::Owned(format!("'{}'", value.replace('\'', "''")))
}

/// The line that the words of a command line make. The shell has taken the quotes off: a field whose value
/// holds white space gets them back, other words with white space count as if typed apart.
///
/// Errors of the readers of lines speak of this line, so show it with their carets.
pub fn join_args(words: &[String]) -> String {
    let mut line = String::new();
    let mut fields = true;
    for word in words.iter().filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        fields &= word != "--";
        match key(word).filter(|_| fields) {
            Some((_, from)) if from < word.len() && is_field(word) => {
                line.push_str(&word[..from]);
                line.push_str(&quoted(&word[from..]));
            }
            _ => line.push_str(word),
        }
    }
    line
}

/// Whether a word is a field's, so that what is behind its colon is one value.
fn is_field(word: &str) -> bool {
    key(word).is_some_and(|(key, _)| {
        let plain = key.strip_prefix('-').unwrap_or(key);
        let base = plain.split('.').next().unwrap_or(plain);
        Field::named(base).is_some() || base.eq_ignore_ascii_case("text")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(line: &str) -> Vec<&str> {
        split(line).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn only_a_fields_value_is_quoted() {
        assert_eq!(texts("Don't  note:'two words' +x"), ["Don't", "note:'two words'", "+x"]);
        assert_eq!(texts("foo:'a b'"), ["foo:'a", "b'"]);
        assert_eq!(texts("-due.before:'fri 9:00' x"), ["-due.before:'fri 9:00'", "x"]);
        assert_eq!(texts("note:'open end"), ["note:'open", "end"]);
    }

    #[test]
    fn a_doubled_quote_is_one() {
        assert_eq!(value("note:'it''s'", 5).unwrap().text, "it's");
        assert_eq!(value("note:'it''s'x", 5), Err(BadQuote::Tail));
        assert_eq!(value("note:'it''s", 5), Err(BadQuote::Open));
    }

    #[test]
    fn the_shells_words_become_a_line_that_reads_the_same() {
        let join =
            |words: &[&str]| join_args(&words.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(
            join(&["Call Ana", "note:it's late", "due:fri 17:00"]),
            "Call Ana note:'it''s late' due:'fri 17:00'"
        );
        assert_eq!(join(&["re: foo", "", "15m", "--", "note:a b"]), "re: foo 15m -- note:a b");
        assert_eq!(join(&["note:'tis"]), "note:'''tis'");
    }

    proptest! {
        #![proptest_config(crate::domain::laws::cases(256))]
        #[test]
        fn words_are_where_their_spans_say(line in any::<String>()) {
            for word in split(&line) {
                prop_assert_eq!(&line[word.span.clone()], word.text);
            }
        }

        #[test]
        fn a_value_survives_its_quotes(text in any::<String>()) {
            let word = format!("note:{}", quoted(&text));
            prop_assert_eq!(texts(&word), [word.as_str()]);
            prop_assert_eq!(value(&word, 5).unwrap().text, text);
        }
    }
}
