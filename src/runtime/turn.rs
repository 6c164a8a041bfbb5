//! The loop: wait for something to happen, tell [`crate::app::update()`], carry its effects out, draw.
//!
//! It sleeps until the next instant that matters, draws only after something happened, and never while the
//! terminal has yet to take the last frame.

mod effects;
mod nudges;

use super::answer;
use super::calendars::Keeper;
use super::desk::{Desk, Order};
use super::events::message;
use super::fault::provoke;
use super::front::{Front, Stage};
use super::input;
use super::learner::Learner;
use super::lines::Lines;
use super::look::Look;
use super::perform::Performer;
use super::planner::{Planner, Thought};
use super::port::Tty;
use super::run::Session;
use super::settings::settings;
use super::terminal;
use super::wake::Wake;
use super::watch::Watch;
use super::weigher::Weigher;
use crate::app::{Effect, Model, Msg, next_wake};
use crate::clock::{Clock, Whereabouts};
use crate::config::theme::Background;
use crate::config::{Loaded, Paths};
use crate::domain::Now;
use crate::presence::gap::{self, Clocks};
use crate::ui;
use crate::ui::spoken::{Cause, Voice};
use nudges::Nudges;
use ratatui::layout::Size;
use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
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
    desk: Desk,
    learner: Learner,
    weigher: Weigher,
    /// This program's file, where it is known.
    program: Option<PathBuf>,
    /// The work day for which a learning block was looked for.
    practice_of: Option<chrono::NaiveDate>,
    planner: Planner,
    /// What the proposal that shows was made of.
    thought: Option<Arc<Thought>>,
    keeper: Keeper,
    nudges: Nudges,
    /// Where what is found beside the screen goes; nowhere before the first frame.
    sender: Option<SyncSender<Wake>>,
    /// What the model wants done, in order; it waits while the store takes its time.
    effects: VecDeque<Effect>,
    /// Why the effects are wanted, for the voice.
    cause: Option<Cause>,
    /// What the person did in the meantime: it is about what will be there then.
    held: VecDeque<Msg>,
    /// What tells the changes, when they are told and not drawn.
    voice: Option<Voice>,
    look: Look,
    loaded: Loaded,
    paths: Paths,
    clock: Box<dyn Clock>,
    place: Whereabouts,
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
        let gaps = session.real_time.then(|| gap::Watch::new(Clocks::now(now.at.utc_ms())));
        let place = Whereabouts::new(session.zone, &*session.clock);
        let settings = settings(&session.loaded);
        let mut model = Model::new(settings, now, (size.width, size.height));
        model.zen = session.loaded.config.screen.zen;
        Loop {
            model,
            desk: Desk::new(Performer::new(session.store)),
            weigher: Weigher::new(
                session.paths.data.clone(),
                session.paths.config.clone(),
                session.program.clone(),
            ),
            program: session.program.clone(),
            practice_of: None,
            learner: Learner::new(session.paths.data.clone(), session.program),
            planner: Planner::default(),
            thought: None,
            keeper: Keeper::new(session.paths.data.clone()),
            nudges: Nudges::new(session.speech),
            sender: None,
            effects: VecDeque::new(),
            cause: None,
            held: VecDeque::new(),
            voice: session.accessible.then(Voice::new),
            look,
            loaded: session.loaded,
            paths: session.paths,
            clock: session.clock,
            place,
            wakes,
            watch: None,
            gaps,
            paint: Paint::Changes,
            end: None,
            expects_continue: false,
        }
    }

    fn now(&self) -> Now {
        self.loaded.config.now(self.clock.utc_ms(), self.place.zone)
    }

    /// Fills the model, so that the first frame shows the day.
    pub(super) fn load(&mut self) {
        let now = self.now();
        let order = Order::Perform(Effect::Load(self.model.want()));
        self.desk.order(order, &now).into_iter().flatten().for_each(|msg| self.tell(msg));
        if let Some(reason) = self.desk.read_only() {
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
        self.desk.staff(sender.clone())?;
        self.learner.begin(sender.clone())?;
        self.planner.begin(sender.clone())?;
        let wakes = sender.clone();
        // A full channel has enough reasons to look into it.
        let wake = move || drop(wakes.try_send(Wake::Touched));
        let mut watch = Watch::begin(Some(&self.paths.data), wake, Instant::now());
        // Someone may have written between the load and the watch.
        watch.touch(Instant::now());
        self.watch = Some(watch);
        self.begin_nudges(sender);
        self.sender = Some(sender.clone());
        if self.model.state.calendars().next().is_some() {
            self.read_calendars(&self.now());
        }
        Ok(())
    }

    /// Turns until something ends it.
    pub(super) fn turn(&mut self, stage: &mut Stage) -> io::Result<End> {
        loop {
            match self.end.take() {
                None => {}
                // Stopped in the middle of a write, this process would stop all others that write.
                Some(End::Suspend) => {
                    self.finish();
                    self.nudges.leave();
                    self.suspend(stage);
                    self.nudges.back();
                }
                Some(end) => return Ok(end),
            }
            if let Some(bytes) = self.nudges.take() {
                stage.front.pass(&bytes)?;
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
        let look = self.watch.as_ref().and_then(Watch::next).filter(|_| !self.desk.is_waiting());
        let slow = self.desk.slow_at().filter(|_| self.model.waiting.is_none());
        let until =
            [tick, retry, look, slow].into_iter().flatten().min().unwrap_or(start + LONGEST);
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
                self.nudges.notice(&events, self.clock.utc_ms());
                self.paint = self.paint.max(Paint::Changes);
                events.into_iter().filter_map(message).for_each(|msg| self.meet(msg));
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
            Wake::Answered => self.collect(),
            Wake::Learned(msg) => {
                let has_learned = matches!(*msg, Msg::Learned(_));
                self.tell(*msg);
                if has_learned {
                    self.look_for_practice();
                }
            }
            Wake::Weighed(msg) | Wake::Nudger(msg) | Wake::Settled(msg) => self.tell(*msg),
            Wake::Proposed(thought) => {
                self.tell(Msg::Proposed(Arc::clone(&thought.proposal)));
                // What is asked about is what shows.
                let shown = self.model.plan.proposal.as_ref();
                if shown.is_some_and(|shown| Arc::ptr_eq(shown, &thought.proposal)) {
                    self.thought = Some(thought);
                }
            }
            Wake::Explained(answer) => self.tell(Msg::Explained(answer)),
            Wake::Calendars(healths) => self.tell(Msg::Calendars(healths)),
            Wake::Bytes(bytes) => self.nudges.keep(&bytes),
            Wake::CalendarsTouched => self.read_calendars(&self.now()),
            Wake::Touched => {
                self.nudges.touch();
                if let Some(watch) = &mut self.watch {
                    watch.touch(Instant::now());
                }
            }
        }
    }

    /// Tells the model what time has brought: a gap, its own instant, what others recorded.
    fn pass_time(&mut self, due: bool) {
        self.place.travel(&*self.clock);
        let now = self.now();
        let gap = self.gaps.as_mut().and_then(|gaps| gaps.gap(Clocks::now(now.at.utc_ms())));
        if gap.is_some() && self.nudges.hears() {
            // It asks what the while was when the person is heard again.
            self.nudges.look();
            self.tell(Msg::Tick);
        } else if let Some(gap) = gap.filter(|_| self.model.state.running().is_some()) {
            let from = self.place.zone.moment(now.at.utc_ms().saturating_sub(gap));
            self.tell(Msg::Away { from, to: now.at });
        } else if due || gap.is_some() {
            self.tell(Msg::Tick);
        }
        self.look(&now);
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
