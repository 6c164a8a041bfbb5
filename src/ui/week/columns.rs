//! The days side by side: the same hours in the same rows, blocks as wide as their day.

use super::load;
use crate::app::plan::{self, Shown, Standing};
use crate::app::week::grid::{self, Cell, Grid, Item};
use crate::app::week::{Day, Layout};
use crate::app::{Area, Model, words};
use crate::config::theme::Role;
use crate::text::visible;
use crate::ui::Pen;
use crate::ui::pen::width;

/// Draws the heads, the hours and the days.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, parts: &Layout) {
    let grid = grid::grid(model, parts.grid.h);
    draw_hours(pen, model, parts, &grid);
    let head = Area { x: parts.grid.x, w: parts.grid.w, ..parts.head };
    for (at, day) in model.week.days.iter().enumerate() {
        draw_head(pen, model, parts.of_day(head, at).split_right(1).0, (at, day));
        let column = parts.of_day(parts.grid, at).split_right(1).0;
        let rows = grid.days.get(at).map_or(&[][..], Vec::as_slice);
        draw_ground(pen, model, column, (day, &grid));
        for (row, cell) in (0..).zip(rows) {
            if let Some(cell) = cell {
                let last = rows
                    .get(usize::from(row) + 1)
                    .is_none_or(|next| next.is_none_or(|n| n.item != cell.item));
                draw_cell(pen, model, column.row(row), (at, day, *cell, last));
            }
        }
    }
}

fn draw_hours(pen: &mut Pen<'_>, model: &Model, parts: &Layout, grid: &Grid) {
    let now = words::minute_of(model.now.at.local());
    for (row, start) in (0..parts.hours.h).zip(&grid.starts) {
        let area = parts.hours.row(row);
        if model.week.ahead == 0 && (*start..*start + grid.slot).contains(&now) {
            pen.text(area, 0, &words::clock(model.now.at), Role::Now);
            pen.text(area, 5, pen.glyphs().now[0], Role::Now);
        } else if start.is_multiple_of(60) {
            pen.text(area, 0, &format!("{:02}:00", start / 60 % 24), Role::Faint);
        }
    }
}

fn draw_head(pen: &mut Pen<'_>, model: &Model, area: Area, (at, day): (usize, &Day)) {
    let today = day.day == model.now.day();
    let selected = at == model.week.day;
    let role = match (today, selected, day.works) {
        (true, ..) => Role::Running,
        (_, true, _) => Role::Heading,
        (_, _, true) => Role::Text,
        _ => Role::Faint,
    };
    let name = words::short_day(day.day);
    let end = pen.text(area, 0, &name, role);
    if today && end + 7 <= area.w {
        pen.text(area, end + 1, "today", Role::Muted);
    }
    let (said, warns) = load(day, &model.now);
    let bar = area.row(1);
    if day.capacity_s > 0 || day.planned_s > 0 {
        pen.progress(bar, 0, day.share(), if warns { Role::Warning } else { Role::Accent });
    }
    let said = if warns { format!("{} {said}", pen.glyphs().warning) } else { said };
    // In a narrow column what is planned is worth more than what could be.
    let said = match said.split_once(" of ") {
        Some((planned, _)) if width(&said) > area.w => planned.to_owned(),
        _ => said,
    };
    pen.text(area.row(2), 0, &said, if warns { Role::Warning } else { Role::Muted });
    if area.h > 3 && !day.due.is_empty() {
        let hard = day
            .due
            .iter()
            .any(|id| model.state.task(*id).and_then(|task| task.due).is_some_and(|due| due.hard));
        let role = if hard { Role::Warning } else { Role::Muted };
        pen.text(area.row(3), 0, &format!("{} due", day.due.len()), role);
    }
    if selected {
        pen.tint(area.row(0), Role::Selection);
    }
}

