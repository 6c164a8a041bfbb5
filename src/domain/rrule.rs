//! The recurrence rules of calendars (RFC 5545), as far as they make sense for tasks: whole days, no count.
//!
//! The next date is looked for day by day in the periods that the interval leaves, and given up after a
//! fixed number of days, so that no rule can take long. Crates that expand calendars count instants from
//! the first one on without such a bound, and a task's series keeps no first one.

use super::recur::{BadRule, weekday_at};
use chrono::{Datelike, Days, Months, NaiveDate};
use std::fmt;

const HINT: &str = "for example `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH` or `FREQ=MONTHLY;BYDAY=-1FR`";
const CODES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/// Forty years of days: the rarest sensible rule, a certain weekday on a 29 February, comes every 28 or 40.
const MAX_DAYS: usize = 15_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Freq {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

impl Freq {
    fn word(self) -> &'static str {
        match self {
            Freq::Daily => "DAILY",
            Freq::Weekly => "WEEKLY",
            Freq::Monthly => "MONTHLY",
            Freq::Yearly => "YEARLY",
        }
    }
}

/// A checked rule. Lists are sorted, each entry once; an empty list means no condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CalendarRule {
    freq: Freq,
    interval: u32,
    until: Option<NaiveDate>,
    months: Vec<i32>,
    month_days: Vec<i32>,
    /// Which of them (0 every, -1 last) and the weekday's number from Monday.
    days: Vec<(i32, usize)>,
    positions: Vec<i32>,
    week_start: usize,
}

