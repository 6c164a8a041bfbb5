//! A session of the log as one line: `9:00-10:30 task:142 focus:4 outcome:progressed note:'two words'`, and
//! the way back. For correcting one, and for writing one down, where bare words name the task.
//!
//! Total, like the reader of tasks: a word that can't be read stays in place with its error. The line of a
//! task is [`mod@super::quick_add`]'s.

use super::error::ParseError;
use super::field::TokenRole;
use super::names::{looks_like_name, type_name};
use super::past::{past_moment, span};
use super::quick_add::Token;
use super::reading::Reading;
use super::shown::visible;
use super::words::{BadQuote, Word, key, quoted, split, value};
use crate::domain::{Moment, Outcome, Session, SessionEdit, Span, State, TaskRef};
use std::mem::discriminant;
use strsim::damerau_levenshtein;

/// What the line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionGrammar {
    /// Correct a session: a bare word is a mistake.
    Edit,
    /// Write one down: bare words name the task, by number or by a part of its title.
    Add,
}

/// What a word asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Times(Span),
    Start(Moment),
    End(Moment),
    Task(Option<TaskRef>),
    Kind(Option<String>),
    Focus(Option<u8>),
    Outcome(Option<Outcome>),
    Note(String),
    Word,
}

struct Piece<'a> {
    word: Word<'a>,
    role: TokenRole,
    part: Result<Part, ParseError>,
}

/// The fields, with a value that works and what their words are coloured as.
const FIELDS: [(&str, &str, TokenRole); 7] = [
    ("start", "9:00", TokenRole::On),
    ("end", "10:30", TokenRole::On),
    ("task", "142", TokenRole::After),
    ("type", "writing", TokenRole::Type),
    ("focus", "4", TokenRole::Priority),
    ("outcome", "progressed", TokenRole::Status),
    ("note", "'two words'", TokenRole::Note),
];

const FIELD_HINT: &str =
    "fields are `9:00-10:30`, `task:`, `@type`, `focus:`, `outcome:` and `note:`";

/// Reads a line about a session. What it does not say is `None`.
///
/// # Errors
/// The first word that can't be read, or says again what another one has said.
pub fn session_line(
    line: &str,
    reading: &Reading,
    grammar: SessionGrammar,
) -> Result<SessionEdit, ParseError> {
    let mut edit = SessionEdit::default();
    let mut words = Vec::new();
    for piece in pieces(line, reading, grammar) {
        match piece.part? {
            Part::Times(span) => (edit.start, edit.end) = (Some(span.start), Some(span.end)),
            Part::Start(at) => edit.start = Some(at),
            Part::End(at) => edit.end = Some(at),
            Part::Task(task) => edit.task = Some(task),
            Part::Kind(kind) => edit.kind = Some(kind),
            Part::Focus(focus) => edit.focus = Some(focus),
            Part::Outcome(outcome) => edit.outcome = Some(outcome),
            Part::Note(note) => edit.note = Some(note),
            Part::Word => words.push(piece.word.text),
        }
    }
    if !words.is_empty() {
        edit.task = Some(Some(TaskRef::parse(&words.join(" "))));
    }
    Ok(edit)
}

/// The parts of a line about a session, in order, for colouring. Never fails.
pub fn session_tokens(line: &str, reading: &Reading, grammar: SessionGrammar) -> Vec<Token> {
    pieces(line, reading, grammar)
        .into_iter()
        .map(|piece| Token { span: piece.word.span, role: piece.role, error: piece.part.err() })
        .collect()
}

/// What makes a session whose line reads `old` one whose line reads `new`. A field that is gone from the
/// line is cleared, except for the times.
pub fn session_difference(old: &SessionEdit, new: &SessionEdit) -> SessionEdit {
    /// The new value when it is another one; `empty` when there is none any more.
    fn changed<T: Clone + PartialEq>(old: Option<&T>, new: Option<&T>, empty: T) -> Option<T> {
        match (old, new) {
            (old, new) if old == new => None,
            (_, Some(new)) => Some(new.clone()),
            (_, None) => Some(empty),
        }
    }
    SessionEdit {
        task: changed(old.task.as_ref(), new.task.as_ref(), None),
        kind: changed(old.kind.as_ref(), new.kind.as_ref(), None),
        start: new.start.filter(|at| old.start != Some(*at)),
        end: new.end.filter(|at| old.end != Some(*at)),
        focus: changed(old.focus.as_ref(), new.focus.as_ref(), None),
        outcome: changed(old.outcome.as_ref(), new.outcome.as_ref(), None),
        note: changed(old.note.as_ref(), new.note.as_ref(), String::new()),
    }
}

