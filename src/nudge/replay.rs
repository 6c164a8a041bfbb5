//! What the policy says about past days. Each day is replayed by itself from the morning before, so that it is the same
//! whichever days are asked for; what nobody answered counts as answered by what was done.

use super::course::Course;
use super::drive::drive;
use super::history::{LOOK_BACK_DAYS, Settings, world};
use super::record::record;
use super::said::Nudge;
use crate::domain::{Span, State};
use chrono::{Days, NaiveDate};

/// The stretch that must be loaded to replay the days from `first` to `last`.
pub fn needed((first, last): (NaiveDate, NaiveDate), settings: Settings<'_>) -> Span {
    // One day more: a stretch of work may lie across the first one's beginning.
    let from = first.checked_sub_days(Days::new(LOOK_BACK_DAYS + 1)).unwrap_or(first);
    Span::new(settings.now.day_span(from).start, settings.now.day_span(last).end)
}

/// What would have been shown and held in the days from `first` to `last`, up to the present.
pub fn replay(
    state: &State,
    (first, last): (NaiveDate, NaiveDate),
    settings: Settings<'_>,
) -> Vec<Nudge> {
    let now = settings.now;
    let before = |day: NaiveDate| day.checked_sub_days(Days::new(1)).unwrap_or(day);
    let world = world(record(state, now), (before(first), last), settings);
    let mut said = Vec::new();
    for day in first.iter_days().take_while(|day| *day <= last) {
        let morning = now.day_span(before(day));
        let mut course = Course::new(morning.start);
        drive(&world, &mut course, morning, settings.nudging, &now.zone);
        let whole = now.day_span(day);
        let end = if now.at < whole.end { now.at.plus_seconds(1) } else { whole.end };
        let part = Span::new(whole.start, end);
        said.extend(drive(&world, &mut course, part, settings.nudging, &now.zone));
    }
    said
}
