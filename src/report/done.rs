//! A day, or several, as it was beside how it was planned: for each task the time in blocks and the time worked. What
//! counts as the plan is the caller's to say: the blocks as they are, or as they stood that morning.

use crate::domain::{Block, Moment, Order, Span, State, Status, TaskId};
use std::collections::HashMap;

/// What takes less is not worth a word.
const MINUTE_S: i64 = 60;

/// A task, or work without one, in the days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The task; `None` for work without one.
    pub task: Option<TaskId>,
    /// The kind of work without a task, as far as it is known. Hostile text.
    pub kind: Option<String>,
    /// When it first came, planned or done.
    pub first: Moment,
    /// When its last block ends; when it first came, where it has none.
    pub until: Moment,
    /// Seconds of it in accepted blocks.
    pub planned_s: i64,
    /// Seconds of it that were worked.
    pub worked_s: i64,
    /// Whether it was finished in these days.
    pub finished: bool,
}

/// What became of what was planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It was finished.
    Done,
    /// It was worked on for as long as planned, and is not finished.
    Kept,
    /// It was worked on for less.
    Partly,
    /// It was not worked on.
    Missed,
    /// Its time has not passed.
    Ahead,
    /// It was not planned.
    Unplanned,
}

impl Verdict {
    /// The word for people and in JSON; stable.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Done => "done",
            Verdict::Kept => "kept",
            Verdict::Partly => "partly",
            Verdict::Missed => "missed",
            Verdict::Ahead => "ahead",
            Verdict::Unplanned => "unplanned",
        }
    }
}

impl Line {
    /// What was worked on, in words: the task's title, the kind of work. Hostile text.
    pub fn title<'a>(&'a self, state: &'a State) -> &'a str {
        match self.task {
            Some(id) => state.task(id).map_or("a task that is gone", |task| &task.title),
            None => self.kind.as_deref().unwrap_or("work without a task"),
        }
    }

    /// What became of it by `now`, to the minute.
    pub fn verdict(&self, now: Moment) -> Verdict {
        match self.planned_s {
            0 => Verdict::Unplanned,
            _ if self.finished => Verdict::Done,
            planned if planned - self.worked_s < MINUTE_S => Verdict::Kept,
            _ if self.until.utc_ms() > now.utc_ms() => Verdict::Ahead,
            _ if self.worked_s >= MINUTE_S => Verdict::Partly,
            _ => Verdict::Missed,
        }
    }

    /// Seconds that are left of what was planned: 0 once it is finished, never negative.
    pub fn left_s(&self) -> i64 {
        if self.finished { 0 } else { (self.planned_s - self.worked_s).max(0) }
    }

    /// Whether anything was done: a minute of work, or finished.
    pub fn is_done(&self) -> bool {
        self.finished || self.worked_s >= MINUTE_S
    }
}

/// What the days came to.
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
    /// How many breaks there were.
    pub breaks: usize,
    /// How many sessions that began in these days were rated.
    pub ratings: u32,
    /// The sum of their ratings.
    pub rated: u32,
}

impl Sum {
    /// The mean of the ratings, from 1 to 5; `None` without any.
    pub fn focus(&self) -> Option<f64> {
        (self.ratings > 0).then(|| f64::from(self.rated) / f64::from(self.ratings))
    }
}

/// Adds up the loaded sessions and breaks of `span`, beside the blocks of `plan` that begin in it. Guesses do not count.
pub fn done<'a>(
    state: &State,
    plan: impl IntoIterator<Item = &'a Block>,
    span: Span,
    now: Moment,
) -> Sum {
    let lines = lines(state, plan, span, now);
    let sum = Sum {
        planned_s: lines.iter().map(|line| line.planned_s).sum(),
        worked_s: lines.iter().map(|line| line.worked_s).sum(),
        finished: lines.iter().filter(|line| line.finished).count(),
        lines,
        ..Sum::default()
    };
    rated(state, span, rested(state, span, now, sum))
}

fn lines<'a>(
    state: &State,
    plan: impl IntoIterator<Item = &'a Block>,
    span: Span,
    now: Moment,
) -> Vec<Line> {
    let mut lines: HashMap<(Option<TaskId>, Option<&str>), Line> = HashMap::new();
    let finished = |task: Option<TaskId>| {
        let task = task.and_then(|id| state.task(id));
        task.is_some_and(|task| {
            task.status == Status::Done && task.closed.is_some_and(|at| span.contains(at))
        })
    };
    let mut add = |(task, kind), whole: Span, planned_s: i64, worked_s: i64| {
        let line = lines.entry((task, kind)).or_insert_with(|| {
            let (kind, first) = (kind.map(str::to_owned), whole.start);
            let finished = finished(task);
            Line { task, kind, first, until: first, planned_s: 0, worked_s: 0, finished }
        });
        line.first = line.first.min(whole.start);
        line.until = line.until.max(whole.end);
        line.planned_s += planned_s;
        line.worked_s += worked_s;
    };
    for block in plan.into_iter().filter(|block| span.contains(block.start)) {
        let share =
            block.span().seconds() / i64::try_from(block.tasks().count().max(1)).unwrap_or(1);
        block.tasks().for_each(|task| add((Some(task), None), block.span(), share, 0));
    }
    let since = |at: Moment| Span::new(at, at);
    for session in state.sessions_in(span, now).filter(|session| !session.is_inferred()) {
        let kind = session.kind.as_deref().filter(|_| session.task.is_none());
        let from = session.start.max(span.start);
        add((session.task, kind), since(from), 0, session.worked_in(span, now));
    }
    for task in state.tasks().filter(|task| finished(Some(task.id))) {
        add((Some(task.id), None), since(task.closed.unwrap_or(now)), 0, 0);
    }
    let mut lines: Vec<Line> = lines.into_values().collect();
    lines.order_by(|a, b| (a.first, a.task, &a.kind).cmp(&(b.first, b.task, &b.kind)));
    lines
}

fn rested(state: &State, span: Span, now: Moment, mut sum: Sum) -> Sum {
    for pause in state.breaks() {
        let whole = Span::new(pause.start, pause.end.unwrap_or(now).max(pause.start));
        if let Some(part) = whole.overlap(span) {
            sum.rested_s += part.seconds();
            sum.breaks += 1;
        }
    }
    sum
}

fn rated(state: &State, span: Span, mut sum: Sum) -> Sum {
    let begun = state.sessions().filter(|session| span.contains(session.start));
    for focus in begun.filter(|session| !session.is_inferred()).filter_map(|one| one.focus) {
        sum.ratings += 1;
        sum.rated += u32::from(focus);
    }
    sum
}

#[cfg(test)]
#[path = "tests/done.rs"]
mod tests;
