//! What a person allows: the windows that some tasks keep to, the budgets that some tasks share, and the work of a
//! day that is done or fixed before anything is planned. All in slots.
//!
//! Tasks with the same windows share one mask of each day, so that a plan of hundreds asks one word for each look.
//! Next: [`super::problem`], which holds the rest.

use super::instance::{Budget, Day, Instance, Weights};
use super::problem::small;
use std::collections::HashMap;

/// Windows and budgets.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    days: usize,
    /// By set of windows and day, the slots that can be used. The first set is that of tasks without windows.
    masks: Vec<u128>,
    /// How many slots each stretch of each budget can hold.
    pub(super) caps: Vec<u16>,
    /// By budget and day, the stretches that hold the day.
    spans: Vec<Vec<u16>>,
}

impl Limits {
    /// The limits of an instance whose days have these slots, and for each task its set of windows.
    pub(super) fn new(instance: &Instance, open: &[u128]) -> (Limits, Vec<u16>) {
        let mut limits = Limits { days: open.len(), masks: open.to_vec(), ..Limits::default() };
        let mut sets: HashMap<&[[u32; 3]], u16> = HashMap::new();
        let mut of_tasks = Vec::with_capacity(instance.tasks.len());
        for work in &instance.tasks {
            let Some(windows) = &work.windows else {
                of_tasks.push(0);
                continue;
            };
            let next = small(limits.masks.len() / open.len().max(1));
            let set = *sets.entry(windows).or_insert(next);
            if set == next {
                limits.masks.extend(
                    open.iter()
                        .zip(&instance.days)
                        .zip(0..)
                        .map(|((open, day), at)| open & within(day, at, windows, instance)),
                );
            }
            of_tasks.push(set);
        }
        for budget in &instance.budgets {
            limits.budget(budget, instance.slot_min);
        }
        (limits, of_tasks)
    }

    fn budget(&mut self, budget: &Budget, slot: u32) {
        let first = self.spans.len();
        self.spans.resize(first + self.days, Vec::new());
        let days = budget
            .day
            .into_iter()
            .flat_map(|minutes| (0..self.days).map(move |day| (day, day, minutes)));
        let weeks = budget.week.iter().flatten();
        let weeks = weeks.map(|[from, to, minutes]| (*from as usize, *to as usize, *minutes));
        for (from, to, minutes) in days.chain(weeks).collect::<Vec<_>>() {
            let span = small(self.caps.len());
            self.caps.push(small((minutes / slot) as usize));
            for day in from..=to {
                self.spans[first + day].push(span);
            }
        }
    }

    /// The slots of a day that tasks with that set of windows can use.
    #[inline]
    pub(super) fn mask(&self, set: u16, day: usize) -> u128 {
        self.masks[usize::from(set) * self.days + day]
    }

    /// The stretches of a budget that hold a day, as indices of the caps.
    #[inline]
    pub(super) fn spans(&self, budget: u16, day: usize) -> &[u16] {
        &self.spans[usize::from(budget) * self.days + day]
    }
}

/// The slots of a day that are wholly within one of those windows.
fn within(day: &Day, at: u32, windows: &[[u32; 3]], instance: &Instance) -> u128 {
    let slot = instance.slot_min;
    let of_day: Vec<_> = windows.iter().filter(|[day, ..]| *day == at).collect();
    marked(day, slot, |minute| {
        of_day.iter().any(|[_, from, to]| *from <= minute && minute + slot <= *to)
    })
}

/// The slots of a day for whose first minute something holds, the first as the lowest bit.
pub(super) fn marked(day: &Day, slot: u32, holds: impl Fn(u32) -> bool) -> u128 {
    let starts = (day.start..day.end).step_by(slot as usize).enumerate();
    starts.fold(0, |mask, (bit, minute)| mask | u128::from(holds(minute)) << bit)
}

/// What a day can hold and what it holds before anything is planned.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// The slots that can be used.
    pub open: u128,
    /// Slots that can't be used and in which work goes on without a break: meetings and pinned work.
    pub fixed: u128,
    /// How many those are.
    pub fixed_slots: u32,
    /// Slots that were worked without a break before the first.
    pub run: u32,
    /// Slots of work that are done or pinned.
    pub load: u32,
    /// Slots of deep work that are done or pinned.
    pub deep: u32,
    /// Slots of work beyond which the day is too full.
    pub load_cap: u32,
}

impl Held {
    pub(super) fn new(day: &Day, slot: u32, weights: &Weights) -> Held {
        let meets = |from: u32, to: u32, minute: u32| from < minute + slot && minute < to;
        let busy =
            marked(day, slot, |minute| day.busy.iter().any(|[from, to]| meets(*from, *to, minute)));
        let meetings = marked(day, slot, |minute| {
            day.meetings.iter().any(|[from, to]| meets(*from, *to, minute))
        });
        let pinned = |any: bool| {
            marked(day, slot, |minute| {
                day.pinned
                    .iter()
                    .any(|(from, to, deep)| (any || *deep) && meets(*from, *to, minute))
            })
        };
        let all = marked(day, slot, |_| true);
        let fixed = meetings | pinned(true);
        let open = all & !busy & !fixed;
        let slots = |minutes: u32| (minutes + slot / 2) / slot;
        let load = slots(day.worked_min) + pinned(true).count_ones();
        let whole = open.count_ones() + load;
        Held {
            open,
            fixed,
            fixed_slots: fixed.count_ones(),
            run: slots(day.run),
            load,
            deep: slots(day.worked_deep_min) + pinned(false).count_ones(),
            load_cap: day
                .capacity_min
                .map_or_else(|| part(weights.load_frac, whole), |minutes| minutes / slot),
        }
    }
}

/// A part of some slots.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rounds down; not negative"
)]
fn part(part: f64, slots: u32) -> u32 {
    (part * f64::from(slots)) as u32
}
