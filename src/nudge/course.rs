//! The course of a day: what is due, what was shown, what came of it. [`Course::step`] takes it to a moment, says what is
//! to be shown or held then, and when it has to be asked again.
//!
//! Nothing here shows anything or knows a clock. The counter is [`super::counter`]'s, the holds are [`super::gate`]'s.

mod micro;
mod wake;

use super::counter::{BREAK, Counter, Tally};
use super::gate::{Gate, Hold};
use super::habit::Answer;
use super::ledger::Ledger;
use super::lines::{Lines, Load};
use super::micro::Micro;
use super::said::{Nudge, Rule};
use super::settings::Nudging;
use super::situation::{Situation, Today};
use super::{MIN, moment, words};
use crate::domain::Moment;

/// A nudge to which nobody reacts for so long is ignored. `[J]`
const REACTION: i64 = 2 * MIN;
/// Who rests for so long while a break is due takes it by themselves. `[J]`
const CREDIT: i64 = 3 * MIN;
/// Deep work is left alone until so much of it. `[J]`
pub(super) const DEEP: i64 = 90 * MIN;

/// Where the break nudge stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    /// Nothing is due.
    #[default]
    Easy,
    /// A break is due since then; the right moment is waited for.
    Due(i64),
    /// A nudge was shown then; what comes of it is open.
    Shown(i64),
    /// Not again before then: it was refused or ignored.
    Later(i64),
    /// Put off by the person until then, when it comes back as soon as they can be spoken to.
    PutOff(i64),
}

/// The state of the policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    ledger: Ledger,
    phase: Phase,
    firm_due: Option<i64>,
    /// Whether the firm limit was spoken of since the last break: it is, once.
    firm_said: bool,
    postponed: u8,
    shown: u8,
    ignored: u8,
    /// When the nudge was shown that was taken for ignored last.
    slighted: Option<i64>,
    last: Option<i64>,
    lines: Lines,
    micro: Micro,
    /// What was told of today, so that it is not told twice.
    told: Vec<(Rule, i64, Hold)>,
}

/// What a moment brings.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What is to be shown, and what was held.
    pub said: Vec<Nudge>,
    /// The policy is to be asked again at this moment, or earlier when something changes.
    pub wake: Option<Moment>,
}

/// What a step looks at.
#[derive(Clone, Copy, Debug)]
struct Around<'a> {
    situation: &'a Situation,
    today: &'a Today,
    nudging: &'a Nudging,
}

impl Course {
    /// The course of somebody of whom nothing is known before `at`.
    pub fn new(at: Moment) -> Course {
        Course {
            ledger: Ledger::new(at.utc_ms()),
            phase: Phase::Easy,
            firm_due: None,
            firm_said: false,
            postponed: 0,
            shown: 0,
            ignored: 0,
            slighted: None,
            last: None,
            lines: Lines::default(),
            micro: Micro::default(),
            told: Vec::new(),
        }
    }

    /// The break counter.
    pub fn counter(&self) -> &Counter {
        self.ledger.counter()
    }

    /// What the counter says at a moment after the last step.
    pub fn tally(&self, at: Moment) -> Tally {
        self.ledger.at(at.utc_ms())
    }

    /// How many soft break nudges were shown today.
    pub fn shown(&self) -> u8 {
        self.shown
    }

    /// How many break nudges of today led to nothing.
    pub fn ignored(&self) -> u8 {
        self.ignored
    }

    /// How often the break that is due was postponed.
    pub fn postponed(&self) -> u8 {
        self.postponed
    }

    /// How many times as long as the first the next postponement is: once, twice, four times.
    pub(super) fn postpone_times(&self) -> i64 {
        1 << self.postponed.min(2)
    }

