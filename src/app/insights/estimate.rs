//! What a task will really take, wherever a task is shown: from the learned pace alone, and never without the
//! number of finished tasks it rests on.

use crate::app::{Model, words};
use crate::domain::Task;

/// What an estimate of `estimate_s` for that kind of work really takes: `P50 2h10, P80 3h05 (n = 37)`. `None` before
/// any task with an estimate was finished.
pub fn takes(model: &Model, kind: Option<&str>, estimate_s: u32) -> Option<String> {
    let profile = model.learned.as_ref().filter(|profile| profile.pace.total() > 0)?;
    let said = profile.pace.predict(profile.kind(kind), estimate_s);
    Some(format!("P50 {}, P80 {} (n = {})", round(said.at(0.5)), round(said.at(0.8)), said.n()))
}

/// What is left of an open task: given its estimate and the work so far, or by what such tasks take when it has no
/// estimate.
pub fn left(model: &Model, task: &Task) -> Option<String> {
    let profile = model.learned.as_ref()?;
    let kind = profile.kind(task.kind.as_deref());
    let spent = u32::try_from(model.state.tracked_s(task.id, model.now.at)).unwrap_or(0);
    let left = if let Some(estimate_s) = task.estimate_s.filter(|seconds| *seconds > 0) {
        profile.pace.remaining(kind, estimate_s, spent)
    } else {
        profile.pace.guess(kind)?.after(spent)
    };
    let n = left.whole().n();
    let more = if spent >= 60 { " more" } else { "" };
    let known = task.estimate_s.is_none() || profile.pace.total() > 0;
    known.then(|| {
        format!("P50 {}, P80 {}{more} (n = {n})", round(left.at(0.5)), round(left.at(0.8)))
    })
}

/// How long tasks of that kind take, in seconds, for one that has no estimate; shown with a `~`.
pub fn usual_s(model: &Model, kind: Option<&str>) -> Option<u32> {
    let profile = model.learned.as_ref()?;
    Some(profile.pace.typical(profile.kind(kind))?.p50_s)
}

/// A length that was not measured, to the nearest minute, or five of them beyond an hour.
pub fn round(seconds: f64) -> String {
    let step = if seconds < 3600.0 { 60.0 } else { 300.0 };
    #[expect(clippy::cast_possible_truncation, reason = "hours, in seconds")]
    let rounded = (seconds / step).round().clamp(0.0, 1e7) as i64;
    #[expect(clippy::cast_possible_truncation, reason = "60 or 300")]
    let seconds = rounded * step as i64;
    words::duration(seconds)
}
