//! The pen: colours and attributes of what is written next, and the shortest sequence from one to another.

use crate::config::theme::{Colour, Depth};
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::io::Write;

/// Colours and attributes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    underline: Color,
    modifier: Modifier,
}

impl Pen {
    /// What `cell` is to be drawn with on a terminal of that `depth`.
    pub(super) fn of(cell: &Cell, depth: Depth) -> Pen {
        // A terminal that does not know coloured underlines may take the numbers for other attributes.
        let underlined = depth == Depth::True && cell.modifier.contains(Modifier::UNDERLINED);
        Pen {
            fg: fit(cell.fg, depth),
            bg: fit(cell.bg, depth),
            underline: if underlined { cell.underline_color } else { Color::Reset },
            modifier: cell.modifier,
        }
    }

    /// Whether a blank drawn with it looks the same whatever the foreground is.
    fn shows_ink_on_blank(self) -> bool {
        self.modifier.intersects(
            Modifier::REVERSED
                .union(Modifier::UNDERLINED)
                .union(Modifier::CROSSED_OUT)
                .union(Modifier::SLOW_BLINK)
                .union(Modifier::RAPID_BLINK),
        )
    }

    /// The pen to draw a blank with: what can't be seen on one is left as it is in `held`.
    pub(super) fn for_blank(self, held: Option<Pen>) -> Pen {
        match held {
            Some(held) if !self.shows_ink_on_blank() && !held.shows_ink_on_blank() => {
                Pen { bg: self.bg, ..held }
            }
            _ => self,
        }
    }

    /// Appends what turns `from` (`None`: unknown) into `self`, the shorter of adding and starting anew.
    pub(super) fn write_change(self, from: Option<Pen>, out: &mut Vec<u8>) {
        if from == Some(self) {
            return;
        }
        let mut anew = Vec::with_capacity(48);
        anew.push(b'0');
        self.write_additions(Pen::default(), &mut anew);
        if anew.len() == 1 {
            anew.clear();
        }
        let mut params = anew;
        if let Some(from) = from {
            let mut step = Vec::with_capacity(48);
            self.write_removals(from, &mut step);
            self.write_additions(from, &mut step);
            if step.first() == Some(&b';') {
                step.remove(0);
            }
            if step.len() <= params.len() {
                params = step;
            }
        }
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(&params);
        out.push(b'm');
    }

    fn write_removals(self, from: Pen, out: &mut Vec<u8>) {
        let gone = from.modifier - self.modifier;
        for (modifiers, code) in OFF {
            if gone.intersects(modifiers) {
                param(out, code);
            }
        }
    }

    fn write_additions(self, from: Pen, out: &mut Vec<u8>) {
        let mut kept = from.modifier & self.modifier;
        // One code takes bold and dim away together, and so for the two kinds of blinking.
        for (modifiers, _) in OFF {
            if (from.modifier - self.modifier).intersects(modifiers) {
                kept -= modifiers;
            }
        }
        for (modifier, code) in ON {
            if (self.modifier - kept).contains(modifier) {
                param(out, code);
            }
        }
        if from.fg != self.fg {
            colour(out, self.fg, 30);
        }
        if from.bg != self.bg {
            colour(out, self.bg, 40);
        }
        if from.underline != self.underline {
            underline(out, self.underline);
        }
    }
}

/// The colour, or the nearest that the terminal has; the sixteen by name are on every terminal with colours.
fn fit(wanted: Color, depth: Depth) -> Color {
    let known = match wanted {
        Color::Rgb(r, g, b) => Colour::Rgb(r, g, b),
        Color::Indexed(n) => Colour::Ansi(n),
        _ if depth == Depth::None => return Color::Reset,
        named => return named,
    };
    match known.at(depth) {
        Some(Colour::Rgb(r, g, b)) => Color::Rgb(r, g, b),
        Some(Colour::Ansi(n)) => Color::Indexed(n),
        None => Color::Reset,
    }
}

const OFF: [(Modifier, u8); 7] = [
    (Modifier::BOLD.union(Modifier::DIM), 22),
    (Modifier::ITALIC, 23),
    (Modifier::UNDERLINED, 24),
    (Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK), 25),
    (Modifier::REVERSED, 27),
    (Modifier::HIDDEN, 28),
    (Modifier::CROSSED_OUT, 29),
];

