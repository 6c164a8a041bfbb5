//! A guided flow: one step at a time, each with its decision, Enter for the sensible one. What is decided is recorded at
//! once; this keeps only where the person is. What the flows ask about is [`crate::app::flow`]'s.

use super::{Line, Overlay, Purpose, Turn};
use crate::app::flow::{Flow, Row, Sheet, done, left, rest, seen, sheet};
use crate::app::line_edit::LineEdit;
use crate::app::list::List;
use crate::app::plan::{self, Shown, shown};
use crate::app::{Effect, Model, Tone, keys, words};
use crate::domain::{Ending, Intent, Moment, PlanVerb, Put, TaskId, TaskRef};
use crate::input::{Action, Context, Key};
use std::collections::BTreeSet;

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What was left over from the days before, or left lying.
    Left,
    /// What is due, and whether what is wanted fits.
    Due,
    /// The plan of the day.
    Plan,
    /// What becomes of the running timer.
    Timer,
    /// The day as it was beside its plan.
    Day,
    /// What becomes of what is not finished.
    Unfinished,
    /// A look at the next day, a note of this one.
    Ahead,
}

/// What can become of the running timer, the likeliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// It stops.
    Stop,
    /// It stops, and the task is done.
    Done,
    /// It runs on.
    Keep,
}

/// A flow under way.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// Which.
    pub flow: Flow,
    /// Its steps: those that there is something to decide in.
    pub steps: Vec<Step>,
    /// The step that shows.
    pub at: usize,
    /// The tasks that it asks about.
    pub sheet: Sheet,
    /// Where a list of anything else stands.
    pub list: List,
    /// Proposed blocks that are not wanted: of which task, from when.
    pub out: BTreeSet<(TaskId, Moment)>,
    /// The note of the day.
    pub note: LineEdit,
    /// Whether what was just asked for is still to be recorded: the step opens once more then.
    pub(in crate::app) awaits: bool,
    /// How many rows the longest list of its steps had when it opened: the box has one size for all.
    pub longest: usize,
}

impl Review {
    /// A flow at its first step.
    pub fn new(model: &Model, flow: Flow) -> Review {
        let mut review = Review {
            flow,
            steps: steps(model, flow),
            at: 0,
            sheet: Sheet::default(),
            list: List::default(),
            out: BTreeSet::new(),
            note: LineEdit::default(),
            awaits: false,
            longest: 0,
        };
        let lengths = review.steps.iter().map(|step| length(model, flow, *step));
        review.longest = lengths.max().unwrap_or(0);
        if let Some(closing) = model.state.closing(model.now.day()) {
            review.note = LineEdit::new(&closing.note);
        }
        review.enter(model);
        review
    }

    /// The step that shows.
    pub fn step(&self) -> Step {
        self.steps.get(self.at).copied().unwrap_or(Step::Plan)
    }

    /// The place that gives keys their meaning: in the last step of the day a line is typed.
    pub fn context(&self) -> Context {
        if self.step() == Step::Ahead { Context::Picker } else { Context::Review }
    }

    /// Opens the step that shows.
    pub(in crate::app) fn enter(&mut self, model: &Model) {
        self.awaits = false;
        self.list = List::default();
        self.sheet = Sheet::new(rows(model, self.flow, self.step()));
    }

    /// Carries an action out.
    pub fn act(mut self, model: &mut Model, action: Action) -> Turn {
        match action {
            Action::Cancel => {
                self.leave(model);
                return Turn::close(Vec::new());
            }
            Action::Accept => return self.accept(model),
            Action::Back => self.back(model),
            Action::Up if self.step() == Step::Ahead => self.back(model),
            Action::Undo => return self.stay_with(vec![Effect::Undo]),
            Action::Redo => return self.stay_with(vec![Effect::Redo]),
            Action::Add => {
                let line = Line::new(Purpose::Add);
                model.overlays.push(Overlay::Line(Box::new(line)));
            }
            _ => {
                let effects = match self.step() {
                    Step::Plan => self.arrange(model, action),
                    Step::Timer | Step::Day => {
                        self.move_in(length(model, self.flow, self.step()), action)
                    }
                    _ => self.sheet.act(model, action).unwrap_or_default(),
                };
                return self.stay_with(effects);
            }
        }
        self.stay_with(Vec::new())
    }

