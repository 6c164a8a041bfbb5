//! Everything about a model that is compared from one time to the next.

use super::balance;
use super::insights;
use super::log;
use super::overlay::{self, Shown};
use super::place::{self, Place};
use super::plan;
use crate::app::nudges::{self, Cue};
use crate::app::tasks::TasksState;
use crate::app::{Model, Screen, Toast, words};
use crate::domain::SessionId;
use crate::input::Key;

/// A line that is told once, when what its key stands for has come to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) key: String,
    pub(super) text: String,
}

impl Told {
    pub(super) fn new(key: impl Into<String>, text: impl Into<String>) -> Told {
        Told { key: key.into(), text: text.into() }
    }
}

/// What a model has to say.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) screen: Screen,
    /// The line that tells the screen when one comes to it.
    pub(super) heading: String,
    /// How the screen is arranged.
    pub(super) arrangement: Vec<Told>,
    /// The selected row.
    pub(super) place: Place,
    /// How much lies over the screen.
    pub(super) depth: usize,
    /// What lies on top.
    pub(super) shown: Option<Shown>,
    pub(super) toast: Option<Toast>,
    pub(super) rate: Option<SessionId>,
    pub(super) pending: Vec<Key>,
    pub(super) zen: bool,
    /// What time brings and a person should know at once.
    pub(super) alerts: Vec<Told>,
}

impl Said {
    pub(super) fn of(model: &Model) -> Said {
        let line = model.screen == Screen::Tasks && model.tasks.line.is_some();
        Said {
            screen: model.screen,
            heading: heading(model),
            arrangement: arrangement(model),
            place: place::place(model),
            depth: model.overlays.len() + usize::from(line),
            shown: overlay::shown(model),
            toast: model.toast.clone(),
            rate: model.rate.map(|rate| rate.session),
            pending: model.pending.clone(),
            zen: model.zen,
            alerts: alerts(model),
        }
    }
}

fn heading(model: &Model) -> String {
    match model.screen {
        Screen::Today => format!("Today: {}.", words::count(model.ranked.len(), "task") + " ready"),
        Screen::Tasks => {
            let TasksState { count, sort, group, .. } = &model.tasks;
            let (sort, group) = (sort.word(), group.word());
            let count = words::count(*count, "task");
            format!("Tasks: {count}, sorted by {sort}, grouped by {group}.")
        }
        Screen::Week => plan::heading(model),
        Screen::Log => log::heading(model),
        Screen::Insights => insights::heading(model),
        Screen::Balance => balance::heading(model),
    }
}

fn arrangement(model: &Model) -> Vec<Told> {
    match model.screen {
        Screen::Tasks => of_tasks(&model.tasks),
        Screen::Log => vec![Told::new(log::day(model), log::heading(model))],
        Screen::Insights => insights::arrangement(model),
        Screen::Balance => balance::arrangement(model),
        Screen::Today | Screen::Week => Vec::new(),
    }
}

fn of_tasks(tasks: &TasksState) -> Vec<Told> {
    let count = words::count(tasks.count, "task");
    let filter = if tasks.query.is_empty() {
        format!("No filter: {count}.")
    } else {
        format!("Filter `{}`: {count}.", tasks.query)
    };
    let closed = if tasks.closed { "show" } else { "are hidden" };
    let marked = match tasks.marked.len() {
        0 => "No task is marked.".into(),
        n => format!("{} marked.", words::count(n, "task")),
    };
    vec![
        Told::new(format!("filter {}", tasks.query), filter),
        Told::new(
            format!("sort {}", tasks.sort.word()),
            format!("Sorted by {}.", tasks.sort.word()),
        ),
        Told::new(
            format!("group {}", tasks.group.word()),
            format!("Grouped by {}.", tasks.group.word()),
        ),
        Told::new(
            format!("closed {}", tasks.closed),
            format!("Done and dropped tasks {closed}: {count}."),
        ),
        Told::new(format!("marked {}", tasks.marked.len()), marked),
    ]
}

/// Each once, when it comes to be.
fn alerts(model: &Model) -> Vec<Told> {
    let now = model.now.at;
    let day = model.now.day().format("%A %-d %B").to_string();
    let mut alerts = vec![Told::new(format!("day {day}"), format!("It is {day}."))];
    alerts.extend(plan::alerts(model));
    if let Some(Cue::Due(worked)) = nudges::cue(model) {
        let worked = words::duration(worked / 60 * 60);
        alerts.push(Told::new("rest", format!("A break is due: {worked} without one.")));
    }
    if let Some(nudge) = nudges::open(model) {
        let key = format!("nudge {} {}", nudge.rule.word(), nudge.due.utc_ms());
        let answers = nudges::answers(model).join(", ");
        alerts.push(Told::new(key, format!("{} {answers}.", nudge.text)));
    }
    let running = model.state.running().and_then(|session| session.task);
    if let Some(task) = running.and_then(|id| model.state.task(id))
        && let Some(estimate) = task.estimate_s.map(i64::from).filter(|estimate| *estimate > 0)
        && model.state.tracked_s(task.id, now) >= estimate
    {
        let text =
            format!("The estimate of {} is used up: {}.", words::duration(estimate), task.title);
        alerts.push(Told::new(format!("estimate {}", task.no), text));
    }
    if let Some(pause) = model.state.on_break()
        && pause.planned_s.is_some_and(|s| now.seconds_since(pause.start) >= i64::from(s))
    {
        alerts.push(Told::new("break", "The planned break is over."));
    }
    alerts
}
