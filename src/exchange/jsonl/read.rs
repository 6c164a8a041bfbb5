//! From a line to a domain value, or to the reason why not. Pure: the same line and fallback give the same value.
//!
//! What may be missing gets the obvious default; what contradicts itself (an end before the start, a focus
//! of 9) is refused with its reason. A thing without an id gets one made of what it says, so that
//! importing twice adds nothing.

mod nudges;

use super::super::identity::Fingerprint;
use super::super::import::fields::{Line, Raw};
use super::super::import::{LineError, MAX_LINE};
use super::Record;
use super::write::anonymous;
use crate::domain::{
    AllDay, Block, BlockId, BlockNo, Break, BreakClass, BreakId, Calendar, CalendarId, Closing,
    Due, Event, Interruption, Mode, Moment, Objection, Order, Outcome, Priority, Session,
    SessionId, Source, Status, Task, TaskId, TaskNo, TaskType,
};

/// The most interruptions that a bare count may stand for.
const MAX_INTERRUPTIONS: u32 = 10_000;

/// A line that could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What it holds.
    pub record: Record,
    /// Fields that this version doesn't know and that were not kept. Hostile text.
    pub unknown: Vec<String>,
    /// What was put right on the way, in words for the person.
    pub notes: Vec<&'static str>,
}

/// Reads one line (without its end). A task that doesn't say when it was written down was `created_if_missing`.
///
/// # Errors
/// The reason, when the line is not UTF-8, not JSON, longer than [`MAX_LINE`], or says what can't be.
pub fn read_line(line: &[u8], created_if_missing: Moment) -> Result<Reading, LineError> {
    if line.len() > MAX_LINE {
        return Err(too_long());
    }
    let text = std::str::from_utf8(line).map_err(|error| {
        LineError::new(format!("not valid UTF-8 at column {}", error.valid_up_to() + 1))
    })?;
    let mut line = Line::parse(text)?;
    let mut notes = Vec::new();
    let kind = line.text("kind")?;
    let record = match kind.as_deref() {
        Some("task") => Record::Task(Box::new(task(&mut line, created_if_missing, &mut notes)?)),
        Some("session") => Record::Session(Box::new(session(&mut line)?)),
        Some("break") => Record::Break(pause(&mut line)?),
        Some("block") => Record::Block(block(&mut line)?),
        Some("event") => Record::Event(event(&mut line)?),
        Some("calendar") => Record::Calendar(Box::new(calendar(&mut line)?)),
        Some("day") => Record::Day(closed_day(&mut line)?),
        Some("snooze") => Record::Snooze(nudges::snooze(&mut line)?),
        Some("dispute") => Record::Dispute(nudges::dispute(&mut line)?),
        Some("nudge") => Record::Told(nudges::told(&mut line)?),
        Some("presence") => Record::Heard(nudges::heard(&mut line)?),
        Some("type") => Record::Type(task_type(&mut line)?),
        Some(other) => {
            return Err(LineError::new(format!("unknown kind `{}`", super::super::clip(other))));
        }
        None => return Err(LineError::new("`kind` is missing (`task`, `session`, `break`, ...)")),
    };
    // What the views add: known, and counted anew from what is stored.
    for derived in ["v", "urgency", "tracked_s", "remaining_s", "worked_s"] {
        line.raw(derived);
    }
    let unknown = line.untaken()?.into_iter().map(std::borrow::Cow::into_owned).collect();
    Ok(Reading { record, unknown, notes })
}

pub(super) fn too_long() -> LineError {
    LineError::new(format!("the line is longer than {} MiB", MAX_LINE >> 20))
}

