//! The shapes that the screens are drawn with: block elements and box drawing, or plain ASCII. No braille,
//! which screen readers can't read. Every shape is one column wide in both sets.

use crate::domain::Mode;

/// A set of shapes.
#[derive(Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// A bar at the left of a block of time, and of the selected line.
    pub bar: &'static str,
    /// The same for entries of a calendar.
    pub event_bar: &'static str,
    /// The same for breaks.
    pub break_bar: &'static str,
    /// The same for blocks of the plan: agreed to, placed by the person, only proposed.
    pub plan_bars: [&'static str; 3],
    /// A block that the person placed.
    pub pinned: &'static str,
    /// Something comes, goes elsewhere, goes.
    pub steps: [&'static str; 3],
    /// How full a cell is from the left, in eighths, from none to all.
    pub eighths: [&'static str; 9],
    /// A line that separates, lying and standing.
    pub rule: [&'static str; 2],
    /// The axis of the day: office hours, lunch, own time.
    pub axis: [&'static str; 3],
    /// The line of the present: its head and the line.
    pub now: [&'static str; 2],
    /// A part of a progress bar: full and empty.
    pub progress: [&'static str; 2],
    /// The corners of a box: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// Between two words.
    pub dot: &'static str,
    /// Where a text was cut.
    pub more: &'static str,
    /// What runs.
    pub running: &'static str,
    /// Done, or chosen.
    pub done: &'static str,
    /// Not chosen.
    pub open: &'static str,
    /// Marked beside the selected one.
    pub marked: &'static str,
    /// Waits for another task.
    pub blocked: &'static str,
    /// Can't be done before a later day, or before someone else moves.
    pub waiting: &'static str,
    /// Given up.
    pub dropped: &'static str,
    /// Comes again.
    pub recurring: &'static str,
    /// Something is wrong.
    pub warning: &'static str,
    /// More above and below.
    pub scroll: [&'static str; 2],
    /// Modes of work: deep, shallow, collaborative, learning, and none.
    pub modes: [&'static str; 5],
    /// Half blocks for the clock, upper and lower; `None` draws it with `full` alone.
    pub halves: Option<[&'static str; 2]>,
    /// A full cell of the clock.
    pub full: &'static str,
    /// Between two ends of a stretch of time.
    pub to: &'static str,
    /// A point of a rating that was given, and one that was not.
    pub pips: [&'static str; 2],
    /// How much of something, from none to most.
    pub levels: [&'static str; 5],
    /// How full a cell is from below, in eighths, from none to all.
    pub heights: [&'static str; 9],
    /// What is usual, as a line behind bars.
    pub usual: &'static str,
    /// What was done in a part of a day: work, work outside of the work hours, a meeting, a break, a pause.
    pub did: [&'static str; 5],
    /// A cell of what is little known.
    pub thin: &'static str,
    /// The day as a line: where nothing is, where a session begins right behind another, and below what is
    /// selected.
    pub strip: [&'static str; 3],
}

/// Block elements and box drawing.
pub const UNICODE: Glyphs = Glyphs {
    bar: "▌",
    event_bar: "▎",
    break_bar: "░",
    plan_bars: ["▌", "█", "╎"],
    pinned: "⊙",
    steps: ["+", "→", "−"],
    eighths: [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
    rule: ["─", "│"],
    axis: ["│", "┊", " "],
    now: ["▸", "─"],
    progress: ["━", "─"],
    corners: ["╭", "╮", "╰", "╯"],
    dot: "·",
    more: "…",
    running: "●",
    done: "✓",
    open: "○",
    marked: "■",
    blocked: "⊘",
    waiting: "◌",
    dropped: "✗",
    recurring: "↻",
    warning: "!",
    scroll: ["▴", "▾"],
    modes: ["◆", "◇", "○", "△", "·"],
    halves: Some(["▀", "▄"]),
    full: "█",
    to: "–",
    pips: ["■", "□"],
    levels: ["·", "▂", "▄", "▆", "▇"],
    heights: [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    usual: "╌",
    did: ["■", "□", "▣", "░", "·"],
    thin: "▒",
    strip: ["▁", "▐", "▔"],
};

/// For terminals and fonts that have nothing else.
pub const ASCII: Glyphs = Glyphs {
    bar: "#",
    event_bar: "%",
    break_bar: ":",
    plan_bars: ["#", "H", "|"],
    pinned: "P",
    steps: ["+", ">", "-"],
    eighths: [" ", ".", ".", "-", "-", "=", "=", "#", "#"],
    rule: ["-", "|"],
    axis: ["|", ":", " "],
    now: [">", "-"],
    progress: ["=", "-"],
    corners: ["+", "+", "+", "+"],
    dot: "-",
    more: "~",
    running: "*",
    done: "x",
    open: "o",
    marked: "+",
    blocked: "/",
    waiting: "z",
    dropped: "-",
    recurring: "@",
    warning: "!",
    scroll: ["^", "v"],
    modes: ["*", "-", "o", "^", "."],
    halves: None,
    full: "#",
    to: "-",
    pips: ["#", "."],
    levels: [".", "-", "+", "*", "#"],
    heights: [" ", "_", "_", ".", "-", "-", "=", "=", "#"],
    usual: "-",
    did: ["#", "o", "=", ":", "."],
    thin: ":",
    strip: ["_", "|", "^"],
};

impl Glyphs {
    /// The shape of a mode of work.
    pub fn mode(&self, mode: Option<Mode>) -> &'static str {
        let place = mode.and_then(|mode| Mode::ALL.iter().position(|known| *known == mode));
        self.modes[place.unwrap_or(4)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn every_shape_is_one_column_wide_and_ascii_is_ascii() {
        for set in [&UNICODE, &ASCII] {
            let mut all = vec![
                set.bar,
                set.event_bar,
                set.break_bar,
                set.pinned,
                set.dot,
                set.more,
                set.running,
                set.done,
                set.open,
                set.marked,
                set.blocked,
                set.waiting,
                set.dropped,
                set.recurring,
                set.warning,
                set.full,
                set.to,
                set.thin,
            ];
            all.extend(set.rule.iter().chain(&set.axis).chain(&set.now).chain(&set.progress));
            all.extend(set.plan_bars.iter().chain(&set.steps).chain(&set.eighths));
            all.extend(set.heights.iter().chain(&set.did).chain([&set.usual]));
            all.extend(set.pips.iter().chain(&set.strip).chain(&set.levels));
            all.extend(set.corners.iter().chain(&set.scroll).chain(&set.modes));
            all.extend(set.halves.iter().flatten());
            assert!(all.iter().all(|glyph| glyph.width() == 1), "{all:?}");
            assert!(set != &ASCII || all.iter().all(|glyph| glyph.is_ascii()));
        }
    }
}
