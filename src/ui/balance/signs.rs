//! The signs of too much, one a row: a bar for how far it stands out, its number, what that is held against.

use crate::app::balance::words;
use crate::app::balance::{Layout, disputed, why};
use crate::app::{Area, Model, words as said};
use crate::balance::{Picture, Term};
use crate::config::theme::Role;
use crate::ui::Pen;
use crate::ui::pen::width;

/// Columns of a sign's name, of its bar and of its number.
const COLUMNS: (u16, u16, u16) = (22, 10, 6);
/// How far a sign can stand out.
const MOST: f64 = 2.0;

/// Draws what the signs come to, and each of them.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, picture: &Picture, parts: &Layout) {
    heading(pen, model, picture, parts.heading);
    let terms = model.balance.terms();
    if terms.is_empty() {
        let text = "The signs compare two weeks with the eight before them: they come after a month or so.";
        for (y, line) in (0..parts.signs.h).zip(crate::ui::footer::folded(text, parts.signs.w)) {
            pen.text(parts.signs.row(y), 0, &line, Role::Muted);
        }
        return;
    }
    let list = &model.balance.list;
    for (y, at) in (0..).zip(list.visible(terms.len(), usize::from(parts.signs.h))) {
        let line = parts.signs.row(y);
        row(pen, model, line, &terms[at]);
        if at == list.selected {
            pen.tint(line, Role::Selection);
            pen.text(line, 0, pen.glyphs().bar, Role::Accent);
        }
    }
    detail(pen, model, picture, parts.detail);
}

fn heading(pen: &mut Pen<'_>, model: &Model, picture: &Picture, area: Area) {
    let (text, warns) = words::verdict(model, &picture.overview.drift);
    let at = if warns { pen.text(area, 0, pen.glyphs().warning, Role::Warning) + 1 } else { 0 };
    let role = if warns { Role::Warning } else { Role::Heading };
    let at = pen.text(area, at, &text, role);
    let note = "two weeks against the eight before";
    if at + width(note) + 2 <= area.w {
        pen.right(area, note, Role::Faint);
    }
}

fn row(pen: &mut Pen<'_>, model: &Model, line: Area, term: &Term) {
    let disputed = disputed(model, term.sign);
    let out = words::stands_out(model, term);
    let wide = line.w >= 60;
    let (name, rest) = line.split_left(COLUMNS.0.min(line.w));
    pen.text(name, 2, words::name(term.sign), if out { Role::Text } else { Role::Muted });
    let (bar, rest) = rest.split_left(if line.w >= 44 { COLUMNS.1 } else { 0 });
    if bar.w > 0 {
        let role = if out { Role::Accent } else { Role::Muted };
        let share = if disputed.is_some() { 0.0 } else { term.z / MOST };
        pen.progress(bar.split_right(2).0, 0, share, role);
    }
    let (number, rest) = rest.split_left(COLUMNS.2);
    pen.right(
        number.split_right(1).0,
        &words::recent(term),
        if out { Role::Heading } else { Role::Text },
    );
    if !wide {
        return;
    }
    let text = match disputed {
        Some(until) => {
            format!("no strain, you said; counts again {}", said::day(until, &model.now))
        }
        None => words::compared(term),
    };
    pen.text(rest, 1, &text, Role::Muted);
}

/// The days behind the selected sign.
fn detail(pen: &mut Pen<'_>, model: &Model, picture: &Picture, area: Area) {
    let Some(term) = model.balance.term().filter(|_| area.h > 0) else { return };
    let days = why::behind(model, picture, term.sign);
    if days.is_empty() {
        pen.text(area, 0, "Nothing in the last days counts here.", Role::Faint);
    }
    let more = days.len().saturating_sub(usize::from(area.h));
    let rows = if more > 0 { area.h.saturating_sub(1) } else { area.h };
    for (y, day) in (0..rows).zip(&days) {
        pen.text(area.row(y), 0, day, Role::Muted);
    }
    if more > 0 {
        pen.text(area.row(rows), 0, &format!("and {} more days", more + 1), Role::Faint);
    }
}
