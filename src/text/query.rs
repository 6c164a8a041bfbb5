//! Reads the terms of a [`super::Filter`]. The same fields as in quick-add, with `.before`, `.after`, `.by` and
//! `.since` for dates, `.over` and `.under` for amounts, `none` and `any`, and commas for alternatives.

use super::days::Facing;
use super::duration::duration;
use super::error::ParseError;
use super::field::{Field, TokenRole, near_miss};
use super::filter::{Bounds, Clock, Condition, Term, Test, Which};
use super::names::{looks_like_name, name};
use super::past::day_range;
use super::quick_add::Token;
use super::reading::Reading;
use super::shown::visible;
use super::value::{priority, references};
use super::when::{self, When};
use super::words::{Word, key, split, value};
use crate::domain::{Priority, Status, TaskNo};

/// Fields that only queries have.
pub(super) const ONLY_HERE: [&str; 5] = ["created", "closed", "is", "id", "text"];

/// The terms of a query.
pub(super) fn terms(text: &str, reading: &Reading) -> Result<Vec<Term>, ParseError> {
    split(text).iter().map(|word| term(word, reading)).collect()
}

/// The terms that can be read, and every word with what it is; for a query that is still being typed.
pub(super) fn parts(text: &str, reading: &Reading) -> (Vec<Term>, Vec<Token>) {
    let (mut terms, mut tokens) = (Vec::new(), Vec::new());
    for word in split(text) {
        let error = match term(&word, reading) {
            Ok(term) => {
                terms.push(term);
                None
            }
            Err(error) => Some(error),
        };
        tokens.push(Token { span: word.span.clone(), role: role(word.text), error });
    }
    (terms, tokens)
}

/// What a word of a query is about.
fn role(word: &str) -> TokenRole {
    let plain = word.strip_prefix('-').unwrap_or(word);
    match plain.as_bytes() {
        [b'+', _, ..] => return TokenRole::Tag,
        [b'@', _, ..] => return TokenRole::Type,
        [b'#', _, ..] => return TokenRole::Project,
        _ => {}
    }
    let Some((key, _)) = key(plain) else {
        return if plain.len() < word.len() { TokenRole::Tag } else { TokenRole::Title };
    };
    let base = key.split('.').next().unwrap_or(key).to_ascii_lowercase();
    match base.as_str() {
        "created" | "closed" => TokenRole::On,
        "is" | "id" => TokenRole::Status,
        base => Field::named(base).map_or(TokenRole::Title, |field| field.row().role),
    }
}

fn term(word: &Word<'_>, reading: &Reading) -> Result<Term, ParseError> {
    let (negated, plain) = match word.text.strip_prefix('-') {
        Some(rest) if key(rest).is_some() || rest.starts_with(['@', '+', '#']) => (true, rest),
        Some(rest) if looks_like_name(rest) => {
            let error = |error: ParseError| error.shifted(word.span.start + 1);
            let tag = name(rest, "a tag").map_err(error)?;
            return Ok(Term { negated: true, test: Test::Tag(vec![tag]) });
        }
        _ => (false, word.text),
    };
    let offset = word.span.end - plain.len();
    let (meant, turned) = test(plain, reading).map_err(|error| error.shifted(offset))?;
    Ok(Term { negated: negated != turned, test: meant })
}

/// A test, and whether it is meant the other way round.
type Meant = (Test, bool);

