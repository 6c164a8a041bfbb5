//! What is said and what comes back: the policy is asked, what is new is written down and shown, answers are written down.
//!
//! Must never show what was not written down first: of several processes the one that writes shows.

use super::{Engine, News, Turned};
use crate::domain::{Answer, BreakClass, Intent, Moment, Now, Told, ToldId};
use crate::notify::{Pressed, Reply};
use crate::nudge::{Doing, Live, Nudge, Pulse, Rule, live};
use crate::runtime::aside::{Aside, Stay};
use crate::runtime::nudger::outside::{Ears, Mouth};
use crate::runtime::nudger::returned::returned;
use crate::runtime::nudger::words::{self, Said};
use crate::store::StoreError;
use std::time::Duration;

/// A nudge whose moment is longer ago than that, in real time, is not shown any more. `[J]`
const STALE: Duration = Duration::from_secs(300);

impl<E: Ears, M: Mouth> Engine<E, M> {
    /// Takes in what the person pressed; the next turn writes it down.
    pub(in crate::runtime::nudger) fn press(&mut self, reply: Reply) {
        self.pressed.push(reply);
    }

    /// Writes down what the person answered. Who takes the break has one from here on, as if they had said so anywhere.
    pub(super) fn answer(&mut self, reply: &Reply, now: &Now) -> Result<(), StoreError> {
        let said = self.open.iter().find(|said| said.key == reply.key);
        // Who presses the words and no button, or takes them away, has answered nothing.
        let Pressed::Button(button) = &reply.pressed else { return Ok(()) };
        let Some((said, answer)) = said.cloned().zip(words::answer(button)) else {
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

    /// Asks the policy and says what is to be said; returns whether something was.
    pub(super) fn think(&mut self, now: &Now, turned: &mut Turned) -> Result<bool, StoreError> {
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
        // What was put off is asked about again with the next one.
        if let Some(last) = back.last().map(|back| back.span.end.utc_ms())
            && last > self.returned
        {
            self.returned = last;
            turned.news.extend(back.into_iter().map(News::Returned));
        }
        self.withdraw();
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

    /// Takes away what the person has answered elsewhere, or what a break has answered.
    fn withdraw(&mut self) {
        let Some((state, _)) = self.log.known() else { return };
        let rests = state.on_break().is_some();
        let is_answered = |said: &Said| {
            let told = state.told().find(|told| told.id == said.id);
            rests && said.break_s > 0 || told.is_some_and(|told| told.answer.is_some())
        };
        let all = std::mem::take(&mut self.open).into_iter();
        let (over, open): (Vec<Said>, Vec<Said>) = all.partition(is_answered);
        self.open = open;
        for said in over {
            self.mouth.take_away(said.key);
        }
    }

    /// Whether a nudge is to be shown now: nobody has shown it, it is not long over, and what it is about still holds.
    fn is_to_be_said(&self, nudge: &Nudge, live: &Live, now: &Now) -> bool {
        let Some((state, _)) = self.log.known().filter(|_| self.speaks && nudge.is_shown()) else {
            return false;
        };
        let is_it =
            |told: &Told| told.rule == nudge.rule.word() && told.due.utc_ms() == nudge.due.utc_ms();
        let age = now.at.utc_ms().saturating_sub(nudge.at.utc_ms());
        // A clock that stands still makes nothing old.
        let is_stale = self.around.clock.real(age).is_some_and(|age| age > STALE);
        let forbidden = live.pulse.mute.is_some()
            || live.pulse.counter.doing() != Doing::Work
            || self.wishes.nudging.is_quiet(now.at.local().time());
        // A rest that touches the while since then; one that goes on has no end yet.
        let touches = |end: Option<Moment>| end.is_none_or(|end| end.utc_ms() > nudge.at.utc_ms());
        let rested = state.breaks().any(|pause| touches(pause.end))
            || state.heard().any(|one| one.what.is_absence() && touches(one.end));
        let is_heard = self.goes_out(nudge) || !self.is_daemon();
        !is_stale && !forbidden && is_heard && !rested && !state.told().any(is_it)
    }

    /// Whether a nudge is shown outside of a screen of heyday's own.
    fn goes_out(&self, nudge: &Nudge) -> bool {
        nudge.rule != Rule::Micro || self.around.loaded.config.notify.micro
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
            // What is only for the screen stands there by the pulse.
            if self.goes_out(nudge) {
                self.mouth.show(message);
            }
        }
        Ok(first)
    }
}
