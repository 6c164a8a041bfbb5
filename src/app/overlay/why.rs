//! Why something is as it is: a block, a task's rank and place, a figure of the Insights screen. What is known at once
//! shows at once; the planner's own answer takes its place when it has come. Only shows; a key of the screen closes it.
//!
//! Next: [`crate::plan::why`], which answers for the plan.

use super::{Overlay, Turn};
use crate::app::balance::why as signs;
use crate::app::insights::{Figure, why as figures};
use crate::app::plan::{self, Which};
use crate::app::{Effect, Model, act as screen, nudges, words};
use crate::balance::Sign;
use crate::domain::urgency::urgency;
use crate::domain::{Order, TaskId};
use crate::input::Action;
use crate::plan::why::{self, Answer, Section, Theme};
use std::sync::Arc;

/// What is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A block, accepted or proposed.
    Block(Which),
    /// A task: its place in the plan and its rank.
    Task(TaskId),
    /// What was learned.
    Figure(Figure),
    /// A sign of too much.
    Sign(Sign),
    /// The nudge that waits for an answer.
    Nudge,
}

/// An explanation.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// Of what.
    pub about: About,
    /// What the planner says; `None` until it has, and where it has nothing to say.
    pub answer: Option<Arc<Answer>>,
    /// Lines that are scrolled away; a view shows no empty rows below the last one.
    pub scroll: u16,
}

/// A line of an explanation. Texts may hold titles: escape them where they are shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// What the next ones are about, and what they come to.
    Heading(&'static str, Option<f64>),
    /// A number, and what it stands for.
    Term(f64, String),
    /// A sentence.
    Said(String),
    /// A sentence that nobody likes to read.
    Bad(String),
}

impl Why {
    /// From its top, without the planner's answer.
    pub fn new(about: About) -> Why {
        Why { about, answer: None, scroll: 0 }
    }

    /// Carries an action out.
    pub fn act(mut self, action: Action) -> Turn {
        match action {
            Action::Cancel | Action::Accept => return Turn::close(Vec::new()),
            Action::Down => self.scroll = self.scroll.saturating_add(1).min(100),
            Action::Up => self.scroll = self.scroll.saturating_sub(1),
            _ => {}
        }
        Turn::stay(Overlay::Why(self))
    }
}

/// Opens an explanation, and asks the planner where it has to do with the plan.
pub fn open(model: &mut Model, about: About) -> Vec<Effect> {
    let asked = match about {
        About::Block(which) => plan::find(model, which).map(|block| (Some(block.no), block.task)),
        About::Task(task) => Some((None, task)),
        About::Figure(_) | About::Sign(_) | About::Nudge => None,
    };
    screen::open(model, Overlay::Why(Why::new(about)));
    asked.map(|(block, task)| Effect::Explain { block, task }).into_iter().collect()
}

/// Takes the planner's answer in, when it is still asked for.
pub fn explained(model: &mut Model, answer: Arc<Answer>) {
    let Some(Overlay::Why(why)) = model.overlays.last() else { return };
    if task(model, why.about) != Some(answer.task()) {
        return;
    }
    if let Some(Overlay::Why(why)) = model.overlays.last_mut() {
        why.answer = Some(answer);
    }
}

/// The task that it is about; `None` when there is none (any more).
fn task(model: &Model, about: About) -> Option<TaskId> {
    match about {
        About::Block(which) => plan::find(model, which).map(|block| block.task),
        About::Task(task) => Some(task),
        About::Figure(_) | About::Sign(_) | About::Nudge => None,
    }
}

/// The heading of the box, what it is about, and how that stands; what there is none of is empty.
pub fn heading(model: &Model, why: &Why) -> (String, String, String) {
    let of = task(model, why.about).and_then(|id| model.state.task(id));
    let title = of.map_or_else(String::new, |task| task.title.clone());
    match why.about {
        About::Block(which) => ("Why here".into(), title, block_standing(model, which)),
        About::Task(id) => ("Why".into(), title, task_standing(model, id)),
        About::Figure(figure) => (figures::title(model, figure), String::new(), String::new()),
        About::Sign(sign) => (signs::title(sign), String::new(), String::new()),
        About::Nudge => ("Why now".into(), String::new(), String::new()),
    }
}