fn task(
    line: &mut Line<'_>,
    created_if_missing: Moment,
    notes: &mut Vec<&'static str>,
) -> Result<Task, LineError> {
    let id = line.uuid("uuid")?;
    let no = TaskNo(line.number("id", u32::MAX - 1)?.unwrap_or(0));
    let title = line.owned("title")?.filter(|title| !title.trim().is_empty());
    let title = title.ok_or_else(|| LineError::new("a task needs a `title`"))?;
    let mut task = Task::new(TaskId(uuid::Uuid::nil()), no, title, created_if_missing);
    task.kind = line.owned("type")?;
    task.project = line.owned("project")?;
    task.tags = names(line, "tags")?;
    task.priority =
        line.word("priority", &Priority::ALL.map(|p| (p.word(), p)))?.unwrap_or_default();
    task.estimate_s = line.number("estimate_s", u32::MAX)?;
    let due = line.moment("due")?;
    let hard = line.word("due_kind", &[("soft", false), ("hard", true)])?.unwrap_or(false);
    task.due = due.map(|at| Due { at, hard });
    task.from = line.moment("from")?;
    task.on = line.date("on")?;
    task.at = line.owned("at")?;
    let after = line.list("after")?;
    task.every = line.owned("every")?;
    task.series = line.uuid("series")?;
    task.chunk_min_s = line.number("chunk_min_s", u32::MAX)?;
    task.chunk_max_s = line.number("chunk_max_s", u32::MAX)?;
    if let (Some(min), Some(max)) = (task.chunk_min_s, task.chunk_max_s)
        && min > max
    {
        return Err(LineError::new("`chunk_min_s` is longer than `chunk_max_s`"));
    }
    task.splittable = line.flag("splittable", true)?;
    let created = closing(line, &mut task, notes)?;
    task.note = line.owned("note")?.unwrap_or_default();
    task.id = TaskId(id.unwrap_or_else(|| task_identity(&task, created)));
    task.after = dependencies(&after, task.id, notes)?;
    Ok(task)
}

/// Reads status, created and closed, and makes them agree: closed exactly when done or dropped. Returns the
/// time of writing down as the line gave it.
fn closing(
    line: &mut Line<'_>,
    task: &mut Task,
    notes: &mut Vec<&'static str>,
) -> Result<Option<Moment>, LineError> {
    let status = line.word("status", &Status::ALL.map(|s| (s.word(), s)))?;
    let created = line.moment("created")?;
    let closed = line.moment("closed")?;
    let usual = if closed.is_some() { Status::Done } else { Status::Open };
    task.status = status.unwrap_or(usual);
    task.created = created.or(closed).unwrap_or(task.created);
    task.closed = match (task.status.is_closed(), closed) {
        (true, Some(at)) => Some(at),
        (true, None) => {
            notes.push("a closed task doesn't say when: the time it was written down is taken");
            Some(task.created)
        }
        (false, Some(_)) => {
            return Err(LineError::new(format!(
                "`closed` is set, but `status` is `{}`",
                task.status.word()
            )));
        }
        (false, None) => None,
    };
    Ok(created)
}

/// A list of names: sorted, each once.
fn names(line: &mut Line<'_>, field: &'static str) -> Result<Vec<String>, LineError> {
    let texts = line.list(field)?.into_iter().map(|name| name.item_text(field));
    let mut names: Vec<String> = texts.collect::<Result<_, _>>()?;
    names.order();
    names.dedup();
    Ok(names)
}

