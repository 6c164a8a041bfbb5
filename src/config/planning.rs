//! What a person has said about planning, as the planner wants it: `[plan]`, `[maps]`, `[budgets]`, and the hours of
//! `[work_day]`.
//!
//! Next: [`crate::plan::settings`], and [`super::lines`] for what stands in a line.

use super::lines::{BudgetLine, HoursLine, OffLine};
use super::settings::{Config, Contradiction};
use super::words::{self, Days};
use crate::plan::settings::{Planning, ProjectBudget, TimeMap, Week};
use chrono::{NaiveTime, Timelike};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The hours that some kinds of work are done in, by the name that `at:` has for them.
pub type Maps = BTreeMap<String, MapSettings>;
/// How much may be planned of some projects.
pub type Budgets = BTreeMap<String, BudgetLine>;

/// How days are planned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlanSettings {
    /// Days off.
    pub off: Vec<OffLine>,
    /// The share of the free time that may be planned.
    pub load: f64,
    /// Seconds of the shortest piece of work.
    #[serde(rename = "chunk_min", with = "words::seconds")]
    pub chunk_min_s: u32,
    /// Seconds of the longest.
    #[serde(rename = "chunk_max", with = "words::seconds")]
    pub chunk_max_s: u32,
    /// Seconds of work that is not cut.
    #[serde(rename = "whole", with = "words::seconds")]
    pub whole_s: u32,
    /// Seconds of the shortest piece of deep work.
    #[serde(rename = "focus", with = "words::seconds")]
    pub focus_s: u32,
    /// Seconds of air after a block.
    #[serde(rename = "gap", with = "words::seconds_or_none")]
    pub gap_s: Option<u32>,
    /// Tasks shorter than so many seconds share a block.
    #[serde(rename = "bundle", with = "words::seconds_or_none")]
    pub bundle_s: Option<u32>,
    /// Seconds that a task takes of which nothing is known.
    #[serde(rename = "usual", with = "words::seconds")]
    pub usual_s: u32,
    /// How many days after today are planned.
    pub horizon_days: u16,
    /// Whether morning planning opens by itself at the first look of a work day.
    pub morning: bool,
}

impl Default for PlanSettings {
    fn default() -> PlanSettings {
        let usual = Planning::default();
        PlanSettings {
            off: Vec::new(),
            load: usual.load,
            chunk_min_s: usual.chunk_s.0,
            chunk_max_s: usual.chunk_s.1,
            whole_s: usual.whole_s,
            focus_s: usual.focus_s,
            gap_s: Some(usual.gap_s),
            bundle_s: Some(usual.bundle_s),
            usual_s: usual.usual_s,
            horizon_days: usual.horizon_days,
            morning: true,
        }
    }
}

/// Hours that some kinds of work are done in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MapSettings {
    /// When.
    pub when: Vec<HoursLine>,
    /// Whether other work stays out of these hours.
    pub exclusive: bool,
    /// The kinds of work that are done in it when a task says nothing else.
    pub types: Vec<String>,
}

impl Config {
    /// What this person has said about planning.
    pub fn planning(&self) -> Planning {
        let day = &self.work_day;
        let PlanSettings { off, load, chunk_min_s, chunk_max_s, whole_s, focus_s, .. } = &self.plan;
        let usual = Planning::default();
        Planning {
            hours: self.hours(),
            lunch: day.lunch.map(|(from, to)| (minute(from), minute(to))),
            single: usual.single,
            off: off.iter().map(|line| (line.first, line.last)).collect(),
            maps: self.maps.iter().map(|(name, map)| time_map(name, map)).collect(),
            load: *load,
            chunk_s: (*chunk_min_s, *chunk_max_s),
            whole_s: *whole_s,
            focus_s: *focus_s,
            gap_s: self.plan.gap_s.unwrap_or(0),
            bundle_s: self.plan.bundle_s.unwrap_or(0),
            usual_s: self.plan.usual_s,
            budgets: self.budgets.iter().map(|(project, line)| budget(project, *line)).collect(),
            horizon_days: self.plan.horizon_days,
            slot_min: usual.slot_min,
            first_weekday: day.first_weekday,
            rest_s: (self.breaks.rest_after_s.unwrap_or(u32::MAX), self.breaks.length_s),
            frozen_s: usual.frozen_s,
        }
    }

