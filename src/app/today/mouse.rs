//! The mouse on the Today screen: a click selects, the wheel moves the selection, and a block of the plan can be
//! drawn along the line; it is put down where the button is let go, on a quarter of an hour.

use super::{Pane, layout, marks, queue, step, timeline};
use crate::app::plan::{self, Drag, acts, place};
use crate::app::{Area, Effect, Model, Mouse, MouseKind};
use crate::domain::Span;

/// Takes a mouse event inside the body.
pub fn mouse(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let parts = layout(model);
    let over_timeline = parts.timeline.contains(mouse.x, mouse.y);
    match mouse.kind {
        MouseKind::WheelUp | MouseKind::WheelDown => {
            model.today.pane = if over_timeline { Pane::Timeline } else { Pane::Queue };
            step(model, if mouse.kind == MouseKind::WheelUp { -1 } else { 1 });
        }
        MouseKind::Press if parts.queue.contains(mouse.x, mouse.y) => {
            model.today.pane = Pane::Queue;
            let row = usize::from(mouse.y - parts.queue.y);
            let at = model.today.queue.offset + row;
            if at < model.today.order.len() {
                model.today.selected = model.today.order.get(at).copied();
                queue::place(model);
            }
        }
        MouseKind::Press if over_timeline => {
            if let Some(mark) = timeline::mark_at(model, parts.timeline, (mouse.x, mouse.y)) {
                model.today.pane = Pane::Timeline;
                model.today.mark = mark;
                take(model, mouse.y);
            }
        }
        MouseKind::Drag => draw_along(model, parts.timeline, mouse.y),
        MouseKind::Release => return let_go(model),
        MouseKind::Press => {}
    }
    Vec::new()
}

/// Takes the block under the cursor into the hand; one that has begun stays.
fn take(model: &mut Model, row: u16) {
    let mark = model.today.marks.get(model.today.mark).and_then(|mark| mark.kind.block());
    let block = mark.and_then(|which| plan::find(model, which));
    let now = model.now.at;
    model.plan.drag = block.filter(|block| block.start >= now).map(|block| Drag {
        which: block.which,
        row,
        span: block.span(),
    });
}

/// Moves the held block by the rows that the mouse has moved.
fn draw_along(model: &mut Model, area: Area, y: u16) {
    let Some(drag) = model.plan.drag else { return };
    let Some(block) = plan::find(model, drag.which) else { return };
    let rows = timeline::rows(model, area.h);
    let Some(slot_s) = rows.first().map(|row| row.slot.seconds()) else { return };
    let by = (i64::from(y) - i64::from(drag.row)) * slot_s;
    let wanted = block.start.plus_seconds(by);
    let limits = acts::limits(model, model.today.day);
    let length = block.span().seconds();
    let start = place::snapped(wanted, place::Way::Earlier);
    let start = if by == 0 { block.start } else { start.max(limits.start) };
    let span = Span::new(start, start.plus_seconds(length));
    if span.end <= limits.end {
        model.plan.drag = Some(Drag { span, ..drag });
        marks::derive(model);
    }
}

/// Puts the held block down.
fn let_go(model: &mut Model) -> Vec<Effect> {
    let Some(drag) = model.plan.drag.take() else { return Vec::new() };
    let block = plan::find(model, drag.which).cloned();
    let effects = block.map(|block| acts::place_at(model, &block, drag.span)).unwrap_or_default();
    marks::derive(model);
    effects
}
