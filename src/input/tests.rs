//! The keymap as a person meets it: key strings in, meanings out.

use super::*;
use proptest::prelude::*;

const TODAY: &[Context] = &[Context::Global, Context::Today];
const TASKS: &[Context] = &[Context::Global, Context::Tasks];
const LOG: &[Context] = &[Context::Global, Context::Log];

fn press(keymap: &Keymap, stack: &[Context], keys: &str) -> Resolution {
    let chord: Chord = keys.parse().unwrap();
    keymap.resolve(stack, chord.keys())
}

fn own(context: &str, action: &str, keys: &[&str]) -> Overrides {
    let keys = keys.iter().map(|key| (*key).to_owned()).collect();
    [(context.to_owned(), [(action.to_owned(), keys)].into())].into()
}

fn complaint(overrides: &Overrides) -> String {
    let errors = Keymap::with_overrides(overrides).unwrap_err();
    let words = errors.iter().map(|e| format!("{}: {e}\nhint: {}", e.path(), e.hint()));
    words.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_default_key_can_be_read_and_means_one_thing_in_its_context() {
    for action in Action::ALL {
        for (context, keys) in action.spec().keys {
            for key in *keys {
                let chord: Chord = key.parse().unwrap();
                assert_eq!(chord.to_string(), *key, "the table spells keys as they are printed");
                let found = Keymap::defaults().resolve(&[*context], chord.keys());
                assert_eq!(found, Resolution::Matched(*action), "{context:?} {key}");
                let typed = chord.keys()[0].typed();
                assert!(
                    !context.takes_text() || typed.is_none(),
                    "{context:?} {key} swallows typing"
                );
            }
        }
    }
    assert_eq!(Keymap::with_overrides(&Overrides::new()), Ok(Keymap::defaults()));
}

#[test]
fn a_screen_goes_before_what_works_everywhere() {
    let keymap = Keymap::defaults();
    assert_eq!(press(&keymap, TODAY, "s"), Resolution::Matched(Action::StartStop));
    assert_eq!(press(&keymap, TASKS, "u"), Resolution::Matched(Action::Undo));
    assert_eq!(press(&keymap, LOG, "e"), Resolution::Matched(Action::EditSession));
    assert_eq!(press(&keymap, TASKS, "e"), Resolution::Matched(Action::Edit));
    assert_eq!(press(&keymap, TODAY, "|"), Resolution::Unbound);
}

#[test]
fn vim_keys_and_arrow_keys_move_alike() {
    let keymap = Keymap::defaults();
    for (one, other) in [("j", "down"), ("k", "up"), ("h", "left"), ("l", "right"), ("g g", "home")]
    {
        for stack in [TODAY, TASKS, LOG] {
            let meaning = press(&keymap, stack, one);
            assert_eq!(meaning, press(&keymap, stack, other), "{one} {other} {stack:?}");
            assert!(matches!(meaning, Resolution::Matched(_)), "{one} {stack:?}");
        }
    }
}

#[test]
fn a_prefix_shows_what_may_follow_from_the_screen_and_from_everywhere() {
    let Resolution::Pending(next) = press(&Keymap::defaults(), LOG, "g") else {
        panic!("g is a prefix")
    };
    let next: Vec<String> = next.iter().map(|c| format!("{} {}", c.key, c.label)).collect();
    insta::assert_snapshot!(next.join("\n"), @"
    d day
    p plan the day
    c close the day
    o left lying
    s suggestions
    g top
    e end
    t Today
    a Tasks
    w Week
    l Log
    i Insights
    b Balance
    ");
    assert_eq!(press(&Keymap::defaults(), LOG, "g d"), Resolution::Matched(Action::GoToDay));
    assert_eq!(press(&Keymap::defaults(), LOG, "g e"), Resolution::Matched(Action::End));
    assert_eq!(press(&Keymap::defaults(), LOG, "g x"), Resolution::Unbound);
}

#[test]
fn an_overlay_hides_the_screen_below_so_that_letters_are_typed() {
    let keymap = Keymap::defaults();
    let stack = [Context::Global, Context::Tasks, Context::Filter];
    assert_eq!(press(&keymap, &stack, "q"), Resolution::Unbound);
    assert_eq!(press(&keymap, &stack, "g"), Resolution::Unbound);
    assert_eq!(press(&keymap, &stack, "ctrl-c"), Resolution::Matched(Action::Cancel));
}

#[test]
fn own_keys_replace_the_default_ones_in_that_context_only() {
    let keymap = Keymap::with_overrides(&own("tasks", "start_stop", &["t", "g s"])).unwrap();
    assert_eq!(press(&keymap, TASKS, "s"), Resolution::Unbound);
    assert_eq!(press(&keymap, TASKS, "g s"), Resolution::Matched(Action::StartStop));
    assert_eq!(press(&keymap, TASKS, "g g"), Resolution::Matched(Action::Top));
    assert_eq!(press(&keymap, TODAY, "s"), Resolution::Matched(Action::StartStop));
    let shown: Vec<String> =
        keymap.chords(TASKS, Action::StartStop).iter().map(Chord::shown).collect();
    assert_eq!(shown, ["t", "g s"]);
}

#[test]
fn an_own_key_on_a_screen_may_hide_one_that_works_everywhere() {
    let keymap = Keymap::with_overrides(&own("today", "why", &["u"])).unwrap();
    assert_eq!(press(&keymap, TODAY, "u"), Resolution::Matched(Action::Why));
    assert_eq!(keymap.chords(TODAY, Action::Undo), []);
    assert!(keymap.footer(TODAY).iter().all(|entry| entry.action != Action::Undo));
}

#[test]
fn mistakes_say_where_they_are_and_what_was_meant() {
    insta::assert_snapshot!(complaint(&own("todya", "done", &["d"])), @r"
    keys.todya: no context `todya` to bind keys in
    hint: did you mean `today`?
    ");
    insta::assert_snapshot!(complaint(&own("today", "strat_stop", &["t"])), @r"
    keys.today.strat_stop: no action `strat_stop`
    hint: did you mean `start_stop`?
    ");
    insta::assert_snapshot!(complaint(&own("today", "split", &["t"])), @r"
    keys.today.split: `split` does nothing in `today`
    hint: it works in log
    ");
    insta::assert_snapshot!(complaint(&own("today", "done", &["ctrl-entre"])), @r"
    keys.today.done: `ctrl-entre` is not a key
    hint: did you mean `enter`?
    ");
    insta::assert_snapshot!(complaint(&own("today", "done", &["s"])), @r"
    keys.today.done: `s` is `start_stop` in `today` already
    hint: give `start_stop` another key in `[keys.today]`, or `start_stop = []`
    ");
    insta::assert_snapshot!(complaint(&own("global", "add", &["g"])), @"
    keys.global.add: `g` can't be told from `g p`, which is `plan_day` in `global`
    hint: give `plan_day` another key in `[keys.global]`, or `plan_day = []`
    ");
    insta::assert_snapshot!(complaint(&own("quick_add", "accept", &["x"])), @r"
    keys.quick_add.accept: `x` is for typing in `quick_add`
    hint: use a key with ctrl or alt, or a function key
    ");
    insta::assert_snapshot!(complaint(&own("global", "quit", &[])), @r"
    keys.global.quit: `quit` needs a key
    hint: leave it at least one key
    ");
}

#[test]
fn the_footer_names_the_keys_that_matter_here() {
    let footer = |stack| {
        let entries = Keymap::defaults().footer(stack);
        let words =
            entries.iter().map(|e| format!("{} {}", e.chord.shown(), e.action.spec().label));
        words.collect::<Vec<_>>().join(" · ")
    };
    insta::assert_snapshot!(footer(TODAY), @"n p later · n s skip · n w why now · Enter accept · s start/stop · d done · J later · p pin · r replan · a add · > next day · e edit · b break · i interruption · x other day · w why · o open · D drop · z zen · u undo · : palette · ? help · q quit");
    insta::assert_snapshot!(footer(TASKS), @"n p later · n s skip · n w why now · s start/stop · d done · a add · e edit · / filter · f find · Space select · o sort · O group · b break · i interruption · x other day · w why · Enter open · D drop · r reopen · . closed · u undo · : palette · ? help · q quit");
    insta::assert_snapshot!(footer(LOG), @"N p later · N s skip · N w why now · e edit · f fill · | split · m merge · A add past · s start/stop · h earlier · l later · n note · F focus · a add · X delete · b break · i interruption · Enter open · u undo · : palette · ? help · q quit");
    insta::assert_snapshot!(footer(&[Context::Global, Context::Today, Context::QuickAdd]), @"Enter accept · Ctrl-s add and start · Tab complete · Esc close");
}

#[test]
fn the_palette_offers_what_works_on_the_screen_below() {
    let stack = [Context::Global, Context::Log, Context::Palette];
    let offered: Vec<Action> = Keymap::offered(&stack).collect();
    assert!(offered.contains(&Action::Split) && offered.contains(&Action::Quit));
    assert!(!offered.contains(&Action::Zen) && !offered.contains(&Action::Palette));
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(256))]
    #[test]
    fn whatever_is_pressed_wherever_there_is_an_answer(
        keys in proptest::collection::vec(proptest::char::range(' ', '~'), 0..4),
        stack in proptest::collection::vec(proptest::sample::select(Context::ALL.to_vec()), 0..4),
    ) {
        let keymap = Keymap::defaults();
        let keys: Vec<Key> = keys.into_iter().map(Key::char).collect();
        if let Resolution::Pending(next) = keymap.resolve(&stack, &keys) {
            prop_assert!(!next.is_empty());
            for continuation in next {
                let mut longer = keys.clone();
                longer.push(continuation.key);
                prop_assert_ne!(keymap.resolve(&stack, &longer), Resolution::Unbound);
            }
        }
    }
}
