//! `status`: what runs, in one line, for tmux, waybar and starship. Called every few seconds by strangers'
//! configurations: it loads what runs and what was done today, and nothing else that it can do without.
//!
//! Next: [`super::template`] for `--format`, [`super::today`] for the whole day.

use super::env::Env;
use super::failure::Failure;
use super::phrase;
use super::printer::Look;
use super::rhythm;
use super::template;
use super::view::{self, Around};
use crate::domain::{Block, Now, Span, State, Task};
use crate::exchange::json::Json;
use crate::exchange::jsonl::write;
use crate::nudge;
use crate::plan::order;
use crate::plan::shift::Today;
use crate::text::{self, print_duration};
use clap::Args;
use std::sync::mpsc;
use std::time::Duration;

/// How often `--watch` looks, in milliseconds.
const WATCH_MS: u64 = 1000;

const HELP: &str = "\
In a TEMPLATE, {field} stands for: state (working, break or idle), id, title, project, type, elapsed, \
started, worked, planned, next_break, next, next_id, block (what the accepted plan has now), until (when \
that ends), next_block, next_block_at, next_block_in. {{ and }} are braces. [..] vanishes, brackets and \
all, when every field in it is empty.

Examples:
  heyday status
  heyday status --format '{title} {elapsed}[ - break in {next_break}]'
  heyday status --format '[{next_block} in {next_block_in}]'
  heyday status --watch --json";

/// Arguments of `status`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Status {
    /// Another line than the usual one
    #[arg(long, value_name = "TEMPLATE")]
    format: Option<String>,
    /// Go on, with a new line whenever something changes
    #[arg(long)]
    watch: bool,
}

/// What the line can speak of.
#[derive(Debug)]
pub(crate) struct Facts {
    /// What runs, and today.
    pub(crate) state: State,
    /// The present.
    pub(crate) now: Now,
    /// Whether the timer has run for longer than anyone works.
    pub(crate) forgotten: bool,
    /// Work today, in seconds.
    pub(crate) worked_s: i64,
    /// Work still planned for today, in seconds.
    pub(crate) planned_s: i64,
    /// The accepted blocks of the rest of today, each where it stands.
    pub(crate) ahead: Vec<(Block, Span)>,
    /// Time to the next break; `None` when nothing runs. Negative when it is overdue.
    pub(crate) next_break_s: Option<i64>,
    /// What to do next.
    pub(crate) next: Option<Task>,
}

impl Status {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        if let Some(format) = &self.format {
            template::check(format)?;
        }
        if !self.watch {
            let line = self.line(env)?;
            env.printer.line(&line);
            return Ok(());
        }
        // Nobody sends: receiving is the wait.
        let (_sender, wait) = mpsc::channel::<()>();
        let mut last = String::new();
        loop {
            let line = self.line(env)?;
            if line != last {
                env.printer.line(&line);
                if !env.printer.flush()? {
                    return Ok(());
                }
                last = line;
            }
            let _ = wait.recv_timeout(Duration::from_millis(WATCH_MS));
            env.tick();
        }
    }

    fn line(&self, env: &mut Env) -> Result<String, Failure> {
        let queue = match &self.format {
            _ if env.printer.json => true,
            Some(format) => template::asks_for_the_queue(format),
            None => false,
        };
        let facts = facts(env, queue)?;
        if env.printer.json {
            return Ok(json(env, &facts).as_str().to_owned());
        }
        Ok(match &self.format {
            Some(format) => template::fill(format, &facts),
            None => words(env, &facts),
        })
    }
}

/// Gathers what the line speaks of: what is on top of the queue and what is planned only with `queue`, or
/// when nothing is going on.
fn facts(env: &mut Env, queue: bool) -> Result<Facts, Failure> {
    let (state, next, planned_s) = env.load_status(queue)?;
    let now = env.now;
    let today = now.day_span(now.day());
    let worked_s = worked_in(&state, today, &now);
    let counter = nudge::standing(&state, &now);
    let soft_ms = if counter.is_some() { rhythm::soft_ms(env)? } else { None };
    let next_break_s = counter
        .zip(soft_ms)
        .map(|(counter, soft)| (soft - counter.at(now.at.utc_ms()).owed).div_euclid(1000));
    let forgotten =
        state.running().is_some_and(|session| session.is_forgotten(now.at, now.forgotten_after_s));
    let planning = env.loaded.config.planning();
    let ahead = order::ahead(Today { state: &state, planning: &planning, now: &now });
    let ahead = ahead.into_iter().map(|(block, span)| (block.clone(), span)).collect();
    Ok(Facts { state, now, forgotten, worked_s, planned_s, ahead, next_break_s, next })
}

/// Seconds of work within a span; what lies outside of it in a session does not count, nor does a forgotten
/// timer for longer than anyone works without a word.
pub(crate) fn worked_in(state: &State, span: Span, now: &Now) -> i64 {
    state.sessions_in(span, now.at).map(|session| session.known_in(span, now)).sum()
}

fn json(env: &Env, facts: &Facts) -> Json {
    let Facts { state, now, .. } = facts;
    view::answer(|json| {
        match state.running() {
            None => {
                json.field("running", None::<bool>);
            }
            Some(running) => {
                json.object_field("running", |json| {
                    view::session(json, running, state, now);
                    json.field("elapsed_s", now.at.seconds_since(running.start))
                        .field("forgotten", facts.forgotten);
                });
            }
        }
        if let Some(pause) = state.on_break() {
            json.object_field("break", |json| write::break_fields(json, pause));
        }
        json.object_field("today", |json| {
            json.field("worked_s", facts.worked_s)
                .field("planned_s", facts.planned_s)
                .field("next_break_s", facts.next_break_s);
        });
        json.field("nudges_off_until", state.snoozed(now.at).map(|snooze| snooze.end));
        match &facts.next {
            None => {
                json.field("next", None::<bool>);
            }
            Some(task) => {
                let around = Around { state, now, weights: env.weights() };
                json.object_field("next", |json| view::task(json, task, around));
            }
        }
    })
}

fn words(env: &Env, facts: &Facts) -> String {
    let Facts { state, now, .. } = facts;
    let printer = &env.printer;
    let worked = format!("today {}", print_duration(facts.worked_s));
    if let Some(running) = state.running() {
        let elapsed = print_duration(running.worked_s(now.at));
        let title = text::cut(&phrase::about(running, state), text::QUOTED);
        let no = running.task.and_then(|id| state.task(id)).map(|task| format!("{} ", task.no));
        let what = format!("{}{title} {elapsed}", no.unwrap_or_default());
        let rest = match facts.next_break_s {
            _ if facts.forgotten => " | forgotten? `heyday away`".into(),
            Some(seconds @ 1..) => format!(" | break in {}", print_duration(seconds)),
            Some(_) => " | time for a break".into(),
            None => String::new(),
        };
        return format!("{} | {worked}{rest}", printer.paint(Look::Accent, &what));
    }
    if let Some(pause) = state.on_break() {
        let length = print_duration(now.at.seconds_since(pause.start));
        let planned = pause.planned_s.map(|s| format!(" of {}", print_duration(s.into())));
        return format!("break {length}{} | {worked}", planned.unwrap_or_default());
    }
    let title = |task: &Task| text::cut(&task.title, text::QUOTED);
    let next = facts.next.as_ref().map(|task| format!(" | next {} {}", task.no, title(task)));
    format!("idle | {worked}{}", printer.paint(Look::Plain, &next.unwrap_or_default()))
}
