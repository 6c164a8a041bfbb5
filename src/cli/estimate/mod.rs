//! `estimate`: what a length of time, or what is left of a task, will really take. Only asks and says;
//! [`crate::learn::pace`] knows.
//!
//! Next: [`bulk`] for `--stdin`, [`words`] for how it is said.

mod bulk;
mod words;

pub(crate) use words::{likely, rounded};

use super::env::Env;
use super::failure::Failure;
use super::printer::Look;
use super::types;
use super::view;
use crate::domain::{Task, TaskNo, TaskRef};
use crate::exchange::json::Json;
use crate::learn::Profile;
use crate::learn::pace::{Pace, Prediction, Quantiles, UNTYPED};
use crate::store::Scope;
use crate::text;
use clap::Args;

/// Arguments of `estimate`.
#[derive(Debug, Args)]
#[command(after_help = "\
P50 is enough for half of such tasks, P80 for four in five, P90 for nine in ten. They come from your own \
finished tasks: what was estimated, and what the timer said.

With `--stdin`, each line asks about one task, `{\"key\":1,\"type\":\"writing\",\"estimate_s\":7200}`, and each \
answer is a line, `{\"key\":1,\"p10_s\":..,\"p50_s\":..,\"p80_s\":..,\"p90_s\":..,\"n\":..}`; `n` is the number of finished \
tasks behind it. A bare number is a task's, or minutes when there is no such task.

Examples:
  heyday estimate 2h --type writing
  heyday estimate methods
  heyday estimate --stdin < questions.jsonl")]
pub(crate) struct Estimate {
    /// A length of time, such as `2h`, or a task: its number or a unique part of its title
    #[arg(value_name = "DURATION or ID")]
    what: Vec<String>,
    /// Of that kind of work
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// In that project; taken note of, but it changes nothing yet
    #[arg(long, value_name = "PROJECT")]
    project: Option<String>,
    /// Answer many questions, one a line, from standard input
    #[arg(long, conflicts_with_all = ["what", "kind", "project"])]
    stdin: bool,
}

/// The person's pace, with the names of their kinds of work.
pub(crate) struct OwnPace(Profile);

impl OwnPace {
    /// What was learned. The one place that the commands get it from.
    pub(crate) fn load(env: &mut Env) -> Result<OwnPace, Failure> {
        let (now, habits) = (env.now, env.loaded.config.habits());
        Ok(OwnPace(env.store()?.learned(&now, &habits)?))
    }

    /// What was learned when it was last looked at; `None` before that. Asks for no learning.
    pub(crate) fn last(env: &mut Env) -> Result<Option<OwnPace>, Failure> {
        Ok(env.store()?.last_learned()?.map(OwnPace))
    }

    /// What an open task without an estimate will take, in seconds: what is usual for its kind of work.
    pub(crate) fn usual_s(&self, task: &Task) -> Option<u32> {
        if task.status.is_closed() || task.estimate_s.is_some() {
            return None;
        }
        Some(self.pace().typical(self.kind(Some(task.kind.as_deref()?)))?.p50_s)
    }

    /// What a new task will take, in one line; `None` when no task of the past says anything about it.
    pub(crate) fn aside(&self, kind: Option<&str>, estimate_s: Option<u32>) -> Option<String> {
        let number = self.kind(kind);
        if estimate_s.is_some() && self.pace().total() == 0 {
            return None;
        }
        // What tasks without a type take says nothing about the next one.
        if estimate_s.is_none() && number == UNTYPED {
            return None;
        }
        let said = self.predict(number, estimate_s)?.quantiles();
        Some(words::aside(&said, estimate_s))
    }

    /// What is left of a task after so many seconds of work.
    pub(crate) fn left(&self, task: &Task, spent_s: u32) -> Option<Quantiles> {
        let kind = self.kind(task.kind.as_deref());
        let whole = self.predict(kind, task.estimate_s.filter(|seconds| *seconds > 0))?;
        Some(whole.after(spent_s).quantiles())
    }

    /// The pace of estimates.
    pub(crate) fn pace(&self) -> &Pace {
        &self.0.pace
    }

    /// The number of a kind of work in the pace; [`UNTYPED`] when none is named or nothing is known of it.
    pub(crate) fn kind(&self, name: Option<&str>) -> u16 {
        let Some(name) = name else { return UNTYPED };
        match self.0.kind(Some(name)) {
            UNTYPED => self.0.kind(Some(&name.trim().trim_start_matches('@').to_lowercase())),
            kind => kind,
        }
    }

    /// What such a task will take, by its estimate or else by what is usual; `None` when there is nothing to go by.
    pub(crate) fn predict(&self, kind: u16, estimate_s: Option<u32>) -> Option<Prediction> {
        match estimate_s {
            Some(estimate_s) => Some(self.0.pace.predict(kind, estimate_s)),
            None => self.0.pace.guess(kind),
        }
    }
}

impl Estimate {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        if self.stdin {
            return bulk::run(env);
        }
        let kind = self.kind.as_deref().map(types::name).transpose()?;
        let what = self.what.join(" ");
        if what.is_empty() {
            return match kind {
                Some(kind) => usual(env, &kind),
                None => Err(Failure::usage(
                    "what is to be estimated?",
                    "a length of time, `heyday estimate 2h`, or a task, `heyday estimate 142`",
                )),
            };
        }
        let asked = kind.is_some() || self.project.is_some();
        match meant(env, &what, asked)? {
            Meant::Task(task, spent_s) => of_task(env, &task, spent_s),
            Meant::Length(seconds, unsure) => {
                let about =
                    Asked { seconds, kind: kind.as_deref(), project: self.project.as_deref() };
                of_duration(env, &about, unsure)
            }
        }
    }
}

