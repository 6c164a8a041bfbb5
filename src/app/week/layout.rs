//! Where everything stands on the Week screen, for the view and for the mouse alike.

use super::{DAYS, grid};
use crate::app::{Area, Model};

/// Below this many columns the days stand under each other.
const COLUMNS: u16 = 70;
/// The days.
const ACROSS: u16 = 7;
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
    /// Columns of a day.
    pub column: u16,
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
    let column = grid.w / ACROSS;
    let slips = slips.split_top(u16::from(body.h >= 26)).1;
    Layout { list: Area::default(), head, hours, grid, column, detail, slips }
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
        let left = u16::try_from(day).unwrap_or(u16::MAX).saturating_mul(self.column);
        area.split_left(left).1.split_left(self.column).0
    }
}

/// The day under a cell, and the block there.
pub fn hit(model: &Model, x: u16, y: u16) -> Option<(usize, Option<usize>)> {
    let parts = layout(model);
    if parts.list.contains(x, y) {
        return Some((usize::from(y - parts.list.y), None));
    }
    let both = [parts.grid, Area { x: parts.grid.x, w: parts.grid.w, ..parts.head }];
    let area = both.into_iter().find(|area| area.contains(x, y) && parts.column > 0)?;
    let day = usize::from((x - area.x) / parts.column);
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
