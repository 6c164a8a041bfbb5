//! `nudge postpone`, `nudge skip`: the answers to the nudge that waits for one, for whoever has neither a screen nor a desktop
//! with buttons. `break` takes it.
//!
//! Next: [`crate::store::Store::settle_told`], which keeps them.

use super::super::env::Env;
use super::super::failure::Failure;
use super::super::phrase;
use super::super::view;
use super::status::found;
use crate::domain::{Answer, Mint, Moment, Now, Told, ToldId};
use crate::nudge::{Nudge, Pulse};
use crate::store::seed;
use crate::text::print_duration;

/// Answers the nudge that is open.
///
/// # Errors
/// When none is, or when it can't be put off, or when the store can't be used.
pub(super) fn answer(env: &mut Env, answer: Answer) -> Result<(), Failure> {
    let now = env.now;
    let pulse = found(env)?.live.pulse;
    let nudging = env.loaded.config.nudging();
    let open = pulse.open.clone().ok_or_else(nothing_open)?;
    let is_break = open.rule.is_break();
    let until = match answer {
        Answer::Postpone if !is_break => return Err(no_break(&open)),
        Answer::Postpone => Some(after(&now, pulse.postpone_s(&nudging))),
        _ => Some(after(&now, nudging.again_s)).filter(|_| is_break),
    };
    let id = ToldId(Mint::new(seed(), now.at.utc_ms()).uuid());
    let Nudge { at, rule, due, text, .. } = open;
    let told = Told { id, at, rule: rule.word().into(), due, text, answer: Some((now.at, answer)) };
    if !env.store()?.settle_told(&told)? {
        return Err(nothing_open());
    }
    tell(env, &pulse, answer, until);
    Ok(())
}

fn after(now: &Now, seconds: u32) -> Moment {
    now.zone.moment(now.at.plus_seconds(i64::from(seconds)).utc_ms())
}

fn tell(env: &mut Env, pulse: &Pulse, answer: Answer, until: Option<Moment>) {
    let later = until.filter(|_| answer == Answer::Postpone);
    let break_s = later.map(|until| pulse.break_s(until));
    if env.printer.json {
        let json = view::answer(|json| {
            json.field("answer", answer.word()).field("until", until).field("break_s", break_s);
        });
        env.printer.json(&json);
        return;
    }
    let line = match (until.map(phrase::clock), break_s) {
        (Some(until), Some(length)) => {
            format!("Put off until {until}; the break is {} then", print_duration(length.into()))
        }
        (Some(until), None) => format!("Skipped; nothing more of this before {until}"),
        (None, _) => "Put away".into(),
    };
    if !env.printer.quiet {
        env.printer.line(&line);
    }
}

fn nothing_open() -> Failure {
    let hint = "`heyday nudge status` says when the next break is due";
    Failure::new("nothing_open", "no nudge waits for an answer", hint)
}

fn no_break(open: &Nudge) -> Failure {
    let why = format!("only a break can be put off, and this is none: {}", open.text);
    Failure::new("no_break", why, "`heyday nudge skip` puts it away")
}
