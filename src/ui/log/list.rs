//! The rows of the day: sessions, breaks and gaps.

use super::kind_mark;
use crate::app::log::rows::{event_in, is_lunch};
use crate::app::log::{Kind, Layout, Row, day};
use crate::app::{Area, Model, keys, words};
use crate::config::theme::Role;
use crate::domain::{BreakClass, Outcome, Session, Span};
use crate::input::Action;
use crate::text::visible;
use crate::ui::footer::ticked;
use crate::ui::pen::{Pen, width};

/// Columns of the times, the length and the mark at the left.
const TIMES: u16 = 11;
const LENGTH: u16 = 5;
/// Columns of the focus, of the interruptions and of the outcome at the right.
const FOCUS: u16 = 7;
const BROKEN: u16 = 3;
const OUTCOME: u16 = 11;

/// What of a session there is room for, the least first: each level adds to the one before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Room {
    /// The start and the title.
    Start,
    /// Both times and the length.
    Times,
    /// The rating as a number, and interruptions.
    Focus,
    /// The rating as points.
    Points,
    /// How it ended.
    Outcome,
}

fn room(width: u16) -> Room {
    match width {
        0..34 => Room::Start,
        34..44 => Room::Times,
        44..60 => Room::Focus,
        60..100 => Room::Points,
        _ => Room::Outcome,
    }
}

/// Draws the heads of the columns and the rows that show.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, parts: &Layout) {
    let (rows, list) = (&model.log.rows, &model.log.list);
    let range = list.visible(rows.len(), usize::from(parts.list.h));
    heads(pen, parts.heads);
    if range.len() < rows.len() {
        let place = format!("{} to {} of {}", range.start + 1, range.end, rows.len());
        pen.right(
            parts.heads.split_left(22).1.split_right(FOCUS + BROKEN + OUTCOME + 5).0,
            &place,
            Role::Faint,
        );
    }
    for (n, at) in (0..).zip(range) {
        let (area, selected) = (parts.list.row(n), at == list.selected);
        draw_row(pen, model, area, &rows[at], selected);
        if selected {
            pen.tint(area, Role::Selection);
            pen.text(area, 0, pen.glyphs().bar, Role::Accent);
        }
    }
}

fn heads(pen: &mut Pen<'_>, area: Area) {
    if area.is_empty() {
        return;
    }
    pen.text(area, 2, "when", Role::Faint);
    pen.text(area, 2 + TIMES + 3, "long", Role::Faint);
    pen.text(area, 2 + TIMES + LENGTH + 5, "what", Role::Faint);
    let room = room(area.w);
    let (rest, outcome) = area.split_right(if room >= Room::Outcome { OUTCOME } else { 1 });
    if room >= Room::Outcome {
        pen.text(outcome, 0, "outcome", Role::Faint);
    }
    if room >= Room::Points {
        let (before, _) = rest.split_right(BROKEN + 3);
        pen.text(before.split_right(FOCUS).1, 0, "focus", Role::Faint);
    }
}

fn draw_row(pen: &mut Pen<'_>, model: &Model, area: Area, row: &Row, selected: bool) {
    let area = if area.w >= 20 { area.split_left(2).1 } else { area };
    let session = match row.kind {
        Kind::Session(id) => model.state.session(id),
        _ => None,
    };
    let role = match row.kind {
        Kind::Session(_) if row.end.is_none() => Role::Running,
        Kind::Session(_) => Role::Text,
        Kind::Break(_) => Role::Muted,
        Kind::Gap => Role::Faint,
    };
    let to = pen.glyphs().to;
    let until = row.end.map_or_else(|| "now".to_owned(), words::clock);
    let times = format!("{}{to}{until}", words::clock(row.start));
    let room = room(area.w + 2);
    let (when, mut rest) = area.split_left(if room >= Room::Times { TIMES + 1 } else { 6 });
    pen.text(
        when,
        0,
        if room >= Room::Times { &times } else { &times[..5.min(times.len())] },
        role,
    );
    if room >= Room::Times {
        let (length, after) = rest.split_left(LENGTH + 1);
        let now = model.now.at;
        let shown = model.now.day_span(day(model));
        let seconds = match session {
            Some(session) => session.length_in(shown, now),
            None => row.span(now).overlap(shown).map_or(0, Span::seconds),
        };
        // A gap says its length in words.
        if row.kind != Kind::Gap {
            let role = if session.is_some() { Role::Muted } else { Role::Faint };
            let guess = if session.is_some_and(Session::is_inferred) { "~" } else { "" };
            pen.right(length, &format!("{guess}{}", words::duration(seconds / 60 * 60)), role);
        }
        rest = after.split_left(1).1;
    }
    match (row.kind, session) {
        (Kind::Session(_), Some(session)) => {
            draw_session(pen, model, rest, (session, row), room);
        }
        (Kind::Break(_), _) => draw_break(pen, model, rest, row),
        _ => draw_gap(pen, model, rest, row, selected),
    }
}

