//! Finding a task by a few of its letters, while they are typed. The visible titles are taken once when the
//! finding begins; a longer needle looks only at what had the shorter one, and a shorter one is remembered.
//! Must never know how the list is grouped or drawn. Next: [`super::narrow`], which owns the line.

use crate::domain::{Task, TaskId};
use crate::text::visible;
use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str, Utf32String, chars};
use std::cmp::Reverse;
use std::ops::Range;

/// How many of the best are put in order by the costly score; the cheap one decides who they are. Nobody reads
/// further, and a needle that has grown to a word leaves fewer.
const WEIGHED: usize = 512;
/// How many needles are remembered.
const REMEMBERED: usize = 32;
/// Signs by which a word means something else than its letters: after them a longer needle may find more.
const SIGNS: [char; 5] = ['!', '^', '\'', '$', '\\'];

/// What is searched, and what was found for the needles that led to the last one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Search {
    titles: Vec<(TaskId, Utf32String)>,
    steps: Vec<Step>,
}

/// A needle and the positions of the titles that have it, the best first.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    needle: String,
    found: Vec<u32>,
}

impl Search {
    /// A search among these tasks, in the order in which equally good ones are to stay.
    pub(super) fn among<'a>(tasks: impl Iterator<Item = &'a Task>) -> Search {
        let title = |task: &Task| (task.id, Utf32String::from(visible(&task.title).as_ref()));
        Search { titles: tasks.map(title).collect(), steps: Vec::new() }
    }

    /// The tasks whose titles have these letters in this order, the best first. What it gives depends on the
    /// needle alone, not on those before it.
    pub(super) fn find(&mut self, needle: &str) -> Vec<TaskId> {
        while self.steps.last().is_some_and(|step| !leads_to(&step.needle, needle)) {
            self.steps.pop();
        }
        if self.steps.last().is_none_or(|step| step.needle != needle) {
            let found = match self.steps.last() {
                Some(step) => {
                    let mut among = step.found.clone();
                    among.sort_unstable();
                    self.best(needle, among.into_iter())
                }
                None => self.best(needle, 0..u32::try_from(self.titles.len()).unwrap_or(u32::MAX)),
            };
            if self.steps.len() == REMEMBERED {
                self.steps.remove(0);
            }
            self.steps.push(Step { needle: needle.to_owned(), found });
        }
        let found = self.steps.last().map(|step| step.found.as_slice()).unwrap_or_default();
        found.iter().map(|at| self.titles[*at as usize].0).collect()
    }

    /// Those of some titles, given in order, that have the needle.
    fn best(&self, needle: &str, among: impl Iterator<Item = u32>) -> Vec<u32> {
        let needle = Needle::new(needle);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut found: Vec<(Reverse<u32>, u32)> = among
            .filter_map(|at| {
                let title = self.titles.get(at as usize)?.1.slice(..);
                Some((Reverse(needle.cheap_score(title, &mut matcher)?), at))
            })
            .collect();
        // Equal ones stay in the order of the list.
        if found.len() > WEIGHED {
            found.sort_unstable();
        }
        let weighed: Range<usize> = 0..found.len().min(WEIGHED);
        for (score, at) in &mut found[weighed.clone()] {
            let title = self.titles[*at as usize].1.slice(..);
            if let Some(exact) = needle.pattern.score(title, &mut matcher) {
                *score = Reverse(exact);
            }
        }
        found[weighed].sort_unstable();
        found.into_iter().map(|(_, at)| at).collect()
    }
}

/// Whether everything that has the longer needle has the shorter one too.
fn leads_to(shorter: &str, longer: &str) -> bool {
    longer == shorter || (longer.starts_with(shorter) && !shorter.contains(SIGNS))
}

