//! Micro-breaks: seconds away from the screen, for who has asked for them. What is due and what was shown; it counts on the
//! one counter ([`super::Tally::since_short`]) and has nothing to do with the budget, the answers and the learned interval
//! of rests.
//!
//! Must never come beside a rest, which takes its place. Next: `course::micro`, which speaks.

use super::MIN;
use super::settings::Nudging;

/// So near to a rest that is due or was asked for, it takes the place of a micro-break. `[J]`
pub(super) const NEAR: i64 = 10 * MIN;
/// For so long at least what was shown can be seen. `[J]`
const SEEN: i64 = MIN;

/// Where the micro-break stands, in UTC milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Micro {
    /// Since when one is due.
    pub(super) due: Option<i64>,
    /// When one was shown, or a rest took its place: no other is due for an interval.
    pub(super) from: Option<i64>,
    /// When one was shown last.
    pub(super) shown: Option<i64>,
}

/// How long one that is due waits for a pause or the end of a piece of work: a quarter of the interval `[J]`. Where keys are
/// heard a pause comes within seconds; where they are not, it comes then.
pub(super) fn wait_ms(nudging: &Nudging) -> i64 {
    i64::from(nudging.micro.map_or(0, |micro| micro.after_s)) * 250
}

/// How long one can be seen after it was shown, in milliseconds: it goes by itself.
pub(crate) fn stays_ms(nudging: &Nudging) -> i64 {
    nudging.micro.map_or(SEEN, |micro| SEEN.max(i64::from(micro.length_s) * 1000))
}
