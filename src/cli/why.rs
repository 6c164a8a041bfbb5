//! `why`: the numbers behind a block or a task of the plan, in words and as JSON.
//!
//! Next: [`crate::plan::why`], which finds them.

use super::env::Env;
use super::failure::Failure;
use super::printer::{Look, Printer};
use super::propose::Ground;
use super::view;
use crate::domain::{BlockNo, State, TaskId, TaskRef};
use crate::exchange::json::Json;
use crate::plan::propose::SEED;
use crate::plan::propose::USUAL;
use crate::plan::why::{About, Answer, Asked, Section, Theme};
use crate::plan::{Made, make};
use crate::store::Scope;
use crate::text::said::folded;
use clap::Args;

/// Columns of the figure before a row.
const FIGURE: usize = 8;

/// Arguments of `why`.
#[derive(Debug, Args)]
#[command(after_help = "\
BLOCK is the number that the plan shows in front of it, `b7`. Figures are parts of the objective that the plan \
maximises: an hour of ordinary work is worth about 6.

Examples:
  heyday why b1
  heyday why methods")]
pub(crate) struct Why {
    /// Number of a block, or number of a task, or a unique part of its title
    #[arg(required = true, value_name = "ID or BLOCK")]
    what: Vec<String>,
}

impl Why {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let what = self.what.join(" ");
        let (ground, now, weights) = (Ground::load(env)?, env.now, *env.weights());
        let made = make(ground.world(&now), USUAL, SEED);
        let asked = Asked::new(ground.world(&now), &made, &weights);
        if let Some(no) = BlockNo::parse(what.trim()) {
            let hint = "`heyday plan` shows the blocks and their numbers";
            let answer = asked.block(no);
            let answer = answer
                .ok_or_else(|| Failure::not_found(format!("no block `{no}` in the plan"), hint))?;
            tell(env, &ground.state, &answer, &[]);
            return Ok(());
        }
        let task = open(env, &ground.state, &what)?;
        // In words only the first is told.
        let told = if env.printer.json { usize::MAX } else { 1 };
        let blocks: Vec<Answer> =
            numbers(&made, task).filter_map(|no| asked.block(no)).take(told).collect();
        if let Some(answer) = asked.task(task) {
            tell(env, &ground.state, &answer, &blocks);
        }
        Ok(())
    }
}

/// The blocks of a task.
fn numbers(made: &Made, task: TaskId) -> impl Iterator<Item = BlockNo> + use<'_> {
    let mine = made
        .proposal
        .blocks()
        .filter(move |block| block.put.task == task || block.put.also.contains(&task));
    mine.map(|block| block.no)
}

/// The open task that is meant. What is closed may not be among what the planner was asked with.
fn open(env: &mut Env, state: &State, what: &str) -> Result<TaskId, Failure> {
    let reference = TaskRef::parse(what);
    if let Some(task) = state.resolve(&reference).ok().filter(|task| !task.status.is_closed()) {
        return Ok(task.id);
    }
    let state = env.load(&Scope::Tasks(vec![reference.clone()]))?;
    let task = state.resolve(&reference)?;
    if !task.status.is_closed() {
        return Ok(task.id);
    }
    let message = format!("task {} is {}: nothing of it is planned", task.no, task.status.word());
    Err(Failure::new("closed", message, format!("`heyday show {}` says what it took", task.no)))
}

fn tell(env: &mut Env, state: &State, answer: &Answer, blocks: &[Answer]) {
    if env.printer.json {
        let said = view::answer(|json| {
            fields(json, state, answer);
            if matches!(answer.about, About::Task(_)) {
                json.array_field("blocks", |json| {
                    for block in blocks {
                        json.object_item(|json| fields(json, state, block));
                    }
                });
            }
        });
        env.printer.json(&said);
        return;
    }
    let printer = &mut env.printer;
    heading(printer, state, answer);
    for section in &answer.sections {
        sections(printer, section);
    }
    // Of a task the first block is told too; of the others, `why` is asked.
    let Some(first) = blocks.first() else { return };
    if let About::Block(no, ..) = first.about {
        printer.line("");
        let words = printer.paint(Look::Strong, &format!("Its next block, {no}"));
        printer.line(&words);
    }
    let other = |section: &&Section| !matches!(section.theme, Theme::Outlook | Theme::Place);
    for section in first.sections.iter().filter(other) {
        sections(printer, section);
    }
}

fn heading(printer: &mut Printer, state: &State, answer: &Answer) {
    let title = match answer.about {
        About::Block(no, ..) => format!("{no} {}", answer.title),
        About::Task(task) => match state.task(task) {
            Some(task) => format!("{} {}", task.no, answer.title),
            None => answer.title.clone(),
        },
    };
    let title = printer.paint(Look::Strong, &title);
    printer.line(&title);
    say(printer, Look::Plain, &answer.short, 0);
}

fn sections(printer: &mut Printer, section: &Section) {
    let total = section.total.map(crate::plan::why::signed).unwrap_or_default();
    printer.line("");
    let heading = printer.paint(Look::Accent, section.theme.heading());
    let total = printer.paint(Look::Strong, &total);
    printer.line(format!("{heading}  {total}").trim_end());
    for row in &section.rows {
        let look = if row.is_bad() { Look::Warning } else { Look::Plain };
        match section.figure(row) {
            Some(figure) => figured(printer, &figure, &row.text),
            None => say(printer, look, &row.text, 2),
        }
    }
}

/// A row with its figure before it.
fn figured(printer: &mut Printer, figure: &str, text: &str) {
    let room = printer.width.map_or(usize::MAX, |width| width.saturating_sub(FIGURE + 2).max(20));
    let look = if figure.starts_with('-') { Look::Faint } else { Look::Strong };
    let mut figure = printer.paint(look, &format!("{figure:>FIGURE$}"));
    for line in folded(text, room) {
        let line = printer.paint(Look::Plain, &line);
        printer.line(&format!("{figure}  {line}"));
        figure = " ".repeat(FIGURE);
    }
}

fn say(printer: &mut Printer, look: Look, text: &str, indent: usize) {
    let room = printer.width.map_or(usize::MAX, |width| width.saturating_sub(indent).max(20));
    for line in folded(text, room) {
        let line = printer.paint(look, &line);
        printer.line(&format!("{}{line}", " ".repeat(indent)));
    }
}

fn fields(json: &mut Json, state: &State, answer: &Answer) {
    let task = match answer.about {
        About::Block(no, task, span) => {
            json.field("block", no.to_string()).field("start", span.start).field("end", span.end);
            task
        }
        About::Task(task) => task,
    };
    json.field("task", state.task(task).map(|task| task.no))
        .field("uuid", task)
        .field("title", &answer.title)
        .field("text", &answer.short);
    for section in &answer.sections {
        if let Some(total) = section.total {
            let name = if section.theme == Theme::Won { "value" } else { "rank" };
            json.field(name, total);
        }
        json.array_field(section.theme.word(), |json| {
            for row in &section.rows {
                json.object_item(|json| {
                    json.field("term", row.term).field("value", row.value).field("text", &row.text);
                });
            }
        });
    }
}
