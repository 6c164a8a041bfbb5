//! What a stretch without the person was.

use crate::app::keys::shown_in;
use crate::app::overlay::Away;
use crate::app::overlay::away::Choice;
use crate::app::tasks::detail::wrapped;
use crate::app::{Model, words};
use crate::config::theme::Role;
use crate::domain::Span;
use crate::input::{Action, Context};
use crate::ui::footer::ticked;
use crate::ui::pen::{Pen, width};
use crate::ui::popup;

/// Columns of the box.
const WIDE: u16 = 64;

/// Beside what similar absences mostly were.
const RECALLED: &str = "as mostly before ";

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, away: &Away) {
    let rows = u16::try_from(away.choices.len()).unwrap_or(0);
    let (title, text) = asked(model, away);
    let lines = wrapped(&text, popup::inner_width(model, WIDE));
    let asks = u16::try_from(lines.len()).unwrap_or(1).max(1);
    // Frame, title, a row before and one after the choices, and the keys.
    let inner = popup::centred(pen, model, "Welcome back", (WIDE, rows + asks + 6));
    pen.outside(inner, 0, &title, Role::Heading);
    for (y, line) in (1..=asks).zip(&lines) {
        pen.text(inner.row(y), 0, line, Role::Muted);
    }
    // On a low screen the rows around the choices go first, and then the list moves.
    let room = inner.h.saturating_sub(asks + 2);
    let gap = u16::from(room > rows);
    let from = (away.selected + 1).saturating_sub(usize::from(room - gap.min(room)));
    for (y, (n, choice)) in (asks + 1 + gap..).zip(away.choices.iter().enumerate().skip(from)) {
        if y + 1 >= inner.h {
            break;
        }
        let row = inner.row(y);
        let at = pen.text(row, 2, &(n + 1).to_string(), Role::Key);
        let end = pen.text(row, at + 2, &words_for(*choice, model, away), Role::Text);
        if away.recalled == Some(n) && end + width(RECALLED) + 2 <= row.w {
            pen.right(row, RECALLED, Role::Muted);
        }
        if n == away.selected {
            pen.tint(row, Role::Selection);
            pen.text(row, 0, pen.glyphs().bar, Role::Accent);
        }
    }
    ticked(pen, inner.row(inner.h.saturating_sub(1)), 0, &ways(model, away, inner.w));
}

/// The keys, as far as they fit.
fn ways(model: &Model, away: &Away, room: u16) -> String {
    let [take, all, later] = [Action::Accept, Action::SelectAll, Action::Cancel]
        .map(|action| shown_in(model, Context::Offers, action));
    let turn = match away.later.len() {
        0 if away.is_about_all() => format!("   `{all}` one by one"),
        0 => String::new(),
        more => format!("   `{all}` all {} alike", more + 1),
    };
    let whole = format!("`{take}` takes it{turn}   `{later}` asks later");
    // The backticks are not shown.
    if width(&whole) <= room + 6 { whole } else { format!("`{take}` takes it{turn}") }
}

/// What ran on, and the question about it.
pub(in crate::ui) fn asked(model: &Model, away: &Away) -> (String, String) {
    let session = model.state.session(away.session);
    let title = session.and_then(|s| s.task).and_then(|id| model.state.task(id));
    let title = title.map_or("the timer", |task| task.title.as_str());
    let length = |seconds: i64| words::duration(seconds.max(0) / 60 * 60);
    let day = |at| words::day_and_time(at, &model.now).trim_start_matches("today ").to_owned();
    let stretch = |span: &Span| format!("{} to {}", day(span.start), words::clock(span.end));
    match away.absence.spans.as_slice() {
        [] => {
            let since = session.map_or(away.from, |s| s.start);
            let ran = length(away.to.seconds_since(since));
            (title.to_owned(), format!("ran on since {} ({ran}). What was it?", day(since)))
        }
        [one] => {
            let long = length(one.seconds());
            let place = match away.later.len() {
                0 => String::new(),
                more => format!(", the first of {} times", more + 1),
            };
            let text = format!("You were away from {}, {long}{place}. What was it?", stretch(one));
            (format!("The timer ran on: {title}"), text)
        }
        all => {
            let shown: Vec<String> = all.iter().rev().take(3).map(stretch).collect();
            let more = all.len().saturating_sub(3);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let text = format!(
                "You were away {} times: {}{more}. What were they?",
                all.len(),
                shown.join(", ")
            );
            (format!("The timer ran on: {title}"), text)
        }
    }
}

/// A choice in words.
pub(in crate::ui) fn words_for(choice: Choice, model: &Model, away: &Away) -> String {
    let at = words::day_and_time(away.from, &model.now);
    let at = at.trim_start_matches("today ");
    let several = away.absence.spans.len() > 1;
    let heard = !away.absence.spans.is_empty();
    match choice {
        Choice::Break if several => "Breaks; the work goes on".into(),
        Choice::Break if heard => "A break; the work goes on".into(),
        Choice::Break => format!("A break since {at}; I go on"),
        Choice::Ended if words::day_and_time(away.from, &model.now) == at => {
            format!("Work ended {at}")
        }
        Choice::Ended => format!("Work ended at {at}"),
        Choice::EndedAt => "Work ended at another time ..".into(),
        Choice::Keep if heard => "Work, only without keys".into(),
        Choice::Keep => "All of it was work; go on".into(),
        Choice::OtherTask => "Work on another task ..".into(),
        Choice::Split => "First work, then a break ..".into(),
        Choice::LeaveOut => "Neither; leave it out".into(),
        Choice::Discard => "No work at all; throw it away".into(),
    }
}
