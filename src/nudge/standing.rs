//! Where the break counter stands now, for whatever shows it. Made of the loaded log each time something changes; between
//! two changes it counts on by itself.

use super::counter::Counter;
use super::record::layers;
use super::timeline::{Absence, Doing, Timeline};
use crate::domain::{Now, State};

/// The counter while a session runs; `None` when none does, or when its timer was forgotten.
pub fn standing(state: &State, now: &Now) -> Option<Counter> {
    state.running().filter(|one| !one.is_forgotten(now.at, now.forgotten_after_s))?;
    let timeline = Timeline::new(&layers(state, now), Vec::new());
    let present = now.at.utc_ms();
    let begun = |at: &i64| *at <= present;
    let mut counter: Option<Counter> = None;
    for one in timeline.stretches() {
        let (start, end) = (one.span.start.utc_ms(), one.span.end.utc_ms());
        if !begun(&start) {
            break;
        }
        let counter = counter.get_or_insert_with(|| Counter::new(start));
        counter.turn(start, one.doing);
        if end < present {
            counter.turn(end, Doing::Away(Absence::Idle));
        }
    }
    // A session that has begun this instant has no length yet.
    let mut counter = counter.unwrap_or_else(|| Counter::new(present));
    if !counter.doing().is_work() && state.on_break().is_none() {
        counter.turn(present, Doing::Work);
    }
    counter.doing().is_work().then_some(counter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Moment, Session, SessionId, Zone};
    use crate::nudge::MIN;

    fn at(time: &str) -> Moment {
        Moment::parse_rfc3339(&format!("2026-11-25T{time}:00Z")).unwrap()
    }

    fn state(sessions: &[(&str, Option<&str>)]) -> State {
        let mut state = State::new(1);
        for (n, (from, to)) in (1u128..).zip(sessions) {
            let id = SessionId(uuid::Uuid::from_u128(n));
            let mut session = Session::running(id, None, None, at(from));
            session.end = to.map(at);
            state.load_session(session);
        }
        state
    }

    fn owed(sessions: &[(&str, Option<&str>)], time: &str) -> Option<i64> {
        let now = Now::new(at(time).utc_ms(), Zone::UTC, 240);
        let counter = standing(&state(sessions), &now)?;
        Some(counter.at(at(time).utc_ms()).owed / MIN)
    }

    #[test]
    fn a_short_pause_counts_backwards_and_a_longer_one_is_a_break() {
        assert_eq!(owed(&[("09:00", None)], "09:00"), Some(0));
        assert_eq!(owed(&[("09:00", None)], "09:50"), Some(50));
        assert_eq!(owed(&[("09:00", Some("09:40")), ("09:44", None)], "09:50"), Some(28));
        assert_eq!(owed(&[("09:00", Some("09:40")), ("09:55", None)], "10:00"), Some(5));
    }

    #[test]
    fn nothing_is_counted_while_nothing_runs_or_a_timer_is_forgotten() {
        assert_eq!(owed(&[("09:00", Some("09:40"))], "09:50"), None);
        assert_eq!(owed(&[("09:00", None)], "20:00"), None);
    }

    #[test]
    fn a_forgotten_timer_measures_as_long_as_anyone_works_after_the_last_word() {
        let mut state = state(&[("09:00", None)]);
        let mut session = state.running().unwrap().clone();
        session.confirmed = Some(at("12:00"));
        state.load_session(session);
        let now = Now::new(at("23:00").utc_ms(), Zone::UTC, 240);
        let work = layers(&state, &now).work;
        let end = at("12:00").plus_seconds(i64::from(now.forgotten_after_s));
        assert_eq!(work.iter().map(|span| span.end).collect::<Vec<Moment>>(), [end]);
    }

    #[test]
    fn it_counts_on_by_itself() {
        let now = Now::new(at("09:10").utc_ms(), Zone::UTC, 240);
        let counter = standing(&state(&[("09:00", None)]), &now).unwrap();
        assert_eq!(counter.at(at("09:30").utc_ms()).owed, 30 * MIN);
    }
}
