//! Options that several commands share: when something really happened, and how it went.
//!
//! Next: [`crate::text`] for how times are written.

use super::env::Env;
use super::failure::Failure;
use super::words::word;
use crate::domain::{Moment, Outcome};
use crate::text;
use clap::Args;

/// When it really happened; now when not said.
#[derive(Debug, Default, Args)]
pub(crate) struct Moments {
    /// When it really was: 9:40, or yesterday-17:30
    #[arg(long, value_name = "TIME", value_parser = word, conflicts_with = "ago")]
    at: Option<String>,
    /// How long ago it was: 20m
    #[arg(long, value_name = "DURATION", value_parser = word)]
    ago: Option<String>,
}

impl Moments {
    /// The moment at which what runs ended, `None` when none was said.
    pub(crate) fn end(&self, env: &mut Env) -> Result<Option<Moment>, Failure> {
        match &self.at {
            Some(at) => end_of_running(at, env).map(Some),
            None => self.moment(env),
        }
    }

    /// The moment that was said, `None` when none was.
    pub(crate) fn moment(&self, env: &Env) -> Result<Option<Moment>, Failure> {
        if let Some(at) = &self.at {
            let moment = text::past_moment(at, &env.reading());
            return moment.map(Some).map_err(|error| Failure::parse(&error, at));
        }
        let Some(ago) = &self.ago else { return Ok(None) };
        let seconds = text::duration(ago).map_err(|error| Failure::parse(&error, ago))?;
        let at = env.now.at.utc_ms().saturating_sub(i64::from(seconds) * 1000);
        Ok(Some(env.now.zone.moment(at)))
    }
}

/// When what runs ended: `19:00`, said in the morning of what ran all night, was last night.
pub(crate) fn end_of_running(text: &str, env: &mut Env) -> Result<Moment, Failure> {
    let since = env.load_running()?.running().map_or(env.now.at, |running| running.start);
    text::past_end(text, since, &env.reading()).map_err(|error| Failure::parse(&error, text))
}

/// How it went.
#[derive(Debug, Default, Args)]
pub(crate) struct Focus {
    /// How focused you were, from 1 (scattered) to 5 (absorbed)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=5))]
    pub(crate) focus: Option<u8>,
    /// A few words about it
    #[arg(long, value_name = "TEXT", value_parser = word, allow_hyphen_values = true)]
    pub(crate) note: Option<String>,
}

/// How a session ended, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum OutcomeWord {
    /// The task is finished
    Finished,
    /// It moved on
    Progressed,
    /// Something or someone ended it
    Interrupted,
    /// Given up for now
    Abandoned,
}

impl From<OutcomeWord> for Outcome {
    fn from(word: OutcomeWord) -> Outcome {
        match word {
            OutcomeWord::Finished => Outcome::Finished,
            OutcomeWord::Progressed => Outcome::Progressed,
            OutcomeWord::Interrupted => Outcome::Interrupted,
            OutcomeWord::Abandoned => Outcome::Abandoned,
        }
    }
}
