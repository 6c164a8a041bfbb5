//! Days as somebody lives them.

use super::*;

#[test]
fn a_break_is_due_after_an_hour_and_waits_a_quarter_of_an_hour_for_its_moment() {
    let told = Life::new().works("09:00-10:30").told();
    assert_eq!(told, ["10:00 rest held moment", "10:15 rest"]);
}

#[test]
fn what_waits_says_until_when_also_where_the_work_is_deep() {
    let said = |deep: &str| {
        let mut life = Life::new().works("09:00-11:00");
        life.record.deep = spans(WED, deep);
        let said = life.live(WED, WED);
        let waits = said[0].text.clone();
        (waits, said[1].at.local().format("%H:%M").to_string())
    };
    for (deep, until) in [("", "10:15"), ("09:00-11:00", "10:30")] {
        let (waits, shown) = said(deep);
        assert!(waits.ends_with(&format!("until {until} at most")), "{waits}");
        assert_eq!(shown, until);
    }
}

#[test]
fn the_next_piece_of_work_is_the_moment() {
    let told = Life::new().works("09:00-10:05 10:05-11:00").told();
    assert_eq!(told[1], "10:05 rest");
    let told = Life::new().works("09:00-11:00").marks("10:09", Boundary::Commit).told();
    assert_eq!(told[1], "10:09 rest");
}

#[test]
fn who_takes_a_break_by_themselves_is_not_told_to() {
    let told = Life::new().works("09:00-10:10 10:30-11:20").told();
    assert_eq!(told, ["10:00 rest held moment", "10:13 rest held break_taken"]);
}

#[test]
fn a_piece_of_work_is_left_alone_at_first() {
    // Due at 10:00; the grace is over at 10:15, three minutes into something new.
    let life = Life::new().works("09:00-09:50 09:50-10:30").with(|n| n.grace_s = 0);
    assert_eq!(life.shown(), ["10:00 rest"], "ten minutes are over");
    let life = Life::new().works("09:00-09:55 09:55-10:30").with(|n| n.grace_s = 0);
    assert_eq!(life.told()[0], "10:00 rest held first_minutes");
    assert_eq!(life.shown(), ["10:05 rest"]);
}

#[test]
fn a_meeting_counts_half_and_is_never_disturbed_and_its_end_is_a_moment() {
    // 40 minutes of work and half of 40 make an hour in the middle of the meeting.
    let life = Life::new().works("09:00-12:00").meets("09:40-11:00");
    assert_eq!(life.shown()[0], "11:00 rest");
    assert!(life.told().contains(&"10:35 rest held meeting".into()), "{:?}", life.told());
}

#[test]
fn an_ignored_nudge_comes_back_after_half_an_hour_and_the_firm_one_once() {
    let shown = Life::new().works("09:00-13:00").shown();
    // Ignored at 10:17; due again at 10:47, in which the firm limit falls at 10:50.
    assert_eq!(shown, ["10:15 rest", "10:50 firm"]);
}

#[test]
fn after_two_ignored_nudges_only_very_long_stretches_are_spoken_of() {
    let shown = Life::new().works("08:00-09:40 10:10-11:50 12:20-14:00 14:30-16:30").shown();
    assert_eq!(shown, ["09:15 rest", "11:25 rest", "16:20 firm"]);
}

#[test]
fn a_postponed_break_comes_back_after_ten_twenty_forty_minutes() {
    let life = Life::new()
        .works("09:00-13:00")
        .with(|nudging| nudging.grace_s = 0)
        .with(|nudging| nudging.firm_after_s = None)
        .answers("10:01", Answer::Postpone)
        .answers("10:12", Answer::Postpone)
        .answers("10:33", Answer::Postpone)
        .answers("11:14", Answer::Postpone);
    assert_eq!(
        life.shown()[..4],
        ["10:00 rest", "10:11 postponed", "10:32 postponed", "11:13 postponed"]
    );
    let third = &life.live(WED, WED)[2];
    let payback = third.reasons.iter().find(|reason| reason.term == "postponed").unwrap();
    assert_eq!(payback.text, "you put it off twice, so the break is 11m now");
}

