//! The model is told what happened, and what it wants done is done, in order. While the store takes its time
//! with one thing, the next ones wait, and so do keys: `d` right after a title was entered is about that task.
//! Time, resizing and signals do not wait.

use super::{End, Loop, Paint};
use crate::app::effect::Answers;
use crate::app::plan::excerpt::excerpt;
use crate::app::{Effect, Msg, update};
use crate::domain::Now;
use crate::runtime::aside::Itself;
use crate::runtime::desk::Order;
use crate::runtime::lesson::{Halt, Lesson};
use crate::runtime::planner::{Question, prior};
use crate::runtime::settings::{keep, settings};
use crate::runtime::settle::settle;
use crate::runtime::{skills, weigher};
use crate::ui::spoken::Cause;
use std::sync::Arc;
use std::time::Instant;

impl Loop {
    /// Tells the model, and carries out what it answers.
    pub(super) fn tell(&mut self, msg: Msg) {
        self.paint = self.paint.max(Paint::Changes);
        let now = self.now();
        if self.voice.is_some() && self.cause.is_none() {
            self.cause = Some(Cause::of(&msg, &self.model));
        }
        self.effects.extend(update(&mut self.model, msg, &now));
        self.carry_out(&now);
    }

    /// Tells what the person did, at once or when the store has answered.
    pub(super) fn meet(&mut self, msg: Msg) {
        let can_go_ahead = matches!(msg, Msg::Resize(..) | Msg::Focus(_));
        if can_go_ahead || !self.desk.is_waiting() {
            self.tell(msg);
        } else {
            self.held.push_back(msg);
        }
    }

    /// Carries out what is wanted until there is nothing more to do, or the store takes its time.
    fn carry_out(&mut self, now: &Now) {
        while !self.desk.is_waiting() {
            let Some(effect) = self.effects.pop_front() else {
                if let (Some(voice), Some(cause)) = (&mut self.voice, self.cause.take()) {
                    voice.follow(&cause, &self.model);
                }
                return;
            };
            match effect {
                Effect::Quit => self.end = Some(End::Quit),
                Effect::Suspend => self.end = self.end.or(Some(End::Suspend)),
                Effect::Redraw => self.paint = Paint::Everything,
                Effect::Configure(answers) => {
                    let kept = self.configure(&answers);
                    self.hear(vec![kept], now);
                    self.order(Order::Choose(answers.kinds), now);
                }
                Effect::Learn | Effect::LookBack => self.learner.learn(Lesson {
                    looks_back: effect == Effect::LookBack,
                    halt: Halt::default(),
                    now: *now,
                    habits: self.loaded.config.habits(),
                }),
                Effect::ReadCalendars => self.read_calendars(now),
                Effect::HaltLookBack => self.learner.halt(),
                Effect::Weigh => self.weigh(now),
                Effect::Propose => self.plan(now),
                Effect::Settle { no, yes } => self.settle(no, yes, now),
                Effect::Skills => self.find_skills(now),
                Effect::Explain { block, task } => {
                    if let Some(thought) = &self.thought {
                        self.planner.explain(Arc::clone(thought), block, task);
                    }
                }
                effect => self.order(Order::Perform(effect), now),
            }
        }
    }

    /// Asks for a plan of what the model holds; not before something was learned, or could not be: it would be
    /// another in a moment.
    fn plan(&mut self, now: &Now) {
        let model = &self.model;
        let profile = match &model.learned {
            Some(profile) => Arc::clone(profile),
            None if model.insights.failed.is_some() => {
                Arc::new(prior(&self.loaded.config.habits(), now))
            }
            None => return,
        };
        if model.loaded {
            self.planner.ask(Question {
                state: Arc::new(excerpt(model)),
                seq: model.seq,
                profile,
                planning: Arc::new(model.settings.planning.clone()),
                weights: model.settings.weights,
                now: *now,
            });
        }
    }

    /// Has a suggestion answered.
    fn settle(&mut self, no: i64, yes: bool, now: &Now) {
        let Some((itself, wakes)) = self.itself().zip(self.sender.clone()) else { return };
        if let Err(error) = settle(itself, (no, yes), *now, wakes) {
            let message = format!("the suggestion can't be answered: {error}");
            self.hear(vec![Msg::Refused { message, hint: String::new() }], now);
        }
    }

