//! `away`: what each while was in which nobody was there though the timer ran, the earliest first; where nothing was heard of
//! any, what a timer really was that ran for too long. Asked on a terminal only, with the answer that similar whiles mostly had.
//!
//! Next: [`crate::domain::Intent::Away`], [`super::forgotten`].

use super::env::Env;
use super::failure::Failure;
use super::forgotten::{self, Answer};
use super::moments::end_of_running;
use super::phrase;
use super::printer::Look;
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
Without an option it asks, on a terminal, about each time that you were away. An option is about
the first of them that you have not explained, or with `--all` about all of them.

Examples:
  heyday away --break
  heyday away --break --all
  heyday away --split 12:30
  heyday away --task slides
  heyday away --ended 12:30")]
#[allow(
    clippy::struct_excessive_bools,
    reason = "options, of which all but one exclude each other"
)]
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
    /// The same for every time that you were away
    #[arg(long, conflicts_with_all = ["split", "ended"])]
    all: bool,
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
        let absences = returned(&state, least_s, &env.now);
        if absences.is_empty() {
            return self.unheard(env);
        }
        if let Some(said) = self.said(env)? {
            let about = if self.all { absences.len() } else { 1 };
            let waits = !matches!(said, Said::Ended(_));
            record(env, said, &absences[..about])?;
            if waits && !env.printer.quiet && !env.printer.json && about < absences.len() {
                let more = phrase::count((absences.len() - about) as u64, "more time");
                env.printer.say(
                    Look::Faint,
                    &format!("You were away {more}; `heyday away` asks about it"),
                );
            }
            return Ok(());
        }
        let mut left = &absences[..];
        while !left.is_empty() {
            let asked = if self.all { left.len() } else { 1 };
            let Answered { said, all } = ask(env, left, self.all)?.ok_or_else(unanswered)?;
            let about = if all || matches!(said, Said::Ended(_)) { left.len() } else { asked };
            record(env, said, &left[..about])?;
            left = &left[about..];
            // What was recorded is told before the next question.
            env.printer.flush()?;
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

/// Writes down what some whiles were, in one step.
fn record(env: &mut Env, said: Said, absences: &[Returned]) -> Result<(), Failure> {
    let (mut steps, was) = match said {
        Said::Was(was) => (Vec::new(), was),
        Said::New(title, edits) => {
            let was = Was::OtherTask(TaskRef::Title(title.clone()));
            (vec![Intent::Add { title, edits }], was)
        }
        Said::Ended(at) => {
            env.change(&Intent::Settle(Forgotten::EndedAt(at)), Next::Stop)?;
            return account(env, absences, Explained::Break);
        }
    };
    let explained = was.explained();
    // The earliest first: what is cut out leaves a running session in which the later ones lie.
    steps.extend(absences.iter().map(|one| Intent::Away { span: one.span, was: was.clone() }));
    let step = if steps.len() == 1 { steps.remove(0) } else { Intent::Together(steps) };
    env.change(&step, Next::Stop)?;
    account(env, absences, explained)
}

/// Keeps what they were, so that nobody asks again and the next question knows better.
fn account(env: &mut Env, absences: &[Returned], explained: Explained) -> Result<(), Failure> {
    for one in absences {
        env.store()?.explain(one.heard, explained)?;
    }
    Ok(())
}

/// An answer, and whether it is meant for every while that waits.
struct Answered {
    said: Said,
    all: bool,
}

/// Asks on the terminal about the first of some whiles, or about `all` of them; `None` when there is no terminal.
fn ask(env: &mut Env, left: &[Returned], all: bool) -> Result<Option<Answered>, Failure> {
    let Some(first) = left.first() else { return Ok(None) };
    let now = env.now.at;
    let usual = habits(env.store()?, now)?.usual(first.span, Explained::Break);
    let many = left.len() > 1;
    let to = text::said::clock(first.span.end);
    let alike = if many && !all { "; with `all` after it for every time" } else { "" };
    let question = format!(
        "You were away {}.\n\
         What was it? `b` a break, `k` work, only without keys, `t` work on another task, `d` neither; a time such as \
         {to} when it was first work, then a break; Enter for {}{alike}: ",
        times(env, left, all),
        match usual {
            Explained::Keep => "work",
            Explained::Discard => "neither",
            _ => "a break",
        }
    );
    let Some(line) = forgotten::read_answer(env, &question)? else { return Ok(None) };
    let line = line.trim();
    let short = line.strip_suffix("all").filter(|_| many).map(str::trim_end);
    let short =
        short.filter(|short| matches!(*short, "" | "b" | "break" | "k" | "keep" | "d" | "discard"));
    let said = understood(env, short.unwrap_or(line), usual)?;
    Ok(Some(Answered { said, all: all || short.is_some() }))
}

/// When the person was away: `from 10:40 to 11:15, 35m, the first of 3 times`.
fn times(env: &Env, left: &[Returned], all: bool) -> String {
    let time = |one: &Returned| {
        let (from, to) = (env.day_clock(one.span.start), text::said::clock(one.span.end));
        format!("from {from} to {to}, {}", print_duration(one.span.seconds() / 60 * 60))
    };
    match left {
        [one] => time(one),
        many if all => many.iter().map(time).collect::<Vec<_>>().join("; "),
        many => format!("{}, the first of {} times", time(&many[0]), many.len()),
    }
}

/// What a typed answer means; `usual` is what Enter alone does.
fn understood(env: &mut Env, line: &str, usual: Explained) -> Result<Said, Failure> {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let was = match (first, rest) {
        ("", _) if usual == Explained::Keep => Was::Keep,
        ("", _) if usual == Explained::Discard => Was::Discard,
        ("" | "b" | "break", "") => Was::Break,
        ("k" | "keep", "") => Was::Keep,
        ("d" | "discard", "") => Was::Discard,
        ("t" | "task", task) => return other_task(env, task.trim()),
        _ => Was::Split(end_of_running(line, env)?),
    };
    Ok(Said::Was(was))
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
