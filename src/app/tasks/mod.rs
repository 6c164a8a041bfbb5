//! The Tasks screen: every task in one order, narrowed by a filter, with the selected one in full.
//! [`arrange`] sorts, [`narrow`] filters and `find` finds, [`choose`] moves and marks, [`detail`] says everything
//! about one task, [`mod@layout`] says where things stand.
//!
//! Sorting happens when the log or the minute changes, narrowing when a key is typed, and nothing of it
//! while drawing.

pub mod arrange;
pub mod choose;
pub mod detail;
pub mod due;
mod find;
pub mod layout;
pub mod narrow;

pub use arrange::{By, Sorted};
pub use layout::{Layout, layout};
pub use narrow::{Line, Purpose};

use super::list::List;
use super::{Effect, Model, Mouse, Screen};
use crate::domain::{Ending, Intent, Task, TaskId, TaskRef};
use crate::input::{Action, Context, Key};
use crate::text::Filter;
use std::collections::{BTreeSet, HashMap};

/// Which side of the screen the movement keys move in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list.
    #[default]
    List,
    /// The selected task.
    Detail,
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The heading of the group at that position.
    Heading(usize),
    /// A task.
    Task(TaskId),
}

/// A group of the list as it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its heading, escaped.
    pub title: String,
    /// How many of its tasks show.
    pub count: usize,
}

/// What the Tasks screen remembers and has found out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TasksState {
    /// What the list is sorted by.
    pub sort: By,
    /// What it is grouped by.
    pub group: By,
    /// Whether done and dropped tasks show.
    pub closed: bool,
    /// The filter as it was typed; empty when there is none.
    pub query: String,
    /// The line that is open.
    pub line: Option<Line>,
    /// The tasks that are marked, whether they show or not.
    pub marked: BTreeSet<TaskId>,
    /// Where the list stands; positions are those of `rows`.
    pub list: List,
    /// The selected task, by identity: it stays selected when the list changes.
    pub selected: Option<TaskId>,
    /// Where movement keys move.
    pub pane: Pane,
    /// Lines of the detail that are scrolled away.
    pub scroll: usize,
    /// What shows, from top to bottom.
    pub rows: Vec<Row>,
    /// The groups among `rows`.
    pub groups: Vec<Group>,
    /// How many tasks are among `rows`.
    pub count: usize,
    /// What is costly to know about the selected task.
    pub about: detail::About,
    /// Letters of the visible titles that were searched for.
    pub letters: HashMap<TaskId, Vec<u32>>,
    filter: Filter,
    sorted: Sorted,
}

impl TasksState {
    /// The line that takes keys first, while one is open.
    pub fn context(&self) -> Option<Context> {
        self.line.as_ref().map(|_| Context::Filter)
    }

    /// Whether tasks are needed that were closed long ago.
    pub fn wants_closed(&self) -> bool {
        self.closed || self.filter.names_status()
    }
}

/// The screen is being gone to.
pub fn shown(model: &mut Model) -> Vec<Effect> {
    derive(model);
    Vec::new()
}

/// Finds everything out again that depends on the log. While another screen shows there is no need.
pub fn derive(model: &mut Model) {
    if model.screen != Screen::Tasks {
        return;
    }
    let closed = model.tasks.wants_closed();
    let gone =
        |id: &TaskId| model.state.task(*id).is_none_or(|task| task.status.is_closed() && !closed);
    let kept: BTreeSet<TaskId> =
        model.tasks.marked.iter().copied().filter(|id| !gone(id)).collect();
    model.tasks.marked = kept;
    // Words such as `today` in a filter mean another day after midnight.
    (model.tasks.filter, _) = Filter::typed(&model.tasks.query, &model.reading());
    model.tasks.sorted = arrange::sorted(model);
    narrow::forget_search(model);
    narrow::rebuild(model);
}

/// Puts the selection back on its task, or on the one that took its place.
fn settle(model: &mut Model) {
    let (len, shown) = (model.tasks.rows.len(), layout::list_rows(model));
    let tasks = &mut model.tasks;
    let at = tasks.selected.and_then(|id| {
        let here = Row::Task(id);
        // Mostly it has not moved.
        let same = tasks.rows.get(tasks.list.selected) == Some(&here);
        if same {
            Some(tasks.list.selected)
        } else {
            tasks.rows.iter().position(|row| *row == here)
        }
    });
    let nearest = || choose::task_near(&tasks.rows, tasks.list.selected.min(len), false);
    let at = at.or_else(nearest).unwrap_or(0);
    tasks.list.select(at, len, shown);
    // The heading of the first task of a group belongs to it.
    let heading = at.checked_sub(1).filter(|above| matches!(tasks.rows[*above], Row::Heading(_)));
    if let Some(above) = heading.filter(|above| shown > 1 && *above < tasks.list.offset) {
        tasks.list.offset = above;
    }
    let selected = match tasks.rows.get(at) {
        Some(Row::Task(id)) => Some(*id),
        _ => None,
    };
    if tasks.selected != selected {
        tasks.scroll = 0;
    }
    tasks.selected = selected;
    if selected.is_none() {
        tasks.pane = Pane::List;
    }
    look(model);
}

