//! `balance why`, `balance dispute`, `balance undispute`: what a sign of the early warning rests on, and the person's word
//! against it.
//!
//! Next: [`mod@crate::balance::behind`] for the rows.

use super::super::env::Env;
use super::super::failure::Failure;
use super::super::phrase;
use super::super::printer::Look;
use super::super::table::{Column, Table};
use super::super::tell::Next;
use super::super::view;
use super::super::words::word;
use super::{found, term_fields};
use crate::balance::{Behind, Row, Sign, words};
use crate::domain::Intent;
use crate::exchange::json::Json;
use crate::text;
use chrono::Days;
use clap::Args;

/// How many days a sign stays disputed when nothing is said.
const USUAL_DAYS: u64 = 28;

/// Reads the word of a sign; a dash is as good as the underscore.
fn sign(text: &str) -> Result<Sign, Failure> {
    let known = || Sign::ALL.map(|sign| format!("`{}`", sign.word())).join(", ");
    Sign::parse(&text.trim().replace('-', "_")).ok_or_else(|| {
        Failure::not_found(format!("there is no sign `{text}`"), format!("one of {}", known()))
    })
}

/// Arguments of `balance why`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday balance why hours")]
pub(super) struct Why {
    /// Which: ramp, hours, after-hours, short-nights, rest-days, long-stretches, focus
    #[arg(value_name = "SIGN")]
    sign: String,
}

impl Why {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let sign = sign(&self.sign)?;
        let overview = found(env)?;
        let Some(behind) = overview.behind(sign) else {
            let message = format!("there is no data for the sign `{}` yet", sign.word());
            let hint = "it takes three weeks of work before anything is usual";
            return Err(Failure::new("no_data", message, hint));
        };
        if env.printer.json {
            env.printer.json(&json(&behind));
        } else {
            print(env, &behind);
        }
        Ok(())
    }
}

fn json(behind: &Behind) -> Json {
    view::answer(|json| {
        term_fields(json, &behind.term);
        for (name, rows) in [("recent_rows", &behind.recent), ("usual_rows", &behind.usual)] {
            json.array_field(name, |json| rows.iter().for_each(|row| row_json(json, behind, row)));
        }
    })
}

fn row_json(json: &mut Json, behind: &Behind, row: &Row) {
    json.object_item(|json| {
        json.field("first", row.first).field("last", row.last).field("counts", row.counts);
        for (column, value) in behind.columns.iter().zip(&row.values) {
            json.field(column.field, *value);
        }
    });
}

fn print(env: &mut Env, behind: &Behind) {
    let said = words::term(&behind.term);
    let mut letters = said.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    env.printer.line(&format!("{}{}", first.unwrap_or_default(), letters.as_str()));
    if behind.term.disputed {
        let line = env.printer.paint(Look::Faint, "You dispute it: it weighs nothing.");
        env.printer.line(&line);
    }
    let mut columns = vec![(Column::Left, "DAY")];
    columns.extend(behind.columns.iter().map(|column| (Column::Right, column.heading)));
    let mut table = Table::new(&columns);
    for row in &behind.usual {
        let days =
            format!("{} to {}", phrase::day(row.first, &env.now), phrase::day(row.last, &env.now));
        table.row(cells(behind, row, (Look::Faint, days)));
    }
    for row in &behind.recent {
        let look = if row.counts { Look::Plain } else { Look::Faint };
        table.row(cells(behind, row, (look, phrase::day(row.first, &env.now))));
    }
    table.print(&mut env.printer);
}

fn cells(behind: &Behind, row: &Row, day: (Look, String)) -> Vec<(Look, String)> {
    let look = day.0;
    let values = behind.columns.iter().zip(&row.values);
    let cells = values.map(|(column, value)| (look, column.unit.said(*value)));
    std::iter::once(day).chain(cells).collect()
}

/// Arguments of `balance dispute`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  heyday balance dispute after_hours --note 'I like to work in the evening'
  heyday balance dispute ramp --until 2027-01-11")]
pub(super) struct Dispute {
    /// Which: ramp, hours, after-hours, short-nights, rest-days, long-stretches, focus
    #[arg(value_name = "SIGN")]
    sign: String,
    /// Why it is none
    #[arg(long, value_name = "TEXT", value_parser = word, allow_hyphen_values = true)]
    note: Option<String>,
    /// The day from which on it counts again; four weeks from now when not said
    #[arg(long, value_name = "DAY", value_parser = word)]
    until: Option<String>,
}

impl Dispute {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let sign = sign(&self.sign)?.word().to_owned();
        let today = env.now.day();
        let until = match &self.until {
            Some(day) => text::day(day, &env.reading()).map_err(|e| Failure::parse(&e, day))?,
            None => today.checked_add_days(Days::new(USUAL_DAYS)).unwrap_or(today),
        };
        let note = self.note.unwrap_or_default();
        env.change(&Intent::Dispute { sign, until, note }, Next::Undo)
    }
}

/// Arguments of `balance undispute`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday balance undispute after_hours")]
pub(super) struct Undispute {
    /// Which
    #[arg(value_name = "SIGN")]
    sign: String,
}

impl Undispute {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let sign = sign(&self.sign)?.word().to_owned();
        env.change(&Intent::Undispute { sign }, Next::Undo)
    }
}
