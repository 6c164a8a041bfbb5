//! `review week`: the days of a week beside their plans, estimates beside what tasks took, and where the time went.
//! Reads only.

use super::super::env::Env;
use super::super::failure::Failure;
use super::super::phrase;
use super::super::printer::Look;
use super::super::table::{Column, Table};
use super::super::view;
use super::{
    Looked, LookedDay, closed_fields, closed_table, focus, length, look, sum_fields, whole_week,
};
use crate::domain::{Moment, Order};
use crate::report::{By, Closed, Row, Step, Timesheet, Verdict, closed, timesheet, together};
use crate::text::{DayRange, print_duration, visible};
use clap::Args;
use std::cmp::Reverse;

/// So many projects are named.
const NAMED: usize = 4;

/// Arguments of `review week`.
#[derive(Debug, Args)]
#[command(after_help = "\
A week is from Monday to Sunday; without a DAY it is this one. KEPT is how many of the planned tasks were finished or \
worked on for as long as planned. `heyday review day` shows a day in full.

Examples:
  heyday review week
  heyday review week last")]
pub(super) struct Week {
    /// A day of the week: last, mon, 2026-11-16
    #[arg(value_name = "DAY")]
    day: Vec<String>,
}

impl Week {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let week = whole_week(&self.day.join(" "), env)?;
        let looked = look(env, week)?;
        let now = env.now;
        let finished = closed(&looked.state, week.span(&now), now.at);
        let last = week.last.min(now.day());
        let sheet = timesheet(
            &looked.state,
            (week.first, last),
            By::Project,
            Step::fitting(week.first, last),
            &now,
        );
        if env.printer.json {
            json(env, week, (&looked, &sheet), &finished);
            return Ok(());
        }
        if looked.worked_s() < 60 && looked.planned_s() < 60 && finished.is_empty() {
            env.printer.line("Nothing was planned and nothing was timed.");
            return Ok(());
        }
        table(&looked, now.at).print(&mut env.printer);
        if !finished.is_empty() {
            env.printer.line("");
            closed_table(&finished, &looked.state).print(&mut env.printer);
        }
        for line in [estimates(&finished), went(&sheet)].into_iter().flatten() {
            env.printer.line(&visible(&line));
        }
        Ok(())
    }
}

/// How many of the planned tasks of a day were finished or worked on for as long as planned, and how many there were.
fn kept(day: &LookedDay, now: Moment) -> (usize, usize) {
    let planned = day.sum.lines.iter().map(|line| line.verdict(now));
    let planned = planned.filter(|verdict| *verdict != Verdict::Unplanned);
    planned.fold((0, 0), |(kept, all), verdict| {
        (kept + usize::from(matches!(verdict, Verdict::Done | Verdict::Kept)), all + 1)
    })
}

fn table(looked: &Looked, now: Moment) -> Table {
    let names = ["DAY", "WORKED", "PLANNED", "KEPT", "DONE", "BREAKS", "FOCUS"];
    let columns =
        names.map(|name| (if name == "DAY" { Column::Left } else { Column::Right }, name));
    let mut table = Table::new(&columns);
    for day in &looked.days {
        let (kept, planned) = kept(day, now);
        let of = if planned > 0 { format!("{kept} of {planned}") } else { String::new() };
        let finished = day.sum.finished;
        table.row(vec![
            (Look::Faint, day.day.format("%a %-d").to_string()),
            (Look::Plain, length(day.sum.worked_s)),
            (Look::Faint, length(day.sum.planned_s)),
            (Look::Plain, of),
            (Look::Plain, if finished > 0 { finished.to_string() } else { String::new() }),
            (Look::Plain, length(day.sum.rested_s)),
            (Look::Plain, focus(&day.sum)),
        ]);
    }
    let all = |part: fn(&LookedDay) -> i64| length(looked.days.iter().map(part).sum());
    table.row(vec![
        (Look::Faint, "all".to_owned()),
        (Look::Strong, length(looked.worked_s())),
        (Look::Strong, length(looked.planned_s())),
        (Look::Plain, String::new()),
        (Look::Plain, String::new()),
        (Look::Strong, all(|day| day.sum.rested_s)),
        (Look::Plain, String::new()),
    ]);
    table
}

/// `Estimates: 3 tasks of 4h took 6h, 1.5 times as long`; `None` when none of the finished ones had one and was timed.
fn estimates(closed: &[Closed]) -> Option<String> {
    let (n, thought, took) = together(closed);
    let times = took as f64 / (thought > 0).then_some(thought)? as f64;
    let [thought, took] = [thought, took].map(|seconds| print_duration(seconds / 60 * 60));
    let tasks = phrase::count(n as u64, "task");
    Some(format!("Estimates: {tasks} of {thought} took {took}, {times:.1} times as long"))
}

/// `Time went to: paper 5h (62 %), heron 2h (25 %)`, the most first; `None` when nobody worked.
fn went(sheet: &Timesheet) -> Option<String> {
    let whole = (sheet.worked_s >= 60).then_some(sheet.worked_s)?;
    // The sheet has the work without a project last, however much it is.
    let mut rows: Vec<&Row> = sheet.rows.iter().filter(|row| row.worked_s >= 60).collect();
    rows.order_by_key(|row| Reverse(row.worked_s));
    let parts: Vec<String> = rows
        .into_iter()
        .take(NAMED)
        .map(|row| {
            let share = (100 * row.worked_s + whole / 2) / whole;
            let name = row.name.as_deref().unwrap_or("no project");
            format!("{name} {} ({share} %)", length(row.worked_s))
        })
        .collect();
    Some(format!("Time went to: {}", parts.join(", ")))
}

fn json(
    env: &mut Env,
    week: DayRange,
    (looked, sheet): (&Looked, &Timesheet),
    finished: &[Closed],
) {
    let now = env.now.at;
    let answer = view::answer(|json| {
        json.field("from", week.first).field("to", week.last);
        json.field("worked_s", looked.worked_s()).field("planned_s", looked.planned_s());
        json.array_field("days", |json| {
            for day in &looked.days {
                let (kept, planned) = kept(day, now);
                json.object_item(|json| {
                    json.field("day", day.day);
                    sum_fields(json, &day.sum);
                    json.field("planned_tasks", planned).field("kept_tasks", kept);
                });
            }
        });
        json.array_field("finished", |json| closed_fields(json, finished, &looked.state));
        let (n, thought, took) = together(finished);
        json.object_field("estimates", |json| {
            json.field("tasks", n).field("estimate_s", thought).field("took_s", took);
        });
        json.array_field("projects", |json| {
            for row in &sheet.rows {
                json.object_item(|json| {
                    json.field("name", row.name.as_ref()).field("worked_s", row.worked_s);
                });
            }
        });
    });
    env.printer.json(&answer);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_without_a_project_is_named_by_how_much_it_is() {
        let row = |name: Option<&str>, minutes: i64| {
            let worked_s = minutes * 60;
            Row { name: name.map(str::to_owned), cells: vec![worked_s], worked_s }
        };
        let rows = vec![row(Some("paper"), 120), row(Some("heron"), 30), row(None, 90)];
        let sheet = Timesheet { columns: Vec::new(), rows, worked_s: 240 * 60 };
        let said = "Time went to: paper 2h (50 %), no project 1h30 (38 %), heron 30m (13 %)";
        assert_eq!(went(&sheet).as_deref(), Some(said));
        assert_eq!(went(&Timesheet::default()), None);
    }
}
