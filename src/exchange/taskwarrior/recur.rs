//! Taskwarrior's words for how a task repeats, in heyday's: `++`, the next date that is still to come. It makes
//! an instance for every date whether or not the last one was done; here one is open, ever.

use super::super::import::stamp::iso_duration;

/// The rule for `weekly`, `2wks`, `P1M` and their like; `None` when it can't be said.
pub(super) fn rule(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let (count, unit) = match text.as_str() {
        "weekdays" | "weekday" => return Some("mon,tue,wed,thu,fri".into()),
        "biweekly" | "fortnight" => (2, 'w'),
        "sennight" => (1, 'w'),
        "bimonthly" => (2, 'm'),
        "quarterly" | "quarter" => (3, 'm'),
        "semiannual" => (6, 'm'),
        "biannual" | "biyearly" => (2, 'y'),
        _ => return step(&text),
    };
    Some(format!("++{count}{unit}"))
}

fn step(text: &str) -> Option<String> {
    if text.starts_with('p') {
        return iso(&text.to_uppercase());
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let count: u32 = if number.is_empty() { 1 } else { number.parse().ok()? };
    let (times, unit) = match unit.trim() {
        "h" | "hr" | "hrs" | "hour" | "hours" | "hourly" => (1, 'h'),
        "d" | "day" | "days" | "daily" => (1, 'd'),
        "w" | "wk" | "wks" | "week" | "weeks" | "weekly" => (1, 'w'),
        "mo" | "mos" | "mth" | "mths" | "month" | "months" | "monthly" | "m" => (1, 'm'),
        "q" | "qtr" | "qtrs" | "qrtr" | "qrtrs" | "quarter" | "quarters" => (3, 'm'),
        "y" | "yr" | "yrs" | "year" | "years" | "yearly" | "annual" => (1, 'y'),
        _ => return None,
    };
    let count = count.checked_mul(times).filter(|count| (1..=1000).contains(count))?;
    Some(format!("++{count}{unit}"))
}

/// `P1M` and `P14D` in their own unit; anything else in whole days or hours.
fn iso(text: &str) -> Option<String> {
    let simple = text.get(1..)?;
    if !simple.contains('T')
        && let Some(number) = simple.strip_suffix(['D', 'W', 'M', 'Y'])
        && let Ok(count @ 1..=1000) = number.parse::<u32>()
    {
        return Some(format!("++{count}{}", text.chars().next_back()?.to_ascii_lowercase()));
    }
    let seconds = iso_duration(text)?;
    let (count, unit) = match seconds {
        s if s > 0 && s % 86_400 == 0 => (s / 86_400, 'd'),
        s if s > 0 && s % 3600 == 0 => (s / 3600, 'h'),
        _ => return None,
    };
    (count <= 1000).then(|| format!("++{count}{unit}"))
}

#[cfg(test)]
mod tests {
    use super::rule;
    use crate::domain::recur::Rule;

    #[test]
    fn the_words_of_taskwarrior_become_rules_that_can_be_followed() {
        let words = [
            ("daily", "++1d"),
            ("weekly", "++1w"),
            ("weekdays", "mon,tue,wed,thu,fri"),
            ("biweekly", "++2w"),
            ("monthly", "++1m"),
            ("quarterly", "++3m"),
            ("yearly", "++1y"),
            ("3 days", "++3d"),
            ("2wks", "++2w"),
            ("2q", "++6m"),
            ("12h", "++12h"),
            ("P1M", "++1m"),
            ("P14D", "++14d"),
            ("P1DT12H", "++36h"),
        ];
        for (word, wanted) in words {
            assert_eq!(rule(word).as_deref(), Some(wanted), "{word}");
            assert!(Rule::parse(wanted).is_ok(), "{wanted}");
        }
        for wrong in ["", "0d", "sometimes", "-1d", "99999999999d", "P", "PT1S", "p\u{e9}"] {
            assert_eq!(rule(wrong), None, "{wrong}");
        }
    }
}
