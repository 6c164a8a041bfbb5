//! The queue: what is planned for the rest of today in the plan's order, then the other ready tasks, most urgent first;
//! each with when it is planned and the short reason that its place has most of all.

use crate::app::plan;
use crate::app::{Model, words};
use crate::domain::urgency;
use crate::domain::{Moment, Now, Task, TaskId};
use std::collections::HashMap;

/// A task of the queue as it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub task: TaskId,
    /// When it is planned for today, and whether that was agreed to.
    pub planned: Option<(Moment, bool)>,
    /// Why it stands there, in a few words.
    pub reason: String,
    /// Whether that reason is that it is late.
    pub late: bool,
}

/// Finds the order, who waits for whom, and what shows. Follows `Model::ranked` and the plan.
pub fn derive(model: &mut Model) {
    model.today.order = order(model);
    let mut waiting: HashMap<TaskId, usize> = HashMap::new();
    for task in model.state.tasks().filter(|task| !task.status.is_closed()) {
        for id in &task.after {
            *waiting.entry(*id).or_default() += 1;
        }
    }
    model.today.waiting = waiting;
    place(model);
}

/// What is planned for the rest of today, in the plan's order, then the most urgent: the order of `next`. What is only
/// proposed changes none: nobody agreed to it.
fn order(model: &Model) -> Vec<TaskId> {
    let ranked: Vec<TaskId> = model.ranked.iter().map(|(id, _)| *id).collect();
    crate::plan::order::order(plan::course(model), &ranked)
}

/// Puts the selection back on its task, after a reload or in a window of another size.
pub fn place(model: &mut Model) {
    let (len, rows) = (model.today.order.len(), super::queue_rows(model));
    let kept = model.today.selected;
    let at = kept.and_then(|id| model.today.order.iter().position(|ranked| *ranked == id));
    match at {
        Some(at) => model.today.queue.select(at, len, rows),
        None => model.today.queue.reveal(len, rows),
    }
    model.today.selected = model.today.order.get(model.today.queue.selected).copied();
    fill(model);
}

/// Finds the reasons of the tasks that show.
pub fn fill(model: &mut Model) {
    let range = model.today.queue.visible(model.today.order.len(), super::queue_rows(model));
    let shown = model.today.order.get(range).unwrap_or_default();
    let window = shown.iter().filter_map(|id| entry(model, *id)).collect();
    model.today.window = window;
}

fn entry(model: &Model, id: TaskId) -> Option<Entry> {
    let task = model.state.task(id)?;
    let late = task.due.is_some_and(|due| due.at < model.now.at);
    let block = plan::next_of(model, id).filter(|b| model.now.day_of(b.start) == model.now.day());
    let said = block.map(|block| plan::reason(model, block)).filter(|_| !late).unwrap_or_default();
    let reason = match said {
        "" => reason(model, task),
        said => crate::text::visible(said).into_owned(),
    };
    let planned = block.map(|block| (block.start, !block.is_proposed()));
    Some(Entry { task: id, planned, reason, late })
}

/// The weightiest term of the rank, in words.
pub fn reason(model: &Model, task: &Task) -> String {
    // Looking through all tasks for those that wait would make every key as slow as the list is long.
    let waiting = model.today.waiting.get(&task.id).copied().unwrap_or(0);
    let standing = urgency::Standing {
        blocking: waiting > 0,
        blocked: false,
        active: model.state.running().and_then(|s| s.task) == Some(task.id),
    };
    let found = urgency::terms(task, standing, &model.now, &model.settings.weights);
    // A weak term is no reason: better none than one that nobody would give.
    let Some((term, _)) = found.top().filter(|(_, value)| *value >= 1.0) else {
        return String::new();
    };
    match term {
        "deadline" | "due" => task.due.map_or(String::new(), |due| due_words(due.at, &model.now)),
        "urgent" => "urgent".into(),
        "high" => "high priority".into(),
        "planned" => match task.on {
            Some(on) if on < model.now.day() => format!("planned {}", words::day(on, &model.now)),
            _ => "planned for today".into(),
        },
        "blocking" => match waiting {
            1 => "holds up another".into(),
            n => format!("holds up {n} others"),
        },
        "active" => "running".into(),
        "age" => "written long ago".into(),
        _ => String::new(),
    }
}

/// How near a due moment is: `2 days late`, `due at 17:30`, `due in 3 days`.
fn due_words(at: Moment, now: &Now) -> String {
    let days = now.day_of(at).signed_duration_since(now.day()).num_days();
    match days {
        _ if at < now.at && days == 0 => format!("late since {}", words::clock(at)),
        ..=-1 => format!("{} late", words::days(days.abs())),
        0 => format!("due at {}", words::clock(at)),
        1 => "due tomorrow".into(),
        2..=20 => format!("due in {days} days"),
        _ => format!("due {}", words::day(now.day_of(at), now)),
    }
}
