//! Where everything stands on the Tasks screen, for the view and for the mouse alike.

use crate::app::{Area, Model};

/// From this many columns on, the detail stands beside the list.
const BESIDE: u16 = 104;
/// From this size on, it stands below the list.
const BELOW: (u16, u16) = (60, 19);

/// The parts of the screen; those there is no room for are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// What the list shows, or the line that narrows it.
    pub bar: Area,
    /// What is wrong with that line or how it could go on; empty while none is open.
    pub under: Area,
    /// The rows of the list.
    pub list: Area,
    /// Between list and detail: one column when they stand side by side, one row when not.
    pub rule: Area,
    /// The selected task.
    pub detail: Area,
    /// Whether the detail stands below the list.
    pub below: bool,
}

/// Divides the body.
pub fn layout(model: &Model) -> Layout {
    let body = model.chrome().body;
    let typing = model.tasks.line.is_some();
    let mut parts = Layout::default();
    let (mut left, right) = if body.w >= BESIDE {
        let (left, rest) = body.split_left((body.w * 3 / 5).min(108));
        let (rule, right) = rest.split_left(1);
        parts.rule = rule;
        (left, right.split_left(2).1.split_right(1).0)
    } else if body.w >= BELOW.0 && body.h >= BELOW.1 {
        let (left, rest) = body.split_bottom(body.h * 2 / 5);
        let (rule, below) = rest.split_top(1);
        parts.rule = rule;
        parts.below = true;
        (left, below.shrink(1, 0))
    } else {
        (body, Area::default())
    };
    parts.detail = right;
    (parts.bar, left) = left.split_top(u16::from(left.h >= 3 || typing));
    (parts.under, left) = left.split_top(match left.h {
        _ if !typing => 0,
        12.. => 2,
        4.. => 1,
        _ => 0,
    });
    // Calm: a blank row where there is plenty of room.
    (_, left) = left.split_top(u16::from(left.h >= 22 && !typing));
    parts.list = left;
    parts
}

/// How many rows the list has room for.
pub fn list_rows(model: &Model) -> usize {
    usize::from(layout(model).list.h)
}
