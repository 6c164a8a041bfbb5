//! What other programs suggest, one after the other: each gets a yes or a no. What is done is a step that undo takes
//! back. Nothing here decides; the runtime carries the command out as if it had been typed.

use super::{Overlay, Turn};
use crate::app::list::List;
use crate::app::{Effect, Model, Tone, act as screen, keys, today};
use crate::domain::Suggestion;
use crate::input::Action;

/// The list of what is suggested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Suggested {
    /// Where it stands.
    pub list: List,
}

/// Opens the list, or says that there is nothing in it.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if model.suggested.is_empty() {
        let hint = "`heyday mcp` lets a program suggest";
        model.say(Tone::Note, "nothing is suggested", hint);
        return Vec::new();
    }
    screen::open(model, Overlay::Suggested(Suggested::default()))
}

/// Takes in what waits by now; where the last one is answered, the list closes.
pub fn told(model: &mut Model, waiting: Vec<Suggestion>) {
    let count = waiting.len();
    model.suggested = waiting;
    model.overlays.retain(|overlay| count > 0 || !matches!(overlay, Overlay::Suggested(_)));
    for overlay in &mut model.overlays {
        if let Overlay::Suggested(shown) = overlay {
            shown.list.selected = shown.list.selected.min(count.saturating_sub(1));
        }
    }
    today::derive(model);
}

/// Says what came of an answer.
pub fn settled(model: &mut Model, text: &str, done: bool) {
    let undo = || format!("`{}` takes it back", keys::shown(model, Action::Undo));
    let hint = if done { undo() } else { String::new() };
    model.say(if done { Tone::Done } else { Tone::Note }, text.replace('`', ""), hint);
}

impl Suggested {
    /// The suggestion that is selected.
    pub fn selected(self, model: &Model) -> Option<&Suggestion> {
        model.suggested.get(self.list.selected)
    }

    /// Carries an action out.
    pub fn act(mut self, model: &mut Model, action: Action) -> Turn {
        let len = model.suggested.len();
        match action {
            Action::Cancel => return Turn::close(Vec::new()),
            Action::Accept => return self.settle(model, true),
            Action::Dismiss => return self.settle(model, false),
            Action::Down => self.list.step(1, len, len),
            Action::Up => self.list.step(-1, len, len),
            _ => {}
        }
        Turn::stay(Overlay::Suggested(self))
    }

    fn settle(self, model: &Model, yes: bool) -> Turn {
        let settled = self.selected(model).map(|one| Effect::Settle { no: one.no, yes });
        Turn { stay: Some(Overlay::Suggested(self)), effects: settled.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;
    use crate::app::tests::{keys as pressed, run};
    use crate::app::{Msg, update};

    fn suggestion(model: &Model, no: i64) -> Suggestion {
        Suggestion {
            no,
            at: model.now.at,
            who: "a model".into(),
            words: vec!["done".into(), no.to_string()],
            comes: format!("Done {no} `Draft`"),
            why: "it was sent".into(),
        }
    }

    #[test]
    fn each_suggestion_gets_a_yes_or_a_no_and_the_list_closes_with_the_last() {
        let mut model = fixture::model((120, 36));
        run(&mut model, "g s");
        assert!(model.overlays.is_empty());
        assert_eq!(model.toast.as_ref().unwrap().text, "nothing is suggested");
        let now = model.now;
        let both = vec![suggestion(&model, 4), suggestion(&model, 7)];
        update(&mut model, Msg::Suggested(both.clone()), &now);
        assert!(model.today.notices.iter().any(|notice| notice.text.contains("2 suggestions")));
        run(&mut model, "g s j");
        let keymap = &model.settings.keymap;
        assert_eq!(keymap.chords(&keys::contexts(&model), Action::Dismiss).len(), 2);
        assert_eq!(pressed(&mut model, "x"), [Effect::Settle { no: 7, yes: false }]);
        update(&mut model, Msg::Suggested(both[..1].to_vec()), &now);
        assert_eq!(pressed(&mut model, "enter"), [Effect::Settle { no: 4, yes: true }]);
        assert!(!model.overlays.is_empty(), "it waits for the answer");
        let text = "Done 4 `Draft`".to_owned();
        update(&mut model, Msg::Settled { text, done: true }, &now);
        let toast = model.toast.as_ref().unwrap();
        assert_eq!(
            (toast.text.as_str(), toast.hint.as_str()),
            ("Done 4 Draft", "`u` takes it back")
        );
        update(&mut model, Msg::Suggested(Vec::new()), &now);
        assert!(model.overlays.is_empty() && model.today.notices.is_empty());
    }
}
