//! The smallest change of a plan that makes it unlikely that a task is late: every change that a person could make is
//! tried in the same futures, and of those that help and make no other task late, the cheapest is told.
//!
//! Prices are hours of work by their weight, and judgement: to do something first costs a quarter of the hours that
//! wait for it, to give a task another day half of its own, to work longer 2.5 for each hour, to do less what is left
//! out, another date half of the task's hours and a tenth of that for each day (a deadline three times as much), to
//! drop a task three times its hours.

use super::flow::{self, Clock, Leg};
use super::{Ahead, RISKY, Risk};
use crate::domain::{Moment, Order, Span, TaskId};
use crate::plan::proposal::Deed;

/// How much riskier another task may become that is at risk anyway.
const HARM: f64 = 0.05;
/// Seconds of a day's extension.
const LONGER_S: i64 = 3600;
/// Days and tasks that are tried of each kind of change, the cheapest first.
const TRIES: usize = 6;
/// What is left out of a task comes in such steps, in seconds.
const STEP_S: i64 = 900;

/// A change that helps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Remedy {
    /// What to do.
    pub deed: Deed,
    /// How probable it is then that the task is late.
    pub p_late: f64,
    /// What it costs, in weighted hours.
    pub cost: f64,
}

/// A plan with a change.
pub(super) struct Changed {
    pub(super) deed: Deed,
    pub(super) cost: f64,
    pub(super) legs: Vec<Leg>,
    pub(super) clock: Option<Clock>,
    /// What is allowed to be late now: the task that was dropped.
    gone: Option<usize>,
}

impl Risk {
    /// The cheapest change that makes `task` late in less than a fifth of the futures, and no other task; `None`
    /// when nothing does, or when it isn't late.
    pub fn remedy(&self, task: TaskId) -> Option<Remedy> {
        let at = self.tasks.iter().position(|ahead| ahead.task == task)?;
        self.late[at].filter(|late| *late >= RISKY)?;
        let mut changes = self.first(at);
        changes.extend(self.others(at));
        changes.extend(self.longer(at));
        changes.order_by(|a, b| a.cost.total_cmp(&b.cost));
        let tried = changes.iter().find_map(|change| {
            let clock = change.clock.as_ref().unwrap_or(&self.clock);
            let late = self.lateness(&change.legs, clock, None);
            let p_late = self.helps(at, &late, change.gone)?;
            Some(Remedy { deed: change.deed, p_late, cost: change.cost })
        });
        let own = [self.less(at), self.later(at)].into_iter().flatten();
        tried.into_iter().chain(own).min_by(|a, b| a.cost.total_cmp(&b.cost))
    }

    /// How probable it is that the task is late, when that is little enough and no other task pays for it.
    fn helps(&self, at: usize, late: &[Option<f64>], gone: Option<usize>) -> Option<f64> {
        let harms = |other: usize, then: f64| {
            let now = self.late[other].unwrap_or(0.0);
            other != at && Some(other) != gone && then >= RISKY && then > now + HARM
        };
        let mut others =
            late.iter().enumerate().filter_map(|(other, late)| Some((other, (*late)?)));
        if others.any(|(other, then)| harms(other, then)) {
            return None;
        }
        late[at].filter(|late| *late < RISKY)
    }

    /// Where the task begins in the plan; behind everything when it has no place in it.
    fn begins_s(&self, at: usize) -> f64 {
        let own = self.legs.iter().filter(|leg| leg.at == at);
        own.map(|leg| leg.start_s).fold(f64::INFINITY, f64::min)
    }

    /// Seconds that the task has in the plan, or else those that are probably left of it.
    fn length_s(&self, at: usize) -> f64 {
        let own = self.legs.iter().filter(|leg| leg.at == at && leg.start_s.is_finite());
        let planned: f64 = own.map(|leg| leg.end_s - leg.start_s).sum();
        if planned > 0.0 { planned } else { self.tasks[at].left.at(0.5) }
    }

    fn hours(&self, at: usize) -> f64 {
        self.tasks[at].weight * self.length_s(at) / 3600.0
    }

    /// The legs of the plan with all of the task from `start_s` on.
    fn with(&self, at: usize, start_s: f64, without: Option<usize>) -> Vec<Leg> {
        let stays = |leg: &&Leg| leg.at != at && Some(leg.at) != without;
        let mut legs: Vec<Leg> = self.legs.iter().filter(stays).copied().collect();
        let day = self.clock.day(start_s);
        let end_s = start_s + self.length_s(at);
        // It comes before what begins just there.
        legs.insert(0, Leg { at, start_s, end_s, last: true, day, fixed: false });
        flow::in_order(&mut legs);
        legs
    }

