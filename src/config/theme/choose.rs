//! Which theme fits this terminal. A pure function of what the environment and the terminal say; asking
//! them is for the caller.

use super::paint::Depth;

/// Whether the terminal's background is dark or light.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    /// Dark.
    Dark,
    /// Light.
    Light,
}

/// What is known about the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Surroundings<'a> {
    /// What the terminal answered when it was asked for its background.
    pub background: Option<Background>,
    /// `COLORTERM`.
    pub colorterm: Option<&'a str>,
    /// `TERM`.
    pub term: Option<&'a str>,
    /// `COLORFGBG`.
    pub colorfgbg: Option<&'a str>,
    /// Whether colours are unwanted: `NO_COLOR` is set and not empty, or `--color never`.
    pub no_color: bool,
}

/// A theme's name and how many colours it may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// A built-in theme, or the file name of the person's own.
    pub name: String,
    /// How many colours there are.
    pub depth: Depth,
}

/// Terminals that show every colour and may not say so in `COLORTERM`.
const TRUE_COLOUR_TERMS: [&str; 6] = ["kitty", "alacritty", "wezterm", "foot", "ghostty", "direct"];

/// The theme for the setting `theme` (`auto`, a built-in name, or the person's own) in these surroundings.
///
/// Without an answer about the background, `auto` keeps to the terminal's own 16 colours, which can be read
/// on whatever it shows.
pub fn choose(setting: &str, around: &Surroundings<'_>) -> Choice {
    let depth = depth(around);
    if depth == Depth::None || setting == "mono" {
        return Choice { name: "mono".into(), depth: Depth::None };
    }
    if setting != "auto" {
        return Choice { name: setting.to_owned(), depth };
    }
    match around.background.or_else(|| around.colorfgbg.and_then(hinted)) {
        Some(Background::Dark) => Choice { name: "night".into(), depth },
        Some(Background::Light) => Choice { name: "day".into(), depth },
        None => Choice { name: "night".into(), depth: Depth::Ansi16 },
    }
}

fn depth(around: &Surroundings<'_>) -> Depth {
    let term = around.term.unwrap_or_default();
    if around.no_color || term == "dumb" {
        return Depth::None;
    }
    let said = around.colorterm.is_some_and(|c| c.contains("truecolor") || c.contains("24bit"));
    if said || TRUE_COLOUR_TERMS.iter().any(|name| term.contains(name)) {
        Depth::True
    } else if term.contains("256color") {
        Depth::Ansi256
    } else {
        Depth::Ansi16
    }
}

/// The background in `COLORFGBG`: the last number is one of the 16 colours, 7 and 9 to 15 are light.
fn hinted(colorfgbg: &str) -> Option<Background> {
    let number: u8 = colorfgbg.rsplit(';').next()?.parse().ok()?;
    match number {
        7 | 9..=15 => Some(Background::Light),
        0..=6 | 8 => Some(Background::Dark),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(setting: &str, around: Surroundings<'_>) -> (String, Depth) {
        let Choice { name, depth } = choose(setting, &around);
        (name, depth)
    }

    #[test]
    fn the_theme_follows_the_background_and_the_depth_follows_the_terminal() {
        let dark = Surroundings {
            background: Some(Background::Dark),
            colorterm: Some("truecolor"),
            term: Some("xterm-256color"),
            ..Surroundings::default()
        };
        let light = Surroundings { background: Some(Background::Light), ..dark };
        assert_eq!(chosen("auto", dark), ("night".into(), Depth::True));
        assert_eq!(chosen("auto", light), ("day".into(), Depth::True));
        assert_eq!(chosen("contrast", light), ("contrast".into(), Depth::True));
        assert_eq!(chosen("mine", dark), ("mine".into(), Depth::True));
        let no_word = Surroundings { colorterm: None, ..dark };
        assert_eq!(chosen("auto", no_word), ("night".into(), Depth::Ansi256));
        let console = Surroundings { term: Some("linux"), ..no_word };
        assert_eq!(chosen("auto", console), ("night".into(), Depth::Ansi16));
        let kitty = Surroundings { term: Some("xterm-kitty"), ..no_word };
        assert_eq!(chosen("auto", kitty), ("night".into(), Depth::True));
    }

    #[test]
    fn who_wants_no_colour_gets_none_whatever_the_theme_is() {
        let around = Surroundings {
            no_color: true,
            colorterm: Some("truecolor"),
            ..Surroundings::default()
        };
        assert_eq!(chosen("night", around), ("mono".into(), Depth::None));
        let dumb = Surroundings { term: Some("dumb"), ..Surroundings::default() };
        assert_eq!(chosen("auto", dumb), ("mono".into(), Depth::None));
        assert_eq!(chosen("mono", Surroundings::default()), ("mono".into(), Depth::None));
    }

    #[test]
    fn a_terminal_that_says_nothing_keeps_its_own_sixteen_colours() {
        let silent = Surroundings {
            colorterm: Some("truecolor"),
            term: Some("tmux-256color"),
            ..Surroundings::default()
        };
        assert_eq!(chosen("auto", silent), ("night".into(), Depth::Ansi16));
        let hinted = Surroundings { colorfgbg: Some("0;default;15"), ..silent };
        assert_eq!(chosen("auto", hinted), ("day".into(), Depth::True));
        let odd = Surroundings { colorfgbg: Some("15;default"), ..silent };
        assert_eq!(chosen("auto", odd), ("night".into(), Depth::Ansi16));
    }
}
