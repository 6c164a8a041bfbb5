//! What a stretch of the day looks like: never by colour alone, so that what is only proposed, placed by the person,
//! or over without anything done is told apart by a shape and a word too.

use crate::app::Model;
use crate::app::plan::Standing;
use crate::app::today::marks::Planned;
use crate::app::today::timeline::runs;
use crate::app::today::{Kind, Mark};
use crate::config::theme::Role;
use crate::ui::pen::Pen;

/// How a mark is drawn.
pub(super) struct Look {
    /// The bar at its left.
    pub(super) bar: &'static str,
    /// The bar's role; its colour is in the filling too.
    pub(super) bar_role: Role,
    /// The title's role.
    pub(super) role: Role,
    /// Whether it is filled.
    pub(super) filled: bool,
    /// A sign beside its length.
    pub(super) sign: Option<&'static str>,
}

/// The look of a mark; `past` when its row is over.
pub(super) fn look(pen: &Pen<'_>, mark: &Mark, past: bool) -> Look {
    let glyphs = pen.glyphs();
    let kind_role = mark.type_place.map_or(Role::Muted, Role::of_type);
    let plain = |bar, bar_role, role| Look { bar, bar_role, role, filled: true, sign: None };
    match mark.kind {
        Kind::Running(_) => plain(glyphs.bar, Role::Running, Role::Running),
        Kind::Done(_) => plain(glyphs.bar, kind_role, Role::Text),
        Kind::Break if runs(mark) => plain(glyphs.break_bar, Role::Break, Role::Break),
        Kind::Break => plain(glyphs.break_bar, Role::Break, Role::Muted),
        Kind::Rest => Look { filled: false, ..plain(glyphs.break_bar, Role::Break, Role::Faint) },
        Kind::Event(busy) => {
            let role = if past || !busy { Role::Muted } else { Role::Event };
            plain(glyphs.event_bar, Role::Event, role)
        }
        Kind::Block(planned) => {
            let [agreed, pinned, proposed] = glyphs.plan_bars;
            let bar = match (planned.standing, planned.pinned) {
                (Standing::Proposed, _) => proposed,
                (_, true) => pinned,
                (_, false) => agreed,
            };
            let bar_role =
                if planned.standing == Standing::Missed { Role::Border } else { kind_role };
            Look {
                bar,
                bar_role,
                role: title_role(planned),
                filled: planned.standing == Standing::Ahead,
                sign: match planned.standing {
                    Standing::Missed => Some(glyphs.dropped),
                    Standing::Kept => Some(glyphs.done),
                    Standing::Proposed | Standing::Ahead => planned.pinned.then_some(glyphs.pinned),
                },
            }
        }
    }
}

fn title_role(planned: Planned) -> Role {
    match planned.standing {
        Standing::Proposed | Standing::Ahead => Role::Text,
        Standing::Kept => Role::Muted,
        Standing::Missed => Role::Faint,
    }
}

/// The word for how a block stands; empty where its look says nothing special.
pub(in crate::ui) fn word(mark: &Mark) -> &'static str {
    let Kind::Block(planned) = mark.kind else { return "" };
    match planned.standing {
        Standing::Proposed => "proposed",
        Standing::Missed => "missed",
        Standing::Ahead if planned.pinned => "pinned",
        Standing::Ahead | Standing::Kept => "",
    }
}

/// The shape of a block's kind of work.
pub(super) fn kind_glyph(
    pen: &Pen<'_>,
    model: &Model,
    mark: &Mark,
) -> Option<(&'static str, Role)> {
    mark.kind.block()?;
    let kind = model.state.task(mark.task?)?.kind.as_deref();
    Some(crate::ui::log::kind_mark(pen, model, kind))
}
