//! `nudge snooze`, `nudge off`, `nudge on`: every silence has an end, so that nobody wonders weeks later why nothing was said.
//!
//! Next: [`crate::domain::Snooze`].

use super::super::env::Env;
use super::super::failure::Failure;
use super::super::tell::Next;
use super::super::words::word;
use crate::domain::{Intent, Moment, SnoozeKind};
use crate::text;
use clap::Args;

/// Arguments of `nudge snooze`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  heyday nudge snooze 30m
  heyday nudge snooze 2h")]
pub(super) struct Snooze {
    /// For how long
    #[arg(value_name = "DURATION", default_value = "30m")]
    length: String,
}

impl Snooze {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let until = after(env, &self.length)?;
        env.change(&Intent::Snooze { until, how: SnoozeKind::Snoozed }, Next::Undo)
    }
}

/// Arguments of `nudge off`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  heyday nudge off --until 14:00
  heyday nudge off --for 3h
  heyday nudge off --today")]
pub(super) struct Off {
    /// When they come again: 14:00, or tomorrow-9:00
    #[arg(long, value_name = "TIME", value_parser = word, group = "end")]
    until: Option<String>,
    /// After how long they come again
    #[arg(long = "for", value_name = "DURATION", value_parser = word, group = "end")]
    length: Option<String>,
    /// They come again tomorrow
    #[arg(long, group = "end")]
    today: bool,
}

impl Off {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let until = self.until(env)?;
        env.change(&Intent::Snooze { until, how: SnoozeKind::Off }, Next::Undo)
    }

    fn until(&self, env: &Env) -> Result<Moment, Failure> {
        if let Some(until) = &self.until {
            let reading = env.reading();
            let when = text::when(until, &reading).map_err(|e| Failure::parse(&e, until))?;
            // A day without a time begins with its work.
            return Ok(when.moment(reading.day_start, &reading));
        }
        if let Some(length) = &self.length {
            return after(env, length);
        }
        if self.today {
            return Ok(env.now.day_span(env.now.day()).end);
        }
        let hint = "say until when: `--until 14:00`, `--for 3h` or `--today`; in quiet hours (`nudges.quiet`) nothing is ever said";
        Err(Failure::usage("nudges are never off without an end", hint))
    }
}

/// The moment after a length of time.
fn after(env: &Env, length: &str) -> Result<Moment, Failure> {
    let seconds = text::duration(length).map_err(|error| Failure::parse(&error, length))?;
    Ok(env.now.zone.moment(env.now.at.plus_seconds(i64::from(seconds)).utc_ms()))
}

/// Ends the silence.
pub(super) fn on(env: &mut Env) -> Result<(), Failure> {
    env.change(&Intent::Unsnooze, Next::Undo)
}