fn test(word: &str, reading: &Reading) -> Result<Meant, ParseError> {
    let rest = word.get(1..).filter(|rest| looks_like_name(rest)).unwrap_or_default();
    let sign = |what: &str| name(rest, what).map(|n| vec![n]).map_err(|error| error.shifted(1));
    match word.as_bytes().first() {
        Some(b'+') if !rest.is_empty() => return Ok((Test::Tag(sign("a tag")?), false)),
        Some(b'@') if !rest.is_empty() => return Ok((Test::Kind(sign("a type")?), false)),
        Some(b'#') if !rest.is_empty() => return Ok((Test::Project(sign("a project")?), false)),
        _ => {}
    }
    let free = || Ok((Test::Text(word.to_lowercase()), false));
    let Some((key, from)) = key(word) else { return free() };
    let (base, relation) = key.split_once('.').map_or((key, ""), |(base, rest)| (base, rest));
    let base = base.to_ascii_lowercase();
    if !is_known(&base) {
        return match near_miss(&base, |field| field.row().name.len() > 3 && from < word.len()) {
            Some(meant) if from < word.len() => Err(ParseError::new(
                0..from,
                format!("`{}:` is not a field", visible(key)),
                format!("did you mean `{}:`?", meant.row().name),
            )),
            _ => free(),
        };
    }
    let bad_quote =
        |_| ParseError::new(from..word.len(), "the quote does not end", "quotes come in pairs");
    let value = value(word, from).map_err(bad_quote)?;
    let text = value.text.trim();
    if text.is_empty() {
        let hint = format!("`{base}:none` finds those without");
        return Err(ParseError::new(0..word.len(), format!("`{key}:` needs a value"), hint));
    }
    let shift = |error: ParseError| value.in_word(error, text);
    if relation.is_empty()
        && let Some(which) = which(&base)
        && (text.eq_ignore_ascii_case("none") || text.eq_ignore_ascii_case("any"))
    {
        return Ok((Test::Has(which), text.eq_ignore_ascii_case("none")));
    }
    let relation = relation.to_ascii_lowercase();
    if let Some(clock) = clock(&base) {
        let bounds = bounds(clock, &relation, text, reading).map_err(shift)?;
        return match bounds {
            Some(bounds) => Ok((Test::Time(clock, bounds), false)),
            None => Err(no_relation(key, from, "`before`, `after`, `by` and `since`")),
        };
    }
    let amount = matches!(base.as_str(), "est" | "pri");
    match relation.as_str() {
        "over" | "under" if amount => {}
        "" => {}
        _ if amount => return Err(no_relation(key, from, "`over` and `under`")),
        _ => return Err(no_relation(key, from, "none")),
    }
    plain(&base, &relation, text).map(|test| (test, false)).map_err(shift)
}

fn no_relation(key: &str, from: usize, known: &str) -> ParseError {
    let (base, relation) = key.split_once('.').unwrap_or((key, ""));
    let message = format!("`{}` can't be asked with `.{}`", visible(base), visible(relation));
    let hint = if known == "none" {
        format!("write `{base}:`")
    } else {
        format!("`{base}` knows {known}")
    };
    ParseError::new(0..from, message, hint)
}

fn is_known(base: &str) -> bool {
    ONLY_HERE.contains(&base) || Field::named(base).is_some_and(|field| field != Field::Split)
}

fn which(base: &str) -> Option<Which> {
    Some(match base {
        "project" => Which::Project,
        "type" => Which::Kind,
        "tag" => Which::Tag,
        "est" => Which::Estimate,
        "at" => Which::At,
        "after" => Which::After,
        "every" => Which::Every,
        "chunk" => Which::Chunk,
        "note" => Which::Note,
        other => Which::Time(clock(other)?),
    })
}

fn clock(base: &str) -> Option<Clock> {
    Some(match base {
        "due" => Clock::Due,
        "deadline" => Clock::Deadline,
        "from" => Clock::From,
        "on" => Clock::On,
        "created" => Clock::Created,
        "closed" => Clock::Closed,
        _ => return None,
    })
}

/// The tests of fields that are not dates.
fn plain(base: &str, relation: &str, text: &str) -> Result<Test, ParseError> {
    let names =
        |what: &str| text.split(',').map(|part| name(part, what)).collect::<Result<Vec<_>, _>>();
    Ok(match base {
        "project" => Test::Project(names("a project")?),
        "type" => Test::Kind(names("a type")?),
        "tag" => Test::Tag(names("a tag")?),
        "at" => Test::At(names("a context")?),
        "est" => {
            let seconds = duration(text)?;
            match relation {
                "over" => Test::Estimate(seconds + 1, u32::MAX),
                "under" => Test::Estimate(0, seconds - 1),
                _ => Test::Estimate(seconds, seconds),
            }
        }
        "pri" if relation.is_empty() => {
            Test::PriorityOneOf(text.split(',').map(priority).collect::<Result<_, _>>()?)
        }
        "pri" => beside(priority(text)?, relation == "over", text.len())?,
        "after" => Test::After(references(text)?),
        "status" => Test::Status(statuses(text)?),
        "is" => Test::Is(condition(text)?),
        "id" => Test::Number(numbers(text)?),
        "every" | "chunk" => {
            let message = format!("`{base}:` is asked with `any` or `none`");
            return Err(ParseError::new(
                0..text.len(),
                message,
                format!("for example `{base}:any`"),
            ));
        }
        _ => Test::Text(text.to_lowercase()),
    })
}

