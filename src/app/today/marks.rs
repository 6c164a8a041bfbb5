//! What stands on the day's line: sessions done, breaks, the calendar's events and the blocks of the plan. Found
//! when the log or the plan changes; what runs has no end here and grows with the clock.

use crate::app::Model;
use crate::app::plan::{self, Shown, Standing, Which, shown};
use crate::domain::{Moment, Order, SessionId, Span, State, TaskId};
use crate::nudge;

/// What a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A session that has ended.
    Done(SessionId),
    /// The session that runs.
    Running(SessionId),
    /// A break.
    Break,
    /// An entry of a calendar; `false` when it takes no time.
    Event(bool),
    /// A block of the plan.
    Block(Planned),
    /// Time off that the plan has left.
    Rest,
}

/// What a block of the plan is on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Which.
    pub which: Which,
    /// How it stands.
    pub standing: Standing,
    /// Whether the person put it there.
    pub pinned: bool,
}

/// What stands beside each other where there is room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// What was done.
    Done,
    /// What is planned.
    Plan,
    /// What the calendar has.
    Event,
}

impl Kind {
    /// Where it stands.
    pub fn lane(self) -> Lane {
        match self {
            Kind::Done(_) | Kind::Running(_) | Kind::Break => Lane::Done,
            Kind::Block(_) | Kind::Rest => Lane::Plan,
            Kind::Event(_) => Lane::Event,
        }
    }

    /// The block that it is.
    pub fn block(self) -> Option<Which> {
        match self {
            Kind::Block(planned) => Some(planned.which),
            _ => None,
        }
    }
}

/// A stretch of the day with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: Kind,
    /// From when.
    pub start: Moment,
    /// Until when; `None` while it runs.
    pub end: Option<Moment>,
    /// The task worked on.
    pub task: Option<TaskId>,
    /// The place of its kind of work in the person's list of types.
    pub type_place: Option<usize>,
    /// What it says, escaped.
    pub label: String,
}

impl Mark {
    /// The stretch as of `now`.
    pub fn span(&self, now: Moment) -> Span {
        Span::new(self.start, self.end.unwrap_or(now))
    }
}

/// Finds the marks of the shown day, the work in it, and where the break counter stands.
pub fn derive(model: &mut Model) {
    let (state, now) = (&model.state, model.now.at);
    let day = model.now.day_span(model.today.day);
    let mut marks: Vec<Mark> = Vec::new();
    let mut worked_s = 0;
    // The timeline is of what was done; a guess is for the log.
    for session in state.sessions_in(day, now).filter(|session| !session.is_inferred()) {
        let title = session.task.and_then(|id| state.task(id)).map(|task| task.title.as_str());
        let label = title.or(session.kind.as_deref()).unwrap_or("work");
        let kind = if session.end.is_some() {
            worked_s += session.worked_in(day, now);
            Kind::Done(session.id)
        } else {
            Kind::Running(session.id)
        };
        marks.push(Mark {
            kind,
            start: session.start,
            end: session.end,
            task: session.task,
            type_place: session.kind.as_deref().and_then(|kind| place(state, kind)),
            label: crate::text::visible(label).into_owned(),
        });
    }
    let plain = |kind, start, end, label: &str| Mark {
        kind,
        start,
        end,
        task: None,
        type_place: None,
        label: crate::text::visible(label).into_owned(),
    };
    for pause in state.breaks() {
        if Span::new(pause.start, pause.end.unwrap_or(now)).overlap(day).is_some()
            || pause.end.is_none()
        {
            marks.push(plain(Kind::Break, pause.start, pause.end, "break"));
        }
    }
    for event in state.events() {
        if Span::new(event.start, event.end).overlap(day).is_some() {
            marks.push(plain(Kind::Event(event.busy), event.start, Some(event.end), &event.title));
        }
    }
    marks.extend(shown::of_day(model, model.today.day).map(|block| planned(model, block)));
    marks.extend(rests(model));
    marks.order_by_key(|mark| (mark.start, mark.kind.lane() as u8));
    model.today.counter = nudge::standing(&model.state, &model.now);
    model.today.mark = kept(model, &marks);
    model.today.marks = marks;
    model.today.worked_s = worked_s;
}

/// A block on the line; one that the mouse holds is where it is held.
fn planned(model: &Model, block: &Shown) -> Mark {
    let held = model.plan.drag.filter(|drag| drag.which == block.which);
    let span = held.map_or(block.span(), |drag| drag.span);
    let task = model.state.task(block.task);
    let title = task.map_or("a task that is gone", |task| task.title.as_str());
    let title = crate::text::visible(title);
    let label = match block.also.len() {
        0 => title.into_owned(),
        more => format!("{title} +{more}"),
    };
    let Shown { which, standing, pinned, .. } = *block;
    Mark {
        kind: Kind::Block(Planned { which, standing, pinned }),
        start: span.start,
        end: Some(span.end),
        task: Some(block.task),
        type_place: task.and_then(|t| t.kind.as_deref()).and_then(|kind| place(&model.state, kind)),
        label,
    }
}

/// The breaks that the newest proposal leaves between what shows.
fn rests(model: &Model) -> Vec<Mark> {
    let Some(day) = plan::day(model, model.today.day) else { return Vec::new() };
    let lunch = super::fit::lunch(model);
    let free = |span: Span| {
        span.start >= model.now.at
            && lunch.is_none_or(|lunch| lunch.overlap(span).is_none())
            && shown::of_day(model, day.day).all(|block| block.span().overlap(span).is_none())
    };
    let breaks = day.stretches.iter().filter(|s| s.kind == crate::plan::proposal::Kind::Break);
    breaks
        .filter(|stretch| free(Span::new(stretch.start, stretch.end)))
        .map(|stretch| Mark {
            kind: Kind::Rest,
            start: stretch.start,
            end: Some(stretch.end),
            task: None,
            type_place: None,
            label: "break".into(),
        })
        .collect()
}

/// The position of what was selected: the same thing, else a block of the same task, else what is nearest.
fn kept(model: &Model, marks: &[Mark]) -> usize {
    let Some(old) = model.today.marks.get(model.today.mark) else { return 0 };
    let same = |mark: &Mark| match (mark.kind, old.kind) {
        (Kind::Block(new), Kind::Block(old)) => new.which == old.which,
        (new, kind) => new == kind && mark.label == old.label,
    };
    let block = |mark: &Mark| mark.kind.block().is_some() && mark.task == old.task;
    let away = |mark: &Mark| mark.start.seconds_since(old.start).abs();
    let nearest = |fits: &dyn Fn(&Mark) -> bool| {
        let all = marks.iter().enumerate().filter(|(_, mark)| fits(mark));
        all.min_by_key(|(_, mark)| away(mark)).map(|(at, _)| at)
    };
    let found = nearest(&same);
    let found = found.or_else(|| old.kind.block().and_then(|_| nearest(&block)));
    found.or_else(|| nearest(&|_| true)).unwrap_or(0)
}

/// The place of a kind of work in the person's list.
pub fn place(state: &State, kind: &str) -> Option<usize> {
    state.types().iter().position(|known| known.name == kind)
}
