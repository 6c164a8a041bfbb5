//! Another day for some tasks: the next days to choose from, or any day typed.

use super::{Overlay, Turn};
use crate::app::flow::sheet;
use crate::app::line_edit::LineEdit;
use crate::app::list::List;
use crate::app::{Effect, Model, week};
use crate::domain::TaskId;
use crate::input::{Action, Key};
use crate::text;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The question which day.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherDay {
    /// The tasks.
    pub tasks: Vec<TaskId>,
    /// Whether it is the day on which they are due, not the one on which they are done.
    pub is_due: bool,
    /// What is typed.
    pub query: LineEdit,
    /// Where the list stands.
    pub list: List,
    /// What can be chosen.
    pub choices: Vec<Choice>,
}

/// A day to choose, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The day; `None` takes the tasks off every day.
    pub day: Option<NaiveDate>,
    /// Seconds of estimates that are planned on it already.
    pub planned_s: i64,
}

impl OtherDay {
    /// The question about these tasks; tomorrow is selected.
    pub fn new(model: &Model, tasks: Vec<TaskId>) -> OtherDay {
        let mut other = OtherDay {
            tasks,
            is_due: false,
            query: LineEdit::default(),
            list: List::default(),
            choices: vec![],
        };
        other.offer(model);
        other
    }

    /// The question by when these tasks are due now.
    pub fn due(model: &Model, tasks: Vec<TaskId>) -> OtherDay {
        OtherDay { is_due: true, ..OtherDay::new(model, tasks) }
    }

    /// What is asked for, and what the choice of none is called.
    pub fn words(&self) -> (&'static str, &'static str) {
        if self.is_due { ("New date", "no date") } else { ("Another day", "no day in particular") }
    }

    /// Carries an action out.
    pub fn act(mut self, model: &Model, action: Action) -> Turn {
        let count = self.choices.len();
        match action {
            Action::Cancel => return Turn::close(Vec::new()),
            Action::Accept => {
                let Some(choice) = self.choices.get(self.list.selected).copied() else {
                    return Turn::stay(Overlay::OtherDay(self));
                };
                let intent = if self.is_due {
                    sheet::make_due(model, &self.tasks, choice.day)
                } else {
                    sheet::put_on(model, &self.tasks, choice.day)
                };
                return Turn::close(vec![Effect::Do(intent)]);
            }
            Action::Down => self.list.step(1, count, count),
            Action::Up => self.list.step(-1, count, count),
            _ => {}
        }
        Turn::stay(Overlay::OtherDay(self))
    }

    /// Takes a key that types.
    pub fn typed(mut self, model: &Model, key: Key) -> Turn {
        if self.query.press(key) {
            self.offer(model);
        }
        Turn::stay(Overlay::OtherDay(self))
    }

    /// Takes pasted text.
    pub fn paste(mut self, model: &Model, text: &str) -> Turn {
        self.query.paste(text);
        self.offer(model);
        Turn::stay(Overlay::OtherDay(self))
    }

    fn offer(&mut self, model: &Model) {
        let typed = self.query.text().trim();
        let days: Vec<Option<NaiveDate>> = if typed.is_empty() {
            ahead(model).into_iter().map(Some).chain([None]).collect()
        } else {
            text::day(typed, &model.reading()).ok().into_iter().map(Some).collect()
        };
        self.choices = days
            .into_iter()
            .map(|day| Choice { day, planned_s: day.map_or(0, |day| planned_s(model, day)) })
            .collect();
        self.list = List::default();
    }
}

/// Tomorrow and the next days, the Monday after, a week from now: at most seven, each once.
fn ahead(model: &Model) -> Vec<NaiveDate> {
    let today = model.now.day();
    let mut days: Vec<NaiveDate> =
        (1..=6).filter_map(|n| today.checked_add_days(Days::new(n))).collect();
    // Days without office hours are offered only when they come next.
    let works = |day: &NaiveDate| week::works(model, *day);
    let first = days.first().copied();
    days.retain(|day| works(day) || Some(*day) == first || day.weekday() == Weekday::Mon);
    days.extend(today.checked_add_days(Days::new(7)));
    days.push(today);
    days
}

fn planned_s(model: &Model, day: NaiveDate) -> i64 {
    let open = model.state.tasks().filter(|task| !task.status.is_closed() && task.on == Some(day));
    open.map(|task| {
        let estimate = task.estimate_s.map_or(0, i64::from);
        (estimate - model.state.tracked_s(task.id, model.now.at)).max(0)
    })
    .sum()
}
