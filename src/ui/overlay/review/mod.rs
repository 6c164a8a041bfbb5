//! A guided flow: a question, what there is to decide, and the keys that decide it. One box of one size for all steps,
//! so that nothing jumps on the way.

mod ahead;
mod day;
mod plan;
mod sheet;
mod words;

use words::{Asked, Keys, keys};
pub(in crate::ui) use words::{asked, fate, line_of, load, timer, why};

use crate::app::overlay::Review;
use crate::app::overlay::review::{Step, timers};
use crate::app::{Area, Model};
use crate::config::theme::Role;
use crate::ui::footer::ticked_with;
use crate::ui::pen::{Pen, width};
use crate::ui::popup;

/// Columns of the box where there is room.
const WIDE: u16 = 88;
/// Rows of the box beside those of its list, and how few and how many it has at least and at most.
const BESIDE: usize = 9;
const ROWS: (usize, usize) = (13, 30);

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, review: &Review) {
    let title = match review.steps.len() {
        1 => review.flow.title().to_owned(),
        n => format!("{}  {} of {n}", review.flow.title(), review.at + 1),
    };
    let rows = (review.longest + BESIDE).clamp(ROWS.0, ROWS.1);
    let size = (WIDE, u16::try_from(rows).unwrap_or(u16::MAX));
    let inner = popup::centred(pen, model, &title, size);
    let roomy = inner.h >= 11;
    let Asked { question, about } = asked(model, review);
    let (top, rest) = inner.split_top(if roomy { 3 } else { 2 });
    pen.text(top, 0, &question, Role::Heading);
    steps(pen, top, review, &question);
    pen.text(top.row(1), 0, &about, Role::Muted);
    let (body, last) = rest.split_bottom(if roomy { 3 } else { 1 });
    match review.step() {
        Step::Left | Step::Unfinished => sheet::draw(pen, model, body, &review.sheet),
        Step::Due => {
            let (bar, body) = body.split_top(if roomy { 2 } else { 1 });
            load_bar(pen, model, bar);
            sheet::draw(pen, model, body, &review.sheet);
        }
        Step::Plan => plan::draw(pen, model, body, review),
        Step::Timer => timer_choices(pen, model, body, review),
        Step::Day => day::draw(pen, model, body, review),
        Step::Ahead => ahead::draw(pen, model, body, review),
    }
    draw_keys(pen, last, keys(model, review));
}

/// The keys: in two rows where there is room, what is done to tasks above, how to go on below.
fn draw_keys(pen: &mut Pen<'_>, area: Area, keys: Keys) {
    let Keys { enter, mut acts, ways, leave } = keys;
    let last = area.row(area.h.saturating_sub(1));
    if area.h < 3 || acts.is_empty() {
        let all: Vec<String> = std::iter::once(enter).chain(acts).chain(ways).collect();
        return ticked_with(pen, last, &all, &leave);
    }
    let end = acts.pop().unwrap_or_default();
    ticked_with(pen, area.row(1), &acts, &end);
    let ways: Vec<String> = std::iter::once(enter).chain(ways).collect();
    ticked_with(pen, last, &ways, &leave);
}

/// The steps as points at the right of the question: those behind, the one that shows, those to come.
fn steps(pen: &mut Pen<'_>, area: Area, review: &Review, question: &str) {
    let count = u16::try_from(review.steps.len()).unwrap_or(0);
    if count < 2 || width(question) + 2 * count + 2 > area.w {
        return;
    }
    let [full, empty] = pen.glyphs().pips;
    let mut at = area.w - (2 * count - 1);
    for step in 0..review.steps.len() {
        let (glyph, role) = match step.cmp(&review.at) {
            std::cmp::Ordering::Less => (full, Role::Muted),
            std::cmp::Ordering::Equal => (full, Role::Accent),
            std::cmp::Ordering::Greater => (empty, Role::Faint),
        };
        at = pen.text(area, at, glyph, role) + 1;
    }
}

/// What is wanted against what may be planned, as a bar and a sentence.
fn load_bar(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let (share, said, warns) = load(model);
    let role = if warns { Role::Warning } else { Role::Muted };
    let room = area.w.saturating_sub(width(&said) + 2);
    if room < 10 {
        pen.text(area, 0, &said, role);
        return;
    }
    let bar = Area { w: room.min(36), ..area };
    pen.progress(bar, 0, share, if warns { Role::Warning } else { Role::Accent });
    pen.text(area, bar.w + 2, &said, role);
}

fn timer_choices(pen: &mut Pen<'_>, model: &Model, area: Area, review: &Review) {
    for (n, choice) in timers(model).into_iter().enumerate() {
        let row = area.row(u16::try_from(n).unwrap_or(u16::MAX));
        let at = pen.text(row, 2, &(n + 1).to_string(), Role::Key);
        pen.text(row, at + 2, timer(model, choice), Role::Text);
        if n == review.list.selected {
            pen.tint(row, Role::Selection);
            pen.text(row, 0, pen.glyphs().bar, Role::Accent);
        }
    }
}

#[cfg(test)]
mod tests;
