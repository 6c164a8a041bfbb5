//! The loop: wait for something to happen, tell [`update()`], carry its effects out, draw.
//!
//! It sleeps until the next instant that matters, draws only after something happened, and never while the
//! terminal has yet to take the last frame.

use super::answer;
use super::events::message;
use super::fault::provoke;
use super::front::{Front, Stage};
use super::gap::{self, Reading};
use super::input;
use super::lines::Lines;
use super::look::Look;
use super::perform::Performer;
use super::port::Tty;
use super::run::Session;
use super::settings::{keep, settings};
use super::terminal;
use super::wake::Wake;
use super::watch::Watch;
use crate::app::effect::Answers;
use crate::app::{Effect, Model, Msg, next_wake, update};
use crate::clock::Clock;
use crate::config::theme::Background;
use crate::config::{Loaded, Paths};
use crate::domain::{Now, Zone};
use crate::ui;
use crate::ui::spoken::{Cause, Voice};
use ratatui::layout::Size;
use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, SyncSender};
use std::time::{Duration, Instant};

/// Why the loop is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Quit,
    Signal(i32),
    /// To come back when the shell says so.
    Suspend,
}

/// How much is to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Paint {
    Nothing,
    Changes,
    Everything,
    /// Everything, after entering the terminal again.
    Anew,
}

/// How often a terminal that has stopped reading is offered the rest.
const STALL_RETRY: Duration = Duration::from_millis(50);
/// The longest sleep.
const LONGEST: Duration = Duration::from_secs(3600);
/// The most wakes that go into one frame.
const BURST: usize = 64;

/// Everything between two wakes.
pub(super) struct Loop {
    model: Model,
    performer: Performer,
    /// What tells the changes, when they are told and not drawn.
    voice: Option<Voice>,
    look: Look,
    loaded: Loaded,
    paths: Paths,
    clock: Box<dyn Clock>,
    zone: Zone,
    wakes: Receiver<Wake>,
    watch: Option<Watch>,
    gaps: Option<gap::Watch>,
    paint: Paint,
    end: Option<End>,
    /// A stop of our own brings a continue that is known already.
    expects_continue: bool,
}

impl Loop {
    pub(super) fn new(session: Session, look: Look, wakes: Receiver<Wake>, size: Size) -> Loop {
        let now = session.loaded.config.now(session.clock.utc_ms(), session.zone);
        let gaps = session.real_time.then(|| gap::Watch::new(Reading::now(now.at.utc_ms())));
        let settings = settings(&session.loaded);
        let mut model = Model::new(settings, now, (size.width, size.height));
        model.zen = session.loaded.config.screen.zen;
        Loop {
            model,
            performer: Performer::new(session.store),
            voice: session.accessible.then(Voice::new),
            look,
            loaded: session.loaded,
            paths: session.paths,
            clock: session.clock,
            zone: session.zone,
            wakes,
            watch: None,
            gaps,
            paint: Paint::Changes,
            end: None,
            expects_continue: false,
        }
    }

    fn now(&self) -> Now {
        self.loaded.config.now(self.clock.utc_ms(), self.zone)
    }

    /// Fills the model, so that the first frame shows the day.
    pub(super) fn load(&mut self) {
        let now = self.now();
        let loaded = self.performer.load(&self.model.want(), &now);
        self.tell(loaded);
        if let Some(reason) = self.performer.read_only() {
            self.tell(Msg::ReadOnly(reason));
        }
    }

    /// Starts the threads, and asks the terminal what it looks like.
    pub(super) fn listen(
        &mut self,
        stage: &mut Stage,
        sender: &SyncSender<Wake>,
    ) -> io::Result<()> {
        let asks = self.voice.is_none() && self.look.asks();
        if asks {
            stage.front.pass(answer::QUESTION)?;
        }
        input::listen(sender.clone(), asks)?;
        let mut watch = Watch::begin(Some(&self.paths.data), sender, Instant::now());
        // Someone may have written between the load and the watch.
        watch.touch(Instant::now());
        self.watch = Some(watch);
        Ok(())
    }