    /// This program again, where it is known.
    fn itself(&self) -> Option<Itself> {
        let (data, config) = (self.paths.data.clone(), self.paths.config.clone());
        self.program.clone().map(|program| Itself { program, data, config })
    }

    /// Has the skills ledger found for the screen.
    fn find_skills(&mut self, now: &Now) {
        let begun = match self.itself().zip(self.sender.clone()) {
            Some((itself, wakes)) => skills::find(itself, *now, Some(wakes)),
            None => Err(std::io::ErrorKind::NotFound.into()),
        };
        if let Err(error) = begun {
            self.hear(vec![Msg::Skills(Err(error.to_string()))], now);
        }
    }

    /// Has the learning block left that is worth proposing, once a day, when the log was learned from. No reason to stop
    /// when that can't be.
    pub(super) fn look_for_practice(&mut self) {
        let now = self.now();
        if self.practice_of.replace(now.day()) != Some(now.day())
            && let Some(itself) = self.itself()
        {
            let _ = skills::find(itself, now, None);
        }
    }

    /// Has the picture of the balance made.
    fn weigh(&mut self, now: &Now) {
        let config = &self.loaded.config;
        let question =
            weigher::Question { now: *now, planning: config.planning(), nudging: config.nudging() };
        let Some(wakes) = &self.sender else { return };
        if let Err(error) = self.weigher.ask(question, wakes) {
            self.hear(vec![Msg::NotWeighed(error.to_string())], now);
        }
    }

    /// Has the calendars read where they have changed. That they can't be is no reason to stop.
    pub(super) fn read_calendars(&mut self, now: &Now) {
        if let Some(wakes) = &self.sender {
            let _ = self.keeper.ask(*now, wakes);
        }
    }

    fn order(&mut self, order: Order, now: &Now) {
        if let Some(answers) = self.desk.order(order, now) {
            self.mention(&answers);
            self.hear(answers, now);
        }
    }

    /// Takes in an answer that was late, and then what was held back.
    pub(super) fn collect(&mut self) {
        if let Some(answers) = self.desk.collect() {
            self.take_in(answers);
        }
    }

    /// Waits for the store's answer, however long that takes.
    pub(super) fn finish(&mut self) {
        if let Some(answers) = self.desk.collect_all() {
            self.take_in(answers);
        }
    }

    fn take_in(&mut self, answers: Vec<Msg>) {
        self.paint = self.paint.max(Paint::Changes);
        let now = self.now();
        if self.voice.is_some() && self.cause.is_none() {
            self.cause = answers.first().map(|msg| Cause::of(msg, &self.model));
        }
        self.mention(&answers);
        self.hear(vec![Msg::Waiting(None)], &now);
        self.hear(answers, &now);
        self.carry_out(&now);
        while !self.desk.is_waiting()
            && let Some(msg) = self.held.pop_front()
        {
            self.tell(msg);
        }
    }

    /// Asks whether others have written, when there is reason to; and says what is slow.
    pub(super) fn look(&mut self, now: &Now) {
        if let Some(what) = self.desk.slow(Instant::now()).filter(|_| self.model.waiting.is_none())
        {
            self.tell(Msg::Waiting(Some(what)));
        }
        let Some(watch) = self.watch.as_mut().filter(|_| !self.desk.is_waiting()) else { return };
        if !watch.is_due(Instant::now()) {
            return;
        }
        let news = self.desk.order(Order::News(self.model.want()), now).unwrap_or_default();
        if !news.is_empty() {
            watch.seen(Instant::now());
        }
        for msg in news {
            self.tell(msg);
        }
    }

    /// Says what others had recorded before something of our own.
    fn mention(&mut self, answers: &[Msg]) {
        let Some(voice) = &mut self.voice else { return };
        for answer in answers.iter().filter(|answer| matches!(answer, Msg::Changed { .. })) {
            voice.aside(&Cause::of(answer, &self.model));
        }
    }

    fn hear(&mut self, answers: Vec<Msg>, now: &Now) {
        for msg in answers {
            self.effects.extend(update(&mut self.model, msg, now));
        }
    }

    /// Keeps the first run's answers.
    fn configure(&mut self, answers: &Answers) -> Msg {
        match keep(answers, &self.paths) {
            Ok(loaded) => {
                self.loaded = loaded;
                Msg::Configured(Box::new(settings(&self.loaded)))
            }
            Err(error) => {
                let hint = error.hint.clone().unwrap_or_default();
                Msg::Refused { message: error.message.clone(), hint }
            }
        }
    }
}
