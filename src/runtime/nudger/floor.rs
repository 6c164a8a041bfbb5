//! Who speaks: one process at a time, however many screens and background processes are there. Three locks in the store's
//! folder decide, which the system takes back from whoever dies: `speaker.lock` belongs to who speaks and listens,
//! `screen.lock` is shared by the screens that are open, `daemon.lock` belongs to the one background process.
//!
//! Nobody asks again and again: who waits does so in a thread that the system wakes. A race does no harm: a nudge is
//! written down before it is shown, and only once ([`crate::store::Store::tell`]).

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const SPEAKER: &str = "speaker.lock";
/// Written to when a screen opens, so that who watches the folder looks at it.
pub(in crate::runtime) const SCREEN: &str = "screen.lock";
const DAEMON: &str = "daemon.lock";
/// How often a lock is tried before it counts as taken.
const LOOKS: usize = 20;

/// Which kind of process asks for the floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A screen, which speaks as long as it is open.
    Screen,
    /// The background process, which speaks while no screen is open.
    Daemon,
}

/// The files that say that the floor is ours. Where the file system knows no locks there are none, and everybody speaks.
#[derive(Debug, Default)]
struct Held {
    speaker: Option<File>,
    screen: Option<File>,
}

impl Drop for Held {
    fn drop(&mut self) {
        // A child that is just beginning may have the same open file: closing ours would not be enough.
        for file in [&self.speaker, &self.screen].into_iter().flatten() {
            let _ = file.unlock();
        }
    }
}

/// The right to speak, ours or asked for.
#[derive(Clone, Debug)]
pub(super) struct Floor {
    folder: Arc<PathBuf>,
    part: Part,
    held: Arc<Mutex<Option<Held>>>,
}

impl Floor {
    /// Of the store in `folder`; nobody has asked for it yet.
    pub(super) fn new(folder: &Path, part: Part) -> Floor {
        Floor { folder: Arc::new(folder.to_owned()), part, held: Arc::default() }
    }

    /// Which kind of process this is.
    pub(super) fn part(&self) -> Part {
        self.part
    }

    /// Whether this process may speak.
    pub(super) fn is_ours(&self) -> bool {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Waits for the floor in a thread of its own, and says when it is ours. A screen counts as open from here on.
    ///
    /// # Errors
    /// When there can be no such thread.
    pub(super) fn ask(&self, granted: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let screen = if self.part == Part::Screen { self.open_screen() } else { None };
        let floor = self.clone();
        std::thread::Builder::new().name("floor".into()).spawn(move || {
            if let Ok(held) = floor.wait(screen) {
                *floor.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(held);
                granted();
            }
        })?;
        Ok(())
    }

    /// Says that a screen is open: whoever speaks in the background wakes at that, and makes room.
    fn open_screen(&self) -> Option<File> {
        let screen = file(&self.folder, SCREEN).ok()?;
        let is_open = locked(&screen, File::lock_shared);
        let _ = (&screen).write_all(b".").and_then(|()| screen.set_len(0));
        is_open.then_some(screen)
    }

    /// Lets others speak.
    pub(super) fn leave(&self) {
        drop(self.held.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// Whether a screen is open. Of use to who is none.
    pub(super) fn has_screen(&self) -> bool {
        let Ok(screen) = file(&self.folder, SCREEN) else { return false };
        let is_taken = matches!(screen.try_lock(), Err(TryLockError::WouldBlock));
        let _ = screen.unlock();
        is_taken
    }

    /// Sleeps until the floor is ours.
    fn wait(&self, screen: Option<File>) -> io::Result<Held> {
        let mut held = Held { speaker: None, screen };
        loop {
            if self.part == Part::Daemon {
                // Nobody else has it when no screen is open.
                let screen = file(&self.folder, SCREEN)?;
                locked(&screen, File::lock);
                let _ = screen.unlock();
            }
            let speaker = file(&self.folder, SPEAKER)?;
            held.speaker = locked(&speaker, File::lock).then_some(speaker);
            if self.part == Part::Screen || !self.has_screen() {
                return Ok(held);
            }
            held = Held::default();
        }
    }
}

/// The lock of the one background process; `None` when there is one already.
///
/// # Errors
/// When the file can't be made.
pub(super) fn only_daemon(folder: &Path) -> io::Result<Option<File>> {
    let lock = file(folder, DAEMON)?;
    for _ in 0..LOOKS {
        match lock.try_lock() {
            // It may be somebody who only looks whether it is taken.
            Err(TryLockError::WouldBlock) => std::thread::park_timeout(Duration::from_millis(5)),
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(Some(lock)),
        }
    }
    Ok(None)
}

/// Whether a background process runs on the store in `folder`.
pub(super) fn daemon_runs(folder: &Path) -> bool {
    let Ok(lock) = File::open(folder.join(DAEMON)) else { return false };
    let is_taken = matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock));
    let _ = lock.unlock();
    is_taken
}

/// Takes a lock, however long that takes; `false` where there are no locks.
fn locked(file: &File, take: fn(&File) -> io::Result<()>) -> bool {
    loop {
        match take(file) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            taken => return taken.is_ok(),
        }
    }
}

