//! The desktop, over the bus of the session: how long nobody touched anything, whether the screen saver runs, whether it
//! is not to be disturbed. GNOME is asked through Mutter, others through `org.freedesktop.ScreenSaver`.
//!
//! Must never take seconds for milliseconds. Next: [`super::bus`].

use super::bus::{Line, Service, Silence, Which};
use super::child::answer;
use super::reading::{Fault, Hearing, Reading, Source};
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, Instant};

const MUTTER: Service = Service {
    name: "org.gnome.Mutter.IdleMonitor",
    path: "/org/gnome/Mutter/IdleMonitor/Core",
    interface: "org.gnome.Mutter.IdleMonitor",
};
const SCREEN_SAVER: Service = Service {
    name: "org.freedesktop.ScreenSaver",
    path: "/org/freedesktop/ScreenSaver",
    interface: "org.freedesktop.ScreenSaver",
};
const NOTIFICATIONS: Service = Service {
    name: "org.freedesktop.Notifications",
    path: "/org/freedesktop/Notifications",
    interface: "org.freedesktop.Notifications",
};
const DUNST: Service = Service { interface: "org.dunstproject.cmd0", ..NOTIFICATIONS };

/// How long a number is watched to see what it counts.
const WATCHED: Duration = Duration::from_millis(200);
/// The longest that `gsettings` has for its answer.
const SETTINGS_DEADLINE: Duration = Duration::from_millis(150);
/// A number of seconds below this is not long enough to matter.
const FEW: u64 = 60;

/// What the numbers of a screen saver count: KDE says milliseconds, some others say seconds, and no document which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// Not known; so many times it looked like seconds. Taken for milliseconds, which makes nobody idle by mistake.
    Unknown(u8),
    Milliseconds,
    Seconds,
}

impl Unit {
    /// What it is after a number was `before`, and `after` some milliseconds later. It takes two looks to believe in
    /// seconds: somebody may just have touched a key.
    fn after(self, before: u64, after: u64, waited_ms: u64) -> Unit {
        let Unit::Unknown(votes) = self else { return self };
        match after.checked_sub(before) {
            Some(0 | 1) if votes > 0 => Unit::Seconds,
            Some(0 | 1) => Unit::Unknown(votes + 1),
            Some(more) if more >= waited_ms / 2 && more <= waited_ms.saturating_mul(3) => {
                Unit::Milliseconds
            }
            _ => self,
        }
    }
}

/// The desktop of this session.
#[derive(Debug)]
pub(super) struct Desktop {
    line: Line,
    unit: Unit,
    /// Whether a compositor shows it.
    is_wayland: bool,
}

impl Desktop {
    pub(super) fn new(is_wayland: bool) -> Desktop {
        Desktop { line: Line::new(Which::Session), unit: Unit::Unknown(0), is_wayland }
    }

    fn read_now(&mut self) -> Result<Reading, Silence> {
        let mut reading = Reading::default();
        if self.line.has(MUTTER)? {
            reading = Reading::idle(ms(self.line.number(MUTTER, "GetIdletime")?));
            reading.dnd = gnome_is_quiet();
        } else if self.line.has(SCREEN_SAVER)? {
            reading.idle_ms = self.screen_saver()?;
            // Some savers only dim; nobody is there either way.
            reading.locked = self.line.truth(SCREEN_SAVER, "GetActive").ok();
        }
        if reading.dnd.is_none() && self.line.has(NOTIFICATIONS)? {
            let asked = [(NOTIFICATIONS, "Inhibited"), (DUNST, "paused")];
            let said = asked.into_iter().find_map(|(service, name)| {
                bool::try_from(self.line.property(service, name).ok()?).ok()
            });
            reading.dnd = said;
        }
        Ok(reading)
    }

    /// How long the screen saver says that nobody touched anything, in milliseconds; `None` where it does not know.
    fn screen_saver(&mut self) -> Result<Option<i64>, Silence> {
        let number = match self.line.number(SCREEN_SAVER, "GetSessionIdleTime") {
            Err(Silence::Nobody) => return Ok(None),
            // Under Wayland one that can't know may say nought all the same.
            Ok(0) if self.is_wayland => return Ok(None),
            number => number?,
        };
        if matches!(self.unit, Unit::Unknown(_)) && number >= FEW {
            let start = Instant::now();
            let (_never, wait) = mpsc::channel::<()>();
            let _ = wait.recv_timeout(WATCHED);
            let later = self.line.number(SCREEN_SAVER, "GetSessionIdleTime")?;
            let waited = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
            self.unit = self.unit.after(number, later, waited);
        }
        let factor = if self.unit == Unit::Seconds { 1000 } else { 1 };
        Ok(Some(ms(number.saturating_mul(factor))))
    }
}

impl Source for Desktop {
    fn name(&self) -> &'static str {
        "desktop"
    }

    fn read(&mut self, _: i64) -> Result<Reading, Fault> {
        match self.read_now() {
            Ok(reading) if reading == Reading::default() => Err(Fault::new(
                "a session bus, but no desktop on it that says how long nobody touched anything",
                "GNOME, KDE and screen savers do",
            )),
            Ok(reading) => Ok(reading),
            Err(Silence::Nobody) => Err(Fault::new("the desktop gives no answer", "")),
            Err(Silence::NoBus(what)) => Err(Fault::new(
                format!("no session bus: {what}"),
                "DBUS_SESSION_BUS_ADDRESS says where it is",
            )),
        }
    }

    fn hearing(&self) -> Hearing {
        Hearing::Desktop
    }
}

fn ms(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Whether GNOME shows no banners; it says so in its settings and nowhere else.
fn gnome_is_quiet() -> Option<bool> {
    let mut settings = Command::new("gsettings");
    settings.args(["get", "org.gnome.desktop.notifications", "show-banners"]);
    match answer(&mut settings, SETTINGS_DEADLINE).ok()?.trim() {
        "true" => Some(false),
        "false" => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_believed_at_the_second_look_and_milliseconds_at_the_first() {
        let unknown = Unit::Unknown(0);
        assert_eq!(unknown.after(5_000, 5_210, 200), Unit::Milliseconds);
        let once = unknown.after(120, 120, 200);
        assert_eq!(once, Unit::Unknown(1));
        assert_eq!(once.after(180, 181, 200), Unit::Seconds);
        assert_eq!(once.after(5_000, 5_230, 230), Unit::Milliseconds);
        assert_eq!(once.after(5_000, 12, 200), once, "a key in between says nothing");
        assert_eq!(Unit::Seconds.after(5_000, 5_200, 200), Unit::Seconds);
    }
}
