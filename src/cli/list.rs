//! `list`: tasks that fit a filter, in the order of the one ranking.
//!
//! Next: [`crate::text::Filter`] for the words, [`super::view`] for the JSON.

use super::env::Env;
use super::estimate::{OwnPace, rounded};
use super::failure::Failure;
use super::phrase;
use super::printer::Look;
use super::table::{Column, Table};
use super::view::{self, Around};
use super::words::word;
use crate::domain::{Now, Order, State, Status, Task, TaskId, urgency};
use crate::store::Scope;
use crate::text::{self, Filter, print_duration};
use clap::Args;
use std::cmp::Ordering;
use std::collections::HashMap;

/// In which order tasks are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Sort {
    /// Most urgent first
    #[default]
    Urgency,
    /// Soonest due first; those without a date last
    Due,
    /// By number
    Id,
    /// Newest first
    Created,
}

/// Arguments of `list`.
#[derive(Debug, Args)]
#[command(after_help = "\
A filter is made of the fields of `heyday add`, of dates such as due.before:fri, and of words of the \
title; a dash before one turns it round. All of them must match. Without `status:`, open and waiting \
tasks are listed.

Examples:
  heyday list
  heyday list project:paper due.before:fri -@admin methods
  heyday list --all --json")]
pub(crate) struct List {
    /// What the tasks must match
    #[arg(value_name = "FILTER", value_parser = word)]
    filter: Vec<String>,
    /// Done and dropped tasks too
    #[arg(long)]
    all: bool,
    /// In which order
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    sort: Sort,
    /// At most so many
    #[arg(long, value_name = "N", value_parser = amount)]
    limit: Option<usize>,
}

impl List {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let line = text::join_args(&self.filter);
        let filter =
            Filter::parse(&line, &env.reading()).map_err(|error| Failure::parse(&error, &line))?;
        let closed = self.all || filter.names_status();
        let scope = if closed { Scope::AllTasks } else { Scope::Open };
        let state = env.load(&scope)?;
        let now = env.now;
        let fits = |task: &&Task| {
            (closed || !task.status.is_closed()) && filter.matches(task, &state, &now)
        };
        let mut tasks: Vec<&Task> = state.tasks().filter(fits).collect();
        sort(&mut tasks, self.sort, env, &state);
        tasks.truncate(self.limit.unwrap_or(usize::MAX));
        let usual = usual(&tasks, env)?;
        if env.printer.json {
            let around = Around { state: &state, now: &now, weights: env.weights() };
            let answer = view::answer(|json| {
                json.array_field("tasks", |json| {
                    for task in &tasks {
                        json.object_item(|json| {
                            view::task(json, task, around);
                            json.field_if("estimate_guess_s", usual.get(&task.id));
                        });
                    }
                });
            });
            env.printer.json(&answer);
        } else if tasks.is_empty() {
            env.printer.line(if line.is_empty() {
                "Nothing to do: `heyday add TITLE` writes something down."
            } else {
                "No task fits."
            });
        } else {
            table(&tasks, &state, &now, &usual).print(&mut env.printer);
        }
        Ok(())
    }
}

/// How many at most; none at all is no list.
fn amount(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(amount) if amount > 0 => Ok(amount),
        _ => Err("a whole number from 1 up is needed".into()),
    }
}

fn sort(tasks: &mut [&Task], by: Sort, env: &Env, state: &State) {
    match by {
        Sort::Id => {}
        Sort::Created => tasks.order_by_key(|task| std::cmp::Reverse(task.created)),
        Sort::Due => tasks.order_by(|a, b| match (a.due, b.due) {
            (Some(a), Some(b)) => a.at.cmp(&b.at),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }),
        Sort::Urgency => {
            tasks.sort_by_cached_key(|task| {
                let standing = urgency::Standing::of(task, state);
                let score = urgency::score(task, standing, &env.now, env.weights());
                // Whole millionths order as the numbers do, and can be keys.
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "saturates, far from any urgency"
                )]
                let key = -(score * 1e6) as i64;
                (task.status.is_closed(), task.status == Status::Waiting, key)
            });
        }
    }
}

