//! A task as the quick-add line that makes it, so that a person can edit it in the words they know.

use super::duration::exact;
use super::quick_add::{Grammar, Parsed, quick_add};
use super::reading::Reading;
use super::when;
use super::words::quoted;
use crate::domain::{Due, Moment, Priority, State, Status, Task};
use chrono::{NaiveTime, Timelike};

/// The quick-add line that makes such a task, under either [`Grammar`]. A title that would not be read as
/// it is stands at the end, behind `--`.
///
/// White space around a title is not kept, nor is a shortest or longest stretch without the other. What
/// a title or a note holds is not escaped: show the line through [`super::visible`].
pub fn print_task(task: &Task, state: &State, reading: &Reading) -> String {
    let mut line = Fields(String::new());
    let title = task.title.trim();
    let plain = reads_as_it_is(title, reading);
    if plain {
        line.word(title);
    }
    line.names(task);
    line.times(task, reading);
    if !task.after.is_empty() {
        let refs = task.after.iter().map(|id| match state.task(*id) {
            Some(other) => other.no.to_string(),
            None => id.to_string(),
        });
        line.word(&format!("after:{}", refs.collect::<Vec<_>>().join(",")));
    }
    if let Some(rule) = &task.every {
        line.word(&format!("every:{}", quoted(rule)));
    }
    if let (Some(shortest), Some(longest)) = (task.chunk_min_s, task.chunk_max_s) {
        line.word(&format!("chunk:{}..{}", exact(shortest), exact(longest)));
    }
    if !task.splittable {
        line.word("nosplit");
    }
    if task.status == Status::Waiting {
        line.word("status:waiting");
    }
    if !task.note.trim().is_empty() {
        line.word(&format!("note:{}", quoted(&task.note)));
    }
    if !plain {
        line.word("--");
        line.word(title);
    }
    line.0
}

/// Whether a title stays itself when it is typed, and takes nothing of what follows.
fn reads_as_it_is(title: &str, reading: &Reading) -> bool {
    let same = |grammar| {
        quick_add(title, reading, grammar)
            == Ok(Parsed { title: title.to_owned(), edits: Vec::new() })
    };
    same(Grammar::Shell) && same(Grammar::Screen) && !title.split_whitespace().any(|w| w == "--")
}

struct Fields(String);

impl Fields {
    fn word(&mut self, word: &str) {
        if !self.0.is_empty() {
            self.0.push(' ');
        }
        self.0.push_str(word);
    }

    fn names(&mut self, task: &Task) {
        if let Some(project) = &task.project {
            self.word(&format!("project:{project}"));
        }
        if let Some(kind) = &task.kind {
            let sign = if super::names::looks_like_name(kind) { "@" } else { "type:" };
            self.word(&format!("{sign}{kind}"));
        }
        for tag in &task.tags {
            let sign = if super::names::looks_like_name(tag) { "+" } else { "tag:" };
            self.word(&format!("{sign}{tag}"));
        }
        if let Some(estimate) = task.estimate_s.filter(|seconds| *seconds > 0) {
            self.word(&format!("est:{}", exact(estimate)));
        }
        if task.priority != Priority::Normal {
            self.word(&format!("pri:{}", task.priority.word()));
        }
        if let Some(at) = &task.at {
            self.word(&format!("at:{at}"));
        }
    }

    fn times(&mut self, task: &Task, reading: &Reading) {
        if let Some(Due { at, hard }) = task.due {
            let field = if hard { "deadline" } else { "due" };
            self.word(&format!("{field}:{}", moment(at, reading.day_end, reading)));
        }
        if let Some(from) = task.from {
            self.word(&format!("from:{}", moment(from, reading.day_start, reading)));
        }
        if let Some(day) = task.on {
            self.word(&format!("on:{day}"));
        }
    }
}

/// The shortest text that is read as exactly that moment: a date, a date with a time, an instant.
fn moment(at: Moment, default: NaiveTime, reading: &Reading) -> String {
    let local = at.local();
    let day = reading.now.day_of(at).to_string();
    let time = if local.second() == 0 { "%Y-%m-%d-%H:%M" } else { "%Y-%m-%d-%H:%M:%S" };
    let clock = local.format(time).to_string();
    [day, clock]
        .into_iter()
        .find(|text| when::moment(text, default, reading) == Ok(at))
        .unwrap_or_else(|| at.rfc3339())
}

#[cfg(test)]
#[path = "tests/print.rs"]
mod tests;
