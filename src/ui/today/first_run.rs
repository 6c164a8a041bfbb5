//! The first run: nothing is written down yet, and three ways in.

use crate::app::overlay::Overlay;
use crate::app::{Area, Model, keys};
use crate::config::theme::Role;
use crate::input::Action;
use crate::ui::footer::ticked;
use crate::ui::pen::{Pen, width};

/// What each way is, and what it does.
const WAYS: [(&str, &str); 3] = [
    ("", "for example  Draft the talk #work ~2h due:fri"),
    ("`heyday import git ~/src`", "your history; from Taskwarrior, Timewarrior, org or csv too"),
    ("`heyday demo`", "opens three months of made-up work in a folder of its own"),
];

/// Draws the greeting and the three ways.
pub fn draw(pen: &mut Pen<'_>, model: &Model, body: Area) {
    // Scraps of it around the questions would only unsettle.
    if model.overlays.iter().any(|overlay| matches!(overlay, Overlay::Welcome(_))) {
        return;
    }
    let first = first(model);
    let area = body.centred(66.min(body.w.saturating_sub(2)), 12.min(body.h));
    pen.text(area, 0, "Good to see you.", Role::Heading);
    let invitation = "Nothing is written down yet. Three ways to begin:";
    let short = "Three ways to begin:";
    let words = if width(invitation) <= area.w { invitation } else { short };
    pen.text(area.row(1), 0, words, Role::Muted);
    let spaced = area.h >= 12;
    for (n, (way, what)) in (0..).zip(WAYS) {
        let top = if spaced { 3 + n * 3 } else { 2 + n };
        ticked(pen, area.row(top), 0, if way.is_empty() { &first } else { way });
        if spaced {
            pen.text(area.row(top + 1), 5, what, Role::Faint);
        }
    }
}

/// The first way, with the key that is set for it.
fn first(model: &Model) -> String {
    format!("`{}`  Write the first task down", keys::shown(model, Action::Add))
}

/// The ways as lines to be read out.
pub(in crate::ui) fn told(model: &Model) -> Vec<String> {
    let first = first(model);
    let ways = WAYS.iter().map(|(way, what)| (if way.is_empty() { &first } else { *way }, what));
    ways.map(|(way, what)| format!("{}: {}.", way.replace("  ", " "), what.replace("  ", " ")))
        .collect()
}
