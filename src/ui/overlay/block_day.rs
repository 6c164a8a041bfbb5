//! Another day for a block, with how full each day is.

use crate::app::overlay::BlockDay;
use crate::app::plan::{self, shown};
use crate::app::today::fit;
use crate::app::{Area, Model, words};
use crate::config::theme::Role;
use crate::ui::pen::Pen;
use crate::ui::{input_line, popup};
use chrono::NaiveDate;

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, asked: &BlockDay) {
    let task = plan::find(model, asked.which).and_then(|block| model.state.task(block.task));
    let title = task.map_or("Another day".into(), |task| task.title.clone());
    let rows = u16::try_from(asked.days.len()).unwrap_or(0);
    let title = crate::text::visible(&title);
    let inner = popup::centred(pen, model, &title, (56, rows.max(1) + 4));
    let (search, list) = inner.split_top(2);
    input_line::draw(pen, search, &asked.query, &[], "or type: fri, +3d, 4 dec");
    if asked.days.is_empty() {
        pen.text(list, 0, "That is no day to come.", Role::Muted);
    }
    let mut place = asked.list;
    place.reveal(asked.days.len(), usize::from(list.h));
    for (n, at) in (0..).zip(place.visible(asked.days.len(), usize::from(list.h))) {
        let row = list.row(n);
        match asked.days[at] {
            Some(day) => draw_day(pen, model, row, day),
            None => drop(pen.text(row, 2, "out of the plan", Role::Text)),
        }
        if at == place.selected {
            pen.tint(row, Role::Selection);
            pen.text(row, 0, pen.glyphs().bar, Role::Accent);
        }
    }
}

fn draw_day(pen: &mut Pen<'_>, model: &Model, area: Area, day: NaiveDate) {
    let (left, right) = area.split_right(area.w / 2);
    let text = words::day(day, &model.now);
    let at = pen.text(left, 2, &text, Role::Text);
    if text.starts_with("to") {
        pen.text(left, at + 1, &words::short_day(day), Role::Muted);
    }
    let now = model.now.at;
    let ahead = shown::of_day(model, day).filter(|block| block.end > now);
    let planned: i64 = ahead.map(|block| block.end.seconds_since(block.start.max(now))).sum();
    let capacity = fit::capacity_on(model, day);
    let free = (capacity - planned) / 900 * 900;
    let text =
        if free <= 0 { "full".to_owned() } else { format!("{} free", words::duration(free)) };
    let bar = right.split_right(12).0;
    let share = if capacity > 0 { planned as f64 / capacity as f64 } else { 1.0 };
    let role = if planned > capacity + fit::GRACE_S { Role::Warning } else { Role::Accent };
    pen.progress(bar, 0, share, role);
    pen.right(right.split_right(1).0, &text, Role::Muted);
}
