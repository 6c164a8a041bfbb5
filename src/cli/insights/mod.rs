//! `insights`: what was learned about hours and estimates, with how sure it is; and taking an insight out of the plan.
//!
//! [`chart`] draws a curve, [`words`] says what it means, [`json`] is the promise to scripts, [`backtest`] holds the
//! curves against the person's own past. What is learned and how is [`crate::learn`]'s.

mod backtest;
mod chart;
mod json;
mod words;

use super::env::Env;
use super::failure::Failure;
use super::tell::Next;
use super::types;
use crate::domain::{Intent, Objection, Order, Refusal};
use crate::learn::Profile;
use crate::learn::hours::Curve;
use crate::learn::pace::UNTYPED;
use crate::runtime::learn_aside;
use clap::{Args, Subcommand};
use std::io;

/// Arguments of `insights`.
#[derive(Debug, Args)]
#[command(after_help = "\
A curve is relative to that kind of work's own average over your working hours. Dark: at least that good, in four cases \
of five; light: it may be. Hours are named as best, in words and in `peaks`, where the whole 80 % interval of the gain \
is above zero, and never when the claim as a whole is weak.

Examples:
  heyday insights
  heyday insights --type writing
  heyday insights backtest
  heyday insights mute writing")]
pub(crate) struct Insights {
    /// Only this kind of work, and its weekends too
    #[arg(long = "type", value_name = "T")]
    kind: Option<String>,
    /// Learn what standard input asks for, for the screen that has begun this
    #[arg(long, hide = true)]
    automatic: bool,
    #[command(subcommand)]
    what: Option<What>,
}

/// What else to do about insights.
#[derive(Debug, Subcommand)]
enum What {
    /// Test what was learned on your own past, beside plain averages
    #[command(after_help = "Example:\n  heyday insights backtest")]
    Backtest,
    /// Keep the learned hours of a kind of work out of the plan
    #[command(after_help = "Example:\n  heyday insights mute writing")]
    Mute(Kind),
    /// Say that the learned hours of a kind of work are wrong; the plan ignores them then
    #[command(after_help = "Example:\n  heyday insights dispute writing")]
    Dispute(Kind),
    /// Let the learned hours of a kind of work count again
    #[command(after_help = "Example:\n  heyday insights unmute writing")]
    Unmute(Kind),
}

/// Which kind of work.
#[derive(Debug, Args)]
struct Kind {
    /// Its name
    #[arg(value_name = "TYPE")]
    kind: String,
}

impl Insights {
    /// Whether it works with settings that can't be read: who asks brings their own.
    pub(crate) fn mends(&self) -> bool {
        self.automatic
    }

    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        if self.automatic {
            return aside(env);
        }
        if self.what.is_some() && self.kind.is_some() {
            return Err(Failure::alone("--type", "heyday insights"));
        }
        match self.what {
            None => show(env, self.kind.as_deref()),
            Some(What::Backtest) => backtest::run(env),
            Some(What::Mute(kind)) => object(env, &kind.kind, Some(Objection::Muted)),
            Some(What::Dispute(kind)) => object(env, &kind.kind, Some(Objection::Disputed)),
            Some(What::Unmute(kind)) => object(env, &kind.kind, None),
        }
    }
}

/// Learns for another process.
fn aside(env: &Env) -> Result<(), Failure> {
    let done = learn_aside(&env.paths.data, io::stdin().lock(), io::stdout().lock());
    let hint = "only heyday's screen asks so; `heyday insights` shows what was learned";
    done.map_err(|error| Failure::io("can't learn what standard input asks for", &error, hint))
}

/// What was learned, as of now.
pub(crate) fn learned(env: &mut Env) -> Result<Profile, Failure> {
    let (now, habits) = (env.now, env.loaded.config.habits());
    Ok(env.store()?.learned(&now, &habits)?)
}

fn object(env: &mut Env, kind: &str, objection: Option<Objection>) -> Result<(), Failure> {
    let kind = types::known(env, kind)?;
    env.change(&Intent::Object { kind, objection }, Next::Undo)
}

/// One kind of work as it is shown.
#[derive(Clone, Copy, Debug)]
struct Topic<'a> {
    /// Its name; `None` for work of no kind, and for all work together.
    name: Option<&'a str>,
    /// What to call it in a heading when it has no name.
    called: &'static str,
    curve: &'a Curve,
    /// Its number in the pace, and in the hours when it has one.
    kind: u16,
}

impl<'a> Topic<'a> {
    fn of(profile: &'a Profile, name: &'a str) -> Topic<'a> {
        let kind = profile.kind(Some(name));
        Topic { name: Some(name), called: "", curve: profile.hours.curve(kind), kind }
    }

    /// Work of no kind, and of kinds that are too rare to have numbers of their own.
    fn other(profile: &'a Profile) -> Topic<'a> {
        let curve = profile.hours.curve(UNTYPED);
        Topic { name: None, called: "Work of no kind", curve, kind: UNTYPED }
    }

    fn all(profile: &'a Profile) -> Topic<'a> {
        let curve = profile.hours.overall();
        Topic { name: None, called: "All work", curve, kind: UNTYPED }
    }

    fn objection(&self, profile: &Profile) -> Option<Objection> {
        self.name.and_then(|name| profile.objection(name))
    }
}

fn show(env: &mut Env, wanted: Option<&str>) -> Result<(), Failure> {
    let profile = learned(env)?;
    let wanted = wanted.map(|typed| asked_for(env, &profile, typed)).transpose()?;
    let order = order(env, &profile)?;
    let named = order.iter().filter(|name| wanted.as_ref().is_none_or(|wanted| wanted == *name));
    let mut topics: Vec<Topic<'_>> = named.map(|name| Topic::of(&profile, name)).collect();
    let other = Topic::other(&profile);
    if wanted.is_none() && other.curve.sessions > 0 {
        topics.push(other);
    }
    if env.printer.json {
        json::print(env, &profile, &topics);
    } else {
        words::print(env, &profile, &topics, wanted.is_some());
    }
    Ok(())
}

/// The kind of work that is meant, by today's name.
fn asked_for(env: &mut Env, profile: &Profile, typed: &str) -> Result<String, Failure> {
    let name = types::known(env, typed)?;
    let state = env.load_running()?;
    let today = state.kind_today(&name).to_owned();
    let known = profile.kind(Some(&today)) != UNTYPED || state.kind(&today).is_some();
    if known { Ok(today) } else { Err(Refusal::NoSuchKind(name).into()) }
}

/// The kinds of work that something is known of: in the person's order, then those that are not on the list.
fn order(env: &mut Env, profile: &Profile) -> Result<Vec<String>, Failure> {
    let state = env.load_running()?;
    let place = |name: &String| state.types().iter().position(|kind| kind.name == *name);
    let mut names = profile.kinds.clone();
    names.order_by_key(|name| place(name).unwrap_or(usize::MAX));
    Ok(names)
}