    /// Tells the model and carries out what it answers, until there is nothing more to do.
    fn tell(&mut self, msg: Msg) {
        self.paint = self.paint.max(Paint::Changes);
        let now = self.now();
        let cause = self.voice.as_ref().map(|_| Cause::of(&msg, &self.model));
        let mut effects = VecDeque::from(update(&mut self.model, msg, &now));
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Quit => self.end = Some(End::Quit),
                Effect::Suspend => self.end = self.end.or(Some(End::Suspend)),
                Effect::Redraw => self.paint = Paint::Everything,
                Effect::Configure(answers) => {
                    let answers = self.configure(&answers, &now);
                    effects.extend(self.hear(answers, &now));
                }
                effect => {
                    let answers = self.performer.perform(&effect, &now);
                    self.mention(&answers);
                    effects.extend(self.hear(answers, &now));
                }
            }
        }
        if let (Some(voice), Some(cause)) = (&mut self.voice, cause) {
            voice.follow(&cause, &self.model);
        }
    }

    /// Says what others had recorded before something of our own.
    fn mention(&mut self, answers: &[Msg]) {
        let Some(voice) = &mut self.voice else { return };
        for answer in answers.iter().filter(|answer| matches!(answer, Msg::Changed { .. })) {
            voice.aside(&Cause::of(answer, &self.model));
        }
    }

    fn hear(&mut self, answers: Vec<Msg>, now: &Now) -> Vec<Effect> {
        answers.into_iter().flat_map(|msg| update(&mut self.model, msg, now)).collect()
    }

    /// Keeps the first run's answers.
    fn configure(&mut self, answers: &Answers, now: &Now) -> Vec<Msg> {
        let mut msgs = match keep(answers, &self.paths) {
            Ok(loaded) => {
                self.loaded = loaded;
                vec![Msg::Configured(Box::new(settings(&self.loaded)))]
            }
            Err(error) => {
                let hint = error.hint.clone().unwrap_or_default();
                vec![Msg::Refused { message: error.message.clone(), hint }]
            }
        };
        msgs.extend(self.performer.choose_kinds(&answers.kinds, now));
        msgs
    }

    /// Turns until something ends it.
    pub(super) fn turn(&mut self, stage: &mut Stage) -> io::Result<End> {
        loop {
            match self.end.take() {
                None => {}
                Some(End::Suspend) => self.suspend(stage),
                Some(end) => return Ok(end),
            }
            stage.front.send()?;
            if !stage.front.is_stalled() {
                self.draw(stage)?;
            }
            let due = self.wait(stage.front.is_stalled());
            self.pass_time(due);
        }
    }

    /// Draws when something may look different, or says what is different.
    pub(super) fn draw(&mut self, stage: &mut Stage) -> io::Result<()> {
        if self.paint == Paint::Nothing {
            return Ok(());
        }
        if self.paint == Paint::Anew {
            stage.entered.renew()?;
        }
        let terminal = match &mut stage.front {
            Front::Screen(terminal) => terminal,
            Front::Lines(lines) => return self.say(lines, stage.entered.opening()),
        };
        if self.paint >= Paint::Everything {
            terminal.backend_mut().forget();
            if self.paint == Paint::Anew {
                terminal.backend_mut().pass(stage.entered.opening());
            }
            terminal.clear()?;
        }
        let size = terminal.backend_mut().measure()?;
        if (size.width, size.height) != self.model.size {
            self.tell(Msg::Resize(size.width, size.height));
        }
        self.paint = Paint::Nothing;
        let (model, theme) = (&self.model, &self.look.theme);
        terminal.backend_mut().use_depth(self.look.depth);
        terminal.draw(|frame| {
            if frame.count() > 0 {
                provoke("draw");
            }
            ui::view(model, theme, frame);
        })?;
        Ok(())
    }

    /// Says what is to be said; at first, and when the terminal was away, the whole day at a glance.
    fn say(&mut self, lines: &mut Lines<Tty>, opening: &[u8]) -> io::Result<()> {
        let anew = std::mem::replace(&mut self.paint, Paint::Nothing) == Paint::Anew;
        let Some(voice) = &mut self.voice else { return Ok(()) };
        if anew {
            lines.pass(opening);
        }
        if voice.has_begun() {
            provoke("draw");
        }
        if anew || !voice.has_begun() {
            voice.begin(&self.model);
        }
        lines.say(voice.take())
    }

    /// Sleeps until something happens or the next instant that matters, and takes in what happened. Returns
    /// whether the model's own instant has come.
    fn wait(&mut self, stalled: bool) -> bool {
        let start = Instant::now();
        let tick = next_wake(&self.model).map(|at| {
            // Nothing that is said changes by the second.
            let minute = self.clock.utc_ms().div_euclid(60_000).saturating_add(1) * 60_000;
            let at = if self.voice.is_some() { at.max(minute) } else { at };
            let ms = at.saturating_sub(self.clock.utc_ms()).max(0);
            start + Duration::from_millis(u64::try_from(ms).unwrap_or(0)).min(LONGEST)
        });
        let retry = stalled.then(|| start + STALL_RETRY);
        let look = self.watch.as_ref().and_then(Watch::next);
        let until = [tick, retry, look].into_iter().flatten().min().unwrap_or(start + LONGEST);
        let mut next = self.wakes.recv_timeout(until.saturating_duration_since(start)).ok();
        let mut taken = 0;
        while let Some(wake) = next {
            self.take(wake);
            taken += 1;
            next = (taken < BURST).then(|| self.wakes.try_recv().ok()).flatten();
        }
        tick.is_some_and(|tick| tick <= Instant::now())
    }

    fn take(&mut self, wake: Wake) {
        match wake {
            Wake::Events(events) => {
                self.paint = self.paint.max(Paint::Changes);
                for event in events {
                    if let Some(msg) = message(event) {
                        self.tell(msg);
                    }
                }
            }
            Wake::Background([r, g, b]) => {
                // Perceived lightness, by the weights of ITU-R BT.709.
                let light = 2126 * u32::from(r) + 7152 * u32::from(g) + 722 * u32::from(b);
                let dark = light < 5000 * 255;
                self.look.background_is(if dark { Background::Dark } else { Background::Light });
                self.tell(Msg::Background(dark));
            }
            Wake::End(number) => self.end = Some(End::Signal(number)),
            Wake::Gone => self.end = Some(End::Signal(HANGUP)),
            Wake::Suspend => self.end = self.end.or(Some(End::Suspend)),
            Wake::Continued => {
                if !std::mem::take(&mut self.expects_continue) {
                    self.paint = Paint::Anew;
                }
            }
            Wake::Touched => {
                if let Some(watch) = &mut self.watch {
                    watch.touch(Instant::now());
                }
            }
        }
    }

    /// Tells the model what time has brought: a gap, its own instant, what others recorded.
    fn pass_time(&mut self, due: bool) {
        let now = self.now();
        let gap = self.gaps.as_mut().and_then(|gaps| gaps.gap(Reading::now(now.at.utc_ms())));
        if let Some(gap) = gap.filter(|_| self.model.state.running().is_some()) {
            let from = self.zone.moment(now.at.utc_ms().saturating_sub(gap));
            self.tell(Msg::Away { from, to: now.at });
        } else if due || gap.is_some() {
            self.tell(Msg::Tick);
        }
        let Some(watch) = &mut self.watch else { return };
        if watch.is_due(Instant::now())
            && let Some(msg) = self.performer.news(&self.model.want(), &now)
        {
            watch.seen(Instant::now());
            self.tell(msg);
        }
    }

    /// Gives the terminal back, stops, and takes it again when the shell lets us.
    fn suspend(&mut self, stage: &mut Stage) {
        if terminal::can_stop() {
            stage.front.abandon();
            terminal::leave();
            self.expects_continue = true;
            terminal::stop();
            self.paint = Paint::Anew;
        }
    }
}

/// SIGHUP, for terminals that vanish without one.
pub(super) const HANGUP: i32 = 1;
