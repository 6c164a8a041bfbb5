//! What a person does when, as plain data: stretches of work, meetings, breaks and absence, and the marks between
//! pieces of work. Screens, sources of presence and the log all say what they know in this form.
//!
//! Must never guess: what nothing is known about is absence. Next: [`super::counter`], which adds it up.

use super::layers::{found_out, laid, noticed};
use crate::domain::{Moment, Order, Span};

pub use super::layers::{Gone, Layers};

/// Why somebody is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Absence {
    /// Nothing was heard.
    Idle,
    /// The screen is locked.
    Locked,
    /// The machine sleeps.
    Suspended,
}

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doing {
    /// Works.
    Work,
    /// Is in a meeting, which is work without keys.
    Meeting,
    /// Takes a break that was announced or logged.
    Pause,
    /// Is away.
    Away(Absence),
}

impl Doing {
    /// Whether it is work of some kind, and no rest.
    pub fn is_work(self) -> bool {
        matches!(self, Doing::Work | Doing::Meeting)
    }
}

/// A stretch of doing one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// When.
    pub span: Span,
    /// What.
    pub doing: Doing,
}

/// What ends a piece of work, and so a moment at which a word disturbs least (Iqbal & Bailey 2008).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Boundary {
    /// A session has begun: work goes over to something else.
    Switched,
    /// A task is done.
    Done,
    /// A session was stopped.
    Stopped,
    /// A block of the plan is over.
    BlockEnd,
    /// A meeting is over.
    MeetingEnd,
    /// The prompt of a shell is back after a command of a minute or more.
    Command,
    /// A commit was made.
    Commit,
    /// No key for three seconds.
    Pause,
}

/// A boundary and its moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Moment,
    /// What.
    pub boundary: Boundary,
}

/// Why nothing may be shown for a while. Every such while is a span: it ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mute {
    /// The person has put nudges off.
    Snoozed,
    /// The person has switched nudges off.
    Off,
    /// The desktop is not to be disturbed.
    DoNotDisturb,
    /// Something takes the whole screen, such as a call or a presentation.
    FullScreen,
}

impl Mute {
    /// Which of several is named, the greatest first.
    pub(super) fn rank(self) -> u8 {
        match self {
            Mute::Off => 3,
            Mute::Snoozed => 2,
            Mute::DoNotDisturb => 1,
            Mute::FullScreen => 0,
        }
    }

    /// Whether the person has said so, and until when.
    pub fn is_own(self) -> bool {
        matches!(self, Mute::Off | Mute::Snoozed)
    }
}

/// What somebody does when. Stretches are sorted and none overlaps another; between them is idleness.
///
/// It knows two things of every moment: what was the case (the stretches), and what could be known then ([`Timeline::doing`]),
/// which is otherwise where an absence was noticed late. What was found out at a moment about the time before it is
/// [`Timeline::found_out`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    stretches: Vec<Stretch>,
    /// What could be known then, when that is not always what was the case.
    known: Option<Vec<Stretch>>,
    found_out: Vec<(i64, Vec<Turn>)>,
    marks: Vec<Mark>,
}

/// From when on somebody does what, in UTC milliseconds.
pub type Turn = (i64, Doing);

impl Timeline {
    /// Lays what is known on top of each other. A mark is kept at every moment once, and the end of every meeting is one.
    pub fn new(layers: &Layers, mut marks: Vec<Mark>) -> Timeline {
        let end = |span: &Span| Mark { at: span.end, boundary: Boundary::MeetingEnd };
        marks.extend(layers.meetings.iter().map(end));
        marks.order_by_key(|mark| mark.at.utc_ms());
        marks.dedup_by_key(|mark| mark.at.utc_ms());
        let found_out = found_out(layers);
        let known = (!found_out.is_empty()).then(|| laid(&noticed(layers)));
        Timeline { stretches: laid(layers), known, found_out, marks }
    }

    /// The stretches, by start.
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    fn known(&self) -> &[Stretch] {
        self.known.as_deref().unwrap_or(&self.stretches)
    }

    /// What could be known at a moment of what somebody does, and since when, in UTC milliseconds.
    pub fn doing(&self, at_ms: i64) -> (Doing, i64) {
        let idle = Doing::Away(Absence::Idle);
        let known = self.known();
        let after = known.partition_point(|one| one.span.start.utc_ms() <= at_ms);
        match after.checked_sub(1).map(|last| known[last]) {
            Some(one) if at_ms < one.span.end.utc_ms() => (one.doing, one.span.start.utc_ms()),
            Some(one) => (idle, one.span.end.utc_ms()),
            None => (idle, i64::MIN),
        }
    }

    /// What turned out at this very moment to have been done before it, by time; empty when nothing did.
    pub fn found_out(&self, at_ms: i64) -> &[Turn] {
        let place = self.found_out.binary_search_by_key(&at_ms, |(at, _)| *at);
        place.map_or(&[], |place| &self.found_out[place].1)
    }

    /// The marks up to a moment, the latest last.
    pub fn marks_until(&self, at_ms: i64) -> &[Mark] {
        &self.marks[..self.marks.partition_point(|mark| mark.at.utc_ms() <= at_ms)]
    }

