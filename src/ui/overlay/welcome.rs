//! The first run's questions.

use crate::app::Model;
use crate::app::effect::Sharpest;
use crate::app::overlay::Welcome;
use crate::app::overlay::welcome::{HOURS, Step};
use crate::config::theme::Role;
use crate::ui::footer::ticked;
use crate::ui::pen::Pen;
use crate::ui::popup;

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, welcome: &Welcome) {
    let answers = answers(welcome);
    let rows = u16::try_from(answers.len()).unwrap_or(0);
    let title = format!("Welcome  {} of 3", welcome.step.number());
    let inner = popup::centred(pen, model, &title, (58, rows + 7));
    let (question, why) = question(welcome.step);
    pen.text(inner, 0, question, Role::Heading);
    pen.text(inner.row(1), 0, why, Role::Muted);
    for (n, answer) in answers.iter().enumerate() {
        let row = inner.row(3 + u16::try_from(n).unwrap_or(u16::MAX));
        let mut at = pen.text(row, 2, &(n + 1).to_string(), Role::Key) + 2;
        if welcome.step == Step::Kinds {
            let taken = welcome.kinds.get(n).is_some_and(|(_, taken)| *taken);
            let (glyph, role) = if taken {
                (pen.glyphs().done, Role::Good)
            } else {
                (pen.glyphs().open, Role::Faint)
            };
            at = pen.text(row, at, glyph, role) + 1;
        }
        pen.text(row, at, answer, Role::Text);
        if n == welcome.selected {
            pen.tint(row, Role::Selection);
            pen.text(row, 0, pen.glyphs().bar, Role::Accent);
        }
    }
    let keys = match welcome.step {
        Step::Kinds => "`Space` takes or leaves   `Enter` done   `Esc` skips",
        _ => "`Enter` takes it   `Esc` skips them all",
    };
    ticked(pen, inner.row(inner.h.saturating_sub(1)), 0, keys);
}

/// The question, and what it is asked for.
pub(in crate::ui) fn question(step: Step) -> (&'static str, &'static str) {
    match step {
        Step::Hours => ("When do you work?", "Plans stay inside these hours."),
        Step::Sharpest => {
            ("When do you feel sharpest?", "A first guess, until your own log knows better.")
        }
        Step::Kinds => {
            ("What kinds of work do you do?", "Your hours are learned for each kind apart.")
        }
    }
}

/// The answers in words.
pub(in crate::ui) fn answers(welcome: &Welcome) -> Vec<String> {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    match welcome.step {
        Step::Hours => {
            HOURS.iter().map(|(from, to)| format!("{} to {}", clock(*from), clock(*to))).collect()
        }
        Step::Sharpest => Sharpest::ALL.iter().map(|part| part.word().to_owned()).collect(),
        Step::Kinds => welcome.kinds.iter().map(|(name, _)| name.clone()).collect(),
    }
}
