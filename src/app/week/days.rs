//! What each day of the week comes to.

use super::DAYS;
use crate::app::Model;
use crate::app::plan::{self, Which, shown};
use crate::app::today::fit;
use crate::domain::{Order, TaskId};
use chrono::{Days, NaiveDate};

/// A day of the Week screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// Which.
    pub day: NaiveDate,
    /// Whether there are office hours on it.
    pub works: bool,
    /// Seconds that can be planned from now on.
    pub capacity_s: i64,
    /// Seconds of blocks that are to come.
    pub planned_s: i64,
    /// Its blocks, by start.
    pub blocks: Vec<Which>,
    /// The open tasks that are due on it, those with a deadline first.
    pub due: Vec<TaskId>,
}

impl Day {
    /// How much of the capacity is planned; more than 1 when it is too much.
    pub fn share(&self) -> f64 {
        if self.capacity_s > 0 {
            self.planned_s as f64 / self.capacity_s as f64
        } else {
            f64::from(u8::from(self.planned_s > 0)) * 2.0
        }
    }
}

/// That day and the days after it, two weeks of them.
pub fn days_from(first: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    (0..2 * DAYS as u64).filter_map(move |n| first.checked_add_days(Days::new(n)))
}

/// Whether there are office hours on a day.
pub fn works(model: &Model, day: NaiveDate) -> bool {
    !model.settings.planning.hours_on(day).is_empty()
}

/// The days that show.
pub(super) fn days(model: &Model) -> Vec<Day> {
    let skipped = usize::from(model.week.ahead) * DAYS;
    days_from(model.now.day()).skip(skipped).take(DAYS).map(|day| one(model, day)).collect()
}

fn one(model: &Model, day: NaiveDate) -> Day {
    let now = model.now.at;
    let whole = model.now.day_span(day);
    let ahead = |block: &&plan::Shown| block.end > now || day == model.now.day();
    let blocks: Vec<&plan::Shown> = shown::of_day(model, day).filter(ahead).collect();
    let left = |block: &&plan::Shown| block.end.seconds_since(block.start.max(now)).max(0);
    let mut due: Vec<(bool, TaskId)> = model
        .state
        .tasks()
        .filter(|task| !task.status.is_closed())
        .filter_map(|task| {
            task.due.filter(|due| whole.contains(due.at)).map(|due| (!due.hard, task.id))
        })
        .collect();
    due.order_by_key(|(soft, _)| *soft);
    Day {
        day,
        works: works(model, day),
        capacity_s: fit::capacity_on(model, day),
        planned_s: blocks.iter().map(left).sum(),
        blocks: blocks.iter().map(|block| block.which).collect(),
        due: due.into_iter().map(|(_, id)| id).collect(),
    }
}
