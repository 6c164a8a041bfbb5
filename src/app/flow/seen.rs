//! When a flow is offered. Morning planning opens by itself at the first look of a work day, once; the review of the
//! day is only spoken of, since it must not break into work.

use super::Flow;
use crate::app::today::{self, fit};
use crate::app::{Effect, Model, Screen, week};
use crate::domain::Moment;
use crate::plan::hand;
use chrono::{Days, NaiveDate};

/// So many work days without a step make an absence.
const ABSENT_DAYS: usize = 2;
/// So long before the office hours a look at the screen may be the first of the day, in seconds. (a judgement)
const EARLY_S: i64 = 3 * 3600;
/// With less than that left of the office hours there is no day to plan any more, in seconds. (a judgement)
const TOO_LATE_S: i64 = 3600;
/// So long before the end of the office hours the review of the day is spoken of, in seconds. (a judgement)
const NEARLY_OVER_S: i64 = 20 * 60;

/// What is remembered of the days before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// When something was recorded last before today; `None` when nothing was, or that is not known yet.
    pub last: Option<Moment>,
    /// The work day on which morning planning was offered last.
    pub offered: Option<NaiveDate>,
}

/// Takes in what the store remembers, and offers what is to be offered.
pub fn remembered(model: &mut Model, seen: Seen) -> Vec<Effect> {
    model.seen = Some(seen);
    offer(model)
}

/// Opens morning planning when this is the first look of a work day on which nothing is planned and nothing was done.
pub fn offer(model: &mut Model) -> Vec<Effect> {
    let day = model.now.day();
    let Some(seen) = model.seen else { return Vec::new() };
    if seen.offered == Some(day) || !is_first_look(model) {
        return Vec::new();
    }
    model.seen = Some(Seen { offered: Some(day), ..seen });
    let mut effects = super::open(model, Flow::Morning);
    effects.push(Effect::Offered(Flow::Morning, day));
    effects
}

fn is_first_look(model: &Model) -> bool {
    let (now, day) = (model.now.at, model.now.day());
    let at = |time| model.now.on_day(day, time);
    let opens = at(model.settings.day_start).plus_seconds(-EARLY_S);
    let closes = at(model.settings.day_end).plus_seconds(-TOO_LATE_S);
    let untouched = model.loaded
        && model.settings.morning
        && model.read_only.is_none()
        && !model.demo
        && model.screen == Screen::Today
        && model.overlays.is_empty()
        && model.pending.is_empty();
    let whole = model.now.day_span(day);
    untouched
        && week::works(model, day)
        && (opens..closes).contains(&now)
        && !today::is_first_run(model)
        && !model.ranked.is_empty()
        && model.state.running().is_none()
        && model.state.on_break().is_none()
        && model.state.sessions_in(whole, now).all(crate::domain::Session::is_inferred)
        && !model.state.plan().any(|block| whole.contains(block.start))
}

/// Whether the person was away for so long that what was left lying is to be gone through first.
pub fn was_absent(model: &Model) -> bool {
    let Some(last) = model.seen.and_then(|seen| seen.last) else { return false };
    let (from, today) = (model.now.day_of(last), model.now.day());
    let between = (1..60).filter_map(|n| from.checked_add_days(Days::new(n)));
    let missed = between.take_while(|day| *day < today).filter(|day| week::works(model, *day));
    missed.count() >= ABSENT_DAYS
}

/// Whether the review of the day is to be spoken of: the office hours are nearly over, something was done or planned,
/// and the day is not closed.
pub fn is_evening(model: &Model) -> bool {
    let (now, day) = (model.now.at, model.now.day());
    let end = model.now.on_day(day, model.settings.day_end).plus_seconds(-NEARLY_OVER_S);
    let whole = model.now.day_span(day);
    let lived = model.today.worked_s > 0 || model.state.plan().any(|b| whole.contains(b.start));
    now >= end && lived && model.read_only.is_none() && model.state.closing(day).is_none()
}

/// The next day with office hours after today.
pub fn next_work_day(model: &Model) -> NaiveDate {
    hand::next_day(&model.settings.planning, &model.now)
}

/// How much of the day may be planned, and what is wanted of it, in seconds; and how many wanted tasks have no
/// estimate.
pub fn wanted(model: &Model) -> (i64, i64, usize) {
    let asked = fit::of_tasks(model);
    (fit::capacity_s(model), asked.planned_s, asked.unknown)
}
