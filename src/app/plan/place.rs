//! Where a block can go: a step on the line of the day, past what is fixed, and what gives way. Spans in, spans out;
//! it knows no model, and what it says is only done when [`crate::domain::decide()`] agrees.

use crate::domain::{BlockId, Moment, Order, Span};

/// The grid of the plan, in seconds.
pub const QUARTER_S: i64 = 900;

/// Something on the line besides the block that moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thing {
    /// Where it is.
    pub span: Span,
    /// What it does when a block comes.
    pub yields: Yields,
}

/// What a thing does when a block is put where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yields {
    /// It stays: an event, lunch, what the person placed.
    Never,
    /// It moves: a block that the planner placed.
    As(BlockId),
    /// It was only proposed and is proposed anew elsewhere.
    ByItself,
}

/// A new place, and the new places of the blocks that give way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Of the block itself.
    pub span: Span,
    /// Of the others.
    pub others: Vec<(BlockId, Span)>,
}

/// Which way on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Towards the morning.
    Earlier,
    /// Towards the evening.
    Later,
}

/// One step: to the next quarter of an hour, or past the next thing when that is nearer. A block that the planner
/// placed changes places with the one that moves. `None` when the step would leave `limits`.
pub fn step(own: Span, things: &[Thing], way: Way, limits: Span) -> Option<Placed> {
    let next = quarter(own, way);
    let hit = things
        .iter()
        .find(|thing| thing.span.overlap(next).is_some_and(|_| ahead(own, thing.span, way)));
    let Some(hit) = hit else {
        return inside(next, limits).map(|span| Placed { span, others: vec![] });
    };
    let past = beyond(own, hit.span, way);
    match hit.yields {
        Yields::Never => {
            let mut span = past;
            while let Some(fixed) = things
                .iter()
                .find(|thing| thing.yields == Yields::Never && thing.span.overlap(span).is_some())
            {
                span = beyond(own, fixed.span, way);
            }
            put(span, things, limits)
        }
        Yields::As(id) => {
            let (mine, theirs) = exchanged(own, hit.span, way);
            let others = vec![(id, theirs)];
            let rest: Vec<Thing> =
                things.iter().filter(|thing| thing.yields != hit.yields).copied().collect();
            let clash = rest.iter().any(|t| {
                t.yields != Yields::ByItself
                    && (t.span.overlap(mine).is_some() || t.span.overlap(theirs).is_some())
            });
            if clash {
                return put(past, things, limits);
            }
            inside(mine, limits).map(|span| Placed { span, others })
        }
        Yields::ByItself => inside(exchanged(own, hit.span, way).0, limits)
            .and_then(|span| put(span, things, limits)),
    }
}

/// Puts a block at `span`: what the planner placed there goes to the nearest free place of `limits`. `None` when
/// something there stays, or there is no other place.
pub fn put(span: Span, things: &[Thing], limits: Span) -> Option<Placed> {
    inside(span, limits)?;
    let mut taken: Vec<Span> = vec![span];
    let mut displaced: Vec<(BlockId, Span)> = Vec::new();
    for thing in things {
        match thing.yields {
            _ if thing.span.overlap(span).is_none() => {
                if thing.yields != Yields::ByItself {
                    taken.push(thing.span);
                }
            }
            Yields::Never => return None,
            Yields::As(id) => displaced.push((id, thing.span)),
            Yields::ByItself => {}
        }
    }
    displaced.order_by_key(|(_, span)| span.start);
    let mut others = Vec::new();
    for (id, old) in displaced {
        let place = nearest(old.start, old.seconds(), &taken, limits)?;
        taken.push(place);
        others.push((id, place));
    }
    Some(Placed { span, others })
}

