//! The plan of the day before it is agreed to: its blocks in order with their reasons, and what finds no place.

use crate::app::list::List;
use crate::app::overlay::Review;
use crate::app::overlay::review::blocks;
use crate::app::plan::{self, Shown};
use crate::app::{Area, Model, words};
use crate::config::theme::Role;
use crate::domain::{Event, Order};
use crate::text::visible;
use crate::ui::log::kind_mark;
use crate::ui::pen::{Pen, width};

/// A row of the day.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Row<'a> {
    /// A block, by its place among the blocks.
    Block(usize),
    /// What the plan goes around.
    Event(&'a Event),
}

/// The blocks and the meetings that are to come, by start.
fn rows<'a>(model: &'a Model, blocks: &[&Shown]) -> Vec<Row<'a>> {
    let whole = model.now.day_span(model.now.day());
    let ahead = |event: &&Event| {
        event.busy && !event.all_day && event.end > model.now.at && whole.contains(event.start)
    };
    let events = model.state.events().filter(ahead).map(|event| (event.start, Row::Event(event)));
    let blocks = blocks.iter().enumerate().map(|(at, block)| (block.start, Row::Block(at)));
    let mut rows: Vec<_> = blocks.chain(events).collect();
    rows.order_by_key(|(start, _)| *start);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Draws the blocks, and below them what finds no place.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, area: Area, review: &Review) {
    let blocks = blocks(model);
    let worries = model.today.worries.len();
    let room = if area.h >= 8 && worries > 0 { 2 } else { 0 };
    let (area, below) = area.split_bottom(room);
    let rows = rows(model, &blocks);
    let mut list = List::default();
    let selected = rows.iter().position(|row| *row == Row::Block(review.list.selected));
    list.select(selected.unwrap_or(0), rows.len(), usize::from(area.h));
    for (n, at) in (0..).zip(list.visible(rows.len(), usize::from(area.h))) {
        let row = area.row(n);
        match rows[at] {
            Row::Block(at) => {
                draw_block(pen, model, row, (blocks[at], review.is_wanted(blocks[at])));
            }
            Row::Event(event) => draw_event(pen, row, event),
        }
        if selected == Some(at) {
            pen.tint(row, Role::Selection);
            pen.text(row, 0, pen.glyphs().bar, Role::Accent);
        }
    }
    if room > 0 {
        without_place(pen, model, below.row(1));
    }
}

fn draw_block(pen: &mut Pen<'_>, model: &Model, area: Area, (block, wanted): (&Shown, bool)) {
    let glyphs = pen.glyphs();
    let (mark, role) = match (block.is_proposed(), wanted) {
        (true, true) => (glyphs.done, Role::Accent),
        (true, false) => (glyphs.open, Role::Faint),
        (false, _) => (glyphs.plan_bars[0], Role::Muted),
    };
    pen.text(area, 2, mark, role);
    let text = if wanted { Role::Text } else { Role::Faint };
    let (from, to) = (words::clock(block.start), words::clock(block.end));
    let at = pen.text(
        area,
        4,
        &format!("{from}{}{to}", glyphs.to),
        if wanted { Role::Muted } else { text },
    );
    let mut rest = area.split_left(at + 2).1.split_right(1).0;
    let why = if block.is_proposed() {
        visible(plan::reason(model, block)).into_owned()
    } else {
        "agreed to".to_owned()
    };
    if rest.w >= 50 && !why.is_empty() {
        let column = rest.split_right(rest.w / 2 - 4).1;
        let used = pen.right(column, &why, Role::Faint);
        rest = rest.split_right(used + 2).0;
    }
    let task = model.state.task(block.task);
    let (kind, kind_role) = kind_mark(pen, model, task.and_then(|task| task.kind.as_deref()));
    let at = pen.text(rest, 0, kind, kind_role) + 1;
    let more = block.also.len();
    let title = task.map_or("a task that is gone", |task| task.title.as_str());
    let title = match more {
        0 => title.to_owned(),
        n => format!("{title}, and {n} more"),
    };
    pen.outside(rest, at, &title, text);
}

fn draw_event(pen: &mut Pen<'_>, area: Area, event: &Event) {
    let glyphs = pen.glyphs();
    pen.text(area, 2, glyphs.event_bar, Role::Event);
    let (from, to) = (words::clock(event.start), words::clock(event.end));
    let at = pen.text(area, 4, &format!("{from}{}{to}", glyphs.to), Role::Faint);
    pen.outside(area, at + 4, &event.title, Role::Faint);
}

/// `No place  Sketch the screens, File the receipts`, or what is at risk.
fn without_place(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let titles: Vec<&str> = model.today.worries.iter().map(|worry| worry.title.as_str()).collect();
    let (risky, placeless): (Vec<_>, Vec<_>) = model.today.worries.iter().partition(|w| w.late);
    let word = match (risky.len(), placeless.len()) {
        (_, 0) => "At risk",
        (0, _) => "No place",
        _ => "At risk or no place",
    };
    let at = pen.text(area, 0, word, Role::Muted) + 2;
    let all = titles.join(", ");
    let fits = width(&all) + at <= area.w;
    let said = match titles.as_slice() {
        [first, rest @ ..] if !fits && !rest.is_empty() => {
            format!("{first}, and {} more", rest.len())
        }
        _ => all,
    };
    pen.text(area, at, &said, Role::Faint);
}
