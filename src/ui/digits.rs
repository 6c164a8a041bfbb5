//! The clock's large digits: a 3x5 face of our own, drawn with half blocks (three rows) or full cells (five
//! rows, each dot two columns wide so that it is square).

use super::pen::Pen;
use crate::app::Area;
use crate::app::today::layout::ClockSize;
use crate::config::theme::Role;

/// Five rows of three dots, the topmost row first, the left dot in the highest bit.
const FACE: [(char, [u8; 5]); 12] = [
    ('0', [0b111, 0b101, 0b101, 0b101, 0b111]),
    ('1', [0b010, 0b110, 0b010, 0b010, 0b111]),
    ('2', [0b111, 0b001, 0b111, 0b100, 0b111]),
    ('3', [0b111, 0b001, 0b111, 0b001, 0b111]),
    ('4', [0b101, 0b101, 0b111, 0b001, 0b001]),
    ('5', [0b111, 0b100, 0b111, 0b001, 0b111]),
    ('6', [0b111, 0b100, 0b111, 0b101, 0b111]),
    ('7', [0b111, 0b001, 0b001, 0b001, 0b001]),
    ('8', [0b111, 0b101, 0b111, 0b101, 0b111]),
    ('9', [0b111, 0b101, 0b111, 0b001, 0b111]),
    (':', [0b000, 0b010, 0b000, 0b010, 0b000]),
    ('-', [0b000, 0b000, 0b111, 0b000, 0b000]),
];

/// Columns and rows that a text takes at that size.
pub fn size(text: &str, size: ClockSize, half_blocks: bool) -> (u16, u16) {
    let dots: u16 = text.chars().map(|c| columns(c) + 1).sum::<u16>().saturating_sub(1);
    match size {
        ClockSize::Text => (u16::try_from(text.len()).unwrap_or(u16::MAX), 1),
        ClockSize::Small if half_blocks => (dots, 3),
        ClockSize::Small => (dots, 5),
        ClockSize::Large => (dots * 2, 5),
    }
}

/// Draws digits, colons and dashes at the top left of `area`; anything else is a gap.
pub fn draw(pen: &mut Pen<'_>, area: Area, text: &str, size: ClockSize, role: Role) {
    let mut offset = 0;
    for c in text.chars() {
        let face = FACE.iter().find(|(known, _)| *known == c).map_or([0; 5], |(_, face)| *face);
        let width = columns(c);
        match (size, pen.glyphs().halves) {
            (ClockSize::Text, _) => return,
            (ClockSize::Small, Some(halves)) => {
                half(pen, area, offset, (face, width, halves), role);
            }
            (ClockSize::Small, None) => full(pen, area, offset, (face, width, 1), role),
            (ClockSize::Large, _) => full(pen, area, offset, (face, width, 2), role),
        }
        offset += (width + 1) * if size == ClockSize::Large { 2 } else { 1 };
    }
}

/// A colon is one dot wide.
fn columns(c: char) -> u16 {
    if c == ':' { 1 } else { 3 }
}

/// The dot in that column of a face; a narrow sign is its middle column.
fn dot(row: u8, column: u16, width: u16) -> bool {
    let column = if width == 1 { 1 } else { column };
    row >> (2 - column) & 1 == 1
}

fn full(
    pen: &mut Pen<'_>,
    area: Area,
    offset: u16,
    (face, width, scale): ([u8; 5], u16, u16),
    role: Role,
) {
    for (y, row) in (0u16..).zip(face) {
        for x in (0..width).filter(|x| dot(row, *x, width)) {
            let cell = pen.glyphs().full.repeat(usize::from(scale));
            pen.text(area.row(y), offset + x * scale, &cell, role);
        }
    }
}

fn half(
    pen: &mut Pen<'_>,
    area: Area,
    offset: u16,
    (face, width, [upper, lower]): ([u8; 5], u16, [&str; 2]),
    role: Role,
) {
    for y in 0..3u16 {
        for x in 0..width {
            let at = |row: u16| face.get(usize::from(row)).is_some_and(|r| dot(*r, x, width));
            let glyph = match (at(2 * y), at(2 * y + 1)) {
                (true, true) => pen.glyphs().full,
                (true, false) => upper,
                (false, true) => lower,
                (false, false) => continue,
            };
            pen.text(area.row(y), offset + x, glyph, role);
        }
    }
}
