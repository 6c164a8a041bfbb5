//! Where everything stands on the Insights screen, for the view and for the mouse alike.

use super::Figure;
use crate::app::{Area, Model};

/// Below this many columns the kinds of work have no list of their own.
const WITH_LIST: u16 = 72;
/// From this many columns on pace and record stand beside the hours.
const WITH_SIDE: u16 = 140;
/// Columns of that pane.
const SIDE: u16 = 50;

/// The parts of the screen; those there is no room for are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The heading of the list.
    pub heading: Area,
    /// The kinds of work.
    pub list: Area,
    /// Between the list and the figures.
    pub rule: Area,
    /// Which kind of work, and how much of it.
    pub title: Area,
    /// When it goes best, in words.
    pub words: Area,
    /// The hours: working days and days off, the curve with its band, the sessions behind it.
    pub hours: Area,
    /// Between the hours and what stands beside them.
    pub side_rule: Area,
    /// What an estimate really takes.
    pub pace: Area,
    /// How well all of this has predicted.
    pub record: Area,
}

impl Layout {
    /// The figure at a cell.
    pub fn figure_at(&self, x: u16, y: u16) -> Option<Figure> {
        if self.words.contains(x, y) || self.hours.contains(x, y) {
            return Some(Figure::Hours);
        }
        if self.pace.contains(x, y) {
            return Some(Figure::Pace);
        }
        self.record.contains(x, y).then_some(Figure::Record)
    }
}

/// Divides the body.
pub fn layout(model: &Model) -> Layout {
    let body = model.chrome().body;
    let mut parts = Layout::default();
    let main = if body.w >= WITH_LIST {
        let columns = (body.w / 4).clamp(24, 34);
        let (list, rest) = body.split_left(columns);
        let (rule, rest) = rest.split_left(1);
        let list = list.split_left(1).1.split_right(1).0;
        (parts.heading, parts.list) = list.split_top(1);
        parts.rule = rule;
        rest.split_left(1).1.split_right(1).0
    } else {
        body.shrink(u16::from(body.w >= 20), 0)
    };
    let main = if body.w >= WITH_SIDE {
        let (main, side) = main.split_right(SIDE);
        let (rule, side) = side.split_left(1);
        parts.side_rule = rule;
        let side = side.split_left(1).1;
        let (pace, record) = side.split_top(side.h.min(11));
        (parts.pace, parts.record) = (pace, record);
        main.split_right(1).0
    } else {
        main
    };
    let pace = match &model.learned {
        // What is marked has the room.
        Some(profile) if profile.pace.total() > 0 && model.insights.figure != Figure::Record => 7,
        _ => 2,
    };
    stack(&mut parts, main, (body.w >= WITH_SIDE, pace));
    parts
}

/// What stands below each other: words first, then the hours, then the rest.
fn stack(parts: &mut Layout, main: Area, (has_side, pace_rows): (bool, u16)) {
    let (title, rest) = main.split_top(1);
    let (words, below) = match main.h {
        0..8 => (2, 0),
        8..18 => (2, 1),
        18..28 => (3, 4),
        _ => (3, 13 - u16::from(pace_rows > 2)),
    };
    let (words, rest) = rest.split_top(words);
    let (rest, below) = rest.split_bottom(if has_side { 0 } else { below });
    (parts.title, parts.words) = (title, words);
    parts.hours = rest.split_top(u16::from(main.h >= 18)).1;
    if !has_side {
        // A blank row sets these off.
        let below = below.split_top(u16::from(below.h > 1)).1;
        let wide = below.h > 4;
        let (pace, record) =
            below.split_top(if wide { pace_rows + 1 } else { below.h.div_ceil(2) });
        (parts.pace, parts.record) = (pace.split_top(pace_rows).0, record);
    }
}
