//! A line taken apart: which words are fields and what they ask for, which are title. Total: a word that
//! can't be read stays in place with its error, so that the same pass serves the strict readers
//! ([`super::quick_add`](mod@super::quick_add), [`super::edit`]) and the colours while typing.

use super::days::is_unfinished;
use super::duration::is_bare_duration;
use super::error::ParseError;
use super::field::{Field, TokenRole, near_miss};
use super::names::{looks_like_name, name, type_name};
use super::reading::Reading;
use super::shown::visible;
use super::value::{cleared, read};
use super::words::{BadQuote, Word, key, split, value};
use crate::domain::Edit;
use std::mem::discriminant;
use std::ops::Range;

/// How many words behind an unfinished date may belong to it (`due:in 2 days`).
const DATE_WORDS: usize = 3;
const END_HINT: &str = "after `--` everything is title";

/// What kind of line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A new task; the shorthands of the screen count when `true`.
    Add(bool),
    /// Changes of a task: empty fields clear, `-tag` takes a tag off.
    Edit,
}

/// A stretch of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) span: Range<usize>,
    pub(super) role: TokenRole,
    /// What it asks for; nothing for words of the title and the `--`.
    pub(super) edit: Result<Option<Edit>, ParseError>,
}

/// The pieces of a line, in order. What follows a `--` is one piece of title.
pub(super) fn pieces(line: &str, reading: &Reading, kind: Line) -> Vec<Piece> {
    let words = split(line);
    let mut pieces: Vec<Piece> = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        if word.text == "--" {
            pieces.push(Piece { span: word.span.clone(), role: TokenRole::End, edit: Ok(None) });
            if let Some(first) = words.get(at) {
                let span = first.span.start..line.trim_end().len();
                pieces.push(Piece { span, role: TokenRole::Title, edit: Ok(None) });
            }
            break;
        }
        let mut piece = read_word(word, reading, kind);
        if let Some(used) = finish_date(line, &words[at..], &mut piece, reading) {
            at += used;
        }
        refuse_twice(&pieces, &mut piece);
        pieces.push(piece);
    }
    pieces
}

fn read_word(word: &Word<'_>, reading: &Reading, kind: Line) -> Piece {
    let (role, edit) = field_of(word.text, reading, kind).unwrap_or((TokenRole::Title, Ok(None)));
    let edit = edit.map_err(|error| error.shifted(word.span.start));
    Piece { span: word.span.clone(), role, edit }
}

type Meaning = (TokenRole, Result<Option<Edit>, ParseError>);

/// What a word means, when it is not title. Spans are those of the word.
fn field_of(word: &str, reading: &Reading, kind: Line) -> Option<Meaning> {
    if word == "nosplit" {
        return Some((TokenRole::Chunk, Ok(Some(Edit::Splittable(false)))));
    }
    if let Some(meaning) = sign_of(word, kind) {
        return Some(meaning);
    }
    if kind == Line::Add(true)
        && let Some(meaning) = shorthand_of(word, reading)
    {
        return Some(meaning);
    }
    if is_bare_duration(word) {
        return Some((TokenRole::Estimate, read(Field::Estimate, word, reading).map(Some)));
    }
    let (name, from) = key(word)?;
    let Some(field) = Field::named(name) else {
        let fits = |field: Field| {
            from < word.len() && (field.is_free() || read(field, &word[from..], reading).is_ok())
        };
        return near_miss(name, fits)
            .filter(|_| from < word.len())
            .map(|meant| (meant.row().role, Err(mistyped(name, meant, word.len()))));
    };
    Some((field.row().role, valued(word, field, from, (reading, kind)).map(Some)))
}

/// `+tag`, `@type`, and `-tag` where it takes a tag off.
fn sign_of(word: &str, kind: Line) -> Option<Meaning> {
    let rest = word.get(1..).filter(|rest| looks_like_name(rest))?;
    let shift = |error: ParseError| error.shifted(1);
    match word.as_bytes()[0] {
        b'+' => {
            let edit = name(rest, "a tag").map(|tag| Some(Edit::Tag(tag))).map_err(shift);
            Some((TokenRole::Tag, edit))
        }
        b'-' if kind == Line::Edit => {
            let edit = name(rest, "a tag").map(|tag| Some(Edit::Untag(tag))).map_err(shift);
            Some((TokenRole::Tag, edit))
        }
        b'@' => {
            let edit = type_name(rest).map(|kind| Some(Edit::Kind(Some(kind))));
            Some((TokenRole::Type, edit.map_err(shift)))
        }
        _ => None,
    }
}