/// Finds out what the rows on the screen and the detail need.
fn look(model: &mut Model) {
    let shown = model.tasks.list.visible(model.tasks.rows.len(), layout::list_rows(model));
    model.tasks.letters = narrow::letters(model, model.tasks.rows.get(shown).unwrap_or_default());
    model.tasks.about = detail::about(model);
    model.tasks.scroll = model.tasks.scroll.min(detail::most_scroll(model));
}

/// Carries an action out; `None` when it is not this screen's own.
pub fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    if let Some(effects) = narrow::act(model, action) {
        return Some(effects);
    }
    match action {
        Action::Down => choose::step(model, 1),
        Action::Up => choose::step(model, -1),
        Action::PageDown => choose::page(model, 1),
        Action::PageUp => choose::page(model, -1),
        Action::Top => choose::step(model, isize::MIN / 2),
        Action::End => choose::step(model, isize::MAX / 2),
        Action::LeftPane => model.tasks.pane = Pane::List,
        Action::RightPane => read(model),
        Action::Open if !layout(model).detail.is_empty() && !layout(model).below => read(model),
        Action::Select => choose::mark(model),
        Action::SelectAll => choose::mark_all(model),
        Action::Filter => narrow::open(model, Purpose::Filter),
        Action::Fuzzy => narrow::open(model, Purpose::Find),
        Action::Sort => {
            let by = model.tasks.sort.next();
            arranged(model, by, by);
        }
        Action::GroupBy => arranged(model, model.tasks.sort, model.tasks.group.next()),
        Action::ToggleClosed => return Some(toggle_closed(model)),
        Action::Cancel => return cancel(model),
        Action::Done | Action::Drop | Action::Reopen => return close_or_open(model, action),
        _ => return None,
    }
    Some(Vec::new())
}

/// Gives the movement keys to the detail, where there is one.
fn read(model: &mut Model) {
    if !layout(model).detail.is_empty() && model.tasks.selected.is_some() {
        model.tasks.pane = Pane::Detail;
    }
}

fn arranged(model: &mut Model, sort: By, group: By) {
    model.tasks.sort = sort;
    model.tasks.group = group;
    model.tasks.sorted = arrange::sorted(model);
    narrow::forget_search(model);
    narrow::rebuild(model);
}

fn toggle_closed(model: &mut Model) -> Vec<Effect> {
    let wanted = model.want();
    model.tasks.closed = !model.tasks.closed;
    derive(model);
    if model.want() == wanted { Vec::new() } else { vec![Effect::Load(model.want())] }
}

/// Leaves the detail, else takes the marks off, else the filter; one thing a press.
fn cancel(model: &mut Model) -> Option<Vec<Effect>> {
    if model.tasks.pane == Pane::Detail {
        model.tasks.pane = Pane::List;
    } else if !model.tasks.marked.is_empty() {
        model.tasks.marked.clear();
    } else if !model.tasks.query.is_empty() {
        return Some(narrow::clear(model));
    } else {
        return None;
    }
    Some(Vec::new())
}

/// Closes or reopens those of the targets with which that can be done: among many marked tasks a few
/// that are closed already are no reason to refuse.
fn close_or_open(model: &Model, action: Action) -> Option<Vec<Effect>> {
    let all = targets(model);
    if all.len() < 2 {
        return None;
    }
    let fits = |task: &Task| task.status.is_closed() == (action == Action::Reopen);
    let fitting = all.iter().filter(|id| model.state.task(**id).is_some_and(fits));
    let fitting: Vec<TaskRef> = fitting.copied().map(TaskRef::Id).collect();
    if fitting.is_empty() {
        return None;
    }
    Some(vec![Effect::Do(match action {
        Action::Done => Intent::Done { tasks: fitting, ending: Ending::default() },
        Action::Drop => Intent::Drop { tasks: fitting },
        _ => Intent::Reopen { tasks: fitting },
    })])
}

/// Takes a key that types into the open line.
pub fn typed(model: &mut Model, key: Key) -> Vec<Effect> {
    narrow::typed(model, key)
}

/// Takes pasted text into the open line.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    narrow::paste(model, text)
}

/// Takes a mouse event inside the body.
pub fn mouse(model: &mut Model, event: Mouse) -> Vec<Effect> {
    choose::mouse(model, event);
    Vec::new()
}

/// The tasks that the selection means: the marked ones in the order of the list, else the selected one.
pub fn targets(model: &Model) -> Vec<TaskId> {
    let TasksState { marked, selected, sorted, .. } = &model.tasks;
    if marked.is_empty() {
        return selected.iter().copied().collect();
    }
    sorted.tasks.iter().map(|(id, _)| *id).filter(|id| marked.contains(id)).collect()
}

/// Selects a task that was just written down, when it shows.
pub fn follow(model: &mut Model, id: TaskId) {
    if model.tasks.rows.contains(&Row::Task(id)) {
        model.tasks.selected = Some(id);
        settle(model);
    }
}

#[cfg(test)]
mod tests;
