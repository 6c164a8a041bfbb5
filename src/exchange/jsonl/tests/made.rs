//! Made-up tasks, sessions, breaks, blocks, events and types, with texts that mean harm.

use super::super::*;
use crate::domain::{
    Answer, BlockId, BlockNo, BreakClass, BreakId, Due, Explained, HeardId, Interruption, Mode,
    Moment, Objection, Outcome, Priority, SessionId, SnoozeId, SnoozeKind, Sound, Source, Status,
    TaskId, TaskNo, ToldId,
};
use proptest::prelude::*;
use uuid::Uuid;

fn hostile() -> impl Strategy<Value = String> {
    // A NUL is the one character that is refused.
    prop_oneof![
        "[^\0]{0,40}",
        "[\"\\\\/\u{1}-\u{1f}\u{7f}-\u{9f}\u{2028}\u{202e}{}\\[\\],:]{0,20}",
        "[a-zäß漢🚀 ]{0,30}",
    ]
}

fn moment() -> impl Strategy<Value = Moment> {
    (-2_208_988_800_000i64..=7_258_118_400_000, -1439i16..1440)
        .prop_map(|(ms, o)| Moment::new(ms, o))
}

fn id() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

fn maybe<S: Strategy>(some: S) -> impl Strategy<Value = Option<S::Value>>
where
    S::Value: Clone,
{
    proptest::option::of(some)
}

fn any_task() -> impl Strategy<Value = Task> {
    let words = (
        hostile(),
        hostile(),
        maybe(hostile()),
        maybe(hostile()),
        maybe(hostile()),
        maybe(hostile()),
    );
    let lists = (
        proptest::collection::btree_set(hostile(), 0..4),
        proptest::collection::btree_set(id(), 0..4),
    );
    let times = (
        moment(),
        moment(),
        maybe((moment(), any::<bool>())),
        maybe(moment()),
        maybe(-25_000i32..80_000),
    );
    let numbers =
        (any::<u32>(), maybe(any::<u32>()), maybe((any::<u32>(), any::<u32>())), maybe(id()));
    let choices = (0..4usize, 0..4usize, any::<bool>());
    (id(), words, lists, times, numbers, choices).prop_map(
        |(id, words, lists, times, numbers, choices)| {
            let mut task = Task::new(
                TaskId(id),
                TaskNo(numbers.0.min(u32::MAX - 1)),
                format!("x{}", words.0),
                times.0,
            );
            (task.note, task.kind, task.project, task.at, task.every) =
                (words.1, words.2, words.3, words.4, words.5);
            task.tags = lists.0.into_iter().collect();
            task.after = lists.1.into_iter().map(TaskId).filter(|other| other.0 != id).collect();
            task.due = times.2.map(|(at, hard)| Due { at, hard });
            task.from = times.3;
            task.on = times.4.and_then(|day| {
                chrono::NaiveDate::default().checked_add_signed(chrono::TimeDelta::days(day.into()))
            });
            task.estimate_s = numbers.1;
            task.chunk_min_s = numbers.2.map(|(a, b)| a.min(b));
            task.chunk_max_s = numbers.2.map(|(a, b)| a.max(b));
            task.series = numbers.3;
            task.priority = Priority::ALL[choices.0];
            task.status = Status::ALL[choices.1];
            task.splittable = choices.2;
            task.closed = task.status.is_closed().then_some(times.1);
            task
        },
    )
}

fn any_session() -> impl Strategy<Value = Session> {
    let interruption = (moment(), 0..3u32, hostile());
    let interruptions = proptest::collection::vec(interruption, 0..4);
    let words = (maybe(hostile()), hostile(), hostile());
    let times = (moment(), maybe(0..1_000_000_000i64), maybe(moment()));
    (id(), maybe(id()), words, times, maybe(1..=5u8), (interruptions, 0..5usize, any::<bool>()))
        .prop_map(|(id, task, words, times, focus, (interruptions, outcome, bare))| {
            let mut session = Session::running(SessionId(id), task.map(TaskId), words.0, times.0);
            session.end =
                times.1.map(|after| Moment::new(times.0.utc_ms() + after, times.0.offset_min()));
            session.confirmed = times.2;
            session.focus = focus;
            session.note = words.1;
            session.source = Source::from(words.2);
            session.outcome = Outcome::ALL.get(outcome).copied();
            session.interruptions = interruptions
                .into_iter()
                .map(|(at, lost_s, reason)| {
                    if bare {
                        write::anonymous(times.0)
                    } else {
                        Interruption { at, lost_s, reason }
                    }
                })
                .collect();
            session
        })
}

