//! What a typed line is for: its heading, its example, and what taking it does.

use super::away::Absence;
use crate::app::insights::estimate;
use crate::app::log::LogLine;
use crate::app::{Effect, Model, words};
use crate::domain::{
    Due, Edit, Ending, Forgotten, Intent, Moment, SessionId, SnoozeKind, TaskId, TaskRef,
};
use crate::text::{
    Grammar, ParseError, TokenRole, duration, edit_fields, edits_between, past_moment, quick_add,
    when,
};

/// What a line is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Write a task down.
    Add,
    /// Change tasks.
    Edit {
        /// Which.
        tasks: Vec<TaskId>,
        /// The line before, for one task; empty for several.
        before: String,
    },
    /// Say what broke in.
    Interrupt,
    /// Say when work really ended.
    EndedAt {
        /// Of which session.
        session: SessionId,
    },
    /// Say until when no nudge is to come.
    QuietUntil,
    /// Say until when an absence was work; a break came after.
    Split(Absence),
    /// What the Log screen asks for.
    Log(LogLine),
}

/// A piece of what was understood: of which field, and in words.
pub type Said = (TokenRole, String);

impl Purpose {
    /// The heading.
    pub fn title(&self) -> String {
        match self {
            Purpose::Add => "Add a task".into(),
            Purpose::Edit { tasks, .. } if tasks.len() > 1 => format!("Edit {} tasks", tasks.len()),
            Purpose::Edit { .. } => "Edit".into(),
            Purpose::Interrupt => "What interrupted you?".into(),
            Purpose::EndedAt { .. } => "When did work end?".into(),
            Purpose::QuietUntil => "No nudges until when?".into(),
            Purpose::Split(_) => "Work until when?".into(),
            Purpose::Log(line) => line.title(),
        }
    }

    /// What an empty line shows.
    pub fn example(&self) -> &'static str {
        match self {
            Purpose::Add => "Write the methods section #paper @writing ~2h due:fri",
            Purpose::Edit { .. } => "due:fri !high +tag",
            Purpose::Interrupt => "a call, a question; Enter for no reason",
            Purpose::EndedAt { .. } => "17:30",
            Purpose::QuietUntil => "14:00, 45m, tomorrow 9:00",
            Purpose::Split(_) => "12:30",
            Purpose::Log(line) => line.example(),
        }
    }

    /// Whether the line is read as a task.
    pub fn has_fields(&self) -> bool {
        matches!(self, Purpose::Add | Purpose::Edit { .. })
    }

    /// Whether taking it may also start the task.
    pub fn may_start(&self) -> bool {
        *self == Purpose::Add
    }

    /// Takes the line.
    ///
    /// # Errors
    /// Why it can't be read, with the place in the line.
    pub fn accept(
        &self,
        model: &mut Model,
        line: &str,
        start: bool,
    ) -> Result<Vec<Effect>, ParseError> {
        let reading = model.reading();
        let intent = match self {
            Purpose::Add => task(model, line, start)?,
            Purpose::Edit { tasks, before } => {
                let edits = if before.is_empty() {
                    edit_fields(line, &reading)?
                } else {
                    let old = quick_add(before, &reading, Grammar::Screen)?;
                    edits_between(&old, &quick_add(line, &reading, Grammar::Screen)?)
                };
                if edits.is_empty() {
                    return Ok(Vec::new());
                }
                Intent::Edit { tasks: tasks.iter().copied().map(TaskRef::Id).collect(), edits }
            }
            Purpose::Interrupt => {
                Intent::Interrupt { reason: line.trim().to_owned(), lost_s: 0, at: None }
            }
            Purpose::EndedAt { session } => ended_at(model, *session, line)?,
            Purpose::QuietUntil => {
                Intent::Snooze { until: coming(model, line)?, how: SnoozeKind::Off }
            }
            Purpose::Split(absence) => {
                let at = past_moment(line, &reading)?;
                return absence.split(at, line.len());
            }
            Purpose::Log(log) => return log.accept(model, line),
        };
        Ok(vec![Effect::Do(intent)])
    }
}

/// What writes a line down as a task, and starts it if that is meant.
pub(super) fn task(model: &Model, line: &str, start: bool) -> Result<Intent, ParseError> {
    let parsed = quick_add(line, &model.reading(), Grammar::Screen)?;
    let (title, edits) = (parsed.title, parsed.edits);
    Ok(if start {
        Intent::StartNew { title, edits, at: None }
    } else {
        Intent::Add { title, edits }
    })
}

