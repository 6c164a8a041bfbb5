//! Which days a rule of a calendar (RFC 5545, section 3.3.10) means: the parts of it that speak of days, and
//! the periods that its pace and its interval leave. Times of the day, counts and ends are for whoever uses it:
//! tasks ([`super::rrule`]) and the calendars' own entries.
//!
//! Every question here is about one day or one step and takes a bounded time; what is too far away for the
//! calendar is `None`.

use super::recur::weekday_at;
use crate::domain::Order;
use chrono::{Datelike, Days, Months, NaiveDate};

const CODES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// How long a period of a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// A day.
    Daily,
    /// Seven days, from the rule's first day of the week.
    Weekly,
    /// A month.
    Monthly,
    /// A year.
    Yearly,
}

impl Pace {
    /// Every pace.
    pub const ALL: [Pace; 4] = [Pace::Daily, Pace::Weekly, Pace::Monthly, Pace::Yearly];

    /// Its word in a rule.
    pub fn word(self) -> &'static str {
        match self {
            Pace::Daily => "DAILY",
            Pace::Weekly => "WEEKLY",
            Pace::Monthly => "MONTHLY",
            Pace::Yearly => "YEARLY",
        }
    }
}

/// The days that a rule means. Lists are sorted, each entry once; an empty list means no condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayPattern {
    /// How long a period is.
    pub pace: Pace,
    /// Every how many periods; at least 1.
    pub interval: u32,
    /// `BYMONTH`, 1 to 12.
    pub months: Vec<i32>,
    /// `BYMONTHDAY`, 1 to 31 or from the end -1 to -31.
    pub month_days: Vec<i32>,
    /// `BYYEARDAY`, 1 to 366 or from the end.
    pub year_days: Vec<i32>,
    /// `BYWEEKNO`, 1 to 53 or from the end.
    pub weeks: Vec<i32>,
    /// `BYDAY`: which of them in the period (0 every, -1 last) and the weekday's number from Monday.
    pub days: Vec<(i32, usize)>,
    /// `WKST`: the number of the first day of the week from Monday.
    pub week_start: usize,
}

impl DayPattern {
    /// Every period of that pace, with no further condition.
    pub fn every(pace: Pace) -> DayPattern {
        DayPattern {
            pace,
            interval: 1,
            months: Vec::new(),
            month_days: Vec::new(),
            year_days: Vec::new(),
            weeks: Vec::new(),
            days: Vec::new(),
            week_start: 0,
        }
    }

    /// Takes in the part `key=value` of a rule, in any capitals, when it is one that speaks of days. `None` when
    /// the value is none that it can have; otherwise whether the key was such a part.
    pub fn set(&mut self, key: &str, value: &str) -> Option<bool> {
        match key.to_ascii_lowercase().as_str() {
            "bymonth" => self.months = list(value, 1, 12)?,
            "bymonthday" => self.month_days = list(value, -31, 31)?,
            "byyearday" => self.year_days = list(value, -366, 366)?,
            "byweekno" => self.weeks = list(value, -53, 53)?,
            "byday" => {
                let mut days = value.split(',').map(nth_weekday).collect::<Option<Vec<_>>>()?;
                days.order();
                days.dedup();
                self.days = days;
            }
            "wkst" => self.week_start = code(value.trim())?,
            _ => return Some(false),
        }
        Some(true)
    }

    /// Whether any part says which days are meant, beside the pace.
    pub fn is_conditional(&self) -> bool {
        [&self.months, &self.month_days, &self.year_days, &self.weeks].iter().any(|l| !l.is_empty())
            || !self.days.is_empty()
    }

    /// The parts as they stand in a rule, without its pace and interval; each begins with a `;`.
    pub fn parts(&self) -> String {
        let join =
            |numbers: &[i32]| numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let mut out = String::new();
        for (key, numbers) in [
            ("BYMONTH", &self.months),
            ("BYWEEKNO", &self.weeks),
            ("BYYEARDAY", &self.year_days),
            ("BYMONTHDAY", &self.month_days),
        ] {
            if !numbers.is_empty() {
                out = out + ";" + key + "=" + &join(numbers);
            }
        }
        if !self.days.is_empty() {
            let name = |(nth, day): &(i32, usize)| {
                if *nth == 0 { CODES[*day].to_owned() } else { format!("{nth}{}", CODES[*day]) }
            };
            out += ";BYDAY=";
            out += &self.days.iter().map(name).collect::<Vec<_>>().join(",");
        }
        out
    }

