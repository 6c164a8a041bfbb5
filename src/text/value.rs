//! What the value behind a field's colon means. Spans are those of the value.

use super::duration::duration;
use super::error::ParseError;
use super::field::Field;
use super::names::{name, type_name};
use super::reading::Reading;
use super::shown::visible;
use super::when;
use crate::domain::recur::Rule;
use crate::domain::{Due, Edit, Priority, Status, TaskRef};

/// The edit that `field:text` asks for; `none` clears what can be cleared.
pub(super) fn read(field: Field, text: &str, reading: &Reading) -> Result<Edit, ParseError> {
    if text.eq_ignore_ascii_case("none")
        && let Some(edit) = cleared(field)
    {
        return Ok(edit);
    }
    Ok(match field {
        Field::Project => Edit::Project(Some(name(text, "a project")?)),
        Field::Type => Edit::Kind(Some(type_name(text)?)),
        Field::Tag => Edit::Tag(name(text, "a tag")?),
        Field::At => Edit::At(Some(name(text, "a context")?)),
        Field::Estimate => Edit::Estimate(Some(duration(text)?)),
        Field::Priority => Edit::Priority(priority(text)?),
        Field::Due => due(text, false, reading)?,
        Field::Deadline => due(text, true, reading)?,
        Field::From => Edit::From(Some(when::moment(text, reading.day_start, reading)?)),
        Field::On => Edit::On(Some(when::day(text, reading)?)),
        Field::After => Edit::After(references(text)?),
        Field::Every => Edit::Every(Some(recurrence(text)?)),
        Field::Chunk => Edit::Chunk(Some(chunk(text)?)),
        Field::Split => Edit::Splittable(yes_or_no(text)?),
        Field::Status => Edit::Status(status(text)?),
        Field::Note => Edit::Note(text.to_owned()),
    })
}

/// The edit that empties a field; `None` when it is never empty.
pub(super) fn cleared(field: Field) -> Option<Edit> {
    Some(match field {
        Field::Project => Edit::Project(None),
        Field::Type => Edit::Kind(None),
        Field::At => Edit::At(None),
        Field::Estimate => Edit::Estimate(None),
        Field::Priority => Edit::Priority(Priority::Normal),
        Field::Due | Field::Deadline => Edit::Due(None),
        Field::From => Edit::From(None),
        Field::On => Edit::On(None),
        Field::After => Edit::After(Vec::new()),
        Field::Every => Edit::Every(None),
        Field::Chunk => Edit::Chunk(None),
        Field::Tag | Field::Split | Field::Status | Field::Note => return None,
    })
}

fn due(text: &str, hard: bool, reading: &Reading) -> Result<Edit, ParseError> {
    Ok(Edit::Due(Some(Due { at: when::moment(text, reading.day_end, reading)?, hard })))
}

/// A priority or a beginning of its word.
pub(super) fn priority(text: &str) -> Result<Priority, ParseError> {
    let lower = text.to_lowercase();
    Priority::ALL
        .into_iter()
        .find(|priority| !lower.is_empty() && priority.word().starts_with(&lower))
        .ok_or_else(|| {
            let message = format!("`{}` is not a priority", visible(text));
            ParseError::new(0..text.len(), message, "one of `low`, `normal`, `high`, `urgent`")
        })
}

/// Task references, apart by commas.
pub(super) fn references(text: &str) -> Result<Vec<TaskRef>, ParseError> {
    let mut found = Vec::new();
    for part in text.split(',') {
        if part.trim().is_empty() {
            let hint = "numbers or parts of titles, with commas between: `after:142,slides`";
            return Err(ParseError::new(0..text.len(), "a task is missing in the list", hint));
        }
        let reference = TaskRef::parse(part);
        if !found.contains(&reference) {
            found.push(reference);
        }
    }
    Ok(found)
}

fn recurrence(text: &str) -> Result<String, ParseError> {
    Rule::parse(text)
        .map(|rule| rule.to_string())
        .map_err(|bad| ParseError::new(0..text.len(), bad.to_string(), bad.hint()))
}

fn chunk(text: &str) -> Result<(u32, u32), ParseError> {
    let hint = "the shortest and the longest stretch: `chunk:25m..2h`";
    let Some(dots) = text.find("..") else {
        let message = format!("`{}` is not a range of durations", visible(text));
        return Err(ParseError::new(0..text.len(), message, hint));
    };
    let shortest = duration(&text[..dots])?;
    let longest = duration(&text[dots + 2..]).map_err(|error| error.shifted(dots + 2))?;
    if shortest > longest {
        let message = "the shortest stretch is longer than the longest";
        return Err(ParseError::new(0..text.len(), message, hint));
    }
    Ok((shortest, longest))
}

fn yes_or_no(text: &str) -> Result<bool, ParseError> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" => Ok(true),
        "no" | "n" | "false" => Ok(false),
        _ => {
            let message = format!("`{}` is neither `yes` nor `no`", visible(text));
            Err(ParseError::new(0..text.len(), message, "`split:no` is the same as `nosplit`"))
        }
    }
}

fn status(text: &str) -> Result<Status, ParseError> {
    let lower = text.to_lowercase();
    match Status::ALL.into_iter().find(|status| status.word() == lower) {
        Some(status) if !status.is_closed() => Ok(status),
        Some(status) => {
            let message = format!("`status:{}` can't be set like that", status.word());
            let verb = if status == Status::Done { "done" } else { "drop" };
            Err(ParseError::new(0..text.len(), message, format!("use `heyday {verb} ID`")))
        }
        None => {
            let message = format!("`{}` is not a status", visible(text));
            Err(ParseError::new(0..text.len(), message, "`open` or `waiting`"))
        }
    }
}
