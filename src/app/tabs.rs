//! Where the tabs stand in the header, for the view and for the mouse alike.

use super::{Area, Screen};

/// A tab and the columns it takes in the header.
pub fn tabs(header: Area) -> Vec<(Screen, Area)> {
    let mut rest = header.split_left(1).1;
    Screen::ALL
        .into_iter()
        .enumerate()
        .map(|(at, screen)| {
            // In a narrow header only the numbers of the screens show.
            let words = if header.w >= 50 { screen.title().len() + 2 } else { at / 10 + 1 };
            let air = if header.w >= 90 || header.w < 50 { 2 } else { 1 };
            let (tab, after) = rest.split_left(u16::try_from(words + air).unwrap_or(u16::MAX));
            rest = after;
            (screen, tab)
        })
        .collect()
}

/// The tab at a column of the header.
pub fn at(header: Area, x: u16) -> Option<Screen> {
    tabs(header).into_iter().find(|(_, area)| area.contains(x, header.y)).map(|(screen, _)| screen)
}
