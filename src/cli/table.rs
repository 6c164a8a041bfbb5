//! Columns that line up, whatever is in them: wide characters are measured, control characters made
//! visible, and on a terminal the flexible column gives way so that a row stays one line.
//!
//! Next: [`super::printer`], which holds the width and the colours.

use super::printer::{Look, Printer};
use crate::text::{self, cut};
use unicode_width::UnicodeWidthStr;

/// Columns that are never narrower than this, however narrow the terminal.
const NARROWEST: usize = 12;
/// A flexible column is no wider than this into a pipe: what is longer stands there whole, and pushes only its own row.
const WIDEST: usize = 100;

/// How a column behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// Text from the left.
    Left,
    /// Numbers, to the right.
    Right,
    /// Text from the left that may be cut when the terminal is too narrow.
    Flexible,
}

/// Rows of cells under optional headings.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<(Column, &'static str)>,
    rows: Vec<Vec<(Look, String)>>,
}

impl Table {
    /// A table with these columns and their headings; a row of headings is printed when any has words.
    pub(crate) fn new(columns: &[(Column, &'static str)]) -> Table {
        Table { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row; the cells are made safe to show.
    pub(crate) fn row(&mut self, cells: Vec<(Look, String)>) {
        let safe = cells.into_iter().map(|(look, cell)| (look, text::visible(&cell).into_owned()));
        self.rows.push(safe.collect());
    }

    /// Prints the table; columns that are empty in every row are left out.
    pub(crate) fn print(mut self, printer: &mut Printer) {
        if self.columns.iter().any(|(_, heading)| !heading.is_empty()) {
            let headings = self.columns.iter().map(|(_, h)| (Look::Faint, (*h).to_owned()));
            self.rows.insert(0, headings.collect());
        }
        let widths = self.widths(printer.width);
        for row in &self.rows {
            let line = self.line(row, &widths, printer);
            printer.line(line.trim_end());
        }
    }

    fn widths(&self, room: Option<usize>) -> Vec<usize> {
        let headed = usize::from(self.columns.iter().any(|(_, h)| !h.is_empty()));
        let widest = |index: usize| {
            let used = self
                .rows
                .iter()
                .skip(headed)
                .any(|r| r.get(index).is_some_and(|c| !c.1.is_empty()));
            let cells = self.rows.iter().filter_map(|row| row.get(index));
            if used { cells.map(|(_, cell)| cell.width()).max().unwrap_or(0) } else { 0 }
        };
        let mut widths: Vec<usize> = (0..self.columns.len()).map(widest).collect();
        let flexible = self.columns.iter().position(|(column, _)| *column == Column::Flexible);
        let Some(index) = flexible else { return widths };
        widths[index] = match room {
            None => widths[index].min(WIDEST),
            Some(room) => {
                let gaps = 2 * widths.iter().filter(|w| **w > 0).count().saturating_sub(1);
                let over = (widths.iter().sum::<usize>() + gaps).saturating_sub(room);
                let floor = NARROWEST.min(widths[index]);
                widths[index].saturating_sub(over).max(floor)
            }
        };
        widths
    }

    fn line(&self, row: &[(Look, String)], widths: &[usize], printer: &Printer) -> String {
        let mut line = String::new();
        for (index, (look, cell)) in row.iter().enumerate() {
            let room = widths.get(index).copied().unwrap_or(0);
            if room == 0 {
                continue;
            }
            let cell = if printer.width.is_some() { cut(cell, room) } else { cell.clone() };
            let pad = " ".repeat(room.saturating_sub(cell.width()));
            let right = self.columns.get(index).is_some_and(|(c, _)| *c == Column::Right);
            if !line.is_empty() {
                line.push_str("  ");
            }
            let painted = if cell.is_empty() { cell } else { printer.paint(*look, &cell) };
            let (first, second) = if right { (&pad, &painted) } else { (&painted, &pad) };
            line.push_str(first);
            line.push_str(second);
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flexible_column_gives_way_and_empty_columns_vanish() {
        let mut table = Table::new(&[
            (Column::Right, "ID"),
            (Column::Flexible, "TITLE"),
            (Column::Left, "PROJECT"),
            (Column::Left, "DUE"),
        ]);
        let plain = |text: &str| (Look::Plain, text.to_owned());
        table.row(vec![
            plain("7"),
            plain("A rather long title for this"),
            plain(""),
            plain("Fri 27"),
        ]);
        table.row(vec![plain("142"), plain("Short"), plain(""), plain("")]);
        table.rows.insert(0, Vec::new());
        assert_eq!(table.widths(None), [3, 28, 0, 6]);
        assert_eq!(table.widths(Some(30)), [3, 17, 0, 6]);
    }
}
