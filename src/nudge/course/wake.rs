//! When a course has to be asked again although nothing changes. Being asked oftener changes nothing; being asked later
//! would miss a moment.

use super::{Around, Course, DEEP, Phase, REACTION};
use crate::nudge::lines::Load;

impl Course {
    /// The next moment at which something can happen although nothing changes.
    pub(super) fn wake(&self, around: Around<'_>) -> Option<i64> {
        let Around { situation, today, nudging } = around;
        let at = situation.at.utc_ms();
        let ms = |seconds: u32| i64::from(seconds) * 1000;
        let mut ahead: Vec<i64> = self.counter().rest_ahead(at).collect();
        let grace = ms(nudging.grace_s);
        match self.phase {
            Phase::Easy if !self.firm_said => {
                let soft = today.habit.soft_ms(&today.accepted, nudging);
                ahead.extend(soft.and_then(|soft| self.counter().reaches(at, soft, |t| t.owed)));
            }
            Phase::Easy => {}
            Phase::Due(since) => {
                ahead.push(since + grace);
                ahead.extend(self.counter().reaches(at, DEEP, |t| t.owed));
            }
            Phase::Shown(shown) => ahead.push(shown + REACTION),
            Phase::Later(until) | Phase::PutOff(until) => ahead.push(until),
        }
        if let Some(firm) = nudging.firm_after_s.map(ms).filter(|_| self.firm_due.is_none()) {
            ahead.extend(self.counter().reaches(at, firm, |t| t.owed));
            ahead.extend(self.counter().reaches(at, firm, |t| t.unbroken));
        }
        let tally = self.counter().at(at);
        if situation.doing.is_work() {
            ahead.extend(self.lines.ahead(
                at,
                self.counter(),
                Load { tally: &tally, today, nudging },
            ));
        }
        ahead.extend(self.lines.pending().map(|(_, since)| since + grace));
        ahead.extend(self.micro_ahead(around));
        if self.is_due() || self.lines.pending().next().is_some() {
            ahead.extend(self.gate(around).ends());
        }
        ahead.into_iter().filter(|moment| *moment > at).min()
    }
}