    /// The work hours: the usual ones, but on days that say other ones.
    fn hours(&self) -> Week {
        let day = &self.work_day;
        let mut week = Week::same(day.days.flags(), &[(minute(day.start), minute(day.end))]);
        let mut said = Days::default();
        for line in &day.hours {
            for weekday in line.days.iter() {
                // The first line about a day takes the place of the usual hours, further ones add to it.
                if !said.contains(weekday) {
                    week.set(weekday, Vec::new());
                }
                week.add(weekday, &line.spans);
            }
            said = said.and(line.days);
        }
        week
    }

    /// What the values about planning say against each other.
    pub(super) fn plan_contradiction(&self) -> Option<Contradiction> {
        let plan = &self.plan;
        let found = |key: &str, message: &str, hint: &'static str| {
            Some(Contradiction { keys: vec![key.to_owned()], message: message.to_owned(), hint })
        };
        let rollover = self.rollover_min();
        let early = |line: &HoursLine| line.spans.iter().any(|(from, _)| *from < rollover);
        if self.work_day.hours.iter().any(early) {
            let hint = "choose an earlier `rollover`, or later hours";
            return found("work_day.hours", "work begins before the day rolls over", hint);
        }
        if !(plan.load > 0.0 && plan.load <= 1.0) {
            let hint = "0.85 keeps 15 % of the time free";
            return found("plan.load", "a share is above 0 and at most 1", hint);
        }
        if !(1..=60).contains(&plan.horizon_days) {
            return found("plan.horizon_days", "1 to 60 days can be planned", "14 is usual");
        }
        if plan.chunk_min_s > plan.chunk_max_s {
            let hint = "give a `chunk_min` that is at most `chunk_max`";
            return found("plan.chunk_min", "the shortest piece is longer than the longest", hint);
        }
        if plan.gap_s.is_some_and(|gap| gap >= plan.chunk_min_s) {
            let hint = "for example `5m`, or `none`";
            return found("plan.gap", "that is more air than work", hint);
        }
        self.map_contradiction()
    }

    fn map_contradiction(&self) -> Option<Contradiction> {
        let mut kinds: BTreeMap<&str, &str> = BTreeMap::new();
        for (name, map) in &self.maps {
            if map.when.iter().all(|line| line.spans.is_empty()) {
                return Some(Contradiction {
                    keys: vec![format!("maps.{name}.when"), format!("maps.{name}")],
                    message: format!("the time map `{name}` has no hours"),
                    hint: "for example `when = [\"mon-fri 13:00-17:00\"]`",
                });
            }
            for kind in &map.types {
                if let Some(other) = kinds.insert(kind, name) {
                    return Some(Contradiction {
                        keys: vec![format!("maps.{name}.types")],
                        message: format!("`{kind}` is in the time map `{other}` already"),
                        hint: "a kind of work has one time map; `at:` puts a task into another",
                    });
                }
            }
        }
        None
    }
}

fn time_map(name: &str, map: &MapSettings) -> TimeMap {
    let mut when = Week::default();
    for line in &map.when {
        for day in line.days.iter() {
            when.add(day, &line.spans);
        }
    }
    TimeMap { name: name.to_owned(), when, exclusive: map.exclusive, types: map.types.clone() }
}

fn budget(project: &str, line: BudgetLine) -> ProjectBudget {
    ProjectBudget { project: project.to_owned(), day_s: line.day_s, week_s: line.week_s }
}

