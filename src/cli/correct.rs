//! `log add`, `edit`, `split`, `merge`, `delete` and `fill`: putting the log right.
//!
//! Next: [`super::pick`] for how a session is pointed at.

use super::env::Env;
use super::failure::Failure;
use super::moments::{Focus, OutcomeWord};
use super::pick::{self, Entry};
use super::tell::Next;
use super::types;
use crate::domain::{Break, Intent, Outcome, SessionEdit, Span, TaskRef, gaps};
use crate::store::Scope;
use crate::text;
use clap::Args;

const WHICH: &str = "\
A session is pointed at by a time inside it (9:40, yesterday-9:40), by the letters that `heyday log` \
shows in front of it, or as `last` or `running`.";

/// Arguments of `log add`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  heyday log add methods 9:00-10:30 --focus 4\n  heyday log add methods yesterday-14:00-15:30"
)]
pub(crate) struct LogAdd {
    /// Number of the task, or a unique part of its title; `none` for work without a task, `break` for a break
    #[arg(value_name = "ID")]
    id: String,
    /// From when to when: 9:00-10:30, or yesterday-14:00-15:30
    #[arg(value_name = "SPAN", required = true)]
    span: Vec<String>,
    #[command(flatten)]
    focus: Focus,
    /// How it ended
    #[arg(long, value_enum)]
    outcome: Option<OutcomeWord>,
}

impl LogAdd {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let line = self.span.join(" ");
        let span =
            text::span(&line, &env.reading()).map_err(|error| Failure::parse(&error, &line))?;
        if self.id == "break" {
            return env.change(&Intent::BreakAdd { span }, Next::Undo);
        }
        let about = SessionEdit {
            focus: self.focus.focus.map(Some),
            outcome: self.outcome.map(|word| Some(word.into())),
            note: self.focus.note,
            ..SessionEdit::default()
        };
        let intent = Intent::LogAdd { task: task(&self.id), span, about: Box::new(about) };
        env.change(&intent, Next::Undo)
    }
}

/// Arguments of `log edit`.
#[derive(Debug, Args)]
#[command(after_help = format!("{WHICH}\n\nExamples:\n  heyday log edit 9:40 --end 10:15 --focus 3\n  heyday log edit last --task methods"))]
pub(crate) struct LogEdit {
    /// A time inside it (9:40), its letters in `heyday log`, `last` or `running`
    #[arg(value_name = "SESSION")]
    session: String,
    /// Another start
    #[arg(long, value_name = "TIME")]
    start: Option<String>,
    /// Another end
    #[arg(long, value_name = "TIME")]
    end: Option<String>,
    /// Another task, or `none`
    #[arg(long, value_name = "ID")]
    task: Option<String>,
    /// Another kind of work, or `none`
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// How focused you were, from 1 (scattered) to 5 (absorbed), or `none`
    #[arg(long, value_name = "N", value_parser = focus)]
    focus: Option<Rating>,
    /// How it ended, or `none`
    #[arg(long, value_name = "WORD", value_parser = outcome)]
    outcome: Option<Ended>,
    /// Other words about it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    note: Option<String>,
}

/// A rating, or none.
#[derive(Clone, Copy, Debug)]
struct Rating(Option<u8>);

/// An outcome, or none.
#[derive(Clone, Copy, Debug)]
struct Ended(Option<Outcome>);

impl LogEdit {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let session = match pick::entry(env, &self.session)? {
            Entry::Session(session) => session,
            Entry::Break(pause) => return self.correct_break(env, &pause),
        };
        let time = |text: Option<&String>| {
            text.map(|text| pick::time_near(env, text, session.start)).transpose()
        };
        let edit = SessionEdit {
            start: time(self.start.as_ref())?,
            end: time(self.end.as_ref())?,
            task: self.task.as_deref().map(task),
            kind: self.kind.as_deref().map(kind).transpose()?,
            focus: self.focus.map(|rating| rating.0),
            outcome: self.outcome.map(|ended| ended.0),
            note: self.note,
        };
        if edit == SessionEdit::default() {
            return Err(Failure::usage(
                "nothing is said about the session",
                "for example `heyday log edit last --focus 3`; `heyday log edit --help` shows the rest",
            ));
        }
        let intent = Intent::LogEdit { session: session.id, edit: Box::new(edit) };
        env.change(&intent, Next::Undo)
    }

    fn correct_break(&self, env: &mut Env, pause: &Break) -> Result<(), Failure> {
        let time = |text: Option<&String>| {
            text.map(|text| pick::time_near(env, text, pause.start)).transpose()
        };
        let (start, end) = (time(self.start.as_ref())?, time(self.end.as_ref())?);
        if start.is_none() && end.is_none() {
            return Err(Failure::usage(
                "that is a break, which has only a start and an end",
                "for example `heyday log edit 12:40 --end 13:15`",
            ));
        }
        let start = start.unwrap_or(pause.start);
        env.change(&Intent::BreakEdit { pause: pause.id, start, end }, Next::Undo)
    }
}

