//! The loop's side of the nudger: begun after the first frame, told of keys and of writes. A screen without one works as
//! well, only nobody says when to rest.

use super::Loop;
use crate::presence::Sources;
use crate::runtime::nudger::{Around, Nudger};
use crate::runtime::run::Speech;
use crate::runtime::wake::Wake;
use crossterm::event::Event;
use std::sync::mpsc::SyncSender;

/// The nudger, once it has begun.
#[derive(Debug)]
pub(super) struct Nudges {
    speaks: bool,
    hears: bool,
    nudger: Option<Nudger>,
    /// What the terminal has yet to be given.
    bytes: Vec<u8>,
}

impl Nudges {
    /// Nothing has begun.
    pub(super) fn new(speech: Speech) -> Nudges {
        Nudges { speaks: speech == Speech::Aloud, hears: false, nudger: None, bytes: Vec::new() }
    }

    /// Whether somebody listens to whether the person is there.
    pub(super) fn hears(&self) -> bool {
        self.hears && self.nudger.is_some()
    }

    /// Keeps bytes for the terminal. One that takes none for long is not to be given all of them at once.
    pub(super) fn keep(&mut self, bytes: &[u8]) {
        const MOST: usize = 4096;
        if self.bytes.len() + bytes.len() <= MOST {
            self.bytes.extend_from_slice(bytes);
        }
    }

    /// What the terminal is to be given.
    pub(super) fn take(&mut self) -> Option<Vec<u8>> {
        (!self.bytes.is_empty()).then(|| std::mem::take(&mut self.bytes))
    }

    /// Tells of what the person did here.
    pub(super) fn notice(&mut self, events: &[Event], now_ms: i64) {
        let is_input = |event: &Event| !matches!(event, Event::FocusLost | Event::Resize(..));
        if let Some(nudger) = self.nudger.as_mut().filter(|_| events.iter().any(is_input)) {
            nudger.key(now_ms);
        }
    }

    pub(super) fn touch(&self) {
        self.nudger.iter().for_each(Nudger::touch);
    }

    pub(super) fn look(&self) {
        self.nudger.iter().for_each(Nudger::look);
    }

    pub(super) fn leave(&self) {
        self.nudger.iter().for_each(Nudger::leave);
    }

    pub(super) fn back(&self) {
        self.nudger.iter().for_each(Nudger::back);
    }
}

impl Loop {
    /// Begins the nudger. That it can't is no reason to stop.
    pub(super) fn begin_nudges(&mut self, wakes: &SyncSender<Wake>) {
        let around = Around {
            clock: self.clock.share(),
            place: self.place,
            loaded: self.loaded.clone(),
            paths: self.paths.clone(),
            real_time: self.gaps.is_some(),
        };
        self.nudges.hears = self.nudges.speaks
            && around.real_time
            && around.loaded.config.presence().sources != Sources::Off;
        self.nudges.nudger = Nudger::begin(around, self.nudges.speaks, wakes.clone()).ok();
    }
}
