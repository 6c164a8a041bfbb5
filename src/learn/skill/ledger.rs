//! The ledger itself: a line for each skill, with what was worked, how long that took, and the tasks that say so.
//!
//! Learning is no evidence: an hour of practice takes an hour. What was learned under a tag is counted beside its work.

use super::{Factor, Lately, Skill, Worked, find, weight};
use crate::domain::{Order, TaskId};

/// A tag that so large a share of all tasks has tells nothing apart, once there are [`MANY`] of them.
const EVERYWHERE: f64 = 0.9;
const MANY: usize = 20;
const DAY_MS: f64 = 86_400_000.0;

/// A task that was worked on, as the ledger reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Which.
    pub id: TaskId,
    /// The number of its kind of work, a small one.
    pub kind: Option<u16>,
    /// Whether that kind is learning.
    pub learns: bool,
    /// Its tags, as indices into [`Log::tags`].
    pub tags: Vec<u16>,
    /// The person's guess, in seconds.
    pub estimate_s: Option<u32>,
    /// Seconds of work in its ended sessions.
    pub tracked_s: u32,
    /// When it was written down, in UTC milliseconds.
    pub created_ms: i64,
    /// When it was done.
    pub done_ms: Option<i64>,
}

/// What the ledger is found from.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// The tags.
    pub tags: Vec<String>,
    /// The tasks with work on them, in any order.
    pub tasks: Vec<Logged>,
}

impl Log {
    /// The number of a tag; a new one is added. `None` for more than anyone has.
    pub fn tag(&mut self, name: &str) -> Option<u16> {
        let known = self.tags.iter().position(|tag| tag == name);
        let at = known.unwrap_or_else(|| {
            self.tags.push(name.to_owned());
            self.tags.len() - 1
        });
        u16::try_from(at).ok()
    }
}

/// A skill.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The tag.
    pub tag: String,
    /// Seconds of work on tasks with it, without those that were learning.
    pub worked_s: i64,
    /// Seconds of learning.
    pub learned_s: i64,
    /// When the first of its tasks was written down, in UTC milliseconds.
    pub since_ms: i64,
    /// When learning under this tag was last done.
    pub learned_ms: Option<i64>,
    /// Its finished tasks with an estimate.
    pub tasks: u32,
    /// How long they take; `None` where there are too few to say.
    pub factor: Option<Factor>,
    /// Whether that has changed.
    pub lately: Lately,
}

impl Line {
    /// Whether the log says that it is slow.
    pub fn is_slow(&self) -> bool {
        self.factor.is_some_and(|factor| factor.is_slow())
    }
}

/// A finished task behind a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    /// Which.
    pub task: TaskId,
    /// When it was done, in UTC milliseconds.
    pub done_ms: i64,
    /// The person's guess, in seconds.
    pub estimate_s: u32,
    /// What it took.
    pub actual_s: u32,
    /// What a task of its type and size takes by all the other work, in seconds.
    pub usual_s: f64,
}

/// The ledger.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The skills, by name.
    pub lines: Vec<Line>,
    /// The cases, oldest first, each with the names of its tags as places in `tags`.
    cases: Vec<(Vec<u16>, Case)>,
    tags: Vec<String>,
}

impl Ledger {
    /// What a log says at a moment, in UTC milliseconds.
    pub fn of(log: Log, now_ms: i64) -> Ledger {
        let mut done: Vec<(i64, u32, &Logged)> =
            log.tasks.iter().filter(|task| !task.learns).filter_map(finished).collect();
        done.order_by_key(|(at, _, task)| (*at, task.id));
        let worked: Vec<Worked> = done
            .iter()
            .map(|(at, estimate_s, task)| Worked {
                kind: task.kind,
                tags: task.tags.clone(),
                estimate_s: *estimate_s,
                actual_s: task.tracked_s,
                weight: weight((now_ms - at) as f64 / DAY_MS),
            })
            .collect();
        let found = find(&worked, log.tags.len());
        let cases = done.iter().zip(&found.usual).map(|((at, estimate_s, task), usual)| {
            let (estimate_s, actual_s) = (*estimate_s, task.tracked_s);
            let usual_s = f64::from(estimate_s) * usual;
            let case = Case { task: task.id, done_ms: *at, estimate_s, actual_s, usual_s };
            (task.tags.clone(), case)
        });
        let cases = cases.collect();
        let lines = found.skills.iter().filter_map(|skill| line(&log, skill));
        let mut lines: Vec<Line> = lines.collect();
        lines.order_by(|a, b| a.tag.cmp(&b.tag));
        Ledger { lines, cases, tags: log.tags }
    }

    /// The line of a tag.
    pub fn line(&self, tag: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.tag == tag)
    }

    /// The finished tasks behind a line, newest first.
    pub fn cases(&self, tag: &str) -> impl Iterator<Item = Case> + '_ {
        let no = self.tags.iter().position(|known| known == tag);
        let no = no.and_then(|no| u16::try_from(no).ok());
        let own = self
            .cases
            .iter()
            .rev()
            .filter(move |(tags, _)| no.is_some_and(|no| tags.contains(&no)));
        own.map(|(_, case)| *case)
    }
}

