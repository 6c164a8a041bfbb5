//! A line to type into, with what is understood so far shown while typing. What the line is for, and what
//! taking it does, is its [`Purpose`].

use super::purpose::task;
use super::{Overlay, Purpose, Turn};
use crate::app::line_edit::LineEdit;
use crate::app::{Effect, Model};
use crate::domain::{Intent, TaskId};
use crate::input::{Action, Key};
use crate::text::{Completion, Grammar, ParseError, Token, Vocabulary, complete, highlight};

/// How many ways to go on are offered.
const OFFERED: usize = 6;

/// A line that is being typed over the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is for.
    pub purpose: Purpose,
    /// What is typed.
    pub edit: LineEdit,
    /// Its parts, for colouring; empty when the purpose has no fields.
    pub tokens: Vec<Token>,
    /// What was understood, in words, by field.
    pub preview: Vec<super::purpose::Said>,
    /// Ways to go on at the cursor.
    pub completions: Vec<Completion>,
    /// The way that is selected.
    pub chosen: Option<usize>,
    /// Why the line was not taken.
    pub error: Option<ParseError>,
    /// More lines that were pasted with the first: each becomes a task of its own.
    pub more: Vec<String>,
    vocabulary: Vocabulary,
}

impl Line {
    /// An empty line.
    pub fn new(purpose: Purpose) -> Line {
        Line {
            purpose,
            edit: LineEdit::default(),
            tokens: Vec::new(),
            preview: Vec::new(),
            completions: Vec::new(),
            chosen: None,
            error: None,
            more: Vec::new(),
            vocabulary: Vocabulary::default(),
        }
    }

    /// The heading.
    pub fn title(&self) -> String {
        match self.more.len() {
            0 => self.purpose.title(),
            more => format!("Add {} tasks", more + 1),
        }
    }

    /// The line that edits these tasks: prefilled for one, only the differences for several.
    pub fn edit(model: &Model, tasks: Vec<TaskId>) -> Line {
        let one = match tasks.as_slice() {
            [one] => model.state.task(*one),
            _ => None,
        };
        let before = one
            .map(|task| crate::text::print_task(task, &model.state, &model.reading()))
            .unwrap_or_default();
        Line::with_text(model, Purpose::Edit { tasks, before: before.clone() }, &before)
    }

    /// A line that begins with `text`.
    pub fn with_text(model: &Model, purpose: Purpose, text: &str) -> Line {
        let mut line = Line { edit: LineEdit::new(text), ..Line::new(purpose) };
        line.understand(model);
        line.completions.clear();
        line
    }

    /// Carries an action out.
    pub fn act(mut self, model: &mut Model, action: Action) -> Turn {
        match action {
            Action::Cancel if self.chosen.is_some() => {
                self.chosen = None;
                self.completions.clear();
                Turn::stay(self.shown())
            }
            Action::Cancel => Turn::close(Vec::new()),
            Action::Down | Action::Up if !self.completions.is_empty() => {
                self.choose(action == Action::Down);
                Turn::stay(self.shown())
            }
            Action::Complete => {
                let chosen = self.chosen.unwrap_or(0);
                self.complete(model, chosen);
                Turn::stay(self.shown())
            }
            Action::Accept => match self.chosen {
                Some(chosen) => {
                    self.complete(model, chosen);
                    Turn::stay(self.shown())
                }
                None => self.accept(model, false),
            },
            Action::AcceptAndStart => self.accept(model, true),
            _ => Turn::stay(self.shown()),
        }
    }

    /// Takes a key that types.
    pub fn typed(mut self, model: &Model, key: Key) -> Turn {
        if self.edit.press(key) {
            self.understand(model);
        }
        Turn::stay(self.shown())
    }

    /// Takes pasted text. Where tasks are written down each line of it is one.
    pub fn paste(mut self, model: &Model, text: &str) -> Turn {
        let mut lines = text.lines().map(entry).filter(|line| !line.is_empty());
        match lines.next() {
            Some(first) if self.purpose == Purpose::Add => {
                let several = text.trim().lines().nth(1).is_some();
                // One line goes in as it is: the space at its end may be meant.
                self.edit.paste(if several { first } else { text });
                self.more.extend(lines.map(|line| LineEdit::new(line).text().to_owned()));
            }
            _ => self.edit.paste(text),
        }
        self.understand(model);
        Turn::stay(self.shown())
    }

