//! The Insights screen: the kinds of work, and of the selected one its hours, its pace, and how well that has
//! predicted. What is said in words is [`crate::app::insights::words`]'.

mod curve;
mod hours;
mod kinds;
mod pace;
mod record;

use super::Pen;
use super::footer::{folded, ticked};
use super::log::kind_mark;
use super::pen::width;
use crate::app::insights::{Figure, Subject, layout, objection, words};
use crate::app::tasks::detail::wrapped;
use crate::app::{Area, Model, keys};
use crate::config::theme::Role;
use crate::input::Action;
use crate::learn::Profile;
use crate::text::visible;

/// Draws the screen.
pub fn draw(pen: &mut Pen<'_>, model: &Model) {
    let body = model.chrome().body;
    let Some(profile) = model.learned.as_deref() else {
        let (said, role) = match &model.insights.failed {
            Some(reason) => {
                (format!("Nothing could be learned: {}", visible(reason)), Role::Warning)
            }
            None => ("Learning from your log".to_owned() + pen.glyphs().more, Role::Muted),
        };
        pen.text(body.shrink(u16::from(body.w >= 20), 0), 0, &said, role);
        return;
    };
    if profile.tally.taught == 0 {
        return empty(pen, model, profile, body);
    }
    let parts = layout(model);
    kinds::draw(pen, model, profile, &parts);
    for rule in [parts.rule, parts.side_rule] {
        for row in 0..rule.h {
            pen.text(rule.row(row), 0, pen.glyphs().rule[1], Role::Border);
        }
    }
    title(pen, model, profile, parts.title);
    said(pen, model, profile, parts.words);
    hours::draw(pen, model, profile, parts.hours);
    pace::draw(pen, model, profile, parts.pace);
    record::draw(pen, model, profile, parts.record);
}

/// How a subject is painted: as its kind of work everywhere.
fn role(pen: &Pen<'_>, model: &Model, subject: &Subject) -> (&'static str, Role) {
    match subject {
        Subject::Kind(name) => kind_mark(pen, model, Some(name)),
        Subject::All => (pen.glyphs().marked, Role::Accent),
        Subject::Other => (pen.glyphs().mode(None), Role::Muted),
    }
}

/// Which kind of work, and how much of it; where there is no list, its place in it.
fn title(pen: &mut Pen<'_>, model: &Model, profile: &Profile, area: Area) {
    let insights = &model.insights;
    let subject = &insights.selected;
    let (glyph, role) = role(pen, model, subject);
    let at = pen.text(area, 0, glyph, role) + 1;
    let at = pen.outside(area, at, subject.title(), Role::Heading);
    let counts = words::counts(subject.curve(profile));
    let place = format!("{} of {}", insights.list.selected + 1, insights.subjects.len());
    let place = if layout(model).list.is_empty() { place } else { String::new() };
    let at = if at + width(&place) + 2 <= area.w {
        pen.text(area, at + 2, &place, Role::Faint)
    } else {
        at
    };
    if at + width(&counts) + 2 <= area.w {
        pen.right(area, &counts, Role::Muted);
    }
}

/// The peaks in words, or why there are none.
fn said(pen: &mut Pen<'_>, model: &Model, profile: &Profile, area: Area) {
    let subject = &model.insights.selected;
    let claim = words::claim(model, profile, subject);
    let best = words::best(profile, subject);
    let mut y = 0;
    let objected = objection(model, subject).is_some();
    for best in best.iter().filter(|_| !objected).take(usize::from(area.h.saturating_sub(1))) {
        let row = area.row(y);
        mark(pen, model, row, Figure::Hours);
        let at = pen.text(row, 0, &best.when, Role::Accent);
        let short = format!("+{}", best.what.trim_start_matches("about "));
        let what = if at + 1 + width(&best.what) <= row.w { &best.what } else { &short };
        let what = if at + 1 + width(what) <= row.w {
            what.clone()
        } else {
            what.replace(" better than on average", "")
        };
        pen.text(row, at + 1, &what, Role::Text);
        y += 1;
    }
    let rest = area.split_top(y).1;
    let role = if best.is_empty() || objected { Role::Text } else { Role::Muted };
    for (n, line) in (0..rest.h).zip(wrapped(&claim, rest.w)) {
        pen.text(rest.row(n), 0, &line, role);
    }
}

/// A bar at the left of the marked figure.
fn mark(pen: &mut Pen<'_>, model: &Model, row: Area, figure: Figure) {
    if model.insights.figure == figure && row.x > 0 {
        let left = Area { x: row.x - 1, w: 1, ..row };
        pen.text(left, 0, pen.glyphs().bar, Role::Accent);
    }
}

/// A heading, marked when its figure is.
fn heading(pen: &mut Pen<'_>, model: &Model, row: Area, figure: Figure) -> u16 {
    mark(pen, model, row, figure);
    pen.text(row, 0, figure.title(), Role::Heading)
}

/// Before anything was learned: what this is, and what brings it about.
fn empty(pen: &mut Pen<'_>, model: &Model, profile: &Profile, body: Area) {
    let area = body.centred(70.min(body.w.saturating_sub(2)), 15.min(body.h));
    let mut y = 0;
    for (line, role) in lines(model, profile) {
        let rows = folded(&line, area.w);
        for row in rows {
            match role {
                Some(role) => drop(pen.text(area.row(y), 0, &row, role)),
                None => drop(ticked(pen, area.row(y), 0, &row)),
            }
            y += 1;
        }
    }
}

/// The empty screen in words; what has no role has keys and commands in backticks.
fn lines(model: &Model, profile: &Profile) -> Vec<(String, Option<Role>)> {
    let key = |action| keys::shown(model, action);
    let (today, add) = (key(Action::ScreenToday), key(Action::Add));
    let mut lines = vec![
        ("Nothing learned yet.".to_owned(), Some(Role::Heading)),
        (
            "Your log will say at which hours each kind of work goes well, and what your estimates really take. It \
             stays on this machine."
                .to_owned(),
            Some(Role::Muted),
        ),
        (String::new(), Some(Role::Muted)),
        (format!("`{add}` writes a task down, with its kind and a guess: Draft the talk @writing ~2h"), None),
        (format!("`{today}` then `s` starts it; when it stops, `1` to `5` says how focused you were"), None),
        (String::new(), Some(Role::Muted)),
        ("`heyday import jsonl FILE` brings sessions in, with their ratings".to_owned(), None),
        ("`heyday import git DIR` brings in when you work, from your commits".to_owned(), None),
        ("`heyday insights` says the same in the shell".to_owned(), None),
    ];
    let tally = profile.tally;
    let idle = tally.too_short + tally.forgotten + tally.inferred;
    if idle > 0 {
        lines.push((String::new(), Some(Role::Muted)));
        let why = format!(
            "{idle} of your sessions teach nothing about hours: {} inferred, {} under 3 minutes, {} probably forgotten.",
            tally.inferred, tally.too_short, tally.forgotten
        );
        lines.push((why, Some(Role::Faint)));
    }
    lines
}

/// The empty screen for the ear.
pub(super) fn told(model: &Model, profile: &Profile) -> Vec<String> {
    lines(model, profile)
        .into_iter()
        .map(|(line, _)| line)
        .filter(|line| !line.is_empty())
        .collect()
}

#[cfg(test)]
mod tests;
