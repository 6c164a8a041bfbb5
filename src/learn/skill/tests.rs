//! The ledger against planted truth: what it finds, after how many tasks, and how often it finds what is not there.

use super::*;
use crate::domain::laws::cases;
use proptest::prelude::*;

/// A made-up history: five types with a pace of their own, sizes from 15 minutes to 4 hours of which the small ones
/// over-run, one task in twelve logged as estimated, one in twelve far out.
struct History {
    tags: usize,
    /// Tasks of each tag; a fifth of them have another tag too.
    each: usize,
    /// How much longer the tasks of tag 0 take.
    slow: f64,
    /// The SD of the log pace.
    spread: f64,
}

impl History {
    fn told(&self, seed: u64) -> Vec<Worked> {
        let mut chance = fastrand::Rng::with_seed(seed);
        let normal = |chance: &mut fastrand::Rng| (0..12).map(|_| chance.f64()).sum::<f64>() - 6.0;
        let own: Vec<f64> = (0..5).map(|_| 0.2 * normal(&mut chance)).collect();
        let base = 0.2 * normal(&mut chance);
        let tagged = self.tags * self.each;
        let mut order: Vec<usize> = (0..tagged + 40).collect();
        chance.shuffle(&mut order);
        let all = order.len();
        let task = |(at, place): (usize, &usize)| {
            let mut tags = Vec::new();
            if *place < tagged {
                tags.push(u16::try_from(place / self.each).unwrap());
            }
            let usual = *place < tagged && chance.f64() < 0.7;
            let kind = if usual { place / self.each % 5 } else { chance.usize(0..5) };
            let other = u16::try_from(chance.usize(0..self.tags)).unwrap();
            if chance.f64() < 0.2 && other > 0 && !tags.contains(&other) {
                tags.push(other);
            }
            let estimate_s = [900, 1800, 3600, 5400, 7200, 14_400][chance.usize(0..6)];
            let slow = if tags.contains(&0) { self.slow.ln() } else { 0.0 };
            let far = if chance.f64() < 0.08 { 2.5 } else { 1.0 };
            let size = (f64::from(estimate_s) / 3600.0).ln();
            let noise = self.spread * far * normal(&mut chance);
            let pace = base + own[kind] - 0.15 * size + slow + noise;
            let exact = chance.f64() < 0.08;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let taken = (f64::from(estimate_s) * pace.exp()).max(60.0) as u32;
            Worked {
                kind: u16::try_from(kind).ok(),
                tags,
                estimate_s,
                actual_s: if exact { estimate_s } else { taken },
                weight: weight((all - at) as f64 * 0.3),
            }
        };
        order.iter().enumerate().map(task).collect()
    }

    /// In how many of so many histories a tag is slow that `which` names.
    fn slow_in(&self, histories: u64, which: impl Fn(&Skill) -> bool) -> usize {
        let is_slow = |skill: &&Skill| skill.factor.is_some_and(|factor| factor.is_slow());
        let any = |seed: &u64| {
            let found = find(&self.told(*seed), self.tags);
            found.skills.iter().filter(is_slow).any(&which)
        };
        (0..histories).filter(any).count()
    }
}

/// Where nothing differs, at most one history in twenty shows any slow tag at all, however many tags there are.
#[test]
fn where_no_tag_differs_hardly_any_history_shows_a_slow_one() {
    for (tags, each, spread) in
        [(1, 20, 0.5), (5, 12, 0.7), (12, 15, 0.5), (40, 8, 0.5), (40, 8, 0.7)]
    {
        let shown = History { tags, each, slow: 1.0, spread }.slow_in(60, |_| true);
        assert!(shown <= 3, "{tags} tags, {each} tasks each, {spread}: {shown} of 60");
    }
}