/// What is to be estimated.
enum Meant {
    /// A task, and the seconds of work on it.
    Task(Box<Task>, u32),
    /// So many seconds; and the number, when it might as well have been meant as a task's.
    Length(u32, Option<TaskNo>),
}

/// A length of time that is asked about.
struct Asked<'a> {
    seconds: u32,
    kind: Option<&'a str>,
    project: Option<&'a str>,
}

/// A bare number is a task's when there is one with it, else minutes; with a type or a project it is minutes.
fn meant(env: &mut Env, what: &str, asked: bool) -> Result<Meant, Failure> {
    let reference = TaskRef::parse(what);
    let number = match reference {
        TaskRef::No(no) => Some(no),
        _ => None,
    };
    let length = text::duration(what);
    match &length {
        Ok(seconds) if asked || number.is_none() => return Ok(Meant::Length(*seconds, None)),
        Err(error) if asked => return Err(Failure::parse(error, what)),
        _ => {}
    }
    let state = env.load(&Scope::Tasks(vec![reference.clone()]))?;
    match state.resolve(&reference) {
        Ok(task) => {
            let spent_s = state.tracked_s(task.id, env.now.at);
            let spent_s = u32::try_from(spent_s).unwrap_or(u32::MAX);
            Ok(Meant::Task(Box::new(task.clone()), spent_s))
        }
        Err(refusal) => {
            let like_time = what.starts_with(|c: char| c.is_ascii_digit()) && number.is_none();
            match length {
                Ok(seconds) => Ok(Meant::Length(seconds, number)),
                Err(error) if like_time => Err(Failure::parse(&error, what)),
                Err(_) => Err(refusal.into()),
            }
        }
    }
}

/// `unsure`: the bare number that was typed, of which there is no task.
fn of_duration(env: &mut Env, asked: &Asked<'_>, unsure: Option<TaskNo>) -> Result<(), Failure> {
    let Asked { seconds, kind, project } = *asked;
    let own = OwnPace::load(env)?;
    let number = own.kind(kind);
    let said = own.pace().predict(number, seconds).quantiles();
    if env.printer.json {
        let answer = view::answer(|json| {
            json.field("estimate_s", seconds).field("type", kind).field("project", project);
            quantiles(json, &said);
            json.field("n_all", own.pace().total());
            if unsure.is_some() {
                json.field("read_as", "minutes");
            }
        });
        env.printer.json(&answer);
        return Ok(());
    }
    if let Some(no) = unsure {
        let read = format!("There is no task {no}, so this is about {no} minutes.");
        let read = env.printer.paint(Look::Faint, &read);
        env.printer.line(&read);
    }
    words::of_duration(env, seconds, kind, &said, &own);
    Ok(())
}

fn of_task(env: &mut Env, task: &Task, spent: u32) -> Result<(), Failure> {
    if task.status.is_closed() {
        let what = format!("task {} is {}: nothing is left of it", task.no, task.status.word());
        let hint = format!("`heyday show {}` says what it took", task.no);
        return Err(Failure::new("closed", what, hint));
    }
    let own = OwnPace::load(env)?;
    let Some(left) = own.left(task, spent) else {
        let what = format!("task {} has no estimate, and no such task was done before", task.no);
        let hint = format!("`heyday edit {} est:1h` says what you think it takes", task.no);
        return Err(Failure::new("no_estimate", what, hint));
    };
    if env.printer.json {
        let answer = view::answer(|json| {
            json.field("id", task.no.0).field("uuid", task.id).field("title", &task.title);
            json.field("type", task.kind.as_deref()).field("project", task.project.as_deref());
            json.field("estimate_s", task.estimate_s).field("tracked_s", spent);
            let spent = u64::from(spent);
            quantiles(
                json,
                &Quantiles {
                    p10_s: left.p10_s + spent,
                    p50_s: left.p50_s + spent,
                    p80_s: left.p80_s + spent,
                    p90_s: left.p90_s + spent,
                    n: left.n,
                },
            );
            json.object_field("remaining", |json| quantiles(json, &left));
        });
        env.printer.json(&answer);
        return Ok(());
    }
    words::of_task(env, task, spent, &left, &own);
    Ok(())
}

/// What tasks of a kind take, whatever was thought.
fn usual(env: &mut Env, kind: &str) -> Result<(), Failure> {
    let own = OwnPace::load(env)?;
    let Some(said) = own.pace().guess(own.kind(Some(kind))).map(|found| found.quantiles()) else {
        return Err(Failure::new(
            "no_history",
            format!("fewer than three tasks of type `{kind}` were done with the timer on"),
            "with a length of time, `heyday estimate 2h --type TYPE`, others are looked at too",
        ));
    };
    if env.printer.json {
        let answer = view::answer(|json| {
            json.field("estimate_s", None::<u32>).field("type", kind);
            quantiles(json, &said);
        });
        env.printer.json(&answer);
        return Ok(());
    }
    words::usual(env, kind, &said);
    Ok(())
}

/// The quantiles as fields of the open object.
pub(crate) fn quantiles(json: &mut Json, said: &Quantiles) {
    json.field("p10_s", said.p10_s)
        .field("p50_s", said.p50_s)
        .field("p80_s", said.p80_s)
        .field("p90_s", said.p90_s)
        .field("n", said.n);
}
