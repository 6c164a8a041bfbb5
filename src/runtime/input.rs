//! The input thread: waits for the terminal's events and passes each on at once; the loop draws only when it has taken
//! all that wait, so that a paste, a held key or a storm of resizes becomes a frame or two.
//!
//! It is never joined: crossterm may spin in it when the terminal vanishes, see `signals`. It must not ask crossterm
//! whether there is more without giving it a while: reading `use-dev-tty`'s way, crossterm then says no. The other way
//! (its default) leaves keys lying that come together with a change of size, until the next one comes.

use super::answer::{Sieve, Sifted};
use super::fault::provoke;
use super::wake::Wake;
use crossterm::event;
use std::io;
use std::sync::mpsc::SyncSender;
use std::thread;
use std::time::Duration;

/// Starts the thread. `asked` says that the background colour was asked for.
pub(super) fn listen(wakes: SyncSender<Wake>, asked: bool) -> io::Result<()> {
    thread::Builder::new().name("input".into()).spawn(move || {
        provoke("worker");
        let mut listener = Listener { sieve: Sieve::new(asked), wakes };
        let _ = listener.run();
        // Whatever ended it, there will be no more keys.
        let _ = listener.wakes.send(Wake::Gone);
    })?;
    Ok(())
}

struct Listener {
    sieve: Sieve,
    wakes: SyncSender<Wake>,
}

impl Listener {
    fn run(&mut self) -> io::Result<()> {
        // The first look begins to catch changes of size; one that came before it would never be told.
        event::poll(Duration::ZERO)?;
        self.send(Wake::Events(Vec::new()))?;
        loop {
            let sifted = if self.sieve.is_holding() && !event::poll(self.sieve.patience())? {
                self.sieve.release()
            } else {
                self.sieve.push(event::read()?)
            };
            match sifted {
                Sifted::Pass(event) => self.send(Wake::Events(vec![event]))?,
                Sifted::Keys(events) => self.send(Wake::Events(events))?,
                Sifted::Held | Sifted::Answer(None) => {}
                Sifted::Answer(Some(colour)) => self.send(Wake::Background(colour))?,
            }
        }
    }

    fn send(&self, wake: Wake) -> io::Result<()> {
        self.wakes.send(wake).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}
