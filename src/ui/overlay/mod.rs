//! What lies over a screen, one file each.

pub(super) mod away;
mod block_day;
pub(super) mod detail;
mod help;
mod line;
mod other_day;
mod palette;
pub(super) mod pick_task;
pub(super) mod plan_diff;
pub(super) mod review;
pub(super) mod skills;
pub(super) mod suggested;
pub(super) mod welcome;
mod why;
mod worries;

use super::Pen;
use crate::app::{Model, Overlay};

/// Draws the top overlay; the ones below it wait unseen.
pub fn draw(pen: &mut Pen<'_>, model: &Model) {
    match model.overlays.last() {
        None => {}
        Some(Overlay::Line(line)) => line::draw(pen, model, line),
        Some(Overlay::Help(help)) => help::draw(pen, model, help),
        Some(Overlay::Palette(palette)) => palette::draw(pen, model, palette),
        Some(Overlay::Why(why)) => why::draw(pen, model, why),
        Some(Overlay::Detail(detail)) => detail::draw(pen, model, detail),
        Some(Overlay::OtherDay(other)) => other_day::draw(pen, model, other),
        Some(Overlay::PickTask(pick)) => pick_task::draw(pen, model, pick),
        Some(Overlay::Worries(shown)) => worries::draw(pen, model, *shown),
        Some(Overlay::Skills(shown)) => skills::draw(pen, model, shown),
        Some(Overlay::Suggested(shown)) => suggested::draw(pen, model, *shown),
        Some(Overlay::PlanDiff(diff)) => plan_diff::draw(pen, model, diff),
        Some(Overlay::BlockDay(asked)) => block_day::draw(pen, model, asked),
        Some(Overlay::Away(away)) => away::draw(pen, model, away),
        Some(Overlay::Review(review)) => review::draw(pen, model, review),
        Some(Overlay::Welcome(welcome)) => welcome::draw(pen, model, welcome),
    }
}
