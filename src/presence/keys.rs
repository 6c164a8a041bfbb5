//! Keys in a screen of heyday, told by whoever reads them.
//!
//! Must never know which keys: only when. Next: [`super::ladder`].

use super::reading::{Fault, Reading, Source};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Where the moment of the last key is told, from any thread.
#[derive(Clone, Debug)]
pub struct Keys(Arc<AtomicI64>);

impl Default for Keys {
    fn default() -> Keys {
        Keys(Arc::new(AtomicI64::new(i64::MIN)))
    }
}

impl Keys {
    /// There was a key, a click or the like at `now_ms`, in UTC milliseconds.
    pub fn press(&self, now_ms: i64) {
        self.0.store(now_ms, Ordering::Relaxed);
    }
}

impl Source for Keys {
    fn name(&self) -> &'static str {
        "keys"
    }

    fn read(&mut self, now_ms: i64) -> Result<Reading, Fault> {
        match self.0.load(Ordering::Relaxed) {
            i64::MIN => Ok(Reading::default()),
            last_ms => Ok(Reading::idle(now_ms.saturating_sub(last_ms))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_the_first_key_nothing_is_known() {
        let keys = Keys::default();
        let mut source = keys.clone();
        assert_eq!(source.read(5_000), Ok(Reading::default()));
        keys.press(7_000);
        assert_eq!(source.read(9_000), Ok(Reading::idle(2_000)));
        assert_eq!(source.read(6_000), Ok(Reading::idle(0)), "a clock that was set back");
    }
}
