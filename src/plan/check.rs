//! Whether an instance makes sense, said in words that name the thing that does not. Everything behind it may
//! take for granted what is checked here: indices are in range, numbers small and finite, and no task waits for
//! itself.

use super::instance::{Budget, Day, Instance, QUARTERS, Weights, Work};

/// The most slots of one day.
pub(super) const DAY_SLOTS: u32 = 128;
/// The most days.
pub(super) const DAYS: usize = 64;
/// The most tasks, and the most slots of one task.
const MOST: usize = 60_000;
/// The most stretches of one sort of one day.
const MOST_BUSY: usize = 10_000;
/// The most windows of one task, and the most sets of windows.
const MOST_WINDOWS: usize = 1000;
/// The most budgets, and the most stretches of days of one.
const MOST_BUDGETS: usize = 200;
/// Numbers that weigh something are at most this: sums of them stay exact enough.
const HEAVIEST: f64 = 1e6;
/// A day ends at the latest at the next midnight but one.
const LATEST: u32 = 2880;

/// What is wrong with an instance, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// What is wrong, with which thing.
    pub message: String,
    /// What would be right.
    pub hint: String,
}

impl Fault {
    pub(super) fn new(message: impl Into<String>, hint: impl Into<String>) -> Fault {
        Fault { message: message.into(), hint: hint.into() }
    }
}

fn ensure(right: bool, message: impl FnOnce() -> String, hint: &str) -> Result<(), Fault> {
    if right { Ok(()) } else { Err(Fault::new(message(), hint)) }
}

/// The tasks in an order in which each comes after those it waits for.
///
/// # Errors
/// When something in `instance` makes no sense.
pub(super) fn check(instance: &Instance) -> Result<Vec<usize>, Fault> {
    let slot = instance.slot_min;
    ensure(
        (1..=240).contains(&slot),
        || format!("`slot_min` is {slot}"),
        "a slot has 1 to 240 minutes; 15 is usual",
    )?;
    days(&instance.days, slot)?;
    weights(&instance.weights)?;
    rows("q", &instance.q)?;
    rows("q_weekend", &instance.q_weekend)?;
    ensure(
        instance.q_weekend.is_empty() || instance.q_weekend.len() == instance.q.len(),
        || format!("`q_weekend` has {} rows", instance.q_weekend.len()),
        "it has a row for each of `q`, or none",
    )?;
    ensure(
        instance.tasks.len() <= MOST,
        || format!("there are {} tasks", instance.tasks.len()),
        "an instance has at most 60000 tasks",
    )?;
    for (at, work) in instance.tasks.iter().enumerate() {
        task(instance, at, work)?;
    }
    previous(instance)?;
    windows(instance)?;
    budgets(instance)?;
    in_order(&instance.tasks)
}

fn rows(name: &str, rows: &[Vec<f64>]) -> Result<(), Fault> {
    for (at, row) in rows.iter().enumerate() {
        ensure(
            row.len() == QUARTERS,
            || format!("row {at} of `{name}` has {} numbers", row.len()),
            "a row has 96 numbers, one for each quarter of an hour of the day",
        )?;
        ensure(
            row.iter().all(|worth| worth.abs() <= HEAVIEST),
            || format!("row {at} of `{name}` has a number beyond 1000000"),
            "an hour is worth about 1",
        )?;
    }
    Ok(())
}

fn days(days: &[Day], slot: u32) -> Result<(), Fault> {
    ensure(
        days.len() <= DAYS,
        || format!("there are {} days", days.len()),
        "an instance has at most 64 days",
    )?;
    for (at, day) in days.iter().enumerate() {
        let Day { start, end, .. } = *day;
        ensure(
            start <= end && end <= LATEST,
            || format!("day {at} goes from minute {start} to minute {end}"),
            "a day's `end` is not before its `start`, and at most 2880",
        )?;
        ensure(
            (end - start).is_multiple_of(slot),
            || format!("day {at} has {} minutes, which are no whole slots", end - start),
            "move its `end` so that `end` - `start` is a multiple of `slot_min`",
        )?;
        ensure(
            (end - start) / slot <= DAY_SLOTS,
            || format!("day {at} has {} slots", (end - start) / slot),
            "a day has at most 128 slots; take longer slots",
        )?;
        held(at, day)?;
        let next = days.get(at + 1).map_or(u32::MAX, |next| next.start.saturating_add(1440));
        ensure(
            end <= next,
            || format!("day {at} ends after day {} has begun", at + 1),
            "a day that runs past midnight ends before the next one starts, 1440 minutes on",
        )?;
    }
    Ok(())
}

