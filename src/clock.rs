//! The clock: the only place of the program that reads the time. Everything else gets a [`Now`](crate::domain::Now) handed in.
//!
//! `HEYDAY_NOW` freezes it (`2026-11-25T09:00:00+01:00`) or lets it run faster (`...@60x`); the local zone
//! is `TZ`, else the system's.

use crate::domain::{Moment, Zone};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use thiserror::Error;

/// Something that tells the time.
pub trait Clock: std::fmt::Debug + Send {
    /// Milliseconds since the Unix epoch.
    fn utc_ms(&self) -> i64;

    /// How long `ms` of this clock really take; `None` for ever.
    fn real(&self, ms: i64) -> Option<Duration> {
        Some(Duration::from_millis(u64::try_from(ms).unwrap_or(0)))
    }

    /// The place where this clock hangs, when it was at `last` before. One that stands or runs by itself stays where it is.
    fn place(&self, last: Zone) -> Zone {
        last
    }

    /// The same clock, for another thread.
    fn share(&self) -> Box<dyn Clock>;
}

/// So often at most it is looked whether the place is another one, in milliseconds.
const TRAVEL_MS: i64 = 60_000;

/// Where a program that runs for days is: a laptop travels, and the system's zone with it.
#[derive(Clone, Copy, Debug)]
pub struct Whereabouts {
    /// The place.
    pub zone: Zone,
    looked_ms: i64,
}

impl Whereabouts {
    /// There, as of now by `clock`.
    pub fn new(zone: Zone, clock: &dyn Clock) -> Whereabouts {
        Whereabouts { zone, looked_ms: clock.utc_ms() }
    }

    /// Looks where it is, unless that was done within the last minute; returns whether it is another place. To be called
    /// when one is awake anyway.
    pub fn travel(&mut self, clock: &dyn Clock) -> bool {
        let now_ms = clock.utc_ms();
        // A clock that was set back is looked at as well.
        if (0..TRAVEL_MS).contains(&(now_ms - self.looked_ms)) {
            return false;
        }
        self.looked_ms = now_ms;
        let zone = clock.place(self.zone);
        std::mem::replace(&mut self.zone, zone) != zone
    }
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one clock read of the program")]
    fn utc_ms(&self) -> i64 {
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
            Err(before) => -i64::try_from(before.duration().as_millis()).unwrap_or(i64::MAX),
        }
    }

    /// `TZ` stays what it was when the program began; without it the system says, which may change while the program runs.
    fn place(&self, last: Zone) -> Zone {
        match std::env::var_os("TZ") {
            Some(_) => last,
            // A file that is being replaced is no reason to go to Greenwich.
            None => system_zone().unwrap_or(last),
        }
    }

    fn share(&self) -> Box<dyn Clock> {
        Box::new(*self)
    }
}

/// A clock that starts at a given time and runs `speed` times as fast as the real one (0 stands still).
#[derive(Clone, Copy, Debug)]
pub struct ManualClock {
    from_ms: i64,
    speed: f64,
    started: Instant,
}

impl ManualClock {
    /// Reads the value of `HEYDAY_NOW`.
    ///
    /// # Errors
    /// [`BadNow`] when it is not an instant, or its speed is not a number from 0 to 1,000,000.
    pub fn parse(text: &str) -> Result<ManualClock, BadNow> {
        let bad = || BadNow(text.to_owned());
        let (at, speed) = match text.split_once('@') {
            None => (text, 0.0),
            Some((at, speed)) => {
                let speed = speed.strip_suffix('x').ok_or_else(bad)?;
                (at, speed.parse::<f64>().map_err(|_| bad())?)
            }
        };
        if !(0.0..=1e6).contains(&speed) {
            return Err(bad());
        }
        let from = Moment::parse_rfc3339(at.trim()).ok_or_else(bad)?;
        Ok(ManualClock { from_ms: from.utc_ms(), speed, started: Instant::now() })
    }
}

impl Clock for ManualClock {
    #[expect(clippy::cast_possible_truncation, reason = "saturates, and years away")]
    fn utc_ms(&self) -> i64 {
        let passed = self.started.elapsed().as_secs_f64() * 1000.0 * self.speed;
        self.from_ms.saturating_add(passed as i64)
    }

    fn real(&self, ms: i64) -> Option<Duration> {
        // A clock that stands still shows no other time, ever; one that crawls may as well.
        Duration::try_from_secs_f64(ms.max(0) as f64 / 1000.0 / self.speed).ok()
    }

    fn share(&self) -> Box<dyn Clock> {
        Box::new(*self)
    }
}

/// `HEYDAY_NOW` can't be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "HEYDAY_NOW is `{0}`; it takes an instant such as 2026-11-25T09:00:00+01:00, with @60x to run faster"
)]
pub struct BadNow(String);

