//! The ledger beside the work ahead, and the learning block that is proposed of it.

use super::world::{Staged, at, id, task};
use crate::domain::{Due, Priority, Task, TaskId};
use crate::learn::observation::test::rated;
use crate::learn::skill::{Ledger, Log, Logged};
use crate::learn::{DayClass, Evidence, Habits, Observation, Profile, log};
use crate::plan::Made;
use crate::plan::skills::{Practice, Row, practices, rows};
use chrono::Timelike;
use uuid::Uuid;

const NOW: &str = "2026-11-25 09:00";

/// A log of thirty plain tasks, and of so many with `ffi` that took `factor` times as long, the last one an hour ago.
fn logged(slow: i64, factor: f64) -> Log {
    let now_ms = at(NOW).utc_ms();
    let one = |no: i64, tags: Vec<u16>, factor: f64| {
        let took = [3000.0, 3700.0, 3400.0, 4200.0][usize::try_from(no % 4).unwrap()];
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let tracked_s = (took * factor) as u32;
        Logged {
            id: TaskId(Uuid::from_u128(u128::from(no.unsigned_abs()) + 1000)),
            kind: None,
            learns: false,
            tags,
            estimate_s: Some(3600),
            tracked_s,
            created_ms: now_ms - (no + 30) * 3_600_000,
            done_ms: Some(now_ms - no * 3_600_000),
        }
    };
    let slow = (1..=slow).map(|no| one(no, vec![0], factor));
    let plain = (50..80).map(|no| one(no, Vec::new(), 1.0));
    Log { tags: vec!["ffi".into()], tasks: slow.chain(plain).collect() }
}

fn ledger(slow: i64, factor: f64) -> Ledger {
    Ledger::of(logged(slow, factor), at(NOW).utc_ms())
}

fn coding(no: u32, minutes: u32, due: Option<&str>) -> Task {
    let due = due.map(|due| Due { at: at(due), hard: false });
    let (kind, tags) = (Some("coding".into()), vec!["ffi".into()]);
    Task { kind, tags, due, ..task(no, minutes) }
}

/// Four hours of work that need the skill, due on Monday.
fn staged() -> Staged {
    Staged::new(NOW).with(coding(1, 240, Some("2026-11-30 17:30")))
}

fn proposed(staged: &Staged, ledger: &Ledger, declined: &[(String, i64)]) -> Option<Practice> {
    let rows = rows(staged.world(), ledger);
    practices(staged.world(), (&rows, ledger), declined).into_iter().next()
}

#[test]
fn the_work_ahead_is_added_up_for_each_skill_with_its_first_day() {
    let mut later = coding(3, 60, Some("2026-12-28 17:30"));
    later.from = Some(at("2026-12-20 09:00"));
    let staged = staged()
        .with(coding(2, 60, None))
        .with(later)
        .with(Task { on: at("2026-11-26 09:00").local().date().into(), ..coding(4, 30, None) })
        .with(Task { kind: Some("learning".into()), ..coding(5, 45, Some("2026-11-25 17:30")) })
        .with(Task { status: crate::domain::Status::Waiting, ..coding(6, 60, None) });
    let rows = rows(staged.world(), &ledger(12, 2.2));
    let [Row { line, ahead }] = rows.as_slice() else { panic!("{rows:?}") };
    assert!(line.is_slow());
    assert_eq!(ahead.tasks, 3);
    let thursday = at("2026-11-26 09:00").local().date();
    assert_eq!(ahead.first, Some((thursday, id(4))));
    // Five hours and a half, as the prior has it.
    assert!((4 * 3600..6 * 3600).contains(&ahead.p50_s), "{}", ahead.p50_s);
    assert!(rows[0].extra_s() > 2 * 3600, "{}", rows[0].extra_s());
}

#[test]
fn a_learning_block_is_proposed_before_the_work_that_needs_it() {
    let practice = proposed(&staged(), &ledger(12, 2.2), &[]).unwrap();
    assert_eq!(
        practice.words,
        ["add", "Practise ffi", "@learning", "+ffi", "est:45m", "pri:low", "due:2026-11-27"],
        "the work is due on Monday: Friday is the last working day before"
    );
    insta::assert_snapshot!(practice.why, @"work with +ffi takes about 2.1 times as long as your other work of the same type and size (80 %: 1.8 to 2.4, 12 tasks). 1 task ahead needs it, by Mon 30: 3h30 at P50 by type and size, and about 3h50 more if such work goes as it did. The block has low priority: deep work keeps the better hours");
}

#[test]
fn work_that_comes_too_soon_gives_no_day_and_is_practised_for_all_the_same() {
    let staged = Staged::new(NOW).with(coding(1, 240, Some("2026-11-26 17:30")));
    let practice = proposed(&staged, &ledger(12, 2.2), &[]).unwrap();
    assert_eq!(practice.words.last().map(String::as_str), Some("pri:low"));
}

#[test]
fn nothing_is_proposed_for_what_is_not_slow_not_needed_or_not_worth_it() {
    let slow = ledger(12, 2.2);
    assert_eq!(proposed(&Staged::new(NOW), &slow, &[]), None, "nobody needs it");
    let little = Staged::new(NOW).with(coding(1, 30, None));
    assert_eq!(proposed(&little, &slow, &[]), None, "the block takes more than it could bring");
    assert_eq!(proposed(&staged(), &ledger(12, 1.0), &[]), None, "as fast as other work");
    assert_eq!(proposed(&staged(), &ledger(6, 2.2), &[]), None, "not enough is known");
}

