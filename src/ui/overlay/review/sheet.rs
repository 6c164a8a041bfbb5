//! Tasks to decide about, one a row: what it is, why it is asked about, and what has become of it.

use super::{fate, why};
use crate::app::flow::{Fate, Row, Sheet};
use crate::app::tasks::due::effort;
use crate::app::{Area, Model};
use crate::config::theme::Role;
use crate::ui::log::kind_mark;
use crate::ui::pen::{Pen, width};

/// Draws the tasks.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, area: Area, sheet: &Sheet) {
    let said = |row: &Row| row.fate(model).map_or_else(|| why(model, row), |now| fate(model, now));
    // In a narrow box the title needs the room more than a word that says what goes without saying.
    let short = |said: String| match said.strip_prefix("planned ") {
        Some(rest) if area.w < 50 => rest.to_owned(),
        _ => said,
    };
    let said: Vec<String> = sheet.rows.iter().map(said).map(short).collect();
    let column = said.iter().map(|said| width(said)).max().unwrap_or(0);
    let mut list = sheet.list;
    list.reveal(sheet.rows.len(), usize::from(area.h));
    for (n, at) in (0..).zip(list.visible(sheet.rows.len(), usize::from(area.h))) {
        let row = area.row(n);
        draw_row(pen, model, (row, column), (&sheet.rows[at], &said[at], sheet));
        if at == list.selected {
            pen.tint(row, Role::Selection);
            pen.text(row, 0, pen.glyphs().bar, Role::Accent);
        }
    }
}

/// Draws a row; what is said of it has a column of that width where there is room.
fn draw_row(
    pen: &mut Pen<'_>,
    model: &Model,
    (area, column): (Area, u16),
    (row, said, sheet): (&Row, &str, &Sheet),
) {
    let glyphs = pen.glyphs();
    let task = model.state.task(row.task);
    let now = row.fate(model);
    let (mark, mark_role) = match now {
        Some(Fate::Done) => (glyphs.done, Role::Good),
        Some(Fate::Dropped) => (glyphs.dropped, Role::Muted),
        Some(_) => (glyphs.steps[1], Role::Accent),
        None if sheet.chosen.contains(&row.task) => (glyphs.marked, Role::Accent),
        None => (glyphs.open, Role::Faint),
    };
    pen.text(area, 2, mark, mark_role);
    let role = if now.is_some() { Role::Text } else { Role::Muted };
    let rest = area.split_left(4).1.split_right(1).0;
    let used = pen.right(rest, said, role);
    let used = if rest.w >= 60 { used.max(column) } else { used };
    let mut rest = rest.split_right(used + 2).0;
    if rest.w >= 44 && now.is_none() {
        let tracked = model.state.tracked_s(row.task, model.now.at);
        let (text, _) = task.map_or_else(Default::default, |task| effort(task, tracked));
        let column = rest.split_right(12).1;
        pen.right(column, &text, Role::Faint);
        rest = rest.split_right(width(&text).max(12) + 1).0;
    }
    let (kind, kind_role) = kind_mark(pen, model, task.and_then(|task| task.kind.as_deref()));
    let at = pen.text(rest, 0, kind, kind_role) + 1;
    let title = task.map_or("a task that is gone", |task| task.title.as_str());
    pen.outside(rest, at, title, if now.is_some() { Role::Muted } else { Role::Text });
}
