//! Another day for a block of the plan: the next days with what is planned on them, or any day typed.

use super::{Overlay, Turn};
use crate::app::line_edit::LineEdit;
use crate::app::list::List;
use crate::app::plan::{self, Which, acts};
use crate::app::{Model, week};
use crate::input::{Action, Key};
use crate::text;
use chrono::NaiveDate;

/// The question which day.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockDay {
    /// The block.
    pub which: Which,
    /// What is typed.
    pub query: LineEdit,
    /// Where the list stands.
    pub list: List,
    /// What can be chosen; `None` takes the block out of the plan.
    pub days: Vec<Option<NaiveDate>>,
}

impl BlockDay {
    /// The question about a block; the next working day is selected.
    pub fn new(model: &Model, which: Which) -> BlockDay {
        let mut asked =
            BlockDay { which, query: LineEdit::default(), list: List::default(), days: Vec::new() };
        asked.offer(model);
        asked
    }

    /// Carries an action out.
    pub fn act(mut self, model: &mut Model, action: Action) -> Turn {
        let count = self.days.len();
        match action {
            Action::Cancel => return Turn::close(Vec::new()),
            Action::Accept => return self.take(model),
            Action::Down => self.list.step(1, count, count),
            Action::Up => self.list.step(-1, count, count),
            _ => {}
        }
        Turn::stay(Overlay::BlockDay(self))
    }

    fn take(self, model: &mut Model) -> Turn {
        let Some(day) = self.days.get(self.list.selected).copied() else {
            return Turn::stay(Overlay::BlockDay(self));
        };
        let Some(block) = plan::find(model, self.which).cloned() else {
            return Turn::close(Vec::new());
        };
        Turn::close(match day {
            Some(day) => acts::to_day(model, &block, day),
            None => acts::take_out(model, &block),
        })
    }

    /// Takes a key that types.
    pub fn typed(mut self, model: &Model, key: Key) -> Turn {
        if self.query.press(key) {
            self.offer(model);
        }
        Turn::stay(Overlay::BlockDay(self))
    }

    /// Takes pasted text.
    pub fn paste(mut self, model: &Model, text: &str) -> Turn {
        self.query.paste(text);
        self.offer(model);
        Turn::stay(Overlay::BlockDay(self))
    }

    fn offer(&mut self, model: &Model) {
        let typed = self.query.text().trim();
        let today = model.now.day();
        let here = plan::find(model, self.which).map(|block| model.now.day_of(block.start));
        self.days = if typed.is_empty() {
            let ahead = week::days_from(today).filter(|day| week::works(model, *day));
            ahead.filter(|day| Some(*day) != here).map(Some).chain([None]).collect()
        } else {
            let day = text::day(typed, &model.reading()).ok();
            day.into_iter().filter(|day| *day >= today).map(Some).collect()
        };
        let after = |day: &Option<NaiveDate>| day.is_some_and(|day| here.is_none_or(|h| day > h));
        let at = self.days.iter().position(after).unwrap_or(0);
        self.list = List::default();
        self.list.select(at, self.days.len(), self.days.len());
    }
}
