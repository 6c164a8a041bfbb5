//! What is known about some time by what it is known from, and how that is laid on top of each other.
//!
//! Must never guess: what nothing is known about is absence. Next: [`super::timeline`], which is made of it.

use super::timeline::{Absence, Doing, Stretch, Turn};
use crate::domain::{Moment, Order, Span};

/// An absence while a timer ran, and when it was noticed: two minutes without a key are noticed after two minutes, and a
/// sleep of the machine when it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone {
    /// When.
    pub span: Span,
    /// From when on it is known of; never before its start counts.
    pub noticed: Moment,
    /// What it was.
    pub absence: Absence,
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
    /// Absence while a timer ran.
    pub away: Vec<Gone>,
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

/// The layers as far as each moment could know of them.
pub(super) fn noticed(layers: &Layers) -> Layers {
    let mut layers = layers.clone();
    for gone in &mut layers.away {
        gone.span.start = gone.span.start.max(gone.noticed).min(gone.span.end);
    }
    layers
}

/// What is found out when: of each absence that was noticed late, everything from its start on as it is known then.
pub(super) fn found_out(layers: &Layers) -> Vec<(i64, Vec<Turn>)> {
    let late = layers.away.iter().filter(|gone| gone.noticed.utc_ms() > gone.span.start.utc_ms());
    let mut spans: Vec<Span> = late.map(|gone| Span::new(gone.span.start, gone.noticed)).collect();
    // Of those that are noticed together, the earliest.
    spans.order_by_key(|span| (span.end.utc_ms(), span.start.utc_ms()));
    spans.dedup_by_key(|span| span.end.utc_ms());
    if spans.is_empty() {
        return Vec::new();
    }
    let sorted = Sorted::of(layers);
    spans.into_iter().map(|span| (span.end.utc_ms(), turns(&sorted, span))).collect()
}

/// The layers, so that those of one span are found without looking at all.
struct Sorted {
    work: ByStart<Span>,
    meetings: ByStart<Span>,
    pauses: ByStart<Span>,
    away: ByStart<Gone>,
}

impl Sorted {
    fn of(layers: &Layers) -> Sorted {
        let whole = |span: &Span| *span;
        Sorted {
            work: ByStart::of(&layers.work, whole),
            meetings: ByStart::of(&layers.meetings, whole),
            pauses: ByStart::of(&layers.pauses, whole),
            away: ByStart::of(&layers.away, |gone| gone.span),
        }
    }
}

/// Some of one kind by start, with the length of the longest.
struct ByStart<T> {
    all: Vec<(Span, T)>,
    longest: i64,
}

impl<T: Copy> ByStart<T> {
    fn of(all: &[T], span: impl Fn(&T) -> Span) -> ByStart<T> {
        let mut all: Vec<(Span, T)> = all.iter().map(|one| (span(one), *one)).collect();
        all.order_by_key(|(span, _)| span.start.utc_ms());
        let lengths = all.iter().map(|(span, _)| span.end.utc_ms() - span.start.utc_ms());
        ByStart { longest: lengths.max().unwrap_or(0), all }
    }

    /// Those that may touch a span.
    fn near(&self, span: Span) -> impl Iterator<Item = &T> {
        let (from, to) = (span.start.utc_ms() - self.longest, span.end.utc_ms());
        let place = |at: i64| self.all.partition_point(|(one, _)| one.start.utc_ms() < at);
        self.all[place(from)..place(to).max(place(from))].iter().map(|(_, one)| one)
    }
}

/// What somebody did in a span, and does at its end, by what was known then.
fn turns(layers: &Sorted, span: Span) -> Vec<Turn> {
    let noticed = span.end;
    let span = Span::new(span.start, Moment::new(noticed.utc_ms() + 1, noticed.offset_min()));
    let cut = |one: &ByStart<Span>| one.near(span).filter_map(|one| one.overlap(span)).collect();
    let known = layers.away.near(span).filter(|gone| gone.noticed.utc_ms() <= noticed.utc_ms());
    let here = Layers {
        work: cut(&layers.work),
        meetings: cut(&layers.meetings),
        pauses: cut(&layers.pauses),
        away: known
            .filter_map(|gone| gone.span.overlap(span).map(|span| Gone { span, ..*gone }))
            .collect(),
    };
    let idle = Doing::Away(Absence::Idle);
    let mut turns: Vec<Turn> = Vec::new();
    let mut end = span.start.utc_ms();
    for Stretch { span, doing } in laid(&here) {
        if span.start.utc_ms() > end {
            turns.push((end, idle));
        }
        turns.push((span.start.utc_ms(), doing));
        end = span.end.utc_ms();
    }
    if end < span.end.utc_ms() {
        turns.push((end, idle));
    }
    turns
}

/// The strongest layer at every moment, as stretches.
pub(super) fn laid(layers: &Layers) -> Vec<Stretch> {
    let mut edges: Vec<(Moment, usize, i32)> = Vec::new();
    let mut add = |span: &Span, doing: Doing| {
        let layer = LAYERS.iter().position(|one| *one == doing).unwrap_or(LAYERS.len() - 1);
        edges.push((span.start, layer, 1));
        edges.push((span.end, layer, -1));
    };
    layers.work.iter().for_each(|span| add(span, Doing::Work));
    layers.meetings.iter().for_each(|span| add(span, Doing::Meeting));
    layers.pauses.iter().for_each(|span| add(span, Doing::Pause));
    layers.away.iter().for_each(|gone| add(&gone.span, Doing::Away(gone.absence)));
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
