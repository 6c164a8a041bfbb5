//! The day done beside the day planned: for each task a bar of what was worked of what was planned.

use super::line_of;
use crate::app::flow::done::{self, Line};
use crate::app::overlay::Review;
use crate::app::{Area, Model, words};
use crate::config::theme::Role;
use crate::ui::log::kind_mark;
use crate::ui::pen::Pen;

/// Columns of the bar and of the words behind it.
const BAR: u16 = 12;
const WORDS: u16 = 15;

/// Draws the lines.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, area: Area, review: &Review) {
    let lines = done::sum(model).lines;
    if lines.is_empty() {
        pen.text(area, 2, "Nothing was planned and nothing was timed.", Role::Muted);
        return;
    }
    let most = lines.iter().map(|line| line.worked_s.max(line.planned_s)).max().unwrap_or(1);
    let mut list = review.list;
    list.reveal(lines.len(), usize::from(area.h));
    for (n, at) in (0..).zip(list.visible(lines.len(), usize::from(area.h))) {
        draw_line(pen, model, area.row(n), (&lines[at], most));
    }
}

fn draw_line(pen: &mut Pen<'_>, model: &Model, area: Area, (line, most): (&Line, i64)) {
    let glyphs = pen.glyphs();
    let at = pen.text(area, 2, &words::clock(line.first), Role::Faint) + 1;
    if line.finished {
        pen.text(area, at, glyphs.done, Role::Good);
    }
    let rest = area.split_left(at + 2).1.split_right(1).0;
    let task = line.task.and_then(|id| model.state.task(id));
    let (rest, told) = rest.split_right(WORDS);
    pen.right(told, &line_of(line), Role::Muted);
    let mut rest = rest;
    if rest.w >= 30 + BAR {
        let (left, bar) = rest.split_right(BAR + 1);
        worked(pen, bar, (line, most));
        rest = left.split_right(1).0;
    }
    let kind = task.and_then(|task| task.kind.as_deref()).or(line.kind.as_deref());
    let (kind, role) = kind_mark(pen, model, kind);
    let at = pen.text(rest, 0, kind, role) + 1;
    pen.outside(rest, at, line.title(&model.state), Role::Text);
}

/// What was worked, and behind it what was planned beyond it; as long as the longest of the day is.
fn worked(pen: &mut Pen<'_>, area: Area, (line, most): (&Line, i64)) {
    let columns = |seconds: i64| {
        let share = seconds as f64 / most.max(1) as f64;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to BAR")]
        let columns = (f64::from(BAR) * share.clamp(0.0, 1.0)).round() as u16;
        columns
    };
    let [full, empty] = pen.glyphs().progress;
    let (done, planned) = (columns(line.worked_s), columns(line.planned_s));
    let at = pen.text(area, 0, &full.repeat(usize::from(done)), Role::Accent);
    let rest = usize::from(planned.saturating_sub(done));
    pen.text(area, at, &empty.repeat(rest), Role::Muted);
}