/// The positions of the graphemes of a visible title that were searched for, in order.
pub(super) fn letters(needle: &str, title: &str) -> Vec<u32> {
    let (mut found, mut buffer) = (Vec::new(), Vec::new());
    let title = Utf32Str::new(title, &mut buffer);
    let pattern = Needle::new(needle).pattern;
    pattern.indices(title, &mut Matcher::new(Config::DEFAULT), &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

/// What is searched for.
struct Needle {
    pattern: Pattern,
}

impl Needle {
    fn new(text: &str) -> Needle {
        Needle { pattern: Pattern::parse(text, CaseMatching::Smart, Normalization::Smart) }
    }

    /// A score in linear time for whatever the pattern fits, at most its real one; `None` for what it does not.
    fn cheap_score(&self, title: Utf32Str<'_>, matcher: &mut Matcher) -> Option<u32> {
        let mut sum = 0;
        for atom in &self.pattern.atoms {
            sum += u32::from(if atom.kind == AtomKind::Fuzzy && !atom.negative {
                as_smart_as(atom, &mut matcher.config);
                matcher.fuzzy_match_greedy(title, atom.needle_text())?
            } else {
                atom.score(title, matcher)?
            });
        }
        Some(sum)
    }
}

/// Sets what the word's own score would set: capitals and accents count when they are typed.
fn as_smart_as(atom: &Atom, config: &mut Config) {
    let letters = || atom.needle_text().chars();
    config.ignore_case = !letters().any(chars::is_upper_case);
    config.normalize = letters().all(|letter| chars::normalize(letter) == letter);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Mint, Moment, TaskNo};
    use proptest::prelude::*;

    fn tasks(titles: &[String]) -> Vec<Task> {
        let mut mint = Mint::new(5, 1_795_593_600_000);
        let numbered = (1..).zip(titles);
        let task = |(no, title): (u32, &String)| {
            Task::new(TaskId(mint.uuid()), TaskNo(no), title, Moment::new(1_795_593_600_000, 0))
        };
        numbered.map(task).collect()
    }

    fn anew(tasks: &[Task], needle: &str) -> Vec<TaskId> {
        Search::among(tasks.iter()).find(needle)
    }

    /// The search as it would be without any thrift.
    fn in_full(tasks: &[Task], needle: &str) -> Vec<TaskId> {
        let pattern = Needle::new(needle).pattern;
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut found: Vec<(Reverse<u32>, usize)> = (0..tasks.len())
            .filter_map(|at| {
                let title = Utf32String::from(visible(&tasks[at].title).as_ref());
                Some((Reverse(pattern.score(title.slice(..), &mut matcher)?), at))
            })
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, at)| tasks[at].id).collect()
    }

    proptest! {
        #[test]
        fn typing_and_taking_back_finds_what_a_full_search_finds(
            titles in prop::collection::vec("[abAä資 \u{301}\u{1b}]{0,12}", 0..20),
            needles in prop::collection::vec("[abAä資!^'$\\\\ \u{301}]{1,5}", 1..4),
        ) {
            let tasks = tasks(&titles);
            let mut search = Search::among(tasks.iter());
            for needle in &needles {
                let ends = needle.char_indices().map(|(at, letter)| at + letter.len_utf8());
                let ends: Vec<usize> = ends.collect();
                for end in ends.iter().chain(ends.iter().rev()) {
                    let typed = &needle[..*end];
                    prop_assert_eq!(search.find(typed), in_full(&tasks, typed), "{:?}", typed);
                }
            }
        }
    }

    #[test]
    fn among_very_many_the_same_tasks_are_found_and_the_best_come_first() {
        let title = |n: usize| match n {
            700 => "ab at once".to_owned(),
            n => format!("a {} better {n}", "x".repeat(n % 7)),
        };
        let tasks = tasks(&(0..2000).map(title).collect::<Vec<_>>());
        let mut search = Search::among(tasks.iter());
        for needle in ["a", "ab", "abe", "ab", "ab 1"] {
            let found = search.find(needle);
            assert_eq!(found, anew(&tasks, needle));
            let mut full = in_full(&tasks, needle);
            if needle == "ab" {
                assert_eq!((found[0], full[0]), (tasks[700].id, tasks[700].id));
            }
            full.sort_unstable();
            let mut all = found;
            all.sort_unstable();
            assert_eq!(all, full, "{needle}");
        }
    }

    #[test]
    fn a_capital_or_an_accent_is_meant_when_it_is_typed() {
        let titles = ["Ärger", "arger", "ärger"].map(str::to_owned);
        let tasks = tasks(&titles);
        let count = |needle| anew(&tasks, needle).len();
        assert_eq!((count("arg"), count("ärg"), count("Ärg")), (3, 2, 1));
    }
}
