//! `log`: the sessions of some days, their gaps, and the doors to correcting them.
//!
//! Next: [`super::correct`] for the corrections, [`super::pick`] for how a session is pointed at.

use super::correct;
use super::env::Env;
use super::failure::Failure;
use super::phrase;
use super::pick;
use super::printer::Look;
use super::table::{Column, Table};
use super::view;
use crate::domain::{Break, Moment, Now, Outcome, Session, SessionId, Span, State, gaps};
use crate::store::Scope;
use crate::text::{self, print_duration};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Arguments of `log`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  heyday log
  heyday log yesterday
  heyday log last 7d --json
  heyday log add methods 9:00-10:30 --focus 4")]
pub(crate) struct Log {
    #[command(subcommand)]
    what: Option<What>,
    /// Which days: today, yesterday, mon, week, last 7d, 2026-11-01..2026-11-07
    #[arg(value_name = "SPAN")]
    span: Vec<String>,
}

/// What to do about past sessions.
#[derive(Debug, Subcommand)]
enum What {
    /// Write down a past session
    Add(correct::LogAdd),
    /// Correct a session
    Edit(correct::LogEdit),
    /// Cut a session in two
    Split(correct::LogSplit),
    /// Make one session of two neighbours
    Merge(correct::LogMerge),
    /// Remove a session
    Delete(correct::LogDelete),
    /// Show the time between sessions that is not accounted for
    Gaps(Gaps),
    /// Write a session into a gap
    Fill(correct::LogFill),
}

/// Whether it writes a past session down, and nothing else.
pub(super) fn is_addition(log: &Log) -> bool {
    matches!(log.what, Some(What::Add(_)))
}

impl Log {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        match self.what {
            None => show(env, &self.span),
            Some(What::Add(args)) => args.run(env),
            Some(What::Edit(args)) => args.run(env),
            Some(What::Split(args)) => args.run(env),
            Some(What::Merge(args)) => args.run(env),
            Some(What::Delete(args)) => args.run(env),
            Some(What::Gaps(args)) => args.run(env),
            Some(What::Fill(args)) => args.run(env),
        }
    }
}

/// The days that words mean; today when there are none.
pub(crate) fn days(env: &Env, words: &[String]) -> Result<Span, Failure> {
    if words.is_empty() {
        return Ok(env.now.day_span(env.now.day()));
    }
    let line = words.join(" ");
    let days = text::day_range(&line, &env.reading());
    Ok(days.map_err(|error| Failure::parse(&error, &line))?.span(&env.now))
}

fn show(env: &mut Env, words: &[String]) -> Result<(), Failure> {
    let span = days(env, words)?;
    let state = env.load(&Scope::Day(span))?;
    let now = env.now;
    let sessions: Vec<&Session> = state.sessions_in(span, now.at).collect();
    if env.printer.json {
        let answer = view::answer(|json| {
            json.array_field("sessions", |json| {
                for session in &sessions {
                    json.object_item(|json| view::session(json, session, &state, &now));
                }
            });
            json.array_field("breaks", |json| {
                for pause in breaks_in(&state, span, now.at) {
                    json.object_item(|json| {
                        crate::exchange::jsonl::write::break_fields(json, pause);
                    });
                }
            });
        });
        env.printer.json(&answer);
    } else if sessions.is_empty() {
        env.printer.line("No sessions: `heyday log add ID 9:00-10:30` writes one down.");
    } else {
        let total: i64 = sessions.iter().map(|one| one.worked_in(span, now.at)).sum();
        let mut days: BTreeMap<NaiveDate, Vec<&Session>> = BTreeMap::new();
        for session in sessions {
            for day in days_of(session, span, &now) {
                days.entry(day).or_default().push(session);
            }
        }
        let many = days.len() > 1;
        for (day, sessions) in days {
            print_day(env, day, &sessions, &state);
        }
        if many {
            env.printer.line(&format!("In all {}", print_duration(total)));
        }
    }
    Ok(())
}

/// The work days within `span` that a session touches: work through the night is part of two.
fn days_of(session: &Session, span: Span, now: &Now) -> impl Iterator<Item = NaiveDate> {
    let whole = session.span(now.at);
    let first = now.day_of(whole.start.max(span.start));
    let last = whole.overlap(span).map_or(first, |part| now.day_of(part.end.plus_seconds(-1)));
    first.iter_days().take_while(move |day| *day <= last)
}

