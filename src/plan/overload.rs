//! Whether the work that is due fits at all, whatever the search finds: the time before each date against the work
//! that is due by then, exactly and at once (section 3.3 of the scheduling study). What is missing before the tightest
//! date is missing in every plan.
//!
//! Works with the safe length of each task (P80), not with the one that is planned, and with the part of the days that
//! may be planned. It looks at no order, no type and no release: what it finds too much is too much, what it lets pass
//! may still not fit.
//!
//! Next: [`super::risk`] for how probable it is that a plan is late.

use super::problem::Problem;
use crate::domain::Order;

/// How the work that is due stands against the time there is for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lookahead {
    /// The dates within the days looked at, ascending.
    pub dates: Vec<Pressure>,
    /// What can't wait until tomorrow.
    pub today: Vec<Must>,
}

/// One date, and what there is until then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pressure {
    /// The slot before which the work has to be done.
    pub due: u16,
    /// Seconds that may be planned before it.
    pub capacity_s: i64,
    /// Seconds of work that is due by then, on this date and before.
    pub demand_s: i64,
    /// The tasks that are due on just this date, as indices, the longest first.
    pub jobs: Vec<u16>,
}

impl Pressure {
    /// Seconds that are left over; negative when they are missing.
    pub fn slack_s(&self) -> i64 {
        self.capacity_s - self.demand_s
    }
}

/// Work that has to be done today, or something will be late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Must {
    /// The task, as an index.
    pub job: u16,
    /// Seconds of it.
    pub today_s: i64,
}

impl Lookahead {
    /// The date with the least left over, the first of them.
    pub fn tightest(&self) -> Option<&Pressure> {
        self.dates.iter().min_by_key(|date| date.slack_s())
    }

    /// The tightest date when there is too much work before it: its tasks are the culprits.
    pub fn overload(&self) -> Option<&Pressure> {
        self.tightest().filter(|date| date.slack_s() < 0)
    }

    /// Seconds of work that have to be done today.
    pub fn today_s(&self) -> i64 {
        self.today.iter().map(|must| must.today_s).sum()
    }
}

/// Looks ahead over the days of `problem`, of which the first is today. `safe_s` has for each task the seconds that are
/// enough in four of five cases. What others wait for is due when they need it; what is due behind the last slot does
/// not press yet.
pub fn lookahead(problem: &Problem, safe_s: &[i64]) -> Lookahead {
    let mut due: Vec<u16> = (0..)
        .zip(&problem.jobs)
        .filter(|(_, job)| usize::from(job.need) < problem.total())
        .map(|(at, _)| at)
        .collect();
    let safe = |job: u16| safe_s.get(usize::from(job)).copied().unwrap_or(0).max(0);
    let need = |job: u16| problem.jobs[usize::from(job)].need;
    // On one date, what matters most comes first: it gets the earlier time.
    due.order_by(|a, b| {
        let weight = |job: &u16| problem.jobs[usize::from(*job)].weight;
        need(*a).cmp(&need(*b)).then(weight(b).total_cmp(&weight(a)))
    });
    let today = must_today(problem, &due, safe);
    let mut dates: Vec<Pressure> = Vec::new();
    let mut demand_s = 0;
    for job in due {
        demand_s += safe(job);
        match dates.last_mut().filter(|date| date.due == need(job)) {
            Some(date) => {
                date.demand_s = demand_s;
                date.jobs.push(job);
            }
            None => dates.push(Pressure {
                due: need(job),
                capacity_s: capacity_s(problem, need(job)),
                demand_s,
                jobs: vec![job],
            }),
        }
    }
    for date in &mut dates {
        date.jobs.order_by_key(|job| std::cmp::Reverse(safe(*job)));
    }
    Lookahead { dates, today }
}

/// Every task as late as it may be, from the last date back: what then begins before tomorrow can't wait. `due` is
/// ascending.
fn must_today(problem: &Problem, due: &[u16], safe: impl Fn(u16) -> i64) -> Vec<Must> {
    let tomorrow = problem.day_start.get(1).copied().unwrap_or(0);
    let today_s = capacity_s(problem, tomorrow);
    let mut begin = i64::MAX;
    let mut today: Vec<Must> = Vec::new();
    for &job in due.iter().rev() {
        let end = begin.min(capacity_s(problem, problem.jobs[usize::from(job)].need));
        begin = end - safe(job);
        let here = end.min(today_s) - begin;
        if here > 0 {
            today.push(Must { job, today_s: here.min(safe(job)) });
        }
    }
    today.reverse();
    today
}

/// Seconds before a slot that may be planned.
fn capacity_s(problem: &Problem, before: u16) -> i64 {
    let open = problem.usable.partition_point(|slot| *slot < before);
    let seconds = open as f64 * f64::from(problem.slot_min) * 60.0;
    #[expect(clippy::cast_possible_truncation, reason = "rounds down; at most some weeks")]
    let seconds = (problem.weights.load_frac * seconds) as i64;
    seconds
}

