//! Tasks that wait for each other in a circle: none of them could ever be begun.

use crate::domain::{Task, TaskId};
use std::collections::HashMap;

/// How many titles of a circle are named.
const NAMED: usize = 5;

/// Where a task stands while the circles are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Not,
    OnPath,
    Done,
}

/// Takes out the dependencies that close a circle. Returns for each the place of its task in `tasks`, and the
/// circle in words. A task that waits for itself is the smallest one. Takes time in proportion to the
/// dependencies, and no stack however long the chain.
pub(in crate::exchange) fn break_circles(tasks: &mut [Task]) -> Vec<(usize, String)> {
    let places: HashMap<TaskId, usize> = tasks.iter().map(|task| task.id).zip(0..).collect();
    let mut seen = vec![Seen::Not; tasks.len()];
    let mut broken = Vec::new();
    for root in 0..tasks.len() {
        if seen[root] != Seen::Not {
            continue;
        }
        seen[root] = Seen::OnPath;
        let mut path = vec![(root, 0)];
        while let Some((at, next)) = path.last_mut() {
            let (at, here) = (*at, *next);
            let Some(id) = tasks[at].after.get(here) else {
                seen[at] = Seen::Done;
                path.pop();
                continue;
            };
            let before = places.get(id).copied();
            match before.map(|before| (before, seen[before])) {
                Some((before, Seen::OnPath)) => {
                    broken.push((at, words(tasks, &path, before)));
                    tasks[at].after.remove(here);
                }
                Some((before, Seen::Not)) => {
                    *next += 1;
                    seen[before] = Seen::OnPath;
                    path.push((before, 0));
                }
                _ => *next += 1,
            }
        }
    }
    broken
}

fn words(tasks: &[Task], path: &[(usize, usize)], before: usize) -> String {
    let from = path.iter().position(|(at, _)| *at == before).unwrap_or(0);
    let circle = path.get(from..).unwrap_or_default();
    let mut titles: Vec<String> = circle
        .iter()
        .take(NAMED)
        .map(|(at, _)| format!("`{}`", super::super::clip(&tasks[*at].title)))
        .collect();
    if circle.len() > NAMED {
        titles.push(format!("{} more", circle.len() - NAMED));
    }
    format!(
        "tasks wait for each other in a circle ({}): one of the waits is left out",
        titles.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Moment, TaskNo};
    use uuid::Uuid;

    fn task(id: u128, after: &[u128]) -> Task {
        let of = |id| TaskId(Uuid::from_u128(id));
        let mut task = Task::new(of(id), TaskNo(0), format!("T{id}"), Moment::new(0, 0));
        task.after = after.iter().copied().map(of).collect();
        task
    }

    #[test]
    fn a_circle_is_opened_at_one_place_and_named() {
        let mut tasks = [task(1, &[2]), task(2, &[3]), task(3, &[1, 9]), task(4, &[4, 1])];
        let broken = break_circles(&mut tasks);
        assert_eq!(broken.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [2, 3]);
        insta::assert_snapshot!(broken[0].1, @"tasks wait for each other in a circle (`T1`, `T2`, `T3`): one of the waits is left out");
        let left: Vec<usize> = tasks.iter().map(|task| task.after.len()).collect();
        assert_eq!(left, [1, 1, 1, 1]);
    }

    #[test]
    fn a_chain_of_any_length_is_no_circle() {
        let mut tasks: Vec<Task> = (0..100_000).map(|id| task(id, &[id + 1])).collect();
        assert_eq!(break_circles(&mut tasks), []);
    }
}
