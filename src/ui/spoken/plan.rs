//! The plan in words: the blocks of today, what a newer proposal would change, why a block is where it is, and the
//! days of the Week screen.

use super::aspect::Told;
use super::overlay::Shown as Said;
use super::place::Place;
use crate::app::keys::shown_in;
use crate::app::overlay::{BlockDay, PlanDiff};
use crate::app::plan::changes::{Change, Kind};
use crate::app::plan::{self, Shown, Standing, Which, shown};
use crate::app::{Model, week, words};
use crate::input::{Action, Context};
use crate::ui::overlay::plan_diff;
use crate::ui::today::risk;

/// A block: when, what, how it stands.
pub(super) fn block(model: &Model, block: &Shown) -> String {
    let title = model.state.task(block.task).map_or("a task that is gone", |task| &task.title);
    let how = match block.standing {
        Standing::Proposed => ", proposed",
        Standing::Missed => ", missed",
        Standing::Ahead if block.pinned => ", pinned",
        Standing::Ahead | Standing::Kept => "",
    };
    format!("{} to {}, {title}{how}", words::clock(block.start), words::clock(block.end))
}

/// What of the plan is to come today, and what does not work out; nothing without a plan.
pub(super) fn opening(model: &Model) -> Vec<String> {
    let now = model.now.at;
    let ahead: Vec<&Shown> =
        shown::of_day(model, model.now.day()).filter(|block| block.end > now).collect();
    let mut lines = Vec::new();
    if !ahead.is_empty() {
        lines.push(format!("The plan, {}:", words::count(ahead.len(), "block")));
        lines.extend(ahead.iter().map(|one| block(model, one) + "."));
    }
    lines.extend(model.today.worries.iter().filter(|worry| worry.late).map(risk::told));
    lines
}

/// What should be known at once: each fault and each announcement once.
pub(super) fn alerts(model: &Model) -> Vec<Told> {
    let notices = model.today.notices.iter();
    notices
        .map(|notice| {
            let line = super::sentences(&[&notice.text, &notice.hint]);
            Told::new(format!("notice {}", notice.text), line)
        })
        .collect()
}

/// The selection of the Week screen.
pub(super) fn place(model: &Model) -> Place {
    let Some(day) = model.week.days.get(model.week.day) else { return Place::nothing("No day.") };
    let name = day.day.format("%A %-d %B").to_string();
    let mut parts = vec![name, crate::ui::week::load(day, &model.now).0];
    parts.extend((!day.due.is_empty()).then(|| format!("{} due", day.due.len())));
    let heading = parts.join(", ") + ".";
    let Some(selected) = week::selected(model) else {
        return Place { same: heading.clone(), lines: vec![heading] };
    };
    let (at, of) = (model.week.block + 1, day.blocks.len());
    let row = format!("{at} of {of}: {}", block(model, selected));
    Place { same: format!("{heading} {row}"), lines: vec![heading, row] }
}

/// The line that tells the Week screen.
pub(super) fn heading(model: &Model) -> String {
    let planned: i64 = model.week.days.iter().map(|day| day.planned_s).sum();
    format!("Week: {} planned on seven days.", words::duration(planned / 60 * 60))
}

/// The overlay of what could change.
pub(super) fn diff(model: &Model, diff: &PlanDiff) -> Said {
    let said: Vec<String> = diff
        .changes
        .iter()
        .zip(&diff.chosen)
        .map(|(one, chosen)| change(model, one) + if *chosen { "" } else { ", left out" })
        .collect();
    let of = said.len();
    let mut lines: Vec<String> = (1..).zip(&said).map(|(n, text)| format!("{n}: {text}")).collect();
    let [one, take] =
        [Action::Select, Action::Accept].map(|action| shown_in(model, Context::Offers, action));
    lines.push(format!("`{one}` leaves one out or takes it in; nothing changes before `{take}`."));
    let at = diff.list.selected;
    let taken = diff.wanted();
    let place =
        said.get(at).map(|text| format!("{} of {of}: {text}. {taken} of {of} taken", at + 1));
    Said { title: "The plan could change".into(), lines, place, ..Said::default() }
}

fn change(model: &Model, change: &Change) -> String {
    let what = match change.kind {
        Kind::New(_) => "new",
        Kind::Moved(..) => "moved",
        Kind::Gone(..) => "out",
    };
    let title = model.state.task(change.task).map_or("a task that is gone", |task| &task.title);
    let times = plan_diff::times(model, change, " to ", "becomes");
    let reason = plan_diff::reason(change);
    let reason = if reason.is_empty() { reason } else { format!(", {reason}") };
    format!("{what}, {title}, {times}{reason}")
}

/// The overlay that asks for another day.
pub(super) fn days(model: &Model, asked: &BlockDay) -> Said {
    let said = |day: &Option<chrono::NaiveDate>| {
        day.map_or_else(|| "out of the plan".to_owned(), |day| words::day(day, &model.now))
    };
    let choices: Vec<String> = asked.days.iter().map(said).collect();
    let (of, at) = (choices.len(), asked.list.selected);
    let place = choices.get(at).map(|choice| format!("{} of {of}: {choice}", at + 1));
    let mut lines: Vec<String> =
        (1..).zip(&choices).map(|(n, choice)| format!("{n}: {choice}")).collect();
    lines.push("Or type a day: `fri`, `+3d`, `4 dec`.".into());
    let query = asked.query.text().to_owned();
    let answer = place.clone().unwrap_or_else(|| "that is no day to come.".into());
    Said {
        title: format!("Another day for {}", title(model, asked.which)),
        lines,
        place,
        found: vec![format!("{query}: {answer}")],
        query: Some(query),
        ..Said::default()
    }
}

fn title(model: &Model, which: Which) -> String {
    let task = plan::find(model, which).and_then(|block| model.state.task(block.task));
    task.map_or_else(|| "the block".to_owned(), |task| task.title.clone())
}
