//! Decisions as scenarios: what a person does, in order, and what the state says then.

#![expect(clippy::needless_pass_by_value, reason = "scenarios read better with values")]

use super::*;
use crate::domain::{
    Change, Due, Edit, Ending, Forgotten, Moment, Outcome, Priority, SessionEdit, SessionId,
    Source, Status, TaskNo, TaskRef, Zone,
};

mod away;
mod inferred;
mod kinds;
mod laws;
mod nudges;
mod plan;

/// A person's day: a state, a clock that is moved by hand, and a record of all changes.
struct Day {
    state: State,
    now: Now,
    mint: Mint,
    journal: Vec<Change>,
}

impl Day {
    fn new() -> Day {
        let at = Moment::parse_rfc3339("2026-11-25T09:00:00Z").unwrap();
        let now = Now::new(at.utc_ms(), Zone::UTC, 240);
        Day { state: State::new(1), now, mint: Mint::new(3, at.utc_ms()), journal: Vec::new() }
    }

    fn try_do(&mut self, intent: &Intent) -> Result<Decision, Refusal> {
        let decision = decide(&self.state, intent, &self.now, &mut self.mint)?;
        for change in &decision.changes {
            assert!(self.state.apply(change), "{change:?} concerns something unknown");
            self.journal.push(change.clone());
        }
        Ok(decision)
    }

    fn does(&mut self, intent: Intent) -> Decision {
        self.try_do(&intent).unwrap_or_else(|refusal| panic!("{intent:?}: {refusal}"))
    }

    fn refuses(&mut self, intent: Intent) -> Refusal {
        self.try_do(&intent).expect_err("a refusal")
    }

    fn passes(&mut self, minutes: i64) -> &mut Day {
        self.now.at = self.now.at.plus_seconds(minutes * 60);
        self
    }

    fn add(&mut self, title: &str) -> TaskNo {
        self.add_with(title, Vec::new())
    }

    fn add_with(&mut self, title: &str, edits: Vec<Edit>) -> TaskNo {
        let no = self.state.next_no();
        self.does(Intent::Add { title: title.into(), edits });
        no
    }

    fn start(&mut self, no: TaskNo) -> Decision {
        self.does(Intent::Start { task: Some(TaskRef::No(no)), at: None })
    }

    fn worked_min(&self, no: TaskNo) -> i64 {
        self.state.tracked_s(self.state.task_no(no).unwrap().id, self.now.at) / 60
    }

    fn ago(&self, minutes: i64) -> Moment {
        self.now.at.plus_seconds(-minutes * 60)
    }

    fn last_session(&self) -> SessionId {
        self.state.sessions().next_back().unwrap().id
    }
}

fn one(no: TaskNo) -> Vec<TaskRef> {
    vec![TaskRef::No(no)]
}

#[test]
fn switching_leaves_no_gap() {
    let mut day = Day::new();
    let (a, b) = (day.add("Write"), day.add("Review"));
    day.start(a);
    day.passes(30).start(b);
    day.passes(20).does(Intent::Stop(Ending::default()));
    let ends: Vec<_> = day.state.sessions().map(|s| (s.start, s.end.unwrap())).collect();
    assert_eq!(ends[0].1, ends[1].0);
    assert_eq!((day.worked_min(a), day.worked_min(b)), (30, 20));
}

#[test]
fn finishing_a_task_ends_its_timer_as_finished_and_leaves_others_running() {
    let mut day = Day::new();
    let (a, b) = (day.add("Write"), day.add("Review"));
    day.start(a);
    day.passes(10).does(Intent::Done { tasks: one(b), ending: Ending::default() });
    assert!(day.state.running().is_some());
    day.passes(10);
    let ending = Ending { focus: Some(4), ..Ending::default() };
    day.does(Intent::Done { tasks: one(a), ending });
    let session = day.state.sessions().next().unwrap();
    assert_eq!((session.outcome, session.focus), (Some(Outcome::Finished), Some(4)));
    assert_eq!(day.state.task_no(a).unwrap().closed, Some(day.now.at));
}

