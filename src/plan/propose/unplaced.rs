//! What found no place, and why not.

use crate::domain::{Order, TaskId};
use crate::plan::build::{Built, World};
use crate::plan::problem::{FREE, Problem};
use crate::plan::proposal::Unplaced;
use crate::text::print_duration;

/// Less than this is rounding, in seconds.
const CRUMB_S: i64 = 300;

/// Everything that found no place: the weightiest first, and then what could not be planned at all.
pub(super) fn unplaced(
    world: World<'_>,
    built: &Built,
    problem: &Problem,
    own: &[u16],
) -> Vec<Unplaced> {
    let mut slots = vec![0_u32; problem.jobs.len()];
    for task in own.iter().filter(|task| **task != FREE) {
        slots[usize::from(*task)] += 1;
    }
    let mut left: Vec<(f64, Unplaced)> = Vec::new();
    for (index, job) in problem.jobs.iter().enumerate() {
        let placed = slots[index];
        if placed >= u32::from(job.slots) {
            continue;
        }
        let part = f64::from(placed) / f64::from(job.slots);
        let parts = &built.whose[index].parts;
        let reason = reason(world, built, problem, (index, &slots));
        for (task, seconds) in parts {
            #[expect(clippy::cast_possible_truncation, reason = "a part of a task in seconds")]
            let left_s = (f64::from(*seconds) * (1.0 - part)).round() as i64;
            if left_s >= CRUMB_S || placed == 0 {
                let reason = reason.clone();
                left.push((
                    job.weight + job.late,
                    Unplaced { task: *task, left_s, reason, fix: None },
                ));
            }
        }
    }
    left.order_by(|a, b| b.0.total_cmp(&a.0));
    left.into_iter().map(|(_, unplaced)| unplaced).chain(built.aside.iter().cloned()).collect()
}

fn reason(
    world: World<'_>,
    built: &Built,
    problem: &Problem,
    (index, slots): (usize, &[u32]),
) -> String {
    let job = &problem.jobs[index];
    let no = |index: usize| {
        let task = built.whose[index].task().and_then(|id: TaskId| world.state.task(id));
        task.map_or_else(|| "another task".to_owned(), |task| task.no.to_string())
    };
    let missing = job.preds.iter().map(|pred| usize::from(*pred));
    let mut missing = missing.filter(|pred| slots[*pred] < u32::from(problem.jobs[*pred].slots));
    if let Some(pred) = missing.next() {
        return format!("it waits for {}, which does not fit", no(pred));
    }
    let longest = longest(problem, index);
    if u32::from(job.min) > longest {
        let long = |slots: u32| print_duration(i64::from(slots * problem.slot_min) * 60);
        return format!(
            "it needs {} in one piece, and the longest free stretch has {}",
            long(job.min.into()),
            long(longest)
        );
    }
    let map = built.whose[index].map.and_then(|map| world.planning.maps.get(map));
    let days = world.planning.horizon_days;
    let budget = built.instance.budgets.iter().any(|budget| budget.tasks.contains(&index));
    match map {
        Some(map) => format!("the hours of `{}` are full for {days} days", map.name),
        None if budget => format!("its project's budget is used up for {days} days"),
        None => format!("what may be planned of the next {days} days is full"),
    }
}

/// The most slots in a row that a task could have if nothing else were planned.
fn longest(problem: &Problem, index: usize) -> u32 {
    let job = u16::try_from(index).unwrap_or(u16::MAX);
    let (mut longest, mut run) = (0, 0);
    for slot in 0..problem.total() {
        let first = slot > 0 && problem.day_of[slot - 1] != problem.day_of[slot];
        run = match problem.allows(job, slot) {
            true if first => 1,
            true => run + 1,
            false => 0,
        };
        longest = longest.max(run);
    }
    longest
}

/// Takes every task out of a problem that can't be put.
pub(super) fn set_aside(built: &mut Built, reason: &str) {
    for whose in built.whose.drain(..) {
        for (task, seconds) in whose.parts {
            let (left_s, reason) = (i64::from(seconds), reason.to_owned());
            built.aside.push(Unplaced { task, left_s, reason, fix: None });
        }
    }
    built.instance.tasks.clear();
    built.instance.prev.clear();
    built.instance.budgets.clear();
}
