//! What a person does when, as plain data: stretches of work, meetings, breaks and absence, and the marks between
//! pieces of work. Screens, sources of presence and the log all say what they know in this form.
//!
//! Must never guess: what nothing is known about is absence. Next: [`super::counter`], which adds it up.

use crate::domain::Order;
use crate::domain::{Moment, Span};

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

/// What is known about a stretch of time, by what it is known from; in any order, overlapping as they like.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    /// Work that was measured.
    pub work: Vec<Span>,
    /// Meetings of the calendar.
    pub meetings: Vec<Span>,
    /// Breaks that were announced or logged.
    pub pauses: Vec<Span>,
    /// Absence that was noticed while a timer ran.
    pub away: Vec<(Span, Absence)>,
}

/// What somebody does when. Stretches are sorted and none overlaps another; between them is idleness.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    stretches: Vec<Stretch>,
    marks: Vec<Mark>,
}

/// The layers from the strongest: somebody who takes a break is not in the meeting; a meeting needs no keys and goes on
/// while the machine sleeps; a timer that runs while nobody is there measures nothing.
const LAYERS: [Doing; 6] = [
    Doing::Pause,
    Doing::Meeting,
    Doing::Away(Absence::Suspended),
    Doing::Away(Absence::Locked),
    Doing::Away(Absence::Idle),
    Doing::Work,
];

impl Timeline {
    /// Lays what is known on top of each other. A mark is kept at every moment once, and the end of every meeting is one.
    pub fn new(layers: &Layers, mut marks: Vec<Mark>) -> Timeline {
        let end = |span: &Span| Mark { at: span.end, boundary: Boundary::MeetingEnd };
        marks.extend(layers.meetings.iter().map(end));
        marks.order_by_key(|mark| mark.at.utc_ms());
        marks.dedup_by_key(|mark| mark.at.utc_ms());
        Timeline { stretches: laid(layers), marks }
    }

    /// The stretches, by start.
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// What somebody does at a moment, and since when, in UTC milliseconds.
    pub fn doing(&self, at_ms: i64) -> (Doing, i64) {
        let idle = Doing::Away(Absence::Idle);
        let after = self.stretches.partition_point(|one| one.span.start.utc_ms() <= at_ms);
        match after.checked_sub(1).map(|last| self.stretches[last]) {
            Some(one) if at_ms < one.span.end.utc_ms() => (one.doing, one.span.start.utc_ms()),
            Some(one) => (idle, one.span.end.utc_ms()),
            None => (idle, i64::MIN),
        }
    }

    /// The marks up to a moment, the latest last.
    pub fn marks_until(&self, at_ms: i64) -> &[Mark] {
        &self.marks[..self.marks.partition_point(|mark| mark.at.utc_ms() <= at_ms)]
    }

    /// Every moment from `span` at which something changes, and perhaps some outside of it, in UTC milliseconds, in any
    /// order.
    pub(super) fn edges(&self, span: Span) -> impl Iterator<Item = i64> {
        let (from, to) = (span.start.utc_ms(), span.end.utc_ms());
        let first = self.stretches.partition_point(|one| one.span.end.utc_ms() < from);
        let near =
            self.stretches[first..].iter().take_while(move |one| one.span.start.utc_ms() < to);
        let ends = near.flat_map(|one| [one.span.start, one.span.end]);
        let first = self.marks.partition_point(|mark| mark.at.utc_ms() < from);
        let marks = self.marks[first..].iter().map(|mark| mark.at);
        ends.chain(marks.take_while(move |at| at.utc_ms() < to)).map(Moment::utc_ms)
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

/// The strongest layer at every moment, as stretches.
fn laid(layers: &Layers) -> Vec<Stretch> {
    let mut edges: Vec<(Moment, usize, i32)> = Vec::new();
    let mut add = |span: &Span, doing: Doing| {
        let layer = LAYERS.iter().position(|one| *one == doing).unwrap_or(LAYERS.len() - 1);
        edges.push((span.start, layer, 1));
        edges.push((span.end, layer, -1));
    };
    layers.work.iter().for_each(|span| add(span, Doing::Work));
    layers.meetings.iter().for_each(|span| add(span, Doing::Meeting));
    layers.pauses.iter().for_each(|span| add(span, Doing::Pause));
    layers.away.iter().for_each(|(span, absence)| add(span, Doing::Away(*absence)));
    edges.order_by_key(|(at, ..)| at.utc_ms());
    let mut open = [0i32; LAYERS.len()];
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut before: Option<Moment> = None;
    for (at, layer, change) in edges {
        let top = LAYERS.iter().zip(open).find(|(_, open)| *open > 0).map(|(doing, _)| *doing);
        if let (Some(from), Some(doing)) = (before, top)
            && from.utc_ms() < at.utc_ms()
        {
            let span = Span::new(from, at);
            match stretches.last_mut() {
                Some(last) if last.doing == doing && last.span.end.utc_ms() == from.utc_ms() => {
                    last.span.end = at;
                }
                _ => stretches.push(Stretch { span, doing }),
            }
        }
        open[layer] += change;
        before = Some(at);
    }
    stretches
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

    #[test]
    fn a_meeting_is_no_work_and_a_timer_without_a_person_measures_nothing() {
        let layers = Layers {
            work: vec![span(0, 60), span(60, 120)],
            meetings: vec![span(30, 50)],
            pauses: vec![span(45, 48)],
            away: vec![(span(100, 200), Absence::Suspended)],
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
}
