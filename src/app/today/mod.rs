//! The Today screen: the day as a line on the left, the running session and the queue on the right.
//! [`marks`] finds what is on the line, [`timeline`] folds it into rows, [`fit`] adds the day up, [`heat`] says how good
//! the hours are, [`risk`] what does not work out, [`blocks`] what keys do to the plan, [`layout()`] where everything stands.

pub mod blocks;
pub mod fit;
pub mod heat;
pub mod layout;
pub mod marks;
pub mod mouse;
pub mod notice;
pub mod queue;
pub mod risk;
pub mod timeline;

pub use fit::Fit;
pub use layout::{Layout, layout};
pub use marks::{Kind, Mark};
pub use mouse::mouse;
pub use notice::Notice;
pub use queue::Entry;
pub use risk::Worry;

use super::list::List;
use super::overlay::Detail;
use super::{Effect, Model, Overlay, act as acts};
use crate::domain::TaskId;
use crate::input::Action;
use crate::nudge::Counter;
use chrono::NaiveDate;
use std::collections::HashMap;

/// Which side of the screen the movement keys move in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The day.
    Timeline,
    /// What comes next.
    #[default]
    Queue,
}

/// What the Today screen remembers and has found out.
#[derive(Clone, Debug, PartialEq)]
pub struct TodayState {
    /// The work day it shows.
    pub day: NaiveDate,
    /// Where movement keys move.
    pub pane: Pane,
    /// Where the queue stands.
    pub queue: List,
    /// The selected task, by identity: it stays selected when the ranking changes.
    pub selected: Option<TaskId>,
    /// The tasks of the queue, in order.
    pub order: Vec<TaskId>,
    /// The part of the queue that shows, with reasons.
    pub window: Vec<Entry>,
    /// How many tasks wait for each that is waited for.
    pub waiting: HashMap<TaskId, usize>,
    /// Sessions, breaks and events of the day, by start.
    pub marks: Vec<Mark>,
    /// The selected mark, when the timeline has the keys.
    pub mark: usize,
    /// Seconds of work in the day's ended sessions.
    pub worked_s: i64,
    /// The break counter, while a session runs.
    pub counter: Option<Counter>,
    /// What is planned on the day or due.
    pub fit: Fit,
    /// Whether the log had more in it than the kinds of work that every store begins with, when it was opened.
    pub begun: bool,
    /// What does not work out.
    pub worries: Vec<Worry>,
    /// What should be known.
    pub notices: Vec<Notice>,
}

impl TodayState {
    /// The screen as it first shows.
    pub fn new(day: NaiveDate) -> TodayState {
        TodayState {
            day,
            pane: Pane::Queue,
            queue: List::default(),
            selected: None,
            order: Vec::new(),
            window: Vec::new(),
            waiting: HashMap::new(),
            marks: Vec::new(),
            mark: 0,
            worked_s: 0,
            counter: None,
            fit: Fit::default(),
            begun: false,
            worries: Vec::new(),
            notices: Vec::new(),
        }
    }
}

/// Finds everything out again that depends on the log or on the minute.
pub fn derive(model: &mut Model) {
    let day = model.now.day();
    if model.today.day != day {
        let (selected, begun) = (model.today.selected, model.today.begun);
        model.today = TodayState { selected, begun, ..TodayState::new(day) };
    }
    marks::derive(model);
    fit::derive(model);
    model.today.worries = risk::worries(model);
    model.today.notices = notice::notices(model);
    queue::derive(model);
}

/// Carries an action out; `None` when it is not this screen's own.
pub fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let timeline = model.today.pane == Pane::Timeline;
    if let Some(effects) = blocks::act(model, action) {
        return Some(effects);
    }
    match action {
        Action::LeftPane if !model.today.marks.is_empty() => model.today.pane = Pane::Timeline,
        Action::LeftPane | Action::RightPane => model.today.pane = Pane::Queue,
        Action::Open if timeline => return Some(open_mark(model)),
        Action::Down
        | Action::Up
        | Action::PageDown
        | Action::PageUp
        | Action::Top
        | Action::End => {
            let by = match action {
                Action::Down => 1,
                Action::Up => -1,
                Action::PageDown => 10,
                Action::PageUp => -10,
                Action::Top => isize::MIN / 2,
                _ => isize::MAX / 2,
            };
            step(model, by);
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// Whether nothing was ever written down: the screen then says how to begin.
pub fn is_first_run(model: &Model) -> bool {
    let is_empty = model.state.next_no().0 <= 1 && model.state.sessions().next().is_none();
    model.loaded && !model.today.begun && is_empty
}

fn step(model: &mut Model, by: isize) {
    if model.today.pane == Pane::Timeline {
        let last = model.today.marks.len().saturating_sub(1);
        model.today.mark = model.today.mark.saturating_add_signed(by).min(last);
        return;
    }
    let (len, rows) = (model.today.order.len(), queue_rows(model));
    model.today.queue.step(by, len, rows);
    let at = model.today.queue.selected;
    model.today.selected = model.today.order.get(at).copied();
    queue::fill(model);
}

/// The tasks that the selection means: of the mark on the line, or of the queue.
pub fn targets(model: &Model) -> Vec<TaskId> {
    let task = match model.today.pane {
        Pane::Timeline => model.today.marks.get(model.today.mark).and_then(|mark| mark.task),
        Pane::Queue => model.today.selected,
    };
    task.into_iter().collect()
}

/// How many tasks the queue has room for.
pub fn queue_rows(model: &Model) -> usize {
    usize::from(layout(model).queue.h)
}

fn open_mark(model: &mut Model) -> Vec<Effect> {
    let mark = model.today.marks.get(model.today.mark);
    match mark.and_then(|mark| mark.task) {
        Some(task) => acts::open(model, Overlay::Detail(Detail::new(task))),
        None => Vec::new(),
    }
}

/// The break counter, while a session runs: the one that also knows of absences, as soon as it was told.
pub fn counter(model: &Model) -> Option<Counter> {
    let own = model.today.counter?;
    let told = model.pulse.as_ref().map(|pulse| pulse.counter);
    Some(told.filter(|counter| counter.doing().is_work()).unwrap_or(own))
}

/// After how many seconds of work a break is due: what the log has taught, as soon as it was told, else what is set. Without
/// end when breaks are never due.
pub fn rest_after_s(model: &Model) -> i64 {
    match &model.pulse {
        Some(pulse) => pulse.soft_ms.map_or(i64::MAX, |ms| ms / 1000),
        None => i64::from(model.settings.rest_after_s),
    }
}
