//! Moments, stretches and days of the log: what is spoken of has happened, so `fri` is the last Friday and
//! `9:40` is today's. The stretch of a meeting that is still to come is here too ([`coming_span`]).

use super::days::{Facing, start_of};
use super::duration::duration;
use super::error::ParseError;
use super::reading::Reading;
use super::shown::visible;
use super::when::{clock, number, read};
use crate::domain::{Moment, Now, Span};
use chrono::{Days, Months, NaiveDate, NaiveTime, TimeDelta};

/// Work days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayRange {
    /// The first day.
    pub first: NaiveDate,
    /// The last day; never before the first.
    pub last: NaiveDate,
}

impl DayRange {
    /// From the start of the first work day to the end of the last.
    pub fn span(self, now: &Now) -> Span {
        Span::new(now.day_span(self.first).start, now.day_span(self.last).end)
    }
}

/// Reads when something happened: `9:40` (of the running work day), `yesterday-9:40`, `fri 9:40`, `20m ago`,
/// `-20m`, `now`, an RFC 3339 instant. Whether it has come yet is for the domain to say. Of a time that the clock showed
/// twice the second is meant, once it has come.
///
/// # Errors
/// When it is no moment, or a date without a time.
pub fn past_moment(text: &str, reading: &Reading) -> Result<Moment, ParseError> {
    let trimmed = text.trim();
    if let Some(at) = Moment::parse_rfc3339(trimmed) {
        return Ok(at);
    }
    let ago = trimmed.strip_suffix("ago").or(trimmed.strip_prefix('-'));
    if let Some(seconds) = ago.and_then(|length| duration(length).ok()) {
        let at = reading.now.at.plus_seconds(-i64::from(seconds));
        return Ok(reading.now.zone.moment(at.utc_ms()));
    }
    let hint = "for example `9:40`, `yesterday-17:00` or `20m ago`";
    let when = read(text, reading, Facing::Past).map_err(|error| ParseError {
        message: error.message.replace("is not a date", "is not a time"),
        hint: hint.to_owned(),
        ..error
    })?;
    match when.time {
        Some(time) => {
            let at = reading.now.zone.last_at(when.date.and_time(time), reading.now.at);
            let bare = clock(trimmed).is_some();
            Ok(if bare { in_the_night_before(at, reading) } else { at })
        }
        None => Err(ParseError::new(
            0..text.len(),
            format!("`{}` says the day and not the time", visible(trimmed)),
            hint,
        )),
    }
}

/// Reads when something ended that began at `since`, as [`past_moment`] does; but a time of day that has not
/// come yet was that of the day before, when it had begun by then.
///
/// # Errors
/// Those of [`past_moment`].
pub fn past_end(text: &str, since: Moment, reading: &Reading) -> Result<Moment, ParseError> {
    let at = past_moment(text, reading)?;
    let coming = at.utc_ms() > reading.now.at.utc_ms() && clock(text.trim()).is_some();
    let before = day_before(at, reading);
    Ok(if coming && before.utc_ms() > since.utc_ms() { before } else { at })
}

/// The small hours belong to the work day before them. Said after it has begun, they were this morning's: those
/// at the end of the running work day have not come yet.
fn in_the_night_before(at: Moment, reading: &Reading) -> Moment {
    let small = at.local().time() < rollover(reading);
    if small && at.utc_ms() > reading.now.at.utc_ms() { day_before(at, reading) } else { at }
}

fn day_before(at: Moment, reading: &Reading) -> Moment {
    reading.now.zone.last_at(at.local() - TimeDelta::days(1), reading.now.at)
}

/// The time of day at which a work day begins.
fn rollover(reading: &Reading) -> NaiveTime {
    let minutes = u32::from(reading.now.rollover_min);
    NaiveTime::from_num_seconds_from_midnight_opt(minutes * 60, 0).unwrap_or_default()
}

/// Reads a past stretch of time: `9:00-10:30`, `yesterday-9:00-10:30`, `2026-11-20-9:00-10:30`,
/// `fri 9am to 10am`. An end in the small hours lies after midnight.
///
/// # Errors
/// When it is none, or ends before it starts.
pub fn span(text: &str, reading: &Reading) -> Result<Span, ParseError> {
    read_span(text, reading, Facing::Past)
}

/// Reads a stretch of time that is still to come, in the same words as [`span`].
///
/// # Errors
/// When it is none, or ends before it starts.
pub fn coming_span(text: &str, reading: &Reading) -> Result<Span, ParseError> {
    read_span(text, reading, Facing::Coming)
}

