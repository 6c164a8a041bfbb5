//! What holds for every instance: no constraint is ever broken, quick sums agree with slow ones, and the same is
//! always the same.

use super::super::instance::{Before, Budget, Day, Instance, QUARTERS, Weights, Work};
use super::super::{FREE, Parts, Problem, score, solve, stretches};
use super::{instance, work};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

prop_compose! {
    fn any_day()(start in 0_u32..60, slots in prop_oneof![0_u32..3, 4_u32..40, Just(96)],
        taken in vec((0_u32..1500, 0_u32..200, 0_u8..6), 0..6), closed in 0_u8..8,
        before in of((0_u32..300, 0_u32..200, 0_u32..120)), capacity_min in of(0_u32..600)) -> Day {
        let end = start * 15 + slots * 15;
        let of = |sort: fn(u8) -> bool| {
            let taken = taken.iter().filter(move |(.., of)| sort(*of)).map(|(at, len, _)| [*at, at + len]);
            taken.collect::<Vec<_>>()
        };
        let mut busy = of(|sort| sort < 3);
        let pinned = of(|sort| sort > 3).into_iter().map(|[from, to]| (from, to, to % 2 == 0)).collect();
        let (worked_min, worked_deep_min, run) = before.unwrap_or_default();
        if closed == 0 {
            busy.push([0, 2880]);
        }
        Day { start: start * 15, end, busy, pinned, meetings: of(|sort| sort == 3), worked_min, worked_deep_min, run, capacity_min, weekend: start % 2 == 0 }
    }
}

prop_compose! {
    fn any_work()(size in prop_oneof![1_u32..10, 1_u32..60], chunk in (1_u32..6, 0_u32..8),
        w in prop_oneof![Just(0.0), Just(1.0), Just(1.5), Just(4.0)], kind in 0_usize..2,
        release in of((-1_i64..4, 400_i64..1200)), due in of((-1_i64..5, 400_i64..1400)),
        windows in of(vec((0_u32..4, 0_u32..1500, 0_u32..400), 0..4)), flags in any::<(bool, bool)>(), deps in vec(any::<prop::sample::Index>(), 0..3)) -> (Work, Vec<prop::sample::Index>) {
        let (min, more) = chunk;
        let work = Work {
            kind, w, rem: size * 15, hard: flags.0, deep: flags.1, deps: Vec::new(),
            release: release.map(|(day, minute)| [day, minute]), due: due.map(|(day, minute)| [day, minute]),
            min_chunk: Some(min * 15), max_chunk: Some((min + more) * 15),
            windows: windows.filter(|_| flags.0 || flags.1).map(|all| all.into_iter().map(|(day, from, len)| [day, from, from + len]).collect()),
        };
        (work, deps)
    }
}

