//! What a rule of repetition means: its times between two others, in order. Works on the clocks of one place,
//! as the rule does; which instants those are is for whoever asks.
//!
//! The work is bounded whatever the rule says: only the days of the range are looked at, or, where the rule
//! counts its times, the days since its first, and no more of them than [`Limits`] allow.

use super::rule::{Quick, Rule};
use crate::domain::Order;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use std::ops::ControlFlow::{self, Break, Continue};

const DAY_S: i64 = 86_400;

/// What a walk may cost, and what is left of it afterwards.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Days and times that may be looked at.
    pub(super) steps: u64,
    /// Times that may be found.
    pub(super) most: usize,
}

/// A rule, from its first time on, between two times.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk<'r> {
    pub(super) rule: &'r Rule,
    /// The first time of all. It counts, and is not found again.
    pub(super) first: NaiveDateTime,
    /// The last that may be, on the same clocks.
    pub(super) until: Option<NaiveDateTime>,
    /// From where on times are wanted.
    pub(super) from: NaiveDateTime,
    /// To where times are wanted.
    pub(super) to: NaiveDateTime,
}

impl Walk<'_> {
    /// Gives every time of the rule in the range to `found`, in order. Whether it is the whole: `false` when the
    /// limits did not suffice.
    pub(super) fn run(self, limits: &mut Limits, found: &mut dyn FnMut(NaiveDateTime)) -> bool {
        let left = self.rule.count.map(|count| count - 1);
        let last = self.until.map_or(self.to, |until| until.min(self.to)).date();
        let first = self.first.date();
        let begin = if left.is_some() { first } else { first.max(self.from.date()) };
        let mut course = Course { walk: self, begin, last, left, limits, found };
        let end = match self.rule.quick {
            None => course.days(),
            Some(quick) => course.quick_days(quick),
        };
        end != Break(Stop::Cut)
    }
}

/// Why a walk ends before its range does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// Nothing comes any more.
    Over,
    /// The limits are reached.
    Cut,
}

type Step = ControlFlow<Stop>;

/// A walk on its way.
struct Course<'w> {
    walk: Walk<'w>,
    /// The first day to be looked at.
    begin: NaiveDate,
    /// The last day to be looked at.
    last: NaiveDate,
    /// How many times may still come, when they are counted.
    left: Option<u64>,
    limits: &'w mut Limits,
    found: &'w mut dyn FnMut(NaiveDateTime),
}

impl Course<'_> {
    fn days(&mut self) -> Step {
        let (pattern, first) = (&self.walk.rule.days, self.walk.first.date());
        let start = pattern.start(self.begin).and_then(|start| pattern.aligned(first, start));
        let Some(mut period) = start else { return Break(Stop::Over) };
        while period <= self.last {
            self.step()?;
            let end = pattern.later(period, 1).unwrap_or(NaiveDate::MAX);
            self.period(period, end)?;
            match pattern.later(period, pattern.interval) {
                Some(next) => period = next,
                None => return Break(Stop::Over),
            }
        }
        Continue(())
    }

    fn period(&mut self, start: NaiveDate, end: NaiveDate) -> Step {
        let (rule, first) = (self.walk.rule, self.walk.first.date());
        let chosen = !rule.positions.is_empty();
        // What is chosen is counted over the whole period.
        let from = if chosen { start } else { start.max(self.begin) };
        let mut fitting = Vec::new();
        for day in from.iter_days().take_while(|day| *day < end) {
            if !chosen && day > self.last {
                break;
            }
            self.step()?;
            if rule.days.fits(day, first) {
                if chosen {
                    fitting.push(day);
                } else {
                    self.times_of(day)?;
                }
            }
        }
        let times = self.times();
        for place in picked(&rule.positions, fitting.len() * times.len()) {
            self.offer(fitting[place / times.len()].and_time(times.nth(place % times.len())))?;
        }
        Continue(())
    }

    /// Every time of a day that fits.
    fn times_of(&mut self, day: NaiveDate) -> Step {
        let times = self.times();
        if day > self.walk.first.date() && day < self.walk.from.date() {
            return self.pass(times.len());
        }
        (0..times.len()).try_for_each(|place| self.offer(day.and_time(times.nth(place))))
    }

    /// The times of a day, for rules that are not quick.
    fn times(&self) -> Times {
        let (rule, first) = (self.walk.rule, self.walk.first.time());
        Times {
            hours: or(&rule.hours, first.hour()),
            minutes: or(&rule.minutes, first.minute()),
            seconds: or(&rule.seconds, first.second()),
        }
    }

    fn quick_days(&mut self, quick: Quick) -> Step {
        let (first, last) = (self.walk.first, self.last);
        for day in self.begin.iter_days().take_while(|day| *day <= last) {
            self.step()?;
            if self.walk.rule.days.fits(day, first.date()) {
                self.quick_day(quick, day)?;
            }
        }
        Continue(())
    }

    /// The units of a day that the interval leaves, from the first of all on.
    fn quick_day(&mut self, quick: Quick, day: NaiveDate) -> Step {
        let (rule, first) = (self.walk.rule, self.walk.first);
        let (unit_s, interval) = (quick.seconds(), i64::from(rule.interval));
        let since = (day - first.date()).num_days() * (DAY_S / unit_s)
            - i64::from(first.num_seconds_from_midnight()) / unit_s;
        let mut at = (-since).rem_euclid(interval);
        let (whole, plain) = (DAY_S / unit_s, rule.is_plain());
        let before = day < self.walk.from.date();
        if plain && before && self.left.is_some() && day > first.date() {
            let many = if at < whole { (whole - 1 - at) / interval + 1 } else { 0 };
            return self.pass(usize::try_from(many).unwrap_or(0));
        }
        if self.left.is_none() && day == self.walk.from.date() {
            let skipped = i64::from(self.walk.from.num_seconds_from_midnight()) / unit_s;
            at = next(at, skipped, interval);
        }
        while at < whole {
            let (hour, hour_units) = (at * unit_s / 3600, 3600 / unit_s);
            if !fits(&rule.hours, hour) {
                self.step()?;
                at = next(at, (hour + 1) * hour_units, interval);
                continue;
            }
            self.unit(quick, day, at * unit_s)?;
            at += interval;
        }
        Continue(())
    }

    /// What the rule means within one hour, minute or second, which begins so many seconds after midnight.
    fn unit(&mut self, quick: Quick, day: NaiveDate, at_s: i64) -> Step {
        let (rule, first) = (self.walk.rule, self.walk.first.time());
        let (minute, second) = (at_s / 60 % 60, at_s % 60);
        let minutes = match quick {
            Quick::Hourly => or(&rule.minutes, first.minute()),
            Quick::Minutely | Quick::Secondly if fits(&rule.minutes, minute) => whole(minute),
            _ => return self.step(),
        };
        let seconds = match quick {
            Quick::Hourly | Quick::Minutely => or(&rule.seconds, first.second()),
            Quick::Secondly if fits(&rule.seconds, second) => whole(second),
            Quick::Secondly => return self.step(),
        };
        let times = Times { hours: whole(at_s / 3600), minutes, seconds };
        if rule.positions.is_empty() {
            return (0..times.len()).try_for_each(|n| self.offer(day.and_time(times.nth(n))));
        }
        let places = picked(&rule.positions, times.len());
        places.into_iter().try_for_each(|place| self.offer(day.and_time(times.nth(place))))
    }

    /// Counts times before the range that nobody wants one by one.
    fn pass(&mut self, times: usize) -> Step {
        if let Some(left) = &mut self.left {
            match left.checked_sub(times as u64) {
                Some(rest) => *left = rest,
                None => return Break(Stop::Over),
            }
        }
        Continue(())
    }

    /// A time of the rule.
    fn offer(&mut self, at: NaiveDateTime) -> Step {
        self.step()?;
        if at <= self.walk.first {
            return Continue(());
        }
        if at > self.walk.to || self.walk.until.is_some_and(|until| at > until) {
            return Break(Stop::Over);
        }
        if let Some(left) = &mut self.left {
            match left.checked_sub(1) {
                Some(rest) => *left = rest,
                None => return Break(Stop::Over),
            }
        }
        if at >= self.walk.from {
            match self.limits.most.checked_sub(1) {
                Some(rest) => self.limits.most = rest,
                None => return Break(Stop::Cut),
            }
            (self.found)(at);
        }
        Continue(())
    }

    fn step(&mut self) -> Step {
        match self.limits.steps.checked_sub(1) {
            Some(rest) => {
                self.limits.steps = rest;
                Continue(())
            }
            None => Break(Stop::Cut),
        }
    }
}

