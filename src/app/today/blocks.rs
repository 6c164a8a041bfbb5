//! What keys do to the plan on the Today screen. The block that is meant is the one under the cursor of the line, or,
//! from the queue, the next one of the selected task: the plan can be arranged without leaving the queue.

use super::Pane;
use crate::app::overlay::why::{self, About};
use crate::app::overlay::worries;
use crate::app::overlay::{BlockDay, Detail, Welcome};
use crate::app::plan::{self, Shown, acts, place::Way, shown};
use crate::app::{Effect, Model, Overlay, Tone, act as screen, keys};
use crate::domain::TaskId;
use crate::input::Action;

/// The block that is meant.
pub fn focused(model: &Model) -> Option<&Shown> {
    match model.today.pane {
        Pane::Timeline => {
            let mark = model.today.marks.get(model.today.mark)?;
            plan::find(model, mark.kind.block()?)
        }
        Pane::Queue => plan::next_of(model, model.today.selected?),
    }
}

/// The task whose hours the line shows: of what is selected, else what runs.
pub fn task(model: &Model) -> Option<TaskId> {
    let selected = super::targets(model).first().copied();
    selected.or_else(|| model.state.running().and_then(|session| session.task))
}

/// Carries an action out; `None` when it is not about the plan.
pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let on_line = model.today.pane == Pane::Timeline;
    let block = focused(model).cloned();
    Some(match (action, block) {
        (Action::AcceptPlan, block) => accept(model, block.as_ref()),
        (Action::AcceptDay, _) => match acts::accept_day(model, model.today.day) {
            Some(effects) => effects,
            None => nothing_proposed(model),
        },
        (Action::Replan, _) => plan::replan(model),
        (Action::Worries, _) => worries::open(model),
        (Action::Drop | Action::TakeOut, Some(block)) if on_line => acts::take_out(model, &block),
        (Action::OtherDay, Some(block)) if on_line || !block.is_proposed() => {
            let asked = BlockDay::new(model, block.which);
            screen::open(model, Overlay::BlockDay(asked))
        }
        (Action::Why, Some(block)) if on_line => why::open(model, About::Block(block.which)),
        (Action::Later, Some(block)) => acts::step(model, &block, Way::Later),
        (Action::Earlier, Some(block)) => acts::step(model, &block, Way::Earlier),
        (Action::Longer, Some(block)) => acts::resize(model, &block, true),
        (Action::Shorter, Some(block)) => acts::resize(model, &block, false),
        (Action::Pin, Some(block)) => acts::pin(model, &block),
        (Action::ToNextDay, Some(block)) => acts::by_days(model, &block, 1),
        (Action::ToPreviousDay, Some(block)) => acts::by_days(model, &block, -1),
        (Action::TakeOut, Some(block)) => acts::take_out(model, &block),
        (
            Action::Later
            | Action::Earlier
            | Action::Longer
            | Action::Shorter
            | Action::Pin
            | Action::ToNextDay
            | Action::ToPreviousDay
            | Action::TakeOut,
            None,
        ) => no_block(model),
        _ => return None,
    })
}

/// What Enter does: agrees to the block under the cursor, or from the queue to all that is proposed for the day; else
/// opens what is selected.
fn accept(model: &mut Model, block: Option<&Shown>) -> Vec<Effect> {
    if super::is_first_run(model) {
        return screen::open(model, Overlay::Welcome(Welcome::default()));
    }
    match (model.today.pane, block) {
        (Pane::Timeline, Some(block)) if block.is_proposed() => acts::accept(block),
        (Pane::Timeline, _) => super::open_mark(model),
        (Pane::Queue, _) => acts::accept_day(model, model.today.day).unwrap_or_else(|| {
            let task = model.today.selected;
            task.map(|task| screen::open(model, Overlay::Detail(Detail::new(task))))
                .unwrap_or_default()
        }),
    }
}

/// What Enter would do now, for the footer.
pub fn accept_label(model: &Model) -> &'static str {
    let block = focused(model);
    match model.today.pane {
        Pane::Timeline if block.is_some_and(Shown::is_proposed) => "accept block",
        Pane::Queue if proposes(model) => "accept plan",
        _ => "open",
    }
}

/// Whether anything is proposed for the shown day.
pub fn proposes(model: &Model) -> bool {
    shown::of_day(model, model.today.day).any(Shown::is_proposed)
}

fn nothing_proposed(model: &mut Model) -> Vec<Effect> {
    model.say(Tone::Note, "nothing is proposed for today", "");
    Vec::new()
}

fn no_block(model: &mut Model) -> Vec<Effect> {
    let hint = format!("`{}` goes to the line of the day", keys::shown(model, Action::LeftPane));
    model.say(Tone::Note, "no block is selected", hint);
    Vec::new()
}