#[test]
fn a_running_task_cannot_be_started_again_and_nothing_cannot_be_stopped() {
    let mut day = Day::new();
    assert_eq!(day.refuses(Intent::Stop(Ending::default())), Refusal::NothingRunning);
    let a = day.add("Write");
    day.start(a);
    let again = day.refuses(Intent::Start { task: Some(TaskRef::No(a)), at: None });
    assert!(matches!(again, Refusal::AlreadyRunning { no, .. } if no == a));
}

#[test]
fn what_runs_since_yesterday_is_refused_with_its_day() {
    let mut day = Day::new();
    let a = day.add("Write");
    day.start(a);
    let again = Intent::Start { task: Some(TaskRef::No(a)), at: None };
    let today = day.refuses(again.clone()).to_string();
    let since = day.now.at.local().format("%H:%M").to_string();
    assert_eq!(today, format!("task 1 `Write` is running already, since {since}"));
    let date = day.now.at.local().format("%a %e %b %H:%M").to_string();
    day.passes(24 * 60);
    let later = day.refuses(again).to_string();
    assert_eq!(later, format!("task 1 `Write` is running already, since {date}"));
}

#[test]
fn start_and_stop_within_the_same_instant_work() {
    let mut day = Day::new();
    let a = day.add("Write");
    for _ in 0..3 {
        day.start(a);
        day.does(Intent::Stop(Ending::default()));
    }
    assert!(day.state.sessions().all(|s| s.end == Some(s.start)));
}

#[test]
fn a_clock_set_back_never_makes_a_negative_session_nor_one_that_cannot_end() {
    let mut day = Day::new();
    let a = day.add("Write");
    day.start(a);
    day.passes(-600).does(Intent::Stop(Ending::default()));
    assert_eq!(day.worked_min(a), 0);
    assert!(day.state.running().is_none());
}

#[test]
fn a_forgotten_timer_is_not_logged_until_someone_says_what_it_was() {
    let mut day = Day::new();
    let a = day.add("Write");
    day.start(a);
    day.passes(14 * 60);
    assert!(matches!(
        day.refuses(Intent::Stop(Ending::default())),
        Refusal::Forgotten { seconds: 50_400, .. }
    ));
    assert!(matches!(day.refuses(Intent::Resume { at: None }), Refusal::Busy { .. }));
    let until = day.ago(13 * 60);
    day.does(Intent::Settle(Forgotten::EndedAt(until)));
    assert_eq!(day.worked_min(a), 60);
    assert!(day.state.on_break().is_none());
}

#[test]
fn a_confirmed_timer_is_not_asked_about_again_for_the_same_stretch() {
    let mut day = Day::new();
    let a = day.add("Write");
    day.start(a);
    day.passes(300).does(Intent::Settle(Forgotten::Keep));
    day.passes(10).does(Intent::Stop(Ending::default()));
    assert_eq!(day.worked_min(a), 310);
}

#[test]
fn a_break_ends_the_session_and_work_ends_the_break() {
    let mut day = Day::new();
    let a = day.add("Write");
    day.start(a);
    day.passes(50);
    day.does(Intent::Break {
        planned_s: Some(600),
        class: crate::domain::BreakClass::Rest,
        at: None,
    });
    assert!(day.state.running().is_none());
    day.passes(12).does(Intent::Resume { at: None });
    assert!(day.state.on_break().is_none());
    let pause = day.state.breaks().next().unwrap();
    assert_eq!(pause.end.unwrap().seconds_since(pause.start), 720);
}

#[test]
fn a_late_start_cuts_what_ran_and_cannot_take_anothers_time() {
    let mut day = Day::new();
    let (a, b) = (day.add("Write"), day.add("Review"));
    day.start(a);
    day.passes(60);
    let at = Some(day.ago(20));
    day.does(Intent::Start { task: Some(TaskRef::No(b)), at });
    assert_eq!((day.worked_min(a), day.worked_min(b)), (40, 20));
    day.does(Intent::Stop(Ending::default()));
    let at = Some(day.ago(50));
    assert!(matches!(
        day.refuses(Intent::Start { task: Some(TaskRef::No(b)), at }),
        Refusal::Overlap { .. }
    ));
}

