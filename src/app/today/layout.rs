//! Where everything stands on the Today screen, for the view and for the mouse alike.

use crate::app::{Area, Model};

/// Below this many columns there is one column: clock, line and queue under each other.
const TWO_COLUMNS: u16 = 72;

/// How large the clock's digits are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockSize {
    /// A word in the line.
    Text,
    /// Three rows of half blocks.
    Small,
    /// Five rows.
    Large,
}

/// The parts of the screen; those there is no room for are empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The day's line.
    pub timeline: Area,
    /// Between the columns.
    pub rule: Area,
    /// The running session or what to do next.
    pub session: Area,
    /// The size of the clock in it.
    pub clock: ClockSize,
    /// The heading of the queue.
    pub heading: Area,
    /// The tasks of the queue, one a row.
    pub queue: Area,
    /// Whether the day fits.
    pub fit: Area,
}

/// Divides the body.
pub fn layout(model: &Model) -> Layout {
    let body = model.chrome().body;
    if body.w >= TWO_COLUMNS { wide(model, body) } else { narrow(model, body) }
}

fn wide(model: &Model, body: Area) -> Layout {
    let left = (body.w * 17 / 40).clamp(30, 72);
    let (timeline, rest) = body.split_left(left);
    let (rule, right) = rest.split_left(1);
    let right = Area { x: right.x + 1, w: right.w.saturating_sub(2), ..right };
    let clock = if body.h >= 26 { ClockSize::Large } else { ClockSize::Small };
    let busy = model.state.running().is_some() || model.state.on_break().is_some();
    let session_rows = match (busy, clock) {
        (true, ClockSize::Large) => 12,
        (true, _) => 8,
        (false, ClockSize::Large) => 4,
        (false, _) => 3,
    };
    let (session, rest) = right.split_top(session_rows.min(right.h));
    let (rest, fit) = rest.split_bottom(if rest.h >= 8 { 2 } else { u16::from(rest.h >= 3) });
    let (heading, queue) = rest.split_top(1);
    Layout { timeline: timeline.shrink(1, 0), rule, session, clock, heading, queue, fit }
}

fn narrow(model: &Model, body: Area) -> Layout {
    let body = body.shrink(u16::from(body.w >= 20), 0);
    let busy = model.state.running().is_some() || model.state.on_break().is_some();
    let clock = if body.h >= 18 && body.w >= 30 { ClockSize::Small } else { ClockSize::Text };
    let session_rows = match (busy, clock) {
        (true, ClockSize::Text) => 2,
        (true, _) => 8,
        (false, _) => 1,
    };
    let (session, rest) = body.split_top(session_rows.min(body.h));
    let (rest, fit) = rest.split_bottom(u16::from(rest.h >= 6));
    // The line of the present is worth more than the end of the queue.
    let (timeline, rest) = rest.split_top(rest.h.div_ceil(2));
    let (heading, queue) = rest.split_top(u16::from(rest.h >= 6));
    Layout { timeline, rule: Area::default(), session, clock, heading, queue, fit }
}
