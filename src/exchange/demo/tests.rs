//! The story holds at every hour of every date, and shows what it is meant to show.

use super::story::KINDS;
use super::*;
use crate::domain::{Break, Event, Moment, State, Zone};
use proptest::prelude::*;

struct Told {
    state: State,
    sessions: Vec<Session>,
    breaks: Vec<Break>,
    events: Vec<Event>,
    tasks: Vec<Task>,
}

fn told(now: &Now, seed: u64) -> Told {
    let mut state = State::new(1);
    for change in changes(now, seed) {
        assert!(state.apply(&change));
    }
    Told {
        sessions: state.sessions().cloned().collect(),
        breaks: state.breaks().cloned().collect(),
        events: state.events().cloned().collect(),
        tasks: state.tasks().cloned().collect(),
        state,
    }
}

fn at(local: &str) -> Now {
    let zone = Zone::parse("Europe/Berlin").unwrap();
    let local = chrono::NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
    Now::new(zone.at(local).utc_ms(), zone, 240)
}

fn check(now: &Now, seed: u64) -> Result<Told, TestCaseError> {
    let told = told(now, seed);
    let ms = Moment::utc_ms;
    let mut taken: Vec<(i64, i64)> = told
        .sessions
        .iter()
        .map(|s| (ms(s.start), ms(s.span(now.at).end)))
        .chain(told.breaks.iter().map(|b| (ms(b.start), b.end.map_or(ms(now.at), ms))))
        .collect();
    taken.sort_unstable();
    for pair in taken.windows(2) {
        prop_assert!(pair[0].1 <= pair[1].0, "{pair:?}");
    }
    prop_assert!(taken.iter().all(|(start, end)| start <= end && *end <= ms(now.at)));
    prop_assert!(told.sessions.iter().filter(|s| s.end.is_none()).count() <= 1);
    prop_assert!(told.sessions.iter().all(is_demo));
    for task in &told.tasks {
        prop_assert!(task.tags.iter().any(|tag| tag == DEMO));
        prop_assert!(
            task.created <= now.at
                && task.closed.is_none_or(|at| at <= now.at && at >= task.created),
            "{task:?}"
        );
        prop_assert_eq!(task.closed.is_some(), task.status.is_closed());
        let twins = told
            .tasks
            .iter()
            .filter(|t| t.series.is_some() && t.series == task.series && !t.status.is_closed());
        prop_assert!(twins.count() <= 1);
    }
    let mut planned: Vec<_> = told.state.plan().map(|b| (ms(b.start), ms(b.end))).collect();
    planned.sort_unstable();
    prop_assert!(planned.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{planned:?}");
    prop_assert!(planned.iter().all(|(start, end)| start < end && *start < ms(now.at)));
    for session in &told.sessions {
        let task = session.task.and_then(|id| told.state.task(id));
        prop_assert!(session.task.is_some() == task.is_some());
        prop_assert!(task.is_none_or(
            |t| t.created <= session.start && t.closed.is_none_or(|at| at >= session.start)
        ));
    }
    Ok(told)
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(64))]
    #[test]
    fn the_story_is_sound_whenever_and_wherever_it_is_told(ms in 0i64..6_000_000_000_000, zone in 0..5usize, rollover in 0..720u16, seed in any::<u64>()) {
        let zones = ["Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Africa/Cairo", "UTC"];
        let zone = Zone::parse(zones[zone]).unwrap_or(Zone::UTC);
        check(&Now::new(ms, zone, rollover), seed)?;
    }
}

#[test]
fn the_story_is_sound_at_odd_hours() {
    for local in [
        "2026-11-22 11:00",
        "2026-11-25 03:00",
        "2026-11-25 04:00",
        "2026-11-25 08:31",
        "2026-11-25 09:00",
        "2026-11-25 12:40",
        "2026-11-25 14:10",
        "2026-11-25 15:02",
        "2026-11-25 17:29",
        "2026-11-25 23:59",
        "2026-10-25 02:30",
        "2026-10-25 12:00",
        "2026-03-29 03:00",
        "2026-03-30 10:00",
        "2026-01-01 10:00",
    ] {
        for seed in 0..8 {
            let told = check(&at(local), seed).unwrap();
            assert!((320..=460).contains(&told.sessions.len()), "{local}: {}", told.sessions.len());
        }
    }
}

#[test]
fn the_same_seed_tells_the_same_story_and_another_seed_another() {
    let now = at("2026-11-25 15:30");
    assert_eq!(changes(&now, 1), changes(&now, 1));
    assert_ne!(changes(&now, 1), changes(&now, 2));
}

