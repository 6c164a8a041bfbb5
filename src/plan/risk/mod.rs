//! How a plan may turn out: when each task of it will be done, and how probable it is that it is late.
//!
//! The tasks are done in the plan's own order and hours, with what each takes drawn from the person's pace. What takes
//! longer pushes what comes behind it, through the free time of the days; what takes less pulls up what is left of its
//! day, as the screen does. Free time that the plan leaves is what swallows overruns. A due task that the plan has no
//! place for is done when everything else is.
//!
//! Pure, and the same for the same plan: every question about a plan looks at the same futures.
//!
//! Next: [`flow`] for one plan in all futures, [`remedy`] for the smallest change that helps.

mod course;
mod flow;
mod remedy;

pub use course::{at_risk, fix};
pub use remedy::Remedy;

use crate::domain::{Due, Order, Span, TaskId};
use crate::learn::futures::{FUTURES, Futures};
use crate::learn::pace::{Pace, Remaining};
use crate::learn::risk::Outlook;
use chrono::NaiveDate;
use flow::{Clock, Leg};

/// A due task that is late in so many futures, or more, is at risk: people are told P80s.
pub const RISKY: f64 = 0.2;

/// A task that is to be done.
#[derive(Clone, Debug)]
pub struct Ahead {
    /// Which.
    pub task: TaskId,
    /// Tells its draws apart from others': the task's number.
    pub key: u64,
    /// The work that is left.
    pub left: Remaining,
    /// When it has to be done.
    pub due: Option<Due>,
    /// How much it matters.
    pub weight: f64,
    /// Places of the tasks that must be done before.
    pub after: Vec<usize>,
}

/// A stretch of the plan that a task has.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// The task, by its place.
    pub at: usize,
    /// When.
    pub span: Span,
    /// Whether it stays there, whatever happens before it.
    pub fixed: bool,
}

/// A day of a course.
#[derive(Clone, Debug)]
pub struct Free {
    /// Which.
    pub day: NaiveDate,
    /// When work can be done, and is not fixed; sorted, and apart from each other.
    pub open: Vec<Span>,
}

/// What is planned, and what there is to do.
#[derive(Clone, Debug, Default)]
pub struct Course {
    /// The tasks, in any order.
    pub tasks: Vec<Ahead>,
    /// The plan, in any order.
    pub pieces: Vec<Piece>,
    /// The days, from today on.
    pub days: Vec<Free>,
}

/// A plan in many futures.
#[derive(Clone, Debug)]
pub struct Risk {
    tasks: Vec<Ahead>,
    pieces: Vec<Piece>,
    days: Vec<Free>,
    legs: Vec<Leg>,
    clock: Clock,
    futures: Futures,
    /// In how many futures each task is late.
    late: Vec<Option<f64>>,
}

/// A task of a plan and when it will be done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prospect {
    /// Its place among the tasks.
    pub at: usize,
    /// Which.
    pub task: TaskId,
    /// When it will be done.
    pub outlook: Outlook,
}

impl Risk {
    /// Draws the futures of a plan.
    pub fn new(course: Course, pace: &Pace, seed: u64) -> Risk {
        let course = only_relevant(course);
        let Course { tasks, pieces, days } = course;
        let keys = tasks.iter().map(|task| (task.key, &task.left));
        let futures = Futures::draw(pace, keys, seed);
        let clock = Clock::new(&days, &pieces);
        let legs = flow::legs(&clock, &tasks, &pieces);
        let mut risk = Risk { late: Vec::new(), tasks, pieces, days, legs, clock, futures };
        risk.late = risk.lateness(&risk.legs, &risk.clock, None);
        risk
    }

    /// When each task of the plan will be done, and each due one that has no place in it.
    pub fn outlooks(&self) -> Vec<Prospect> {
        let mut found = Vec::with_capacity(self.tasks.len());
        flow::run(&self.legs, &self.futures, None, |at, done_s| {
            let enough = |done_s: &mut [f64], level| {
                self.clock.moment_ms(crate::learn::futures::enough(done_s, level))
            };
            let outlook = Outlook {
                p_late: self.late[at],
                p50_ms: enough(done_s, 0.5),
                p80_ms: enough(done_s, 0.8),
            };
            found.push(Prospect { at, task: self.tasks[at].task, outlook });
        });
        found.order_by_key(|prospect| prospect.at);
        found
    }

    /// The due tasks that may well be late, the most probable first.
    pub fn at_risk(&self) -> Vec<Prospect> {
        let mut found = self.outlooks();
        found.retain(|prospect| prospect.outlook.p_late.is_some_and(|late| late >= RISKY));
        let late = |prospect: &Prospect| prospect.outlook.p_late.unwrap_or(0.0);
        found.order_by(|a, b| late(b).total_cmp(&late(a)).then(a.at.cmp(&b.at)));
        found
    }

    /// In how many futures each task is late when the plan goes so. `cut` is a task that takes so many seconds less.
    fn lateness(&self, legs: &[Leg], clock: &Clock, cut: Option<(usize, f64)>) -> Vec<Option<f64>> {
        let mut late = vec![None; self.tasks.len()];
        flow::run(legs, &self.futures, cut, |at, done_s| {
            late[at] = self.tasks[at].due.map(|due| {
                let room_s = clock.seconds(due.at.utc_ms());
                // A thousandth of a second is rounding.
                let late = done_s.iter().filter(|done_s| **done_s > room_s + 1e-3).count();
                late as f64 / FUTURES as f64
            });
        });
        late
    }
}

/// The course without the tasks that are neither planned nor due: they change nothing.
fn only_relevant(mut course: Course) -> Course {
    let mut keep: Vec<bool> = course.tasks.iter().map(|task| task.due.is_some()).collect();
    for piece in &course.pieces {
        if let Some(keep) = keep.get_mut(piece.at) {
            *keep = true;
        }
    }
    let mut place = Vec::with_capacity(keep.len());
    let mut next = 0;
    for keep in &keep {
        place.push(keep.then_some(next));
        next += usize::from(*keep);
    }
    let of = |at: usize| place.get(at).copied().flatten();
    let mut at = 0;
    course.tasks.retain(|_| {
        at += 1;
        keep[at - 1]
    });
    for task in &mut course.tasks {
        task.after = task.after.iter().filter_map(|before| of(*before)).collect();
    }
    let pieces = course.pieces.iter();
    course.pieces =
        pieces.filter_map(|piece| Some(Piece { at: of(piece.at)?, ..*piece })).collect();
    course
}

#[cfg(test)]
mod tests;
