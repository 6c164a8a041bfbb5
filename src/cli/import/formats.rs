//! What can be imported: the arguments of each format, and how its paths become bytes.
//!
//! Next: [`crate::exchange`], which reads the bytes; [`super::folders`].

use super::super::failure::Failure;
use super::folders;
use super::table::{self, Csv};
use crate::domain::AllDay;
use crate::exchange::import::{Importer, TypeFrom};
use crate::exchange::{csv, ics, jsonl, org, taskwarrior, timewarrior, todotxt, watson};
use clap::{Args, Subcommand, ValueEnum};
use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// What files are made of.
#[derive(Debug, Subcommand)]
pub(super) enum Format {
    /// JSON lines: everything, lossless
    #[command(after_help = "Example:\n  heyday import jsonl heyday.jsonl")]
    Jsonl(Files),
    /// Taskwarrior: an export, or the data folder of version 2
    #[command(after_help = "\
Examples:
  task export | heyday import taskwarrior -
  heyday import taskwarrior ~/.task")]
    Taskwarrior(Labelled),
    /// Timewarrior: an export, or its folder
    #[command(after_help = "\
A tag that is a task's title means that task; one that names a kind of work is the type, one that names a \
project is the project. Of the others, the first with a space in it is the title.

Examples:
  timew export | heyday import timewarrior -
  heyday import timewarrior ~/.timewarrior --dry-run")]
    Timewarrior(Labelled),
    /// Watson: its frames, its folder, or a log in JSON
    #[command(after_help = "\
Examples:
  heyday import watson ~/.config/watson
  watson log --all --json | heyday import watson -")]
    Watson(Labelled),
    /// todo.txt, with done.txt when a folder is named
    #[command(after_help = "\
Priorities A, B, C and the others become urgent, high, normal and low.

Examples:
  heyday import todotxt ~/todo.txt ~/done.txt
  heyday import todotxt ~/todo --dry-run")]
    Todotxt(Labelled),
    /// Org: headlines with keywords are tasks, clock lines are sessions
    #[command(after_help = "\
Headlines without a keyword are projects; deadlines are hard, schedules are the day a task is planned for.

Examples:
  heyday import org ~/org/work.org
  heyday import org ~/org --dry-run")]
    Org(Labelled),
    /// iCalendar: entries become events of the log, once
    #[command(after_help = "\
For a calendar that goes on changing, `heyday calendar add` reads it again and again. Of what repeats, the times \
from five years back to one year ahead are brought in.

Examples:
  heyday import ics conference.ics --dry-run
  heyday import ics ~/old-calendar --mine ana@example.org")]
    Ics(Entries),
    /// A table of sessions or tasks, with a line of column names
    #[command(after_help = table::HELP)]
    Csv(Csv),
}

/// The files of a format that needs to be told nothing else.
#[derive(Debug, Args)]
pub(super) struct Files {
    /// The files; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// The files of a format with labels that may be kinds of work.
#[derive(Debug, Args)]
pub(super) struct Labelled {
    /// The files or folders; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Name new kinds of work after the first tag or the project when none has the name of a known one
    #[arg(long, value_name = "LABEL", value_enum)]
    type_from: Option<Label>,
}

/// The files of calendars.
#[derive(Debug, Args)]
pub(super) struct Entries {
    /// The files, or folders of them; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Your address in them: what you declined is left out. May be given several times
    #[arg(long, value_name = "ADDRESS")]
    mine: Vec<String>,
}

/// What may become a kind of work.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Label {
    Tag,
    Project,
}

/// How an import is done.
#[derive(Debug)]
pub(super) struct Plan {
    /// Makes changes of bytes.
    pub(super) importer: Box<dyn Importer>,
    /// What to read, in this order.
    pub(super) paths: Vec<PathBuf>,
    /// How one of them is opened.
    pub(super) open: fn(&Path) -> io::Result<Opened>,
    /// Whether the importer wants to know the store's tasks and projects.
    pub(super) asks_for_tasks: bool,
}

/// Bytes to be read, and how many there are when that is known.
pub(super) struct Opened {
    pub(super) bytes: Box<dyn Read>,
    pub(super) length: Option<u64>,
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened").field("length", &self.length).finish_non_exhaustive()
    }
}

impl Format {
    /// How this import is done.
    ///
    /// # Errors
    /// When the arguments can't be understood, or a folder can't be looked through.
    pub(super) fn plan(self) -> Result<Plan, Failure> {
        let plan = match self {
            Format::Jsonl(files) => Plan::of_files(Box::<jsonl::Reader>::default(), files.paths),
            Format::Taskwarrior(args) => {
                let reader = taskwarrior::Reader::new(args.type_from());
                Plan::of_files(Box::new(reader), args.files(folders::taskwarrior)?)
            }
            Format::Timewarrior(args) => {
                let reader = timewarrior::Reader::new(args.type_from());
                let paths = args.files(folders::timewarrior)?;
                Plan { asks_for_tasks: true, ..Plan::of_files(Box::new(reader), paths) }
            }
            Format::Watson(args) => {
                let reader = watson::Reader::new(args.type_from());
                let paths = args.files(folders::watson)?;
                Plan { asks_for_tasks: true, ..Plan::of_files(Box::new(reader), paths) }
            }
            Format::Todotxt(args) => {
                let reader = todotxt::Reader::new(args.type_from());
                Plan::of_files(Box::new(reader), args.files(folders::todotxt)?)
            }
            Format::Org(args) => {
                let reader = org::Reader::new(args.type_from());
                Plan::of_files(Box::new(reader), args.files(folders::org)?)
            }
            Format::Ics(args) => {
                let reader = ics::Reader::new(args.mine, AllDay::Busy);
                Plan::of_files(Box::new(reader), with_folders(args.paths, folders::ics)?)
            }
            Format::Csv(args) => {
                let reader = csv::Reader::new(args.options()?);
                Plan::of_files(Box::new(reader), args.paths)
            }
        };
        let from_input = plan.paths.iter().filter(|path| path.as_os_str() == "-").count();
        if from_input > 1 {
            return Err(Failure::usage("`-` is there twice", "standard input is read once"));
        }
        Ok(plan)
    }
}

impl Plan {
    /// Reads the files as they are named.
    fn of_files(importer: Box<dyn Importer>, paths: Vec<PathBuf>) -> Plan {
        Plan { importer, paths, open, asks_for_tasks: false }
    }
}

impl Labelled {
    fn type_from(&self) -> TypeFrom {
        match self.type_from {
            None => TypeFrom::Known,
            Some(Label::Tag) => TypeFrom::Tag,
            Some(Label::Project) => TypeFrom::Project,
        }
    }

    /// The paths, with the files of each folder in its place.
    fn files(
        self,
        of_folder: fn(&Path) -> Result<Vec<PathBuf>, Failure>,
    ) -> Result<Vec<PathBuf>, Failure> {
        with_folders(self.paths, of_folder)
    }
}

/// The paths, with the files of each folder in its place.
fn with_folders(
    paths: Vec<PathBuf>,
    of_folder: fn(&Path) -> Result<Vec<PathBuf>, Failure>,
) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(of_folder(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

/// Opens a file, or standard input.
pub(super) fn open(path: &Path) -> io::Result<Opened> {
    if path.as_os_str() == "-" {
        return Ok(Opened { bytes: Box::new(io::stdin().lock()), length: None });
    }
    if path.is_dir() {
        return Err(io::Error::from(ErrorKind::IsADirectory));
    }
    let file = File::open(path)?;
    let length = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|it| it.len());
    Ok(Opened { bytes: Box::new(file), length })
}
