//! The skills ledger in words, for the command and the screen alike: what each row says, and what is behind it. Words and
//! no colours: it is no grade.
//!
//! Next: [`crate::plan::skills`], where the rows come from; [`super::overlay::skills`], which shows them.

use crate::domain::{Now, TaskId};
use crate::learn::skill::{Case, Factor, Lately, Ledger, NEEDED};
use crate::plan::skills::{Row, by, hours};
use crate::text::print_duration;
use crate::text::said::{count, day_words};
use serde::{Deserialize, Serialize};

/// So many of the newest tasks are named behind a row.
pub const NAMED: usize = 4;

/// The ledger as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The skills, in their order.
    pub skills: Vec<Told>,
}

/// A skill in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The tag.
    pub tag: String,
    /// The work that was logged: `24h10`.
    pub worked: String,
    /// Finished tasks with an estimate.
    pub tasks: String,
    /// How long they take, with the 80 % interval: `1.8x (1.5 to 2.2)`, or that it can't be said.
    pub pace: String,
    /// Whether it can.
    pub known: bool,
    /// What is to be said of that: that it takes longer, and whether it has changed. May be empty.
    pub says: String,
    /// The open work that needs it: `2 tasks, 5h10`; empty when there is none.
    pub ahead: String,
    /// The first day on which it is needed.
    pub first: String,
    /// All of this in sentences.
    pub about: Vec<String>,
    /// Its newest tasks and how long they took.
    pub cases: Vec<String>,
}

impl Told {
    /// The hours of the open work alone, for where there is no room for more.
    pub fn hours_ahead(&self) -> &str {
        self.ahead.rsplit(", ").next().unwrap_or_default()
    }
}

/// The rows in words; `title` knows tasks by name.
pub fn picture(
    rows: &[Row],
    ledger: &Ledger,
    now: &Now,
    title: &dyn Fn(TaskId) -> String,
) -> Picture {
    let cases = |row: &Row| {
        let newest = ledger.cases(&row.line.tag).take(NAMED);
        newest.map(|one| format!("{}: {}", title(one.task), case(&one))).collect()
    };
    let told = |row: &Row| Told { cases: cases(row), ..told(row, now) };
    Picture { skills: rows.iter().map(told).collect() }
}

/// A row in words, without its tasks.
pub fn told(row: &Row, now: &Now) -> Told {
    let Row { line, ahead } = row;
    let needed = ahead.tasks > 0;
    let first = ahead.first.map(|(day, _)| day_words(day, now)).unwrap_or_default();
    Told {
        tag: line.tag.clone(),
        worked: print_duration(line.worked_s / 60 * 60),
        tasks: line.tasks.to_string(),
        pace: line.factor.map_or_else(|| "not enough data".to_owned(), |factor| pace(&factor)),
        known: line.factor.is_some(),
        says: says(row),
        ahead: if needed {
            format!("{}, {}", count(ahead.tasks, "task"), hours(ahead.p50_s))
        } else {
            String::new()
        },
        first,
        about: about(row, now),
        cases: Vec::new(),
    }
}

/// `1.8x (1.5 to 2.2)`.
fn pace(factor: &Factor) -> String {
    format!("{:.1}x ({:.1} to {:.1})", factor.guess, factor.low, factor.high)
}

fn says(row: &Row) -> String {
    let slow = row.line.is_slow().then_some("takes longer");
    let lately = match row.line.lately {
        Lately::Same => None,
        Lately::Faster => Some("faster lately"),
        Lately::Slower => Some("slower lately"),
    };
    slow.into_iter().chain(lately).collect::<Vec<_>>().join(", ")
}

/// The sentences behind a row.
fn about(row: &Row, now: &Now) -> Vec<String> {
    let Row { line, ahead } = row;
    let tasks = count(line.tasks, "finished task");
    let mut said = vec![match line.factor {
        Some(Factor { guess, low, high }) => format!(
            "Takes about {guess:.1} times as long as your other work of the same type and size (80 %: {low:.1} to \
             {high:.1}, from {tasks}{}).",
            if line.is_slow() || guess < 1.05 { "" } else { "; that may be chance" }
        ),
        None if line.tasks < NEEDED => {
            format!("Not enough data: {tasks} with an estimate, and {NEEDED} are needed.")
        }
        None => "Not enough data: too few finished tasks without it to compare with.".to_owned(),
    }];
    let changed = match line.lately {
        Lately::Same => None,
        Lately::Faster => Some("The newer half of them took less than the older."),
        Lately::Slower => Some("The newer half of them took longer than the older."),
    };
    said.extend(changed.map(str::to_owned));
    if line.learned_s > 0 {
        said.push(format!("{} of learning stand beside that.", hours(line.learned_s)));
    }
    if ahead.tasks == 0 {
        said.push("No open task needs it.".to_owned());
        return said;
    }
    let needs = if ahead.tasks == 1 { "needs" } else { "need" };
    let tasks = count(ahead.tasks, "open task");
    let extra = Some(row.extra_s()).filter(|extra| *extra >= 300);
    let extra =
        extra.map(|extra| format!(", and about {} more if it goes as such work did", hours(extra)));
    said.push(format!(
        "{tasks} {needs} it{}: {} at P50 by type and size{}.",
        by(ahead, now),
        hours(ahead.p50_s),
        extra.unwrap_or_default()
    ));
    said
}

/// What a task took beside what such a task usually takes: `3h20, usually 1h45`.
pub fn case(case: &Case) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "hours of work, in seconds")]
    let usual = case.usual_s.round() as i64;
    format!("{}, usually {}", hours(case.actual_s.into()), hours(usual.max(300)))
}