/// Arguments of `log split`.
#[derive(Debug, Args)]
#[command(after_help = format!("{WHICH}\n\nExample:\n  heyday log split 9:40 10:00"))]
pub(crate) struct LogSplit {
    /// A time inside it (9:40), its letters in `heyday log`, `last` or `running`
    #[arg(value_name = "SESSION")]
    session: String,
    /// Where to cut
    #[arg(value_name = "TIME")]
    at: String,
}

impl LogSplit {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let session = pick::session(env, &self.session)?;
        let at = pick::time_near(env, &self.at, session.start)?;
        env.change(&Intent::LogSplit { session: session.id, at }, Next::Undo)
    }
}

/// Arguments of `log merge`.
#[derive(Debug, Args)]
#[command(after_help = format!("{WHICH}\n\nExample:\n  heyday log merge 9:40 10:20"))]
pub(crate) struct LogMerge {
    /// One session
    #[arg(value_name = "SESSION")]
    first: String,
    /// Its neighbour
    #[arg(value_name = "SESSION")]
    second: String,
}

impl LogMerge {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let first = pick::session(env, &self.first)?;
        let second = pick::session(env, &self.second)?;
        env.change(&Intent::LogMerge { sessions: [first.id, second.id] }, Next::Undo)
    }
}

/// Arguments of `log delete`.
#[derive(Debug, Args)]
#[command(after_help = format!("{WHICH}\n\nExample:\n  heyday log delete 9:40"))]
pub(crate) struct LogDelete {
    /// A time inside it (9:40), its letters in `heyday log`, `last` or `running`
    #[arg(value_name = "SESSION")]
    session: String,
}

impl LogDelete {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let intent = match pick::entry(env, &self.session)? {
            Entry::Session(session) => Intent::LogDelete { session: session.id },
            Entry::Break(pause) => Intent::BreakDelete { pause: pause.id },
        };
        env.change(&intent, Next::Undo)
    }
}

/// Arguments of `log fill`.
#[derive(Debug, Args)]
#[command(
    after_help = "`heyday log gaps` shows the gaps.\n\nExample:\n  heyday log fill 10:45 methods"
)]
pub(crate) struct LogFill {
    /// A time inside the gap
    #[arg(value_name = "TIME")]
    at: String,
    /// Number of the task, or a unique part of its title; `none` for work without a task
    #[arg(value_name = "ID", required = true)]
    id: Vec<String>,
}

impl LogFill {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let at = text::past_moment(&self.at, &env.reading())
            .map_err(|error| Failure::parse(&error, &self.at))?;
        let day = env.now.day_span(env.now.day_of(at));
        let state = env.load(&Scope::Day(day))?;
        let gaps = gaps(&state, day, &env.now);
        let gap: Span = gaps.into_iter().find(|gap| gap.contains(at)).ok_or_else(|| {
            Failure::not_found(
                format!("there is no gap at `{}`", self.at),
                "`heyday log gaps` shows the gaps of a day",
            )
        })?;
        let about = Box::new(SessionEdit::default());
        let task = task(&self.id.join(" "));
        env.change(&Intent::LogAdd { task, span: gap, about }, Next::Undo)
    }
}

fn task(id: &str) -> Option<TaskRef> {
    (id != "none").then(|| TaskRef::parse(id))
}

fn kind(typed: &str) -> Result<Option<String>, Failure> {
    if typed == "none" { Ok(None) } else { types::name(typed).map(Some) }
}

fn focus(text: &str) -> Result<Rating, String> {
    match text {
        "none" => Ok(Rating(None)),
        _ => match text.parse() {
            Ok(focus @ 1..=5) => Ok(Rating(Some(focus))),
            _ => Err("it is 1 to 5, or none".into()),
        },
    }
}

fn outcome(text: &str) -> Result<Ended, String> {
    if text == "none" {
        return Ok(Ended(None));
    }
    let found = Outcome::ALL.into_iter().find(|outcome| outcome.word() == text);
    found.map(|outcome| Ended(Some(outcome))).ok_or_else(|| {
        let words: Vec<&str> = Outcome::ALL.into_iter().map(Outcome::word).collect();
        format!("it is {}, or none", words.join(", "))
    })
}
