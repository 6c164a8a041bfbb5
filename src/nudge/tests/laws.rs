//! What must hold whatever somebody does, on days of 23, 24 and 25 hours.

use super::*;
use crate::domain::laws::cases;
use chrono::{NaiveTime, Timelike};
use proptest::prelude::*;

/// Days around both clock changes, and one of the usual length.
const DAYS: [(&str, &str); 3] =
    [("2026-03-28", "2026-03-30"), ("2026-10-24", "2026-10-26"), (WED, WED)];

/// Minutes from the start of the first day, and a length.
fn stretches(most: usize, longest: i64) -> impl Strategy<Value = Vec<(i64, i64)>> {
    proptest::collection::vec((0i64..3 * 1440, 0..longest), 0..most)
}

fn time() -> impl Strategy<Value = NaiveTime> {
    (0u32..1440).prop_map(|minute| NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap())
}

fn heed() -> impl Strategy<Value = Heed> {
    prop_oneof![Just(Heed::All), Just(Heed::Firm), Just(Heed::Nothing)]
}

fn nudging() -> impl Strategy<Value = Nudging> {
    let lengths = (0u32..40 * 60, 0u32..40 * 60, 0u32..40 * 60, 1u32..20 * 60);
    let rest = proptest::option::of(0u32..120 * 60);
    let firm = proptest::option::of(0u32..180 * 60);
    let quiet = proptest::option::of((time(), time()));
    let others = (0u8..6, 0f64..1.0, heed(), heed(), 0u32..6 * 3600);
    let micro = proptest::option::of((60u32..60 * 60, 5u32..300));
    let all = (lengths, rest, firm, quiet, others, micro);
    all.prop_map(|(lengths, rest, firm, quiet, others, micro)| {
        let (grace_s, spacing_s, again_s, postpone_s) = lengths;
        let (budget, stop_chance, off_hours, days_off, target_s) = others;
        Nudging {
            rest_after_s: rest,
            firm_after_s: firm,
            micro: micro.map(|(after_s, length_s)| MicroBreaks { after_s, length_s }),
            within_s: (60, 90 * 60),
            grace_s,
            spacing_s,
            again_s,
            postpone_s,
            budget,
            stop_chance,
            quiet,
            off_hours,
            days_off,
            target_s: (target_s, target_s + 3600),
            ..Nudging::default()
        }
    })
}

prop_compose! {
    /// Some days in somebody's life.
    fn lives()(
        days in 0..DAYS.len(),
        work in stretches(30, 240),
        meetings in stretches(8, 120),
        pauses in stretches(8, 40),
        away in proptest::collection::vec((0i64..3 * 1440, 0i64..300, 0usize..4, 0usize..3), 0..10),
        mutes in proptest::collection::vec((0i64..3 * 1440, 0i64..120, 0usize..4), 0..5),
        answers in proptest::collection::vec((0i64..3 * 1440, 0usize..3), 0..12),
        marks in proptest::collection::vec(0i64..3 * 1440, 0..40),
        stills in proptest::collection::vec((0i64..3 * 1440, 1i64..600), 0..20),
        deep in stretches(6, 200),
        deadlines in stretches(6, 200),
        nudging in nudging(),
    ) -> (Life, (&'static str, &'static str)) {
        let (from, to) = DAYS[days];
        let mut life = Life { nudging, ..Life::new() };
        let start = life.now.day_span(day(from)).start;
        let at = |minute: i64| berlin().moment(start.plus_seconds(minute * 60).utc_ms());
        let spans = |list: Vec<(i64, i64)>| -> Vec<Span> {
            list.into_iter().map(|(from, length)| Span::new(at(from), at(from + length))).collect()
        };
        let mark = |at: Moment, boundary: Boundary| Mark { at, boundary };
        let answer = [Answer::Take, Answer::Postpone, Answer::Skip];
        let mut answers: Vec<(Moment, Answer)> =
            answers.into_iter().map(|(minute, one)| (at(minute), answer[one])).collect();
        answers.sort_by_key(|(at, _)| at.utc_ms());
        let work = spans(work);
        life.record.marks = work.iter().map(|one| mark(one.start, Boundary::Switched)).collect();
        life.record.marks.extend(marks.into_iter().map(|one| mark(at(one), Boundary::Command)));
        let absence = [Absence::Idle, Absence::Locked, Absence::Suspended];
        let gone = |(from, length, late, what): (i64, i64, usize, usize)| {
            // Noticed at once, after two minutes, after ten, when it is over.
            let noticed = at(from + [0, 2, 10, length][late]);
            Gone { span: Span::new(at(from), at(from + length)), noticed, absence: absence[what] }
        };
        let away = away.into_iter().map(gone).collect();
        life.record.layers = Layers { work, meetings: spans(meetings), pauses: spans(pauses), away };
        let still = |(to, seconds): (i64, i64)| Span::new(at(to).plus_seconds(-seconds), at(to));
        let why = [Mute::Off, Mute::Snoozed, Mute::DoNotDisturb, Mute::FullScreen];
        let mute = |(from, length, which): (i64, i64, usize)| {
            (Span::new(at(from), at(from + length)), why[which])
        };
        life.record.mutes = mutes.into_iter().map(mute).collect();
        life.record.stills = stills.into_iter().map(still).collect();
        let noticed = |still: &Span| mark(still.end, Boundary::Pause);
        life.record.marks.extend(life.record.stills.iter().map(noticed));
        life.record.answers = answers;
        life.record.deep = spans(deep);
        life.record.deadlines = spans(deadlines);
        (life, (from, to))
    }
}

