//! The days below each other, a line each, for narrow windows.

use super::load;
use crate::app::week::Day;
use crate::app::{Area, Model, words};
use crate::config::theme::Role;
use crate::ui::Pen;
use crate::ui::pen::width;

/// Columns of the name.
const NAME: u16 = 7;

/// Draws the days.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, area: Area) {
    for (row, (at, day)) in (0..area.h).zip(model.week.days.iter().enumerate()) {
        draw_day(pen, model, area.row(row), (at, day));
    }
}

fn draw_day(pen: &mut Pen<'_>, model: &Model, area: Area, (at, day): (usize, &Day)) {
    let today = day.day == model.now.day();
    let role = match (today, day.works) {
        (true, _) => Role::Running,
        (_, true) => Role::Text,
        _ => Role::Faint,
    };
    let (name, rest) = area.split_left(NAME);
    pen.text(name, 0, &words::short_day(day.day), role);
    let (said, warns) = load(day, &model.now);
    let due = if day.due.is_empty() { String::new() } else { format!("{} due", day.due.len()) };
    let (rest, column) = rest.split_right(6);
    pen.right(column, &due, Role::Muted);
    let text = if warns { format!("{} {said}", pen.glyphs().warning) } else { said };
    let (bar, words) = rest.split_right((width(&text) + 1).max(14).min(rest.w));
    pen.text(words, 0, &text, if warns { Role::Warning } else { Role::Muted });
    if day.capacity_s > 0 || day.planned_s > 0 {
        let role = if warns { Role::Warning } else { Role::Accent };
        pen.progress(bar.split_right(1).0, 0, day.share(), role);
    }
    if at == model.week.day {
        pen.tint(area, Role::Selection);
    }
}
