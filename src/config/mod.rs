//! What a person has set, and where things are. The only room that knows `toml` and `directories`.
//!
//! [`settings`] is the typed configuration, [`load`] puts its layers on top of each other and remembers where
//! each value comes from, [`mod@file`] changes one value and keeps the comments, [`theme`] is the look, [`paths`]
//! says where everything is. The documented defaults are `assets/config.toml`.

pub mod error;
pub mod file;
mod habits;
pub mod lines;
pub mod load;
mod notify;
pub mod nudges;
pub mod paths;
pub mod planning;
pub mod presence;
pub mod settings;
mod spans;
pub mod theme;
pub mod words;

pub use error::{ConfigError, Place};
pub use file::{set, unset};
pub use load::{Loaded, Origin, Override, Setting, overrides_from_env};
pub use paths::{PathError, Paths};
pub use settings::{Config, DEFAULTS, Glyphs, Rate, Sharpest};
pub use theme::{Role, Theme};
pub use words::Days;

#[cfg(test)]
mod tests;
