//! What a proposal would change, and what adopting it, or a part of it, comes to.

use crate::domain::{
    Block, BlockId, BlockNo, Intent, Moment, Now, PlanVerb, Put, Span, TaskId, Zone,
};
use crate::plan::diff::{Difference, Fate, adopt, between, diff};
use crate::plan::proposal::{DayPlan, Kind, Proposal, Proposed, Step, Stretch};
use proptest::prelude::*;
use uuid::Uuid;

/// 2026-11-25 09:00 UTC.
fn now() -> Now {
    Now::new(1_795_597_200_000, Zone::UTC, 240)
}

fn span(from_min: i64, minutes: i64) -> Span {
    let start = now().at.plus_seconds(from_min * 60);
    Span::new(start, start.plus_seconds(minutes * 60))
}

fn block(no: u32, task: u128, at: Span) -> Block {
    let id = BlockId(Uuid::from_u128(u128::from(no)));
    let (no, task) = (BlockNo(no), TaskId(Uuid::from_u128(task)));
    Block { id, no, task, also: vec![], start: at.start, end: at.end, pinned: false }
}

fn fresh(no: u32, task: u128, at: Span) -> Put {
    let put = Put::of(&block(no, task, at));
    Put { id: None, ..put }
}

/// A proposal for today that has just these blocks of work.
fn proposal(puts: Vec<Put>) -> Proposal {
    let stretch = |put: Put| {
        let (start, end, no) = (put.start, put.end, put.no.unwrap());
        let proposed = Proposed { put, no, step: Step::New, reasons: vec![] };
        Stretch { kind: Kind::Task(Box::new(proposed)), start, end }
    };
    let stretches = puts.into_iter().map(stretch).collect();
    let day = DayPlan { day: now().day(), capacity_s: 0, planned_s: 0, stretches };
    Proposal {
        made_at: now().at,
        seq: 0,
        days: vec![day],
        unplaced: vec![],
        at_risk: vec![],
        objective: 0.0,
        iterations: 0,
    }
}

fn told(found: &[Difference]) -> Vec<String> {
    let minutes = |at: Moment| at.seconds_since(now().at) / 60;
    let place = |span: Option<Span>| {
        span.map_or("-".into(), |span| format!("{}+{}", minutes(span.start), span.seconds() / 60))
    };
    found
        .iter()
        .map(|d| format!("{} {} {}>{}", d.no, d.fate.word(), place(d.from), place(d.to)))
        .collect()
}

#[test]
fn differences_are_told_by_time_and_each_block_once() {
    let plan = [
        block(1, 1, span(0, 60)),
        block(2, 2, span(60, 60)),
        block(3, 3, span(120, 30)),
        block(4, 4, span(180, 30)),
        block(5, 5, span(240, 30)),
    ];
    let pinned = Put { pinned: true, ..Put::of(&plan[4]) };
    let puts = vec![
        Put::of(&plan[0]),
        Put { start: span(300, 60).start, end: span(300, 60).end, ..Put::of(&plan[1]) },
        Put { end: span(120, 45).end, ..Put::of(&plan[2]) },
        pinned,
        fresh(9, 9, span(60, 30)),
    ];
    let found = diff(&plan, &proposal(puts), &now());
    assert_eq!(
        told(&found),
        [
            "b1 kept 0+60>0+60",
            "b9 added ->60+30",
            "b3 resized 120+30>120+45",
            "b4 removed 180+30>-",
            "b5 changed 240+30>240+30",
            "b2 moved 60+60>300+60"
        ]
    );
    assert_eq!(found.iter().filter(|one| one.differs()).count(), 5);
}

#[test]
fn a_task_that_goes_and_comes_has_moved() {
    let plan = [block(1, 1, span(0, 60))];
    let found = between(&plan, &[fresh(2, 1, span(90, 60))]);
    assert_eq!(told(&found), ["b2 moved 0+60>90+60"]);
}

#[test]
fn what_is_pinned_over_or_of_another_day_stays_when_a_proposal_is_silent_about_it() {
    let pinned = Block { pinned: true, ..block(1, 1, span(60, 60)) };
    let (begun, over) = (block(2, 2, span(-30, 60)), block(3, 3, span(-90, 60)));
    let (tomorrow, loose) = (block(4, 4, span(24 * 60, 60)), block(5, 5, span(180, 30)));
    let plan = [pinned, begun.clone(), over, tomorrow, loose.clone()];
    let silent = proposal(vec![]);
    let found = diff(&plan, &silent, &now());
    assert_eq!(told(&found), ["b2 removed -30+60>-", "b1 kept 60+60>60+60", "b5 removed 180+30>-"]);
    // A proposal keeps what has begun while somebody works on it: this one was left.
    let remove = vec![begun.id, loose.id];
    let expected = Intent::Plan { verb: PlanVerb::Accept, remove, put: vec![] };
    assert_eq!(adopt(&plan, &silent, None, &now()), Some(expected));
    assert_eq!(adopt(&plan, &silent, Some(&[BlockNo(4)]), &now()), None);
}

