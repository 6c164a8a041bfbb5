//! `show`: everything about one task.
//!
//! Next: [`super::view`] for the JSON, [`super::list`] for many.

use super::env::Env;
use super::estimate::{self, OwnPace, likely, rounded};
use super::failure::Failure;
use super::phrase;
use super::printer::{Look, Printer};
use super::view::{self, Around};
use crate::domain::{Session, State, Task, TaskRef, urgency};
use crate::learn::pace::Quantiles;
use crate::store::Scope;
use crate::text::print_duration;
use clap::Args;

/// How many sessions are shown in words; JSON has all of them.
const LAST_SESSIONS: usize = 10;

/// Arguments of `show`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday show methods")]
pub(crate) struct Show {
    /// Number of the task, or a unique part of its title
    #[arg(required = true, value_name = "ID")]
    id: Vec<String>,
}

impl Show {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let reference = TaskRef::parse(&self.id.join(" "));
        let mut state = env.load(&Scope::Tasks(vec![reference.clone()]))?;
        let task = state.resolve(&reference)?.clone();
        let sessions = env.sessions_of(task.id)?;
        for session in &sessions {
            state.load_session(session.clone());
        }
        let prospect = Prospect::of(&task, &state, env)?;
        if env.printer.json {
            json(env, &task, &state, &sessions, &prospect);
        } else {
            words(env, &task, &state, &sessions, &prospect);
        }
        Ok(())
    }
}

/// What is learned of such tasks, said of this one.
struct Prospect {
    /// What is usual, when nobody said how long it takes.
    usual_s: Option<u32>,
    /// What is left of it.
    left: Option<Quantiles>,
}

impl Prospect {
    fn of(task: &Task, state: &State, env: &mut Env) -> Result<Prospect, Failure> {
        let known = if task.status.is_closed() { None } else { OwnPace::last(env)? };
        let Some(own) = known.filter(|own| own.pace().total() > 0 || task.estimate_s.is_none())
        else {
            return Ok(Prospect { usual_s: None, left: None });
        };
        let spent_s = u32::try_from(state.tracked_s(task.id, env.now.at)).unwrap_or(u32::MAX);
        Ok(Prospect { usual_s: own.usual_s(task), left: own.left(task, spent_s) })
    }
}

fn json(env: &mut Env, task: &Task, state: &State, sessions: &[Session], prospect: &Prospect) {
    let around = Around { state, now: &env.now, weights: env.weights() };
    let answer = view::answer(|json| {
        json.array_field("tasks", |json| {
            json.object_item(|json| {
                view::task(json, task, around);
                let why = urgency::urgency(task, state, &env.now, env.weights());
                json.array_field("reasons", |json| super::next::reasons(json, &why));
                json.field_if("estimate_guess_s", prospect.usual_s);
                if let Some(left) = &prospect.left {
                    json.object_field("likely", |json| estimate::quantiles(json, left));
                }
            });
        });
        json.array_field("sessions", |json| {
            for session in sessions {
                json.object_item(|json| view::session(json, session, state, &env.now));
            }
        });
    });
    env.printer.json(&answer);
}

fn words(env: &mut Env, task: &Task, state: &State, sessions: &[Session], prospect: &Prospect) {
    let now = env.now;
    let heading = env.printer.paint(Look::Strong, &format!("{} {}", task.no, task.title));
    env.printer.line(&heading);
    let why = urgency::urgency(task, state, &now, env.weights());
    let printer = &mut env.printer;
    let closed = task.closed.map(|at| format!(" {}", phrase::day_clock(at, &now)));
    field(printer, "status", &format!("{}{}", task.status.word(), closed.unwrap_or_default()));
    field(printer, "about", &phrase::attributes(task, state, &now));
    let before = task.after.iter().filter_map(|id| state.task(*id));
    for before in before.filter(|one| !one.status.is_closed() && !task.status.is_closed()) {
        field(printer, "blocked", &format!("waits for {} `{}`", before.no, before.title));
    }
    let tracked = state.tracked_s(task.id, now.at);
    let left = phrase::remaining_s(task, state, now.at);
    let left = left.map(|s| format!(", {} left of the estimate", print_duration(s)));
    field(printer, "worked", &format!("{}{}", print_duration(tracked), left.unwrap_or_default()));
    let usual =
        prospect.usual_s.map(|seconds| format!("~{}", print_duration(rounded(seconds.into()))));
    field(printer, "usual", &usual.unwrap_or_default());
    field(printer, "likely", &prospect.left.as_ref().map(likely).unwrap_or_default());
    let terms: Vec<String> = why.terms.iter().map(|(name, v)| format!("{name} {v:+.1}")).collect();
    let sum = if terms.is_empty() { String::new() } else { format!(" = {}", terms.join(" ")) };
    if !task.status.is_closed() {
        field(printer, "urgency", &format!("{:.1}{sum}", why.total));
    }
    field(printer, "created", &phrase::day_clock(task.created, &now));
    for line in task.note.lines() {
        field(printer, "note", line);
    }
    for session in sessions.iter().rev().take(LAST_SESSIONS) {
        let day = phrase::day_at(session.start, &now);
        let worked = print_duration(session.worked_s(now.at));
        let focus = session.focus.map(|f| format!(", focus {f}")).unwrap_or_default();
        field(printer, "session", &format!("{day} {} {worked}{focus}", phrase::from_to(session)));
    }
    if sessions.len() > LAST_SESSIONS {
        let more = sessions.len() - LAST_SESSIONS;
        field(printer, "session", &format!("and {more} earlier ones"));
    }
}

fn field(printer: &mut Printer, name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    let name = printer.paint(Look::Faint, &format!("{name:<8}"));
    let value = printer.paint(Look::Plain, value);
    printer.line(&format!("  {name}  {value}"));
}
