//! How much of each project may be planned: its budget, less what was worked and what is fixed.

use super::{Built, World};
use crate::domain::{Span, Task};
use crate::plan::instance::Budget;
use crate::plan::settings::ProjectBudget;
use chrono::NaiveDate;

/// Fills in the budgets of the instance.
pub(super) fn budgets(world: World<'_>, built: &mut Built) {
    let budgets = &world.planning.budgets;
    built.instance.budgets = budgets.iter().filter_map(|line| budget(world, built, line)).collect();
}

fn budget(world: World<'_>, built: &Built, line: &ProjectBudget) -> Option<Budget> {
    let of = |id| world.state.task(id).is_some_and(|task| counts(task, &line.project));
    let mine = |whose: &super::Whose| whose.task().is_some_and(of);
    let tasks: Vec<usize> =
        built.whose.iter().enumerate().filter(|(_, whose)| mine(whose)).map(|(at, _)| at).collect();
    if tasks.is_empty() {
        return None;
    }
    let days = built.frame.days.iter().map(|day| day.day);
    let mut limits = Vec::new();
    if let Some(day_s) = line.day_s {
        for (index, day) in days.clone().enumerate() {
            let span = world.now.day_span(day);
            limits.push(limit((index, index), day_s, used_s(world, built, span, &line.project)));
        }
    }
    if let Some(week_s) = line.week_s {
        let mut weeks: Vec<(NaiveDate, usize, usize)> = Vec::new();
        for (index, day) in days.enumerate() {
            let first = world.planning.first_of_week(day);
            match weeks.last_mut().filter(|(known, ..)| *known == first) {
                Some((_, _, last)) => *last = index,
                None => weeks.push((first, index, index)),
            }
        }
        for (first, from, to) in weeks {
            let next = first.checked_add_days(chrono::Days::new(7)).unwrap_or(first);
            let (start, end) = (world.now.day_span(first).start, world.now.day_span(next).start);
            let used_s = used_s(world, built, Span::new(start, end), &line.project);
            limits.push(limit((from, to), week_s, used_s));
        }
    }
    Some(Budget { tasks, day: None, week: Some(limits) })
}

/// Whether work on a task counts for a project.
fn counts(task: &Task, project: &str) -> bool {
    task.project.as_deref().is_some_and(|own| {
        own.strip_prefix(project).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

fn limit((from, to): (usize, usize), most_s: u32, used_s: i64) -> [u32; 3] {
    let day = |index: usize| u32::try_from(index).unwrap_or(0);
    let left = (i64::from(most_s) - used_s).max(0) / 60;
    [day(from), day(to), u32::try_from(left).unwrap_or(0)]
}

/// Seconds of a span that were worked on the project, or that fixed blocks of it will take.
fn used_s(world: World<'_>, built: &Built, span: Span, project: &str) -> i64 {
    let (state, now) = (world.state, world.now);
    let of = |id| state.task(id).is_some_and(|task| counts(task, project));
    let sessions = state.sessions_in(span, now.at).filter(|s| s.task.is_some_and(of));
    let worked: i64 = sessions.map(|session| session.known_in(span, now)).sum();
    let rest = Span::new(now.at, built.frame.end());
    let fixed = built.fixed.iter().filter(|fixed| of(fixed.put.task));
    let parts = fixed.filter_map(|fixed| fixed.put.span().overlap(rest)?.overlap(span));
    worked + parts.map(Span::seconds).sum::<i64>()
}