/// The free stretch of `length_s` seconds in `limits` that begins nearest to `wanted`.
pub fn nearest(wanted: Moment, length_s: i64, taken: &[Span], limits: Span) -> Option<Span> {
    let mut taken: Vec<Span> = taken.iter().filter_map(|span| span.overlap(limits)).collect();
    taken.order_by_key(|span| span.start);
    let mut gaps = Vec::new();
    let mut from = limits.start;
    for span in taken {
        if span.start > from {
            gaps.push(Span::new(from, span.start));
        }
        from = from.max(span.end);
    }
    gaps.push(Span::new(from, limits.end));
    let fits = gaps.into_iter().filter(|gap| gap.seconds() >= length_s);
    fits.map(|gap| {
        let last = gap.end.plus_seconds(-length_s);
        let start = wanted.max(gap.start).min(last);
        Span::new(start, start.plus_seconds(length_s))
    })
    .min_by_key(|span| span.start.seconds_since(wanted).abs())
}

/// The quarter of an hour before or after, by the wall clock.
pub fn snapped(at: Moment, way: Way) -> Moment {
    let local = at.utc_ms().div_euclid(1000) + i64::from(at.offset_min()) * 60;
    let over = local.rem_euclid(QUARTER_S);
    match way {
        Way::Earlier => at.plus_seconds(-over),
        Way::Later if over == 0 => at,
        Way::Later => at.plus_seconds(QUARTER_S - over),
    }
}

/// The block one quarter on.
fn quarter(own: Span, way: Way) -> Span {
    let start = match way {
        Way::Later => snapped(own.start.plus_seconds(1), way),
        Way::Earlier => snapped(own.start.plus_seconds(-1), way),
    };
    Span::new(start, start.plus_seconds(own.seconds()))
}

/// Whether a thing lies in the way, and not where the block is already.
fn ahead(own: Span, thing: Span, way: Way) -> bool {
    match way {
        Way::Later => thing.end > own.end,
        Way::Earlier => thing.start < own.start,
    }
}

/// Right behind a thing.
fn beyond(own: Span, thing: Span, way: Way) -> Span {
    match way {
        Way::Later => Span::new(thing.end, thing.end.plus_seconds(own.seconds())),
        Way::Earlier => Span::new(thing.start.plus_seconds(-own.seconds()), thing.start),
    }
}

/// The two in the other order, in the stretch that they take together.
fn exchanged(own: Span, thing: Span, way: Way) -> (Span, Span) {
    match way {
        Way::Later => (
            Span::new(thing.end.plus_seconds(-own.seconds()), thing.end),
            Span::new(own.start, own.start.plus_seconds(thing.seconds())),
        ),
        Way::Earlier => (
            Span::new(thing.start, thing.start.plus_seconds(own.seconds())),
            Span::new(own.end.plus_seconds(-thing.seconds()), own.end),
        ),
    }
}

