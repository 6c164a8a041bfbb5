//! What a person could do, and the terms of the objective, in words. Titles stand in them as they are: escape them
//! where they are shown.

use super::proposal::Deed;
use crate::domain::{Moment, Now, Span, State, TaskId};
use crate::text::print_duration;
use crate::text::said::{clock, day_at, day_words};

/// A task in the middle of a sentence.
pub fn title(task: TaskId, state: &State) -> String {
    state.task(task).map_or_else(|| "a task".to_owned(), |task| format!("`{}`", task.title))
}

/// A change as what comes after `if`: "`Call Ana` goes to Thu 26".
pub fn deed(deed: Deed, state: &State, now: &Now) -> String {
    let day = |day| day_words(day, now);
    match deed {
        Deed::Drop(task) => format!("{} is dropped", title(task, state)),
        Deed::Defer(task, to) => format!("{} goes to {}", title(task, state), day(to)),
        Deed::Renegotiate(task, to) => format!("{} is due {} instead", title(task, state), day(to)),
        Deed::Shorten(task, seconds) => {
            format!("{} less of {} is done", print_duration(seconds), title(task, state))
        }
        Deed::Extend(on, seconds) => {
            format!("you work {} longer {}", print_duration(seconds), on_day(&day(on)))
        }
        Deed::Prefer(task, on) => {
            format!("{} comes first {}", title(task, state), on_day(&day(on)))
        }
    }
}

/// `today`, `on Fri 27`.
fn on_day(day: &str) -> String {
    if day.starts_with("to") { day.to_owned() } else { format!("on {day}") }
}

/// A day and a stretch of it: `today 09:00-10:30`.
pub fn span(span: Span, now: &Now) -> String {
    let here = |at: Moment| now.zone.moment(at.utc_ms());
    let (start, end) = (here(span.start), here(span.end));
    format!("{} {}-{}", day_at(start, now), clock(start), clock(end))
}

/// What a term of the objective is about, when it speaks for a block and when it speaks against it.
pub fn term(name: &str, good: bool) -> &'static str {
    match (name, good) {
        ("value", true) => "the work done, by its weight and the hours",
        ("value", false) => "less work done, or at worse hours",
        ("bonus", true) => "it gets finished",
        ("bonus", false) => "something does not get finished",
        ("late", true) => "in time for a date",
        ("late", false) => "late for a date",
        ("block", true) => "one switch of task less",
        ("block", false) => "switching to it and back",
        ("brk", true) => "a break where there was none",
        ("brk", false) => "long work without a break",
        ("deep", true) => "less deep work in a day that has too much",
        ("deep", false) => "more deep work than a day holds",
        ("load", true) => "air in a day that is too full",
        ("load", false) => "the day is fuller than it should be",
        ("stab", true) => "it stays where you agreed to have it",
        ("stab", false) => "the plan you agreed to changes",
        _ => "other reasons",
    }
}

/// A term of the rank, by the name of its coefficient.
pub fn rank(name: &str) -> &'static str {
    match name {
        "urgent" => "urgent priority",
        "high" => "high priority",
        "low" => "low priority",
        "due" => "due date",
        "deadline" => "deadline",
        "planned" => "planned for today",
        "blocking" => "others wait for it",
        "blocked" => "it waits for others",
        "active" => "it runs",
        "waiting" => "for later",
        "age" => "how old it is",
        "project" => "has a project",
        "tags" => "has tags",
        _ => "other",
    }
}
