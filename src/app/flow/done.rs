//! The day as it was beside the day as it was planned: for each task the time in blocks and the time worked.

use crate::app::Model;
use crate::domain::{Moment, Span, Status, TaskId};
use std::collections::HashMap;

/// A task, or work without one, on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The task; `None` for work without one.
    pub task: Option<TaskId>,
    /// The kind of work without a task, as far as it is known. Hostile text.
    pub kind: Option<String>,
    /// When it first came, planned or done.
    pub first: Moment,
    /// Seconds of it in accepted blocks.
    pub planned_s: i64,
    /// Seconds of it that were worked.
    pub worked_s: i64,
    /// Whether it was finished that day.
    pub finished: bool,
}

impl Line {
    /// What was worked on, in words: the task's title, the kind of work. Hostile text.
    pub fn title<'a>(&'a self, model: &'a Model) -> &'a str {
        match self.task {
            Some(id) => model.state.task(id).map_or("a task that is gone", |task| &task.title),
            None => self.kind.as_deref().unwrap_or("work without a task"),
        }
    }
}

/// What the day came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// The tasks, by when they first came.
    pub lines: Vec<Line>,
    /// Seconds in accepted blocks.
    pub planned_s: i64,
    /// Seconds worked.
    pub worked_s: i64,
    /// Tasks finished, also those that nobody timed.
    pub finished: usize,
    /// Seconds of breaks.
    pub rested_s: i64,
}

/// Adds today up, as of now.
pub fn sum(model: &Model) -> Sum {
    let (state, now) = (&model.state, model.now.at);
    let whole = model.now.day_span(model.now.day());
    let mut lines: HashMap<(Option<TaskId>, Option<&str>), Line> = HashMap::new();
    let finished = |task: Option<TaskId>| {
        let task = task.and_then(|id| state.task(id));
        task.is_some_and(|task| {
            task.status == Status::Done && task.closed.is_some_and(|at| whole.contains(at))
        })
    };
    let mut add = |(task, kind), first: Moment, planned_s: i64, worked_s: i64| {
        let line = lines.entry((task, kind)).or_insert_with(|| {
            let kind = kind.map(str::to_owned);
            Line { task, kind, first, planned_s: 0, worked_s: 0, finished: finished(task) }
        });
        line.first = line.first.min(first);
        line.planned_s += planned_s;
        line.worked_s += worked_s;
    };
    for block in state.plan().filter(|block| whole.contains(block.start)) {
        let share =
            block.span().seconds() / i64::try_from(block.tasks().count().max(1)).unwrap_or(1);
        block.tasks().for_each(|task| add((Some(task), None), block.start, share, 0));
    }
    for session in state.sessions_in(whole, now).filter(|session| !session.is_inferred()) {
        let kind = session.kind.as_deref().filter(|_| session.task.is_none());
        let from = session.start.max(whole.start);
        add((session.task, kind), from, 0, session.worked_in(whole, now));
    }
    for task in state.tasks().filter(|task| finished(Some(task.id))) {
        add((Some(task.id), None), task.closed.unwrap_or(now), 0, 0);
    }
    let mut lines: Vec<Line> = lines.into_values().collect();
    lines.sort_by(|a, b| (a.first, a.task, &a.kind).cmp(&(b.first, b.task, &b.kind)));
    let rested = state.breaks().map(|pause| {
        let span = Span::new(pause.start, pause.end.unwrap_or(now).max(pause.start));
        span.overlap(whole).map_or(0, Span::seconds)
    });
    Sum {
        planned_s: lines.iter().map(|line| line.planned_s).sum(),
        worked_s: lines.iter().map(|line| line.worked_s).sum(),
        finished: lines.iter().filter(|line| line.finished).count(),
        rested_s: rested.sum(),
        lines,
    }
}
