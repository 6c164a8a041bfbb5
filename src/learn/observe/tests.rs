//! What a session teaches, as a person would say it.

use super::*;
use crate::domain::{Mode, SessionId, TaskId, TaskType, Zone};

/// 2026-11-25 was a Wednesday.
fn at(text: &str) -> Moment {
    Moment::parse_rfc3339(&format!("2026-{text}:00+01:00")).unwrap()
}

fn now() -> Now {
    Now::new(at("11-30T12:00").utc_ms(), Zone::Fixed(60), 240)
}

fn session(from: &str, to: &str) -> LoggedSession {
    let (start, end) = (at(from), at(to));
    LoggedSession {
        id: SessionId(uuid::Uuid::from_u128(start.utc_ms().unsigned_abs().into())),
        task: None,
        name: None,
        start,
        end,
        worked_s: u32::try_from(end.seconds_since(start)).unwrap(),
        focus: None,
        outcome: None,
        interruptions: 0,
        silent_s: u32::try_from(end.seconds_since(start)).unwrap(),
        origin: Origin::Measured,
    }
}

fn task(estimate_s: u32, tracked_s: u32, done: &str) -> LoggedTask {
    LoggedTask {
        id: TaskId(uuid::Uuid::nil()),
        name: None,
        estimate_s: Some(estimate_s),
        tracked_s,
        done: Some((at(done).utc_ms(), 1)),
        hard: true,
    }
}

fn learn(log: &Log) -> Evidence {
    let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    evidence(log, &days, &now())
}

fn log(tasks: Vec<LoggedTask>, sessions: Vec<LoggedSession>) -> Log {
    let mut log = Log::default();
    (log.tasks, log.sessions) = (tasks, sessions);
    log
}

fn of(sessions: &[LoggedSession]) -> Evidence {
    learn(&log(Vec::new(), sessions.to_vec()))
}

#[test]
fn the_hour_of_a_session_is_that_of_its_middle_on_the_wall_and_its_day_the_work_day() {
    let late = of(&[session("11-28T23:30", "11-29T01:30")]).observations.remove(0);
    assert!((late.hour - 0.5).abs() < 1e-9);
    assert_eq!((late.day.to_string().as_str(), late.weekend), ("2026-11-28", true));
    let early = of(&[session("11-30T03:00", "11-30T03:40")]).observations.remove(0);
    assert_eq!((early.day.to_string().as_str(), early.weekend), ("2026-11-29", true));
}

#[test]
fn work_adds_up_over_the_day_and_since_the_last_break() {
    let sessions = vec![
        session("11-25T09:00", "11-25T10:00"),
        session("11-25T10:03", "11-25T10:33"),
        session("11-25T10:40", "11-25T11:10"),
        session("11-25T11:12", "11-25T11:30"),
        session("11-26T09:00", "11-26T09:30"),
    ];
    let mut log = log(Vec::new(), sessions);
    // A logged break counts however short it was.
    log.breaks = vec![(at("11-25T11:10").utc_ms(), at("11-25T11:12").utc_ms())];
    let seen: Vec<(u32, u32)> = learn(&log)
        .observations
        .iter()
        .map(|one| (one.worked_before_s / 60, one.since_break_s / 60))
        .collect();
    assert_eq!(seen, [(0, 0), (60, 60), (90, 0), (120, 0), (0, 0)]);
}

#[test]
fn what_teaches_nothing_is_counted_with_its_reason() {
    let forgotten = session("11-25T09:00", "11-25T16:00");
    let rated = LoggedSession { focus: Some(4), ..session("11-26T09:00", "11-26T16:00") };
    let written =
        LoggedSession { origin: Origin::Written, ..session("11-27T09:00", "11-27T16:00") };
    let traces =
        LoggedSession { origin: Origin::Inferred, ..session("11-28T20:00", "11-28T22:00") };
    let short = session("11-29T09:00", "11-29T09:02");
    let found = of(&[forgotten, rated, written, traces, short]);
    let tally = Tally { taught: 2, too_short: 1, forgotten: 1, inferred: 1 };
    assert_eq!(found.tally, tally);
    assert!(found.exposure.busy().contains(&41), "traces say when someone works");
}