fn dependencies(
    after: &[Raw<'_>],
    own: TaskId,
    notes: &mut Vec<&'static str>,
) -> Result<Vec<TaskId>, LineError> {
    let mut after: Vec<TaskId> =
        after.iter().map(|id| id.uuid("after").map(TaskId)).collect::<Result<_, _>>()?;
    after.order();
    after.dedup();
    if after.contains(&own) {
        notes.push("a task waits for itself: left out");
        after.retain(|id| *id != own);
    }
    Ok(after)
}

fn session(line: &mut Line<'_>) -> Result<Session, LineError> {
    let id = line.uuid("uuid")?;
    let task = line.uuid("task")?.map(TaskId);
    let kind = line.owned("type")?;
    let start = required(line, "start", "a session")?;
    let mut session = Session::running(SessionId(uuid::Uuid::nil()), task, kind, start);
    session.end = line.moment("end")?;
    in_order(start, session.end)?;
    session.focus = match line.number("focus", u32::MAX)? {
        None => None,
        Some(focus @ 1..=5) => u8::try_from(focus).ok(),
        Some(focus) => {
            return Err(LineError::new(format!("`focus` is `{focus}`, not a number from 1 to 5")));
        }
    };
    session.interruptions = interruptions(line, start)?;
    session.outcome = line.word("outcome", &Outcome::ALL.map(|o| (o.word(), o)))?;
    session.note = line.owned("note")?.unwrap_or_default();
    session.source = line.owned("source")?.map_or(Source::Manual, Source::from);
    session.confirmed = line.moment("confirmed")?;
    session.id = SessionId(id.unwrap_or_else(|| session_identity(&session)));
    Ok(session)
}

/// The list when there is one, else as many as the count says.
fn interruptions(line: &mut Line<'_>, start: Moment) -> Result<Vec<Interruption>, LineError> {
    let count = line.number("interruptions", u32::MAX)?.unwrap_or(0);
    let list = line.list("interruption_list")?;
    if !list.is_empty() {
        return list.into_iter().map(|one| interruption(one, start)).collect();
    }
    if count > MAX_INTERRUPTIONS {
        return Err(LineError::new(format!(
            "`interruptions` is `{count}`; more than {MAX_INTERRUPTIONS} need an `interruption_list`"
        )));
    }
    Ok((0..count).map(|_| anonymous(start)).collect())
}

fn interruption(one: Raw<'_>, start: Moment) -> Result<Interruption, LineError> {
    let mut fields = one.object("interruption_list")?;
    let interruption = Interruption {
        at: fields.moment("at")?.unwrap_or(start),
        lost_s: fields.number("lost_s", u32::MAX)?.unwrap_or(0),
        reason: fields.owned("reason")?.unwrap_or_default(),
    };
    match fields.untaken()?.first() {
        None => Ok(interruption),
        Some(name) => Err(LineError::new(format!(
            "`interruption_list` has an unknown field `{}`",
            super::super::clip(name)
        ))),
    }
}

fn pause(line: &mut Line<'_>) -> Result<Break, LineError> {
    const CLASSES: [BreakClass; 3] = [BreakClass::Micro, BreakClass::Rest, BreakClass::DailyLimit];
    let id = line.uuid("uuid")?;
    let start = required(line, "start", "a break")?;
    let end = line.moment("end")?;
    in_order(start, end)?;
    let class = line.word("class", &CLASSES.map(|c| (c.word(), c)))?.unwrap_or_default();
    let natural = line.flag("natural", false)?;
    let planned_s = line.number("planned_s", u32::MAX)?;
    let id = id.unwrap_or_else(|| {
        Fingerprint::new("jsonl.break").moment(Some(start)).moment(end).text(class.word()).uuid()
    });
    Ok(Break { id: BreakId(id), start, end, class, natural, planned_s })
}

fn block(line: &mut Line<'_>) -> Result<Block, LineError> {
    const LONGEST_S: i64 = 24 * 3600;
    let id = line.uuid("uuid")?;
    let no = match line.text("block")? {
        None => BlockNo(0),
        Some(text) => BlockNo::parse(&text).ok_or_else(|| {
            let text = super::super::clip(&text);
            LineError::new(format!("`block` is `{text}`, not a block's number like `b7`"))
        })?,
    };
    let task = line.uuid("task")?.map(TaskId);
    let task = task.ok_or_else(|| LineError::new("a block needs a `task`"))?;
    let mut also = Vec::new();
    for raw in line.list("also")? {
        let id = raw.uuid("also").map(TaskId)?;
        if id != task && !also.contains(&id) {
            also.push(id);
        }
    }
    let (start, end) = (required(line, "start", "a block")?, required(line, "end", "a block")?);
    if end.utc_ms() <= start.utc_ms() {
        return Err(LineError::new(format!("the end ({end}) is not after the start ({start})")));
    }
    if end.seconds_since(start) > LONGEST_S {
        return Err(LineError::new("a block is longer than a day"));
    }
    let pinned = line.flag("pinned", false)?;
    let id = id.unwrap_or_else(|| {
        let print = Fingerprint::new("jsonl.block").text(&task.to_string());
        print.moment(Some(start)).moment(Some(end)).uuid()
    });
    Ok(Block { id: BlockId(id), no, task, also, start, end, pinned })
}

fn event(line: &mut Line<'_>) -> Result<Event, LineError> {
    let uid = line.owned("uid")?.filter(|uid| !uid.is_empty());
    let calendar = line.owned("calendar")?.unwrap_or_default();
    let title = line.owned("title")?.unwrap_or_default();
    let start = required(line, "start", "an event")?;
    let end = required(line, "end", "an event")?;
    in_order(start, Some(end))?;
    let day_off = line.flag("day_off", false)?;
    let (busy, all_day) = (line.flag("busy", true)?, line.flag("all_day", false)?);
    let uid = uid.unwrap_or_else(|| {
        let print = Fingerprint::new("jsonl.event").text(&calendar).text(&title);
        print.moment(Some(start)).moment(Some(end)).uuid().to_string()
    });
    Ok(Event { uid, calendar, title, start, end, busy, all_day, day_off })
}

fn calendar(line: &mut Line<'_>) -> Result<Calendar, LineError> {
    let id = line.uuid("uuid")?;
    let mut text = |name: &'static str| {
        let found = line.owned(name)?.filter(|text| !text.trim().is_empty());
        found.ok_or_else(|| LineError::new(format!("a calendar needs a `{name}`")))
    };
    let (name, path) = (text("name")?, text("path")?);
    let all_day = line.word("all_day", &AllDay::ALL.map(|a| (a.word(), a)))?.unwrap_or_default();
    let mine = names(line, "mine")?;
    let tentative = line.word("tentative", &[("busy", false), ("free", true)])?;
    let id = id.unwrap_or_else(|| Fingerprint::new("jsonl.calendar").text(&path).uuid());
    Ok(Calendar {
        id: CalendarId(id),
        name,
        path,
        all_day,
        mine,
        tentative_free: tentative.unwrap_or_default(),
        disabled: !line.flag("enabled", true)?,
    })
}