fn breaks_in(state: &State, span: Span, now: Moment) -> impl Iterator<Item = &Break> {
    let lasts = move |pause: &&Break| {
        Span::new(pause.start, pause.end.unwrap_or(now)).overlap(span).is_some()
    };
    state.breaks().filter(lasts)
}

fn print_day(env: &mut Env, day: NaiveDate, sessions: &[&Session], state: &State) {
    let now = env.now;
    let span = now.day_span(day);
    let worked: i64 = sessions.iter().map(|session| session.worked_in(span, now.at)).sum();
    let mut heading = format!("{} {}", phrase::day(day, &now), print_duration(worked));
    let inferred = sessions.iter().filter(|session| session.is_inferred());
    let length: i64 = inferred.map(|session| session.length_in(span, now.at)).sum();
    if length > 0 {
        let _ = write!(heading, ", and ~{} inferred", print_duration(length));
    }
    let heading = env.printer.paint(Look::Strong, &heading);
    env.printer.line(&heading);
    table(sessions, span, state, &now).print(&mut env.printer);
}

/// Sessions as lines, each with the letters that `log edit` takes and its work within `span`.
pub(crate) fn table(sessions: &[&Session], span: Span, state: &State, now: &Now) -> Table {
    let mut table = Table::new(&[
        (Column::Left, ""),
        (Column::Left, ""),
        (Column::Right, ""),
        (Column::Right, ""),
        (Column::Flexible, ""),
        (Column::Left, ""),
        (Column::Left, ""),
    ]);
    let ids: Vec<SessionId> = sessions.iter().map(|session| session.id).collect();
    let length = pick::tail_length(&ids);
    for session in sessions {
        let look = match session.end {
            None => Look::Accent,
            Some(_) if session.is_inferred() => Look::Faint,
            Some(_) => Look::Plain,
        };
        let mut what = phrase::about(session, state);
        if session.is_inferred() && !session.note.is_empty() {
            what = format!("{what}, {}", session.note);
        }
        let outcome = session.outcome.map(Outcome::word);
        let outcome = if session.is_inferred() { Some("inferred") } else { outcome };
        let task = session.task.and_then(|id| state.task(id));
        let focus = session.focus.map(|focus| format!("focus {focus}")).unwrap_or_default();
        table.row(vec![
            (Look::Faint, format!("  {}", pick::tail(session.id, length))),
            (look, phrase::from_to(session)),
            (Look::Plain, phrase::length(session, span, now.at)),
            (Look::Faint, task.map(|task| task.no.to_string()).unwrap_or_default()),
            (look, what),
            (Look::Faint, focus),
            (Look::Faint, outcome.unwrap_or_default().to_owned()),
        ]);
    }
    table
}

/// Arguments of `log gaps`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday log gaps yesterday")]
pub(crate) struct Gaps {
    /// Which days
    #[arg(value_name = "SPAN")]
    span: Vec<String>,
}

impl Gaps {
    fn run(self, env: &mut Env) -> Result<(), Failure> {
        let span = days(env, &self.span)?;
        let state = env.load(&Scope::Day(span))?;
        let now = env.now;
        let gaps = gaps(&state, span, &now);
        if env.printer.json {
            let answer = view::answer(|json| {
                json.array_field("gaps", |json| {
                    for gap in &gaps {
                        json.object_item(|json| {
                            json.field("start", gap.start)
                                .field("end", gap.end)
                                .field("length_s", gap.seconds());
                        });
                    }
                });
            });
            env.printer.json(&answer);
        } else if gaps.is_empty() {
            env.printer.line("No gaps.");
        } else {
            for gap in &gaps {
                let day = phrase::day(now.day_of(gap.start), &now);
                let length = print_duration(gap.seconds());
                let (start, end) = (phrase::clock(gap.start), phrase::clock(gap.end));
                env.printer.line(&format!("{day} {start}-{end}  {length}"));
            }
            if let Some(gap) = gaps.last() {
                let inside = phrase::clock(gap.start);
                env.printer.line(&format!("Next: `heyday log fill {inside} ID` fills one"));
            }
        }
        Ok(())
    }
}
