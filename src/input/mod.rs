//! Keys to actions. Pure: knows no terminal, and the keymap answers without changing anything.
//!
//! [`action`] is the table of everything a key can do, [`keymap`] says which key does it where, [`key`]
//! spells keys, [`context`] names the places.

pub mod action;
pub mod context;
pub mod key;
pub mod keymap;
pub mod override_error;
pub mod suggest;

pub use action::{Action, Group, Spec};
pub use context::Context;
pub use key::{BadKey, Chord, Key, KeyCode};
pub use keymap::{Binding, Continuation, FooterEntry, Keymap, Overrides, Resolution};
pub use override_error::{BindingError, Problem};
pub use suggest::nearest;

#[cfg(test)]
mod tests;
