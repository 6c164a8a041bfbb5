//! How blocks look: rows of a day, and objects. Next: [`super::super::table`].

use super::super::env::Env;
use super::super::phrase;
use super::super::printer::Look;
use super::super::table::{Column, Table};
use super::super::view;
use crate::domain::{Block, Now, Span, State, TaskId};
use crate::exchange::json::Json;
use crate::text::print_duration;
use chrono::NaiveDate;

/// Prints blocks day by day, with an answer's own fields from `fill`.
pub(super) fn plan(env: &mut Env, blocks: &[Block], state: &State, fill: impl FnOnce(&mut Json)) {
    if env.printer.json {
        let answer = view::answer(|json| {
            fill(json);
            json.array_field("blocks", |json| {
                for block in blocks {
                    json.object_item(|json| view::block(json, block, state));
                }
            });
        });
        env.printer.json(&answer);
        return;
    }
    if blocks.is_empty() {
        env.printer.line("Nothing is planned.");
        return;
    }
    let now = env.now;
    let mut table = Table::new(&[
        (Column::Left, ""),
        (Column::Left, ""),
        (Column::Right, ""),
        (Column::Right, ""),
        (Column::Flexible, ""),
        (Column::Left, ""),
    ]);
    let mut last: Option<NaiveDate> = None;
    for block in blocks {
        let day = now.day_of(block.start);
        let shown = if last == Some(day) { String::new() } else { phrase::day(day, &now) };
        last = Some(day);
        table.row(row(shown, block, state, &now));
    }
    table.print(&mut env.printer);
}

fn row(day: String, block: &Block, state: &State, now: &Now) -> Vec<(Look, String)> {
    let over = block.end.utc_ms() <= now.at.utc_ms();
    let current = block.span().contains(now.at);
    let look = match (over, current) {
        (true, _) => Look::Faint,
        (_, true) => Look::Accent,
        _ => Look::Plain,
    };
    vec![
        (Look::Strong, day),
        (look, from_to(block.span())),
        (Look::Faint, print_duration(block.span().seconds())),
        (Look::Faint, block.no.to_string()),
        (look, title(block.task, &block.also, state)),
        (Look::Faint, if block.pinned { "pinned".into() } else { String::new() }),
    ]
}

/// What is done in a block: `Draft methods`, `Call Ana, Book a room`.
pub(super) fn title(task: TaskId, also: &[TaskId], state: &State) -> String {
    let name = |id: &TaskId| match state.task(*id) {
        Some(task) => task.title.clone(),
        None => "a task that is gone".to_owned(),
    };
    let names: Vec<String> = std::iter::once(&task).chain(also).map(name).collect();
    names.join(", ")
}

/// From when to when: `09:00-10:30`.
pub(super) fn from_to(span: Span) -> String {
    format!("{}-{}", phrase::clock(span.start), phrase::clock(span.end))
}
