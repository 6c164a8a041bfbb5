//! What the keys do to the selected session or gap. Each comes to one intent, and so to one step of undo.

use super::rows::{Kind, Row};
use super::{LogLine, selected};
use crate::app::overlay::{Detail, Line, PickTask, Purpose, pick_task};
use crate::app::{Effect, Model, Overlay, Tone, act as acts, keys, rate};
use crate::domain::{Break, Intent, Mint, Moment, Refusal, Session, TaskRef, decide};
use crate::input::Action;

/// Carries an action out; `None` when it is not about the log.
pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    Some(match action {
        Action::Open => open(model),
        Action::EditSession => edit(model),
        Action::AddPast => type_line(model, LogLine::add),
        Action::GoToDay => type_line(model, |_| (LogLine::Day, String::new())),
        Action::FillGap => fill(model),
        Action::Note => {
            about_session(model, |model, session| Ok(type_line(model, |_| LogLine::note(&session))))
        }
        Action::Focus => about_session(model, |model, session| {
            rate::ask(model, session.id);
            Ok(Vec::new())
        }),
        Action::Split => about_session(model, |model, session| {
            Ok(type_line(model, |model| LogLine::split(model, &session)))
        }),
        Action::Merge => about_session(model, |model, session| merge(model, &session, true)),
        Action::MergePrevious => {
            about_session(model, |model, session| merge(model, &session, false))
        }
        Action::DeleteSession => match pause(model).map(|pause| pause.id) {
            Some(pause) => vec![Effect::Do(Intent::BreakDelete { pause })],
            None => about_session(model, |model, session| {
                checked(model, Intent::LogDelete { session: session.id })
            }),
        },
        _ => return None,
    })
}

/// The selected session.
pub fn session(model: &Model) -> Option<&Session> {
    match selected(model)?.kind {
        Kind::Session(id) => model.state.session(id),
        Kind::Break(_) | Kind::Gap => None,
    }
}

/// The selected break.
pub fn pause(model: &Model) -> Option<&Break> {
    match selected(model)?.kind {
        Kind::Break(id) => model.state.pause(id),
        Kind::Session(_) | Kind::Gap => None,
    }
}

/// The effect of an intent that can be carried out; else why it can't. Asked before it is sent, so that a
/// typed line can stay open. Closed tasks are not all here: whether one has a number only the store knows.
pub fn checked(model: &Model, intent: Intent) -> Result<Vec<Effect>, Refusal> {
    match decide(&model.state, &intent, &model.now, &mut Mint::new(0, 0)) {
        Ok(_) => Ok(vec![Effect::Do(intent)]),
        Err(Refusal::NoSuchTask(TaskRef::No(no))) if no < model.state.next_no() => {
            Ok(vec![Effect::Do(intent)])
        }
        Err(refusal) => Err(refusal),
    }
}

/// What to do about a refusal, in the keys of this screen.
pub fn hint(model: &Model, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Overlap { .. } => {
            key_hint(model, Action::EditSession, "on that session corrects it")
        }
        Refusal::EndsBeforeStart { .. } => "the end has to come later".into(),
        Refusal::NoSuchTask(TaskRef::Title(_)) => {
            "a part of an open task's title, or the number of any task".into()
        }
        Refusal::NoSuchTask(_) => {
            key_hint(model, Action::ScreenTasks, "shows every task and its number")
        }
        Refusal::NothingToChange | Refusal::NoSuchSession => String::new(),
        other => other.hint(),
    }
}

/// Says why something can't be done.
pub fn refuse(model: &mut Model, refusal: &Refusal) {
    let hint = hint(model, refusal);
    model.say(Tone::Refused, refusal.to_string(), hint);
}

/// What a key does, in words.
fn key_hint(model: &Model, action: Action, does: &str) -> String {
    format!("`{}` {does}", keys::shown(model, action))
}

