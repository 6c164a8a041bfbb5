//! What an absence was.

use super::*;
use crate::domain::{Break, BreakClass, BreakId, Interruption, Session, Span, Was};
use proptest::prelude::*;

/// A day on which `Write` has run for that many minutes, and a second task.
fn running(minutes: i64) -> Day {
    let mut day = Day::new();
    let a = day.add("Write");
    day.add("Review");
    day.start(a);
    day.passes(minutes);
    day
}

/// So many minutes before the present.
fn ago(day: &Day, from: i64, to: i64) -> Span {
    Span::new(day.ago(from), day.ago(to))
}

fn away(span: Span, was: Was) -> Intent {
    Intent::Away { span, was }
}

/// Every session and break as its start and end in minutes before the present, with what it is; by start.
fn told(day: &Day) -> Vec<(i64, Option<i64>, String)> {
    let minutes = |at: Moment| day.now.at.seconds_since(at) / 60;
    let title = |session: &Session| {
        session.task.and_then(|id| day.state.task(id)).map_or("?".into(), |task| task.title.clone())
    };
    let sessions = day.state.sessions().map(|s| (s.start, s.end, title(s)));
    let breaks = day.state.breaks().map(|b| (b.start, b.end, b.class.word().to_owned()));
    let mut all: Vec<_> = sessions.chain(breaks).collect();
    all.sort_by_key(|(start, ..)| *start);
    let told = all.into_iter().map(|(start, end, what)| (minutes(start), end.map(minutes), what));
    told.collect()
}

fn line(from: i64, to: impl Into<Option<i64>>, what: &str) -> (i64, Option<i64>, String) {
    (from, to.into(), what.into())
}

#[test]
fn a_break_is_cut_out_and_the_same_task_goes_on() {
    let mut day = running(60);
    let decision = day.does(away(ago(&day, 30, 10), Was::Break));
    assert_eq!((decision.verb, &*decision.subject), ("away", "1 Write"));
    let expected = [line(60, 30, "Write"), line(30, 10, "rest"), line(10, None, "Write")];
    assert_eq!(told(&day), expected);
    assert_eq!(day.worked_min(TaskNo(1)), 40);
    assert!(day.state.breaks().all(|pause| pause.natural));
}

#[test]
fn work_on_something_else_is_a_session_of_that() {
    let mut day = running(60);
    day.does(away(ago(&day, 30, 10), Was::OtherTask(TaskRef::Title("review".into()))));
    let expected = [line(60, 30, "Write"), line(30, 10, "Review"), line(10, None, "Write")];
    assert_eq!(told(&day), expected);
    let other = day.state.sessions().nth(1).unwrap();
    assert_eq!((&other.source, other.outcome), (&Source::Manual, Some(Outcome::Progressed)));
}

#[test]
fn what_is_discarded_or_was_work_for_a_while_leaves_what_it_should() {
    let mut day = running(60);
    day.does(away(ago(&day, 50, 40), Was::Discard));
    day.does(away(ago(&day, 30, 10), Was::Split(day.ago(20))));
    let expected = [
        line(60, 50, "Write"),
        line(40, 20, "Write"),
        line(20, 10, "rest"),
        line(10, None, "Write"),
    ];
    assert_eq!(told(&day), expected);
}

#[test]
fn work_is_confirmed_and_so_is_work_on_the_same_task() {
    let mut day = running(240);
    for (to, was) in [(100, Was::Keep), (20, Was::OtherTask(TaskRef::No(TaskNo(1))))] {
        day.does(away(ago(&day, 120, to), was));
        let confirmed = day.state.running().unwrap().confirmed;
        assert_eq!(confirmed, Some(day.ago(to)));
    }
    assert_eq!(told(&day), [line(240, None, "Write")]);
    let again = away(ago(&day, 110, 60), Was::Keep);
    assert_eq!(day.refuses(again), Refusal::NothingToChange, "that was said");
}

