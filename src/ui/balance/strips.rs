//! Days as lines: when was work, when a break, and what was outside of the work hours.

use crate::app::{Area, Model, words};
use crate::balance::Picture;
use crate::balance::picture::{Did, Strip};
use crate::config::theme::Role;
use crate::ui::Pen;
use crate::ui::pen::width;

/// Columns of a day's name, and of its sum.
const ENDS: (u16, u16) = (8, 7);
/// The hours that show at least, in minutes after midnight.
const HOURS: (u16, u16) = (8 * 60, 18 * 60);

/// Which minutes lie below which columns.
#[derive(Clone, Copy)]
struct Scale {
    from: u16,
    to: u16,
    columns: u16,
}

impl Scale {
    /// From full hour to full hour around all that shows.
    fn of(strips: &[Strip], columns: u16) -> Scale {
        let parts = || strips.iter().flat_map(|strip| &strip.parts);
        let from = parts().map(|part| part.from).min().unwrap_or(HOURS.0).min(HOURS.0);
        let to = parts().map(|part| part.to).max().unwrap_or(HOURS.1).max(HOURS.1);
        Scale { from: from / 60 * 60, to: to.div_ceil(60).saturating_mul(60), columns }
    }

    /// The minutes of a column.
    fn minutes(self, x: u16) -> (u16, u16) {
        let whole = u32::from(self.to - self.from);
        let at = |x: u16| {
            let minutes = u32::from(x) * whole / u32::from(self.columns.max(1));
            self.from + u16::try_from(minutes).unwrap_or(0)
        };
        (at(x), at(x + 1))
    }

    fn column(self, minute: u16) -> u16 {
        let into = u32::from(minute.saturating_sub(self.from)) * u32::from(self.columns);
        u16::try_from(into / u32::from((self.to - self.from).max(1))).unwrap_or(0)
    }
}

/// Draws as many of the last days as there is room for, today below.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, picture: &Picture, area: Area) {
    if area.h < 2 || area.w < 30 {
        return;
    }
    // Shapes that are explained nowhere are explained where the list is long enough to be worth it.
    let (area, below) = area.split_bottom(u16::from(area.h >= 5));
    let rows = usize::from(area.h - 1).min(picture.strips.len());
    let strips = &picture.strips[picture.strips.len() - rows..];
    let (head, rest) = area.split_top(1);
    legend(pen, below);
    let line = |row: Area| row.split_left(ENDS.0).1.split_right(ENDS.1).0;
    let scale = Scale::of(strips, line(head).w);
    hours(pen, line(head), scale);
    for (y, strip) in (0..).zip(strips) {
        let row = rest.row(y);
        let today = strip.day == model.now.day();
        let role = if today { Role::Heading } else { Role::Muted };
        let name = if today { "today".to_owned() } else { words::short_day(strip.day) };
        pen.text(row, 0, &name, role);
        let worked = picture.overview.worked_s(strip.day, strip.day);
        if worked >= 60 {
            pen.right(row, &words::duration(worked / 60 * 60), role);
        }
        for x in 0..line(row).w {
            let (glyph, role) = match did(strip, scale.minutes(x)) {
                None => (pen.glyphs().rule[0], Role::Border),
                Some(did) => look(pen, did),
            };
            pen.text(line(row), x, if role == Role::Border { " " } else { glyph }, role);
        }
    }
}

/// What takes most of some minutes; a break shows from a third of them on, or it would seldom show at all.
fn did(strip: &Strip, (from, to): (u16, u16)) -> Option<Did> {
    let inside = |did: Did| -> u16 {
        let parts = strip.parts.iter().filter(|part| part.did == did);
        parts.map(|part| part.to.min(to).saturating_sub(part.from.max(from))).sum()
    };
    let whole = to - from;
    let rest = [Did::Break, Did::Natural].into_iter().find(|did| inside(*did) * 3 >= whole.max(1));
    rest.or_else(|| {
        let all = [Did::Work, Did::Late, Did::Meeting].map(|did| (inside(did), did));
        let most = all.into_iter().max_by_key(|(minutes, _)| *minutes)?;
        (most.0 * 2 >= whole.max(1)).then_some(most.1)
    })
}

fn look(pen: &Pen<'_>, did: Did) -> (&'static str, Role) {
    let [work, late, meeting, pause, natural] = pen.glyphs().did;
    match did {
        Did::Work => (work, Role::Accent),
        Did::Late => (late, Role::Warning),
        Did::Meeting => (meeting, Role::Event),
        Did::Break => (pause, Role::Break),
        Did::Natural => (natural, Role::Break),
    }
}

/// The full hours above the lines.
fn hours(pen: &mut Pen<'_>, line: Area, scale: Scale) {
    let per_hour = u32::from(scale.columns) * 60 / u32::from((scale.to - scale.from).max(60));
    let every = [1, 2, 3, 4, 6].into_iter().find(|n| per_hour * n >= 4).unwrap_or(12);
    let first = scale.from / 60;
    for hour in (first..scale.to / 60).filter(|hour| u32::from(hour - first) % every == 0) {
        pen.text(line, scale.column(hour * 60), &format!("{:02}", hour % 24), Role::Faint);
    }
}

/// What the shapes mean, as many as there is room for.
fn legend(pen: &mut Pen<'_>, row: Area) {
    let words = ["work", "outside your hours", "meeting", "break", "pause"];
    let all = [Did::Work, Did::Late, Did::Meeting, Did::Break, Did::Natural];
    let mut at = ENDS.0;
    for (did, word) in all.into_iter().zip(words) {
        if at + width(word) + 2 > row.w {
            break;
        }
        let (glyph, role) = look(pen, did);
        at = pen.text(row, at, glyph, role) + 1;
        at = pen.text(row, at, word, Role::Faint) + 3;
    }
}
