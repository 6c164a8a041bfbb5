//! Whether the day fits: what is planned on it or due, against the time that is left.

use crate::app::Model;
use crate::domain::{Moment, Span};
use chrono::Datelike;

/// What the day asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// Seconds of remaining estimates, planned on today or due by its end.
    pub planned_s: i64,
    /// How many tasks that are.
    pub tasks: usize,
    /// How many of them have no estimate, so that the sum says too little.
    pub unknown: usize,
}

/// Adds up what is planned.
pub fn derive(model: &mut Model) {
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
    model.today.fit = fit;
}

/// The office hours of a day as a stretch; `None` on a day without.
pub fn office(model: &Model) -> Option<Span> {
    let day = model.today.day;
    if !model.settings.work_days[day.weekday().num_days_from_monday() as usize] {
        return None;
    }
    let at = |time| model.now.on_day(day, time);
    Some(Span::new(at(model.settings.day_start), at(model.settings.day_end)))
}

/// The lunch break of the shown day.
pub fn lunch(model: &Model) -> Option<Span> {
    let (start, end) = model.settings.lunch?;
    office(model)?;
    let at = |time| model.now.on_day(model.today.day, time);
    Some(Span::new(at(start), at(end)))
}

/// Seconds of the office hours that are left from now on and not taken by lunch or a busy event, of which
/// only the configured share may be planned.
pub fn capacity_s(model: &Model) -> i64 {
    let Some(office) = office(model) else { return 0 };
    let Some(left) = office.overlap(Span::new(model.now.at, office.end.max(model.now.at))) else {
        return 0;
    };
    let events = model.state.events().filter(|event| event.busy);
    let mut taken: Vec<Span> = events.map(|event| Span::new(event.start, event.end)).collect();
    taken.extend(lunch(model));
    let free = left.seconds() - covered_s(left, taken);
    #[expect(clippy::cast_possible_truncation, reason = "a share of a day in seconds")]
    let planned = (free as f64 * model.settings.load.clamp(0.0, 1.0)) as i64;
    planned
}

/// Seconds of `whole` that the stretches cover together.
fn covered_s(whole: Span, stretches: Vec<Span>) -> i64 {
    let mut inside: Vec<Span> =
        stretches.into_iter().filter_map(|span| span.overlap(whole)).collect();
    inside.sort_by_key(|span| span.start);
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
