//! A zone by the rules that a calendar brings along (`VTIMEZONE`, RFC 5545, section 3.6.5), for names that no
//! database has. Clocks that follow a rule are followed for a few years around the window and no further.
//!
//! Next: [`super::walk`], which says when the clocks change.

use super::rule::Rule;
use super::walk::{Limits, Walk};
use crate::domain::Order;
use chrono::{NaiveDate, NaiveDateTime};

/// A zone has so many changes at most; the ones beyond are not followed.
const MOST_CHANGES: usize = 2_000;
/// How many dates may be looked at for one rule of a zone.
const MOST_STEPS: u64 = 50_000;
const DAY_S: i64 = 86_400;

/// What a calendar says of a zone.
#[derive(Clone, Debug, Default)]
pub(super) struct Sketch {
    /// What it calls it.
    pub(super) name: String,
    /// The database's name, when it says so beside (`X-LIC-LOCATION`).
    pub(super) location: Option<String>,
    /// The years around which it will be asked.
    pub(super) years: (i32, i32),
    /// The rules.
    pub(super) turns: Vec<Turn>,
}

/// One of the two or more times that a zone has (`STANDARD`, `DAYLIGHT`).
#[derive(Clone, Debug, Default)]
pub(super) struct Turn {
    /// The clocks' time at its first beginning, by the time that was in force before.
    pub(super) begins: Option<NaiveDateTime>,
    /// Seconds east of UTC before.
    pub(super) from_s: Option<i32>,
    /// Seconds east of UTC from then on.
    pub(super) to_s: Option<i32>,
    /// When it begins again.
    pub(super) rule: Option<Rule>,
    /// When it begins, one by one.
    pub(super) more: Vec<NaiveDateTime>,
}

/// A zone as a list of changes.
#[derive(Clone, Debug)]
pub(super) struct Custom {
    /// In force before the first change.
    before_s: i32,
    /// UTC seconds, in order, and seconds east of UTC from then on.
    changes: Vec<(i64, i32)>,
}

impl Custom {
    /// The zone of a sketch, `None` when it says nothing that can be followed.
    pub(super) fn new(sketch: &Sketch) -> Option<Custom> {
        let mut changes = Vec::new();
        for turn in &sketch.turns {
            let (Some(begins), Some(to_s)) = (turn.begins, turn.to_s) else { continue };
            let from_s = turn.from_s.unwrap_or(to_s);
            for local in turn.beginnings(begins, sketch.years) {
                changes.push((local.and_utc().timestamp() - i64::from(from_s), to_s, from_s));
            }
        }
        changes.order();
        changes.dedup_by_key(|change| change.0);
        let before_s = changes.first()?.2;
        Some(Custom { before_s, changes: changes.into_iter().map(|c| (c.0, c.1)).collect() })
    }

    /// Seconds east of UTC then.
    pub(super) fn offset_s(&self, utc_s: i64) -> i32 {
        let passed = self.changes.partition_point(|(at, _)| *at <= utc_s);
        passed.checked_sub(1).map_or(self.before_s, |last| self.changes[last].1)
    }

    /// The UTC second at which the clocks show `local_s`, which counts as if they showed UTC. In a gap as much
    /// later, in a fold the first.
    pub(super) fn utc_s(&self, local_s: i64) -> i64 {
        let before = self.offset_s(local_s - DAY_S);
        let after = self.offset_s(local_s + DAY_S);
        let shows = |offset: i32| {
            let utc_s = local_s - i64::from(offset);
            (self.offset_s(utc_s) == offset).then_some(utc_s)
        };
        let first = [before, after].into_iter().filter_map(shows).min();
        first.unwrap_or(local_s - i64::from(before))
    }
}

impl Turn {
    fn beginnings(&self, begins: NaiveDateTime, years: (i32, i32)) -> Vec<NaiveDateTime> {
        let mut found = vec![begins];
        found.extend(self.more.iter().take(MOST_CHANGES));
        let new_year = |year| NaiveDate::from_ymd_opt(year, 1, 1)?.and_hms_opt(0, 0, 0);
        let (Some(rule), Some(from), Some(to)) = (&self.rule, new_year(years.0), new_year(years.1))
        else {
            return found;
        };
        // An end in UTC is as good as one on these clocks: nothing changes twice in a day.
        let until = rule.until.map(super::value::Stamp::local);
        let mut limits = Limits { steps: MOST_STEPS, most: MOST_CHANGES };
        let walk = Walk { rule, first: begins, until, from, to };
        walk.run(&mut limits, &mut |local| found.push(local));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    /// Berlin, as Outlook writes it: since 1601, and named by nobody.
    fn berlin() -> Custom {
        let turn = |begins: &str, from_s, to_s, rule: &str| Turn {
            begins: Some(local(begins)),
            from_s: Some(from_s),
            to_s: Some(to_s),
            rule: Some(Rule::read(rule).unwrap()),
            more: Vec::new(),
        };
        let turns = vec![
            turn("1601-10-28 03:00", 7200, 3600, "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
            turn("1601-03-25 02:00", 3600, 7200, "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
        ];
        Custom::new(&Sketch { years: (2025, 2028), turns, ..Sketch::default() }).unwrap()
    }

    #[test]
    fn the_rules_of_a_zone_that_nobody_knows_are_followed() {
        let zone = berlin();
        for (at, utc) in [
            ("2026-03-29 01:59", "2026-03-29 00:59"),
            ("2026-03-29 02:30", "2026-03-29 01:30"),
            ("2026-03-29 03:30", "2026-03-29 01:30"),
            ("2026-07-01 12:00", "2026-07-01 10:00"),
            ("2026-10-25 02:30", "2026-10-25 00:30"),
            ("2026-10-25 03:00", "2026-10-25 02:00"),
            ("2026-12-24 18:00", "2026-12-24 17:00"),
        ] {
            let expected = local(utc).and_utc().timestamp();
            assert_eq!(zone.utc_s(local(at).and_utc().timestamp()), expected, "{at}");
        }
    }

    #[test]
    fn a_zone_that_never_changes_is_what_it_changed_to_once() {
        let turn = Turn {
            begins: Some(local("1601-10-28 03:00")),
            from_s: Some(7200),
            to_s: Some(19_800),
            ..Turn::default()
        };
        let zone =
            Custom::new(&Sketch { years: (2025, 2028), turns: vec![turn], ..Sketch::default() });
        assert_eq!(zone.unwrap().offset_s(local("2026-07-01 12:00").and_utc().timestamp()), 19_800);
        assert!(Custom::new(&Sketch::default()).is_none());
    }
}
