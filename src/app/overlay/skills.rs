//! The skills ledger: the tags, how long their work takes, and what of the work ahead needs them. Only shows; a learning
//! block waits among the suggestions. Keeps its picture only while it is open.

use super::{Overlay, Turn};
use crate::app::list::List;
use crate::app::skills::Picture;
use crate::app::{Effect, Model, act as screen};
use crate::input::Action;

/// The ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skills {
    /// What it shows; `None` while that is looked for, or why it can't be told.
    pub picture: Option<Result<Picture, String>>,
    /// Where it stands.
    pub list: List,
}

/// Opens it, and asks for what it shows.
pub fn open(model: &mut Model) -> Vec<Effect> {
    screen::open(model, Overlay::Skills(Box::default()));
    vec![Effect::Skills]
}

/// Takes in what was found, if anybody still looks.
pub fn found(model: &mut Model, picture: Result<Picture, String>) {
    let shown = model.overlays.iter_mut().rev().find_map(|overlay| match overlay {
        Overlay::Skills(shown) => Some(shown),
        _ => None,
    });
    if let Some(shown) = shown {
        shown.picture = Some(picture);
    }
}

impl Skills {
    /// How many skills there are.
    pub fn count(&self) -> usize {
        self.picture.as_ref().and_then(|found| found.as_ref().ok()).map_or(0, |p| p.skills.len())
    }

    /// Carries an action out.
    pub fn act(mut self: Box<Self>, action: Action) -> Turn {
        let len = self.count();
        match action {
            Action::Cancel => return Turn::close(Vec::new()),
            Action::Down => self.list.step(1, len, len),
            Action::Up => self.list.step(-1, len, len),
            _ => {}
        }
        Turn::stay(Overlay::Skills(self))
    }
}

#[cfg(test)]
pub(crate) fn made_up() -> Picture {
    use crate::app::skills::Told;
    let skill = |tag: &str, pace: &str, says: &str, ahead: &str| Told {
        tag: tag.into(),
        worked: "24h10".into(),
        tasks: "12".into(),
        pace: pace.into(),
        known: pace.contains('x'),
        says: says.into(),
        ahead: ahead.into(),
        first: if ahead.is_empty() { String::new() } else { "Fri 27".into() },
        about: vec![
            format!("Takes {pace} as long as your other work."),
            "2 open tasks need it, 5h10 at P50, the first Fri 27.".into(),
        ],
        cases: vec![format!(
            "Snap noisy fixes\u{1b}[31m to the coastline, +{tag}: 3h20, usually 1h45"
        )],
    };
    Picture {
        skills: vec![
            skill("geo", "1.8x (1.5 to 2.2)", "takes longer", "2 tasks, 5h10"),
            skill("sql", "0.9x (0.8 to 1.1)", "", "1 task, 3h"),
            skill("a-tag-with-a-very-long-name-indeed", "not enough data", "", ""),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;
    use crate::app::tests::{keys as pressed, run};
    use crate::app::{Msg, update};

    fn shown(model: &Model) -> Option<&Skills> {
        match model.overlays.last() {
            Some(Overlay::Skills(shown)) => Some(shown),
            _ => None,
        }
    }

    #[test]
    fn it_asks_when_it_opens_and_shows_what_comes_if_it_is_still_open() {
        let mut model = fixture::model((120, 36));
        run(&mut model, "4");
        assert_eq!(pressed(&mut model, "s"), [Effect::Skills]);
        assert_eq!(shown(&model).unwrap().picture, None);
        let now = model.now;
        update(&mut model, Msg::Skills(Ok(made_up())), &now);
        run(&mut model, "j j j j");
        assert_eq!(shown(&model).unwrap().list.selected, 2);
        run(&mut model, "k esc");
        assert!(model.overlays.is_empty());
        update(&mut model, Msg::Skills(Ok(made_up())), &now);
        assert!(model.overlays.is_empty());
    }
}
