//! The notification server of the desktop. One that does not answer costs a deadline once and is then left alone for a
//! while; whatever happens to it or to the bus, a message that it showed ends in a reply.

#[cfg(all(unix, not(target_os = "macos")))]
mod bus;
#[cfg(not(all(unix, not(target_os = "macos"))))]
mod native;
#[cfg(all(unix, not(target_os = "macos")))]
mod timer;

#[cfg(all(unix, not(target_os = "macos")))]
pub(super) use bus::Desktop;
#[cfg(not(all(unix, not(target_os = "macos"))))]
pub(super) use native::{Desktop, block_on};
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) use zbus::block_on;

use super::{Message, Urgency, clean};
use notify_rust::Notification;
use std::time::{Duration, Instant};

/// How long a desktop that did not answer is left alone at first, and at most.
const PAUSE: (Duration, Duration) = (Duration::from_secs(60), Duration::from_secs(32 * 60));

/// What a notification server can do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Server {
    /// Its name and version.
    pub(super) name: String,
    /// Whether it shows buttons.
    pub(super) has_buttons: bool,
    /// Whether it reads markup in the body.
    pub(super) reads_markup: bool,
    /// Whether it keeps what was not looked at.
    pub(super) persists: bool,
}

impl Server {
    /// The server and what it can do, in a few words.
    pub(super) fn words(&self) -> String {
        let can = [(self.has_buttons, "buttons"), (self.persists, "keeps them")];
        let can: Vec<&str> = can.iter().filter(|(can, _)| *can).map(|(_, word)| *word).collect();
        let can = if can.is_empty() { "no buttons".to_owned() } else { can.join(", ") };
        if self.name.is_empty() { String::new() } else { format!("{}: {can}", self.name) }
    }
}

/// When a desktop that did not answer is asked again.
#[derive(Debug, Default)]
struct Pause {
    misses: u32,
    until: Option<Instant>,
}

impl Pause {
    fn is_over(&self, now: Instant) -> bool {
        self.until.is_none_or(|until| now >= until)
    }

    /// It did not answer: twice as long as the last time.
    fn lengthen(&mut self, now: Instant) {
        let (first, most) = PAUSE;
        let pause = first.saturating_mul(2_u32.saturating_pow(self.misses)).min(most);
        self.misses = self.misses.saturating_add(1);
        self.until = now.checked_add(pause);
    }
}

/// What is said of a desktop that took longer than `patience`.
fn too_late(patience: Duration) -> String {
    format!("it did not answer within {} s", patience.as_secs())
}

/// `message` as it is sent to `server`. No `desktop-entry` is named: heyday installs none, and GNOME takes away what
/// names one as soon as the connection that sent it is closed, which is at once for a command.
fn worded(message: &Message, server: &Server, sound: bool) -> Notification {
    let mut sent = Notification::new();
    let answers = &message.answers;
    let last = if server.has_buttons { &answers.pressed } else { &answers.typed };
    sent.appname("heyday").summary(&clean::summary(&message.summary)).body(&clean::body(
        &message.body,
        last,
        server.reads_markup,
    ));
    if let Some(expires_s) = message.expires_s {
        sent.timeout(Duration::from_secs(u64::from(expires_s)));
    }
    #[cfg(all(unix, not(target_os = "macos")))]
    {
        use notify_rust::{Hint, Urgency as Sent};
        sent.urgency(match message.urgency {
            Urgency::Low => Sent::Low,
            Urgency::Normal => Sent::Normal,
            Urgency::Critical => Sent::Critical,
        });
        if message.urgency == Urgency::Low {
            sent.hint(Hint::Transient(true));
        }
        sent.hint(Hint::SuppressSound(!sound || message.quiet));
        for (key, label) in answers.buttons.iter().filter(|_| server.has_buttons) {
            sent.action(key, &clean::label(label));
        }
    }
    let _ = (sound, Urgency::Low);
    sent.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desktop_that_does_not_answer_is_asked_less_and_less_often() {
        let now = Instant::now();
        let mut pause = Pause::default();
        assert!(pause.is_over(now));
        for minutes in [1, 2, 4, 8, 16, 32, 32] {
            pause.lengthen(now);
            let over = Duration::from_secs(minutes * 60);
            assert!(!pause.is_over(now + over.mul_f64(0.999)), "{minutes}");
            assert!(pause.is_over(now + over), "{minutes}");
        }
    }
}
