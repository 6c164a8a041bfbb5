//! Micro-breaks: off, asked for, and only for the screen.

use super::*;
use crate::notify::Urgency;

/// A nudger of somebody who has set something.
fn with(settings: &str) -> Case {
    let mut case = Case::new();
    let around = Around {
        clock: case.clock.share(),
        real_time: false,
        place: Whereabouts::new(Zone::UTC, &case.clock),
        loaded: Loaded::read(Path::new("config.toml"), settings, &[]).unwrap(),
        paths: Paths::find(Some(case.folder.path()), None).unwrap(),
    };
    let outside = (case.outside.clone(), case.outside.clone());
    case.engine = Engine::new(around, Some(case.floor.clone()), outside);
    case
}

fn need(case: &Case) -> Need {
    case.outside.needs.lock().unwrap().unwrap()
}

#[test]
fn a_micro_break_is_a_quiet_line_without_buttons_and_only_for_who_wants_it() {
    let mut case = Case::new();
    case.take_floor();
    case.run("09:00", "09:59");
    assert_eq!((case.told(), need(&case).micro_s), (Vec::new(), None), "off");

    let mut case = with("[breaks]\nmicro = true\n");
    case.take_floor();
    case.turn("09:10");
    assert_eq!((need(&case).pause, need(&case).micro_s), (false, Some(20)));
    case.turn("09:20");
    case.turn("09:21");
    assert!(need(&case).pause, "a pause is waited for");
    case.run("09:22", "09:44");
    assert_eq!(case.told(), [said("09:25", "micro")]);
    let message = case.outside.shown.lock().unwrap()[0].clone();
    assert_eq!((message.urgency, message.expires_s), (Urgency::Low, Some(60)));
    assert!(message.quiet);
    assert!(message.answers.buttons.is_empty());
    insta::assert_snapshot!(format!("{}\n{}", message.summary, message.body), @r"
    Look up for a moment
    Look far away for 20 seconds: 25m of work without a pause.
    You asked for one after every 20m.
    ");
}

#[test]
fn micro_breaks_can_be_for_the_screen_alone() {
    let settings = "[breaks]\nmicro = true\n[notify]\nmicro = false\n";
    let mut case = with(settings);
    case.take_floor();
    case.run("09:20", "09:30");
    assert_eq!((case.told(), case.shown()), (vec![said("09:25", "micro")], 0));
}
