//! What runs: a large clock, the task, how far it is, and when the next break is due. Or, when nothing runs,
//! what could.

use crate::app::nudges::{self, Cue};
use crate::app::today::layout::ClockSize;
use crate::app::{Area, Model, keys, words};
use crate::config::theme::Role;
use crate::domain::{Break, Session, Task};
use crate::input::Action;
use crate::ui::digits;
use crate::ui::pen::{Pen, width};

/// After this many seconds a break is no longer counted down or warned about.
const LONG_BREAK_S: i64 = 3600;

/// Draws the card.
pub fn draw(pen: &mut Pen<'_>, model: &Model, area: Area, clock: ClockSize) {
    if let Some(session) = model.state.running() {
        running(pen, model, area, clock, session);
    } else if let Some(pause) = model.state.on_break() {
        on_break(pen, model, area, clock, pause);
    } else {
        idle(pen, model, area, clock);
    }
}

/// The digits with the seconds beside them; returns what is left below.
///
/// The seconds are small on purpose: a tick then changes one or two cells and not half the screen.
pub fn big_clock(
    pen: &mut Pen<'_>,
    area: Area,
    (text, seconds): (&str, i64),
    size: ClockSize,
    role: Role,
) -> Area {
    let halves = pen.glyphs().halves.is_some();
    let (w, h) = digits::size(text, size, halves);
    digits::draw(pen, area, text, size, role);
    let base = area.row(h.saturating_sub(1));
    pen.text(base, w + 2, &format!("{:02}", seconds.rem_euclid(60)), Role::Muted);
    area.split_top(h).1
}

fn running(pen: &mut Pen<'_>, model: &Model, area: Area, clock: ClockSize, session: &Session) {
    let task = session.task.and_then(|id| model.state.task(id));
    let elapsed = model.now.at.seconds_since(session.start).max(0);
    let title = task
        .map_or_else(|| session.kind.clone().unwrap_or_else(|| "work".into()), |t| t.title.clone());
    if clock == ClockSize::Text {
        let text = format!(
            "{} {}:{:02}",
            pen.glyphs().running,
            words::hours_minutes(elapsed),
            elapsed % 60
        );
        let at = pen.text(area, 0, &text, Role::Running);
        pen.outside(area, at + 1, &title, Role::Heading);
        let second = area.row(1);
        let used = draw_due(pen, model, second, true);
        progress(pen, model, second.split_right(used + 2).0, task);
        return;
    }
    let area = if clock == ClockSize::Large { area.split_top(1).1 } else { area };
    let text = words::hours_minutes(elapsed);
    let rest = big_clock(pen, area, (&text, elapsed), clock, Role::Running);
    let rest = if clock == ClockSize::Large { rest.split_top(1).1 } else { rest };
    pen.outside(rest.row(0), 0, &title, Role::Heading);
    about(pen, rest.row(1), task, session);
    progress(pen, model, rest.row(2), task);
    draw_due(pen, model, rest.row(3), false);
}

/// Its kind, project, start and interruptions.
fn about(pen: &mut Pen<'_>, area: Area, task: Option<&Task>, session: &Session) {
    let mut parts = Vec::new();
    parts.extend(session.kind.as_ref().map(|kind| format!("@{kind}")));
    parts.extend(task.and_then(|task| task.project.clone()));
    parts.push(format!("since {}", words::clock(session.start)));
    match session.interruptions.len() {
        0 => {}
        n => parts.push(words::count(n, "interruption")),
    }
    let dot = format!(" {} ", pen.glyphs().dot);
    pen.outside(area, 0, &parts.join(&dot), Role::Muted);
}

/// How much of the estimate is used.
pub(super) fn progress(pen: &mut Pen<'_>, model: &Model, area: Area, task: Option<&Task>) {
    let Some(task) = task else { return };
    let (text, share) = spent(model, task);
    let Some(share) = share else {
        pen.text(area, 0, &text, Role::Muted);
        return;
    };
    let over = share > 1.0;
    let role = if over { Role::Warning } else { Role::Accent };
    let label = width(&text);
    let bar = area.split_right(label + 2).0;
    let bar = Area { w: bar.w.min(40), ..bar };
    pen.progress(bar, 0, share, role);
    pen.text(
        area,
        bar.w + if bar.w > 0 { 2 } else { 0 },
        &text,
        if over { Role::Warning } else { Role::Muted },
    );
}

