//! The cheapest change that gives a place to work that found none: another task goes or waits, a day gets longer, or less
//! of it is done. Each change is tried on the plan as it stands, in which the task is then put where it earns most; what
//! does not give all of it a place is no fix. Few tries, the cheapest first, and no search: it takes a few milliseconds.
//!
//! Prices are those of [`super::risk`]: hours of work by their weight, and judgement. To let a task wait until after the
//! days that are planned costs half of its hours, to drop one three times as much as they are worth, to work longer 2.5 for
//! each hour, to do less what is left out.
//!
//! Next: [`super::propose()`], which asks for them.

use super::build::{Whose, World, build};
use super::frame;
use super::problem::{FREE, Problem};
use super::proposal::{Deed, Fix};
use super::propose::Made;
use super::said;
use super::solve::with_more;
use super::whatif::longer;
use crate::domain::{Moment, Order, TaskId};
use chrono::NaiveDate;

/// Changes that are tried for one task.
const TRIES: usize = 12;
/// Days that are made longer at most, and by how many seconds at most.
const DAYS: usize = 2;
const LONGEST_S: i64 = 7200;

/// A change that may help.
struct Try {
    cost: f64,
    deed: Deed,
    what: What,
}

/// What it does to the plan.
enum What {
    /// Another task goes.
    Without(u16),
    /// The work of a day goes on until then.
    Until(Moment),
    /// So many slots less are done.
    Less(u16),
}

/// Finds what would help the first `most` tasks that found no place.
pub(super) fn add(world: World<'_>, made: &mut Made, most: usize) {
    let mut found: Vec<(usize, Fix)> = Vec::new();
    let unplaced = made.proposal.unplaced.iter().enumerate();
    for (at, task) in unplaced.map(|(at, unplaced)| (at, unplaced.task)).take(most) {
        let fix = Asked::new(world, made, task).and_then(|asked| asked.cheapest());
        found.extend(fix.map(|fix| (at, fix)));
    }
    for (at, fix) in found {
        made.proposal.unplaced[at].fix = Some(fix);
    }
}

/// A task without a place, in its plan.
struct Asked<'a> {
    world: World<'a>,
    made: &'a Made,
    task: TaskId,
    job: u16,
    /// Slots of it that have no place.
    missing: u16,
}

