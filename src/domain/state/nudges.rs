//! The part of the state that nudges are about: snoozes and disputes (facts), and beside them what was said and what was
//! heard, which no change speaks of and which is only ever loaded.

use super::State;
use crate::domain::dispute::Dispute;
use crate::domain::fact::Change;
use crate::domain::heard::Heard;
use crate::domain::ids::{HeardId, SnoozeId, ToldId};
use crate::domain::snooze::Snooze;
use crate::domain::time::{Moment, Now};
use crate::domain::told::Told;
use std::collections::BTreeMap;

/// What is loaded of nudges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Nudges {
    snoozes: BTreeMap<(Moment, SnoozeId), Snooze>,
    /// By sign, and by when in UTC milliseconds.
    disputes: BTreeMap<(String, i64), Dispute>,
    told: BTreeMap<(Moment, ToldId), Told>,
    heard: BTreeMap<(Moment, HeardId), Heard>,
}

impl State {
    /// Every loaded stretch in which the person wants to hear nothing, by start.
    pub fn snoozes(&self) -> impl DoubleEndedIterator<Item = &Snooze> {
        self.nudges.snoozes.values()
    }

    /// The stretch with that id.
    pub fn snooze(&self, id: SnoozeId) -> Option<&Snooze> {
        self.snoozes().find(|snooze| snooze.id == id)
    }

    /// The stretch in which the present lies; the one that was begun last when there are several.
    pub fn snoozed(&self, now: Moment) -> Option<&Snooze> {
        self.snoozes().rev().find(|snooze| snooze.span().contains(now))
    }

    /// Every loaded dispute of a sign, by sign and then by time; those that are over too.
    pub fn disputes(&self) -> impl Iterator<Item = &Dispute> {
        self.nudges.disputes.values()
    }

    /// The dispute because of which a sign weighs nothing on the work day of `now`.
    pub fn disputed(&self, sign: &str, now: &Now) -> Option<&Dispute> {
        let live = |one: &&Dispute| {
            one.sign == sign && one.at.utc_ms() <= now.at.utc_ms() && now.day() < one.until
        };
        self.disputes().filter(live).last()
    }

    /// Every loaded nudge that was shown, by time.
    pub fn told(&self) -> impl DoubleEndedIterator<Item = &Told> {
        self.nudges.told.values()
    }

    /// Everything loaded that was heard, by start.
    pub fn heard(&self) -> impl DoubleEndedIterator<Item = &Heard> {
        self.nudges.heard.values()
    }

    /// Puts in a stretch of silence as the store has it.
    pub fn load_snooze(&mut self, snooze: Snooze) {
        self.take_snooze(snooze.id);
        self.nudges.snoozes.insert((snooze.start, snooze.id), snooze);
    }

    /// Puts in a dispute as the store has it.
    pub fn load_dispute(&mut self, dispute: Dispute) {
        self.nudges.disputes.insert((dispute.sign.clone(), dispute.at.utc_ms()), dispute);
    }

    /// Puts in a nudge that was shown, in the place of what was known of it.
    pub fn load_told(&mut self, told: Told) {
        self.nudges.told.insert((told.at, told.id), told);
    }

    /// Puts in something that was heard, in the place of what was known of it.
    pub fn load_heard(&mut self, heard: Heard) {
        self.nudges.heard.insert((heard.start, heard.id), heard);
    }

    /// Puts in everything that another state has loaded of nudges.
    pub fn load_nudges_of(&mut self, other: &State) {
        other.snoozes().for_each(|snooze| self.load_snooze(snooze.clone()));
        other.disputes().for_each(|dispute| self.load_dispute(dispute.clone()));
        other.told().for_each(|told| self.load_told(told.clone()));
        other.heard().for_each(|heard| self.load_heard(heard.clone()));
    }

    /// Carries out a change of a silence or an objection, as [`State::apply`] does; other changes are none of its.
    pub(super) fn apply_to_nudges(&mut self, change: &Change) -> bool {
        match change {
            Change::SnoozeAdded { snooze } => self.load_snooze(snooze.clone()),
            Change::SnoozeRemoved { snooze } => drop(self.take_snooze(snooze.id)),
            Change::SnoozeEdited { id, new, .. } => {
                let Some(mut snooze) = self.take_snooze(*id) else { return false };
                new.apply_to(&mut snooze);
                self.load_snooze(snooze);
            }
            Change::SignDisputed { dispute } => self.load_dispute(dispute.clone()),
            Change::DisputeEnded { dispute } => {
                self.nudges.disputes.remove(&(dispute.sign.clone(), dispute.at.utc_ms()));
            }
            _ => {}
        }
        true
    }

    fn take_snooze(&mut self, id: SnoozeId) -> Option<Snooze> {
        let key = self.nudges.snoozes.keys().find(|(_, key)| *key == id).copied()?;
        self.nudges.snoozes.remove(&key)
    }
}