    /// Takes a key that means no action: it types the note, or a digit answers.
    pub fn typed(mut self, model: &mut Model, key: Key) -> Turn {
        if self.step() == Step::Ahead {
            self.note.press(key);
        } else if self.step() == Step::Timer {
            let digit = key.typed().and_then(|c| c.to_digit(10)).unwrap_or(0) as usize;
            if (1..=timers(model).len()).contains(&digit) {
                self.list.selected = digit - 1;
                return self.accept(model);
            }
        }
        self.stay_with(Vec::new())
    }

    /// Takes pasted text.
    pub fn paste(mut self, text: &str) -> Turn {
        if self.step() == Step::Ahead {
            self.note.paste(text);
        }
        self.stay_with(Vec::new())
    }

    fn stay_with(self, effects: Vec<Effect>) -> Turn {
        Turn { stay: Some(Overlay::Review(Box::new(self))), effects }
    }

    fn back(&mut self, model: &Model) {
        if let Some(before) = self.at.checked_sub(1) {
            self.at = before;
            self.enter(model);
        }
    }

    /// The next step, or the end.
    fn next(mut self, model: &Model, effects: Vec<Effect>) -> Turn {
        if self.at + 1 >= self.steps.len() {
            return Turn::close(effects);
        }
        self.at += 1;
        self.enter(model);
        self.awaits = !effects.is_empty();
        self.stay_with(effects)
    }

    /// Takes the sensible answer of the step.
    fn accept(self, model: &mut Model) -> Turn {
        match self.step() {
            Step::Left if self.flow == Flow::Triage => {
                self.leave(model);
                Turn::close(Vec::new())
            }
            Step::Left => {
                let effects = rest::keep(model, &self.sheet).map(Effect::Do).into_iter().collect();
                self.next(model, effects)
            }
            Step::Due | Step::Day => self.next(model, Vec::new()),
            Step::Plan => self.agree(model),
            Step::Timer => {
                let effects = self.settle_timer(model);
                self.next(model, effects)
            }
            Step::Unfinished => {
                let effects =
                    rest::put_off(model, &self.sheet).map(Effect::Do).into_iter().collect();
                self.next(model, effects)
            }
            Step::Ahead => {
                let note = self.note.text().to_owned();
                Turn::close(vec![Effect::Do(Intent::CloseDay { note })])
            }
        }
    }

    fn settle_timer(&self, model: &Model) -> Vec<Effect> {
        let task = model.state.running().and_then(|session| session.task);
        let choice = timers(model).get(self.list.selected).copied();
        match (choice, task) {
            (Some(Timer::Stop), _) => vec![Effect::Do(Intent::Stop(Ending::default()))],
            (Some(Timer::Done), Some(id)) => {
                let (tasks, ending) = (vec![TaskRef::Id(id)], Ending::default());
                vec![Effect::Do(Intent::Done { tasks, ending })]
            }
            _ => Vec::new(),
        }
    }

    /// Agrees to what is proposed for the day but for what was left out.
    fn agree(self, model: &mut Model) -> Turn {
        if plan::fresh(model).is_none() {
            model.say(Tone::Note, "the plan is still being made", "");
            return self.stay_with(Vec::new());
        }
        let blocks = blocks(model);
        let first = blocks.first().map(|block| block.task);
        let wanted = blocks.iter().filter(|block| block.is_proposed() && self.is_wanted(block));
        let put: Vec<Put> = wanted.map(|block| block.put()).collect();
        model.today.selected = first.or(model.today.selected);
        if put.is_empty() {
            model.say(Tone::Note, "nothing new was planned for today", "");
            return Turn::close(Vec::new());
        }
        let verb = PlanVerb::Accept;
        self.next(model, vec![Effect::Do(Intent::Plan { verb, remove: Vec::new(), put })])
    }

    /// Whether a proposed block was not left out.
    pub fn is_wanted(&self, block: &Shown) -> bool {
        !self.out.contains(&(block.task, block.start))
    }

