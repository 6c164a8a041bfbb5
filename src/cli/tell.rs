//! What is said after a change: one line of what changed, one of what is next; or one object with the
//! changed things. Quiet says nothing.
//!
//! Next: [`super::phrase`] for the words, [`super::view`] for the objects.

mod blocks;
mod breaks;
mod calendars;
mod nudges;

use super::env::Env;
use super::phrase;
use super::printer::Look;
use super::view::{self, Around};
use crate::domain::{
    Change, Now, Objection, Priority, Session, SessionPatch, State, Status, Task, TaskId,
    TaskPatch, TaskType,
};
use crate::exchange::json::Json;
use crate::exchange::jsonl::write;
use crate::store::Recorded;
use crate::text::print_duration;

/// How many changes are told one by one.
const TOLD: usize = 4;

/// What the second line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// How to begin what was changed.
    Begin,
    /// How what runs ends.
    Stop,
    /// How the break ends.
    Resume,
    /// The task on top of the queue.
    Task,
    /// How to take it back.
    Undo,
}

/// Says what a recorded intent changed.
pub(crate) fn changed(env: &mut Env, recorded: &Recorded, next: Next) {
    if env.printer.json {
        let Recorded { seq, decision, state } = recorded;
        let mut answer = Json::default();
        answer.object(|json| {
            json.field("v", 1).field("verb", decision.verb).field("seq", *seq);
            things(json, &decision.changes, state, env);
        });
        env.printer.json(&answer);
        return;
    }
    if env.printer.quiet {
        return;
    }
    let (told, followed) = blocks::apart(recorded);
    let told = told.into_iter().filter_map(|one| clause(one, &recorded.state, &env.now));
    let mut clauses: Vec<String> = told.chain(followed).collect();
    if clauses.len() > TOLD + 1 {
        let more = clauses.len() - TOLD;
        clauses.truncate(TOLD);
        clauses.push(format!("and {more} more changes"));
    }
    let line = capitalised(&clauses.join("; "));
    env.printer.say(Look::Plain, &line);
    if let Some(next) = what_next(env, recorded, next) {
        env.printer.say(Look::Faint, &format!("Next: {next}"));
    }
}

fn clause(change: &Change, state: &State, now: &Now) -> Option<String> {
    Some(match change {
        Change::TaskAdded { task } => {
            let about = phrase::attributes(task, state, now);
            let about = if about.is_empty() { about } else { format!(" ({about})") };
            format!("added {}{about}", named(task))
        }
        Change::TaskRemoved { task } => format!("deleted {}", named(task)),
        Change::TaskEdited { id, new, .. } => edited(state.task(*id)?, new, state, now),
        Change::SessionAdded { session } if session.end.is_none() => {
            format!("started {}{}", on(session, state), since(session, now))
        }
        Change::SessionAdded { session } => format!("logged {}", stretch(session, state, now)),
        Change::SessionRemoved { session } => {
            format!("removed the session {}", stretch(session, state, now))
        }
        Change::SessionEdited { id, old, new } => {
            corrected(state.session(*id)?, old, new, (state, now))
        }
        Change::BreakAdded { .. } | Change::BreakEdited { .. } | Change::BreakRemoved { .. } => {
            breaks::clause(change, state)?
        }
        Change::BlockAdded { block } => {
            format!("planned {} for {}", blocks::title(block, state), blocks::place(block, now))
        }
        Change::BlockEdited { id, old, new } => {
            blocks::edited(state.block(*id)?, (old, new), (state, now))
        }
        Change::BlockRemoved { block } => {
            format!("took {} out of the plan ({})", block.no, blocks::place(block, now))
        }
        Change::EventAdded { event } => format!("added the event `{}`", event.title),
        Change::EventRemoved { event } => format!("removed the event `{}`", event.title),
        Change::CalendarAdded { .. }
        | Change::CalendarEdited { .. }
        | Change::CalendarRemoved { .. } => calendars::clause(change)?,
        Change::DayClosed { closing } => format!("closed the day {}", closing.day),
        Change::DayReopened { closing } => format!("the day {} is open again", closing.day),
        Change::SnoozeAdded { .. }
        | Change::SnoozeEdited { .. }
        | Change::SnoozeRemoved { .. }
        | Change::SignDisputed { .. }
        | Change::DisputeEnded { .. } => nudges::clause(change, state, now)?,
        Change::TypeAdded { kind, .. } => format!("new type @{} ({})", kind.name, kind.mode.word()),
        Change::TypeRemoved { kind, .. } => format!("no type @{} any more", kind.name),
        Change::TypeEdited { old, new } => turned(old, new),
    })
}