impl CalendarRule {
    /// Reads a rule in lower case, without `rrule:`.
    pub(super) fn parse(text: &str) -> Result<CalendarRule, BadRule> {
        let mut rule = CalendarRule {
            freq: Freq::Daily,
            interval: 1,
            until: None,
            months: Vec::new(),
            month_days: Vec::new(),
            days: Vec::new(),
            positions: Vec::new(),
            week_start: 0,
        };
        let mut seen: Vec<&str> = Vec::new();
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let bad = || BadRule::new(&part.to_uppercase(), "can't be part of a rule", HINT);
            let (key, value) = part.split_once('=').ok_or_else(bad)?;
            if seen.contains(&key) {
                return Err(BadRule::new(&key.to_uppercase(), "is there twice", HINT));
            }
            seen.push(key);
            rule.set(key, value).ok_or_else(|| refused(part, key))?;
        }
        if !seen.contains(&"freq") {
            return Err(BadRule::new("RRULE", "says no `FREQ`", HINT));
        }
        rule.check().map_err(|what| BadRule::new(&text.to_uppercase(), what, HINT))?;
        Ok(rule)
    }

    fn set(&mut self, key: &str, value: &str) -> Option<()> {
        match key {
            "freq" => {
                self.freq = [Freq::Daily, Freq::Weekly, Freq::Monthly, Freq::Yearly]
                    .into_iter()
                    .find(|freq| freq.word().eq_ignore_ascii_case(value))?;
            }
            "interval" => self.interval = value.parse().ok().filter(|n| (1..=1000).contains(n))?,
            "until" => {
                let date = value.get(..8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
                self.until = Some(NaiveDate::parse_from_str(date, "%Y%m%d").ok()?);
            }
            "bymonth" => self.months = list(value, 1, 12)?,
            "bymonthday" => self.month_days = list(value, -31, 31)?,
            "bysetpos" => self.positions = list(value, -366, 366)?,
            "byday" => {
                let mut days = value.split(',').map(nth_weekday).collect::<Option<Vec<_>>>()?;
                days.sort_unstable();
                days.dedup();
                self.days = days;
            }
            "wkst" => self.week_start = code(value)?,
            _ => return None,
        }
        Some(())
    }

    fn check(&self) -> Result<(), &'static str> {
        let nth = self.days.iter().any(|(nth, _)| *nth != 0);
        if nth && matches!(self.freq, Freq::Daily | Freq::Weekly) {
            return Err("numbers weekdays, which only months and years can do");
        }
        if !self.month_days.is_empty() && self.freq == Freq::Weekly {
            return Err("names days of the month in a week");
        }
        let conditions =
            !(self.days.is_empty() && self.month_days.is_empty() && self.months.is_empty());
        if !self.positions.is_empty() && !conditions {
            return Err("has a `BYSETPOS` and nothing to choose from");
        }
        let some_day = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
        let always = CalendarRule { until: None, interval: 1, ..self.clone() };
        always.next(some_day, some_day).map(drop).ok_or("never happens")
    }

    /// The first day after `after` of the rule that starts with the day `first`; `None` when the series is
    /// over, or nothing is found in forty years of days looked at.
    pub(super) fn next(&self, first: NaiveDate, after: NaiveDate) -> Option<NaiveDate> {
        let mut period = self.aligned(first, self.start(after)?)?;
        let mut looked = 0;
        while looked < MAX_DAYS && self.until.is_none_or(|until| period <= until) {
            let end = self.later(period, 1)?;
            let mut days: Vec<NaiveDate> =
                period.iter_days().take_while(|day| *day < end).collect();
            looked += days.len();
            days.retain(|day| self.fits(*day, first));
            let chosen = self.choose(&days).find(|day| *day > after);
            if let Some(day) = chosen {
                return self.until.is_none_or(|until| day <= until).then_some(day);
            }
            period = self.later(period, self.interval)?;
        }
        None
    }

    /// The first day of the period that `day` lies in.
    fn start(&self, day: NaiveDate) -> Option<NaiveDate> {
        match self.freq {
            Freq::Daily => Some(day),
            Freq::Weekly => {
                let since = day.weekday().days_since(weekday_at(self.week_start));
                day.checked_sub_days(Days::new(since.into()))
            }
            Freq::Monthly => day.with_day(1),
            Freq::Yearly => NaiveDate::from_ymd_opt(day.year(), 1, 1),
        }
    }

    fn later(&self, period: NaiveDate, periods: u32) -> Option<NaiveDate> {
        match self.freq {
            Freq::Daily => period.checked_add_days(Days::new(periods.into())),
            Freq::Weekly => period.checked_add_days(Days::new(7 * u64::from(periods))),
            Freq::Monthly => period.checked_add_months(Months::new(periods)),
            Freq::Yearly => period.checked_add_months(Months::new(12 * periods)),
        }
    }

    /// The first period from `period` on that is a multiple of the interval after that of `first`.
    fn aligned(&self, first: NaiveDate, period: NaiveDate) -> Option<NaiveDate> {
        let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
        let origin = self.start(first)?;
        let apart = match self.freq {
            Freq::Daily => (period - origin).num_days(),
            Freq::Weekly => (period - origin).num_days() / 7,
            Freq::Monthly => months(period) - months(origin),
            Freq::Yearly => (months(period) - months(origin)) / 12,
        };
        let missing = (-apart).rem_euclid(i64::from(self.interval));
        self.later(period, u32::try_from(missing).ok()?)
    }

    fn fits(&self, day: NaiveDate, first: NaiveDate) -> bool {
        let (dated, named) = (!self.month_days.is_empty(), !self.days.is_empty());
        let month = i32::try_from(day.month()).unwrap_or(0);
        let same_month =
            self.freq != Freq::Yearly || dated || named || day.month() == first.month();
        let month_fits =
            if self.months.is_empty() { same_month } else { self.months.contains(&month) };
        let day_fits = match (dated, named, self.freq) {
            (false, false, Freq::Daily) => true,
            (false, false, Freq::Weekly) => day.weekday() == first.weekday(),
            (false, false, _) => day.day() == first.day(),
            _ => {
                (!dated || self.month_days.iter().any(|n| is_month_day(day, *n)))
                    && (!named || self.days.iter().any(|d| self.is_named(day, *d)))
            }
        };
        month_fits && day_fits
    }

    fn is_named(&self, day: NaiveDate, (nth, weekday): (i32, usize)) -> bool {
        if day.weekday() != weekday_at(weekday) {
            return false;
        }
        let in_year = self.freq == Freq::Yearly && self.months.is_empty();
        let (at, length) = if in_year {
            (day.ordinal0(), if day.leap_year() { 366 } else { 365 })
        } else {
            (day.day0(), month_length(day))
        };
        let from_start = i32::try_from(at / 7 + 1).unwrap_or(0);
        let from_end = -i32::try_from((length - 1 - at) / 7 + 1).unwrap_or(0);
        nth == 0 || nth == from_start || nth == from_end
    }

    /// The days that `BYSETPOS` picks, in order; all of them without one.
    fn choose<'a>(&'a self, days: &'a [NaiveDate]) -> impl Iterator<Item = NaiveDate> + 'a {
        let count = i32::try_from(days.len()).unwrap_or(i32::MAX);
        days.iter()
            .zip(1..)
            .filter(move |(_, at)| {
                self.positions.is_empty()
                    || self.positions.contains(at)
                    || self.positions.contains(&(at - count - 1))
            })
            .map(|(day, _)| *day)
    }
}

