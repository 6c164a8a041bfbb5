//! What is heard of a person whose every key is known, and of sources that say anything.

use super::*;
use crate::domain::Zone;
use crate::domain::laws::cases;
use proptest::prelude::*;

const START: i64 = 1_795_593_600_000;
const WORK: Need = Need { work: true, quiet_s: None, pause: false, micro_s: None };

/// A listener and everything it has said.
struct Heardsay {
    listener: Listener,
    mint: Mint,
    rows: Vec<Heard>,
}

impl Heardsay {
    fn new() -> Heardsay {
        let (listener, mint) = (Listener::default(), Mint::new(1, START));
        Heardsay { listener, mint, rows: Vec::new() }
    }

    /// Tells it what is known so many milliseconds after the start.
    fn tell(&mut self, at_ms: i64, facts: &Facts, need: Need) {
        let now = Now::new(START + at_ms, Zone::UTC, 240);
        for change in self.listener.hear(facts, need, &now, &mut self.mint) {
            match change {
                Change::Began(heard) => self.rows.push(heard),
                Change::Ended(id, end) => {
                    let row = self.rows.iter_mut().find(|row| row.id == id).expect("it has begun");
                    assert_eq!(row.end.replace(end), None, "nothing ends twice");
                }
            }
        }
    }

    fn read(&mut self, at_ms: i64, reading: Reading) {
        self.tell(at_ms, &Facts { reading, ..Facts::default() }, WORK);
    }

    /// What was heard, in seconds after the start: what, from, to, noticed.
    fn said(&self) -> Vec<(Sound, i64, Option<i64>, i64)> {
        let s = |at: Moment| (at.utc_ms() - START).div_euclid(1000);
        self.rows
            .iter()
            .map(|row| (row.what, s(row.start), row.end.map(s), s(row.noticed)))
            .collect()
    }
}

fn idle(seconds: i64) -> Reading {
    Reading::idle(seconds * 1000)
}

fn locked(seconds: i64, locked: bool) -> Reading {
    Reading { locked: Some(locked), ..idle(seconds) }
}

#[test]
fn two_minutes_without_a_key_are_an_absence_since_the_last_one() {
    let mut heard = Heardsay::new();
    heard.read(0, idle(0));
    assert_eq!(heard.listener.next(WORK), Some(START + 120_000));
    heard.read(120_000, idle(100));
    assert_eq!(heard.listener.next(WORK), Some(START + 140_000), "100 s are 20 s too few");
    heard.read(140_000, idle(120));
    assert_eq!(heard.said(), [(Sound::Idle, 20, None, 140)]);
    assert_eq!(heard.listener.next(WORK), Some(START + 155_000));
    heard.read(155_000, idle(135));
    heard.read(170_000, idle(4));
    assert_eq!(heard.said(), [(Sound::Idle, 20, Some(166), 140)]);
}

#[test]
fn who_reads_may_be_still_for_longer() {
    let mut heard = Heardsay::new();
    let reads = Need { quiet_s: Some(900), ..WORK };
    heard.tell(0, &Facts { reading: idle(0), ..Facts::default() }, reads);
    assert_eq!(heard.listener.next(reads), Some(START + 900_000));
    heard.tell(600_000, &Facts { reading: idle(600), ..Facts::default() }, reads);
    assert_eq!(heard.said(), []);
    heard.tell(600_000, &Facts { reading: idle(600), ..Facts::default() }, WORK);
    assert_eq!(heard.said(), [(Sound::Idle, 0, None, 600)], "and now does not read any more");
}

#[test]
fn while_nothing_is_measured_nobody_need_look() {
    let mut heard = Heardsay::new();
    let nothing = Need::default();
    heard.read(0, idle(0));
    assert_eq!(heard.listener.next(nothing), None);
    heard.read(300_000, idle(300));
    assert_eq!(heard.listener.next(nothing), None);
}

#[test]
fn a_locked_screen_is_away_whatever_the_keys_say() {
    let mut heard = Heardsay::new();
    heard.read(0, locked(0, false));
    heard.read(60_000, locked(5, true));
    heard.read(75_000, locked(0, true));
    heard.read(90_000, locked(2, false));
    assert_eq!(heard.said(), [(Sound::Locked, 55, Some(88), 60)]);
}

