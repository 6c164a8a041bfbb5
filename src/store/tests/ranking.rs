//! What the store ranks from outlines is what the domain ranks from whole tasks.

use super::*;
use crate::domain::urgency::{Coefficients, rank};
use crate::domain::{Due, Priority};
use proptest::prelude::*;
use uuid::Uuid;

const DAY_MIN: i64 = 24 * 60;

fn id(n: u32) -> TaskId {
    TaskId(Uuid::from_u128(u128::from(n)))
}

fn moment() -> impl Strategy<Value = Moment> {
    // Few distinct ones, so that equal urgencies occur.
    (-40i64..40).prop_map(|half_days| at(half_days * DAY_MIN / 2).at)
}

fn task() -> impl Strategy<Value = Task> {
    let dates = (
        moment(),
        proptest::option::of((moment(), any::<bool>())),
        proptest::option::weighted(0.2, moment()),
        proptest::option::weighted(0.3, -2i64..3),
    );
    let rest = (
        proptest::sample::select(&Status::ALL[..]),
        proptest::sample::select(&Priority::ALL[..]),
        any::<bool>(),
        proptest::collection::btree_set("[a-c\"\\\\,é]{1,2}", 0..4),
        proptest::collection::btree_set(1u32..16, 0..2),
        proptest::option::of(0u32..20_000),
    );
    (dates, rest).prop_map(
        |((created, due, from, on), (status, priority, filed, tags, after, guess))| Task {
            status,
            priority,
            due: due.map(|(at, hard)| Due { at, hard }),
            from,
            on: on.map(|days| at(days * DAY_MIN).day()),
            project: filed.then(|| "p".to_owned()),
            tags: tags.into_iter().collect(),
            after: after.into_iter().map(id).collect(),
            estimate_s: guess,
            closed: status.is_closed().then_some(created),
            ..Task::new(id(0), TaskNo(0), "t", created)
        },
    )
}

fn weights() -> impl Strategy<Value = Coefficients> {
    proptest::array::uniform6(-9.0..9.0).prop_map(|w| Coefficients {
        urgent: w[0],
        due: w[1],
        deadline: w[2],
        planned: w[3],
        blocking: w[4],
        age: w[5],
        ..Coefficients::default()
    })
}

fn session(task: u32, from: i64, to: Option<i64>) -> Change {
    let id_of = SessionId(Uuid::from_u128(from.unsigned_abs().into()));
    let session = Session {
        end: to.map(|to| at(to).at),
        ..Session::running(id_of, Some(id(task)), None, at(from).at)
    };
    Change::SessionAdded { session: Box::new(session) }
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(128))]

    #[test]
    fn the_queue_and_the_glance_equal_the_ranking_of_whole_tasks(
        tasks in proptest::collection::vec(task(), 0..16),
        weights in prop_oneof![Just(Coefficients::default()), weights()],
        entangled in any::<bool>(),
        running in proptest::option::of(1u32..16),
        worked in proptest::collection::vec((1u32..16, 1i64..200), 0..4),
    ) {
        let mut store = Store::in_memory().unwrap();
        let added = (1..).zip(tasks).map(|(no, task)| Change::TaskAdded {
            task: Box::new(Task {
                id: id(no),
                no: TaskNo(no),
                after: if entangled { task.after.clone() } else { Vec::new() },
                ..task
            }),
        });
        let ended = (1i64..).zip(worked).map(|(n, (task, min))| session(task, -n * 300, Some(min - n * 300)));
        let current = running.map(|task| session(task, -10, None));
        store.import(added.chain(ended).chain(current).map(Ok::<_, StoreError>), "import", "", &at(0)).unwrap();
        let now = at(0);
        let state = store.load(&Scope::Open, &now).unwrap();
        let busy = state.running().and_then(|session| session.task);
        let ranked: Vec<TaskId> =
            rank(&state, &now, &weights).into_iter().map(|(id, _)| id).filter(|id| Some(*id) != busy).collect();
        prop_assert_eq!(store.queue(&now, &weights).unwrap(), ranked.clone());
        for count in [0, 1, 4, 40] {
            let first: Vec<TaskId> = ranked.iter().copied().take(count).collect();
            prop_assert_eq!(store.first_of_queue(count, &now, &weights).unwrap(), first);
        }
        let glance = store.glance(true, &now, &weights).unwrap();
        prop_assert_eq!(glance.next, ranked.first().copied());
        let next = glance.next.map(|id| (glance.state.task(id), glance.state.tracked_s(id, now.at)));
        prop_assert_eq!(next, glance.next.map(|id| (state.task(id), state.tracked_s(id, now.at))));
        let planned = state.tasks().filter(|task| !task.status.is_closed() && task.on.is_some_and(|on| on <= now.day()));
        let ended_s = |task: &Task| {
            let running = state.running().filter(|s| s.task == Some(task.id)).map_or(0, |s| s.worked_s(now.at));
            state.tracked_s(task.id, now.at) - running
        };
        let left = planned.filter_map(|task| Some((i64::from(task.estimate_s?) - ended_s(task)).max(0)));
        prop_assert_eq!(glance.planned_s, left.sum::<i64>());
    }
}

#[test]
fn ranking_reads_an_index_and_no_whole_task() {
    let store = Store::in_memory().unwrap();
    for sql in [
        "SELECT outline,after,id FROM tasks WHERE status IN ('open', 'waiting') ORDER BY no",
        "SELECT group_concat(outline, ';'), count(after) FROM tasks WHERE status IN ('open', 'waiting')",
        "SELECT sum(max(estimate_s - tracked_s, 0)) FROM tasks WHERE on_day IS NOT NULL \
         AND status IN ('open', 'waiting') AND on_day <= '2026-11-25'",
    ] {
        // The program that SQLite makes of it: cursor 0 is the table, and a deferred seek of it is made
        // when one of its columns is read. The plan in words does not tell that apart.
        let mut explain = store.conn.prepare(&format!("EXPLAIN {sql}")).unwrap();
        let reads = explain.query_map([], |row| Ok((row.get("opcode")?, row.get("p1")?))).unwrap();
        let cursors: Vec<i64> = reads
            .map(Result::unwrap)
            .filter(|(opcode, _): &(String, i64)| opcode == "Column")
            .map(|(_, cursor)| cursor)
            .collect();
        assert!(!cursors.is_empty() && !cursors.contains(&0), "{sql}: {cursors:?}");
    }
}
