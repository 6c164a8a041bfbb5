//! `hook`: the lines that a shell runs at its start, so that heyday knows when a long command is over or a commit was
//! made.
//!
//! Next: [`crate::presence::hook`], which has the lines and reads what shells leave.

use super::env::Env;
use super::failure::Failure;
use super::shell::print;
use crate::presence::{Spool, hook};
use clap::{Args, ValueEnum};

/// Arguments of `hook`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  eval \"$(heyday hook bash)\"   in ~/.bashrc
  eval \"$(heyday hook zsh)\"    in ~/.zshrc
  heyday hook fish | source    in ~/.config/fish/config.fish

A shell with the hook notes when a command of a minute or more is over and when a commit was made: a line with the \
time, the length and the exit status, never what was typed. Words about breaks wait for such moments.")]
pub(crate) struct Hook {
    /// For which shell
    #[arg(value_enum)]
    shell: Shell,
}

/// The shells that can leave marks.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

impl Hook {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let shell = match self.shell {
            Shell::Bash => hook::Shell::Bash,
            Shell::Zsh => hook::Shell::Zsh,
            Shell::Fish => hook::Shell::Fish,
        };
        let spool = Spool::below(&env.paths.state);
        spool
            .prepare()
            .map_err(|error| Failure::io("can't make the file for what shells tell", &error, ""))?;
        let script = shell.script(&spool.marks()).ok_or_else(|| {
            let hint = "name another folder with `--data-dir`";
            Failure::new("path", "the folder for what shells tell has a name that is no text", hint)
        })?;
        print(script.as_bytes())
    }
}
