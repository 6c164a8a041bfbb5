//! The arguments of `import csv`: what the columns mean, which rows are meant, and how dates are written.
//!
//! Next: [`crate::exchange::csv`].

use super::super::failure::Failure;
use crate::domain::Zone;
use crate::exchange::csv::{Options, is_date_format, parse_map, parse_where};
use clap::Args;
use std::path::PathBuf;

/// A table, and how to read it.
#[derive(Debug, Args)]
pub(super) struct Csv {
    /// The files; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// What the columns mean: `field=column,...`, a column by its name or as `#3`; without it, by their names
    #[arg(long, value_name = "MAP")]
    map: Vec<String>,
    /// Only rows with this value in that column
    #[arg(long = "where", value_name = "COLUMN=VALUE")]
    wheres: Vec<String>,
    /// How dates are written, in the letters of `strftime`: `%d/%m/%Y %H:%M`
    #[arg(long, value_name = "FORMAT")]
    date_format: Option<String>,
    /// The time zone of the times; yours, unless said
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// What parts the columns: a character or `tab`; found out, unless said
    #[arg(long, value_name = "CHAR")]
    delimiter: Option<String>,
}

/// What `--help` says about fields.
pub(super) const HELP: &str = "\
Fields of a session: start, end or duration, date (when start and end are times of day), lost \
(interruptions' time), interruptions, focus, outcome, note, id. Fields of its task: task (what tells tasks \
apart), title, project, type, tags, estimate, priority, status, created, closed, due, deadline. Plain \
numbers in duration, lost and estimate need a unit: duration_min, estimate_h, lost_s. Without a start, rows \
are tasks. Tasks with sessions are done, unless a status says otherwise.

Examples:
  heyday import csv sessions.csv --dry-run
  heyday import csv log.csv --map 'start=From,end=To,title=Task,project=Client'
  heyday import csv cesaw_sessions.csv --where person=96 --map \
'task=task,type=type,start=start,end=end,lost_min=interrupt_min,estimate_min=task_plan_min'";

impl Csv {
    /// How the table is to be read.
    ///
    /// # Errors
    /// When an argument can't be understood.
    pub(super) fn options(&self) -> Result<Options, Failure> {
        let usage =
            |message: String| Failure::usage(message, "`heyday import csv --help` shows examples");
        let wheres = self.wheres.iter().map(|text| parse_where(text));
        if let Some(format) = self.date_format.as_deref().filter(|format| !is_date_format(format)) {
            return Err(usage(format!("`{format}` is not a date format")));
        }
        let zone = match &self.zone {
            None => None,
            Some(name) => Some(Zone::parse(name).ok_or_else(|| {
                Failure::usage(
                    format!("there is no time zone `{name}`"),
                    "for example `Europe/Berlin` or `+01:00`",
                )
            })?),
        };
        Ok(Options {
            map: parse_map(&self.map.join(",")).map_err(usage)?,
            wheres: wheres.collect::<Result<_, _>>().map_err(usage)?,
            date_format: self.date_format.clone(),
            zone,
            delimiter: self.delimiter.as_deref().map(delimiter).transpose()?,
        })
    }
}

fn delimiter(text: &str) -> Result<u8, Failure> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [one] if *one != b'"' && !one.is_ascii_alphanumeric() => Ok(*one),
        _ => Err(Failure::usage(
            format!("`{text}` can't part columns"),
            "a comma, a semicolon, a bar, `tab` or another single character",
        )),
    }
}
