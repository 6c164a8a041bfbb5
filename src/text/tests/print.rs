//! Tests of tasks as lines: what is printed reads back as the same task.

use super::*;
use crate::domain::{Edit, Mint, Now, TaskId, TaskNo, Zone};
use chrono::NaiveDate;
use proptest::prelude::*;

fn reading() -> Reading {
    let zone = Zone::parse("Europe/Berlin").unwrap();
    let at = Moment::parse_rfc3339("2026-11-25T14:00:00+01:00").unwrap();
    let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
    Reading { now: Now::new(at.utc_ms(), zone, 240), day_start: time(9, 0), day_end: time(17, 30) }
}

fn blank(title: &str) -> Task {
    let mut mint = Mint::new(1, 1);
    Task::new(TaskId(mint.uuid()), TaskNo(7), title, Moment::new(0, 60))
}

/// The task that the edits make of a blank one.
fn made(title: &str, edits: Vec<Edit>, state: &State) -> Task {
    let mut task = blank(title);
    for edit in edits {
        match edit {
            Edit::Note(note) => task.note = note,
            Edit::Kind(kind) => task.kind = kind,
            Edit::Project(project) => task.project = project,
            Edit::Tag(tag) => task.tags.push(tag),
            Edit::Priority(priority) => task.priority = priority,
            Edit::Estimate(seconds) => task.estimate_s = seconds,
            Edit::Due(due) => task.due = due,
            Edit::From(from) => task.from = from,
            Edit::On(on) => task.on = on,
            Edit::At(at) => task.at = at,
            Edit::After(refs) => {
                task.after = refs.iter().map(|r| state.resolve(r).unwrap().id).collect();
            }
            Edit::Every(every) => task.every = every,
            Edit::Chunk(chunk) => {
                (task.chunk_min_s, task.chunk_max_s) =
                    chunk.map(|(a, b)| (Some(a), Some(b))).unwrap();
            }
            Edit::Splittable(splittable) => task.splittable = splittable,
            Edit::Status(status) => task.status = status,
            Edit::Title(_) | Edit::Untag(_) => panic!("never in a quick-add line"),
        }
    }
    task
}

#[test]
fn a_full_task_prints_as_people_would_type_it() {
    let reading = reading();
    let mut task = blank("Write due:fri, \"really\"");
    task.project = Some("paper".into());
    task.kind = Some("writing".into());
    task.tags = vec!["2026".into(), "q3".into()];
    task.estimate_s = Some(5400);
    task.due =
        Some(Due { at: Moment::parse_rfc3339("2026-11-27T17:30:00+01:00").unwrap(), hard: true });
    task.from = Moment::parse_rfc3339("2026-11-26T10:00:00+01:00");
    task.every = Some("++1w".into());
    task.note = "it's long".into();
    insta::assert_snapshot!(print_task(&task, &State::new(1), &reading), @r#"project:paper @writing tag:2026 +q3 est:1h30m deadline:2026-11-27 from:2026-11-26-10:00 every:++1w note:'it''s long' -- Write due:fri, "really""#);
    insta::assert_snapshot!(print_task(&blank("Call Ana"), &State::new(1), &reading), @"Call Ana");
}

fn moment() -> impl Strategy<Value = Moment> {
    (60i64 * 1_000_000..60 * 60_000_000, -720i16..720, any::<bool>()).prop_map(
        |(s, offset, home)| {
            if home {
                Zone::parse("Europe/Berlin").unwrap().moment(s * 1000)
            } else {
                Moment::new(s * 1000, offset)
            }
        },
    )
}

fn title() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ a-zA-Z:+@#!~'\"0-9\n\t.é-]{1,40}",
        "((due|note|est|prio|--|every|re|nosplit|\\+q3|@x|15m|#p|!high)[: ]?[a-z']{0,4} ?){1,5}",
    ]
    .prop_filter_map("a title", |t| (!t.trim().is_empty()).then(|| t.trim().to_owned()))
}

fn name() -> impl Strategy<Value = String> {
    "[a-zé0-9][a-z0-9_./-]{0,8}".prop_filter("a word that clears", |n| n != "none")
}

type Rest = (Option<u32>, Option<NaiveDate>, Option<(u32, u32)>, bool, Option<String>, String);

fn rest() -> impl Strategy<Value = Rest> {
    let day = (0u64..40_000)
        .prop_map(|d| NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + chrono::Days::new(d));
    let chunk = (1u32..9000, 0u32..9000).prop_map(|(a, b)| (a, a + b));
    let every = prop_oneof!["[+]{1,2}[1-9][dwmy]", Just("FREQ=WEEKLY;BYDAY=MO".to_owned())];
    (
        proptest::option::of(1u32..1_000_000),
        proptest::option::of(day),
        proptest::option::of(chunk),
        any::<bool>(),
        proptest::option::of(every),
        any::<String>(),
    )
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(256))]
    #[test]
    fn what_is_printed_reads_back_as_the_same_task(
        title in title(),
        names in proptest::array::uniform4(proptest::option::of(name())),
        times in (proptest::option::of((moment(), any::<bool>())), proptest::option::of(moment())),
        priority in 0usize..4,
        rest in rest(),
        waits in any::<bool>(),
    ) {
        let mut state = State::new(1);
        let other = Task { id: TaskId(Mint::new(9, 9).uuid()), no: TaskNo(142), ..blank("Other") };
        state.load_task(other.clone(), 0);
        let mut task = blank(&title);
        let [project, kind, at, tag] = names;
        (task.project, task.kind, task.at) = (project, kind, at);
        task.tags.extend(tag);
        task.due = times.0.map(|(at, hard)| Due { at, hard });
        task.from = times.1;
        task.priority = Priority::ALL[priority];
        (task.estimate_s, task.on) = (rest.0, rest.1);
        (task.chunk_min_s, task.chunk_max_s) = (rest.2.map(|c| c.0), rest.2.map(|c| c.1));
        (task.splittable, task.every) = (rest.3, rest.4);
        task.note = if rest.5.trim().is_empty() { String::new() } else { rest.5 };
        if waits {
            task.after = vec![other.id];
            task.status = Status::Waiting;
        }
        let line = print_task(&task, &state, &reading());
        for grammar in [Grammar::Shell, Grammar::Screen] {
            let parsed = quick_add(&line, &reading(), grammar);
            prop_assert!(parsed.is_ok(), "{line:?}: {parsed:?}");
            let Parsed { title, edits } = parsed.unwrap();
            let read = made(&title, edits, &state);
            prop_assert_eq!(&read, &task, "{}", line);
            prop_assert_eq!(print_task(&read, &state, &reading()), line.clone());
        }
    }
}
