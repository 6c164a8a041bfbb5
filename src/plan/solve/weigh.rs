//! What a change to a [`Board`] adds to the objective or takes from it, by what it changes alone. What it adds up
//! agrees with [`crate::plan::score()`], which is the judge of it.

use super::block::{Block, ones};
use super::board::Board;

impl Board<'_> {
    /// What a block is worth by itself: its hours, its being in time, its place in the plan before, its price.
    #[inline]
    pub(super) fn worth(&self, task: u16, block: Block) -> f64 {
        let job = &self.problem.jobs[usize::from(task)];
        let sums = &self.problem.worth[job.kind];
        let (start, end) = (usize::from(block.start), usize::from(block.end()));
        let mut worth = job.weight * (sums[end] - sums[start]) - self.problem.weights.block;
        if block.start < job.due {
            worth += job.late * f64::from(block.end().min(job.due) - block.start);
        }
        if job.tardy > 0.0 {
            let spared =
                job.tardy_on(self.problem.held.len()) - job.tardy_on(self.day(block.start));
            worth += spared * f64::from(block.len);
        }
        if self.problem.has_prev {
            for slot in start..end {
                if self.problem.prev[slot] == task {
                    worth += self.problem.stab[slot];
                }
            }
        }
        worth
    }

    /// What a block promises to tasks that wait: less the later it is, and little when it is late for them.
    #[inline]
    pub(super) fn promise(&self, task: u16, block: Block) -> f64 {
        let job = &self.problem.jobs[usize::from(task)];
        if job.pull == 0.0 {
            return 0.0;
        }
        let early = f64::from(block.end().min(job.need).saturating_sub(block.start));
        let late = f64::from(block.len) - early;
        let part = f64::from(block.start) / self.own.len() as f64;
        job.pull * (early + 0.3 * late) * (1.0 - 0.5 * part)
    }

    /// What a day costs: work without a break, too much deep work, too full.
    #[inline]
    fn cost(&self, day: usize, taken: u128, (planned, deep): (u16, u16)) -> f64 {
        let weights = &self.problem.weights;
        let held = &self.problem.held[day];
        let mut cost = 0.0;
        let work = taken | held.fixed;
        if held.run > 0 {
            // The first stretch is longer than what is seen of it.
            let seen = work.trailing_ones();
            let beyond = |slots: u32| slots.saturating_sub(weights.bmax);
            cost += weights.brk * f64::from(beyond(held.run + seen).min(seen) - beyond(seen));
        }
        if held.fixed_slots + u32::from(planned) > weights.bmax {
            let long = long_stretches(work, weights.bmax + 1);
            if long != 0 {
                cost += weights.brk * f64::from(long.count_ones());
            }
        }
        let deep = u32::from(deep) + held.deep;
        if deep > weights.deep_cap {
            cost += weights.deep * f64::from(deep - weights.deep_cap);
        }
        let planned = u32::from(planned) + held.load;
        if planned > held.load_cap {
            cost += weights.load * f64::from(planned - held.load_cap);
        }
        cost
    }

    /// What putting a block that fits would add, with `lure` times what it promises.
    #[inline]
    pub(crate) fn gain(&self, task: u16, new: Block, lure: f64) -> f64 {
        let job = &self.problem.jobs[usize::from(task)];
        let day = self.day(new.start);
        let taken = self.taken[day] | ones(new.len) << (new.start - self.problem.day_start[day]);
        let deep = self.deep[day] + if job.deep { new.len } else { 0 };
        let bonus = if self.left(task) == new.len { job.bonus } else { 0.0 };
        self.worth(task, new) + lure * self.promise(task, new) + bonus + self.costs[day]
            - self.cost(day, taken, (self.planned[day] + new.len, deep))
    }

    /// Brings the sums up to date with the days that have changed.
    #[inline]
    pub(crate) fn reckon(&mut self) {
        while self.changed != 0 {
            let day = self.changed.trailing_zeros();
            self.changed &= self.changed - 1;
            let index = day as usize;
            let cost = self.cost(index, self.taken[index], (self.planned[index], self.deep[index]));
            self.costs_before.push((day.to_le_bytes()[0], self.costs[index]));
            self.sums.value += self.costs[index] - cost;
            self.costs[index] = cost;
        }
    }
}

/// The slots from which on that many are all among `work`, which has at least as many: the stretch that is asked for
/// doubles with each step.
#[inline]
fn long_stretches(work: u128, want: u32) -> u128 {
    let mut have = 1;
    if let Ok(mut long) = u64::try_from(work) {
        // Nearly every day has at most 64 slots, and half a word is a third of the work.
        while have < want {
            let more = have.min(want - have);
            long &= long >> more;
            have += more;
        }
        return u128::from(long);
    }
    let mut long = work;
    while have < want {
        let more = have.min(want - have);
        long &= long >> more;
        have += more;
    }
    long
}
