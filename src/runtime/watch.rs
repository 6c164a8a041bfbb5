//! Noticing that someone else wrote to the store. Where the kernel tells of writes to a folder, the loop sleeps
//! until it does; elsewhere it looks once a second. Either way the store has the last word: a touched file is
//! only a reason to ask it.

#[cfg(target_os = "linux")]
use super::nudger::SCREEN;
use std::path::Path;
use std::time::{Duration, Instant};

/// How often to look where nobody tells.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// When to look again after a touch, in milliseconds: the file is written before the commit can be seen, and
/// the disk may take its time in between.
const AGAIN_MS: [u64; 4] = [10, 60, 400, 2500];

/// When to look at the store.
#[derive(Debug)]
pub(super) struct Watch {
    told: bool,
    touched: Option<Instant>,
    looks: usize,
    next: Option<Instant>,
}

impl Watch {
    /// Begins to watch the store's `folder` (`None`: a store in memory, which nobody else can write to); `wake` is called
    /// from another thread when there was a write.
    pub(super) fn begin(
        folder: Option<&Path>,
        wake: impl Fn() + Send + 'static,
        now: Instant,
    ) -> Watch {
        let told = folder.is_none_or(|folder| listen(folder, wake).is_ok());
        let next = (!told).then(|| now + LOOK_EVERY);
        Watch { told, touched: None, looks: 0, next }
    }

    /// A file of the store was written to.
    pub(super) fn touch(&mut self, now: Instant) {
        (self.touched, self.looks) = (Some(now), 0);
        self.next = Some(now);
    }

    /// When to wake for the next look.
    pub(super) fn next(&self) -> Option<Instant> {
        self.next
    }

    /// Whether it is time to look; counts as a look when it is.
    pub(super) fn is_due(&mut self, now: Instant) -> bool {
        let due = self.next.is_some_and(|next| next <= now);
        if due {
            let again = self.touched.and_then(|touched| {
                let wait = AGAIN_MS.get(self.looks)?;
                Some(touched + Duration::from_millis(*wait))
            });
            self.looks += 1;
            self.next = again.or_else(|| (!self.told).then(|| now + LOOK_EVERY));
        }
        due
    }

    /// What was written has been seen.
    pub(super) fn seen(&mut self, now: Instant) {
        self.touched = None;
        self.next = (!self.told).then(|| now + LOOK_EVERY);
    }
}

/// Has `wake` called from another thread at each write to the store's `folder`, and when a screen opens.
///
/// # Errors
/// Where nobody tells of writes.
#[cfg(target_os = "linux")]
pub(super) fn listen(folder: &Path, wake: impl Fn() + Send + 'static) -> std::io::Result<()> {
    use rustix::fs::inotify::{CreateFlags, Reader, WatchFlags, add_watch, init};
    let inotify = init(CreateFlags::CLOEXEC)?;
    add_watch(&inotify, folder, WatchFlags::MODIFY)?;
    std::thread::Builder::new().name("store-watch".into()).spawn(move || {
        let mut space = [std::mem::MaybeUninit::uninit(); 4096];
        let mut reader = Reader::new(inotify, &mut space);
        let mut written = false;
        loop {
            match reader.next() {
                Ok(event) => {
                    written |= event.file_name().is_some_and(|name| holds_facts(name.to_bytes()));
                }
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
            // One wake for all that came together.
            if reader.is_buffer_empty() && std::mem::take(&mut written) {
                wake();
            }
        }
    })?;
    Ok(())
}

/// Whether a file of the store's folder is one that recording writes to, or a screen that opens. Reading writes to some
/// others.
#[cfg(target_os = "linux")]
fn holds_facts(name: &[u8]) -> bool {
    name.ends_with(b".db-wal") || name.ends_with(b".db") || name == SCREEN.as_bytes()
}

#[cfg(not(target_os = "linux"))]
pub(super) fn listen(_: &Path, _: impl Fn() + Send + 'static) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told() -> Watch {
        Watch { told: true, touched: None, looks: 0, next: None }
    }

    #[test]
    fn an_untouched_store_is_left_alone_where_the_kernel_tells() {
        let mut watch = told();
        assert_eq!(watch.next(), None);
        assert!(!watch.is_due(Instant::now()));
    }

    #[test]
    fn after_a_touch_it_looks_at_once_and_a_few_times_more() {
        let (mut watch, start) = (told(), Instant::now());
        watch.touch(start);
        let mut waits = Vec::new();
        while let Some(next) = watch.next() {
            waits.push((next - start).as_millis());
            assert!(watch.is_due(next));
        }
        assert_eq!(waits, [0, 10, 60, 400, 2500]);
    }

    #[test]
    fn it_stops_looking_when_the_write_was_seen() {
        let (mut watch, start) = (told(), Instant::now());
        watch.touch(start);
        assert!(watch.is_due(start));
        watch.seen(start);
        assert_eq!(watch.next(), None);
    }

    #[test]
    fn where_nobody_tells_it_looks_once_a_second() {
        let start = Instant::now();
        let missing = Path::new("/no/such/folder");
        let mut watch = Watch::begin(Some(missing), || {}, start);
        assert_eq!(watch.next(), Some(start + LOOK_EVERY));
        assert!(watch.is_due(start + LOOK_EVERY));
        assert_eq!(watch.next(), Some(start + 2 * LOOK_EVERY));
    }
}
