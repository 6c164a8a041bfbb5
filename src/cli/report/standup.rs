//! `report standup`: what was done, what comes next and what stands still, as a list that can be pasted anywhere. Reads
//! only, and has no colours.
//!
//! Next: [`mod@crate::report::standup`], which finds it.

use super::super::env::Env;
use super::super::failure::Failure;
use super::super::phrase::{self, minutes};
use super::super::review::line_fields;
use super::super::view;
use crate::domain::{Span, State, TaskId, urgency};
use crate::exchange::json::Json;
use crate::plan::order;
use crate::plan::shift::Today;
use crate::report::{DayLine, Held, Hold, Standup, standup};
use crate::store::Scope;
use crate::text::visible;
use chrono::Days;

/// So many days are looked through for the last one with work.
const BACK: u64 = 31;
/// So many tasks of the queue are named when nothing is planned.
const FIRST: usize = 3;
/// So many tasks that stand still are named; the rest is counted.
const HELD: usize = 8;

/// What comes next: tasks, and the seconds of each in accepted blocks or, without a plan, by its estimate.
struct Ahead {
    planned: bool,
    tasks: Vec<(TaskId, Option<i64>)>,
}

/// Prints what there is to say.
pub(super) fn run(env: &mut Env) -> Result<(), Failure> {
    let now = env.now;
    let first = now.day().checked_sub_days(Days::new(BACK)).unwrap_or(now.day());
    let span = Span::new(now.day_span(first).start, now.day_span(now.day()).end);
    let state = env.load(&Scope::Screen { span })?;
    let told = standup(&state, &now);
    let ahead = ahead(env, &state);
    if env.printer.json {
        json(env, &state, &told, &ahead);
    } else {
        words(env, &state, &told, &ahead);
    }
    Ok(())
}

fn ahead(env: &Env, state: &State) -> Ahead {
    let now = env.now;
    let planning = env.loaded.config.planning();
    let mut tasks: Vec<(TaskId, Option<i64>)> = Vec::new();
    for (block, span) in order::ahead(Today { state, planning: &planning, now: &now }) {
        let left = span.end.seconds_since(span.start.max(now.at));
        let each = left / i64::try_from(block.tasks().count().max(1)).unwrap_or(1);
        for id in block.tasks() {
            match tasks.iter_mut().find(|(task, _)| *task == id) {
                Some((_, planned)) => *planned = planned.map(|planned| planned + each),
                None => tasks.push((id, Some(each))),
            }
        }
    }
    if !tasks.is_empty() {
        return Ahead { planned: true, tasks };
    }
    let ranked = urgency::rank(state, &now, env.weights()).into_iter().take(FIRST);
    let left = |id| state.task(id).and_then(|task| phrase::remaining_s(task, state, now.at));
    Ahead { planned: false, tasks: ranked.map(|(id, _)| (id, left(id))).collect() }
}

fn words(env: &mut Env, state: &State, told: &Standup, ahead: &Ahead) {
    let now = env.now;
    let since = told.since.map(|day| format!("Since {}", phrase::day(day, &now)));
    let since = since.unwrap_or_else(|| "Today".to_owned());
    let worked = minutes(told.worked_s).map(|length| format!(" ({length})")).unwrap_or_default();
    env.printer.line(&format!("{since}{worked}:"));
    let done = told.done.iter().map(|line| done_words(line, state));
    list(env, done.collect(), "nothing was done");
    env.printer.line(if ahead.planned { "Planned for today:" } else { "Next:" });
    let next = ahead.tasks.iter().map(|(id, seconds)| {
        let length = seconds.and_then(minutes).map(|length| format!(" ({length})"));
        format!("{}{}", title(*id, state), length.unwrap_or_default())
    });
    list(env, next.collect(), "nothing");
    if told.held.is_empty() {
        return;
    }
    env.printer.line("Late, waiting or blocked:");
    let mut held: Vec<String> =
        told.held.iter().take(HELD).map(|one| held_words(one, env, state)).collect();
    let more = told.held.len().saturating_sub(HELD);
    if more > 0 {
        held.push(format!("and {}", phrase::count(more as u64, "more task")));
    }
    list(env, held, "nothing");
}

fn list(env: &mut Env, lines: Vec<String>, nothing: &str) {
    let lines = if lines.is_empty() { vec![nothing.to_owned()] } else { lines };
    for line in lines {
        env.printer.line(&format!("- {}", visible(&line)));
    }
}

fn done_words(line: &DayLine, state: &State) -> String {
    let finished = line.finished.then(|| "done".to_owned());
    let parts: Vec<String> = minutes(line.worked_s).into_iter().chain(finished).collect();
    format!("{} ({})", line.title(state), parts.join(", "))
}

fn held_words(held: &Held, env: &Env, state: &State) -> String {
    let why = match &held.why {
        Hold::Late(due) => format!("late, was due {}", env.day_clock(*due)),
        Hold::Waiting => "waiting".to_owned(),
        Hold::After(tasks) => {
            let titles: Vec<String> =
                tasks.iter().map(|id| format!("`{}`", title(*id, state))).collect();
            format!("after {}", titles.join(", "))
        }
    };
    format!("{}: {why}", title(held.task, state))
}

fn title(id: TaskId, state: &State) -> &str {
    state.task(id).map_or("a task that is gone", |task| &task.title)
}

fn json(env: &mut Env, state: &State, told: &Standup, ahead: &Ahead) {
    let now = env.now;
    let answer = view::answer(|json| {
        json.field("day", now.day()).field("since", told.since);
        json.field("worked_s", told.worked_s);
        json.array_field("done", |json| {
            for line in &told.done {
                json.object_item(|json| line_fields(json, line, state));
            }
        });
        json.field("planned", ahead.planned);
        json.array_field("next", |json| {
            for (id, seconds) in &ahead.tasks {
                json.object_item(|json| {
                    task_fields(json, *id, state);
                    json.field("length_s", *seconds);
                });
            }
        });
        json.array_field("held", |json| {
            for held in &told.held {
                json.object_item(|json| held_fields(json, held, state));
            }
        });
    });
    env.printer.json(&answer);
}

fn task_fields(json: &mut Json, id: TaskId, state: &State) {
    view::named(json, Some(id), state.task(id));
}

fn held_fields(json: &mut Json, held: &Held, state: &State) {
    task_fields(json, held.task, state);
    match &held.why {
        Hold::Late(due) => {
            json.field("why", "late").field("due", *due);
        }
        Hold::Waiting => {
            json.field("why", "waiting");
        }
        Hold::After(tasks) => {
            json.field("why", "after").array_field("after", |json| {
                for no in tasks.iter().filter_map(|id| state.task(*id)).map(|task| task.no) {
                    json.item(no);
                }
            });
        }
    }
}
