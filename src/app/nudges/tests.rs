//! Nudges as a person at the screen meets them.

use super::*;
use crate::app::tests::{carry_out, keys, run, toast};
use crate::app::{Msg, fixture, update};
use crate::domain::TaskRef;
use crate::nudge::counter::Counter;
use crate::nudge::{Doing, Pulse, Reason, Rule};

/// A pulse of somebody who works since that time without a break, and whose breaks are due after 50 minutes.
fn pulse(since: &str, open: Option<Rule>) -> Pulse {
    let mut counter = Counter::new(fixture::at("04:00").utc_ms());
    counter.turn(fixture::at(since).utc_ms(), Doing::Work);
    let nudge = |rule: Rule| Nudge {
        at: fixture::at("11:36"),
        rule,
        due: fixture::at("11:30"),
        held: None,
        text: "Time for a break: 1h16 of work since the last. 9m will do.".into(),
        reasons: vec![Reason {
            term: "worked",
            value: 76.0,
            text: "1h16 of work since the last break".into(),
        }],
    };
    Pulse {
        counter,
        soft_ms: Some(50 * 60_000),
        is_due: false,
        micro_due: false,
        open: open.map(nudge),
        mute: None,
        shown: 1,
        budget: 4,
        postponed: 0,
        put_off: None,
    }
}

/// The day at 11:36 with such a pulse.
pub(crate) fn asked(size: (u16, u16), since: &str, open: Option<Rule>) -> Model {
    let mut model = fixture::model(size);
    let now = model.now;
    update(&mut model, Msg::Pulse(Box::new(pulse(since, open))), &now);
    model
}

/// The answer to the nudge of [`asked`].
fn answered(rule: Rule, answer: Answer) -> Effect {
    let text = "Time for a break: 1h16 of work since the last. 9m will do.".into();
    Effect::Answer { rule, due: fixture::at("11:30"), at: fixture::at("11:36"), text, answer }
}

fn said(model: &Model) -> String {
    cue(model).map(|cue| cue_words(model, cue)).unwrap_or_default()
}

#[test]
fn the_break_comes_after_the_learned_interval_and_then_it_is_due() {
    assert_eq!(said(&asked((80, 24), "11:00", None)), "break in 14m");
    assert_eq!(said(&asked((80, 24), "10:30", None)), "break due, 1h06 without one");
    let mut late = asked((80, 24), "10:30", None);
    late.pulse.as_mut().unwrap().postponed = 2;
    assert_eq!(said(&late), "break due, 1h06 without one, put off twice");
    late.pulse.as_mut().unwrap().soft_ms = None;
    assert_eq!(said(&late), "", "nobody asks for any");
}