#[test]
fn interruptions_take_their_time_off_the_work() {
    let mut day = Day::new();
    let a = day.add("Write");
    day.start(a);
    day.passes(30).does(Intent::Interrupt { reason: "phone".into(), lost_s: 300, at: None });
    day.passes(30).does(Intent::Stop(Ending::default()));
    assert_eq!(day.worked_min(a), 55);
}

#[test]
fn tasks_cannot_wait_for_each_other() {
    let mut day = Day::new();
    let (a, b, c) = (day.add("a"), day.add("b"), day.add("c"));
    let after = |no| vec![Edit::After(vec![TaskRef::No(no)])];
    day.does(Intent::Edit { tasks: one(a), edits: after(b) });
    day.does(Intent::Edit { tasks: one(b), edits: after(c) });
    let refusal = day.refuses(Intent::Edit { tasks: one(c), edits: after(a) });
    assert_eq!(refusal, Refusal::Cycle(vec![c, a, b, c]));
    assert!(matches!(
        day.refuses(Intent::Edit { tasks: one(a), edits: after(a) }),
        Refusal::Cycle(_)
    ));
}

#[test]
fn a_part_of_a_title_is_enough_when_only_one_task_fits() {
    let mut day = Day::new();
    let a = day.add("Prepare slides");
    day.add("Review the draft");
    day.add("Review the code");
    let done = |part: &str| Intent::Done {
        tasks: vec![TaskRef::Title(part.into())],
        ending: Ending::default(),
    };
    day.does(done("SLIDES"));
    assert_eq!(day.state.task_no(a).unwrap().status, Status::Done);
    assert!(
        matches!(day.refuses(done("review")), Refusal::Ambiguous { candidates, .. } if candidates.len() == 2)
    );
    assert!(matches!(day.refuses(done("nothing")), Refusal::NoSuchTask(_)));
}

#[test]
fn a_repeating_task_leaves_one_open_instance_ever() {
    let mut day = Day::new();
    let a = day.add_with("Water the plants", vec![Edit::Every(Some(".+3d".into()))]);
    day.does(Intent::Done { tasks: one(a), ending: Ending::default() });
    let open: Vec<_> = day.state.tasks().filter(|t| !t.status.is_closed()).collect();
    assert_eq!(open.len(), 1);
    let next = open[0].no;
    assert_eq!(open[0].from.unwrap().local().date().to_string(), "2026-11-28");
    let refusal = day.refuses(Intent::Reopen { tasks: one(a) });
    assert!(matches!(refusal, Refusal::SeriesGoesOn { next: n, .. } if n == next));
}

#[test]
fn a_task_that_repeats_on_named_days_begins_on_the_first_of_them() {
    // It is Wednesday.
    let every = |rule: &str| Edit::Every(Some(rule.into()));
    let from = |day: &Day, no: TaskNo| day.state.task_no(no).unwrap().from.map(Moment::rfc3339);
    let friday = Some("2026-11-27T04:00:00+00:00".to_owned());
    let mut day = Day::new();
    let report = day.add_with("Send the report", vec![every("fri")]);
    assert_eq!(from(&day, report), friday);
    let rule = day.add_with("Plan", vec![every("FREQ=WEEKLY;BYDAY=MO,FR")]);
    assert_eq!(from(&day, rule), friday);
    let due = Edit::Due(Some(Due { at: day.now.at.plus_seconds(3600), hard: false }));
    for edits in [vec![every("wed,fri")], vec![every("+1w")], vec![every("fri"), due]] {
        let no = day.add_with("Write", edits);
        assert_eq!(from(&day, no), None);
    }
    let later = day.add("Tidy up");
    day.does(Intent::Edit { tasks: one(later), edits: vec![every("fri")] });
    assert_eq!(from(&day, later), friday);
    let begun = day.state.next_no();
    let (title, edits) = ("Sort the post".to_owned(), vec![every("fri")]);
    day.does(Intent::StartNew { title, edits, at: None });
    assert_eq!(from(&day, begun), None, "it is being done");
    // The next one can begin with its day, whatever the hour was at which the first was written down.
    day.passes(60).does(Intent::Done { tasks: one(begun), ending: Ending::default() });
    assert_eq!(from(&day, TaskNo(begun.0 + 1)), friday);
}

