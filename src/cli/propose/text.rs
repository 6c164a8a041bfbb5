//! A proposal as lines: the day with its times, what is in it and why, what found no place and what may be late.

use super::super::env::Env;
use super::super::phrase::{self, clock, count, day};
use super::super::printer::Look;
use super::super::table::{Column, Table};
use super::{Ground, Shown};
use crate::domain::{Due, Moment, State, TaskId};
use crate::plan::Made;
use crate::plan::proposal::{AtRisk, DayPlan, Kind, Proposed, Step, Stretch};
use crate::text::{brief, print_duration, visible};
use chrono::Timelike;

/// How many misfits are named.
const NAMED: usize = 5;

/// Prints what is to be shown of a proposal.
pub(super) fn print(env: &mut Env, made: &Made, ground: &Ground, shown: Shown) {
    forgotten(env, &ground.state);
    let mut range = shown.range(made);
    let days = &made.proposal.days;
    let is_work = |day: &DayPlan| !day.stretches.is_empty();
    if shown.first.is_none() && shown.days.is_none() && !days[range.clone()].iter().any(is_work) {
        // Nothing is left of today: what comes then is of more use than an empty page.
        if let Some(next) = days.iter().position(has_tasks) {
            range = 0..next + 1;
        }
    }
    for (at, planned) in days[range.clone()].iter().enumerate() {
        if at > 0 {
            env.printer.line("");
        }
        one_day(env, planned, ground);
    }
    misfits(env, made, &ground.state);
    closing(env, made);
}

/// Says that the timer was forgotten: what it was is room of the day, or is not.
fn forgotten(env: &mut Env, state: &State) {
    let now = env.now;
    let limit_s = now.forgotten_after_s;
    let Some(running) = state.running().filter(|one| one.is_forgotten(now.at, limit_s)) else {
        return;
    };
    let (title, since) = (phrase::about(running, state), env.day_clock(running.start));
    let line =
        format!("The timer on `{title}` has run since {since}: `heyday away` says what it was");
    let line = env.printer.paint(Look::Warning, &brief(&line));
    env.printer.line(&line);
    env.printer.line("");
}

fn has_tasks(day: &DayPlan) -> bool {
    day.stretches.iter().any(|stretch| matches!(stretch.kind, Kind::Task(_)))
}

fn one_day(env: &mut Env, planned: &DayPlan, ground: &Ground) {
    let now = env.now;
    let date = planned.day.format("%a %-d %b");
    let fit = format!(
        "{} of {} planned",
        print_duration(planned.planned_s),
        print_duration(planned.capacity_s)
    );
    let name = match day(planned.day, &now) {
        word if word == "today" || word == "tomorrow" => format!("{word}, {date}"),
        _ => date.to_string(),
    };
    let heading = env.printer.paint(Look::Strong, &name);
    let look = if planned.planned_s > planned.capacity_s { Look::Warning } else { Look::Faint };
    let fit = env.printer.paint(look, &fit);
    env.printer.line(&format!("{heading}  {fit}"));
    let shown: Vec<&Stretch> =
        planned.stretches.iter().filter(|stretch| stretch.kind != Kind::Buffer).collect();
    if shown.is_empty() {
        let line = env.printer.paint(Look::Faint, "  nothing is planned");
        env.printer.line(&line);
        return;
    }
    let mut table = Table::new(&[
        (Column::Left, ""),
        (Column::Right, ""),
        (Column::Flexible, ""),
        (Column::Left, ""),
        (Column::Left, ""),
        (Column::Flexible, ""),
    ]);
    for stretch in shown {
        table.row(row(stretch, ground, now.at));
    }
    table.print(&mut env.printer);
}

fn row(stretch: &Stretch, ground: &Ground, now: Moment) -> Vec<(Look, String)> {
    let state = &ground.state;
    let times = format!("{}-{}", clock(stretch.start), clock(stretch.end));
    let long = print_duration(stretch.end.seconds_since(stretch.start));
    let is_now = stretch.start <= now && now < stretch.end;
    let look = if is_now { Look::Accent } else { Look::Plain };
    let quiet = |what: String| {
        vec![
            (Look::Faint, times.clone()),
            (Look::Faint, String::new()),
            (Look::Faint, what),
            (Look::Faint, long.clone()),
        ]
    };
    match &stretch.kind {
        Kind::Task(proposed) => {
            let task = state.task(proposed.put.task);
            let kind = task.and_then(|task| task.kind.as_ref());
            vec![
                (look, times),
                (Look::Faint, proposed.no.to_string()),
                (look, titles(proposed, state)),
                (Look::Plain, long),
                (kind_look(kind, state), kind.map(|kind| format!("@{kind}")).unwrap_or_default()),
                (Look::Faint, why(proposed)),
            ]
        }
        Kind::Event(_, title) => {
            vec![
                (look, times),
                (Look::Faint, String::new()),
                (look, title.clone()),
                (Look::Faint, long),
            ]
        }
        Kind::Break => quiet(if is_lunch(stretch, ground) { "lunch" } else { "break" }.into()),
        Kind::Buffer => quiet(String::new()),
    }
}