/// Where a block stands, in one line.
fn block_standing(model: &Model, which: Which) -> String {
    let Some(block) = plan::find(model, which) else { return "that block is gone".into() };
    let day = words::day(model.now.day_of(block.start), &model.now);
    let (from, to) = (words::clock(block.start), words::clock(block.end));
    let how = match (block.is_proposed(), block.pinned) {
        (true, _) => "proposed",
        (false, true) => "placed by you",
        (false, false) => "placed by the planner",
    };
    format!("{} {day} {from} to {to}, {how}", block.no)
}

/// The place of a task in the queue.
fn task_standing(model: &Model, id: TaskId) -> String {
    match model.today.order.iter().position(|other| *other == id) {
        Some(place) => {
            let of = model.today.order.len();
            format!("number {} of {of} in the queue", place + 1)
        }
        None => "not in the queue now".into(),
    }
}

/// The explanation.
pub fn rows(model: &Model, why: &Why) -> Vec<Row> {
    match (&why.answer, why.about) {
        (Some(answer), about) => {
            // The planner may have another place in mind than the one that was agreed to.
            let shown = match about {
                About::Block(which) => plan::find(model, which).map(plan::Shown::span),
                _ => None,
            };
            let there = match answer.about {
                why::About::Block(_, _, span) => shown == Some(span),
                why::About::Task(_) => false,
            };
            answer.sections.iter().flat_map(|section| answered(section, there)).collect()
        }
        (None, About::Block(which)) => reasons(model, which),
        (None, About::Task(id)) => terms(model, id),
        (None, About::Sign(sign)) => signs::rows(model, sign),
        (None, About::Nudge) => nudge(model),
        (None, About::Figure(figure)) => {
            figures::lines(model, figure).into_iter().map(Row::Said).collect()
        }
    }
}

/// A part of the planner's answer. Where a block is is said above, when it is `there`.
fn answered(section: &Section, there: bool) -> Vec<Row> {
    let known = |term: &str| there && matches!(term, "place" | "kept" | "new");
    let rows: Vec<Row> = section
        .rows
        .iter()
        .filter(|row| !known(row.term))
        .map(|row| match (section.figure(row), row.value) {
            (Some(_), Some(value)) => Row::Term(value, row.text.clone()),
            _ if row.is_bad() => Row::Bad(row.text.clone()),
            _ => Row::Said(row.text.clone()),
        })
        .collect();
    if rows.is_empty() {
        return rows;
    }
    let heading = Row::Heading(section.theme.heading(), section.total);
    std::iter::once(heading).chain(rows).collect()
}

/// What the proposal says for a block.
fn reasons(model: &Model, which: Which) -> Vec<Row> {
    let Some(block) = plan::find(model, which) else { return Vec::new() };
    let known = plan::proposal_of(model, block).map(|proposed| proposed.reasons.as_slice());
    let known = known.unwrap_or_default();
    if known.is_empty() {
        let placed = "You put it there.";
        let text = if block.pinned { placed } else { "The planner has said nothing about it yet." };
        return vec![Row::Said(text.into())];
    }
    known.iter().map(|reason| Row::Term(reason.value, reason.text.clone())).collect()
}

/// What a nudge rests on.
fn nudge(model: &Model) -> Vec<Row> {
    let Some(nudge) = nudges::open(model) else {
        return vec![Row::Said("It is answered; nothing waits any more.".into())];
    };
    let said = Row::Said(nudge.text.clone());
    let because = nudge.reasons.iter().filter(|reason| reason.button().is_none());
    let because = because.map(|reason| Row::Said(reason.text.clone()));
    let keys = nudges::explained(model).into_iter().map(Row::Said);
    [Row::Heading("What is said", None), said, Row::Heading("What it rests on", None)]
        .into_iter()
        .chain(because)
        .chain([Row::Heading("What you can do", None)])
        .chain(keys)
        .collect()
}

