//! What the nudger needs of the world outside: something that hears whether somebody is there, and something that shows
//! words to them. Both may be slow, absent or broken; the nudger must not notice more of that than silence.

use super::wishes::Around;
use crate::domain::{Mint, Now};
use crate::presence::{Change, Keys, Need, Presence, Spool, Surroundings};

/// Hears whether somebody is there.
pub(super) trait Ears {
    /// Listens once, and says what is new. May take half a second.
    fn look(&mut self, need: Need, now: &Now, mint: &mut Mint) -> Vec<Change>;

    /// When to listen again at the latest, in UTC milliseconds; `None` when there is no need.
    fn next(&self, need: Need) -> Option<i64>;

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

/// Something to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Message {
    /// What is shown with the same key before is replaced.
    pub(super) key: u32,
    pub(super) summary: String,
    pub(super) body: String,
    /// Whether it is to be seen although something else is.
    pub(super) urgent: bool,
    /// What can be pressed: a word for us, and the one on the button.
    pub(super) buttons: Vec<(String, String)>,
    /// After how many seconds it may go by itself.
    pub(super) expires_s: u32,
}

/// What somebody did about a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::runtime) struct Reply {
    /// The key of the message.
    pub(super) key: u32,
    /// The word of the button.
    pub(super) button: String,
}

/// Shows words to the person. Never waits.
pub(super) trait Mouth {
    /// Shows a message, one way or another.
    fn show(&mut self, message: Message);
}

/// Shows nothing.
#[derive(Debug)]
pub(super) struct Silence;

impl Mouth for Silence {
    fn show(&mut self, _: Message) {}
}