#[test]
fn what_is_off_comes_on_again_by_itself() {
    for (why, word) in [(Mute::Off, "off"), (Mute::DoNotDisturb, "do_not_disturb")] {
        let life = Life::new().works("09:00-11:00").mutes("09:30-10:40", why);
        assert_eq!(life.told()[1], format!("10:15 rest held {word}"));
        assert_eq!(life.shown()[0], "10:40 rest");
    }
}

#[test]
fn nothing_is_said_in_quiet_hours() {
    let time = |text: &str| chrono::NaiveTime::parse_from_str(text, "%H:%M").unwrap();
    let night = |nudging: &mut Nudging| nudging.quiet = Some((time("22:00"), time("07:00")));
    let life = Life::new().works("20:50-23:50").with(night);
    assert_eq!(life.shown(), ["20:50 evening", "21:50 rest"].map(String::from)[..1]);
    assert!(life.told().contains(&"22:05 rest held quiet_hours".into()), "{:?}", life.told());
}

#[test]
fn a_day_off_hears_of_very_long_stretches_only() {
    let mut life = Life::new().works("09:00-12:00");
    life.planning.off = vec![(day(WED), day(WED))];
    assert_eq!(life.shown(), ["10:15 free_day", "10:50 firm"]);
    assert!(life.told().contains(&"10:15 rest held day_off".into()));
}

#[test]
fn a_full_day_a_late_one_and_far_too_much_are_each_said_once() {
    let life = Life::new()
        .works("08:00-12:00 13:00-14:30 14:40-16:10 16:40-18:10 18:20-21:00")
        .with(|nudging| nudging.rest_after_s = None)
        .with(|nudging| nudging.firm_after_s = None);
    // Eight hours at 17:40, ten at 19:50, and the evening begins at 20:00, which has to wait for 25 minutes more.
    assert_eq!(life.shown(), ["17:55 enough", "20:05 too_much", "20:30 evening"]);
}

#[test]
fn five_hours_without_a_long_break_ask_for_lunch() {
    let life = Life::new()
        .works("08:00-10:30 10:40-13:30")
        .with(|nudging| nudging.rest_after_s = None)
        .with(|nudging| nudging.firm_after_s = None);
    assert_eq!(life.shown(), ["13:25 lunch"]);
    let life = Life::new().works("08:00-10:30 11:00-13:40").with(|n| n.rest_after_s = None);
    assert!(!life.shown().contains(&"13:25 lunch".into()));
}

#[test]
fn a_short_night_and_a_long_week_are_said_once() {
    let mut life = Life::new().with(|nudging| nudging.rest_after_s = None);
    life.nudging.firm_after_s = None;
    life = life.works_on("2026-11-23", "06:00-23:00").works_on("2026-11-24", "05:00-23:45");
    let told = life.works("09:00-23:00");
    let shown = told.shown();
    assert_eq!(shown[0], "09:16 short_night", "{shown:?}");
    // 35h45 before, 12h15 more make 48.
    assert!(shown.contains(&"21:30 long_week".into()), "{shown:?}");
}

#[test]
fn a_night_in_which_the_machine_sleeps_is_a_break_however_long_the_timer_ran() {
    let mut life = Life::new().works("09:00-10:00");
    life.record.layers.work.extend(spans(WED, "10:00-21:00"));
    let asleep = spans(WED, "10:10-20:30").remove(0);
    life.record.layers.away.push(Gone {
        span: asleep,
        noticed: asleep.start,
        absence: Absence::Suspended,
    });
    assert_eq!(life.shown(), ["20:45 evening"]);
}

#[test]
fn a_nudge_says_what_it_rests_on() {
    let life = Life::new().works("09:00-10:30").meets("11:00-12:00");
    let nudge = life.live(WED, WED).pop().unwrap();
    assert_eq!(nudge.text, "Time for a break: 1h15 of work since the last. 9m will do.");
    let terms: Vec<(&str, f64)> = nudge.reasons.iter().map(|one| (one.term, one.value)).collect();
    assert_eq!(terms[..2], [("worked", 75.0), ("interval", 60.0)]);
    assert!(nudge.reasons.iter().any(|one| one.text == "your calendar is free for 45m"));
}

