//! The selected row of a screen, in words and with its place: `2 of 27: Draft the methods section, 2h, due Fri 27`.

use crate::app::tasks::detail::{self, Line};
use crate::app::tasks::{self, Row};
use crate::app::today::{Kind, Pane, queue};
use crate::app::{Model, Screen, words};
use crate::domain::{Priority, Status, Task};
use crate::ui::today::block;

/// Where the selection is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// What is said of it.
    pub(super) lines: Vec<String>,
    /// What is compared: a row that only begins to run needs no second word.
    pub(super) same: String,
}

impl Place {
    pub(super) fn row(at: usize, of: usize, text: &str, standing: &str) -> Place {
        let same = format!("{at} of {of}: {text}");
        let lines = vec![if standing.is_empty() { same.clone() } else { same.clone() + standing }];
        Place { lines, same }
    }

    pub(super) fn nothing(text: &str) -> Place {
        Place { lines: vec![text.to_owned()], same: text.to_owned() }
    }
}

/// The selection of the screen that shows.
pub(super) fn place(model: &Model) -> Place {
    match model.screen {
        Screen::Today if model.today.pane == Pane::Timeline => mark(model),
        Screen::Today => in_queue(model),
        Screen::Tasks if model.tasks.pane == tasks::Pane::Detail => in_full(model),
        Screen::Tasks => in_list(model),
        Screen::Week => super::plan::place(model),
        Screen::Log => super::log::row(model),
        Screen::Insights => super::insights::place(model),
        Screen::Balance => super::balance::place(model),
    }
}

fn in_queue(model: &Model) -> Place {
    let task = model.today.selected.and_then(|id| model.state.task(id));
    let Some(task) = task else { return Place::nothing("Nothing to do now.") };
    let at = model.today.queue.selected + 1;
    Place::row(at, model.today.order.len(), &queued(model, task), running(model, task))
}

fn running(model: &Model, task: &Task) -> &'static str {
    let runs = model.state.running().and_then(|session| session.task) == Some(task.id);
    if runs { ", running" } else { "" }
}

/// A task of the queue: title, estimate, date, the reason of its place.
pub(super) fn queued(model: &Model, task: &Task) -> String {
    let mut parts = vec![task.title.clone()];
    parts.extend(task.estimate_s.map(|s| words::duration(i64::from(s))));
    parts.extend(due(model, task));
    let planned = crate::app::plan::next_of(model, task.id)
        .filter(|block| model.now.day_of(block.start) == model.now.day());
    parts.extend(planned.map(|block| {
        let word = if block.is_proposed() { "proposed" } else { "planned" };
        format!("{word} at {}", words::clock(block.start))
    }));
    let reason = queue::reason(model, task);
    // The date has been said, and what runs is said by the session.
    let said = reason.is_empty() || reason.starts_with("due") || reason == "running";
    parts.extend((!said).then_some(reason));
    parts.join(", ")
}

fn due(model: &Model, task: &Task) -> Option<String> {
    let due = task.due?;
    let word = if due.hard { "deadline" } else { "due" };
    Some(format!("{word} {}", words::moment(due.at, &model.now)))
}

fn mark(model: &Model) -> Place {
    let (at, of) = (model.today.mark, model.today.marks.len());
    let Some(mark) = model.today.marks.get(at) else { return Place::nothing("The day is empty.") };
    let until = mark.end.map_or("now".into(), words::clock);
    let length = words::duration(mark.span(model.now.at).seconds() / 60 * 60);
    let what = match mark.kind {
        Kind::Event(true) => "event: ",
        Kind::Event(false) => "event that takes no time: ",
        Kind::Block(_) => match block::word(mark) {
            "" => "planned: ",
            "missed" => "missed: ",
            "pinned" => "pinned: ",
            _ => "proposed: ",
        },
        Kind::Rest => "planned ",
        Kind::Done(_) | Kind::Running(_) | Kind::Break => "",
    };
    let from = words::clock(mark.start);
    let (same, length) = match mark.end {
        Some(_) => (format!("{from} to {until}, {what}{}, {length}", mark.label), String::new()),
        None => (format!("{from} to {until}, {what}{}", mark.label), format!(", {length}")),
    };
    let mut place = Place::row(at + 1, of, &same, &length);
    place.same.insert_str(0, "day ");
    place.lines[0].insert_str(0, "Timeline, ");
    place
}

fn in_list(model: &Model) -> Place {
    let tasks = &model.tasks;
    let Some(task) = tasks.selected.and_then(|id| model.state.task(id)) else {
        return Place::nothing("No task in the list.");
    };
    let above = tasks.rows.get(..=tasks.list.selected).unwrap_or_default();
    let at = above.iter().filter(|row| matches!(row, Row::Task(_))).count();
    let group = above.iter().rev().find_map(|row| match row {
        Row::Heading(at) => tasks.groups.get(*at),
        Row::Task(_) => None,
    });
    let mut parts = vec![listed(model, task)];
    parts.extend(group.map(|group| format!("in {}", group.title)));
    parts.extend(tasks.marked.contains(&task.id).then(|| "marked".to_owned()));
    Place::row(at, tasks.count, &parts.join(", "), running(model, task))
}

/// A task of the list: number and title, what holds it up, and everything else that its row shows.
fn listed(model: &Model, task: &Task) -> String {
    let mut parts = vec![format!("{} {}", task.no, task.title)];
    let mut part = |text: Option<String>| parts.extend(text);
    part(match task.status {
        Status::Open if model.state.is_blocked(task) => Some("waits for other tasks".into()),
        Status::Open => None,
        status => Some(status.word().to_owned()),
    });
    part((task.priority != Priority::Normal).then(|| format!("{} priority", task.priority.word())));
    part(task.estimate_s.map(|s| words::duration(i64::from(s))));
    part(due(model, task));
    part(task.on.map(|day| format!("planned {}", words::day(day, &model.now))));
    let later = task.from.filter(|from| *from > model.now.at);
    part(later.map(|at| format!("from {}", words::moment(at, &model.now))));
    part(task.every.as_ref().map(|_| "repeats".to_owned()));
    part(task.project.as_ref().map(|project| format!("project {project}")));
    part(task.kind.as_ref().map(|kind| format!("@{kind}")));
    part((!task.tags.is_empty()).then(|| format!("tags {}", task.tags.join(" "))));
    parts.join(", ")
}

/// Everything about the selected task of the list.
fn in_full(model: &Model) -> Place {
    let lines = detail::lines(model, u16::MAX);
    let lines: Vec<String> = lines.iter().filter_map(said).collect();
    Place { same: format!("detail {}", lines.join("\n")), lines }
}

fn said(line: &Line) -> Option<String> {
    Some(match line {
        // The share of the estimate is said by the field before.
        Line::Blank | Line::Used(_) => return None,
        Line::Title(text) | Line::Status(text) | Line::Note(text) | Line::Field("", text, _) => {
            text.clone()
        }
        Line::Field(name, text, _) => format!("{name}: {text}"),
        Line::Heading(name, more) if more.is_empty() => format!("{name}:"),
        Line::Heading(name, more) => format!("{name}, {more}:"),
        Line::Session(when, worked, more) if more.is_empty() => format!("{when}, {worked}"),
        Line::Session(when, worked, more) => format!("{when}, {worked}, {more}"),
        Line::Term(name, value, _) => format!("{name} {value:+.1}"),
    })
}
