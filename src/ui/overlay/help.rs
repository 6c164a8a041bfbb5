//! Every key and what it does.

use crate::app::overlay::Help;
use crate::app::overlay::help::Row;
use crate::app::tasks::detail::wrapped;
use crate::app::{Area, Model};
use crate::config::theme::Role;
use crate::ui::pen::{Pen, width};
use crate::ui::{input_line, popup};

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, help: &Help) {
    let rows = help.rows(model);
    let inner = popup::centred(pen, model, "Keys", (76, 40));
    let (search, list) = inner.split_top(2);
    input_line::draw(pen, search, &help.query, &[], "type to search");
    // In a narrow box the first of an action's keys is enough.
    let keys_width = if list.w >= 60 { 16 } else { 9.min(list.w / 3) };
    let scroll = help.scroll.min(last_scroll(&rows, list, keys_width));
    let mut at = 0;
    let mut rest = rows.iter().skip(scroll).peekable();
    while let Some(row) = rest.next_if(|_| at < list.h) {
        at += draw_row(pen, list.split_top(at).1, row, keys_width);
    }
    let is_cut = at > list.h;
    if rows.is_empty() {
        pen.text(list, 0, "No key does that.", Role::Muted);
    }
    let [_, down] = pen.glyphs().scroll;
    if is_cut || rest.peek().is_some() {
        pen.right(list.row(list.h.saturating_sub(1)), down, Role::Faint);
    }
}

/// What a row says, in lines of the room beside the keys.
fn folded(row: &Row, room: u16) -> Vec<String> {
    match row {
        Row::Heading(heading) => vec![(*heading).to_owned()],
        Row::Key { help, .. } => wrapped(help, room.max(1)),
    }
}

fn room(list: Area, keys_width: u16) -> u16 {
    list.w.saturating_sub(keys_width + 1)
}

/// So many rows may be scrolled away that the last of them are still a whole list.
fn last_scroll(rows: &[Row], list: Area, keys_width: u16) -> usize {
    let mut left = usize::from(list.h);
    let fitting = rows.iter().rev().take_while(|row| {
        let lines = folded(row, room(list, keys_width)).len();
        let fits = lines <= left;
        left = left.saturating_sub(lines);
        fits
    });
    rows.len() - fitting.count()
}

/// Draws a row at the top of `area` and returns how many lines it takes, there or not.
fn draw_row(pen: &mut Pen<'_>, area: Area, row: &Row, keys_width: u16) -> u16 {
    let lines = folded(row, room(area, keys_width));
    let (indent, role) = match row {
        Row::Heading(_) => (0, Role::Heading),
        Row::Key { .. } => (keys_width + 1, Role::Text),
    };
    let mut taken = 0;
    for line in &lines {
        pen.text(area.row(taken), indent, line, role);
        taken += 1;
    }
    let Row::Key { keys, .. } = row else { return taken };
    let mut at = 2;
    for key in keys {
        if at + width(key) <= keys_width {
            at = pen.text(area.row(0), at, key, Role::Key) + 2;
        }
    }
    taken
}
