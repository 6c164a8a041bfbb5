//! What should be known before anything else: the plan could change, a calendar can't be read. One line each, in
//! which what is in backticks is a key or a command.

use crate::app::flow::{left, seen};
use crate::app::plan::changes;
use crate::app::{Model, calendars, keys, words};
use crate::input::Action;
use crate::text::visible;

/// A line that should be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What is the matter, escaped.
    pub text: String,
    /// What can be done, with keys in backticks.
    pub hint: String,
    /// Whether something is wrong.
    pub warns: bool,
}

/// The lines, what is wrong first.
pub fn notices(model: &Model) -> Vec<Notice> {
    let trouble = calendars::trouble(model).map(|(full, _)| Notice {
        text: visible(&full).replace('`', "'"),
        hint: "`heyday calendar list` says more".into(),
        warns: true,
    });
    let change = changes::announced(model).map(|text| Notice {
        text,
        hint: format!("`{}` shows it", keys::shown(model, Action::Replan)),
        warns: false,
    });
    let evening = seen::is_evening(model).then(|| Notice {
        text: "the day is nearly over".into(),
        hint: format!("`{}` looks back on it and closes it", keys::shown(model, Action::CloseDay)),
        warns: false,
    });
    let lying =
        (seen::was_absent(model) && !seen::is_evening(model)).then(|| left::lying(model).len());
    let lying = lying.filter(|n| *n > 0).map(|n| Notice {
        text: format!("{} left lying while you were away", words::count(n, "task")),
        hint: format!("`{}` goes through them", keys::shown(model, Action::Triage)),
        warns: false,
    });
    let suggested = (!model.suggested.is_empty()).then(|| Notice {
        text: words::count(model.suggested.len(), "suggestion"),
        hint: format!("`{}` goes through them", keys::shown(model, Action::Suggestions)),
        warns: false,
    });
    trouble.into_iter().chain(change).chain(evening).chain(lying).chain(suggested).collect()
}
