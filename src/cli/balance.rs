//! `balance`: load, breaks and drift, against the person's own weeks. Never a grade; every number says what it is made of.
//!
//! Next: [`crate::balance`], which adds up; [`signs`] for single signs.

mod signs;

use super::env::Env;
use super::failure::Failure;
use super::phrase;
use super::printer::Look;
use super::table::{Column, Table};
use super::view;
use crate::balance::breaks::KINDS;
use crate::balance::overview::{SHOWN, needed};
use crate::balance::{Overview, Tally, Term, overview, words};
use crate::exchange::json::Json;
use crate::nudge::history::Settings;
use crate::runtime::weigh_aside;
use crate::store::Scope;
use crate::text::print_duration;
use clap::{Args, Subcommand};
use std::io;

/// How many signs are named.
const NAMED: usize = 3;

/// What `balance --help` ends with.
const HELP: &str = "\
Drift compares the last two weeks with the eight before them. It is no diagnosis: it says what has changed most. \
A sign that is no strain for you can be disputed; it weighs nothing then, for four weeks or as long as you say.

Examples:
  heyday balance
  heyday balance why hours
  heyday balance dispute after_hours --note 'I like to work in the evening'
  heyday balance --json";

/// Arguments of `balance`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
#[command(subcommand_value_name = "WHAT", subcommand_help_heading = "Inner commands")]
pub(crate) struct Balance {
    /// Write what a screen is drawn from, for the screen that has begun this
    #[arg(long, hide = true)]
    automatic: bool,
    #[command(subcommand)]
    what: Option<What>,
}

/// What to do with the signs of the early warning.
#[derive(Debug, Subcommand)]
enum What {
    /// Show the days and weeks behind a sign
    Why(signs::Why),
    /// Say that a sign is no strain for you
    Dispute(signs::Dispute),
    /// Let a sign count again
    Undispute(signs::Undispute),
}

impl Balance {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        match self.what {
            None if self.automatic => aside(env),
            None => run(env),
            Some(What::Why(args)) => args.run(env),
            Some(What::Dispute(args)) => args.run(env),
            Some(What::Undispute(args)) => args.run(env),
        }
    }
}

/// Says how the load is.
fn run(env: &mut Env) -> Result<(), Failure> {
    let found = found(env)?;
    if env.printer.json {
        json(env, &found);
    } else {
        print(env, &found);
    }
    Ok(())
}

/// Reads for another process.
fn aside(env: &Env) -> Result<(), Failure> {
    let (planning, nudging) = (env.loaded.config.planning(), env.loaded.config.nudging());
    let settings = Settings { planning: &planning, nudging: &nudging, now: &env.now };
    let done = weigh_aside(&env.paths.data, settings, io::stdout().lock());
    let hint = "only heyday's screen asks so; `heyday balance` shows it";
    done.map_err(|error| Failure::io("can't say how the load is", &error, hint))
}

fn found(env: &mut Env) -> Result<Overview, Failure> {
    let now = env.now;
    let planning = env.loaded.config.planning();
    let nudging = env.loaded.config.nudging();
    env.read_calendars()?;
    let state = env.load(&Scope::Day(needed(&now)))?;
    Ok(overview(&state, Settings { planning: &planning, nudging: &nudging, now: &now }))
}

fn json(env: &mut Env, found: &Overview) {
    let today = found.today();
    let now = env.now;
    let answer = view::answer(|json| {
        json.field("as_of", now.at);
        json.object_field("today", |json| {
            json.field("worked_s", today.worked_s)
                .field("target_s", found.target_s)
                .field("longest_s", today.longest_s);
        });
        json.object_field("week", |json| {
            json.field("first", found.first_of_week)
                .field("worked_s", found.week_s())
                .field("usual_s", found.usual_week_s());
        });
        drift_json(json, found);
        json.object_field("breaks", |json| {
            json.array_field("days", |json| {
                for (day, tally) in found.rows() {
                    json.object_item(|json| {
                        json.field("day", day.day)
                            .field("worked_s", day.worked_s)
                            .field("longest_s", day.longest_s);
                        tally_json(json, tally);
                    });
                }
            });
            json.array_field("hours", |json| {
                for (hour, tally) in found.breaks.hours.into_iter().enumerate() {
                    json.object_item(|json| {
                        json.field("hour", hour);
                        tally_json(json, tally);
                    });
                }
            });
            json.array_field("types", |json| {
                for (class, tally) in KINDS.into_iter().zip(found.breaks.kinds) {
                    json.object_item(|json| {
                        json.field("type", class.word());
                        tally_json(json, tally);
                    });
                }
            });
        });
    });
    env.printer.json(&answer);
}

fn tally_json(json: &mut Json, tally: Tally) {
    json.field("prompted", tally.prompted)
        .field("postponed", tally.postponed)
        .field("skipped", tally.skipped)
        .field("taken", tally.taken)
        .field("micro", tally.micro)
        .field("natural", tally.natural)
        .field("overdue", tally.overdue)
        .field("rest_s", tally.rest_s);
}

fn drift_json(json: &mut Json, found: &Overview) {
    let Some(terms) = found.terms() else {
        json.field("drift", None::<bool>);
        return;
    };
    json.object_field("drift", |json| {
        json.field("index", terms.index)
            .field("domains", terms.domains())
            .field("alert_since", found.drift.alert().map(|alert| alert.since));
        json.array_field("terms", |json| {
            for term in &terms.terms {
                json.object_item(|json| term_fields(json, term));
            }
        });
    });
}

