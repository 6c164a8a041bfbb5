//! Whether somebody is there. Sources outside are asked behind one trait ([`reading`], [`ladder`]); a pure state machine
//! makes absences, whiles of silence and marks of what they say ([`listener`]); shells leave marks by themselves
//! ([`hook`]); clocks tell when the machine slept ([`gap`]).
//!
//! Must never fail, wait long, or know what is typed: only when something was. Start with [`Presence`], which puts it
//! together.

mod arrival;
#[cfg(all(unix, not(target_os = "macos")))]
mod aside;
#[cfg(all(unix, not(target_os = "macos")))]
mod bus;
#[cfg(unix)]
mod child;
#[cfg(all(unix, not(target_os = "macos")))]
mod covered;
#[cfg(all(unix, not(target_os = "macos")))]
mod desktop;
pub mod gap;
pub mod hook;
mod keys;
pub mod ladder;
pub mod listener;
#[cfg(all(unix, not(target_os = "macos")))]
mod login;
pub mod reading;
pub mod settings;
#[cfg(all(unix, not(target_os = "macos")))]
mod socket;
mod sources;
#[cfg(any(target_os = "macos", windows))]
mod system;
#[cfg(unix)]
mod tmux;
mod tty;
#[cfg(all(unix, not(target_os = "macos")))]
mod wayland;
#[cfg(all(unix, not(target_os = "macos")))]
mod x11;

pub use arrival::Arrival;
pub use hook::Spool;
pub use keys::Keys;
pub use ladder::{Health, Ladder, Rung};
pub use listener::{Change, Facts, Listener, Need};
pub use reading::{Fault, Hearing, Reading, Source};
pub use settings::{Settings, Sources};
pub use sources::Surroundings;

use crate::domain::{Mint, Now, Sound};
use gap::{Clocks, Watch};

/// Everything that notices a person, in one place, for one thread.
#[derive(Debug)]
pub struct Presence {
    ladder: Ladder,
    spool: Option<Spool>,
    gaps: Option<Watch>,
    listener: Listener,
}

impl Presence {
    /// Begins to listen at `now_ms`, in UTC milliseconds. `keys` is where a screen of this process tells of its keys,
    /// `spool` where shells leave marks.
    pub fn begin(
        settings: &Settings,
        around: &Surroundings,
        keys: &Keys,
        spool: Spool,
        now_ms: i64,
    ) -> Presence {
        if settings.sources == Sources::Off {
            return Presence::deaf();
        }
        let sources = sources::chosen(settings.sources, around, keys);
        Presence {
            // Who names sources trusts them.
            ladder: Ladder::new(sources, around.has_desktop && settings.sources == Sources::Auto),
            spool: settings.sources.contains("hook").then_some(spool),
            gaps: Some(Watch::new(Clocks::now(now_ms))),
            listener: Listener::default(),
        }
    }

    /// One that hears nothing: for a clock that is not the machine's, and for who wants it so.
    pub fn deaf() -> Presence {
        let ladder = Ladder::new(Vec::new(), false);
        Presence { ladder, spool: None, gaps: None, listener: Listener::default() }
    }

    /// Whether nothing is ever heard.
    pub fn is_deaf(&self) -> bool {
        self.ladder.is_empty() && self.spool.is_none() && self.gaps.is_none()
    }

    /// Looks, and answers what is new. May take half a second where a source does not answer.
    pub fn look(&mut self, need: Need, now: &Now, mint: &mut Mint) -> Vec<Change> {
        if self.is_deaf() {
            return Vec::new();
        }
        let now_ms = now.at.utc_ms();
        let slept_ms = self.gaps.as_mut().and_then(|gaps| gaps.gap(Clocks::now(now_ms)));
        let reading = self.ladder.read(now_ms);
        let marks = self.spool.as_ref().map(|spool| spool.take(now_ms)).unwrap_or_default();
        self.listener.hear(&Facts { reading, slept_ms, marks }, need, now, mint)
    }

    /// When to look again at the latest, in UTC milliseconds; see [`Listener::next`].
    pub fn next(&self, need: Need) -> Option<i64> {
        self.listener.next(need).filter(|_| !self.is_deaf())
    }

    /// Whether somebody is away, why, and since when: UTC milliseconds.
    pub fn away(&self) -> Option<(Sound, i64)> {
        self.listener.away()
    }

    /// Asks every source at once, for whoever wants to know how each is ([`Presence::rungs`]), and answers what they say
    /// together.
    pub fn survey(&mut self, now_ms: i64) -> Reading {
        self.ladder.survey(now_ms)
    }

    /// The sources that are asked, and how each is.
    pub fn rungs(&self) -> &[Rung] {
        self.ladder.rungs()
    }

    /// Whether the person may be at work where no source hears it, so that nobody is called idle.
    pub fn is_unsure(&self) -> bool {
        self.ladder.is_deaf()
    }

    /// Ends what goes on, because nobody listens any more.
    pub fn stop(&mut self, now: &Now, mint: &mut Mint) -> Vec<Change> {
        self.listener.stop(now, mint)
    }
}