impl<'a> Asked<'a> {
    /// `None` when it was never part of the problem.
    fn new(world: World<'a>, made: &'a Made, task: TaskId) -> Option<Asked<'a>> {
        let mine = |whose: &Whose| whose.parts.iter().any(|(one, _)| *one == task);
        let job = u16::try_from(made.built.whose.iter().position(mine)?).ok()?;
        let placed = made.own.iter().filter(|own| **own == job).count();
        let missing = usize::from(made.problem.jobs[usize::from(job)].slots).checked_sub(placed)?;
        let missing = u16::try_from(missing).ok().filter(|missing| *missing > 0)?;
        Some(Asked { world, made, task, job, missing })
    }

    fn problem(&self) -> &'a Problem {
        &self.made.problem
    }

    /// The cheapest change that gives all of it a place; that it waits, when nothing does and it can.
    fn cheapest(&self) -> Option<Fix> {
        let mut tries = self.others();
        tries.extend(self.longer());
        tries.extend(self.less());
        tries.order_by(|a, b| a.cost.total_cmp(&b.cost));
        let found = tries.iter().take(TRIES).find(|one| self.helps(&one.what));
        let state = self.world.state;
        if let Some(found) = found {
            let then = said::deed(found.deed, state, self.world.now);
            return Some(Fix { deed: found.deed, text: format!("it fits if {then}") });
        }
        let day = self.after().filter(|_| self.can_wait(self.task))?;
        let text =
            format!("it can wait until {}", crate::text::said::day_words(day, self.world.now));
        Some(Fix { deed: Deed::Defer(self.task, day), text })
    }

    /// The day after those that are planned.
    fn after(&self) -> Option<NaiveDate> {
        self.made.built.frame.days.last()?.day.succ_opt()
    }

    /// Whether a task has no date at all.
    fn can_wait(&self, task: TaskId) -> bool {
        self.world.state.task(task).is_some_and(|task| task.due.is_none() && task.on.is_none())
    }

    fn hours(&self, job: u16, slots: u16) -> f64 {
        let hours = f64::from(slots) * f64::from(self.problem().slot_min) / 60.0;
        self.problem().jobs[usize::from(job)].weight * hours
    }

    /// Other tasks that have time it could use, and that nothing in the plan waits for.
    fn others(&self) -> Vec<Try> {
        let problem = self.problem();
        let mut slots = vec![0_u16; problem.jobs.len()];
        for (slot, own) in self.made.own.iter().enumerate().filter(|(_, own)| **own != FREE) {
            if *own != self.job && problem.allows(self.job, slot) {
                slots[usize::from(*own)] += 1;
            }
        }
        let own = &problem.jobs[usize::from(self.job)];
        let others = (0..).zip(&slots).filter(|(_, usable)| **usable > 0);
        let tries = others.filter_map(|(job, _)| {
            let other = &problem.jobs[usize::from(job)];
            let waits = other.succs.iter().any(|succ| self.made.own.contains(succ));
            let [(task, _)] = self.made.built.whose.get(usize::from(job))?.parts.as_slice() else {
                return None;
            };
            if waits || own.preds.contains(&job) || own.succs.contains(&job) {
                return None;
            }
            let hours = self.hours(job, other.slots);
            let (cost, deed) = match self.after().filter(|_| self.can_wait(*task)) {
                Some(day) => (0.5 * hours, Deed::Defer(*task, day)),
                None => (3.0 * hours, Deed::Drop(*task)),
            };
            Some(Try { cost, deed, what: What::Without(job) })
        });
        tries.collect()
    }

    /// The first days with work that are in time, longer by what is missing.
    fn longer(&self) -> Vec<Try> {
        let (problem, frame) = (self.problem(), &self.made.built.frame);
        let job = &problem.jobs[usize::from(self.job)];
        let more_s = i64::from(self.missing.max(job.min)) * frame.slot_s();
        if more_s > LONGEST_S {
            return Vec::new();
        }
        let open = usize::from(job.due) >= problem.total();
        let days = (0..frame.days.len()).filter(|day| {
            let (first, last) = (problem.day_start[*day], problem.day_start[day + 1]);
            first < last && job.release <= last && (open || last < job.due)
        });
        let ends = days.filter_map(|day| {
            let day = frame.days[day].day;
            let hours = *self.world.planning.hours_on(day).last()?;
            Some((day, frame::span(self.world.now, day, hours)?.end))
        });
        let tries = ends.filter(|(_, end)| *end >= self.world.now.at).take(DAYS);
        tries
            .map(|(day, end)| Try {
                cost: 2.5 * more_s as f64 / 3600.0,
                deed: Deed::Extend(day, more_s),
                what: What::Until(end.plus_seconds(more_s)),
            })
            .collect()
    }

    /// A quarter or half of it less, or just what is missing.
    fn less(&self) -> Vec<Try> {
        let all = self.problem().jobs[usize::from(self.job)].slots;
        let bundle = self.made.built.whose[usize::from(self.job)].parts.len() > 1;
        let mut cuts = vec![self.missing, all.div_ceil(4), all / 2];
        cuts.retain(|cut| !bundle && *cut > 0 && *cut <= all / 2);
        cuts.order();
        cuts.dedup();
        cuts.into_iter()
            .map(|cut| Try {
                cost: self.hours(self.job, cut),
                deed: Deed::Shorten(self.task, i64::from(cut) * self.made.built.frame.slot_s()),
                what: What::Less(cut),
            })
            .collect()
    }

    /// Whether all of it has a place then, and before its date when that can still be kept.
    fn helps(&self, what: &What) -> bool {
        let (problem, mut own) = (self.problem(), self.made.own.clone());
        match what {
            What::Without(other) => {
                own.iter_mut().filter(|own| **own == *other).for_each(|own| *own = FREE);
                self.is_whole(problem, &own)
            }
            What::Less(cut) => {
                let mut problem = problem.clone();
                let job = &mut problem.jobs[usize::from(self.job)];
                job.slots -= cut;
                (job.min, job.max) = (job.min.min(job.slots), job.max.min(job.slots));
                self.is_whole(&problem, &own)
            }
            What::Until(end) => self.fits_until(*end),
        }
    }

    /// Whether it has a place when the work of that day goes on until then.
    fn fits_until(&self, end: Moment) -> bool {
        let mut planning = self.world.planning.clone();
        longer(&mut planning, end, self.world);
        let built = build(World { planning: &planning, ..self.world });
        let same = |(a, b): (&Whose, &Whose)| a.task() == b.task();
        let known = &self.made.built.whose;
        let alike = built.whose.len() == known.len() && built.whose.iter().zip(known).all(same);
        let Some(then) = Problem::new(&built.instance).ok().filter(|_| alike) else { return false };
        let of = self.problem();
        let mut own = vec![FREE; then.total()];
        for (slot, task) in self.made.own.iter().enumerate().filter(|(_, task)| **task != FREE) {
            let (day, minute) = (usize::from(of.day_of[slot]), of.minutes[slot]);
            let [first, last] = [then.day_start[day], then.day_start[day + 1]].map(usize::from);
            if let Ok(at) = then.minutes[first..last].binary_search(&minute) {
                own[first + at] = *task;
            }
        }
        self.is_whole(&then, &own)
    }

    fn is_whole(&self, problem: &Problem, own: &[u16]) -> bool {
        let then = with_more(problem, own, self.job);
        let job = &problem.jobs[usize::from(self.job)];
        let open = job.late > 0.0 && job.due > 0 && usize::from(job.due) < problem.total();
        let until = if open { usize::from(job.due) } else { then.len() };
        let placed = then[..until].iter().filter(|own| **own == self.job).count();
        placed == usize::from(job.slots)
    }
}

#[cfg(test)]
#[path = "tests/fixes.rs"]
mod tests;
