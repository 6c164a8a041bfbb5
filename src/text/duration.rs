//! Lengths of time as people write them: `1h30m`, `1h30`, `1.5h`, `90 minutes`, `1:30`, and a bare number
//! for minutes. Never days: how long a day of work is differs from person to person.

use super::error::ParseError;
use super::shown::visible;

/// Longer lengths are slips of the finger.
const MAX_S: u32 = 10_000 * 3600;
const HINT: &str = "for example `45`, `45m`, `1h30m`, `1.5h` or `1:30`";

/// Reads a length of time as whole seconds, from 1 to 10,000 hours. A bare number means minutes.
///
/// # Errors
/// When it is no length of time, is nothing, or is too long.
pub fn duration(text: &str) -> Result<u32, ParseError> {
    let fail = |message: String, hint: &str| Err(ParseError::new(0..text.len(), message, hint));
    let shown = visible(text.trim());
    let Some(seconds) = seconds(text.trim()) else {
        if text.trim().ends_with(['d', 'w']) && text.starts_with(|c: char| c.is_ascii_digit()) {
            return fail(format!("`{shown}` counts days, not hours"), "a day of work may be `8h`");
        }
        return fail(format!("`{shown}` is not a duration"), HINT);
    };
    if seconds < 1.0 {
        return fail(format!("`{shown}` is no time at all"), HINT);
    }
    if seconds > f64::from(MAX_S) {
        return fail(format!("`{shown}` is more than 10,000 hours"), HINT);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    Ok(seconds.round() as u32)
}

/// Whether a bare word of a quick-add line is an estimate: a duration that names hours or minutes.
pub(super) fn is_bare_duration(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.contains(['h', 'm'])
        && !word.contains(char::is_whitespace)
        && seconds(word).is_some()
}

fn seconds(text: &str) -> Option<f64> {
    if text.is_empty() || text.len() > 40 {
        return None;
    }
    if let Some((hours, minutes)) = text.split_once(':') {
        let minutes = (minutes.len() == 2).then(|| number(minutes)).flatten()?;
        return (minutes < 60.0).then_some(number(hours)? * 3600.0 + minutes * 60.0);
    }
    let lower = text.to_lowercase();
    let mut rest = lower.as_str();
    let (mut total, mut last) = (0.0, f64::INFINITY);
    while !rest.is_empty() {
        let (amount, after) = split_where(rest, |c| !c.is_ascii_digit() && !matches!(c, '.' | ','));
        let (word, after) = split_where(after.trim_start(), |c| !c.is_alphabetic());
        let unit = match word {
            "h" | "hr" | "hrs" | "hour" | "hours" => 3600.0,
            "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
            "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
            // A bare number is minutes, as is what follows the hours in `1h30`.
            "" if after.is_empty() => 60.0,
            _ => return None,
        };
        if unit >= last {
            return None;
        }
        total += number(amount)? * unit;
        last = unit;
        rest = after.trim_start();
    }
    Some(total)
}

/// A decimal number with `.` or `,`: digits on both sides of it, when there is one.
fn number(text: &str) -> Option<f64> {
    let edges = text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit());
    edges.then(|| text.replace(',', ".").parse().ok()).flatten()
}

fn split_where(text: &str, stop: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(stop).unwrap_or(text.len()))
}

/// A length of time for people, to the minute: `1h30`, `45m`, `2h`, `-5m`; less than a minute is `0m`.
pub fn print_duration(seconds: i64) -> String {
    let minutes = seconds.unsigned_abs() / 60;
    let sign = if seconds < 0 && minutes > 0 { "-" } else { "" };
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{sign}{m}m"),
        (h, 0) => format!("{sign}{h}h"),
        (h, m) => format!("{sign}{h}h{m:02}"),
    }
}

/// A length of time that [`duration`] reads back to the second: `1h30m`, `90s`.
pub(super) fn exact(seconds: u32) -> String {
    let mut out = String::new();
    for (amount, unit) in [(seconds / 3600, 'h'), (seconds / 60 % 60, 'm'), (seconds % 60, 's')] {
        if amount > 0 {
            out.push_str(&amount.to_string());
            out.push(unit);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_everyday_spellings_are_understood() {
        for (text, minutes) in [
            ("45", 45),
            ("45m", 45),
            ("1h30m", 90),
            ("1h30", 90),
            ("1h 30m", 90),
            ("1H30", 90),
            ("1.5h", 90),
            ("1,5h", 90),
            ("90 minutes", 90),
            ("1 hour 30 minutes", 90),
            ("1:30", 90),
            ("0:05", 5),
            ("2h", 120),
            (" 10 min ", 10),
        ] {
            assert_eq!(duration(text), Ok(minutes * 60), "{text}");
        }
        assert_eq!(duration("90s"), Ok(90));
    }

    #[test]
    fn what_is_no_duration_is_refused() {
        for text in [
            "", "h", "x", "1:3", "1:60", "1:30:00", "m30", "30m1h", "1h1h", "-5m", "1..5h", ".5h",
            "5x", "1e3h", "∞",
        ] {
            assert!(duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn errors_say_what_to_write() {
        let show = |text| duration(text).map_err(|e| format!("{e}\n{}", e.hint)).unwrap_err();
        insta::assert_snapshot!(show("soon"), @r"
`soon` is not a duration
for example `45`, `45m`, `1h30m`, `1.5h` or `1:30`
");
        insta::assert_snapshot!(show("2d"), @r"
`2d` counts days, not hours
a day of work may be `8h`
");
        insta::assert_snapshot!(show("0m"), @r"
`0m` is no time at all
for example `45`, `45m`, `1h30m`, `1.5h` or `1:30`
");
        insta::assert_snapshot!(show("99999h"), @r"
`99999h` is more than 10,000 hours
for example `45`, `45m`, `1h30m`, `1.5h` or `1:30`
");
    }

    #[test]
    fn only_words_with_hours_or_minutes_are_bare_estimates() {
        assert!(["15m", "1h30m", "2h", "1.5h", "90min", "1h30"].into_iter().all(is_bare_duration));
        assert!(
            !["45", "12:30", "1:30", "30s", "h", "m2", "3d", "5ml"]
                .into_iter()
                .any(is_bare_duration)
        );
    }

    #[test]
    fn durations_are_shown_short() {
        let shown: Vec<String> =
            [0, 59, 60, 2700, 3600, 5400, 36_300, -300].map(print_duration).into();
        assert_eq!(shown, ["0m", "0m", "1m", "45m", "1h", "1h30", "10h05", "-5m"]);
    }

    proptest! {
        #![proptest_config(crate::domain::laws::cases(256))]
        #[test]
        fn what_is_printed_exactly_reads_back(seconds in 1..=MAX_S) {
            prop_assert_eq!(duration(&exact(seconds)), Ok(seconds));
        }

        #[test]
        fn what_is_shown_reads_back_to_the_minute(minutes in 1i64..600_000) {
            prop_assert_eq!(duration(&print_duration(minutes * 60)).map(i64::from), Ok(minutes * 60));
        }

        #[test]
        fn nothing_typed_makes_it_fall_over(text in any::<String>()) {
            let _ = duration(&text);
            let _ = is_bare_duration(&text);
        }
    }
}
