//! The made-up calendar: meetings that come back every week, and what is special today and tomorrow.

use super::DEMO;
use crate::domain::{Event, Moment, Now, Order};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

/// Days of calendar that lie ahead.
const AHEAD: u64 = 14;

/// One weekly meeting: the weekday, its start in minutes after midnight, its length in minutes, every how
/// many weeks.
type Weekly = (&'static str, Weekday, u32, u32, u32);

const WEEKLY: [Weekly; 6] = [
    ("Week start", Weekday::Mon, 10 * 60, 45, 1),
    ("Stand-up", Weekday::Tue, 9 * 60 + 30, 15, 1),
    ("Map review with Ilse", Weekday::Wed, 14 * 60, 60, 1),
    ("Stand-up", Weekday::Thu, 9 * 60 + 30, 15, 1),
    ("One to one with Noor", Weekday::Thu, 11 * 60 + 30, 30, 1),
    ("Open hour for volunteers", Weekday::Fri, 15 * 60, 60, 2),
];

/// The wall-clock time `minute` minutes after midnight of `date`.
pub(super) fn wall(date: NaiveDate, minute: u32) -> NaiveDateTime {
    let time = NaiveTime::from_hms_opt(minute / 60 % 24, minute % 60, 0).unwrap_or(NaiveTime::MIN);
    date.and_time(time)
}

/// Everything in the calendar from `first` to two weeks after `today`.
pub(super) fn events(now: &Now, first: NaiveDate, today: NaiveDate) -> Vec<Event> {
    let mut events = Vec::new();
    let last = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
    for date in first.iter_days().take_while(|date| *date <= last) {
        for (title, weekday, minute, length, weeks) in WEEKLY {
            if date.weekday() == weekday && date.iso_week().week() % weeks == 0 {
                events.push(event(now, title, wall(date, minute), length));
            }
        }
    }
    once(now, today, &mut events);
    events.order_by_key(|event| (event.start, event.end));
    for (number, event) in events.iter_mut().enumerate() {
        event.uid = format!("{DEMO}-{number}");
    }
    events
}

/// What is not every week: later today, tomorrow, next week.
fn once(now: &Now, today: NaiveDate, events: &mut Vec<Event>) {
    if let Some(start) = later_today(now, events) {
        let desk = is_desk_time(start);
        let title = if desk { "Call with the harbour museum" } else { "Climbing with Ana" };
        events.push(event(now, title, start, if desk { 30 } else { 90 }));
    }
    let day = |ahead| today.checked_add_days(Days::new(ahead)).unwrap_or(today);
    events.push(event(now, "Dentist", wall(day(1), 8 * 60 + 15), 40));
    events.push(event(now, "Dry run of the museum talk", wall(day(1), 16 * 60 + 15), 45));
    events.push(event(now, "Board call", wall(day(6), 16 * 60 + 15), 45));
    let mut away = event(now, "Noor on holiday", wall(day(8), 0), 24 * 60);
    away.busy = false;
    events.push(away);
}

/// The first half hour that is free, an hour and a half from now or later; `None` when the day is over.
fn later_today(now: &Now, events: &[Event]) -> Option<NaiveDateTime> {
    let soon = now.at.plus_seconds(90 * 60).local();
    let first =
        u32::try_from(soon.signed_duration_since(wall(soon.date(), 0)).num_minutes()).ok()?;
    let busy = |at: Moment| {
        events.iter().any(|event| {
            event.start.utc_ms() < at.plus_seconds(90 * 60).utc_ms()
                && at.utc_ms() < event.end.utc_ms()
        })
    };
    (first.div_ceil(30)..40)
        .map(|half_hour| wall(soon.date(), half_hour * 30))
        .find(|start| !busy(now.zone.at(*start)))
        .filter(|_| now.at.local().date() == now.day() && first >= 9 * 60)
}

fn is_desk_time(start: NaiveDateTime) -> bool {
    use chrono::Timelike;
    start.weekday().num_days_from_monday() < 5 && start.hour() < 17
}

fn event(now: &Now, title: &str, start: NaiveDateTime, minutes: u32) -> Event {
    let start = now.zone.at(start);
    Event {
        uid: String::new(),
        calendar: DEMO.to_owned(),
        title: title.to_owned(),
        start,
        end: now.zone.moment(start.utc_ms() + i64::from(minutes) * 60_000),
        busy: true,
        all_day: false,
        day_off: false,
    }
}
