//! `what-if`: what would come of something being otherwise. Plans in memory and changes nothing.
//!
//! Next: [`crate::text::what_if`] for the grammar, [`crate::plan::whatif`], which plans.

use super::env::Env;
use super::failure::Failure;
use super::phrase::count;
use super::printer::{Look, Printer};
use super::propose::Ground;
use super::table::{Column, Table};
use super::view;
use super::words::word;
use crate::domain::{Mint, Now, Span, TaskId};
use crate::exchange::json::Json;
use crate::plan::diff::Fate;
use crate::plan::propose::{SEED, USUAL};
use crate::plan::said;
use crate::plan::whatif::{Outcome, what_if};
use crate::plan::why::signed;
use crate::text::{join_args, print_duration, supposition};
use clap::Args;

/// Blocks that are told; JSON has all of them.
const TOLD: usize = 12;

/// Arguments of `what-if`.
#[derive(Debug, Args)]
#[command(after_help = "\
It begins with one of these words:
  meeting [TITLE] WHEN   a meeting takes that time
  drop ID, done ID       a task is given up, or done
  add TITLE FIELDS       there is one more task, as with `heyday add`
  edit ID FIELDS         a task is otherwise, as with `heyday edit`
  defer ID to DAY        a task isn't begun before that day
  work [DAY] until TIME  work goes on until then
  off DAY                no work on that day

Nothing is changed. Figures are parts of the objective that the plan maximises: an hour of ordinary work is worth about 6.

Examples:
  heyday what-if 'meeting 14:00-16:00'
  heyday what-if 'add Write the report @writing 2h due:fri'
  heyday what-if off tomorrow")]
pub(crate) struct WhatIf {
    /// What you suppose: see below
    #[arg(required = true, value_name = "SUPPOSITION", value_parser = word)]
    words: Vec<String>,
}

impl WhatIf {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let line = join_args(&self.words);
        let supposed =
            supposition(&line, &env.reading()).map_err(|error| Failure::parse(&error, &line))?;
        let (ground, now) = (Ground::load(env)?, env.now);
        let mut mint = Mint::new(SEED, now.at.utc_ms());
        let found = what_if(ground.world(&now), &supposed, (USUAL, SEED), &mut mint)?;
        if env.printer.json {
            json(env, &line, &found);
        } else {
            words(&mut env.printer, &found, &now);
        }
        Ok(())
    }
}

fn words(printer: &mut Printer, found: &Outcome, now: &Now) {
    let moves = found.moves().count();
    let heading = printer.paint(Look::Strong, &summary(found, moves));
    printer.line(&heading);
    let mut table = Table::new(&[
        (Column::Left, ""),
        (Column::Flexible, ""),
        (Column::Left, ""),
        (Column::Left, ""),
    ]);
    for one in found.moves().take(TOLD) {
        let look = if one.fate == Fate::Removed { Look::Warning } else { Look::Plain };
        let name = |span: Option<Span>| span.map_or_else(String::new, |span| said::span(span, now));
        let to = one.to.map_or_else(String::new, |span| format!("-> {}", said::span(span, now)));
        table.row(vec![
            (look, format!("  {}", one.fate.word())),
            (Look::Plain, title(found, one.task)),
            (Look::Faint, name(one.from)),
            (Look::Plain, to),
        ]);
    }
    table.print(printer);
    if moves > TOLD {
        let more = printer.paint(Look::Faint, &format!("  and {} more", moves - TOLD));
        printer.line(&more);
    }
    consequences(printer, found);
    for (term, value) in found.terms() {
        let text = said::term(term, value > 0.0);
        let line = printer.paint(Look::Faint, &format!("{:>8}  {text}", signed(value)));
        printer.line(&line);
    }
}

/// `3 blocks change; the rest of the plan is worth 2.4 less`.
fn summary(found: &Outcome, moves: usize) -> String {
    let blocks = count(u64::try_from(moves).unwrap_or(u64::MAX), "block");
    let change = found.rest().total();
    let rest = if found.subject.is_some() { "everything else" } else { "the plan" };
    let worth = match change {
        change if change <= -0.05 => format!("{rest} is worth {:.1} less", -change),
        change if change >= 0.05 => format!("{rest} is worth {change:.1} more"),
        _ => format!("{rest} is worth the same"),
    };
    match moves {
        0 => format!("No block changes; {worth}"),
        1 => format!("{blocks} changes; {worth}"),
        _ => format!("{blocks} change; {worth}"),
    }
}

fn title(found: &Outcome, task: TaskId) -> String {
    found.state.task(task).map_or_else(|| "a task".to_owned(), |task| task.title.clone())
}

/// Who loses a place, and who will probably be late.
fn consequences(printer: &mut Printer, found: &Outcome) {
    let mut lines: Vec<(Look, String)> = Vec::new();
    for (task, seconds) in &found.squeezed {
        let left = print_duration(*seconds);
        lines.push((Look::Warning, format!("  no place  {left} of {}", title(found, *task))));
    }
    for task in &found.relieved {
        lines.push((Look::Plain, format!("  a place   {}", title(found, *task))));
    }
    for (task, now, then) in &found.risks {
        let look = if *then > now.unwrap_or(0.0) { Look::Warning } else { Look::Plain };
        let percent = |part: f64| format!("{:.0} %", part * 100.0);
        let from = now.map_or_else(String::new, |now| format!("{} -> ", percent(now)));
        lines.push((look, format!("  late      {from}{} {}", percent(*then), title(found, *task))));
    }
    for (look, line) in lines {
        let line = printer.paint(look, &line);
        printer.line(&line);
    }
}

fn json(env: &mut Env, line: &str, found: &Outcome) {
    let answer = view::answer(|json| {
        json.field("question", line)
            .field("objective", found.before.score.total())
            .field("objective_then", found.after.score.total())
            .field("change", found.objective())
            .field("rest", found.rest().total());
        json.array_field("terms", |json| {
            for (term, value) in found.terms() {
                let text = said::term(term, value > 0.0);
                json.object_item(|json| {
                    json.field("term", term).field("value", value).field("text", text);
                });
            }
        });
        json.array_field("differences", |json| differences(json, found));
        json.array_field("unplaced", |json| {
            for (task, seconds) in &found.squeezed {
                json.object_item(|json| {
                    named(json, found, *task);
                    json.field("left_s", *seconds);
                });
            }
        });
        json.array_field("placed", |json| {
            for task in &found.relieved {
                json.object_item(|json| named(json, found, *task));
            }
        });
        json.array_field("at_risk", |json| {
            for (task, now, then) in &found.risks {
                json.object_item(|json| {
                    named(json, found, *task);
                    json.field("p_late_before", *now).field("p_late", *then);
                });
            }
        });
    });
    env.printer.json(&answer);
}

fn named(json: &mut Json, found: &Outcome, task: TaskId) {
    view::named(json, Some(task), found.state.task(task));
}

fn differences(json: &mut Json, found: &Outcome) {
    for one in found.moves() {
        json.object_item(|json| {
            json.field("fate", one.fate.word()).field("block", one.no.to_string());
            named(json, found, one.task);
            for (name, span) in [("from", one.from), ("to", one.to)] {
                match span {
                    None => {
                        json.field(name, None::<bool>);
                    }
                    Some(span) => {
                        json.object_field(name, |json| {
                            json.field("start", span.start).field("end", span.end);
                        });
                    }
                }
            }
        });
    }
}
