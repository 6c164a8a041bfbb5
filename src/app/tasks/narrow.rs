//! Narrowing the list: the filter with the grammar of the command line, and finding a task by a few of its
//! letters. Both work while they are typed: every key walks the sorted tasks at most once.

use super::find::{self, Search};
use super::{Group, Row, TasksState, choose};
use crate::app::line_edit::LineEdit;
use crate::app::list::List;
use crate::app::overlay::line::vocabulary;
use crate::app::{Effect, Model};
use crate::domain::{Task, TaskId};
use crate::input::{Action, Key, KeyCode};
use crate::text::{Completion, Filter, ParseError, Token, Vocabulary, complete, visible};
use std::collections::HashMap;

/// What an open line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The filter; it stays when the line closes.
    Filter,
    /// Going to a task; the whole list comes back when the line closes.
    Find,
}

/// The line that is open over the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is for.
    pub purpose: Purpose,
    /// What is typed.
    pub edit: LineEdit,
    /// The words of a filter, for colouring.
    pub tokens: Vec<Token>,
    /// Ways to go on at the cursor.
    pub completions: Vec<Completion>,
    /// Whether Enter was pressed on what can't be read: its error waits no longer.
    insisted: bool,
    /// What was selected when it opened.
    came_from: Option<TaskId>,
    vocabulary: Vocabulary,
    /// What a finding looks through, from its first letter on; of no use once the list is another.
    search: Option<Search>,
}

impl Line {
    /// What is wrong. While a word is being typed it is not wrong yet.
    pub fn error(&self) -> Option<&ParseError> {
        let mut errors = self.tokens.iter().filter(|token| {
            self.insisted
                || token.span.end < self.edit.cursor()
                || token.span.start > self.edit.cursor()
        });
        errors.find_map(|token| token.error.as_ref())
    }
}

/// Opens the line.
pub fn open(model: &mut Model, purpose: Purpose) {
    let text = match purpose {
        Purpose::Filter => model.tasks.query.as_str(),
        Purpose::Find => "",
    };
    let mut line = Line {
        purpose,
        edit: LineEdit::new(text),
        tokens: Vec::new(),
        completions: Vec::new(),
        insisted: false,
        came_from: model.tasks.selected,
        vocabulary: Vocabulary::default(),
        search: None,
    };
    if purpose == Purpose::Filter {
        line.vocabulary = vocabulary(model);
        (_, line.tokens) = Filter::typed(line.edit.text(), &model.reading());
    }
    model.tasks.line = Some(line);
    super::settle(model);
}

/// Gives the open line an action; `None` when none is open.
pub fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let purpose = model.tasks.line.as_ref()?.purpose;
    match action {
        Action::Accept => Some(accept(model, purpose)),
        Action::Cancel => Some(cancel(model, purpose)),
        Action::Complete => Some(go_on(model)),
        _ => None,
    }
}

/// Takes a key that types.
pub fn typed(model: &mut Model, key: Key) -> Vec<Effect> {
    let Some(line) = &mut model.tasks.line else { return Vec::new() };
    match key.code() {
        KeyCode::PageDown => choose::page(model, 1),
        KeyCode::PageUp => choose::page(model, -1),
        _ if line.edit.press(key) => return understand(model),
        _ => {}
    }
    Vec::new()
}

/// Takes pasted text.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(line) = &mut model.tasks.line else { return Vec::new() };
    line.edit.paste(text);
    understand(model)
}

/// Takes the filter away.
pub fn clear(model: &mut Model) -> Vec<Effect> {
    filter_by(model, String::new())
}

fn accept(model: &mut Model, purpose: Purpose) -> Vec<Effect> {
    let Some(line) = &mut model.tasks.line else { return Vec::new() };
    if line.tokens.iter().any(|token| token.error.is_some()) {
        line.insisted = true;
        return Vec::new();
    }
    let text = line.edit.text().to_owned();
    model.tasks.line = None;
    match purpose {
        Purpose::Filter => filter_by(model, text),
        Purpose::Find => {
            rebuild(model);
            Vec::new()
        }
    }
}

fn cancel(model: &mut Model, purpose: Purpose) -> Vec<Effect> {
    let came_from = model.tasks.line.take().and_then(|line| line.came_from);
    match purpose {
        Purpose::Filter => clear(model),
        Purpose::Find => {
            model.tasks.selected = came_from;
            rebuild(model);
            Vec::new()
        }
    }
}

/// Completes the word before the cursor.
fn go_on(model: &mut Model) -> Vec<Effect> {
    let Some(line) = &mut model.tasks.line else { return Vec::new() };
    let Some(completion) = line.completions.first().cloned() else { return Vec::new() };
    line.edit.replace(completion.span, &completion.text);
    understand(model)
}