/// The line of a session. Its times are to the minute; everything else reads back as it is.
pub fn print_session(session: &Session, state: &State, reading: &Reading) -> String {
    let mut words = vec![print_times(session, reading)];
    let task = session.task.and_then(|id| state.task(id));
    words.extend(task.map(|task| format!("task:{}", task.no.0)));
    // The type of its task needs no word.
    let kind =
        session.kind.as_ref().filter(|kind| task.and_then(|t| t.kind.as_ref()) != Some(kind));
    words.extend(kind.map(|kind| format!("@{kind}")));
    words.extend(session.focus.map(|focus| format!("focus:{focus}")));
    words.extend(session.outcome.map(|outcome| format!("outcome:{}", outcome.word())));
    if !session.note.is_empty() {
        words.push(format!("note:{}", quoted(&session.note)));
    }
    words.join(" ")
}

/// The shortest way to write its times that reads back to the same minutes.
fn print_times(session: &Session, reading: &Reading) -> String {
    let clock = |at: Moment| at.local().format("%-H:%M").to_string();
    let dated = |at: Moment| at.local().format("%Y-%m-%d-%H:%M").to_string();
    let minute = |at: Moment| at.utc_ms().div_euclid(60_000);
    let (start, end) = (session.start, session.end);
    let same = |text: &str| {
        let read = session_line(text, reading, SessionGrammar::Edit).unwrap_or_default();
        read.start.map(minute) == Some(minute(start)) && read.end.map(minute) == end.map(minute)
    };
    let fields = |write: &dyn Fn(Moment) -> String| {
        let end = end.map(|end| format!(" end:{}", write(end))).unwrap_or_default();
        format!("start:{}{end}", write(start))
    };
    let short = match end {
        Some(end) => format!("{}-{}", clock(start), clock(end)),
        None => fields(&clock),
    };
    [short, fields(&dated)].into_iter().find(|text| same(text)).unwrap_or(fields(&Moment::rfc3339))
}

fn pieces<'a>(line: &'a str, reading: &Reading, grammar: SessionGrammar) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    for word in split(line) {
        let (role, part) = read(word.text, reading, grammar);
        let part = part.map_err(|error| error.shifted(word.span.start));
        let mut piece = Piece { word, role, part };
        refuse_twice(&pieces, &mut piece);
        pieces.push(piece);
    }
    pieces
}

type Meaning = (TokenRole, Result<Part, ParseError>);

fn read(word: &str, reading: &Reading, grammar: SessionGrammar) -> Meaning {
    if let Some((key, from)) = key(word) {
        let known = FIELDS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(key));
        if let Some((name, _, role)) = known {
            return (*role, field(word, name, from, reading));
        }
        if grammar == SessionGrammar::Edit || near(key).is_some() {
            return (TokenRole::Title, Err(no_field(word, key)));
        }
    }
    if let Some(kind) = word.strip_prefix('@').filter(|rest| looks_like_name(rest)) {
        let kind = type_name(kind).map_err(|error| error.shifted(1));
        return (TokenRole::Type, kind.map(|kind| Part::Kind(Some(kind))));
    }
    match span(word, reading) {
        Ok(span) => (TokenRole::On, Ok(Part::Times(span))),
        Err(error) if looks_like_times(word) => (TokenRole::On, Err(error)),
        Err(_) if grammar == SessionGrammar::Add => (TokenRole::After, Ok(Part::Word)),
        Err(_) => (TokenRole::Title, Err(bare(word))),
    }
}

/// `9:00`, `9:00-`, `-10:3`: digits and a colon, with what stands between times.
fn looks_like_times(word: &str) -> bool {
    let timely = |c: char| c.is_ascii_digit() || matches!(c, ':' | '-' | '–' | '.');
    word.contains([':', '-', '–'])
        && word.chars().all(timely)
        && word.contains(|c: char| c.is_ascii_digit())
}