/// What is usual for the open tasks of which nobody said how long they take, in seconds.
pub(crate) fn usual(tasks: &[&Task], env: &mut Env) -> Result<Usual, Failure> {
    let wanting = |task: &&&Task| task.estimate_s.is_none() && !task.status.is_closed();
    let unsaid: Vec<&&Task> = tasks.iter().filter(wanting).collect();
    let mut found = Usual::new();
    if unsaid.is_empty() {
        return Ok(found);
    }
    let Some(own) = OwnPace::last(env)? else { return Ok(found) };
    let mut kinds: HashMap<&str, Option<u32>> = HashMap::new();
    for task in unsaid {
        let Some(kind) = task.kind.as_deref() else { continue };
        if let Some(seconds) = *kinds.entry(kind).or_insert_with(|| own.usual_s(task)) {
            found.insert(task.id, seconds);
        }
    }
    Ok(found)
}

/// Seconds by task.
pub(crate) type Usual = HashMap<TaskId, u32>;

fn estimate_cell(task: &Task, usual: &Usual) -> (Look, String) {
    match (task.estimate_s, usual.get(&task.id)) {
        (Some(seconds), _) => (Look::Plain, print_duration(seconds.into())),
        (None, Some(seconds)) => {
            (Look::Faint, format!("~{}", print_duration(rounded(u64::from(*seconds)))))
        }
        (None, None) => (Look::Plain, String::new()),
    }
}

/// The tasks as lines under headings.
pub(crate) fn table(tasks: &[&Task], state: &State, now: &Now, usual: &Usual) -> Table {
    let mut table = Table::new(&[
        (Column::Right, "ID"),
        (Column::Left, ""),
        (Column::Flexible, "TASK"),
        (Column::Left, "PROJECT"),
        (Column::Left, "TYPE"),
        (Column::Right, "WORKED"),
        (Column::Right, "ESTIMATE"),
        (Column::Left, "DUE"),
    ]);
    for task in tasks {
        let tracked = state.tracked_s(task.id, now.at);
        let (look, due) = due_cell(task, now);
        table.row(vec![
            (Look::Faint, task.no.to_string()),
            mark(task, state),
            (title_look(task), task.title.clone()),
            (Look::Plain, task.project.clone().unwrap_or_default()),
            (Look::Plain, task.kind.as_ref().map(|k| format!("@{k}")).unwrap_or_default()),
            (Look::Faint, if tracked > 0 { print_duration(tracked) } else { String::new() }),
            estimate_cell(task, usual),
            (look, due),
        ]);
    }
    table
}

/// Where a task stands, in a word or a sign.
fn mark(task: &Task, state: &State) -> (Look, String) {
    if state.running().and_then(|session| session.task) == Some(task.id) {
        return (Look::Accent, ">".into());
    }
    let word = match task.status {
        Status::Open if state.is_blocked(task) => "blocked",
        Status::Open if task.priority > crate::domain::Priority::Normal => task.priority.word(),
        Status::Open => "",
        other => other.word(),
    };
    let urgent = task.priority == crate::domain::Priority::Urgent;
    (if urgent { Look::Warning } else { Look::Faint }, word.into())
}

fn title_look(task: &Task) -> Look {
    if task.status.is_closed() { Look::Faint } else { Look::Plain }
}

fn due_cell(task: &Task, now: &Now) -> (Look, String) {
    let Some(due) = task.due else { return (Look::Plain, String::new()) };
    let shown = phrase::day_clock(due.at, now);
    let sign = if due.hard { "!" } else { "" };
    let late = !task.status.is_closed() && due.at.utc_ms() < now.at.utc_ms();
    if late {
        (Look::Warning, format!("{shown}{sign} late"))
    } else {
        (Look::Plain, format!("{shown}{sign}"))
    }
}