/// The priorities above or below one.
fn beside(than: Priority, over: bool, length: usize) -> Result<Test, ParseError> {
    let at = Priority::ALL.iter().position(|priority| *priority == than).unwrap_or(0);
    let found = if over { Priority::ALL.get(at + 1..) } else { Priority::ALL.get(..at) };
    match found {
        Some([first, .., last]) => Ok(Test::Priority(*first, *last)),
        Some([only]) => Ok(Test::Priority(*only, *only)),
        _ => {
            let message =
                format!("no priority is {} `{}`", if over { "over" } else { "under" }, than.word());
            Err(ParseError::new(0..length, message, "one of `low`, `normal`, `high`, `urgent`"))
        }
    }
}

fn statuses(text: &str) -> Result<Vec<Status>, ParseError> {
    let mut found = Vec::new();
    for part in text.split(',') {
        match part.trim().to_lowercase().as_str() {
            "all" | "any" => found.extend(Status::ALL),
            "closed" => found.extend(Status::ALL.into_iter().filter(|status| status.is_closed())),
            word => {
                let status = Status::ALL.into_iter().find(|status| status.word() == word);
                found.push(status.ok_or_else(|| {
                    let message = format!("`{}` is not a status", visible(part));
                    let hint = "one of `open`, `waiting`, `done`, `dropped`, `closed`, `all`";
                    ParseError::new(0..text.len(), message, hint)
                })?);
            }
        }
    }
    Ok(found)
}

fn condition(text: &str) -> Result<Condition, ParseError> {
    let lower = text.to_lowercase();
    Condition::ALL.into_iter().find(|(word, _)| *word == lower).map(|(_, is)| is).ok_or_else(|| {
        let message = format!("`is:{}` is not known", visible(text));
        let words: Vec<String> =
            Condition::ALL.iter().map(|(word, _)| format!("`{word}`")).collect();
        ParseError::new(0..text.len(), message, format!("one of {}", words.join(", ")))
    })
}

fn numbers(text: &str) -> Result<Vec<TaskNo>, ParseError> {
    text.split(',')
        .map(|part| {
            part.trim().parse().map(TaskNo).map_err(|_| {
                let message = format!("`{}` is not a task's number", visible(part));
                ParseError::new(0..text.len(), message, "for example `id:142`")
            })
        })
        .collect()
}

/// The time that a date's term covers; `None` when the relation is not known.
fn bounds(
    clock: Clock,
    relation: &str,
    text: &str,
    reading: &Reading,
) -> Result<Option<Bounds>, ParseError> {
    let facing = match clock {
        Clock::Created | Clock::Closed => Facing::Past,
        _ => Facing::Coming,
    };
    if relation.is_empty() {
        return day_or_days(text, facing, reading).map(Some);
    }
    let When { date, time } = when::read(text, reading, facing)?;
    let (start, end) = if let Some(time) = time {
        let at = reading.now.zone.at(date.and_time(time)).utc_ms();
        (at, at + 1)
    } else {
        let span = reading.now.day_span(date);
        (span.start.utc_ms(), span.end.utc_ms())
    };
    Ok(match relation {
        "before" => Some(Bounds { from_ms: None, to_ms: Some(start) }),
        "by" => Some(Bounds { from_ms: None, to_ms: Some(end) }),
        "since" => Some(Bounds { from_ms: Some(start), to_ms: None }),
        "after" => Some(Bounds { from_ms: Some(end), to_ms: None }),
        _ => None,
    })
}

/// A day, or a named stretch of days such as `week`.
fn day_or_days(text: &str, facing: Facing, reading: &Reading) -> Result<Bounds, ParseError> {
    let span = match when::read(text, reading, facing) {
        Ok(when) => reading.now.day_span(reading.now.day_of(when.moment(reading.day_end, reading))),
        Err(error) => day_range(text, reading).map_err(|_| error)?.span(&reading.now),
    };
    Ok(Bounds { from_ms: Some(span.start.utc_ms()), to_ms: Some(span.end.utc_ms()) })
}