#[test]
fn the_interval_and_the_evening_are_the_persons_own() {
    let mut life = Life::new();
    for day in 2..=24 {
        life = life.works_on(&format!("2026-11-{day:02}"), "12:00-13:20 14:00-15:20 22:00-22:30");
    }
    let life = life.works("10:00-12:00 22:50-23:40");
    let lengths = [80, 80, 30];
    let own = Habit::of(&lengths.map(|minutes| minutes * MIN).repeat(23));
    assert_eq!(own.q80, 80 * MIN);
    // (69 * 80 + 30 * 60) / 99
    assert_eq!(life.told()[0], "11:14 rest held moment");
    assert!(life.shown().iter().any(|line| line == "23:15 evening"), "{:?}", life.shown());
}

/// Work from eight to a quarter past four, with blocks of the plan after it: a title, when, and what holds it.
fn full_day(blocks: &[(&str, &str, bool)]) -> Nudge {
    use crate::domain::{Block, BlockId, BlockNo, Due, Now, State, Task, TaskId, TaskNo};
    let mut state = State::new(1);
    for ((title, when, hard), no) in blocks.iter().zip(1u32..) {
        let id = TaskId(uuid::Uuid::from_u128(no.into()));
        let mut task = Task::new(id, TaskNo(no), *title, on(WED, "08:00"));
        task.due = hard.then(|| Due { at: on(WED, "20:00"), hard: true });
        state.load_task(task, 0);
        let span = spans(WED, when).remove(0);
        let id_of_block = BlockId(uuid::Uuid::from_u128(no.into()));
        state.load_block(Block {
            id: id_of_block,
            no: BlockNo(no),
            task: id,
            also: Vec::new(),
            start: span.start,
            end: span.end,
            pinned: false,
        });
    }
    let now = Now::new(on(WED, "20:00").utc_ms(), berlin(), 240);
    let mut life = Life::new().works("08:00-16:30").with(|nudging| nudging.rest_after_s = None);
    life.nudging.firm_after_s = None;
    life.record.blocks = ahead::planned(&state, &now);
    life.live(WED, WED).into_iter().find(|one| one.is_shown() && one.rule == Rule::Enough).unwrap()
}

#[test]
fn a_full_day_names_what_could_wait_but_nothing_that_is_due() {
    let said = full_day(&[
        ("Past", "09:00-10:00", false),
        ("Send the report", "16:45-17:15", true),
        ("Read the thesis", "17:15-17:45", false),
        ("Clear\u{1b}[2J the desk", "17:45-18:00", false),
        ("Call Ana", "18:00-18:15", false),
    ]);
    // Of equals the last first, and two at most.
    let end = "4 blocks are left; `Call Ana` and `Clear\u{241b}[2J the desk` can go to tomorrow.";
    assert_eq!(said.text, format!("8h15 of work today: that is a full day. {end}"));
    let said = full_day(&[("Send the report", "16:45-17:15", true)]);
    assert!(said.text.ends_with("that is a full day. 1 block is left."), "{}", said.text);
    assert!(full_day(&[]).text.ends_with("that is a full day."));
}

#[test]
fn what_pressing_each_button_does_is_among_the_reasons() {
    let life = Life::new().works("09:00-11:00").answers("10:16", Answer::Postpone);
    let shown: Vec<Nudge> = life.live(WED, WED).into_iter().filter(Nudge::is_shown).collect();
    let buttons = |nudge: &Nudge| -> Vec<String> {
        let buttons = nudge.reasons.iter().filter(|reason| reason.button().is_some());
        buttons.map(|reason| reason.text.clone()).collect()
    };
    assert_eq!(
        buttons(&shown[0]),
        [
            "`take`: the work stops and a break of 9m begins",
            "`postpone`: it comes back after 10m, and the break grows with the work until then",
            "`skip`: you hear nothing more of breaks for 30m"
        ]
    );
    assert!(buttons(&shown[1])[1].contains("after 20m"), "the second time is twice as long");
}

