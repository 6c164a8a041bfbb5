//! The header: tabs on the left; the date, the work so far and the clock on the right.

use super::pen::{Pen, width};
use crate::app::{Area, Model, tabs, words};
use crate::config::theme::Role;

/// From this many columns on words have air around them.
const ROOMY: u16 = 90;

/// Draws the header.
pub fn draw(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let mut end = 0;
    for (number, (screen, tab)) in (1..).zip(tabs::tabs(area)) {
        let active = screen == model.screen;
        let inner = tab.split_left(1).1;
        let (digit, title) =
            if active { (Role::Accent, Role::Heading) } else { (Role::Faint, Role::Muted) };
        let at = pen.text(inner, 0, &format!("{number}"), digit);
        if tab.w > 3 {
            pen.text(inner, at + 1, screen.title(), title);
        }
        end = tab.x + tab.w;
    }
    let rest = area.split_left(end + 1).1;
    let rest = rest.split_right(u16::from(rest.w > 20)).0;
    let clock = words::clock(model.now.at);
    let used = pen.right(rest, &clock, Role::Heading);
    let mut rest = rest.split_right(used).0;
    let roomy = area.w >= ROOMY;
    let dot = if roomy { format!("  {}  ", pen.glyphs().dot) } else { "  ".to_owned() };
    for part in parts(model, roomy) {
        let separated = part + &dot;
        if width(&separated) > rest.w {
            continue;
        }
        let used = pen.right(rest, &separated, Role::Muted);
        rest = rest.split_right(used).0;
    }
}

/// What stands before the clock, the rightmost first.
fn parts(model: &Model, roomy: bool) -> Vec<String> {
    let mut parts = Vec::new();
    // A timer that runs since yesterday is today's work only as far as it ran today.
    let today = model.now.day_span(model.now.day());
    let running = model.state.running().map_or(0, |session| session.known_in(today, &model.now));
    let worked = model.today.worked_s + running;
    if worked >= 60 {
        parts.push(format!("{} worked", words::duration(worked / 60 * 60)));
    }
    if model.demo {
        parts.push("demo, all made up".to_owned());
    }
    let day = model.now.day().format(if roomy { "%a %-d %b" } else { "%a %-d" });
    parts.push(day.to_string());
    parts
}