    /// From when on the task may be done: when what it waits for is done by the plan.
    fn free_s(&self, at: usize) -> f64 {
        let waits = |leg: &&Leg| self.tasks[at].after.contains(&leg.at);
        self.legs.iter().filter(waits).map(|leg| leg.end_s).fold(0.0, f64::max)
    }

    /// The task first thing on a day before the one it has.
    pub(super) fn first(&self, at: usize) -> Vec<Changed> {
        let due_s = self.tasks[at].due.map_or(0.0, |due| self.clock.seconds(due.at.utc_ms()));
        let (begins_s, free_s) = (self.begins_s(at).min(due_s), self.free_s(at));
        let mut found: Vec<Changed> = Vec::new();
        for (day, free) in self.days.iter().enumerate() {
            let Some((start_s, _)) = self.clock.bounds(day) else { continue };
            if start_s >= begins_s || start_s < free_s {
                continue;
            }
            let between = self.legs.iter().filter(|leg| leg.at != at && leg.start_s.is_finite());
            let waits = between.filter(|leg| start_s <= leg.start_s && leg.start_s < begins_s);
            let hours = |leg: &Leg| self.tasks[leg.at].weight * (leg.end_s - leg.start_s) / 3600.0;
            found.push(Changed {
                deed: Deed::Prefer(self.tasks[at].task, free.day),
                cost: 0.25 * waits.map(hours).sum::<f64>(),
                legs: self.with(at, start_s, None),
                clock: None,
                gone: None,
            });
        }
        // The later, the less has to wait: what is tried is what costs least.
        found.reverse();
        found.truncate(TRIES);
        found
    }

    /// Another task makes room: on another day, or for good.
    pub(super) fn others(&self, at: usize) -> Vec<Changed> {
        let (begins_s, free_s) = (self.begins_s(at), self.free_s(at));
        let mut others: Vec<(usize, f64)> = Vec::new();
        for leg in self.legs.iter().filter(|leg| leg.at != at && leg.start_s.is_finite()) {
            let seen = others.iter().any(|(other, _)| *other == leg.at);
            let needed = self.tasks[at].after.contains(&leg.at);
            if !seen && !needed && !leg.fixed && (free_s..begins_s).contains(&leg.start_s) {
                others.push((leg.at, leg.start_s));
            }
        }
        others.order_by(|a, b| self.hours(a.0).total_cmp(&self.hours(b.0)));
        others.truncate(TRIES);
        let waits = |other| self.tasks.iter().any(|task: &Ahead| task.after.contains(&other));
        let both = others.iter().flat_map(|(other, start_s)| {
            let deferred = self.deferred(at, *other, *start_s);
            let dropped = (!waits(*other)).then(|| Changed {
                deed: Deed::Drop(self.tasks[*other].task),
                cost: 3.0 * self.hours(*other),
                legs: self.with(at, *start_s, Some(*other)),
                clock: None,
                gone: Some(*other),
            });
            deferred.into_iter().chain(dropped)
        });
        both.collect()
    }

    /// The other task goes to the end of the first later day where there is room, and the task takes its place.
    fn deferred(&self, at: usize, other: usize, start_s: f64) -> Option<Changed> {
        let length_s = self.length_s(other);
        let waits = |leg: &&Leg| self.tasks[leg.at].after.contains(&other);
        let needed_s = self.legs.iter().filter(waits).map(|leg| leg.start_s);
        let needed_s = needed_s.fold(f64::INFINITY, f64::min);
        (self.clock.day(start_s) + 1..self.days.len()).find_map(|day| {
            let (day_s, end_s) = self.clock.bounds(day)?;
            let of_day = self.legs.iter().filter(|leg| leg.day == day && leg.start_s.is_finite());
            let planned_s = of_day.map(|leg| leg.end_s).fold(day_s, f64::max);
            if planned_s + length_s > end_s.min(needed_s) {
                return None;
            }
            let mut legs = self.with(at, start_s, Some(other));
            let end_s = planned_s + length_s;
            let fixed = false;
            legs.push(Leg { at: other, start_s: planned_s, end_s, last: true, day, fixed });
            flow::in_order(&mut legs);
            Some(Changed {
                deed: Deed::Defer(self.tasks[other].task, self.days[day].day),
                cost: 0.5 * self.hours(other),
                legs,
                clock: None,
                gone: None,
            })
        })
    }