/// Lunch and what is over, calm.
fn draw_ground(pen: &mut Pen<'_>, model: &Model, area: Area, (day, grid): (&Day, &Grid)) {
    let today = day.day == model.now.day();
    let now = words::minute_of(model.now.at.local());
    let lunch = crate::app::today::fit::lunch_on(model, day.day);
    let lunch =
        lunch.map(|span| words::minute_of(span.start.local())..words::minute_of(span.end.local()));
    for (row, start) in (0..area.h).zip(&grid.starts) {
        let line = area.row(row);
        if today && (*start..*start + grid.slot).contains(&now) {
            pen.rule(line, pen.glyphs().now[1], Role::Now);
        } else if lunch.as_ref().is_some_and(|lunch| lunch.contains(start)) {
            pen.text(line, 0, pen.glyphs().axis[1], Role::Border);
        } else if day.works {
            pen.text(line, 0, pen.glyphs().axis[0], Role::Border);
        }
    }
}

fn draw_cell(
    pen: &mut Pen<'_>,
    model: &Model,
    area: Area,
    (at, day, cell, last): (usize, &Day, Cell, bool),
) {
    match cell.item {
        Item::Block(n) => {
            let Some(block) = day.blocks.get(n).and_then(|which| plan::find(model, *which)) else {
                return;
            };
            draw_block(pen, model, area, (block, cell, last));
            if at == model.week.day && n == model.week.block {
                pen.tint(area, Role::Selection);
            }
        }
        Item::Event(n) => {
            let Some((span, title)) = grid::events(model, day.day).nth(n) else { return };
            pen.block(area, Role::Event);
            pen.text(area, 0, pen.glyphs().event_bar, Role::Event);
            let over = span.end <= model.now.at;
            let role = if over { Role::Muted } else { Role::Event };
            let inner = area.split_left(2).1;
            match cell.nth {
                0 => drop(pen.outside(inner, 0, title, role)),
                1 => drop(pen.text(inner, 0, &words::clock(span.start), Role::Faint)),
                _ => {}
            }
        }
    }
}

fn draw_block(
    pen: &mut Pen<'_>,
    model: &Model,
    area: Area,
    (block, cell, last): (&Shown, Cell, bool),
) {
    let task = model.state.task(block.task);
    let kind = task.and_then(|task| task.kind.as_deref());
    let (glyph, role) = crate::ui::log::kind_mark(pen, model, kind);
    let [agreed, pinned, proposed] = pen.glyphs().plan_bars;
    let bar = match (block.standing, block.pinned) {
        (Standing::Proposed, _) => proposed,
        (_, true) => pinned,
        _ => agreed,
    };
    if block.standing == Standing::Ahead {
        pen.block(area, role);
    } else {
        pen.clear(area, Role::Text);
    }
    let bar_role = if block.standing == Standing::Missed { Role::Border } else { role };
    pen.text(area, 0, bar, bar_role);
    let inner = area.split_left(2).1;
    let title = task.map_or("", |task| task.title.as_str());
    let text_role = match block.standing {
        Standing::Missed => Role::Faint,
        Standing::Kept => Role::Muted,
        Standing::Ahead | Standing::Proposed => Role::Text,
    };
    let words = rows(title, glyph, inner.w, block, last && cell.nth == 0);
    if let Some(text) = words.get(cell.nth) {
        let times = cell.nth + 1 == words.len() && words.len() > 1;
        pen.text(inner, 0, text, if times { Role::Muted } else { text_role });
        if cell.nth == 0 && text.starts_with(glyph) {
            pen.text(inner, 0, glyph, role);
        }
    }
}

/// The rows of a block: its title, over two rows where one is too short, and when it begins.
fn rows(title: &str, glyph: &str, room: u16, block: &Shown, single: bool) -> Vec<String> {
    let title = visible(title);
    let marked = if room >= 9 { format!("{glyph} {title}") } else { title.into_owned() };
    if single || width(&marked) <= room {
        let mut rows = vec![marked];
        if !single {
            rows.push(words::clock(block.start));
        }
        return rows;
    }
    let mut rows = crate::app::tasks::detail::wrapped(&marked, room);
    if rows.len() > 2 {
        let rest = rows.split_off(1).join(" ");
        rows.push(rest);
    }
    rows.push(words::clock(block.start));
    rows
}
