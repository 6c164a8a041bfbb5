//! Reading files to be imported: bytes to changes, one at a time, with the report of what could not be read.
//!
//! Next: [`crate::exchange::jsonl::Reader`], [`super::exchange`].

use super::failure::Failure;
use crate::domain::{BreakId, Change, Now, SessionId, State, TaskId};
use crate::exchange::jsonl::{Piece, Reader, Report, Splitter, to_change};
use crate::store::{ImportCount, Store};
use crate::text::visible;
use std::collections::{HashSet, VecDeque};
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Bytes that are read at a time.
const CHUNK: usize = 64 << 10;

/// A file being read.
struct Source {
    bytes: Box<dyn Read>,
    splitter: Splitter,
}

/// The changes in some files, in order. Ends at the first file that can't be read.
pub(crate) struct Intake {
    paths: VecDeque<PathBuf>,
    source: Option<(PathBuf, Source)>,
    reader: Reader,
    ready: VecDeque<Change>,
    buffer: Vec<u8>,
    trouble: Option<Failure>,
}

impl Intake {
    /// The changes in these files, imported now into a store that stands so.
    pub(crate) fn new(paths: Vec<PathBuf>, now: Now, state: &State) -> Intake {
        let running = state.running().map(|session| session.id.0);
        let running = running.or(state.on_break().map(|pause| pause.id.0));
        Intake {
            paths: paths.into(),
            source: None,
            reader: Reader::new(&now, running),
            ready: VecDeque::new(),
            buffer: vec![0; CHUNK],
            trouble: None,
        }
    }

    /// What the history calls it.
    pub(crate) fn subject(&self) -> String {
        let names: Vec<String> = self.paths.iter().map(|path| shown(path)).collect();
        names.join(", ")
    }

    /// Whether everything so far could be read.
    pub(crate) fn is_clean(&self) -> bool {
        self.trouble.is_none() && self.reader.report().is_clean()
    }

    /// What became of the lines, and the file that could not be read, if one could not.
    pub(crate) fn finish(self) -> (Report, Option<Failure>) {
        (self.reader.finish(), self.trouble)
    }

    /// Reads on until a change is ready or there is nothing more.
    fn fill(&mut self) {
        while self.ready.is_empty() && self.trouble.is_none() {
            if self.source.is_none() {
                let Some(path) = self.paths.pop_front() else { return };
                match open(&path) {
                    Ok(bytes) => {
                        let source = Source { bytes, splitter: Splitter::default() };
                        self.source = Some((path, source));
                    }
                    Err(error) => self.trouble = Some(unreadable(&path, &error)),
                }
            }
            self.read();
        }
    }

    fn read(&mut self) {
        let Some((path, mut source)) = self.source.take() else { return };
        let (reader, ready) = (&mut self.reader, &mut self.ready);
        let mut take = |number, piece: Piece<'_>| {
            ready.extend(reader.line(number, piece).map(to_change));
        };
        match source.bytes.read(&mut self.buffer) {
            Ok(0) => source.splitter.finish(take),
            Ok(length) => {
                let chunk = self.buffer.get(..length).unwrap_or_default();
                source.splitter.feed(chunk, &mut take);
                self.source = Some((path, source));
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {
                self.source = Some((path, source));
            }
            Err(error) => self.trouble = Some(unreadable(&path, &error)),
        }
    }
}

impl Iterator for Intake {
    type Item = Change;

    fn next(&mut self) -> Option<Change> {
        self.fill();
        self.ready.pop_front()
    }
}

fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    if path.is_dir() {
        return Err(io::Error::from(ErrorKind::IsADirectory));
    }
    Ok(Box::new(File::open(path)?))
}

fn shown(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "standard input".into();
    }
    let name = path.file_name().unwrap_or(path.as_os_str());
    visible(&name.to_string_lossy()).into_owned()
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let what = format!("can't read `{}`", visible(&path.to_string_lossy()));
    let failure = Failure::io(&what, error, "`-` reads standard input");
    if error.kind() == ErrorKind::NotFound {
        return Failure { code: "not_found", exit: super::failure::NOT_FOUND, ..failure };
    }
    failure
}

/// What is in the store, to tell new things from those that are there without changing anything.
#[derive(Debug, Default)]
pub(crate) struct Known {
    tasks: HashSet<TaskId>,
    sessions: HashSet<SessionId>,
    breaks: HashSet<BreakId>,
    events: HashSet<String>,
    types: HashSet<String>,
}

impl Known {
    /// The ids of everything in the store.
    pub(crate) fn of(store: &Store) -> Result<Known, Failure> {
        let mut known = Known::default();
        store.each_task(|task, _| {
            known.tasks.insert(task.id);
            Ok::<(), Failure>(())
        })?;
        store.each_session(None, |row| {
            known.sessions.insert(row.id);
            Ok::<(), Failure>(())
        })?;
        store.each_break(None, |pause| {
            known.breaks.insert(pause.id);
            Ok::<(), Failure>(())
        })?;
        store.each_event(None, |event| {
            known.events.insert(event.uid.clone());
            Ok::<(), Failure>(())
        })?;
        Ok(known)
    }

    /// How many of the changes are new.
    pub(crate) fn count(mut self, changes: &mut Intake) -> ImportCount {
        let mut count = ImportCount::default();
        for change in changes {
            let new = match change {
                Change::TaskAdded { task } => self.tasks.insert(task.id),
                Change::SessionAdded { session } => self.sessions.insert(session.id),
                Change::BreakAdded { pause } => self.breaks.insert(pause.id),
                Change::EventAdded { event } => self.events.insert(event.uid),
                Change::TypeAdded { kind } => self.types.insert(kind.name),
                _ => true,
            };
            *(if new { &mut count.added } else { &mut count.present }) += 1;
        }
        count
    }
}
