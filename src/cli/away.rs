//! `away`: what the latest while was in which nobody was there though the timer ran; where nothing was heard of any, what a
//! timer really was that ran for too long. Asked on a terminal only, with the answer that similar whiles mostly had.
//!
//! Next: [`crate::domain::Intent::Away`], [`super::forgotten`].

use super::env::Env;
use super::failure::Failure;
use super::forgotten::{self, Answer};
use super::moments::end_of_running;
use super::tell::Next;
use super::words::word;
use crate::app::overlay::absences::{Habits, LATELY_S};
use crate::domain::{
    Explained, Forgotten, Heard, HeardId, Intent, Moment, Now, Refusal, Session, Span, State,
    TaskRef, Was,
};
use crate::store::{Scope, StoreError};
use crate::text::{self, print_duration};
use clap::Args;

/// An absence shorter than this is not asked about, in seconds: natural pauses of work are as long. `[R]`
const LEAST_S: i64 = 5 * 60;
/// What follows upon each other with at most so much in between is one absence, in seconds.
const SAME_S: i64 = 60;

/// Arguments of `away`.
#[derive(Debug, Args)]
#[command(after_help = "\
Without an option it asks, on a terminal.

Examples:
  heyday away --break
  heyday away --split 12:30
  heyday away --task slides
  heyday away --ended 12:30")]
pub(crate) struct Away {
    /// It was all work; the timer goes on
    #[arg(long, group = "answer")]
    keep: bool,
    /// It was a break; the work goes on after it
    #[arg(long = "break", group = "answer")]
    rest: bool,
    /// It was work on that task; then the work goes on as before
    #[arg(long, value_name = "ID", value_parser = word, group = "answer")]
    task: Option<String>,
    /// None of it was work: leave the while out, or without one remove the session
    #[arg(long, group = "answer")]
    discard: bool,
    /// It was work until then, and a break from there
    #[arg(long, value_name = "TIME", value_parser = word, group = "answer")]
    split: Option<String>,
    /// Work ended then; what came after was a break
    #[arg(long, value_name = "TIME", value_parser = word, group = "answer")]
    ended: Option<String>,
}

/// A while in which nobody was there.
struct Absence {
    span: Span,
    heard: Vec<HeardId>,
}

/// What is said of it.
enum Said {
    Was(Was),
    Ended(Moment),
}

impl Away {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let running = env.load_running()?.running().cloned().ok_or(Refusal::NothingRunning)?;
        let span = Span::new(running.start, env.now.at.plus_seconds(1));
        let state = env.load(&Scope::Day(span))?;
        let Some(absence) = latest(&state, &running, &env.now) else { return self.unheard(env) };
        let said = match self.said(env)? {
            Some(said) => said,
            None => ask(env, &absence)?.ok_or_else(unanswered)?,
        };
        let (intent, explained) = match said {
            Said::Was(was) => {
                let explained = was.explained();
                (Intent::Away { span: absence.span, was }, explained)
            }
            Said::Ended(at) => (Intent::Settle(Forgotten::EndedAt(at)), Explained::Break),
        };
        env.change(&intent, Next::Stop)?;
        for id in absence.heard {
            env.store()?.explain(id, explained)?;
        }
        Ok(())
    }

    /// What the options say.
    fn said(&self, env: &mut Env) -> Result<Option<Said>, Failure> {
        if let Some(at) = &self.ended {
            return Ok(Some(Said::Ended(end_of_running(at, env)?)));
        }
        let was = if let Some(at) = &self.split {
            Was::Split(end_of_running(at, env)?)
        } else if let Some(task) = &self.task {
            Was::OtherTask(TaskRef::parse(task))
        } else if self.keep {
            Was::Keep
        } else if self.rest {
            Was::Break
        } else if self.discard {
            Was::Discard
        } else {
            return Ok(None);
        };
        Ok(Some(Said::Was(was)))
    }

    /// Nothing was heard of an absence: it is about the timer as a whole.
    fn unheard(self, env: &mut Env) -> Result<(), Failure> {
        if self.rest || self.task.is_some() || self.split.is_some() {
            return Err(Failure::new(
                "nothing_heard",
                "nothing was heard of you being away since the timer was started",
                "`heyday away --ended 12:30` says when work ended; `heyday log` corrects the rest",
            ));
        }
        let answer = match (&self.ended, self.keep, self.discard) {
            (Some(at), ..) => Answer::Ended(end_of_running(at, env)?),
            (None, true, _) => Answer::Keep,
            (None, _, true) => Answer::Discard,
            (None, false, false) => match forgotten::ask_about_running(env)? {
                Some(answer) => answer,
                None => return Err(forgotten::unanswered()),
            },
        };
        let next = if answer == Answer::Keep { Next::Stop } else { Next::Task };
        env.change(&answer.settle(), next)
    }
}

/// The last absence in the running session that is over and that nobody has explained.
fn latest(state: &State, running: &Session, now: &Now) -> Option<Absence> {
    let open = |one: &&Heard| one.what.is_absence() && one.start >= running.start;
    let mut all: Vec<&Heard> = state.heard().filter(open).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.span(now.at).end));
    let mut found: Option<Absence> = None;
    for one in all {
        let span = one.span(now.at);
        match &mut found {
            Some(known) if known.span.start.seconds_since(span.end) > SAME_S => break,
            Some(known) => {
                known.span.start = known.span.start.min(span.start);
                known.heard.push(one.id);
            }
            None => found = Some(Absence { span, heard: vec![one.id] }),
        }
        if one.explained.is_some() || one.end.is_none() {
            return None;
        }
    }
    found.filter(|absence| absence.span.seconds() >= LEAST_S)
}

/// Asks on the terminal; `None` when there is none, or when the person does not want to say.
fn ask(env: &mut Env, absence: &Absence) -> Result<Option<Said>, Failure> {
    let usual = usual(env, absence.span)?;
    let (from, to) = (env.day_clock(absence.span.start), text::said::clock(absence.span.end));
    let long = print_duration(absence.span.seconds() / 60 * 60);
    let question = format!(
        "You were away from {from} to {to}, {long}.\nWhat was it? `b` a break, `k` work, `d` neither, a time such as \
         {to} until which it was work, Enter for {}: ",
        match usual {
            Explained::Keep => "work",
            Explained::Discard => "neither",
            _ => "a break",
        }
    );
    let Some(line) = forgotten::read_answer(env, &question)? else { return Ok(None) };
    let was = match line.trim() {
        "" if usual == Explained::Keep => Was::Keep,
        "" if usual == Explained::Discard => Was::Discard,
        "" | "b" | "break" => Was::Break,
        "k" | "keep" => Was::Keep,
        "d" | "discard" => Was::Discard,
        at => Was::Split(end_of_running(at, env)?),
    };
    Ok(Some(Said::Was(was)))
}

/// What similar absences mostly were.
fn usual(env: &mut Env, span: Span) -> Result<Explained, Failure> {
    let now = env.now.at;
    let lately = Span::new(now.plus_seconds(-LATELY_S), now.plus_seconds(1));
    let mut habits = Habits::default();
    env.store()?.each_heard::<StoreError>(Some(lately), |heard| {
        habits.take(heard);
        Ok(())
    })?;
    Ok(habits.usual(span, Explained::Break))
}

fn unanswered() -> Failure {
    Failure::usage(
        "what was it? There is no terminal to ask on",
        "say `heyday away --break`, `--keep`, `--discard`, `--task ID`, or `--split 12:30`",
    )
}
