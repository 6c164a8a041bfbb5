//! The words for days: names of weekdays and months, steps such as `+3d`, ends such as `eom`. Knows
//! dates only; times of day are [`super::when()`]'s.

use super::reading::Reading;
use super::when::{When, number};
use chrono::{Datelike, Days, Months, NaiveDate, Timelike, Weekday};

/// Where a date that fits both ways lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Facing {
    /// After today: what is planned.
    Coming,
    /// Today or before: what is logged.
    Past,
}

/// A day that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) date: NaiveDate,
    /// A date of the calendar (`25 nov`) rather than of the work day (`fri`).
    pub(super) literal: bool,
}

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Dates that arithmetic and storage are safe with.
pub(super) fn sane(date: NaiveDate) -> bool {
    (1901..2200).contains(&date.year())
}

/// The word that a mistyped one was most likely meant to be.
pub(super) fn nearest(text: &str) -> Option<&'static str> {
    const DAYS: [&str; 3] = ["today", "tomorrow", "yesterday"];
    nearest_of(text, &DAYS)
        .into_iter()
        .chain(nearest_of(text, &WEEKDAYS))
        .min_by_key(|word| strsim::damerau_levenshtein(&text.to_lowercase(), word))
}

/// The one of some words that a mistyped one was most likely meant to be.
pub(super) fn nearest_of(text: &str, words: &[&'static str]) -> Option<&'static str> {
    let lower = text.to_lowercase();
    if !(3..=12).contains(&lower.len()) {
        return None;
    }
    words
        .iter()
        .map(|word| (strsim::damerau_levenshtein(&lower, word), *word))
        .filter(|(distance, word)| *distance <= 1 + word.len() / 8)
        .min()
        .map(|(_, word)| word)
}

/// Whether a word that is no date could begin one: `next`, `in`, `25`, `nov`.
pub(super) fn is_unfinished(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let numbered = lower.starts_with(|c: char| c.is_ascii_digit()) && lower.len() <= 5;
    let opens = ["next", "this", "last", "in", "a", "end", "day", "by", "at", "the"];
    numbered || opens.contains(&lower.as_str()) || month(&lower).is_some()
}

/// The weekday with that name or a beginning of it, three letters at least.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    if word == "weds" {
        return Some(Weekday::Wed);
    }
    let at = position(&WEEKDAYS, word)?;
    Weekday::try_from(u8::try_from(at).ok()?).ok()
}

fn month(word: &str) -> Option<u32> {
    position(&MONTHS, word).and_then(|at| u32::try_from(at + 1).ok())
}

fn position(names: &[&str], word: &str) -> Option<usize> {
    (word.len() >= 3).then(|| names.iter().position(|name| name.starts_with(word))).flatten()
}

/// The day that lower-case words name, with the sign before them, seen from `today`.
pub(super) fn find(
    sign: Option<i64>,
    words: &[&str],
    today: NaiveDate,
    facing: Facing,
) -> Option<Found> {
    if let Some((amount, unit)) = step(sign, words) {
        return Some(Found { date: shift(today, amount, unit, facing)?, literal: false });
    }
    if sign.is_some() {
        return None;
    }
    if let Some(date) = relative(words, today, facing) {
        return Some(Found { date, literal: false });
    }
    named_date(words, today, facing).map(|date| Found { date, literal: true })
}

fn relative(words: &[&str], today: NaiveDate, facing: Facing) -> Option<NaiveDate> {
    let ahead = |days| today.checked_add_days(Days::new(days));
    match words {
        ["today" | "tod" | "tonight"] => Some(today),
        ["tomorrow" | "tom" | "tmr" | "tmrw"] => ahead(1),
        ["yesterday" | "yest"] => today.pred_opt(),
        ["day", "after", "tomorrow"] => ahead(2),
        ["day", "before", "yesterday"] => today.checked_sub_days(Days::new(2)),
        ["next", unit @ ("week" | "month" | "quarter" | "year")] => start_of_next(today, unit),
        [end] if end.len() == 3 && end.starts_with("eo") => end_of(today, &end[2..]),
        ["end", unit] => end_of(today, unit.get(..1)?),
        [start] if start.len() == 3 && start.starts_with("so") => {
            start_of_next(today, unit_name(&start[2..])?)
        }
        ["next", name] => {
            let monday = start_of_next(today, "week")?;
            monday.checked_add_days(Days::new(weekday(name)?.num_days_from_monday().into()))
        }
        ["last", name] => days_back(today, weekday(name)?, 1),
        ["this", name] => days_on(today, weekday(name)?, 0),
        [name] => match facing {
            Facing::Coming => days_on(today, weekday(name)?, 1),
            Facing::Past => days_back(today, weekday(name)?, 0),
        },
        _ => None,
    }
}

/// The first such weekday at least `least` (0 or 1) days after `from`.
fn days_on(from: NaiveDate, wanted: Weekday, least: u64) -> Option<NaiveDate> {
    let first = from.checked_add_days(Days::new(least))?;
    first.checked_add_days(Days::new(wanted.days_since(first.weekday()).into()))
}

/// The last such weekday at least `least` days before `from`.
fn days_back(from: NaiveDate, wanted: Weekday, least: u64) -> Option<NaiveDate> {
    let latest = from.checked_sub_days(Days::new(least))?;
    latest.checked_sub_days(Days::new(latest.weekday().days_since(wanted).into()))
}

fn unit_name(letter: &str) -> Option<&'static str> {
    ["week", "month", "quarter", "year"].into_iter().find(|unit| unit.starts_with(letter))
}

