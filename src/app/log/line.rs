//! What is typed on the Log screen: a session corrected or written down, a place to cut, a note, a day.

use super::acts::{checked, hint, snapped};
use super::rows::{Kind, Row};
use super::{day, selected, turn};
use crate::app::line_edit::LineEdit;
use crate::app::overlay::purpose::Said;
use crate::app::{Effect, Model, words};
use crate::domain::{
    Break, BreakId, Intent, Moment, Refusal, Session, SessionEdit, SessionId, Span, TaskRef,
};
use crate::text::{
    ParseError, Reading, SessionGrammar, Token, TokenRole, day_range, past_moment, print_session,
    session_difference, session_line, session_tokens, span,
};
use chrono::NaiveDate;

/// What a line is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogLine {
    /// Correct a session.
    Edit {
        /// Which.
        session: SessionId,
        /// The day that its times are of.
        day: NaiveDate,
        /// The line before.
        before: String,
    },
    /// Write one down.
    Add {
        /// The day that its times are of.
        day: NaiveDate,
    },
    /// Correct a break.
    Pause {
        /// Which.
        pause: BreakId,
        /// The day that its times are of.
        day: NaiveDate,
    },
    /// Cut a session in two.
    Split {
        /// Which.
        session: SessionId,
        /// The day that the time is of.
        day: NaiveDate,
    },
    /// Write a note about a session.
    Note {
        /// Which.
        session: SessionId,
    },
    /// Go to a day.
    Day,
}

impl LogLine {
    /// The line that corrects a session, and its text.
    pub fn edit(model: &Model, session: &Session) -> (LogLine, String) {
        let day = model.now.day_of(session.start);
        let text = print_session(session, &model.state, &model.reading().on(day));
        // As the line shows it: a line break in the note is a space there.
        let before = LineEdit::new(&text).text().to_owned();
        (LogLine::Edit { session: session.id, day, before }, text)
    }

    /// The line that writes a session down, filled with the gap under the cursor.
    pub fn add(model: &Model) -> (LogLine, String) {
        let day = day(model);
        let clock = |at: Moment| at.local().format("%-H:%M").to_string();
        let text = match selected(model) {
            Some(row @ Row { kind: Kind::Gap, .. }) => {
                let span = row.span(model.now.at);
                format!("{}-{} ", clock(span.start), clock(span.end))
            }
            _ => String::new(),
        };
        (LogLine::Add { day }, text)
    }

    /// The line that corrects a break, and its times.
    pub fn pause(model: &Model, pause: &Break) -> (LogLine, String) {
        let day = model.now.day_of(pause.start);
        let clock = |at: Moment| at.local().format("%-H:%M").to_string();
        let end = pause.end.map(|end| format!("-{}", clock(end))).unwrap_or_default();
        (LogLine::Pause { pause: pause.id, day }, format!("{}{end}", clock(pause.start)))
    }

    /// The line that cuts a session in two, filled with its middle.
    pub fn split(model: &Model, session: &Session) -> (LogLine, String) {
        let day = model.now.day_of(session.start);
        let span = session.span(model.now.at);
        let middle = span.start.utc_ms() + span.seconds() * 500;
        let step = if span.seconds() >= 1200 { 300_000 } else { 60_000 };
        let at = model.now.zone.moment((middle + step / 2).div_euclid(step) * step);
        (LogLine::Split { session: session.id, day }, at.local().format("%-H:%M").to_string())
    }

    /// The line for a note, and the note so far.
    pub fn note(session: &Session) -> (LogLine, String) {
        (LogLine::Note { session: session.id }, session.note.clone())
    }

    /// The heading.
    pub fn title(&self) -> String {
        match self {
            LogLine::Edit { day, .. } => format!("Session of {}", words::short_day(*day)),
            LogLine::Add { day } => format!("Past session, {}", words::short_day(*day)),
            LogLine::Pause { day, .. } => format!("Break of {}", words::short_day(*day)),
            LogLine::Split { .. } => "Cut the session where?".into(),
            LogLine::Note { .. } => "Note".into(),
            LogLine::Day => "Which day?".into(),
        }
    }

