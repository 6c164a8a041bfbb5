//! A day added up, and the work of each day of a week. Work that crosses the rollover counts on both days,
//! each with its part.

use super::rows::Kind;
use crate::app::Model;
use crate::domain::{Order, Session, Span};
use chrono::{Days, NaiveDate};

/// The sums of a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// Seconds of work.
    pub worked_s: i64,
    /// Sessions.
    pub sessions: usize,
    /// Seconds of breaks, and how many.
    pub breaks: (i64, usize),
    /// Seconds of gaps, and how many.
    pub gaps: (i64, usize),
    /// Interruptions noted.
    pub interruptions: usize,
    /// The sum of the ratings, and of how many sessions.
    pub focus: (u32, u32),
    /// Work by type, most first.
    pub types: Vec<Share>,
    /// Work by project, most first.
    pub projects: Vec<Share>,
}

/// A part of the work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Of which type or project; `None` for work without one.
    pub name: Option<String>,
    /// Seconds.
    pub seconds: i64,
}

/// Adds up the rows of the shown day.
pub fn of_day(model: &Model, day: NaiveDate) -> Totals {
    let (now, span) = (model.now.at, model.now.day_span(day));
    let mut totals = Totals::default();
    for row in &model.log.rows {
        let inside = row.span(now).overlap(span).map_or(0, Span::seconds);
        match row.kind {
            Kind::Break(_) => totals.breaks = (totals.breaks.0 + inside, totals.breaks.1 + 1),
            Kind::Gap => totals.gaps = (totals.gaps.0 + inside, totals.gaps.1 + 1),
            Kind::Session(id) => {
                if let Some(session) = model.state.session(id) {
                    count(model, &mut totals, session, span);
                }
            }
        }
    }
    for shares in [&mut totals.types, &mut totals.projects] {
        shares.order_by(|a, b| b.seconds.cmp(&a.seconds).then_with(|| a.name.cmp(&b.name)));
    }
    totals
}

fn count(model: &Model, totals: &mut Totals, session: &Session, span: Span) {
    if session.is_inferred() {
        return;
    }
    let worked = session.worked_in(span, model.now.at);
    totals.worked_s += worked;
    totals.sessions += 1;
    totals.interruptions += session.interruptions.iter().filter(|i| span.contains(i.at)).count();
    if let Some(focus) = session.focus {
        totals.focus = (totals.focus.0 + u32::from(focus), totals.focus.1 + 1);
    }
    let task = session.task.and_then(|id| model.state.task(id));
    add(&mut totals.types, session.kind.clone(), worked);
    add(&mut totals.projects, task.and_then(|task| task.project.clone()), worked);
}

fn add(shares: &mut Vec<Share>, name: Option<String>, seconds: i64) {
    match shares.iter_mut().find(|share| share.name == name) {
        Some(share) => share.seconds += seconds,
        None => shares.push(Share { name, seconds }),
    }
}

/// Seconds of work on the seven days from `monday` on.
pub fn of_week(model: &Model, monday: NaiveDate) -> [i64; 7] {
    let now = model.now.at;
    let mut week = [0; 7];
    for (after, worked) in (0..).zip(&mut week) {
        let Some(day) = monday.checked_add_days(Days::new(after)) else { continue };
        let span = model.now.day_span(day);
        *worked = model.state.sessions_in(span, now).map(|s| s.worked_in(span, now)).sum();
    }
    week
}