    /// The code of the first day of the week, when it is not Monday.
    pub fn unusual_week_start(&self) -> Option<&'static str> {
        CODES.get(self.week_start).copied().filter(|_| self.week_start != 0)
    }

    /// The first day of the period that `day` lies in.
    pub fn start(&self, day: NaiveDate) -> Option<NaiveDate> {
        match self.pace {
            Pace::Daily => Some(day),
            Pace::Weekly => {
                let since = day.weekday().days_since(weekday_at(self.week_start));
                day.checked_sub_days(Days::new(since.into()))
            }
            Pace::Monthly => day.with_day(1),
            Pace::Yearly => NaiveDate::from_ymd_opt(day.year(), 1, 1),
        }
    }

    /// The first day of the period that many periods after the one that begins with `period`.
    pub fn later(&self, period: NaiveDate, periods: u32) -> Option<NaiveDate> {
        match self.pace {
            Pace::Daily => period.checked_add_days(Days::new(periods.into())),
            Pace::Weekly => period.checked_add_days(Days::new(7 * u64::from(periods))),
            Pace::Monthly => period.checked_add_months(Months::new(periods)),
            Pace::Yearly => period.checked_add_months(Months::new(periods.checked_mul(12)?)),
        }
    }

    /// The first period from `period` on that is a multiple of the interval after that of `first`.
    pub fn aligned(&self, first: NaiveDate, period: NaiveDate) -> Option<NaiveDate> {
        let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
        let origin = self.start(first)?;
        let apart = match self.pace {
            Pace::Daily => (period - origin).num_days(),
            Pace::Weekly => (period - origin).num_days() / 7,
            Pace::Monthly => months(period) - months(origin),
            Pace::Yearly => (months(period) - months(origin)) / 12,
        };
        let missing = (-apart).rem_euclid(i64::from(self.interval.max(1)));
        self.later(period, u32::try_from(missing).ok()?)
    }

    /// Whether the rule that starts with the day `first` means `day`, which lies in one of its periods.
    pub fn fits(&self, day: NaiveDate, first: NaiveDate) -> bool {
        let in_list = |list: &[i32], at: u32, of: u32| {
            let (at, of) = (i32::try_from(at).unwrap_or(0), i32::try_from(of).unwrap_or(0));
            list.is_empty() || list.contains(&at) || list.contains(&(at - 1 - of))
        };
        let month = i32::try_from(day.month()).unwrap_or(0);
        if !self.months.is_empty() && !self.months.contains(&month) {
            return false;
        }
        let year_length = if day.leap_year() { 366 } else { 365 };
        in_list(&self.month_days, day.day(), month_length(day))
            && in_list(&self.year_days, day.ordinal(), year_length)
            && self.is_in_week(day)
            && (self.days.is_empty() || self.days.iter().any(|d| self.is_named(day, *d)))
            && self.is_as_first(day, first)
    }

    /// What the parts leave open is as on the first day of all.
    fn is_as_first(&self, day: NaiveDate, first: NaiveDate) -> bool {
        let chosen =
            !(self.days.is_empty() && self.month_days.is_empty() && self.year_days.is_empty());
        match self.pace {
            _ if chosen => true,
            Pace::Daily => true,
            Pace::Weekly => day.weekday() == first.weekday(),
            Pace::Yearly if !self.weeks.is_empty() => day.weekday() == first.weekday(),
            Pace::Yearly if self.months.is_empty() => {
                (day.month(), day.day()) == (first.month(), first.day())
            }
            Pace::Monthly | Pace::Yearly => day.day() == first.day(),
        }
    }

    fn is_in_week(&self, day: NaiveDate) -> bool {
        if self.weeks.is_empty() {
            return true;
        }
        // A week belongs to the year in which it has four days or more: that of its fourth day.
        let since = day.weekday().days_since(weekday_at(self.week_start));
        let begin = day.checked_sub_days(Days::new(since.into()));
        let Some(fourth) = begin.and_then(|day| day.checked_add_days(Days::new(3))) else {
            return false;
        };
        let length = if fourth.leap_year() { 366 } else { 365 };
        let number = fourth.ordinal0() / 7 + 1;
        let after = (length - 1 - fourth.ordinal0()) / 7;
        let of_end = |n: u32| -i32::try_from(n + 1).unwrap_or(0);
        self.weeks.contains(&i32::try_from(number).unwrap_or(0))
            || self.weeks.contains(&of_end(after))
    }

    fn is_named(&self, day: NaiveDate, (nth, weekday): (i32, usize)) -> bool {
        if day.weekday() != weekday_at(weekday) {
            return false;
        }
        let counted = match self.pace {
            Pace::Monthly => true,
            Pace::Yearly => self.weeks.is_empty(),
            Pace::Daily | Pace::Weekly => false,
        };
        let in_year = self.pace == Pace::Yearly && self.months.is_empty();
        let (at, length) = if in_year {
            (day.ordinal0(), if day.leap_year() { 366 } else { 365 })
        } else {
            (day.day0(), month_length(day))
        };
        let from_start = i32::try_from(at / 7 + 1).unwrap_or(0);
        let from_end = -i32::try_from((length - 1 - at) / 7 + 1).unwrap_or(0);
        nth == 0 || !counted || nth == from_start || nth == from_end
    }
}

fn month_length(day: NaiveDate) -> u32 {
    u32::from(day.num_days_in_month())
}

/// Numbers from `least` to `most` without 0, apart by commas; sorted, each once.
pub(super) fn list(value: &str, least: i32, most: i32) -> Option<Vec<i32>> {
    let mut found = Vec::new();
    for part in value.split(',') {
        let number: i32 = part.trim().parse().ok()?;
        if number == 0 || !(least..=most).contains(&number) {
            return None;
        }
        found.push(number);
    }
    found.order();
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