#[test]
fn a_screen_that_locks_while_nobody_is_there_ends_the_idleness() {
    let mut heard = Heardsay::new();
    heard.read(0, locked(0, false));
    heard.read(120_000, locked(120, false));
    heard.read(300_000, locked(300, true));
    // Whoever knew about the lock is gone; a key tells that somebody is there.
    heard.read(315_000, idle(315));
    heard.read(330_000, idle(1));
    let said = [(Sound::Idle, 0, Some(300), 120), (Sound::Locked, 300, Some(329), 300)];
    assert_eq!(heard.said(), said);
}

#[test]
fn sleep_is_absence_and_the_time_after_it_begins_anew() {
    let mut heard = Heardsay::new();
    heard.read(0, idle(0));
    let slept =
        |idle_s| Facts { reading: idle(idle_s), slept_ms: Some(3_600_000), ..Facts::default() };
    // A timer of two minutes, in the middle of which the machine slept for an hour.
    heard.tell(3_720_000, &slept(3_720), WORK);
    assert_eq!(heard.said(), [(Sound::Suspended, 120, Some(3_720), 3_720)]);
    assert_eq!(heard.listener.next(WORK), Some(START + 3_840_000));
    heard.read(3_840_000, idle(3_840));
    assert_eq!(heard.said()[1], (Sound::Idle, 3_720, None, 3_840), "it woke by itself");
}

#[test]
fn keys_after_the_sleep_say_when_it_was_over() {
    let mut heard = Heardsay::new();
    heard.read(0, idle(0));
    let slept = Facts { reading: idle(40), slept_ms: Some(3_600_000), ..Facts::default() };
    heard.tell(3_720_000, &slept, WORK);
    assert_eq!(heard.said(), [(Sound::Suspended, 80, Some(3_680), 3_720)]);
}

#[test]
fn sleep_takes_over_from_idleness() {
    let mut heard = Heardsay::new();
    heard.read(0, idle(0));
    heard.read(120_000, idle(120));
    let slept = Facts { reading: idle(1), slept_ms: Some(600_000), ..Facts::default() };
    heard.tell(730_000, &slept, WORK);
    let said = [(Sound::Idle, 0, Some(129), 120), (Sound::Suspended, 129, Some(729), 730)];
    assert_eq!(heard.said(), said);
}

#[test]
fn that_nobody_can_be_asked_is_no_silence() {
    let mut heard = Heardsay::new();
    heard.read(0, idle(0));
    heard.read(3_600_000, Reading::default());
    assert_eq!(heard.said(), []);
    assert_eq!(
        heard.listener.next(WORK),
        Some(START + 3_720_000),
        "it is asked again, but not at once"
    );
}

#[test]
fn sources_that_tell_the_same_key_differently_bring_nobody_back() {
    let mut heard = Heardsay::new();
    heard.read(0, idle(0));
    heard.read(120_000, idle(120));
    heard.read(135_000, Reading::idle(133_500));
    heard.read(150_000, idle(150));
    assert_eq!(heard.said(), [(Sound::Idle, 0, None, 120)]);
}

#[test]
fn a_desktop_that_is_not_to_be_disturbed_is_told_and_ends_with_its_source() {
    let mut heard = Heardsay::new();
    let quiet = |dnd| Reading { dnd: Some(dnd), full_screen: Some(dnd), ..idle(0) };
    for (at_ms, reading) in
        [(0, quiet(false)), (1_000, quiet(true)), (2_000, quiet(true)), (3_000, idle(0))]
    {
        heard.read(at_ms, reading);
    }
    let said = [(Sound::DoNotDisturb, 1, Some(3), 1), (Sound::FullScreen, 1, Some(3), 1)];
    assert_eq!(heard.said(), said);
}

#[test]
fn a_call_on_the_whole_screen_is_work_without_keys_but_not_for_ever() {
    let call = |seconds| Reading { full_screen: Some(true), ..idle(seconds) };
    let mut heard = Heardsay::new();
    heard.read(0, idle(0));
    heard.read(60_000, call(5));
    heard.read(1_200_000, call(1_145));
    let began = (Sound::FullScreen, 60, None, 60);
    assert_eq!(heard.said(), [began]);
    // The other side ends it, and nobody touches anything.
    heard.read(1_800_000, Reading { full_screen: Some(false), ..idle(1_745) });
    heard.read(1_920_000, idle(1_865));
    let call_s = (Sound::FullScreen, 60, Some(1_800), 60);
    assert_eq!(heard.said(), [call_s, (Sound::Idle, 1_800, None, 1_920)]);

    let mut left = Heardsay::new();
    left.read(0, call(0));
    left.read(2_700_000, call(2_700));
    let began = (Sound::FullScreen, 0, None, 0);
    let absence = (Sound::Idle, 0, None, 2_700);
    assert_eq!(left.said(), [began, absence], "nobody calls for so long without a key");
}