#[test]
fn an_absence_from_the_very_start_leaves_no_empty_session() {
    let mut day = running(60);
    let id = day.last_session();
    day.does(away(ago(&day, 60, 45), Was::Break));
    assert_eq!(told(&day), [line(60, 45, "rest"), line(45, None, "Write")]);
    assert_eq!(day.last_session(), id);
    day.does(away(ago(&day, 1, 0), Was::Discard));
    assert_eq!(told(&day)[1..], [line(45, 1, "Write"), line(0, None, "Write")]);
}

#[test]
fn seconds_are_a_rest_for_the_eyes_and_a_night_is_no_break() {
    let mut day = running(600);
    day.does(away(Span::new(day.ago(590), day.ago(590).plus_seconds(90)), Was::Break));
    day.does(away(ago(&day, 580, 339), Was::Break));
    assert_eq!(day.state.breaks().map(|one| one.class).collect::<Vec<_>>(), [BreakClass::Micro]);
    assert_eq!(day.state.running().map(|session| session.start), Some(day.ago(339)));
}

#[test]
fn what_is_logged_already_stays_and_the_break_is_logged_around_it() {
    let mut day = running(60);
    let id = BreakId(uuid::Uuid::from_u128(9));
    let (class, natural) = (BreakClass::Rest, false);
    let (start, end) = (day.ago(25), Some(day.ago(20)));
    let pause = Break { id, start, end, class, natural, planned_s: None };
    day.state.apply(&Change::BreakAdded { pause });
    let other = away(ago(&day, 30, 10), Was::OtherTask(TaskRef::No(TaskNo(2))));
    assert!(matches!(day.refuses(other), Refusal::Overlap { title, .. } if title == "break"));
    day.does(away(ago(&day, 30, 10), Was::Break));
    let rests = [line(30, 25, "rest"), line(25, 20, "rest"), line(20, 10, "rest")];
    assert_eq!(told(&day)[1..4], rests);
}

#[test]
fn only_a_stretch_of_what_runs_can_be_explained() {
    let mut day = running(60);
    let refused = day.refuses(away(ago(&day, 70, 10), Was::Break));
    assert_eq!(
        refused.to_string(),
        "`Write` has been running since 09:00, and 08:50 to 09:50 is not within that"
    );
    assert!(matches!(day.refuses(away(ago(&day, 10, 10), Was::Keep)), Refusal::NotWithin { .. }));
    assert!(matches!(day.refuses(away(ago(&day, 10, -1), Was::Keep)), Refusal::InFuture(_)));
    for at in [30, 10] {
        let refused = day.refuses(away(ago(&day, 30, 10), Was::Split(day.ago(at))));
        assert!(matches!(refused, Refusal::NotBetween { .. }), "{refused}");
    }
    let unknown = Was::OtherTask(TaskRef::No(TaskNo(9)));
    assert!(matches!(day.refuses(away(ago(&day, 30, 10), unknown)), Refusal::NoSuchTask(_)));
    day.does(Intent::Stop(Ending::default()));
    assert_eq!(day.refuses(away(ago(&day, 30, 10), Was::Break)), Refusal::NothingRunning);
}

#[test]
fn an_ended_timer_does_not_go_on_and_keeps_what_was_said_of_it() {
    let mut day = running(60);
    day.does(Intent::Interrupt { reason: "phone".into(), lost_s: 60, at: Some(day.ago(40)) });
    day.does(Intent::Interrupt { reason: "door".into(), lost_s: 60, at: Some(day.ago(20)) });
    let edit =
        SessionEdit { focus: Some(Some(4)), note: Some("x".into()), ..SessionEdit::default() };
    day.does(Intent::LogEdit { session: day.last_session(), edit: Box::new(edit) });
    day.does(Intent::Settle(Forgotten::EndedAt(day.ago(30))));
    assert_eq!(told(&day), [line(60, 30, "Write"), line(30, 0, "rest")]);
    let session = day.state.sessions().next().unwrap();
    assert_eq!((session.focus, &*session.note, session.interruptions.len()), (Some(4), "x", 1));
    assert_eq!(session.outcome, Some(Outcome::Progressed));
}

