//! Micro-breaks in the course of a day: when one is due, and when it is shown, taken or left to a rest.
//!
//! Must never change what is said about anything else: a day with micro-breaks has the same rests and lines as one without.

use super::{Around, Course, Phase};
use crate::nudge::gate::Hold;
use crate::nudge::micro::{NEAR, stays_ms, wait_ms};
use crate::nudge::said::{Nudge, Rule};
use crate::nudge::settings::{MicroBreaks, Nudging};
use crate::nudge::situation::{Situation, Today};

/// After how much work one is due, and how long it takes, in milliseconds.
fn lengths(MicroBreaks { after_s, length_s }: MicroBreaks) -> (i64, i64) {
    (i64::from(after_s) * 1000, i64::from(length_s) * 1000)
}

impl Course {
    /// What was shown of a micro-break can still be seen at `at`, in UTC milliseconds.
    pub(in crate::nudge) fn shows_micro(&self, at: i64, nudging: &Nudging) -> bool {
        self.micro.shown.is_some_and(|shown| at < shown + stays_ms(nudging))
    }

    /// Whether one is due and only a pause or the end of a piece of work is waited for.
    pub(in crate::nudge) fn awaits_pause(
        &self,
        situation: &Situation,
        today: &Today,
        nudging: &Nudging,
    ) -> bool {
        let gate = self.gate(Around { situation, today, nudging });
        self.micro.due.is_some() && gate.hold(Rule::Micro).is_none()
    }

    /// Tells the counter how long one is.
    pub(super) fn settle_micro(&mut self, nudging: &Nudging) {
        if let Some(micro) = nudging.micro {
            self.ledger.micro_breaks_take(lengths(micro).1);
        }
    }

    /// Shows the micro-break that is due, or says what holds it. Who has just paused for as long, `rest` being how long
    /// they rested, has taken it.
    pub(super) fn speak_micro(&mut self, around: Around<'_>, rest: i64, said: &mut Vec<Nudge>) {
        let Around { situation, nudging, .. } = around;
        let Some((after, length)) = nudging.micro.map(lengths) else { return };
        let at = situation.at.utc_ms();
        if situation.still_ms >= length {
            self.ledger.stilled(at);
        }
        if rest.max(situation.still_ms) >= length {
            if let Some(due) = self.micro.due.take() {
                self.hold(around, (Rule::Micro, due), Hold::Taken, said);
            }
            return;
        }
        if !situation.doing.is_work() {
            return;
        }
        let again = self.micro.from.is_none_or(|from| at >= from + after);
        if self.micro.due.is_none() && again && self.counter().at(at).since_short >= after {
            self.micro.due = Some(at);
        }
        let Some(due) = self.micro.due else { return };
        let waited = at >= due + wait_ms(nudging) && !situation.deep;
        if situation.boundary.is_none() && !waited {
            self.hold(around, (Rule::Micro, due), Hold::Moment, said);
        } else if let Some(hold) = self.gate(around).hold(Rule::Micro) {
            self.hold(around, (Rule::Micro, due), hold, said);
        } else if self.is_near_rest(around) {
            self.hold(around, (Rule::Micro, due), Hold::RestBreak, said);
            (self.micro.due, self.micro.from) = (None, Some(at));
        } else {
            said.push(self.nudge(around, (Rule::Micro, due), None));
            (self.micro.due, self.micro.from, self.micro.shown) = (None, Some(at), Some(at));
        }
    }

    /// Whether a rest is due or soon will be, or something was said a few minutes ago.
    fn is_near_rest(&self, Around { situation, today, nudging }: Around<'_>) -> bool {
        let at = situation.at.utc_ms();
        let just_said = self.last.is_some_and(|last| at < last + NEAR);
        let owed = self.counter().at(at);
        let soft = today.habit.soft_ms(&today.accepted, nudging);
        let soft_near = soft.is_some_and(|soft| owed.owed + NEAR >= soft);
        let firm = nudging.firm_after_s.filter(|_| !self.firm_said);
        let firm = firm.map(|seconds| i64::from(seconds) * 1000);
        let firm_near = firm.is_some_and(|firm| owed.owed.max(owed.unbroken) + NEAR >= firm);
        let phase_near = match self.phase {
            Phase::Easy => !self.firm_said && soft_near,
            Phase::Due(_) | Phase::Shown(_) => true,
            Phase::Later(until) => soft_near && until - at < NEAR,
            Phase::PutOff(until) => until - at < NEAR,
        };
        just_said || firm_near || phase_near
    }

    /// The moments ahead at which something can happen about micro-breaks although nothing changes.
    pub(super) fn micro_ahead(&self, Around { situation, nudging, .. }: Around<'_>) -> Vec<i64> {
        let Some((after, length)) = nudging.micro.map(lengths) else { return Vec::new() };
        let at = situation.at.utc_ms();
        let goes = self.micro.shown.map(|shown| shown + stays_ms(nudging));
        if let Some(due) = self.micro.due {
            let taken = self.counter().resting_since().map(|since| since + length);
            let deadline = situation.deadline.map(|end| end.utc_ms() + 1);
            let mute = situation.mute.map(|(_, until)| until.utc_ms());
            let ends = [Some(due + wait_ms(nudging)), taken, deadline, mute, goes];
            return ends.into_iter().flatten().collect();
        }
        let reached = self.counter().reaches(at, after, |tally| tally.since_short);
        let again = self.micro.from.map(|from| from + after);
        // Neither before the work nor within an interval of the last.
        let next = match (reached, again) {
            (Some(reached), again) => Some(reached.max(again.unwrap_or(reached))),
            (None, again) => again,
        };
        next.into_iter().chain(goes).collect()
    }
}