/// Each kind of work has its colour, by its place among them.
fn kind_look(kind: Option<&String>, state: &State) -> Look {
    let place = kind.and_then(|kind| state.types().iter().position(|known| known.name == *kind));
    place.map_or(Look::Faint, |place| Look::Kind(u8::try_from(place).unwrap_or(0)))
}

/// Whether a break is the one at noon.
fn is_lunch(stretch: &Stretch, ground: &Ground) -> bool {
    let starts = stretch.start.local().time().num_seconds_from_midnight() / 60;
    ground.planning.lunch.is_some_and(|(from, _)| u32::from(from) == starts)
}

/// The first reason; and where the block was before, when it moves.
fn why(proposed: &Proposed) -> String {
    let reason = proposed.reasons.first().map(|reason| reason.text.clone()).unwrap_or_default();
    match proposed.step {
        Step::Moved(span) => format!("was {}-{}; {reason}", clock(span.start), clock(span.end)),
        Step::Kept if proposed.put.pinned => format!("pinned: {reason}"),
        Step::Kept | Step::New => reason,
    }
}

/// What is done in a block: `142 Draft methods`, `12 Call Ana, 13 Book a room`.
fn titles(proposed: &Proposed, state: &State) -> String {
    let name = |id: &TaskId| state.task(*id).map(|task| format!("{} {}", task.no, task.title));
    let all = std::iter::once(&proposed.put.task).chain(&proposed.put.also);
    all.filter_map(name).collect::<Vec<_>>().join(", ")
}

fn misfits(env: &mut Env, made: &Made, state: &State) {
    let now = env.now;
    let name = |id: TaskId| {
        let task = state.task(id);
        task.map(|task| format!("{} {}", task.no, visible(&task.title))).unwrap_or_default()
    };
    let proposal = &made.proposal;
    if !proposal.at_risk.is_empty() {
        env.printer.line("");
    }
    let (over, open): (Vec<&AtRisk>, Vec<&AtRisk>) =
        proposal.at_risk.iter().partition(|risk| risk.due.is_over(&now));
    for risk in open.into_iter().take(NAMED) {
        let Due { at, hard } = risk.due;
        let word = if hard { "deadline" } else { "due" };
        let date = day(now.day_of(at), &now);
        let chance = percent(risk.p_late);
        let line =
            format!("At risk: {}, {word} {date}: late in {chance} % of the cases", name(risk.task));
        let line = env.printer.paint(Look::Warning, &line);
        env.printer.line(&line);
        if let Some(fix) = &risk.fix {
            env.printer.line(&format!("  what would help: {}", visible(&fix.text)));
        }
    }
    if !over.is_empty() {
        let all: Vec<String> = over.iter().map(|risk| name(risk.task)).collect();
        let named = all.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let more = all.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let line = env.printer.paint(Look::Warning, &format!("Late already: {named}{more}"));
        env.printer.line(&line);
    }
    if !proposal.unplaced.is_empty() {
        env.printer.line("");
    }
    for unplaced in proposal.unplaced.iter().take(NAMED) {
        let left = print_duration(unplaced.left_s);
        let line = format!(
            "Does not fit: {} ({left}): {}",
            name(unplaced.task),
            visible(&unplaced.reason)
        );
        let line = env.printer.paint(Look::Warning, &line);
        env.printer.line(&line);
        if let Some(fix) = &unplaced.fix {
            env.printer.line(&format!("  what would help: {}", visible(&fix.text)));
        }
    }
    let more = proposal.unplaced.len().saturating_sub(NAMED);
    if more > 0 {
        let more = count(u64::try_from(more).unwrap_or(u64::MAX), "more task");
        env.printer.line(&format!("and {more} without a place: `heyday plan --json` names all"));
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of one")]
fn percent(share: f64) -> u32 {
    (share * 100.0).round() as u32
}

/// How the proposal stands to the accepted plan, and what can be done about it.
fn closing(env: &mut Env, made: &Made) {
    let blocks = made.proposal.blocks().count();
    if blocks == 0 && !made.proposal.unplaced.is_empty() {
        return;
    }
    if blocks == 0 {
        env.printer.line("");
        env.printer.line("Nothing needs a place: `heyday add TITLE` writes something down.");
        return;
    }
    let changed = made.proposal.blocks().filter(|block| block.step != Step::Kept).count();
    let line = if changed == 0 {
        "This is the plan that you accepted.".to_owned()
    } else {
        let blocks = count(u64::try_from(changed).unwrap_or(u64::MAX), "block");
        format!("A proposal: {blocks} would be new or elsewhere. `heyday plan accept` adopts it.")
    };
    env.printer.line("");
    let line = env.printer.paint(Look::Faint, &line);
    env.printer.line(&line);
}
