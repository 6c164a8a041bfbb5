//! One turn of the nudger: brings the log up to date, listens, asks the policy, speaks. It keeps no time: whoever turns it
//! says how long it may sleep is [`Turned::rest`].
//!
//! Must never say a thing twice, to nobody, or long after its moment: what was missed is over. Next: [`super::words`] for
//! what is said, [`super::live_log`] for what is known.

use super::floor::{Floor, Part};
use super::live_log::{LiveLog, Look};
use super::outside::{Ears, Mouth, Reply};
use super::returned::{Returned, returned};
use super::wishes::{Around, Wishes};
use super::words::{self, Said};
use crate::domain::{Answer, BreakClass, Intent, Mint, Moment, Now, Session, Told, ToldId};
use crate::nudge::{Doing, Live, Nudge, Pulse, live};
use crate::presence::{Change, Need};
use crate::runtime::aside::{Aside, Stay};
use crate::runtime::calendars::refresh_if_changed;
use crate::store::StoreError;
use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

/// A nudge whose moment is longer ago than that, in real time, is not shown any more. `[J]`
const STALE: Duration = Duration::from_secs(300);
/// Calendars are looked at as often as that.
const CALENDARS: Duration = Duration::from_secs(600);
/// How often one turn looks again at what it has written itself.
const MOST_PASSES: usize = 4;

/// What is new after a turn.
#[derive(Debug)]
pub(super) enum News {
    /// The counter and the nudges stand otherwise.
    Pulse(Box<Pulse>),
    /// The person is back, and a session that runs covers the while.
    Returned(Returned),
    /// Something was said.
    Said(Box<Nudge>),
    /// The store can't be used. Told once, until it is well again.
    Trouble(StoreError),
    /// We speak now, or others do.
    Floor(bool),
}

/// What a turn came to.
#[derive(Debug)]
pub(super) struct Turned {
    /// What is new, in order.
    pub(super) news: Vec<News>,
    /// How long nothing can happen unless something calls; `None` for ever.
    pub(super) rest: Option<Duration>,
}

/// The nudger between two turns.
#[derive(Debug)]
pub(super) struct Engine<E, M> {
    around: Around,
    wishes: Wishes,
    log: LiveLog,
    /// `None` when nothing is to be said or heard, only how it stands.
    floor: Option<Floor>,
    ears: E,
    mouth: M,
    mint: Mint,
    /// What somebody sees, and can answer.
    open: Vec<Said>,
    /// What they answered and is not written down yet.
    pressed: Vec<Reply>,
    pulse: Option<Pulse>,
    /// The end of the last return that was told, in UTC milliseconds.
    returned: i64,
    /// Whether the floor was ours at the last turn.
    speaks: bool,
    /// Whether what others left open was ended since.
    settled: bool,
    /// Whether it was said that the store can't be used.
    troubled: bool,
    /// When calendars were looked at last.
    calendars: Option<Instant>,
}

impl<E: Ears, M: Mouth> Engine<E, M> {
    /// A nudger that has not turned yet. Without a `floor` it says and hears nothing.
    pub(super) fn new(around: Around, floor: Option<Floor>, (ears, mouth): (E, M)) -> Engine<E, M> {
        let seed = RandomState::new().hash_one(std::process::id());
        let mint = Mint::new(seed, around.clock.utc_ms());
        Engine {
            wishes: Wishes::of(&around),
            log: LiveLog::new(&around.paths.data),
            around,
            floor,
            ears,
            mouth,
            mint,
            open: Vec::new(),
            pressed: Vec::new(),
            pulse: None,
            returned: i64::MIN,
            speaks: false,
            settled: false,
            troubled: false,
            calendars: None,
        }
    }

    /// Speaks by another floor.
    #[cfg(test)]
    pub(super) fn use_floor(&mut self, floor: Floor) {
        self.floor = Some(floor);
    }

