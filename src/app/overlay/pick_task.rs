//! Which task was it? Found by a few letters of its title, for a gap of the log or for a session.

use super::away::Absence;
use super::{Overlay, Turn};
use crate::app::line_edit::LineEdit;
use crate::app::list::List;
use crate::app::log::acts;
use crate::app::{Effect, Model};
use crate::domain::{Intent, Moment, Order, SessionEdit, SessionId, Span, TaskId, TaskRef};
use crate::input::{Action, Key};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// How many tasks show at once, at most.
pub const ROWS: usize = 10;

/// What the task is wanted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A stretch that nothing says anything about.
    Gap {
        /// From when.
        start: Moment,
        /// Until when; until now when `None`.
        end: Option<Moment>,
    },
    /// A session that was on something else.
    Session(SessionId),
    /// What was done while nobody was at the keyboard.
    Absence(Absence),
}

/// The question which task it was.
#[derive(Clone, Debug, PartialEq)]
pub struct PickTask {
    /// What it is wanted for.
    pub about: About,
    /// What is searched for.
    pub query: LineEdit,
    /// Where the list stands.
    pub list: List,
    /// The tasks that fit, the best first.
    pub found: Vec<TaskId>,
}

impl PickTask {
    /// The question, with nothing searched for yet.
    pub fn new(model: &Model, about: About) -> PickTask {
        let (query, list) = (LineEdit::default(), List::default());
        let mut pick = PickTask { about, query, list, found: Vec::new() };
        pick.search(model);
        pick
    }

    /// Carries an action out.
    pub fn act(mut self, model: &mut Model, action: Action) -> Turn {
        let len = self.found.len();
        match action {
            Action::Cancel => return Turn::close(Vec::new()),
            Action::Accept => {
                if let Some(task) = self.found.get(self.list.selected).copied() {
                    return Turn::close(self.take(model, task));
                }
            }
            Action::Down => self.list.step(1, len, ROWS),
            Action::Up => self.list.step(-1, len, ROWS),
            Action::PageDown => self.list.step(10, len, ROWS),
            Action::PageUp => self.list.step(-10, len, ROWS),
            _ => {}
        }
        Turn::stay(Overlay::PickTask(self))
    }

    /// Takes a key that types.
    pub fn typed(mut self, model: &Model, key: Key) -> Turn {
        if self.query.press(key) {
            self.search(model);
        }
        Turn::stay(Overlay::PickTask(self))
    }

    /// Takes pasted text.
    pub fn paste(mut self, model: &Model, text: &str) -> Turn {
        self.query.paste(text);
        self.search(model);
        Turn::stay(Overlay::PickTask(self))
    }

    fn take(&self, model: &mut Model, task: TaskId) -> Vec<Effect> {
        if let About::Absence(absence) = &self.about {
            return absence.other_task(task);
        }
        let task = Some(TaskRef::Id(task));
        let intent = match self.about {
            About::Gap { start, end } => {
                let span = Span::new(start, end.unwrap_or(model.now.at));
                Intent::LogAdd { task, span, about: Box::default() }
            }
            About::Session(session) => {
                let edit = SessionEdit { task: Some(task), ..SessionEdit::default() };
                Intent::LogEdit { session, edit: Box::new(edit) }
            }
            About::Absence(_) => return Vec::new(),
        };
        acts::checked(model, intent).unwrap_or_else(|refusal| {
            acts::refuse(model, &refusal);
            Vec::new()
        })
    }

    /// Finds the tasks that fit: without letters those of the day, then the most urgent, then all others.
    fn search(&mut self, model: &Model) {
        self.list = List::default();
        let mut all = in_order(model);
        if matches!(self.about, About::Absence(_)) {
            // Another than the one whose timer ran.
            let running = model.state.running().and_then(|session| session.task);
            all.retain(|id| Some(*id) != running);
        }
        if self.query.text().trim().is_empty() {
            self.found = all;
            return;
        }
        let pattern = Pattern::parse(self.query.text(), CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut letters = Vec::new();
        let mut fit: Vec<(u32, TaskId)> = all
            .into_iter()
            .filter_map(|id| {
                let task = model.state.task(id)?;
                let project = task.project.as_deref().unwrap_or_default();
                let text = format!("{} {project} {}", task.title, task.no.0);
                let score = pattern.score(Utf32Str::new(&text, &mut letters), &mut matcher)?;
                Some((score, id))
            })
            .collect();
        // A stable sort: among equals the order without letters stays.
        fit.order_by_key(|(score, _)| std::cmp::Reverse(*score));
        self.found = fit.into_iter().map(|(_, id)| id).collect();
    }
}

fn in_order(model: &Model) -> Vec<TaskId> {
    let sessions = model.log.rows.iter().filter_map(|row| match row.kind {
        crate::app::log::Kind::Session(id) => model.state.session(id)?.task,
        _ => None,
    });
    let ranked = model.ranked.iter().map(|(id, _)| *id);
    let others = model.state.tasks().rev().map(|task| task.id);
    let mut seen = std::collections::HashSet::new();
    let all = sessions.chain(ranked).chain(others);
    all.filter(|id| model.state.task(*id).is_some() && seen.insert(*id)).collect()
}
