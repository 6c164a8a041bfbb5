//! Silences and objections.

use super::*;
use crate::domain::{Snooze, SnoozeKind};

fn snooze(day: &Day, minutes: i64, how: SnoozeKind) -> Intent {
    Intent::Snooze { until: day.ago(-minutes), how }
}

/// Start and end of every silence, in minutes from the present.
fn silences(day: &Day) -> Vec<(i64, i64)> {
    let minutes = |at: Moment| at.seconds_since(day.now.at) / 60;
    day.state.snoozes().map(|one| (minutes(one.start), minutes(one.end))).collect()
}

fn dispute(sign: &str, until: &str) -> Intent {
    Intent::Dispute { sign: sign.into(), until: until.parse().unwrap(), note: " a launch ".into() }
}

#[test]
fn a_silence_lasts_until_its_end_and_no_longer() {
    let mut day = Day::new();
    let decision = day.does(snooze(&day, 30, SnoozeKind::Snoozed));
    assert_eq!((decision.verb, &*decision.subject), ("nudge snooze", "until 09:30"));
    assert!(day.state.snoozed(day.ago(1)).is_none());
    assert!(day.state.snoozed(day.now.at).is_some() && day.state.snoozed(day.ago(-29)).is_some());
    assert!(day.state.snoozed(day.ago(-30)).is_none());
}

#[test]
fn the_same_kind_of_silence_gets_another_end_and_another_kind_takes_its_place() {
    let mut day = Day::new();
    day.does(snooze(&day, 30, SnoozeKind::Snoozed));
    day.passes(10);
    day.does(snooze(&day, 60, SnoozeKind::Snoozed));
    assert_eq!(silences(&day), [(-10, 60)]);
    let again = snooze(&day, 60, SnoozeKind::Snoozed);
    assert_eq!(day.refuses(again), Refusal::NothingToChange);
    day.passes(5);
    day.does(snooze(&day, 20, SnoozeKind::Off));
    assert_eq!(silences(&day), [(-15, 0), (0, 20)]);
    assert_eq!(day.state.snoozed(day.now.at).map(|one| one.how), Some(SnoozeKind::Off));
    day.does(snooze(&day, 10, SnoozeKind::Snoozed));
    assert_eq!(silences(&day), [(-15, 0), (0, 10)], "what has only just begun was none");
}

#[test]
fn a_silence_is_taken_back_and_what_is_over_stays() {
    let mut day = Day::new();
    assert_eq!(day.refuses(Intent::Unsnooze), Refusal::NotSnoozed);
    day.does(snooze(&day, 30, SnoozeKind::Off));
    day.passes(10);
    let decision = day.does(Intent::Unsnooze);
    assert_eq!((decision.verb, &*decision.subject), ("nudge on", "before 09:30"));
    assert_eq!(silences(&day), [(-10, 0)]);
    assert_eq!(day.refuses(Intent::Unsnooze), Refusal::NotSnoozed);
}

#[test]
fn every_silence_ends_in_time() {
    let mut day = Day::new();
    let over = day.refuses(snooze(&day, 0, SnoozeKind::Off));
    assert_eq!(over.to_string(), "09:00 is over already");
    let longest = Snooze::LONGEST_S / 60;
    assert_eq!(day.refuses(snooze(&day, longest + 1, SnoozeKind::Off)), Refusal::TooLong);
    let decision = day.does(snooze(&day, longest, SnoozeKind::Off));
    assert_eq!(decision.subject, "until Wed 9 Dec 09:00");
}

#[test]
fn a_disputed_sign_weighs_nothing_until_the_day_that_was_said() {
    let mut day = Day::new();
    let decision = day.does(dispute(" evenings ", "2026-11-27"));
    assert_eq!((decision.verb, &*decision.subject), ("balance dispute", "evenings"));
    let found = day.state.disputed("evenings", &day.now).unwrap();
    assert_eq!((&*found.note, found.at), ("a launch", day.now.at));
    assert!(day.state.disputed("breaks", &day.now).is_none());
    let before = Now { at: day.ago(1), ..day.now };
    assert!(day.state.disputed("evenings", &before).is_none(), "nobody had said so");
    day.passes(2 * 24 * 60 - 301);
    assert!(day.state.disputed("evenings", &day.now).is_some(), "03:59 is of the day before");
    day.passes(1);
    assert!(day.state.disputed("evenings", &day.now).is_none());
    assert_eq!(day.state.disputes().count(), 1, "that it was said is not forgotten");
}

#[test]
fn a_dispute_is_said_anew_or_taken_back() {
    let mut day = Day::new();
    day.does(dispute("evenings", "2026-11-27"));
    let again = dispute("evenings", "2026-11-27");
    assert_eq!(day.refuses(again), Refusal::NothingToChange);
    day.passes(1).does(dispute("evenings", "2026-12-24"));
    assert_eq!(day.state.disputes().count(), 1);
    assert_eq!(day.refuses(dispute("evenings", "2026-11-25")), Refusal::BadDispute);
    assert_eq!(day.refuses(dispute(" ", "2026-12-24")), Refusal::BadDispute);
    day.does(Intent::Undispute { sign: "evenings".into() });
    assert_eq!(day.state.disputes().count(), 0);
    let gone = day.refuses(Intent::Undispute { sign: "evenings".into() });
    assert_eq!(gone.to_string(), "the sign `evenings` is not disputed");
}
