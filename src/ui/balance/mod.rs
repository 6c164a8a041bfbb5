//! The Balance screen: one glance answers how this week stands to the own weeks, whether the breaks are there, and whether
//! something drifts. What is said in words is [`crate::app::balance::words`]'. Calm on purpose: nothing is a grade.

mod breaks;
mod signs;
mod strips;
mod weeks;

use super::Pen;
use super::footer::{folded, ticked};
use super::pen::width;
use crate::app::balance::weeks::{Weeks, weeks as found};
use crate::app::balance::{has_work, layout, words};
use crate::app::{Area, Model, keys};
use crate::balance::Picture;
use crate::config::theme::Role;
use crate::input::Action;
use crate::text::visible;

/// Draws the screen.
pub fn draw(pen: &mut Pen<'_>, model: &Model) {
    let body = model.chrome().body;
    let Some(picture) = model.balance.picture.as_deref() else {
        return before(pen, model, body.shrink(u16::from(body.w >= 20), 0));
    };
    if !has_work(picture) {
        return empty(pen, model, body);
    }
    let parts = layout(model);
    let known = found(model, picture);
    title(pen, (picture, &known), parts.title);
    weeks::draw(pen, &known, parts.weeks);
    for row in 0..parts.rule.h {
        pen.text(parts.rule.row(row), 0, pen.glyphs().rule[1], Role::Border);
    }
    breaks::draw(pen, model, (picture, &known), parts.breaks);
    strips::draw(pen, model, picture, parts.strips);
    signs::draw(pen, model, picture, &parts);
}

/// Before the figures have come: what is known at once.
fn before(pen: &mut Pen<'_>, model: &Model, area: Area) {
    if let Some(reason) = &model.balance.failed {
        let said = format!("The balance can't be told: {}", visible(reason));
        pen.text(area, 0, &said, Role::Warning);
        return;
    }
    let at = pen.text(area, 0, "This week", Role::Heading);
    pen.text(area, at, pen.glyphs().more, Role::Muted);
}

/// This week, and how it stands to what is usual.
fn title(pen: &mut Pen<'_>, (picture, known): (&Picture, &Weeks), area: Area) {
    let row = area.row(0);
    let at = pen.text(row, 0, "This week", Role::Heading) + 1;
    let at = pen.text(row, at, &words::hours(known.this_s()), Role::Accent);
    let against = words::against_usual(picture, known.this_s());
    let usual = words::usual_week(known).unwrap_or_default();
    let low = area.h > 1 && area.w < 72;
    if low {
        pen.text(area.row(1), 0, &against, Role::Text);
    } else {
        let at = pen.text(row, at, ", ", Role::Text);
        let at = pen.text(row, at, &against, Role::Text);
        if at + width(&usual) + 2 > row.w {
            return;
        }
    }
    if at + width(&usual) + 2 <= row.w {
        pen.right(row, &usual, Role::Muted);
    }
}

/// Before anything was worked: what this is, and what brings it about.
fn empty(pen: &mut Pen<'_>, model: &Model, body: Area) {
    let area = body.centred(70.min(body.w.saturating_sub(2)), 14.min(body.h));
    let mut y = 0;
    for (line, role) in lines(model) {
        for row in folded(&line, area.w) {
            match role {
                Some(role) => drop(pen.text(area.row(y), 0, &row, role)),
                None => drop(ticked(pen, area.row(y), 0, &row)),
            }
            y += 1;
        }
    }
}

/// The empty screen in words; what has no role has keys and commands in backticks.
pub(in crate::ui) fn lines(model: &Model) -> Vec<(String, Option<Role>)> {
    let key = |action| keys::shown(model, action);
    let today = key(Action::ScreenToday);
    vec![
        ("No work is logged yet.".to_owned(), Some(Role::Heading)),
        (
            "Here you will see how your weeks go: how much you work against your own eight weeks before, how you take \
             breaks, and signs of too much, each with the days behind it. It is no grade, and it stays on this machine."
                .to_owned(),
            Some(Role::Muted),
        ),
        (String::new(), Some(Role::Muted)),
        (format!("`{today}` goes to Today, where work is started"), None),
        ("`heyday import --help` says how to bring in what you have logged elsewhere".to_owned(), None),
        ("`heyday demo` opens heyday on three months of made-up work".to_owned(), None),
    ]
}

#[cfg(test)]
mod tests;
