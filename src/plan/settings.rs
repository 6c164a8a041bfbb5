//! What a person has said about how to plan: hours, lunch, days off, time maps, how work may be cut. Plain data; the
//! configuration makes it.
//!
//! Next: [`super::frame`], which makes days of it.

use crate::domain::Order;
use crate::learn::DayClass;
use chrono::{Datelike, NaiveDate, Weekday};

/// A stretch of a day, in minutes after midnight: from, and to at most 1440.
pub type Minutes = (u16, u16);

/// Stretches of each day of a week: sorted, and none meets another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Week {
    days: [Vec<Minutes>; 7],
}

impl Week {
    /// The same stretches on those days (Monday first), none on the others.
    pub fn same(days: [bool; 7], stretches: &[Minutes]) -> Week {
        let mut week = Week::default();
        for (at, _) in days.iter().enumerate().filter(|(_, on)| **on) {
            week.days[at] = joined(stretches.to_vec());
        }
        week
    }

    /// The stretches of a day.
    pub fn on(&self, day: Weekday) -> &[Minutes] {
        &self.days[day.num_days_from_monday() as usize]
    }

    /// Gives a day these stretches and no others.
    pub fn set(&mut self, day: Weekday, stretches: Vec<Minutes>) {
        self.days[day.num_days_from_monday() as usize] = joined(stretches);
    }

    /// Gives a day these stretches too.
    pub fn add(&mut self, day: Weekday, stretches: &[Minutes]) {
        let mut all = self.on(day).to_vec();
        all.extend_from_slice(stretches);
        self.set(day, all);
    }

    /// Whether no day has any.
    pub fn is_empty(&self) -> bool {
        self.days.iter().all(Vec::is_empty)
    }
}

/// Sorted, without empty ones, and those that meet made one.
fn joined(mut stretches: Vec<Minutes>) -> Vec<Minutes> {
    stretches.retain(|(from, to)| from < to && *to <= 1440);
    stretches.order();
    let mut out: Vec<Minutes> = Vec::with_capacity(stretches.len());
    for (from, to) in stretches {
        match out.last_mut().filter(|(_, end)| *end >= from) {
            Some((_, end)) => *end = (*end).max(to),
            None => out.push((from, to)),
        }
    }
    out
}

/// Hours of the week that some work is done in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeMap {
    /// What `at:` calls it.
    pub name: String,
    /// When. It may lie outside of the work hours: its tasks are then planned there all the same.
    pub when: Week,
    /// Whether other work stays out of these hours.
    pub exclusive: bool,
    /// The kinds of work that are done in it when a task says nothing else.
    pub types: Vec<String>,
}

/// How much may be planned of a project, its parts included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectBudget {
    /// Which.
    pub project: String,
    /// Seconds a day.
    pub day_s: Option<u32>,
    /// Seconds a week.
    pub week_s: Option<u32>,
}

/// Everything that is said about planning. The defaults are those of `assets/config.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Planning {
    /// The work hours of each day of the week.
    pub hours: Week,
    /// The break at noon.
    pub lunch: Option<Minutes>,
    /// Days off: the first and the last of each stretch.
    pub off: Vec<(NaiveDate, NaiveDate)>,
    /// The hours of single days, in place of those of their weekday.
    pub single: Vec<(NaiveDate, Vec<Minutes>)>,
    /// Hours for some kinds of work.
    pub maps: Vec<TimeMap>,
    /// The share of the free time that may be planned, above 0 and at most 1.
    pub load: f64,
    /// Seconds of the shortest and of the longest piece that work is cut into.
    pub chunk_s: (u32, u32),
    /// Work of at most so many seconds is not cut while it can be helped.
    pub whole_s: u32,
    /// Seconds of the shortest piece of work that takes deep concentration.
    pub focus_s: u32,
    /// Seconds of air after a block.
    pub gap_s: u32,
    /// Tasks shorter than so many seconds share a block.
    pub bundle_s: u32,
    /// Seconds that a task takes when neither the person nor the log says anything.
    pub usual_s: u32,
    /// How much may be planned of some projects.
    pub budgets: Vec<ProjectBudget>,
    /// How many days after today are planned.
    pub horizon_days: u16,
    /// Minutes of a slot.
    pub slot_min: u16,
    /// When the week of a budget begins.
    pub first_weekday: Weekday,
    /// Seconds of work after which free time is a break, and how many seconds of it are.
    pub rest_s: (u32, u32),
    /// What begins within so many seconds stays as it is.
    pub frozen_s: u32,
}