#[test]
fn two_closed_instances_of_a_series_are_not_both_reopened() {
    let mut day = Day::new();
    let a = day.add_with("Water the plants", vec![Edit::Every(Some(".+3d".into()))]);
    day.does(Intent::Done { tasks: one(a), ending: Ending::default() });
    let b = TaskNo(a.0 + 1);
    day.does(Intent::Drop { tasks: one(b) });
    let both = vec![TaskRef::No(a), TaskRef::No(b)];
    let refusal = day.refuses(Intent::Reopen { tasks: both.clone() });
    assert!(matches!(refusal, Refusal::SeriesGoesOn { no, next, .. } if (no, next) == (b, a)));
    let edits = vec![Edit::Status(Status::Open)];
    assert!(matches!(
        day.refuses(Intent::Edit { tasks: both, edits }),
        Refusal::SeriesGoesOn { .. }
    ));
    day.does(Intent::Reopen { tasks: one(b) });
}

#[test]
fn splitting_and_merging_a_session_is_the_identity_on_work() {
    let mut day = Day::new();
    let a = day.add("Write");
    day.start(a);
    day.passes(60).does(Intent::Stop(Ending::default()));
    let first = day.last_session();
    let at = day.ago(20);
    day.does(Intent::LogSplit { session: first, at });
    assert_eq!(day.worked_min(a), 60);
    assert_eq!(day.state.sessions().count(), 2);
    let second = day.last_session();
    day.does(Intent::LogMerge { sessions: [second, first] });
    assert_eq!((day.state.sessions().count(), day.worked_min(a)), (1, 60));
    assert!(matches!(
        day.refuses(Intent::LogSplit { session: first, at: day.now.at }),
        Refusal::NotInside(_)
    ));
}

#[test]
fn time_between_merged_sessions_does_not_become_work() {
    let mut day = Day::new();
    let a = day.add("Write");
    for _ in 0..2 {
        day.start(a);
        day.passes(30).does(Intent::Stop(Ending::default()));
        day.passes(15);
    }
    let ids: Vec<SessionId> = day.state.sessions().map(|s| s.id).collect();
    day.does(Intent::LogMerge { sessions: [ids[0], ids[1]] });
    assert_eq!(day.worked_min(a), 60);
}

#[test]
fn the_past_can_be_written_down_but_not_twice_and_not_the_future() {
    let mut day = Day::new();
    let a = day.add("Write");
    let log = |from: Moment, to: Moment| Intent::LogAdd {
        task: Some(TaskRef::No(a)),
        span: Span::new(from, to),
        about: Box::new(SessionEdit { focus: Some(Some(5)), ..SessionEdit::default() }),
    };
    let (from, to) = (day.ago(90), day.ago(30));
    day.does(log(from, to));
    assert_eq!(day.state.sessions().next().unwrap().source, Source::Manual);
    assert!(matches!(day.refuses(log(from, to)), Refusal::Overlap { .. }));
    let later = day.ago(-30);
    assert!(matches!(day.refuses(log(to, later)), Refusal::InFuture(_)));
}

#[test]
fn an_edit_that_changes_nothing_is_said_so() {
    let mut day = Day::new();
    let a = day.add("Write");
    let edits = vec![Edit::Priority(Priority::Normal)];
    assert_eq!(day.refuses(Intent::Edit { tasks: one(a), edits }), Refusal::NothingToChange);
}