/// For how long a session runs, what broke in when, how it is rated, an absence, and what that was; in minutes ago.
type Case = (i64, Vec<(i64, u32)>, Option<u8>, (i64, i64), u8);

fn cases() -> impl Strategy<Value = Case> {
    (2i64..700).prop_flat_map(|minutes| {
        let broken = proptest::collection::vec((0..=minutes, 0u32..600), 0..5);
        let gap = (1..=minutes).prop_flat_map(|from| (Just(from), 0..from));
        (Just(minutes), broken, proptest::option::of(1u8..6), gap, 0u8..5)
    })
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(512))]

    #[test]
    fn an_absence_conserves_time_covers_nothing_twice_and_is_one_step(
        (minutes, broken, focus, (from, to), which) in cases()
    ) {
        let mut day = running(minutes);
        let mut session = day.state.running().unwrap().clone();
        session.focus = focus;
        session.note = "a note".into();
        session.interruptions = broken
            .iter()
            .map(|(ago, lost_s)| Interruption { at: day.ago(*ago), lost_s: *lost_s, reason: format!("{ago}") })
            .collect();
        day.state.load_session(session.clone());
        let before = day.state.clone();
        let gap = ago(&day, from, to);
        let middle = gap.start.plus_seconds(gap.seconds() / 2);
        let was = match which {
            0 => Was::Keep,
            1 => Was::Break,
            2 => Was::OtherTask(TaskRef::No(TaskNo(2))),
            3 => Was::Discard,
            _ => Was::Split(middle),
        };
        let decision = day.does(away(gap, was));

        let now = day.now.at;
        let mut spans: Vec<Span> = day.state.sessions().map(|session| session.span(now)).collect();
        spans.extend(day.state.breaks().map(|pause| Span::new(pause.start, pause.end.unwrap())));
        spans.sort_by_key(|span| span.start);
        prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{:?}", spans);
        let cut = if which == 4 { Span::new(middle, gap.end) } else { gap };
        let lost = match which {
            3 => cut.seconds(),
            1 | 4 if cut.seconds() > 4 * 3600 => cut.seconds(),
            _ => 0,
        };
        let covered: i64 = spans.iter().map(|span| span.seconds()).sum();
        prop_assert_eq!(covered + lost, minutes * 60);
        prop_assert!(spans.iter().all(|span| span.start >= session.start && span.end <= now));

        let goes_on = day.state.running().unwrap();
        prop_assert_eq!((goes_on.task, goes_on.focus), (session.task, focus));
        let is_cut = which != 0;
        prop_assert_eq!(goes_on.start, if is_cut { gap.end } else { session.start });
        let rated = day.state.sessions().filter(|one| one.focus.is_some()).count();
        prop_assert_eq!(rated, usize::from(focus.is_some()));
        prop_assert_eq!(day.state.sessions().filter(|one| one.note == "a note").count(), 1);
        let mut kept: Vec<Interruption> = Vec::new();
        for one in day.state.sessions() {
            let span = one.span(now);
            prop_assert!(one.interruptions.iter().all(|i| span.start <= i.at && i.at <= span.end));
            kept.extend(one.interruptions.iter().cloned());
        }
        let mut expected = session.interruptions.clone();
        if matches!(which, 1 | 3 | 4) {
            let first = cut.start > session.start;
            expected.retain(|i| i.at >= cut.end || (first && i.at <= cut.start));
        }
        kept.sort_by_key(|i| (i.at, i.lost_s));
        expected.sort_by_key(|i| (i.at, i.lost_s));
        prop_assert_eq!(kept, expected);

        let mut undone = day.state.clone();
        for change in decision.changes.iter().rev() {
            prop_assert!(undone.apply(&change.inverse()));
        }
        prop_assert!(undone.sessions().eq(before.sessions()));
        prop_assert!(undone.breaks().eq(before.breaks()));
        prop_assert!(undone.running() == before.running());
        for task in before.tasks() {
            prop_assert_eq!(undone.tracked_s(task.id, now), before.tracked_s(task.id, now));
        }
    }
}
