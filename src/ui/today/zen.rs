//! Nothing but the clock and the task.

use crate::app::today::layout::ClockSize;
use crate::app::{Area, Model, words};
use crate::config::theme::Role;
use crate::ui::pen::Pen;
use crate::ui::{digits, today::session};

/// Columns of the bar that shows how much of the estimate is used, with its words.
const BAR: u16 = 44;

/// Draws the clock in the middle.
pub fn draw(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let running = model.state.running();
    let pause = model.state.on_break();
    let since = running.map(|s| s.start).or(pause.map(|b| b.start));
    let title = running.and_then(|s| s.task).and_then(|id| model.state.task(id));
    let seconds = since.map_or(0, |since| model.now.at.seconds_since(since).max(0));
    let (clock, role) = match (since, pause) {
        (None, _) => (words::clock(model.now.at), Role::Muted),
        (Some(_), Some(_)) => (words::hours_minutes(seconds), Role::Break),
        (Some(_), None) => (words::hours_minutes(seconds), Role::Running),
    };
    let halves = pen.glyphs().halves.is_some();
    let sizes = [ClockSize::Large, ClockSize::Small];
    let fits = |size: &ClockSize| {
        let (w, h) = digits::size(&clock, *size, halves);
        w + 4 <= area.w && h + 4 <= area.h
    };
    let text = title.map_or(if pause.is_some() { "break" } else { "" }, |task| &task.title);
    let Some(size) = sizes.into_iter().find(fits) else {
        let line = format!("{clock}  {}", crate::text::visible(text));
        return pen.centre(area.row(area.h / 2), line.trim_end(), role);
    };
    let (w, h) = digits::size(&clock, size, halves);
    let middle = area.centred(w, h + 2);
    // The seconds hang at the right, outside of what is centred.
    let room = Area { w: area.w.saturating_sub(middle.x), ..middle };
    if since.is_some() {
        session::big_clock(pen, room, (&clock, seconds), size, role);
    } else {
        digits::draw(pen, middle, &clock, size, role);
    }
    let below = Area { y: middle.y + h + 1, h: 1, x: area.x + 1, w: area.w.saturating_sub(2) };
    pen.centre(below, &crate::text::visible(text), Role::Text);
    if running.is_some() && middle.y + middle.h + 3 < area.h {
        let bar = Area { y: below.y + 2, ..below }.centred(BAR, 1);
        session::progress(pen, model, bar, title);
    }
}