fn about_session(
    model: &mut Model,
    what: impl FnOnce(&mut Model, Session) -> Result<Vec<Effect>, Refusal>,
) -> Vec<Effect> {
    let Some(session) = session(model).cloned() else {
        let hint = match selected(model).map(|row| row.kind) {
            Some(Kind::Gap) => key_hint(model, Action::FillGap, "says what the gap was"),
            Some(Kind::Break(_)) => key_hint(model, Action::EditSession, "corrects the break"),
            Some(_) => String::new(),
            None => key_hint(model, Action::AddPast, "writes a past one down"),
        };
        model.say(Tone::Note, "no session is selected", hint);
        return Vec::new();
    };
    what(model, session).unwrap_or_else(|refusal| {
        refuse(model, &refusal);
        Vec::new()
    })
}

fn type_line(model: &mut Model, line: impl FnOnce(&Model) -> (LogLine, String)) -> Vec<Effect> {
    let (line, text) = line(model);
    let line = Line::with_text(model, Purpose::Log(line), &text);
    acts::open(model, Overlay::Line(Box::new(line)))
}

fn open(model: &mut Model) -> Vec<Effect> {
    match (selected(model).map(|row| row.kind), session(model).and_then(|s| s.task)) {
        (_, Some(task)) => acts::open(model, Overlay::Detail(Detail::new(task))),
        (Some(Kind::Gap), _) => fill(model),
        (Some(Kind::Session(_) | Kind::Break(_)), _) => edit(model),
        (None, _) => type_line(model, LogLine::add),
    }
}

fn edit(model: &mut Model) -> Vec<Effect> {
    if selected(model).is_some_and(|row| row.kind == Kind::Gap) {
        return type_line(model, LogLine::add);
    }
    if let Some(pause) = pause(model).cloned() {
        return type_line(model, |model| LogLine::pause(model, &pause));
    }
    about_session(model, |model, session| {
        Ok(type_line(model, |model| LogLine::edit(model, &session)))
    })
}

fn fill(model: &mut Model) -> Vec<Effect> {
    let about = match selected(model) {
        Some(Row { kind: Kind::Gap, start, end }) => pick_task::About::Gap { start, end },
        Some(Row { kind: Kind::Session(id), .. }) => pick_task::About::Session(id),
        _ => {
            let hint = key_hint(model, Action::AddPast, "writes a past session down");
            model.say(Tone::Note, "no gap is selected", hint);
            return Vec::new();
        }
    };
    let pick = PickTask::new(model, about);
    acts::open(model, Overlay::PickTask(pick))
}

/// Makes one of a session and its neighbour in the list.
fn merge(model: &mut Model, session: &Session, with_next: bool) -> Result<Vec<Effect>, Refusal> {
    let at = model.log.list.selected;
    let id = |row: &Row| match row.kind {
        Kind::Session(id) => Some(id),
        Kind::Break(_) | Kind::Gap => None,
    };
    let rows = &model.log.rows;
    let other = if with_next {
        rows.iter().skip(at + 1).find_map(id)
    } else {
        rows.iter().take(at).rev().find_map(id)
    };
    let Some(other) = other else {
        let (text, hint) = if with_next {
            let hint = key_hint(model, Action::MergePrevious, "merges with the one before");
            ("there is no session after it", hint)
        } else {
            let hint = key_hint(model, Action::Merge, "merges with the next one");
            ("there is no session before it", hint)
        };
        model.say(Tone::Note, text, hint);
        return Ok(Vec::new());
    };
    checked(model, Intent::LogMerge { sessions: [session.id, other] })
}

/// A time typed to the minute, moved to the second at which a session ends or begins in that minute: what
/// is shown as adjoining then adjoins, and nothing overlaps by seconds.
pub fn snapped(model: &Model, at: Moment, except: Option<crate::domain::SessionId>) -> Moment {
    let minute = at.utc_ms().div_euclid(60_000);
    if at.utc_ms().rem_euclid(60_000) != 0 {
        return at;
    }
    let others = model.state.sessions().filter(|session| Some(session.id) != except);
    let edges = others.flat_map(|session| [Some(session.start), session.end]).flatten();
    edges.into_iter().find(|edge| edge.utc_ms().div_euclid(60_000) == minute).unwrap_or(at)
}
