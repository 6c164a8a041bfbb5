//! After how much work a break is due today, for whatever says "break in 12m" and may not read three months of log each
//! time. Found once a day and kept in the store; the policy itself finds it anew.
//!
//! Next: [`crate::nudge::live::Ground`], which finds it.

use super::env::Env;
use super::failure::Failure;
use crate::domain::Span;
use crate::nudge::Ground;
use crate::nudge::history::Settings;
use crate::nudge::replay::needed;
use crate::store::Scope;

/// After how many milliseconds of work a break is due today; `None` when breaks never are.
///
/// # Errors
/// When the store can't be read.
pub(crate) fn soft_ms(env: &mut Env) -> Result<Option<i64>, Failure> {
    let basis = basis(env)?;
    if let Some(kept) = env.store()?.rhythm(&basis)? {
        return Ok(kept);
    }
    let nudging = env.loaded.config.nudging();
    let ground = ground(env)?;
    let soft = ground.today().and_then(|today| today.habit.soft_ms(&today.accepted, &nudging));
    env.store()?.keep_rhythm(&basis, soft);
    Ok(soft)
}

/// How today began for the person.
///
/// # Errors
/// When the store can't be read.
pub(super) fn ground(env: &mut Env) -> Result<Ground, Failure> {
    let now = env.now;
    let (planning, nudging) = (env.loaded.config.planning(), env.loaded.config.nudging());
    let settings = Settings { planning: &planning, nudging: &nudging, now: &now };
    let state = env.load(&Scope::Day(needed((now.day(), now.day()), settings)))?;
    Ok(Ground::of(&state, settings))
}

/// What it depends on: the day, the settings, and the log of the days before.
fn basis(env: &mut Env) -> Result<String, Failure> {
    let now = env.now;
    let (planning, nudging) = (env.loaded.config.planning(), env.loaded.config.nudging());
    let settings = Settings { planning: &planning, nudging: &nudging, now: &now };
    let day = now.day();
    let before = Span::new(needed((day, day), settings).start, now.day_span(day).start);
    let sessions = env.store()?.sessions_begun_in(before)?;
    let (rest, within) = (nudging.rest_after_s, nudging.within_s);
    Ok(format!("{day} {rest:?} {within:?} {} {sessions}", now.rollover_min))
}