/// A sign with its numbers.
fn term_fields(json: &mut Json, term: &Term) {
    json.field("sign", term.sign.word())
        .field("domain", term.sign.domain().word())
        .field("recent", term.recent)
        .field("usual", term.usual)
        .field("z", term.z)
        .field("adds", term.adds())
        .field("disputed", term.disputed)
        .field("text", words::term(term));
}

fn print(env: &mut Env, found: &Overview) {
    let today = found.today();
    let target = print_duration(i64::from(found.target_s));
    let worked = print_duration(today.worked_s);
    env.printer.line(&format!("Today {worked} of {target}"));
    let usual = found.usual_week_s().map(|usual| format!(", usually {}", print_duration(usual)));
    let week = print_duration(found.week_s());
    env.printer.line(&format!("This week {week}{}", usual.unwrap_or_default()));
    drift(env, found);
    let Tally { taken, natural, overdue, .. } = found.breaks.all();
    let breaks = format!(
        "Breaks of the last {SHOWN} days: {taken} taken, {natural} by yourself, {overdue} overdue"
    );
    env.printer.line(&breaks);
    let Tally { prompted, postponed, skipped, .. } = found.breaks.kinds[0];
    if prompted > 0 {
        let asked = phrase::count(prompted, "nudge");
        env.printer.line(&format!("{asked}: {postponed} put off, {skipped} skipped"));
    }
    kinds(env, found);
    table(env, found);
    hours(env, found);
}

fn drift(env: &mut Env, found: &Overview) {
    let Some(terms) = found.terms() else {
        env.printer.line("Drift: not enough days yet to say what is usual for you");
        return;
    };
    let standing = terms.terms.iter().filter(|term| term.adds() >= 0.1).take(NAMED);
    let line = |term: &Term| format!("{} (`{}`)", words::term(term), term.sign.word());
    let standing: Vec<String> = standing.map(line).collect();
    let alert = found.drift.alert();
    let line = match alert {
        Some(alert) => {
            let since = phrase::day(alert.since, &env.now);
            env.printer.paint(Look::Warning, &format!("Drift: much has changed, since {since}"))
        }
        None if standing.is_empty() => "Drift: nothing stands out".to_owned(),
        None => "Drift: no warning; what stands out most:".to_owned(),
    };
    env.printer.line(&line);
    for text in standing {
        let line = env.printer.paint(Look::Plain, &format!("  - {text}"));
        env.printer.line(&line);
    }
    for (sign, dispute) in &found.disputes {
        let until = phrase::day(dispute.until, &env.now);
        let line = format!("  - `{}` is disputed and weighs nothing until {until}", sign.word());
        let line = env.printer.paint(Look::Faint, &line);
        env.printer.line(&line);
    }
}

/// What is no rest: micro-breaks, and the end of the day.
fn kinds(env: &mut Env, found: &Overview) {
    let [_, micro, end] = found.breaks.kinds;
    let counts =
        [(micro.prompted, "asked for"), (micro.micro, "taken"), (micro.natural, "by yourself")];
    let some = counts.into_iter().filter(|(n, _)| *n > 0);
    let some: Vec<String> = some.map(|(n, what)| format!("{n} {what}")).collect();
    if !some.is_empty() {
        env.printer.line(&format!("Micro-breaks: {}", some.join(", ")));
    }
    if end.prompted > 0 {
        let said = phrase::count(end.prompted, "line");
        env.printer.line(&format!("The end of the day: {said}, {} put away", end.skipped));
    }
}

/// When in the day breaks were asked for and taken; only the hours in which something was.
fn hours(env: &mut Env, found: &Overview) {
    let right = |heading| (Column::Right, heading);
    let mut table = Table::new(&[
        (Column::Left, "HOUR"),
        right("ASKED FOR"),
        right("PUT OFF"),
        right("SKIPPED"),
        right("TAKEN"),
        right("BY YOURSELF"),
        right("OVERDUE"),
    ]);
    let number =
        |number: u32| (Look::Plain, if number > 0 { number.to_string() } else { String::new() });
    let mut any = false;
    for (hour, tally) in found.breaks.hours.into_iter().enumerate() {
        let Tally { prompted, postponed, skipped, taken, natural, overdue, .. } = tally;
        let counts = [prompted, postponed, skipped, taken, natural, overdue];
        if counts.iter().any(|count| *count > 0) {
            let clock = (Look::Faint, format!("{hour:02}:00"));
            table.row(std::iter::once(clock).chain(counts.map(number)).collect());
            any = true;
        }
    }
    if any {
        env.printer.line("");
        table.print(&mut env.printer);
    }
}

fn table(env: &mut Env, found: &Overview) {
    let right = |heading| (Column::Right, heading);
    let mut table = Table::new(&[
        (Column::Left, "DAY"),
        right("WORK"),
        right("LONGEST"),
        right("BREAKS"),
        right("BY YOURSELF"),
        right("OVERDUE"),
    ]);
    let number = |number: u32| if number > 0 { number.to_string() } else { String::new() };
    for (day, tally) in found.rows().filter(|(day, _)| day.worked_s >= 60) {
        let plain = |text: String| (Look::Plain, text);
        table.row(vec![
            (Look::Faint, phrase::day(day.day, &env.now)),
            plain(print_duration(day.worked_s)),
            plain(print_duration(day.longest_s)),
            plain(number(tally.taken)),
            plain(number(tally.natural)),
            (Look::Warning, number(tally.overdue)),
        ]);
    }
    table.print(&mut env.printer);
}
