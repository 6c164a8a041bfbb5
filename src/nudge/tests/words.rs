//! What each nudge says and what it gives as reasons: whole sentences, for somebody who has read nothing else.

use super::*;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The first nudge of each rule that somebody sees in these lives, with its reasons.
fn said(lives: &[(Life, &str, &str)]) -> String {
    let mut first: BTreeMap<Rule, Nudge> = BTreeMap::new();
    for (life, from, to) in lives {
        for nudge in life.live(from, to).into_iter().filter(Nudge::is_shown) {
            first.entry(nudge.rule).or_insert(nudge);
        }
    }
    let mut out = String::new();
    for nudge in first.into_values() {
        let _ = writeln!(out, "{}: {}", nudge.rule.word(), nudge.text);
        for reason in &nudge.reasons {
            let _ = writeln!(out, "  {}", reason.text);
        }
    }
    out
}

/// Three working days that make a long week together, the last of them far too long and until late.
fn long_week() -> Life {
    ["23", "24", "25", "26", "27"].iter().fold(Life::new(), |life, day| {
        let day = format!("2026-11-{day}");
        life.works_on(&day, "07:00-12:00 12:45-16:00 16:45-20:15")
    })
}

#[test]
fn every_reason_is_a_sentence() {
    let mut looks_up = Life::new().works("09:00-09:44").marks("09:21", Boundary::Pause);
    looks_up.nudging.micro = Some(MicroBreaks::default());
    let mut week = long_week();
    week.now = Now::new(on("2026-11-29", "20:00").utc_ms(), berlin(), 240);
    let weekend = week.works_on("2026-11-28", "03:30-11:30");
    let day = Life::new().works("09:00-14:30").answers("10:16", Answer::Postpone);
    let lives = [
        (day.meets("15:00-16:00"), WED, WED),
        (Life::new().works("09:00-11:00").marks("10:03", Boundary::Done), WED, WED),
        (looks_up, WED, WED),
        (weekend, "2026-11-23", "2026-11-28"),
    ];
    insta::assert_snapshot!(said(&lives), @r"
    rest: Time for a break: 1h15 of work since the last. 9m will do.
      you have worked 1h15 since your last break
      a break is due after 1h of work
      the chance that you stop by yourself in the next ten minutes is 18 %
      your calendar is free for 4h45
      0 of at most 4 break nudges were shown before this one today
      `take`: the work stops and a break of 9m begins
      `postpone`: it comes back after 10m, and the break grows with the work until then
      `skip`: you hear nothing more of breaks for 30m
    postponed: The break you put off: 1h26 of work since the last. 10m now.
      you have worked 1h26 since your last break
      a break is due after 1h of work
      the chance that you stop by yourself in the next ten minutes is 18 %
      your calendar is free for 4h34
      you put it off once, so the break is 10m now
      1 of at most 4 break nudges was shown before this one today
      `take`: the work stops and a break of 10m begins
      `postpone`: it comes back after 20m, and the break grows with the work until then
      `skip`: you hear nothing more of breaks for 30m
    firm: 1h58 without a break. Take 14m now; what comes next goes better after it.
      you have worked 1h58 since your last break
      a break is due after 1h of work
      the chance that you stop by yourself in the next ten minutes is 18 %
      your calendar is free for 4h02
      you put it off once, so the break is 14m now
      1 of at most 4 break nudges was shown before this one today
      `take`: the work stops and a break of 14m begins
      `postpone`: it comes back after 20m, and the break grows with the work until then
      `skip`: for the rest of the day you only hear of very long stretches of work
    micro: Look far away for 20 seconds: 21m of work without a pause.
      you have worked 21m without a pause of 20 seconds
      you asked for one after every 20m
      you have not typed for a moment
    enough: 8h15 of work today: that is a full day.
      you have worked 8h15 today
      8h of work in a day is a full day for you
    too_much: 10h30 of work today, far more than a full day. Stop here; tomorrow is for the rest.
      you have worked 10h30 today
      10h of work in a day is far too much for you
    evening: It is 03:30, late for you. A good moment to wind down.
      your evening begins at 20:00
      you have worked 11h45 today
    lunch: 5h15 of work without half an hour off. Eat something, away from the screen.
      you have worked 5h15 since you last had half an hour off
    free_day: 1h40 of work on a free day. Keep the rest of it for yourself.
      you have worked 1h40 today
    short_night: Only 10h45 since you stopped last night. Begin slowly, and end earlier today.
      the law of the EU asks for at least eleven hours off between two days of work
    long_week: 48h15 of work this week: the legal limit in the EU is 48h on average.
      before today you had worked 47h this week
      you have worked 1h15 today
    harmful_week: 55h15 of work this week. From 55h on, weeks like this one harm your health.
      before today you had worked 47h this week
      you have worked 8h15 today
    ");
}
