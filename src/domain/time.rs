//! Time as heyday keeps it: a [`Moment`] is exact across travel and DST because it carries both the UTC
//! instant (for arithmetic) and the local offset that was in force (for the hour a person saw on the wall).
//!
//! A work day starts at the rollover hour, not at midnight. Local times that do not exist (DST gap) move
//! forward by the gap; local times that exist twice (fold) mean the first. Nothing here reads a clock.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

pub use super::zone::{Place, Zone};

const MS_PER_MIN: i64 = 60_000;
/// Instants outside the years 1900 to 2200 are refused where they enter; inside, arithmetic cannot overflow.
const MIN_MS: i64 = -2_208_988_800_000;
const MAX_MS: i64 = 7_258_118_400_000;

/// An instant in UTC milliseconds with the local UTC offset in minutes that was in force there and then.
///
/// Ordered by instant. Two moments are equal when both instant and offset are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    utc_ms: i64,
    offset_min: i16,
}

impl Moment {
    /// The moment `utc_ms` milliseconds after the Unix epoch, seen from a place `offset_min` minutes east
    /// of UTC. Out-of-range values are clamped (years 1900 to 2200, offsets of up to 26 hours).
    pub fn new(utc_ms: i64, offset_min: i16) -> Moment {
        Moment {
            utc_ms: utc_ms.clamp(MIN_MS, MAX_MS),
            offset_min: offset_min.clamp(-26 * 60, 26 * 60),
        }
    }

    /// Milliseconds since the Unix epoch.
    pub fn utc_ms(self) -> i64 {
        self.utc_ms
    }

    /// Minutes east of UTC at that moment and place.
    pub fn offset_min(self) -> i16 {
        self.offset_min
    }

    /// The wall-clock date and time there and then.
    pub fn local(self) -> NaiveDateTime {
        let ms = self.utc_ms + i64::from(self.offset_min) * MS_PER_MIN;
        DateTime::<Utc>::from_timestamp_millis(ms).unwrap_or_default().naive_utc()
    }

    /// Seconds from `earlier` to `self`; negative when `self` is the earlier one.
    pub fn seconds_since(self, earlier: Moment) -> i64 {
        (self.utc_ms - earlier.utc_ms).div_euclid(1000)
    }

    /// The moment `seconds` later (or earlier, when negative), with the same offset.
    ///
    /// For a local time far away use [`Zone::moment`], which looks the offset up again.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Moment {
        Moment::new(self.utc_ms.saturating_add(seconds.saturating_mul(1000)), self.offset_min)
    }

    /// RFC 3339 with the local offset, to the second: `2026-11-25T17:00:00+01:00`.
    pub fn rfc3339(self) -> String {
        let mut out = String::with_capacity(25);
        self.write_rfc3339(&mut out);
        out
    }

    /// Appends [`Moment::rfc3339`] to `out` without a temporary string.
    pub fn write_rfc3339(self, out: &mut String) {
        use chrono::Datelike;
        let local = self.local();
        let two = |out: &mut String, n: u32| {
            out.push(char::from(b'0' + (n / 10 % 10) as u8));
            out.push(char::from(b'0' + (n % 10) as u8));
        };
        let year = local.year().unsigned_abs();
        two(out, year / 100);
        two(out, year % 100);
        out.push('-');
        two(out, local.month());
        out.push('-');
        two(out, local.day());
        out.push('T');
        two(out, local.hour());
        out.push(':');
        two(out, local.minute());
        out.push(':');
        two(out, local.second());
        out.push(if self.offset_min < 0 { '-' } else { '+' });
        let off = u32::from(self.offset_min.unsigned_abs());
        two(out, off / 60);
        out.push(':');
        two(out, off % 60);
    }

    /// Reads RFC 3339 (any offset, `Z` too). `None` when it is not, or outside the years 1900 to 2200.
    pub fn parse_rfc3339(text: &str) -> Option<Moment> {
        let at = DateTime::<FixedOffset>::parse_from_rfc3339(text).ok()?;
        let ms = at.timestamp_millis();
        if !(MIN_MS..=MAX_MS).contains(&ms) {
            return None;
        }
        let offset_min = i16::try_from(at.offset().local_minus_utc().div_euclid(60)).ok()?;
        Some(Moment::new(ms, offset_min))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rfc3339())
    }
}

/// As RFC 3339 and exact: with milliseconds when there are any.
impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = String::with_capacity(29);
        self.write_rfc3339(&mut text);
        let ms = self.utc_ms.rem_euclid(1000);
        if ms != 0 {
            let zone = text.len() - "+00:00".len();
            text.insert_str(zone, &format!(".{ms:03}"));
        }
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Moment::parse_rfc3339(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("not an RFC 3339 instant: {text:?}")))
    }
}

/// A stretch of time, `start` included and `end` not. Never negative: see [`Span::new`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// First moment inside.
    pub start: Moment,
    /// First moment after.
    pub end: Moment,
}

impl Span {
    /// The span between two moments; an end before the start becomes an empty span at the start.
    pub fn new(start: Moment, end: Moment) -> Span {
        Span { start, end: if end.utc_ms < start.utc_ms { start } else { end } }
    }

    /// Length in whole seconds.
    pub fn seconds(self) -> i64 {
        self.end.seconds_since(self.start)
    }

    /// Whether `at` lies inside (the end does not).
    pub fn contains(self, at: Moment) -> bool {
        self.start.utc_ms <= at.utc_ms && at.utc_ms < self.end.utc_ms
    }