    /// Does all that can be done now.
    pub(super) fn turn(&mut self) -> Turned {
        if self.wishes.renew(&mut self.around) {
            self.log.forget();
        }
        let now = self.around.now();
        let mut turned = Turned { news: Vec::new(), rest: None };
        self.take_floor(&mut turned);
        if self.is_idle() {
            return turned;
        }
        // What we write ourselves is to be seen at once.
        for _ in 0..MOST_PASSES {
            turned.rest = None;
            if !self.read(&now, &mut turned) {
                return turned;
            }
            match self.pass(&now, &mut turned) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    let rest = self.log.fail();
                    turned.sooner(Some(rest));
                    self.say_trouble(error, &mut turned);
                    return turned;
                }
            }
        }
        if let Some(at) = self.ears.next(self.need(&now)).filter(|_| self.speaks) {
            turned.sooner(self.until(at));
        }
        turned
    }

    /// Takes in what the person pressed; the next turn writes it down.
    pub(super) fn press(&mut self, reply: Reply) {
        self.pressed.push(reply);
    }

    /// Writes down what the person answered. Who takes the break has one from here on, as if they had said so anywhere.
    fn answer(&mut self, reply: &Reply, now: &Now) -> Result<(), StoreError> {
        let said = self.open.iter().find(|said| said.key == reply.key);
        let Some((said, answer)) = said.cloned().zip(words::answer(&reply.button)) else {
            return Ok(());
        };
        let Some(store) = self.log.store() else { return Ok(()) };
        if answer == Answer::Take {
            let planned_s = Some(said.break_s);
            let intent = Intent::Break { planned_s, class: BreakClass::Rest, at: None };
            match store.transact(&intent, now) {
                Ok(_) => Aside::new(Stay::Long).back_up(store, now),
                // Whoever has stopped by themselves has no session to interrupt.
                Err(StoreError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        store.answer_told(said.id, now.at, answer)?;
        self.open.retain(|one| one.id != said.id);
        Ok(())
    }

    /// Ends what goes on: nobody listens any more.
    pub(super) fn stop(&mut self) {
        let now = self.around.now();
        if std::mem::take(&mut self.speaks) {
            let changes = self.ears.stop(&now, &mut self.mint);
            // What can't be written ends when somebody listens again.
            let _ = self.keep(&changes);
        }
        if let Some(floor) = &self.floor {
            floor.leave();
        }
    }

    /// How long it takes until the clock shows `at_ms`.
    fn until(&self, at_ms: i64) -> Option<Duration> {
        let clock = &self.around.clock;
        clock.real(at_ms.saturating_sub(clock.utc_ms()).max(1))
    }

    /// Whether there is nothing to do until the floor is ours: nobody looks at what a background process knows.
    fn is_idle(&self) -> bool {
        self.floor.as_ref().is_some_and(|floor| floor.part() == Part::Daemon && !floor.is_ours())
    }

    /// Notices whether the floor is ours, and leaves it to a screen.
    fn take_floor(&mut self, turned: &mut Turned) {
        let Some(floor) = &self.floor else { return };
        let is_daemon = floor.part() == Part::Daemon;
        let ours = floor.is_ours() && !(is_daemon && floor.has_screen());
        match (self.speaks, ours) {
            (false, true) => (self.speaks, self.settled) = (true, false),
            (true, false) => self.stop(),
            _ => return,
        }
        turned.news.push(News::Floor(ours));
    }

    /// Brings the log up to date; `false` when nothing is known.
    fn read(&mut self, now: &Now, turned: &mut Turned) -> bool {
        match self.log.look(self.wishes.settings(now)) {
            Look::Same => {}
            Look::New => self.troubled = false,
            Look::Later(rest) => turned.sooner(Some(rest)),
            Look::Failed(error, rest) => {
                turned.sooner(Some(rest));
                self.say_trouble(error, turned);
                return false;
            }
            Look::Waiting(rest) => {
                turned.sooner(Some(rest));
                return false;
            }
        }
        true
    }

    fn say_trouble(&mut self, error: StoreError, turned: &mut Turned) {
        if !std::mem::replace(&mut self.troubled, true) {
            turned.news.push(News::Trouble(error));
        }
    }

    /// One pass over what is to be done; `true` when something was written, so that another is due.
    fn pass(&mut self, now: &Now, turned: &mut Turned) -> Result<bool, StoreError> {
        if !self.speaks {
            return self.think(now, turned);
        }
        if self.read_calendars(now) {
            return Ok(true);
        }
        if !std::mem::replace(&mut self.settled, true) {
            // Whoever listened before may have come to a sudden end.
            if let Some(store) = self.log.store() {
                store.heard_end_all(now.at)?;
            }
            return Ok(true);
        }
        while let Some(reply) = self.pressed.first().cloned() {
            self.answer(&reply, now)?;
            self.pressed.remove(0);
        }
        let need = self.need(now);
        let changes = self.ears.look(need, now, &mut self.mint);
        if !changes.is_empty() {
            return self.keep(&changes).map(|()| true);
        }
        self.think(now, turned)
    }

    /// Reads the calendars where they have changed, so that nobody is disturbed in a meeting; returns whether it was time
    /// for that. A screen does it by itself.
    fn read_calendars(&mut self, now: &Now) -> bool {
        let is_daemon = self.floor.as_ref().is_some_and(|floor| floor.part() == Part::Daemon);
        let is_due = self.calendars.is_none_or(|last| last.elapsed() >= CALENDARS);
        let Some(store) = self.log.store().filter(|_| is_daemon && is_due) else { return false };
        refresh_if_changed(store, now);
        self.calendars = Some(Instant::now());
        true
    }

    /// What is to be listened for.
    fn need(&self, now: &Now) -> Need {
        let Some((state, _)) = self.log.known() else { return Need::default() };
        let works = |one: &&Session| !one.is_forgotten(now.at, now.forgotten_after_s);
        match state.running().filter(works) {
            None => Need::default(),
            Some(session) => {
                let kind = session.kind.as_deref().map(|name| state.kind_today(name));
                let pause = self.pulse.as_ref().is_some_and(|pulse| pulse.is_due);
                Need { pause, ..self.wishes.presence.need(kind) }
            }
        }
    }

    fn keep(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        let Some(store) = self.log.store().filter(|_| !changes.is_empty()) else { return Ok(()) };
        for change in changes {
            match change {
                Change::Began(heard) => _ = store.hear(heard)?,
                Change::Ended(id, at) => _ = store.heard_end(*id, *at)?,
            }
        }
        Ok(())
    }

    /// Asks the policy and says what is to be said; returns whether something was.
    fn think(&mut self, now: &Now, turned: &mut Turned) -> Result<bool, StoreError> {
        let Some((state, ground)) = self.log.known() else { return Ok(false) };
        let live = live(state, ground, self.wishes.settings(now));
        let due: Vec<Nudge> = live
            .said
            .iter()
            .filter(|nudge| self.is_to_be_said(nudge, &live, now))
            .cloned()
            .collect();
        let least_s = self.wishes.presence.ask_after_s;
        let back = returned(state, least_s, now);
        if let Some(wake) = live.wake {
            turned.sooner(self.until(wake.utc_ms()));
        }
        if let Some(back) = back.filter(|back| back.span.end.utc_ms() > self.returned) {
            self.returned = back.span.end.utc_ms();
            turned.news.push(News::Returned(back));
        }
        let mut said = false;
        for nudge in due {
            said = true;
            if self.say(&nudge, &live.pulse, now)? {
                turned.news.push(News::Said(Box::new(nudge)));
            }
        }
        if self.pulse.as_ref() != Some(&live.pulse) {
            self.pulse = Some(live.pulse.clone());
            turned.news.push(News::Pulse(Box::new(live.pulse)));
        }
        Ok(said)
    }

    /// Whether a nudge is to be shown now: nobody has shown it, it is not long over, and what it is about still holds.
    fn is_to_be_said(&self, nudge: &Nudge, live: &Live, now: &Now) -> bool {
        let Some((state, _)) = self.log.known().filter(|_| self.speaks && nudge.is_shown()) else {
            return false;
        };
        let is_it =
            |told: &Told| told.rule == nudge.rule.word() && told.due.utc_ms() == nudge.due.utc_ms();
        let age = now.at.utc_ms().saturating_sub(nudge.at.utc_ms());
        let is_stale = self.around.clock.real(age).is_none_or(|age| age > STALE);
        let forbidden = live.pulse.mute.is_some()
            || live.pulse.counter.doing() != Doing::Work
            || self.wishes.nudging.is_quiet(now.at.local().time());
        // A rest that touches the while since then; one that goes on has no end yet.
        let touches = |end: Option<Moment>| end.is_none_or(|end| end.utc_ms() > nudge.at.utc_ms());
        let rested = state.breaks().any(|pause| touches(pause.end))
            || state.heard().any(|one| one.what.is_absence() && touches(one.end));
        !is_stale && !forbidden && !rested && !state.told().any(is_it)
    }

    /// Says a nudge, unless another process was first; returns whether we did.
    fn say(&mut self, nudge: &Nudge, pulse: &Pulse, now: &Now) -> Result<bool, StoreError> {
        let id = ToldId(self.mint.uuid());
        let told = Told {
            id,
            at: nudge.at,
            rule: nudge.rule.word().into(),
            due: nudge.due,
            text: nudge.text.clone(),
            answer: None,
        };
        let Some(store) = self.log.store() else { return Ok(false) };
        let first = store.tell(&told)?;
        if first {
            let message = words::message(nudge, pulse, &self.wishes.nudging, now.at);
            self.open.retain(|said| said.key != message.key);
            self.open.push(Said { id, key: message.key, break_s: words::break_s(nudge, pulse) });
            self.mouth.show(message);
        }
        Ok(first)
    }
}

impl Turned {
    /// Something can happen after that time.
    fn sooner(&mut self, rest: Option<Duration>) {
        self.rest = [self.rest, rest].into_iter().flatten().min();
    }
}
