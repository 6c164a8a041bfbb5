//! The seven days folded into rows of the same length, by the wall clock, so that the same hour is in the same row on
//! every day.

use super::Day;
use crate::app::{Model, plan, words};
use crate::domain::{Moment, Span};
use chrono::NaiveDate;

/// The lengths of a row, in minutes, the finest first.
const SLOTS: [u32; 4] = [15, 20, 30, 60];
const DAY_MIN: u32 = 24 * 60;

/// What is in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A block, by its position in the day.
    Block(usize),
    /// An entry of the calendar, by its position among the day's.
    Event(usize),
}

/// A row of a day that something fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What.
    pub item: Item,
    /// How many of its rows stand above this one.
    pub nth: usize,
}

/// The rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Minutes after the start of the day at which each row begins.
    pub starts: Vec<u32>,
    /// Minutes of a row.
    pub slot: u32,
    /// What is in each row of each day.
    pub days: Vec<Vec<Option<Cell>>>,
}

/// Folds the shown days into at most `height` rows.
pub fn grid(model: &Model, height: u16) -> Grid {
    let days: Vec<Vec<(Item, u32, u32)>> =
        model.week.days.iter().map(|day| items(model, day)).collect();
    let office = [model.settings.day_start, model.settings.day_end];
    let [open, close] = office.map(|time| words::minute_of(NaiveDate::default().and_time(time)));
    let first = days.iter().flatten().map(|(_, from, _)| *from).min().unwrap_or(open).min(open);
    let last = days.iter().flatten().map(|(_, _, to)| *to).max().unwrap_or(close).max(close);
    let rows = |slot: u32| (last.saturating_sub(first - first % slot)).div_ceil(slot);
    let slot = SLOTS.into_iter().find(|slot| rows(*slot) <= u32::from(height)).unwrap_or(60);
    let first = first - first % slot;
    let count = rows(slot).min(u32::from(height));
    let starts: Vec<u32> = (0..count).map(|row| first + row * slot).collect();
    let days = days.iter().map(|items| column(items, &starts, slot)).collect();
    Grid { starts, slot, days }
}

fn column(items: &[(Item, u32, u32)], starts: &[u32], slot: u32) -> Vec<Option<Cell>> {
    let mut cells: Vec<Option<Cell>> = Vec::with_capacity(starts.len());
    for start in starts {
        let inside = |(_, from, to): &&(Item, u32, u32)| {
            (*to).min(start + slot).saturating_sub((*from).max(*start))
        };
        let most = items.iter().filter(|item| inside(item) > 0).max_by_key(inside);
        let cell = most.map(|(item, _, _)| {
            let above = cells.last().copied().flatten().filter(|above| above.item == *item);
            Cell { item: *item, nth: above.map_or(0, |above| above.nth + 1) }
        });
        cells.push(cell);
    }
    cells
}

/// What a day has, with its minutes.
fn items(model: &Model, day: &Day) -> Vec<(Item, u32, u32)> {
    let blocks = day.blocks.iter().enumerate().filter_map(|(at, which)| {
        let block = plan::find(model, *which)?;
        Some(minutes(model, day.day, block.span(), Item::Block(at)))
    });
    let events = events(model, day.day)
        .enumerate()
        .map(|(at, (span, _))| minutes(model, day.day, span, Item::Event(at)));
    blocks.chain(events).collect()
}

/// The entries of the calendar that take time on a day, with their titles.
pub fn events(model: &Model, day: NaiveDate) -> impl Iterator<Item = (Span, &str)> {
    let whole = model.now.day_span(day);
    let busy = model.state.events().filter(|event| event.busy);
    let spans = busy.map(|event| (Span::new(event.start, event.end), event.title.as_str()));
    spans.filter(move |(span, _)| span.seconds() < 20 * 3600 && span.overlap(whole).is_some())
}

fn minutes(model: &Model, day: NaiveDate, span: Span, item: Item) -> (Item, u32, u32) {
    let minute = |at: Moment| {
        let local = at.local();
        let away = local.date().signed_duration_since(day).num_days().clamp(-1, 1);
        let minute = i64::from(words::minute_of(local)) + away * i64::from(DAY_MIN);
        u32::try_from(minute.max(0)).unwrap_or(0)
    };
    let whole = model.now.day_span(day);
    let inside = span.overlap(whole).unwrap_or(span);
    let (from, to) = (minute(inside.start), minute(inside.end));
    (item, from, to.max(from + 1))
}
