//! The recurrence rules of calendars (RFC 5545), as far as they make sense for tasks: whole days, no count.
//!
//! The next date is looked for day by day in the periods that the interval leaves, and given up after a
//! fixed number of days, so that no rule can take long. A task's series keeps no first day to count from.
//!
//! Next: [`super::pattern`] for what the parts mean.

use super::pattern::{DayPattern, Pace, list};
use super::recur::BadRule;
use chrono::NaiveDate;
use std::fmt;

const HINT: &str = "for example `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH` or `FREQ=MONTHLY;BYDAY=-1FR`";
/// Forty years of days: the rarest sensible rule, a certain weekday on a 29 February, comes every 28 or 40.
const MAX_DAYS: usize = 15_000;

/// A checked rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CalendarRule {
    pattern: DayPattern,
    until: Option<NaiveDate>,
    positions: Vec<i32>,
}

impl CalendarRule {
    /// Reads a rule in lower case, without `rrule:`.
    pub(super) fn parse(text: &str) -> Result<CalendarRule, BadRule> {
        let pattern = DayPattern::every(Pace::Daily);
        let mut rule = CalendarRule { pattern, until: None, positions: Vec::new() };
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
                let named = |pace: &Pace| pace.word().eq_ignore_ascii_case(value);
                self.pattern.pace = Pace::ALL.into_iter().find(named)?;
            }
            "interval" => {
                self.pattern.interval = value.parse().ok().filter(|n| (1..=1000).contains(n))?;
            }
            "until" => {
                let date = value.get(..8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
                self.until = Some(NaiveDate::parse_from_str(date, "%Y%m%d").ok()?);
            }
            "bysetpos" => self.positions = list(value, -366, 366)?,
            _ => return self.pattern.set(key, value)?.then_some(()),
        }
        Some(())
    }

    fn check(&self) -> Result<(), &'static str> {
        let (pattern, pace) = (&self.pattern, self.pattern.pace);
        let nth = pattern.days.iter().any(|(nth, _)| *nth != 0);
        if nth && matches!(pace, Pace::Daily | Pace::Weekly) {
            return Err("numbers weekdays, which only months and years can do");
        }
        if !pattern.month_days.is_empty() && pace == Pace::Weekly {
            return Err("names days of the month in a week");
        }
        if !pattern.year_days.is_empty() && matches!(pace, Pace::Weekly | Pace::Monthly) {
            return Err("names days of the year in something shorter");
        }
        if !pattern.weeks.is_empty() && pace != Pace::Yearly {
            return Err("numbers weeks, which only years can do");
        }
        if !self.positions.is_empty() && !pattern.is_conditional() {
            return Err("has a `BYSETPOS` and nothing to choose from");
        }
        let some_day = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
        let mut always = CalendarRule { until: None, ..self.clone() };
        always.pattern.interval = 1;
        always.next(some_day, some_day).map(drop).ok_or("never happens")
    }

    /// The first day after `after` of the rule that starts with the day `first`; `None` when the series is
    /// over, or nothing is found in forty years of days looked at.
    pub(super) fn next(&self, first: NaiveDate, after: NaiveDate) -> Option<NaiveDate> {
        let pattern = &self.pattern;
        let mut period = pattern.aligned(first, pattern.start(after)?)?;
        let mut looked = 0;
        while looked < MAX_DAYS && self.until.is_none_or(|until| period <= until) {
            let end = pattern.later(period, 1)?;
            let mut days: Vec<NaiveDate> =
                period.iter_days().take_while(|day| *day < end).collect();
            looked += days.len();
            days.retain(|day| pattern.fits(*day, first));
            let chosen = self.choose(&days).find(|day| *day > after);
            if let Some(day) = chosen {
                return self.until.is_none_or(|until| day <= until).then_some(day);
            }
            period = pattern.later(period, pattern.interval)?;
        }
        None
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

impl fmt::Display for CalendarRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FREQ={}", self.pattern.pace.word())?;
        if self.pattern.interval != 1 {
            write!(f, ";INTERVAL={}", self.pattern.interval)?;
        }
        if let Some(until) = self.until {
            write!(f, ";UNTIL={}", until.format("%Y%m%d"))?;
        }
        f.write_str(&self.pattern.parts())?;
        if !self.positions.is_empty() {
            let positions: Vec<_> = self.positions.iter().map(ToString::to_string).collect();
            write!(f, ";BYSETPOS={}", positions.join(","))?;
        }
        match self.pattern.unusual_week_start() {
            Some(code) => write!(f, ";WKST={code}"),
            None => Ok(()),
        }
    }
}
