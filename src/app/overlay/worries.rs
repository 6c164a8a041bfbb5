//! What does not work out, all of it: what may be late and what has no place, each with the cheapest change that helps.
//! Enter makes that change, in one step of undo; the plan is asked for anew by itself.

use super::{Detail, Line, Overlay, Turn};
use crate::app::list::List;
use crate::app::plan::{self, acts::after_hours};
use crate::app::{Effect, Model, Tone, act as screen, words};
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
        let text = match known {
            true if plan::has_work(model) => "everything fits in time",
            true => "there is nothing to plan yet",
            false => "there is no plan yet",
        };
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
        if let Some(intent) = intent(model, task, deed) {
            return Turn::close(vec![Effect::Do(intent)]);
        }
        match deed {
            Deed::Extend(day, seconds) => {
                let (day, length) = (words::day(day, &model.now), words::duration(seconds));
                let hint = "something else can go to another day";
                model.say(Tone::Refused, format!("{day} has no {length} left"), hint);
                Turn::stay(Overlay::Worries(self))
            }
            // How much less it is to be is the person's to say.
            _ => Turn::stay(Overlay::Line(Box::new(Line::edit(model, vec![task])))),
        }
    }
}

/// What a change that helps a task comes to in the log; `None` when it can't be done in one step.
fn intent(model: &Model, helped: TaskId, deed: Deed) -> Option<Intent> {
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
        Deed::Extend(day, seconds) => after_hours(model, helped, day, seconds),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::plan::fixture::planned;
    use crate::app::tests::{keys, run};
    use crate::domain::Moment;

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
    fn a_longer_day_is_a_block_after_its_work_hours() {
        let mut model = planned((120, 36));
        let day = model.now.day().succ_opt().unwrap();
        let task = model.today.worries[0].task;
        model.today.worries[0].deed = Some(Deed::Extend(day, 3600));
        run(&mut model, "f");
        let effects = keys(&mut model, "enter");
        let [Effect::Do(Intent::Plan { put, remove, .. })] = effects.as_slice() else {
            panic!("{effects:?}")
        };
        let [put] = put.as_slice() else { panic!("{put:?}") };
        let clock = |at: Moment| at.local().format("%d %H:%M").to_string();
        assert_eq!((clock(put.start), clock(put.end)), ("26 17:30".into(), "26 18:30".into()));
        assert_eq!((put.task, put.pinned, put.id), (task, true, None));
        assert!(remove.is_empty() && model.overlays.is_empty());
    }

    #[test]
    fn a_day_without_time_left_says_so_and_less_than_nothing_is_asked_for() {
        let mut model = planned((120, 36));
        let day = model.now.day().succ_opt().unwrap();
        model.today.worries[0].deed = Some(Deed::Extend(day, 20 * 3600));
        run(&mut model, "f");
        assert_eq!(keys(&mut model, "enter"), []);
        assert_eq!(model.toast.as_ref().unwrap().text, "tomorrow has no 20h left");
        assert!(matches!(model.overlays.as_slice(), [Overlay::Worries(_)]));
        model.today.worries[0].deed = Some(Deed::Shorten(model.today.worries[0].task, 1 << 40));
        assert_eq!(keys(&mut model, "enter"), []);
        assert!(matches!(model.overlays.as_slice(), [Overlay::Line(_)]));
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