#[test]
fn who_learns_already_gets_no_second_block() {
    let learning = Task { kind: Some("learning".into()), ..coding(2, 45, None) };
    assert_eq!(proposed(&staged().with(learning), &ledger(12, 2.2), &[]), None);
    // Practice that was done a week ago has not shown what it is worth yet.
    let mut practised = logged(12, 2.2);
    let done_ms = Some(at("2026-11-18 09:00").utc_ms());
    let once = Logged { learns: true, done_ms, ..practised.tasks[0].clone() };
    practised.tasks.push(once);
    let ledger = Ledger::of(practised, at(NOW).utc_ms());
    assert!(ledger.line("ffi").unwrap().is_slow());
    assert_eq!(proposed(&staged(), &ledger, &[]), None);
}

#[test]
fn a_no_holds_until_the_question_is_another() {
    let said_no = |when: &str| [("ffi".to_owned(), at(when).utc_ms())];
    // The tasks with the tag were done in the last hours.
    let slow = ledger(12, 2.2);
    assert_eq!(proposed(&staged(), &slow, &said_no("2026-11-24 09:00")), None, "yesterday");
    assert!(proposed(&staged(), &slow, &said_no("2026-10-20 09:00")).is_some(), "12 done since");
    let now_ms = at("2027-01-25 09:00").utc_ms();
    let mut staged = staged();
    staged.now = crate::domain::Now::new(now_ms, staged.now.zone, 240);
    let old = Ledger::of(logged(12, 2.2), now_ms);
    assert!(old.line("ffi").unwrap().is_slow());
    let none = proposed(&staged, &old, &said_no("2026-11-25 09:00"));
    assert_eq!(none, None, "two months ago, and nothing was done since");
}

#[test]
fn a_tag_that_is_no_word_of_a_command_is_not_proposed() {
    for odd in ["--all", "a b", "due:fri", "\u{1b}[31m", ""] {
        let mut log = logged(12, 2.2);
        log.tags = vec![odd.to_owned()];
        let ledger = Ledger::of(log, at(NOW).utc_ms());
        let mut task = coding(1, 240, None);
        task.tags = vec![odd.to_owned()];
        let staged = Staged::new(NOW).with(task);
        assert!(rows(staged.world(), &ledger)[0].extra_s() > 0);
        assert_eq!(proposed(&staged, &ledger, &[]), None, "{odd}");
    }
}

/// A person whose work of every kind, learning too, goes best from nine to noon, and clearly so.
fn of_the_morning() -> Staged {
    let mut staged = Staged::new(NOW);
    let mut observations = Vec::new();
    for (at, day) in at("2026-09-01 09:00").local().date().iter_days().take(80).enumerate() {
        for (hour, focus) in [(9.5, 5), (10.5, 5), (11.5, 4), (14.0, 2), (15.0, 2), (16.0, 2)] {
            let kind = u16::from(at % 2 == 1);
            observations.push(Observation { kind, day, ..rated(hour, focus) });
        }
    }
    let kinds = vec!["coding".to_owned(), "learning".to_owned()];
    let evidence = Evidence { kinds, observations, ..Evidence::default() };
    let learned = (0, staged.now.day());
    staged.profile =
        Profile::learn(&log::Log::default(), &evidence, &Habits::default(), learned, None);
    staged
}

/// What hours are worth that the work of a kind has got, for the coding in them: half hours by their learned weight.
fn worth(staged: &Staged, made: &Made, learning: bool) -> (f64, f64) {
    let (mut worth, mut halves) = (0.0, 0.0);
    for put in made.proposal.blocks().map(|block| &block.put) {
        if (put.task == id(9)) != learning {
            continue;
        }
        let mut at = put.start;
        while at < put.end {
            let local = at.local();
            let half = usize::try_from(local.hour() * 2 + local.minute() / 30).unwrap();
            worth += staged.profile.weight(0, DayClass::Weekday, half) / 2.0;
            halves += 0.5;
            at = at.plus_seconds(900);
        }
    }
    (worth, halves)
}

/// The planner's own objective sees to it: in a good hour a block of low priority earns less than deep work does. So the
/// hours of deep work are worth what they were, also where there is more of it than two days hold; and also when learning
/// would go best where coding does.
#[test]
fn a_learning_block_takes_no_good_hours_from_deep_work() {
    for (horizon_days, minutes) in [(14, 60), (14, 90), (14, 120), (14, 150), (2, 120), (2, 150)] {
        let mut staged = of_the_morning();
        staged.planning.horizon_days = horizon_days;
        for no in 1..=8 {
            let kind = Some("coding".into());
            staged = staged.with(Task { kind, ..task(no, minutes) });
        }
        let without = worth(&staged, &staged.make(15_000), false);
        let due = Some(Due { at: at("2026-11-27 17:30"), hard: false });
        let kind = Some("learning".into());
        let block = Task { kind, due, priority: Priority::Low, ..task(9, 45) };
        let staged = staged.with(block);
        let made = staged.make(15_000);
        let (with, own) = (worth(&staged, &made, false), worth(&staged, &made, true));
        assert!(own.1 > 0.0, "it is planned");
        let (each, before) = (with.0 / with.1, without.0 / without.1);
        assert!(each >= 0.99 * before, "{minutes}: {with:?}, without it {without:?}");
        assert!(
            horizon_days == 2 || with.0 >= 0.99 * without.0,
            "{minutes}: {with:?}, {without:?}"
        );
    }
}
