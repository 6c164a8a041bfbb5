//! The terminal as a place to write to: it may be slow, stop reading, or vanish. Writing never waits for long,
//! so that a terminal that has stopped reading can't hold up a signal, a timer or a nudge.

use ratatui::layout::Size;
use std::io;

/// What the screen needs of a terminal.
pub(super) trait Port {
    /// Writes what the terminal takes without a long wait and returns how many bytes that were.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;

    /// Columns and rows. A terminal that does not know its size (0 of either) counts as 80x24.
    fn size(&self) -> io::Result<Size>;
}

/// The process's terminal.
#[derive(Debug, Clone)]
pub(super) struct Tty {
    #[cfg(unix)]
    file: std::sync::Arc<std::os::fd::OwnedFd>,
}

/// How long one write may wait for a terminal that reads slowly, in milliseconds.
#[cfg(unix)]
const PATIENCE_MS: u64 = 20;

#[cfg(unix)]
impl Tty {
    /// Opens the terminal behind standard output anew: the open file is our own, so that making it
    /// non-blocking does not change the one that the shell and its other children use.
    pub(super) fn open() -> io::Result<Tty> {
        use rustix::fs::{Mode, OFlags, open};
        use rustix::stdio::stdout;
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        // In a container the terminal may have no name, so Linux is asked for the open file itself first.
        let itself = if cfg!(target_os = "linux") { "/proc/self/fd/1" } else { "" };
        let file = open(itself, flags, Mode::empty())
            .or_else(|_| {
                open(rustix::termios::ttyname(stdout(), Vec::new())?, flags, Mode::empty())
            })
            .or_else(|_| open("/dev/tty", flags, Mode::empty()))
            .or_else(|_| rustix::io::fcntl_dupfd_cloexec(stdout(), 3))?;
        Ok(Tty { file: std::sync::Arc::new(file) })
    }

    /// Waits until the terminal has vanished, which costs nothing while it has not. Returns `false` at once
    /// where the system can't wait for a terminal.
    pub(super) fn wait_for_hangup(&self) -> bool {
        use rustix::event::{PollFd, PollFlags, poll};
        loop {
            // Hang-up and error are reported unasked; asking for input too would wake at each key.
            let mut files = [PollFd::new(&self.file, PollFlags::empty())];
            match poll(&mut files, None) {
                Ok(_) if files[0].revents().contains(PollFlags::NVAL) => return false,
                Ok(1..) => return true,
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(_) => return false,
            }
        }
    }

    fn writable_within(&self, wait: std::time::Duration) -> bool {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        let mut files = [PollFd::new(&self.file, PollFlags::OUT)];
        let wait = Timespec::try_from(wait).ok();
        matches!(poll(&mut files, wait.as_ref()), Ok(1..))
    }
}

#[cfg(unix)]
impl Port for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        use rustix::io::Errno;
        use std::time::{Duration, Instant};
        let until = Instant::now() + Duration::from_millis(PATIENCE_MS);
        let mut taken = 0;
        while taken < bytes.len() {
            match rustix::io::write(&self.file, &bytes[taken..]) {
                Ok(n) => taken += n,
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    let left = until.saturating_duration_since(Instant::now());
                    if left.is_zero() || !self.writable_within(left) {
                        break;
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(taken)
    }

    fn size(&self) -> io::Result<Size> {
        let size = rustix::termios::tcgetwinsize(&self.file)?;
        Ok(usable(size.ws_col, size.ws_row))
    }
}

#[cfg(not(unix))]
impl Tty {
    /// The terminal behind standard output.
    pub(super) fn open() -> io::Result<Tty> {
        Ok(Tty {})
    }
}

#[cfg(not(unix))]
impl Port for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        use io::Write;
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()?;
        Ok(bytes.len())
    }

    fn size(&self) -> io::Result<Size> {
        crossterm::terminal::size().map(|(columns, rows)| usable(columns, rows))
    }
}

fn usable(columns: u16, rows: u16) -> Size {
    if columns == 0 || rows == 0 { Size::new(80, 24) } else { Size::new(columns, rows) }
}