#[test]
fn a_pause_is_told_once_and_only_to_whoever_waits_for_one() {
    let mut heard = Heardsay::new();
    let waits = Need { pause: true, ..WORK };
    let facts = |idle_s| Facts { reading: idle(idle_s), ..Facts::default() };
    heard.tell(0, &facts(0), waits);
    assert_eq!(heard.listener.next(waits), Some(START + 5_000));
    heard.tell(5_000, &facts(2), waits);
    heard.tell(10_000, &facts(7), waits);
    heard.tell(15_000, &facts(12), waits);
    heard.tell(60_000, &facts(5), WORK);
    heard.tell(60_000, &facts(5), waits);
    assert_eq!(heard.said(), [(Sound::Pause, 10, Some(10), 10), (Sound::Pause, 60, Some(60), 60)]);
}

#[test]
fn marks_of_shells_are_heard_at_their_own_time_and_never_in_the_future() {
    let mut heard = Heardsay::new();
    let marks = vec![(Sound::Command, START - 7_000), (Sound::Commit, START + 99_000)];
    heard.tell(0, &Facts { marks, ..Facts::default() }, WORK);
    assert_eq!(heard.said(), [(Sound::Command, -7, Some(-7), 0), (Sound::Commit, 0, Some(0), 0)]);
}

#[test]
fn a_clock_set_back_in_an_absence_does_not_hide_the_return() {
    let mut heard = Heardsay::new();
    heard.read(7_200_000, idle(0));
    heard.read(7_320_000, idle(120));
    heard.read(3_735_000, idle(135));
    heard.read(3_750_000, idle(5));
    assert_eq!(heard.said(), [(Sound::Idle, 7_200, Some(7_200), 7_320)]);
}

#[test]
fn nobody_who_stops_listening_leaves_something_open() {
    let mut heard = Heardsay::new();
    heard.read(0, Reading { dnd: Some(true), ..locked(0, true) });
    let now = Now::new(START + 9_000, Zone::UTC, 240);
    assert_eq!(heard.listener.stop(&now, &mut heard.mint).len(), 2);
    assert_eq!(heard.listener.away(), None);
}

#[test]
fn a_pause_as_long_as_a_micro_break_is_told_once_with_its_length() {
    let need = Need { micro_s: Some(20), ..WORK };
    let mut heard = Heardsay::new();
    let mut tell = |at_ms: i64, seconds: i64, need: Need| {
        heard.tell(at_ms, &Facts { reading: idle(seconds), ..Facts::default() }, need);
        (heard.said(), heard.listener.next(need).map(|next| next - START))
    };
    assert_eq!(tell(30_000, 19, need), (vec![], Some(60_000)), "it is looked twice a minute");
    let one = (Sound::Pause, 35, Some(60), 60);
    assert_eq!(tell(60_000, 25, need).0, [one]);
    // It goes on; a moment that is waited for is this one too.
    assert_eq!(tell(90_000, 55, need).0, [one]);
    assert_eq!(tell(95_000, 60, Need { pause: true, ..need }).0, [one]);
    assert_eq!(tell(120_000, 22, need).0, [one, (Sound::Pause, 98, Some(120), 120)]);
    // Who is away is away, and whoever does not ask is not told.
    assert_eq!(tell(230_000, 132, need).0.last().map(|row| row.0), Some(Sound::Idle));
    assert_eq!(tell(260_000, 5, need).0.len(), 3);
    assert_eq!(tell(300_000, 45, WORK), (tell(300_000, 45, WORK).0, Some(375_000)));
    assert_eq!(tell(300_000, 45, WORK).0.len(), 3);
}

