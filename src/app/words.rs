//! Times, days and durations in the words of the screens: `09:30`, `1h30`, `Fri 27`.

use crate::domain::{Moment, Now};
use crate::text;
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

/// The wall-clock time: `09:30`.
pub fn clock(at: Moment) -> String {
    let local = at.local();
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// `1h30`, `45m`.
pub fn duration(seconds: i64) -> String {
    text::print_duration(seconds)
}

/// The day as a person would say it from here: `today`, `tomorrow`, `Fri 27`, `3 Dec`, `3 Dec 2027`.
pub fn day(day: NaiveDate, now: &Now) -> String {
    let away = day.signed_duration_since(now.day()).num_days();
    match away {
        0 => "today".into(),
        1 => "tomorrow".into(),
        -1 => "yesterday".into(),
        -6..=13 => short_day(day),
        _ if day.year() == now.day().year() => day.format("%-d %b").to_string(),
        _ => day.format("%-d %b %Y").to_string(),
    }
}

/// `Fri 27`, whatever day it is.
pub fn short_day(day: NaiveDate) -> String {
    day.format("%a %-d").to_string()
}

/// The day, and the time too when it is today or says more than the end of the day.
pub fn day_and_time(at: Moment, now: &Now) -> String {
    format!("{} {}", day(now.day_of(at), now), clock(at))
}

/// Something coming, from here: `17:30` today, else its day.
pub fn moment(at: Moment, now: &Now) -> String {
    let on = now.day_of(at);
    if on == now.day() { clock(at) } else { day(on, now) }
}

/// The same in at most six columns: `17:30` today, else `Fri 27` or `3 Dec`.
pub fn short_moment(at: Moment, now: &Now) -> String {
    let on = now.day_of(at);
    match on.signed_duration_since(now.day()).num_days() {
        0 => clock(at),
        -6..=13 => short_day(on),
        _ => on.format("%-d %b").to_string(),
    }
}

/// `h:mm` of a running clock.
pub fn hours_minutes(seconds: i64) -> String {
    let seconds = seconds.max(0);
    format!("{}:{:02}", seconds / 3600, seconds / 60 % 60)
}

/// Minutes after midnight of a wall-clock time.
pub fn minute_of(local: NaiveDateTime) -> u32 {
    local.hour() * 60 + local.minute()
}

/// `1 task`, `2 tasks`.
pub fn count(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

/// `1 day`, `2 days`.
pub fn days(n: i64) -> String {
    if n == 1 { "1 day".into() } else { format!("{n} days") }
}
