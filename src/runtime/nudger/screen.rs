//! The nudger beside a screen: it begins after the first frame, and sends what it finds as messages. It must never make a
//! key wait: a key is told with one store to memory, and wakes it only after a long silence.

use super::engine::{Engine, News};
use super::floor::{Floor, Part};
use super::outside;
use super::wishes::Around;
use super::{Call, LONGEST, keep_turning};
use crate::app::Msg;
use crate::presence::Keys;
use crate::runtime::wake::Wake;
use std::io;
use std::sync::mpsc::{Sender, SyncSender, channel};

/// A key after so long a silence wakes the nudger: somebody may be back.
const SILENCE_MS: i64 = 30_000;

/// The screen's end of it.
#[derive(Debug)]
pub(in crate::runtime) struct Nudger {
    calls: Sender<Call>,
    keys: Keys,
    last_ms: i64,
    floor: Option<Floor>,
}

impl Nudger {
    /// Begins the thread. Where not all of it `speaks`, it says how the counter stands and does nothing else.
    ///
    /// # Errors
    /// When there can be no such thread.
    pub(in crate::runtime) fn begin(
        around: Around,
        speaks: bool,
        wakes: SyncSender<Wake>,
    ) -> io::Result<Nudger> {
        let (calls, todo) = channel();
        let keys = Keys::default();
        let floor = speaks.then(|| Floor::new(&around.paths.data, Part::Screen));
        let (inside, bytes) = (calls.clone(), wakes.clone());
        let nudger = Nudger { calls, keys: keys.clone(), last_ms: i64::MIN, floor: floor.clone() };
        std::thread::Builder::new().name("nudger".into()).spawn(move || {
            let ears = outside::ears(&around, &keys);
            let outlet = Box::new(move |said| _ = bytes.send(Wake::Bytes(said)));
            // Who has not the floor yet may have it later.
            let mouth = floor.as_ref().and_then(|_| outside::mouth(&around, Some(outlet), &inside));
            let mut engine = Engine::new(around, floor, (ears, mouth));
            keep_turning(&mut engine, &todo, LONGEST, |_, news| {
                let mut told = news.into_iter().filter_map(message);
                told.all(|msg| wakes.send(Wake::Nudger(Box::new(msg))).is_ok())
            });
        })?;
        nudger.back();
        Ok(nudger)
    }

    /// The store was written to.
    pub(in crate::runtime) fn touch(&self) {
        let _ = self.calls.send(Call::Touched);
    }

    /// The person did something here.
    pub(in crate::runtime) fn key(&mut self, now_ms: i64) {
        self.keys.press(now_ms);
        if now_ms.saturating_sub(self.last_ms) >= SILENCE_MS {
            let _ = self.calls.send(Call::Look);
        }
        self.last_ms = now_ms;
    }

    /// Time went by unseen.
    pub(in crate::runtime) fn look(&self) {
        let _ = self.calls.send(Call::Look);
    }

    /// The screen is about to be stopped: others may speak.
    pub(in crate::runtime) fn leave(&self) {
        if let Some(floor) = &self.floor {
            floor.leave();
            let _ = self.calls.send(Call::Leave);
        }
    }

    /// The screen is there again.
    pub(in crate::runtime) fn back(&self) {
        if let Some(floor) = &self.floor {
            let calls = self.calls.clone();
            // Without a thread to wait in, others speak.
            let _ = floor.ask(move || _ = calls.send(Call::Granted));
        }
    }
}

/// What the screen is told.
fn message(news: News) -> Option<Msg> {
    match news {
        News::Pulse(pulse) => Some(Msg::Pulse(pulse)),
        News::Returned(back) => Some(Msg::Returned { heard: back.heard, span: back.span }),
        // The screen shows a nudge by the pulse, and says by itself what is wrong with the store.
        News::Said(_) | News::Trouble(_) | News::Floor(_) | News::Heard(_) => None,
    }
}