fn read_span(text: &str, reading: &Reading, facing: Facing) -> Result<Span, ParseError> {
    let fail = |what: &str| {
        let message = format!("`{}` {what}", visible(text.trim()));
        let hint = "for example `9:00-10:30` or `yesterday-9:00-10:30`";
        ParseError::new(0..text.len(), message, hint)
    };
    let not_a_span = || fail("is not a stretch of time");
    let (from, to) = ["..", " to ", "–", "-"]
        .into_iter()
        .find_map(|between| text.trim().rsplit_once(between))
        .ok_or_else(not_a_span)?;
    let end = hour_or_clock(to.trim()).ok_or_else(not_a_span)?;
    let start = match hour_or_clock(from.trim()) {
        Some(time) => {
            let at = reading.now.on_day(reading.now.day(), time);
            let past = facing == Facing::Past;
            let at = if past { in_the_night_before(at, reading) } else { at };
            super::when::When { date: at.local().date(), time: Some(time) }
        }
        None => read(from, reading, facing).map_err(|_| not_a_span())?,
    };
    let start_time = start.time.ok_or_else(not_a_span)?;
    let small = rollover(reading);
    let end_date = match (end > start_time, end < small) {
        (true, _) => start.date,
        (false, true) => start.date.checked_add_days(Days::new(1)).ok_or_else(not_a_span)?,
        (false, false) => return Err(fail("ends before it starts")),
    };
    let at = |date: NaiveDate, time| reading.now.zone.at(date.and_time(time));
    let span = Span::new(at(start.date, start_time), at(end_date, end));
    // In the missing hour of spring a start can move past its end.
    if span.seconds() > 0 { Ok(span) } else { Err(fail("is an hour that the clocks skipped")) }
}

/// A time of day, or a bare hour.
fn hour_or_clock(text: &str) -> Option<NaiveTime> {
    clock(text).or_else(|| number(text, 1..=2).and_then(|hour| NaiveTime::from_hms_opt(hour, 0, 0)))
}

/// Reads work days of the past or up to today: `today`, `yesterday`, `mon`, `week` (from Monday to Sunday),
/// `last week`, `month`, `last month`, `quarter`, `year`, `last 7d`, `2026-11`, `2026-11-01..2026-11-07`,
/// `mon..`.
///
/// # Errors
/// When it is none of these, or the last day comes before the first.
pub fn day_range(text: &str, reading: &Reading) -> Result<DayRange, ParseError> {
    let fail = |what: &str| {
        let message = format!("`{}` {what}", visible(text.trim()));
        let hint = "for example `today`, `week`, `last 7d` or `2026-11-01..2026-11-07`";
        ParseError::new(0..text.len(), message, hint)
    };
    let today = reading.now.day();
    let lower = text.trim().to_lowercase();
    if let Some((first, last)) = lower.split_once("..") {
        let past_day = |text: &str| one_day(text, reading);
        let found =
            past_day(first).zip(if last.trim().is_empty() { Some(today) } else { past_day(last) });
        let (first, last) = found.ok_or_else(|| fail("is not a range of days"))?;
        return if first <= last {
            Ok(DayRange { first, last })
        } else {
            Err(fail("ends before it starts"))
        };
    }
    let words: Vec<&str> = lower.split([' ', '-', '\t']).filter(|word| !word.is_empty()).collect();
    named_range(&words, today)
        .or_else(|| one_day(&lower, reading).map(|day| DayRange { first: day, last: day }))
        .ok_or_else(|| fail("is not a range of days"))
}

fn one_day(text: &str, reading: &Reading) -> Option<NaiveDate> {
    read(text, reading, Facing::Past).ok().filter(|when| when.time.is_none()).map(|when| when.date)
}

fn named_range(words: &[&str], today: NaiveDate) -> Option<DayRange> {
    let last_days = |days: u64| {
        let first = today.checked_sub_days(Days::new(days.checked_sub(1)?))?;
        Some(DayRange { first, last: today })
    };
    match words {
        ["this", unit] | [unit] if start_of(today, unit).is_some() => running(today, unit),
        ["last" | "previous", unit] if start_of(today, unit).is_some() => {
            running(start_of(today, unit)?.pred_opt()?, unit)
        }
        ["last", amount, "d" | "day" | "days"] => last_days(number(amount, 1..=4)?.into()),
        ["last", amount, "w" | "week" | "weeks"] => {
            last_days(u64::from(number(amount, 1..=3)?) * 7)
        }
        ["last", both] => {
            let (amount, unit) = both.split_at(both.find(|c: char| !c.is_ascii_digit())?);
            let days = if unit == "w" { 7 } else { 1 };
            matches!(unit, "d" | "w")
                .then(|| number(amount, 1..=4))
                .flatten()
                .and_then(|amount| last_days(u64::from(amount) * days))
        }
        [year, month] => {
            let year = i32::try_from(number(year, 4..=4)?).ok()?;
            let first = NaiveDate::from_ymd_opt(year, number(month, 2..=2)?, 1)?;
            super::days::sane(first).then(|| running(first, "month")).flatten()
        }
        _ => None,
    }
}

/// The whole week, month, quarter or year that `day` lies in.
fn running(day: NaiveDate, unit: &str) -> Option<DayRange> {
    let first = start_of(day, unit)?;
    let next = match unit {
        "week" => first.checked_add_days(Days::new(7))?,
        "month" => first.checked_add_months(Months::new(1))?,
        "quarter" => first.checked_add_months(Months::new(3))?,
        _ => first.checked_add_months(Months::new(12))?,
    };
    Some(DayRange { first, last: next.pred_opt()? })
}

#[cfg(test)]
#[path = "tests/past.rs"]
mod tests;
