//! Panics on demand, so that tests can see what a person would see. Only in debug builds.

/// Panics when `HEYDAY_TEST_PANIC` names this `point`.
pub(super) fn provoke(point: &str) {
    if cfg!(debug_assertions) {
        let wanted = std::env::var("HEYDAY_TEST_PANIC").is_ok_and(|wanted| wanted == point);
        assert!(!wanted, "provoked at `{point}`");
    }
}