    /// An hour more on a day before the task is due, which it begins with.
    pub(super) fn longer(&self, at: usize) -> Vec<Changed> {
        let (Some(due), free_s) = (self.tasks[at].due, self.free_s(at)) else { return Vec::new() };
        let mut found = Vec::new();
        for day in 0..self.days.len() {
            let Some((_, end_s)) = self.clock.bounds(day) else { continue };
            let Some(until_ms) = self.clock.moment_ms(end_s) else { continue };
            if end_s < free_s || until_ms >= due.at.utc_ms() {
                continue;
            }
            found.push(self.extended(at, day, (end_s, until_ms)));
            if found.len() == TRIES {
                break;
            }
        }
        // Of equal prices the earlier day is the better: the hour is sure then.
        found
    }

    fn extended(&self, at: usize, day: usize, (end_s, until_ms): (f64, i64)) -> Changed {
        let mut days = self.days.clone();
        let last = days[day].open.last().map_or(0, |span| span.end.offset_min());
        let start = Moment::new(until_ms, last);
        days[day].open.push(Span::new(start, start.plus_seconds(LONGER_S)));
        let clock = Clock::new(&days, &self.pieces);
        let more_s = LONGER_S as f64;
        let shift = |leg: &Leg| {
            let by = if leg.start_s >= end_s { more_s } else { 0.0 };
            Leg { start_s: leg.start_s + by, end_s: leg.end_s + by, ..*leg }
        };
        let mut legs: Vec<Leg> = self.legs.iter().map(shift).collect();
        let end_s = end_s + more_s;
        legs.push(Leg { at, start_s: end_s - more_s, end_s, last: false, day, fixed: true });
        flow::in_order(&mut legs);
        Changed {
            deed: Deed::Extend(self.days[day].day, LONGER_S),
            cost: 2.5 * more_s / 3600.0,
            legs,
            clock: Some(clock),
            gone: None,
        }
    }

    /// Doing less of the task: at most half of what is probably left.
    fn less(&self, at: usize) -> Option<Remedy> {
        #[expect(clippy::cast_possible_truncation, reason = "rounds down; some weeks at most")]
        let most = (self.length_s(at) / 2.0) as i64 / STEP_S;
        let late = |steps: i64| {
            let cut = (steps * STEP_S) as f64;
            let late = self.lateness(&self.legs, &self.clock, Some((at, cut)));
            late[at].unwrap_or(0.0)
        };
        if most < 1 || late(most) >= RISKY {
            return None;
        }
        let (mut short, mut enough) = (0, most);
        while enough - short > 1 {
            let middle = i64::midpoint(short, enough);
            if late(middle) < RISKY { enough = middle } else { short = middle }
        }
        let seconds = enough * STEP_S;
        let cost = self.tasks[at].weight * seconds as f64 / 3600.0;
        let deed = Deed::Shorten(self.tasks[at].task, seconds);
        Some(Remedy { deed, p_late: late(enough), cost })
    }

    /// Another date: the end of the first day by which it is done in more than four of five futures.
    fn later(&self, at: usize) -> Option<Remedy> {
        let due = self.tasks[at].due?;
        let mut done = Vec::new();
        flow::run(&self.legs, &self.futures, None, |task, done_s| {
            if task == at {
                done = done_s.to_vec();
            }
        });
        let p_late = |end_s: f64| {
            done.iter().filter(|done_s| **done_s > end_s + 1e-3).count() as f64 / done.len() as f64
        };
        let of = due.at.utc_ms();
        let days = self.days.iter().enumerate();
        let mut later = days.filter_map(|(day, free)| Some((free.day, self.clock.bounds(day)?.1)));
        let (day, end_s) =
            later.find(|(_, end_s)| *end_s > self.clock.seconds(of) && p_late(*end_s) < RISKY)?;
        let away = day.signed_duration_since(due.at.local().date()).num_days().max(1);
        let price = if due.hard { 1.5 } else { 0.5 };
        Some(Remedy {
            deed: Deed::Renegotiate(self.tasks[at].task, day),
            p_late: p_late(end_s),
            cost: price * self.hours(at) * (1.0 + 0.1 * away as f64),
        })
    }
}
