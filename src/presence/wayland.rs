//! A Wayland compositor that tells when nobody touched anything for a while (`ext-idle-notify-v1`, which most have by now:
//! KDE, Sway, Hyprland, COSMIC, niri). It is told, not asked, so a thread waits for it; that wakes when input stops for
//! [`TIMEOUT_MS`] and when it begins again, and costs nothing between.
//!
//! Must never say more than was told: who is not idle has touched something within the timeout. The exchange is written here:
//! it is four requests and five events, and the libraries for it panic at a compositor that makes a mistake, which would be
//! the end of heyday. Next: [`wire`], which has it.

#[cfg(test)]
mod tests;
mod wire;

use super::gap::Clocks;
use super::reading::{Fault, Hearing, Reading, Source};
use super::socket::{Plug, Socket, too_late};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use wire::{Line, Told};

/// Without input for so long, the compositor tells; in milliseconds. Long enough to be told seldom, short against what
/// makes an absence.
const TIMEOUT_MS: i64 = 10_000;
/// What is told may come so much later, in milliseconds.
const SLACK_MS: i64 = 1_000;
/// The longest that whoever asks first waits for the greeting.
const PATIENCE: Duration = Duration::from_millis(450);
/// The longest that the greeting may take: a desktop that is just starting has other things to do.
const DEADLINE: Duration = Duration::from_secs(10);

/// What was heard of input. Moments are of a clock that never stands still, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heard {
    /// The compositor was greeted at `at_ms` and has told nothing yet; `since_ms` is the last input that is known of.
    Greeted { at_ms: i64, since_ms: i64 },
    /// Somebody is there.
    Active,
    /// Nobody touched anything since then.
    Idle { since_ms: i64 },
}

impl Heard {
    /// After a greeting at `at_ms`. Of before nothing is known: it counts as input, but for one who knew better.
    fn greeted(before: Option<Heard>, at_ms: i64) -> Heard {
        match before {
            Some(Heard::Idle { since_ms } | Heard::Greeted { since_ms, .. }) => {
                Heard::Greeted { at_ms, since_ms }
            }
            Some(Heard::Active) | None => Heard::Greeted { at_ms, since_ms: at_ms },
        }
    }

    /// After the compositor told something at `at_ms`.
    fn and(self, told: Told, at_ms: i64) -> Heard {
        match (told, self) {
            (Told::Idled, Heard::Active) => Heard::Idle { since_ms: at_ms - TIMEOUT_MS },
            (Told::Idled, Heard::Greeted { since_ms, .. } | Heard::Idle { since_ms }) => {
                Heard::Idle { since_ms }
            }
            (Told::Resumed, _) => Heard::Active,
        }
    }

    /// The least that the time since the last input can be, at `at_ms`.
    fn idle_ms(self, at_ms: i64) -> i64 {
        match self {
            // Had there been no input since the greeting, that would have been told.
            Heard::Greeted { at_ms: greeted, .. } if at_ms - greeted > TIMEOUT_MS + SLACK_MS => 0,
            Heard::Greeted { since_ms, .. } | Heard::Idle { since_ms } => at_ms - since_ms,
            Heard::Active => 0,
        }
    }
}

/// What the thread has to say.
#[derive(Debug, Default)]
struct State {
    heard: Option<Heard>,
    /// Why it has ended.
    fault: Option<String>,
    /// Whether the greeting is over, well or not.
    is_settled: bool,
    /// Ends the connection when nobody wants to know any more.
    plug: Option<Plug>,
    /// Whether nobody does.
    is_over: bool,
}

type Shared = Arc<(Mutex<State>, Condvar)>;

/// The compositor at a socket.
#[derive(Debug)]
pub(super) struct Wayland {
    path: PathBuf,
    /// The thread that listens, or has ended with a fault.
    listens: Option<Shared>,
    /// What an earlier one heard last.
    before: Option<Heard>,
}

impl Wayland {
    /// `path` is where the compositor listens.
    pub(super) fn new(path: PathBuf) -> Wayland {
        Wayland { path, listens: None, before: None }
    }

    /// Begins to listen, and waits for a moment until the compositor was greeted.
    fn listen(&self) -> Option<Shared> {
        let shared = Shared::default();
        let (path, before, own) = (self.path.clone(), self.before, Arc::clone(&shared));
        let thread = std::thread::Builder::new().name("presence-wayland".into());
        let thread = thread.spawn(move || {
            let fault = listen(&path, before, &own).err();
            tell(&own, |state| {
                state.plug = None;
                state.fault = fault;
                state.is_settled = true;
            });
        });
        thread.ok()?;
        let (state, settles) = &*shared;
        let waits = locked(state);
        let settled = settles.wait_timeout_while(waits, PATIENCE, |state| !state.is_settled);
        drop(settled);
        Some(shared)
    }
}

impl Source for Wayland {
    fn name(&self) -> &'static str {
        "wayland"
    }

    fn read(&mut self, _: i64) -> Result<Reading, Fault> {
        let fault = |what: &str| {
            let hint = "WAYLAND_DISPLAY says where it is";
            Fault::new(format!("the compositor can't be asked: {what}"), hint)
        };
        if self.listens.is_none() {
            self.listens = self.listen();
        }
        let Some(shared) = &self.listens else { return Err(fault("no thread is left")) };
        let mut state = locked(&shared.0);
        if let Some(what) = state.fault.take() {
            self.before = state.heard.or(self.before);
            drop(state);
            self.listens = None;
            return Err(fault(&what));
        }
        let heard = state.heard.ok_or_else(|| fault(&too_late()))?;
        Ok(Reading::idle(heard.idle_ms(always_ms())))
    }

    fn hearing(&self) -> Hearing {
        Hearing::Desktop
    }
}

impl Drop for Wayland {
    fn drop(&mut self) {
        if let Some(shared) = self.listens.take() {
            tell(&shared, |state| {
                state.is_over = true;
                state.plug = None;
            });
        }
    }
}

/// Greets the compositor and listens to it until it is gone. Returns with a fault, but when nobody wants to know any more.
fn listen(path: &Path, before: Option<Heard>, shared: &Shared) -> Result<(), String> {
    let socket = Socket::open(path, DEADLINE)?;
    let plug = socket.plug();
    let mut line = Line::open(socket, TIMEOUT_MS)?;
    let is_over = tell(shared, |state| {
        state.heard = Some(Heard::greeted(before, always_ms()));
        state.is_settled = true;
        // Dropped at once, where nobody wants to know.
        state.plug = plug.filter(|_| !state.is_over);
        state.is_over
    });
    if is_over {
        return Ok(());
    }
    loop {
        let told = line.next()?;
        let at_ms = always_ms();
        tell(shared, |state| state.heard = state.heard.map(|heard| heard.and(told, at_ms)));
    }
}

/// Changes the state and lets whoever waits for it know.
fn tell<T>((state, settles): &(Mutex<State>, Condvar), change: impl FnOnce(&mut State) -> T) -> T {
    let changed = change(&mut locked(state));
    settles.notify_all();
    changed
}

fn locked(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A clock that runs also while the machine sleeps, where there is one.
fn always_ms() -> i64 {
    let clocks = Clocks::now(0);
    clocks.always.unwrap_or(clocks.awake)
}
