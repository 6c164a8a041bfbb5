//! A first look at the next work day, so that it can be left alone until then.

use super::seen::next_work_day;
use crate::app::plan::{self, shown};
use crate::app::today::fit;
use crate::app::{Model, words};
use crate::domain::{Event, Moment};
use crate::text::visible;
use chrono::NaiveDate;

/// What is known of a day to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// Which day.
    pub day: NaiveDate,
    /// What comes first, planned or in the calendar: when, and what it is called, escaped.
    pub first: Option<(Moment, String)>,
    /// Seconds of blocks.
    pub planned_s: i64,
    /// Seconds that may be planned.
    pub capacity_s: i64,
    /// How many busy events there are.
    pub events: usize,
    /// What is due on it, what matters most first, escaped.
    pub due: Vec<String>,
}

/// The next work day.
pub fn ahead(model: &Model) -> Ahead {
    let day = next_work_day(model);
    let whole = model.now.day_span(day);
    let blocks: Vec<&plan::Shown> = shown::of_day(model, day).collect();
    let busy = |event: &&Event| event.busy && !event.all_day && whole.contains(event.start);
    let events: Vec<&Event> = model.state.events().filter(busy).collect();
    let title = |block: &&plan::Shown| model.state.task(block.task).map(|task| task.title.as_str());
    let block = blocks.first().and_then(|block| Some((block.start, title(block)?)));
    let event = events.first().map(|event| (event.start, event.title.as_str()));
    let first = block.into_iter().chain(event).min_by_key(|(start, _)| *start);
    let due = model.ranked.iter().filter_map(|(id, _)| model.state.task(*id));
    let due = due.filter(|task| task.due.is_some_and(|due| whole.contains(due.at)));
    Ahead {
        day,
        first: first.map(|(start, title)| (start, visible(title).into_owned())),
        planned_s: blocks.iter().map(|block| block.span().seconds()).sum(),
        capacity_s: fit::capacity_on(model, day),
        events: events.len(),
        due: due.map(|task| visible(&task.title).into_owned()).collect(),
    }
}

impl Ahead {
    /// How full it is, in words.
    pub fn load(&self) -> String {
        let events = match self.events {
            0 => String::new(),
            n => format!(", {}", words::count(n, "meeting")),
        };
        let planned = words::duration(self.planned_s / 60 * 60);
        let capacity = words::duration(self.capacity_s / 300 * 300);
        match (self.planned_s, self.capacity_s) {
            (0, 0) => format!("nothing planned{events}"),
            (0, _) => format!("{capacity} free{events}"),
            _ => format!("{planned} of {capacity} taken{events}"),
        }
    }
}
