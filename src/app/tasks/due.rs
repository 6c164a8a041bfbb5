//! When a task is due in a few words, always in words and never only in colour: `2 d late`, `by 17:00`,
//! `Fri 27`. A deadline says `by`.

use crate::app::words;
use crate::domain::{Due, Now, Status, Task};
use chrono::{Datelike, NaiveDate};

/// How near it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearness {
    /// It has passed.
    Late,
    /// Today.
    Today,
    /// Another day.
    Ahead,
    /// Not a date that binds: when it is planned, from when it can be done, when it was closed.
    Loose,
}

/// A date as the list says it, in at most eleven columns; `None` when there is none.
pub fn said(task: &Task, now: &Now) -> Option<(String, Nearness)> {
    if let Some(closed) = task.closed {
        let word = if task.status == Status::Dropped { "gone" } else { "done" };
        return Some((format!("{word} {}", near(now.day_of(closed), now)), Nearness::Loose));
    }
    if let Some(due) = task.due {
        return Some(due_said(due, now));
    }
    if let Some(on) = task.on {
        return Some((format!("plan {}", near(on, now)), Nearness::Loose));
    }
    let from = task.from.filter(|from| from.utc_ms() > now.at.utc_ms())?;
    Some((format!("from {}", near(now.day_of(from), now)), Nearness::Loose))
}

fn due_said(due: Due, now: &Now) -> (String, Nearness) {
    let day = now.day_of(due.at);
    let days = day.signed_duration_since(now.day()).num_days();
    if due.at.utc_ms() < now.at.utc_ms() {
        let text = match days {
            0 => {
                let seconds = now.at.seconds_since(due.at);
                if seconds < 3600 {
                    format!("{}m late", (seconds / 60).max(1))
                } else {
                    format!("{} h late", seconds / 3600)
                }
            }
            _ => format!("{} d late", -days),
        };
        return (text, Nearness::Late);
    }
    let by = if due.hard { "by " } else { "" };
    match days {
        0 if due.hard => (format!("by {}", words::clock(due.at)), Nearness::Today),
        0 => (format!("today {}", words::clock(due.at)), Nearness::Today),
        1 if due.hard => ("by tomorrow".into(), Nearness::Ahead),
        _ => (format!("{by}{}", near(day, now)), Nearness::Ahead),
    }
}

/// A day in at most seven columns beside `today`, `tomorrow` and the like.
fn near(day: NaiveDate, now: &Now) -> String {
    let away = day.signed_duration_since(now.day()).num_days();
    match away {
        0 => "today".into(),
        1 => "tomorrow".into(),
        -6..=13 => words::short_day(day),
        _ if day.year() == now.day().year() => day.format("%-d %b").to_string(),
        _ => day.format("%b %Y").to_string(),
    }
}

/// How far away a due moment is, for the detail: `in 2 days`, `3 d late`.
pub fn distance(due: Due, now: &Now) -> String {
    let days = now.day_of(due.at).signed_duration_since(now.day()).num_days();
    let seconds = due.at.seconds_since(now.at);
    match (seconds < 0, days) {
        (true, 0) => format!("{} late", words::duration((-seconds).max(60) / 60 * 60)),
        (true, days) => format!("{} late", words::days(-days)),
        (false, 0) => format!("in {}", words::duration(seconds.max(60) / 60 * 60)),
        (false, days) => format!("in {}", words::days(days)),
    }
}

/// Estimate and what was tracked of it: `46m / 2h`, `2h`, `46m`; empty when there is neither. The second
/// value is whether more was tracked than estimated.
pub fn effort(task: &Task, tracked_s: i64) -> (String, bool) {
    let tracked = (tracked_s >= 60).then(|| words::duration(tracked_s / 60 * 60));
    let estimate = task.estimate_s.map(|s| words::duration(i64::from(s)));
    let over = task.estimate_s.is_some_and(|s| tracked_s > i64::from(s));
    let text = match (tracked, estimate) {
        (Some(tracked), Some(estimate)) => format!("{tracked} / {estimate}"),
        (Some(tracked), None) => tracked,
        (None, Some(estimate)) => estimate,
        (None, None) => String::new(),
    };
    (text, over)
}
