//! What does not work out, all of it: what may be late and what has no place, each with the cheapest change that helps.
//! Enter makes that change, in one step of undo; the plan is asked for anew by itself.

use super::{Detail, Overlay, Turn};
use crate::app::list::List;
use crate::app::{Effect, Model, Tone, act as screen};
use crate::domain::{Due, Edit, Intent, TaskId, TaskRef};
use crate::input::Action;
use crate::plan::proposal::Deed;

/// The list of what does not work out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worries {
    /// Where it stands.
    pub list: List,
}

/// Opens the list, or says that there is nothing in it.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if model.today.worries.is_empty() {
        let known = model.plan.proposal.is_some();
        let text = if known { "everything fits in time" } else { "there is no plan yet" };
        model.say(Tone::Note, text, "");
        return Vec::new();
    }
    screen::open(model, Overlay::Worries(Worries::default()))
}

impl Worries {
    /// Carries an action out.
    pub fn act(mut self, model: &mut Model, action: Action) -> Turn {
        let len = model.today.worries.len();
        match action {
            Action::Cancel => return Turn::close(Vec::new()),
            Action::Accept => return self.accept(model),
            Action::Down => self.list.step(1, len, len),
            Action::Up => self.list.step(-1, len, len),
            _ => {}
        }
        Turn::stay(Overlay::Worries(self))
    }

    /// Makes the change that helps; opens the task where none is known.
    fn accept(self, model: &mut Model) -> Turn {
        let Some(worry) = model.today.worries.get(self.list.selected) else {
            return Turn::close(Vec::new());
        };
        let (task, deed) = (worry.task, worry.deed);
        let Some(deed) = deed else {
            return Turn { stay: Some(Overlay::Detail(Detail::new(task))), effects: Vec::new() };
        };
        if let Some(intent) = intent(model, deed) {
            return Turn::close(vec![Effect::Do(intent)]);
        }
        let hint = "the plan follows what you do";
        model.say(Tone::Note, "that is not a thing to write down", hint);
        Turn::stay(Overlay::Worries(self))
    }
}

/// What a change comes to in the log; `None` when it is nothing that is written down.
fn intent(model: &Model, deed: Deed) -> Option<Intent> {
    let edit = |task: TaskId, edit: Edit| {
        Some(Intent::Edit { tasks: vec![TaskRef::Id(task)], edits: vec![edit] })
    };
    match deed {
        Deed::Drop(task) => Some(Intent::Drop { tasks: vec![TaskRef::Id(task)] }),
        Deed::Defer(task, day) => edit(task, Edit::From(Some(model.now.day_span(day).start))),
        Deed::Renegotiate(task, day) => {
            let hard = model.state.task(task)?.due?.hard;
            let at = model.now.on_day(day, model.settings.day_end);
            edit(task, Edit::Due(Some(Due { at, hard })))
        }
        Deed::Shorten(task, seconds) => {
            let estimate = i64::from(model.state.task(task)?.estimate_s?) - seconds;
            let estimate = u32::try_from(estimate).ok().filter(|estimate| *estimate >= 300)?;
            edit(task, Edit::Estimate(Some(estimate)))
        }
        Deed::Prefer(task, day) => edit(task, Edit::On(Some(day))),
        Deed::Extend(..) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::plan::fixture::planned;
    use crate::app::tests::{keys, run};

    #[test]
    fn the_cheapest_change_is_made_in_one_step() {
        let mut model = planned((120, 36));
        let worry = model.today.worries[0].clone();
        let Some(Deed::Prefer(task, day)) = worry.deed else { panic!("{worry:?}") };
        assert_eq!(keys(&mut model, "f"), []);
        let effects = keys(&mut model, "enter");
        let wanted =
            Intent::Edit { tasks: vec![TaskRef::Id(task)], edits: vec![Edit::On(Some(day))] };
        assert_eq!(effects, [Effect::Do(wanted)]);
        assert!(model.overlays.is_empty());
    }

    #[test]
    fn the_list_is_walked_and_what_has_no_remedy_is_opened() {
        let mut model = planned((120, 36));
        model.today.worries[0].deed = None;
        run(&mut model, "f j k enter");
        assert!(matches!(model.overlays.as_slice(), [Overlay::Detail(_)]));
        run(&mut model, "esc");
        model.today.worries.clear();
        run(&mut model, "f");
        assert!(model.overlays.is_empty());
        assert_eq!(model.toast.as_ref().unwrap().text, "everything fits in time");
    }
}