/// A moment that comes: after so long, or at that time.
fn coming(model: &Model, line: &str) -> Result<Moment, ParseError> {
    let reading = model.reading();
    let at = || when(line, &reading).map(|when| when.moment(reading.day_start, &reading));
    // `14:00` is a time here, and no length; `45m` is no date.
    match duration(line.trim()).ok().filter(|_| !line.contains(':')) {
        Some(length) => Ok(model.now.at.plus_seconds(i64::from(length))),
        None => at(),
    }
}

fn ended_at(model: &Model, session: SessionId, line: &str) -> Result<Intent, ParseError> {
    let at = past_moment(line, &model.reading())?;
    let running = model.state.running().is_some_and(|s| s.id == session);
    Ok(if running {
        Intent::Settle(Forgotten::EndedAt(at))
    } else {
        Intent::Stop(Ending { at: Some(at), ..Ending::default() })
    })
}

/// What is understood of a quick-add line, field by field in words; the title is not repeated.
pub fn said(model: &Model, line: &str) -> Vec<Said> {
    let Ok(parsed) = quick_add(line, &model.reading(), Grammar::Screen) else {
        return Vec::new();
    };
    let kind = parsed.edits.iter().find_map(|edit| match edit {
        Edit::Kind(kind) => kind.as_deref(),
        _ => None,
    });
    let mut said: Vec<Said> = parsed.edits.iter().filter_map(|edit| say(model, edit)).collect();
    let estimate_s = parsed.edits.iter().find_map(|edit| match edit {
        Edit::Estimate(estimate_s) => *estimate_s,
        _ => None,
    });
    match estimate_s {
        Some(estimate_s) => {
            let takes = estimate::takes(model, kind, estimate_s);
            let at = said.iter_mut().find(|(role, _)| *role == TokenRole::Estimate);
            if let (Some((_, text)), Some(takes)) = (at, takes) {
                *text = format!("{text} -> {takes}");
            }
        }
        None => said.extend(kind.and_then(|kind| {
            let usual = estimate::usual_s(model, Some(kind))?;
            Some((TokenRole::Estimate, format!("~{}", estimate::round(f64::from(usual)))))
        })),
    }
    said
}

fn say(model: &Model, edit: &Edit) -> Option<Said> {
    let now = &model.now;
    Some(match edit {
        Edit::Kind(Some(kind)) => (TokenRole::Type, format!("@{kind}")),
        Edit::Project(Some(project)) => (TokenRole::Project, project.clone()),
        Edit::Tag(tag) => (TokenRole::Tag, format!("+{tag}")),
        Edit::Untag(tag) => (TokenRole::Tag, format!("-{tag}")),
        Edit::Priority(priority) => (TokenRole::Priority, priority.word().to_owned()),
        Edit::Estimate(Some(seconds)) => {
            (TokenRole::Estimate, words::duration(i64::from(*seconds)))
        }
        Edit::Due(Some(Due { at, hard })) => {
            let word = if *hard { "deadline" } else { "due" };
            (TokenRole::Due, format!("{word} {}", words::day_and_time(*at, now)))
        }
        Edit::From(Some(at)) => {
            (TokenRole::From, format!("from {}", words::day_and_time(*at, now)))
        }
        Edit::On(Some(day)) => (TokenRole::On, format!("on {}", words::day(*day, now))),
        Edit::At(Some(at)) => (TokenRole::At, format!("at {at}")),
        Edit::After(refs) => {
            let tasks: Vec<String> = refs.iter().map(|task| format!("`{task}`")).collect();
            (TokenRole::After, format!("after {}", tasks.join(", ")))
        }
        Edit::Every(Some(rule)) => (TokenRole::Every, format!("every {rule}")),
        Edit::Chunk(Some((least, most))) => {
            let (least, most) =
                (words::duration(i64::from(*least)), words::duration(i64::from(*most)));
            (TokenRole::Chunk, format!("in pieces of {least} to {most}"))
        }
        Edit::Splittable(false) => (TokenRole::Chunk, "in one piece".into()),
        Edit::Status(status) => (TokenRole::Status, status.word().to_owned()),
        Edit::Note(note) if !note.is_empty() => (TokenRole::Note, "with a note".into()),
        _ => return None,
    })
}
