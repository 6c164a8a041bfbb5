//! The lines about too much work: a full day, far too much, a late evening, hours without a long break, a free day, a
//! short night, a long week. Each speaks once a day at most, and of the plain ones about overwork a day bears one.
//!
//! Thresholds are law and large studies, or the person's own; none is a grade. Next: [`super::course`], which asks them.

use super::counter::{Counter, Tally};
use super::said::Rule;
use super::settings::Nudging;
use super::situation::Today;
use super::{HOUR, MIN};

/// Directive 2003/88/EC: a rest break is due when the day is longer than six hours; five leaves time for it. `[J]`
const LUNCH: i64 = 5 * HOUR;
/// Directive 2003/88/EC: eleven hours of rest a day.
const REST_S: i64 = 11 * 3600;
/// Directive 2003/88/EC: 48 hours a week on average.
const LONG_WEEK: i64 = 48 * HOUR;
/// WHO/ILO 2021: from 55 hours a week on, strokes +35 %, deaths of heart disease +17 % against 35 to 40 hours.
const HARMFUL_WEEK: i64 = 55 * HOUR;
/// So much work makes a free day a day of work. `[J]`
const FREE_DAY: i64 = HOUR;
/// And so much a beginning. `[J]`
const BEGINNING: i64 = MIN;

/// The rules that are lines, the gravest first: where two fall due at once, the first speaks first.
pub(super) const LINES: [Rule; 8] = [
    Rule::HarmfulWeek,
    Rule::TooMuch,
    Rule::Evening,
    Rule::Enough,
    Rule::LongWeek,
    Rule::Lunch,
    Rule::ShortNight,
    Rule::FreeDay,
];

/// What of them has come up today.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Lines {
    due: [Option<i64>; LINES.len()],
    said: [bool; LINES.len()],
}

/// What the rules look at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Load<'a> {
    pub(super) tally: &'a Tally,
    pub(super) today: &'a Today,
    pub(super) nudging: &'a Nudging,
}

impl Lines {
    /// Notes which rules hold at `at` while somebody works, and says which are due and not said, each with the moment
    /// since when.
    pub(super) fn fall_due(&mut self, at: i64, load: Load<'_>) -> Vec<(Rule, i64)> {
        for (rule, due) in LINES.into_iter().zip(&mut self.due) {
            if due.is_none() && holds(rule, at, load) {
                *due = Some(at);
            }
        }
        self.pending().collect()
    }

    /// The rules that are due and not said.
    pub(super) fn pending(&self) -> impl Iterator<Item = (Rule, i64)> {
        let due = LINES.into_iter().zip(self.due).zip(self.said);
        due.filter(|(_, said)| !said).filter_map(|((rule, due), _)| due.map(|due| (rule, due)))
    }

    /// Whether one of those about overwork was said, of which a day bears one.
    pub(super) fn overwork_said(&self) -> bool {
        LINES.into_iter().zip(self.said).any(|(rule, said)| said && rule.is_overwork())
    }

    /// A rule has spoken. What it contains is said with it.
    pub(super) fn say(&mut self, rule: Rule) {
        for (one, said) in LINES.into_iter().zip(&mut self.said) {
            let within = matches!(
                (rule, one),
                (Rule::TooMuch, Rule::Enough) | (Rule::HarmfulWeek, Rule::LongWeek)
            );
            *said |= one == rule || within;
        }
    }

    /// The moments after `at` at which a rule will hold if everything goes on as now.
    pub(super) fn ahead(&self, at: i64, counter: &Counter, load: Load<'_>) -> Vec<i64> {
        let of = |(rule, due): (Rule, Option<i64>)| match due {
            Some(_) => None,
            None => match goal(rule, load)? {
                Goal::Today(goal) => counter.reaches(at, goal, |tally| tally.today),
                Goal::SinceLong(goal) => counter.reaches(at, goal, |tally| tally.since_long),
                Goal::At(moment) => Some(moment).filter(|moment| *moment > at),
            },
        };
        LINES.into_iter().zip(self.due).filter_map(of).collect()
    }
}

/// When a rule holds.
enum Goal {
    /// From so much work of the day on.
    Today(i64),
    /// From so much work without a long break on.
    SinceLong(i64),
    /// From a moment on.
    At(i64),
}

/// When a rule holds today, `None` for never.
fn goal(rule: Rule, load: Load<'_>) -> Option<Goal> {
    let Load { today, nudging, .. } = load;
    let of_week = |limit: i64| {
        let left = limit - today.week_before_s * 1000;
        (left > 0).then_some(Goal::Today(left))
    };
    match rule {
        Rule::Enough => Some(Goal::Today(i64::from(nudging.target_s.0) * 1000)),
        Rule::TooMuch => Some(Goal::Today(i64::from(nudging.target_s.1) * 1000)),
        Rule::Evening => Some(Goal::At(today.evening.utc_ms())),
        Rule::Lunch => Some(Goal::SinceLong(LUNCH)),
        Rule::FreeDay => (today.free || today.off).then_some(Goal::Today(FREE_DAY)),
        Rule::ShortNight => {
            today.rested_s.filter(|rested| *rested < REST_S).map(|_| Goal::Today(BEGINNING))
        }
        // A limit that an earlier day of the week has crossed was said then.
        Rule::LongWeek => of_week(LONG_WEEK),
        Rule::HarmfulWeek => of_week(HARMFUL_WEEK),
        Rule::Rest | Rule::Postponed | Rule::Firm | Rule::Micro => None,
    }
}

fn holds(rule: Rule, at: i64, load: Load<'_>) -> bool {
    match goal(rule, load) {
        None => false,
        Some(Goal::Today(goal)) => load.tally.today >= goal,
        Some(Goal::SinceLong(goal)) => load.tally.since_long >= goal,
        Some(Goal::At(moment)) => at >= moment,
    }
}
