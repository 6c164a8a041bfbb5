//! A line that is being typed: its parts coloured by what they are, scrolled so that the cursor shows.

use super::pen::{Pen, width};
use crate::app::Area;
use crate::app::line_edit::LineEdit;
use crate::config::theme::Role;
use crate::text::{Token, TokenRole, visible};

/// Draws the line with its cursor, and `example` faintly while it is empty.
pub fn draw(pen: &mut Pen<'_>, area: Area, line: &LineEdit, tokens: &[Token], example: &str) {
    if line.text().is_empty() {
        pen.text(area, 0, example, Role::Faint);
        pen.cursor_at(area, 0);
        return;
    }
    let skipped = skipped(line, area.w);
    let shown = &line.text()[skipped..];
    let mut at = 0;
    for (part, role) in parts(shown, skipped, tokens) {
        at = pen.text(area, at, &visible(part), role);
    }
    let before = &line.text()[skipped..line.cursor().max(skipped)];
    pen.cursor_at(area, width(&visible(before)));
}

/// Columns of the visible line before the byte `at`, for what points at a place in it.
pub fn column(line: &LineEdit, room: u16, at: usize) -> u16 {
    let skipped = skipped(line, room);
    let shown = line.text().get(skipped..at.max(skipped)).or(line.text().get(skipped..));
    width(&visible(shown.unwrap_or_default()))
}

/// Bytes at the left that are scrolled away so that the cursor shows.
fn skipped(line: &LineEdit, room: u16) -> usize {
    let room = room.saturating_sub(1).max(1);
    let before = &line.text()[..line.cursor()];
    let boundaries = before.char_indices().map(|(at, _)| at);
    boundaries.chain([before.len()]).find(|at| width(&before[*at..]) <= room).unwrap_or(0)
}

/// The shown text cut at the borders of its tokens; `offset` is where it begins in the line.
fn parts<'a>(shown: &'a str, offset: usize, tokens: &[Token]) -> Vec<(&'a str, Role)> {
    let mut parts = Vec::new();
    let mut at = 0;
    for token in tokens {
        let start = token.span.start.saturating_sub(offset).clamp(at, shown.len());
        let end = token.span.end.saturating_sub(offset).clamp(start, shown.len());
        let (Some(between), Some(text)) = (shown.get(at..start), shown.get(start..end)) else {
            continue;
        };
        parts.push((between, Role::Text));
        parts.push((text, role(token)));
        at = end;
    }
    parts.push((shown.get(at..).unwrap_or_default(), Role::Text));
    parts
}

/// How a part of a line looks.
pub fn role(token: &Token) -> Role {
    if token.error.is_some() {
        return Role::Warning;
    }
    token_role(token.role)
}

/// How a field looks, in the line and in what is said about it.
pub fn token_role(role: TokenRole) -> Role {
    match role {
        TokenRole::Title | TokenRole::Note => Role::Text,
        TokenRole::Project => Role::Type(0),
        TokenRole::Type => Role::Type(2),
        TokenRole::Tag | TokenRole::At => Role::Type(1),
        TokenRole::Priority => Role::Type(6),
        TokenRole::Estimate | TokenRole::Chunk => Role::Type(3),
        TokenRole::Due | TokenRole::From | TokenRole::On | TokenRole::Every => Role::Type(4),
        TokenRole::After | TokenRole::Status => Role::Type(5),
        TokenRole::End => Role::Faint,
    }
}
