//! Selection and scroll of a list, by position. The owner keeps the identity of what is selected and puts
//! the position right after a reload ([`List::select`]), so that the same thing stays selected.

use super::{Area, Mouse, MouseKind};

/// Where a list stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The selected position; 0 in an empty list.
    pub selected: usize,
    /// The first position that shows.
    pub offset: usize,
}

impl List {
    /// Selects `position` in a list of `len`, of which `rows` show, and scrolls as little as needed.
    pub fn select(&mut self, position: usize, len: usize, rows: usize) {
        self.selected = position.min(len.saturating_sub(1));
        self.reveal(len, rows);
    }

    /// Moves the selection by `by` positions; stops at the ends.
    pub fn step(&mut self, by: isize, len: usize, rows: usize) {
        self.select(self.selected.saturating_add_signed(by), len, rows);
    }

    /// Scrolls as little as needed for the selection to show, and leaves no empty rows at the end.
    pub fn reveal(&mut self, len: usize, rows: usize) {
        let rows = rows.max(1);
        self.selected = self.selected.min(len.saturating_sub(1));
        self.offset = self.offset.min(self.selected).min(len.saturating_sub(rows));
        if self.selected >= self.offset + rows {
            self.offset = self.selected + 1 - rows;
        }
    }

    /// The position that the mouse means in a list of `len` whose rows are `area`: the wheel one further or one back,
    /// a press the row under it.
    pub fn pointed(&self, mouse: Mouse, area: Area, len: usize) -> Option<usize> {
        match mouse.kind {
            MouseKind::WheelUp => Some(self.selected.saturating_sub(1)),
            MouseKind::WheelDown => Some(self.selected.saturating_add(1)),
            MouseKind::Press if area.contains(mouse.x, mouse.y) => {
                Some(self.offset + usize::from(mouse.y - area.y)).filter(|at| *at < len)
            }
            _ => None,
        }
    }

    /// The positions that show in `rows` rows.
    pub fn visible(&self, len: usize, rows: usize) -> std::ops::Range<usize> {
        let start = self.offset.min(len);
        start..(start + rows).min(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #![proptest_config(crate::domain::laws::cases(256))]
        #[test]
        fn the_selection_always_shows(steps in proptest::collection::vec((-30isize..30, 0usize..50, 0usize..20), 1..40)) {
            let mut list = List::default();
            for (by, len, rows) in steps {
                list.step(by, len, rows);
                if len > 0 {
                    proptest::prop_assert!(list.visible(len, rows.max(1)).contains(&list.selected));
                    proptest::prop_assert!(rows < 1 || list.visible(len, rows).len() == rows.min(len));
                }
            }
        }
    }
}
