//! Org's timestamps: `<2026-11-27 Fri 10:00-11:30 ++1w -3d>`, active in angle brackets or inactive in square ones.

use super::super::import::stamp::date;
use crate::domain::recur::Rule;
use chrono::{NaiveDate, NaiveTime};

/// A timestamp's parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Timestamp {
    pub(super) date: NaiveDate,
    pub(super) time: Option<NaiveTime>,
    /// How it repeats, in heyday's grammar, which is Org's.
    pub(super) every: Option<String>,
    /// A part that is understood by Org and not here, such as how long before to warn.
    pub(super) rest: bool,
}

/// Reads the timestamp that `text` begins with, and returns what comes after it.
pub(super) fn timestamp(text: &str) -> Option<(Timestamp, &str)> {
    let close = match text.chars().next()? {
        '<' => '>',
        '[' => ']',
        _ => return None,
    };
    let (inside, rest) = text.get(1..)?.split_once(close)?;
    let mut words = inside.split_whitespace();
    let mut read = Timestamp { date: date(words.next()?)?, time: None, every: None, rest: false };
    for word in words {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let time = word.split('-').next().unwrap_or(word);
            read.time = Some(clock(time)?);
        } else if word.starts_with(['+', '.']) {
            // A habit's `.+2d/3d` says how long it may take at most.
            let rule = word.split('/').next().unwrap_or(word);
            read.rest |= rule != word;
            match Rule::parse(rule) {
                Ok(_) => read.every = Some(rule.to_owned()),
                Err(_) => read.rest = true,
            }
        } else if word.starts_with('-') {
            read.rest = true;
        }
    }
    Some((read, rest))
}

/// `9:30` or `09:30`.
fn clock(text: &str) -> Option<NaiveTime> {
    let (hours, minutes) = text.split_once(':')?;
    let two = |text: &str| (text.len() <= 2).then(|| text.parse().ok()).flatten();
    NaiveTime::from_hms_opt(two(hours)?, two(minutes)?, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let (it, rest) = timestamp(text)?;
        let time = it.time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
        let more = if it.rest { " ..." } else { "" };
        Some(format!("{} {time} {}{more}|{rest}", it.date, it.every.unwrap_or_default()))
    }

    #[test]
    fn dates_times_and_repeaters_are_read() {
        let read = |text| read(text).unwrap_or_default();
        assert_eq!(read("<2026-11-27 Fri>"), "2026-11-27  |");
        assert_eq!(read("[2026-11-27 ven. 9:05]--x"), "2026-11-27 09:05 |--x");
        assert_eq!(read("<2026-11-27 Fri 10:00-11:30 ++1w -3d> y"), "2026-11-27 10:00 ++1w ...| y");
        assert_eq!(read("<2026-11-27 .+1d/3d>"), "2026-11-27  .+1d ...|");
        for wrong in
            ["", "<", "<>", "<x>", "<2026-13-01>", "<2026-11-27 25:00>", "2026-11-27", "<é>"]
        {
            assert_eq!(read(wrong), "", "{wrong}");
        }
    }
}
