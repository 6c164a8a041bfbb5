//! Tasks that wait for each other in a circle: none of them could ever be begun. The wait that closes a circle
//! is left out and told; the tasks stay, and so does every other wait. Next: [`super::Sink::add`].

use super::super::clip;
use crate::domain::{Task, TaskId};
use std::collections::{HashMap, HashSet};

/// How many waits of a circle are named.
const NAMED: usize = 5;

/// The waits of the tasks so far; tasks that wait for nothing take no memory.
#[derive(Debug, Default)]
pub(super) struct Circles {
    waiting: HashMap<TaskId, Waiting>,
    /// Tasks that others wait for: only these can close a circle.
    awaited: HashSet<TaskId>,
}

#[derive(Debug)]
struct Waiting {
    title: String,
    place: Place,
    after: Vec<TaskId>,
}

/// A line of one of the files, both as the report counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// From 1 once there is a file.
    pub(super) file: usize,
    /// From 1; 0 is none.
    pub(super) line: u64,
}

impl Circles {
    /// Takes out of `task` the waits that close a circle with the tasks before it. Returns a sentence for each.
    pub(super) fn open(&mut self, task: &mut Task, place: Place) -> Vec<String> {
        // The second of two tasks with one id is not kept.
        if task.after.is_empty() || self.waiting.contains_key(&task.id) {
            return Vec::new();
        }
        let mut told = Vec::new();
        let (id, title) = (task.id, task.title.clone());
        if self.awaited.contains(&id) || task.after.contains(&id) {
            task.after.retain(|before| {
                let way = self.way(*before, id);
                told.extend(way.as_ref().map(|way| self.words(&title, place, way)));
                way.is_none()
            });
        }
        self.awaited.extend(&task.after);
        self.waiting.insert(id, Waiting { title: clip(&title), place, after: task.after.clone() });
        told
    }

    /// The tasks from `from` to the one that waits for `to`; empty when they are the same.
    fn way(&self, from: TaskId, to: TaskId) -> Option<Vec<TaskId>> {
        let mut came_from = HashMap::from([(from, from)]);
        let mut ahead = vec![from];
        while let Some(at) = ahead.pop() {
            if at == to {
                let mut way = Vec::new();
                let mut at = at;
                while at != from {
                    at = came_from.get(&at).copied().unwrap_or(from);
                    way.push(at);
                }
                way.reverse();
                return Some(way);
            }
            for before in self.waiting.get(&at).map(|waiting| &waiting.after).into_iter().flatten()
            {
                came_from.entry(*before).or_insert_with(|| {
                    ahead.push(*before);
                    at
                });
            }
        }
        None
    }

    fn words(&self, title: &str, place: Place, way: &[TaskId]) -> String {
        let title = clip(title);
        let waiting: Vec<&Waiting> = way.iter().filter_map(|id| self.waiting.get(id)).collect();
        let Some(first) = waiting.first() else {
            return format!("`{title}` waits for itself: it is imported without that wait");
        };
        let names = waiting.iter().map(|waiting| waiting.title.as_str());
        let next = names.skip(1).chain([title.as_str()]);
        let waits = waiting.iter().zip(next).map(|(waiting, next)| {
            let line = match waiting.place {
                at if at.file == place.file && at.line > 0 => format!(" (line {})", at.line),
                _ => String::new(),
            };
            format!("`{}`{line} for `{next}`", waiting.title)
        });
        let mut waits: Vec<String> = waits.take(NAMED).collect();
        if let Some(more @ 1..) = waiting.len().checked_sub(NAMED) {
            waits.push(format!("and so on, {more} more"));
        }
        format!(
            "tasks wait for each other in a circle: `{title}` for `{}`, {}; `{title}` is imported \
             without that wait",
            first.title,
            waits.join(", ")
        )
    }
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

    /// Takes the tasks in, one a line; returns how many waits each kept, and what was said.
    fn taken(tasks: impl IntoIterator<Item = Task>) -> (Vec<usize>, Vec<String>) {
        let mut circles = Circles::default();
        let (mut left, mut told) = (Vec::new(), Vec::new());
        for (mut task, line) in tasks.into_iter().zip(1..) {
            told.extend(circles.open(&mut task, Place { file: 1, line }));
            left.push(task.after.len());
        }
        (left, told)
    }

    #[test]
    fn a_circle_is_opened_where_it_closes_and_named_with_its_lines() {
        let (left, told) =
            taken([task(1, &[2]), task(2, &[3]), task(3, &[1, 9]), task(4, &[4, 1])]);
        assert_eq!(left, [1, 1, 1, 1]);
        insta::assert_snapshot!(told.join("\n"), @r"
        tasks wait for each other in a circle: `T3` for `T1`, `T1` (line 1) for `T2`, `T2` (line 2) for `T3`; `T3` is imported without that wait
        `T4` waits for itself: it is imported without that wait
        ");
    }

    #[test]
    fn whatever_way_round_the_tasks_come_no_circle_is_left() {
        for shift in 0..8 {
            let (left, told) = taken((0..8).map(|n| {
                let id = (n * 3 + shift) % 8;
                task(id, &[(id + 1) % 8])
            }));
            assert_eq!((left.iter().sum::<usize>(), told.len()), (7, 1));
            assert!(told[0].contains("and so on, 2 more"), "{told:?}");
        }
    }

    #[test]
    fn a_chain_of_any_length_is_no_circle_in_either_order() {
        let forth = (0..100_000).map(|id| task(id, &[id + 1]));
        let back = (0..100_000).map(|id| task(id + 1, &[id]));
        assert_eq!((taken(forth).1.len(), taken(back).1.len()), (0, 0));
    }

    #[test]
    fn a_diamond_is_no_circle() {
        let (left, told) =
            taken([task(4, &[2, 3]), task(2, &[1]), task(3, &[1]), task(1, &[]), task(1, &[4])]);
        assert_eq!(left, [2, 1, 1, 0, 0]);
        assert_eq!(told.len(), 1);
    }
}
