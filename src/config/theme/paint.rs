//! A look: colours and modifiers, as theme files write them: `#7fb4f5 on #10141c bold`.

use crate::input::nearest;
use std::fmt;

/// A colour of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Colour {
    /// Number 0 to 255 of the terminal's palette; 0 to 15 are the person's own colours.
    Ansi(u8),
    /// Exactly this red, green and blue.
    Rgb(u8, u8, u8),
}

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Depth {
    /// None: modifiers only.
    None,
    /// The 16 colours of the terminal's own palette.
    Ansi16,
    /// The 256 colours of xterm.
    Ansi256,
    /// All.
    True,
}

/// How something looks. `None` leaves the terminal's own colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "five switches that terminals really have")]
pub struct Paint {
    /// Colour of the letters.
    pub fg: Option<Colour>,
    /// Colour behind them.
    pub bg: Option<Colour>,
    /// Heavier.
    pub bold: bool,
    /// Fainter.
    pub dim: bool,
    /// Slanted.
    pub italic: bool,
    /// With a line below.
    pub underline: bool,
    /// Letters and background exchanged.
    pub reversed: bool,
}

const ANSI_NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

const MODIFIERS: [&str; 5] = ["bold", "dim", "italic", "underline", "reversed"];

/// A look that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPaint {
    /// The word that is wrong.
    pub word: String,
    /// What was probably meant, or an example.
    pub hint: String,
}

impl fmt::Display for BadPaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is neither a colour nor a modifier", self.word)
    }
}

impl Colour {
    /// Reads `#7fb4f5`, `bright-blue`, or a palette number. `None` when it is none of these.
    pub fn parse(word: &str) -> Option<Colour> {
        if let Some(hex) = word.strip_prefix('#') {
            let bytes = u32::from_str_radix(hex, 16).ok().filter(|_| hex.len() == 6)?.to_be_bytes();
            return Some(Colour::Rgb(bytes[1], bytes[2], bytes[3]));
        }
        let named = ANSI_NAMES.iter().position(|name| *name == word);
        let number = named.and_then(|at| u8::try_from(at).ok());
        number.or_else(|| word.parse().ok()).map(Colour::Ansi)
    }

    /// The nearest colour that a terminal of that depth shows; `None` when it shows none. 16 colours can't
    /// be computed from red, green and blue, because they are the person's own: themes list them.
    pub fn at(self, depth: Depth) -> Option<Colour> {
        match (self, depth) {
            (_, Depth::None) | (Colour::Rgb(..), Depth::Ansi16) => None,
            (Colour::Rgb(r, g, b), Depth::Ansi256) => Some(Colour::Ansi(nearest_of_256([r, g, b]))),
            (colour, _) => Some(colour),
        }
    }
}

/// The six levels of each channel in xterm's 6x6x6 cube (palette 16 to 231).
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

fn nearest_of_256(rgb: [u8; 3]) -> u8 {
    let distance = |other: [u8; 3]| -> u32 {
        rgb.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    let cube = (16..=231u8).map(|n| {
        let at = n - 16;
        let level = |step: u8| CUBE[usize::from(step % 6)];
        (n, [level(at / 36), level(at / 6), level(at)])
    });
    let greys = (232..=255u8).map(|n| (n, [8 + (n - 232) * 10; 3]));
    cube.chain(greys).min_by_key(|(_, other)| distance(*other)).map_or(7, |(n, _)| n)
}

impl Paint {
    /// Reads a look: a colour, `on` a background, and modifiers, all optional. `colour` knows the names
    /// that the theme gives to colours.
    ///
    /// # Errors
    /// [`BadPaint`] with the first word that means nothing.
    pub fn parse(text: &str, colour: &dyn Fn(&str) -> Option<Colour>) -> Result<Paint, BadPaint> {
        let mut paint = Paint::default();
        let mut behind = false;
        for word in text.split_whitespace() {
            match word {
                "on" => behind = true,
                "default" => behind = false,
                "bold" => paint.bold = true,
                "dim" => paint.dim = true,
                "italic" => paint.italic = true,
                "underline" => paint.underline = true,
                "reversed" => paint.reversed = true,
                _ => {
                    let found = colour(word).or_else(|| Colour::parse(word));
                    let found = Some(found.ok_or_else(|| bad(word))?);
                    *(if behind { &mut paint.bg } else { &mut paint.fg }) = found;
                    behind = false;
                }
            }
        }
        Ok(paint)
    }

    /// Whether it can be shown with the terminal's own 16 colours as it is.
    pub fn fits_16(self) -> bool {
        [self.fg, self.bg].into_iter().flatten().all(|colour| matches!(colour, Colour::Ansi(0..16)))
    }

    /// The same look with the nearest colours of `depth`.
    #[must_use]
    pub fn at(self, depth: Depth) -> Paint {
        let nearest = |colour: Option<Colour>| colour.and_then(|colour| colour.at(depth));
        Paint { fg: nearest(self.fg), bg: nearest(self.bg), ..self }
    }
}

fn bad(word: &str) -> BadPaint {
    let hint = match nearest(word, ANSI_NAMES.into_iter().chain(MODIFIERS)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "for example `#7fb4f5 bold`, `blue on black`, `reversed`".into(),
    };
    BadPaint { word: word.to_owned(), hint }
}
