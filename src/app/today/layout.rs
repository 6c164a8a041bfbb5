//! Where everything stands on the Today screen, for the view and for the mouse alike.

use crate::app::{Area, Model};

/// Below this many columns there is one column: clock, line and queue under each other.
const TWO_COLUMNS: u16 = 72;
/// From so many rows on, the line has a heading.
const CAPTION: u16 = 28;

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
    /// What the columns of the line are.
    pub caption: Area,
    /// The day's line.
    pub timeline: Area,
    /// Between the columns.
    pub rule: Area,
    /// The running session or what to do next.
    pub session: Area,
    /// The size of the clock in it.
    pub clock: ClockSize,
    /// What should be known: the plan could change, a calendar can't be read.
    pub notice: Area,
    /// The heading of the queue.
    pub heading: Area,
    /// The tasks of the queue, one a row.
    pub queue: Area,
    /// What does not work out.
    pub risk: Area,
    /// Whether the day fits.
    pub fit: Area,
}

/// Divides the body.
pub fn layout(model: &Model) -> Layout {
    let body = model.chrome().body;
    if body.w >= TWO_COLUMNS { wide(model, body) } else { narrow(model, body) }
}

fn rows(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn wide(model: &Model, body: Area) -> Layout {
    let left = (body.w * 9 / 20).clamp(30, 80);
    let (timeline, rest) = body.split_left(left);
    let (caption, timeline) = timeline.split_top(u16::from(body.h >= CAPTION));
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
    let roomy = body.h >= 26;
    let told = rows(model.today.notices.len());
    let (notice, rest) =
        rest.split_top(if told > 0 && rest.h > 8 { told + u16::from(roomy) } else { 0 });
    let (rest, fit) = rest.split_bottom(if rest.h >= 8 { 2 } else { u16::from(rest.h >= 3) });
    let worries = rows(model.today.worries.len());
    let wanted = if roomy { worries * 2 + 2 } else { worries.min(2) + 1 };
    let (rest, risk) = rest.split_bottom(if worries > 0 { wanted.min(rest.h * 2 / 5) } else { 0 });
    let risk = risk.split_top(u16::from(risk.h > 1)).1;
    let (heading, queue) = rest.split_top(1);
    Layout {
        caption,
        timeline: timeline.shrink(1, 0),
        rule,
        session,
        clock,
        notice,
        heading,
        queue,
        risk,
        fit,
    }
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
    let told = !model.today.notices.is_empty();
    let (notice, rest) = rest.split_top(u16::from(told && rest.h >= 7));
    let (rest, fit) = rest.split_bottom(u16::from(rest.h >= 6));
    // The line of the present is worth more than the end of the queue.
    let (timeline, rest) = rest.split_top(rest.h.div_ceil(2));
    let (heading, queue) = rest.split_top(u16::from(rest.h >= 6));
    let none = Area::default();
    Layout {
        caption: none,
        timeline,
        rule: none,
        session,
        clock,
        notice,
        heading,
        queue,
        risk: none,
        fit,
    }
}
