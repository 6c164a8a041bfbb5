//! The interactive program as a state machine: a [`Model`], a [`Msg`] for everything that can happen, and
//! [`update()`], which alone changes the model and answers with [`Effect`]s for the runtime to carry out.
//!
//! Never does I/O, reads no clock, knows no terminal. Start with [`model`], then [`update()`]; every screen
//! has its own state in [`today`], [`tasks`], [`week`], [`insights`], [`log`], [`balance`], nudges are answered in [`nudges`], what they share of the plan is [`plan`], the guided flows are [`flow`], and every overlay its own file in [`overlay`].

pub mod act;
pub mod area;
pub mod balance;
pub mod calendars;
pub mod effect;
pub mod flow;
pub mod insights;
pub mod keys;
pub mod line_edit;
pub mod list;
pub mod log;
pub mod model;
pub mod msg;
pub mod nudges;
pub mod overlay;
mod ping;
pub mod plan;
pub mod rate;
pub mod recorded;
pub mod settings;
pub mod skills;
pub mod tabs;
pub mod tasks;
pub mod toast;
pub mod today;
pub mod update;
pub mod wake;
pub mod week;
pub mod words;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
pub(crate) mod tests;

pub use area::Area;
pub use effect::{Effect, Want};
pub use model::{Model, Screen};
pub use msg::{Mouse, MouseKind, Msg};
pub use overlay::Overlay;
pub use settings::Settings;
pub use toast::{Toast, Tone};
pub use update::update;
pub use wake::next_wake;
