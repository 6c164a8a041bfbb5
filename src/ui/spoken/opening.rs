//! The day at a glance: the date, what was worked, what runs, the next break, and the first of the queue.

use super::place;
use crate::app::nudges;
use crate::app::{Model, calendars, keys, today, words};
use crate::input::{Action, Context};
use crate::ui::today::{first_run, fit, session};

/// So many tasks of the queue are named.
const NAMED: usize = 5;
/// So many keys are named.
const KEYS: usize = 10;

/// A few lines that say where the day stands.
pub fn opening(model: &Model) -> Vec<String> {
    let date = model.now.day().format("%A %-d %B");
    let mut lines = vec![format!("heyday, {date}, {}.", words::clock(model.now.at))];
    if let Some(reason) = &model.read_only {
        lines.push(format!("Read-only: {reason}."));
    }
    if let Some((trouble, _)) = calendars::trouble(model) {
        lines.push(format!("Attention: {trouble}."));
    }
    lines.extend(present(model));
    if today::is_first_run(model) {
        lines.push("Nothing is written down yet. Three ways to begin:".into());
        lines.extend(first_run::told(model));
    } else {
        lines.extend(queue(model));
    }
    lines.push(keys_line(model, &[Context::Global, context(model)]));
    lines
}

/// What was worked and what runs.
pub(super) fn present(model: &Model) -> Vec<String> {
    let now = model.now.at;
    let mut lines = Vec::new();
    let running = model.state.running();
    let worked = model.today.worked_s + running.map_or(0, |session| session.worked_s(now));
    lines.push(match worked / 60 * 60 {
        0 => "No work yet today.".to_owned(),
        worked => format!("Worked so far: {}.", words::duration(worked)),
    });
    if let Some(session) = running {
        let task = session.task.and_then(|id| model.state.task(id));
        let title = task.map(|task| task.title.as_str()).or(session.kind.as_deref());
        let since = words::clock(session.start);
        let elapsed = words::duration(now.seconds_since(session.start).max(0) / 60 * 60);
        let title = title.unwrap_or("work");
        let mut line = format!("Running since {since}, {elapsed}: {title}");
        if let Some(task) = task {
            line.push_str(", ");
            line.push_str(&session::spent(model, task).0);
        }
        lines.push(line + ".");
        let due = session::break_due(model).0;
        lines.extend((!due.is_empty()).then(|| super::sentences(&[&due])));
    } else if let Some(pause) = model.state.on_break() {
        lines.push(super::sentences(&[&session::break_words(model, pause).2]));
    } else {
        lines.push("Nothing is running.".into());
    }
    lines
}

fn queue(model: &Model) -> Vec<String> {
    let (text, _) = fit::said(model);
    let mut lines = vec![super::sentences(&[&format!("Today: {text}")])];
    lines.extend(super::plan::opening(model));
    let count = model.today.order.len();
    if count == 0 {
        let add = keys::shown(model, Action::Add);
        lines.push(format!("Nothing to do now. `{add}` writes a task down."));
        return lines;
    }
    let shown = count.min(NAMED);
    let heading = if shown < count {
        format!("Next, {shown} of {count}:")
    } else {
        format!("Next, {}:", words::count(count, "task"))
    };
    lines.push(heading);
    let first = model.today.order.iter().take(NAMED).filter_map(|id| model.state.task(*id));
    lines.extend((1..).zip(first).map(|(n, task)| format!("{n}: {}", place::queued(model, task))));
    lines
}

fn context(model: &Model) -> Context {
    keys::contexts(model).into_iter().nth(1).unwrap_or(Context::Today)
}

/// The keys that matter most in these contexts, and how to find the others.
pub(super) fn keys_line(model: &Model, stack: &[Context]) -> String {
    let keymap = &model.settings.keymap;
    let mut named: Vec<String> = Vec::new();
    let chord = |action| keymap.chords(stack, action).into_iter().next().map(|c| c.shown());
    if stack.iter().all(|context| !context.is_overlay())
        && let (Some(down), Some(up)) = (chord(Action::Down), chord(Action::Up))
    {
        named.push(format!("`{down}` and `{up}` move"));
    }
    let entries = keymap.footer(stack);
    let hidden = [Action::Help, Action::Quit, Action::Zen];
    let means = |action| {
        let top = model.overlays.last();
        nudges::answers_to(model, action) && top.is_none_or(|top| top.takes(action))
    };
    let entries =
        entries.iter().filter(|entry| !hidden.contains(&entry.action) && means(entry.action));
    let said = |chord: &crate::input::Chord, action: Action| {
        format!("`{}` {}", chord.shown(), action.spec().label)
    };
    named.extend(entries.take(KEYS).map(|entry| said(&entry.chord, entry.action)));
    let more = [(Action::Help, "every key"), (Action::Quit, "leave")];
    named.extend(
        more.into_iter().filter_map(|(a, what)| chord(a).map(|key| format!("`{key}` {what}"))),
    );
    format!("Keys: {}.", named.join(", "))
}
