//! What can be wrong with a person's own keys, in words for that person. Raised by [`super::keymap`];
//! where in the file it stands is for `config` to find out.

use super::action::Action;
use super::context::Context;
use super::key::{BadKey, Chord};
use std::fmt;

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is no such context.
    UnknownContext {
        /// The one that was probably meant.
        near: Option<&'static str>,
    },
    /// There is no such action.
    UnknownAction {
        /// The one that was probably meant.
        near: Option<&'static str>,
    },
    /// The action does nothing in that context.
    NotHere {
        /// Which.
        action: Action,
    },
    /// A key is misspelt.
    BadKey(BadKey),
    /// The key means something else there already.
    Conflict {
        /// The key of this action.
        chord: Chord,
        /// The key it collides with: the same, or one that the other begins.
        with: Chord,
        /// What has that key.
        action: Action,
    },
    /// The context is a line of text and the key types into it.
    Types {
        /// Which.
        chord: Chord,
    },
    /// Nothing would leave the program or close the overlay any more.
    NoWayOut,
}

/// A mistake in `[keys.CONTEXT]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BindingError {
    /// The context as written.
    pub context: String,
    /// The action as written; `None` when the context itself is wrong.
    pub action: Option<String>,
    /// What is wrong with it.
    pub problem: Problem,
}

impl BindingError {
    /// A mistake at `keys.context.action`.
    pub fn new(context: &str, action: Option<&str>, problem: Problem) -> BindingError {
        BindingError { context: context.to_owned(), action: action.map(str::to_owned), problem }
    }

    /// The path of the setting: `keys.today.start_stop`.
    pub fn path(&self) -> String {
        match &self.action {
            Some(action) => format!("keys.{}.{action}", self.context),
            None => format!("keys.{}", self.context),
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> String {
        match &self.problem {
            Problem::UnknownContext { near: Some(near) }
            | Problem::UnknownAction { near: Some(near) } => format!("did you mean `{near}`?"),
            Problem::UnknownContext { near: None } => {
                let names: Vec<&str> = Context::ALL.into_iter().map(Context::name).collect();
                format!("contexts are {}", names.join(", "))
            }
            Problem::UnknownAction { near: None } => "`heyday keys` lists every action".into(),
            Problem::NotHere { action } => {
                let at: Vec<&str> = action.spec().keys.iter().map(|(at, _)| at.name()).collect();
                format!("it works in {}", at.join(", "))
            }
            Problem::BadKey(bad) => bad.hint(),
            Problem::Conflict { action, .. } => {
                let name = action.spec().name;
                format!("give `{name}` another key in `[keys.{}]`, or `{name} = []`", self.context)
            }
            Problem::Types { .. } => "use a key with ctrl or alt, or a function key".into(),
            Problem::NoWayOut => "leave it at least one key".into(),
        }
    }
}

impl fmt::Display for BindingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let context = &self.context;
        match &self.problem {
            Problem::UnknownContext { .. } => write!(f, "no context `{context}` to bind keys in"),
            Problem::UnknownAction { .. } => {
                write!(f, "no action `{}`", self.action.as_deref().unwrap_or_default())
            }
            Problem::NotHere { action } => {
                write!(f, "`{}` does nothing in `{context}`", action.spec().name)
            }
            Problem::BadKey(bad) => bad.fmt(f),
            Problem::Conflict { chord, with, action } if chord == with => {
                write!(f, "`{chord}` is `{}` in `{context}` already", action.spec().name)
            }
            Problem::Conflict { chord, with, action } => {
                let name = action.spec().name;
                write!(f, "`{chord}` can't be told from `{with}`, which is `{name}` in `{context}`")
            }
            Problem::Types { chord } => write!(f, "`{chord}` is for typing in `{context}`"),
            Problem::NoWayOut => {
                write!(f, "`{}` needs a key", self.action.as_deref().unwrap_or_default())
            }
        }
    }
}

impl std::error::Error for BindingError {}