fn turned(old: &TaskType, new: &TaskType) -> String {
    let name = &new.name;
    if old.name != *name {
        return format!("@{} is called @{name} now; the log keeps the old name", old.name);
    }
    if old.objection != new.objection {
        return match new.objection {
            Some(Objection::Muted) => {
                format!("the learned hours of @{name} are muted: the plan ignores them")
            }
            Some(Objection::Disputed) => {
                format!("you dispute the learned hours of @{name}: the plan ignores them")
            }
            None => format!("the learned hours of @{name} count again"),
        };
    }
    if old.mode != new.mode {
        return format!("@{name} is {} now, not {}", new.mode.word(), old.mode.word());
    }
    let taken = new.formerly.iter().filter(|former| !old.formerly.contains(former));
    let taken: Vec<String> = taken.map(|former| format!("@{former}")).collect();
    if taken.is_empty() {
        return format!("@{name} has fewer former names");
    }
    let count = if taken.len() == 1 { "counts" } else { "count" };
    format!("{} {count} as @{name} now", taken.join(" and "))
}

fn named(task: &Task) -> String {
    format!("{} `{}`", task.no, task.title)
}

fn on(session: &Session, state: &State) -> String {
    match session.task.and_then(|id| state.task(id)) {
        Some(task) => named(task),
        None => phrase::about(session, state),
    }
}

fn since(session: &Session, now: &Now) -> String {
    if session.start.utc_ms() == now.at.utc_ms() {
        return String::new();
    }
    format!(", {} ago", print_duration(now.at.seconds_since(session.start)))
}

/// `today 09:00-10:30 142 Draft (1h30)`.
fn stretch(session: &Session, state: &State, now: &Now) -> String {
    let day = phrase::day_at(session.start, now);
    let worked = print_duration(session.worked_s(now.at));
    format!("{day} {} {} ({worked})", phrase::from_to(session), on(session, state))
}

fn edited(task: &Task, new: &TaskPatch, state: &State, now: &Now) -> String {
    match new.status {
        Some(Status::Done) => return format!("done {}", named(task)),
        Some(Status::Dropped) => return format!("dropped {}", named(task)),
        Some(Status::Open) => return format!("reopened {}", named(task)),
        Some(Status::Waiting) => return format!("{} waits", named(task)),
        None => {}
    }
    let fields = new.fields();
    if fields == ["note"] && !task.note.is_empty() {
        return format!("noted on {}", named(task));
    }
    let cleared = cleared(new);
    let set = fields.iter().filter(|field| **field != "title").count() > 0;
    let about = if set { phrase::attributes(task, state, now) } else { String::new() };
    match (cleared.as_str(), about.as_str()) {
        ("", "") => format!("changed {}", named(task)),
        ("", about) => format!("changed {}: {about}", named(task)),
        (cleared, "") => format!("changed {}: {cleared} cleared", named(task)),
        (cleared, about) => format!("changed {}: {cleared} cleared ({about})", named(task)),
    }
}

/// The fields that now say nothing, as a person types them.
fn cleared(new: &TaskPatch) -> String {
    let emptied = [
        ("note", new.note.as_ref().is_some_and(String::is_empty)),
        ("type", new.kind == Some(None)),
        ("project", new.project == Some(None)),
        ("tag", new.tags.as_ref().is_some_and(Vec::is_empty)),
        ("pri", new.priority == Some(Priority::Normal)),
        ("est", new.estimate_s == Some(None)),
        ("due", new.due == Some(None)),
        ("from", new.from == Some(None)),
        ("on", new.on == Some(None)),
        ("at", new.at == Some(None)),
        ("after", new.after.as_ref().is_some_and(Vec::is_empty)),
        ("every", new.every == Some(None)),
        ("chunk", new.chunk_min_s == Some(None) || new.chunk_max_s == Some(None)),
        ("nosplit", new.splittable == Some(true)),
    ];
    let words: Vec<&str> = emptied.iter().filter(|(_, is)| *is).map(|(word, _)| *word).collect();
    words.join(", ")
}

fn corrected(
    session: &Session,
    old: &SessionPatch,
    new: &SessionPatch,
    (state, now): (&State, &Now),
) -> String {
    if old.end == Some(None) {
        let focus = session.focus.map(|focus| format!(", focus {focus}")).unwrap_or_default();
        let worked = print_duration(session.worked_s(now.at));
        // Whoever finishes a task need not be told which one the timer was on.
        let closed =
            session.task.and_then(|id| state.task(id)).is_some_and(|t| t.status.is_closed());
        let what = if closed { "its timer".to_owned() } else { on(session, state) };
        return format!("stopped {what} after {worked}{focus}");
    }
    match new.fields().as_slice() {
        ["interruptions"] => {
            let lost = session.interruptions.last().map_or(0, |one| one.lost_s);
            let lost = if lost > 0 {
                format!(" of {}", print_duration(lost.into()))
            } else {
                String::new()
            };
            format!("noted an interruption{lost} in {}", on(session, state))
        }
        ["confirmed"] => format!("kept {} running, {}", on(session, state), so_far(session, now)),
        _ => format!("corrected {}", stretch(session, state, now)),
    }
}

fn so_far(session: &Session, now: &Now) -> String {
    format!("{} so far", print_duration(session.worked_s(now.at)))
}

