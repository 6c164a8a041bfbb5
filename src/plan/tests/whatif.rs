//! What comes of suppositions, in a made-up week.

use super::*;
use crate::plan::said;
use crate::plan::tests::world::{Staged, at, id, some_world, task};
use crate::text::{Reading, SUPPOSITIONS, supposition};
use chrono::NaiveTime;
use proptest::prelude::*;

/// Monday morning: a report that is due on Tuesday, a call, and a day of coding; a meeting at ten.
pub(in crate::plan) fn monday() -> Staged {
    let due = |text| Some(crate::domain::Due { at: at(text), hard: false });
    let mut report = task(1, 240);
    (report.title, report.due) = ("Write report".into(), due("2026-11-24 17:30"));
    let mut call = task(2, 30);
    (call.title, call.kind) = ("Call Ana".into(), Some("calls".into()));
    let mut code = task(3, 420);
    (code.title, code.kind) = ("Build the importer".into(), Some("coding".into()));
    Staged::new("2026-11-23 08:50")
        .event("2026-11-23 10:00", "2026-11-23 11:00")
        .with(report)
        .with(call)
        .with(code)
}

fn ask(staged: &Staged, line: &str, iterations: usize) -> Result<Outcome, Refusal> {
    let time = |hour| NaiveTime::from_hms_opt(hour, 30, 0).unwrap();
    let reading = Reading { now: staged.now, day_start: time(9), day_end: time(17) };
    let supposed = supposition(line, &reading).unwrap();
    let mut mint = Mint::new(3, staged.now.at.utc_ms());
    what_if(staged.world(), &supposed, (iterations, 1), &mut mint)
}

fn monday_if(line: &str) -> Outcome {
    ask(&monday(), line, 2000).unwrap()
}

fn spans(made: &Made) -> Vec<(TaskId, Span)> {
    made.proposal.blocks().map(|block| (block.put.task, block.put.span())).collect()
}

#[test]
fn a_meeting_moves_what_it_meets() {
    let found = monday_if("meeting tomorrow 13:30-17:30");
    let meeting = Span::new(at("2026-11-24 13:30"), at("2026-11-24 17:30"));
    assert!(spans(&found.before).iter().any(|(_, span)| span.overlap(meeting).is_some()));
    assert!(spans(&found.after).iter().all(|(_, span)| span.overlap(meeting).is_none()));
    let met = |one: &&Difference| one.from.is_some_and(|from| from.overlap(meeting).is_some());
    assert!(found.moves().any(|one| met(&one)));
    assert!(found.differences.iter().filter(met).all(Difference::differs), "what it meets goes");
    assert!(found.differences.iter().any(|one| !one.differs()), "and something stays");
    assert!(found.objective() < 0.0, "time that is lost never makes a plan better");
    assert!((found.rest().total() - found.objective()).abs() < 1e-9, "it is about no task");
}

#[test]
fn a_meeting_in_the_time_that_a_task_needs_makes_it_likelier_to_be_late() {
    let mut report = task(1, 240);
    report.due = Some(crate::domain::Due { at: at("2026-11-23 17:30"), hard: false });
    let staged = Staged::new("2026-11-23 08:50").with(report);
    let found = ask(&staged, "meeting 13:30-17:30", 2000).unwrap();
    let [(task, before, then)] = found.risks[..] else { panic!("{:?}", found.risks) };
    assert_eq!(task, id(1));
    assert!(then > before.unwrap(), "{before:?} {then}");
}

#[test]
fn what_has_nothing_to_do_with_the_plan_changes_nothing() {
    for line in ["meeting sat 9:00-10:00", "off sun", "work until 17:30"] {
        let found = monday_if(line);
        assert_eq!(found.moves().count(), 0, "{line}");
        assert!(found.objective().abs() < 1e-9);
        assert!(found.terms().is_empty() && found.risks.is_empty() && found.squeezed.is_empty());
    }
}

