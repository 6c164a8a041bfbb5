//! Times, tasks and sessions in the words that people read. Pure; the caller prints.
//!
//! Next: [`super::tell`] for whole sentences.

use crate::domain::{Moment, Now, Priority, Session, Span, State, Task};
use crate::text::print_duration;

pub(crate) use crate::text::said::{clock, count, day_at, day_clock, day_words as day};

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

/// To the minute; `None` for less than one.
pub(crate) fn minutes(seconds: i64) -> Option<String> {
    let minutes = seconds / 60 * 60;
    (minutes > 0).then(|| print_duration(minutes))
}
