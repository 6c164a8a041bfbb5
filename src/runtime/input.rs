//! The input thread: waits for the terminal's events and passes them on in batches, so that a paste, a held key
//! or a storm of resizes becomes one frame.
//!
//! It is never joined: crossterm may spin in it when the terminal vanishes, see `signals`.

use super::answer::{Sieve, Sifted};
use super::fault::provoke;
use super::wake::Wake;
use crossterm::event::{self, Event};
use std::io;
use std::sync::mpsc::SyncSender;
use std::thread;
use std::time::Duration;

/// The most events of one batch.
const BATCH: usize = 256;

/// Starts the thread. `asked` says that the background colour was asked for.
pub(super) fn listen(wakes: SyncSender<Wake>, asked: bool) -> io::Result<()> {
    thread::Builder::new().name("input".into()).spawn(move || {
        provoke("worker");
        let mut listener = Listener { sieve: Sieve::new(asked), batch: Vec::new(), wakes };
        let _ = listener.run();
        // Whatever ended it, there will be no more keys.
        let _ = listener.wakes.send(Wake::Gone);
    })?;
    Ok(())
}

struct Listener {
    sieve: Sieve,
    batch: Vec<Event>,
    wakes: SyncSender<Wake>,
}

impl Listener {
    fn run(&mut self) -> io::Result<()> {
        // The first look begins to catch changes of size; one that came before it would never be told.
        event::poll(Duration::ZERO)?;
        self.send(Wake::Events(Vec::new()))?;
        loop {
            if self.sieve.is_holding() && !event::poll(self.sieve.patience())? {
                let sifted = self.sieve.release();
                self.take(sifted)?;
            } else {
                let sifted = self.sieve.push(event::read()?);
                self.take(sifted)?;
            }
            while self.batch.len() < BATCH && event::poll(Duration::ZERO)? {
                let sifted = self.sieve.push(event::read()?);
                self.take(sifted)?;
            }
            if !self.batch.is_empty() {
                let batch = std::mem::take(&mut self.batch);
                self.send(Wake::Events(batch))?;
            }
        }
    }

    fn take(&mut self, sifted: Sifted) -> io::Result<()> {
        match sifted {
            Sifted::Pass(event) => self.batch.push(event),
            Sifted::Keys(events) => self.batch.extend(events),
            Sifted::Held | Sifted::Answer(None) => {}
            Sifted::Answer(Some(colour)) => self.send(Wake::Background(colour))?,
        }
        Ok(())
    }

    fn send(&self, wake: Wake) -> io::Result<()> {
        self.wakes.send(wake).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}
