//! How blocks look: rows of a day, and objects. Next: [`super::super::table`].

use super::super::env::Env;
use super::super::phrase;
use super::super::printer::Look;
use super::super::table::{Column, Table};
use super::super::view;
use crate::domain::{Block, Now, Span, State, TaskId};
use crate::exchange::json::Json;
use crate::plan::shift::Shift;
use crate::text::print_duration;
use chrono::NaiveDate;

/// Prints blocks day by day, those that `shift` knows where they stand now, with an answer's own fields from `fill`.
pub(super) fn plan(
    env: &mut Env,
    (blocks, shift): (&[Block], &Shift),
    state: &State,
    fill: impl FnOnce(&mut Json),
) {
    if env.printer.json {
        let answer = view::answer(|json| {
            fill(json);
            json.array_field("blocks", |json| {
                for block in blocks {
                    json.object_item(|json| {
                        view::block(json, block, state);
                        if let Some(span) = pushed(block, shift) {
                            json.field("stands_start", span.start).field("stands_end", span.end);
                        }
                        if shift.lost.contains(&block.id) {
                            json.field("lost", true);
                        }
                    });
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
        table.row(row(shown, (block, shift), state, &now));
    }
    table.print(&mut env.printer);
}

/// Where a block stands, when that is elsewhere than it was agreed to.
fn pushed(block: &Block, shift: &Shift) -> Option<Span> {
    shift.of(block.id).filter(|span| *span != block.span())
}

fn row(
    day: String,
    (block, shift): (&Block, &Shift),
    state: &State,
    now: &Now,
) -> Vec<(Look, String)> {
    let span = pushed(block, shift).unwrap_or(block.span());
    let over = span.end.utc_ms() <= now.at.utc_ms();
    let current = span.contains(now.at);
    let look = match (over, current) {
        (true, _) => Look::Faint,
        (_, true) => Look::Accent,
        _ => Look::Plain,
    };
    vec![
        (Look::Strong, day),
        (look, from_to(span)),
        (Look::Faint, print_duration(span.seconds())),
        (Look::Faint, block.no.to_string()),
        (look, title(block.task, &block.also, state)),
        (Look::Faint, note(block, span, shift)),
    ]
}

/// `pinned`, `was 10:00-11:00`, `no time left today`.
fn note(block: &Block, span: Span, shift: &Shift) -> String {
    let lost = shift.lost.contains(&block.id).then(|| "no time left today".to_owned());
    let was = (span != block.span()).then(|| format!("was {}", from_to(block.span())));
    let pinned = block.pinned.then(|| "pinned".to_owned());
    [pinned, was, lost].into_iter().flatten().collect::<Vec<_>>().join(", ")
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
