//! How tasks repeat, in the way org users know: `+1w` a week after its date, `++1w` the next such date that
//! is still to come, `.+3d` three days after it was done; beside them weekdays (`mon,thu`, `weekday`) and
//! the rules of calendars ([`super::rrule`]).
//!
//! Rules count work days and keep the wall-clock time of the date they start from, so that a change of
//! the clocks moves nothing. The work of finding the next date is bounded whatever the rule.

use super::rrule::CalendarRule;
use super::time::{Moment, Now};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use std::fmt;
use thiserror::Error;

const HINT: &str = "for example `+1w` (from its date), `++1m` (next date to come), `.+3d` (from when it was done), `weekday` or `mon,thu`";
const MAX_COUNT: u32 = 1000;
const MAX_LENGTH: usize = 200;
const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// A text that is no recurrence that can be followed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct BadRule {
    message: String,
    hint: &'static str,
}

impl BadRule {
    pub(super) fn new(text: &str, what: &str, hint: &'static str) -> BadRule {
        let shown: String = text.chars().take(60).flat_map(char::escape_debug).collect();
        BadRule { message: format!("`{shown}` {what}"), hint }
    }

    /// What to write instead.
    pub fn hint(&self) -> &'static str {
        self.hint
    }
}

/// The next time of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// When.
    pub at: Moment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Base {
    Date,
    NextDate,
    Completion,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Step {
        base: Base,
        count: u32,
        unit: char,
    },
    /// Days of the week, Monday in the lowest bit.
    Weekdays(u8),
    Calendar(CalendarRule),
}

/// A checked recurrence. It prints in its canonical form, which reads back as the same rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule(Kind);

impl Rule {
    /// Reads a rule: `+1w`, `++1m`, `.+3d` (units `h d w m y`), `2w` (the same as `++2w`), `daily`, `weekday`,
    /// `weekly`, `monthly`, `yearly`, `mon,thu`, `FREQ=...` with or without `RRULE:` before it.
    ///
    /// # Errors
    /// [`BadRule`] when it is none, or one that can't be followed.
    pub fn parse(text: &str) -> Result<Rule, BadRule> {
        let lower = text.trim().to_lowercase();
        if lower.len() > MAX_LENGTH {
            return Err(BadRule::new(text, "is too long for a recurrence", HINT));
        }
        let rule = lower.strip_prefix("rrule:").unwrap_or(&lower);
        if rule.contains('=') || rule.len() < lower.len() {
            return CalendarRule::parse(rule).map(Kind::Calendar).map(Rule);
        }
        let word = match lower.as_str() {
            "daily" | "day" => "++1d",
            "weekly" | "week" => "++1w",
            "monthly" | "month" => "++1m",
            "yearly" | "year" | "annually" => "++1y",
            "weekday" | "weekdays" => "mon,tue,wed,thu,fri",
            other => other,
        };
        step(word)
            .or_else(|| weekdays(word))
            .map(Rule)
            .ok_or_else(|| BadRule::new(text, "is not a recurrence", HINT))
    }

    /// The first day from `today` on that the rule names by itself; `None` for one that counts from a date, and when the
    /// series is over.
    pub fn first_day(&self, today: NaiveDate) -> Option<NaiveDate> {
        let before = today.pred_opt()?;
        match &self.0 {
            Kind::Step { .. } => None,
            Kind::Weekdays(set) => next_weekday(before, *set),
            Kind::Calendar(rule) => rule.next(today, before),
        }
    }

    /// Whether it counts hours, and so depends on the time of the day.
    pub fn is_hourly(&self) -> bool {
        matches!(self.0, Kind::Step { unit: 'h', .. })
    }

    /// The time after `anchor` (the date the closed task had) for a task closed at `closed`. Always after
    /// `anchor`, except for a `.+` rule on a task that was done early; `None` when the series is over.
    pub fn next(&self, anchor: Moment, closed: Moment, now: &Now) -> Option<Occurrence> {
        if let Kind::Step { base, count, unit: 'h' } = self.0 {
            return hours(base, i64::from(count), (anchor, closed), now);
        }
        let (first, done) = (now.day_of(anchor), now.day_of(closed));
        let day = match &self.0 {
            Kind::Step { base: Base::Date, count, unit } => plus(first, *count, *unit)?,
            Kind::Step { base: Base::Completion, count, unit } => plus(done, *count, *unit)?,
            Kind::Step { base: Base::NextDate, count, unit } => {
                next_step(first, done.max(now.day()), *count, *unit)?
            }
            Kind::Weekdays(set) => next_weekday(first.max(done), *set)?,
            Kind::Calendar(rule) => rule.next(first, first.max(done))?,
        };
        // Far enough from the ends of what a moment can hold for any arithmetic on it.
        (day.year() < 2199).then(|| Occurrence { at: now.on_day(day, anchor.local().time()) })
    }
}

