//! Every action by name, found by a few of its letters.

use super::{Overlay, Turn};
use crate::app::line_edit::LineEdit;
use crate::app::list::List;
use crate::app::{Model, act, keys};
use crate::domain::Order;
use crate::input::{Action, Key, Keymap};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// How many actions show at once, at most.
pub const ROWS: usize = 12;

/// The searchable list of actions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Palette {
    /// What is searched for.
    pub query: LineEdit,
    /// Where the list stands.
    pub list: List,
}

impl Palette {
    /// Carries an action out; Accept runs the selected one on the screen below.
    pub fn act(mut self, model: &mut Model, action: Action) -> Turn {
        let found = self.found(model);
        let step = |palette: &mut Palette, by| palette.list.step(by, found.len(), ROWS);
        match action {
            Action::Cancel => return Turn::close(Vec::new()),
            Action::Accept => {
                let chosen = found.get(self.list.selected).copied();
                let effects = chosen.map(|chosen| act::act(model, chosen)).unwrap_or_default();
                return Turn::close(effects);
            }
            Action::Down => step(&mut self, 1),
            Action::Up => step(&mut self, -1),
            Action::PageDown => step(&mut self, 10),
            Action::PageUp => step(&mut self, -10),
            _ => {}
        }
        Turn::stay(Overlay::Palette(self))
    }

    /// Takes a key that types.
    pub fn typed(mut self, _: &Model, key: Key) -> Turn {
        if self.query.press(key) {
            self.list = List::default();
        }
        Turn::stay(Overlay::Palette(self))
    }

    /// Takes pasted text.
    pub fn paste(mut self, _: &Model, text: &str) -> Turn {
        self.query.paste(text);
        self.list = List::default();
        Turn::stay(Overlay::Palette(self))
    }

    /// The actions that fit what is searched for, the best first; all of them in the table's order when
    /// nothing is.
    pub fn found(&self, model: &Model) -> Vec<Action> {
        let stack: Vec<_> = keys::contexts(model).into_iter().filter(|c| !c.is_overlay()).collect();
        let offered = Keymap::offered(&stack);
        if self.query.text().trim().is_empty() {
            return offered.collect();
        }
        let pattern = Pattern::parse(self.query.text(), CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut letters = Vec::new();
        let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut letters), &mut matcher);
        let mut found: Vec<(u32, Action)> = offered
            .filter_map(|action| {
                let spec = action.spec();
                // A hit in the short name says more than one in the sentence.
                let by_name = score(spec.label).map(|score| score * 2);
                let by_help = score(spec.help);
                by_name.max(by_help).map(|score| (score, action))
            })
            .collect();
        found.order_by_key(|(score, action)| (std::cmp::Reverse(*score), *action));
        found.into_iter().map(|(_, action)| action).collect()
    }
}
