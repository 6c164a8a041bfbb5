//! The notifications of macOS and Windows, which have no buttons here: shown from a thread of their own, because the
//! system may take its time.

use super::{Pause, Server, too_late, worded};
use crate::notify::{Message, Reply};
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

/// The way to the desktop.
#[derive(Debug)]
pub(in crate::notify) struct Desktop {
    patience: Duration,
    pause: Pause,
}

impl Desktop {
    /// A desktop that nobody has asked for anything yet, and how long it may take when somebody does.
    pub(in crate::notify) fn new(patience: Duration) -> Desktop {
        Desktop { patience, pause: Pause::default() }
    }

    /// Shows `message`.
    ///
    /// # Errors
    /// Why it is not shown.
    #[allow(clippy::unused_async)]
    pub(in crate::notify) async fn show(
        &mut self,
        message: &Message,
        sound: bool,
    ) -> Result<Server, String> {
        if !self.pause.is_over(Instant::now()) {
            return Err("it did not answer lately and is left alone for a while".to_owned());
        }
        let sent = worded(message, &Server::default(), sound);
        let (said, heard) = mpsc::channel();
        let show = move || {
            let shown = sent.show().map(drop).map_err(|error| error.to_string());
            let _ = said.send(shown);
        };
        let thread = thread::Builder::new().name("heyday-desktop".into()).spawn(show);
        thread.map_err(|error| error.to_string())?;
        match heard.recv_timeout(self.patience) {
            Ok(shown) => {
                self.pause = Pause::default();
                shown.map(|()| Server::default())
            }
            Err(_) => {
                self.pause.lengthen(Instant::now());
                Err(too_late(self.patience))
            }
        }
    }

    /// Which server would show something.
    ///
    /// # Errors
    /// Never: the system's own is always there.
    #[allow(clippy::unused_async, clippy::unnecessary_wraps)]
    pub(in crate::notify) async fn look(&mut self) -> Result<Server, String> {
        Ok(Server::default())
    }

    /// Nothing: what stands there goes by itself.
    #[allow(clippy::unused_async)]
    pub(in crate::notify) async fn take_away(&mut self, _key: u32) {}

    /// Nothing, likewise.
    #[allow(clippy::unused_async)]
    pub(in crate::notify) async fn clear(&mut self) {}

    /// No reply ever comes.
    pub(in crate::notify) fn poll(&mut self, _context: &mut Context<'_>) -> Poll<Reply> {
        Poll::Pending
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Runs `future` on this thread.
pub(in crate::notify) fn block_on<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}
