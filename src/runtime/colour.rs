//! How many colours the terminal shows, and the nearest of them to the colour a theme asks for.

use ratatui::style::Color;

/// What the terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// No colour at all; bold, reversed and the like stay.
    Mono,
    /// The sixteen that the person's terminal theme defines.
    #[default]
    Ansi16,
    /// The 256 of xterm.
    Ansi256,
    /// 24 bits.
    True,
}

impl Depth {
    /// Reads the environment's claims: `TERM` and `COLORTERM`.
    pub fn detect(term: Option<&str>, colorterm: Option<&str>) -> Depth {
        let term = term.unwrap_or_default();
        if matches!(colorterm, Some("truecolor" | "24bit")) || term.ends_with("-direct") {
            Depth::True
        } else if term.contains("256") || cfg!(windows) {
            Depth::Ansi256
        } else if term == "dumb" || term.starts_with("vt1") || term.starts_with("vt2") {
            Depth::Mono
        } else {
            Depth::Ansi16
        }
    }

    /// The nearest colour that this depth has.
    pub(super) fn fit(self, colour: Color) -> Color {
        match (self, colour) {
            (Depth::True, colour) | (_, colour @ Color::Reset) => colour,
            (Depth::Mono, _) => Color::Reset,
            (Depth::Ansi256, Color::Rgb(r, g, b)) => Color::Indexed(nearest_256([r, g, b])),
            (Depth::Ansi16, Color::Rgb(r, g, b)) => Color::Indexed(nearest_16([r, g, b])),
            (Depth::Ansi16, Color::Indexed(index @ 16..)) => {
                Color::Indexed(nearest_16(rgb_of(index)))
            }
            (_, colour) => colour,
        }
    }
}

/// The levels of a channel in the 6x6x6 cube that starts at index 16.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// xterm's values of the first sixteen; a person's theme differs, but keeps the hues.
const FIRST: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

fn nearest_256(wanted: [u8; 3]) -> u8 {
    let level = |channel: u8| {
        let step = CUBE.iter().enumerate().min_by_key(|(_, level)| level.abs_diff(channel));
        step.map_or(0, |(step, _)| step)
    };
    let [r, g, b] = wanted.map(level);
    let cube = 16 + 36 * r + 6 * g + b;
    let mean = wanted.iter().map(|&channel| usize::from(channel)).sum::<usize>() / 3;
    let grey = 232 + (mean.saturating_sub(3) / 10).min(23);
    let [cube, grey] = [cube, grey].map(|index| u8::try_from(index).unwrap_or(u8::MAX));
    if distance(rgb_of(grey), wanted) < distance(rgb_of(cube), wanted) { grey } else { cube }
}

fn nearest_16(wanted: [u8; 3]) -> u8 {
    let best = (0u8..).zip(FIRST).min_by_key(|(_, rgb)| distance(*rgb, wanted));
    best.map_or(7, |(index, _)| index)
}

fn rgb_of(index: u8) -> [u8; 3] {
    match index {
        0..=15 => FIRST[usize::from(index)],
        16..=231 => {
            let step = index - 16;
            [step / 36, step / 6 % 6, step % 6].map(|level| CUBE[usize::from(level)])
        }
        232.. => [8 + 10 * (index - 232); 3],
    }
}

fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    a.iter().zip(b).map(|(&a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_says_how_many_colours_there_are() {
        assert_eq!(Depth::detect(Some("xterm-256color"), Some("truecolor")), Depth::True);
        assert_eq!(Depth::detect(Some("xterm-256color"), None), Depth::Ansi256);
        assert_eq!(Depth::detect(Some("linux"), None), Depth::Ansi16);
        assert_eq!(Depth::detect(Some("vt100"), None), Depth::Mono);
        assert_eq!(Depth::detect(Some("xterm-direct"), None), Depth::True);
    }

    #[test]
    fn a_colour_becomes_the_nearest_there_is() {
        assert_eq!(Depth::Ansi256.fit(Color::Rgb(255, 0, 0)), Color::Indexed(196));
        assert_eq!(Depth::Ansi256.fit(Color::Rgb(30, 30, 30)), Color::Indexed(234));
        assert_eq!(Depth::Ansi16.fit(Color::Rgb(250, 10, 10)), Color::Indexed(9));
        assert_eq!(Depth::Ansi16.fit(Color::Indexed(234)), Color::Indexed(0));
        assert_eq!(Depth::Ansi16.fit(Color::Cyan), Color::Cyan);
        assert_eq!(Depth::Mono.fit(Color::Rgb(1, 2, 3)), Color::Reset);
    }

    proptest::proptest! {
        #[test]
        fn every_colour_of_the_256_is_its_own_nearest(index in 16u8..) {
            let [r, g, b] = rgb_of(index);
            let Color::Indexed(found) = Depth::Ansi256.fit(Color::Rgb(r, g, b)) else { unreachable!() };
            proptest::prop_assert_eq!(rgb_of(found), [r, g, b]);
        }
    }
}
