//! What a source can say about the person at a moment, and what several of them say together.
//!
//! Must never guess: what a source cannot know is `None`. Next: [`super::ladder`], which asks.

use std::fmt;
use thiserror::Error;

/// What is known about the person at a moment. `None` is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Milliseconds since the last input.
    pub idle_ms: Option<i64>,
    /// Whether the screen is locked.
    pub locked: Option<bool>,
    /// Whether the desktop is not to be disturbed.
    pub dnd: Option<bool>,
    /// Whether something takes the whole screen.
    pub full_screen: Option<bool>,
}

impl Reading {
    /// Nothing but how long ago the last input was.
    pub fn idle(idle_ms: i64) -> Reading {
        Reading { idle_ms: Some(idle_ms.max(0)), ..Reading::default() }
    }

    /// What two say together: input that one of them saw was input, and what one of them says is the case is the case.
    #[must_use]
    pub fn and(self, other: Reading) -> Reading {
        let either = |a: Option<bool>, b: Option<bool>| match (a, b) {
            (Some(a), Some(b)) => Some(a || b),
            (a, b) => a.or(b),
        };
        let idle_ms = match (self.idle_ms, other.idle_ms) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Reading {
            idle_ms,
            locked: either(self.locked, other.locked),
            dnd: either(self.dnd, other.dnd),
            full_screen: either(self.full_screen, other.full_screen),
        }
    }
}

/// Why a source says nothing, and what would change that.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{what}")]
pub struct Fault {
    /// What is missing or went wrong.
    pub what: String,
    /// What to do about it; empty when there is nothing to do.
    pub hint: &'static str,
}

impl Fault {
    /// A fault in a few words.
    pub fn new(what: impl Into<String>, hint: &'static str) -> Fault {
        Fault { what: what.into(), hint }
    }
}

/// What input a source hears of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hearing {
    /// That of some terminals. Who reads in a browser seems idle to it.
    Terminals,
    /// All of the desktop's.
    Desktop,
    /// All of the desktop's, minutes late: asked where nobody hears it better.
    Late,
    /// None: it knows other things.
    Nothing,
}

/// Something outside that knows whether somebody is there.
pub trait Source: fmt::Debug + Send {
    /// What it is called in settings and by `doctor`.
    fn name(&self) -> &'static str;

    /// What it knows at `now_ms`, in UTC milliseconds. Answers within half a second, whatever happens outside.
    ///
    /// # Errors
    /// Why it knows nothing. It is asked again later.
    fn read(&mut self, now_ms: i64) -> Result<Reading, Fault>;

    /// What input it hears of.
    fn hearing(&self) -> Hearing {
        Hearing::Terminals
    }

    /// Whether asking costs so much that it is left out while others have just heard input.
    fn is_dear(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reading() -> impl Strategy<Value = Reading> {
        let known = || proptest::option::of(any::<bool>());
        (proptest::option::of(0i64..1_000_000), known(), known(), known()).prop_map(
            |(idle_ms, locked, dnd, full_screen)| Reading { idle_ms, locked, dnd, full_screen },
        )
    }

    proptest! {
        #![proptest_config(crate::domain::laws::cases(256))]
        #[test]
        fn the_order_in_which_sources_are_asked_does_not_matter(
            a in reading(), b in reading(), c in reading(),
        ) {
            prop_assert_eq!(a.and(b), b.and(a));
            prop_assert_eq!(a.and(b).and(c), a.and(b.and(c)));
            prop_assert_eq!(a.and(Reading::default()), a);
        }
    }

    #[test]
    fn input_anywhere_is_input_and_one_lock_is_a_lock() {
        let desktop = Reading { locked: Some(true), ..Reading::idle(700_000) };
        let terminal = Reading { locked: Some(false), ..Reading::idle(4_000) };
        let both = desktop.and(terminal);
        assert_eq!((both.idle_ms, both.locked, both.dnd), (Some(4_000), Some(true), None));
    }
}
