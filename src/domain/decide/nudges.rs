//! Deciding about nudges: silence for a while, and objections to signs of the early warning.
//!
//! There is one silence at a time, and it always has an end.

use super::super::dispute::Dispute;
use super::super::fact::Change;
use super::super::ids::SnoozeId;
use super::super::refusal::Refusal;
use super::super::snooze::{Snooze, SnoozeKind};
use super::super::time::{Moment, Span};
use super::{Case, Told};
use chrono::NaiveDate;

impl Case<'_> {
    pub(super) fn snooze(&mut self, until: Moment, how: SnoozeKind) -> Told {
        let now = self.now.at;
        if until.utc_ms() <= now.utc_ms() {
            return Err(Refusal::OverAlready { until, now });
        }
        if Span::new(now, until).seconds() > Snooze::LONGEST_S {
            return Err(Refusal::TooLong);
        }
        let kept = self.state.snoozed(now).filter(|snooze| snooze.how == how);
        self.silence_ends(kept.map(|snooze| snooze.id));
        if let Some(old) = kept {
            let new = Snooze { end: until, ..old.clone() };
            self.changes.extend(Change::snooze(old, &new));
        } else {
            let id = SnoozeId(self.mint.uuid());
            let snooze = Snooze { id, start: now, end: until, how };
            self.changes.push(Change::SnoozeAdded { snooze });
        }
        let verb = match how {
            SnoozeKind::Snoozed => "nudge snooze",
            SnoozeKind::Off => "nudge off",
        };
        Ok((verb, self.words("until", until)))
    }

    pub(super) fn unsnooze(&mut self) -> Told {
        let until = self.state.snoozed(self.now.at).ok_or(Refusal::NotSnoozed)?.end;
        self.silence_ends(None);
        Ok(("nudge on", self.words("before", until)))
    }

    /// Ends every silence that is not over but one. One that has only just begun was none, nor was one of a time that is
    /// to come, as a clock that was set back leaves it.
    fn silence_ends(&mut self, but: Option<SnoozeId>) {
        let now = self.now.at;
        let live = self.state.snoozes().filter(|one| one.end.utc_ms() > now.utc_ms());
        for snooze in live.filter(|one| Some(one.id) != but) {
            if snooze.start.utc_ms() >= now.utc_ms() {
                self.changes.push(Change::SnoozeRemoved { snooze: snooze.clone() });
            } else {
                let over = Snooze { end: now, ..snooze.clone() };
                self.changes.extend(Change::snooze(snooze, &over));
            }
        }
    }

    pub(super) fn dispute(&mut self, sign: &str, until: NaiveDate, note: &str) -> Told {
        let (sign, note) = (sign.trim(), note.trim());
        if sign.is_empty() || until <= self.now.day() {
            return Err(Refusal::BadDispute);
        }
        let before = self.state.disputed(sign, self.now).cloned();
        if before.as_ref().is_none_or(|before| (before.until, &*before.note) != (until, note)) {
            self.changes.extend(before.map(|dispute| Change::DisputeEnded { dispute }));
            let (sign, note) = (sign.to_owned(), note.to_owned());
            let dispute = Dispute { sign, at: self.now.at, until, note };
            self.changes.push(Change::SignDisputed { dispute });
        }
        Ok(("balance dispute", sign.to_owned()))
    }

    pub(super) fn undispute(&mut self, sign: &str) -> Told {
        let sign = sign.trim();
        let dispute = self.state.disputed(sign, self.now).cloned();
        let dispute = dispute.ok_or_else(|| Refusal::NotDisputed(sign.to_owned()))?;
        self.changes.push(Change::DisputeEnded { dispute });
        Ok(("balance undispute", sign.to_owned()))
    }

    /// The history's words for an end: with its date when it is another day's.
    fn words(&self, preposition: &str, at: Moment) -> String {
        let same = at.local().date() == self.now.at.local().date();
        let form = if same { "%H:%M" } else { "%a %-d %b %H:%M" };
        format!("{preposition} {}", at.local().format(form))
    }
}