fn draw_session(
    pen: &mut Pen<'_>,
    model: &Model,
    area: Area,
    (session, row): (&Session, &Row),
    room: Room,
) {
    let (glyph, role) = kind_mark(pen, model, session.kind.as_deref());
    let running = session.end.is_none();
    let (glyph, role) = if running { (pen.glyphs().running, Role::Running) } else { (glyph, role) };
    pen.text(area, 0, glyph, role);
    let rest = right_columns(pen, area.split_left(2).1, session, room);
    let task = session.task.and_then(|id| model.state.task(id));
    let title = task.map(|task| task.title.as_str()).or(session.kind.as_deref());
    let role = if running { Role::Running } else { Role::Text };
    let mut at = pen.outside(rest, 0, title.unwrap_or("work"), role);
    let words = [overhang(model, row), cut_short(session, room)];
    let project = task.and_then(|task| task.project.clone()).unwrap_or_default();
    // These are said whole or not at all.
    for text in words.iter().chain([&project]).filter(|text| !text.is_empty()) {
        let text = visible(text);
        if at + 2 + width(&text) <= rest.w {
            at = pen.text(rest, at + 2, &text, Role::Faint);
        }
    }
    if !session.note.is_empty() && at + 2 + width(&session.note).min(16) <= rest.w {
        pen.outside(rest, at + 2, &session.note, Role::Muted);
    }
}

/// The rating, the interruptions and how it ended, as far as there is room; returns what is left.
fn right_columns(pen: &mut Pen<'_>, area: Area, session: &Session, room: Room) -> Area {
    if room < Room::Focus {
        return area;
    }
    let columns = if room >= Room::Outcome { OUTCOME } else { 1 };
    let (rest, outcome) = area.split_right(columns + 1);
    draw_outcome(pen, outcome.split_left(1).1, session, room);
    let (rest, broken) = rest.split_right(BROKEN + 2);
    if !session.interruptions.is_empty() {
        let count = format!("{}{}", pen.glyphs().warning, session.interruptions.len());
        pen.text(broken.split_left(2).1, 0, &count, Role::Warning);
    }
    let points = room >= Room::Points;
    let (rest, focus) = rest.split_right(if points { FOCUS } else { 1 });
    draw_focus(pen, focus, session.focus, points);
    rest.split_right(2).0
}

/// The outcome in a word, where it has no column and says more than that work went on.
fn cut_short(session: &Session, room: Room) -> String {
    if session.is_inferred() {
        return "inferred".to_owned();
    }
    match session.outcome {
        Some(outcome @ (Outcome::Interrupted | Outcome::Abandoned)) if room < Room::Outcome => {
            outcome.word().to_owned()
        }
        _ => String::new(),
    }
}

/// What of a row lies on another day, in words.
fn overhang(model: &Model, row: &Row) -> String {
    let span = model.now.day_span(day(model));
    let name = |at| words::short_day(model.now.day_of(at));
    match row.end {
        _ if row.start < span.start => format!("from {}", name(row.start)),
        Some(end) if end > span.end => format!("into {}", name(end)),
        _ => String::new(),
    }
}

fn draw_focus(pen: &mut Pen<'_>, area: Area, focus: Option<u8>, pips: bool) {
    let Some(focus) = focus.map(|focus| focus.min(5)) else { return };
    let mut at = 0;
    if pips {
        let [given, other] = pen.glyphs().pips;
        at = pen.text(area, 0, &given.repeat(usize::from(focus)), Role::Text);
        at = pen.text(area, at, &other.repeat(usize::from(5 - focus)), Role::Border) + 1;
    }
    pen.text(area, at, &focus.to_string(), Role::Muted);
}

fn draw_outcome(pen: &mut Pen<'_>, area: Area, session: &Session, room: Room) {
    let Some(outcome) = session.outcome else { return };
    let role = match outcome {
        Outcome::Finished => Role::Good,
        Outcome::Progressed => Role::Faint,
        Outcome::Interrupted | Outcome::Abandoned => Role::Muted,
    };
    if room >= Room::Outcome {
        pen.text(area, 0, outcome.word(), role);
    } else if outcome == Outcome::Finished {
        pen.text(area, 0, pen.glyphs().done, role);
    }
}

fn draw_break(pen: &mut Pen<'_>, model: &Model, area: Area, row: &Row) {
    pen.text(area, 0, pen.glyphs().break_bar, Role::Break);
    let rest = area.split_left(2).1;
    let role = if row.end.is_none() { Role::Break } else { Role::Muted };
    let at = pen.text(rest, 0, "break", role);
    let Kind::Break(id) = row.kind else { return };
    let pause = model.state.pause(id);
    let kind = match pause.map(|pause| pause.class) {
        Some(BreakClass::Micro) => "micro",
        Some(BreakClass::DailyLimit) => "end of the work day",
        _ => "",
    };
    let natural = if pause.is_some_and(|pause| pause.natural) { "noticed" } else { "" };
    let words = [overhang(model, row), kind.to_owned(), natural.to_owned()];
    let mut at = at;
    for word in words.iter().filter(|word| !word.is_empty()) {
        at = pen.text(rest, at + 2, word, Role::Faint);
    }
}

fn draw_gap(pen: &mut Pen<'_>, model: &Model, area: Area, row: &Row, selected: bool) {
    let span = row.span(model.now.at);
    let rest = area.split_left(2).1;
    let length = words::duration(span.seconds() / 60 * 60);
    let at = pen.text(rest, 0, &format!("{length} gap"), Role::Faint);
    let guess = match event_in(model, span) {
        Some(event) => Some((event.title.as_str(), Role::Event)),
        None => is_lunch(model, span).then_some(("lunch?", Role::Faint)),
    };
    let at = guess.map_or(at, |(text, role)| pen.outside(rest, at + 2, text, role));
    if selected && at + 16 <= rest.w {
        let hint = rest.split_right(13).1;
        let key = keys::shown(model, Action::FillGap);
        ticked(pen, hint, 0, &format!("`{key}` says what"));
    }
}
