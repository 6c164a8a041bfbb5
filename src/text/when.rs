//! Dates as people write them: `today`, `fri`, `next mon`, `25 nov`, `2026-11-25`, `+3d`, `eom`, each with an
//! optional time (`tomorrow-17:00`, `fri 9am`). A `-` stands for a space, so that no quotes are needed.
//!
//! Relative words speak of work days: before the rollover, `today` is still yesterday's date, and a time in
//! the small hours belongs to the night after its day. Written-out dates are those of the calendar.
//! The words for days themselves are in [`super::days`].

use super::days::{self, Facing};
use super::error::ParseError;
use super::reading::Reading;
use super::shown::visible;
use crate::domain::Moment;
use chrono::{Days, NaiveDate, NaiveTime, Timelike};

const HINT: &str =
    "for example `today`, `fri`, `25-nov`, `2026-11-25`, `+3d` or `eom`; with a time: `fri-17:00`";

/// A date, and the time when one was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The date: of the calendar when there is a time, else of a work day.
    pub date: NaiveDate,
    /// The time.
    pub time: Option<NaiveTime>,
}

impl When {
    /// The moment meant; `default` is the time when none was said.
    pub fn moment(self, default: NaiveTime, reading: &Reading) -> Moment {
        match self.time {
            Some(time) => reading.now.zone.at(self.date.and_time(time)),
            None => reading.now.on_day(self.date, default),
        }
    }
}

/// Reads a date that is most likely still to come: `fri` is the next Friday after today, `25 nov` the next
/// 25 November from today on, `17:00` today or, when that has passed, tomorrow.
///
/// # Errors
/// When it is no date, or one outside the years 1901 to 2199.
pub fn when(text: &str, reading: &Reading) -> Result<When, ParseError> {
    read(text, reading, Facing::Coming)
}

/// Reads a work day that is most likely still to come.
///
/// # Errors
/// When it is no date, or says a time.
pub fn day(text: &str, reading: &Reading) -> Result<NaiveDate, ParseError> {
    let when = when(text, reading)?;
    if when.time.is_some() {
        let message = format!("`{}` says a time, where a day is wanted", visible(text));
        return Err(ParseError::new(0..text.len(), message, "leave the time out"));
    }
    Ok(when.date)
}

/// Reads a moment: an RFC 3339 instant, or a date whose time is `default` when it says none.
pub(super) fn moment(
    text: &str,
    default: NaiveTime,
    reading: &Reading,
) -> Result<Moment, ParseError> {
    match Moment::parse_rfc3339(text) {
        Some(at) => Ok(at),
        None => Ok(when(text, reading)?.moment(default, reading)),
    }
}

/// Reads a date that lies most likely in the direction `facing`.
pub(super) fn read(text: &str, reading: &Reading, facing: Facing) -> Result<When, ParseError> {
    try_read(text, reading, facing).ok_or_else(|| {
        let shown = visible(text.trim());
        let message = if shown.is_empty() {
            "a date is missing".to_owned()
        } else {
            format!("`{shown}` is not a date")
        };
        let hint = match days::nearest(text.trim()) {
            Some(word) => format!("did you mean `{word}`?"),
            None => HINT.to_owned(),
        };
        ParseError::new(0..text.len(), message, hint)
    })
}

