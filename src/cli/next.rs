//! `next`: what to do now, and why: the accepted plan in its order, then the one ranking.
//!
//! Next: [`crate::domain::urgency`].

use super::env::Env;
use super::failure::Failure;
use super::phrase;
use super::printer::Look;
use super::view::{self, Around};
use crate::domain::urgency::{Urgency, urgency};
use crate::domain::{Block, Order, Span, State, Task, TaskRef};
use crate::exchange::json::Json;
use crate::plan::order;
use crate::plan::shift::Today;
use crate::store::Scope;
use crate::text::{self, print_duration};
use clap::Args;

/// How many alternatives are named.
const OTHERS: usize = 3;
/// Terms below this would be shown as 0.0.
const SHOWN: f64 = 0.05;
/// The shortest stretch that is worth beginning when the task says nothing, in seconds.
const CHUNK_MIN_S: u32 = 25 * 60;

/// Arguments of `next`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  heyday next\n  heyday next --for 25m")]
pub(crate) struct Next {
    /// Only what fits into so much time
    #[arg(long = "for", value_name = "DURATION")]
    within: Option<String>,
}

impl Next {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let within = match &self.within {
            None => None,
            Some(text) => Some(text::duration(text).map_err(|error| Failure::parse(&error, text))?),
        };
        let (now, weights) = (env.now, *env.weights());
        // What fits is known only of a loaded task, so then all of them are loaded.
        let queue = match within {
            None => env.store()?.first_of_queue(1 + OTHERS, &now, &weights)?,
            Some(_) => env.store()?.queue(&now, &weights)?,
        };
        let (today, ..) = env.load_status(true)?;
        let running = today.running().and_then(|session| session.task);
        let planning = env.loaded.config.planning();
        let today = Today { state: &today, planning: &planning, now: &now };
        let mut order = order::order(today, &queue);
        order.retain(|id| Some(*id) != running);
        let first = || order.iter().map(|id| TaskRef::Id(*id)).collect();
        let state = env.load(&within.map_or_else(|| Scope::Tasks(first()), |_| Scope::Open))?;
        let ahead = order::ahead(today);
        let tasks: Vec<&Task> = order
            .iter()
            .filter_map(|id| state.task(*id))
            .filter(|task| within.is_none_or(|room| fits(task, &state, room, env)))
            .take(1 + OTHERS)
            .collect();
        if env.printer.json {
            json(env, &state, &tasks, &ahead);
        } else {
            words(env, &state, (&tasks, &ahead), within);
        }
        Ok(())
    }
}

/// Whether work on the task makes sense in `room` seconds: all that is left of it, or a piece.
fn fits(task: &Task, state: &State, room: u32, env: &Env) -> bool {
    let left = phrase::remaining_s(task, state, env.now.at);
    if left.is_some_and(|left| left <= i64::from(room)) {
        return true;
    }
    let piece = task.chunk_min_s.unwrap_or(CHUNK_MIN_S);
    task.splittable && piece <= room
}

/// The blocks of the rest of today, each where it stands.
type Ahead<'a> = [(&'a Block, Span)];

/// Where the accepted plan has the task today.
fn planned<'a>(task: &Task, ahead: &Ahead<'a>) -> Option<(&'a Block, Span)> {
    ahead.iter().copied().find(|(block, _)| block.tasks().any(|id| id == task.id))
}

fn json(env: &mut Env, state: &State, tasks: &[&Task], ahead: &Ahead<'_>) {
    let around = Around { state, now: &env.now, weights: env.weights() };
    let object = |json: &mut Json, task: &Task| {
        view::task(json, task, around);
        if let Some((block, span)) = planned(task, ahead) {
            json.field("block", block.no.to_string())
                .field("planned_start", span.start)
                .field("planned_end", span.end);
        }
        let why = urgency(task, state, &env.now, env.weights());
        json.array_field("reasons", |json| reasons(json, &why));
    };
    let answer = view::answer(|json| {
        match tasks.first() {
            None => {
                json.field("next", None::<bool>);
            }
            Some(task) => {
                json.object_field("next", |json| object(json, task));
            }
        }
        json.array_field("then", |json| {
            for task in tasks.iter().skip(1) {
                json.object_item(|json| object(json, task));
            }
        });
    });
    env.printer.json(&answer);
}

/// Writes the terms of an urgency as items of the open array.
pub(crate) fn reasons(json: &mut Json, why: &Urgency) {
    for (term, value) in &why.terms {
        json.object_item(|json| {
            json.field("term", *term).field("value", *value);
        });
    }
}

fn words(
    env: &mut Env,
    state: &State,
    (tasks, ahead): (&[&Task], &Ahead<'_>),
    within: Option<u32>,
) {
    let Some((first, others)) = tasks.split_first() else {
        env.printer.line(&match within {
            Some(seconds) => {
                let time = print_duration(seconds.into());
                format!("Nothing that is ready fits into {time}: `heyday next` shows the rest")
            }
            None => "Nothing is ready: `heyday list` shows what waits, `heyday add TITLE` writes something down".to_owned(),
        });
        return;
    };
    let now = env.now;
    let title = env.printer.paint(Look::Strong, &format!("{} {}", first.no, first.title));
    let about = env.printer.paint(Look::Faint, &phrase::attributes(first, state, &now));
    env.printer.line(format!("{title}  {about}").trim_end());
    let planned = planned(first, ahead).map(|(block, span)| {
        let from_to = format!("{}-{}", phrase::clock(span.start), phrase::clock(span.end));
        format!("  planned: {from_to} ({})", block.no)
    });
    if let Some(planned) = planned {
        env.printer.line(&planned);
    }
    let why = urgency(first, state, &now, env.weights());
    let mut terms = why.terms.clone();
    terms.order_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    terms.retain(|(_, value)| value.abs() >= SHOWN);
    let terms: Vec<String> = terms.iter().take(4).map(|(n, v)| format!("{n} {v:+.1}")).collect();
    if !terms.is_empty() {
        env.printer.line(&format!("  because: {} (urgency {:.1})", terms.join(", "), why.total));
    }
    if let Some(left) = phrase::remaining_s(first, state, now.at) {
        env.printer.line(&format!("  left: {}", print_duration(left)));
    }
    for task in others {
        let line = env.printer.paint(Look::Faint, &format!("  then {} {}", task.no, task.title));
        env.printer.line(&line);
    }
    env.printer.line(&format!("Start it: `heyday start {}`", first.no));
}