/// Somebody with micro-breaks, whose rests are far away.
fn looking_up() -> Life {
    let micro = |nudging: &mut Nudging| {
        nudging.micro = Some(MicroBreaks::default());
        (nudging.rest_after_s, nudging.firm_after_s) = (None, None);
    };
    Life::new().with(micro)
}

#[test]
fn a_micro_break_waits_for_a_pause_and_for_a_quarter_of_its_interval_at_most() {
    let life = looking_up().works("09:00-10:05");
    let told = life.told();
    assert_eq!(
        told[..4],
        ["09:20 micro held moment", "09:25 micro", "09:45 micro held moment", "09:50 micro"]
    );
    let life = looking_up().works("09:00-09:44").marks("09:21", Boundary::Pause);
    assert_eq!(life.shown(), ["09:21 micro"]);
    let nudge = life.live(WED, WED).into_iter().find(Nudge::is_shown).unwrap();
    assert_eq!(nudge.text, "Look far away for 20 seconds: 21m of work without a pause.");
    let reasons: Vec<&str> = nudge.reasons.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "you have worked 21m without a pause of 20 seconds",
            "you asked for one after every 20m",
            "you have not typed for a moment"
        ]
    );
    assert!(nudge.reasons.iter().all(|reason| reason.button().is_none()), "nothing to press");
}

#[test]
fn who_pauses_by_themselves_needs_no_micro_break() {
    let stills = |mut life: Life, from: i64, length_s: i64| {
        let start = on(WED, "09:00").plus_seconds(from);
        let still = Span::new(start, start.plus_seconds(length_s));
        life.record.stills.push(still);
        life.record.marks.push(Mark { at: still.end, boundary: Boundary::Pause });
        life
    };
    // Before it is due, and when it is: each time the interval begins anew.
    let life = stills(looking_up().works("09:00-09:44"), 15 * 60, 30);
    assert_eq!(life.told(), ["09:35 micro held moment", "09:40 micro"]);
    let life = stills(looking_up().works("09:00-09:40"), 21 * 60, 20);
    assert_eq!(life.told(), ["09:20 micro held moment", "09:21 micro held break_taken"]);
    // A shorter one is only the moment for it.
    let life = stills(looking_up().works("09:00-09:40"), 21 * 60, 19);
    assert_eq!(life.shown(), ["09:21 micro"]);
    // Between two pieces of work, or away.
    let life = looking_up().works("09:00-09:15 09:16-09:38");
    assert_eq!(life.told(), ["09:36 micro held moment", "09:38 micro held break_taken"]);
}

#[test]
fn a_rest_takes_the_place_of_a_micro_break() {
    let life = looking_up().works("09:00-11:00").with(|nudging| {
        nudging.rest_after_s = Some(60 * 60);
        nudging.firm_after_s = Some(110 * 60);
    });
    // The rest is due at ten, and said at a quarter past; ten minutes before and after that are its own.
    assert_eq!(
        life.told(),
        [
            "09:20 micro held moment",
            "09:25 micro",
            "09:45 micro held moment",
            "09:50 micro held rest_break",
            "10:00 rest held moment",
            "10:10 micro held moment",
            "10:15 rest",
            "10:15 micro held rest_break",
            "10:35 micro held moment",
            "10:40 micro held rest_break",
            "10:47 rest held moment",
            "10:50 firm"
        ]
    );
}

#[test]
fn a_micro_break_keeps_to_meetings_silence_and_days_off() {
    let life = looking_up().works("09:00-10:30").meets("09:10-10:10");
    // Ten minutes, and half of twenty in the meeting; its end is a moment.
    assert_eq!(life.told()[..2], ["09:30 micro held moment", "09:35 micro held meeting"]);
    assert_eq!(life.shown()[0], "10:10 micro");
    let life = looking_up().works("09:00-09:50").mutes("09:10-09:40", Mute::Snoozed);
    assert_eq!(life.told()[1], "09:25 micro held snoozed");
    assert_eq!(life.shown(), ["09:40 micro"]);
    let mut life = looking_up().works("09:00-10:00");
    life.planning.off = vec![(day(WED), day(WED))];
    assert!(life.told().contains(&"09:25 micro held day_off".into()));
    assert!(!life.shown().iter().any(|line| line.contains("micro")));
}