#[cfg(test)]
mod tests {
    use super::super::instance::{Instance, Weights, Work};
    use super::super::tests::{instance, work};
    use super::*;
    use proptest::prelude::*;

    const HOUR: i64 = 3600;

    /// Days of four hours of which all may be planned, and tasks of so many hours due at the end of a day.
    fn due(days: usize, tasks: &[(i64, u32)]) -> Instance {
        let work = |(day, hours): &(i64, u32)| Work {
            due: Some([*day, 780]),
            ..work(hours * 60, 15, hours * 60)
        };
        let mut instance = instance(&vec![16; days], tasks.iter().map(work).collect());
        instance.weights = Weights { load_frac: 1.0, ..Weights::default() };
        instance
    }

    fn look(instance: &Instance) -> Lookahead {
        let safe: Vec<i64> = instance.tasks.iter().map(|work| i64::from(work.rem) * 60).collect();
        lookahead(&Problem::new(instance).unwrap(), &safe)
    }

    #[test]
    fn the_time_before_each_date_is_held_against_the_work_that_is_due_by_then() {
        // 4 h until the first evening, 8 h until the second, and 3 + 6 h of work.
        let found = look(&due(3, &[(1, 6), (0, 3)]));
        let slacks: Vec<i64> = found.dates.iter().map(|date| date.slack_s() / HOUR).collect();
        assert_eq!(slacks, [1, -1]);
        let over = found.overload().unwrap();
        assert_eq!((over.capacity_s, over.demand_s), (8 * HOUR, 9 * HOUR));
        assert_eq!(over.jobs, [0], "the culprit is what is due on that date");
        // Four of the six hours have to be done tomorrow; two and the three of the other are today's.
        assert_eq!(
            found.today,
            [Must { job: 1, today_s: 3 * HOUR }, Must { job: 0, today_s: 2 * HOUR }]
        );
    }

    #[test]
    fn what_can_wait_until_tomorrow_is_not_todays() {
        let found = look(&due(3, &[(0, 1), (1, 4)]));
        assert!(found.overload().is_none());
        assert_eq!(found.today, [Must { job: 0, today_s: HOUR }]);
        assert_eq!(found.today_s(), HOUR);
    }

    #[test]
    fn only_the_part_of_the_day_that_may_be_planned_counts() {
        let mut tight = due(2, &[(0, 4)]);
        tight.weights.load_frac = 0.85;
        // 0.85 of four hours are 3 h 24.
        assert_eq!(look(&tight).tightest().unwrap().slack_s(), -36 * 60);
        tight.days[0].busy = vec![[540, 600]];
        // 0.85 of three hours are 2 h 33.
        assert_eq!(look(&tight).tightest().unwrap().slack_s(), -87 * 60);
    }

    #[test]
    fn what_a_due_task_waits_for_is_due_before_it_and_what_is_due_later_does_not_press() {
        let mut chain = due(3, &[(1, 2), (2, 1)]);
        chain.tasks.push(work(60, 15, 60));
        chain.tasks[0].deps = vec![2];
        // The last day's end lies behind the last slot; task 2 must leave two hours of the second day.
        let found = look(&chain);
        assert_eq!(found.dates.iter().map(|date| date.due).collect::<Vec<_>>(), [24, 32]);
        assert_eq!(found.dates[0].jobs, [2]);
        assert_eq!(found.tightest().unwrap().slack_s(), 5 * HOUR);
    }

    #[test]
    fn no_tasks_and_no_days_press_nothing() {
        assert_eq!(look(&due(0, &[])), Lookahead::default());
        assert_eq!(look(&due(0, &[(0, 1)])), Lookahead::default());
        let past = look(&due(1, &[(-1, 1)]));
        assert_eq!(past.overload().unwrap().slack_s(), -HOUR, "what is overdue has no time");
        assert_eq!(past.today_s(), HOUR);
    }

    proptest! {
        /// Hall's condition over every set of tasks: a set needs more than there is before its last date.
        #[test]
        fn nothing_is_missed_that_looking_at_every_set_of_tasks_finds(
            tasks in proptest::collection::vec((-1_i64..3, 1_u32..6), 0..7),
        ) {
            let instance = due(4, &tasks);
            let found = look(&instance);
            let room = |day: i64| (day + 1) * 4 * HOUR;
            let (mut least, mut most_today) = (None::<i64>, 0);
            for set in 1_usize..1 << tasks.len() {
                let of = tasks.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
                let (demand, last) = of.fold((0, -1), |(demand, last), (_, (day, hours))| {
                    (demand + i64::from(*hours) * HOUR, last.max(*day))
                });
                let slack = room(last) - demand;
                least = Some(least.map_or(slack, |least: i64| least.min(slack)));
                most_today = most_today.max(demand - (room(last) - room(0)).max(0));
            }
            prop_assert_eq!(found.tightest().map(Pressure::slack_s), least);
            prop_assert_eq!(found.today_s(), most_today);
        }
    }
}
