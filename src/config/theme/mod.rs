//! What things look like: a view asks for a [`Role`] and gets a [`Paint`]; themes are TOML files.
//!
//! Never by colour alone: whatever a role says, a glyph or a word says too, and `mono` must lose nothing.
//! Knows no terminal library: `ui` turns paints into styles. Which theme is used: [`choose()`].

pub mod choose;
pub mod paint;
pub mod parse;
pub mod role;

pub use choose::{Background, Choice, Surroundings, choose};
pub use paint::{Colour, Depth, Paint};
pub use parse::BadTheme;
pub use role::Role;

use std::collections::BTreeMap;

/// The themes that are built in, with their files.
pub const BUILT_IN: [(&str, &str); 4] = [
    ("night", include_str!("../../../assets/themes/night.toml")),
    ("day", include_str!("../../../assets/themes/day.toml")),
    ("contrast", include_str!("../../../assets/themes/contrast.toml")),
    ("mono", include_str!("../../../assets/themes/mono.toml")),
];

/// A paint for every role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Its name.
    pub name: String,
    paints: BTreeMap<Role, Paint>,
}

impl Theme {
    /// The built-in theme of that name with colours for `depth`; `None` when there is none.
    pub fn built_in(name: &str, depth: Depth) -> Option<Theme> {
        let (name, text) = BUILT_IN.into_iter().find(|(known, _)| *known == name)?;
        // A test reads every built-in theme at every depth.
        Theme::parse(name, text, depth).ok()
    }

    /// Only modifiers, no colour: for `NO_COLOR` and terminals that have none.
    pub fn mono() -> Theme {
        Theme::built_in("mono", Depth::None)
            .unwrap_or_else(|| Theme { name: "mono".into(), paints: BTreeMap::new() })
    }

    /// Reads a theme file: its own roles over those of the theme that it inherits.
    ///
    /// # Errors
    /// [`BadTheme`] with the place in `text`.
    pub fn parse(name: &str, text: &str, depth: Depth) -> Result<Theme, BadTheme> {
        let paints = parse::paints(text, depth)?;
        Ok(Theme { name: name.to_owned(), paints })
    }

    /// How to paint `role`. The paint of [`Role::Text`] is also what the whole screen is filled with.
    pub fn paint(&self, role: Role) -> Paint {
        self.paints.get(&role).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