    /// Every moment from `span` at which something changes, and perhaps some outside of it, in UTC milliseconds, in any
    /// order.
    pub(super) fn edges(&self, span: Span) -> impl Iterator<Item = i64> {
        let (from, to) = (span.start.utc_ms(), span.end.utc_ms());
        let known = self.known();
        let first = known.partition_point(|one| one.span.end.utc_ms() < from);
        let near = known[first..].iter().take_while(move |one| one.span.start.utc_ms() < to);
        let ends = near.flat_map(|one| [one.span.start, one.span.end]);
        let late = self.found_out.partition_point(|(at, _)| *at < from);
        let late = self.found_out[late..].iter().map(|(at, _)| *at);
        let first = self.marks.partition_point(|mark| mark.at.utc_ms() < from);
        let marks = self.marks[first..].iter().map(|mark| mark.at);
        let ends = ends.chain(marks.take_while(move |at| at.utc_ms() < to)).map(Moment::utc_ms);
        ends.chain(late.take_while(move |at| *at < to))
    }

    /// The natural spells: stretches of work with pauses of at most `pause_ms` between them, by start, in UTC
    /// milliseconds. Meetings are work.
    pub fn spells(&self, pause_ms: i64) -> Vec<(i64, i64)> {
        let mut spells: Vec<(i64, i64)> = Vec::new();
        for one in self.stretches.iter().filter(|one| one.doing.is_work()) {
            let (start, end) = (one.span.start.utc_ms(), one.span.end.utc_ms());
            match spells.last_mut().filter(|(_, last)| start - *last <= pause_ms) {
                Some((_, last)) => *last = end,
                None => spells.push((start, end)),
            }
        }
        spells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Moment {
        Moment::new(minute * 60_000, 0)
    }

    fn span(from: i64, to: i64) -> Span {
        Span::new(at(from), at(to))
    }

    fn gone(from: i64, to: i64, noticed: i64, absence: Absence) -> Gone {
        Gone { span: span(from, to), noticed: at(noticed), absence }
    }

    #[test]
    fn a_meeting_is_no_work_and_a_timer_without_a_person_measures_nothing() {
        let layers = Layers {
            work: vec![span(0, 60), span(60, 120)],
            meetings: vec![span(30, 50)],
            pauses: vec![span(45, 48)],
            away: vec![gone(100, 200, 100, Absence::Suspended)],
        };
        let timeline = Timeline::new(&layers, Vec::new());
        let found: Vec<(i64, i64, Doing)> = timeline
            .stretches()
            .iter()
            .map(|one| {
                (one.span.start.utc_ms() / 60_000, one.span.end.utc_ms() / 60_000, one.doing)
            })
            .collect();
        let asleep = Doing::Away(Absence::Suspended);
        assert_eq!(
            found,
            [
                (0, 30, Doing::Work),
                (30, 45, Doing::Meeting),
                (45, 48, Doing::Pause),
                (48, 50, Doing::Meeting),
                (50, 100, Doing::Work),
                (100, 200, asleep)
            ]
        );
        assert_eq!(timeline.doing(70 * 60_000), (Doing::Work, 50 * 60_000));
        assert_eq!(timeline.doing(200 * 60_000), (Doing::Away(Absence::Idle), 200 * 60_000));
        assert_eq!(timeline.marks_until(i64::MAX).len(), 1, "the end of the meeting");
    }

    #[test]
    fn a_spell_goes_on_over_short_pauses() {
        let work = vec![span(0, 30), span(34, 60), span(66, 70)];
        let timeline = Timeline::new(&Layers { work, ..Layers::default() }, Vec::new());
        let spells: Vec<(i64, i64)> =
            timeline.spells(5 * 60_000).iter().map(|(a, b)| (a / 60_000, b / 60_000)).collect();
        assert_eq!(spells, [(0, 60), (66, 70)]);
    }

    #[test]
    fn an_absence_is_known_of_from_when_it_is_noticed_on() {
        let away = vec![
            gone(30, 40, 32, Absence::Idle),
            gone(50, 60, 60, Absence::Suspended),
            gone(55, 58, 60, Absence::Idle),
        ];
        let layers = Layers { work: vec![span(0, 90)], away, ..Layers::default() };
        let timeline = Timeline::new(&layers, Vec::new());
        let idle = Doing::Away(Absence::Idle);
        let asleep = Doing::Away(Absence::Suspended);
        let doing = |minute: i64| timeline.doing(minute * 60_000).0;
        assert_eq!(
            [29, 31, 32, 39, 40].map(doing),
            [Doing::Work, Doing::Work, idle, idle, Doing::Work]
        );
        assert_eq!([51, 59, 60].map(doing), [Doing::Work; 3], "nobody knew while it lasted");
        let found = |minute: i64| timeline.found_out(minute * 60_000).to_vec();
        assert_eq!(found(32), [(30 * 60_000, idle)]);
        assert_eq!(found(60), [(50 * 60_000, asleep), (60 * 60_000, Doing::Work)]);
        assert_eq!(found(31), []);
        let mut edges: Vec<i64> = timeline.edges(span(0, 90)).map(|ms| ms / 60_000).collect();
        edges.sort_unstable();
        edges.dedup();
        assert_eq!(edges, [0, 32, 40, 60, 90]);
        assert_eq!(timeline.spells(300_000).len(), 3, "what was the case is another thing");
    }
}