/// What the strip of a screen of that size shows, a row each; what stands after the bar is why.
fn shown(size: (u16, u16), text: &str, reasons: &[(&'static str, &str)]) -> Vec<String> {
    let mut model = asked(size, "10:20", Some(Rule::Rest));
    let nudge = model.pulse.as_mut().unwrap().open.as_mut().unwrap();
    nudge.text = text.into();
    let reason =
        |(term, text): &(&'static str, &str)| Reason { term, value: 1.0, text: (*text).into() };
    nudge.reasons = reasons.iter().map(reason).collect();
    assert_eq!(usize::from(rows(&model)), strip(&model).len());
    strip(&model).iter().map(|row| format!("{}|{}", row.said, row.why)).collect()
}

#[test]
fn the_strip_says_why_where_there_is_room_and_what_matters_where_there_is_none() {
    const TEXT: &str = "Time for a break: 1h16 of work since the last. 9m will do.";
    let why = [
        ("worked", "1h16 of work since the last break"),
        ("interval", "a break is due after 50m"),
        ("budget", "0 nudges today so far, of at most 4"),
        ("take", "`take`: the work stops"),
    ];
    let shown = |size| shown(size, TEXT, &why);
    assert_eq!(shown((120, 36)), [format!("{TEXT}|a break is due after 50m")]);
    let below = "|a break is due after 50m".to_owned();
    assert_eq!(shown((80, 24)), [format!("{TEXT}|"), below]);
    assert_eq!(shown((80, 23)), [format!("{TEXT}|")]);
    assert_eq!(shown((80, 12)), [format!("{TEXT}|")]);
    assert_eq!(shown((40, 12)), ["Time for a break: 9m will do.|"]);
    assert_eq!(shown((20, 12)), ["Time for a break: 1h16 of work since the last.|"]);
    assert_eq!(shown((40, 7)), [""; 0]);
}

#[test]
fn a_sentence_that_is_far_too_long_takes_two_rows_of_the_strip() {
    let long = format!("8h of work today: that is a full day. {}", "very ".repeat(2000));
    let rows = shown((80, 24), &long, &[]);
    assert_eq!(rows.len(), 2);
    assert!(rows[0].starts_with("8h of work today: that is a full day. very"));
    assert_eq!(shown((40, 12), &long, &[]), ["8h of work today: that is a full day.|"]);
}

#[test]
fn while_a_break_is_put_off_the_cue_says_until_when_and_how_long_it_is_then() {
    let mut model = asked((80, 24), "10:20", None);
    model.pulse.as_mut().unwrap().put_off = Some(fixture::at("11:46"));
    assert_eq!(said(&model), "break put off until 11:46, 10m then");
    model.pulse.as_mut().unwrap().put_off = Some(fixture::at("11:36"));
    assert_eq!(said(&model), "break due, 1h16 without one", "it is over");
}

#[test]
fn why_now_tells_each_key_once_and_what_it_does() {
    let mut model = asked((80, 24), "10:20", Some(Rule::Rest));
    let nudge = model.pulse.as_mut().unwrap().open.as_mut().unwrap();
    nudge.reasons.push(Reason { term: "skip", value: 30.0, text: "`skip`: nothing more".into() });
    keys(&mut model, "n w");
    let Some(Overlay::Why(shown)) = model.overlays.last().cloned() else { panic!("no answer") };
    let said = why::rows(&model, &shown);
    let said: Vec<String> = said.into_iter().map(|row| format!("{row:?}")).collect();
    assert_eq!(
        said[3..],
        [
            "Said(\"1h16 of work since the last break\")",
            "Heading(\"What you can do\", None)",
            "Said(\"`n s`: nothing more\")"
        ]
    );
}

#[test]
fn the_break_key_takes_the_break_that_is_asked_for_and_answers_by_it() {
    let mut model = asked((80, 24), "10:20", Some(Rule::Rest));
    let effects = keys(&mut model, "b");
    let planned_s = Some(9 * 60);
    assert_eq!(
        effects,
        [
            answered(Rule::Rest, Answer::Take),
            Effect::Do(Intent::Break { planned_s, class: BreakClass::Rest, at: None }),
        ]
    );
    assert_eq!(open(&model), None);
    carry_out(&mut model, effects);
    assert_eq!(keys(&mut model, "b"), [Effect::Do(Intent::Resume { at: None })], "and goes on");
}

#[test]
fn a_break_that_is_put_off_says_when_it_comes_back_and_how_long_it_is_then() {
    let mut model = asked((80, 24), "10:20", Some(Rule::Rest));
    let later = answered(Rule::Rest, Answer::Postpone);
    assert_eq!(keys(&mut model, "n p"), [later]);
    assert_eq!(toast(&model), "Put off until 11:46; the break is 10m then");
    assert_eq!(open(&model), None);
    assert_eq!(keys(&mut model, "n p"), [], "nothing is left to put off");
    assert_eq!(toast(&model), "no nudge waits for an answer");
    let mut again = asked((80, 24), "10:20", Some(Rule::Postponed));
    again.pulse.as_mut().unwrap().postponed = 1;
    keys(&mut again, "n p");
    assert_eq!(toast(&again), "Put off until 11:56; the break is 11m then");
}

#[test]
fn a_word_about_the_day_can_only_be_put_away() {
    let mut model = asked((80, 24), "10:20", Some(Rule::Enough));
    assert_eq!(keys(&mut model, "n p"), []);
    assert!(open(&model).is_some());
    let put_away = answered(Rule::Enough, Answer::Skip);
    assert_eq!(keys(&mut model, "n s"), [put_away]);
    assert_eq!(toast(&model), "Put away");
    let mut resting = asked((80, 24), "10:20", Some(Rule::Enough));
    assert_eq!(keys(&mut resting, "b").len(), 1, "a break answers nothing that asked for none");
}

#[test]
fn every_silence_has_an_end_that_shows_and_is_taken_back_like_anything() {
    let mut model = asked((80, 24), "11:00", None);
    run(&mut model, "n h");
    assert_eq!(said(&model), "no nudges until 12:06");
    run(&mut model, "n d");
    assert_eq!(said(&model), "nudges off until tomorrow");
    run(&mut model, "n u");
    fixture::type_text(&mut model, "13:15");
    run(&mut model, "enter");
    assert_eq!(said(&model), "nudges off until 13:15");
    run(&mut model, "n u");
    fixture::type_text(&mut model, "45m");
    run(&mut model, "enter");
    assert_eq!(said(&model), "nudges off until 12:21");
    run(&mut model, "n u");
    fixture::type_text(&mut model, "soonish");
    run(&mut model, "enter");
    let Some(Overlay::Line(line)) = model.overlays.last() else { panic!("it was taken") };
    assert!(line.error.is_some());
    run(&mut model, "esc n o");
    assert_eq!(said(&model), "break in 14m");
    run(&mut model, "n o");
    assert_eq!(toast(&model), "nudges are not silenced");
}

#[test]
fn on_the_log_where_n_writes_a_note_the_large_letter_does_it() {
    let mut model = asked((120, 36), "10:20", Some(Rule::Rest));
    run(&mut model, "5");
    assert_eq!(answers(&model)[1], "`N p` 10m more");
    let skipped = answered(Rule::Rest, Answer::Skip);
    assert_eq!(keys(&mut model, "N s"), [skipped]);
}

#[test]
fn lists_show_their_selection_when_the_strip_takes_a_row() {
    let mut model = fixture::model((40, 12));
    run(&mut model, "2 G");
    let now = model.now;
    update(&mut model, Msg::Pulse(Box::new(pulse("10:20", Some(Rule::Rest)))), &now);
    assert_eq!(rows(&model), 1);
    let list = model.tasks.list;
    let shown = usize::from(crate::app::tasks::layout(&model).list.h);
    assert!((list.offset..list.offset + shown).contains(&list.selected), "{list:?} {shown}");
    let first = model.tasks.selected.map(TaskRef::Id);
    assert!(first.is_some());
}

#[test]
fn a_micro_break_is_one_quiet_line_with_nothing_to_take() {
    let strip_of = |rule: Rule| {
        let mut model = asked((80, 50), "11:00", Some(rule));
        let reasons = &mut model.pulse.as_mut().unwrap().open.as_mut().unwrap().reasons;
        let text =
            "the reason for it, which is no part of the sentence and has a row of its own".into();
        reasons.push(Reason { term: "interval", value: 20.0, text });
        (strip(&model).len(), asks_for_break(&model), answers(&model))
    };
    let (rows, takes, answers) = strip_of(Rule::Micro);
    assert_eq!((rows, takes), (1, false));
    assert!(answers.iter().all(|answer| !answer.contains("takes")), "{answers:?}");
    let (rows, takes, answers) = strip_of(Rule::Rest);
    assert_eq!((rows, takes), (2, true));
    assert!(answers[0].contains("takes"), "{answers:?}");
}

#[test]
fn a_term_that_has_no_room_is_left_out_and_not_cut() {
    const TEXT: &str = "Time for a break: 1h16 of work since the last. 9m will do.";
    let long = "a meeting of your own calendar is far away".repeat(2);
    let why = [("interval", "a break is due after 50m"), ("calendar", long.as_str())];
    assert_eq!(shown((80, 24), TEXT, &why)[1], "|a break is due after 50m");
    let both = format!("|a break is due after 50m; {long}");
    assert_eq!(shown((130, 36), TEXT, &why)[1], both);
}
