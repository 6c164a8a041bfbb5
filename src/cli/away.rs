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
use crate::domain::{Edit, Explained, Forgotten, Intent, Moment, Refusal, Span, TaskRef, Was};
use crate::runtime::{Returned, habits, returned};
use crate::store::Scope;
use crate::text::{self, Grammar, print_duration};
use clap::Args;

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

/// What is said of it.
enum Said {
    Was(Was),
    /// Work on a task that is not written down yet.
    New(String, Vec<Edit>),
    Ended(Moment),
}

impl Away {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let running = env.load_running()?.running().cloned().ok_or(Refusal::NothingRunning)?;
        let span = Span::new(running.start, env.now.at.plus_seconds(1));
        let state = env.load(&Scope::Day(span))?;
        let least_s = env.loaded.config.presence().ask_after_s;
        let Some(absence) = returned(&state, least_s, &env.now).pop() else {
            return self.unheard(env);
        };
        let said = match self.said(env)? {
            Some(said) => said,
            None => ask(env, &absence)?.ok_or_else(unanswered)?,
        };
        let (intent, explained) = match said {
            Said::Was(was) => {
                let explained = was.explained();
                (Intent::Away { span: absence.span, was }, explained)
            }
            Said::New(title, edits) => {
                let was = Was::OtherTask(TaskRef::Title(title.clone()));
                let away = Intent::Away { span: absence.span, was };
                let steps = vec![Intent::Add { title, edits }, away];
                (Intent::Together(steps), Explained::OtherTask)
            }
            Said::Ended(at) => (Intent::Settle(Forgotten::EndedAt(at)), Explained::Break),
        };
        env.change(&intent, Next::Stop)?;
        env.store()?.explain(absence.heard, explained)?;
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

/// Asks on the terminal; `None` when there is none, or when the person does not want to say.
fn ask(env: &mut Env, absence: &Returned) -> Result<Option<Said>, Failure> {
    let now = env.now.at;
    let usual = habits(env.store()?, now)?.usual(absence.span, Explained::Break);
    let (from, to) = (env.day_clock(absence.span.start), text::said::clock(absence.span.end));
    let long = print_duration(absence.span.seconds() / 60 * 60);
    let question = format!(
        "You were away from {from} to {to}, {long}.\n\
         What was it? `b` a break, `k` work, only without keys, `t` work on another task, `d` neither; a time such as \
         {to} when it was first work, then a break; Enter for {}: ",
        match usual {
            Explained::Keep => "work",
            Explained::Discard => "neither",
            _ => "a break",
        }
    );
    let Some(line) = forgotten::read_answer(env, &question)? else { return Ok(None) };
    let (first, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
    let was = match (first, rest) {
        ("", _) if usual == Explained::Keep => Was::Keep,
        ("", _) if usual == Explained::Discard => Was::Discard,
        ("" | "b" | "break", "") => Was::Break,
        ("k" | "keep", "") => Was::Keep,
        ("d" | "discard", "") => Was::Discard,
        ("t" | "task", task) => return other_task(env, task.trim()).map(Some),
        _ => Was::Split(end_of_running(line.trim(), env)?),
    };
    Ok(Some(Said::Was(was)))
}

/// Which task it was work on: one that is there, or a new one. Asks when nothing is said of it.
fn other_task(env: &mut Env, said: &str) -> Result<Said, Failure> {
    let mut line = said.to_owned();
    if line.is_empty() {
        let question =
            "Which one? A number, a unique part of its title, or the title of a new one: ";
        line = forgotten::read_answer(env, question)?.unwrap_or_default();
    }
    let line = line.trim();
    if line.is_empty() {
        let hint = "`heyday away` asks again";
        return Err(Failure::usage("no task is named, and nothing was recorded", hint));
    }
    let reference = TaskRef::parse(line);
    if env.is_open_task(&reference)? {
        return Ok(Said::Was(Was::OtherTask(reference)));
    }
    let parsed = text::quick_add(line, &env.reading(), Grammar::Shell)
        .map_err(|error| Failure::parse(&error, line))?;
    Ok(Said::New(parsed.title, parsed.edits))
}

fn unanswered() -> Failure {
    Failure::usage(
        "what was it? There is no terminal to ask on",
        "say `heyday away --break`, `--keep`, `--discard`, `--task ID`, or `--split 12:30`",
    )
}
