//! Opens the screen: hands the store and the settings to the interactive program.
//!
//! Next: [`crate::runtime::run`].

use super::env::{Env, var};
use super::failure::Failure;
use crate::runtime::{RunError, Session, Speech, run};
use std::io::{self, IsTerminal};
use std::process::ExitCode;

/// Runs the interactive program until the person leaves it. Nobody is told to rest from work that is `made_up`, nor on a
/// day that is not the present one, unless what is said is only recorded.
///
/// # Errors
/// When there is no terminal, or the store can't be opened.
pub(crate) fn open(env: &mut Env, made_up: bool) -> Result<ExitCode, Failure> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Failure::usage(
            "the screen needs a terminal, and there is none",
            "`heyday list`, `heyday status` and the other commands work without",
        ));
    }
    env.store()?;
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let (store, clock) = env.take();
    let speaks = !made_up && (env.real_time || var("HEYDAY_NOTIFY").is_some());
    let speech = if speaks { Speech::Aloud } else { Speech::Silent };
    let session = Session {
        store: store.ok_or_else(|| Failure::new("internal", "the store is not open", ""))?,
        loaded: env.loaded.clone(),
        paths: env.paths.clone(),
        program: std::env::current_exe().ok(),
        accessible: dumb || env.loaded.config.screen.accessible,
        no_color: !env.printer.colour,
        clock,
        real_time: env.real_time,
        speech,
        zone: env.now.zone,
    };
    run(session).map_err(|error| match error {
        RunError::Terminal(error) => {
            let hint = "TERM may not fit it; `heyday doctor` shows what heyday sees";
            Failure::io("can't use the terminal", &error, hint)
        }
        RunError::Config(error) => error.into(),
    })
}
