//! Moving in the list, marking tasks, and what the mouse does. Headings are never selected.

use super::{Pane, Row, TasksState, layout, settle};
use crate::app::{Model, Mouse, MouseKind};
use crate::domain::TaskId;
use std::collections::BTreeSet;

/// Rows that one turn of the wheel scrolls.
const WHEEL: isize = 3;

/// Moves the selection by `by` rows, or scrolls the detail when it has the keys.
pub fn step(model: &mut Model, by: isize) {
    if model.tasks.pane == Pane::Detail {
        scroll_detail(model, by);
        return;
    }
    let rows = &model.tasks.rows;
    let Some(last) = rows.len().checked_sub(1) else { return };
    let wanted = model.tasks.list.selected.saturating_add_signed(by).min(last);
    if let Some(at) = task_near(rows, wanted, by < 0) {
        select(model, at);
    }
}

/// Moves by a page.
pub fn page(model: &mut Model, pages: isize) {
    let rows = match model.tasks.pane {
        Pane::List => layout::list_rows(model),
        Pane::Detail => usize::from(layout(model).detail.h),
    };
    let rows = isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1);
    step(model, rows * pages);
}

/// The task at `wanted` or the nearest one: first in the direction of the movement, then the other way.
pub fn task_near(rows: &[Row], wanted: usize, upwards: bool) -> Option<usize> {
    let is_task = |at: &usize| matches!(rows.get(*at), Some(Row::Task(_)));
    let down = || (wanted..rows.len()).find(is_task);
    let up = || (0..=wanted.min(rows.len())).rev().find(is_task);
    if upwards { up().or_else(down) } else { down().or_else(up) }
}

fn select(model: &mut Model, at: usize) {
    if let Some(Row::Task(id)) = model.tasks.rows.get(at) {
        model.tasks.selected = Some(*id);
        model.tasks.list.selected = at;
        settle(model);
        super::narrow::moved(model);
    }
}

fn scroll_detail(model: &mut Model, by: isize) {
    let scroll = model.tasks.scroll.saturating_add_signed(by);
    model.tasks.scroll = scroll.min(super::detail::most_scroll(model));
}

/// Scrolls the list; the selection stays on the screen.
fn scroll(model: &mut Model, by: isize) {
    let (len, rows) = (model.tasks.rows.len(), layout::list_rows(model).max(1));
    let offset = model.tasks.list.offset.saturating_add_signed(by).min(len.saturating_sub(rows));
    model.tasks.list.offset = offset;
    let shown = offset..(offset + rows).min(len);
    let selected = model.tasks.list.selected;
    if !shown.contains(&selected) {
        let wanted = selected.clamp(shown.start, shown.end.saturating_sub(1).max(shown.start));
        if let Some(at) = task_near(&model.tasks.rows, wanted, selected >= shown.end) {
            select(model, at);
        }
    }
    super::look(model);
}

/// Takes a mouse event.
pub fn mouse(model: &mut Model, event: Mouse) {
    let parts = layout(model);
    let detail = parts.detail.contains(event.x, event.y);
    match event.kind {
        MouseKind::WheelUp if detail => scroll_detail(model, -WHEEL),
        MouseKind::WheelDown if detail => scroll_detail(model, WHEEL),
        MouseKind::WheelUp => scroll(model, -WHEEL),
        MouseKind::WheelDown => scroll(model, WHEEL),
        MouseKind::Press if detail && model.tasks.selected.is_some() => {
            model.tasks.pane = Pane::Detail;
        }
        MouseKind::Press if parts.list.contains(event.x, event.y) => {
            model.tasks.pane = Pane::List;
            let at = model.tasks.list.offset + usize::from(event.y - parts.list.y);
            select(model, at);
        }
        _ => {}
    }
}

/// Marks the selected task or takes the mark off, and goes on to the next.
pub fn mark(model: &mut Model) {
    let Some(id) = model.tasks.selected else { return };
    if !model.tasks.marked.remove(&id) {
        model.tasks.marked.insert(id);
    }
    step(model, 1);
}

/// How many marked tasks the list does not show, because of a filter: what is done to the marked ones is
/// done to them too.
pub fn out_of_sight(state: &TasksState) -> usize {
    if state.marked.is_empty() {
        return 0;
    }
    let shown = tasks(&state.rows).filter(|id| state.marked.contains(id)).count();
    state.marked.len().saturating_sub(shown)
}

/// Marks every task of the list, or none when all are marked.
pub fn mark_all(model: &mut Model) {
    let shown: BTreeSet<TaskId> = tasks(&model.tasks.rows).collect();
    if shown.is_subset(&model.tasks.marked) {
        model.tasks.marked.retain(|id| !shown.contains(id));
    } else {
        model.tasks.marked.extend(shown);
    }
}

/// The tasks among the rows, in order.
pub fn tasks(rows: &[Row]) -> impl Iterator<Item = TaskId> {
    rows.iter().filter_map(|row| match row {
        Row::Task(id) => Some(*id),
        Row::Heading(_) => None,
    })
}
