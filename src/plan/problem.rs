//! The scheduling problem in slots: what is scored and solved. Time is one row of slots, day after day; a task
//! is a number of slots, and a block is slots of one day that follow each other.
//!
//! Rounding is that of the reference evaluator: a release counts from the first slot that begins at or after it,
//! a due date up to the last slot that ends at or before it, a slot that meets a busy stretch can't be used.

use super::check::{self, Fault};
use super::instance::{Instance, Weights, Work};
use super::limits::{Held, Limits};

/// A slot that no task has.
pub const FREE: u16 = u16::MAX;

/// More blocks than this no task is ever cut into.
const MOST_BLOCKS: u16 = 96;
/// Of more tasks than this that one waits for, the rest promises nothing.
const MOST_BEFORE: usize = 48;
/// More slots than this do not make finishing a task worth more.
const BONUS_SLOTS: u16 = 8;
/// Work after tomorrow may move more freely: its part of the price of change.
const LATER_STAB: f64 = 0.3;

/// One task, in slots.
#[derive(Clone, Debug)]
pub struct Job {
    /// Slots of work that are left.
    pub slots: u16,
    /// Its kind of work.
    pub kind: usize,
    /// How much it matters.
    pub weight: f64,
    /// The first slot that it may have.
    pub release: u16,
    /// Slots before this one are in time; behind the last when there is no date.
    pub due: u16,
    /// The price of a slot that is not done in time; 0 without a date.
    pub late: f64,
    /// The price of a slot for each day after that of the date; 0 without a date.
    pub tardy: f64,
    /// The day of the date, as an index; the first for one that has passed.
    pub due_day: u8,
    /// What finishing it is worth.
    pub bonus: f64,
    /// Slots of its shortest block.
    pub min: u16,
    /// Slots of its longest block.
    pub max: u16,
    /// Whether it takes deep concentration.
    pub deep: bool,
    /// What must be done before.
    pub preds: Vec<u16>,
    /// What waits for it.
    pub succs: Vec<u16>,
    /// What one slot of it promises to those that wait for it (after section 3.2 of the scheduling study): without it,
    /// a cheap task that valuable ones wait for is never placed.
    pub pull: f64,
    /// The slot by which they need it.
    pub need: u16,
    /// Its place in an order in which nothing comes before what it waits for.
    pub rank: u16,
    /// Its set of windows.
    pub(super) windows: u16,
    /// The budgets that it shares with others.
    pub budgets: Vec<u16>,
    /// Where its blocks are kept, and how many can be.
    pub(super) room: (usize, u16),
}

/// Everything that is known of the problem.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// The first minute of each slot, from midnight of its day.
    pub minutes: Vec<u32>,
    /// The first slot of each day, and behind them the number of slots.
    pub day_start: Vec<u16>,
    /// The day of each slot.
    pub day_of: Vec<u8>,
    /// The slots of each day that can be used, and what it holds already.
    pub held: Vec<Held>,
    /// The slots that can be used.
    pub usable: Vec<u16>,
    /// Windows and budgets.
    pub limits: Limits,
    /// For each kind the sum of what the slots before a slot are worth, that is `q` times `rho` to the day.
    pub worth: Vec<Vec<f64>>,
    /// The tasks.
    pub jobs: Vec<Job>,
    /// Whose each slot was in the plan before.
    pub prev: Vec<u16>,
    /// The price of taking each slot from the task that had it before.
    pub stab: Vec<f64>,
    /// What counts how much.
    pub weights: Weights,
    /// Minutes of a slot.
    pub slot_min: u32,
    /// Whether any task waits for another.
    pub has_deps: bool,
    /// Whether there was a plan before.
    pub has_prev: bool,
    /// Whether there is time for all of the work.
    pub is_loose: bool,
    pub(super) rooms: usize,
}