/// Where a task's rank comes from, the weightiest first.
fn terms(model: &Model, id: TaskId) -> Vec<Row> {
    let Some(task) = model.state.task(id) else { return Vec::new() };
    let mut found = urgency(task, &model.state, &model.now, &model.settings.weights);
    found.terms.retain(|(_, value)| value.abs() >= 0.05);
    found.terms.order_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let terms = found.terms.into_iter();
    let rows: Vec<Row> =
        terms.map(|(term, value)| Row::Term(value, crate::plan::said::rank(term).into())).collect();
    if rows.is_empty() {
        return vec![Row::Said("Nothing speaks for it, nothing against it.".into())];
    }
    std::iter::once(Row::Heading(Theme::Urgency.heading(), Some(found.total))).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::plan::fixture::planned;
    use crate::app::tests::{keys, run};
    use crate::app::{Msg, update};
    use crate::domain::{BlockNo, Span};

    fn answer(model: &Model, which: Which) -> Arc<Answer> {
        let block = plan::find(model, which).unwrap();
        let row = |term, value, text: &str| why::Row { term, value, text: text.to_owned() };
        let section = |theme, total, rows| Section { theme, total, rows };
        Arc::new(Answer {
            about: why::About::Block(block.no, block.task, block.span()),
            title: "Coding".into(),
            short: "It is there.".into(),
            sections: vec![
                section(Theme::Place, None, vec![row("place", None, "today, 1h")]),
                section(Theme::Won, Some(3.5), vec![row("value", Some(3.5), "1h of coding")]),
                section(Theme::Outlook, None, vec![row("fix", None, "less of it")]),
            ],
        })
    }

    /// The proposed block of the day, under the cursor.
    fn under_the_cursor(model: &mut Model) -> Which {
        run(model, "h");
        let which = Which::Proposed(BlockNo(8));
        let marks = &model.today.marks;
        model.today.mark = marks.iter().position(|mark| mark.kind.block() == Some(which)).unwrap();
        which
    }

    #[test]
    fn a_block_is_asked_about_and_the_planners_answer_takes_the_place_of_its_reasons() {
        let mut model = planned((120, 36));
        let which = under_the_cursor(&mut model);
        let block = plan::find(&model, which).unwrap().clone();
        let effects = keys(&mut model, "w");
        assert_eq!(effects, [Effect::Explain { block: Some(block.no), task: block.task }]);
        let shown = |model: &Model| match model.overlays.last() {
            Some(Overlay::Why(why)) => rows(model, why),
            other => panic!("{other:?}"),
        };
        assert!(matches!(shown(&model).as_slice(), [Row::Term(_, _), ..]));
        let now = model.now;
        let answer = answer(&model, which);
        update(&mut model, Msg::Explained(answer), &now);
        let said = shown(&model);
        assert_eq!(said[0], Row::Heading("What it is worth here", Some(3.5)), "the place is above");
        assert_eq!(said[3], Row::Bad("less of it".into()));
    }

    #[test]
    fn an_answer_about_another_task_or_after_it_was_closed_changes_nothing() {
        let mut model = planned((120, 36));
        let which = under_the_cursor(&mut model);
        let now = model.now;
        let right = answer(&model, which);
        update(&mut model, Msg::Explained(Arc::clone(&right)), &now);
        assert!(model.overlays.is_empty());
        keys(&mut model, "w");
        let other = model.state.tasks().map(|task| task.id).find(|id| *id != right.task()).unwrap();
        let span = Span::new(now.at, now.at);
        let wrong =
            Answer { about: why::About::Block(BlockNo(1), other, span), ..(*right).clone() };
        update(&mut model, Msg::Explained(Arc::new(wrong)), &now);
        assert!(matches!(model.overlays.last(), Some(Overlay::Why(Why { answer: None, .. }))));
    }
}