/// The first day of the week (a Monday), month, quarter or year that is running.
pub(super) fn start_of(today: NaiveDate, unit: &str) -> Option<NaiveDate> {
    match unit {
        "week" => days_back(today, Weekday::Mon, 0),
        "month" => today.with_day(1),
        "quarter" => NaiveDate::from_ymd_opt(today.year(), today.month0() / 3 * 3 + 1, 1),
        "year" => NaiveDate::from_ymd_opt(today.year(), 1, 1),
        _ => None,
    }
}

/// The first day of the week, month, quarter or year after the one that is running.
pub(super) fn start_of_next(today: NaiveDate, unit: &str) -> Option<NaiveDate> {
    let start = start_of(today, unit)?;
    match unit {
        "week" => start.checked_add_days(Days::new(7)),
        "month" => start.checked_add_months(Months::new(1)),
        "quarter" => start.checked_add_months(Months::new(3)),
        _ => start.checked_add_months(Months::new(12)),
    }
}

/// The last day of a stretch; of a week, the Friday that is still to come, for weeks here are of work.
fn end_of(today: NaiveDate, unit: &str) -> Option<NaiveDate> {
    match unit {
        "d" => Some(today),
        "w" => days_on(today, Weekday::Fri, 0),
        letter => start_of_next(today, unit_name(letter)?)?.pred_opt(),
    }
}

/// A date of the calendar: `25 nov`, `nov 25 2027`, `25th november`, `25.11.`, `25.11.2026`.
fn named_date(words: &[&str], today: NaiveDate, facing: Facing) -> Option<NaiveDate> {
    let (day, month, year) = match words {
        [a, b] => day_month(a, b).map(|(day, month)| (day, month, None))?,
        [a, b, year] => {
            let (day, month) = day_month(a, b)?;
            (day, month, Some(number(year, 4..=4)?))
        }
        [dotted] => {
            let mut parts = dotted.split('.');
            let (day, month) = (number(parts.next()?, 1..=2)?, number(parts.next()?, 1..=2)?);
            let year = parts.next()?;
            let year = if year.is_empty() { None } else { Some(number(year, 4..=4)?) };
            if parts.next().is_some() {
                return None;
            }
            (day, month, year)
        }
        _ => return None,
    };
    if let Some(year) = year {
        return NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
    }
    // A 29 February may be eight years off (1896 to 1904, 2096 to 2104).
    (0..=8).find_map(|years| match facing {
        Facing::Coming => {
            NaiveDate::from_ymd_opt(today.year() + years, month, day).filter(|d| *d >= today)
        }
        Facing::Past => {
            NaiveDate::from_ymd_opt(today.year() - years, month, day).filter(|d| *d <= today)
        }
    })
}

fn day_month(a: &str, b: &str) -> Option<(u32, u32)> {
    let day = |word: &str| {
        let digits = ["st", "nd", "rd", "th", "."].iter().find_map(|end| word.strip_suffix(end));
        number(digits.unwrap_or(word), 1..=2)
    };
    match (month(a), month(b)) {
        (None, Some(month)) => Some((day(a)?, month)),
        (Some(month), None) => Some((day(b)?, month)),
        _ => None,
    }
}

/// `+3d`, `in 2 weeks`, `3 days ago`: a signed amount and its unit.
fn step<'a>(sign: Option<i64>, words: &[&'a str]) -> Option<(i64, &'a str)> {
    let (sign, words) = match (sign, words) {
        (None, ["in", rest @ ..]) => (1, rest),
        (None, [rest @ .., "ago"]) => (-1, rest),
        (Some(sign), rest) => (sign, rest),
        (None, rest) => (1, rest),
    };
    let (amount, unit) = match words {
        [both] => both.split_at(both.find(|c: char| !c.is_ascii_digit())?),
        ["a" | "an" | "one", unit] => ("1", *unit),
        [amount, unit] => (*amount, *unit),
        _ => return None,
    };
    let known = ["d", "w", "m", "y", "h", "mo", "min", "mins", "hr", "hrs"].contains(&unit)
        || ["minute", "hour", "day", "week", "month", "year"]
            .contains(&unit.strip_suffix('s').unwrap_or(unit));
    known.then_some((sign * i64::from(number(amount, 1..=4)?), unit))
}

fn shift(from: NaiveDate, amount: i64, unit: &str, facing: Facing) -> Option<NaiveDate> {
    let days = |days: i64| {
        let count = Days::new(days.unsigned_abs());
        if days < 0 { from.checked_sub_days(count) } else { from.checked_add_days(count) }
    };
    let months = |months: i64| {
        let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
        if months < 0 { from.checked_sub_months(count) } else { from.checked_add_months(count) }
    };
    match unit {
        "d" | "day" | "days" => days(amount),
        "w" | "week" | "weeks" => days(amount * 7),
        "m" if facing == Facing::Coming => months(amount),
        "mo" | "month" | "months" => months(amount),
        "y" | "year" | "years" => months(amount * 12),
        _ => None,
    }
}

/// Steps of the clock: `now`, `+2h`, `in 20 minutes`, and in the past `20m ago`.
pub(super) fn clock_shift(
    sign: Option<i64>,
    words: &[&str],
    facing: Facing,
    reading: &Reading,
) -> Option<When> {
    let seconds = if sign.is_none() && words == ["now"] {
        0
    } else {
        let (amount, unit) = step(sign, words)?;
        match unit {
            "h" | "hr" | "hrs" | "hour" | "hours" => amount * 3600,
            "m" if facing == Facing::Past => amount * 60,
            "min" | "mins" | "minute" | "minutes" => amount * 60,
            _ => return None,
        }
    };
    let at = reading.now.at.plus_seconds(seconds);
    let local = reading.now.zone.moment(at.utc_ms()).local();
    sane(local.date()).then(|| When { date: local.date(), time: local.time().with_nanosecond(0) })
}