fn closed_day(line: &mut Line<'_>) -> Result<Closing, LineError> {
    let day = line.owned("day")?.and_then(|day| day.parse().ok());
    let day = day.ok_or_else(|| LineError::new("a day needs its date as `day`: 2026-11-25"))?;
    let at = required(line, "closed", "a day")?;
    Ok(Closing { day, at, note: line.owned("note")?.unwrap_or_default() })
}

fn task_type(line: &mut Line<'_>) -> Result<TaskType, LineError> {
    let name = line.owned("name")?.filter(|name| !name.trim().is_empty());
    let name = name.ok_or_else(|| LineError::new("a type needs a `name`"))?;
    let mode = line.word("mode", &Mode::ALL.map(|m| (m.word(), m)))?.unwrap_or_default();
    let formerly = names(line, "formerly")?;
    let objection = line.word("objection", &Objection::ALL.map(|o| (o.word(), o)))?;
    Ok(TaskType { name, mode, formerly, objection })
}

fn required(line: &mut Line<'_>, name: &'static str, what: &str) -> Result<Moment, LineError> {
    line.moment(name)?.ok_or_else(|| LineError::new(format!("{what} needs `{name}`")))
}

fn in_order(start: Moment, end: Option<Moment>) -> Result<(), LineError> {
    match end {
        Some(end) if end.utc_ms() < start.utc_ms() => {
            Err(LineError::new(format!("the end ({end}) is before the start ({start})")))
        }
        _ => Ok(()),
    }
}

/// What makes a task this one and no other. `created` only when the line gave it. Never change what is fed here:
/// files without ids would be imported a second time.
fn task_identity(task: &Task, created: Option<Moment>) -> uuid::Uuid {
    Fingerprint::new("jsonl.task")
        .text(&task.title)
        .text(&task.note)
        .maybe_text(task.kind.as_deref())
        .maybe_text(task.project.as_deref())
        .text(&task.tags.join("\u{1f}"))
        .number(task.estimate_s.map(i64::from))
        .moment(task.due.map(|due| due.at))
        .moment(task.from)
        .moment(created)
        .number(Some(i64::from(task.no.0)).filter(|no| *no != 0))
        .uuid()
}

/// What makes a session this one and no other; see [`task_identity`].
fn session_identity(session: &Session) -> uuid::Uuid {
    Fingerprint::new("jsonl.session")
        .maybe_text(session.task.map(|id| id.to_string()).as_deref())
        .maybe_text(session.kind.as_deref())
        .moment(Some(session.start))
        .moment(session.end)
        .text(&session.note)
        .uuid()
}
