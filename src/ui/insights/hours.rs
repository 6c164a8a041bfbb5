//! The hours: a row for working days and one for days off, coloured by how well it goes and dotted where nothing is
//! known, and the curve below on the same hours.

use super::{curve, role};
use crate::app::{Area, Model};
use crate::config::theme::Role;
use crate::learn::hours::{Curve, HALF_HOURS};
use crate::learn::{DayClass, Point, Profile};
use crate::ui::Pen;

/// Columns of the labels at the left, and where there is room.
const MARGIN: [u16; 2] = [9, 11];
/// From this many columns on there is.
const ROOMY: u16 = 60;
/// Columns of a half hour at most.
const WIDEST: u16 = 6;
/// Effective sessions below which an hour counts as not known, and below which as little known.
const KNOWN: [f64; 2] = [0.25, 2.0];
/// What is flatter than this is not blown up, in standard deviations of the focus.
const FLATTEST: f64 = 0.2;

/// Which hours lie below which columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    /// The first half hour, and the one after the last.
    first: usize,
    last: usize,
    /// The columns of the labels.
    margin: u16,
    /// The columns, without the labels.
    pub(super) columns: u16,
}

impl Scale {
    /// The working time, from full hour to full hour, in `width` columns with the labels.
    fn new(profile: &Profile, width: u16) -> Scale {
        let margin = MARGIN[usize::from(width >= ROOMY)];
        let room = width.saturating_sub(margin);
        let window = profile.hours.window();
        let first = window.half_hours().next().unwrap_or(18);
        let last = window.half_hours().last().unwrap_or(34) + 1;
        let (first, last) = (first - first % 2, (last + last % 2).min(HALF_HOURS));
        let halves = u16::try_from(last - first).unwrap_or(1).max(1);
        let columns = if room >= halves { halves * (room / halves).min(WIDEST) } else { room };
        Scale { first, last, margin, columns }
    }

    /// The time at a place between the columns, in half hours.
    pub(super) fn time(&self, column: f64) -> f64 {
        let share = column / f64::from(self.columns.max(1));
        self.first as f64 + share * (self.last - self.first) as f64
    }

    /// The half hour of a column.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 48")]
    pub(super) fn half_hour(&self, column: u16) -> usize {
        self.time(f64::from(column) + 0.5) as usize
    }

    /// The full hours and their columns, as many as have room for their digits.
    pub(super) fn hours(&self) -> Vec<(u16, usize)> {
        let hours = (self.last - self.first) / 2;
        let per_hour = f64::from(self.columns) / hours.max(1) as f64;
        let every = [1, 2, 3, 4, 6].into_iter().find(|n| per_hour * *n as f64 >= 3.0).unwrap_or(12);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "in the columns"
        )]
        let at = |hour: usize| (hour as f64 * per_hour).round() as u16;
        (0..hours).step_by(every).map(|hour| (at(hour), self.first / 2 + hour)).collect()
    }
}

/// Draws the hours.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, profile: &Profile, area: Area) {
    let subject = &model.insights.selected;
    let curve = subject.curve(profile);
    if area.h == 0 || area.w < MARGIN[0] + 8 {
        return;
    }
    if curve.missing() > 0 {
        let (all, more) = (curve.rated + curve.missing(), curve.missing());
        let text = format!("A curve is drawn from {all} rated sessions on: {more} to go.");
        pen.text(area, 0, &text, Role::Muted);
        return;
    }
    let scale = Scale::new(profile, area.w);
    let (_, role) = role(pen, model, subject);
    let thick = 1 + u16::from(area.h >= 18);
    let mut rest = area;
    if area.h >= 10 {
        legend(pen, rest.row(0), (role, scale.margin));
        rest = rest.split_top(thick).1;
    }
    let most = strongest(model, profile);
    for (class, label) in DayClass::ALL.into_iter().zip(["weekdays", "days off"]) {
        // What nothing is known of is said once.
        let known = (scale.first..scale.last).any(|at| curve.point(class, at).n >= KNOWN[0]);
        let (row, below) = rest.split_top(if known { thick } else { 1 });
        pen.text(row, 0, label, Role::Muted);
        for y in 0..row.h {
            let cells = row.row(y).split_left(scale.margin).1;
            heat(pen, cells, &scale, (curve, class), (role, most));
        }
        rest = below;
        if area.h < 3 {
            break;
        }
    }
    if rest.h >= 7 {
        let rest = rest.split_top(u16::from(rest.h >= 9)).1;
        let used = curve::draw(pen, profile, rest, (&scale, curve, role));
        every_kind(pen, model, profile, (rest.split_top(used + 1).1, &scale, most));
    } else {
        axis(pen, rest.row(0), &scale);
    }
}

