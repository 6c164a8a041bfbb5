//! `report`: what a stretch of days came to. [`standup`] is for others to hear, [`week`] adds a week up.
//!
//! Next: [`crate::report`], which adds up.

mod standup;
mod week;

use super::env::Env;
use super::failure::Failure;
use super::phrase::minutes;
use super::printer::Look;
use super::table::{Column, Table};
use super::view;
use crate::exchange::json::Json;
use crate::report::{self, By, Step, Timesheet, timesheet};
use crate::store::Scope;
use crate::text::{self, DayRange};
use clap::{Args, Subcommand};

/// Arguments of `report`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  heyday report timesheet last week --by type\n  heyday report standup"
)]
pub(crate) struct Report {
    #[command(subcommand)]
    what: What,
}

/// Which report.
#[derive(Debug, Subcommand)]
enum What {
    /// The work of some days, added up
    Timesheet(Sheet),
    /// What was done since the last work day, what is next and what stands still, to be pasted
    #[command(after_help = "Example:\n  heyday report standup")]
    Standup,
    /// A week: hours by project, type and day, what was planned and what was finished
    Week(week::Week),
}

impl Report {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        match self.what {
            What::Timesheet(args) => args.run(env),
            What::Standup => standup::run(env),
            What::Week(args) => args.run(env),
        }
    }
}

/// What makes a row of the timesheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Rows {
    /// Projects
    #[default]
    Project,
    /// Kinds of work
    Type,
    /// Tags; work with two of them counts in both rows, and once in the sums
    Tag,
    /// Tasks
    Task,
}

/// What makes a column of the timesheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Columns {
    /// Work days
    Day,
    /// Weeks, from Monday
    Week,
    /// Months
    Month,
}

/// Arguments of `report timesheet`.
#[derive(Debug, Args)]
#[command(after_help = "\
Without days it is about this week; without `--columns` it takes days, weeks or months, whichever fits.

Examples:
  heyday report timesheet
  heyday report timesheet last month --by type
  heyday report timesheet 2026-11-01..2026-11-30 --by tag --columns week --json")]
struct Sheet {
    /// Which days: week, last week, month, last 30d, 2026-11-01..2026-11-07
    #[arg(value_name = "SPAN")]
    span: Vec<String>,
    /// What makes a row
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    by: Rows,
    /// What makes a column
    #[arg(long, value_enum)]
    columns: Option<Columns>,
}

impl Sheet {
    fn run(self, env: &mut Env) -> Result<(), Failure> {
        let DayRange { first, last } = self.days(env)?;
        // Days that have not come yet say nothing.
        let last = last.min(env.now.day()).max(first);
        let step = match self.columns {
            Some(Columns::Day) => Step::Day,
            Some(Columns::Week) => Step::Week,
            Some(Columns::Month) => Step::Month,
            None => Step::fitting(first, last),
        };
        let by = match self.by {
            Rows::Project => By::Project,
            Rows::Type => By::Kind,
            Rows::Tag => By::Tag,
            Rows::Task => By::Task,
        };
        let state = env.load(&Scope::Day(DayRange { first, last }.span(&env.now)))?;
        let sheet = timesheet(&state, (first, last), by, step, &env.now);
        if env.printer.json {
            json(env, &sheet, self.by, (first, last));
        } else if sheet.worked_s < 60 {
            env.printer.line("No work was logged then.");
        } else {
            table(&sheet, self.by, step).print(&mut env.printer);
        }
        Ok(())
    }

    fn days(&self, env: &Env) -> Result<DayRange, Failure> {
        let said = self.span.join(" ");
        let line = if said.is_empty() { "week" } else { &said };
        text::day_range(line, &env.reading()).map_err(|error| Failure::parse(&error, line))
    }
}

fn json(
    env: &mut Env,
    sheet: &Timesheet,
    by: Rows,
    (from, to): (chrono::NaiveDate, chrono::NaiveDate),
) {
    let answer = view::answer(|json| {
        json.field("from", from).field("to", to).field("by", word(by));
        json.field("worked_s", sheet.worked_s);
        json.array_field("columns", |json| {
            for column in &sheet.columns {
                json.object_item(|json| {
                    json.field("first", column.first)
                        .field("last", column.last)
                        .field("worked_s", column.worked_s);
                });
            }
        });
        json.array_field("rows", |json| rows(json, sheet));
    });
    env.printer.json(&answer);
}

fn rows(json: &mut Json, sheet: &Timesheet) {
    for row in &sheet.rows {
        json.object_item(|json| {
            json.field("name", row.name.as_ref()).field("worked_s", row.worked_s);
            json.array_field("columns_s", |json| {
                for cell in &row.cells {
                    json.item(*cell);
                }
            });
        });
    }
}

fn word(by: Rows) -> &'static str {
    match by {
        Rows::Project => "project",
        Rows::Type => "type",
        Rows::Tag => "tag",
        Rows::Task => "task",
    }
}

fn table(sheet: &Timesheet, by: Rows, step: Step) -> Table {
    let mut columns = vec![(Column::Flexible, "")];
    columns.extend(sheet.columns.iter().map(|_| (Column::Right, "")));
    columns.push((Column::Right, ""));
    let mut table = Table::new(&columns);
    let heads = sheet.columns.iter().map(|column| head(column, step));
    let name = word(by).to_uppercase();
    let heads = std::iter::once(name).chain(heads).chain(["ALL".to_owned()]);
    table.row(heads.map(|head| (Look::Faint, head)).collect());
    let cells = |cells: &mut dyn Iterator<Item = i64>| -> Vec<(Look, String)> {
        cells.map(|seconds| (Look::Plain, length(seconds))).collect()
    };
    for row in &sheet.rows {
        let name = match &row.name {
            Some(name) => (Look::Plain, name.clone()),
            None => (Look::Faint, "none".to_owned()),
        };
        let mut line = vec![name];
        line.extend(cells(&mut row.cells.iter().copied()));
        line.push((Look::Strong, length(row.worked_s)));
        table.row(line);
    }
    let mut sums = vec![(Look::Faint, "all".to_owned())];
    let all = sheet.columns.iter().map(|column| (Look::Strong, length(column.worked_s)));
    sums.extend(all);
    sums.push((Look::Strong, length(sheet.worked_s)));
    table.row(sums);
    table
}

/// To the minute; nothing for less than one.
pub(crate) fn length(seconds: i64) -> String {
    minutes(seconds).unwrap_or_default()
}

fn head(column: &report::Column, step: Step) -> String {
    let first = column.first;
    match step {
        Step::Day => first.format("%a %-d").to_string(),
        Step::Week => first.format("%-d %b").to_string(),
        Step::Month => first.format("%b %Y").to_string(),
    }
}
