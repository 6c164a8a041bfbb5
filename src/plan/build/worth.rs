//! What an hour is worth for each kind of work: the learned curves, with their bonus for what is little known.

use super::{Built, World};
use crate::learn::DayClass;
use crate::plan::instance::QUARTERS;

/// What work without a kind is called.
const NONE: &str = "";

/// The index of a kind of work among `types`; it becomes one of them.
pub(super) fn kind(types: &mut Vec<String>, name: Option<&str>) -> usize {
    let name = name.unwrap_or(NONE);
    types.iter().position(|known| known == name).unwrap_or_else(|| {
        types.push(name.to_owned());
        types.len() - 1
    })
}

/// Fills in the rows of all kinds of the instance.
pub(super) fn worth(world: World<'_>, built: &mut Built) {
    let row = |name: &String| {
        let name = Some(name.as_str()).filter(|name| !name.is_empty());
        let kind = world.profile.kind(name.map(|name| world.state.kind_today(name)));
        let of = |quarter: usize| {
            let weight = world.profile.explore_weight(kind, DayClass::Weekday, quarter / 2);
            if weight.is_finite() { weight } else { 1.0 }
        };
        (0..QUARTERS).map(of).collect()
    };
    built.instance.q = built.instance.types.iter().map(row).collect();
}