fn inside(span: Span, limits: Span) -> Option<Span> {
    (span.start >= limits.start && span.end <= limits.end).then_some(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture::at;
    use crate::domain::Mint;

    fn span(from: &str, to: &str) -> Span {
        Span::new(at(from), at(to))
    }

    fn thing(from: &str, to: &str, yields: Yields) -> Thing {
        Thing { span: span(from, to), yields }
    }

    fn id() -> BlockId {
        BlockId(Mint::new(1, 1).uuid())
    }

    const DAY: (&str, &str) = ("09:00", "17:30");

    fn stepped(own: (&str, &str), things: &[Thing], way: Way) -> Option<Placed> {
        step(span(own.0, own.1), things, way, span(DAY.0, DAY.1))
    }

    #[test]
    fn a_step_is_a_quarter_of_an_hour_and_finds_the_grid_again() {
        let free = stepped(("10:00", "11:00"), &[], Way::Later).unwrap();
        assert_eq!(free.span, span("10:15", "11:15"));
        let off = stepped(("10:05", "11:05"), &[], Way::Earlier).unwrap();
        assert_eq!(off.span, span("10:00", "11:00"));
    }

    #[test]
    fn it_goes_past_what_stays_even_when_more_of_it_follows() {
        let things =
            [thing("11:00", "12:00", Yields::Never), thing("12:15", "13:00", Yields::Never)];
        let placed = stepped(("10:00", "11:00"), &things, Way::Later).unwrap();
        assert_eq!(placed, Placed { span: span("13:00", "14:00"), others: vec![] });
        assert_eq!(
            stepped(("10:00", "11:00"), &things, Way::Earlier).unwrap().span,
            span("09:45", "10:45")
        );
    }

    #[test]
    fn it_changes_places_with_what_the_planner_placed() {
        let things = [thing("11:00", "11:30", Yields::As(id()))];
        let placed = stepped(("10:00", "11:00"), &things, Way::Later).unwrap();
        assert_eq!(placed.span, span("10:30", "11:30"));
        assert_eq!(placed.others, [(id(), span("10:00", "10:30"))]);
        let back =
            stepped(("10:30", "11:30"), &[thing("10:00", "10:30", Yields::As(id()))], Way::Earlier);
        assert_eq!(back.unwrap().span, span("10:00", "11:00"));
    }

    #[test]
    fn it_never_leaves_the_day() {
        assert_eq!(stepped(("16:30", "17:30"), &[], Way::Later), None);
        let wall = [thing("16:00", "17:30", Yields::Never)];
        assert_eq!(stepped(("15:00", "16:00"), &wall, Way::Later), None);
    }

    #[test]
    fn what_gives_way_goes_to_the_nearest_free_place() {
        let things =
            [thing("10:00", "11:00", Yields::As(id())), thing("11:00", "12:00", Yields::Never)];
        let placed = put(span("10:15", "11:00"), &things, span("09:00", "17:30")).unwrap();
        assert_eq!(placed.others, [(id(), span("09:15", "10:15"))]);
        assert_eq!(put(span("11:30", "12:30"), &things, span("09:00", "17:30")), None);
    }

    proptest::proptest! {
        #![proptest_config(crate::domain::laws::cases(256))]
        #[test]
        fn nothing_overlaps_after_a_step(
            own in (0i64..28, 1i64..8),
            raw in proptest::collection::vec((0i64..32, 1i64..6, proptest::prelude::any::<bool>()), 0..6),
            later in proptest::prelude::any::<bool>(),
        ) {
            let nine = at("09:00");
            let cell = |from: i64, length: i64| {
                Span::new(nine.plus_seconds(from * 900), nine.plus_seconds((from + length) * 900))
            };
            let own = cell(own.0, own.1);
            let mut mint = Mint::new(2, 2);
            let mut things: Vec<Thing> = Vec::new();
            for (from, length, fixed) in raw {
                let span = cell(from, length);
                let free = things.iter().all(|t| t.span.overlap(span).is_none());
                if free && span.overlap(own).is_none() {
                    let yields = if fixed { Yields::Never } else { Yields::As(BlockId(mint.uuid())) };
                    things.push(Thing { span, yields });
                }
            }
            let way = if later { Way::Later } else { Way::Earlier };
            let limits = Span::new(nine, nine.plus_seconds(40 * 900));
            if let Some(placed) = step(own, &things, way, limits) {
                let mut all = vec![placed.span];
                all.extend(placed.others.iter().map(|(_, span)| *span));
                all.extend(things.iter().filter_map(|thing| match thing.yields {
                    Yields::As(id) if placed.others.iter().any(|(other, _)| *other == id) => None,
                    _ => Some(thing.span),
                }));
                for (n, one) in all.iter().enumerate() {
                    proptest::prop_assert!(all[n + 1..].iter().all(|other| one.overlap(*other).is_none()), "{all:?}");
                }
                let moved_on = (placed.span.start > own.start) == later && placed.span.start != own.start;
                proptest::prop_assert!(moved_on);
                proptest::prop_assert_eq!(placed.span.seconds(), own.seconds());
            }
        }
    }
}
