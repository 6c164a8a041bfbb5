//! What the login service of the machine (logind) knows of the person's session: whether its screen is locked, and,
//! minutes late, whether it is idle; and of the machine: whether it is about to sleep. When it has slept, clocks tell
//! ([`super::gap`]).
//!
//! Next: [`super::bus`].

use super::bus::{Line, Service, Silence, Which};
use super::reading::{Fault, Hearing, Reading, Source};

/// The caller's session, or the one that the caller's user looks at.
const SESSION: Service = Service {
    name: "org.freedesktop.login1",
    path: "/org/freedesktop/login1/session/auto",
    interface: "org.freedesktop.login1.Session",
};

/// The service itself.
const MANAGER: Service = Service {
    path: "/org/freedesktop/login1",
    interface: "org.freedesktop.login1.Manager",
    ..SESSION
};

/// The person's session.
#[derive(Debug)]
pub(super) struct Login {
    line: Line,
}

impl Login {
    pub(super) fn new() -> Login {
        Login { line: Line::new(Which::System) }
    }

    fn truth(&mut self, of: Service, property: &str) -> Result<bool, Silence> {
        let value = self.line.property(of, property)?;
        bool::try_from(value).map_err(|_| Silence::Nobody)
    }

    fn read_at(&mut self, now_ms: i64) -> Result<Reading, Silence> {
        if !self.line.has(SESSION)? {
            return Err(Silence::Nobody);
        }
        // Nobody looks at a machine that is about to sleep, as nobody looks at a locked screen.
        let locked = self.truth(SESSION, "LockedHint")?
            || self.truth(MANAGER, "PreparingForSleep").unwrap_or(false);
        // Who is not idle may have been without a key for as long as the desktop allows.
        let idle_ms = if self.truth(SESSION, "IdleHint")? { self.idle_ms(now_ms) } else { Some(0) };
        Ok(Reading { locked: Some(locked), idle_ms, ..Reading::default() })
    }

    fn idle_ms(&mut self, now_ms: i64) -> Option<i64> {
        let since = self.line.property(SESSION, "IdleSinceHint").ok()?;
        let since_us = u64::try_from(since).ok().filter(|since| *since > 0)?;
        Some(now_ms.saturating_sub(i64::try_from(since_us / 1000).ok()?).max(0))
    }
}

impl Source for Login {
    fn name(&self) -> &'static str {
        "login"
    }

    fn read(&mut self, now_ms: i64) -> Result<Reading, Fault> {
        self.read_at(now_ms).map_err(|silence| match silence {
            Silence::Nobody => Fault::new("no login service knows this session", ""),
            Silence::NoBus(what) => Fault::new(format!("no system bus: {what}"), ""),
        })
    }

    fn hearing(&self) -> Hearing {
        Hearing::Late
    }
}
