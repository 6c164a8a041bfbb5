//! `completions` and `man`: what shells and `man` want to know of the command line, made from the very
//! definition that parses it.
//!
//! Next: [`super::args`].

use super::args::Cli;
use super::failure::Failure;
use super::printer::written;
use clap::{Args, Command, CommandFactory};
use clap_mangen::Man as Page;
use clap_mangen::roff::{Roff, bold, roman};
use std::io::{self, Write};

/// Arguments of `completions`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  source <(heyday completions bash)
  heyday completions zsh > _heyday
  heyday completions fish > heyday.fish")]
pub(crate) struct Completions {
    /// For which shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

impl Completions {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "heyday", &mut script);
        print(&script)
    }
}

/// Arguments of `man`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  heyday man > heyday.1
  heyday man log | man -l -")]
pub(crate) struct Man {
    /// The page of that command
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

impl Man {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let mut command = Cli::command();
        command.build();
        for name in &self.command {
            let found = command.find_subcommand(name).cloned();
            command = found.ok_or_else(|| {
                Failure::not_found(
                    format!("no command `{name}`"),
                    "`heyday --help` lists the commands",
                )
            })?;
        }
        let page = page(command, self.command.is_empty());
        print(&page.map_err(|error| Failure::io("can't make the page", &error, ""))?)
    }
}

const ENVIRONMENT: [(&str, &str); 7] = [
    ("HEYDAY_DATA_DIR", "The folder with the data; --data-dir goes before it."),
    ("HEYDAY_CONFIG", "The configuration file; --config goes before it."),
    ("NO_COLOR", "Not empty: no colours, unless --color says so."),
    ("COLUMNS", "The width of the terminal, when it is not the terminal's own."),
    ("EDITOR, VISUAL", "The program that `heyday config edit` opens; VISUAL goes first."),
    ("TZ", "The local time zone; the system's when not set."),
    ("XDG_DATA_HOME, XDG_CONFIG_HOME, XDG_STATE_HOME", "Where the folders are by default."),
];

const SCREEN_READERS: [(&str, &str); 1] = [(
    "heyday --accessible",
    "The screen as lines, for screen readers and braille displays: it says the day at a glance, and after each \
     key what has changed. The keys are the same; ? says them, z says what runs, Ctrl-l says the day again. \
     Nothing is drawn over, nothing moves, the mouse is left alone. The setting screen.accessible makes it \
     the rule, and it is the rule on a terminal whose TERM is dumb.",
)];

const DEBUGGING: [(&str, &str); 3] = [
    (
        "HEYDAY_NOW",
        "An RFC 3339 instant such as 2026-11-25T09:00:00+01:00 freezes the clock; with @60x after it, time \
         runs sixty times as fast from there.",
    ),
    (
        "HEYDAY_NOTIFY",
        "record:FILE writes notifications to FILE, one JSON object a line, instead of showing them.",
    ),
    ("HEYDAY_DATA_DIR", "Another folder keeps a trial apart from the real data."),
];

const EXIT_STATUS: [(&str, &str); 7] = [
    ("0", "Done. A pipe that nobody reads any more is success too."),
    ("1", "Refused or failed."),
    ("2", "The command line can't be understood."),
    ("3", "No such thing, or several."),
    ("4", "The data has changed meanwhile."),
    ("5", "The store can't be used: locked, damaged, read-only, or newer than this program."),
    ("75", "The background process wants to be begun again: a desktop has come."),
];

fn page(command: Command, whole: bool) -> io::Result<Vec<u8>> {
    let page = Page::new(command);
    let mut out = Vec::new();
    if !whole {
        page.render(&mut out)?;
        return Ok(out);
    }
    page.render_title(&mut out)?;
    page.render_name_section(&mut out)?;
    page.render_synopsis_section(&mut out)?;
    page.render_description_section(&mut out)?;
    page.render_options_section(&mut out)?;
    page.render_subcommands_section(&mut out)?;
    page.render_extra_section(&mut out)?;
    section(&mut out, "SCREEN READERS", &SCREEN_READERS)?;
    section(&mut out, "ENVIRONMENT", &ENVIRONMENT)?;
    section(&mut out, "DEBUGGING", &DEBUGGING)?;
    section(&mut out, "EXIT STATUS", &EXIT_STATUS)?;
    page.render_version_section(&mut out)?;
    Ok(out)
}

fn section(out: &mut Vec<u8>, title: &str, entries: &[(&str, &str)]) -> io::Result<()> {
    let mut roff = Roff::default();
    roff.control("SH", [title]);
    for (name, text) in entries {
        roff.control("TP", []).text([bold(*name)]).text([roman(*text)]);
    }
    roff.to_writer(out)
}

/// Prints something that is for a program and no person.
pub(super) fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    written(stdout.write_all(bytes).and_then(|()| stdout.flush())).map(drop)
}
