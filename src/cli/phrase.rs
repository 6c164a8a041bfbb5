//! Times, tasks and sessions in the words that people read. Pure; the caller prints.
//!
//! Next: [`super::tell`] for whole sentences.

use crate::domain::{Moment, Now, Priority, Session, Span, State, Task};
use crate::text::print_duration;
use chrono::{Datelike, NaiveDate};

/// Days from today within which a date goes without its month.
const NEAR_DAYS: i64 = 14;

/// A wall-clock time: `09:30`.
pub(crate) fn clock(at: Moment) -> String {
    at.local().format("%H:%M").to_string()
}

/// A work day, seen from today: `today`, `tomorrow`, `yesterday`, `Fri 27`, `Fri 27 Mar`, `Fri 27 Mar 2028`.
pub(crate) fn day(day: NaiveDate, now: &Now) -> String {
    let today = now.day();
    match (day - today).num_days() {
        0 => "today".into(),
        1 => "tomorrow".into(),
        -1 => "yesterday".into(),
        days if days.abs() <= NEAR_DAYS => day.format("%a %-d").to_string(),
        _ if day.year() == today.year() => day.format("%a %-d %b").to_string(),
        _ => day.format("%a %-d %b %Y").to_string(),
    }
}

/// A day and a time: `today 17:30`, `Fri 27 09:00`.
pub(crate) fn day_clock(at: Moment, now: &Now) -> String {
    let here = now.zone.moment(at.utc_ms());
    format!("{} {}", day_at(here, now), clock(here))
}

/// The day of a time that is shown beside it. By night the evening before is still today; by day, 03:00 is
/// today's, although it belongs to yesterday's work day.
pub(crate) fn day_at(at: Moment, now: &Now) -> String {
    let by_night = now.at.local().date() != now.day();
    day(if by_night { now.day_of(at) } else { at.local().date() }, now)
}

/// From when to when: `09:00-10:30`, or `09:00-` while it runs.
pub(crate) fn from_to(session: &Session) -> String {
    let end = session.end.map(clock).unwrap_or_default();
    format!("{}-{end}", clock(session.start))
}

/// What a task has besides its title, in a few words: `paper, @writing, +q3, 2h, high, due Fri 27 17:30`.
pub(crate) fn attributes(task: &Task, state: &State, now: &Now) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(task.project.clone());
    parts.extend(task.kind.as_ref().map(|kind| format!("@{kind}")));
    parts.extend(task.tags.iter().map(|tag| format!("+{tag}")));
    parts.extend(task.estimate_s.map(|seconds| print_duration(i64::from(seconds))));
    if task.priority != Priority::Normal {
        parts.push(task.priority.word().into());
    }
    parts.extend(task.due.map(|due| {
        let word = if due.hard { "deadline" } else { "due" };
        format!("{word} {}", day_clock(due.at, now))
    }));
    parts.extend(task.from.map(|from| format!("from {}", day_clock(from, now))));
    parts.extend(task.on.map(|on| format!("on {}", day(on, now))));
    parts.extend(task.at.as_ref().map(|place| format!("at {place}")));
    parts.extend(task.every.as_ref().map(|rule| format!("every {rule}")));
    let before = task.after.iter().filter_map(|id| state.task(*id));
    let before: Vec<String> = before.map(|one| one.no.to_string()).collect();
    // What it came after may have been deleted.
    if !before.is_empty() {
        parts.push(format!("after {}", before.join(", ")));
    }
    parts.extend(task.chunk_min_s.zip(task.chunk_max_s).map(|(least, most)| {
        format!("{} to {} at a time", print_duration(least.into()), print_duration(most.into()))
    }));
    if !task.splittable {
        parts.push("not to be split".into());
    }
    parts.join(", ")
}

/// Seconds of work that are left by the person's own estimate; never negative, `None` without one.
pub(crate) fn remaining_s(task: &Task, state: &State, now: Moment) -> Option<i64> {
    let estimate = i64::from(task.estimate_s?);
    Some((estimate - state.tracked_s(task.id, now)).max(0))
}

/// What a session was about: its task's title, else its kind of work, else `work`.
pub(crate) fn about(session: &Session, state: &State) -> String {
    let task = session.task.and_then(|id| state.task(id));
    task.map(|task| task.title.clone())
        .or_else(|| session.kind.clone())
        .unwrap_or_else(|| "work".into())
}

/// The length of a session within `part`; `~1h30` when nobody measured it.
pub(crate) fn length(session: &Session, part: Span, now: Moment) -> String {
    let mark = if session.is_inferred() { "~" } else { "" };
    format!("{mark}{}", print_duration(session.length_in(part, now)))
}

/// How many of what: `1 task`, `3 tasks`.
pub(crate) fn count(number: impl Into<u64>, one: &str) -> String {
    let number = number.into();
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Zone;

    #[test]
    fn a_date_says_as_much_as_is_needed() {
        let at = Moment::parse_rfc3339("2026-11-25T12:00:00+01:00").unwrap();
        let now = Now::new(at.utc_ms(), Zone::Fixed(60), 240);
        let shown = |text: &str| day(text.parse().unwrap(), &now);
        let days = ["2026-11-25", "2026-11-24", "2026-11-27", "2026-12-24", "2027-01-04"];
        assert_eq!(
            days.map(shown),
            ["today", "yesterday", "Fri 27", "Thu 24 Dec", "Mon 4 Jan 2027"]
        );
    }

    #[test]
    fn the_small_hours_are_shown_with_the_day_that_a_person_would_say() {
        let november = |text| Moment::parse_rfc3339(&format!("2026-11-{text}:00+01:00")).unwrap();
        let shown = |at, now| {
            let now = Now::new(november(now).utc_ms(), Zone::Fixed(60), 240);
            day_clock(november(at), &now)
        };
        assert_eq!(shown("26T01:30", "25T12:00"), "tomorrow 01:30");
        assert_eq!(shown("25T01:30", "25T12:00"), "today 01:30");
        assert_eq!(shown("25T23:30", "26T00:30"), "today 23:30");
        assert_eq!(shown("26T02:00", "26T00:30"), "today 02:00");
    }
}
