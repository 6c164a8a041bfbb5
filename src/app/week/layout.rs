//! Where everything stands on the Week screen, for the view and for the mouse alike.

use super::{DAYS, Day, grid};
use crate::app::{Area, Model};

/// Below this many columns the days stand under each other.
const COLUMNS: u16 = 70;
/// The days, as rows.
const ACROSS: u16 = 7;
/// Columns of a day with nothing in it, where the others can use the rest.
const NARROW: u16 = 8;
/// Columns of the hours.
const MARGIN: u16 = 6;

/// The parts of the screen; those there is no room for are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The days as lines, where they stand under each other.
    pub list: Area,
    /// The days' names and loads.
    pub head: Area,
    /// The hours.
    pub hours: Area,
    /// The days' lines side by side.
    pub grid: Area,
    /// Columns of each day: a day off needs few. All 0 where the days stand under each other.
    pub columns: [u16; DAYS],
    /// What is selected.
    pub detail: Area,
    /// What is due, at risk, or finds no place.
    pub slips: Area,
}

/// Divides the body.
pub fn layout(model: &Model) -> Layout {
    let body = model.chrome().body;
    if body.w < COLUMNS || body.h < 12 {
        return narrow(body);
    }
    let body = body.shrink(1, 0);
    let (head, rest) = body.split_top(if body.h >= 20 { 4 } else { 3 });
    let below = if body.h >= 40 {
        9
    } else if body.h >= 26 {
        7
    } else {
        4
    };
    let (middle, below) = rest.split_bottom(below);
    let (detail, slips) = below.split_top(1).1.split_top(if body.h >= 26 { 2 } else { 1 });
    let (hours, grid) = middle.split_left(MARGIN);
    let columns = columns(model, grid.w);
    let slips = slips.split_top(u16::from(body.h >= 26)).1;
    Layout { list: Area::default(), head, hours, grid, columns, detail, slips }
}

fn narrow(body: Area) -> Layout {
    let body = body.shrink(u16::from(body.w >= 20), 0);
    let (list, below) = body.split_top(ACROSS);
    let (detail, slips) = below.split_top(1 + u16::from(below.h >= 4));
    Layout { list, detail, slips, ..Layout::default() }
}

impl Layout {
    /// The columns of the day at a position, over the whole height of `area`.
    pub fn of_day(&self, area: Area, day: usize) -> Area {
        let left = self.columns.iter().take(day).sum();
        let own = self.columns.get(day).copied().unwrap_or(0);
        area.split_left(left).1.split_left(own).0
    }

    /// Whether the days stand side by side.
    pub fn is_wide(&self) -> bool {
        self.columns.iter().any(|columns| *columns > 0)
    }
}

/// How many of `wide` columns each day has: those with work or plans share what the others leave.
fn columns(model: &Model, wide: u16) -> [u16; DAYS] {
    let bare = |day: &Day| !day.works && day.blocks.is_empty() && day.due.is_empty();
    let event = |day: &Day| grid::events(model, day.day).next().is_some();
    let mut narrow = [false; DAYS];
    for (narrow, day) in narrow.iter_mut().zip(&model.week.days) {
        *narrow = bare(day) && !event(day);
    }
    let few = narrow.iter().filter(|narrow| **narrow).count();
    let small = if few == DAYS { wide / ACROSS } else { NARROW.min(wide / ACROSS) };
    let (few, many) = (u16::try_from(few).unwrap_or(0), u16::try_from(DAYS - few).unwrap_or(0));
    let each = (wide - small * few) / many.max(1);
    narrow.map(|narrow| if narrow { small } else { each })
}

/// The day under a cell, and the block there.
pub fn hit(model: &Model, x: u16, y: u16) -> Option<(usize, Option<usize>)> {
    let parts = layout(model);
    if parts.list.contains(x, y) {
        return Some((usize::from(y - parts.list.y), None));
    }
    let both = [parts.grid, Area { x: parts.grid.x, w: parts.grid.w, ..parts.head }];
    let area = both.into_iter().find(|area| area.contains(x, y) && parts.is_wide())?;
    let day = (0..DAYS).find(|day| parts.of_day(area, *day).contains(x, y))?;
    let grid = grid::grid(model, parts.grid.h);
    let row = usize::from(y.saturating_sub(parts.grid.y));
    let cell =
        (area == parts.grid).then(|| grid.days.get(day)?.get(row).copied().flatten()).flatten();
    let block = cell.and_then(|cell| match cell.item {
        grid::Item::Block(at) => Some(at),
        grid::Item::Event(_) => None,
    });
    (day < DAYS).then_some((day, block))
}
