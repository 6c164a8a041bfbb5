//! Styles by role: the only place where a paint becomes a terminal's style.

use super::glyphs::{Glyphs, UNICODE};
use crate::config::theme::{self, Colour, Depth, Paint, Role};
use ratatui::style::{Color, Modifier, Style};

/// How much of a block's colour is in its filling, in per cent.
const TINT: u16 = 11;

/// What a view needs to know to draw: styles by role and the set of glyphs.
#[derive(Clone, Debug)]
pub struct Theme {
    paints: theme::Theme,
    /// The shapes to draw with.
    pub glyphs: &'static Glyphs,
}

impl Theme {
    /// The paints of a theme, drawn with these glyphs.
    pub fn new(paints: theme::Theme, glyphs: &'static Glyphs) -> Theme {
        Theme { paints, glyphs }
    }

    /// The built-in theme of that name with every colour; `mono` when there is none.
    pub fn built_in(name: &str) -> Theme {
        let paints = theme::Theme::built_in(name, Depth::True);
        Theme::new(paints.unwrap_or_else(theme::Theme::mono), &UNICODE)
    }

    /// How to paint a role.
    pub fn style(&self, role: Role) -> Style {
        style(self.paints.paint(role))
    }
}

impl Theme {
    /// How a block of time is filled that is painted with `role`: the theme's own filling with a little of that
    /// colour in it. Where colours are not exact, the filling as it is; none where the theme has none.
    pub fn filling(&self, role: Role) -> Style {
        let filling = self.paints.paint(Role::Block);
        let bg = match (filling.bg, self.paints.paint(role).fg) {
            (Some(Colour::Rgb(r, g, b)), Some(Colour::Rgb(of_r, of_g, of_b))) => {
                let mix = |base: u8, of: u8| {
                    let mixed = u16::from(base) * (100 - TINT) + u16::from(of) * TINT;
                    u8::try_from(mixed / 100).unwrap_or(base)
                };
                Some(Colour::Rgb(mix(r, of_r), mix(g, of_g), mix(b, of_b)))
            }
            (bg, _) => bg,
        };
        style(Paint { bg, ..filling })
    }

    /// Letters in as much of the colour of `role` as `share` says, 0 to 1, the rest being the filling of blocks; `None`
    /// where colours are not exact.
    pub fn shade(&self, role: Role, share: f64) -> Option<Style> {
        let (from, to) = (self.paints.paint(Role::Block).bg?, self.paints.paint(role).fg?);
        let (Colour::Rgb(r, g, b), Colour::Rgb(of_r, of_g, of_b)) = (from, to) else { return None };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
        let mix = |base: u8, of: u8| {
            (f64::from(base) + share.clamp(0.0, 1.0) * (f64::from(of) - f64::from(base))).round()
                as u8
        };
        Some(Style::new().fg(Color::Rgb(mix(r, of_r), mix(g, of_g), mix(b, of_b))))
    }
}

impl Default for Theme {
    fn default() -> Theme {
        Theme::built_in("night")
    }
}

fn style(paint: Paint) -> Style {
    let mut style = Style::new();
    style.fg = paint.fg.map(colour);
    style.bg = paint.bg.map(colour);
    for (on, modifier) in [
        (paint.bold, Modifier::BOLD),
        (paint.dim, Modifier::DIM),
        (paint.italic, Modifier::ITALIC),
        (paint.underline, Modifier::UNDERLINED),
        (paint.reversed, Modifier::REVERSED),
    ] {
        if on {
            style = style.add_modifier(modifier);
        }
    }
    style
}

fn colour(colour: Colour) -> Color {
    match colour {
        Colour::Rgb(r, g, b) => Color::Rgb(r, g, b),
        Colour::Ansi(n) => Color::Indexed(n),
    }
}
