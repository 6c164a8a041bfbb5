//! What the policy says about past days. Each day is replayed by itself from the morning before, so that it is the same
//! whichever days are asked for; what nobody answered counts as answered by what was done.

use super::course::Course;
use super::drive::{Driven, World, drive};
use super::history::{LOOK_BACK_DAYS, Settings, world};
use super::record::record;
use super::said::Nudge;
use crate::domain::{Moment, Span, State};
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
    let world = world(record(state, now), (before(first), last), settings);
    let present = Moment::new(now.at.utc_ms() + 1, now.at.offset_min());
    let days = first.iter_days().take_while(|day| *day <= last);
    days.flat_map(|day| through(&world, day, present, settings).1.said).collect()
}

/// The way through a day from the morning before it on, to its end or to `end`.
pub(super) fn through(
    world: &World,
    day: NaiveDate,
    end: Moment,
    settings: Settings<'_>,
) -> (Course, Driven) {
    let Settings { now, nudging, .. } = settings;
    let morning = now.day_span(before(day));
    let whole = now.day_span(day);
    let mut course = Course::new(morning.start);
    drive(world, &mut course, morning, nudging, &now.zone);
    let part = Span::new(whole.start, if end < whole.end { end } else { whole.end });
    let driven = drive(world, &mut course, part, nudging, &now.zone);
    (course, driven)
}

fn before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}
