//! A rule of repetition (`RRULE`, RFC 5545, section 3.3.10), read and checked. What it means is said by
//! [`super::walk`].
//!
//! A rule with a part that can't be followed is refused as a whole: half of a rule is a wrong calendar.

use super::value::{Stamp, ZoneNo, stamp};
use crate::domain::Order;
use crate::domain::pattern::{DayPattern, Pace};

/// A rule is at most so long: every list in it, written out.
const LONGEST: usize = 8_192;

/// How often, when it is more often than every day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quick {
    Hourly,
    Minutely,
    Secondly,
}

/// A checked rule. Lists are sorted, each entry once; an empty list means no condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    /// The days it means. Its interval is 1 when the rule is quick.
    pub(super) days: DayPattern,
    /// Set when it is more often than every day.
    pub(super) quick: Option<Quick>,
    /// Every how many hours, minutes or seconds, when it is quick; at least 1.
    pub(super) interval: u32,
    /// How many times in all, with the first.
    pub(super) count: Option<u64>,
    /// The last time it may be.
    pub(super) until: Option<Stamp>,
    /// `BYHOUR`.
    pub(super) hours: Vec<u32>,
    /// `BYMINUTE`.
    pub(super) minutes: Vec<u32>,
    /// `BYSECOND`.
    pub(super) seconds: Vec<u32>,
    /// `BYSETPOS`: which of a period, from 1, or from the end from -1.
    pub(super) positions: Vec<i64>,
}

impl Rule {
    /// Reads a rule; the error says what is wrong with it, as the end of a sentence about it.
    pub(super) fn read(text: &str) -> Result<Rule, String> {
        if text.len() > LONGEST {
            return Err("is too long".to_owned());
        }
        let mut rule = Rule {
            days: DayPattern::every(Pace::Daily),
            quick: None,
            interval: 1,
            count: None,
            until: None,
            hours: Vec::new(),
            minutes: Vec::new(),
            seconds: Vec::new(),
            positions: Vec::new(),
        };
        let mut paced = false;
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            let key = key.trim().to_ascii_uppercase();
            paced |= key == "FREQ";
            if !key.starts_with("X-") {
                let shown: String = part.chars().take(40).collect();
                rule.set(&key, value.trim()).ok_or_else(|| format!("says `{shown}`"))?;
            }
        }
        if !paced {
            return Err("says no `FREQ`".to_owned());
        }
        if rule.quick.is_none() {
            rule.days.interval = rule.interval;
        }
        Ok(rule)
    }

    fn set(&mut self, key: &str, value: &str) -> Option<()> {
        match key {
            "FREQ" => self.pace(value)?,
            "INTERVAL" => self.interval = value.parse().ok().filter(|n| *n > 0)?,
            "COUNT" => self.count = Some(value.parse().ok().filter(|n| *n > 0)?),
            "UNTIL" => self.until = Some(stamp(value, ZoneNo::HOME)?),
            "BYHOUR" => self.hours = list(value, 23)?,
            "BYMINUTE" => self.minutes = list(value, 59)?,
            // A leap second is the one before it.
            "BYSECOND" => self.seconds = list(value, 60)?.into_iter().map(|s| s.min(59)).collect(),
            "BYSETPOS" => {
                let positions = value.split(',').map(|n| n.trim().parse().ok().filter(|n| *n != 0));
                self.positions = positions.collect::<Option<_>>()?;
            }
            // RFC 7529: other calendars, and what becomes of days that a month does not have.
            "RSCALE" => return value.eq_ignore_ascii_case("GREGORIAN").then_some(()),
            "SKIP" => return value.eq_ignore_ascii_case("OMIT").then_some(()),
            _ => return self.days.set(key, value)?.then_some(()),
        }
        Some(())
    }

    fn pace(&mut self, value: &str) -> Option<()> {
        let quick = match value.to_ascii_uppercase().as_str() {
            "HOURLY" => Some(Quick::Hourly),
            "MINUTELY" => Some(Quick::Minutely),
            "SECONDLY" => Some(Quick::Secondly),
            _ => None,
        };
        self.quick = quick;
        let named = |pace: &Pace| pace.word().eq_ignore_ascii_case(value);
        self.days.pace = Pace::ALL.into_iter().find(named).or(quick.map(|_| Pace::Daily))?;
        Some(())
    }
}

/// Numbers from 0 to `most`, apart by commas; sorted, each once.
fn list(value: &str, most: u32) -> Option<Vec<u32>> {
    let numbers = value.split(',').map(|n| n.trim().parse().ok().filter(|n| *n <= most));
    let mut found: Vec<u32> = numbers.collect::<Option<_>>()?;
    found.order();
    found.dedup();
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_read_with_all_its_parts() {
        let rule = Rule::read("FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU;BYHOUR=9,8;WKST=SU");
        let rule = rule.unwrap();
        assert_eq!((rule.days.interval, rule.count), (2, Some(10)));
        assert_eq!((rule.days.days, rule.hours), (vec![(-1, 6), (1, 6)], vec![8, 9]));
        let quick = Rule::read("freq=minutely;interval=20;byhour=9,10").unwrap();
        assert_eq!(
            (quick.quick, quick.interval, quick.days.interval),
            (Some(Quick::Minutely), 20, 1)
        );
    }

    #[test]
    fn a_rule_that_can_not_be_followed_says_why() {
        for (text, why) in [
            ("", "says no `FREQ`"),
            ("INTERVAL=2", "says no `FREQ`"),
            ("FREQ=WEEKLY;INTERVAL=0", "says `INTERVAL=0`"),
            ("FREQ=DAILY;INTERVAL=-1", "says `INTERVAL=-1`"),
            ("FREQ=DAILY;COUNT=0", "says `COUNT=0`"),
            ("FREQ=FORTNIGHTLY", "says `FREQ=FORTNIGHTLY`"),
            ("FREQ=DAILY;BYHOUR=24", "says `BYHOUR=24`"),
            ("FREQ=YEARLY;BYEASTER=1", "says `BYEASTER=1`"),
            ("RSCALE=HEBREW;FREQ=YEARLY", "says `RSCALE=HEBREW`"),
        ] {
            assert_eq!(Rule::read(text).unwrap_err(), why, "{text}");
        }
        assert!(Rule::read("RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=OMIT;X-NAME=1").is_ok());
    }
}
