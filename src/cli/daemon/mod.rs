//! `daemon`: nudges without a screen. Runs in the foreground until a signal ends it; [`install`] has the system begin it at
//! login, [`status`] says how it does.
//!
//! Next: [`crate::runtime::watch_over`], which does it.

mod install;
mod status;
mod unit;

pub(crate) use status::row;

use super::env::Env;
use super::failure::{Failure, STORE};
use crate::runtime::{Daemon, DaemonError, watch_over};
use clap::{Args, Subcommand};

/// The exit status of a background process that wants to begin anew (`EX_TEMPFAIL` of sysexits.h).
const AGAIN: u8 = 75;

/// Arguments of `daemon`.
#[derive(Debug, Args)]
#[command(after_help = "\
It says a line for each nudge, on standard error. While a screen is open, that one speaks and this is silent.

Examples:
  heyday daemon install
  heyday daemon status
  heyday daemon --quiet")]
#[command(subcommand_value_name = "WHAT", subcommand_help_heading = "Inner commands")]
pub(crate) struct DaemonCommand {
    #[command(subcommand)]
    what: Option<What>,
}

/// What else to do about it.
#[derive(Debug, Subcommand)]
enum What {
    /// Start it now, and at each login
    Install(install::Install),
    /// Stop it, and start it no more
    #[command(after_help = "Example:\n  heyday daemon uninstall")]
    Uninstall,
    /// Say whether it runs, and how it reaches you
    #[command(after_help = "Examples:\n  heyday daemon status\n  heyday daemon status --json")]
    Status,
}

impl DaemonCommand {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        match self.what {
            None => foreground(env),
            Some(What::Install(args)) => args.run(env),
            Some(What::Uninstall) => install::uninstall(env),
            Some(What::Status) => {
                status::run(env);
                Ok(())
            }
        }
    }
}

fn foreground(env: &mut Env) -> Result<(), Failure> {
    // Makes the store when there is none yet, and says what is wrong with it while somebody reads that.
    env.store()?;
    let (store, clock) = env.take();
    drop(store);
    let daemon = Daemon {
        clock,
        real_time: env.real_time,
        zone: env.now.zone,
        loaded: env.loaded.clone(),
        paths: env.paths.clone(),
        quiet: env.printer.quiet,
    };
    watch_over(daemon).map_err(|error| match error {
        DaemonError::Newer(error) => {
            let hint = "end it and begin it anew with the newer heyday; `heyday daemon install` \
                        sees to that by itself";
            Failure { exit: STORE, hint: hint.into(), ..error.into() }
        }
        DaemonError::Desktop => {
            let hint = "what has begun it begins it again, and it is told where the desktop is";
            Failure { exit: AGAIN, ..Failure::new("desktop", error.to_string(), hint) }
        }
        DaemonError::Another(_) => {
            Failure::new("running", error.to_string(), "`heyday daemon status` shows how it does")
        }
        DaemonError::Io(_) => {
            Failure::new("io", error.to_string(), "check the data folder's permissions")
        }
    })
}
