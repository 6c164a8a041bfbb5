//! The day added up: work, breaks and gaps, by type and by project; and the week by type and day.

use super::kind_mark;
use crate::app::log::{Kind, Share, day, monday};
use crate::app::{Area, Model, words};
use crate::config::theme::Role;
use crate::text::visible;
use crate::ui::pen::Pen;
use chrono::Datelike;

/// Columns of a share's name and of its time.
const NAME: u16 = 14;
const TIME: u16 = 6;

/// Draws the pane.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, area: Area) {
    if area.is_empty() {
        return;
    }
    let totals = &model.log.totals;
    let target = i64::from(model.settings.day_target_s).max(1);
    let minutes = |seconds: i64| words::duration(seconds / 60 * 60);
    let at = pen.text(area, 0, &minutes(totals.worked_s), Role::Heading);
    pen.text(area, at + 1, "worked", Role::Muted);
    pen.right(area, &format!("of {}", minutes(target)), Role::Faint);
    pen.progress(area.row(1), 0, totals.worked_s as f64 / target as f64, Role::Accent);
    let mut lines: Vec<(String, String, String)> = Vec::new();
    let mut say =
        |name: String, value: String, beside: &str| lines.push((name, value, beside.into()));
    if totals.sessions > 0 {
        say(words::count(totals.sessions, "session"), longest(model), "the longest");
    }
    for ((seconds, count), one) in [(totals.breaks, "break"), (totals.gaps, "gap")] {
        if count > 0 {
            say(words::count(count, one), minutes(seconds), "");
        }
    }
    if totals.focus.1 > 0 {
        let mean = f64::from(totals.focus.0) / f64::from(totals.focus.1);
        say("focus".into(), format!("{mean:.1}"), &format!("of {} rated", totals.focus.1));
    }
    if totals.interruptions > 0 {
        say("interrupted".into(), format!("{}", totals.interruptions), "");
    }
    let mut y = 3;
    for (name, value, beside) in &lines {
        let row = area.row(y);
        pen.text(row, 0, name, Role::Muted);
        pen.right(row.split_left(NAME + TIME).0, value, Role::Text);
        pen.text(row, NAME + TIME + 2, beside, Role::Faint);
        y += 1;
    }
    // One scale for all bars: the same length is the same time.
    let all = totals.types.iter().chain(&totals.projects);
    let most = all.map(|share| share.seconds).max().unwrap_or(1).max(1);
    y = shares(pen, model, area, y + 1, ("By type", &totals.types, true, most));
    y = shares(pen, model, area, y + 1, ("By project", &totals.projects, false, most));
    week(pen, model, area, y + 1);
}

/// The week by type: how long, and on which days.
fn week(pen: &mut Pen<'_>, model: &Model, area: Area, top: u16) {
    let rows = &model.log.sheet.rows;
    let room = usize::from(area.h.saturating_sub(top + 2));
    let days = area.split_left(NAME + TIME + 2).1;
    if rows.is_empty() || room == 0 || days.w < 13 {
        return;
    }
    let week = monday(day(model)).iso_week().week();
    pen.text(area.row(top), 0, &format!("Week {week}"), Role::Heading);
    let most = rows.iter().flat_map(|row| &row.cells).copied().max().unwrap_or(1).max(1);
    let letters = ["M", "T", "W", "T", "F", "S", "S"];
    let shown = usize::try_from(day(model).weekday().num_days_from_monday()).unwrap_or(0);
    for (n, letter) in letters.iter().enumerate() {
        let role = if n == shown { Role::Accent } else { Role::Faint };
        pen.text(days.row(top), u16::try_from(n * 2).unwrap_or(0), letter, role);
    }
    let shown_rows = rows.iter().filter(|row| row.worked_s >= 60).take(room);
    for (y, row) in (top + 1..).zip(shown_rows) {
        let line = area.row(y);
        let (glyph, mark) = kind_mark(pen, model, row.name.as_deref());
        pen.text(line, 0, glyph, mark);
        let name = row.name.as_deref().map(visible);
        let role = if name.is_some() { Role::Text } else { Role::Faint };
        pen.text(line.split_left(NAME).0, 2, name.as_deref().unwrap_or("none"), role);
        let time = words::duration(row.worked_s / 60 * 60);
        pen.right(line.split_left(NAME + TIME).0, &time, Role::Muted);
        let levels = pen.glyphs().levels;
        for (x, worked) in (0..).step_by(2).zip(&row.cells) {
            let level = usize::try_from((worked * 4 + most - 1) / most).unwrap_or(0).min(4);
            let role = if level == 0 { Role::Border } else { mark };
            pen.text(days.row(y), x, levels[level], role);
        }
    }
}

/// The longest session of the day, in words.
fn longest(model: &Model) -> String {
    let (now, shown) = (model.now.at, model.now.day_span(day(model)));
    let sessions = model.log.rows.iter().filter_map(|row| match row.kind {
        Kind::Session(id) => model.state.session(id),
        _ => None,
    });
    let longest = sessions.map(|session| session.worked_in(shown, now)).max();
    longest.map(|s| words::duration(s / 60 * 60)).unwrap_or_default()
}

fn shares(
    pen: &mut Pen<'_>,
    model: &Model,
    area: Area,
    top: u16,
    (title, shares, typed, most): (&str, &[Share], bool, i64),
) -> u16 {
    if shares.is_empty() || top + 1 >= area.h {
        return top;
    }
    pen.text(area.row(top), 0, title, Role::Heading);
    let mut y = top + 1;
    for share in shares.iter().filter(|share| share.seconds >= 60) {
        let row = area.row(y);
        let (mut name_at, mut role) = (0, Role::Accent);
        if typed {
            let (glyph, mark) = kind_mark(pen, model, share.name.as_deref());
            pen.text(row, 0, glyph, mark);
            (name_at, role) = (2, mark);
        }
        let name = share.name.as_deref().map(visible);
        let words_role = if name.is_some() { Role::Text } else { Role::Faint };
        let cell = row.split_left(NAME).0;
        pen.text(cell, name_at, name.as_deref().unwrap_or("none"), words_role);
        let time = words::duration(share.seconds / 60 * 60);
        pen.right(row.split_left(NAME + TIME).0, &time, Role::Muted);
        bar(pen, row, share.seconds as f64 / most as f64, role);
        y += 1;
    }
    y
}

fn bar(pen: &mut Pen<'_>, row: Area, share: f64, role: Role) {
    let bar = row.split_left(NAME + TIME + 2).1;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to the width")]
    let full = (f64::from(bar.w) * share.clamp(0.0, 1.0)).round().max(1.0) as u16;
    let glyph = pen.glyphs().progress[0];
    pen.rule(Area { w: full.min(bar.w), ..bar }, glyph, role);
}
