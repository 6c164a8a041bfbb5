//! The Log screen in words: the day it shows, added up, and the selected session, break or gap.

use super::place::Place;
use crate::app::log::rows::{event_in, is_lunch};
use crate::app::log::{self, Kind, Row};
use crate::app::{Model, words};
use crate::domain::{Session, Span};

/// The day and what it comes to.
pub(super) fn heading(model: &Model) -> String {
    let totals = &model.log.totals;
    let mut parts = vec![words::count(totals.sessions, "session")];
    if totals.sessions > 0 {
        parts.push(format!("{} worked", words::duration(totals.worked_s / 60 * 60)));
    }
    if totals.breaks.1 > 0 {
        parts.push(format!("{} of breaks", words::duration(totals.breaks.0 / 60 * 60)));
    }
    format!("Log of {}: {}.", day(model), parts.join(", "))
}

/// The day that shows.
pub(super) fn day(model: &Model) -> String {
    log::day(model).format("%A %-d %B").to_string()
}

/// The selected row.
pub(super) fn row(model: &Model) -> Place {
    let Some(row) = log::selected(model) else {
        return Place::nothing("Nothing was logged on this day.");
    };
    let (at, of) = (model.log.list.selected + 1, model.log.rows.len());
    let until = row.end.map_or("now".into(), words::clock);
    let what = match row.kind {
        Kind::Session(id) => {
            model.state.session(id).map_or_else(String::new, |s| session(model, s))
        }
        Kind::Break(_) => "break".into(),
        Kind::Gap => gap(model, &row),
    };
    let text = format!("{} to {until}, {what}", words::clock(row.start));
    let (length, is_fixed) = (length(model, &row), row.end.is_some());
    // The length of what still lasts changes by itself.
    if is_fixed {
        Place::row(at, of, &format!("{text}, {length}"), "")
    } else {
        Place::row(at, of, &text, &format!(", {length}"))
    }
}

fn length(model: &Model, row: &Row) -> String {
    let shown = model.now.day_span(log::day(model));
    let now = model.now.at;
    let session = match row.kind {
        Kind::Session(id) => model.state.session(id),
        Kind::Break(_) | Kind::Gap => None,
    };
    let seconds = match session {
        Some(session) => session.length_in(shown, now),
        None => row.span(now).overlap(shown).map_or(0, Span::seconds),
    };
    words::duration(seconds / 60 * 60)
}

fn session(model: &Model, session: &Session) -> String {
    let task = session.task.and_then(|id| model.state.task(id));
    let title = task.map(|task| task.title.as_str()).or(session.kind.as_deref());
    let mut parts = vec![title.unwrap_or("work").to_owned()];
    parts.extend(session.end.is_none().then(|| "running".to_owned()));
    parts.extend(session.is_inferred().then(|| "inferred".to_owned()));
    parts.extend(session.focus.map(|focus| format!("focus {focus}")));
    parts.extend(session.outcome.map(|outcome| outcome.word().to_owned()));
    if !session.interruptions.is_empty() {
        parts.push(words::count(session.interruptions.len(), "interruption"));
    }
    parts.extend(task.and_then(|task| task.project.as_ref()).map(|name| format!("project {name}")));
    parts.extend((!session.note.is_empty()).then(|| session.note.clone()));
    parts.join(", ")
}

fn gap(model: &Model, row: &Row) -> String {
    match event_in(model, row.span(model.now.at)) {
        Some(event) => format!("gap, perhaps {}", event.title),
        None if is_lunch(model, row.span(model.now.at)) => "gap, perhaps lunch".into(),
        None => "gap".into(),
    }
}