/// Work that takes 1.8 times as long is found after 40 tasks with the tag in three histories of four among five tags, and in
/// five of six among twelve; after 15 in one of three; and hardly ever is another tag called slow for it.
#[test]
fn a_slow_tag_is_found_after_forty_tasks_and_often_sooner() {
    for (tags, each, at_least) in [(5, 40, 45), (12, 40, 50), (12, 15, 20)] {
        let history = History { tags, each, slow: 1.8, spread: 0.5 };
        let found = history.slow_in(60, |skill| skill.tag == 0);
        assert!(found >= at_least, "{tags} tags, {each} tasks each: {found}");
        let wrong = history.slow_in(60, |skill| skill.tag != 0);
        assert!(wrong <= 3, "{tags} tags, {each} tasks each: {wrong}");
    }
}

#[test]
fn the_factor_is_about_what_was_planted_and_mostly_in_its_interval() {
    let history = History { tags: 8, each: 40, slow: 1.8, spread: 0.5 };
    let found = |seed| find(&history.told(seed), 8).skills[0].factor.unwrap();
    let all: Vec<Factor> = (0..40).map(found).collect();
    let mean = all.iter().map(|factor| factor.guess.ln()).sum::<f64>() / all.len() as f64;
    // Tasks that are logged as estimated, and the shrinkage, take something off.
    assert!((1.5..=1.8).contains(&mean.exp()), "{}", mean.exp());
    let holds = |factor: &&Factor| (factor.low..=factor.high).contains(&1.7);
    assert!(all.iter().filter(holds).count() >= 28);
}

/// One task: its type, tags, and how long it took of an hour's estimate.
fn hour(kind: u16, tags: &[u16], factor: f64) -> Worked {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let actual_s = (3600.0 * factor) as u32;
    Worked { kind: Some(kind), tags: tags.to_vec(), estimate_s: 3600, actual_s, weight: 1.0 }
}

/// Factors that scatter around 1 as paces do.
fn scattered(count: usize) -> impl Iterator<Item = f64> {
    [0.8, 1.3, 1.0, 0.7, 1.1, 1.6, 0.9, 1.25].into_iter().cycle().take(count)
}

fn factor(worked: &[Worked], tags: usize) -> Vec<Option<Factor>> {
    find(worked, tags).skills.into_iter().map(|skill| skill.factor).collect()
}

#[test]
fn too_few_tasks_with_or_without_a_tag_give_no_factor() {
    let mut worked: Vec<Worked> = scattered(7).map(|f| hour(0, &[0, 1], 3.0 * f)).collect();
    worked.extend(scattered(30).map(|f| hour(0, &[1], f)));
    assert_eq!(factor(&worked, 3), [None, None, None], "seven; nothing beside it; never used");
    worked.push(hour(0, &[0, 1], 3.0));
    worked.push(hour(0, &[], 1.0));
    let found = factor(&worked, 3);
    assert!(found[0].is_some_and(|factor| factor.is_slow()));
    assert_eq!(found[1], None);
}

#[test]
fn one_forgotten_timer_is_no_skill() {
    let mut worked: Vec<Worked> = scattered(40).map(|f| hour(0, &[], f)).collect();
    worked.extend(scattered(11).map(|f| hour(0, &[0], f)));
    worked.push(hour(0, &[0], 30.0));
    let found = factor(&worked, 1)[0].unwrap();
    assert!(!found.is_slow() && found.guess < 1.15, "{found:?}");
}

#[test]
fn what_a_type_or_another_tag_explains_is_not_laid_on_a_tag() {
    // All reviews have the tag 0, and reviews take twice as long: that may be the type.
    let mut worked: Vec<Worked> = scattered(60).map(|f| hour(0, &[], f)).collect();
    worked.extend(scattered(24).map(|f| hour(1, &[0], 2.0 * f)));
    // The tag 1 is slow; half of the tasks with tag 2 have it too.
    worked.extend(scattered(24).map(|f| hour(0, &[1], 2.2 * f)));
    worked.extend(scattered(16).map(|f| hour(0, &[1, 2], 2.2 * f)));
    worked.extend(scattered(16).map(|f| hour(0, &[2], f)));
    let found: Vec<bool> = factor(&worked, 3).into_iter().map(|f| f.unwrap().is_slow()).collect();
    assert_eq!(found, [false, true, false]);
}