const ON: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

fn param(out: &mut Vec<u8>, code: u8) {
    put(out, format_args!(";{code}"));
}

fn put(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // Writing to memory does not fail.
    let _ = out.write_fmt(text);
}

/// A colour's parameters; `base` is 30 for the foreground and 40 for the background.
fn colour(out: &mut Vec<u8>, colour: Color, base: u8) {
    let plain = match colour {
        Color::Reset => base + 9,
        Color::Black => base,
        Color::Red => base + 1,
        Color::Green => base + 2,
        Color::Yellow => base + 3,
        Color::Blue => base + 4,
        Color::Magenta => base + 5,
        Color::Cyan => base + 6,
        Color::Gray => base + 7,
        Color::DarkGray => base + 60,
        Color::LightRed => base + 61,
        Color::LightGreen => base + 62,
        Color::LightYellow => base + 63,
        Color::LightBlue => base + 64,
        Color::LightMagenta => base + 65,
        Color::LightCyan => base + 66,
        Color::White => base + 67,
        Color::Indexed(index @ 0..8) => base + index,
        Color::Indexed(index @ 8..16) => base + 52 + index,
        Color::Indexed(index) => return put(out, format_args!(";{};5;{index}", base + 8)),
        Color::Rgb(r, g, b) => return put(out, format_args!(";{};2;{r};{g};{b}", base + 8)),
    };
    param(out, plain);
}

/// With colons, so that a terminal that does not know them skips the whole parameter.
fn underline(out: &mut Vec<u8>, colour: Color) {
    match colour {
        Color::Rgb(r, g, b) => put(out, format_args!(";58:2::{r}:{g}:{b}")),
        Color::Indexed(index) => put(out, format_args!(";58:5:{index}")),
        _ => param(out, 59),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(from: Option<Pen>, to: Pen) -> String {
        let mut out = Vec::new();
        to.write_change(from, &mut out);
        String::from_utf8(out).unwrap().replace('\x1b', "ESC")
    }

    fn pen(fg: Color, modifier: Modifier) -> Pen {
        Pen { fg, modifier, ..Pen::default() }
    }

    #[test]
    fn nothing_is_written_when_nothing_changes() {
        let held = pen(Color::Rgb(1, 2, 3), Modifier::BOLD);
        assert_eq!(change(Some(held), held), "");
    }

    #[test]
    fn a_terminal_gets_no_colour_that_it_does_not_have() {
        let red = Color::Rgb(255, 0, 0);
        assert_eq!(fit(red, Depth::True), red);
        assert_eq!(fit(red, Depth::Ansi256), Color::Indexed(196));
        assert_eq!(fit(red, Depth::Ansi16), Color::Reset);
        assert_eq!(fit(Color::Cyan, Depth::Ansi16), Color::Cyan);
        assert_eq!(fit(Color::Cyan, Depth::None), Color::Reset);
    }

    #[test]
    fn going_plain_is_three_bytes() {
        let held = pen(Color::Rgb(1, 2, 3), Modifier::BOLD);
        assert_eq!(change(Some(held), Pen::default()), "ESC[m");
        assert_eq!(change(None, Pen::default()), "ESC[m");
    }

    #[test]
    fn the_shorter_of_stepping_and_starting_anew_is_taken() {
        let held = pen(Color::Rgb(10, 20, 30), Modifier::BOLD | Modifier::ITALIC);
        assert_eq!(change(Some(held), pen(held.fg, Modifier::BOLD)), "ESC[23m");
        assert_eq!(change(Some(held), pen(Color::Red, Modifier::empty())), "ESC[0;31m");
    }

    #[test]
    fn taking_dim_away_keeps_bold() {
        let held = pen(Color::Rgb(10, 20, 30), Modifier::BOLD | Modifier::DIM);
        assert_eq!(change(Some(held), pen(held.fg, Modifier::BOLD)), "ESC[22;1m");
    }

    #[test]
    fn a_blank_does_not_change_the_ink() {
        let held = pen(Color::Red, Modifier::BOLD);
        assert_eq!(pen(Color::Blue, Modifier::empty()).for_blank(Some(held)), held);
        let reversed = pen(Color::Blue, Modifier::REVERSED);
        assert_eq!(reversed.for_blank(Some(held)), reversed);
    }
}
