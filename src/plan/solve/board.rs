//! A plan that can be changed and changed back in constant time: per day a mask of the slots that are taken, per
//! task its blocks, and a log of what was put and taken since [`Board::begin`].
//!
//! It keeps to the constraints that one block can break by itself ([`Board::fits`]); the order of tasks is made
//! right by [`Board::settle`] (in [`super::order`]). What it adds up agrees with [`crate::plan::score()`], which is the judge of it.

use super::block::{Block, leading, ones, zeros};
use crate::plan::problem::{FREE, Job, Problem};

#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Put(u16, Block),
    Take(u16, Block),
}

/// What the search weighs: the objective, and what is promised to tasks that wait.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    /// The objective.
    pub(crate) value: f64,
    /// What the placed slots promise to those that wait for them.
    pub(crate) promise: f64,
}

/// The plan in the making.
#[derive(Clone, Debug)]
pub(crate) struct Board<'p> {
    /// The problem.
    pub(crate) problem: &'p Problem,
    /// Whose each slot is.
    pub(crate) own: Vec<u16>,
    /// The sums, when [`Board::reckon`] was called after the last change.
    pub(crate) sums: Sums,
    blocks: Vec<Block>,
    pub(super) count: Vec<u16>,
    placed: Vec<u16>,
    pub(super) taken: Vec<u128>,
    pub(super) planned: Vec<u16>,
    pub(super) deep: Vec<u16>,
    spent: Vec<u16>,
    pub(super) costs: Vec<f64>,
    pub(super) changed: u64,
    pub(super) log: Vec<Step>,
    /// From which change on [`Board::settle`] drove out what waited.
    pub(crate) driven_out: usize,
    pub(super) costs_before: Vec<(u8, f64)>,
}

