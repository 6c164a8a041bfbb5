//! `report week`: the hours of a week by project, type and day beside what was planned, and what was finished.
//! Reads only.
//!
//! Next: [`super::super::review`], which finds what was planned.

use super::super::env::Env;
use super::super::failure::Failure;
use super::super::printer::Look;
use super::super::review::{Looked, closed_fields, closed_table, look, sums, whole_week};
use super::super::view;
use super::{Rows, length, rows, table};
use crate::report::{By, Closed, Step, Timesheet, closed, timesheet};
use crate::text::DayRange;
use clap::Args;

/// Arguments of `report week`.
#[derive(Debug, Args)]
#[command(after_help = "\
A week is from Monday to Sunday; without a DAY it is this one. What was planned for a day is what was agreed to when \
its work began.

Examples:
  heyday report week
  heyday report week last
  heyday report week 2026-11-16 --json")]
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
        let last = week.last.min(now.day());
        let sheet = |by| timesheet(&looked.state, (week.first, last), by, Step::Day, &now);
        let sheets = [sheet(By::Project), sheet(By::Kind)];
        let done = closed(&looked.state, week.span(&now), now.at);
        if env.printer.json {
            json(env, week, (&looked, &sheets), &done);
            return Ok(());
        }
        let sums = sums(looked.worked_s(), looked.planned_s());
        let heading = format!("Week of {}: {sums}", week.first.format("%-d %b"));
        let heading = env.printer.paint(Look::Strong, &heading);
        env.printer.line(&heading);
        if looked.worked_s() >= 60 || looked.planned_s() >= 60 {
            tables(env, &looked, &sheets);
        }
        if !done.is_empty() {
            env.printer.line("");
            closed_table(&done, &looked.state).print(&mut env.printer);
        }
        Ok(())
    }
}

fn tables(env: &mut Env, looked: &Looked, [projects, kinds]: &[Timesheet; 2]) {
    let mut by_project = table(projects, Rows::Project, Step::Day);
    let mut planned = vec![(Look::Faint, "planned".to_owned())];
    planned.extend(looked.days.iter().map(|day| (Look::Faint, length(day.sum.planned_s))));
    planned.push((Look::Faint, length(looked.planned_s())));
    by_project.row(planned);
    by_project.print(&mut env.printer);
    if kinds.rows.iter().any(|row| row.name.is_some()) {
        env.printer.line("");
        table(kinds, Rows::Type, Step::Day).print(&mut env.printer);
    }
}

fn json(
    env: &mut Env,
    week: DayRange,
    (looked, [projects, kinds]): (&Looked, &[Timesheet; 2]),
    done: &[Closed],
) {
    let answer = view::answer(|json| {
        json.field("from", week.first).field("to", week.last);
        json.field("worked_s", looked.worked_s()).field("planned_s", looked.planned_s());
        json.array_field("days", |json| {
            for day in &looked.days {
                json.object_item(|json| {
                    json.field("day", day.day)
                        .field("worked_s", day.sum.worked_s)
                        .field("planned_s", day.sum.planned_s);
                });
            }
        });
        json.array_field("projects", |json| rows(json, projects));
        json.array_field("types", |json| rows(json, kinds));
        json.array_field("finished", |json| closed_fields(json, done, &looked.state));
    });
    env.printer.json(&answer);
}
