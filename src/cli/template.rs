//! The little language of `status --format`: `{field}` stands for a value, `{{` and `}}` for braces, and
//! `[..]` vanishes when every field in it is empty. Pure.
//!
//! Next: [`super::status`] for the values.

use super::failure::Failure;
use super::phrase;
use super::status::Facts;
use crate::domain::{Block, Span};
use crate::text::{self, ParseError, print_duration};

/// The fields, in the order in which the help names them.
const FIELDS: [&str; 17] = [
    "state",
    "id",
    "title",
    "project",
    "type",
    "elapsed",
    "started",
    "worked",
    "planned",
    "next_break",
    "next",
    "next_id",
    "block",
    "until",
    "next_block",
    "next_block_at",
    "next_block_in",
];

/// One piece of a template.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    Field(&'a str),
    Open,
    Close,
}

/// Finds out whether a template can be filled.
///
/// # Errors
/// The first field that does not exist, or a brace that is alone.
pub(crate) fn check(template: &str) -> Result<(), Failure> {
    pieces(template).map(drop).map_err(|error| Failure::parse(&error, template))
}

/// Whether a template speaks of more than what is going on.
pub(crate) fn asks_for_the_queue(template: &str) -> bool {
    pieces(template).unwrap_or_default().iter().any(|piece| {
        matches!(
            piece,
            Piece::Field(
                "planned"
                    | "next"
                    | "next_id"
                    | "block"
                    | "until"
                    | "next_block"
                    | "next_block_at"
                    | "next_block_in"
            )
        )
    })
}

/// The template with its values; what can't be read is left out ([`check`] tells).
pub(crate) fn fill(template: &str, facts: &Facts) -> String {
    render(&pieces(template).unwrap_or_default(), |field| value(field, facts))
}

fn render(pieces: &[Piece<'_>], value: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut group: Option<(usize, bool)> = None;
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Field(field) => {
                let text = value(field);
                if let Some((_, filled)) = &mut group {
                    *filled |= !text.is_empty();
                }
                out.push_str(&text::visible(&text));
            }
            Piece::Open => group = Some((out.len(), false)),
            Piece::Close => {
                if let Some((start, false)) = group.take() {
                    out.truncate(start);
                }
            }
        }
    }
    out
}

fn pieces(template: &str) -> Result<Vec<Piece<'_>>, ParseError> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(rest) = template.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = rest.find(['{', '}', '[', ']']).unwrap_or(rest.len());
        if plain > 0 {
            pieces.push(Piece::Text(&rest[..plain]));
            at += plain;
            continue;
        }
        let (piece, length) = sign(rest).map_err(|error| error.shifted(at))?;
        pieces.push(piece);
        at += length;
    }
    Ok(pieces)
}

/// What begins with a brace or bracket, and how long it is.
fn sign(rest: &str) -> Result<(Piece<'_>, usize), ParseError> {
    if rest.starts_with("{{") || rest.starts_with("}}") {
        return Ok((Piece::Text(&rest[..1]), 2));
    }
    match rest.as_bytes().first() {
        Some(b'[') => return Ok((Piece::Open, 1)),
        Some(b']') => return Ok((Piece::Close, 1)),
        _ => {}
    }
    let alone = |message: &str| {
        ParseError::new(0..1, message, "`{{` and `}}` stand for braces, `{title}` for a field")
    };
    if rest.starts_with('}') {
        return Err(alone("`}` closes nothing"));
    }
    let end = rest.find('}').ok_or_else(|| alone("`{` is not closed"))?;
    let name = &rest[1..end];
    if !FIELDS.contains(&name) {
        let hint = format!("there are {}", FIELDS.join(", "));
        let message = format!("no field `{}`", text::visible(name));
        return Err(ParseError::new(1..end, message, hint));
    }
    Ok((Piece::Field(name), end + 1))
}

fn value(field: &str, facts: &Facts) -> String {
    let Facts { state, now, .. } = facts;
    let running = state.running();
    let task = running.and_then(|session| session.task).and_then(|id| state.task(id));
    let found = match field {
        "state" if running.is_some() => Some("working".into()),
        "state" if state.on_break().is_some() => Some("break".into()),
        "state" => Some("idle".into()),
        "id" => task.map(|task| task.no.to_string()),
        "title" => running.map(|session| phrase::about(session, state)),
        "project" => task.and_then(|task| task.project.clone()),
        "type" => running.and_then(|session| session.kind.clone()),
        "elapsed" => running.map(|session| print_duration(session.worked_s(now.at))),
        "started" => running.map(|session| phrase::clock(session.start)),
        "worked" => Some(print_duration(facts.worked_s)),
        "planned" => Some(print_duration(facts.planned_s)),
        "next_break" => facts.next_break_s.map(|seconds| print_duration(seconds.max(0))),
        "block" => at_hand(facts).and_then(|(block, _)| title(facts, block)),
        "until" => at_hand(facts).map(|(_, span)| phrase::clock(span.end)),
        "next_block" => to_come(facts).and_then(|(block, _)| title(facts, block)),
        "next_block_at" => to_come(facts).map(|(_, span)| phrase::clock(span.start)),
        "next_block_in" => {
            // Rounded up: what is left of a minute is not over.
            let left = to_come(facts).map(|(_, span)| span.start.seconds_since(now.at));
            left.map(|seconds| print_duration((seconds + 59) / 60 * 60))
        }
        "next" => facts.next.as_ref().map(|task| task.title.clone()),
        "next_id" => facts.next.as_ref().map(|task| task.no.to_string()),
        _ => None,
    };
    found.unwrap_or_default()
}

/// The accepted block whose time it is.
fn at_hand(facts: &Facts) -> Option<&(Block, Span)> {
    facts.ahead.iter().find(|(_, span)| span.start <= facts.now.at)
}

/// The accepted block of today that begins next.
fn to_come(facts: &Facts) -> Option<&(Block, Span)> {
    facts.ahead.iter().find(|(_, span)| span.start > facts.now.at)
}

fn title(facts: &Facts, block: &Block) -> Option<String> {
    facts.state.task(block.task).map(|task| task.title.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str) -> String {
        render(&pieces(template).unwrap(), |field| match field {
            "title" => "Draft\u{1b}[2J".into(),
            "worked" => "2h".into(),
            _ => String::new(),
        })
    }

    #[test]
    fn fields_are_filled_in_and_made_safe() {
        assert_eq!(filled("{title} {{{worked}}}"), "Draft␛[2J {2h}");
    }

    #[test]
    fn a_part_in_brackets_vanishes_when_it_has_nothing_to_say() {
        assert_eq!(filled("{worked}[ on {title}][ - {next}]."), "2h on Draft␛[2J.");
    }

    #[test]
    fn mistakes_are_pointed_at() {
        let error = |template: &str| {
            let error = pieces(template).unwrap_err();
            format!("{}\n{}", error.message, error.render(template))
        };
        insta::assert_snapshot!(error("now {titel}"), @r"
        no field `titel`
          now {titel}
               ^^^^^
        ");
        insta::assert_snapshot!(error("{title"), @r"
        `{` is not closed
          {title
          ^
        ");
        insta::assert_snapshot!(error("title}"), @r"
        `}` closes nothing
          title}
               ^
        ");
    }
}
