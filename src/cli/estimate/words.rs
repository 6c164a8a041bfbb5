//! Estimates in words: `2h -> P50 2h10, P80 3h05, P90 4h (n = 37 tasks of type writing)`.

use super::super::env::Env;
use super::super::phrase::count;
use super::super::printer::Look;
use super::OwnPace;
use crate::domain::Task;
use crate::learn::pace::{Quantiles, UNTYPED};
use crate::text::print_duration;

/// With fewer finished tasks than this the general prior still speaks louder than the person's own.
const FEW: u32 = 20;

/// What a length of time will take.
pub(super) fn of_duration(
    env: &mut Env,
    seconds: u32,
    kind: Option<&str>,
    said: &Quantiles,
    own: &OwnPace,
) {
    let line = format!("{} -> {}", print_duration(seconds.into()), three(said, Some(seconds)));
    say(env, &line, kind, own);
}

/// What is left of a task.
pub(super) fn of_task(env: &mut Env, task: &Task, spent_s: u32, left: &Quantiles, own: &OwnPace) {
    let thought = match task.estimate_s.filter(|s| *s > 0) {
        Some(seconds) => print_duration(seconds.into()),
        None => "no estimate".to_owned(),
    };
    let line = if spent_s == 0 {
        format!("{} -> {}", thought, three(left, task.estimate_s))
    } else {
        let worked = print_duration(spent_s.into());
        format!("{thought}, {worked} worked -> {} to go", three(left, None))
    };
    let title = env.printer.paint(Look::Strong, &format!("{} {}", task.no, task.title));
    env.printer.line(&title);
    if task.estimate_s.is_some_and(|s| s > 0) {
        say(env, &format!("  {line}"), task.kind.as_deref(), own);
    } else {
        let such = such(task.kind.as_deref());
        env.printer.line(&format!("  {line} (what the last {} {such} took)", left.n));
    }
}

/// What tasks of a kind usually take.
pub(super) fn usual(env: &mut Env, kind: &str, said: &Quantiles) {
    let about = print_duration(rounded(said.p50_s));
    let such = such(Some(kind));
    let line = format!("~{about}: what the last {} {such} took; {}", said.n, three(said, None));
    env.printer.line(&line);
}

fn say(env: &mut Env, line: &str, kind: Option<&str>, own: &OwnPace) {
    let (number, all) = (own.kind(kind), own.pace().total());
    let n = if number == UNTYPED { 0 } else { own.pace().count(number) };
    let ground = match (kind, n) {
        _ if all == 0 => "n = 0".to_owned(),
        (None, _) => format!("n = {}", count(all, "task")),
        (Some(kind), 0) => format!("n = {}, none of type {kind}", count(all, "task")),
        (Some(kind), n) => format!("n = {} of type {kind}", count(n, "task")),
    };
    let ground = env.printer.paint(Look::Faint, &format!("({ground})"));
    env.printer.line(&format!("{line} {ground}"));
    if all == 0 {
        env.printer.line(
            "No finished task had an estimate and time on the timer yet: this is what people in general take.",
        );
    } else if all < FEW {
        env.printer.line(&format!(
            "Only {} so far: mostly what people in general take.",
            count(all, "such task")
        ));
    }
}

/// What a new task will take: `Likely: P50 2h10, P80 3h05, P90 4h (n = 37)`.
pub(super) fn aside(said: &Quantiles, estimate_s: Option<u32>) -> String {
    if estimate_s.is_some() {
        return format!("Likely: {} (n = {})", three(said, estimate_s), said.n);
    }
    let usual = print_duration(rounded(said.p50_s));
    format!("Such tasks usually take ~{usual} (n = {})", said.n)
}

/// What is left of an open task, in a few words: `P50 1h10, P80 2h to go (n = 37)`.
pub(crate) fn likely(left: &Quantiles) -> String {
    let length = |seconds| print_duration(rounded(seconds));
    format!("P50 {}, P80 {} to go (n = {})", length(left.p50_s), length(left.p80_s), left.n)
}

fn such(kind: Option<&str>) -> String {
    match kind {
        Some(kind) => format!("tasks of type {kind}"),
        None => "tasks without a type".to_owned(),
    }
}

fn three(said: &Quantiles, estimate_s: Option<u32>) -> String {
    let length = |seconds: u64| match estimate_s {
        Some(estimate_s) if u64::from(estimate_s) == seconds => print_duration(estimate_s.into()),
        _ => print_duration(rounded(seconds)),
    };
    format!("P50 {}, P80 {}, P90 {}", length(said.p50_s), length(said.p80_s), length(said.p90_s))
}

/// As exact as it can be meant: to the minute below half an hour, to five minutes below ten hours, else to half
/// hours.
pub(crate) fn rounded(seconds: u64) -> i64 {
    let step = match seconds {
        0..1800 => 60,
        1800..36_000 => 300,
        _ => 1800,
    };
    let whole = (seconds + step / 2) / step * step;
    i64::try_from(whole.max(60)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_as_exact_as_they_are_meant() {
        let said = Quantiles { p10_s: 0, p50_s: 7837, p80_s: 40_000, p90_s: 1000, n: 1 };
        assert_eq!(three(&said, None), "P50 2h10, P80 11h, P90 17m");
        let same = Quantiles { p50_s: 47 * 60, p80_s: 55 * 60 + 10, p90_s: 20, ..said };
        assert_eq!(three(&same, Some(47 * 60)), "P50 47m, P80 55m, P90 1m");
    }
}
