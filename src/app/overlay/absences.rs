//! What absences usually were: as many answers as the person has given, by how long the absence was and at which time of the
//! day it began. The next question has the most frequent one selected.

use crate::domain::{Explained, Heard, Moment, Span};
use chrono::Timelike;

/// Up to this many seconds away it was most likely a break; after more the work was over.
pub const LONG_S: i64 = 2 * 3600;
/// How far back it is looked what absences usually were, in seconds: a season.
pub const LATELY_S: i64 = 90 * 86_400;
/// Where one class of lengths ends and the next begins, in seconds. `[J]`
const LENGTHS_S: [i64; 3] = [15 * 60, 3600, LONG_S];
/// Where one part of the day ends and the next begins, in minutes after midnight. `[J]`
const PARTS_MIN: [u32; 3] = [11 * 60 + 30, 14 * 60, 18 * 60];

/// How often which answer was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habits([[[u32; 5]; 4]; 4]);

impl Habits {
    /// Takes in what was heard, if it is an absence that was explained.
    pub fn take(&mut self, heard: &Heard) {
        let (Some(end), Some(explained)) = (heard.end, heard.explained) else { return };
        let (length, part) = class(Span::new(heard.start, end));
        self.0[length][part][place(explained)] += 1;
    }

    /// What similar absences mostly were; `default` unless another answer was given oftener.
    pub fn usual(&self, span: Span, default: Explained) -> Explained {
        let (length, part) = class(span);
        let counts = &self.0[length][part];
        let most = counts.iter().copied().max().unwrap_or(0);
        if counts[place(default)] == most {
            return default;
        }
        Explained::ALL.into_iter().find(|one| counts[place(*one)] == most).unwrap_or(default)
    }
}

fn place(explained: Explained) -> usize {
    Explained::ALL.iter().position(|one| *one == explained).unwrap_or(0)
}

/// The classes of its length and of its start.
fn class(span: Span) -> (usize, usize) {
    let length = LENGTHS_S.iter().filter(|limit| span.seconds() > **limit).count();
    let minute = |at: Moment| at.local().hour() * 60 + at.local().minute();
    let part = PARTS_MIN.iter().filter(|limit| minute(span.start) >= **limit).count();
    (length, part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{HeardId, Sound};

    fn span(from: &str, minutes: i64) -> Span {
        let start = Moment::parse_rfc3339(&format!("2026-11-25T{from}:00+01:00")).unwrap();
        Span::new(start, start.plus_seconds(minutes * 60))
    }

    fn heard(span: Span, explained: Option<Explained>) -> Heard {
        Heard {
            id: HeardId(uuid::Uuid::from_u128(1)),
            start: span.start,
            end: Some(span.end),
            noticed: span.start,
            what: Sound::Idle,
            explained,
        }
    }

    #[test]
    fn what_similar_absences_mostly_were_is_the_answer_and_a_tie_changes_nothing() {
        let mut habits = Habits::default();
        let usual = |habits: &Habits, from: &str, minutes| {
            habits.usual(span(from, minutes), Explained::Break)
        };
        assert_eq!(usual(&habits, "09:00", 30), Explained::Break);
        habits.take(&heard(span("09:10", 40), Some(Explained::Keep)));
        habits.take(&heard(span("09:10", 40), None));
        assert_eq!(usual(&habits, "10:00", 30), Explained::Keep);
        assert_eq!(usual(&habits, "10:00", 10), Explained::Break, "shorter");
        assert_eq!(usual(&habits, "15:00", 30), Explained::Break, "another part of the day");
        habits.take(&heard(span("10:30", 20), Some(Explained::Break)));
        assert_eq!(usual(&habits, "10:00", 30), Explained::Break, "as often");
    }
}