#[test]
fn a_finished_task_credits_its_sessions_with_their_share_of_the_pace() {
    let mine = LoggedSession {
        task: Some(0),
        outcome: Some(Outcome::Abandoned),
        ..session("11-25T09:00", "11-25T10:00")
    };
    let found = learn(&log(vec![task(3600, 7200, "11-26T10:00")], vec![mine]));
    let (ratio, share) = found.observations[0].ln_pace.unwrap();
    assert!((ratio - 2.0_f64.ln()).abs() < 1e-12 && (share - 0.5).abs() < 1e-12);
    assert!(found.observations[0].hard && found.observations[0].ended_early == Some(true));
    let lesson = Finished { kind: UNTYPED, estimate_s: Some(3600), actual_s: 7200 };
    assert_eq!(found.finished, [lesson]);
}

#[test]
fn tasks_are_learned_from_in_the_order_in_which_they_were_closed() {
    let tasks = vec![
        task(1, 300, "11-26T12:00"),
        task(2, 200, "11-25T12:00"),
        LoggedTask { done: None, ..task(3, 100, "11-24T12:00") },
        task(4, 0, "11-24T12:00"),
    ];
    let found = learn(&log(tasks, Vec::new()));
    assert_eq!(found.finished.iter().map(|one| one.actual_s).collect::<Vec<_>>(), [200, 300]);
}

#[test]
fn renamed_kinds_are_one_and_the_rarest_of_many_have_no_number_of_their_own() {
    let mut log = Log::default();
    let prose = TaskType { formerly: vec!["k1".into()], ..TaskType::new("k0", Mode::Deep) };
    log.types = vec![prose];
    for kind in 0..30_u16 {
        let name = log.name(&format!("k{kind}"));
        let times = if kind == 29 { 1 } else { 2 };
        let one = LoggedSession { name, ..session("11-25T09:00", "11-25T10:00") };
        log.sessions.extend(vec![one; times]);
    }
    let found = learn(&log);
    assert_eq!(found.kinds.len(), MOST_KINDS);
    assert_eq!(found.kinds[..2], ["k0", "k2"]);
    assert_eq!(found.observations.iter().filter(|one| one.kind == 0).count(), 4);
    assert_eq!(found.observations.last().unwrap().kind, UNTYPED);
}

#[test]
fn the_working_window_is_the_declared_one_and_where_most_of_the_work_is() {
    let mut sessions = vec![session("11-25T08:00", "11-25T09:00"); 30];
    sessions.push(session("11-25T22:00", "11-25T22:30"));
    let found = of(&sessions);
    let window = working_window(Window::new(540, 1050), &found.exposure);
    let halves: Vec<usize> = window.half_hours().collect();
    assert_eq!(halves, (16..35).collect::<Vec<_>>());
}

#[test]
fn what_only_a_timer_without_tasks_has_named_says_nothing_about_how_long_tasks_take() {
    let named = |from, to, task| LoggedSession {
        task: Some(task),
        origin: Origin::Named,
        ..session(from, to)
    };
    let guessless = |done| LoggedTask { estimate_s: None, ..task(0, 3600, done) };
    let found = learn(&log(
        vec![
            // A tag of weeks, "done" when it was last used.
            guessless("11-25T10:00"),
            // Done in another program a day later, so there was a task.
            guessless("11-26T10:00"),
            // With an estimate, and with work on the timer here.
            task(1800, 3600, "11-25T10:00"),
            guessless("11-25T16:00"),
        ],
        vec![
            named("11-25T09:00", "11-25T10:00", 0),
            named("11-25T09:00", "11-25T10:00", 1),
            named("11-25T09:00", "11-25T10:00", 2),
            LoggedSession { task: Some(3), ..session("11-25T15:00", "11-25T16:00") },
        ],
    ));
    assert_eq!(found.observations.len(), 4, "the hours learn from all of them");
    let estimates: Vec<_> = found.finished.iter().map(|task| task.estimate_s).collect();
    assert_eq!(estimates, [Some(1800), None, None]);
}