    fn shown(self) -> Overlay {
        Overlay::Line(Box::new(self))
    }

    fn choose(&mut self, down: bool) {
        let last = self.completions.len() - 1;
        self.chosen = Some(match (self.chosen, down) {
            (None, true) => 0,
            (None | Some(0), false) => last,
            (Some(at), true) if at >= last => 0,
            (Some(at), true) => at + 1,
            (Some(at), false) => at - 1,
        });
    }

    fn complete(&mut self, model: &Model, chosen: usize) {
        if let Some(completion) = self.completions.get(chosen).cloned() {
            self.edit.replace(completion.span, &completion.text);
            self.understand(model);
            self.completions.clear();
        }
    }

    /// Reads the line again: its parts, what they say, how it could go on.
    fn understand(&mut self, model: &Model) {
        self.error = None;
        self.chosen = None;
        self.completions.clear();
        if let Purpose::Log(log) = &self.purpose {
            self.tokens = log.tokens(model, self.edit.text());
            self.preview = log.said(model, self.edit.text());
            return;
        }
        if !self.purpose.has_fields() {
            return;
        }
        if self.vocabulary == Vocabulary::default() {
            self.vocabulary = vocabulary(model);
        }
        let reading = model.reading();
        self.tokens = highlight(self.edit.text(), &reading, Grammar::Screen);
        self.preview = super::purpose::said(model, self.edit.text());
        self.completions = complete(self.edit.text(), self.edit.cursor(), &self.vocabulary);
        self.completions.truncate(OFFERED);
    }

    fn accept(mut self, model: &mut Model, start: bool) -> Turn {
        if !self.more.is_empty() {
            return self.accept_all(model, start);
        }
        match self.purpose.accept(model, self.edit.text(), start) {
            Ok(effects) => Turn::close(effects),
            Err(error) => {
                self.error = Some(error);
                Turn::stay(self.shown())
            }
        }
    }
}

impl Line {
    /// Takes every line in one step, or none: the first that can't be read comes up to be corrected.
    fn accept_all(mut self, model: &mut Model, start: bool) -> Turn {
        let mut steps = Vec::new();
        for at in 0..=self.more.len() {
            let (text, start) = match at.checked_sub(1) {
                None => (self.edit.text(), start),
                Some(at) => (self.more[at].as_str(), false),
            };
            match task(model, text, start) {
                Ok(step) => steps.push(step),
                Err(error) => {
                    if at > 0 {
                        let wrong = self.more.remove(at - 1);
                        let before = std::mem::replace(&mut self.edit, LineEdit::new(&wrong));
                        self.more.insert(0, before.text().to_owned());
                        self.understand(model);
                    }
                    self.error = Some(error);
                    return Turn::stay(self.shown());
                }
            }
        }
        Turn::close(vec![Effect::Do(Intent::Together(steps))])
    }
}

/// A line of a pasted list without the mark that it begins with.
fn entry(line: &str) -> &str {
    let line = line.trim();
    let marks = ["- [ ] ", "* [ ] ", "- ", "* ", "\u{2022} "];
    marks.iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line).trim_start()
}

/// The names in use among the loaded tasks.
pub fn vocabulary(model: &Model) -> Vocabulary {
    use std::collections::BTreeSet;
    let (mut projects, mut tags, mut contexts) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for task in model.state.tasks() {
        projects.extend(task.project.as_deref());
        tags.extend(task.tags.iter().map(String::as_str));
        contexts.extend(task.at.as_deref());
    }
    let own = |names: BTreeSet<&str>| names.into_iter().map(str::to_owned).collect();
    Vocabulary {
        projects: own(projects),
        types: model.state.types().iter().map(|kind| kind.name.clone()).collect(),
        tags: own(tags),
        contexts: own(contexts),
    }
}

#[cfg(test)]
mod tests;
