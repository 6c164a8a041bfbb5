//! What a figure of the Insights screen is made of. Only shows; a key of the screen closes it.

use super::{Overlay, Turn};
use crate::app::insights::Figure;
use crate::input::Action;

/// Why a figure is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reasons {
    /// Which.
    pub figure: Figure,
    /// Lines that are scrolled away; a view shows no empty rows below the last one.
    pub scroll: u16,
}

impl Reasons {
    /// From its top.
    pub fn new(figure: Figure) -> Reasons {
        Reasons { figure, scroll: 0 }
    }

    /// Carries an action out.
    pub fn act(mut self, action: Action) -> Turn {
        match action {
            Action::Cancel | Action::Accept => return Turn::close(Vec::new()),
            Action::Down => self.scroll = self.scroll.saturating_add(1).min(100),
            Action::Up => self.scroll = self.scroll.saturating_sub(1),
            _ => {}
        }
        Turn::stay(Overlay::Reasons(self))
    }
}
