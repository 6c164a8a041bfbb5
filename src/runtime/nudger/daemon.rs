//! The background process: the nudger without a screen. It ends when it is told to, when there is another one, when the
//! store was brought up to date by a newer program (what starts it then starts what is installed by now), and when a desktop
//! comes of which it can't be told. Nothing else that becomes of the store ends it.

use super::engine::{Engine, News};
use super::floor::{self, Floor, Part};
use super::outside;
use super::report::{Reporter, report};
use super::wishes::Around;
use super::{Call, LONGEST, keep_turning};
use crate::clock::{Clock, Whereabouts};
use crate::config::{Loaded, Paths};
use crate::domain::{Moment, Zone};
use crate::notify::{self, Outlet};
use crate::presence::{Arrival, Keys};
use crate::runtime::watch;
use crate::store::{FileId, StoreError};
use crate::text::said::clock;
use crate::text::visible;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;
use thiserror::Error;

/// What the background process works with.
#[derive(Debug)]
pub struct Daemon {
    /// The time.
    pub clock: Box<dyn Clock>,
    /// Whether the clock is the machine's.
    pub real_time: bool,
    /// The place.
    pub zone: Zone,
    /// The configuration.
    pub loaded: Loaded,
    /// Where things are.
    pub paths: Paths,
    /// Whether it says nothing about what it does.
    pub quiet: bool,
}

/// Why the background process ended by itself.
#[derive(Debug, Error)]
pub enum DaemonError {
    /// There is one already.
    #[error("another heyday runs in the background on this store{}", .0.map(|pid| format!(" (pid {pid})")).unwrap_or_default())]
    Another(Option<u32>),
    /// A newer program has changed the store.
    #[error(transparent)]
    Newer(StoreError),
    /// A desktop has come, and only who begins now is told where it is.
    #[error("a desktop has come since this process began")]
    Desktop,
    /// A lock or a thread could not be had.
    #[error("can't run in the background: {0}")]
    Io(#[from] io::Error),
}

/// Where no kernel tells of writes, the store is looked at as often as that.
const UNTOLD: Duration = Duration::from_secs(30);

/// Runs until a signal ends it.
///
/// # Errors
/// [`DaemonError`].
pub fn watch_over(daemon: Daemon) -> Result<(), DaemonError> {
    let folder = daemon.paths.data.clone();
    let (calls, todo) = channel();
    let mut post = Post::take(&folder, calls.clone())?;
    end_on_signals(&calls)?;
    let mut clerk = Clerk {
        quiet: daemon.quiet,
        reporter: Reporter::new(daemon.zone.moment(daemon.clock.utc_ms())),
    };
    let Daemon { clock, real_time, zone, loaded, paths, .. } = daemon;
    let place = Whereabouts::new(zone, &*clock);
    let around = Around { clock, real_time, place, loaded, paths };
    let ears = outside::ears(&around, &Keys::default());
    clerk.reporter.report.notifier = way(&around);
    let mouth = outside::mouth(&around, outlet(), &calls);
    let mut engine = Engine::new(around, Some(post.floor.clone()), (ears, mouth));
    let mut arrival = Arrival::awaited(&|name| std::env::var_os(name));
    let mut end = Ok(());
    let longest = if post.is_told { LONGEST } else { UNTOLD };
    keep_turning(&mut engine, &todo, longest, |now, news| {
        end = clerk.take_in(now, news, &post).and_then(|()| post.keep());
        if end.is_ok() && arrival.as_mut().is_some_and(Arrival::has_come) {
            end = Err(DaemonError::Desktop);
        }
        end.is_ok()
    });
    Reporter::end(&folder);
    end
}

/// What makes this process the one in the background: its lock, its place in the queue for the floor, its ear at the
/// store's folder. All of them are of the folder that was there when they were made.
#[derive(Debug)]
struct Post {
    folder: PathBuf,
    file: Option<FileId>,
    floor: Floor,
    calls: Sender<Call>,
    /// Whether the kernel tells of writes.
    is_told: bool,
    lock: File,
}

impl Post {
    fn take(folder: &Path, calls: Sender<Call>) -> Result<Post, DaemonError> {
        let lock = lock(folder)?;
        let (floor, file) = (Floor::new(folder, Part::Daemon), FileId::of(folder));
        let is_told = listen(folder, &calls);
        let post = Post { folder: folder.to_owned(), file, floor, calls, is_told, lock };
        post.ask()?;
        Ok(post)
    }