fn minute(time: NaiveTime) -> u16 {
    u16::try_from(time.num_seconds_from_midnight() / 60).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::Loaded;
    use super::*;
    use chrono::Weekday;
    use std::path::Path;

    fn read(text: &str) -> Planning {
        Loaded::read(Path::new("config.toml"), text, &[]).unwrap().config.planning()
    }

    fn complaint(text: &str) -> String {
        let error = Loaded::read(Path::new("config.toml"), text, &[]).unwrap_err();
        format!("{error}\nhint: {}", error.hint.as_deref().unwrap_or("none"))
    }

    #[test]
    fn a_file_that_says_nothing_plans_with_the_defaults() {
        assert_eq!(read(""), Planning::default());
    }

    #[test]
    fn a_day_with_hours_of_its_own_has_these_and_no_others() {
        let week = read(
            "[work_day]\ndays = \"mon-fri\"\n\
             hours = [\"fri 09:00-14:00\", \"sat 10:00-11:00\", \"sat 12:00-13:00\", \"wed none\"]\n",
        );
        assert_eq!(week.hours.on(Weekday::Thu), [(540, 1050)]);
        assert_eq!(week.hours.on(Weekday::Fri), [(540, 840)]);
        assert_eq!(week.hours.on(Weekday::Sat), [(600, 660), (720, 780)]);
        assert!(week.hours.on(Weekday::Wed).is_empty());
        assert!(week.hours.on(Weekday::Sun).is_empty());
    }

    #[test]
    fn maps_budgets_and_days_off_are_read() {
        let planning = read(
            "[plan]\noff = [\"2026-12-24..2027-01-02\"]\ngap = \"none\"\n\
             [maps.calls]\nwhen = [\"mon-fri 13:00-17:00\"]\ntypes = [\"calls\"]\n\
             [budgets]\npaper = \"2h a day, 10h a week\"\n\"paper.intro\" = \"1h a day\"\n",
        );
        assert_eq!(planning.gap_s, 0);
        assert!(planning.is_off("2026-12-31".parse().unwrap()));
        let [calls] = planning.maps.as_slice() else { panic!("one map") };
        assert_eq!((calls.name.as_str(), calls.exclusive), ("calls", false));
        assert_eq!(calls.when.on(Weekday::Mon), [(780, 1020)]);
        let budget =
            |project: &str, day_s, week_s| ProjectBudget { project: project.into(), day_s, week_s };
        let (paper, intro) =
            (budget("paper", Some(7200), Some(36_000)), budget("paper.intro", Some(3600), None));
        assert_eq!(planning.budgets, [paper, intro]);
    }

    #[test]
    fn a_mistake_is_shown_where_it_is() {
        insta::assert_snapshot!(complaint("[plan]\noff = [\"2026-11-27\", \"christmas\"]\n"), @r#"
        config.toml:2:7: `christmas` is not a day off such as `2026-11-27` or `2026-12-24..2027-01-02`
        2 | off = ["2026-11-27", "christmas"]
          |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: the default is `[]`; `heyday config plan.off` says what it is for
        "#);
        insta::assert_snapshot!(complaint("[maps.calls]\nwhen = [\"mon-fri 17:00-13:00\"]\n"), @r#"
        config.toml:2:8: `mon-fri 17:00-13:00` is not hours such as `mon-fri 13:00-17:00` or `sat none`
        2 | when = ["mon-fri 17:00-13:00"]
          |        ^^^^^^^^^^^^^^^^^^^^^^^
        hint: none
        "#);
        insta::assert_snapshot!(complaint("[maps.calls]\nwehn = []\n"), @r#"
        config.toml:2:1: no setting `maps.calls.wehn`
        2 | wehn = []
          | ^^^^
        hint: a time map has `when`, `exclusive` and `types`
        "#);
        insta::assert_snapshot!(complaint("[maps.calls]\nexclusive = true\n"), @r#"
        config.toml:1:1: the time map `calls` has no hours
        1 | [maps.calls]
          | ^^^^^^^^^^^^
        hint: for example `when = ["mon-fri 13:00-17:00"]`
        "#);
        insta::assert_snapshot!(complaint("[budgets]\npaper = \"2h\"\n"), @r#"
        config.toml:2:9: `2h` is not an amount such as `2h a day` or `2h a day, 10h a week`
        2 | paper = "2h"
          |         ^^^^
        hint: none
        "#);
        insta::assert_snapshot!(complaint("[plan]\nload = 85.0\n"), @r#"
        config.toml:2:8: a share is above 0 and at most 1
        2 | load = 85.0
          |        ^^^^
        hint: 0.85 keeps 15 % of the time free
        "#);
        insta::assert_snapshot!(complaint("[plan]\nchunk_min = \"3h\"\n"), @r#"
        config.toml:2:13: the shortest piece is longer than the longest
        2 | chunk_min = "3h"
          |             ^^^^
        hint: give a `chunk_min` that is at most `chunk_max`
        "#);
        insta::assert_snapshot!(complaint("[work_day]\nhours = [\"sat 01:00-05:00\"]\n"), @r#"
        config.toml:2:9: work begins before the day rolls over
        2 | hours = ["sat 01:00-05:00"]
          |         ^^^^^^^^^^^^^^^^^^^
        hint: choose an earlier `rollover`, or later hours
        "#);
    }
}