/// The local zone from the value of `TZ` and, without one, the system's. A `TZ` that names no zone gives
/// the system's zone and `false`.
pub fn local_zone(tz: Option<&str>) -> (Zone, bool) {
    let system = || system_zone().unwrap_or(Zone::UTC);
    match tz {
        None => (system(), true),
        Some(name) => {
            let name = name.strip_prefix(':').unwrap_or(name);
            if name.is_empty() {
                return (Zone::UTC, true);
            }
            let known = name.split_once("zoneinfo/").map_or(name, |(_, zone)| zone);
            match Zone::parse(known).or_else(|| posix_offset(known)) {
                Some(zone) => (zone, true),
                None => (system(), false),
            }
        }
    }
}

fn system_zone() -> Option<Zone> {
    iana_time_zone::get_timezone().ok().and_then(|name| Zone::parse(&name))
}

/// The fixed offset of a POSIX zone without daylight saving, such as `CET-1` or `<+0330>-3:30`.
fn posix_offset(text: &str) -> Option<Zone> {
    let digits = match text.strip_prefix('<') {
        Some(rest) => rest.split_once('>')?.1,
        None => text.trim_start_matches(|c: char| c.is_ascii_alphabetic()),
    };
    if digits.len() == text.len() {
        return None;
    }
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => (1, rest),
        None => (-1, digits.strip_prefix('+').unwrap_or(digits)),
    };
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    let (hours, minutes): (i16, i16) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..=24).contains(&hours) && (0..60).contains(&minutes))
        .then_some(Zone::Fixed(sign * (hours * 60 + minutes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clock that somebody carries about.
    #[derive(Clone, Debug)]
    struct Carried(i64, Zone);

    impl Clock for Carried {
        fn utc_ms(&self) -> i64 {
            self.0
        }

        fn place(&self, _: Zone) -> Zone {
            self.1
        }

        fn share(&self) -> Box<dyn Clock> {
            Box::new(self.clone())
        }
    }

    #[test]
    fn who_travels_is_elsewhere_within_a_minute_and_a_clock_of_its_own_stays() {
        let mut clock = Carried(1_000_000, Zone::UTC);
        let mut here = Whereabouts::new(Zone::UTC, &clock);
        clock.1 = Zone::Fixed(540);
        clock.0 += 59_999;
        assert!(!here.travel(&clock), "it was looked a minute ago");
        clock.0 += 1;
        assert!(here.travel(&clock));
        assert_eq!(here.zone, Zone::Fixed(540));
        clock.0 += 60_000;
        assert!(!here.travel(&clock), "it is the same place");
        (clock.0, clock.1) = (5, Zone::UTC);
        assert!(here.travel(&clock), "the clock was set back");
        let fast = ManualClock::parse("2026-11-25T09:00:00Z@60x").unwrap();
        assert_eq!(fast.place(Zone::Fixed(-210)), Zone::Fixed(-210));
    }

    #[test]
    fn a_frozen_clock_stands_still_and_a_scaled_one_reads_its_speed() {
        let clock = ManualClock::parse("2026-11-25T09:00:00+01:00").unwrap();
        assert_eq!(clock.utc_ms(), 1_795_593_600_000);
        assert_eq!(clock.utc_ms(), clock.utc_ms());
        let fast = ManualClock::parse("2026-11-25T09:00:00Z@60x").unwrap();
        assert!((fast.speed - 60.0).abs() < f64::EPSILON);
        assert_eq!(fast.real(60_000), Some(Duration::from_secs(1)));
        assert_eq!((clock.real(1), clock.real(0)), (None, None));
        assert_eq!(SystemClock.real(1_500), Some(Duration::from_millis(1_500)));
    }

    #[test]
    fn garbage_is_refused() {
        for text in ["", "now", "2026-11-25", "2026-11-25T09:00:00Z@", "2026-11-25T09:00:00Z@-1x"] {
            assert!(ManualClock::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn tz_names_a_zone_in_every_spelling_that_a_shell_knows() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        assert_eq!(local_zone(Some("Europe/Berlin")), (berlin, true));
        assert_eq!(local_zone(Some(":Europe/Berlin")), (berlin, true));
        assert_eq!(local_zone(Some("/usr/share/zoneinfo/Europe/Berlin")), (berlin, true));
        assert_eq!(local_zone(Some("")), (Zone::UTC, true));
        assert_eq!(local_zone(Some("JST-9")), (Zone::Fixed(540), true));
        assert_eq!(local_zone(Some("<-0330>3:30")), (Zone::Fixed(-210), true));
        assert!(!local_zone(Some("No/Such")).1);
    }
}
