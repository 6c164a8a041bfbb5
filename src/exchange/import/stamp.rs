//! Instants and lengths of time as other programs write them.

use crate::domain::{Moment, Zone};
use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// Years that a date may have; see [`Moment`].
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Reads the instants of Taskwarrior and its family: `20261123T003726Z`, seconds since 1970, or RFC 3339. Seen
/// from `zone` when it says no offset of its own.
pub(in crate::exchange) fn stamp(text: &str, zone: Zone) -> Option<Moment> {
    let text = text.trim();
    if text.len() >= 5 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return seconds(text.parse().ok()?, zone);
    }
    if let Some(utc) = text.strip_suffix('Z')
        && let Ok(at) = NaiveDateTime::parse_from_str(utc, "%Y%m%dT%H%M%S")
    {
        return believable(at.date()).map(|_| zone.moment(at.and_utc().timestamp_millis()));
    }
    Moment::parse_rfc3339(text)
}

/// The instant so many seconds after 1970; `None` outside the years that heyday knows.
pub(in crate::exchange) fn seconds(seconds: i64, zone: Zone) -> Option<Moment> {
    let ms = seconds.checked_mul(1000)?;
    let at = zone.moment(ms);
    (at.utc_ms() == ms).then_some(at)
}

/// A date of the years that heyday knows.
pub(in crate::exchange) fn believable(date: NaiveDate) -> Option<NaiveDate> {
    YEARS.contains(&date.year()).then_some(date)
}

/// Reads a date `2026-11-27`.
pub(in crate::exchange) fn date(text: &str) -> Option<NaiveDate> {
    let usual = text.len() == 10 && text.is_ascii();
    text.parse().ok().filter(|_| usual).and_then(believable)
}

/// Reads a length of time of ISO 8601 (`PT1H30M`, `P2D`): its seconds, with years of 365 and months of 30 days.
pub(in crate::exchange) fn iso_duration(text: &str) -> Option<u32> {
    let rest = text.trim().strip_prefix('P')?;
    let (mut total, mut number, mut in_time, mut units) = (0u64, String::new(), false, 0);
    for c in rest.chars() {
        let unit = match (c, in_time) {
            ('0'..='9', _) if number.len() < 9 => {
                number.push(c);
                continue;
            }
            ('T', false) if number.is_empty() => {
                in_time = true;
                continue;
            }
            ('Y', false) => 365 * 86_400,
            ('M', false) => 30 * 86_400,
            ('W', false) => 7 * 86_400,
            ('D', false) => 86_400,
            ('H', true) => 3600,
            ('M', true) => 60,
            ('S', true) => 1,
            _ => return None,
        };
        total += number.parse::<u64>().ok()? * unit;
        number.clear();
        units += 1;
    }
    (units > 0 && number.is_empty()).then(|| u32::try_from(total).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_in_each_of_their_forms() {
        let read = |text| stamp(text, Zone::Fixed(60)).map(Moment::rfc3339);
        assert_eq!(read("20261123T003726Z").as_deref(), Some("2026-11-23T01:37:26+01:00"));
        assert_eq!(read("1795394246").as_deref(), Some("2026-11-23T01:37:26+01:00"));
        assert_eq!(read("2026-11-23T00:37:26Z").as_deref(), Some("2026-11-23T00:37:26+00:00"));
        for wrong in ["", "12", "20261323T003726Z", "99991123T003726Z", "99999999999999999999", "x"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn lengths_of_iso_8601_are_read() {
        assert_eq!(iso_duration("PT2H"), Some(7200));
        assert_eq!(iso_duration("P1DT1H30M5S"), Some(91_805));
        assert_eq!(iso_duration("P1W"), Some(604_800));
        for wrong in ["", "P", "PT", "2H", "PT2", "PT-2H", "PT99999999999H", "P9999999Y"] {
            assert_eq!(iso_duration(wrong), None, "{wrong}");
        }
    }
}
