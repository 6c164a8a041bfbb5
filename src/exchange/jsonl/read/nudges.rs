//! From a line to what nudges are about: silences, objections, what was said, what was heard.

use super::{in_order, required};
use crate::domain::{
    Answer, Dispute, Explained, Heard, HeardId, Snooze, SnoozeId, SnoozeKind, Sound, Told, ToldId,
};
use crate::exchange::identity::Fingerprint;
use crate::exchange::import::LineError;
use crate::exchange::import::fields::Line;

pub(super) fn snooze(line: &mut Line<'_>) -> Result<Snooze, LineError> {
    let id = line.uuid("uuid")?;
    let (start, end) = (required(line, "start", "a snooze")?, required(line, "end", "a snooze")?);
    if end.utc_ms() <= start.utc_ms() {
        return Err(LineError::new(format!("the end ({end}) is not after the start ({start})")));
    }
    if end.seconds_since(start) > Snooze::LONGEST_S {
        return Err(LineError::new("a snooze is longer than two weeks"));
    }
    let how = line.word("how", &SnoozeKind::ALL.map(|how| (how.word(), how)))?;
    let how = how.unwrap_or(SnoozeKind::Snoozed);
    let id = id.unwrap_or_else(|| {
        let print = Fingerprint::new("jsonl.snooze").text(how.word());
        print.moment(Some(start)).moment(Some(end)).uuid()
    });
    Ok(Snooze { id: SnoozeId(id), start, end, how })
}

pub(super) fn dispute(line: &mut Line<'_>) -> Result<Dispute, LineError> {
    let sign = word(line, "sign", "a dispute")?;
    let at = required(line, "at", "a dispute")?;
    let until = line.date("until")?.ok_or_else(|| LineError::new("a dispute needs `until`"))?;
    Ok(Dispute { sign, at, until, note: line.owned("note")?.unwrap_or_default() })
}

pub(super) fn told(line: &mut Line<'_>) -> Result<Told, LineError> {
    let id = line.uuid("uuid")?;
    let rule = word(line, "rule", "a nudge")?;
    let at = required(line, "at", "a nudge")?;
    let due = line.moment("due")?.unwrap_or(at);
    let text = line.owned("text")?.unwrap_or_default();
    let answer = line.word("answer", &Answer::ALL.map(|answer| (answer.word(), answer)))?;
    let answered = line.moment("answered")?;
    let id =
        id.unwrap_or_else(|| Fingerprint::new("jsonl.nudge").text(&rule).moment(Some(due)).uuid());
    let answer = answer.map(|answer| (answered.unwrap_or(at), answer));
    Ok(Told { id: ToldId(id), at, rule, due, text, answer })
}

pub(super) fn heard(line: &mut Line<'_>) -> Result<Heard, LineError> {
    let id = line.uuid("uuid")?;
    let what = line.word("what", &Sound::ALL.map(|what| (what.word(), what)))?;
    let what = what.ok_or_else(|| LineError::new("a presence needs `what`"))?;
    let start = required(line, "start", "a presence")?;
    let end = line.moment("end")?.or(what.is_mark().then_some(start));
    in_order(start, end)?;
    let noticed = line.moment("noticed")?.unwrap_or(start);
    let explained = line.word("explained", &Explained::ALL.map(|why| (why.word(), why)))?;
    let id = id.unwrap_or_else(|| {
        Fingerprint::new("jsonl.presence").text(what.word()).moment(Some(start)).moment(end).uuid()
    });
    Ok(Heard { id: HeardId(id), start, end, noticed, what, explained })
}

/// A word that must be there.
fn word(line: &mut Line<'_>, name: &'static str, what: &str) -> Result<String, LineError> {
    let found = line.owned(name)?.filter(|word| !word.trim().is_empty());
    found.ok_or_else(|| LineError::new(format!("{what} needs a `{name}`")))
}
