//! Plans of days from 09:00 to 13:00, told in hours: tasks that take just so long, and tasks that nobody knows.

use super::flow::{self, Clock};
use super::*;
use crate::domain::Moment;
use crate::plan::proposal::Deed;

const HOUR: i64 = 3600;
/// 2026-11-23 00:00 UTC.
const MIDNIGHT: i64 = 1_795_392_000;

fn at(day: i64, hour: f64) -> Moment {
    #[expect(clippy::cast_possible_truncation)]
    let seconds = day * 24 * HOUR + (hour * 3600.0) as i64;
    Moment::new((MIDNIGHT + seconds) * 1000, 0)
}

fn id(n: u8) -> TaskId {
    TaskId(uuid::Uuid::from_bytes([n; 16]))
}

/// A task of an hour by its estimate, due at that hour of a day.
fn ahead(n: u8, due: Option<(i64, f64)>) -> Ahead {
    Ahead {
        task: id(n),
        key: n.into(),
        left: Pace::new(0).remaining(0, 3600, 0),
        due: due.map(|(day, hour)| Due { at: at(day, hour), hard: false }),
        weight: 1.5,
        after: Vec::new(),
    }
}

fn piece(n: usize, day: i64, from: f64, to: f64) -> Piece {
    Piece { at: n, span: Span::new(at(day, from), at(day, to)), fixed: false }
}

fn course(tasks: Vec<Ahead>, pieces: Vec<Piece>, days: i64) -> Course {
    let day = |day: i64| Free {
        day: at(day, 0.0).local().date(),
        open: vec![Span::new(at(day, 9.0), at(day, 13.0))],
    };
    Course { tasks, pieces, days: (0..days).map(day).collect() }
}

/// The plan in futures in which the tasks take just so many hours.
fn certain(course: Course, hours: &[f64]) -> Risk {
    let mut risk = Risk::new(course, &Pace::new(0), 1);
    let seconds: Vec<f64> = hours.iter().map(|hours| hours * 3600.0).collect();
    risk.futures = Futures::certain(&seconds);
    risk.late = risk.lateness(&risk.legs, &risk.clock, None);
    risk
}

/// When each task is done, as day and hour.
fn done(risk: &Risk) -> Vec<Option<(i64, f64)>> {
    let hour = |ms: i64| {
        let seconds = ms / 1000 - MIDNIGHT;
        (seconds / (24 * HOUR), (seconds % (24 * HOUR)) as f64 / 3600.0)
    };
    risk.outlooks().iter().map(|p| p.outlook.p50_ms.map(hour)).collect()
}

#[test]
fn what_takes_longer_pushes_what_comes_behind_it_and_free_time_swallows_it() {
    // Two blocks, an hour of nothing, and a third; the first takes half an hour longer.
    let tasks = vec![ahead(0, None), ahead(1, None), ahead(2, None)];
    let pieces = vec![piece(0, 0, 9.0, 10.0), piece(1, 0, 10.0, 11.0), piece(2, 0, 12.0, 13.0)];
    let risk = certain(course(tasks, pieces, 2), &[1.5, 1.0, 1.0]);
    assert_eq!(done(&risk), [Some((0, 10.5)), Some((0, 11.5)), Some((0, 13.0))]);
}

#[test]
fn what_does_not_fit_into_its_day_goes_on_the_next_morning() {
    let tasks = vec![ahead(0, None), ahead(1, None)];
    let pieces = vec![piece(0, 0, 12.0, 13.0), piece(1, 1, 9.0, 10.0)];
    let risk = certain(course(tasks, pieces, 2), &[3.0, 2.5]);
    assert_eq!(done(&risk), [Some((1, 11.0)), None], "the last is not done in these days");
}

#[test]
fn what_is_done_early_pulls_up_the_rest_of_its_day_and_no_other() {
    let tasks = vec![ahead(0, None), ahead(1, None), ahead(2, None)];
    let pieces = vec![piece(0, 0, 9.0, 11.0), piece(1, 0, 11.5, 12.0), piece(2, 1, 10.0, 11.0)];
    let risk = certain(course(tasks, pieces, 2), &[1.0, 0.5, 1.0]);
    assert_eq!(done(&risk), [Some((0, 10.0)), Some((0, 11.0)), Some((1, 11.0))]);
}

#[test]
fn a_task_in_pieces_is_done_where_its_work_ends() {
    let pieces = vec![
        piece(0, 0, 9.0, 10.0),
        piece(1, 0, 10.0, 11.0),
        piece(0, 0, 11.0, 12.0),
        piece(0, 1, 9.0, 10.0),
    ];
    let tasks = || vec![ahead(0, None), ahead(1, None)];
    let of = |hours: f64| done(&certain(course(tasks(), pieces.clone(), 2), &[hours, 1.0]))[0];
    assert_eq!(of(0.5), Some((0, 9.5)));
    assert_eq!(of(1.5), Some((0, 11.5)));
    assert_eq!(of(4.0), Some((1, 11.0)), "the last piece takes all that is left");
}

#[test]
fn a_due_task_without_a_place_is_done_behind_everything_and_an_undated_one_is_left_out() {
    let tasks = vec![ahead(0, None), ahead(1, Some((0, 13.0))), ahead(2, None)];
    let pieces = vec![piece(0, 0, 9.0, 10.0)];
    let risk = certain(course(tasks, pieces, 1), &[1.0, 2.0]);
    assert_eq!(done(&risk), [Some((0, 10.0)), Some((0, 12.0))]);
    assert_eq!(risk.outlooks()[1].outlook.p_late, Some(0.0));
    assert_eq!(risk.outlooks()[1].task, id(1));
}