/// Reads the line again and narrows the list to it.
fn understand(model: &mut Model) -> Vec<Effect> {
    let reading = model.reading();
    let Some(line) = &mut model.tasks.line else { return Vec::new() };
    line.insisted = false;
    if line.purpose == Purpose::Find {
        // The best one is selected; nothing typed means where it began.
        let emptied = line.edit.text().trim().is_empty();
        model.tasks.selected = line.came_from.filter(|_| emptied);
        model.tasks.list = List::default();
        rebuild(model);
        return Vec::new();
    }
    (_, line.tokens) = Filter::typed(line.edit.text(), &reading);
    line.completions = complete(line.edit.text(), line.edit.cursor(), &line.vocabulary);
    let text = line.edit.text().to_owned();
    let word = line.completions.first().map(|completion| completion.span.clone());
    begin_again(model);
    let effects = filter_by(model, text.clone());
    // A name that is half typed is no reason for an empty list: until it is whole, the rest narrows.
    if let Some(word) = word.filter(|_| model.tasks.count == 0) {
        let mut rest = text.clone();
        rest.replace_range(word, "");
        (model.tasks.filter, _) = Filter::typed(&rest, &model.reading());
        begin_again(model);
        rebuild(model);
    }
    effects
}

/// Selects what was selected when the line opened; when it does not fit, the first that does will be.
fn begin_again(model: &mut Model) {
    model.tasks.selected = model.tasks.line.as_ref().and_then(|line| line.came_from);
    model.tasks.list = List::default();
}

/// The person has moved while the filter is open: that is where it goes on from.
pub(super) fn moved(model: &mut Model) {
    if let Some(line) = model.tasks.line.as_mut().filter(|l| l.purpose == Purpose::Filter) {
        line.came_from = model.tasks.selected;
    }
}

fn filter_by(model: &mut Model, text: String) -> Vec<Effect> {
    let asked = model.want().closed;
    (model.tasks.filter, _) = Filter::typed(&text, &model.reading());
    model.tasks.query = text;
    rebuild(model);
    // A query about closed tasks needs them.
    if model.want().closed && !asked { vec![Effect::Load(model.want())] } else { Vec::new() }
}

/// Finds the rows of the list in what is sorted already.
pub fn rebuild(model: &mut Model) {
    let (rows, groups) = match found(model) {
        Some(rows) => (rows, Vec::new()),
        None => grouped(model),
    };
    model.tasks.count = rows.iter().filter(|row| matches!(row, Row::Task(_))).count();
    model.tasks.rows = rows;
    model.tasks.groups = groups;
    super::settle(model);
}

/// The list has other tasks, or others show: a finding looks through them anew.
pub(super) fn forget_search(model: &mut Model) {
    if let Some(line) = &mut model.tasks.line {
        line.search = None;
    }
}

/// The tasks that show, before anything is searched for among them.
fn shown(model: &Model) -> impl Iterator<Item = (&Task, u32)> {
    let TasksState { sorted, filter, closed, .. } = &model.tasks;
    let closed = *closed || filter.names_status();
    let tasks = sorted.tasks.iter();
    let tasks = tasks.filter_map(|(id, group)| model.state.task(*id).map(|task| (task, *group)));
    tasks.filter(move |(task, _)| {
        (closed || !task.status.is_closed()) && filter.matches(task, &model.state, &model.now)
    })
}

fn grouped(model: &Model) -> (Vec<Row>, Vec<Group>) {
    let (mut rows, mut groups) = (Vec::new(), Vec::<Group>::new());
    let mut last = None;
    for (task, group) in shown(model) {
        if last != Some(group) {
            last = Some(group);
            rows.push(Row::Heading(groups.len()));
            let title = model.tasks.sorted.titles.get(group as usize).cloned().unwrap_or_default();
            groups.push(Group { title, count: 0 });
        }
        if let Some(group) = groups.last_mut() {
            group.count += 1;
        }
        rows.push(Row::Task(task.id));
    }
    // One heading over everything says nothing.
    if groups.len() < 2 {
        rows.retain(|row| matches!(row, Row::Task(_)));
        groups.clear();
    }
    (rows, groups)
}

/// The tasks that are found, the best first; `None` when nothing is searched for.
fn found(model: &mut Model) -> Option<Vec<Row>> {
    let line = model.tasks.line.as_mut().filter(|line| line.purpose == Purpose::Find)?;
    let needle = line.edit.text().to_owned();
    if needle.trim().is_empty() {
        return None;
    }
    let known = line.search.take();
    let mut search = known.unwrap_or_else(|| Search::among(shown(model).map(|(task, _)| task)));
    let rows = search.find(&needle).into_iter().map(Row::Task).collect();
    if let Some(line) = &mut model.tasks.line {
        line.search = Some(search);
    }
    Some(rows)
}

/// The letters of the visible titles that were searched for, by position of the grapheme.
pub fn letters(model: &Model, rows: &[Row]) -> HashMap<TaskId, Vec<u32>> {
    let Some(line) = &model.tasks.line else { return HashMap::new() };
    let needle = line.edit.text();
    if line.purpose != Purpose::Find || needle.trim().is_empty() {
        return HashMap::new();
    }
    let hits = rows.iter().filter_map(|row| {
        let Row::Task(id) = row else { return None };
        let task = model.state.task(*id)?;
        Some((*id, find::letters(needle, &visible(&task.title))))
    });
    hits.collect()
}
