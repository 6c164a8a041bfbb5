//! Why a block is where it is, in numbers of the objective and in words: the weightiest first, and always at least one.

use super::blocks::{From, Placed};
use crate::domain::{Due, Now, Order, Priority, Task};
use crate::learn::Strength;
use crate::plan::build::fixed::Hold;
use crate::plan::build::worth::usual;
use crate::plan::build::{Built, World};
use crate::plan::problem::Problem;
use crate::plan::proposal::{Reason, Step};
use crate::text::said::{day_clock, day_words};

/// Hours that are worth that much more than usual are worth a word.
const BETTER: f64 = 0.03;

/// What the reasons of blocks are found in.
#[derive(Debug)]
pub(super) struct Reasons<'a> {
    world: World<'a>,
    built: &'a Built,
    problem: &'a Problem,
}

impl<'a> Reasons<'a> {
    pub(super) fn new(world: World<'a>, built: &'a Built, problem: &'a Problem) -> Reasons<'a> {
        Reasons { world, built, problem }
    }

    /// Why this block is there.
    pub(super) fn of(&self, block: &Placed) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let task = self.world.state.task(block.put.task);
        match block.from {
            From::Fixed(hold) => reasons.push(held(hold)),
            From::Found { task: index, start, len } => {
                self.found(&mut reasons, (index, start, len), block.step);
            }
        }
        if let (Some(task), From::Found { len, .. }) = (task, block.from) {
            reasons.extend(priority(task, len));
        }
        if matches!(block.from, From::Found { .. }) {
            reasons.retain(|reason| reason.value > 0.0);
        }
        reasons.order_by(|a, b| b.value.total_cmp(&a.value));
        if reasons.is_empty() {
            let text = "it is the next in line, and the time is free".into();
            reasons.push(Reason { term: "value", value: 0.0, text });
        }
        reasons
    }

    fn found(&self, out: &mut Vec<Reason>, (index, start, len): (usize, usize, usize), step: Step) {
        let (problem, built) = (self.problem, self.built);
        let job = &problem.jobs[index];
        let mut reason = |term, value, text: String| out.push(Reason { term, value, text });
        if let Some((value, text)) = self.hours(index, start, len) {
            reason("hours", value, text);
        }
        let task = built.whose[index].task().and_then(|id| self.world.state.task(id));
        let in_time = usize::from(job.due).saturating_sub(start).min(len);
        if job.late > 0.0 && in_time > 0 {
            let (term, text) = self.date(task);
            reason(term, job.late * in_time as f64, text);
        } else if job.tardy > 0.0 {
            let day = usize::from(problem.day_of[start]);
            let spared = job.tardy_on(problem.held.len()) - job.tardy_on(day);
            let (term, text) = self.missed(task);
            reason(term, spared * len as f64, text);
        }
        let waiting = task.map_or(0, |task| self.world.state.blocks(task.id));
        if waiting > 0 {
            let text = match waiting {
                1 => "another task waits for it".into(),
                n => format!("{n} tasks wait for it"),
            };
            reason("waiting", job.pull * len as f64, text);
        }
        if built.whose[index].parts.len() > 1 {
            let saved = (built.whose[index].parts.len() - 1) as f64 * problem.weights.block;
            reason("bundle", saved, "small tasks of one kind together".into());
        }
        if step == Step::Kept {
            let value = problem.stab[start..start + len].iter().sum();
            reason("stab", value, "it is in the plan you accepted".into());
        }
        if len >= usize::from(job.slots) {
            reason("finish", job.bonus, "it gets done in one go".into());
        }
    }

    /// The date that a task is in time for, in words.
    fn date(&self, task: Option<&Task>) -> (&'static str, String) {
        match task.map(|task| (task.due, task.on)) {
            Some((Some(due), _)) => ("due", due_words(due, self.world.now)),
            Some((None, Some(_))) => ("planned", "you planned it for this day".into()),
            _ => ("due", "its hours end then".into()),
        }
    }

    /// The date that a task is too late for, in words.
    fn missed(&self, task: Option<&Task>) -> (&'static str, String) {
        let now = self.world.now;
        match task.map(|task| (task.due, task.on)) {
            Some((Some(due), _)) => {
                ("due", format!("{}, as soon after as it fits", due_words(due, now)))
            }
            Some((None, Some(on))) => {
                let day = day_words(on.max(now.day()), now);
                ("planned", format!("you planned it for {day}, and this is the next room for it"))
            }
            _ => ("due", "its hours were full before".into()),
        }
    }

    /// What the hours are worth beyond usual ones, and in which words.
    fn hours(&self, index: usize, start: usize, len: usize) -> Option<(f64, String)> {
        let problem = self.problem;
        let job = &problem.jobs[index];
        let worth = problem.worth[job.kind][start + len] - problem.worth[job.kind][start];
        let usual = usual(problem, start..start + len);
        if worth < usual * (1.0 + BETTER) {
            return None;
        }
        let name = self.built.instance.types.get(job.kind).filter(|name| !name.is_empty());
        let profile = self.world.profile;
        let kind = profile.kind(name.map(|name| self.world.state.kind_today(name)));
        let what = name.map_or_else(|| "work".to_owned(), Clone::clone);
        let text = match profile.hours.claim(kind).strength() {
            Strength::Strong | Strength::Moderate if self.is_best(index, start, len) => {
                format!("your best {what} hours")
            }
            Strength::Strong | Strength::Moderate => format!("good {what} hours of yours"),
            Strength::Weak => format!("perhaps good {what} hours: little is known yet"),
        };
        Some((job.weight * (worth - usual), text))
    }

    /// Whether no other stretch of that day and length is worth noticeably more.
    fn is_best(&self, index: usize, start: usize, len: usize) -> bool {
        let problem = self.problem;
        let day = usize::from(problem.day_of[start]);
        let worth = &problem.worth[problem.jobs[index].kind];
        let better = |at: usize| (worth[at + len] - worth[at]) / usual(problem, at..at + len);
        let own = better(start);
        let slots = usize::from(problem.day_start[day])..usize::from(problem.day_start[day + 1]);
        let last = slots.end.saturating_sub(len);
        (slots.start..=last.max(slots.start))
            .all(|at| at + len > slots.end || better(at) <= own * 1.02)
    }
}

fn held(hold: Hold) -> Reason {
    let (term, text) = match hold {
        Hold::Pinned => ("pinned", "you put it there"),
        Hold::Begun => ("begun", "under way"),
        Hold::Soon => ("soon", "it begins soon, so it stays"),
        Hold::Running => ("running", "it is running"),
    };
    Reason { term, value: 0.0, text: text.into() }
}

fn priority(task: &Task, len: usize) -> Option<Reason> {
    let word = match task.priority {
        Priority::Urgent => "it is urgent",
        Priority::High => "high priority",
        Priority::Normal | Priority::Low => return None,
    };
    let extra = crate::plan::build::priority(task.priority)
        - crate::plan::build::priority(Priority::Normal);
    Some(Reason { term: "priority", value: extra * len as f64, text: word.into() })
}

/// `due Fri 27`, `deadline today 17:00`, `late since Fri 20`.
fn due_words(due: Due, now: &Now) -> String {
    let word = if due.hard { "deadline" } else { "due" };
    let day = now.day_of(due.at);
    let date = if day == now.day() { day_clock(due.at, now) } else { day_words(day, now) };
    if due.at.utc_ms() <= now.at.utc_ms() {
        format!("late since {date}")
    } else {
        format!("{word} {date}")
    }
}