    /// The part that both spans cover, `None` when that is nothing.
    pub fn overlap(self, other: Span) -> Option<Span> {
        let start = if self.start.utc_ms >= other.start.utc_ms { self.start } else { other.start };
        let end = if self.end.utc_ms <= other.end.utc_ms { self.end } else { other.end };
        (start.utc_ms < end.utc_ms).then_some(Span { start, end })
    }
}

/// The present: the instant, the place, and when a day turns there. Handed in wherever time matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// This instant, seen from here.
    pub at: Moment,
    /// The zone that local times are read and shown in.
    pub zone: Zone,
    /// Minutes after midnight at which a new work day starts (240 = 04:00).
    pub rollover_min: u16,
    /// Seconds that a timer may run without a word before someone has to say what it was.
    pub forgotten_after_s: u32,
}

impl Now {
    /// Four hours: 95 % of natural stretches of work end within three (153,000 spells of public logs).
    pub const FORGOTTEN_AFTER_S: u32 = 4 * 3600;

    /// The present at `utc_ms` in `zone`, with a work day that starts `rollover_min` minutes after midnight.
    pub fn new(utc_ms: i64, zone: Zone, rollover_min: u16) -> Now {
        Now {
            at: zone.moment(utc_ms),
            zone,
            rollover_min: rollover_min.min(1439),
            forgotten_after_s: Now::FORGOTTEN_AFTER_S,
        }
    }

    /// Today's work day.
    pub fn day(&self) -> NaiveDate {
        self.day_of(self.at)
    }

    /// The work day that `at` belongs to, by the wall clock of its own place.
    pub fn day_of(&self, at: Moment) -> NaiveDate {
        let local = at.local();
        let rolled = local.time() >= self.rollover();
        if rolled {
            local.date()
        } else {
            local.date().checked_sub_days(Days::new(1)).unwrap_or(local.date())
        }
    }

    /// The work day `day`, from its rollover to the next. 23 or 25 hours long when DST changes in it.
    pub fn day_span(&self, day: NaiveDate) -> Span {
        let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
        Span::new(
            self.zone.at(day.and_time(self.rollover())),
            self.zone.at(next.and_time(self.rollover())),
        )
    }

    /// The moment at which the wall clock here shows `time` within the work day `day`: a time before the
    /// rollover belongs to the next calendar date.
    pub fn on_day(&self, day: NaiveDate, time: NaiveTime) -> Moment {
        let date = if time < self.rollover() {
            day.checked_add_days(Days::new(1)).unwrap_or(day)
        } else {
            day
        };
        self.zone.at(date.and_time(time))
    }

    fn rollover(&self) -> NaiveTime {
        let minutes = u32::from(self.rollover_min.min(1439));
        NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).unwrap_or(NaiveTime::MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> Zone {
        Zone::parse("Europe/Berlin").unwrap()
    }

    fn local(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    fn now(text: &str) -> Now {
        let at = berlin().at(local(text));
        Now::new(at.utc_ms(), berlin(), 240)
    }

    #[test]
    fn a_moment_prints_and_reads_back_with_its_own_offset() {
        let at = Moment::parse_rfc3339("2026-11-25T17:00:05-03:30").unwrap();
        assert_eq!(at.rfc3339(), "2026-11-25T17:00:05-03:30");
        assert_eq!(at.local().time(), NaiveTime::from_hms_opt(17, 0, 5).unwrap());
        assert_eq!(Moment::parse_rfc3339("2026-11-25T20:30:05Z").unwrap().utc_ms(), at.utc_ms());
    }

    #[test]
    fn a_moment_in_json_keeps_its_milliseconds() {
        for (ms, text) in
            [(1_500, "\"1970-01-01T01:00:01.500+01:00\""), (0, "\"1970-01-01T01:00:00+01:00\"")]
        {
            let at = Moment::new(ms, 60);
            assert_eq!(serde_json::to_string(&at).unwrap(), text);
            assert_eq!(serde_json::from_str::<Moment>(text).unwrap(), at);
        }
    }

    #[test]
    fn the_small_hours_belong_to_the_day_before() {
        assert_eq!(now("2026-11-25 03:59").day().to_string(), "2026-11-24");
        assert_eq!(now("2026-11-25 04:00").day().to_string(), "2026-11-25");
    }

    #[test]
    fn days_of_the_clock_changes_have_23_and_25_hours() {
        let n = now("2026-03-28 12:00");
        let hours = |d: &str| n.day_span(d.parse().unwrap()).seconds() / 3600;
        assert_eq!((hours("2026-03-28"), hours("2026-10-24"), hours("2026-06-01")), (23, 25, 24));
    }

    #[test]
    fn a_time_before_the_rollover_falls_on_the_next_date() {
        let n = now("2026-11-25 12:00");
        let at = n.on_day(n.day(), NaiveTime::from_hms_opt(1, 30, 0).unwrap());
        assert_eq!(at.rfc3339(), "2026-11-26T01:30:00+01:00");
        assert_eq!(n.day_of(at), n.day());
    }

    #[test]
    fn far_away_instants_are_refused_or_clamped_and_never_overflow() {
        assert_eq!(Moment::parse_rfc3339("9999-01-01T00:00:00Z"), None);
        assert_eq!(Moment::new(i64::MAX, i16::MAX).plus_seconds(i64::MAX).utc_ms(), MAX_MS);
        assert!(!Moment::new(i64::MIN, i16::MIN).rfc3339().is_empty());
    }
}
