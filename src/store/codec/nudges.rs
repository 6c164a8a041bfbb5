//! Rows of what nudges are about, and back: snoozes, what was said, what was heard.
//!
//! Next: [`super`] for how cells are read, [`super::write`] for how they are made.

use super::Cells;
use super::write::{Cell, at, blob, cell, maybe_word, word};
use crate::domain::{
    Answer, Explained, Heard, HeardId, Snooze, SnoozeId, SnoozeKind, Sound, Told, ToldId,
};
use rusqlite::{Result, Row};

/// The columns of a snooze, in the order in which [`snooze`] reads them.
pub(in crate::store) const SNOOZE: &str = "id,start_ms,start_off,end_ms,end_off,how";
/// The columns of a nudge that was shown, in the order in which [`told`] reads them.
pub(in crate::store) const TOLD: &str =
    "id,at_ms,at_off,rule,due_ms,due_off,text,answer_ms,answer_off,answer";
/// The columns of what was heard, in the order in which [`heard`] reads them.
pub(in crate::store) const HEARD: &str =
    "id,start_ms,start_off,end_ms,end_off,noticed_ms,noticed_off,what,explained";

/// Reads [`SNOOZE`].
pub(in crate::store) fn snooze(row: &Row<'_>) -> Result<Snooze> {
    let mut c = Cells::new(row);
    Ok(Snooze {
        id: SnoozeId(c.uuid()?),
        start: c.moment()?,
        end: c.moment()?,
        how: c.word(&SnoozeKind::ALL, SnoozeKind::word)?,
    })
}

/// Reads [`TOLD`].
pub(in crate::store) fn told(row: &Row<'_>) -> Result<Told> {
    let mut c = Cells::new(row);
    Ok(Told {
        id: ToldId(c.uuid()?),
        at: c.moment()?,
        rule: c.next()?,
        due: c.moment()?,
        text: c.next()?,
        answer: {
            let (at, answer) = (c.maybe_moment()?, c.maybe_word(&Answer::ALL, Answer::word)?);
            at.zip(answer)
        },
    })
}

/// Reads [`HEARD`].
pub(in crate::store) fn heard(row: &Row<'_>) -> Result<Heard> {
    let mut c = Cells::new(row);
    Ok(Heard {
        id: HeardId(c.uuid()?),
        start: c.moment()?,
        end: c.maybe_moment()?,
        noticed: c.moment()?,
        what: c.word(&Sound::ALL, Sound::word)?,
        explained: c.maybe_word(&Explained::ALL, Explained::word)?,
    })
}

/// The columns of a snooze.
pub(in crate::store) fn snooze_cells(snooze: &Snooze) -> Vec<Cell<'_>> {
    let mut out = vec![("id", blob(&snooze.id.0)), ("how", word(snooze.how.word()))];
    at(&mut out, "start_ms", "start_off", Some(snooze.start));
    at(&mut out, "end_ms", "end_off", Some(snooze.end));
    out
}

/// The columns of a nudge that was shown.
pub(in crate::store) fn told_cells(told: &Told) -> Vec<Cell<'_>> {
    let mut out = vec![("id", blob(&told.id.0)), ("rule", cell(&told.rule))];
    at(&mut out, "at_ms", "at_off", Some(told.at));
    at(&mut out, "due_ms", "due_off", Some(told.due));
    out.push(("text", cell(&told.text)));
    out.push(("answer", maybe_word(told.answer.map(|(_, answer)| answer.word()))));
    at(&mut out, "answer_ms", "answer_off", told.answer.map(|(at, _)| at));
    out
}

/// The columns of what was heard.
pub(in crate::store) fn heard_cells(heard: &Heard) -> Vec<Cell<'_>> {
    let mut out = vec![("id", blob(&heard.id.0)), ("what", word(heard.what.word()))];
    at(&mut out, "start_ms", "start_off", Some(heard.start));
    at(&mut out, "end_ms", "end_off", heard.end);
    at(&mut out, "noticed_ms", "noticed_off", Some(heard.noticed));
    out.push(("explained", maybe_word(heard.explained.map(Explained::word))));
    out
}
