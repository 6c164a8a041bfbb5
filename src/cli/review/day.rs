//! `review day`: a day as it was beside how it was planned. Reads only.

use super::super::env::Env;
use super::super::failure::Failure;
use super::super::phrase;
use super::super::printer::Look;
use super::super::table::{Column, Table};
use super::super::view;
use super::{LookedDay, focus, length, line_fields, look, one_day, sum_fields, sums};
use crate::domain::{Closing, Moment, State};
use crate::report::{DayLine, Verdict};
use crate::text::{DayRange, print_duration, visible};
use clap::Args;

/// Arguments of `review day`.
#[derive(Debug, Args)]
#[command(after_help = "\
What was planned is what was agreed to when the day's work began; if that was nothing, what is agreed to now. Of that, \
a task is done when it was finished, kept when it was worked on for as long as planned, partly done, missed, or still \
ahead.

Examples:
  heyday review day
  heyday review day yesterday --json")]
pub(super) struct Day {
    /// The day, today without one: yesterday, mon, 2026-11-24
    #[arg(value_name = "DAY")]
    day: Vec<String>,
}

impl Day {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let line = self.day.join(" ");
        let line = if line.is_empty() { "today" } else { &line };
        let day = one_day(line, env)?;
        let looked = look(env, DayRange { first: day, last: day })?;
        let Some(day) = looked.days.first() else { return Ok(()) };
        let closing = looked.state.closing(day.day).cloned();
        if env.printer.json {
            json(env, day, closing.as_ref(), &looked.state);
        } else {
            words(env, day, closing.as_ref(), &looked.state);
        }
        Ok(())
    }
}

/// What is left of what was planned and can still be done, once its time has passed.
fn left<'a>(
    day: &'a LookedDay,
    state: &'a State,
    now: Moment,
) -> impl Iterator<Item = &'a DayLine> {
    let open = |line: &&DayLine| {
        line.task.and_then(|id| state.task(id)).is_some_and(|task| !task.status.is_closed())
    };
    let over =
        move |line: &&DayLine| matches!(line.verdict(now), Verdict::Partly | Verdict::Missed);
    day.sum.lines.iter().filter(over).filter(open)
}

fn words(env: &mut Env, day: &LookedDay, closing: Option<&Closing>, state: &State) {
    let now = env.now;
    let hours = |seconds: i64| print_duration(seconds / 60 * 60);
    let known = day.as_of.map(|at| format!(" (agreed to by {})", phrase::clock(at)));
    let (date, sums) = (day.day.format("%a %-d %b"), sums(day.sum.worked_s, day.sum.planned_s));
    let heading = format!("{date}: {sums}{}", known.unwrap_or_default());
    let heading = env.printer.paint(Look::Strong, &heading);
    env.printer.line(&heading);
    if !day.sum.lines.is_empty() {
        table(day, state, now.at).print(&mut env.printer);
    }
    let breaks = (day.sum.breaks > 0).then(|| {
        let breaks = phrase::count(day.sum.breaks as u64, "break");
        format!("{breaks}, {}", hours(day.sum.rested_s))
    });
    let focus = day.sum.focus().map(|_| format!("focus {} of 5", focus(&day.sum)));
    let rest: Vec<String> = breaks.into_iter().chain(focus).collect();
    if !rest.is_empty() {
        env.printer.line(&rest.join("; "));
    }
    let left: Vec<String> = left(day, state, now.at)
        .map(|line| format!("{} {}", line.title(state), hours(line.left_s())))
        .collect();
    if !left.is_empty() {
        env.printer.line(&format!("Left over: {}", visible(&left.join(", "))));
    }
    if let Some(closing) = closing {
        env.printer.line(&format!("Closed at {}", phrase::clock(closing.at)));
        for line in closing.note.lines() {
            env.printer.line(&format!("  {}", visible(line)));
        }
    }
}

fn table(day: &LookedDay, state: &State, now: Moment) -> Table {
    let mut table = Table::new(&[
        (Column::Left, "FROM"),
        (Column::Flexible, "TITLE"),
        (Column::Right, "WORKED"),
        (Column::Right, "PLANNED"),
        (Column::Left, ""),
    ]);
    for line in &day.sum.lines {
        let verdict = line.verdict(now);
        let look = match verdict {
            Verdict::Missed => Look::Warning,
            Verdict::Done | Verdict::Kept => Look::Plain,
            _ => Look::Faint,
        };
        let besides = verdict == Verdict::Unplanned && line.finished;
        let word = if besides { "unplanned, done" } else { verdict.word() };
        table.row(vec![
            (Look::Faint, phrase::clock(line.first)),
            (Look::Plain, line.title(state).to_owned()),
            (Look::Plain, length(line.worked_s)),
            (Look::Faint, length(line.planned_s)),
            (look, word.to_owned()),
        ]);
    }
    table
}

fn json(env: &mut Env, day: &LookedDay, closing: Option<&Closing>, state: &State) {
    let now = env.now.at;
    let answer = view::answer(|json| {
        json.field("day", day.day).field("plan_as_of", day.as_of);
        sum_fields(json, &day.sum);
        json.field("closed", closing.map(|closing| closing.at));
        json.field("note", closing.map(|closing| &closing.note));
        json.array_field("lines", |json| {
            for line in &day.sum.lines {
                json.object_item(|json| {
                    line_fields(json, line, state);
                    json.field("planned_s", line.planned_s)
                        .field("verdict", line.verdict(now).word());
                });
            }
        });
        json.array_field("left", |json| {
            for line in left(day, state, now) {
                json.object_item(|json| {
                    line_fields(json, line, state);
                    json.field("left_s", line.left_s());
                });
            }
        });
    });
    env.printer.json(&answer);
}
