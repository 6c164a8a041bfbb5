//! `nudge`: how it stands, silence for a while, and `nudge replay`: what the policy says about past days, and why. A replay
//! shows nothing to anybody and changes nothing.
//!
//! Next: [`crate::nudge`], which decides; [`silence`], [`status`], [`answer`].

mod answer;
mod silence;
mod status;

use super::env::Env;
use super::failure::Failure;
use super::phrase;
use super::printer::Look;
use super::table::{Column, Table};
use super::view;
use crate::domain::Answer;
use crate::nudge::history::Settings;
use crate::nudge::replay::{needed, replay};
use crate::nudge::{Hold, Nudge, Reason};
use crate::store::Scope;
use crate::text::{self, DayRange};
use chrono::NaiveDate;
use clap::{Args, Subcommand};

/// Arguments of `nudge`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  heyday nudge status
  heyday nudge snooze 30m
  heyday nudge off --until 14:00
  heyday nudge replay yesterday")]
#[command(subcommand_value_name = "WHAT", subcommand_help_heading = "Inner commands")]
pub(crate) struct NudgeCommand {
    #[command(subcommand)]
    what: What,
}

/// What to ask about nudges.
#[derive(Debug, Subcommand)]
enum What {
    /// Say when the next break is due and why, what was said today and what is held back
    Status(status::Status),
    /// Hear nothing for a while
    Snooze(silence::Snooze),
    /// Switch nudges off until a time
    Off(silence::Off),
    /// Put off the break that you were asked to take, as the button does
    #[command(after_help = "Example:\n  heyday nudge postpone")]
    Postpone,
    /// Go on without that break, or dismiss what was said about the day
    #[command(after_help = "Example:\n  heyday nudge skip")]
    Skip,
    /// Hear nudges again
    #[command(after_help = "Example:\n  heyday nudge on")]
    On,
    /// Show what would have been said on past days, and why
    Replay(Replay),
    /// Show one notification, and say which way it went
    Test(super::notify::Test),
}

impl NudgeCommand {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        match self.what {
            What::Status(args) => args.run(env),
            What::Snooze(args) => args.run(env),
            What::Off(args) => args.run(env),
            What::Postpone => answer::answer(env, Answer::Postpone),
            What::Skip => answer::answer(env, Answer::Skip),
            What::On => silence::on(env),
            What::Replay(args) => args.run(env),
            What::Test(args) => args.run(env),
        }
    }
}

/// Arguments of `nudge replay`.
#[derive(Debug, Args)]
#[command(after_help = "\
The log is not changed by what would have been said: a nudge counts as ignored when no break followed it.

Examples:
  heyday nudge replay yesterday
  heyday nudge replay 2026-11-16 2026-11-20 --shown
  heyday nudge replay last week --json")]
struct Replay {
    /// A day, a first and a last one, or a span: yesterday, 2026-11-16 2026-11-20, last week
    #[arg(value_name = "DAY", required = true)]
    days: Vec<String>,
    /// Leave out what was held back
    #[arg(long)]
    shown: bool,
}

impl Replay {
    fn run(self, env: &mut Env) -> Result<(), Failure> {
        let DayRange { first, last } = self.days(env)?;
        // Days that have not come yet say nothing.
        let days = (first, last.min(env.now.day()).max(first));
        let now = env.now;
        let planning = env.loaded.config.planning();
        let nudging = env.loaded.config.nudging();
        let settings = Settings { planning: &planning, nudging: &nudging, now: &now };
        env.read_calendars()?;
        let state = env.load(&Scope::Day(needed(days, settings)))?;
        let mut said = replay(&state, days, settings);
        said.retain(|nudge| nudge.is_shown() || !self.shown);
        if env.printer.json {
            json(env, &said);
        } else {
            print(env, &said, first != last);
        }
        Ok(())
    }

    /// The days that the words mean: two of them are the first and the last, else they are a span.
    fn days(&self, env: &Env) -> Result<DayRange, Failure> {
        let reading = env.reading();
        let range = |line: &str| {
            text::day_range(line, &reading).map_err(|error| Failure::parse(&error, line))
        };
        if let [first, last] = &self.days[..]
            && text::day_range(first, &reading).is_ok()
            && text::day_range(last, &reading).is_ok()
        {
            return range(&format!("{first}..{last}"));
        }
        range(&self.days.join(" "))
    }
}

fn json(env: &mut Env, said: &[Nudge]) {
    let answer = view::answer(|json| {
        json.array_field("nudges", |json| {
            for nudge in said {
                json.object_item(|json| {
                    json.field("at", nudge.at)
                        .field("kind", nudge.rule.kind())
                        .field("rule", nudge.rule.word())
                        .field("due_at", nudge.due)
                        .field("shown", nudge.is_shown())
                        .field("held_by", nudge.held.map(Hold::word))
                        .field("text", &nudge.text);
                    json.array_field("reasons", |json| {
                        for Reason { term, value, text } in &nudge.reasons {
                            json.object_item(|json| {
                                json.field("term", *term)
                                    .field("value", *value)
                                    .field("text", text);
                            });
                        }
                    });
                });
            }
        });
    });
    env.printer.json(&answer);
}

fn print(env: &mut Env, said: &[Nudge], many: bool) {
    if said.is_empty() {
        env.printer.line("Nothing would have been said.");
        return;
    }
    let mut left = said;
    while let Some(nudge) = left.first() {
        let day = env.now.day_of(nudge.at);
        let same = left.iter().take_while(|one| env.now.day_of(one.at) == day).count();
        let (today, rest) = left.split_at(same);
        if many {
            heading(env, day);
        }
        table(env, today);
        left = rest;
    }
    let shown = said.iter().filter(|nudge| nudge.is_shown()).count() as u64;
    let held = said.len() as u64 - shown;
    let line = format!("{} shown, {held} held back", phrase::count(shown, "nudge"));
    let line = env.printer.paint(Look::Faint, &line);
    env.printer.line(&line);
}

fn heading(env: &mut Env, day: NaiveDate) {
    let line = env.printer.paint(Look::Strong, &phrase::day(day, &env.now));
    env.printer.line(&line);
}

fn table(env: &mut Env, said: &[Nudge]) {
    let columns = [Column::Left, Column::Left, Column::Flexible];
    let mut table = Table::new(&columns.map(|column| (column, "")));
    for nudge in said {
        let at = (Look::Faint, phrase::clock(nudge.at));
        if nudge.is_shown() {
            let kind = nudge.rule.kind().replace('_', " ");
            table.row(vec![at, (Look::Accent, kind), (Look::Plain, nudge.text.clone())]);
            for reason in nudge.reasons.iter().filter(|reason| reason.button().is_none()) {
                let none = || (Look::Plain, String::new());
                table.row(vec![none(), none(), (Look::Faint, format!("- {}", reason.text))]);
            }
        } else {
            let held = (Look::Faint, "held".to_owned());
            table.row(vec![at, held, (Look::Faint, nudge.text.clone())]);
        }
    }
    table.print(&mut env.printer);
}
