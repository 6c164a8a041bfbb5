//! What can be imported: the arguments of each format, and how its paths become bytes.
//!
//! Next: [`crate::exchange`], which reads the bytes.

use super::super::failure::Failure;
use crate::exchange::import::Importer;
use crate::exchange::jsonl;
use clap::{Args, Subcommand};
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
}

/// The files of a format that needs to be told nothing else.
#[derive(Debug, Args)]
pub(super) struct Files {
    /// The files; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
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
            Format::Jsonl(files) => files.plan(Box::<jsonl::Reader>::default()),
        };
        let from_input = plan.paths.iter().filter(|path| path.as_os_str() == "-").count();
        if from_input > 1 {
            return Err(Failure::usage("`-` is there twice", "standard input is read once"));
        }
        Ok(plan)
    }
}

impl Files {
    /// Reads the files as they are named.
    fn plan(self, importer: Box<dyn Importer>) -> Plan {
        Plan { importer, paths: self.paths, open, asks_for_tasks: false }
    }
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
