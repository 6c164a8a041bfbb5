//! The question about a timer that ran for longer than anyone works: was it all work, when did it end, or
//! was it nothing? Asked once, on a terminal only; scripts answer with options.
//!
//! Next: [`crate::domain::Intent::Settle`].

use super::env::Env;
use super::failure::Failure;
use super::moments::end_of_running;
use super::printer::complain;
use super::tell::capitalised;
use crate::domain::{Forgotten, Intent, Moment, Refusal};
use crate::text;
use std::io::{self, BufRead, IsTerminal};

/// What the timer really was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// All of it work.
    Keep,
    /// Work until then.
    Ended(Moment),
    /// No work at all.
    Discard,
}

impl Answer {
    /// The intent that says so and leaves it at that.
    pub(crate) fn settle(self) -> Intent {
        Intent::Settle(match self {
            Answer::Keep => Forgotten::Keep,
            Answer::Ended(at) => Forgotten::EndedAt(at),
            Answer::Discard => Forgotten::Discard,
        })
    }
}

/// Asks on the terminal; `None` when there is none, or when the person does not want to say.
pub(crate) fn ask(refusal: &Refusal, env: &mut Env) -> Result<Option<Answer>, Failure> {
    question(&refusal.to_string(), env)
}

/// Asks about the running session, however long it has run.
pub(crate) fn ask_about_running(env: &mut Env) -> Result<Option<Answer>, Failure> {
    let state = env.load_running()?;
    let running = state.running().ok_or(Refusal::NothingRunning)?;
    let since = env.day_clock(running.start);
    question(&format!("the timer has run since {since}"), env)
}

/// The failure when nobody could be asked.
pub(crate) fn unanswered() -> Failure {
    Failure::usage(
        "what was it? There is no terminal to ask on",
        "say `heyday away --ended 12:30`, or `heyday away --keep` if it was all work, `heyday away --discard` if none",
    )
}

/// Asks a question on the terminal; `None` when there is none.
pub(crate) fn read_answer(env: &Env, question: &str) -> Result<Option<String>, Failure> {
    let terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
    if !terminal || env.printer.json {
        return Ok(None);
    }
    complain(question);
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    let read = read.map_err(|error| Failure::io("can't read the answer", &error, ""))?;
    // Ctrl-D says nothing; Enter does.
    Ok((read > 0).then_some(line))
}

fn question(what: &str, env: &mut Env) -> Result<Option<Answer>, Failure> {
    let asked = format!(
        "{}.\nWhen did work end? A time such as 17:30, `k` if it was all work, `d` to discard it, Enter to leave it: ",
        text::visible(&capitalised(what))
    );
    let Some(line) = read_answer(env, &asked)? else { return Ok(None) };
    match line.trim() {
        "" => Ok(None),
        "k" | "keep" => Ok(Some(Answer::Keep)),
        "d" | "discard" => Ok(Some(Answer::Discard)),
        at => {
            let at = end_of_running(at, env)?;
            Ok(Some(Answer::Ended(at)))
        }
    }
}
