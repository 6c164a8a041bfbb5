//! Where everything stands on the Balance screen, for the view and for the mouse alike.

use crate::app::{Area, Model};

/// From this many columns on breaks stand beside the weeks.
const BESIDE: u16 = 72;
/// Rows of the signs with their heading: there are seven.
const SIGNS: u16 = 8;
/// Rows of two weeks of days, with the hours above and what the shapes mean below.
const DAYS: u16 = 16;
/// From so many columns on the days behind a sign stand beside the signs.
const WITH_DETAIL: u16 = 130;

/// The parts of the screen; those there is no room for are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The week in words.
    pub title: Area,
    /// The weeks as bars.
    pub weeks: Area,
    /// Between the weeks and the breaks.
    pub rule: Area,
    /// How breaks are taken, and what was said of them.
    pub breaks: Area,
    /// Days as lines, the last one below.
    pub strips: Area,
    /// What the signs come to.
    pub heading: Area,
    /// The signs, one a row.
    pub signs: Area,
    /// The days behind the selected sign, where there is room.
    pub detail: Area,
}

/// Divides the body.
pub fn layout(model: &Model) -> Layout {
    let body = model.chrome().body;
    if body.w < BESIDE || body.h < 16 { narrow(body) } else { wide(body) }
}

fn wide(body: Area) -> Layout {
    let body = body.shrink(1, 0);
    let (title, rest) = body.split_top(if body.h >= 28 { 2 } else { 1 });
    let (rest, lower) = rest.split_bottom(SIGNS.min(rest.h));
    let weeks = match body.h {
        0..26 => 7,
        26..40 => 10,
        // What the days leave over makes the bars higher, up to a point.
        _ => rest.h.saturating_sub(DAYS + 2).clamp(10, 18),
    };
    let (upper, rest) = rest.split_top(weeks);
    let air = u16::from(body.h >= 26);
    let strips = rest.split_top(air).1.split_bottom(air).0;
    let (left, right) = upper.split_left(upper.w * 11 / 20);
    let (rule, breaks) = right.split_left(1);
    let (heading, signs) = lower.split_top(1);
    let (signs, detail) = if signs.w >= WITH_DETAIL {
        signs.split_left(signs.w * 11 / 20)
    } else {
        (signs, Area::default())
    };
    Layout {
        title,
        weeks: left.split_right(1).0,
        rule,
        breaks: breaks.split_left(1).1,
        strips: strips.split_top(DAYS).0,
        heading,
        signs,
        detail: detail.split_left(3).1,
    }
}

fn narrow(body: Area) -> Layout {
    let body = body.shrink(u16::from(body.w >= 20), 0);
    let (title, rest) = body.split_top(2.min(body.h));
    let (weeks, rest) = rest.split_top(match body.h {
        0..9 => 0,
        9..14 => 2,
        14..20 => 5,
        _ => 8,
    });
    let (breaks, rest) = rest.split_top(match body.h {
        0..7 => 0,
        7..16 => 1,
        16..24 => 3,
        _ => 6,
    });
    let (strips, rest) = rest.split_top(match body.h {
        0..14 => 0,
        14..24 => 2,
        _ => 6,
    });
    let (_, rest) = rest.split_top(u16::from(body.h >= 14));
    let (heading, signs) = rest.split_top(1);
    Layout { title, weeks, breaks, strips, heading, signs, ..Layout::default() }
}