fn file(folder: &Path, name: &str) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(folder.join(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, channel};

    const SOON: Duration = Duration::from_secs(20);

    fn asked(folder: &Path, part: Part) -> (Floor, Receiver<()>) {
        let floor = Floor::new(folder, part);
        (floor.clone(), ask(&floor))
    }

    fn ask(floor: &Floor) -> Receiver<()> {
        let (sender, granted) = channel();
        floor.ask(move || _ = sender.send(())).unwrap();
        granted
    }

    #[test]
    fn a_screen_takes_over_from_the_background_and_gives_back() {
        let folder = tempfile::tempdir().unwrap();
        let (daemon, granted) = asked(folder.path(), Part::Daemon);
        granted.recv_timeout(SOON).unwrap();
        assert!(daemon.is_ours() && !daemon.has_screen());

        let (screen, taken) = asked(folder.path(), Part::Screen);
        while !daemon.has_screen() {
            std::thread::yield_now();
        }
        assert!(daemon.is_ours() && taken.try_recv().is_err(), "it waits until the other is done");
        daemon.leave();
        taken.recv_timeout(SOON).unwrap();
        assert!(screen.is_ours() && !daemon.is_ours());

        let back = ask(&daemon);
        screen.leave();
        back.recv_timeout(SOON).unwrap();
        assert!(daemon.is_ours() && !screen.is_ours());
    }

    #[test]
    fn of_two_screens_one_speaks_and_the_other_when_that_one_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let (first, granted) = asked(folder.path(), Part::Screen);
        granted.recv_timeout(SOON).unwrap();
        let (second, later) = asked(folder.path(), Part::Screen);
        assert!(later.try_recv().is_err() && !second.is_ours());
        first.leave();
        later.recv_timeout(SOON).unwrap();
        assert!(second.is_ours() && !first.is_ours());
    }

    #[test]
    fn the_background_does_not_speak_while_a_second_screen_is_open() {
        let folder = tempfile::tempdir().unwrap();
        let (first, granted) = asked(folder.path(), Part::Screen);
        granted.recv_timeout(SOON).unwrap();
        let (second, later) = asked(folder.path(), Part::Screen);
        let (daemon, never) = asked(folder.path(), Part::Daemon);
        first.leave();
        later.recv_timeout(SOON).unwrap();
        assert!(never.try_recv().is_err() && !daemon.is_ours());
        second.leave();
        never.recv_timeout(SOON).unwrap();
        assert!(daemon.is_ours());
    }

    #[test]
    fn there_is_one_background_process_and_others_are_told_so() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!daemon_runs(folder.path()));
        let lock = only_daemon(folder.path()).unwrap();
        assert!(lock.is_some() && daemon_runs(folder.path()));
        assert!(only_daemon(folder.path()).unwrap().is_none());
        drop(lock);
        assert!(!daemon_runs(folder.path()));
        assert!(only_daemon(folder.path()).unwrap().is_some());
    }

    #[test]
    fn where_no_lock_can_be_made_nobody_waits_for_ever() {
        let floor = Floor::new(Path::new("/no/such/folder"), Part::Screen);
        let granted = ask(&floor);
        assert!(granted.recv_timeout(SOON).is_err(), "the thread ends without a word");
        assert!(!floor.is_ours() && !floor.has_screen());
    }
}