/// Hours, minutes and seconds, each with each, without a list of them all: there may be 86,400.
struct Times {
    hours: Vec<u32>,
    minutes: Vec<u32>,
    seconds: Vec<u32>,
}

impl Times {
    fn len(&self) -> usize {
        self.hours.len() * self.minutes.len() * self.seconds.len()
    }

    fn nth(&self, place: usize) -> NaiveTime {
        let (rest, second) = (place / self.seconds.len(), place % self.seconds.len());
        let (hour, minute) = (rest / self.minutes.len(), rest % self.minutes.len());
        let time = self.hours.get(hour).and_then(|hour| {
            NaiveTime::from_hms_opt(*hour, *self.minutes.get(minute)?, *self.seconds.get(second)?)
        });
        time.unwrap_or(NaiveTime::MIN)
    }
}

impl Quick {
    /// How long its unit is.
    fn seconds(self) -> i64 {
        match self {
            Quick::Hourly => 3600,
            Quick::Minutely => 60,
            Quick::Secondly => 1,
        }
    }
}

impl Rule {
    /// Whether a quick rule is its interval and days alone.
    fn is_plain(&self) -> bool {
        self.hours.is_empty()
            && self.minutes.is_empty()
            && self.seconds.is_empty()
            && self.positions.is_empty()
    }
}

/// The first from `wanted` on that is a whole number of intervals after `at`.
fn next(at: i64, wanted: i64, interval: i64) -> i64 {
    if wanted <= at { at } else { at + (wanted - at + interval - 1) / interval * interval }
}

fn fits(list: &[u32], number: i64) -> bool {
    list.is_empty() || u32::try_from(number).is_ok_and(|number| list.contains(&number))
}

fn or(list: &[u32], first: u32) -> Vec<u32> {
    if list.is_empty() { vec![first] } else { list.to_vec() }
}

fn whole(number: i64) -> Vec<u32> {
    vec![u32::try_from(number).unwrap_or(0)]
}

/// The places from 0 that positions mean among so many, in order.
fn picked(positions: &[i64], many: usize) -> Vec<usize> {
    let many = i64::try_from(many).unwrap_or(i64::MAX);
    let place = |p: &i64| if *p > 0 { *p - 1 } else { many.saturating_add(*p) };
    let inside = positions.iter().map(place).filter(|place| (0..many).contains(place));
    let mut found: Vec<usize> = inside.filter_map(|place| usize::try_from(place).ok()).collect();
    found.order();
    found.dedup();
    found
}

#[cfg(test)]
mod tests;
