//! The weeks that this one is held against: their work, the usual amount with its spread, and the plain lines of law and
//! research.

use crate::app::Model;
use crate::balance::Picture;
use chrono::{Duration, NaiveDate};

/// Weeks before this one.
const BEFORE: i64 = 8;
/// Fewer weeks with work in them say nothing of what is usual.
const KNOWN: usize = 3;

/// A line that a week may cross, with what is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Hours of work in a week.
    pub hours: i64,
    /// What is known.
    pub fact: &'static str,
}

/// The lines, NUDGES 4.1 and 4.3.
pub const LINES: [Line; 4] = [
    Line { hours: 44, fact: "from here on a week counts as long in the signs" },
    Line { hours: 48, fact: "the most that EU law allows on average" },
    Line { hours: 50, fact: "beyond it more hours bring ever less (Pencavel 2014)" },
    Line { hours: 55, fact: "weeks like this make ill (WHO and ILO 2021)" },
];

/// A week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its first day.
    pub first: NaiveDate,
    /// Seconds of work, up to now.
    pub worked_s: i64,
}

/// The weeks with what is usual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weeks {
    /// The oldest first; the last is this week.
    pub weeks: Vec<Week>,
    /// Seconds of the median week before this one.
    pub usual_s: Option<i64>,
    /// Seconds between which half of those weeks lie.
    pub band_s: Option<(i64, i64)>,
}

impl Weeks {
    /// This week so far.
    pub fn this_s(&self) -> i64 {
        self.weeks.last().map_or(0, |week| week.worked_s)
    }

    /// The longest of them.
    pub fn most_s(&self) -> i64 {
        self.weeks.iter().map(|week| week.worked_s).max().unwrap_or(0)
    }

    /// How many of the weeks, this one included, were over a line.
    pub fn over(&self, line: &Line) -> usize {
        self.weeks.iter().filter(|week| week.worked_s > line.hours * 3600).count()
    }
}

/// Seconds of work since the picture was made.
pub fn since_s(model: &Model, picture: &Picture) -> i64 {
    let running = model.state.running();
    let running = running.filter(|s| !s.is_forgotten(model.now.at, model.now.forgotten_after_s));
    running.map_or(0, |session| model.now.at.seconds_since(session.start.max(picture.as_of)).max(0))
}

/// The weeks of a picture.
pub fn weeks(model: &Model, picture: &Picture) -> Weeks {
    let overview = &picture.overview;
    let week = |n: i64| {
        let first = overview.first_of_week - Duration::days(7 * n);
        let worked_s = overview.worked_s(first, first + Duration::days(6));
        Week { first, worked_s }
    };
    let mut weeks: Vec<Week> = (0..=BEFORE).rev().map(week).collect();
    if let Some(this) = weeks.last_mut() {
        this.worked_s += since_s(model, picture);
    }
    let mut known: Vec<i64> = weeks[..weeks.len() - 1].iter().map(|week| week.worked_s).collect();
    known.retain(|worked| *worked > 0);
    known.sort_unstable();
    let enough = known.len() >= KNOWN;
    let quartile = |n: usize| known[(known.len() - 1) * n / 4];
    Weeks {
        weeks,
        usual_s: overview.usual_week_s(),
        band_s: enough.then(|| (quartile(1), quartile(3))),
    }
}