    fn ask(&self) -> io::Result<()> {
        let calls = self.calls.clone();
        self.floor.ask(move || _ = calls.send(Call::Granted))
    }

    /// Takes post in the folder that is there now, when that is another one.
    fn keep(&mut self) -> Result<(), DaemonError> {
        let file = FileId::of(&self.folder);
        if file.is_some() && file != self.file {
            self.floor.leave();
            self.lock = lock(&self.folder)?;
            self.is_told = listen(&self.folder, &self.calls);
            self.file = file;
            self.ask()?;
        }
        Ok(())
    }
}

fn lock(folder: &Path) -> Result<File, DaemonError> {
    let another = || DaemonError::Another(report(folder).map(|report| report.pid));
    floor::only_daemon(folder)?.ok_or_else(another)
}

/// Has the kernel tell of writes; `false` where it does not.
fn listen(folder: &Path, calls: &Sender<Call>) -> bool {
    let calls = calls.clone();
    watch::listen(folder, move || _ = calls.send(Call::Touched)).is_ok()
}

/// Writes down and says what is new.
#[derive(Debug)]
struct Clerk {
    quiet: bool,
    reporter: Reporter,
}

impl Clerk {
    fn take_in(&mut self, now: Moment, news: Vec<News>, post: &Post) -> Result<(), DaemonError> {
        let report = &mut self.reporter.report;
        let mut of_note = false;
        for one in news {
            match one {
                News::Pulse(_) => report.trouble = None,
                News::Returned(_) => {}
                News::Heard(names) => {
                    report.sources = names.into_iter().map(str::to_owned).collect();
                    of_note = true;
                }
                News::Said(nudge) => {
                    let rule = nudge.rule.word();
                    say(self.quiet, now, &format!("{rule}: {}", nudge.text));
                    report.last = Some((nudge.at.rfc3339(), rule.into(), nudge.text));
                    of_note = true;
                }
                News::Trouble(error @ StoreError::Newer { .. }) => {
                    return Err(DaemonError::Newer(error));
                }
                News::Trouble(error) => {
                    say(self.quiet, now, &format!("waits: {error}"));
                    report.trouble = Some(error.to_string());
                    of_note = true;
                }
                News::Floor(speaks) => {
                    let what = if speaks { "speaks" } else { "is silent: a screen is open" };
                    say(self.quiet, now, what);
                    report.speaks = speaks;
                    of_note = true;
                    if !speaks {
                        post.ask()?;
                    }
                }
            }
        }
        self.reporter.wake(&post.folder, now, of_note);
        Ok(())
    }
}

/// A way to the terminal that this was begun in, if it was in one.
fn outlet() -> Option<Outlet> {
    let write = |bytes: Vec<u8>| _ = io::stderr().lock().write_all(&bytes);
    io::stderr().is_terminal().then(|| Box::new(write) as Outlet)
}

/// Which way a nudge would go now.
fn way(around: &Around) -> String {
    let Ok(ways) = notify::Around::read() else { return String::new() };
    let found = notify::look(&around.loaded.config.notify, &ways, io::stderr().is_terminal());
    match found.rung {
        None => String::new(),
        Some(rung) if found.through.is_empty() => rung.word().into(),
        Some(rung) => format!("{} ({})", rung.word(), found.through),
    }
}

/// Says a line to whoever began this; nobody is the worse when it can't be read.
fn say(quiet: bool, now: Moment, what: &str) {
    if !quiet {
        let line = format!("{} {}\n", clock(now), visible(what));
        let _ = io::stderr().lock().write_all(line.as_bytes());
    }
}

/// A signal ends it in an orderly way, a second one at once.
#[cfg(unix)]
fn end_on_signals(calls: &Sender<Call>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut caught = signal_hook::iterator::Signals::new([SIGTERM, SIGINT, SIGHUP])?;
    let calls = calls.clone();
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        for (place, signal) in caught.forever().enumerate() {
            if place > 0 {
                std::process::exit(128 + signal);
            }
            let _ = calls.send(Call::End);
        }
    })?;
    Ok(())
}

/// Windows ends a console program by itself.
#[cfg(not(unix))]
fn end_on_signals(_: &Sender<Call>) -> io::Result<()> {
    Ok(())
}