    /// What an empty line shows.
    pub fn example(&self) -> &'static str {
        match self {
            LogLine::Edit { .. } => "9:00-10:30 task:142 focus:4 outcome:progressed note:'..'",
            LogLine::Add { .. } => "142 9:00-10:30, or a part of its title, or `break`",
            LogLine::Pause { .. } => "12:30-13:15",
            LogLine::Split { .. } => "10:15",
            LogLine::Note { .. } => "what there is to say about it",
            LogLine::Day => "fri, yesterday, last week, 2026-11-20",
        }
    }

    fn grammar(&self) -> Option<SessionGrammar> {
        match self {
            LogLine::Edit { .. } => Some(SessionGrammar::Edit),
            LogLine::Add { .. } => Some(SessionGrammar::Add),
            LogLine::Pause { .. } | LogLine::Split { .. } | LogLine::Note { .. } | LogLine::Day => {
                None
            }
        }
    }

    fn reading(&self, model: &Model) -> Reading {
        match self {
            LogLine::Edit { day, .. }
            | LogLine::Add { day }
            | LogLine::Pause { day, .. }
            | LogLine::Split { day, .. } => model.reading().on(*day),
            LogLine::Note { .. } | LogLine::Day => model.reading(),
        }
    }

    /// The parts of the line, for colouring.
    pub fn tokens(&self, model: &Model, line: &str) -> Vec<Token> {
        let reading = self.reading(model);
        self.grammar().map(|grammar| session_tokens(line, &reading, grammar)).unwrap_or_default()
    }

    /// What is understood of it, in words.
    pub fn said(&self, model: &Model, line: &str) -> Vec<Said> {
        let reading = self.reading(model);
        match self {
            LogLine::Add { .. } if break_times(line).is_some() => {
                let times = break_times(line).and_then(|times| span(times, &reading).ok());
                times.map(|span| said_of_break(model, span)).unwrap_or_default()
            }
            LogLine::Pause { .. } => {
                span(line, &reading).map(|span| said_of_break(model, span)).unwrap_or_default()
            }
            LogLine::Edit { .. } | LogLine::Add { .. } => {
                let read = self.grammar().map(|grammar| session_line(line, &reading, grammar));
                read.and_then(Result::ok).map(|edit| say(model, self, &edit)).unwrap_or_default()
            }
            LogLine::Split { session, .. } => {
                let span = model.state.session(*session).map(|s| s.span(model.now.at));
                let at = past_moment(line, &reading).ok();
                let parts = span.zip(at).filter(|(span, at)| span.contains(*at));
                parts.map(|(span, at)| vec![(TokenRole::On, halves(span, at))]).unwrap_or_default()
            }
            LogLine::Day => {
                let day = day_range(line, &reading).ok().map(|range| range.first);
                day.map(|day| day.format("%A %-d %B %Y").to_string())
                    .map(|day| vec![(TokenRole::On, day)])
                    .unwrap_or_default()
            }
            LogLine::Note { .. } => Vec::new(),
        }
    }

    /// Takes the line.
    ///
    /// # Errors
    /// Why it can't be read or done, with the place in the line.
    pub fn accept(&self, model: &mut Model, line: &str) -> Result<Vec<Effect>, ParseError> {
        let reading = self.reading(model);
        let intent = match self {
            LogLine::Day => {
                let to = day_range(line, &reading)?.first;
                return Ok(turn(model, to));
            }
            LogLine::Edit { session, before, .. } => {
                edited(model, *session, (before, line), &reading)?
            }
            LogLine::Add { .. } => Some(added(model, line, &reading)?),
            LogLine::Pause { pause, .. } => Some(corrected(model, *pause, line, &reading)?),
            LogLine::Split { session, .. } => {
                Some(Intent::LogSplit { session: *session, at: past_moment(line, &reading)? })
            }
            LogLine::Note { session } => noted(model, *session, line),
        };
        let Some(intent) = intent else { return Ok(Vec::new()) };
        match checked(model, intent) {
            Ok(effects) => Ok(effects),
            Err(Refusal::NothingToChange) => Ok(Vec::new()),
            Err(refusal) => Err(refused(model, line, &refusal)),
        }
    }
}

/// A refusal about the whole line.
fn refused(model: &Model, line: &str, refusal: &Refusal) -> ParseError {
    ParseError::new(0..line.len(), refusal.to_string(), hint(model, refusal))
}

fn edited(
    model: &Model,
    session: SessionId,
    (before, line): (&str, &str),
    reading: &Reading,
) -> Result<Option<Intent>, ParseError> {
    let new = session_line(line, reading, SessionGrammar::Edit)?;
    let old = session_line(before, reading, SessionGrammar::Edit)?;
    let mut edit = session_difference(&old, &new);
    let snap = |at: Moment| snapped(model, at, Some(session));
    edit.start = edit.start.map(snap);
    edit.end = edit.end.map(snap);
    if edit == SessionEdit::default() {
        return Ok(None);
    }
    Ok(Some(Intent::LogEdit { session, edit: Box::new(edit) }))
}

