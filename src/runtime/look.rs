//! Which theme is drawn with: what the person set, and what the environment and the terminal say. The
//! terminal's answer about its background comes after the first frame, and may change the choice.

use crate::config::theme::{Background, Depth, Surroundings, Theme as Paints, choose};
use crate::config::{ConfigError, Glyphs, Loaded, Paths};
use crate::ui::{Theme, glyphs};

/// The theme in use, and what it was chosen by.
#[derive(Debug)]
pub(super) struct Look {
    setting: String,
    paths: Paths,
    no_color: bool,
    term: Option<String>,
    colorterm: Option<String>,
    colorfgbg: Option<String>,
    /// What is drawn with.
    pub(super) theme: Theme,
    /// How many colours may be used.
    pub(super) depth: Depth,
}

impl Look {
    /// The look before the terminal has said anything. Reads `TERM` and its kin.
    ///
    /// # Errors
    /// When the theme that was set does not exist or has a mistake.
    pub(super) fn new(loaded: &Loaded, paths: &Paths, no_color: bool) -> Result<Look, ConfigError> {
        let var = |name| std::env::var(name).ok();
        let glyphs = match loaded.config.screen.glyphs {
            Glyphs::Unicode => &glyphs::UNICODE,
            Glyphs::Ascii => &glyphs::ASCII,
        };
        let mut look = Look {
            setting: loaded.config.screen.theme.clone(),
            paths: paths.clone(),
            no_color,
            term: var("TERM"),
            colorterm: var("COLORTERM"),
            colorfgbg: var("COLORFGBG"),
            theme: Theme::new(Paints::mono(), glyphs),
            depth: Depth::Ansi16,
        };
        look.choose(None)?;
        Ok(look)
    }

    /// Whether the terminal's background matters and asking about it is safe.
    pub(super) fn asks(&self) -> bool {
        let matters = self.setting == "auto" && self.depth != Depth::None;
        matters && super::answer::may_ask(self.term.as_deref())
    }

    /// Takes in what the terminal said about its background. A theme that can't be read any more leaves the
    /// look as it is.
    pub(super) fn background_is(&mut self, background: Background) {
        let _ = self.choose(Some(background));
    }

    fn choose(&mut self, background: Option<Background>) -> Result<(), ConfigError> {
        let choice = choose(
            &self.setting,
            &Surroundings {
                background,
                colorterm: self.colorterm.as_deref(),
                term: self.term.as_deref(),
                colorfgbg: self.colorfgbg.as_deref(),
                no_color: self.no_color,
            },
        );
        let paints = Loaded::theme(&choice, &self.paths)?;
        self.theme = Theme::new(paints, self.theme.glyphs);
        self.depth = choice.depth;
        Ok(())
    }
}
