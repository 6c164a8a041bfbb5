//! What does not work out: due tasks that may be late, and work without a place, each with the cheapest fix.

use crate::app::today::Worry;
use crate::app::{Area, Model, keys};
use crate::config::theme::Role;
use crate::input::Action;
use crate::ui::footer::ticked_in;
use crate::ui::pen::{Pen, width};

/// Draws as many worries as there is room for, and says how many more there are.
pub fn draw(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let worries = &model.today.worries;
    if worries.is_empty() || area.h == 0 {
        return;
    }
    if area.h < 3 {
        let at = pen.text(area, 0, &said(worries), Role::Warning);
        ticked_in(
            pen,
            area,
            at + 2,
            &format!("`{}`", keys::shown(model, Action::Worries)),
            Role::Faint,
        );
        return;
    }
    heading(pen, area, worries);
    let mut at = 1;
    for (n, worry) in worries.iter().enumerate() {
        let with_fix = u16::from(!worry.fix.is_empty());
        if at + 1 + with_fix > area.h {
            break;
        }
        let more = worries.len() - n;
        if at + 1 + with_fix == area.h && more > 1 && n > 0 {
            let key = keys::shown(model, Action::Worries);
            ticked_in(
                pen,
                area.row(at),
                2,
                &format!("and {more} more, `{key}` shows all"),
                Role::Faint,
            );
            break;
        }
        draw_worry(pen, area.row(at), worry);
        if with_fix > 0 {
            draw_fix(pen, area.row(at + 1), worry);
        }
        at += 1 + with_fix;
    }
}

fn heading(pen: &mut Pen<'_>, area: Area, worries: &[Worry]) {
    let late = worries.iter().filter(|worry| worry.late).count();
    let title = if late > 0 { "At risk" } else { "Does not fit" };
    pen.text(area, 0, title, Role::Heading);
    pen.right(area, &counted(worries), Role::Faint);
}

/// What would help.
pub(in crate::ui) fn draw_fix(pen: &mut Pen<'_>, area: Area, worry: &Worry) {
    let sign = pen.glyphs().steps[1];
    let offset = pen.text(area, 2, sign, Role::Accent) + 1;
    ticked_in(pen, area, offset, &worry.fix, Role::Muted);
}

/// What is the matter, in one row.
pub(in crate::ui) fn draw_worry(pen: &mut Pen<'_>, area: Area, worry: &Worry) {
    let (glyph, role) = if worry.late {
        (pen.glyphs().warning, Role::Warning)
    } else {
        (pen.glyphs().dot, Role::Muted)
    };
    pen.text(area, 0, glyph, role);
    let rest = area.split_left(2).1;
    let (title, what) = rest.split_right(width(&worry.what) + 1);
    pen.text(title.split_right(1).0, 0, &worry.title, Role::Text);
    pen.right(what, &worry.what, role);
}

/// `2 at risk, 3 without a place`.
fn counted(worries: &[Worry]) -> String {
    let late = worries.iter().filter(|worry| worry.late).count();
    let homeless = worries.len() - late;
    let parts = [(late, "at risk"), (homeless, "without a place")];
    let parts: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    parts.join(", ")
}

/// All of it in one line.
pub(in crate::ui) fn said(worries: &[Worry]) -> String {
    match worries {
        [one] => format!("! {}: {}", one.title, one.what),
        many => format!("! {}", counted(many)),
    }
}

/// Each worry as a sentence, for lines.
pub(in crate::ui) fn told(worry: &Worry) -> String {
    match worry.fix.as_str() {
        "" => format!("{}: {}.", worry.title, worry.what),
        fix => format!("{}: {}. What helps: {fix}.", worry.title, worry.what),
    }
}
