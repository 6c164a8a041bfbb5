//! The work of some days added up, by project, type, tag or task, in columns of days, weeks or months. Work
//! that crosses the rollover counts on both days, each with its part; what interruptions took does not count.

use crate::domain::{Now, Order, Session, Span, State};
use chrono::{Datelike, Days, Months, NaiveDate};
use std::collections::BTreeMap;

/// What makes a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// The project of the task.
    #[default]
    Project,
    /// The kind of work that the session was.
    Kind,
    /// Each tag of the task: work with two tags counts in two rows, and once in the sums.
    Tag,
    /// The task.
    Task,
}

/// What makes a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A work day.
    Day,
    /// From Monday to Sunday.
    Week,
    /// A month of the calendar.
    Month,
}

impl Step {
    /// The step that makes no more columns than a page is wide.
    pub fn fitting(first: NaiveDate, last: NaiveDate) -> Step {
        match (last - first).num_days() {
            ..10 => Step::Day,
            10..63 => Step::Week,
            _ => Step::Month,
        }
    }

    /// The first day of the column after the one that `day` lies in.
    fn next(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Step::Day => day.succ_opt(),
            Step::Week => {
                let left = 7 - u64::from(day.weekday().num_days_from_monday());
                day.checked_add_days(Days::new(left))
            }
            Step::Month => day.with_day(1)?.checked_add_months(Months::new(1)),
        }
    }
}

/// Some days that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
    /// Seconds of work on these days.
    pub worked_s: i64,
}

/// The work that has something in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it has in common: hostile text. `None` for work without a project, type, tag or task.
    pub name: Option<String>,
    /// Seconds of work in each column.
    pub cells: Vec<i64>,
    /// Seconds of work in all of them.
    pub worked_s: i64,
}

/// Work by rows and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timesheet {
    /// The columns, by time.
    pub columns: Vec<Column>,
    /// The rows, those with most work first and the one without a name last.
    pub rows: Vec<Row>,
    /// Seconds of work, each counted once.
    pub worked_s: i64,
}

/// Adds up the loaded sessions from the work day `first` to `last`, both included. A `last` before the first gives
/// an empty sheet.
pub fn timesheet(
    state: &State,
    (first, last): (NaiveDate, NaiveDate),
    by: By,
    step: Step,
    now: &Now,
) -> Timesheet {
    let mut columns = columns(first, last, step);
    let spans: Vec<Span> =
        columns.iter().map(|column| days(column.first, column.last, now)).collect();
    let (Some(from), Some(to)) = (spans.first(), spans.last()) else { return Timesheet::default() };
    let mut rows: BTreeMap<Option<String>, Vec<i64>> = BTreeMap::new();
    for session in state.sessions_in(Span::new(from.start, to.end), now.at) {
        let whole = session.span(session.known_until(now));
        let names = names(session, state, by);
        let begun = spans.partition_point(|span| span.end <= whole.start);
        for (at, span) in spans.iter().enumerate().skip(begun) {
            if span.start >= whole.end {
                break;
            }
            let worked = session.known_in(*span, now);
            columns[at].worked_s += worked;
            for name in &names {
                let cells = rows.entry(name.clone()).or_insert_with(|| vec![0; spans.len()]);
                cells[at] += worked;
            }
        }
    }
    let worked_s = columns.iter().map(|column| column.worked_s).sum();
    Timesheet { columns, rows: in_order(rows), worked_s }
}

fn in_order(rows: BTreeMap<Option<String>, Vec<i64>>) -> Vec<Row> {
    let rows = rows.into_iter().map(|(name, cells)| {
        let worked_s = cells.iter().sum();
        Row { name, cells, worked_s }
    });
    let mut rows: Vec<Row> = rows.filter(|row| row.worked_s > 0).collect();
    rows.order_by_key(|row| (row.name.is_none(), std::cmp::Reverse(row.worked_s)));
    rows
}

fn columns(first: NaiveDate, last: NaiveDate, step: Step) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut from = first;
    while from <= last {
        let next = step.next(from);
        let until = next.and_then(|next| next.pred_opt()).unwrap_or(last).min(last);
        columns.push(Column { first: from, last: until, worked_s: 0 });
        let Some(next) = next else { break };
        from = next;
    }
    columns
}

fn days(first: NaiveDate, last: NaiveDate, now: &Now) -> Span {
    Span::new(now.day_span(first).start, now.day_span(last).end)
}

/// The rows that a session counts in; at least one.
fn names(session: &Session, state: &State, by: By) -> Vec<Option<String>> {
    let task = session.task.and_then(|id| state.task(id));
    let one = match by {
        By::Project => task.and_then(|task| task.project.clone()),
        By::Kind => session.kind.clone(),
        By::Task => task.map(|task| format!("{} {}", task.no, task.title)),
        By::Tag => {
            let tags = task.map(|task| task.tags.as_slice()).unwrap_or_default();
            if !tags.is_empty() {
                return tags.iter().cloned().map(Some).collect();
            }
            None
        }
    };
    vec![one]
}

#[cfg(test)]
#[path = "tests/timesheet.rs"]
mod tests;