fn step(text: &str) -> Option<Kind> {
    let (base, rest) = [("++", Base::NextDate), (".+", Base::Completion), ("+", Base::Date)]
        .into_iter()
        .find_map(|(sign, base)| text.strip_prefix(sign).map(|rest| (base, rest)))
        .unwrap_or((Base::NextDate, text));
    let unit = rest.chars().next_back().filter(|c| "hdwmy".contains(*c))?;
    let digits = &rest[..rest.len() - 1];
    let count: u32 =
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()?;
    (1..=MAX_COUNT).contains(&count).then_some(Kind::Step { base, count, unit })
}

fn weekdays(text: &str) -> Option<Kind> {
    const FULL: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let mut set = 0;
    for name in text.split(',') {
        let name = name.trim();
        let at = FULL.iter().position(|full| name.len() >= 3 && full.starts_with(name))?;
        set |= 1 << at;
    }
    Some(match set {
        0b111_1111 => Kind::Step { base: Base::NextDate, count: 1, unit: 'd' },
        set => Kind::Weekdays(set),
    })
}

/// `steps` units after `from`; the end of a shorter month stands for a day it does not have.
fn plus(from: NaiveDate, steps: u32, unit: char) -> Option<NaiveDate> {
    match unit {
        'd' => from.checked_add_days(Days::new(steps.into())),
        'w' => from.checked_add_days(Days::new(7 * u64::from(steps))),
        'm' => from.checked_add_months(Months::new(steps)),
        _ => from.checked_add_months(Months::new(steps.checked_mul(12)?)),
    }
}

/// The first whole number of steps after `from` that lies after `after`. Counted from `from`, so that a
/// 31st that was clamped in February is a 31st again in March.
fn next_step(from: NaiveDate, after: NaiveDate, count: u32, unit: char) -> Option<NaiveDate> {
    let longest_days = match unit {
        'd' => 1,
        'w' => 7,
        'm' => 31,
        _ => 366,
    };
    let gap = u32::try_from((after - from).num_days().max(0)).ok()?;
    // Never too many: a step is at most that long.
    let mut times = (gap / (longest_days * count)).max(1);
    loop {
        let day = plus(from, count.checked_mul(times)?, unit)?;
        if day > after {
            return Some(day);
        }
        times += 1;
    }
}

fn next_weekday(after: NaiveDate, set: u8) -> Option<NaiveDate> {
    (1..=7)
        .filter_map(|days| after.checked_add_days(Days::new(days)))
        .find(|day| set & (1 << day.weekday().num_days_from_monday()) != 0)
}

fn hours(
    base: Base,
    count: i64,
    (anchor, closed): (Moment, Moment),
    now: &Now,
) -> Option<Occurrence> {
    let step_ms = count * 3_600_000;
    let after = closed.utc_ms().max(now.at.utc_ms());
    let utc_ms = match base {
        Base::Date => anchor.utc_ms() + step_ms,
        Base::Completion => closed.utc_ms() + step_ms,
        Base::NextDate => {
            let steps = (after - anchor.utc_ms()).div_euclid(step_ms) + 1;
            anchor.utc_ms() + steps.max(1) * step_ms
        }
    };
    let at = now.zone.moment(utc_ms);
    (at.local().year() < 2199).then_some(Occurrence { at })
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Step { base, count, unit } => {
                let sign = match base {
                    Base::Date => "+",
                    Base::NextDate => "++",
                    Base::Completion => ".+",
                };
                write!(f, "{sign}{count}{unit}")
            }
            Kind::Weekdays(0b1_1111) => f.write_str("weekday"),
            Kind::Weekdays(set) => {
                let names = NAMES.iter().enumerate().filter(|(at, _)| set & (1 << at) != 0);
                let names: Vec<&str> = names.map(|(_, name)| *name).collect();
                f.write_str(&names.join(","))
            }
            Kind::Calendar(rule) => rule.fmt(f),
        }
    }
}

/// The weekday whose number from Monday is `at`.
pub(super) fn weekday_at(at: usize) -> Weekday {
    u8::try_from(at % 7).ok().and_then(|at| Weekday::try_from(at).ok()).unwrap_or(Weekday::Mon)
}

#[cfg(test)]
#[path = "tests/recur.rs"]
mod tests;
