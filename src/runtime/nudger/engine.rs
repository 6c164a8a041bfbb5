//! One turn of the nudger: brings the log up to date, listens, asks the policy, speaks. It keeps no time: whoever turns it
//! says how long it may sleep is [`Turned::rest`].
//!
//! Must never say a thing twice, to nobody, or long after its moment: what was missed is over. Next: `speak` for what is
//! said, [`super::live_log`] for what is known.

mod speak;

use super::floor::{Floor, Part};
use super::live_log::{LiveLog, Look};
use super::outside::{Ears, Mouth};
use super::returned::Returned;
use super::wishes::{Around, Wishes};
use super::words::Said;
use crate::domain::{Mint, Moment, Now, Session};
use crate::notify::Reply;
use crate::nudge::{Nudge, Pulse};
use crate::presence::{Change, Need};
use crate::runtime::calendars::refresh_if_changed;
use crate::store::{StoreError, seed};
use chrono::{Days, NaiveDate};
use std::time::{Duration, Instant};

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
    /// By what the person is heard from here on.
    Heard(Vec<&'static str>),
    /// We speak now, or others do.
    Floor(bool),
}

/// What a turn came to.
#[derive(Debug)]
pub(super) struct Turned {
    /// When it was, by the clock and the zone of that moment.
    pub(super) at: Moment,
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
    /// By what the person is heard.
    names: Vec<&'static str>,
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
    /// The day on which what was heard long ago was removed last.
    pruned: Option<NaiveDate>,
}

impl<E: Ears, M: Mouth> Engine<E, M> {
    /// A nudger that has not turned yet. Without a `floor` it says and hears nothing.
    pub(super) fn new(around: Around, floor: Option<Floor>, (ears, mouth): (E, M)) -> Engine<E, M> {
        let mint = Mint::new(seed(), around.clock.utc_ms());
        Engine {
            wishes: Wishes::of(&around),
            log: LiveLog::new(&around.paths.data),
            around,
            floor,
            ears,
            mouth,
            mint,
            names: Vec::new(),
            open: Vec::new(),
            pressed: Vec::new(),
            pulse: None,
            returned: i64::MIN,
            speaks: false,
            settled: false,
            troubled: false,
            calendars: None,
            pruned: None,
        }
    }

    /// Speaks by another floor.
    #[cfg(test)]
    pub(super) fn use_floor(&mut self, floor: Floor) {
        self.floor = Some(floor);
    }

    /// Does all that can be done now.
    pub(super) fn turn(&mut self) -> Turned {
        let travelled = self.around.travel();
        if self.wishes.renew(&mut self.around) || travelled {
            self.log.forget();
        }
        let now = self.around.now();
        let mut turned = Turned { at: now.at, news: Vec::new(), rest: None };
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
        self.is_daemon() && self.floor.as_ref().is_some_and(|floor| !floor.is_ours())
    }

    fn is_daemon(&self) -> bool {
        self.floor.as_ref().is_some_and(|floor| floor.part() == Part::Daemon)
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
        self.prune(now)?;
        while let Some(reply) = self.pressed.first().cloned() {
            self.answer(&reply, now)?;
            self.pressed.remove(0);
        }
        let need = self.need(now);
        let changes = self.ears.look(need, now, &mut self.mint);
        let names = self.ears.names();
        if self.names != names {
            self.names.clone_from(&names);
            turned.news.push(News::Heard(names));
        }
        if !changes.is_empty() {
            return self.keep(&changes).map(|()| true);
        }
        self.think(now, turned)
    }

    /// Reads the calendars where they have changed, so that nobody is disturbed in a meeting; returns whether it was time
    /// for that. A screen does it by itself.
    fn read_calendars(&mut self, now: &Now) -> bool {
        let is_daemon = self.is_daemon();
        let is_due = self.calendars.is_none_or(|last| last.elapsed() >= CALENDARS);
        let Some(store) = self.log.store().filter(|_| is_daemon && is_due) else { return false };
        refresh_if_changed(store, now);
        self.calendars = Some(Instant::now());
        true
    }

    /// Removes what was heard long ago, once a day.
    fn prune(&mut self, now: &Now) -> Result<(), StoreError> {
        let today = now.day();
        if self.pruned.replace(today) == Some(today) {
            return Ok(());
        }
        let days = Days::new(self.wishes.presence.keep_days.into());
        let Some(first) = today.checked_sub_days(days) else { return Ok(()) };
        if let Some(store) = self.log.store_beside() {
            store.prune_heard(now.day_span(first).start)?;
        }
        Ok(())
    }

    /// What is to be listened for.
    fn need(&self, now: &Now) -> Need {
        let Some((state, _)) = self.log.known() else { return Need::default() };
        let works = |one: &&Session| !one.is_forgotten(now.at, now.forgotten_after_s);
        match state.running().filter(works) {
            None => Need::default(),
            Some(session) => {
                let kind = session.kind.as_deref().map(|name| state.kind_today(name));
                let waits = |pulse: &Pulse| pulse.is_due || pulse.micro_due;
                let pause = self.pulse.as_ref().is_some_and(waits);
                let micro_s = self.wishes.nudging.micro.map(|micro| micro.length_s);
                Need { pause, micro_s, ..self.wishes.presence.need(kind) }
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
}

impl Turned {
    /// Something can happen after that time.
    fn sooner(&mut self, rest: Option<Duration>) {
        self.rest = [self.rest, rest].into_iter().flatten().min();
    }
}
