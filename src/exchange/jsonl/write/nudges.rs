//! From what nudges are about to lines: silences, objections, what was said, what was heard.

use crate::domain::{Answer, Dispute, Explained, Heard, Snooze, Told};
use crate::exchange::json::Json;

/// Appends the line of a silence.
pub fn snooze_line(out: &mut Json, snooze: &Snooze) {
    out.object(|out| snooze_fields(out, snooze)).end_line();
}

/// Appends the line of an objection.
pub fn dispute_line(out: &mut Json, dispute: &Dispute) {
    out.object(|out| dispute_fields(out, dispute)).end_line();
}

/// Appends the line of a nudge that was shown.
pub fn told_line(out: &mut Json, told: &Told) {
    out.object(|out| told_fields(out, told)).end_line();
}

/// Appends the line of something that was heard.
pub fn heard_line(out: &mut Json, heard: &Heard) {
    out.object(|out| heard_fields(out, heard)).end_line();
}

/// Writes the fields of a silence.
pub fn snooze_fields(out: &mut Json, snooze: &Snooze) {
    out.field("kind", "snooze")
        .field("uuid", snooze.id.0)
        .field("start", snooze.start)
        .field("end", snooze.end)
        .field("how", snooze.how.word());
}

/// Writes the fields of an objection.
pub fn dispute_fields(out: &mut Json, dispute: &Dispute) {
    out.field("kind", "dispute")
        .field("sign", &dispute.sign)
        .field("at", dispute.at)
        .field("until", dispute.until)
        .field("note", &dispute.note);
}

/// Writes the fields of a nudge that was shown.
pub fn told_fields(out: &mut Json, told: &Told) {
    out.field("kind", "nudge")
        .field("uuid", told.id.0)
        .field("at", told.at)
        .field("rule", &told.rule)
        .field("due", told.due)
        .field("text", &told.text)
        .field("answer", told.answer.map(|(_, answer)| Answer::word(answer)))
        .field_if("answered", told.answer.map(|(at, _)| at));
}

/// Writes the fields of something that was heard.
pub fn heard_fields(out: &mut Json, heard: &Heard) {
    out.field("kind", "presence")
        .field("uuid", heard.id.0)
        .field("what", heard.what.word())
        .field("start", heard.start)
        .field("end", heard.end)
        .field("noticed", heard.noticed)
        .field_if("explained", heard.explained.map(Explained::word));
}
