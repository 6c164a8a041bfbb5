//! The order of the list: every loaded task sorted and put into its group. Found when the log changes, so
//! that narrowing the list while someone types only has to walk it.
//!
//! There is one ranking, [`Model::ranked`]; what can't be worked on now comes after it, what is closed last.

use crate::app::Model;
use crate::domain::urgency::{self, Standing};
use crate::domain::{Now, Task, TaskId};
use crate::text::visible;
use std::collections::{BTreeSet, HashMap};

/// What the list is sorted or grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// The one ranking.
    #[default]
    Urgency,
    /// When it is due.
    Due,
    /// The project.
    Project,
    /// The kind of work.
    Type,
}

impl By {
    /// Every order, in the order in which a key goes through them.
    pub const ALL: [By; 4] = [By::Urgency, By::Due, By::Project, By::Type];

    /// The next one, round and round.
    #[must_use]
    pub fn next(self) -> By {
        let at = By::ALL.iter().position(|by| *by == self).unwrap_or(0);
        By::ALL[(at + 1) % By::ALL.len()]
    }

    /// The word on the screen.
    pub fn word(self) -> &'static str {
        match self {
            By::Urgency => "urgency",
            By::Due => "due",
            By::Project => "project",
            By::Type => "type",
        }
    }
}

/// Every loaded task in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sorted {
    /// The tasks, each with the position of its group.
    pub tasks: Vec<(TaskId, u32)>,
    /// The headings of the groups, escaped; some may have no task.
    pub titles: Vec<String>,
}

/// Groups of a list by urgency.
const STANDINGS: [&str; 3] = ["Ready", "Not yet", "Closed"];
/// Groups of a list by date.
const DATES: [&str; 7] =
    ["Late", "Today", "Tomorrow", "In the next 7 days", "Later", "No date", "Closed"];

/// Sorts every loaded task.
pub fn sorted(model: &Model) -> Sorted {
    let names = Names::of(model);
    let places: HashMap<TaskId, usize> =
        model.ranked.iter().enumerate().map(|(place, (id, _))| (*id, place)).collect();
    let (sort, group) = (model.tasks.sort, model.tasks.group);
    let mut keyed: Vec<(Key, TaskId)> = Vec::new();
    for task in model.state.tasks() {
        let place = places.get(&task.id);
        let standing = if task.status.is_closed() { 2 } else { u32::from(place.is_none()) };
        let rank = match (task.closed, place) {
            (Some(closed), _) => -closed.utc_ms(),
            (None, Some(place)) => i64::try_from(*place).unwrap_or(i64::MAX),
            (None, None) => {
                let standing = Standing::of(task, &model.state);
                thousandths(-urgency::score(task, standing, &model.now, &model.settings.weights))
            }
        };
        let key = Key {
            group: names.place(group, task, &model.now, standing),
            closed: standing == 2,
            sort: sort_key(sort, task, &names, &model.now),
            standing,
            rank,
            no: task.no.0,
        };
        keyed.push((key, task.id));
    }
    keyed.sort_unstable();
    let tasks = keyed.into_iter().map(|(key, id)| (id, key.group)).collect();
    Sorted { tasks, titles: names.titles(group) }
}

/// What decides the place of a task, the first first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    group: u32,
    closed: bool,
    sort: i64,
    standing: u32,
    rank: i64,
    no: u32,
}

fn sort_key(sort: By, task: &Task, names: &Names, now: &Now) -> i64 {
    match sort {
        By::Urgency => 0,
        By::Due => task.due.map_or(i64::MAX, |due| due.at.utc_ms()),
        By::Project | By::Type => i64::from(names.place(sort, task, now, 0)),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "urgencies are small numbers")]
fn thousandths(value: f64) -> i64 {
    (value * 1000.0) as i64
}

/// The names that are in use, in the order of their groups.
struct Names {
    projects: Vec<String>,
    project_places: HashMap<String, u32>,
    types: Vec<String>,
    type_places: HashMap<String, u32>,
}

impl Names {
    fn of(model: &Model) -> Names {
        let mut used: BTreeSet<(String, &str)> = BTreeSet::new();
        let mut kinds: BTreeSet<&str> = BTreeSet::new();
        let wanted = |by| model.tasks.sort == by || model.tasks.group == by;
        let (projects, types) = (wanted(By::Project), wanted(By::Type));
        for task in model.state.tasks() {
            if let Some(project) = task.project.as_deref().filter(|_| projects) {
                used.insert((project.to_lowercase(), project));
            }
            kinds.extend(task.kind.as_deref().filter(|_| types));
        }
        let projects: Vec<String> = used.into_iter().map(|(_, name)| name.to_owned()).collect();
        // The person's own order of types, then those that are on no list.
        let listed: Vec<String> = model.state.types().iter().map(|t| t.name.clone()).collect();
        let own = kinds.into_iter().filter(|kind| !listed.iter().any(|known| known == kind));
        let own: Vec<String> = own.map(str::to_owned).collect();
        let types: Vec<String> = listed.into_iter().chain(own).collect();
        let project_places = places(&projects);
        let type_places = places(&types);
        Names { projects, project_places, types, type_places }
    }

    /// The position of a task's group.
    fn place(&self, by: By, task: &Task, now: &Now, standing: u32) -> u32 {
        let named = |places: &HashMap<String, u32>, name: Option<&String>| {
            let last = u32::try_from(places.len()).unwrap_or(u32::MAX);
            name.and_then(|name| places.get(name)).copied().unwrap_or(last)
        };
        match by {
            By::Urgency => standing,
            By::Due if standing == 2 => 6,
            By::Due => due_group(task, now),
            By::Project => named(&self.project_places, task.project.as_ref()),
            By::Type => named(&self.type_places, task.kind.as_ref()),
        }
    }

    fn titles(self, by: By) -> Vec<String> {
        let own = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        let named = |names: Vec<String>, none: &str| {
            let names = names.into_iter().map(|name| visible(&name).into_owned());
            names.chain([none.to_owned()]).collect()
        };
        match by {
            By::Urgency => own(&STANDINGS),
            By::Due => own(&DATES),
            By::Project => named(self.projects, "No project"),
            By::Type => named(self.types, "No type"),
        }
    }
}

fn places(names: &[String]) -> HashMap<String, u32> {
    names.iter().cloned().zip(0..).collect()
}

fn due_group(task: &Task, now: &Now) -> u32 {
    let Some(due) = task.due else { return 5 };
    if due.at.utc_ms() < now.at.utc_ms() {
        return 0;
    }
    match now.day_of(due.at).signed_duration_since(now.day()).num_days() {
        ..=0 => 1,
        1 => 2,
        2..=7 => 3,
        _ => 4,
    }
}
