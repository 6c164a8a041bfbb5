//! Values: dates, times, durations and periods as iCalendar writes them (RFC 5545, section 3.3), and as
//! programs write them that nearly do.
//!
//! Never guesses: what is no value is `None`, and whoever asked says so.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// A day has so many seconds where nothing is said about a place.
const DAY_S: i64 = 86_400;
/// Durations are cut here: ten years. Nothing that is planned around is longer.
const LONGEST_DAYS: i64 = 3_660;

/// Which of a calendar's zones a time is meant in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ZoneNo(pub(super) usize);

impl ZoneNo {
    /// The person's own: for times that say no zone.
    pub(super) const HOME: ZoneNo = ZoneNo(0);
    /// Universal time.
    pub(super) const UTC: ZoneNo = ZoneNo(1);
}

/// A point of a calendar: a day as a whole, or what the clocks of a zone show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stamp {
    /// A day, wherever one is.
    Day(NaiveDate),
    /// A time on the clocks there.
    Clock(NaiveDateTime, ZoneNo),
}

impl Stamp {
    /// The day on which it is, and the time of the day there; midnight for a whole day.
    pub(super) fn local(self) -> NaiveDateTime {
        match self {
            Stamp::Day(day) => day.and_time(NaiveTime::MIN),
            Stamp::Clock(local, _) => local,
        }
    }

    /// The same kind of point at another local time.
    pub(super) fn moved_to(self, local: NaiveDateTime) -> Stamp {
        match self {
            Stamp::Day(_) => Stamp::Day(local.date()),
            Stamp::Clock(_, zone) => Stamp::Clock(local, zone),
        }
    }

    /// The zone it is meant in; home for a whole day.
    pub(super) fn zone(self) -> ZoneNo {
        match self {
            Stamp::Day(_) => ZoneNo::HOME,
            Stamp::Clock(_, zone) => zone,
        }
    }
}

/// How an entry says where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// At a point.
    At(Stamp),
    /// So long after its start.
    After(Length),
}

/// A length as calendars write it: days keep the time of the day, seconds pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Length {
    /// Days by the wall clock.
    pub(super) days: i64,
    /// Seconds after them.
    pub(super) seconds: i64,
}

/// `20261020`, `20261020T100000`, `20261020T080000Z`; the dashes and colons of other formats are passed over.
/// A time without a `Z` is meant in `zone`. A leap second is the one before it.
pub(super) fn stamp(text: &str, zone: ZoneNo) -> Option<Stamp> {
    let text = text.trim();
    if text.len() > 40 || !text.is_ascii() {
        return None;
    }
    let plain: String = text.chars().filter(|c| !matches!(c, '-' | ':')).collect();
    let (date, time) =
        plain.split_once(['T', 't']).map_or((plain.as_str(), None), |(d, t)| (d, Some(t)));
    let day = day(date)?;
    let Some(time) = time else { return Some(Stamp::Day(day)) };
    let (time, zone) = match time.strip_suffix(['Z', 'z']) {
        Some(time) => (time, ZoneNo::UTC),
        None => (time, zone),
    };
    Some(Stamp::Clock(day.and_time(clock(time)?), zone))
}

fn day(text: &str) -> Option<NaiveDate> {
    if text.len() != 8 {
        return None;
    }
    let [year, month, day] = [text.get(..4)?, text.get(4..6)?, text.get(6..)?].map(number);
    NaiveDate::from_ymd_opt(i32::try_from(year?).ok()?, month?, day?)
}

fn clock(text: &str) -> Option<NaiveTime> {
    // Some programs leave the seconds out, some write parts of them.
    let text = text.split('.').next()?;
    let second = match text.len() {
        4 => 0,
        6 => number(text.get(4..)?)?.min(59),
        _ => return None,
    };
    NaiveTime::from_hms_opt(number(text.get(..2)?)?, number(text.get(2..4)?)?, second)
}

/// A number of digits alone.
fn number(text: &str) -> Option<u32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

