//! The Week screen: seven days side by side, what is planned on each against what it has room for, what is due, and
//! what finds no place. Blocks go to another day here; within a day they are moved on the Today screen.

pub mod days;
pub mod grid;
pub mod layout;

pub use days::{Day, days_from, works};
pub use layout::{Layout, layout};

use super::plan::{self, Shown, Which, acts as blocks, place::Way};
use super::{Effect, Model, Mouse, MouseKind, Overlay, act as acts, overlay};
use crate::domain::TaskId;
use crate::input::Action;

/// How many days show.
pub const DAYS: usize = 7;

/// What the Week screen remembers and has found out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeekState {
    /// How many weeks on from this one it shows.
    pub ahead: u16,
    /// The days that show.
    pub days: Vec<Day>,
    /// The selected day, by position.
    pub day: usize,
    /// The selected block of that day, by position among its blocks.
    pub block: usize,
    /// The block that was selected, so that it stays so when it moves.
    pub kept: Option<(Which, TaskId)>,
}

/// Finds everything out again that depends on the plan.
pub fn derive(model: &mut Model) {
    model.week.days = days::days(model);
    reselect(model);
}

/// Puts the selection back on its block, wherever that went.
fn reselect(model: &mut Model) {
    let Some((which, task)) = model.week.kept else {
        return go_to(model, model.week.day);
    };
    let found = |same: &dyn Fn(&Shown) -> bool| {
        model.week.days.iter().enumerate().find_map(|(at, day)| {
            let block =
                day.blocks.iter().position(|which| plan::find(model, *which).is_some_and(same))?;
            Some((at, block))
        })
    };
    let place = found(&|block| block.which == which)
        .or_else(|| found(&|block| block.task == task && !block.is_proposed()))
        .or_else(|| found(&|block| block.task == task));
    if let Some((day, block)) = place {
        (model.week.day, model.week.block) = (day, block);
    }
    clamp(model);
}

fn clamp(model: &mut Model) {
    let week = &mut model.week;
    week.day = week.day.min(week.days.len().saturating_sub(1));
    let blocks = week.days.get(week.day).map_or(0, |day| day.blocks.len());
    week.block = week.block.min(blocks.saturating_sub(1));
    keep(model);
}

fn keep(model: &mut Model) {
    model.week.kept = selected(model).map(|block| (block.which, block.task));
}

/// The block that the cursor is on.
pub fn selected(model: &Model) -> Option<&Shown> {
    let day = model.week.days.get(model.week.day)?;
    plan::find(model, *day.blocks.get(model.week.block)?)
}

/// Carries an action out; `None` when it is not this screen's own.
pub fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let week = &mut model.week;
    match action {
        Action::LeftPane => go_to(model, model.week.day.saturating_sub(1)),
        Action::RightPane => go_to(model, model.week.day + 1),
        Action::Down => week.block += 1,
        Action::Up => week.block = week.block.saturating_sub(1),
        Action::Top => week.block = 0,
        Action::End => week.block = usize::MAX,
        Action::PreviousWeek => turn(model, 0),
        Action::NextWeek => turn(model, 1),
        other => return about(model, other),
    }
    clamp(model);
    Some(Vec::new())
}

/// Goes to a day, to its first block that is not over: what is over is not what one comes for.
fn go_to(model: &mut Model, day: usize) {
    model.week.day = day.min(model.week.days.len().saturating_sub(1));
    let now = model.now.at;
    let ahead = |which: &Which| plan::find(model, *which).is_some_and(|block| block.end > now);
    let first =
        model.week.days.get(model.week.day).and_then(|day| day.blocks.iter().position(ahead));
    model.week.block = first.unwrap_or(0);
    clamp(model);
}

fn turn(model: &mut Model, ahead: u16) {
    model.week.ahead = ahead;
    model.week.kept = None;
    derive(model);
}

/// What concerns the selected block.
fn about(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let block = selected(model).cloned();
    Some(match (action, block) {
        (Action::Replan, _) => plan::replan(model),
        (Action::Worries, _) => overlay::worries::open(model),
        (Action::AcceptPlan, Some(block)) if block.is_proposed() => blocks::accept(&block),
        (Action::AcceptPlan, Some(block)) => {
            acts::open(model, Overlay::Detail(overlay::Detail::new(block.task)))
        }
        (Action::AcceptDay, _) => {
            let day = model.week.days.get(model.week.day).map(|day| day.day);
            day.and_then(|day| blocks::accept_day(model, day)).unwrap_or_default()
        }
        (Action::ToNextDay, Some(block)) => blocks::by_days(model, &block, 1),
        (Action::ToPreviousDay, Some(block)) => blocks::by_days(model, &block, -1),
        (Action::OtherDay, Some(block)) => {
            let asked = overlay::BlockDay::new(model, block.which);
            acts::open(model, Overlay::BlockDay(asked))
        }
        (Action::Why, Some(block)) => {
            overlay::why::open(model, overlay::why::About::Block(block.which))
        }
        (Action::Later, Some(block)) => blocks::step(model, &block, Way::Later),
        (Action::Earlier, Some(block)) => blocks::step(model, &block, Way::Earlier),
        (Action::Longer, Some(block)) => blocks::resize(model, &block, true),
        (Action::Shorter, Some(block)) => blocks::resize(model, &block, false),
        (Action::Pin, Some(block)) => blocks::pin(model, &block),
        (Action::TakeOut, Some(block)) => blocks::take_out(model, &block),
        (
            Action::AcceptPlan
            | Action::ToNextDay
            | Action::ToPreviousDay
            | Action::OtherDay
            | Action::Why
            | Action::Later
            | Action::Earlier
            | Action::Longer
            | Action::Shorter
            | Action::Pin
            | Action::TakeOut,
            None,
        ) => {
            model.say(super::Tone::Note, "no block is selected", "");
            Vec::new()
        }
        _ => return None,
    })
}

/// The task of the selected block.
pub fn targets(model: &Model) -> Vec<TaskId> {
    selected(model).map(|block| block.task).into_iter().collect()
}

/// Takes a mouse event inside the body.
pub fn mouse(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    match mouse.kind {
        MouseKind::WheelUp => model.week.block = model.week.block.saturating_sub(1),
        MouseKind::WheelDown => model.week.block += 1,
        MouseKind::Press => {
            if let Some((day, block)) = layout::hit(model, mouse.x, mouse.y) {
                model.week.day = day;
                model.week.block = block.unwrap_or(0);
            }
        }
        _ => {}
    }
    clamp(model);
    Vec::new()
}

#[cfg(test)]
mod tests;
