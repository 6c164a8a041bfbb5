//! The rows behind a sign: the days of the last two weeks and the weeks before them, with the numbers that make it.
//!
//! Must never judge: [`mod@super::terms`] does. Here is what it looked at.

use super::load::DayLoad;
use super::terms::{Sign, Term, parts};
use crate::text::print_duration;
use chrono::NaiveDate;

/// What a column counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// A share of 1.
    Share,
    /// How many.
    Count,
    /// Ratings, 1 to 5.
    Rating,
}

/// A column of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name in answers to scripts.
    pub field: &'static str,
    /// The heading.
    pub heading: &'static str,
    /// What it counts in.
    pub unit: Unit,
}

/// A day or a week.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its first day.
    pub first: NaiveDate,
    /// Its last.
    pub last: NaiveDate,
    /// The numbers, one for each column; `None` where nothing is known.
    pub values: Vec<Option<f64>>,
    /// Whether it is one of those that make the sign: a night that was short, a day without rest.
    pub counts: bool,
}

/// Everything behind a sign.
#[derive(Clone, Debug, PartialEq)]
pub struct Behind {
    /// The sign with its numbers.
    pub term: Term,
    /// What the rows have.
    pub columns: Vec<Column>,
    /// The present: days, the latest last.
    pub recent: Vec<Row>,
    /// What it is compared with: whole weeks before, the latest last; empty when that is a limit.
    pub usual: Vec<Row>,
}

impl Unit {
    /// A number in words; nothing when nothing is known.
    pub fn said(self, value: Option<f64>) -> String {
        let Some(value) = value else { return String::new() };
        match self {
            #[allow(clippy::cast_possible_truncation, reason = "seconds of a few weeks")]
            Unit::Seconds => print_duration(value as i64),
            Unit::Share => format!("{:.0} %", 100.0 * value),
            Unit::Count => format!("{value:.0}"),
            Unit::Rating => format!("{value:.1}"),
        }
    }
}

/// Less is nothing, in seconds: nobody sees it.
const LEAST_S: i64 = 60;

const fn column(field: &'static str, heading: &'static str, unit: Unit) -> Column {
    Column { field, heading, unit }
}

const WORKED: Column = column("worked_s", "WORK", Unit::Seconds);

/// How a sign sees some days: its columns, the numbers, and whether they make it.
struct View {
    columns: Vec<Column>,
    numbers: fn(&[DayLoad]) -> Vec<Option<f64>>,
    counts: fn(&DayLoad) -> bool,
    /// Days of the present that it looks at.
    days: usize,
    /// Whether it compares them with the weeks before.
    compares: bool,
}

fn view(sign: Sign) -> View {
    let plain = View {
        columns: vec![WORKED],
        numbers: |days| vec![Some(worked(days))],
        counts: |day| day.worked_s >= LEAST_S,
        days: 14,
        compares: false,
    };
    match sign {
        Sign::Ramp => View { days: 7, compares: true, ..plain },
        Sign::Hours => View { days: 7, ..plain },
        Sign::AfterHours => View {
            columns: vec![
                WORKED,
                column("off_s", "OUTSIDE HOURS", Unit::Seconds),
                column("share", "SHARE", Unit::Share),
            ],
            numbers: |days| part(days, |day| day.off_s),
            counts: |day| day.off_s >= LEAST_S,
            compares: true,
            ..plain
        },
        Sign::ShortNights => View {
            columns: vec![column("rested_s", "OFF BEFORE IT", Unit::Seconds), WORKED],
            numbers: |days| {
                let rested = days.iter().filter_map(|day| day.rested_s).min();
                vec![rested.map(|seconds| seconds as f64), Some(worked(days))]
            },
            counts: DayLoad::is_after_short_night,
            ..plain
        },
        Sign::RestDays => View { counts: |day| !day.is_free(), ..plain },
        Sign::LongStretches => View {
            columns: vec![
                WORKED,
                column("long_s", "IN LONG STRETCHES", Unit::Seconds),
                column("share", "SHARE", Unit::Share),
                column("longest_s", "LONGEST", Unit::Seconds),
            ],
            numbers: |days| {
                let longest = days.iter().map(|day| day.longest_s).max().unwrap_or(0);
                let mut numbers = part(days, |day| day.long_s);
                numbers.push(Some(longest as f64));
                numbers
            },
            counts: |day| day.long_s >= LEAST_S,
            compares: true,
            ..plain
        },
        Sign::Focus => View {
            columns: vec![
                column("ratings", "RATED", Unit::Count),
                column("focus", "FOCUS", Unit::Rating),
            ],
            numbers: |days| {
                let (n, sum) = days.iter().fold((0.0, 0.0), |(n, sum), day| {
                    (n + f64::from(day.ratings), sum + day.focus_sum)
                });
                vec![Some(n), (n > 0.0).then(|| sum / n)]
            },
            counts: |day| day.ratings > 0,
            compares: true,
            ..plain
        },
    }
}

fn worked(days: &[DayLoad]) -> f64 {
    days.iter().map(|day| day.worked_s).sum::<i64>() as f64
}

/// The work, a part of it, and how much of it that is.
fn part(days: &[DayLoad], of: fn(&DayLoad) -> i64) -> Vec<Option<f64>> {
    let (all, some) = (worked(days), days.iter().map(of).sum::<i64>() as f64);
    vec![Some(all), Some(some), (all > 0.0).then(|| some / all)]
}

/// What a term of the last of `days` rests on; `None` when there are fewer days than it looks at.
pub fn behind(term: &Term, days: &[DayLoad]) -> Option<Behind> {
    let View { columns, numbers, counts, days: shown, compares } = view(term.sign);
    let (recent, baseline) = parts(days)?;
    let row = |days: &[DayLoad]| {
        let (first, last) = (days.first()?.day, days.last()?.day);
        Some(Row { first, last, values: numbers(days), counts: days.iter().any(counts) })
    };
    let present = &recent[recent.len().saturating_sub(shown)..];
    // The ramp compares with the weeks right before its own.
    let ramp = &days[..days.len() - 7];
    let before =
        if term.sign == Sign::Ramp { &ramp[ramp.len().saturating_sub(56)..] } else { baseline };
    let mut usual: Vec<Row> = Vec::new();
    if compares {
        usual.extend(before.rchunks_exact(7).filter_map(row));
        usual.reverse();
    }
    Some(Behind {
        term: *term,
        columns,
        recent: present.chunks(1).filter_map(row).collect(),
        usual,
    })
}
