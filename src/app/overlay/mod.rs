//! What can lie over a screen. Each overlay has its own file with its state and what its keys do; the top
//! one gets every key first. An overlay takes its turn apart from the model and says whether it stays.

pub mod absences;
pub mod away;
pub mod block_day;
pub mod detail;
pub mod help;
pub mod line;
pub mod other_day;
pub mod palette;
pub mod pick_task;
pub mod plan_diff;
pub mod purpose;
pub mod review;
pub mod skills;
pub mod suggested;
pub mod welcome;
pub mod why;
pub mod worries;

pub use away::Away;
pub use block_day::BlockDay;
pub use detail::Detail;
pub use help::Help;
pub use line::Line;
pub use other_day::OtherDay;
pub use palette::Palette;
pub use pick_task::PickTask;
pub use plan_diff::PlanDiff;
pub use purpose::Purpose;
pub use review::Review;
pub use skills::Skills;
pub use suggested::Suggested;
pub use welcome::Welcome;
pub use why::Why;
pub use worries::Worries;

use super::{Effect, Model, Mouse, MouseKind};
use crate::input::{Action, Context, Key};

/// Something over the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Overlay {
    /// A line to type: quick-add, edit, the reason of an interruption.
    Line(Box<Line>),
    /// The searchable list of keys.
    Help(Help),
    /// The searchable list of actions.
    Palette(Palette),
    /// Why a block, a task's place or a figure is as it is.
    Why(Why),
    /// A task and its history.
    Detail(Detail),
    /// Another day for some tasks.
    OtherDay(OtherDay),
    /// Which task a gap or a session was.
    PickTask(PickTask),
    /// What a newer proposal would change in the plan.
    PlanDiff(PlanDiff),
    /// What does not work out.
    Worries(Worries),
    /// Another day for a block.
    BlockDay(BlockDay),
    /// What a stretch without the person was.
    Away(Away),
    /// A guided flow.
    Review(Box<Review>),
    /// The skills ledger.
    Skills(Box<Skills>),
    /// What is suggested.
    Suggested(Suggested),
    /// The first run's questions.
    Welcome(Welcome),
}

/// What a turn came to: whether the overlay stays, and what is to be done.
#[derive(Debug)]
pub struct Turn {
    /// The overlay as it is afterwards; `None` closes it.
    pub stay: Option<Overlay>,
    /// To be carried out.
    pub effects: Vec<Effect>,
}

impl Turn {
    /// It stays; nothing else happens.
    pub fn stay(overlay: Overlay) -> Turn {
        Turn { stay: Some(overlay), effects: Vec::new() }
    }

    /// It closes; that is to be done.
    pub fn close(effects: Vec<Effect>) -> Turn {
        Turn { stay: None, effects }
    }
}

impl Overlay {
    /// Whether there is nothing to choose or to type in it.
    fn only_shows(&self) -> bool {
        matches!(self, Overlay::Why(_) | Overlay::Detail(_) | Overlay::Skills(_))
    }

    /// Whether an action of its context means something in it.
    pub fn takes(&self, action: Action) -> bool {
        let of_changes = matches!(action, Action::Select | Action::SelectAll);
        match self {
            Overlay::PlanDiff(_) => action != Action::Dismiss,
            Overlay::Suggested(_) => !of_changes,
            Overlay::Worries(_) => !of_changes && action != Action::Dismiss,
            Overlay::Away(away) => match action {
                Action::SelectAll => away.is_about_all() || !away.later.is_empty(),
                Action::Select | Action::Dismiss => false,
                _ => true,
            },
            _ => true,
        }
    }

