//! The guided flows for those who listen: the question of the step, what it is about, and where the person is in it.

use super::overlay::Shown;
use crate::app::flow::{Sheet, done};
use crate::app::overlay::Review;
use crate::app::overlay::review::{Step, blocks, timers};
use crate::app::plan::{self, Shown as Block};
use crate::app::{Model, flow, words};
use crate::text::visible;
use crate::ui::overlay::review::{asked, fate, line_of, load, timer, why};

/// What is said of a flow.
pub(super) fn shown(model: &Model, review: &Review) -> Shown {
    let asked = asked(model, review);
    let title = match review.steps.len() {
        1 => review.flow.title().to_owned(),
        n => format!("{}, step {} of {n}: {}", review.flow.title(), review.at + 1, asked.question),
    };
    let mut lines = vec![asked.about];
    let mut shown = Shown { title, ..Shown::default() };
    match review.step() {
        Step::Left | Step::Unfinished => shown.place = task(model, &review.sheet),
        Step::Due => {
            lines.push(format!("{}.", load(model).1));
            shown.place = task(model, &review.sheet);
        }
        Step::Plan => {
            let blocks = blocks(model);
            lines.extend(blocks.iter().map(|block| block_line(model, review, block)));
            let selected = blocks.get(review.list.selected);
            shown.place = selected.map(|block| block_line(model, review, block));
        }
        Step::Timer => {
            let choice = timers(model).get(review.list.selected).copied();
            shown.place = choice.map(|choice| timer(model, choice).to_owned());
        }
        Step::Day => lines.extend(done::sum(model).lines.iter().map(|line| day_line(model, line))),
        Step::Ahead => {
            lines.extend(next_day(model));
            shown.typed = Some((review.note.text().to_owned(), review.note.cursor()));
        }
    }
    shown.lines = lines;
    shown
}

/// `1 of 3: Draft, planned yesterday`, with what has become of it.
fn task(model: &Model, sheet: &Sheet) -> Option<String> {
    let row = sheet.rows.get(sheet.list.selected)?;
    let task = model.state.task(row.task);
    let title = task.map_or("a task that is gone".into(), |task| visible(&task.title));
    let said = row.fate(model).map_or_else(|| why(model, row), |now| fate(model, now));
    let chosen = if sheet.chosen.contains(&row.task) { ", selected" } else { "" };
    let (at, len) = (sheet.list.selected + 1, sheet.rows.len());
    Some(format!("{at} of {len}: {title}, {said}{chosen}"))
}

fn block_line(model: &Model, review: &Review, block: &Block) -> String {
    let task = model.state.task(block.task);
    let title = task.map_or("a task that is gone".into(), |task| visible(&task.title));
    let (from, to) = (words::clock(block.start), words::clock(block.end));
    let why = match (block.is_proposed(), review.is_wanted(block)) {
        (false, _) => "agreed to".into(),
        (true, false) => "left out".into(),
        (true, true) => visible(plan::reason(model, block)),
    };
    format!("{from} to {to}: {title}, {why}").trim_end_matches([',', ' ']).to_owned()
}

fn day_line(model: &Model, line: &done::Line) -> String {
    let title = visible(line.title(&model.state));
    let finished = if line.finished { ", done" } else { "" };
    let said = line_of(line);
    let said = if said.is_empty() { said } else { format!(", {said}") };
    format!("{}: {title}{said}{finished}", words::clock(line.first))
}

fn next_day(model: &Model) -> Vec<String> {
    let ahead = flow::ahead::ahead(model);
    let day = words::day(ahead.day, &model.now);
    let mut lines = vec![format!("{day}: {}", ahead.load())];
    lines.extend(ahead.first.map(|(at, title)| format!("first {title} at {}", words::clock(at))));
    lines.extend(ahead.due.into_iter().map(|title| format!("due: {title}")));
    lines
}
