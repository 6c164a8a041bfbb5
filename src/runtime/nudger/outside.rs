//! What the nudger needs of the world outside: something that hears whether somebody is there, and something that shows
//! words to them. Both may be slow, absent or broken; the nudger must not notice more of that than silence.

use super::Call;
use super::wishes::Around;
use crate::domain::{Mint, Now};
use crate::notify::{self, Message, Notifications, Outlet};
use crate::presence::{Change, Health, Keys, Need, Presence, Rung, Spool, Surroundings};
use std::sync::mpsc::Sender;

/// Hears whether somebody is there.
pub(super) trait Ears {
    /// Listens once, and says what is new. May take half a second.
    fn look(&mut self, need: Need, now: &Now, mint: &mut Mint) -> Vec<Change>;

    /// When to listen again at the latest, in UTC milliseconds; `None` when there is no need.
    fn next(&self, need: Need) -> Option<i64>;

    /// By what somebody is heard, as of the last time.
    fn names(&self) -> Vec<&'static str>;

    /// Ends what goes on, because nobody listens any more; what is heard after that begins anew.
    fn stop(&mut self, now: &Now, mint: &mut Mint) -> Vec<Change>;
}

impl Ears for Presence {
    fn look(&mut self, need: Need, now: &Now, mint: &mut Mint) -> Vec<Change> {
        Presence::look(self, need, now, mint)
    }

    fn next(&self, need: Need) -> Option<i64> {
        Presence::next(self, need)
    }

    fn names(&self) -> Vec<&'static str> {
        let well = |rung: &&Rung| matches!(rung.health(), Health::Well { .. });
        self.rungs().iter().filter(well).map(Rung::name).collect()
    }

    fn stop(&mut self, now: &Now, mint: &mut Mint) -> Vec<Change> {
        Presence::stop(self, now, mint)
    }
}

/// What hears the person here. Under a clock that is not the machine's nobody is heard: what sources tell is of another
/// time.
pub(super) fn ears(around: &Around, keys: &Keys) -> Presence {
    if !around.real_time {
        return Presence::deaf();
    }
    let places = Surroundings::of(&|name| std::env::var_os(name));
    let spool = Spool::below(&around.paths.state);
    let settings = around.loaded.config.presence();
    Presence::begin(&settings, &places, keys, spool, around.clock.utc_ms())
}

/// Shows words to the person. Never waits.
pub(super) trait Mouth {
    /// Shows a message, one way or another.
    fn show(&mut self, message: Message);

    /// Takes away what was shown with this key: it is answered.
    fn take_away(&mut self, key: u32);
}

/// Where there is no way to show anything, nothing is.
impl Mouth for Option<Notifications> {
    fn show(&mut self, message: Message) {
        if let Some(notifications) = self {
            notifications.show(message);
        }
    }

    fn take_away(&mut self, key: u32) {
        if let Some(notifications) = self {
            notifications.take_away(key);
        }
    }
}

/// What shows words here: through `outlet` when nothing better is there. What is pressed comes as a call.
pub(super) fn mouth(
    around: &Around,
    outlet: Option<Outlet>,
    calls: &Sender<Call>,
) -> Option<Notifications> {
    let calls = calls.clone();
    let replies = move |reply| _ = calls.send(Call::Pressed(reply));
    let settings = around.loaded.config.notify.clone();
    let ways = notify::Around::read().ok()?;
    Some(Notifications::start(settings, ways, outlet, replies))
}
