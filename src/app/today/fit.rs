//! Whether the day fits: the blocks that are to come, or without a plan what is planned on the day or due, against the
//! time that is left.

use crate::app::plan::{self, Shown, shown};
use crate::app::{Model, week};
use crate::domain::{Moment, Order, Span};
use crate::plan::build::takes;
use chrono::NaiveDate;

/// What the day asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// Seconds of remaining estimates, planned on today or due by its end.
    pub planned_s: i64,
    /// How many tasks that are.
    pub tasks: usize,
    /// How many of them have no estimate, so that the sum says too little.
    pub unknown: usize,
    /// Where the sum comes from.
    pub source: Source,
}

/// Where what the day asks for comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// Estimates: there are no blocks.
    #[default]
    Tasks,
    /// Blocks of which some were agreed to.
    Plan,
    /// Blocks that are only proposed.
    Proposal,
}

/// Adds up what is planned.
pub fn derive(model: &mut Model) {
    model.today.fit = of_blocks(model).unwrap_or_else(|| of_tasks(model));
}

/// What is planned on the shown day or due by its end, whether it has blocks or not.
pub fn of_tasks(model: &Model) -> Fit {
    let day = model.today.day;
    let close = model.now.day_span(day).end;
    let mut fit = Fit::default();
    for task in model.state.tasks().filter(|task| !task.status.is_closed()) {
        let planned = task.on.is_some_and(|on| on <= day);
        let due = task.on.is_none() && task.due.is_some_and(|due| due.at < close);
        if !planned && !due {
            continue;
        }
        fit.tasks += 1;
        match task.estimate_s {
            Some(estimate) => {
                let tracked = model.state.tracked_s(task.id, model.now.at);
                fit.planned_s += (i64::from(estimate) - tracked).max(0);
            }
            None => fit.unknown += 1,
        }
    }
    fit
}

/// What the blocks that are to come ask for; `None` when there are none.
fn of_blocks(model: &Model) -> Option<Fit> {
    let now = model.now.at;
    let ahead = shown::of_day(model, model.today.day).filter(|block| block.end > now);
    let ahead: Vec<&Shown> = ahead.collect();
    let left = |block: &&Shown| block.end.seconds_since(block.start.max(now));
    let proposed = ahead.iter().all(|block| block.is_proposed());
    let source = if proposed { Source::Proposal } else { Source::Plan };
    (!ahead.is_empty()).then(|| Fit {
        planned_s: ahead.iter().map(left).sum(),
        tasks: ahead.len(),
        unknown: 0,
        source,
    })
}

/// The office hours of the shown day as a stretch; `None` on a day without.
pub fn office(model: &Model) -> Option<Span> {
    office_on(model, model.today.day)
}

fn office_on(model: &Model, day: NaiveDate) -> Option<Span> {
    if !week::works(model, day) {
        return None;
    }
    let at = |time| model.now.on_day(day, time);
    Some(Span::new(at(model.settings.day_start), at(model.settings.day_end)))
}

/// The lunch break of the shown day.
pub fn lunch(model: &Model) -> Option<Span> {
    lunch_on(model, model.today.day)
}

/// The lunch break of a day.
pub fn lunch_on(model: &Model, day: NaiveDate) -> Option<Span> {
    let (start, end) = model.settings.lunch?;
    office_on(model, day)?;
    let at = |time| model.now.on_day(day, time);
    Some(Span::new(at(start), at(end)))
}

/// A plan is too much when it is longer than what may be planned by more than so many seconds: the planner itself goes
/// a little over where that is worth it.
pub const GRACE_S: i64 = 1800;

/// Seconds that may still be planned on the shown day.
pub fn capacity_s(model: &Model) -> i64 {
    capacity_on(model, model.today.day)
}

/// Seconds that may still be planned on a day: what the planner says, and without its word what the office hours leave.
pub fn capacity_on(model: &Model, day: NaiveDate) -> i64 {
    plan::day(model, day).map_or_else(|| reckoned_s(model, day), |known| known.capacity_s)
}

/// Seconds of the office hours that are left from now on and not taken by lunch or an event, of which only the
/// configured share may be planned.
fn reckoned_s(model: &Model, day: NaiveDate) -> i64 {
    let Some(office) = office_on(model, day) else { return 0 };
    let Some(left) = office.overlap(Span::new(model.now.at, office.end.max(model.now.at))) else {
        return 0;
    };
    let events = model.state.events().filter(|event| takes(event));
    let mut taken: Vec<Span> = events.map(|event| Span::new(event.start, event.end)).collect();
    taken.extend(lunch_on(model, day));
    let free = left.seconds() - covered_s(left, taken);
    #[expect(clippy::cast_possible_truncation, reason = "a share of a day in seconds")]
    let planned = (free as f64 * model.settings.planning.load.clamp(0.0, 1.0)) as i64;
    planned
}

/// Seconds of `whole` that the stretches cover together.
fn covered_s(whole: Span, stretches: Vec<Span>) -> i64 {
    let mut inside: Vec<Span> =
        stretches.into_iter().filter_map(|span| span.overlap(whole)).collect();
    inside.order_by_key(|span| span.start);
    let mut covered = 0;
    let mut until: Option<Moment> = None;
    for span in inside {
        let start = until.map_or(span.start, |until| until.max(span.start));
        if span.end > start {
            covered += span.end.seconds_since(start);
            until = Some(span.end);
        }
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;

    #[test]
    fn a_day_off_has_no_office_hours_and_no_room() {
        let mut model = fixture::model((80, 24));
        let day = model.today.day;
        assert!(office(&model).is_some() && capacity_s(&model) > 0);
        model.settings.planning.off.push((day, day));
        assert_eq!((office(&model), capacity_s(&model)), (None, 0));
    }
}
