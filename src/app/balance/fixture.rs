//! The balance of a made-up autumn, for tests and pictures: ordinary weeks, then one with two long evenings.

use crate::app::{Model, Msg, fixture as world, update};
use crate::balance::{Picture, picture};
use crate::domain::{
    Answer, Break, BreakClass, BreakId, Change, Moment, Now, Session, SessionId, State, Told,
    ToldId, Zone,
};
use crate::nudge::Nudging;
use crate::nudge::history::Settings;
use crate::plan::Planning;
use chrono::{Datelike, Duration, NaiveDate};
use std::sync::Arc;
use uuid::Uuid;

/// Pieces of work of an ordinary day, in minutes after midnight; the last one moves by the day.
const DAY: [(i64, i64); 5] = [(535, 625), (640, 750), (800, 885), (900, 985), (992, 1060)];
/// Days before today on which work went on in the evening, and until when.
const EVENINGS: [(i64, i64); 3] = [(1, 1375), (6, 1320), (8, 1290)];

fn at(day: NaiveDate, minute: i64) -> Moment {
    let zone = Zone::parse("Europe/Berlin").unwrap();
    let midnight = zone.at(day.and_time(chrono::NaiveTime::MIN));
    zone.moment(midnight.utc_ms() + minute * 60_000)
}

/// What was logged in so many weeks up to now.
fn logged(weeks: i64, now: &Now) -> State {
    let mut state = State::new(1);
    let mut n = 0;
    let mut work = |state: &mut State, day: NaiveDate, (from, to): (i64, i64)| {
        n += 1;
        let (start, end) = (at(day, from), at(day, to));
        if start >= now.at {
            return;
        }
        let mut session = Session::running(SessionId(Uuid::from_u128(n)), None, None, start);
        session.end = Some(end.min(now.at));
        session.focus = (n % 3 != 0).then_some(u8::try_from(2 + n * 7 % 3).unwrap());
        state.load_session(session);
    };
    for back in (0..weeks * 7).rev() {
        let day = now.day() - Duration::days(back);
        if day.weekday().num_days_from_monday() > 4 {
            continue;
        }
        let chance = back * 37 % 11;
        for (from, to) in DAY.into_iter().take(if chance == 3 { 3 } else { 5 }) {
            work(&mut state, day, (from + chance, to + chance));
        }
        let evening = EVENINGS.into_iter().find(|(on, _)| *on == back);
        if let Some((_, until)) = evening {
            work(&mut state, day, (1180, until));
        }
        if chance % 2 == 0 {
            let pause = Break {
                id: BreakId(Uuid::from_u128(u128::try_from(back).unwrap() + 9000)),
                start: at(day, 625 + chance),
                end: Some(at(day, 636 + chance)).filter(|end| *end < now.at),
                class: BreakClass::Rest,
                natural: false,
                planned_s: None,
            };
            state.apply(&Change::BreakAdded { pause });
        }
        if chance > 4 {
            told(&mut state, back, at(day, 690 + 9 * chance), now);
        }
    }
    state
}

/// A break was asked for, and something came of it.
fn told(state: &mut State, back: i64, at: Moment, now: &Now) {
    let id = ToldId(Uuid::from_u128(u128::try_from(back).unwrap() + 90_000));
    let answer =
        [None, Some(Answer::Postpone), Some(Answer::Skip)][usize::try_from(back % 3).unwrap()];
    let answer = answer.map(|answer| (at.plus_seconds(40), answer));
    if at < now.at {
        let (rule, text) = ("rest".into(), String::new());
        state.load_told(Told { id, at, rule, due: at, text, answer });
    }
}

/// The picture of so many weeks.
pub(crate) fn drawn(weeks: i64, now: &Now) -> Arc<Picture> {
    let (planning, nudging) = (Planning::default(), Nudging::default());
    let settings = Settings { planning: &planning, nudging: &nudging, now };
    Arc::new(picture(&logged(weeks, now), settings))
}

/// The Balance screen after so many weeks of work.
pub(crate) fn model(size: (u16, u16), weeks: i64) -> Model {
    let mut model = world::model(size);
    world::press(&mut model, "6");
    let now = model.now;
    update(&mut model, Msg::Weighed(drawn(weeks, &now)), &now);
    model
}