/// What a day holds before anything is planned.
fn held(at: usize, day: &Day) -> Result<(), Fault> {
    let pinned: Vec<[u32; 2]> = day.pinned.iter().map(|(from, to, _)| [*from, *to]).collect();
    for (name, stretches) in [("busy", &day.busy), ("meetings", &day.meetings), ("pinned", &pinned)]
    {
        ensure(
            stretches.len() <= MOST_BUSY,
            || format!("day {at} has {} stretches of `{name}`", stretches.len()),
            "join stretches that overlap: a day has at most 10000",
        )?;
        if let Some([from, to]) = stretches.iter().find(|[from, to]| from > to) {
            let message = format!("`{name}` of day {at} goes from minute {from} to minute {to}");
            return Err(Fault::new(message, "the first minute comes first"));
        }
    }
    let capacity = day.capacity_min.unwrap_or(0);
    let minutes = [("worked_min", day.worked_min), ("worked_deep_min", day.worked_deep_min)];
    for (name, minutes) in minutes.into_iter().chain([("run", day.run), ("capacity_min", capacity)])
    {
        ensure(
            minutes <= LATEST,
            || format!("`{name}` of day {at} is {minutes} minutes"),
            "two days have 2880",
        )?;
    }
    Ok(())
}

fn weights(weights: &Weights) -> Result<(), Fault> {
    let Weights {
        rho, beta, late, late_hard, tardy, block, brk, deep, load, load_frac, stab, ..
    } = *weights;
    let named = [
        ("rho", rho),
        ("beta", beta),
        ("late", late),
        ("late_hard", late_hard),
        ("tardy", tardy),
        ("block", block),
        ("brk", brk),
        ("deep", deep),
        ("load", load),
        ("load_frac", load_frac),
        ("stab", stab),
    ];
    match named.iter().find(|(_, weight)| !(0.0..=HEAVIEST).contains(weight)) {
        None => ensure(
            rho <= 1.0,
            || format!("the weight `rho` is {rho}"),
            "a later day is worth at most as much: `rho` is from 0 to 1",
        ),
        Some((name, weight)) => Err(Fault::new(
            format!("the weight `{name}` is {weight}"),
            "a weight is a number from 0 to 1000000",
        )),
    }
}

fn task(instance: &Instance, at: usize, work: &Work) -> Result<(), Fault> {
    let slot = instance.slot_min;
    ensure(
        work.kind < instance.q.len(),
        || format!("task {at} is of type {}, and `q` has {} rows", work.kind, instance.q.len()),
        "`type` counts the rows of `q` from 0",
    )?;
    ensure(
        work.rem > 0,
        || format!("task {at} has 0 minutes left"),
        "leave out what is done; `rem` is the work that is left",
    )?;
    let chunks = [
        ("rem", work.rem),
        ("min_chunk", work.min_chunk.unwrap_or(slot)),
        ("max_chunk", work.max_chunk.unwrap_or(work.rem)),
    ];
    for (name, minutes) in chunks {
        ensure(
            minutes > 0 && minutes.is_multiple_of(slot),
            || format!("`{name}` of task {at} is {minutes} minutes, which are no whole slots"),
            "round it up to a multiple of `slot_min`",
        )?;
    }
    let [(_, rem), (_, min), (_, max)] = chunks;
    ensure(
        usize::try_from(rem / slot).is_ok_and(|slots| slots <= MOST),
        || format!("task {at} has {} slots", rem / slot),
        "a task has at most 60000 slots",
    )?;
    ensure(
        min <= max,
        || format!("the shortest block of task {at} is {min} minutes, the longest {max}"),
        "`min_chunk` is at most `max_chunk`",
    )?;
    ensure(
        (0.0..=HEAVIEST).contains(&work.w),
        || format!("the weight `w` of task {at} is {}", work.w),
        "1, 1.5, 2.5 and 4 stand for low, normal, high and urgent",
    )?;
    match work.deps.iter().find(|dep| **dep >= instance.tasks.len()) {
        None => Ok(()),
        Some(dep) => Err(Fault::new(
            format!("task {at} waits for task {dep}, which does not exist"),
            format!("`deps` count the tasks from 0 to {}", instance.tasks.len() - 1),
        )),
    }
}