impl<'p> Board<'p> {
    /// A plan with nothing in it.
    pub(crate) fn empty(problem: &'p Problem) -> Board<'p> {
        let (tasks, days) = (problem.jobs.len(), problem.held.len());
        let missing = |job: &Job| (job.late + job.tardy_on(days)) * f64::from(job.slots);
        let late: f64 = problem.jobs.iter().map(missing).sum();
        let moved = problem.usable.iter().map(|slot| usize::from(*slot));
        let moved = moved.filter(|slot| problem.prev[*slot] != FREE);
        let moved: f64 = moved.map(|slot| problem.stab[slot]).sum();
        let mut board = Board {
            problem,
            own: vec![FREE; problem.total()],
            sums: Sums { value: -late - moved, promise: 0.0 },
            blocks: vec![Block::default(); problem.rooms],
            count: vec![0; tasks],
            placed: vec![0; tasks],
            taken: vec![0; days],
            planned: vec![0; days],
            deep: vec![0; days],
            spent: vec![0; problem.limits.caps.len()],
            costs: vec![0.0; days],
            changed: (0..days).fold(0, |changed, day| changed | 1 << day),
            log: Vec::with_capacity(256),
            driven_out: usize::MAX,
            costs_before: Vec::with_capacity(64),
        };
        board.reckon();
        board
    }

    /// The blocks of a task, in no order.
    #[inline]
    pub(crate) fn blocks(&self, task: u16) -> &[Block] {
        let (first, _) = self.problem.jobs[usize::from(task)].room;
        &self.blocks[first..first + usize::from(self.count[usize::from(task)])]
    }

    /// Slots of a task that have no place.
    #[inline]
    pub(crate) fn left(&self, task: u16) -> u16 {
        self.problem.jobs[usize::from(task)].slots - self.placed[usize::from(task)]
    }

    /// The day of a slot.
    #[inline]
    pub(crate) fn day(&self, slot: u16) -> usize {
        usize::from(self.problem.day_of[usize::from(slot)])
    }

    /// Whose a slot is.
    #[inline]
    pub(crate) fn owner(&self, slot: u16) -> u16 {
        self.own[usize::from(slot)]
    }

    /// The slots of a day that can be used and are not.
    #[inline]
    pub(crate) fn free(&self, day: usize) -> u128 {
        self.problem.held[day].open & !self.taken[day]
    }

    /// The slots of a day that a task may have and nobody has.
    #[inline]
    pub(crate) fn free_for(&self, task: u16, day: usize) -> u128 {
        self.allowed(task, day) & !self.taken[day]
    }

    /// The slots of a day that a task may have, whoever has them.
    #[inline]
    pub(crate) fn allowed(&self, task: u16, day: usize) -> u128 {
        self.problem.limits.mask(self.problem.jobs[usize::from(task)].windows, day)
    }

    /// The free slots around a free slot: the first, and the one behind the last.
    #[inline]
    pub(crate) fn run(&self, slot: u16) -> (u16, u16) {
        self.run_of(slot, self.free(self.day(slot)))
    }

    /// The slots of a mask of its day around a slot that is one of them.
    #[inline]
    pub(crate) fn run_of(&self, slot: u16, mask: u128) -> (u16, u16) {
        let first = self.problem.day_start[self.day(slot)];
        let bit = slot - first;
        let after = zeros(!(mask >> bit)).min(128 - bit);
        let before = ones(bit) & !mask;
        let from = if before == 0 { 0 } else { 128 - leading(before) };
        (first + from, slot + after)
    }

    /// Slots from this one on that a task may have, taken or not, up to the first that it may not.
    #[inline]
    pub(crate) fn space(&self, task: u16, slot: u16) -> u16 {
        let day = self.day(slot);
        let bit = slot - self.problem.day_start[day];
        zeros(!(self.allowed(task, day) >> bit)).min(128 - bit)
    }

    /// Slots of the longest block of a task that a day has room for, in that much space: less than its shortest when
    /// there can be none.
    #[inline]
    pub(crate) fn longest(&self, task: u16, day: usize, space: u16) -> u16 {
        let job = &self.problem.jobs[usize::from(task)];
        let mut most = job.max.min(self.left(task)).min(space);
        for &budget in &job.budgets {
            for &span in self.problem.limits.spans(budget, day) {
                let span = usize::from(span);
                most = most.min(self.problem.limits.caps[span] - self.spent[span]);
            }
        }
        most
    }

    /// The task and the block that a taken slot belongs to.
    #[inline]
    pub(crate) fn at(&self, slot: u16) -> (u16, Block) {
        let task = self.owner(slot);
        let found =
            self.blocks(task).iter().find(|block| block.start <= slot && slot < block.end());
        (task, found.copied().unwrap_or_default())
    }

    /// Whether a block of a task may be put, the order of tasks aside.
    #[inline]
    pub(crate) fn fits(&self, task: u16, new: Block) -> bool {
        let job = &self.problem.jobs[usize::from(task)];
        if new.len < job.min
            || new.start < job.release
            || usize::from(new.end()) > self.own.len()
            || self.is_full(task)
        {
            return false;
        }
        let day = self.day(new.start);
        if self.longest(task, day, new.len) < new.len {
            return false;
        }
        let (first, last) = (self.problem.day_start[day], self.problem.day_start[day + 1]);
        if new.end() > last {
            return false;
        }
        let mask = ones(new.len) << (new.start - first);
        self.free_for(task, day) & mask == mask && !self.touches(task, new)
    }

    /// Whether a task can have no more blocks.
    #[inline]
    pub(crate) fn is_full(&self, task: u16) -> bool {
        self.count[usize::from(task)] >= self.problem.jobs[usize::from(task)].room.1
    }

    /// Whether a block would be right beside another of its task.
    #[inline]
    pub(crate) fn touches(&self, task: u16, new: Block) -> bool {
        let day = self.day(new.start);
        let (first, last) = (self.problem.day_start[day], self.problem.day_start[day + 1]);
        new.start > first && self.owner(new.start - 1) == task
            || new.end() < last && self.owner(new.end()) == task
    }

    /// Puts a block if it fits.
    #[inline]
    pub(crate) fn put(&mut self, task: u16, new: Block) -> bool {
        if !self.fits(task, new) {
            return false;
        }
        self.do_put(task, new);
        self.log.push(Step::Put(task, new));
        true
    }

    /// Takes a block out.
    #[inline]
    pub(crate) fn take(&mut self, task: u16, old: Block) {
        self.do_take(task, old);
        self.log.push(Step::Take(task, old));
    }

    #[inline]
    fn do_put(&mut self, task: u16, new: Block) {
        let (at, job) = (usize::from(task), &self.problem.jobs[usize::from(task)]);
        self.sums.value += self.worth(task, new);
        self.sums.promise += self.promise(task, new);
        let day = self.day(new.start);
        self.own[usize::from(new.start)..usize::from(new.end())].fill(task);
        self.blocks[job.room.0 + usize::from(self.count[at])] = new;
        self.count[at] += 1;
        self.placed[at] += new.len;
        if self.placed[at] == job.slots {
            self.sums.value += job.bonus;
        }
        self.planned[day] += new.len;
        self.taken[day] |= ones(new.len) << (new.start - self.problem.day_start[day]);
        if job.deep {
            self.deep[day] += new.len;
        }
        for &budget in &job.budgets {
            for &span in self.problem.limits.spans(budget, day) {
                self.spent[usize::from(span)] += new.len;
            }
        }
        self.changed |= 1 << day;
    }

    #[inline]
    fn do_take(&mut self, task: u16, old: Block) {
        let (at, job) = (usize::from(task), &self.problem.jobs[usize::from(task)]);
        let last = job.room.0 + usize::from(self.count[at]) - 1;
        let Some(place) = (job.room.0..=last).find(|place| self.blocks[*place] == old) else {
            return;
        };
        self.blocks[place] = self.blocks[last];
        self.count[at] -= 1;
        self.sums.value -= self.worth(task, old);
        self.sums.promise -= self.promise(task, old);
        let day = self.day(old.start);
        self.own[usize::from(old.start)..usize::from(old.end())].fill(FREE);
        if self.placed[at] == job.slots {
            self.sums.value -= job.bonus;
        }
        self.placed[at] -= old.len;
        self.planned[day] -= old.len;
        self.taken[day] &= !(ones(old.len) << (old.start - self.problem.day_start[day]));
        if job.deep {
            self.deep[day] -= old.len;
        }
        for &budget in &job.budgets {
            for &span in self.problem.limits.spans(budget, day) {
                self.spent[usize::from(span)] -= old.len;
            }
        }
        self.changed |= 1 << day;
    }

    /// Changes since [`Board::begin`].
    #[inline]
    pub(crate) fn steps(&self) -> usize {
        self.log.len()
    }

    /// The task and the block of a change since [`Board::begin`].
    #[inline]
    pub(crate) fn step(&self, at: usize) -> (u16, Block) {
        match self.log[at] {
            Step::Put(task, block) | Step::Take(task, block) => (task, block),
        }
    }

    /// Begins a change that [`Board::roll_back`] can take back.
    #[inline]
    pub(crate) fn begin(&mut self) -> Sums {
        self.log.clear();
        self.costs_before.clear();
        self.sums
    }

    /// Takes back everything since [`Board::begin`], which answered `before`.
    #[inline]
    pub(crate) fn roll_back(&mut self, before: Sums) {
        while let Some(step) = self.log.pop() {
            match step {
                Step::Put(task, block) => self.do_take(task, block),
                Step::Take(task, block) => self.do_put(task, block),
            }
        }
        while let Some((day, cost)) = self.costs_before.pop() {
            self.costs[usize::from(day)] = cost;
        }
        self.changed = 0;
        self.sums = before;
    }
}
