//! From the log to lessons: which sessions teach what ([`Observation`]), which teach nothing and why, when the person
//! works at all ([`Exposure`]), and the finished tasks for the pace. A pure fold in order of time.
//!
//! Next: [`super::log`] for what goes in, [`super::profile`] for what becomes of it.

use super::exposure::Exposure;
use super::hours::Window;
use super::log::{Log, LoggedSession, LoggedTask, Origin};
use super::observation::Observation;
use super::pace::{Finished, UNTYPED};
use crate::domain::{Moment, Now, Order, Outcome};
use chrono::{Datelike, NaiveDate, Timelike, Weekday};

/// Sessions shorter than this are starts and stops by mistake. (a judgement)
pub const SHORTEST_S: u32 = 180;
/// Time off that counts as a break.
const BREAK_S: i64 = 5 * 60;
/// So many kinds of work have numbers of their own; the rarer ones count as work of no kind. What a fit costs grows
/// with the third power of their number.
const MOST_KINDS: usize = 24;

/// Why a session teaches nothing about how well its hour is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untaught {
    /// It lasted less than [`SHORTEST_S`].
    TooShort,
    /// Nobody said a word for longer than anyone works, nor confirmed it afterwards.
    Forgotten,
    /// It was guessed from traces.
    Inferred,
}

/// How many sessions taught and how many did not, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tally {
    /// Those that teach.
    pub taught: u32,
    /// Too short.
    pub too_short: u32,
    /// Probably forgotten timers.
    pub forgotten: u32,
    /// Guessed from traces: they only say when someone worked.
    pub inferred: u32,
}

/// Everything that a log teaches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// The kinds of work with numbers of their own, by first use; an index here is a `kind` there.
    pub kinds: Vec<String>,
    /// The sessions that teach, by start.
    pub observations: Vec<Observation>,
    /// The tasks that were done, in the order in which they were closed.
    pub finished: Vec<Finished>,
    /// Which sessions taught.
    pub tally: Tally,
    /// When the person works.
    pub exposure: Exposure,
}

/// What a log teaches a person whose working days are `days` and whose day turns as `now` says.
pub fn evidence(log: &Log, days: &[Weekday], now: &Now) -> Evidence {
    let (kinds, index) = kinds(log);
    let mut fold = Fold {
        log,
        days,
        now,
        index,
        spell: Spell::default(),
        found: Evidence { kinds, ..Evidence::default() },
    };
    fold.found.observations.reserve(log.sessions.len());
    for session in &log.sessions {
        fold.session(session);
    }
    fold.found.finished = fold.finished();
    fold.found
}

/// The kinds of work that get numbers of their own, and the number of each name in the log.
fn kinds(log: &Log) -> (Vec<String>, Vec<u16>) {
    let (meant, meanings) = log.today();
    let mut used: Vec<(u32, usize)> = vec![(0, usize::MAX); meant.len()];
    for (at, session) in log.sessions.iter().enumerate() {
        if let Some(name) = kind_name(log, session) {
            let entry = &mut used[usize::from(meanings[usize::from(name)])];
            *entry = (entry.0 + 1, entry.1.min(at));
        }
    }
    let mut order: Vec<usize> = (0..meant.len()).filter(|at| used[*at].0 > 0).collect();
    order.order_by_key(|at| (std::cmp::Reverse(used[*at].0), used[*at].1));
    order.truncate(MOST_KINDS);
    order.order_by_key(|at| used[*at].1);
    let number = |meaning: u16| {
        let place = order.iter().position(|at| *at == usize::from(meaning));
        place.and_then(|place| u16::try_from(place).ok()).unwrap_or(UNTYPED)
    };
    let index = meanings.into_iter().map(number).collect();
    (order.into_iter().map(|at| meant[at].to_owned()).collect(), index)
}

/// A session's own kind of work, else its task's.
fn kind_name(log: &Log, session: &LoggedSession) -> Option<u16> {
    session.name.or_else(|| task_of(log, session)?.name)
}

fn task_of<'a>(log: &'a Log, session: &LoggedSession) -> Option<&'a LoggedTask> {
    log.tasks.get(usize::try_from(session.task?).ok()?)
}

/// Where a day of work stands.
#[derive(Default)]
struct Spell {
    day: Option<NaiveDate>,
    /// When the last session ended, in UTC milliseconds.
    end_ms: i64,
    worked_s: u32,
    since_break_s: u32,
    /// The first break that has not been passed yet.
    next_break: usize,
}

struct Fold<'a> {
    log: &'a Log,
    days: &'a [Weekday],
    now: &'a Now,
    /// The number of each name in the log.
    index: Vec<u16>,
    spell: Spell,
    found: Evidence,
}

