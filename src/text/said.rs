//! Times and days in the words that people read: `09:30`, `tomorrow`, `Fri 27`. The way back is [`mod@super::when`].

use crate::domain::{Moment, Now};
use chrono::{Datelike, NaiveDate};
use unicode_width::UnicodeWidthStr;

/// Days from today within which a date goes without its month.
const NEAR_DAYS: i64 = 14;

/// A wall-clock time: `09:30`.
pub fn clock(at: Moment) -> String {
    at.local().format("%H:%M").to_string()
}

/// A work day, seen from today: `today`, `tomorrow`, `yesterday`, `Fri 27`, `Fri 27 Mar`, `Fri 27 Mar 2028`.
pub fn day_words(day: NaiveDate, now: &Now) -> String {
    let today = now.day();
    match (day - today).num_days() {
        0 => "today".into(),
        1 => "tomorrow".into(),
        -1 => "yesterday".into(),
        days if days.abs() <= NEAR_DAYS => day.format("%a %-d").to_string(),
        _ if day.year() == today.year() => day.format("%a %-d %b").to_string(),
        _ => day.format("%a %-d %b %Y").to_string(),
    }
}

/// A day and a time: `today 17:30`, `Fri 27 09:00`.
pub fn day_clock(at: Moment, now: &Now) -> String {
    let here = now.zone.moment(at.utc_ms());
    format!("{} {}", day_at(here, now), clock(here))
}

/// The day of a time that is shown beside it. By night the evening before is still today; by day, 03:00 is
/// today's, although it belongs to yesterday's work day.
pub fn day_at(at: Moment, now: &Now) -> String {
    let by_night = now.at.local().date() != now.day();
    day_words(if by_night { now.day_of(at) } else { at.local().date() }, now)
}

/// How many of what: `1 task`, `3 tasks`.
pub fn count(number: impl Into<u64>, one: &str) -> String {
    let number = number.into();
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

/// A sentence in lines of at most `width` columns, as far as its words allow; a number and its `%` stay together.
pub fn folded(sentence: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let together = sentence.replace(" %", "\u{a0}%");
    for word in together.split(' ').map(|word| word.replace('\u{a0}', " ")) {
        match lines.last_mut() {
            Some(line) if line.is_empty() => *line = word,
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Zone;

    #[test]
    fn a_date_says_as_much_as_is_needed() {
        let at = Moment::parse_rfc3339("2026-11-25T12:00:00+01:00").unwrap();
        let now = Now::new(at.utc_ms(), Zone::Fixed(60), 240);
        let shown = |text: &str| day_words(text.parse().unwrap(), &now);
        let days = ["2026-11-25", "2026-11-24", "2026-11-27", "2026-12-24", "2027-01-04"];
        assert_eq!(
            days.map(shown),
            ["today", "yesterday", "Fri 27", "Thu 24 Dec", "Mon 4 Jan 2027"]
        );
    }

    #[test]
    fn the_small_hours_are_shown_with_the_day_that_a_person_would_say() {
        let november = |text| Moment::parse_rfc3339(&format!("2026-11-{text}:00+01:00")).unwrap();
        let shown = |at, now| {
            let now = Now::new(november(now).utc_ms(), Zone::Fixed(60), 240);
            day_clock(november(at), &now)
        };
        assert_eq!(shown("26T01:30", "25T12:00"), "tomorrow 01:30");
        assert_eq!(shown("25T01:30", "25T12:00"), "today 01:30");
        assert_eq!(shown("25T23:30", "26T00:30"), "today 23:30");
        assert_eq!(shown("26T02:00", "26T00:30"), "today 02:00");
    }

    #[test]
    fn a_number_and_its_percent_sign_are_not_parted() {
        let folded =
            folded("Best 09:00-12:00, on every day: about 21 % better than on average", 40);
        assert_eq!(
            folded,
            ["Best 09:00-12:00, on every day: about", "21 % better than on average"]
        );
    }
}
