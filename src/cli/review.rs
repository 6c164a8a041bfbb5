//! `review`: a day or a week as it was beside how it was planned. What was planned for a day is what was agreed to when
//! its work began; where nothing was agreed to by then, what is agreed to now. Reads only.
//!
//! Next: [`crate::report::done()`], which sets one beside the other.

mod day;
mod week;

use super::env::Env;
use super::failure::Failure;
use super::phrase::minutes;
use super::printer::Look;
use super::report::length;
use super::table::{Column, Table};
use super::view;
use crate::domain::{Block, Moment, State, TaskRef};
use crate::exchange::json::Json;
use crate::plan::replay::morning;
use crate::report::{Closed, DayLine, DaySum, done};
use crate::store::Scope;
use crate::text::{self, DayRange, visible};
use chrono::{Datelike, Days, NaiveDate};
use clap::{Args, Subcommand};

/// Arguments of `review`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  heyday review day yesterday\n  heyday review week last")]
pub(crate) struct Review {
    #[command(subcommand)]
    what: What,
}

/// What is looked back at.
#[derive(Debug, Subcommand)]
enum What {
    /// A day: what was done of what was planned, breaks, focus, what is left over
    Day(day::Day),
    /// A week: the same day by day, and estimates beside what tasks took
    Week(week::Week),
}

impl Review {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        match self.what {
            What::Day(args) => args.run(env),
            What::Week(args) => args.run(env),
        }
    }
}

/// Some days that have begun, each beside its plan.
#[derive(Debug)]
pub(crate) struct Looked {
    /// The log of these days with the tasks that are in it, and the open ones.
    pub(crate) state: State,
    /// The days, in order.
    pub(crate) days: Vec<LookedDay>,
}

/// A day beside its plan.
#[derive(Debug)]
pub(crate) struct LookedDay {
    /// Which.
    pub(crate) day: NaiveDate,
    /// When its work began, if something was planned by then.
    pub(crate) as_of: Option<Moment>,
    /// What it came to.
    pub(crate) sum: DaySum,
}

impl Looked {
    /// Seconds of work on all days.
    pub(crate) fn worked_s(&self) -> i64 {
        self.days.iter().map(|day| day.sum.worked_s).sum()
    }

    /// Seconds that were planned on all days.
    pub(crate) fn planned_s(&self) -> i64 {
        self.days.iter().map(|day| day.sum.planned_s).sum()
    }
}

/// The one day that words mean, one that has begun.
///
/// # Errors
/// When they are no day or several, or it has not begun.
pub(crate) fn one_day(line: &str, env: &Env) -> Result<NaiveDate, Failure> {
    let DayRange { first, last } =
        text::day_range(line, &env.reading()).map_err(|error| Failure::parse(&error, line))?;
    if first != last {
        let message = format!("`{}` is more than a day", visible(line));
        return Err(Failure::usage(message, "`heyday review week` looks back at a week"));
    }
    begun(first, env)?;
    Ok(first)
}

fn begun(day: NaiveDate, env: &Env) -> Result<(), Failure> {
    if day <= env.now.day() {
        return Ok(());
    }
    let hint = format!("`heyday plan {day}` shows what is planned");
    Err(Failure::new("bad_time", format!("{day} has not begun"), hint))
}

/// Looks at the days of `range` up to today.
///
/// # Errors
/// When none of them has begun, or the store can't be read.
pub(crate) fn look(env: &mut Env, range: DayRange) -> Result<Looked, Failure> {
    begun(range.first, env)?;
    let now = env.now;
    let mut state = env.load(&Scope::Screen { span: range.span(&now) })?;
    let planning = env.loaded.config.planning();
    let days = range.first.iter_days().take_while(|day| *day <= range.last.min(now.day()));
    let mut plans = Vec::new();
    for day in days {
        let begun = morning(&state, &planning, day, &now);
        let store = env.store()?;
        let seq = store.seq_at(begun)?;
        let span = now.day_span(day);
        let mut plan = store.plan_as_of(seq)?;
        plan.retain(|block| span.contains(block.start));
        let as_of = (!plan.is_empty()).then_some(begun);
        if plan.is_empty() {
            plan = state.plan().filter(|block| span.contains(block.start)).cloned().collect();
        }
        plans.push((day, as_of, plan));
    }
    let blocks = plans.iter().flat_map(|(_, _, plan)| plan);
    name(env, &mut state, blocks)?;
    let days = plans.iter().map(|(day, as_of, plan)| {
        let sum = done(&state, plan, now.day_span(*day), now.at);
        LookedDay { day: *day, as_of: *as_of, sum }
    });
    let days = days.collect();
    Ok(Looked { state, days })
}

