//! Styles by role: the only place where a colour becomes a terminal's.

/// What a view needs to know to draw: styles by role and the set of glyphs.
#[derive(Clone, Debug, Default)]
pub struct Theme {}
