//! What macOS and Windows themselves know: how long nobody touched anything. It hears the whole desktop.
//!
//! Next: [`super::ladder`], which asks.

use super::reading::{Fault, Hearing, Reading, Source};

/// The desktop of a system that has but one.
#[derive(Debug, Default)]
pub(super) struct System;

impl Source for System {
    fn name(&self) -> &'static str {
        "desktop"
    }

    fn read(&mut self, _: i64) -> Result<Reading, Fault> {
        match system_idle_time::get_idle_time() {
            Ok(idle) => Ok(Reading::idle(i64::try_from(idle.as_millis()).unwrap_or(i64::MAX))),
            Err(error) => Err(Fault::new(format!("the system does not say: {error}"), "")),
        }
    }

    fn hearing(&self) -> Hearing {
        Hearing::Desktop
    }
}