    /// The place that gives keys their meaning while it is on top.
    pub fn context(&self) -> Context {
        match self {
            Overlay::Line(_) => Context::QuickAdd,
            Overlay::Help(_) => Context::Help,
            Overlay::Palette(_) => Context::Palette,
            Overlay::OtherDay(_) | Overlay::BlockDay(_) | Overlay::PickTask(_) => Context::Picker,
            Overlay::Review(review) => review.context(),
            Overlay::PlanDiff(_)
            | Overlay::Worries(_)
            | Overlay::Suggested(_)
            | Overlay::Away(_) => Context::Offers,
            Overlay::Why(_) | Overlay::Detail(_) | Overlay::Skills(_) | Overlay::Welcome(_) => {
                Context::Dialog
            }
        }
    }
}

/// Gives the top overlay an action.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    take_turn(model, |model, top| match top {
        Overlay::Line(line) => line.act(model, action),
        Overlay::Help(help) => help.act(model, action),
        Overlay::Palette(palette) => palette.act(model, action),
        Overlay::Why(why) => why.act(action),
        Overlay::Detail(detail) => detail.act(model, action),
        Overlay::OtherDay(other) => other.act(model, action),
        Overlay::PickTask(pick) => pick.act(model, action),
        Overlay::PlanDiff(diff) => diff.act(model, action),
        Overlay::Worries(worries) => worries.act(model, action),
        Overlay::Skills(shown) => shown.act(action),
        Overlay::Suggested(shown) => shown.act(model, action),
        Overlay::BlockDay(asked) => asked.act(model, action),
        Overlay::Away(away) => away.act(model, action),
        Overlay::Review(review) => review.act(model, action),
        Overlay::Welcome(welcome) => welcome.act(model, action),
    })
}

/// Gives the top overlay a key that means no action there.
pub fn typed(model: &mut Model, key: Key) -> Vec<Effect> {
    if model.overlays.last().is_some_and(Overlay::only_shows) {
        // These only show something: a key of the screen below closes them and does what it does.
        model.overlays.pop();
        return super::keys::press(model, key);
    }
    take_turn(model, |model, top| match top {
        Overlay::Line(line) => line.typed(model, key),
        Overlay::Help(help) => help.typed(model, key),
        Overlay::Palette(palette) => palette.typed(model, key),
        Overlay::OtherDay(other) => other.typed(model, key),
        Overlay::PickTask(pick) => pick.typed(model, key),
        Overlay::BlockDay(asked) => asked.typed(model, key),
        Overlay::Away(away) => away.typed(model, key),
        Overlay::Review(review) => review.typed(model, key),
        Overlay::Welcome(welcome) => welcome.typed(model, key),
        // In these every key that does something is an action.
        shown @ (Overlay::Why(_)
        | Overlay::Detail(_)
        | Overlay::Skills(_)
        | Overlay::PlanDiff(_)
        | Overlay::Worries(_)
        | Overlay::Suggested(_)) => Turn::stay(shown),
    })
}

/// Gives the top overlay pasted text; the ones without a line ignore it.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    take_turn(model, |model, top| match top {
        Overlay::Line(line) => line.paste(model, text),
        Overlay::Help(help) => help.paste(model, text),
        Overlay::Palette(palette) => palette.paste(model, text),
        Overlay::OtherDay(other) => other.paste(model, text),
        Overlay::PickTask(pick) => pick.paste(model, text),
        Overlay::BlockDay(asked) => asked.paste(model, text),
        Overlay::Review(review) => review.paste(text),
        other => Turn::stay(other),
    })
}

/// Gives the top overlay a mouse event: a click beside it closes it, the wheel moves in it.
pub fn mouse(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    match mouse.kind {
        MouseKind::WheelUp => act(model, Action::Up),
        MouseKind::WheelDown => act(model, Action::Down),
        _ => Vec::new(),
    }
}

fn take_turn(model: &mut Model, turn: impl FnOnce(&mut Model, Overlay) -> Turn) -> Vec<Effect> {
    let Some(top) = model.overlays.pop() else { return Vec::new() };
    let below = model.overlays.len();
    let turn = turn(model, top);
    if let Some(overlay) = turn.stay {
        // What the overlay opened lies on top of it.
        model.overlays.insert(below.min(model.overlays.len()), overlay);
    }
    turn.effects
}
