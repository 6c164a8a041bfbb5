//! What a single block is worth, here and elsewhere: by hand, and as a difference of whole plans.

use super::super::instance::{Before, Budget};
use super::super::{FREE, Obstacle, Parts, Problem, Stretch, score};
use super::{instance, near, own, work};

/// The first letters of a plan that breaks nothing, and the block that begins at a slot.
fn taken_apart(problem: &Problem, line: &str, start: usize) -> (Vec<u16>, Stretch) {
    let own = own(line);
    let block = super::super::stretches(problem, &own)
        .into_iter()
        .find(|block| usize::from(block.start) == start);
    (own, block.unwrap())
}

#[test]
fn what_a_block_is_worth_is_what_the_plan_loses_without_it() {
    let mut day = instance(
        &[12],
        vec![work(45, 15, 45), work(30, 15, 30), work(15, 15, 15), work(30, 15, 30)],
    );
    day.tasks[0].due = Some([0, 570]);
    day.tasks[1].deps = vec![0];
    day.tasks[2].deps = vec![1];
    day.prev = vec![Before { task: 0, day: 0, start: 540, end: 570 }];
    let problem = Problem::new(&day).unwrap();
    let (own, block) = taken_apart(&problem, "000 11 2 33 ....", 0);
    let parts = Parts::new(&problem, &own).unwrap();
    let marginal = parts.marginal(block).unwrap();
    near(marginal.alone.value, 3.0);
    near(marginal.alone.bonus, 0.45);
    near(marginal.alone.late, 4.0);
    near(marginal.alone.block, -0.6);
    near(marginal.alone.stab, 1.2);
    // Eight slots without a break are two too many, and none of the five after it.
    near(marginal.alone.brk, -1.6);
    assert_eq!(marginal.waiting, [1, 2]);
    near(marginal.with_waiting.value, 6.0);
    near(marginal.with_waiting.total() - marginal.alone.total(), 3.0 + 0.45 - 1.2);
    assert_eq!(parts.marginal(Stretch { len: 2, ..block }), None);
    assert_eq!(parts.marginal(Stretch { task: 9, ..block }), None);
}

#[test]
fn every_other_place_says_what_it_would_change() {
    let mut day = instance(&[8, 4], vec![work(30, 15, 30), work(30, 15, 30), work(15, 15, 15)]);
    day.tasks[1].w = 4.0;
    day.q[0][38] = 1.5;
    day.tasks[0].due = Some([0, 660]);
    let problem = Problem::new(&day).unwrap();
    let (own, block) = taken_apart(&problem, ".2.. 00 11 ....", 4);
    let parts = Parts::new(&problem, &own).unwrap();
    let places = parts.places(block, 0..2);
    let starts: Vec<u16> = places.iter().map(|place| place.start).collect();
    assert_eq!(
        starts.len(),
        9,
        "slots 0 to 6 of the first day but its own, 8 to 10 of the second: {starts:?}"
    );
    for place in &places {
        let mut moved = own.clone();
        moved[4..6].fill(FREE);
        let new = usize::from(place.start)..usize::from(place.start) + 2;
        for task in &place.taken_by {
            moved.iter_mut().filter(|slot| *slot == task).for_each(|slot| *slot = FREE);
        }
        moved[new].fill(0);
        let change = score(&problem, &moved).unwrap() - score(&problem, &own).unwrap();
        for ((name, said), (_, true_change)) in place.change.terms().iter().zip(change.terms()) {
            assert!((said - true_change).abs() < 1e-9, "{name} at {}", place.start);
        }
    }
    let best = &places[0];
    assert_eq!((best.start, best.taken_by.as_slice()), (2, [].as_slice()));
    near(best.change.total(), 0.5);
    let taken = places.iter().find(|place| place.start == 6).unwrap();
    assert_eq!(taken.taken_by, [1]);
    near(taken.change.value, -8.0);
    near(taken.change.bonus, -0.15 * 4.0 * 2.0);
    near(taken.change.block, 0.6);
}

#[test]
fn what_keeps_a_block_from_a_place_is_named() {
    let mut day = instance(
        &[12],
        vec![work(30, 30, 30), work(60, 15, 45), work(15, 15, 15), work(15, 15, 15)],
    );
    day.tasks[1].deps = vec![0];
    day.tasks[1].release = Some([0, 555]);
    day.tasks[1].windows = Some(vec![[0, 540, 705]]);
    day.tasks[2].deps = vec![1];
    day.days[0].busy = vec![[630, 640]];
    day.budgets = vec![Budget { tasks: vec![1, 3], day: Some(75), week: None }];
    let problem = Problem::new(&day).unwrap();
    let (own, block) = taken_apart(&problem, "..00 11 .11 3 2 .", 4);
    let parts = Parts::new(&problem, &own).unwrap();
    let says = |start| parts.obstacle(block, start);
    assert_eq!(says(0), Some(Obstacle::Release));
    assert_eq!(says(2), Some(Obstacle::TooEarly(0)));
    assert_eq!(says(5), Some(Obstacle::Closed));
    assert_eq!(says(6), Some(Obstacle::Closed));
    assert_eq!(says(8), Some(Obstacle::Own));
    assert_eq!(says(9), Some(Obstacle::TooLate(2)));
    assert_eq!(says(10), Some(Obstacle::Window));
    assert_eq!(says(11), Some(Obstacle::Closed));
    assert_eq!(says(u16::MAX), Some(Obstacle::Closed));
    let (_, single) = taken_apart(&problem, "..00 11 .11 3 2 .", 9);
    assert_eq!(parts.obstacle(single, 0), None);
    assert_eq!(parts.obstacle(single, 10), Some(Obstacle::Taken(vec![2])));
    let full = Problem::new(&{
        day.budgets[0].day = None;
        day.budgets[0].week = Some(vec![[0, 0, 75]]);
        day.days.push(day.days[0].clone());
        day.budgets[0].week.as_mut().unwrap().push([1, 1, 0]);
        day
    })
    .unwrap();
    let own: Vec<u16> = own.into_iter().chain([FREE; 12]).collect();
    let parts = Parts::new(&full, &own).unwrap();
    assert_eq!(parts.obstacle(single, 12), Some(Obstacle::Budget(0)));
    assert!(parts.places(single, 1..9).is_empty());
}