#[test]
fn a_task_that_is_given_up_leaves_its_blocks_and_its_worth_is_no_loss_of_the_others() {
    let found = monday_if("drop report");
    let gone = found.moves().filter(|one| one.to.is_none() && one.task == id(1)).count();
    let had = spans(&found.before).iter().filter(|(task, _)| *task == id(1)).count();
    assert!(had > 0 && gone == had, "{gone} of {had}");
    assert_eq!(found.subject, Some(id(1)));
    assert!(found.objective() < found.rest().total() - 1.0, "the work is missing");
    assert!(spans(&monday_if("done report").after).iter().all(|(task, _)| *task != id(1)));
}

#[test]
fn one_task_more_has_a_place_and_a_risk_of_its_own() {
    let found = monday_if("add Pay taxes 2h deadline:today-17:00");
    let new = found.subject.unwrap();
    let title = said::title(new, &found.state);
    assert_eq!(title, "`Pay taxes`");
    let end = at("2026-11-23 17:00");
    let own: Vec<_> = spans(&found.after).into_iter().filter(|(task, _)| *task == new).collect();
    assert!(!own.is_empty() && own.iter().all(|(_, span)| span.end <= end));
    let risk = found.risks.iter().find(|(task, ..)| *task == new).unwrap();
    assert!(risk.1.is_none() && risk.2 > 0.0);
    assert!(found.rest().total() < 0.0, "the others pay for it");
}

#[test]
fn longer_days_take_more_and_days_off_nothing() {
    let mut full = monday();
    full.planning.horizon_days = 0;
    let found = ask(&full, "work until 21:00", 2000).unwrap();
    let late = at("2026-11-23 17:30");
    assert!(spans(&found.after).iter().any(|(_, span)| span.end > late));
    assert!(found.objective() > 0.0);
    let found = monday_if("off tomorrow");
    let tomorrow = Span::new(at("2026-11-24 04:00"), at("2026-11-25 04:00"));
    assert!(spans(&found.after).iter().all(|(_, span)| span.overlap(tomorrow).is_none()));
    let wednesday = at("2026-11-25 04:00");
    let found = monday_if("defer importer to wed");
    assert!(spans(&found.after).iter().all(|(task, s)| *task != id(3) || s.start >= wednesday));
}

#[test]
fn one_long_day_in_a_holiday_leaves_the_rest_of_it_free() {
    let mut away = monday();
    let day = |text: &str| text.parse().unwrap();
    away.planning.off.push((day("2026-11-23"), day("2026-12-31")));
    let found = ask(&away, "work until 19:00", 2000).unwrap();
    let monday = Span::new(at("2026-11-23 08:50"), at("2026-11-23 19:00"));
    let placed = spans(&found.after);
    assert!(!placed.is_empty(), "the day that was asked about takes work");
    assert!(placed.iter().all(|(_, span)| span.overlap(monday) == Some(*span)), "{placed:?}");
}

#[test]
fn what_can_not_be_is_refused() {
    assert_eq!(ask(&monday(), "drop 99", 50).unwrap_err().code(), "not_found");
    let mut staged = monday();
    let done = ask(&staged, "done 2", 50).unwrap();
    staged.state = done.state;
    assert!(ask(&staged, "done 2", 50).is_err());
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(24))]
    #[test]
    fn any_question_about_any_world_has_an_answer(
        seed in any::<u64>(), tasks in 0..12u32, which in 0..SUPPOSITIONS.len(),
    ) {
        let staged = some_world(seed, tasks);
        let line = SUPPOSITIONS[which].1.replace("142", "1");
        if let Ok(found) = ask(&staged, &line, 100) {
            prop_assert!(found.objective().is_finite());
            prop_assert!((found.objective() - found.rest().total()).is_finite());
            for (task, _, then) in &found.risks {
                prop_assert!((0.0..=1.0).contains(then) && found.state.task(*task).is_some());
            }
        }
    }
}
