//! A task with everything that is known of it.

use crate::app::insights::estimate;
use crate::app::keys::shown;
use crate::app::overlay::Detail;
use crate::app::{Model, words};
use crate::config::theme::Role;
use crate::domain::Task;
use crate::input::Action;
use crate::ui::footer::ticked_with;
use crate::ui::pen::Pen;
use crate::ui::popup;

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, detail: &Detail) {
    let Some(task) = model.state.task(detail.task) else { return };
    let facts = facts(model, task);
    let notes: Vec<&str> = task.note.lines().skip(usize::from(detail.scroll)).collect();
    let count = facts.len() + notes.len() + usize::from(!notes.is_empty());
    let rows = u16::try_from(count).unwrap_or(u16::MAX).saturating_add(6);
    let inner = popup::centred(pen, model, &format!("Task {}", task.no), (72, rows));
    pen.outside(inner, 0, &task.title, Role::Heading);
    let (list, keys) = inner.split_top(2).1.split_bottom(1);
    let mut at = 0;
    for (name, value) in facts {
        pen.text(list.row(at), 0, name, Role::Muted);
        pen.outside(list.row(at), 12, &value, Role::Text);
        at += 1;
    }
    at += u16::from(!notes.is_empty());
    for line in notes {
        pen.outside(list.row(at), 0, line, Role::Text);
        at = at.saturating_add(1);
    }
    let open = !task.status.is_closed();
    let key = |action| shown(model, action);
    let acts = [
        "`Enter` starts".to_owned(),
        format!("`{}` edits", key(Action::Edit)),
        format!("`{}` done", key(Action::Done)),
        format!("`{}` another day", key(Action::OtherDay)),
    ];
    ticked_with(pen, keys, if open { &acts } else { &[] }, "`Esc` closes");
}

/// What is known, by name.
pub(in crate::ui) fn facts(model: &Model, task: &Task) -> Vec<(&'static str, String)> {
    let now = &model.now;
    let mut facts = vec![("status", task.status.word().to_owned())];
    let mut fact = |name, value: Option<String>| facts.extend(value.map(|value| (name, value)));
    fact("type", task.kind.as_ref().map(|kind| format!("@{kind}")));
    fact("project", task.project.clone());
    fact("tags", (!task.tags.is_empty()).then(|| task.tags.join(", ")));
    fact(
        "priority",
        (task.priority != crate::domain::Priority::Normal).then(|| task.priority.word().into()),
    );
    let due_name = if task.due.is_some_and(|due| due.hard) { "deadline" } else { "due" };
    fact(due_name, task.due.map(|due| words::day_and_time(due.at, now)));
    fact("planned", task.on.map(|day| words::day(day, now)));
    fact("from", task.from.map(|at| words::day_and_time(at, now)));
    let tracked = model.state.tracked_s(task.id, now.at);
    fact("estimate", task.estimate_s.map(|s| words::duration(i64::from(s))));
    if !task.status.is_closed() {
        let usual = estimate::usual_s(model, task.kind.as_deref());
        let usual = usual.filter(|_| task.estimate_s.is_none());
        fact("estimate", usual.map(|s| format!("~{}, as usual", estimate::round(f64::from(s)))));
        fact("takes", estimate::left(model, task));
    }
    fact("worked", (tracked >= 60).then(|| words::duration(tracked / 60 * 60)));
    fact("repeats", task.every.clone());
    fact("context", task.at.clone());
    let after: Vec<String> = task
        .after
        .iter()
        .filter_map(|id| model.state.task(*id))
        .map(|other| format!("{} {}", other.no, other.title))
        .collect();
    fact("after", (!after.is_empty()).then(|| after.join(", ")));
    fact("written", Some(words::day(now.day_of(task.created), now)));
    facts
}