/// What was done by what is known at a moment.
fn known(life: &Life, at: i64) -> Timeline {
    let mut layers = life.record.layers.clone();
    layers.away.retain(|gone| gone.noticed.utc_ms() <= at);
    layers.away.iter_mut().for_each(|gone| gone.noticed = gone.span.start);
    Timeline::new(&layers, Vec::new())
}

/// The rests of at least five minutes between stretches of work that had ended at a moment, by what was known then.
fn breaks_before(life: &Life, at: i64) -> Vec<(i64, i64)> {
    rests_before(life, at, 5 * MIN)
}

/// Likewise the rests of another length.
fn rests_before(life: &Life, at: i64, length: i64) -> Vec<(i64, i64)> {
    let timeline = known(life, at);
    let works: Vec<(i64, i64)> = timeline
        .stretches()
        .iter()
        .filter(|one| one.doing.is_work())
        .map(|one| (one.span.start.utc_ms(), one.span.end.utc_ms()))
        .collect();
    // Before the first work they rested too.
    let before = works.first().map(|(from, _)| (i64::MIN / 2, *from));
    let rests = before.into_iter().chain(works.windows(2).map(|two| (two[0].1, two[1].0)));
    rests.filter(|(from, to)| to - from >= length && *to <= at).collect()
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn nothing_is_shown_in_a_meeting_in_quiet_hours_to_nobody_or_while_nudges_are_off(
        (life, (from, to)) in lives()
    ) {
        let timeline = Timeline::new(&life.record.layers, Vec::new());
        for nudge in life.live(from, to).iter().filter(|nudge| nudge.is_shown()) {
            let at = nudge.at;
            let here = |span: &Span| span.contains(at);
            prop_assert!(!life.record.layers.meetings.iter().any(here), "a meeting: {nudge:?}");
            prop_assert_eq!(timeline.doing(at.utc_ms()).0, Doing::Work);
            prop_assert!(!life.record.mutes.iter().any(|(span, _)| here(span)), "off: {nudge:?}");
            // The wall clock, whatever it shows twice or never.
            let time = at.local().time();
            if let Some((from, to)) = life.nudging.quiet {
                let inside = |time: NaiveTime| time.num_seconds_from_midnight();
                let (from, to, time) = (inside(from), inside(to), inside(time));
                let quiet = if from <= to { from <= time && time < to } else { from <= time || time < to };
                prop_assert!(!quiet, "quiet hours: {nudge:?}");
            }
        }
    }

    #[test]
    fn a_day_never_hears_more_than_its_budget_nor_twice_of_one_thing((life, (from, to)) in lives()) {
        let told = life.live(from, to);
        let shown: Vec<&Nudge> = told.iter().filter(|nudge| nudge.is_shown()).collect();
        let mut soft = std::collections::BTreeMap::new();
        let mut once = std::collections::BTreeSet::new();
        for nudge in &shown {
            let day = life.now.day_of(nudge.at);
            if nudge.rule == Rule::Rest {
                *soft.entry(day).or_insert(0u8) += 1;
            }
            prop_assert!(once.insert((nudge.rule, nudge.due.utc_ms())), "twice: {nudge:?}");
            if !nudge.rule.is_break() && nudge.rule != Rule::Micro {
                prop_assert!(once.insert((nudge.rule, day_number(day))), "{nudge:?}");
            }
        }
        prop_assert!(soft.values().all(|count| *count <= life.nudging.budget));
        for day in shown.iter().map(|nudge| life.now.day_of(nudge.at)) {
            let overwork = shown.iter().filter(|one| one.rule.is_overwork() && life.now.day_of(one.at) == day);
            prop_assert!(overwork.count() <= 1);
        }
        // What the person has put off comes when they said.
        let spacing = i64::from(life.nudging.spacing_s) * 1000;
        let near = |two: &[&Nudge]| two[1].at.utc_ms() - two[0].at.utc_ms() < spacing;
        let spaced: Vec<&Nudge> = shown.iter().copied().filter(|one| one.rule != Rule::Micro).collect();
        prop_assert!(!spaced.windows(2).any(|two| near(two) && two[1].rule != Rule::Postponed));
        prop_assert!(told.windows(2).all(|two| two[0].at.utc_ms() <= two[1].at.utc_ms()));
    }

    #[test]
    fn nobody_is_sent_into_a_break_who_has_just_had_one((life, (from, to)) in lives()) {
        let spacing = i64::from(life.nudging.spacing_s) * 1000;
        let mut firm_since: Option<i64> = None;
        for nudge in life.live(from, to).iter().filter(|one| one.is_shown() && one.rule.is_break()) {
            let at = nudge.at.utc_ms();
            let breaks = breaks_before(&life, at);
            let last = breaks.last().map(|(_, end)| *end);
            // One that is found out later is one too.
            let is_new = |since: i64| {
                let known = breaks_before(&life, since);
                breaks.iter().any(|one| !known.contains(one))
            };
            let asked = nudge.rule == Rule::Postponed;
            prop_assert!(asked || last.is_none_or(|end| at - end >= spacing), "{nudge:?}");
            // What fell due before a break is forgotten with it.
            prop_assert!(last.is_none_or(|end| nudge.due.utc_ms() >= end), "{nudge:?}");
            if nudge.rule == Rule::Firm {
                let again = firm_since.is_some_and(|since| !is_new(since));
                prop_assert!(!again, "the firm limit, twice without a break: {nudge:?}");
                firm_since = Some(at);
            } else if !asked {
                let silent = firm_since.is_some_and(|since| !is_new(since));
                prop_assert!(!silent, "a soft one after the firm one: {nudge:?}");
            }
        }
    }

    #[test]
    fn micro_breaks_come_once_an_interval_and_neither_after_a_pause_nor_beside_a_rest((life, (from, to)) in lives()) {
        let told = life.live(from, to);
        let micro = |one: &&Nudge| one.rule == Rule::Micro;
        let Some(MicroBreaks { after_s, length_s }) = life.nudging.micro else {
            prop_assert!(told.iter().find(micro).is_none());
            return Ok(());
        };
        let (after, length) = (i64::from(after_s) * 1000, i64::from(length_s) * 1000);
        let shown: Vec<&Nudge> = told.iter().filter(|one| one.is_shown()).collect();
        let mut last: Option<i64> = None;
        for nudge in shown.iter().copied().filter(micro) {
            let at = nudge.at.utc_ms();
            prop_assert!(last.is_none_or(|last| at - last >= after), "twice in one interval: {nudge:?}");
            last = Some(at);
            let beside = |one: &&&Nudge| one.rule != Rule::Micro && (at - 10 * MIN + 1..=at).contains(&one.at.utc_ms());
            prop_assert_eq!(shown.iter().find(beside), None, "beside another: {:?}", nudge);
            let start = life.now.day_span(day(from)).start.utc_ms();
            let still = |one: &&Span| {
                let end = one.end.utc_ms();
                one.seconds() * 1000 >= length && end >= start && end <= at && at - end < after
            };
            prop_assert_eq!(life.record.stills.iter().find(still), None, "after a pause: {:?}", nudge);
            let rested = rests_before(&life, at, length).into_iter().find(|(_, end)| at - end < after);
            prop_assert_eq!(rested, None, "after a rest: {:?}", nudge);
        }
    }

    #[test]
    fn a_day_with_micro_breaks_has_the_same_rests_and_lines_as_one_without((life, (from, to)) in lives()) {
        let with = Life { nudging: Nudging { micro: Some(MicroBreaks::default()), ..life.nudging.clone() }, ..life };
        let told: Vec<Nudge> = with.live(from, to).into_iter().filter(|one| one.rule != Rule::Micro).collect();
        let without = Life { nudging: Nudging { micro: None, ..with.nudging.clone() }, ..with };
        prop_assert_eq!(told, without.live(from, to));
    }

    /// An absence that is noticed late counts as if it had been known, from then on.
    #[test]
    fn the_counter_is_what_the_day_was_by_what_is_known_of_it(
        (life, (from, to)) in lives(),
        minute in 0i64..3 * 1440,
    ) {
        let settings = Settings { planning: &life.planning, nudging: &life.nudging, now: &life.now };
        let world = world(life.record.clone(), (day(from), day(to)), settings);
        let start = life.now.day_span(day(from)).start;
        let at = berlin().moment(start.plus_seconds(minute * 60).utc_ms());
        let mut course = Course::new(start);
        drive(&world, &mut course, Span::new(start, at), &life.nudging, &berlin());
        course.step(&world.situation(at), world.days.iter().rev().find(|day| day.start <= at).unwrap(), &life.nudging);
        let mut counter = Counter::new(start.utc_ms());
        if let Some(micro) = life.nudging.micro {
            counter.micro_breaks_take(i64::from(micro.length_s) * 1000);
        }
        let mut days = world.days.iter().map(|day| day.start.utc_ms()).filter(|day| *day <= at.utc_ms()).peekable();
        let timeline = known(&life, at.utc_ms());
        let ends = timeline.stretches().iter().flat_map(|one| [one.span.start, one.span.end]);
        for edge in ends.map(Moment::utc_ms).filter(|edge| *edge <= at.utc_ms()) {
            while let Some(day) = days.next_if(|day| *day <= edge) {
                counter.turn(day, timeline.doing(day).0);
                counter.new_day(day);
            }
            counter.turn(edge, timeline.doing(edge).0);
        }
        days.for_each(|day| counter.new_day(day));
        // A pause without keys that was forgotten over an absence is within it, or nearly.
        let but_short = |tally: Tally| Tally { since_short: 0, ..tally };
        prop_assert_eq!(but_short(course.tally(at)), but_short(counter.at(at.utc_ms())));
        if life.record.stills.is_empty() {
            prop_assert_eq!(course.tally(at), counter.at(at.utc_ms()));
        }
    }

    /// A screen wakes for a key, a background process for nothing at all: what is said is the same.
    #[test]
    fn who_is_woken_oftener_says_the_same(
        (life, (from, to)) in lives(),
        extra in proptest::collection::vec(0i64..3 * 1440 * MIN, 0..60),
    ) {
        let settings = Settings { planning: &life.planning, nudging: &life.nudging, now: &life.now };
        let world = world(life.record.clone(), (day(from), day(to)), settings);
        let whole = Span::new(life.now.day_span(day(from)).start, life.now.day_span(day(to)).end);
        let mut cuts: Vec<i64> = extra.iter().map(|ms| whole.start.utc_ms() + ms).collect();
        cuts.retain(|cut| *cut < whole.end.utc_ms());
        cuts.extend([whole.start.utc_ms(), whole.end.utc_ms()]);
        cuts.sort_unstable();
        let mut course = Course::new(whole.start);
        let mut pieces = Vec::new();
        for two in cuts.windows(2) {
            let part = Span::new(berlin().moment(two[0]), berlin().moment(two[1]));
            pieces.extend(drive(&world, &mut course, part, &life.nudging, &berlin()).said);
        }
        let short = |told: &[Nudge]| -> Vec<(i64, Rule, Option<Hold>)> {
            told.iter().map(|one| (one.at.utc_ms(), one.rule, one.held)).collect()
        };
        let at_once = life.live(from, to);
        prop_assert_eq!(short(&pieces), short(&at_once));
        prop_assert_eq!(pieces, at_once);
    }
}

/// A number for a day that is no instant of it.
fn day_number(day: NaiveDate) -> i64 {
    use chrono::Datelike;
    -i64::from(day.num_days_from_ce())
}
