//! How laws are tested in every room: so many cases, and what has failed once is kept under `tests/regressions`
//! and tried first from then on. Commit such a file with what mends it.

use super::{
    BlockId, Intent, Moment, Now, PlanVerb, Put, SnoozeKind, Span, State, TaskId, TaskNo, TaskRef,
    Was,
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence};

/// The settings of a law with that many cases.
pub(crate) fn cases(cases: u32) -> Config {
    let kept = FileFailurePersistence::SourceParallel("tests/regressions");
    Config { cases, failure_persistence: Some(Box::new(kept)), ..Config::default() }
}

/// A change of the plan, sensible or not. It speaks of tasks by number, of blocks by their place in the plan, and of
/// times by their distance from the present: [`real`] makes an intent of it.
pub(crate) fn plans() -> impl Strategy<Value = Intent> {
    let task = || (1u128..6).prop_map(|no| TaskId(uuid::Uuid::from_u128(no)));
    let block = || (0u128..4).prop_map(|place| BlockId(uuid::Uuid::from_u128(place)));
    let known = prop_oneof![3 => Just(None), 2 => block().prop_map(Some)];
    let also = proptest::collection::vec(task(), 0..3);
    let put = (known, task(), also, -60i64..600, 0i64..90, any::<bool>()).prop_map(
        |(id, task, also, from, length, pinned)| {
            let at = |minutes: i64| Moment::new(minutes * 60_000, 0);
            let (start, end) = (at(from), at(from + length));
            Put { id, no: None, task, also, start, end, pinned }
        },
    );
    let remove = prop_oneof![3 => Just(Vec::new()), 1 => block().prop_map(|id| vec![id])];
    (remove, proptest::collection::vec(put, 0..3), 0..PlanVerb::ALL.len())
        .prop_map(|(remove, put, verb)| Intent::Plan { verb: PlanVerb::ALL[verb], remove, put })
}

/// A silence or an objection, or the end of one. Times are distances from the present, days from 1970 on are days from
/// today on: [`real`] makes an intent of it.
pub(crate) fn nudges() -> impl Strategy<Value = Intent> {
    let kinds = prop_oneof![Just(SnoozeKind::Snoozed), Just(SnoozeKind::Off)];
    let snooze = (-30i64..200, kinds)
        .prop_map(|(minutes, how)| Intent::Snooze { until: Moment::new(minutes * 60_000, 0), how });
    let dispute = ("[u-v]", 0u64..4, "[a-b]?").prop_map(|(sign, days, note)| Intent::Dispute {
        sign,
        until: NaiveDate::default() + Days::new(days),
        note,
    });
    let undispute = "[u-v]".prop_map(|sign| Intent::Undispute { sign });
    prop_oneof![3 => snooze, 1 => Just(Intent::Unsnooze), 2 => dispute, 1 => undispute]
}

/// What an absence was, one that can be explained or not. Times are distances from the present: [`real`] makes an intent
/// of it.
pub(crate) fn absences() -> impl Strategy<Value = Intent> {
    let ago = |minutes: i64| Moment::new(-minutes * 60_000, 0);
    let was = prop_oneof![
        1 => Just(Was::Keep),
        3 => Just(Was::Break),
        2 => (1u32..5).prop_map(|no| Was::OtherTask(TaskRef::No(TaskNo(no)))),
        1 => Just(Was::Discard),
        2 => (0i64..90).prop_map(move |minutes| Was::Split(ago(minutes))),
    ];
    (0i64..60, 0i64..60, was).prop_map(move |(to, length, was)| Intent::Away {
        span: Span::new(ago(to + length), ago(to)),
        was,
    })
}

/// The intent that one of [`plans`], [`nudges`] or [`absences`] stands for; others are what they are.
pub(crate) fn real(intent: Intent, state: &State, now: &Now) -> Intent {
    let task = |id: TaskId| {
        let no = u32::try_from(id.0.as_u128()).unwrap_or(0);
        state.task_no(TaskNo(no)).map_or(id, |task| task.id)
    };
    let block = |id: BlockId| {
        let place = usize::try_from(id.0.as_u128()).unwrap_or(0);
        state.plan().rev().nth(place).map_or(id, |block| block.id)
    };
    let at = |when: Moment| now.at.plus_seconds(when.utc_ms() / 1000);
    match intent {
        Intent::Together(intents) => {
            Intent::Together(intents.into_iter().map(|one| real(one, state, now)).collect())
        }
        Intent::Plan { verb, remove, put } => Intent::Plan {
            verb,
            remove: remove.into_iter().map(block).collect(),
            put: put
                .into_iter()
                .map(|put| Put {
                    id: put.id.map(block),
                    task: task(put.task),
                    also: put.also.into_iter().map(task).collect(),
                    start: at(put.start),
                    end: at(put.end),
                    ..put
                })
                .collect(),
        },
        Intent::Snooze { until, how } => Intent::Snooze { until: at(until), how },
        Intent::Away { span, was } => {
            let was = match was {
                Was::Split(when) => Was::Split(at(when)),
                other => other,
            };
            Intent::Away { span: Span::new(at(span.start), at(span.end)), was }
        }
        Intent::Dispute { sign, until, note } => {
            let days = until.signed_duration_since(NaiveDate::default());
            Intent::Dispute { sign, until: now.day() + days, note }
        }
        other => other,
    }
}

/// Whether no two blocks of the plan are at the same time or, as long as they are live, have the same number.
pub(crate) fn plan_is_sound(state: &State, now: &Now) -> bool {
    let blocks: Vec<_> = state.plan().collect();
    let live_from = super::block::live_from(now).utc_ms();
    blocks.iter().enumerate().all(|(at, one)| {
        one.end.utc_ms() > one.start.utc_ms()
            && blocks[at + 1..].iter().all(|other| {
                let live = one.end.utc_ms().min(other.end.utc_ms()) > live_from;
                one.span().overlap(other.span()).is_none() && !(live && one.no == other.no)
            })
    })
}