/// The times of a line that writes a break down: `12:30-13:15 break`.
fn break_times(line: &str) -> Option<&str> {
    let times = line.trim_end().strip_suffix("break")?;
    (times.is_empty() || times.ends_with(' ')).then(|| times.trim())
}

fn said_of_break(model: &Model, span: Span) -> Vec<Said> {
    let day = words::day(model.now.day_of(span.start), &model.now);
    let length = words::duration(span.seconds() / 60 * 60);
    vec![(TokenRole::On, format!("{day}, {length}")), (TokenRole::Type, "break".into())]
}

fn corrected(
    model: &Model,
    pause: BreakId,
    line: &str,
    reading: &Reading,
) -> Result<Intent, ParseError> {
    let lasts = model.state.pause(pause).is_some_and(|pause| pause.end.is_none());
    let (start, end) = match past_moment(line, reading) {
        Ok(start) if lasts => (start, None),
        _ => {
            let span = span(line, reading)?;
            (span.start, Some(snapped(model, span.end, None)))
        }
    };
    Ok(Intent::BreakEdit { pause, start: snapped(model, start, None), end })
}

fn added(model: &Model, line: &str, reading: &Reading) -> Result<Intent, ParseError> {
    if let Some(times) = break_times(line) {
        let Span { start, end } = span(times, reading)?;
        let span = Span::new(snapped(model, start, None), snapped(model, end, None));
        return Ok(Intent::BreakAdd { span });
    }
    let about = session_line(line, reading, SessionGrammar::Add)?;
    let end = line.len();
    let missing = |what: &str, hint: &str| ParseError::new(end..end, what, hint);
    let (Some(start), Some(until)) = (about.start, about.end) else {
        return Err(missing("from when to when?", "for example `9:00-10:30`"));
    };
    let task = about.task.clone().flatten();
    if task.is_none() && about.kind.is_none() {
        let hint = "a number or a part of its title; `@meetings` alone for no task";
        return Err(missing("on which task?", hint));
    }
    let snap = |at| snapped(model, at, None);
    let span = Span::new(snap(start), snap(until));
    Ok(Intent::LogAdd { task, span, about: Box::new(about) })
}

fn noted(model: &Model, session: SessionId, line: &str) -> Option<Intent> {
    let before = &model.state.session(session)?.note;
    if LineEdit::new(before).text() == line {
        return None;
    }
    let edit = SessionEdit { note: Some(line.trim().to_owned()), ..SessionEdit::default() };
    Some(Intent::LogEdit { session, edit: Box::new(edit) })
}

fn halves(span: Span, at: Moment) -> String {
    let length = |from: Moment, to: Moment| words::duration(to.seconds_since(from) / 60 * 60);
    format!("{} and {}", length(span.start, at), length(at, span.end))
}

/// What a session's line says, in words.
fn say(model: &Model, line: &LogLine, edit: &SessionEdit) -> Vec<Said> {
    let mut said = Vec::new();
    let running = match line {
        LogLine::Edit { session, .. } => {
            model.state.session(*session).is_some_and(|s| s.end.is_none())
        }
        _ => false,
    };
    let end = edit.end.or(running.then_some(model.now.at));
    if let Some((start, end)) = edit.start.zip(end) {
        let length = words::duration(end.seconds_since(start) / 60 * 60);
        let day = words::day(model.now.day_of(start), &model.now);
        said.push((TokenRole::On, format!("{day}, {length}")));
    }
    if let Some(Some(reference)) = &edit.task {
        said.push((TokenRole::After, task_words(model, reference)));
    }
    if let Some(Some(kind)) = &edit.kind {
        said.push((TokenRole::Type, format!("@{kind}")));
    }
    if let Some(Some(focus)) = edit.focus {
        let word = crate::app::rate::WORDS.get(usize::from(focus).wrapping_sub(1));
        said.push((TokenRole::Priority, word.copied().unwrap_or_default().to_owned()));
    }
    if let Some(Some(outcome)) = edit.outcome {
        said.push((TokenRole::Status, outcome.word().to_owned()));
    }
    if edit.note.as_ref().is_some_and(|note| !note.is_empty()) {
        said.push((TokenRole::Note, "with a note".into()));
    }
    said
}

fn task_words(model: &Model, reference: &TaskRef) -> String {
    match model.state.resolve(reference) {
        Ok(task) => format!("{} {}", task.no.0, task.title),
        Err(Refusal::Ambiguous { candidates, .. }) => format!("{} tasks fit", candidates.len()),
        Err(_) => format!("task {reference}"),
    }
}
