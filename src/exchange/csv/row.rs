//! One row: a session, the task behind it, or a task alone.

use super::super::clip;
use super::super::identity::Fingerprint;
use super::super::import::labels::{name, named};
use super::super::import::worklog::in_order;
use super::super::import::{LineError, Sink};
use super::map::{Field, Meaning};
use super::value::{Told, moment, seconds, time_of_day};
use crate::domain::{
    Due, Interruption, Moment, Order, Outcome, Priority, Session, SessionId, Status, Task, TaskId,
    TaskNo, Zone,
};
use chrono::NaiveTime;
use uuid::Uuid;

/// The most interruptions that a count may stand for.
const MAX_INTERRUPTIONS: u32 = 10_000;

/// The values of one row, by what they mean; and how they are to be read.
#[derive(Debug)]
pub(super) struct Row<'r> {
    pub(super) values: Vec<(Meaning, &'r str)>,
    pub(super) zone: Zone,
    pub(super) date_format: Option<&'r str>,
    /// The name of the column that tells tasks apart.
    pub(super) task_column: &'r str,
}

impl Row<'_> {
    fn get(&self, field: Field) -> Option<&str> {
        self.find(field).map(|(_, value)| value)
    }

    fn find(&self, field: Field) -> Option<(Meaning, &str)> {
        let found = self.values.iter().find(|(meaning, _)| meaning.field == field);
        found
            .map(|(meaning, value)| (*meaning, value.trim()))
            .filter(|(_, value)| !value.is_empty())
    }

    /// The session of the row, on no task yet.
    pub(super) fn session(&self, sink: &mut Sink) -> Result<Session, LineError> {
        let start = self.edge(Field::Start, "start")?;
        let start = start.ok_or_else(|| LineError::new("`start` is empty"))?;
        let lasted = self.length(Field::Duration, "duration")?;
        let end = match (self.edge(Field::End, "end")?, lasted) {
            (Some(end), _) => end,
            (None, Some(lasted)) => self.zone.moment(start.utc_ms() + i64::from(lasted) * 1000),
            (None, None) => return Err(LineError::new("`end` is empty, and so is `duration`")),
        };
        in_order(start, Some(end))?;
        let kind = self.kind(sink);
        let id = SessionId(self.session_id(start, end, kind.as_deref()));
        let mut session = Session::running(id, None, kind, start);
        session.end = Some(end);
        session.focus = self.focus()?;
        session.outcome = self.word(Field::Outcome, &Outcome::ALL.map(|it| (it.word(), it)))?;
        session.interruptions = self.interruptions(start)?;
        session.note.push_str(self.get(Field::Note).unwrap_or_default());
        let lost: i64 = session.interruptions.iter().map(|it| i64::from(it.lost_s)).sum();
        if lost > 0 && lost >= end.seconds_since(start) {
            sink.note("interruptions take all of a session: nothing of it counts as work");
        }
        Ok(session)
    }

    /// The task of the row; `None` when it names none.
    pub(super) fn task(&self, sink: &mut Sink) -> Result<Option<Task>, LineError> {
        let Some(key) = self.get(Field::Task).or(self.get(Field::Title)) else { return Ok(None) };
        let is_number = key.bytes().all(|byte| byte.is_ascii_digit());
        let title = match self.get(Field::Title) {
            Some(title) => title.split_whitespace().collect::<Vec<_>>().join(" "),
            // A bare number would be taken for heyday's own.
            None if is_number => format!("{} {key}", self.task_column),
            None => key.to_owned(),
        };
        let project = self.get(Field::Project).and_then(|project| name(project, sink));
        let id = Uuid::try_parse(key).unwrap_or_else(|_| {
            Fingerprint::new("csv.task").text(key).maybe_text(project.as_deref()).uuid()
        });
        let now = sink.now().at;
        let mut task = Task::new(TaskId(id), TaskNo(0), title, now);
        task.project = project;
        task.kind = self.kind(sink);
        let tags = self.get(Field::Tags).unwrap_or_default();
        let tags = tags.split([' ', ',', ';']).filter(|tag| !tag.is_empty());
        task.tags = tags.filter_map(|tag| name(tag, sink)).collect();
        task.tags.order();
        task.tags.dedup();
        task.estimate_s = self.length(Field::Estimate, "estimate")?.filter(|seconds| *seconds > 0);
        task.priority = self
            .word(Field::Priority, &Priority::ALL.map(|it| (it.word(), it)))?
            .unwrap_or_default();
        let (due, hard) = match self.edge_at(Field::Deadline, "deadline", sink.ground().day_end)? {
            Some(at) => (Some(at), true),
            None => (self.edge_at(Field::Due, "due", sink.ground().day_end)?, false),
        };
        task.due = due.map(|at| Due { at, hard });
        self.standing(&mut task)?;
        Ok(Some(task))
    }

    /// Status, created and closed, in agreement.
    fn standing(&self, task: &mut Task) -> Result<(), LineError> {
        let created = self.edge(Field::Created, "created")?;
        let closed = self.edge(Field::Closed, "closed")?;
        let status = self.word(Field::Status, &Status::ALL.map(|it| (it.word(), it)))?;
        let usual = if closed.is_some() { Status::Done } else { Status::Open };
        task.status = status.unwrap_or(usual);
        task.created = created.or(closed).unwrap_or(task.created);
        in_order(task.created, closed)?;
        task.closed = task.status.is_closed().then(|| closed.unwrap_or(task.created));
        Ok(())
    }

    /// Whether the row says itself where its task stands.
    pub(super) fn says_status(&self) -> bool {
        self.get(Field::Status).is_some() || self.get(Field::Closed).is_some()
    }

    fn kind(&self, sink: &mut Sink) -> Option<String> {
        self.get(Field::Type).and_then(|kind| named(kind, sink))
    }

    fn session_id(&self, start: Moment, end: Moment, kind: Option<&str>) -> Uuid {
        let print = Fingerprint::new("csv.session");
        if let Some(id) = self.get(Field::Id) {
            return Uuid::try_parse(id).unwrap_or_else(|_| print.text(id).uuid());
        }
        let key = self.get(Field::Task).or(self.get(Field::Title));
        print.maybe_text(key).moment(Some(start)).moment(Some(end)).maybe_text(kind).uuid()
    }

    fn edge(&self, field: Field, what: &str) -> Result<Option<Moment>, LineError> {
        self.edge_at(field, what, NaiveTime::MIN)
    }

    /// An instant; a day without a time is that day at `time`, and a time alone belongs to the row's day.
    fn edge_at(
        &self,
        field: Field,
        what: &str,
        time: NaiveTime,
    ) -> Result<Option<Moment>, LineError> {
        let Some(value) = self.get(field) else { return Ok(None) };
        let wrong = || {
            LineError::new(format!(
                "`{what}` is `{}`, not a date and time of the years 1900 to 2200",
                clip(value)
            ))
        };
        let told = |text| moment(text, self.date_format, self.zone);
        if let (Some(time), Some(day)) = (time_of_day(value), self.get(Field::Date)) {
            let date = match told(day) {
                Some(Told::Day(day)) => day,
                Some(Told::Moment(at)) => at.local().date(),
                None => {
                    return Err(LineError::new(format!("`date` is `{}`, not a date", clip(day))));
                }
            };
            return Ok(Some(self.zone.at(date.and_time(time))));
        }
        Ok(Some(match told(value).ok_or_else(wrong)? {
            Told::Moment(at) => at,
            Told::Day(day) => self.zone.at(day.and_time(time)),
        }))
    }

    fn length(&self, field: Field, what: &str) -> Result<Option<u32>, LineError> {
        let Some((meaning, value)) = self.find(field) else { return Ok(None) };
        seconds(value, meaning.unit_s).map(Some).ok_or_else(|| {
            let wanted = match meaning.unit_s {
                0 => "a length of time (`1h30`, `1:30`; for plain numbers, map to `_s`, `_min` or `_h`)",
                _ => "a number from 0 on",
            };
            LineError::new(format!("`{what}` is `{}`, not {wanted}", clip(value)))
        })
    }

    fn focus(&self) -> Result<Option<u8>, LineError> {
        let Some(value) = self.get(Field::Focus) else { return Ok(None) };
        let rated = value.parse().ok().filter(|focus| (1..=5).contains(focus));
        rated.map(Some).ok_or_else(|| {
            LineError::new(format!("`focus` is `{}`, not a number from 1 to 5", clip(value)))
        })
    }

    fn interruptions(&self, start: Moment) -> Result<Vec<Interruption>, LineError> {
        let lost_s = self.length(Field::Lost, "lost")?.unwrap_or(0);
        let count = match self.get(Field::Interruptions) {
            None => u32::from(lost_s > 0),
            Some(value) => {
                value.parse().ok().filter(|n| *n <= MAX_INTERRUPTIONS).ok_or_else(|| {
                    let value = clip(value);
                    LineError::new(format!(
                        "`interruptions` is `{value}`, not a number from 0 to {MAX_INTERRUPTIONS}"
                    ))
                })?
            }
        };
        // What was lost is known of all of them together.
        let one = |at| Interruption {
            at: start,
            lost_s: if at == 0 { lost_s } else { 0 },
            reason: String::new(),
        };
        Ok((0..count.max(u32::from(lost_s > 0))).map(one).collect())
    }

    fn word<T: Copy>(&self, field: Field, choices: &[(&str, T)]) -> Result<Option<T>, LineError> {
        let Some(value) = self.get(field) else { return Ok(None) };
        let known = choices.iter().find(|(word, _)| word.eq_ignore_ascii_case(value));
        known.map(|(_, choice)| Some(*choice)).ok_or_else(|| {
            let words: Vec<String> = choices.iter().map(|(word, _)| format!("`{word}`")).collect();
            LineError::new(format!("`{}` is not one of {}", clip(value), words.join(", ")))
        })
    }
}