/// Loads the tasks of blocks that are no longer in the plan.
fn name<'a>(
    env: &mut Env,
    state: &mut State,
    blocks: impl Iterator<Item = &'a Block>,
) -> Result<(), Failure> {
    let tasks = blocks.flat_map(Block::tasks).filter(|id| state.task(*id).is_none());
    let missing: Vec<TaskRef> = tasks.map(TaskRef::Id).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let found = env.load(&Scope::Tasks(missing))?;
    for task in found.tasks() {
        if state.task(task.id).is_none() {
            state.load_task(task.clone(), found.tracked_s(task.id, env.now.at));
        }
    }
    Ok(())
}

/// The days from Monday to Sunday that words mean: none and `this` for this week, `last`, a day of it.
///
/// # Errors
/// When they are no days, or days of several weeks.
pub(crate) fn whole_week(said: &str, env: &Env) -> Result<DayRange, Failure> {
    let line = match said.trim() {
        "" | "this" => "week",
        "last" => "last week",
        line => line,
    };
    let DayRange { first, last } =
        text::day_range(line, &env.reading()).map_err(|error| Failure::parse(&error, line))?;
    let before = Days::new(first.weekday().num_days_from_monday().into());
    let monday = first.checked_sub_days(before).unwrap_or(first);
    let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
    if last > sunday {
        let message = format!("`{}` is more than a week", visible(line));
        return Err(Failure::usage(
            message,
            "name one day of the week, for example `last` or `mon`",
        ));
    }
    Ok(DayRange { first: monday, last: sunday })
}

/// Writes the fields of a line into the open object.
pub(crate) fn line_fields(json: &mut Json, line: &DayLine, state: &State) {
    let task = line.task.and_then(|id| state.task(id));
    view::named(json, line.task, task);
    json.field("type", line.kind.as_ref())
        .field("first", line.first)
        .field("worked_s", line.worked_s)
        .field("finished", line.finished);
}

/// Writes what was finished as objects into the open list.
pub(crate) fn closed_fields(json: &mut Json, closed: &[Closed], state: &State) {
    for one in closed {
        let task = state.task(one.task);
        json.object_item(|json| {
            view::named(json, Some(one.task), task);
            json.field("at", one.at)
                .field("estimate_s", one.estimate_s)
                .field("took_s", one.took_s);
        });
    }
}

/// What was finished, beside its estimate.
pub(crate) fn closed_table(closed: &[Closed], state: &State) -> Table {
    let mut table = Table::new(&[
        (Column::Flexible, "FINISHED"),
        (Column::Right, "TOOK"),
        (Column::Right, "ESTIMATE"),
    ]);
    for one in closed {
        let title = state.task(one.task).map_or_else(String::new, |task| task.title.clone());
        table.row(vec![
            (Look::Plain, title),
            (Look::Plain, length(one.took_s)),
            (Look::Faint, one.estimate_s.map(length).unwrap_or_default()),
        ]);
    }
    table
}

/// `6h15 worked, 7h planned`, `nothing worked, 7h planned`.
pub(crate) fn sums(worked_s: i64, planned_s: i64) -> String {
    let [worked, planned] =
        [worked_s, planned_s].map(|seconds| minutes(seconds).unwrap_or_else(|| "nothing".into()));
    format!("{worked} worked, {planned} planned")
}

/// `3.5`; nothing when nobody rated.
fn focus(sum: &DaySum) -> String {
    sum.focus().map(|mean| format!("{mean:.1}")).unwrap_or_default()
}

/// The fields of a day's or a week's sums, for the open object.
fn sum_fields(json: &mut Json, sum: &DaySum) {
    json.field("worked_s", sum.worked_s)
        .field("planned_s", sum.planned_s)
        .field("finished", sum.finished)
        .field("breaks", sum.breaks)
        .field("rested_s", sum.rested_s)
        .field("focus", sum.focus().map(|mean| (mean * 100.0).round() / 100.0));
}
