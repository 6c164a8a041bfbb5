//! A piece of the screen in cells. The layouts are computed here, without a terminal library, because
//! `update` needs them too: a click must find what it hit, and a list must know how much of it shows.

/// A rectangle of cells; may be empty, never reaches beyond the screen it was cut from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub w: u16,
    /// Rows.
    pub h: u16,
}

impl Area {
    /// The whole of a screen of that many columns and rows.
    pub fn screen((w, h): (u16, u16)) -> Area {
        Area { x: 0, y: 0, w, h }
    }

    /// Whether it has no cell.
    pub fn is_empty(self) -> bool {
        self.w == 0 || self.h == 0
    }

    /// Whether the cell lies inside.
    pub fn contains(self, x: u16, y: u16) -> bool {
        (self.x..self.x.saturating_add(self.w)).contains(&x)
            && (self.y..self.y.saturating_add(self.h)).contains(&y)
    }

    /// The first `rows` rows, and the rest.
    pub fn split_top(self, rows: u16) -> (Area, Area) {
        let rows = rows.min(self.h);
        (Area { h: rows, ..self }, Area { y: self.y + rows, h: self.h - rows, ..self })
    }

    /// The rest, and the last `rows` rows.
    pub fn split_bottom(self, rows: u16) -> (Area, Area) {
        let rows = rows.min(self.h);
        let (rest, last) = self.split_top(self.h - rows);
        (rest, last)
    }

    /// The first `columns` columns, and the rest.
    pub fn split_left(self, columns: u16) -> (Area, Area) {
        let columns = columns.min(self.w);
        (Area { w: columns, ..self }, Area { x: self.x + columns, w: self.w - columns, ..self })
    }

    /// The rest, and the last `columns` columns.
    pub fn split_right(self, columns: u16) -> (Area, Area) {
        let columns = columns.min(self.w);
        self.split_left(self.w - columns)
    }

    /// Without `x` columns on either side and `y` rows above and below.
    #[must_use]
    pub fn shrink(self, x: u16, y: u16) -> Area {
        let (x, y) = (x.min(self.w / 2), y.min(self.h / 2));
        Area { x: self.x + x, y: self.y + y, w: self.w - 2 * x, h: self.h - 2 * y }
    }

    /// A part of at most `w` by `h` cells in the middle, a little above it.
    #[must_use]
    pub fn centred(self, w: u16, h: u16) -> Area {
        let (w, h) = (w.min(self.w), h.min(self.h));
        Area { x: self.x + (self.w - w) / 2, y: self.y + (self.h - h) * 2 / 5, w, h }
    }

    /// The row with that index, or an empty area below the last one.
    #[must_use]
    pub fn row(self, index: u16) -> Area {
        self.split_top(index).1.split_top(1).0
    }
}

/// How the screen is divided whatever is on it: the header, the body, the footer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chrome {
    /// Tabs, date, work so far, clock.
    pub header: Area,
    /// The screen itself.
    pub body: Area,
    /// A nudge that waits for an answer; empty when there is none.
    pub strip: Area,
    /// The keys that matter here, or the toast.
    pub footer: Area,
}

/// Divides a screen, with so many rows for a nudge; very low ones give up the footer first, then the header.
pub fn chrome(size: (u16, u16), strip: u16) -> Chrome {
    let all = Area::screen(size);
    let (header, rest) = all.split_top(u16::from(all.h >= 4));
    let (body, footer) = rest.split_bottom(u16::from(all.h >= 6));
    // A blank row sets the header off where there is room for calm.
    let (_, body) = body.split_top(u16::from(all.h >= 20));
    let (body, strip) = body.split_bottom(strip);
    let (body, _) = body.split_bottom(u16::from(all.h >= 30));
    Chrome { header, body, strip, footer }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_never_leave_the_whole() {
        for w in 0..30 {
            for h in 0..30 {
                let c = chrome((w, h), h % 3);
                let inner = [c.body.shrink(2, 1), c.body.centred(9, 9)];
                for part in [c.header, c.body, c.strip, c.footer].into_iter().chain(inner) {
                    assert!(part.x + part.w <= w && part.y + part.h <= h, "{part:?} in {w}x{h}");
                }
            }
        }
    }
}
