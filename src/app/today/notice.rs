//! What should be known before anything else: the plan could change, a calendar can't be read. One line each, in
//! which what is in backticks is a key or a command.

use crate::app::plan::changes;
use crate::app::{Model, keys};
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
    let faults = model.plan.faults.iter().map(|fault| Notice {
        text: visible(&fault.text).into_owned(),
        hint: fault.hint.clone(),
        warns: true,
    });
    let change = changes::announced(model).map(|text| Notice {
        text,
        hint: format!("`{}` shows it", keys::shown(model, Action::Replan)),
        warns: false,
    });
    faults.chain(change).collect()
}
