//! Reads the calendars while the screen is open, on a thread of its own: a folder may be on a disk that takes its
//! time. It sleeps until it is asked; where the kernel tells of changes to folders, the loop is told to ask when
//! a calendar was written to, and elsewhere once a minute.

use super::super::wake::Wake;
use super::{refresh_if_changed, source};
use crate::domain::Now;
use crate::store::{OpenOptions, Store};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};

/// Takes the question how the calendars are.
#[derive(Debug)]
pub(in crate::runtime) struct Keeper {
    folder: PathBuf,
    asks: Option<Sender<Now>>,
}

impl Keeper {
    /// Keeps the calendars of the store in `folder`.
    pub(in crate::runtime) fn new(folder: PathBuf) -> Keeper {
        Keeper { folder, asks: None }
    }

    /// Asks for the calendars to be read where they have changed; returns at once. The answer comes through
    /// `wakes`. The thread begins with the first question: without calendars there is none.
    pub(in crate::runtime) fn ask(&mut self, now: Now, wakes: &SyncSender<Wake>) -> io::Result<()> {
        if let Some(asks) = &self.asks {
            // A thread that is gone has ended the program: see `terminal`.
            let _ = asks.send(now);
            return Ok(());
        }
        let (asks, todo) = channel();
        let (folder, wakes) = (self.folder.clone(), wakes.clone());
        let _ = asks.send(now);
        std::thread::Builder::new()
            .name("calendars".into())
            .spawn(move || work(&todo, &folder, &wakes))?;
        self.asks = Some(asks);
        Ok(())
    }
}

fn work(todo: &Receiver<Now>, folder: &Path, wakes: &SyncSender<Wake>) {
    let mut ear = Ear::begin(wakes.clone());
    while let Ok(mut now) = todo.recv() {
        now = todo.try_iter().last().unwrap_or(now);
        let Ok(mut store) = Store::open(folder, &OpenOptions { now_ms: now.at.utc_ms() }) else {
            continue;
        };
        // First the ear, then the look: what is written in between is heard.
        for calendar in store.calendars().unwrap_or_default() {
            ear.listen(Path::new(&calendar.path));
        }
        let healths = refresh_if_changed(&mut store, &now);
        if wakes.send(Wake::Calendars(healths)).is_err() {
            return;
        }
    }
}

/// Hears of writes to calendars.
#[cfg(target_os = "linux")]
#[derive(Debug)]
struct Ear(Option<std::sync::Arc<std::os::fd::OwnedFd>>);

#[cfg(target_os = "linux")]
impl Ear {
    fn begin(wakes: SyncSender<Wake>) -> Ear {
        use rustix::fs::inotify::{CreateFlags, init};
        let heard =
            init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).ok().map(std::sync::Arc::new);
        if let Some(heard) = heard.clone() {
            let thread = std::thread::Builder::new().name("calendar-watch".into());
            // Without it the calendars are read at the beginning, and when they are asked for.
            let _ = thread.spawn(move || hear(&heard, &wakes));
        }
        Ear(heard)
    }

    fn listen(&mut self, path: &Path) {
        use rustix::fs::inotify::{WatchFlags, add_watch};
        let Some(heard) = &self.0 else { return };
        let what = WatchFlags::CLOSE_WRITE
            | WatchFlags::CREATE
            | WatchFlags::MOVED_TO
            | WatchFlags::MOVED_FROM
            | WatchFlags::DELETE;
        for folder in source::folders(path) {
            let _ = add_watch(heard, folder, what);
        }
    }
}

/// Waits for writes, and wakes the loop when they have ended: programs that fetch calendars write many files.
#[cfg(target_os = "linux")]
fn hear(heard: &std::os::fd::OwnedFd, wakes: &SyncSender<Wake>) {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let quiet = Timespec { tv_sec: 0, tv_nsec: 300_000_000 };
    let mut told = false;
    loop {
        let mut poll_fd = [PollFd::new(heard, PollFlags::IN)];
        match poll(&mut poll_fd, told.then_some(&quiet)) {
            Ok(0) => {
                told = false;
                if wakes.send(Wake::CalendarsTouched).is_err() {
                    return;
                }
            }
            Ok(_) => told |= concerns_calendars(heard),
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
        }
    }
}

/// Takes in what was heard, and whether it was about calendars or folders of them.
#[cfg(target_os = "linux")]
fn concerns_calendars(heard: &std::os::fd::OwnedFd) -> bool {
    use rustix::fs::inotify::{ReadFlags, Reader};
    let mut space = [std::mem::MaybeUninit::uninit(); 4096];
    let mut reader = Reader::new(heard, &mut space);
    let mut found = false;
    while let Ok(event) = reader.next() {
        let folder = event.events().contains(ReadFlags::ISDIR | ReadFlags::CREATE);
        let gone = event.events().contains(ReadFlags::ISDIR)
            && event.events().intersects(ReadFlags::MOVED_TO | ReadFlags::MOVED_FROM);
        let calendar = event.file_name().is_some_and(|name| name.to_bytes().ends_with(b".ics"));
        found |= folder || gone || calendar;
    }
    found
}

/// Where nobody tells: looks once a minute.
#[cfg(not(target_os = "linux"))]
#[derive(Debug)]
struct Ear;

#[cfg(not(target_os = "linux"))]
impl Ear {
    fn begin(wakes: SyncSender<Wake>) -> Ear {
        let _ = std::thread::Builder::new().name("calendar-watch".into()).spawn(move || {
            let (_kept, never) = channel::<()>();
            while never.recv_timeout(std::time::Duration::from_secs(60)).is_err() {
                if wakes.send(Wake::CalendarsTouched).is_err() {
                    return;
                }
            }
        });
        Ear
    }

    fn listen(&mut self, _: &Path) {}
}

#[cfg(test)]
mod tests {
    use super::super::super::wake;
    use super::super::tests::{ENTRY, calendar, now};
    use super::*;
    use crate::calendar::Health;
    use crate::domain::Intent;
    use std::time::Duration;

    fn healths(wakes: &Receiver<Wake>) -> Vec<Health> {
        match wakes.recv_timeout(Duration::from_secs(60)) {
            Ok(Wake::Calendars(healths)) => healths,
            other => panic!("{other:?}"),
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_calendar_is_read_at_once_and_again_when_its_folder_was_written_to() {
        let (data, files) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(files.path().join("a.ics"), ENTRY).unwrap();
        let options = OpenOptions { now_ms: now().at.utc_ms() };
        let mut store = Store::open(data.path(), &options).unwrap();
        store.transact(&Intent::AddCalendars(vec![calendar(files.path())]), &now()).unwrap();
        let (sender, wakes) = wake::channel();
        let mut keeper = Keeper::new(data.path().to_owned());
        keeper.ask(now(), &sender).unwrap();
        let first = healths(&wakes);
        std::fs::write(files.path().join("note.txt"), "no calendar").unwrap();
        let more = ENTRY.replace("UID1", "UID2");
        std::fs::write(files.path().join("b.ics"), more).unwrap();
        assert!(matches!(wakes.recv_timeout(Duration::from_secs(60)), Ok(Wake::CalendarsTouched)));
        keeper.ask(now(), &sender).unwrap();
        assert_eq!(healths(&wakes)[0].events, 2 * first[0].events);
    }
}