/// `P1DT2H`, `-PT15M`, `P2W`. What is too long to mean anything is cut; a negative one is nothing.
pub(super) fn length(text: &str) -> Option<Length> {
    let text = text.trim();
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let rest = rest.strip_prefix(['P', 'p']).filter(|rest| rest.len() < 60)?;
    let (mut length, mut digits, mut timed, mut any) =
        (Length::default(), String::new(), false, false);
    for c in rest.chars() {
        match c.to_ascii_uppercase() {
            'T' => timed = true,
            digit if digit.is_ascii_digit() && digits.len() < 12 => digits.push(digit),
            unit => {
                let many: i64 = std::mem::take(&mut digits).parse().ok()?;
                any = true;
                match (unit, timed) {
                    ('W', false) => length.days += many * 7,
                    ('D', false) => length.days += many,
                    ('H', true) => length.seconds += many * 3600,
                    ('M', true) => length.seconds += many * 60,
                    ('S', true) => length.seconds += many,
                    _ => return None,
                }
            }
        }
    }
    (any && digits.is_empty()).then(|| Length {
        days: (sign * length.days).clamp(0, LONGEST_DAYS),
        seconds: (sign * length.seconds).clamp(0, LONGEST_DAYS * DAY_S),
    })
}

/// `19970101T180000Z/19970102T070000Z` or `19970101T180000Z/PT5H30M`; or a start alone.
pub(super) fn period(text: &str, zone: ZoneNo) -> Option<(Stamp, Option<End>)> {
    let Some((start, end)) = text.split_once('/') else {
        return stamp(text, zone).map(|start| (start, None));
    };
    let end = match length(end) {
        Some(length) => End::After(length),
        None => End::At(stamp(end, zone)?),
    };
    Some((stamp(start, zone)?, Some(end)))
}

/// `+0100`, `-033000`: seconds east of UTC. What no place ever had is `None`.
pub(super) fn offset(text: &str) -> Option<i32> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let part =
        |at: usize| digits.get(at..at + 2).and_then(number).and_then(|n| i32::try_from(n).ok());
    let seconds = match digits.len() {
        4 => 0,
        6 => part(4)?,
        _ => return None,
    };
    let (hours, minutes) = (part(0)?, part(2)?);
    let whole = hours * 3600 + minutes * 60 + seconds;
    (hours <= 18 && minutes < 60 && seconds < 60).then_some(sign * whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap()
    }

    #[test]
    fn dates_and_times_are_read_as_they_are_and_nearly_are_written() {
        let here = ZoneNo(7);
        let ten = |zone| Some(Stamp::Clock(local("2026-10-20 10:00:00"), zone));
        assert_eq!(stamp("20261020", here), Some(Stamp::Day(local("2026-10-20 00:00:00").date())));
        for text in ["20261020T100000", "2026-10-20T10:00:00", "20261020T1000", " 20261020T100000 "]
        {
            assert_eq!(stamp(text, here), ten(here), "{text}");
        }
        assert_eq!(stamp("20261020T100000Z", here), ten(ZoneNo::UTC));
        assert_eq!(
            stamp("20161231T235960Z", here),
            Some(Stamp::Clock(local("2016-12-31 23:59:59"), ZoneNo::UTC))
        );
        for text in [
            "",
            "T",
            "2026",
            "20261320",
            "20260230",
            "20261020T250000",
            "+2261020",
            "2026102\u{661}",
        ] {
            assert_eq!(stamp(text, here), None, "{text}");
        }
    }

    #[test]
    fn lengths_keep_days_apart_from_hours_and_never_overflow() {
        let read = |text| length(text).map(|l| (l.days, l.seconds));
        assert_eq!(read("P1DT2H30M"), Some((1, 9000)));
        assert_eq!(read("P2W"), Some((14, 0)));
        assert_eq!(read("PT15S"), Some((0, 15)));
        assert_eq!(read("-PT15M"), Some((0, 0)));
        assert_eq!(read("P999999999W"), Some((LONGEST_DAYS, 0)));
        for text in ["", "P", "PT", "P1", "1H", "PT1D", "P1H", "P9999999999999999D"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn periods_have_an_end_or_a_length() {
        let (start, end) = period("19970101T180000Z/PT5H30M", ZoneNo::HOME).unwrap();
        assert_eq!(start, Stamp::Clock(local("1997-01-01 18:00:00"), ZoneNo::UTC));
        assert_eq!(end, Some(End::After(Length { days: 0, seconds: 19_800 })));
        let (_, end) = period("19970101T180000Z/19970102T070000Z", ZoneNo::HOME).unwrap();
        assert_eq!(end, Some(End::At(Stamp::Clock(local("1997-01-02 07:00:00"), ZoneNo::UTC))));
        assert_eq!(period("19970101T180000Z/x", ZoneNo::HOME), None);
    }

    #[test]
    fn offsets_that_no_place_ever_had_are_refused() {
        assert_eq!(offset("+0530"), Some(19_800));
        assert_eq!(offset("-033000"), Some(-12_600));
        for text in ["+9999", "+01", "0160", "", "+1\u{661}0"] {
            assert_eq!(offset(text), None, "{text}");
        }
    }
}
