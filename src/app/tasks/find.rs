//! Finding a task by a few of its letters, while they are typed. The visible titles are taken once when the
//! finding begins; a longer needle looks only at what had the shorter one, and a shorter one is remembered.
//! Must never know how the list is grouped or drawn. Next: [`super::narrow`], which owns the line.

use crate::domain::{Task, TaskId};
use crate::text::visible;
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str, Utf32String, chars};
use std::cmp::Reverse;

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

/// A needle and the titles that have it, the best first.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    needle: String,
    found: Vec<Hit>,
}

/// A title that has the needle, with its cheap scores.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Hit {
    at: u32,
    /// For every word but the last.
    lead: u32,
    /// For the last word: the one that is being typed.
    last: u32,
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
            let found = self.best(&Needle::new(needle));
            if self.steps.len() == REMEMBERED {
                self.steps.remove(0);
            }
            self.steps.push(Step { needle: needle.to_owned(), found });
        }
        let found = self.steps.last().map(|step| step.found.as_slice()).unwrap_or_default();
        found.iter().map(|hit| self.titles[hit.at as usize].0).collect()
    }

    /// What has the needle, of what had the last one.
    fn best(&self, needle: &Needle) -> Vec<Hit> {
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut found: Vec<(Reverse<u32>, Hit)> = if let Some(step) = self.steps.last() {
            let known = needle.known_of(&Needle::new(&step.needle));
            let hits = step.found.iter();
            hits.filter_map(|hit| self.hit(needle, hit.at, known.lead(hit), &mut matcher)).collect()
        } else {
            let all = 0..u32::try_from(self.titles.len()).unwrap_or(u32::MAX);
            all.filter_map(|at| self.hit(needle, at, None, &mut matcher)).collect()
        };
        // Equal ones stay in the order of the list.
        let order = |(score, hit): &(Reverse<u32>, Hit)| (*score, hit.at);
        found.sort_unstable_by_key(order);
        let weighed = found.len().min(WEIGHED);
        for (score, hit) in &mut found[..weighed] {
            let title = self.titles[hit.at as usize].1.slice(..);
            if let Some(exact) = needle.pattern.score(title, &mut matcher) {
                *score = Reverse(exact);
            }
        }
        found[..weighed].sort_unstable_by_key(order);
        found.into_iter().map(|(_, hit)| hit).collect()
    }

    /// Scores a title cheaply; `None` when it has not the needle.
    fn hit(
        &self,
        needle: &Needle,
        at: u32,
        lead: Option<u32>,
        matcher: &mut Matcher,
    ) -> Option<(Reverse<u32>, Hit)> {
        let title = self.titles.get(at as usize)?.1.slice(..);
        let Some((last, before)) = needle.words.split_last() else {
            return Some((Reverse(0), Hit { at, lead: 0, last: 0 }));
        };
        // The last word first: it is the one that most have not.
        let last = needle.cheap_score(*last, title, matcher)?;
        let mut sum = lead.unwrap_or(0);
        for word in before.iter().filter(|_| lead.is_none()) {
            sum += needle.cheap_score(*word, title, matcher)?;
        }
        Some((Reverse(sum + last), Hit { at, lead: sum, last }))
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
    words: Vec<Word>,
}

/// A word of it, and what its own score would set: capitals and accents count when they are typed.
#[derive(Clone, Copy)]
struct Word {
    place: usize,
    ignore_case: bool,
    normalize: bool,
}

/// How much of a needle was in the one before it.
#[derive(Clone, Copy)]
enum Known {
    Nothing,
    /// Every word but the last.
    Lead,
    /// Every word but the last, which is new.
    All,
}

impl Known {
    /// The score for every word but the last, when it is known.
    fn lead(self, hit: &Hit) -> Option<u32> {
        match self {
            Known::Nothing => None,
            Known::Lead => Some(hit.lead),
            Known::All => Some(hit.lead + hit.last),
        }
    }
}

impl Needle {
    fn new(text: &str) -> Needle {
        let pattern = Pattern::parse(text, CaseMatching::Smart, Normalization::Smart);
        let words = pattern.atoms.iter().zip(0..).map(|(atom, place)| {
            let letters = || atom.needle_text().chars();
            Word {
                place,
                ignore_case: !letters().any(chars::is_upper_case),
                normalize: letters().all(|letter| chars::normalize(letter) == letter),
            }
        });
        Needle { words: words.collect(), pattern }
    }

    fn known_of(&self, shorter: &Needle) -> Known {
        let (new, old) = (&self.pattern.atoms, &shorter.pattern.atoms);
        let before = new.len().saturating_sub(1);
        match old.len() {
            length if length == new.len() && new[..before] == old[..before] => Known::Lead,
            length if length == before && new[..before] == **old => Known::All,
            _ => Known::Nothing,
        }
    }

    /// A score in linear time, at most the real one; `None` for what has not the word.
    fn cheap_score(&self, word: Word, title: Utf32Str<'_>, matcher: &mut Matcher) -> Option<u32> {
        let atom = self.pattern.atoms.get(word.place)?;
        let score = if atom.kind == AtomKind::Fuzzy && !atom.negative {
            matcher.config.ignore_case = word.ignore_case;
            matcher.config.normalize = word.normalize;
            matcher.fuzzy_match_greedy(title, atom.needle_text())
        } else {
            atom.score(title, matcher)
        };
        score.map(u32::from)
    }
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
        for needle in ["a", "ab", "abe", "ab", "ab 1", "ab 1 x", "ab 1 xx"] {
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
