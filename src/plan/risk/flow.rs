//! One plan in all futures at once. Time is counted in seconds of free time from the beginning, so that nights, meetings
//! and weekends are no time at all.

use super::{Ahead, Free, Piece};
use crate::learn::futures::{FUTURES, Futures};
use std::collections::HashMap;

/// A stretch of the plan, in seconds of free time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Leg {
    /// The task, by its place.
    pub(super) at: usize,
    pub(super) start_s: f64,
    pub(super) end_s: f64,
    /// What is left of the task is done in it, however long it takes.
    pub(super) last: bool,
    /// The day, by its place; on a day, what is done early pulls up the rest.
    pub(super) day: usize,
    pub(super) fixed: bool,
}

/// The free time of the days.
#[derive(Clone, Debug, Default)]
pub(super) struct Clock {
    /// Begin and end in UTC milliseconds, the free seconds before, and the day's place.
    spans: Vec<(i64, i64, f64, usize)>,
}

impl Clock {
    /// Free is what is open and what is planned.
    pub(super) fn new(days: &[Free], pieces: &[Piece]) -> Clock {
        let mut spans: Vec<(i64, i64, usize)> = Vec::new();
        for (at, day) in days.iter().enumerate() {
            spans.extend(day.open.iter().map(|s| (s.start.utc_ms(), s.end.utc_ms(), at)));
        }
        let day_at = |ms: i64| {
            let begun = |day: &Free| day.open.first().is_some_and(|s| s.start.utc_ms() <= ms);
            days.iter().rposition(begun).unwrap_or(0)
        };
        for piece in pieces {
            let start = piece.span.start.utc_ms();
            spans.push((start, piece.span.end.utc_ms(), day_at(start)));
        }
        spans.sort_unstable();
        let mut clock = Clock::default();
        let mut before = 0.0;
        for (start, end, day) in spans {
            let from = clock.spans.last().map_or(start, |last| start.max(last.1));
            if from < end {
                clock.spans.push((from, end, before, day));
                before += (end - from) as f64 / 1000.0;
            }
        }
        clock
    }

    /// Free seconds before a moment.
    pub(super) fn seconds(&self, ms: i64) -> f64 {
        let next = self.spans.partition_point(|(start, ..)| *start < ms);
        let Some((start, end, before, _)) = next.checked_sub(1).map(|at| self.spans[at]) else {
            return 0.0;
        };
        before + (end.min(ms) - start) as f64 / 1000.0
    }

    /// When so many free seconds have passed; `None` when there are not so many.
    pub(super) fn moment_ms(&self, seconds: f64) -> Option<i64> {
        let next = self.spans.partition_point(|(_, _, before, _)| *before < seconds);
        let (start, end, before, _) = *self.spans.get(next.saturating_sub(1))?;
        #[expect(clippy::cast_possible_truncation, reason = "at most the length of a stretch")]
        let ms = start + ((seconds - before).max(0.0) * 1000.0).ceil() as i64;
        // A thousandth of a second is rounding.
        (ms <= end + 1).then_some(ms.min(end))
    }

    /// The free seconds before a day's first and its last free moment.
    pub(super) fn bounds(&self, day: usize) -> Option<(f64, f64)> {
        let mut of_day = self.spans.iter().filter(|span| span.3 == day);
        let (start, end, before, _) = *of_day.next()?;
        let (last_start, last_end, last_before, _) =
            *of_day.next_back().unwrap_or(&(start, end, before, day));
        Some((before, last_before + (last_end - last_start) as f64 / 1000.0))
    }

    /// The day of a moment of free time.
    pub(super) fn day(&self, seconds: f64) -> usize {
        let next = self.spans.partition_point(|(_, _, before, _)| *before <= seconds);
        self.spans.get(next.saturating_sub(1)).map_or(0, |span| span.3)
    }
}