#[test]
fn what_has_begun_ends_where_it_is_and_goes_on_elsewhere_under_another_name() {
    let plan = [block(1, 1, span(-30, 60)), block(2, 2, span(60, 30))];
    let later = Put { start: span(120, 60).start, end: span(120, 60).end, ..Put::of(&plan[0]) };
    for put in [later, fresh(9, 1, span(120, 60))] {
        let no = put.no.unwrap();
        let proposed = proposal(vec![Put::of(&plan[1]), put.clone()]);
        assert_eq!(
            told(&diff(&plan, &proposed, &now())),
            ["b2 kept 60+30>60+30".to_owned(), format!("{no} moved -30+60>120+60")]
        );
        let put = vec![Put { id: None, ..put }];
        let expected = Intent::Plan { verb: PlanVerb::Accept, remove: vec![plan[0].id], put };
        assert_eq!(adopt(&plan, &proposed, Some(&[no]), &now()), Some(expected));
    }
}

fn parts(intent: Option<Intent>) -> (Vec<BlockId>, Vec<u32>) {
    let Some(Intent::Plan { remove, put, .. }) = intent else { return (vec![], vec![]) };
    (remove, put.iter().map(|put| put.no.unwrap().0).collect())
}

#[test]
fn a_block_that_is_adopted_alone_takes_along_what_is_in_its_way_and_nothing_else() {
    let plan = [block(1, 1, span(60, 60)), block(2, 2, span(120, 60)), block(3, 3, span(300, 30))];
    // b9 takes the place of b1, which takes that of b2, which goes. b8 has nothing to do with them.
    let puts = vec![
        fresh(9, 9, span(60, 60)),
        Put { start: span(120, 60).start, end: span(120, 60).end, ..Put::of(&plan[0]) },
        fresh(8, 8, span(400, 30)),
        Put::of(&plan[2]),
    ];
    let found = adopt(&plan, &proposal(puts.clone()), Some(&[BlockNo(9)]), &now());
    assert_eq!(parts(found), (vec![plan[1].id], vec![9, 1]));
    let alone = adopt(&plan, &proposal(puts.clone()), Some(&[BlockNo(8)]), &now());
    assert_eq!(parts(alone), (vec![], vec![8]));
    let gone = adopt(&plan, &proposal(puts.clone()), Some(&[BlockNo(2)]), &now());
    assert_eq!(parts(gone), (vec![plan[1].id], vec![]));
    let all = adopt(&plan, &proposal(puts), None, &now());
    assert_eq!(parts(all), (vec![plan[1].id], vec![9, 1, 8]));
    assert_eq!(adopt(&plan, &proposal(vec![Put::of(&plan[2])]), Some(&[BlockNo(3)]), &now()), None);
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(256))]

    #[test]
    fn adopting_all_makes_the_plan_what_was_proposed(
        old in proptest::collection::vec((1u128..6, 1i64..4), 0..6),
        new in proptest::collection::vec((proptest::option::of(0usize..6), 1u128..6, 1i64..4), 0..6),
    ) {
        let mut from = 0;
        let mut next = |length: i64| { from += length * 30; span(from - length * 30, length * 30) };
        let plan: Vec<Block> = (1..).zip(&old).map(|(no, (task, length))| block(no, *task, next(*length))).collect();
        let (mut from, mut used) = (0, vec![]);
        let puts: Vec<Put> = (10..).zip(new).map(|(no, (known, task, length))| {
            from += length * 30;
            let at = span(from - length * 30, length * 30);
            let known = known.and_then(|at| plan.get(at)).filter(|block| !used.contains(&block.id));
            used.extend(known.map(|block| block.id));
            let put = known.map_or_else(|| fresh(no, task, at), Put::of);
            Put { start: at.start, end: at.end, ..put }
        }).collect();
        let proposed = proposal(puts.clone());
        let mut left = plan.clone();
        if let Some(Intent::Plan { remove, put, .. }) = adopt(&plan, &proposed, None, &now()) {
            left.retain(|block| !remove.contains(&block.id) && put.iter().all(|put| put.id != Some(block.id)));
            for put in put {
                let known = plan.iter().find(|block| put.id == Some(block.id));
                let mut made = block(put.no.unwrap().0, 0, put.span());
                made.task = put.task;
                made.id = known.map_or(made.id, |block| block.id);
                left.push(made);
            }
        }
        left.sort_by_key(|block| block.start);
        let stood: Vec<_> = left.iter().map(|block| (block.task, block.span())).collect();
        let wanted: Vec<_> = puts.iter().map(|put| (put.task, put.span())).collect();
        prop_assert_eq!(stood, wanted);
        let kept = diff(&plan, &proposed, &now()).iter().filter(|d| d.fate == Fate::Kept).count();
        prop_assert!(kept <= plan.len().min(puts.len()));
    }
}