fn field(word: &str, name: &str, from: usize, reading: &Reading) -> Result<Part, ParseError> {
    let value = value(word, from).map_err(|bad| {
        let message = match bad {
            BadQuote::Open => format!("the quote of `{name}:` does not end"),
            BadQuote::Tail => format!("something follows the quote of `{name}:`"),
        };
        ParseError::new(from..word.len(), message, "inside a quote, a quote is written twice: `''`")
    })?;
    let text = value.text.trim();
    if text.is_empty() || text.eq_ignore_ascii_case("none") {
        return cleared(name).ok_or_else(|| {
            let example = FIELDS.iter().find(|(known, ..)| *known == name).map_or("", |f| f.1);
            let hint = format!("for example `{name}:{example}`");
            ParseError::new(0..word.len(), format!("`{name}:` needs a value"), hint)
        });
    }
    let part = match name {
        "start" => past_moment(text, reading).map(Part::Start),
        "end" => past_moment(text, reading).map(Part::End),
        "task" => Ok(Part::Task(Some(TaskRef::parse(text)))),
        "type" => type_name(text).map(|kind| Part::Kind(Some(kind))),
        "focus" => focus(text).map(|focus| Part::Focus(Some(focus))),
        "outcome" => outcome(text).map(|outcome| Part::Outcome(Some(outcome))),
        _ => Ok(Part::Note(value.text.to_string())),
    };
    part.map_err(|error| value.in_word(error, text))
}

/// What `field:` alone means; `None` for what is never empty.
fn cleared(name: &str) -> Option<Part> {
    Some(match name {
        "task" => Part::Task(None),
        "type" => Part::Kind(None),
        "focus" => Part::Focus(None),
        "outcome" => Part::Outcome(None),
        "note" => Part::Note(String::new()),
        _ => return None,
    })
}

fn focus(text: &str) -> Result<u8, ParseError> {
    text.parse().ok().filter(|focus| (1..=5).contains(focus)).ok_or_else(|| {
        let message = format!("`{}` is not a focus", visible(text));
        ParseError::new(0..text.len(), message, "1 is scattered, 5 is absorbed")
    })
}

/// An outcome or a beginning of its word.
fn outcome(text: &str) -> Result<Outcome, ParseError> {
    let lower = text.to_lowercase();
    let found = Outcome::ALL.into_iter().find(|outcome| outcome.word().starts_with(&lower));
    found.ok_or_else(|| {
        let message = format!("`{}` is not an outcome", visible(text));
        let hint = "one of `finished`, `progressed`, `interrupted`, `abandoned`";
        ParseError::new(0..text.len(), message, hint)
    })
}

/// The field that a mistyped name most likely means.
fn near(key: &str) -> Option<&'static str> {
    let lower = key.to_lowercase();
    let close = |name: &&str| damerau_levenshtein(&lower, name) <= 1 + name.len() / 7;
    FIELDS.iter().map(|(name, ..)| *name).find(close)
}

fn no_field(word: &str, key: &str) -> ParseError {
    let hint = near(key).map(|name| format!("did you mean `{name}:`?"));
    let message = format!("`{}:` is not a field", visible(key));
    ParseError::new(0..word.len(), message, hint.unwrap_or_else(|| FIELD_HINT.into()))
}

fn bare(word: &str) -> ParseError {
    let shown = visible(word);
    let hint = match word.parse::<u32>() {
        Ok(1..=5) => format!("`focus:{word}` rates the session, `task:{word}` names its task"),
        Ok(_) => format!("`task:{word}` names the task"),
        Err(_) if word.len() > 2 && outcome(word).is_ok() => {
            format!("did you mean `outcome:{shown}`?")
        }
        Err(_) => FIELD_HINT.into(),
    };
    ParseError::new(0..word.len(), format!("`{shown}` is not a field"), hint)
}

/// Makes a piece that says again what an earlier one has said an error.
fn refuse_twice(earlier: &[Piece<'_>], piece: &mut Piece<'_>) {
    let Ok(part) = &piece.part else { return };
    let clash = |other: &Part| match (part, other) {
        (Part::Word, Part::Word) => false,
        (Part::Times(_), Part::Start(_) | Part::End(_))
        | (Part::Start(_) | Part::End(_), Part::Times(_))
        | (Part::Word, Part::Task(_))
        | (Part::Task(_), Part::Word) => true,
        _ => discriminant(part) == discriminant(other),
    };
    if !earlier.iter().filter_map(|piece| piece.part.as_ref().ok()).any(clash) {
        return;
    }
    let what = match part {
        Part::Times(_) => "the times have",
        Part::Start(_) => "the start has",
        Part::End(_) => "the end has",
        Part::Task(_) | Part::Word => "the task has",
        Part::Kind(_) => "the type has",
        Part::Focus(_) => "the focus has",
        Part::Outcome(_) => "the outcome has",
        Part::Note(_) => "the note has",
    };
    let message = format!("{what} been said already");
    piece.part = Err(ParseError::new(piece.word.span.clone(), message, "leave one of the two out"));
}

#[cfg(test)]
#[path = "tests/session_line.rs"]
mod tests;
