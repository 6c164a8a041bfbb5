//! The Log screen: the sessions, breaks and gaps of a day as a list, the day as a strip above it, and the
//! week below. [`rows`] finds what is listed, [`totals`] adds it up, [`strip`] folds the day into a line,
//! [`mod@week`] the days of a week, [`acts`] is what the keys do to a session, [`mod@line`] what is typed about one.
//!
//! Only today and the week that is shown are held: turning to another week loads it.

pub mod acts;
pub mod layout;
pub mod line;
pub mod rows;
pub mod strip;
pub mod totals;
pub mod week;

pub use layout::{Layout, closing, layout};
pub use line::LogLine;
pub use rows::{Kind, Row};
pub use totals::{Share, Totals};

use super::list::List;
use super::{Effect, Model, Mouse, MouseKind, Screen, Tone, keys};
use crate::domain::TaskId;
use crate::input::Action;
use crate::report::{By, Step, Timesheet, timesheet};
use chrono::{Datelike, Days, NaiveDate};

/// What the Log screen remembers and has found out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogState {
    /// The work day it shows; today when it was never turned.
    pub day: Option<NaiveDate>,
    /// The Monday of the week that is held besides today.
    pub held: Option<NaiveDate>,
    /// What the day had, by start.
    pub rows: Vec<Row>,
    /// Where the list stands.
    pub list: List,
    /// The selected row, by identity: it stays selected when others come and go.
    pub selected: Option<Row>,
    /// The day added up.
    pub totals: Totals,
    /// Seconds of work on each day of the week, Monday first.
    pub week: [i64; 7],
    /// The week by type and day.
    pub sheet: Timesheet,
}

/// The work day that shows.
pub fn day(model: &Model) -> NaiveDate {
    model.log.day.unwrap_or(model.now.day())
}

/// The Monday of a day's week.
pub fn monday(day: NaiveDate) -> NaiveDate {
    let since = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(since)).unwrap_or(day)
}

fn sunday(day: NaiveDate) -> NaiveDate {
    monday(day).checked_add_days(Days::new(6)).unwrap_or(day)
}

/// The screen is being gone to.
pub fn shown(model: &mut Model) -> Vec<Effect> {
    hold_week(model)
}

/// Asks for the shown week when it is not the one that is held.
fn hold_week(model: &mut Model) -> Vec<Effect> {
    let wanted = Some(monday(day(model)));
    if model.log.held == wanted {
        return Vec::new();
    }
    model.log.held = wanted;
    vec![Effect::Load(model.want())]
}

/// Shows another day.
pub fn turn(model: &mut Model, to: NaiveDate) -> Vec<Effect> {
    let today = model.now.day();
    if to > today {
        let hint = format!("`{}` shows today", keys::shown(model, Action::GoToday));
        model.say(Tone::Note, "that day has not come yet", hint);
        return Vec::new();
    }
    if to == day(model) {
        return hold_week(model);
    }
    model.log.day = (to != today).then_some(to);
    model.log.selected = None;
    model.log.list = List::default();
    let effects = hold_week(model);
    derive(model);
    effects
}

/// Finds everything out again that depends on the log.
pub fn derive(model: &mut Model) {
    let today = model.now.day();
    model.log.day = model.log.day.filter(|day| *day != today);
    let shown = day(model);
    if model.log.held.is_some() {
        // When the day has turned over, the load that follows brings the week that it is in.
        model.log.held = Some(monday(shown));
    }
    model.log.rows = rows::rows(model, shown);
    model.log.totals = totals::of_day(model, shown);
    model.log.week = totals::of_week(model, monday(shown));
    let week = (monday(shown), sunday(shown));
    model.log.sheet = timesheet(&model.state, week, By::Kind, Step::Day, &model.now);
    reselect(model);
}

/// Puts the selection back on its row; on what has taken its place when it is gone.
fn reselect(model: &mut Model) {
    // While another screen shows, the cursor goes along with what is being done.
    let follows = model.screen != Screen::Log && model.log.day.is_none();
    let (rows, before) = (&model.log.rows, model.log.selected.filter(|_| !follows));
    let at = match before {
        Some(before) => rows
            .iter()
            .position(|row| row.is_same(&before))
            .or_else(|| rows.iter().rposition(|row| row.start <= before.start))
            .unwrap_or(0),
        // What is being done is what one comes for; of a day gone by, its beginning.
        None if model.log.day.is_none() => {
            let work = |row: &Row| row.kind != Kind::Gap;
            rows.iter().rposition(work).unwrap_or(0)
        }
        None => 0,
    };
    select(model, at);
}

/// How many rows the list has room for.
pub fn list_rows(model: &Model) -> usize {
    usize::from(layout(model).list.h)
}

/// Selects a row by its position.
fn select(model: &mut Model, at: usize) {
    let (len, height) = (model.log.rows.len(), list_rows(model));
    model.log.list.select(at, len, height);
    model.log.selected = model.log.rows.get(model.log.list.selected).copied();
}

/// The row that the cursor is on.
pub fn selected(model: &Model) -> Option<Row> {
    model.log.rows.get(model.log.list.selected).copied()
}

/// Carries an action out; `None` when it is not this screen's own.
pub fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let (shown, today) = (day(model), model.now.day());
    let back = |days| shown.checked_sub_days(Days::new(days)).unwrap_or(shown);
    let on = |days| shown.checked_add_days(Days::new(days)).unwrap_or(shown);
    let step = |by: isize| model.log.list.selected.saturating_add_signed(by);
    let at = match action {
        Action::Down => step(1),
        Action::Up => step(-1),
        Action::PageDown => step(10),
        Action::PageUp => step(-10),
        Action::Top => 0,
        Action::End => usize::MAX,
        Action::PreviousDay => return Some(turn(model, back(1))),
        Action::NextDay => return Some(turn(model, on(1))),
        Action::PreviousWeek => return Some(turn(model, back(7))),
        Action::NextWeek => {
            let to = if shown < today { on(7).min(today) } else { on(7) };
            return Some(turn(model, to));
        }
        Action::GoToday => return Some(turn(model, today)),
        other => return acts::act(model, other),
    };
    select(model, at);
    Some(Vec::new())
}

/// Takes a mouse event inside the body.
pub fn mouse(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let parts = layout(model);
    if let Some(at) = model.log.list.pointed(mouse, parts.list, model.log.rows.len()) {
        select(model, at);
        return Vec::new();
    }
    match mouse.kind {
        MouseKind::Press if parts.strip.contains(mouse.x, mouse.y) => {
            let strip = strip::strip(model, parts.strip.w);
            let cell = strip.cells.get(usize::from(mouse.x - parts.strip.x));
            if let Some(at) = cell.and_then(|cell| cell.row) {
                select(model, at);
            }
        }
        MouseKind::Press if parts.week.contains(mouse.x, mouse.y) => {
            let hit = layout::week_day_at(parts.week, mouse.x, mouse.y);
            let days = hit.map(|at| Days::new(u64::try_from(at).unwrap_or(0)));
            let to = days.and_then(|days| monday(day(model)).checked_add_days(days));
            return to.map(|to| turn(model, to)).unwrap_or_default();
        }
        _ => {}
    }
    Vec::new()
}

/// The tasks that the selection means.
pub fn targets(model: &Model) -> Vec<TaskId> {
    acts::session(model).and_then(|session| session.task).into_iter().collect()
}

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