/// Facts of any kind, and how much later they are told.
fn anything(back: i64) -> impl Strategy<Value = (i64, Facts, Need)> {
    let known = || proptest::option::of(any::<bool>());
    let idle_ms =
        prop_oneof![Just(None), (0i64..20_000).prop_map(Some), (0i64..9_000_000).prop_map(Some)];
    let later = prop_oneof![4 => 0i64..20_000, 2 => 0i64..400_000, 1 => -back..=0];
    let slept = prop_oneof![4 => Just(None), 1 => (120_000i64..8_000_000).prop_map(Some)];
    let micro_s = proptest::option::of(5u32..300);
    let need = (any::<bool>(), proptest::option::of(0u32..2_000), any::<bool>(), micro_s);
    let need =
        need.prop_map(|(work, quiet_s, pause, micro_s)| Need { work, quiet_s, pause, micro_s });
    (later, idle_ms, (known(), known(), known()), slept, need).prop_map(
        |(later, idle_ms, (locked, dnd, full_screen), slept_ms, need)| {
            let reading = Reading { idle_ms, locked, dnd, full_screen };
            (later, Facts { reading, slept_ms, marks: Vec::new() }, need)
        },
    )
}

/// Keys of somebody, in milliseconds after the start: spells of typing with silence of all lengths between.
fn keys() -> impl Strategy<Value = Vec<i64>> {
    let step =
        prop_oneof![3 => 100i64..10_000, 2 => 10_000i64..200_000, 1 => 100_000i64..3_000_000];
    proptest::collection::vec(step, 1..60).prop_map(|steps| {
        let mut at = 0;
        std::iter::once(0)
            .chain(steps.into_iter().map(move |step| {
                at += step;
                at
            }))
            .collect()
    })
}

proptest! {
    #![proptest_config(cases(256))]
    #[test]
    fn nothing_ends_before_it_begins_nor_is_noticed_before_even_when_the_clock_is_set_back(
        told in proptest::collection::vec(anything(9_000_000), 1..60),
    ) {
        let (mut heard, mut at_ms) = (Heardsay::new(), 0);
        for (later, facts, need) in told {
            at_ms += later;
            heard.tell(at_ms, &facts, need);
            let asks = heard.listener.next(need);
            prop_assert!(asks.is_none_or(|asks| asks > START + at_ms));
        }
        for row in &heard.rows {
            prop_assert!(row.end.is_none_or(|end| end.utc_ms() >= row.start.utc_ms()), "{row:?}");
            prop_assert!(row.noticed.utc_ms() >= row.start.utc_ms(), "{row:?}");
        }
    }

    #[test]
    fn absences_never_overlap(told in proptest::collection::vec(anything(0), 1..60)) {
        let (mut heard, mut at_ms) = (Heardsay::new(), 0);
        for (later, facts, need) in told {
            at_ms += later;
            heard.tell(at_ms, &facts, need);
        }
        let absences: Vec<&Heard> = heard.rows.iter().filter(|row| row.what.is_absence()).collect();
        for pair in absences.windows(2) {
            let end = pair[0].end.expect("only the last may be open");
            prop_assert!(end.utc_ms() <= pair[1].start.utc_ms(), "{pair:?}");
        }
    }

    #[test]
    fn whoever_asks_at_the_moments_named_notices_every_absence_and_asking_oftener_finds_the_same(
        keys in keys(), often in 1i64..70_000,
    ) {
        let end = keys[keys.len() - 1] + 100_000;
        let run = |often: i64| {
            let (mut heard, mut at_ms) = (Heardsay::new(), 0);
            while at_ms <= end {
                let last = keys[keys.partition_point(|key| *key <= at_ms) - 1];
                heard.read(at_ms, Reading::idle(at_ms - last));
                let next = heard.listener.next(WORK).expect("work is measured") - START;
                at_ms = next.min(at_ms + often);
            }
            heard.rows
        };
        let silences: Vec<(i64, i64)> = keys.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let silences = silences.into_iter().filter(|(from, to)| to - from > AWAY_MS);
        let silences: Vec<(i64, i64)> = silences.collect();
        for rows in [run(i64::MAX / 2), run(often)] {
            prop_assert_eq!(rows.len(), silences.len());
            for (row, (from, to)) in rows.iter().zip(&silences) {
                prop_assert_eq!(row.start.utc_ms() - START, *from);
                prop_assert_eq!(row.noticed.utc_ms() - START, from + AWAY_MS);
                let end = row.end.map_or(*to, |end| end.utc_ms() - START);
                prop_assert!((*to..=to + AWAY_LOOK_MS).contains(&end));
            }
        }
    }
}
