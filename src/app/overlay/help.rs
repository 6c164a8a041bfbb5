//! Every key and what it does, narrowed by typing. What works on the screen below comes first.

use super::{Overlay, Turn};
use crate::app::line_edit::LineEdit;
use crate::app::{Model, keys};
use crate::input::{Action, Context, Group, Key};

/// The searchable list of keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Help {
    /// What is searched for.
    pub query: LineEdit,
    /// Rows scrolled away; a view shows no empty rows below the last one.
    pub scroll: usize,
}

/// A row of help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A heading.
    Heading(&'static str),
    /// The keys of an action, and what it does.
    Key {
        /// How they are shown.
        keys: Vec<String>,
        /// What they do.
        help: &'static str,
    },
}

impl Help {
    /// Carries an action out.
    pub fn act(mut self, model: &Model, action: Action) -> Turn {
        match action {
            Action::Cancel | Action::Accept => return Turn::close(Vec::new()),
            Action::Down => self.scroll += 1,
            Action::Up => self.scroll = self.scroll.saturating_sub(1),
            Action::PageDown => self.scroll += 10,
            Action::PageUp => self.scroll = self.scroll.saturating_sub(10),
            _ => {}
        }
        self.scroll = self.scroll.min(self.rows(model).len().saturating_sub(1));
        Turn::stay(Overlay::Help(self))
    }

    /// Takes a key that types; `?` closes what it opened.
    pub fn typed(mut self, model: &Model, key: Key) -> Turn {
        if key == Key::char('?') && self.query.text().is_empty() {
            return Turn::close(Vec::new());
        }
        if self.query.press(key) {
            self.scroll = 0;
        }
        self.act(model, Action::Help)
    }

    /// Takes pasted text.
    pub fn paste(mut self, model: &Model, text: &str) -> Turn {
        self.query.paste(text);
        self.scroll = 0;
        self.act(model, Action::Help)
    }

    /// The rows that fit what is searched for.
    pub fn rows(&self, model: &Model) -> Vec<Row> {
        let query = self.query.text().trim().to_lowercase();
        let stack: Vec<Context> =
            keys::contexts(model).into_iter().filter(|c| !c.is_overlay()).collect();
        let mut rows = Vec::new();
        for group in Group::ALL.into_iter().filter(|group| *group != Group::Overlay) {
            let found = Action::ALL.iter().filter(|action| action.spec().group == group);
            let found: Vec<Row> =
                found.filter_map(|action| row(model, &stack, *action, &query)).collect();
            if !found.is_empty() {
                rows.push(Row::Heading(group.title()));
                rows.extend(found);
            }
        }
        for context in Context::ALL.into_iter().filter(|context| context.is_overlay()) {
            let bindings = model.settings.keymap.bindings(context);
            let mut actions: Vec<Action> = bindings.iter().map(|binding| binding.action).collect();
            actions.dedup();
            let rows_here = actions.into_iter().filter_map(|a| row(model, &[context], a, &query));
            let rows_here: Vec<Row> = rows_here.collect();
            if !rows_here.is_empty() {
                rows.push(Row::Heading(context.title()));
                rows.extend(rows_here);
            }
        }
        rows
    }
}

fn row(model: &Model, stack: &[Context], action: Action, query: &str) -> Option<Row> {
    let chords = model.settings.keymap.chords(stack, action);
    if chords.is_empty() {
        return None;
    }
    let keys: Vec<String> = chords.iter().map(crate::input::Chord::shown).collect();
    let spec = action.spec();
    let fits = query.is_empty()
        || [spec.help, spec.label, spec.name].iter().any(|w| w.to_lowercase().contains(query))
        || keys.iter().any(|key| key.to_lowercase() == query);
    fits.then_some(Row::Key { keys, help: spec.help })
}