impl Fold<'_> {
    fn session(&mut self, session: &LoggedSession) {
        let untaught = untaught(session, self.now);
        let day = self.now.day_of(session.start);
        if untaught != Some(Untaught::Forgotten) {
            self.found.exposure.absorb(day, session.start, session.end);
        }
        if untaught == Some(Untaught::Inferred) {
            self.found.tally.inferred += 1;
            return;
        }
        self.pass_to(session, day);
        match untaught {
            None => {
                self.found.tally.taught += 1;
                let lesson = self.lesson(session, day);
                self.found.observations.push(lesson);
            }
            Some(Untaught::Forgotten) => self.found.tally.forgotten += 1,
            Some(_) => self.found.tally.too_short += 1,
        }
        if untaught != Some(Untaught::Forgotten) {
            self.spell.worked_s = self.spell.worked_s.saturating_add(session.worked_s);
            self.spell.since_break_s = self.spell.since_break_s.saturating_add(session.worked_s);
        }
        self.spell.end_ms = self.spell.end_ms.max(session.end.utc_ms());
    }

    /// Moves on to a session: a new day, or a break since the last one?
    fn pass_to(&mut self, session: &LoggedSession, day: NaiveDate) {
        let spell = &mut self.spell;
        let start_ms = session.start.utc_ms();
        if spell.day != Some(day) {
            *spell = Spell {
                day: Some(day),
                end_ms: start_ms,
                next_break: spell.next_break,
                ..Spell::default()
            };
        }
        let mut rested = start_ms - spell.end_ms >= BREAK_S * 1000;
        while let Some((_, end)) =
            self.log.breaks.get(spell.next_break).filter(|(begin, _)| *begin < start_ms)
        {
            rested |= *end >= spell.end_ms;
            spell.next_break += 1;
        }
        if rested {
            spell.since_break_s = 0;
        }
    }

    fn lesson(&self, session: &LoggedSession, day: NaiveDate) -> Observation {
        let task = task_of(self.log, session);
        let name = kind_name(self.log, session);
        Observation {
            session: session.id,
            task: task.map(|task| task.id),
            kind: name.map_or(UNTYPED, |name| self.index[usize::from(name)]),
            day,
            weekend: !self.days.contains(&day.weekday()),
            hour: middle_hour(session.start, session.end),
            worked_s: session.worked_s,
            focus: session.focus.filter(|focus| (1..=5).contains(focus)),
            interruptions: session.interruptions,
            planned_s: None,
            ended_early: session
                .outcome
                .map(|outcome| matches!(outcome, Outcome::Interrupted | Outcome::Abandoned)),
            ln_pace: task.and_then(|task| pace_of(task, session.worked_s)),
            hard: task.is_some_and(|task| task.hard),
            worked_before_s: self.spell.worked_s,
            since_break_s: self.spell.since_break_s,
        }
    }

    fn finished(&self) -> Vec<Finished> {
        let real = self.real_tasks();
        let done =
            self.log.tasks.iter().zip(real).filter(|(task, real)| task.tracked_s > 0 && *real);
        let mut done: Vec<_> = done.filter_map(|(task, _)| Some((task.done?, task))).collect();
        done.sort_unstable_by_key(|(when, _)| *when);
        let kind = |name: Option<u16>| name.map_or(UNTYPED, |name| self.index[usize::from(name)]);
        let lesson = |task: &LoggedTask| Finished {
            kind: kind(task.name),
            estimate_s: task.estimate_s,
            actual_s: task.tracked_s,
        };
        done.into_iter().map(|(_, task)| lesson(task)).collect()
    }

    /// For each task, whether it is one whose length means something: not what only a timer without tasks has named,
    /// that has no estimate and that ended with its last session because the import had to say something.
    fn real_tasks(&self) -> Vec<bool> {
        let mut real: Vec<bool> =
            self.log.tasks.iter().map(|task| task.estimate_s.is_some()).collect();
        let mut last = vec![i64::MIN; real.len()];
        for session in &self.log.sessions {
            let Some(at) = session.task.and_then(|at| usize::try_from(at).ok()) else { continue };
            let (Some(real), Some(last)) = (real.get_mut(at), last.get_mut(at)) else { continue };
            *real |= session.origin != Origin::Named;
            *last = session.end.utc_ms().max(*last);
        }
        for ((real, last), task) in real.iter_mut().zip(last).zip(&self.log.tasks) {
            *real |= task.done.is_some_and(|(done_ms, _)| done_ms != last);
        }
        real
    }
}

fn untaught(session: &LoggedSession, now: &Now) -> Option<Untaught> {
    match session.origin {
        Origin::Inferred => Some(Untaught::Inferred),
        // A rating is a sign of the person too.
        Origin::Measured | Origin::Named
            if session.focus.is_none() && session.silent_s > now.forgotten_after_s =>
        {
            Some(Untaught::Forgotten)
        }
        _ if session.worked_s < SHORTEST_S => Some(Untaught::TooShort),
        _ => None,
    }
}

/// The local clock hour half way between two moments, by the first one's clock, in `[0, 24)`.
fn middle_hour(start: Moment, end: Moment) -> f64 {
    let half_ms = (end.utc_ms() - start.utc_ms()).max(0) / 2;
    let local = Moment::new(start.utc_ms() + half_ms, start.offset_min()).local();
    f64::from(local.num_seconds_from_midnight()) / 3600.0
}

/// Log of actual over estimate of a task that was done, and which share of its work took `worked_s`.
fn pace_of(task: &LoggedTask, worked_s: u32) -> Option<(f64, f64)> {
    let estimate = f64::from(task.estimate_s.filter(|seconds| *seconds > 0)?);
    task.done.filter(|_| task.tracked_s > 0)?;
    let actual = f64::from(task.tracked_s);
    Some(((actual / estimate).ln(), (f64::from(worked_s) / actual).min(1.0)))
}

/// The declared working time and the half hours in which the person really works.
pub fn working_window(declared: Window, exposure: &Exposure) -> Window {
    exposure.busy().into_iter().fold(declared, Window::with)
}

#[cfg(test)]
mod tests;