fn refused(part: &str, key: &str) -> BadRule {
    let part = &part.to_uppercase();
    match key {
        "count" => BadRule::new(
            part,
            "counts its times, and a series of tasks does not know its first",
            "say the last day instead: `UNTIL=20261231`",
        ),
        "freq" => BadRule::new(part, "is not a pace for tasks", HINT),
        "interval" => BadRule::new(part, "is not between 1 and 1000", HINT),
        _ => BadRule::new(part, "can't be part of a rule", HINT),
    }
}

fn month_length(day: NaiveDate) -> u32 {
    u32::from(day.num_days_in_month())
}

fn is_month_day(day: NaiveDate, wanted: i32) -> bool {
    let from_start = i32::try_from(day.day()).unwrap_or(0);
    let from_end = from_start - 1 - i32::try_from(month_length(day)).unwrap_or(0);
    wanted == from_start || wanted == from_end
}

/// Numbers from `least` to `most` without 0, apart by commas; sorted, each once.
fn list(value: &str, least: i32, most: i32) -> Option<Vec<i32>> {
    let mut found = Vec::new();
    for part in value.split(',') {
        let number: i32 = part.trim().parse().ok()?;
        if number == 0 || !(least..=most).contains(&number) {
            return None;
        }
        found.push(number);
    }
    found.sort_unstable();
    found.dedup();
    Some(found)
}

fn code(text: &str) -> Option<usize> {
    CODES.iter().position(|code| code.eq_ignore_ascii_case(text))
}

/// `mo`, `1mo`, `-1fr`.
fn nth_weekday(text: &str) -> Option<(i32, usize)> {
    let text = text.trim();
    let cut = text.len().checked_sub(2).filter(|cut| text.is_char_boundary(*cut))?;
    let (nth, name) = text.split_at(cut);
    let nth = if nth.is_empty() {
        0
    } else {
        nth.parse().ok().filter(|n: &i32| *n != 0 && n.abs() <= 53)?
    };
    Some((nth, code(name)?))
}

impl fmt::Display for CalendarRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let join =
            |numbers: &[i32]| numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        write!(f, "FREQ={}", self.freq.word())?;
        if self.interval != 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        if let Some(until) = self.until {
            write!(f, ";UNTIL={}", until.format("%Y%m%d"))?;
        }
        for (key, numbers) in [("BYMONTH", &self.months), ("BYMONTHDAY", &self.month_days)] {
            if !numbers.is_empty() {
                write!(f, ";{key}={}", join(numbers))?;
            }
        }
        if !self.days.is_empty() {
            let name = |(nth, day): &(i32, usize)| {
                if *nth == 0 { CODES[*day].to_owned() } else { format!("{nth}{}", CODES[*day]) }
            };
            write!(f, ";BYDAY={}", self.days.iter().map(name).collect::<Vec<_>>().join(","))?;
        }
        if !self.positions.is_empty() {
            write!(f, ";BYSETPOS={}", join(&self.positions))?;
        }
        if self.week_start != 0 {
            write!(f, ";WKST={}", CODES[self.week_start])?;
        }
        Ok(())
    }
}