    /// Whether a break nudge was shown and no break has followed it, nor the time at which it comes again.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Shown(_) | Phase::Later(_))
    }

    /// Until when the person has put the break off, in UTC milliseconds.
    pub(super) fn put_off(&self) -> Option<i64> {
        match self.phase {
            Phase::PutOff(until) => Some(until),
            _ => None,
        }
    }

    /// When the last nudge of any rule was shown, in UTC milliseconds.
    pub(super) fn last(&self) -> Option<i64> {
        self.last
    }

    /// Whether a break is due and its moment is waited for: the quiet cue.
    pub fn is_due(&self) -> bool {
        matches!(self.phase, Phase::Due(_) | Phase::PutOff(_))
            || self.firm_due.is_some() && !self.firm_said
    }

    /// Takes the course to a moment, which is not before the last one.
    pub fn step(&mut self, situation: &Situation, today: &Today, nudging: &Nudging) -> Step {
        let around = Around { situation, today, nudging };
        let at = situation.at.utc_ms();
        if today.start.utc_ms() > self.ledger.day() {
            self.new_day(today.start.utc_ms());
        }
        self.settle_micro(nudging);
        let found = self.ledger.correct(&situation.found_out);
        self.forgive(situation);
        // Rest that ends at this very moment has lasted until it.
        let before = self.ledger.at(situation.since.utc_ms().min(at)).rest;
        self.ledger.turn((situation.since.utc_ms(), situation.doing));
        let rest = found.max(before).max(self.ledger.at(at).rest);
        let mut said = Vec::new();
        self.answer(around);
        self.rest(around, rest, &mut said);
        self.fall_due(around);
        // What is shown holds the others, and they are told so at the same moment and not by the next chance.
        loop {
            let before = said.len();
            self.speak(around, &mut said);
            self.speak_lines(around, &mut said);
            if said.len() == before {
                break;
            }
        }
        self.speak_micro(around, rest, &mut said);
        let wake = self.wake(around).map(|wake| moment(situation.at, wake));
        Step { said, wake }
    }

    fn new_day(&mut self, start: i64) {
        self.ledger.new_day(start);
        (self.shown, self.ignored, self.slighted) = (0, 0, None);
        self.lines = Lines::default();
        self.told.clear();
    }

    /// Who turns out to have gone when they were told to has not ignored it.
    fn forgive(&mut self, situation: &Situation) {
        let Some(shown) = self.slighted else { return };
        let ends = situation.found_out.iter().skip(1).map(|(since, _)| *since);
        let ends = ends.chain([situation.at.utc_ms()]);
        let mut rests =
            situation.found_out.iter().zip(ends).filter(|((_, doing), _)| !doing.is_work());
        if rests.any(|((since, _), end)| *since <= shown + REACTION && end > shown) {
            self.ignored = self.ignored.saturating_sub(1);
            self.slighted = None;
        }
    }

    /// The person's own answer to what was shown.
    fn answer(&mut self, around: Around<'_>) {
        let (Phase::Shown(_) | Phase::Later(_)) = self.phase else { return };
        let at = around.situation.at.utc_ms();
        let seconds = |seconds: u32| i64::from(seconds) * 1000;
        match around.situation.answer {
            None => {}
            Some(Answer::Take) => self.phase = Phase::Later(at + seconds(around.nudging.again_s)),
            Some(Answer::Skip) => {
                self.ignored = self.ignored.saturating_add(1);
                self.phase = Phase::Later(at + seconds(around.nudging.again_s));
            }
            Some(Answer::Postpone) => {
                let times = self.postpone_times();
                self.postponed = self.postponed.saturating_add(1);
                self.phase = Phase::PutOff(at + seconds(around.nudging.postpone_s) * times);
            }
        }
    }

    /// What rest does to what is due, and what comes of a nudge.
    fn rest(&mut self, around: Around<'_>, rest: i64, said: &mut Vec<Nudge>) {
        let at = around.situation.at.utc_ms();
        match self.phase {
            Phase::Due(since) if rest >= CREDIT => {
                self.hold(around, (Rule::Rest, since), Hold::Taken, said);
                self.phase = Phase::Easy;
            }
            Phase::PutOff(until) if rest >= BREAK => {
                self.hold(around, (Rule::Postponed, until), Hold::Taken, said);
            }
            Phase::Shown(shown) if rest < BREAK && at >= shown + REACTION => {
                let reacted =
                    self.counter().resting_since().is_some_and(|began| began <= shown + REACTION);
                if !reacted {
                    self.ignored = self.ignored.saturating_add(1);
                    self.slighted = Some(shown);
                    let again = i64::from(around.nudging.again_s) * 1000;
                    self.phase = Phase::Later(at + again);
                }
            }
            _ => {}
        }
        if rest >= BREAK {
            self.phase = Phase::Easy;
            (self.firm_due, self.firm_said, self.postponed) = (None, false, 0);
        }
    }

    /// What has fallen due by now.
    fn fall_due(&mut self, around: Around<'_>) {
        let Around { situation, today, nudging } = around;
        let at = situation.at.utc_ms();
        if let Phase::Later(until) = self.phase
            && at >= until
        {
            self.phase = Phase::Easy;
        }
        let Some(soft) = today.habit.soft_ms(&today.accepted, nudging) else { return };
        if !situation.doing.is_work() {
            return;
        }
        let now = self.counter().at(at);
        if self.phase == Phase::Easy && !self.firm_said && now.owed >= soft {
            self.phase = Phase::Due(at);
        }
        let firm = nudging.firm_after_s.map(|seconds| i64::from(seconds) * 1000);
        if firm.is_some_and(|firm| now.owed.max(now.unbroken) >= firm) && self.firm_due.is_none() {
            self.firm_due = Some(at);
        }
    }

    /// Shows the break nudge that is due, or says what holds it.
    fn speak(&mut self, around: Around<'_>, said: &mut Vec<Nudge>) {
        let at = around.situation.at.utc_ms();
        match self.phase {
            Phase::Shown(_) | Phase::Later(_) => return,
            Phase::PutOff(until) if at < until => return,
            Phase::PutOff(_) | Phase::Easy | Phase::Due(_) => {}
        }
        if let Some(due) = self.firm_due.filter(|_| !self.firm_said)
            && self.show_or_hold(around, (Rule::Firm, due), said)
        {
            self.firm_said = true;
            self.phase = Phase::Shown(at);
            return;
        }
        if let Phase::PutOff(until) = self.phase
            && self.show_or_hold(around, (Rule::Postponed, until), said)
        {
            self.phase = Phase::Shown(at);
        }
        let Phase::Due(since) = self.phase else { return };
        let waits = (Rule::Rest, since, Hold::Moment);
        if !self.is_the_moment(around, since) {
            self.hold(around, (Rule::Rest, since), Hold::Moment, said);
            return;
        }
        // One that had its moment when it fell due does not begin to wait when that is over.
        if !self.told.contains(&waits) {
            self.told.push(waits);
        }
        if self.show_or_hold(around, (Rule::Rest, since), said) {
            self.shown = self.shown.saturating_add(1);
            self.phase = Phase::Shown(at);
        }
    }

    /// Whether a nudge that is due since then disturbs little now, or has waited long enough.
    fn is_the_moment(&self, around: Around<'_>, since: i64) -> bool {
        let at = around.situation.at.utc_ms();
        let grace = i64::from(around.nudging.grace_s) * 1000;
        around.situation.boundary.is_some()
            || at >= since + grace && (!around.situation.deep || self.counter().at(at).owed >= DEEP)
    }

    fn speak_lines(&mut self, around: Around<'_>, said: &mut Vec<Nudge>) {
        let Around { situation, today, nudging } = around;
        let at = situation.at.utc_ms();
        let tally = self.counter().at(at);
        let load = Load { tally: &tally, today, nudging };
        let due = if situation.doing.is_work() {
            self.lines.fall_due(at, load)
        } else {
            self.lines.pending().collect()
        };
        for (rule, since) in due {
            let grace = i64::from(nudging.grace_s) * 1000;
            if situation.boundary.is_none() && at < since + grace {
                continue;
            }
            if rule.is_overwork() && self.lines.overwork_said() {
                self.hold(around, (rule, since), Hold::Budget, said);
            } else if self.show_or_hold(around, (rule, since), said) {
                self.lines.say(rule);
            }
        }
    }

    /// Shows what is due since then, or says what holds it. Returns whether it is shown.
    fn show_or_hold(
        &mut self,
        around: Around<'_>,
        (rule, since): (Rule, i64),
        said: &mut Vec<Nudge>,
    ) -> bool {
        if let Some(hold) = self.gate(around).hold(rule) {
            self.hold(around, (rule, since), hold, said);
            return false;
        }
        said.push(self.nudge(around, (rule, since), None));
        self.last = Some(around.situation.at.utc_ms());
        true
    }

    /// Says once for what fell due then that this holds it. That nobody is there need not be said.
    fn hold(
        &mut self,
        around: Around<'_>,
        (rule, since): (Rule, i64),
        hold: Hold,
        said: &mut Vec<Nudge>,
    ) {
        if hold == Hold::Away || self.told.contains(&(rule, since, hold)) {
            return;
        }
        self.told.push((rule, since, hold));
        said.push(self.nudge(around, (rule, since), Some(hold)));
    }

    fn nudge(&self, around: Around<'_>, (rule, since): (Rule, i64), held: Option<Hold>) -> Nudge {
        let Around { situation, today, nudging } = around;
        let tally = self.tally(situation.at);
        let said = words::Said { course: self, situation, today, nudging, tally };
        let at = situation.at;
        let due = moment(at, since);
        let text = match held {
            None => said.shown(rule),
            Some(why) => said.kept_back(rule, why, due),
        };
        Nudge { at, rule, due, held, text, reasons: said.reasons(rule) }
    }

    fn gate<'a>(&'a self, around: Around<'a>) -> Gate<'a> {
        let Around { situation, today, nudging } = around;
        Gate { course: self, situation, today, nudging }
    }
}
