//! What could be typed next: names that are in use already, values of fields, and the fields themselves, from
//! the same table that they are read with.

use super::field::{FIELDS, Field};
use crate::domain::{Priority, Status};
use std::ops::Range;

/// Never more than fit into a menu.
const MOST: usize = 20;
const DATES: [&str; 14] = [
    "today", "tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "next-mon", "eow", "eom",
    "+3d", "+1w",
];
const RULES: [&str; 8] = ["daily", "weekday", "weekly", "monthly", "yearly", "+1w", "++1w", ".+3d"];

/// The names that a person already uses; the order is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Projects.
    pub projects: Vec<String>,
    /// Kinds of work.
    pub types: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Contexts.
    pub contexts: Vec<String>,
}

/// A way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What to put there. A field's name ends with its colon, so that a value can follow at once.
    pub text: String,
    /// What it replaces, in bytes of the line: the word up to the cursor.
    pub span: Range<usize>,
}

/// Ways to go on with the word that ends at `cursor` (in bytes): first those that begin with what is typed,
/// then those that hold it; twenty at most. Nothing for a title's words of fewer than two letters.
pub fn complete(line: &str, cursor: usize, vocabulary: &Vocabulary) -> Vec<Completion> {
    let mut end = cursor.min(line.len());
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let before = &line[..end];
    if before.split_whitespace().any(|word| word == "--") {
        return Vec::new();
    }
    let start = before
        .rfind(char::is_whitespace)
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = &before[start..];
    let (typed, candidates) = candidates(word, vocabulary);
    let prefix = &word[..word.len() - typed.len()];
    let typed_lower = typed.to_lowercase();
    let begins = |text: &str| text.to_lowercase().starts_with(&typed_lower);
    let holds = |text: &str| text.to_lowercase().contains(&typed_lower);
    let first = candidates.iter().filter(|text| begins(text));
    let then = candidates.iter().filter(|text| !begins(text) && holds(text));
    first
        .chain(then)
        .filter(|text| text.as_str() != typed)
        .take(MOST)
        .map(|text| Completion { text: format!("{prefix}{text}"), span: start..end })
        .collect()
}

/// The part of the word that is to be completed, and with what.
fn candidates<'a>(word: &'a str, vocabulary: &Vocabulary) -> (&'a str, Vec<String>) {
    let fixed = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
    let plain = word.strip_prefix('-').unwrap_or(word);
    if let Some(name) = plain.strip_prefix('@') {
        return (name, vocabulary.types.clone());
    }
    if let Some(name) = plain.strip_prefix('+') {
        return (name, vocabulary.tags.clone());
    }
    if let Some(name) = plain.strip_prefix('#') {
        return (name, vocabulary.projects.clone());
    }
    if let Some(name) = plain.strip_prefix('!') {
        return (name, Priority::ALL.iter().map(|p| p.word().to_owned()).collect());
    }
    if let Some((key, value)) = plain.split_once(':') {
        let base = key.split('.').next().unwrap_or(key);
        let values = match Field::named(base) {
            Some(Field::Project) => vocabulary.projects.clone(),
            Some(Field::Type) => vocabulary.types.clone(),
            Some(Field::Tag) => vocabulary.tags.clone(),
            Some(Field::At) => vocabulary.contexts.clone(),
            Some(Field::Priority) => Priority::ALL.iter().map(|p| p.word().to_owned()).collect(),
            Some(Field::Status) => Status::ALL.iter().map(|s| s.word().to_owned()).collect(),
            Some(Field::Due | Field::Deadline | Field::From | Field::On) => fixed(&DATES),
            Some(Field::Every) => fixed(&RULES),
            Some(Field::Chunk) => fixed(&["25m..2h"]),
            Some(Field::Split) => fixed(&["no", "yes"]),
            Some(Field::Estimate) => fixed(&["15m", "30m", "1h", "2h", "4h"]),
            Some(Field::After | Field::Note) | None => Vec::new(),
        };
        return (value, values);
    }
    if word.len() > plain.len() {
        return (plain, vocabulary.tags.clone());
    }
    if word.chars().count() < 2 {
        return (word, Vec::new());
    }
    let names = FIELDS.iter().map(|row| format!("{}:", row.name)).chain(["nosplit".to_owned()]);
    // Only beginnings: a word of the title is not to be taken for the middle of a field's name.
    let lower = word.to_lowercase();
    (word, names.filter(|name| name.starts_with(&lower)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn offered(line: &str) -> Vec<String> {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        let vocabulary = Vocabulary {
            projects: names(&["paper", "home.garden", "white-paper"]),
            types: names(&["writing", "coding"]),
            tags: names(&["q3", "someday"]),
            contexts: names(&["office"]),
        };
        complete(line, line.len(), &vocabulary)
            .into_iter()
            .map(|c| format!("{}[{}]{}", &line[..c.span.start], c.text, &line[c.span.end..]))
            .collect()
    }

    #[test]
    fn names_in_use_are_offered_beginnings_first() {
        assert_eq!(
            offered("Draft project:pap"),
            ["Draft [project:paper]", "Draft [project:white-paper]"]
        );
        assert_eq!(offered("Draft #gar"), ["Draft [#home.garden]"]);
        assert_eq!(offered("@W"), ["[@writing]"]);
        assert_eq!(offered("-some"), ["[-someday]"]);
        assert_eq!(offered("at:"), ["[at:office]"]);
    }

    #[test]
    fn fields_and_their_values_are_offered() {
        assert_eq!(offered("x pr"), ["x [project:]", "x [pri:]"]);
        assert_eq!(offered("x pri:u"), ["x [pri:urgent]"]);
        assert_eq!(offered("x due.before:tom"), ["x [due.before:tomorrow]"]);
        assert_eq!(offered("x every:week"), ["x [every:weekday]", "x [every:weekly]"]);
    }

    #[test]
    fn nothing_is_offered_where_only_title_can_follow() {
        assert_eq!(offered("x"), [""; 0]);
        assert_eq!(offered("Buy ject"), [""; 0]);
        assert_eq!(offered("x -- pr"), [""; 0]);
        assert_eq!(offered("@writing"), [""; 0]);
    }

    proptest! {
        #![proptest_config(crate::domain::laws::cases(256))]
        #[test]
        fn any_cursor_in_any_line_is_fine(line in any::<String>(), cursor in 0usize..80) {
            for completion in complete(&line, cursor, &Vocabulary::default()) {
                prop_assert!(line.get(completion.span).is_some());
            }
        }
    }
}
