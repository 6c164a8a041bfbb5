//! The course of a proposal: what it plans and what there is to do, as [`super::Risk`] asks for it; and what it puts at
//! risk, in words.

use super::{Ahead, Course, Free, Piece, Prospect, Remedy, Risk};
use crate::domain::{Order, Span, Status, TaskId};
use crate::plan::build::left::Lefts;
use crate::plan::build::{World, priority};
use crate::plan::proposal::{AtRisk, Fix};
use crate::plan::propose::Made;
use crate::plan::said;

/// The same for every question, so that answers can be compared.
const SEED: u64 = 1;

impl Course {
    /// What `made` plans, and the open tasks of the world.
    pub fn of(world: World<'_>, made: &Made) -> Course {
        let open: Vec<_> = world.state.tasks().filter(|task| task.status == Status::Open).collect();
        let place = |id: TaskId| open.iter().position(|task| task.id == id);
        let mut lefts = Lefts::new(world);
        let tasks = open.iter().map(|task| Ahead {
            task: task.id,
            key: task.no.0.into(),
            left: lefts.of(task).remaining,
            due: task.due,
            weight: priority(task.priority),
            after: task.after.iter().filter_map(|id| place(*id)).collect(),
        });
        let pieces = made.proposal.blocks().flat_map(|proposed| {
            let put = &proposed.put;
            let all: Vec<TaskId> =
                std::iter::once(put.task).chain(put.also.iter().copied()).collect();
            shares(world, made, put.span(), &all).into_iter().map(move |(task, span)| {
                place(task).map(|at| Piece { at, span, fixed: put.pinned })
            })
        });
        let frame = &made.built.frame;
        let days = frame.days.iter().enumerate().map(|(index, day)| {
            let ahead = Span::new(frame.from.min(world.now.at), frame.end());
            let open = frame.open(index).into_iter().filter_map(|span| span.overlap(ahead));
            Free { day: day.day, open: open.collect() }
        });
        Course { tasks: tasks.collect(), pieces: pieces.flatten().collect(), days: days.collect() }
    }
}

/// The parts of a block that its tasks have, by what is left of each.
fn shares(world: World<'_>, made: &Made, span: Span, tasks: &[TaskId]) -> Vec<(TaskId, Span)> {
    let from = span.start.max(world.now.at.min(span.end));
    let whose = made.built.whose.iter().find(|whose| whose.task() == tasks.first().copied());
    let weight = |task: &TaskId| {
        let parts = whose.into_iter().flat_map(|whose| &whose.parts);
        let own = parts.filter(|(other, _)| other == task).map(|(_, seconds)| i64::from(*seconds));
        own.sum::<i64>().max(1)
    };
    let all: i64 = tasks.iter().map(weight).sum();
    let length_s = span.end.seconds_since(from).max(0);
    let (mut before, mut found) = (0, Vec::with_capacity(tasks.len()));
    for task in tasks {
        let start = from.plus_seconds(length_s * before / all);
        before += weight(task);
        found.push((*task, Span::new(start, from.plus_seconds(length_s * before / all))));
    }
    found
}

impl Risk {
    /// How the plan of `made` may turn out.
    pub fn of(world: World<'_>, made: &Made) -> Risk {
        Risk::new(Course::of(world, made), &world.profile.pace, SEED)
    }
}

/// What `risk` puts at risk: what can still be in time, the most probable first, and then what is late already. The first `fixes` of them with the smallest change that helps.
pub fn at_risk(world: World<'_>, risk: &Risk, fixes: usize) -> Vec<AtRisk> {
    let mut found = risk.at_risk();
    let due = |task: TaskId| world.state.task(task).and_then(|task| task.due);
    found.order_by_key(|prospect| due(prospect.task).is_some_and(|due| due.is_over(world.now)));
    let told = found.into_iter().enumerate();
    let told = told.filter_map(|(at, Prospect { task, outlook, .. })| {
        let moment = |ms: Option<i64>| ms.map(|ms| world.now.zone.moment(ms));
        let remedy = if at < fixes { risk.remedy(task) } else { None };
        Some(AtRisk {
            task,
            due: world.state.task(task)?.due?,
            p50: moment(outlook.p50_ms),
            p80: moment(outlook.p80_ms),
            p_late: outlook.p_late?,
            fix: remedy.map(|remedy| fix(world, &remedy)),
        })
    });
    let mut told: Vec<AtRisk> = told.collect();
    // It may have the place of all that was looked at.
    told.shrink_to_fit();
    told
}

/// A change that helps, in words: `under 20 % if ..`.
pub fn fix(world: World<'_>, remedy: &Remedy) -> Fix {
    let then = said::deed(remedy.deed, world.state, world.now);
    Fix { deed: remedy.deed, text: format!("under 20 % if {then}") }
}