prop_compose! {
    fn any_instance()(mut days in vec(any_day(), 0..4), tasks in vec(any_work(), 0..14), q in vec(vec(-0.5..1.5_f64, QUARTERS), 2),
        prev in vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_u32..1500, 0_u32..200), 0..6),
        budgets in vec((vec(any::<prop::sample::Index>(), 0..6), of(0_u32..300), of(vec((0_u32..4, 0_u32..4, 0_u32..600), 0..3))), 0..3),
        depends in 0_u8..3, bmax in prop_oneof![Just(0_u32), Just(6), Just(200)], load_frac in 0.0..1.2_f64, tardy in prop_oneof![Just(0.0), 0.0..2.0_f64]) -> Instance {
        for at in 1..days.len() {
            days[at - 1].end = days[at - 1].end.min(days[at].start + 1440);
            let over = (days[at - 1].end - days[at - 1].start) % 15;
            days[at - 1].end -= over;
        }
        let mut works = Vec::new();
        for (at, (mut work, deps)) in tasks.into_iter().enumerate() {
            if at > 0 && depends > 0 {
                work.deps = deps.iter().map(|dep| dep.index(at)).collect();
            }
            let windows = work.windows.iter_mut();
            windows.for_each(|windows| windows.retain(|[day, ..]| (*day as usize) < days.len()));
            works.push(work);
        }
        let (n, d) = (works.len(), days.len());
        let budgets = budgets.into_iter().map(|(tasks, day, week)| Budget {
            tasks: tasks.iter().filter(|_| n > 0).map(|task| task.index(n)).collect(),
            day,
            week: week.map(|week| week.into_iter().map(|(from, more, minutes)| [from, from + more, minutes])
                .filter(|[_, to, _]| (*to as usize) < d).collect()),
        }).collect();
        let prev = if n == 0 || d == 0 { Vec::new() } else {
            prev.into_iter().map(|(task, day, start, len)| Before { task: task.index(n), day: day.index(d), start, end: start + len }).collect()
        };
        let weights = Weights { bmax, load_frac, tardy, deep_cap: 4, ..Weights::default() };
        let q_weekend = if days.len() > 1 { q.clone() } else { Vec::new() };
        Instance { slot_min: 15, types: Vec::new(), q, q_weekend, days, tasks: works, prev, budgets, weights }
    }
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(48))]

    #[test]
    fn a_plan_breaks_no_constraint_and_its_sums_agree(instance in any_instance(), seed in 0_u64..1000) {
        let problem = Problem::new(&instance).unwrap();
        let first = solve(&problem, 0, seed);
        let found = solve(&problem, 60, seed);
        for solution in [&first, &found] {
            allowed(&instance, &problem, &solution.own)?;
            let slow = score(&problem, &solution.own).map_err(|broken| TestCaseError::fail(broken.to_string()))?;
            prop_assert!((slow.total() - solution.objective).abs() < 1e-6, "{} {}", slow.total(), solution.objective);
        }
        let empty = score(&problem, &vec![FREE; problem.total()]).unwrap().total();
        prop_assert!(first.objective >= empty - 1e-9, "the first plan is not worse than none");
        prop_assert!(found.objective >= first.objective - 1e-9, "searching makes nothing worse");
        prop_assert_eq!(found, solve(&problem, 60, seed));
    }
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(24))]

    #[test]
    fn the_parts_of_a_plan_agree_with_the_whole(instance in any_instance(), seed in 0_u64..1000) {
        let problem = Problem::new(&instance).unwrap();
        let own = solve(&problem, 20, seed).own;
        let parts = Parts::new(&problem, &own).unwrap();
        let whole = score(&problem, &own).unwrap().total();
        for block in stretches(&problem, &own).into_iter().take(6) {
            let marginal = parts.marginal(block).unwrap();
            let mut without = own.clone();
            without[usize::from(block.start)..usize::from(block.end())].fill(FREE);
            if marginal.waiting.is_empty() {
                let left = score(&problem, &without).unwrap().total();
                prop_assert!((whole - left - marginal.alone.total()).abs() < 1e-6);
            }
            for place in parts.places(block, 0..problem.held.len()).into_iter().take(8) {
                if place.taken_by.is_empty() {
                    let mut moved = without.clone();
                    moved[usize::from(place.start)..usize::from(place.start + block.len)].fill(block.task);
                    let there = score(&problem, &moved).map_err(|broken| TestCaseError::fail(broken.to_string()))?.total();
                    prop_assert!((there - whole - place.change.total()).abs() < 1e-6);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(24))]

    #[test]
    fn a_replan_is_never_worth_less_than_the_plan_before(instance in any_instance(), seed in 0_u64..1000) {
        let own = solve(&Problem::new(&instance).unwrap(), 20, seed).own;
        let problem = Problem::new(&instance).unwrap();
        let slots = own.iter().enumerate().filter(|(_, task)| **task != FREE);
        let prev = slots.map(|(slot, task)| {
            let start = problem.minutes[slot];
            Before { task: usize::from(*task), day: usize::from(problem.day_of[slot]), start, end: start + 15 }
        });
        let again = Problem::new(&Instance { prev: prev.collect(), ..instance }).unwrap();
        let before = score(&again, &own).unwrap().total();
        for iterations in [0, 20] {
            let found = solve(&again, iterations, seed + 1);
            prop_assert!(found.objective >= before - 1e-9, "{} after {before}", found.objective);
        }
    }
}

/// Windows, budgets and what is taken, read from the instance itself.
fn allowed(instance: &Instance, problem: &Problem, own: &[u16]) -> Result<(), TestCaseError> {
    let placed = || own.iter().enumerate().filter(|(_, task)| **task != FREE);
    for (slot, task) in placed() {
        let (day, minute) = (problem.day_of[slot], problem.minutes[slot]);
        let windows = instance.tasks[usize::from(*task)].windows.as_ref();
        let holds = |window: &[u32; 3]| {
            window[0] == u32::from(day) && window[1] <= minute && minute + 15 <= window[2]
        };
        prop_assert!(
            windows.is_none_or(|windows| windows.iter().any(holds)),
            "task {} in slot {}",
            task,
            slot
        );
        let day = &instance.days[usize::from(day)];
        let pinned = day.pinned.iter().map(|(from, to, _)| [*from, *to]);
        let mut taken = day.busy.iter().chain(&day.meetings).copied().chain(pinned);
        prop_assert!(
            !taken.any(|[from, to]| from < minute + 15 && minute < to),
            "slot {} is taken",
            slot
        );
    }
    for budget in &instance.budgets {
        let minutes = |from: u32, to: u32| {
            let counts = |slot: usize, task: u16| {
                (from..=to).contains(&u32::from(problem.day_of[slot]))
                    && budget.tasks.contains(&usize::from(task))
            };
            15 * u32::try_from(placed().filter(|(slot, task)| counts(*slot, **task)).count())
                .unwrap()
        };
        for [from, to, most] in budget.week.iter().flatten() {
            prop_assert!(minutes(*from, *to) <= *most);
        }
        let days = 0..u32::try_from(instance.days.len()).unwrap();
        prop_assert!(
            budget.day.is_none_or(|most| days.clone().all(|day| minutes(day, day) <= most))
        );
    }
    Ok(())
}

/// The best of all plans, by looking at every one.
fn best_of_all(problem: &Problem) -> f64 {
    fn fill(problem: &Problem, own: &mut Vec<u16>, best: &mut f64) {
        if own.len() == problem.total() {
            if let Ok(score) = score(problem, own) {
                *best = best.max(score.total());
            }
            return;
        }
        for task in (0..problem.jobs.len()).map(|task| u16::try_from(task).unwrap()).chain([FREE]) {
            own.push(task);
            fill(problem, own, best);
            own.pop();
        }
    }
    let mut best = f64::MIN;
    fill(problem, &mut Vec::new(), &mut best);
    best
}

#[test]
fn the_best_plan_of_a_tiny_instance_is_found() {
    for case in 0..12_u32 {
        let mut tasks = vec![
            work(15 * (1 + case % 4), 15, 45),
            work(15 * (2 + case % 3), 30, 45),
            work(45, 15 * (1 + case % 3), 45),
        ];
        tasks[0].w = [1.0, 4.0, 2.5][case as usize % 3];
        tasks[1].due = Some([0, 540 + 15 * i64::from(3 + case % 5)]);
        tasks[2].hard = true;
        tasks[2].due = (case % 2 == 0).then_some([1, 585]);
        if case % 3 > 0 {
            tasks[1].deps = vec![0];
        }
        if case % 3 > 1 {
            tasks[2].deps = vec![1];
        }
        let mut tiny = instance(&[5, 3], tasks);
        tiny.weights.bmax = 2;
        for (at, worth) in tiny.q[0].iter_mut().enumerate() {
            *worth = 0.8 + 0.1 * f64::from(u32::try_from(at * 7).unwrap() * (case + 3) % 5);
        }
        tiny.days[1].busy = if case % 4 == 0 { vec![[540, 550]] } else { Vec::new() };
        tiny.prev = vec![Before { task: 0, day: 0, start: 555, end: 600 }];
        let problem = Problem::new(&tiny).unwrap();
        let found = solve(&problem, 1500, u64::from(case));
        let best = best_of_all(&problem);
        assert!(
            (found.objective - best).abs() < 1e-9,
            "case {case}: {} of {best}",
            found.objective
        );
    }
}

#[test]
fn an_instance_at_every_limit_is_solved() {
    let mut tasks = vec![work(15 * 60_000, 15, 15 * 60_000); 3];
    tasks.extend(vec![work(15, 15, 15); 2000]);
    for (at, task) in tasks.iter_mut().enumerate().skip(1) {
        task.deps = vec![at - 1];
    }
    let large = instance(&[96; 64], tasks);
    let problem = Problem::new(&large).unwrap();
    let found = solve(&problem, 5, 0);
    assert!(score(&problem, &found.own).is_ok());
}
