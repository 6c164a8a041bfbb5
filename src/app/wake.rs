//! When the screen would look different without anything happening: the loop sleeps until then.

use super::Model;

/// The next instant, in UTC milliseconds, at which a [`super::Msg::Tick`] is due; `None` for never. Once a
/// second while a timer or a break runs, once a minute for the clock, and when a toast goes.
pub fn next_wake(model: &Model) -> Option<i64> {
    let now = model.now.at.utc_ms();
    let counts = model.state.running().map(|s| s.start).or(model.state.on_break().map(|b| b.start));
    let tick = match counts {
        // The displayed seconds turn relative to the start, not at the wall clock's full seconds.
        Some(start) => now + 1000 - (now - start.utc_ms()).rem_euclid(1000),
        None => now + 60_000 - now.rem_euclid(60_000),
    };
    let toast = model.toast.as_ref().map(|toast| toast.until.utc_ms().max(now + 1));
    let rate = model.rate.map(|rate| rate.until.utc_ms().max(now + 1));
    [toast, rate].into_iter().flatten().chain([tick]).min()
}
