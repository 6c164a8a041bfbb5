//! Which task a gap or a session was.

use crate::app::overlay::PickTask;
use crate::app::overlay::pick_task::{About, ROWS};
use crate::app::{Area, Model, keys, words};
use crate::config::theme::Role;
use crate::domain::{Moment, Task};
use crate::input::Action;
use crate::ui::footer::ticked;
use crate::ui::pen::{Pen, width};
use crate::ui::{input_line, popup};

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, pick: &PickTask) {
    let rows = u16::try_from(ROWS).unwrap_or(u16::MAX);
    let inner =
        popup::centred(pen, model, &title(pen.glyphs().to, model, &pick.about), (72, rows + 6));
    let (search, rest) = inner.split_top(2.min(inner.h));
    let (list, keys) = rest.split_bottom(if rest.h > 4 { 2 } else { 0 });
    input_line::draw(pen, search, &pick.query, &[], "a few letters of the task");
    if pick.found.is_empty() {
        pen.text(list, 0, "No task is called that.", Role::Muted);
        let add = keys::shown(model, Action::Add);
        ticked(pen, list.row(1), 0, &format!("`Esc` and then `{add}` writes it down"));
    }
    let mut place = pick.list;
    place.reveal(pick.found.len(), usize::from(list.h));
    for (n, at) in (0..).zip(place.visible(pick.found.len(), usize::from(list.h))) {
        if let Some(task) = model.state.task(pick.found[at]) {
            draw_task(pen, model, list.row(n), task);
        }
        if at == place.selected {
            pen.tint(list.row(n), Role::Selection);
            pen.text(list.row(n), 0, pen.glyphs().bar, Role::Accent);
        }
    }
    let verb = match &pick.about {
        About::Gap { .. } => "`Enter` logs it   `Esc` closes",
        About::Session(_) | About::Absence(_) => "`Enter` takes it   `Esc` closes",
    };
    ticked(pen, keys.row(1), 0, verb);
}

fn draw_task(pen: &mut Pen<'_>, model: &Model, area: Area, task: &Task) {
    let number = task.no.0.to_string();
    let mut rest = area.split_left(2).1;
    let (glyph, role) = crate::ui::log::kind_mark(pen, model, task.kind.as_deref());
    pen.text(rest, 0, glyph, role);
    rest = rest.split_left(2).1;
    let used = pen.right(rest.split_right(1).0, &number, Role::Faint);
    rest = rest.split_right(used + 3).0;
    let closed = task.status.is_closed();
    let role = if closed { Role::Muted } else { Role::Text };
    let at = pen.outside(rest, 0, &task.title, role);
    let mut about = Vec::new();
    about.extend(task.project.as_deref());
    about.extend(closed.then(|| task.status.word()));
    let about = crate::text::visible(&about.join(" ")).into_owned();
    if at + 2 + width(&about) <= rest.w {
        pen.text(rest, at + 2, &about, Role::Faint);
    }
}

/// The question, with `to` between its times.
pub(in crate::ui) fn title(to: &str, model: &Model, about: &About) -> String {
    let times = |start: Moment, end: Option<Moment>| {
        let until = end.map_or_else(|| "now".to_owned(), words::clock);
        format!("{}{to}{until}", words::clock(start))
    };
    match about {
        About::Gap { start, end } => format!("What was {}?", times(*start, *end)),
        About::Absence(absence) => {
            let span = absence.spans.first();
            let when = span.map(|span| times(span.start, Some(span.end))).unwrap_or_default();
            format!("What was {when}?")
        }
        About::Session(id) => {
            let session = model.state.session(*id);
            let times = session.map(|s| times(s.start, s.end)).unwrap_or_default();
            format!("Which task was {times}?")
        }
    }
}