impl Default for Planning {
    fn default() -> Planning {
        Planning {
            hours: Week::same([true, true, true, true, true, false, false], &[(540, 1050)]),
            lunch: Some((750, 795)),
            off: Vec::new(),
            single: Vec::new(),
            maps: Vec::new(),
            load: 0.85,
            chunk_s: (25 * 60, 2 * 3600),
            whole_s: 3600,
            focus_s: 50 * 60,
            gap_s: 300,
            bundle_s: 15 * 60,
            usual_s: 45 * 60,
            budgets: Vec::new(),
            horizon_days: 14,
            slot_min: 15,
            first_weekday: Weekday::Mon,
            rest_s: (3600, 600),
            frozen_s: 30 * 60,
        }
    }
}

impl Planning {
    /// Whether nothing is planned on a day: a day off that has no hours of its own.
    pub fn is_off(&self, day: NaiveDate) -> bool {
        let single = self.single.iter().any(|(single, _)| *single == day);
        !single && self.off.iter().any(|(first, last)| (*first..=*last).contains(&day))
    }

    /// As the learned curves tell days apart: by whether such a weekday usually has work hours.
    pub fn class(&self, day: NaiveDate) -> DayClass {
        if self.hours.on(day.weekday()).is_empty() { DayClass::Weekend } else { DayClass::Weekday }
    }

    /// The first day of the week that a day is in.
    pub fn first_of_week(&self, day: NaiveDate) -> NaiveDate {
        day.week(self.first_weekday).first_day()
    }

    /// The work hours of a day, lunch not taken out; none on a day off.
    pub fn hours_on(&self, day: NaiveDate) -> &[Minutes] {
        if self.is_off(day) {
            return &[];
        }
        let single = self.single.iter().rev().find(|(single, _)| *single == day);
        single.map_or_else(|| self.hours.on(day.weekday()), |(_, hours)| hours)
    }

    /// The time map that a task with this `at:` and of this kind is done in. A context without hours (`at:home` and
    /// no such map) is none.
    pub fn map_of(&self, at: Option<&str>, kind: Option<&str>) -> Option<usize> {
        let place = |wanted: &dyn Fn(&TimeMap) -> bool| self.maps.iter().position(wanted);
        match at {
            Some(name) => place(&|map| map.name == name),
            None => kind.and_then(|kind| place(&|map| map.types.iter().any(|known| known == kind))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_of_a_day_are_sorted_and_joined() {
        let mut week = Week::default();
        week.set(Weekday::Fri, vec![(600, 660), (540, 600), (900, 900), (700, 2000)]);
        assert_eq!(week.on(Weekday::Fri), [(540, 660)]);
        week.add(Weekday::Fri, &[(630, 720)]);
        assert_eq!(week.on(Weekday::Fri), [(540, 720)]);
        assert!(week.on(Weekday::Mon).is_empty());
    }

    #[test]
    fn a_task_says_its_map_or_its_kind_does() {
        let map = |name: &str, kind: &str| TimeMap {
            name: name.into(),
            types: vec![kind.into()],
            ..TimeMap::default()
        };
        let planning = Planning {
            maps: vec![map("phone", "calls"), map("home", "chores")],
            ..Planning::default()
        };
        assert_eq!(planning.map_of(Some("home"), Some("calls")), Some(1));
        assert_eq!(planning.map_of(None, Some("calls")), Some(0));
        assert_eq!(planning.map_of(Some("garden"), Some("calls")), None, "a context without hours");
        assert_eq!(planning.map_of(None, None), None);
    }

    #[test]
    fn a_day_off_has_no_hours() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let off = vec![(day("2026-12-24"), day("2027-01-02"))];
        let planning = Planning { off, ..Planning::default() };
        assert_eq!(planning.hours_on(day("2026-12-23")), [(540, 1050)]);
        assert!(planning.hours_on(day("2026-12-24")).is_empty());
        assert!(planning.hours_on(day("2027-01-01")).is_empty());
        let long = (day("2026-12-23"), vec![(540, 1140)]);
        let planning = Planning { single: vec![long], ..planning };
        assert_eq!(planning.hours_on(day("2026-12-23")), [(540, 1140)]);
        assert_eq!(planning.hours_on(day("2026-12-22")), [(540, 1050)]);
        assert_eq!(planning.hours_on(day("2027-01-04")), [(540, 1050)]);
    }
}