    /// What keys do to the blocks of the day.
    fn arrange(&mut self, model: &mut Model, action: Action) -> Vec<Effect> {
        let blocks = blocks(model);
        let selected = blocks.get(self.list.selected).map(|block| (**block).clone());
        match (action, selected) {
            (Action::Select, Some(block)) => {
                if block.is_proposed() && !self.out.remove(&(block.task, block.start)) {
                    self.out.insert((block.task, block.start));
                }
                self.move_in(blocks.len(), Action::Down)
            }
            (Action::SelectAll, _) => {
                let proposed = blocks.iter().filter(|block| block.is_proposed());
                let all: BTreeSet<_> = proposed.map(|block| (block.task, block.start)).collect();
                self.out = if self.out.is_empty() { all } else { BTreeSet::new() };
                Vec::new()
            }
            (
                Action::Done | Action::Drop | Action::OtherDay | Action::NewDue | Action::Edit,
                Some(block),
            ) => sheet::decide(model, block.tasks().collect(), action),
            _ => self.move_in(blocks.len(), action),
        }
    }

    fn move_in(&mut self, len: usize, action: Action) -> Vec<Effect> {
        match action {
            Action::Down => self.list.step(1, len, len),
            Action::Up => self.list.step(-1, len, len),
            Action::PageDown => self.list.step(10, len, len),
            Action::PageUp => self.list.step(-10, len, len),
            _ => {}
        }
        Vec::new()
    }

    /// Says what is left open when the person leaves.
    fn leave(&self, model: &mut Model) {
        let key = |action| keys::shown(model, action);
        match self.flow {
            Flow::Morning => {
                let hint = format!("`{}` comes back to it", key(Action::PlanDay));
                model.say(Tone::Note, "the day is not planned yet", hint);
            }
            Flow::Shutdown if model.state.closing(model.now.day()).is_some() => {}
            Flow::Shutdown => {
                let hint = format!("`{}` comes back to it", key(Action::CloseDay));
                model.say(Tone::Note, "the day is not closed", hint);
            }
            Flow::Triage => {
                let open = self.sheet.open(model).count();
                let text = match open {
                    0 => "everything has found its place".to_owned(),
                    n => format!("{} as before", words::count(n, "task")),
                };
                model.say(Tone::Note, text, "");
            }
        }
    }
}

/// The steps of a flow in which there is something to decide.
fn steps(model: &Model, flow: Flow) -> Vec<Step> {
    let any = |step: Step, is: bool| is.then_some(step);
    let steps = match flow {
        Flow::Morning => [
            any(Step::Left, !rows(model, flow, Step::Left).is_empty()),
            any(Step::Due, !rows(model, flow, Step::Due).is_empty()),
            Some(Step::Plan),
            None,
        ],
        Flow::Shutdown => [
            any(Step::Timer, !timers(model).is_empty()),
            Some(Step::Day),
            any(Step::Unfinished, !rows(model, flow, Step::Unfinished).is_empty()),
            Some(Step::Ahead),
        ],
        Flow::Triage => {
            [any(Step::Left, !rows(model, flow, Step::Left).is_empty()), None, None, None]
        }
    };
    steps.into_iter().flatten().collect()
}

/// The tasks that a step asks about. After days away the first one asks about everything that was left lying.
fn rows(model: &Model, flow: Flow, step: Step) -> Vec<Row> {
    match step {
        Step::Left if flow == Flow::Triage || seen::was_absent(model) => left::lying(model),
        Step::Left => left::over(model),
        Step::Due => left::due(model),
        Step::Unfinished => left::unfinished(model),
        Step::Plan | Step::Timer | Step::Day | Step::Ahead => Vec::new(),
    }
}

/// How many rows the list of a step has.
fn length(model: &Model, flow: Flow, step: Step) -> usize {
    match step {
        Step::Left | Step::Unfinished => rows(model, flow, step).len(),
        Step::Due => rows(model, flow, step).len() + 2,
        // With the meetings that show between the blocks.
        Step::Plan => blocks(model).len() + 6,
        Step::Timer => timers(model).len(),
        Step::Day => done::sum(model).lines.len(),
        Step::Ahead => 7,
    }
}

/// What can become of the running timer; nothing when none runs.
pub fn timers(model: &Model) -> Vec<Timer> {
    match (model.state.running(), model.state.on_break()) {
        (Some(session), _) if session.task.is_some() => {
            vec![Timer::Stop, Timer::Done, Timer::Keep]
        }
        (None, None) => Vec::new(),
        _ => vec![Timer::Stop, Timer::Keep],
    }
}

/// The blocks of today that are to come, agreed to and proposed, by start.
pub fn blocks(model: &Model) -> Vec<&Shown> {
    let now = model.now.at;
    shown::of_day(model, model.now.day()).filter(|block| block.end > now).collect()
}