fn previous(instance: &Instance) -> Result<(), Fault> {
    for (at, block) in instance.prev.iter().enumerate() {
        ensure(
            block.task < instance.tasks.len() && block.day < instance.days.len(),
            || format!("block {at} of `prev` is task {} on day {}", block.task, block.day),
            "leave out blocks of tasks and days that do not exist any more",
        )?;
    }
    Ok(())
}

fn windows(instance: &Instance) -> Result<(), Fault> {
    let mut sets: Vec<&[[u32; 3]]> = Vec::new();
    for (at, work) in instance.tasks.iter().enumerate() {
        let Some(windows) = &work.windows else { continue };
        ensure(
            windows.len() <= MOST_WINDOWS,
            || format!("task {at} has {} windows", windows.len()),
            "leave out what is no window of these days: a task has at most 1000",
        )?;
        for [day, from, to] in windows {
            ensure(
                from <= to && (*day as usize) < instance.days.len(),
                || format!("a window of task {at} goes from minute {from} to {to} of day {day}"),
                "`windows` are the index of a day, a first minute and a last",
            )?;
        }
        sets.push(windows);
    }
    sets.sort_unstable();
    sets.dedup();
    ensure(
        sets.len() <= MOST_WINDOWS,
        || format!("there are {} different sets of windows", sets.len()),
        "give tasks of one time map the same `windows`: there are at most 1000 sets",
    )
}

fn budgets(instance: &Instance) -> Result<(), Fault> {
    let (tasks, days) = (instance.tasks.len(), instance.days.len());
    ensure(
        instance.budgets.len() <= MOST_BUDGETS,
        || format!("there are {} budgets", instance.budgets.len()),
        "an instance has at most 200",
    )?;
    for (at, Budget { tasks: of, week, .. }) in instance.budgets.iter().enumerate() {
        if let Some(task) = of.iter().find(|task| **task >= tasks) {
            let message = format!("budget {at} is for task {task}, which does not exist");
            return Err(Fault::new(message, "`tasks` of a budget count the tasks from 0"));
        }
        let week = week.as_deref().unwrap_or_default();
        ensure(
            week.len() <= MOST_BUDGETS,
            || format!("budget {at} has {} stretches of days", week.len()),
            "a budget has at most 200",
        )?;
        if let Some([from, to, _]) =
            week.iter().find(|[from, to, _]| from > to || *to as usize >= days)
        {
            let message = format!("budget {at} has minutes for days {from} to {to}");
            return Err(Fault::new(
                message,
                "`week` is a first day, a last day of those there are, and minutes",
            ));
        }
    }
    Ok(())
}

/// Takes away, as long as there is one, a task that waits for nothing that is left.
fn in_order(tasks: &[Work]) -> Result<Vec<usize>, Fault> {
    let mut waits: Vec<usize> = tasks.iter().map(|work| work.deps.len()).collect();
    let mut after = vec![Vec::new(); tasks.len()];
    for (at, work) in tasks.iter().enumerate() {
        for &dep in &work.deps {
            after[dep].push(at);
        }
    }
    let mut order: Vec<usize> = (0..tasks.len()).filter(|at| waits[*at] == 0).collect();
    let mut next = 0;
    while let Some(&done) = order.get(next) {
        next += 1;
        for &at in &after[done] {
            waits[at] -= 1;
            if waits[at] == 0 {
                order.push(at);
            }
        }
    }
    if order.len() == tasks.len() { Ok(order) } else { Err(circle(tasks, &waits)) }
}

/// Follows what is waited for until a task comes again.
fn circle(tasks: &[Work], waits: &[usize]) -> Fault {
    let mut seen: Vec<usize> = Vec::new();
    let mut at = waits.iter().position(|left| *left > 0);
    while let Some(task) = at.filter(|task| !seen.contains(task)) {
        seen.push(task);
        at = tasks[task].deps.iter().copied().find(|dep| waits[*dep] > 0);
    }
    let from = seen.iter().position(|task| Some(*task) == at).unwrap_or(0);
    let mut names: Vec<String> = seen[from..].iter().map(ToString::to_string).collect();
    if names.len() > 8 {
        names.truncate(8);
        names.push("..".into());
    }
    let message = match names.as_slice() {
        [one] => format!("task {one} waits for itself"),
        _ => format!("these tasks wait for each other: {}", names.join(" -> ")),
    };
    Fault::new(message, "take one of them out of the other's `deps`")
}