#[test]
fn a_task_alone_is_late_as_often_as_its_own_prediction_says() {
    let left = Pace::new(0).remaining(0, 3600, 0);
    for level in [0.3, 0.5, 0.8] {
        let hours = left.at(level) / 3600.0;
        let task = ahead(0, Some((0, 9.0 + hours)));
        let plan = course(vec![task], vec![piece(0, 0, 9.0, 10.0)], 5);
        let late = Risk::new(plan, &Pace::new(0), 7).outlooks()[0].outlook.p_late.unwrap();
        assert!((late - (1.0 - level)).abs() < 0.06, "{level}: {late}");
    }
}

#[test]
fn free_time_and_moments_are_two_words_for_the_same() {
    let plan = course(Vec::new(), Vec::new(), 3);
    let outside = Piece { at: 0, span: Span::new(at(0, 20.0), at(0, 21.0)), fixed: true };
    let clock = Clock::new(&plan.days, &[outside]);
    assert!((clock.seconds(at(1, 10.0).utc_ms()) - 6.0 * 3600.0).abs() < 1e-9);
    assert!((clock.seconds(at(0, 8.0).utc_ms())).abs() < 1e-9);
    assert_eq!(clock.moment_ms(4.5 * 3600.0), Some(at(0, 20.5).utc_ms()));
    assert_eq!(clock.moment_ms(14.0 * 3600.0), None);
    assert_eq!(clock.bounds(0), Some((0.0, 5.0 * 3600.0)));
    assert_eq!((clock.day(5.0 * 3600.0), clock.day(4.5 * 3600.0)), (1, 0));
}

#[test]
fn the_small_task_before_it_goes_to_another_day_when_that_is_cheapest() {
    // 0 is due at 11:00 and begins at 09:30, behind a call of half an hour that nobody waits for.
    let tasks = vec![ahead(0, Some((0, 11.0))), ahead(1, None)];
    let pieces = vec![piece(1, 0, 9.0, 9.5), piece(0, 0, 9.5, 11.0)];
    let risk = certain(course(tasks, pieces, 2), &[1.75, 0.5]);
    assert_eq!(risk.outlooks()[0].outlook.p_late, Some(1.0));
    let found = risk.remedy(id(0)).unwrap();
    // A quarter of the call's half hour is less than half of it: first thing is cheaper still.
    assert_eq!(found.deed, Deed::Prefer(id(0), at(0, 0.0).local().date()));
    assert!((found.cost - 0.25 * 1.5 * 0.5).abs() < 1e-9, "{}", found.cost);
    // When the call has to be over by 10:00, it can't wait for two hours, nor go to tomorrow.
    let tasks = vec![ahead(0, Some((0, 11.0))), ahead(1, Some((0, 10.0)))];
    let pieces = vec![piece(1, 0, 9.0, 9.5), piece(0, 0, 9.5, 11.0)];
    let risk = certain(course(tasks, pieces, 2), &[1.75, 0.5]);
    // An hour and a half by the plan, of which a quarter is left out: 1.5 * 0.25.
    let found = risk.remedy(id(0)).unwrap();
    assert_eq!(found.deed, Deed::Shorten(id(0), 900));
    assert!((found.cost - 0.375).abs() < 1e-9, "{}", found.cost);
}

#[test]
fn what_only_time_can_help_is_told_the_day_by_which_it_is_done() {
    // Six hours that are due in four.
    let tasks = vec![ahead(0, Some((0, 13.0)))];
    let pieces = vec![piece(0, 0, 9.0, 13.0)];
    let risk = certain(course(tasks, pieces, 4), &[10.0]);
    let found = risk.remedy(id(0)).unwrap();
    assert_eq!(found.deed, Deed::Renegotiate(id(0), at(2, 0.0).local().date()));
    assert!(found.p_late < 1e-9);
    // Half of four hours of weight 1.5, and a tenth more for each of two days.
    assert!((found.cost - 0.5 * 1.5 * 4.0 * 1.2).abs() < 1e-9, "{}", found.cost);
}

#[test]
fn an_hour_more_on_an_evening_before_is_begun_with() {
    // Due tomorrow at 13:00; both days are full of a weighty task that is due too.
    let mut heavy = ahead(1, Some((1, 13.0)));
    heavy.weight = 4.0;
    let mut task = ahead(0, Some((1, 13.0)));
    task.weight = 4.0;
    let pieces = vec![piece(1, 0, 9.0, 13.0), piece(1, 1, 9.0, 12.0), piece(0, 1, 12.0, 13.0)];
    let risk = certain(course(vec![task, heavy], pieces, 2), &[1.5, 7.0]);
    let found = risk.longer(0);
    assert_eq!(found.len(), 1, "tomorrow's evening is too late");
    let late = risk.lateness(&found[0].legs, found[0].clock.as_ref().unwrap(), None);
    assert_eq!(late, [Some(0.0), Some(0.0)]);
    assert_eq!(found[0].deed, Deed::Extend(at(0, 0.0).local().date(), HOUR));
}

#[test]
fn what_another_waits_for_is_not_sent_away_and_what_it_waits_for_stays_before_it() {
    let mut tasks = vec![ahead(0, Some((0, 11.0))), ahead(1, None)];
    tasks[0].after = vec![1];
    let pieces = vec![piece(1, 0, 9.0, 9.5), piece(0, 0, 9.5, 11.0)];
    let risk = certain(course(tasks, pieces, 2), &[1.75, 0.5]);
    assert!(risk.first(0).is_empty());
    assert!(risk.others(0).is_empty());
    let legs = flow::legs(&risk.clock, &risk.tasks, &risk.pieces);
    assert_eq!(legs.iter().map(|leg| leg.at).collect::<Vec<_>>(), [1, 0]);
}
