//! A socket of the desktop's, with a deadline for everything that is said over it.
//!
//! Must never wait longer than that. Next: [`super::x11`] and [`super::wayland`], which talk over it.

use std::fmt::Display;
use std::io::{ErrorKind, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::{Duration, Instant};

/// A socket. What goes wrong is told in a few words.
#[derive(Debug)]
pub(super) struct Socket {
    stream: UnixStream,
    /// When whoever asks has waited long enough; `None` while nobody waits.
    until: Option<Instant>,
}

impl Socket {
    /// Opens the socket at `path`, for an exchange that may take so long.
    pub(super) fn open(path: &Path, within: Duration) -> Result<Socket, String> {
        UnixStream::connect(path).map(|stream| Socket::over(stream, within)).map_err(plain)
    }

    /// The same with a socket that is open.
    pub(super) fn over(stream: UnixStream, within: Duration) -> Socket {
        Socket { stream, until: Instant::now().checked_add(within) }
    }

    /// Begins another exchange, which may take so long.
    pub(super) fn give(&mut self, within: Duration) {
        self.until = Instant::now().checked_add(within);
    }

    /// From now on it is waited without end, for as long as the other side says nothing.
    pub(super) fn give_all(&mut self) {
        self.until = None;
    }

    /// A way to end it from another thread.
    pub(super) fn plug(&self) -> Option<Plug> {
        self.stream.try_clone().ok().map(Plug)
    }

    /// Fills `into`.
    pub(super) fn read(&mut self, mut into: &mut [u8]) -> Result<(), String> {
        while !into.is_empty() {
            let read = self.read_some(into)?;
            into = into.split_at_mut(read).1;
        }
        Ok(())
    }

    /// Reads what there is, a byte or more.
    pub(super) fn read_some(&mut self, into: &mut [u8]) -> Result<usize, String> {
        loop {
            self.stream.set_read_timeout(self.left()?).map_err(plain)?;
            match self.stream.read(into) {
                Ok(0) => return Err("it has hung up".to_owned()),
                Ok(read) => return Ok(read),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(said(&error)),
            }
        }
    }

    /// Sends `bytes`.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.stream.set_write_timeout(self.left()?).map_err(plain)?;
        self.stream.write_all(bytes).map_err(|error| said(&error))
    }

    /// How long may still be waited.
    fn left(&self) -> Result<Option<Duration>, String> {
        let left = self.until.map(|until| until.saturating_duration_since(Instant::now()));
        if left.is_some_and(|left| left.is_zero()) { Err(too_late()) } else { Ok(left) }
    }
}

/// Ends the socket that it is of when it is dropped.
#[derive(Debug)]
pub(super) struct Plug(UnixStream);

impl Drop for Plug {
    fn drop(&mut self) {
        let _ = self.0.shutdown(Shutdown::Both);
    }
}

/// What is said of somebody who takes too long.
pub(super) fn too_late() -> String {
    "it does not answer".to_owned()
}

/// What is said of somebody who does not keep to the protocol.
pub(super) fn nonsense() -> String {
    "it talks nonsense".to_owned()
}

/// An error in a few words.
pub(super) fn plain(error: impl Display) -> String {
    error.to_string()
}

fn said(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::WouldBlock | ErrorKind::TimedOut => too_late(),
        _ => plain(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sends_a_byte_at_a_time_is_not_waited_for_longer() {
        let (own, other) = UnixStream::pair().unwrap();
        let mut socket = Socket::over(own, Duration::ZERO);
        (&other).write_all(b"x").unwrap();
        assert_eq!(socket.read(&mut [0; 2]), Err(too_late()), "the time is over");
        socket.give(Duration::from_millis(1));
        assert_eq!(socket.read(&mut [0; 2]), Err(too_late()), "one byte of two");
    }

    #[test]
    fn a_plug_that_is_pulled_ends_a_wait() {
        let (own, _other) = UnixStream::pair().unwrap();
        let mut socket = Socket::over(own, Duration::from_secs(600));
        let plug = socket.plug();
        socket.give_all();
        let waits = std::thread::spawn(move || socket.read(&mut [0; 8]));
        drop(plug);
        assert_eq!(waits.join().unwrap(), Err("it has hung up".to_owned()));
    }
}
