//! Values as a person writes them in the config file: `09:00`, `1h30`, `mon-fri`, `12:30-13:15`, `never`.

use crate::text::{self, visible};
use chrono::{NaiveTime, Timelike, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// Days of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Days(u8);

const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

impl Days {
    /// Monday to Friday.
    pub const WORKING: Days = Days(0b001_1111);
    /// Every day.
    pub const ALL: Days = Days(0b111_1111);

    /// Whether each day is one of them, Monday first.
    pub fn flags(self) -> [bool; 7] {
        WEEK.map(|day| self.contains(day))
    }

    /// These days and those.
    #[must_use]
    pub fn and(self, other: Days) -> Days {
        Days(self.0 | other.0)
    }

    /// Whether the day is one of them.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    /// The days in order, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        WEEK.into_iter().filter(move |day| self.contains(*day))
    }

    /// Reads `mon-fri`, `mon,wed,fri`, `fri-mon` (over the weekend) or `none`.
    pub fn parse(text: &str) -> Option<Days> {
        if text.trim() == "none" {
            return Some(Days(0));
        }
        let mut days = Days(0);
        for part in text.split(',') {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (mut day, last) = (weekday(first)?, weekday(last)?);
            days.0 |= bit(day);
            while day != last {
                day = day.succ();
                days.0 |= bit(day);
            }
        }
        Some(days)
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut runs: Vec<(Weekday, Weekday)> = Vec::new();
        for day in self.iter() {
            match runs.last_mut() {
                Some((_, last)) if last.succ() == day => *last = day,
                _ => runs.push((day, day)),
            }
        }
        if runs.is_empty() {
            return f.write_str("none");
        }
        for (i, (first, last)) in runs.into_iter().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            write!(f, "{comma}{}", print_weekday(first))?;
            if first != last {
                let between = if first.succ() == last { "," } else { "-" };
                write!(f, "{between}{}", print_weekday(last))?;
            }
        }
        Ok(())
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.num_days_from_monday()
}

fn weekday(text: &str) -> Option<Weekday> {
    text.trim().parse().ok()
}

fn print_weekday(day: Weekday) -> String {
    day.to_string().to_lowercase()
}

/// Reads `9:00`, `09:00`, or `24:00` as the last minute of the day.
fn time(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.trim().split_once(':')?;
    let digits = |part: &str| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(hour) || minute.len() != 2 || !digits(minute) {
        return None;
    }
    match (hour.parse().ok()?, minute.parse().ok()?) {
        (24, 0) => NaiveTime::from_hms_opt(23, 59, 0),
        (hour, minute) => NaiveTime::from_hms_opt(hour, minute, 0),
    }
}

fn print_time(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Reads a time of day as minutes after midnight; `24:00` is 1440.
pub(super) fn minute(text: &str) -> Option<u16> {
    if text.trim() == "24:00" {
        return Some(1440);
    }
    u16::try_from(time(text)?.num_seconds_from_midnight() / 60).ok()
}

pub(super) fn length(text: &str) -> Option<u32> {
    text::duration(text).ok()
}

pub(super) fn print_length(seconds: u32) -> String {
    if seconds.is_multiple_of(60) {
        text::print_duration(i64::from(seconds))
    } else {
        format!("{seconds}s")
    }
}

/// Seconds; `None` is never.
type UnlessNever = Option<u32>;
/// Start and end of lunch, if there is one.
type Lunch = Option<(NaiveTime, NaiveTime)>;

fn never_or_length(text: &str) -> Option<UnlessNever> {
    if text.trim() == "never" { Some(None) } else { length(text).map(Some) }
}

fn none_or_length(text: &str) -> Option<UnlessNever> {
    if text.trim() == "none" { Some(None) } else { length(text).map(Some) }
}

fn lunch(text: &str) -> Option<Lunch> {
    if text.trim() == "none" {
        return Some(None);
    }
    let (start, end) = text.split_once('-')?;
    Some(Some((time(start)?, time(end)?)))
}

fn sleep(text: &str) -> Option<Lunch> {
    if text.trim() == "unset" { Some(None) } else { lunch(text).filter(Option::is_some) }
}

/// A module for `#[serde(with = ..)]` that keeps a value as text.
macro_rules! as_text {
    ($name:ident: $type:ty, $parse:expr, $print:expr, $expected:literal) => {
        pub(super) mod $name {
            use super::*;

            #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
            pub(in crate::config) fn serialize<S: Serializer>(
                value: &$type,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                let print: fn($type) -> String = $print;
                print(*value).serialize(serializer)
            }

            pub(in crate::config) fn deserialize<'de, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<$type, D::Error> {
                let text = String::deserialize(deserializer)?;
                let parse: fn(&str) -> Option<$type> = $parse;
                let shown = visible(&text);
                parse(&text)
                    .ok_or_else(|| de::Error::custom(format!("`{shown}` is not {}", $expected)))
            }
        }
    };
}

as_text!(time_of_day: NaiveTime, time, print_time, "a time of day");
as_text!(seconds: u32, length, print_length, "a length of time");
as_text!(seconds_or_never: UnlessNever, never_or_length,
    |s| s.map_or_else(|| "never".into(), print_length), "a length of time, or `never`");
as_text!(seconds_or_none: UnlessNever, none_or_length,
    |s| s.map_or_else(|| "none".into(), print_length), "a length of time, or `none`");
as_text!(lunch_or_none: Lunch, lunch,
    |l| l.map_or_else(|| "none".into(), |(a, b)| format!("{}-{}", print_time(a), print_time(b))),
    "a span such as `12:30-13:15`, or `none`");
as_text!(sleep_or_unset: Lunch, sleep,
    |l| l.map_or_else(|| "unset".into(), |(a, b)| format!("{}-{}", print_time(a), print_time(b))),
    "a span such as `00:30-08:30`, or `unset`");
as_text!(days: Days, Days::parse, |d| d.to_string(), "days such as `mon-fri` or `mon,wed`");
as_text!(day: Weekday, weekday, print_weekday, "a day of the week");

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(crate::domain::laws::cases(256))]
        #[test]
        fn what_is_printed_is_read_back(seconds in 1..200_000u32, bits in 0..128u8, minute in 0..1440u32) {
            prop_assert_eq!(length(&print_length(seconds)), Some(seconds));
            prop_assert_eq!(Days::parse(&Days(bits).to_string()), Some(Days(bits)));
            let at = NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap();
            prop_assert_eq!(time(&print_time(at)), Some(at));
        }

        #[test]
        fn reading_never_panics(text in any::<String>()) {
            let _ = (length(&text), Days::parse(&text), time(&text), lunch(&text), weekday(&text));
        }
    }

    #[test]
    fn a_run_of_days_is_written_short() {
        assert_eq!(Days::WORKING.to_string(), "mon-fri");
        assert_eq!(Days::parse("Monday, wed,sat,sun").unwrap().to_string(), "mon,wed,sat,sun");
        assert_eq!(Days::parse("fri-mon").unwrap().to_string(), "mon,fri-sun");
        assert_eq!(Days::parse("weekdays"), None);
    }
}