#[test]
fn something_runs_at_the_desk_and_nothing_at_night_at_lunch_or_on_sunday() {
    let running = |local: &str| {
        let now = at(local);
        told(&now, 1)
            .sessions
            .iter()
            .find(|s| s.end.is_none())
            .map(|s| now.at.seconds_since(s.start) / 60)
    };
    for local in ["2026-11-25 09:20", "2026-11-25 11:00", "2026-11-25 16:40", "2026-11-24 13:20"] {
        assert!(running(local).is_some_and(|minutes| minutes <= 25), "{local}");
    }
    assert_eq!(running("2026-11-25 11:00"), Some(25));
    for local in ["2026-11-25 03:00", "2026-11-25 12:40", "2026-11-25 20:00", "2026-11-22 11:00"] {
        assert_eq!(running(local), None, "{local}");
    }
}

#[test]
fn there_is_something_of_everything() {
    let now = at("2026-11-25 15:30");
    let told = told(&now, 1);
    let open = || told.tasks.iter().filter(|t| !t.status.is_closed());
    let today = now.day();
    let overdue = open().filter(|t| t.due.is_some_and(|due| due.at < now.at)).count();
    assert!((3..=8).contains(&overdue), "{overdue}");
    assert!((30..=55).contains(&open().count()), "{}", open().count());
    assert!(open().filter(|t| told.state.is_blocked(t)).count() >= 4);
    assert!(open().filter(|t| t.status == crate::domain::Status::Waiting).count() >= 3);
    assert!(open().filter(|t| t.every.is_some()).count() >= 4);
    assert!(
        told.tasks.iter().filter(|t| t.closed.is_some_and(|at| now.day_of(at) == today)).count()
            >= 2
    );
    assert!(told.sessions.iter().filter(|s| now.day_of(s.start) == today).count() >= 4);
    let ahead =
        |day| told.events.iter().filter(|e| e.start > now.at && now.day_of(e.start) == day).count();
    assert!(ahead(today) >= 1 && ahead(today.succ_opt().unwrap()) >= 2);
    let yesterday = |b: &&crate::domain::Block| now.day_of(b.start) < today;
    assert!(told.state.plan().filter(yesterday).count() >= 12);
    assert!(told.state.plan().any(|block| now.day_of(block.start) == today));
    let rated = told.sessions.iter().filter(|s| s.focus.is_some()).count();
    assert!(rated * 10 > told.sessions.len() * 5 && rated * 10 < told.sessions.len() * 8);
    assert!(told.breaks.iter().any(|b| b.natural) && told.breaks.iter().any(|b| !b.natural));
}

#[test]
fn every_rule_of_a_recurring_task_can_be_followed() {
    for task in told(&at("2026-11-25 15:30"), 1).tasks {
        assert!(task.every.is_none_or(|rule| crate::domain::recur::Rule::parse(&rule).is_ok()));
    }
}

/// Ratings of one kind of work inside and outside some hours, over several lives.
fn contrast(kind: &str, inside: impl Fn(u32) -> bool) -> f64 {
    use chrono::Timelike;
    let (mut sums, mut counts) = ([0.0; 2], [0.0; 2]);
    for seed in 0..6 {
        for session in told(&at("2026-11-25 15:30"), seed).sessions {
            if let (Some(focus), Some(name)) = (session.focus, &session.kind)
                && name == kind
            {
                let side = usize::from(inside(session.start.plus_seconds(1200).local().hour()));
                sums[side] += f64::from(focus);
                counts[side] += 1.0;
            }
        }
    }
    sums[1] / counts[1] - sums[0] / counts[0]
}

#[test]
fn writing_goes_best_in_the_morning_and_admin_goes_the_same_all_day() {
    assert!(contrast("writing", |hour| (9..11).contains(&hour)) > 0.7);
    assert!(contrast("coding", |hour| matches!(hour, 10 | 11 | 15 | 16)) > 0.4);
    assert!(contrast("admin", |hour| hour < 12).abs() < 0.35);
}

#[test]
fn no_title_is_told_twice_and_every_kind_is_a_starter() {
    let mut titles: Vec<&str> = KINDS.iter().flat_map(|kind| kind.jobs).map(|job| job.0).collect();
    let count = titles.len();
    titles.sort_unstable();
    titles.dedup();
    assert_eq!(titles.len(), count);
    let starters = crate::domain::TaskType::starters();
    assert!(KINDS.iter().all(|kind| starters.iter().any(|starter| starter.name == kind.name)));
}