/// The working days of every kind of work below each other, where there is room for most of them.
fn every_kind(
    pen: &mut Pen<'_>,
    model: &Model,
    profile: &Profile,
    (area, scale, most): (Area, &Scale, f64),
) {
    let subjects = &model.insights.subjects;
    let known: Vec<_> =
        subjects.iter().skip(1).filter(|subject| subject.curve(profile).missing() == 0).collect();
    let rows = known.len().min(usize::from(area.h.saturating_sub(2)));
    if rows < 2 || rows * 2 < known.len() {
        return;
    }
    pen.text(area, 0, "Weekdays, every kind of work", Role::Heading);
    for (y, subject) in (1..).zip(known.into_iter().take(rows)) {
        let (glyph, role) = role(pen, model, subject);
        let row = area.row(y);
        let (label, cells) = row.split_left(scale.margin);
        let at = pen.text(label, 0, glyph, role) + 1;
        pen.outside(label.split_right(1).0, at, subject.title(), Role::Muted);
        heat(pen, cells, scale, (subject.curve(profile), DayClass::Weekday), (role, most));
    }
    axis(pen, area.row(1 + u16::try_from(rows).unwrap_or(0)), scale);
}

/// The largest effect of all that is shown, so that colours compare between kinds of work.
fn strongest(model: &Model, profile: &Profile) -> f64 {
    let window = profile.hours.window();
    let subjects = model.insights.subjects.iter().map(|subject| subject.curve(profile));
    let drawn = subjects.filter(|curve| curve.missing() == 0);
    let means = drawn.flat_map(|curve| {
        window.half_hours().map(|at| curve.point(DayClass::Weekday, at).mean.abs())
    });
    means.fold(FLATTEST, f64::max)
}

/// One row of cells.
fn heat(
    pen: &mut Pen<'_>,
    area: Area,
    scale: &Scale,
    (curve, class): (&Curve, DayClass),
    (role, most): (Role, f64),
) {
    for x in 0..scale.columns {
        let point = curve.point(class, scale.half_hour(x));
        cell(pen, area, x, &point, (role, most));
    }
}

fn cell(pen: &mut Pen<'_>, area: Area, x: u16, point: &Point, (role, most): (Role, f64)) {
    let glyphs = pen.glyphs();
    let share = f64::midpoint(point.mean / most, 1.0).clamp(0.0, 1.0);
    if point.n < KNOWN[0] {
        pen.text(area, x, glyphs.levels[0], Role::Faint);
        return;
    }
    let thin = point.n < KNOWN[1];
    if let Some(style) = pen.theme.shade(role, 0.12 + 0.88 * share) {
        pen.styled(area, x, if thin { glyphs.thin } else { glyphs.full }, style);
        return;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 4")]
    let level = 1 + (share * 3.0).round() as usize;
    pen.text(area, x, glyphs.levels[level.min(4)], if thin { Role::Faint } else { role });
}

/// What the cells mean.
fn legend(pen: &mut Pen<'_>, row: Area, (role, margin): (Role, u16)) {
    let glyphs = pen.glyphs();
    let mut at = pen.text(row, 0, "Hours", Role::Heading).max(margin - 1) + 1;
    at = pen.text(row, at, "worse ", Role::Faint);
    for step in 0..5_u8 {
        let point = Point { mean: f64::from(step) / 2.0 - 1.0, sd: 0.0, n: KNOWN[1] };
        cell(pen, row, at, &point, (role, 1.0));
        at += 1;
    }
    at = pen.text(row, at, " better  ", Role::Faint);
    if row.w > at + 14 {
        let thin = Point { mean: 0.0, sd: 0.0, n: KNOWN[0] };
        cell(pen, row, at, &thin, (role, 1.0));
        at = pen.text(row, at + 1, " few  ", Role::Faint);
        at = pen.text(row, at, glyphs.levels[0], Role::Faint);
        pen.text(row, at, " none", Role::Faint);
    }
}

/// The hours below the columns.
pub(super) fn axis(pen: &mut Pen<'_>, row: Area, scale: &Scale) {
    let cells = row.split_left(scale.margin).1;
    for (x, hour) in scale.hours() {
        pen.text(cells, x, &format!("{hour:02}"), Role::Faint);
    }
}

/// The cells of a row beside its label.
pub(super) fn beside(pen: &mut Pen<'_>, row: Area, scale: &Scale, label: &str) -> Area {
    let (left, cells) = row.split_left(scale.margin);
    pen.text(left.split_right(1).0, 0, label, Role::Faint);
    cells
}
