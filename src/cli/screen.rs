//! Opens the screen: hands the store, the settings and the terminal's facts to the interactive program.
//!
//! Next: [`crate::runtime::run`].

use super::env::Env;
use super::failure::Failure;
use crate::app::Settings;
use crate::config::{Loaded, Rate};
use crate::runtime::{Depth, Session, run};
use crate::ui::Theme;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

/// Runs the interactive program until the person leaves it.
///
/// # Errors
/// When there is no terminal, or the store can't be opened.
pub(crate) fn open(env: &mut Env) -> Result<ExitCode, Failure> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Failure::usage(
            "the screen needs a terminal, and there is none",
            "`heyday list`, `heyday status` and the other commands work without",
        ));
    }
    env.store()?;
    let (store, clock) = env.take();
    let store = store.ok_or_else(|| Failure::new("internal", "the store is not open", ""))?;
    let config = &env.loaded.config;
    let var = |name| std::env::var(name).ok();
    let session = Session {
        store,
        settings: settings(&env.loaded),
        theme: Theme::default(),
        depth: Depth::detect(var("TERM").as_deref(), var("COLORTERM").as_deref()),
        follow_background: config.screen.theme == "auto",
        mouse: config.screen.mouse,
        clock,
        real_time: env.real_time,
        zone: env.now.zone,
        rollover_min: config.rollover_min(),
        folder: Some(env.paths.data.clone()),
    };
    run(session).map_err(|error| {
        Failure::io(
            "can't use the terminal",
            &error,
            "TERM may not fit it; `heyday doctor` shows it",
        )
    })
}

/// What the screens need of the configuration.
fn settings(loaded: &Loaded) -> Settings {
    let config = &loaded.config;
    let work_day = &config.work_day;
    let defaults = Settings::default();
    Settings {
        day_start: work_day.start,
        day_end: work_day.end,
        lunch: work_day.lunch,
        day_target_s: work_day.target_s,
        rest_after_s: config.breaks.rest_after_s.unwrap_or(u32::MAX),
        break_s: config.breaks.length_s,
        weights: config.urgency,
        keymap: loaded.keymap.clone(),
        ask_focus: config.timer.rate != Rate::Never,
        ..defaults
    }
}
