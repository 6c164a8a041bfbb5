//! Has a call answered: by this program again, as if a person had typed the command, so that a question that goes wrong
//! ends nothing but itself. A suggestion is rehearsed and then kept.
//!
//! Next: [`crate::cli::suggestions`], where it waits.

use super::call::Call;
use super::protocol::Answer;
use crate::cli::env::Env;
use crate::cli::failure::Failure;
use crate::cli::suggestions;
use crate::domain::Suggestion;
use crate::plan::skills::OWN;
use crate::runtime::Itself;
use std::process::{Output, Stdio};

/// The most characters of a reason, and of all the words of a command.
const LONGEST: usize = 2_000;

/// What a call comes to.
pub(super) fn carry_out(env: &mut Env, call: Call) -> Answer {
    let answer = match call {
        Call::Look(words) => look(env, &words),
        Call::Suggest { words, why, who } => suggest(env, words, why, who),
    };
    answer.unwrap_or_else(|failure| Answer {
        text: failure.render(false, false).trim_end().to_owned(),
        failed: true,
    })
}

fn look(env: &Env, words: &[String]) -> Result<Answer, Failure> {
    let output = run(env, &["--json"], words)?;
    Ok(if output.status.success() {
        Answer { text: said(&output.stdout), failed: false }
    } else {
        Answer { text: said(&output.stderr), failed: true }
    })
}

fn suggest(env: &mut Env, words: Vec<String>, why: String, who: String) -> Result<Answer, Failure> {
    let length = |text: &String| text.chars().count();
    if length(&why) > LONGEST || words.iter().map(length).sum::<usize>() > LONGEST {
        let hint = format!("at most {LONGEST} characters for the command, and for the reason");
        return Err(Failure::new("too_large", "that is too long for anybody to read", hint));
    }
    suggestions::read(&words)?;
    let comes = match rehearse(env, &words)? {
        Ok(comes) => comes,
        Err(text) => return Ok(Answer { text, failed: true }),
    };
    env.tick();
    let who = match who.trim() {
        "" => "another program".to_owned(),
        own if own.eq_ignore_ascii_case(OWN) => format!("a program that calls itself `{own}`"),
        _ => who,
    };
    let suggestion = Suggestion { no: 0, at: env.now.at, who, words, comes, why };
    let kept = env.store().and_then(|store| Ok(store.suggest(&suggestion)?));
    env.close();
    let Some(no) = kept? else {
        let hint = "ask the person to answer them: `heyday suggestions`";
        return Err(Failure::new("too_many", "too many suggestions wait already", hint));
    };
    let comes = suggestion.comes;
    let text = format!("Suggestion {no} waits for the person. Accepted, it comes to: {comes}");
    Ok(Answer { text, failed: false })
}

/// What a command would come to; the inner error is what is wrong with it, in words.
pub(in crate::cli) fn rehearse(
    env: &Env,
    words: &[String],
) -> Result<Result<String, String>, Failure> {
    let rehearsal = run(env, &["--rehearse", "--color=never"], words)?;
    if !rehearsal.status.success() {
        return Ok(Err(said(&rehearsal.stderr)));
    }
    Ok(Ok(said(&rehearsal.stdout).lines().next().unwrap_or_default().to_owned()))
}

/// Runs a command of this program on the same store.
fn run(env: &Env, how: &[&str], words: &[String]) -> Result<Output, Failure> {
    let (data, config) = (env.paths.data.clone(), env.paths.config.clone());
    let ended = std::env::current_exe().and_then(|program| {
        let mut command = Itself { program, data, config }.command(how)?;
        command.args(words).stderr(Stdio::piped()).output()
    });
    ended.map_err(|error| {
        let hint = "heyday may have been replaced by a newer one: begin `heyday mcp` anew";
        Failure::io("can't run the command", &error, hint)
    })
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}