/// The line of a skill; `None` for a tag that tells nothing apart.
fn line(log: &Log, skill: &Skill) -> Option<Line> {
    let own = || log.tasks.iter().filter(|task| task.tags.contains(&skill.tag));
    let tasks = own().count();
    let is_everywhere = tasks >= MANY && tasks as f64 >= EVERYWHERE * log.tasks.len() as f64;
    let seconds = |learns: bool| {
        let those = own().filter(|task| task.learns == learns);
        those.map(|task| i64::from(task.tracked_s)).sum()
    };
    let since_ms = own().map(|task| task.created_ms).min()?;
    (!is_everywhere).then_some(Line {
        tag: log.tags.get(usize::from(skill.tag))?.clone(),
        worked_s: seconds(false),
        learned_s: seconds(true),
        since_ms,
        learned_ms: own().filter(|task| task.learns).filter_map(|task| task.done_ms).max(),
        tasks: skill.tasks,
        factor: skill.factor,
        lately: skill.lately,
    })
}

fn finished(task: &Logged) -> Option<(i64, u32, &Logged)> {
    let estimate_s = task.estimate_s.filter(|seconds| *seconds > 0)?;
    task.done_ms.filter(|_| task.tracked_s > 0).map(|at| (at, estimate_s, task))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const NOW_MS: i64 = 1_795_597_200_000;

    fn logged(no: i64, tags: &[u16], (estimate_s, tracked_s): (u32, u32)) -> Logged {
        let done_ms = Some(NOW_MS - no * 3_600_000);
        Logged {
            id: TaskId(Uuid::from_u128(no.unsigned_abs().into())),
            kind: Some(0),
            learns: false,
            tags: tags.to_vec(),
            estimate_s: Some(estimate_s),
            tracked_s,
            created_ms: NOW_MS - no * 3_600_000 - 86_400_000,
            done_ms,
        }
    }

    /// Twenty plain tasks of an hour, and twelve with the tag 0 that took more than twice as long.
    fn log() -> Log {
        let took = |at: i64| [3000, 3700, 3400, 4200][usize::try_from(at % 4).unwrap()];
        let plain = (1..=20).map(|at| logged(at, &[], (3600, took(at))));
        let slow = (21..=32).map(|at| logged(at, &[0], (3600, took(at) * 5 / 2)));
        Log { tags: vec!["ffi".into()], tasks: plain.chain(slow).collect() }
    }

    #[test]
    fn a_line_adds_up_what_was_worked_and_says_which_tasks_took_long() {
        let ledger = Ledger::of(log(), NOW_MS);
        let line = ledger.line("ffi").unwrap();
        assert_eq!((line.tasks, line.worked_s, line.learned_s), (12, 3 * 35_750, 0));
        assert_eq!(line.since_ms, NOW_MS - 32 * 3_600_000 - 86_400_000);
        assert!(line.is_slow());
        let cases: Vec<Case> = ledger.cases("ffi").collect();
        assert_eq!(cases.len(), 12);
        assert!(cases.windows(2).all(|pair| pair[0].done_ms > pair[1].done_ms));
        // An hour's estimate takes about an hour otherwise.
        assert!(cases.iter().all(|case| (3000.0..4200.0).contains(&case.usual_s)));
        assert_eq!(ledger.cases("rust").count(), 0);
    }

    #[test]
    fn learning_is_counted_and_proves_nothing() {
        let mut log = log();
        for at in 33..60 {
            log.tasks.push(Logged { learns: true, ..logged(at, &[0], (2700, 2700)) });
        }
        let without = Ledger::of(self::log(), NOW_MS);
        let ledger = Ledger::of(log, NOW_MS);
        let (line, before) = (ledger.line("ffi").unwrap(), without.line("ffi").unwrap());
        assert_eq!((line.factor, line.tasks, line.worked_s), (before.factor, 12, before.worked_s));
        assert_eq!(line.learned_s, 27 * 2700);
        assert_eq!(line.learned_ms, Some(NOW_MS - 33 * 3_600_000));
    }

    #[test]
    fn a_tag_that_nearly_every_task_has_is_no_skill() {
        let mut log = log();
        let no = log.tag("work").unwrap();
        for task in log.tasks.iter_mut().skip(1) {
            task.tags.push(no);
        }
        let ledger = Ledger::of(log, NOW_MS);
        assert!(ledger.line("work").is_none() && ledger.line("ffi").is_some());
    }

    #[test]
    fn what_has_no_estimate_or_is_not_done_is_work_and_no_case() {
        let mut log = log();
        log.tasks.push(Logged { estimate_s: None, ..logged(40, &[0], (1, 600)) });
        log.tasks.push(Logged { done_ms: None, ..logged(41, &[0], (60, 600)) });
        let ledger = Ledger::of(log, NOW_MS);
        assert_eq!(
            ledger.line("ffi").map(|line| (line.tasks, line.worked_s)),
            Some((12, 3 * 35_750 + 1200))
        );
    }

    #[test]
    fn an_empty_log_has_no_lines() {
        assert_eq!(Ledger::of(Log::default(), NOW_MS), Ledger::default());
    }
}
