//! Small tasks share a block: a row of five-minute calls is one stretch of calls, not a row of interruptions.

use super::{Candidate, World};
use std::collections::BTreeMap;

/// A bundle takes at most this many times the length below which a task is small.
const FULL: u32 = 4;

/// Puts small tasks together that are of one kind, may be done at the same time and are due on the same day. All others
/// stay alone. In the order in which they came.
pub(super) fn bundles<'a>(
    world: World<'_>,
    candidates: Vec<Candidate<'a>>,
) -> Vec<Vec<Candidate<'a>>> {
    let small_s = world.planning.bundle_s;
    let mut groups: Vec<Vec<Candidate<'a>>> = Vec::with_capacity(candidates.len());
    let mut open: BTreeMap<Key<'a>, (usize, u32)> = BTreeMap::new();
    for candidate in candidates {
        let alone = candidate.rest_s >= small_s
            || !candidate.deps.is_empty()
            || candidate.release.is_some()
            || world.state.blocks(candidate.task.id) > 0
            || candidate.task.chunk_min_s.is_some()
            || !candidate.task.splittable;
        if alone {
            groups.push(vec![candidate]);
            continue;
        }
        let key = key(&candidate);
        let rest_s = candidate.rest_s;
        let full_s = small_s.saturating_mul(FULL);
        let fits = |(_, sum): &&mut (usize, u32)| sum.saturating_add(rest_s) <= full_s;
        if let Some((at, sum)) = open.get_mut(&key).filter(fits) {
            groups[*at].push(candidate);
            *sum += rest_s;
        } else {
            open.insert(key, (groups.len(), rest_s));
            groups.push(vec![candidate]);
        }
    }
    groups
}

/// Kind, project, time map and day of the due date: what tasks of a bundle have in common.
type Key<'a> = (Option<&'a str>, Option<&'a str>, Option<usize>, Option<i64>);

fn key<'a>(candidate: &Candidate<'a>) -> Key<'a> {
    let task = candidate.task;
    // A project's budget counts its own work only.
    (
        task.kind.as_deref(),
        task.project.as_deref(),
        candidate.map,
        candidate.due.map(|[day, _]| day),
    )
}