/// `#project`, `!high`, `~2h`.
fn shorthand_of(word: &str, reading: &Reading) -> Option<Meaning> {
    let rest = word.get(1..)?;
    let field = match word.as_bytes()[0] {
        b'#' if looks_like_name(rest) => Field::Project,
        b'!' if rest.starts_with(char::is_alphabetic) => Field::Priority,
        b'~' if rest.starts_with(|c: char| c.is_ascii_digit()) => Field::Estimate,
        _ => return None,
    };
    let edit = read(field, rest, reading).map(Some).map_err(|error| error.shifted(1));
    Some((field.row().role, edit))
}

fn mistyped(name: &str, meant: Field, end: usize) -> ParseError {
    let hint = format!("did you mean `{}:`? {END_HINT}", meant.row().name);
    ParseError::new(0..end, format!("`{}:` is not a field", visible(name)), sentence(&hint))
}

/// A capital behind a question mark.
fn sentence(hint: &str) -> String {
    hint.replace("? after", "? After")
}

fn valued(
    word: &str,
    field: Field,
    from: usize,
    (reading, kind): (&Reading, Line),
) -> Result<Edit, ParseError> {
    let name = field.row().name;
    let value = value(word, from).map_err(|bad| {
        let message = match bad {
            BadQuote::Open => format!("the quote of `{name}:` does not end"),
            BadQuote::Tail => format!("something follows the quote of `{name}:`"),
        };
        ParseError::new(from..word.len(), message, "inside a quote, a quote is written twice: `''`")
    })?;
    if !value.text.trim().is_empty() {
        let edit = read(field, &value.text, reading);
        return edit.map_err(|error| value.in_word(error, &value.text));
    }
    let empty = match field {
        Field::Note => Some(Edit::Note(String::new())),
        _ => cleared(field),
    };
    match empty {
        Some(edit) if kind == Line::Edit => Ok(edit),
        _ => {
            let hint = format!("for example `{}`; {END_HINT}", field.example());
            Err(ParseError::new(0..word.len(), format!("`{name}:` needs a value"), hint))
        }
    }
}

/// Lets a date that is unfinished in its word go on in the next ones (`due:next mon`, `due:25 nov 2027`): the
/// longest reading wins. Returns how many words that took.
fn finish_date(
    line: &str,
    next: &[Word<'_>],
    piece: &mut Piece,
    reading: &Reading,
) -> Option<usize> {
    piece.edit.as_ref().err()?;
    let word = line.get(piece.span.clone())?;
    let (name, from) = key(word)?;
    let field = Field::named(name)
        .filter(|f| matches!(f, Field::Due | Field::Deadline | Field::From | Field::On))?;
    if !is_unfinished(&word[from..]) {
        return None;
    }
    let start = piece.span.start + from;
    (1..=DATE_WORDS.min(next.len())).rev().find_map(|used| {
        let end = next[used - 1].span.end;
        let edit = read(field, &line[start..end], reading).ok()?;
        piece.span.end = end;
        piece.edit = Ok(Some(edit));
        Some(used)
    })
}

/// Makes a piece that sets again what an earlier one has set an error.
fn refuse_twice(earlier: &[Piece], piece: &mut Piece) {
    let Ok(Some(edit)) = &piece.edit else { return };
    if matches!(edit, Edit::Tag(_) | Edit::Untag(_)) {
        return;
    }
    let again = earlier.iter().filter_map(|p| p.edit.as_ref().ok()?.as_ref());
    if again.into_iter().any(|other| discriminant(other) == discriminant(edit)) {
        let what = match piece.role {
            TokenRole::Type => "the type",
            TokenRole::Estimate => "the estimate",
            TokenRole::Due => "when it is due",
            TokenRole::Priority => "the priority",
            TokenRole::Project => "the project",
            _ => "this",
        };
        let hint = format!("leave one of the two out; {END_HINT}");
        piece.edit =
            Err(ParseError::new(piece.span.clone(), format!("{what} has been said already"), hint));
    }
}