/// A count that the checks have found small.
pub(crate) fn small(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

impl Job {
    /// What a slot of it on that day costs for being later than its date by whole days; one that is not done is one day
    /// later than all of them.
    #[inline]
    pub(super) fn tardy_on(&self, day: usize) -> f64 {
        self.tardy * day.saturating_sub(usize::from(self.due_day)) as f64
    }
}

impl Problem {
    /// The problem of an instance.
    ///
    /// # Errors
    /// When something in it makes no sense.
    pub fn new(instance: &Instance) -> Result<Problem, Fault> {
        let order = check::check(instance)?;
        let mut problem = Problem::time(instance);
        problem.worth = (0..instance.q.len()).map(|kind| problem.sums(instance, kind)).collect();
        let starts = problem.starts();
        problem.jobs = instance.tasks.iter().map(|work| problem.job(work, &starts)).collect();
        problem.limit(instance);
        for at in 0..problem.jobs.len() {
            let job = &mut problem.jobs[at];
            job.room.0 = problem.rooms;
            problem.rooms += usize::from(job.room.1);
            for pred in job.preds.clone() {
                problem.jobs[usize::from(pred)].succs.push(small(at));
                problem.has_deps = true;
            }
        }
        let wanted: usize = problem.jobs.iter().map(|job| usize::from(job.slots)).sum();
        problem.is_loose = wanted <= problem.usable.len();
        problem.promise(&order);
        problem.remember(instance);
        Ok(problem)
    }

    /// The number of slots.
    pub fn total(&self) -> usize {
        self.minutes.len()
    }

    /// Whether a slot can be used.
    pub fn is_open(&self, slot: usize) -> bool {
        let day = usize::from(self.day_of[slot]);
        self.held[day].open >> (slot - usize::from(self.day_start[day])) & 1 == 1
    }

    /// Whether a task may have a slot, as far as its windows, its release and the slot itself go.
    pub fn allows(&self, task: u16, slot: usize) -> bool {
        let (job, day) = (&self.jobs[usize::from(task)], usize::from(self.day_of[slot]));
        let bit = slot - usize::from(self.day_start[day]);
        slot >= usize::from(job.release) && self.limits.mask(job.windows, day) >> bit & 1 == 1
    }

    /// Whose slots count together towards which budget.
    fn limit(&mut self, instance: &Instance) {
        let open: Vec<u128> = self.held.iter().map(|held| held.open).collect();
        let (limits, windows) = Limits::new(instance, &open);
        self.limits = limits;
        for (job, windows) in self.jobs.iter_mut().zip(windows) {
            job.windows = windows;
        }
        for (at, budget) in (0..).zip(&instance.budgets) {
            for &task in &budget.tasks {
                let budgets = &mut self.jobs[task].budgets;
                if budgets.last() != Some(&at) {
                    budgets.push(at);
                }
            }
        }
    }

    /// The days and their slots, and no tasks yet.
    fn time(instance: &Instance) -> Problem {
        let step = instance.slot_min;
        let weights = instance.weights.clone();
        let held = instance.days.iter().map(|day| Held::new(day, step, &weights)).collect();
        let (mut minutes, mut day_of) = (Vec::new(), Vec::new());
        let mut day_start = vec![0];
        for (day, time) in instance.days.iter().enumerate() {
            for minute in (time.start..time.end).step_by(step as usize) {
                minutes.push(minute);
                day_of.push(u8::try_from(day).unwrap_or(u8::MAX));
            }
            day_start.push(small(minutes.len()));
        }
        let mut problem = Problem {
            prev: vec![FREE; minutes.len()],
            stab: vec![0.0; minutes.len()],
            usable: Vec::new(),
            worth: Vec::new(),
            jobs: Vec::new(),
            slot_min: step,
            has_deps: false,
            has_prev: false,
            is_loose: false,
            rooms: 0,
            minutes,
            day_start,
            day_of,
            held,
            limits: Limits::default(),
            weights,
        };
        let slots = 0..problem.total();
        problem.usable = slots.filter(|slot| problem.is_open(*slot)).map(small).collect();
        problem
    }

    fn sums(&self, instance: &Instance, kind: usize) -> Vec<f64> {
        let mut sum = 0.0;
        let weekend = instance.q_weekend.get(kind).unwrap_or(&instance.q[kind]);
        let worth = self.minutes.iter().zip(&self.day_of).map(|(minute, day)| {
            let is_weekend = instance.days.get(usize::from(*day)).is_some_and(|day| day.weekend);
            let q = if is_weekend { weekend } else { &instance.q[kind] };
            sum += q[(minute / 15) as usize % q.len()] * self.weights.rho.powi(i32::from(*day));
            sum
        });
        [0.0].into_iter().chain(worth).collect()
    }

    /// Day and minute at which each slot begins.
    fn starts(&self) -> Vec<[i64; 2]> {
        let of = |(day, minute): (&u8, &u32)| [i64::from(*day), i64::from(*minute)];
        self.day_of.iter().zip(&self.minutes).map(of).collect()
    }

    fn job(&self, work: &Work, starts: &[[i64; 2]]) -> Job {
        let step = self.slot_min;
        let slots = |minutes: u32| small((minutes / step) as usize);
        let release = work.release.map_or(0, |at| starts.partition_point(|start| *start < at));
        let due = work.due.map_or(starts.len() + 1, |at| {
            starts.partition_point(|[day, minute]| [*day, minute + i64::from(step)] <= at)
        });
        let price = if work.hard { self.weights.late_hard } else { self.weights.late };
        let dated = |price: f64| if work.due.is_some() { price * work.w } else { 0.0 };
        let due_day = work.due.map_or(0, |[day, _]| day.max(0));
        let size = slots(work.rem);
        let min = work.min_chunk.map_or(1, slots);
        let mut preds: Vec<u16> = work.deps.iter().copied().map(small).collect();
        preds.sort_unstable();
        preds.dedup();
        Job {
            slots: size,
            kind: work.kind,
            weight: work.w,
            release: small(release),
            due: small(due),
            late: dated(price),
            tardy: dated(self.weights.tardy),
            due_day: u8::try_from(due_day).unwrap_or(u8::MAX),
            bonus: self.weights.beta * work.w * f64::from(size.min(BONUS_SLOTS)),
            min,
            max: work.max_chunk.map_or(size, slots),
            deep: work.deep,
            preds,
            succs: Vec::new(),
            pull: 0.0,
            need: small(due),
            rank: 0,
            windows: 0,
            budgets: Vec::new(),
            room: (0, (size / min).clamp(1, MOST_BLOCKS)),
        }
    }

    /// What each task promises to those that wait for it: a slot of it the share that it has in all the work that
    /// must be done for them, so that a long way to something valuable promises little for each step.
    fn promise(&mut self, order: &[usize]) {
        let mut before = Vec::new();
        for &at in order {
            before.clear();
            self.gather(at, &mut before);
            let job = &self.jobs[at];
            let own = f64::from(job.slots) * (job.weight + job.late) + job.bonus;
            let work: f64 = before.iter().map(|pred| f64::from(self.jobs[*pred].slots)).sum();
            let share = own / (work + f64::from(job.slots));
            for &pred in &before {
                self.jobs[pred].pull += share;
            }
        }
        for (rank, &at) in order.iter().enumerate().rev() {
            let job = &self.jobs[at];
            let by = job.succs.iter().map(|succ| &self.jobs[usize::from(*succ)]);
            let need = by.map(|next| next.need.saturating_sub(next.slots)).fold(job.due, u16::min);
            let job = &mut self.jobs[at];
            job.need = need;
            job.rank = small(rank);
        }
    }

    /// Everything that must be done before a task; no more than matters.
    fn gather(&self, at: usize, before: &mut Vec<usize>) {
        let mut next = 0;
        let mut of = at;
        loop {
            for &pred in &self.jobs[of].preds {
                let pred = usize::from(pred);
                if before.len() < MOST_BEFORE && !before.contains(&pred) {
                    before.push(pred);
                }
            }
            let Some(&more) = before.get(next) else { return };
            of = more;
            next += 1;
        }
    }

    /// The plan before; where its blocks overlap, the last one counts.
    fn remember(&mut self, instance: &Instance) {
        for block in &instance.prev {
            let slots =
                usize::from(self.day_start[block.day])..usize::from(self.day_start[block.day + 1]);
            for slot in slots {
                if (block.start..block.end).contains(&self.minutes[slot]) {
                    self.prev[slot] = small(block.task);
                    self.has_prev = true;
                }
            }
        }
        for (stab, day) in self.stab.iter_mut().zip(&self.day_of) {
            *stab = self.weights.stab * if *day < 2 { 1.0 } else { LATER_STAB };
        }
    }
}
