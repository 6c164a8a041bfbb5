//! How tasks repeat, in the way org users know: `+1w` a week after its date, `++1w` the next such date that
//! has not passed, `.+3d` three days after it was done.

use super::time::{Moment, Now};
use chrono::{Days, Months, NaiveDateTime};
use std::fmt;
use thiserror::Error;

/// A text that is no recurrence.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not a recurrence")]
pub struct BadRule(pub String);

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

/// A checked recurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    base: Base,
    count: u16,
    unit: char,
}

impl Rule {
    /// Reads a rule such as `+1w`, `++1m` or `.+3d`.
    ///
    /// # Errors
    /// [`BadRule`] when it is none.
    pub fn parse(text: &str) -> Result<Rule, BadRule> {
        let bad = || BadRule(text.to_owned());
        let (base, rest) = [("++", Base::NextDate), (".+", Base::Completion), ("+", Base::Date)]
            .into_iter()
            .find_map(|(sign, base)| text.strip_prefix(sign).map(|rest| (base, rest)))
            .ok_or_else(bad)?;
        let unit = rest.chars().next_back().filter(|c| "dwmy".contains(*c)).ok_or_else(bad)?;
        let count = rest[..rest.len() - 1].parse::<u16>().map_err(|_| bad())?;
        if count == 0 {
            return Err(bad());
        }
        Ok(Rule { base, count, unit })
    }

    /// The time after `anchor` (the date the closed task had) for a task closed at `closed`.
    pub fn next(&self, anchor: Moment, closed: Moment, now: &Now) -> Option<Occurrence> {
        let clock = anchor.local().time();
        let mut local = match self.base {
            Base::Completion => self.step(now.day_of(closed).and_time(clock))?,
            Base::Date | Base::NextDate => self.step(anchor.local())?,
        };
        while self.base == Base::NextDate && local <= now.at.local() {
            local = self.step(local)?;
        }
        Some(Occurrence { at: now.zone.at(local) })
    }

    fn step(self, from: NaiveDateTime) -> Option<NaiveDateTime> {
        let count = u32::from(self.count);
        match self.unit {
            'd' => from.checked_add_days(Days::new(u64::from(count))),
            'w' => from.checked_add_days(Days::new(7 * u64::from(count))),
            'm' => from.checked_add_months(Months::new(count)),
            _ => from.checked_add_months(Months::new(12 * count)),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.base {
            Base::Date => "+",
            Base::NextDate => "++",
            Base::Completion => ".+",
        };
        write!(f, "{sign}{}{}", self.count, self.unit)
    }
}