#[test]
fn small_tasks_that_over_run_as_small_tasks_do_are_not_slow() {
    let mut worked = Vec::new();
    for (at, f) in scattered(80).enumerate() {
        let estimate_s = [600, 900, 7200, 14_400][at % 4];
        let run = (f64::from(estimate_s) / 3600.0).powf(-0.25);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let actual_s = (f64::from(estimate_s) * run * f) as u32;
        let tags = if at % 4 < 2 { vec![0] } else { Vec::new() };
        worked.push(Worked { kind: None, tags, estimate_s, actual_s, weight: 1.0 });
    }
    assert!(!factor(&worked, 1)[0].unwrap().is_slow());
}

#[test]
fn who_has_become_faster_hears_of_it_and_who_has_not_does_not() {
    let lately = |then: f64, now: f64| {
        let mut worked: Vec<Worked> = scattered(16).map(|f| hour(0, &[0], then * f)).collect();
        worked.extend(scattered(60).map(|f| hour(0, &[], f)));
        worked.extend(scattered(16).map(|f| hour(0, &[0], now * f)));
        find(&worked, 1).skills[0].lately
    };
    assert_eq!(lately(2.2, 1.1), Lately::Faster);
    assert_eq!(lately(1.1, 2.2), Lately::Slower);
    assert_eq!(lately(1.6, 1.6), Lately::Same);
    let history = History { tags: 12, each: 30, slow: 1.0, spread: 0.5 };
    let changed = |seed| {
        let skills = find(&history.told(seed), 12).skills;
        skills.iter().filter(|skill| skill.lately != Lately::Same).count()
    };
    let changed: usize = (0..20).map(changed).sum();
    assert!(changed <= 24, "{changed} of 240: a tenth at most");
}

fn worked() -> impl Strategy<Value = Worked> {
    let tags = proptest::collection::btree_set(0_u16..5, 0..4);
    let kind = proptest::option::of(0_u16..4);
    (kind, tags, 1_u32..=u32::MAX, 1_u32..=u32::MAX, 0.0..=1.0).prop_map(
        |(kind, tags, estimate_s, actual_s, weight)| {
            let tags = tags.into_iter().collect();
            Worked { kind, tags, estimate_s, actual_s, weight }
        },
    )
}

proptest! {
    #![proptest_config(cases(48))]

    /// Whatever was logged, the numbers are numbers, and a guess lies in its interval.
    #[test]
    fn any_log_gives_numbers(worked in proptest::collection::vec(worked(), 0..60)) {
        let found = find(&worked, 5);
        prop_assert_eq!(found.skills.len(), 5);
        prop_assert_eq!(found.usual.len(), worked.len());
        prop_assert!(found.usual.iter().all(|usual| usual.is_finite() && *usual > 0.0));
        for Factor { guess, low, high } in found.skills.iter().filter_map(|skill| skill.factor) {
            prop_assert!(low > 0.0 && high.is_finite());
            prop_assert!(low <= guess && guess <= high);
        }
    }

    /// A tag's factor does not depend on which number it has.
    #[test]
    fn the_numbers_of_tags_mean_nothing(seed in 0_u64..1000) {
        let history = History { tags: 4, each: 10, slow: 1.8, spread: 0.5 };
        let worked = history.told(seed);
        let turned: Vec<Worked> = worked
            .iter()
            .map(|task| Worked { tags: task.tags.iter().map(|tag| 3 - tag).collect(), ..task.clone() })
            .collect();
        let (one, other) = (factor(&worked, 4), factor(&turned, 4));
        for (one, other) in one.iter().zip(other.iter().rev()) {
            let (one, other) = (one.unwrap(), other.unwrap());
            prop_assert!((one.guess - other.guess).abs() < 1e-6 && (one.low - other.low).abs() < 1e-6);
        }
    }
}