/// The plan in free time, by start; behind it the due tasks that have no place in it, by their date.
pub(super) fn legs(clock: &Clock, tasks: &[Ahead], pieces: &[Piece]) -> Vec<Leg> {
    let mut legs: Vec<Leg> = pieces
        .iter()
        .map(|piece| {
            let start_s = clock.seconds(piece.span.start.utc_ms());
            Leg {
                at: piece.at,
                start_s,
                end_s: clock.seconds(piece.span.end.utc_ms()),
                last: false,
                day: clock.day(start_s),
                fixed: piece.fixed,
            }
        })
        .collect();
    let mut rest: Vec<usize> = (0..tasks.len())
        .filter(|at| tasks[*at].due.is_some() && pieces.iter().all(|piece| piece.at != *at))
        .collect();
    rest.sort_by_key(|at| tasks[*at].due.map(|due| due.at.utc_ms()));
    legs.extend(rest.into_iter().map(|at| Leg {
        at,
        start_s: f64::INFINITY,
        end_s: f64::INFINITY,
        last: true,
        day: usize::MAX,
        fixed: false,
    }));
    in_order(&mut legs);
    legs
}

/// Sorts legs by start and finds the last of each task.
pub(super) fn in_order(legs: &mut [Leg]) {
    legs.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
    let mut seen = std::collections::HashSet::new();
    for leg in legs.iter_mut().rev() {
        leg.last = seen.insert(leg.at);
    }
}

/// Does the legs one after the other in every future, and says for each task, when its last is done, after how many
/// seconds of free time it is done in each. `cut` is a task that takes so many seconds less than it would.
pub(super) fn run(
    legs: &[Leg],
    futures: &Futures,
    cut: Option<(usize, f64)>,
    mut done: impl FnMut(usize, &mut [f64]),
) {
    let mut now_s = vec![0.0_f64; FUTURES];
    let mut told = vec![0.0_f64; FUTURES];
    // Of tasks in several pieces: what is left of them, and when they were done.
    let mut open: HashMap<usize, (Vec<f64>, Vec<f64>)> = HashMap::new();
    let mut before: Option<&Leg> = None;
    for leg in legs {
        let cut_s = cut.filter(|(at, _)| *at == leg.at).map_or(0.0, |(_, seconds)| seconds);
        let pulls = before.filter(|before| before.day == leg.day && !leg.fixed);
        let start = Start { leg, after_s: pulls.map(|before| before.end_s) };
        before = Some(leg);
        if leg.last && !open.contains_key(&leg.at) {
            for (now, taken) in now_s.iter_mut().zip(futures.of(leg.at)) {
                *now = start.from(*now) + (f64::from(*taken) - cut_s).max(0.0);
            }
            told.copy_from_slice(&now_s);
            done(leg.at, &mut told);
            continue;
        }
        let (left, finished) = open.entry(leg.at).or_insert_with(|| {
            let taken = futures.of(leg.at).iter();
            let taken = taken.map(|taken| (f64::from(*taken) - cut_s).max(0.0));
            (taken.collect(), vec![0.0; FUTURES])
        });
        for ((now, left), finished) in now_s.iter_mut().zip(left).zip(finished.iter_mut()) {
            if *left <= 0.0 {
                continue;
            }
            let here = if leg.last { *left } else { left.min(leg.end_s - leg.start_s) };
            *now = start.from(*now) + here;
            *left -= here;
            if *left <= 0.0 {
                *finished = *now;
            }
        }
        if leg.last {
            done(leg.at, finished);
            open.remove(&leg.at);
        }
    }
}

/// When a leg begins.
struct Start<'a> {
    leg: &'a Leg,
    /// Where the leg before it on the same day should end, when being early pulls this one up.
    after_s: Option<f64>,
}

impl Start<'_> {
    /// From when on, when the leg before it was done at `now_s`.
    #[inline]
    fn from(&self, now_s: f64) -> f64 {
        if self.leg.start_s.is_infinite() {
            return now_s;
        }
        let early = self.after_s.map_or(0.0, |after_s| (after_s - now_s).max(0.0));
        (self.leg.start_s - early).max(now_s)
    }
}
