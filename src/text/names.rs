//! Names of projects, tags, types and contexts: letters, digits and `_-./`, so that no shell eats them and
//! they stay one word in every file format.

use super::error::ParseError;
use super::shown::visible;

/// Whether a name may hold `c`. Combining accents are parts of letters.
pub(super) fn allowed(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '\u{300}'..='\u{36f}')
}

/// Whether what follows a `+`, `@` or `#` is meant as a name: it has a letter and starts with a letter or
/// a digit. `+49` and `#142` are title text.
pub(super) fn looks_like_name(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric) && text.contains(char::is_alphabetic)
}

/// Checks a name. `what` says what it is the name of, with its article: `a project`.
pub(super) fn name(text: &str, what: &str) -> Result<String, ParseError> {
    match text.char_indices().find(|(_, c)| !allowed(*c)) {
        None => Ok(text.to_owned()),
        Some((at, c)) => Err(ParseError::new(
            at..at + c.len_utf8(),
            format!("`{}` can't be part of {what}'s name", visible(c.encode_utf8(&mut [0; 4]))),
            "names are letters, digits and `_-./`; after `--` everything is title",
        )),
    }
}

/// The same for the name of a type, which is in lower case. The span of an error is one of what was typed:
/// a letter and its lower case may differ in length.
pub(super) fn type_name(text: &str) -> Result<String, ParseError> {
    let lower = name(text, "a type")?.to_lowercase();
    name(&lower, "a type").map_err(|error| ParseError { span: 0..text.len(), ..error })
}

/// The nearest allowed name to `text`, for importers: anything else becomes `-`. Empty when nothing is
/// left of it.
pub fn clean_name(text: &str) -> String {
    let mapped: String = text.chars().map(|c| if allowed(c) { c } else { '-' }).collect();
    let mut out = String::with_capacity(mapped.len());
    for part in mapped.split('-').filter(|part| !part.is_empty()) {
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_name_becomes_one_word() {
        assert_eq!(clean_name("My Project (2026)"), "My-Project-2026");
        assert_eq!(clean_name("home.garden"), "home.garden");
        assert_eq!(clean_name("  ☃ "), "");
    }

    #[test]
    fn phone_and_issue_numbers_do_not_look_like_names() {
        assert!(looks_like_name("q3") && looks_like_name("3d") && looks_like_name("été"));
        assert!(!looks_like_name("49") && !looks_like_name("") && !looks_like_name("/x"));
    }
}