/// What a person says about nudges.
fn snoozes() -> impl Strategy<Value = Record> {
    let snooze = (id(), moment(), 1..=Snooze::LONGEST_S * 1000, 0..2usize).prop_filter_map(
        "within the years that there are",
        |(id, start, ms, how)| {
            let end = Moment::new(start.utc_ms() + ms, start.offset_min());
            let how = SnoozeKind::ALL[how];
            (end > start).then_some(Record::Snooze(Snooze { id: SnoozeId(id), start, end, how }))
        },
    );
    let dispute =
        (hostile(), moment(), 0..80_000u64, hostile()).prop_map(|(sign, at, day, note)| {
            let until = chrono::NaiveDate::default() + chrono::Days::new(day);
            Record::Dispute(Dispute { sign: format!("s{sign}"), at, until, note })
        });
    prop_oneof![snooze, dispute]
}

/// What heyday said and heard.
fn nudges() -> impl Strategy<Value = Record> {
    let told = (id(), moment(), hostile(), moment(), hostile(), maybe((moment(), 0..3usize)));
    let told = told.prop_map(|(id, at, rule, due, text, answer)| {
        let answer = answer.map(|(at, answer)| (at, Answer::ALL[answer]));
        Record::Told(Told { id: ToldId(id), at, rule: format!("r{rule}"), due, text, answer })
    });
    let heard = (id(), moment(), maybe(0..1_000_000_000i64), moment(), 0..8usize, 0..6usize);
    let heard = heard.prop_map(|(id, start, ms, noticed, what, explained)| {
        let what = Sound::ALL[what];
        let ms = if what.is_mark() { Some(0) } else { ms };
        let end = ms.map(|ms| Moment::new(start.utc_ms() + ms, start.offset_min()));
        let explained = Explained::ALL.get(explained).copied();
        Record::Heard(Heard { id: HeardId(id), start, end, noticed, what, explained })
    });
    prop_oneof![told, heard]
}

/// Anything that a line can hold.
pub(super) fn any_record() -> impl Strategy<Value = Record> {
    let pause =
        (id(), moment(), maybe(0..1_000_000i64), 0..3usize, any::<bool>(), maybe(any::<u32>()))
            .prop_map(|(id, start, length, class, natural, planned_s)| {
                let end = length.map(|ms| Moment::new(start.utc_ms() + ms, 0));
                let class = [BreakClass::Micro, BreakClass::Rest, BreakClass::DailyLimit][class];
                Record::Break(Break { id: BreakId(id), start, end, class, natural, planned_s })
            });
    let event =
        ("[^\0]{1,20}", hostile(), hostile(), moment(), 0..1_000_000i64, any::<[bool; 3]>())
            .prop_map(|(uid, calendar, title, start, ms, [busy, all_day, day_off])| {
                let end = Moment::new(start.utc_ms() + ms, 120);
                Record::Event(Event { uid, calendar, title, start, end, busy, all_day, day_off })
            });
    let block = (id(), 1..u32::MAX, id(), proptest::collection::btree_set(id(), 0..4), moment())
        .prop_flat_map(|made| (Just(made), 1_000..86_400_000i64, any::<bool>()))
        .prop_map(|((id, no, task, also, start), ms, pinned)| {
            let end = Moment::new(start.utc_ms() + ms, start.offset_min());
            let also = also.into_iter().filter(|one| *one != task).map(TaskId).collect();
            let (id, no, task) = (BlockId(id), BlockNo(no), TaskId(task));
            Record::Block(Block { id, no, task, also, start, end, pinned })
        });
    let formerly = proptest::collection::btree_set("[a-c\u{e9}]{1,3}", 0..3);
    let kind =
        (hostile(), 0..4usize, formerly, 0..3usize).prop_map(|(name, mode, old, objection)| {
            Record::Type(TaskType {
                formerly: old.into_iter().collect(),
                objection: Objection::ALL.get(objection).copied(),
                ..TaskType::new(format!("t{name}"), Mode::ALL[mode])
            })
        });
    prop_oneof![
        any_task().prop_map(|task| Record::Task(Box::new(task))),
        any_session().prop_map(|session| Record::Session(Box::new(session))),
        pause,
        block,
        event,
        kind,
        snoozes(),
        nudges(),
    ]
}