/// A sentence begins with a capital.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn what_next(env: &mut Env, recorded: &Recorded, next: Next) -> Option<String> {
    match next {
        Next::Undo => Some("`heyday undo` takes it back".into()),
        Next::Resume => Some("`heyday resume` goes on".into()),
        Next::Begin => {
            let id = recorded.decision.changes.iter().find_map(|change| match change {
                Change::TaskAdded { task } => Some(task.id),
                Change::TaskEdited { id, .. } => Some(*id),
                _ => None,
            })?;
            recorded.state.task(id).map(|task| how_to_begin(task, &recorded.state, &env.now))
        }
        Next::Stop => {
            let running = recorded.state.running()?;
            let task = running.task.and_then(|id| recorded.state.task(id));
            let left = task.and_then(|t| phrase::remaining_s(t, &recorded.state, env.now.at));
            Some(match left {
                Some(left @ 60..) => {
                    format!("{} left of the estimate; `heyday stop` ends it", print_duration(left))
                }
                Some(_) => "the estimate is used up; `heyday stop` ends it".into(),
                None => "`heyday stop` ends it".into(),
            })
        }
        Next::Task => match env.top_task() {
            Ok(Some(task)) => Some(format!("{}: `heyday start {}`", named(&task), task.no)),
            // The change is saved and told; that the rest can't be read is the next command's to say.
            _ => Some("nothing is waiting; `heyday add TITLE` writes something down".into()),
        },
    }
}

/// How a task is begun, or what it waits for.
fn how_to_begin(task: &Task, state: &State, now: &Now) -> String {
    let before = task.after.iter().filter_map(|id| state.task(*id));
    let before: Vec<&Task> = before.filter(|one| !one.status.is_closed()).collect();
    let later = task.from.filter(|from| from.utc_ms() > now.at.utc_ms());
    match (before.iter().find(|one| state.is_ready(one, now.at)), before.first(), later) {
        (Some(first), ..) => {
            format!("{} comes first: `heyday start {}`", named(first), first.no)
        }
        (None, Some(first), _) => format!("it waits for {}", named(first)),
        (None, None, Some(from)) => format!("it waits until {}", phrase::day_clock(from, now)),
        (None, None, None) => format!("`heyday start {}` begins it", task.no),
    }
}

/// Writes the changed things into the open object: tasks and sessions as they are now, removed ones as they
/// were. What is not in `state` is left out.
pub(crate) fn things(json: &mut Json, changes: &[Change], state: &State, env: &Env) {
    let around = Around { state, now: &env.now, weights: env.weights() };
    let (mut tasks, mut sessions, mut breaks) = (Vec::new(), Vec::new(), Vec::new());
    for change in changes {
        match change {
            Change::TaskAdded { task } => tasks.extend(state.task(task.id)),
            Change::TaskEdited { id, .. } => tasks.extend(state.task(*id)),
            Change::SessionAdded { session } => sessions.extend(state.session(session.id)),
            Change::SessionEdited { id, .. } => sessions.extend(state.session(*id)),
            Change::BreakAdded { pause } => breaks.extend(state.pause(pause.id)),
            Change::BreakEdited { id, .. } => breaks.extend(state.pause(*id)),
            _ => {}
        }
    }
    let mut seen: Vec<TaskId> = Vec::new();
    tasks.retain(|task: &&Task| {
        !seen.contains(&task.id) && {
            seen.push(task.id);
            true
        }
    });
    json.array_field("tasks", |json| {
        for task in tasks {
            json.object_item(|json| view::task(json, task, around));
        }
    });
    json.array_field("sessions", |json| {
        for session in sessions {
            json.object_item(|json| view::session(json, session, state, &env.now));
        }
    });
    json.array_field("breaks", |json| {
        for pause in breaks {
            json.object_item(|json| write::break_fields(json, pause));
        }
    });
    json.array_field("blocks", |json| blocks::items(json, changes, state));
    json.array_field("types", |json| {
        for change in changes {
            if let Change::TypeAdded { kind, .. } | Change::TypeEdited { new: kind, .. } = change {
                json.object_item(|json| write::type_fields(json, kind));
            }
        }
    });
    nudges::fields(json, changes, state);
    json.array_field("removed", |json| removed(json, changes));
}

fn removed(json: &mut Json, changes: &[Change]) {
    for change in changes {
        match change {
            Change::TaskRemoved { task } => {
                json.object_item(|json| write::task_fields(json, task));
            }
            Change::SessionRemoved { session } => {
                json.object_item(|json| write::session_fields(json, session));
            }
            Change::BreakRemoved { pause } => {
                json.object_item(|json| write::break_fields(json, pause));
            }
            Change::BlockRemoved { block } => {
                json.object_item(|json| write::block_fields(json, block));
            }
            Change::TypeRemoved { kind, .. } => {
                json.object_item(|json| write::type_fields(json, kind));
            }
            _ => {}
        }
    }
}