fn try_read(text: &str, reading: &Reading, facing: Facing) -> Option<When> {
    let lower = text.trim().to_lowercase();
    if lower.is_empty() || lower.len() > 64 {
        return None;
    }
    let today = reading.now.day();
    let (written, rest) = match written_out(&lower) {
        Some((date, rest)) => (Some(date), rest),
        None => (None, lower.as_str()),
    };
    let (sign, rest) = match written {
        None => split_sign(rest),
        Some(_) => (None, rest),
    };
    let mut words: Vec<&str> = rest
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | ','))
        .filter(|word| !word.is_empty())
        .collect();
    let time = take_time(&mut words, reading).ok()?;
    words.retain(|word| !matches!(*word, "at" | "by" | "on" | "of" | "the"));
    if let Some(date) = written {
        return words.is_empty().then_some(When { date, time }).filter(|w| days::sane(w.date));
    }
    if let Some(local) = days::clock_shift(sign, &words, facing, reading) {
        return time.is_none().then_some(local);
    }
    let found = if words.is_empty() && sign.is_none() {
        let passed = reading.now.on_day(today, time?).utc_ms() < reading.now.at.utc_ms();
        let date = if passed && facing == Facing::Coming { today.succ_opt()? } else { today };
        days::Found { date, literal: false }
    } else {
        days::find(sign, &words, today, facing)?
    };
    let rollover = u32::from(reading.now.rollover_min) * 60;
    let small_hours = time.is_some_and(|t| t.num_seconds_from_midnight() < rollover);
    let date = if small_hours && !found.literal {
        found.date.checked_add_days(Days::new(1))?
    } else {
        found.date
    };
    days::sane(date).then_some(When { date, time })
}

/// `2026-11-25` and what follows it, without the `T`, `-` or space between.
fn written_out(text: &str) -> Option<(NaiveDate, &str)> {
    let head = text.get(..10)?;
    let digits = head.bytes().enumerate().all(|(at, b)| match at {
        4 | 7 => b == b'-',
        _ => b.is_ascii_digit(),
    });
    let date = digits.then(|| head.parse().ok()).flatten()?;
    let rest = &text[10..];
    match rest.chars().next() {
        None => Some((date, rest)),
        Some('t' | '-' | ' ') => Some((date, &rest[1..])),
        Some(_) => None,
    }
}

fn split_sign(text: &str) -> (Option<i64>, &str) {
    if let Some(rest) = text.strip_prefix('+') {
        (Some(1), rest)
    } else if let Some(rest) = text.strip_prefix('-') {
        (Some(-1), rest)
    } else {
        (None, text)
    }
}

/// A date with two times.
struct TwoTimes;

/// Takes the time out of the words, when there is one.
fn take_time(words: &mut Vec<&str>, reading: &Reading) -> Result<Option<NaiveTime>, TwoTimes> {
    let mut found = None;
    let mut at = 0;
    while at < words.len() {
        let half = words.get(at + 1).filter(|next| matches!(**next, "am" | "pm"));
        let (time, used) = match half {
            Some(half) => (clock(&format!("{}{half}", words[at])), 2),
            None => (clock(words[at]).or_else(|| named_time(words[at], reading)), 1),
        };
        let Some(time) = time else {
            at += 1;
            continue;
        };
        if found.replace(time).is_some() {
            return Err(TwoTimes);
        }
        words.drain(at..at + used);
    }
    Ok(found)
}

fn named_time(word: &str, reading: &Reading) -> Option<NaiveTime> {
    match word {
        "noon" | "midday" => NaiveTime::from_hms_opt(12, 0, 0),
        "midnight" => Some(NaiveTime::MIN),
        "morning" => Some(reading.day_start),
        "eod" => Some(reading.day_end),
        _ => None,
    }
}

/// A time of day: `9:40`, `17:00:30`, `9am`, `9:30pm`.
pub(super) fn clock(text: &str) -> Option<NaiveTime> {
    let lower = text.to_ascii_lowercase();
    let (digits, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(digits), _) => (digits.trim_end(), Some(0)),
        (_, Some(digits)) => (digits.trim_end(), Some(12)),
        _ => (lower.as_str(), None),
    };
    let mut parts = digits.split(':');
    let hour = number(parts.next()?, 1..=2)?;
    let minute = parts.next().map(|part| number(part, 2..=2));
    let second = parts.next().map_or(Some(0), |part| number(part, 2..=2))?;
    if parts.next().is_some() || (minute.is_none() && half.is_none()) {
        return None;
    }
    let hour = match half {
        None => hour,
        Some(_) if hour == 0 || hour > 12 => return None,
        Some(half) => hour % 12 + half,
    };
    NaiveTime::from_hms_opt(hour, minute.unwrap_or(Some(0))?, second)
}

/// A number of so many digits.
pub(super) fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    (digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
#[path = "tests/when.rs"]
mod tests;
