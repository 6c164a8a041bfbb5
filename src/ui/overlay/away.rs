//! What a stretch without the person was.

use crate::app::overlay::Away;
use crate::app::overlay::away::Choice;
use crate::app::{Model, words};
use crate::config::theme::Role;
use crate::ui::footer::ticked;
use crate::ui::pen::{Pen, width};
use crate::ui::popup;

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, away: &Away) {
    let rows = u16::try_from(away.choices.len()).unwrap_or(0);
    let inner = popup::centred(pen, model, "Welcome back", (64, rows + 7));
    let (title, text) = asked(model, away);
    pen.outside(inner, 0, title, Role::Heading);
    // In a narrow box the question has the next row.
    match text.split_once(". ").filter(|_| width(&text) > inner.w) {
        None => {
            pen.text(inner.row(1), 0, &text, Role::Muted);
        }
        Some((what, question)) => {
            pen.text(inner.row(1), 0, what, Role::Muted);
            pen.text(inner.row(2), 0, question, Role::Muted);
        }
    }
    for (n, choice) in away.choices.iter().enumerate() {
        let row = inner.row(3 + u16::try_from(n).unwrap_or(u16::MAX));
        let at = pen.text(row, 2, &(n + 1).to_string(), Role::Key);
        pen.text(row, at + 2, &words_for(*choice, model, away), Role::Text);
        if n == away.selected {
            pen.tint(row, Role::Selection);
            pen.text(row, 0, pen.glyphs().bar, Role::Accent);
        }
    }
    ticked(pen, inner.row(inner.h.saturating_sub(1)), 0, "`Enter` takes it   `Esc` asks later");
}

/// What ran on, and the question about it.
pub(in crate::ui) fn asked<'a>(model: &'a Model, away: &Away) -> (&'a str, String) {
    let session = model.state.session(away.session);
    let title = session.and_then(|s| s.task).and_then(|id| model.state.task(id));
    let title = title.map_or("the timer", |task| task.title.as_str());
    let since = session.map_or(away.from, |s| s.start);
    let length = words::duration(away.to.seconds_since(since).max(0) / 60 * 60);
    let day = words::day_and_time(since, &model.now);
    let day = day.trim_start_matches("today ");
    (title, format!("ran on since {day} ({length}). What was it?"))
}

/// A choice in words.
pub(in crate::ui) fn words_for(choice: Choice, model: &Model, away: &Away) -> String {
    let at = words::day_and_time(away.from, &model.now);
    let at = at.trim_start_matches("today ");
    match choice {
        Choice::Break => format!("A break since {at}; I go on now"),
        Choice::Ended if words::day_and_time(away.from, &model.now) == at => {
            format!("Work ended {at}")
        }
        Choice::Ended => format!("Work ended at {at}"),
        Choice::EndedAt => "Work ended at another time ..".into(),
        Choice::Keep => "All of it was work; go on".into(),
        Choice::Discard => "None of it was work; throw the session away".into(),
    }
}