/// How much work went into a task, in words, and as a share of its estimate when it has one.
pub(in crate::ui) fn spent(model: &Model, task: &Task) -> (String, Option<f64>) {
    let tracked = model.state.tracked_s(task.id, model.now.at);
    let spent = words::duration(tracked / 60 * 60);
    let Some(estimate) = task.estimate_s.map(i64::from).filter(|estimate| *estimate > 0) else {
        return (format!("{spent} so far, no estimate"), None);
    };
    let text = if tracked > estimate {
        format!("{spent}, {} over", words::duration((tracked - estimate + 59) / 60 * 60))
    } else {
        format!("{spent} of {}", words::duration(estimate))
    };
    (text, Some(tracked as f64 / estimate as f64))
}

/// When a rest is due.
pub(in crate::ui) fn break_due(model: &Model) -> (String, Role) {
    let Some(cue) = nudges::cue(model) else { return (String::new(), Role::Muted) };
    let role = match cue {
        Cue::Due(_) => Role::Break,
        Cue::In(_) | Cue::PutOff(_) | Cue::Quiet(..) => Role::Muted,
    };
    (nudges::cue_words(model, cue), role)
}

/// The same with a mark where a break is due; returns the columns it takes at the right, or from the left.
fn draw_due(pen: &mut Pen<'_>, model: &Model, area: Area, at_right: bool) -> u16 {
    let (text, role) = break_due(model);
    let due = role == Role::Break;
    let text = if due { format!("{} {text}", pen.glyphs().now[0]) } else { text };
    if at_right { pen.right(area, &text, role) } else { pen.text(area, 0, &text, role) }
}

/// What the clock of a break shows, how, and the break in words.
pub(in crate::ui) fn break_words(model: &Model, pause: &Break) -> (i64, Role, String) {
    let gone = model.now.at.seconds_since(pause.start).max(0);
    let since = format!("break since {}", words::clock(pause.start));
    let left = pause.planned_s.map(|planned| i64::from(planned) - gone);
    match left {
        // Nobody has to be told in large letters that they went home.
        _ if gone > LONG_BREAK_S => (gone, Role::Muted, since),
        Some(left) if left >= 0 => {
            let until = words::clock(model.now.at.plus_seconds(left));
            (left, Role::Break, format!("break until {until}"))
        }
        Some(over) => {
            let over = words::duration(-over / 60 * 60);
            (gone, Role::Warning, format!("break, over by {over}"))
        }
        None => (gone, Role::Break, since),
    }
}

fn on_break(pen: &mut Pen<'_>, model: &Model, area: Area, clock: ClockSize, pause: &Break) {
    let (shown, role, text) = break_words(model, pause);
    if clock == ClockSize::Text {
        let clock = format!("{}:{:02}", words::hours_minutes(shown), shown % 60);
        let at = pen.text(area, 0, &format!("{} {clock}", pen.glyphs().running), role);
        pen.text(area, at + 1, &text, Role::Heading);
        return;
    }
    let area = if clock == ClockSize::Large { area.split_top(1).1 } else { area };
    let rest = big_clock(pen, area, (&words::hours_minutes(shown), shown), clock, role);
    let rest = if clock == ClockSize::Large { rest.split_top(1).1 } else { rest };
    pen.text(rest.row(0), 0, &text, Role::Heading);
    let text = format!("`{}` goes on with the work", keys::shown(model, Action::Break));
    crate::ui::footer::ticked(pen, rest.row(1), 0, &text);
}

fn idle(pen: &mut Pen<'_>, model: &Model, area: Area, clock: ClockSize) {
    let area = if clock == ClockSize::Large { area.split_top(1).1 } else { area };
    let selected = model.today.selected.and_then(|id| model.state.task(id));
    let Some(task) = selected else {
        pen.text(area, 0, "Nothing is running", Role::Muted);
        return;
    };
    let key = keys::shown(model, Action::StartStop);
    if area.h < 2 {
        let at = pen.text(area, 0, &key, Role::Key);
        let at = pen.text(area, at + 1, "starts", Role::Muted);
        pen.outside(area, at + 1, &task.title, Role::Text);
        return;
    }
    pen.text(area, 0, "Nothing is running", Role::Muted);
    let second = area.row(1);
    let at = pen.text(second, 0, &key, Role::Key);
    let at = pen.text(second, at + 1, "starts", Role::Muted);
    pen.outside(second, at + 1, &task.title, Role::Heading);
}
