//! What `heyday` alone prints where there is no terminal to draw on: the day so far, and the plan for the
//! rest of it; as JSON, the queue.
//!
//! Next: [`super::status`] for the one line.

use super::env::Env;
use super::failure::Failure;
use super::log;
use super::phrase;
use super::printer::Look;
use super::propose::{self, Ground};
use super::status::worked_in;
use super::view::{self, Around};
use crate::domain::{Now, Session, Span, State, urgency};
use crate::store::Scope;
use crate::text::print_duration;

/// Prints the day.
pub(crate) fn run(env: &mut Env) -> Result<(), Failure> {
    let now = env.now;
    let span = now.day_span(now.day());
    if env.printer.json {
        env.read_calendars()?;
        let state = env.load(&Scope::Screen { span })?;
        json(env, &state, span);
        return Ok(());
    }
    let ground = Ground::load(env)?;
    let state = &ground.state;
    let sessions = measured(state, span, &now);
    let worked = worked_in(state, span, &now);
    let heading = format!("{}, {} worked", now.day().format("%a %-d %b"), print_duration(worked));
    let heading = env.printer.paint(Look::Strong, &heading);
    env.printer.line(&heading);
    if !sessions.is_empty() {
        log::table(&sessions, span, state, &now).print(&mut env.printer);
    }
    if let Some(pause) = state.on_break() {
        env.printer.line(&format!("On a break since {}.", phrase::clock(pause.start)));
    }
    env.printer.line("");
    if urgency::rank(state, &now, env.weights()).is_empty() {
        env.printer.line("Nothing is waiting: `heyday add TITLE` writes something down.");
        return Ok(());
    }
    propose::today(env, &ground)
}

/// The sessions of the day; a guess is for the log.
fn measured<'a>(state: &'a State, span: Span, now: &Now) -> Vec<&'a Session> {
    state.sessions_in(span, now.at).filter(|session| !session.is_inferred()).collect()
}

fn json(env: &mut Env, state: &State, span: Span) {
    let now = env.now;
    let ranked = urgency::rank(state, &now, env.weights());
    let around = Around { state, now: &now, weights: env.weights() };
    let answer = view::answer(|json| {
        json.field("day", now.day()).field("worked_s", worked_in(state, span, &now));
        json.array_field("sessions", |json| {
            for session in measured(state, span, &now) {
                json.object_item(|json| view::session(json, session, state, &now));
            }
        });
        json.array_field("queue", |json| {
            for task in ranked.iter().filter_map(|(id, _)| state.task(*id)) {
                json.object_item(|json| view::task(json, task, around));
            }
        });
    });
    env.printer.json(&answer);
}
