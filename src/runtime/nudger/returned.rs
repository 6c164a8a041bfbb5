//! Who comes back is asked what the absence was: found here, from what was heard. Pure.
//!
//! Must never ask about what was explained, nor about a while in which no session ran.

use crate::domain::{Heard, HeardId, Moment, Now, Order, Span, State};

/// Absences follow upon each other when at most so much lies between them, in seconds: the screen locks, the machine
/// sleeps, the person signs in.
const SAME_S: i64 = 60;

/// An absence that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::runtime) struct Returned {
    /// What was heard; the longest, when several follow upon each other.
    pub(in crate::runtime) heard: HeardId,
    /// From when to when.
    pub(in crate::runtime) span: Span,
}

/// The last absence of at least `least_s` seconds within the session that runs, if it is over and nobody has said what it
/// was.
pub(super) fn returned(state: &State, least_s: u32, now: &Now) -> Option<Returned> {
    let session = state.running()?;
    let absences: Vec<&Heard> =
        state.heard().filter(|one| one.what.is_absence() && one.start >= session.start).collect();
    if absences.iter().any(|one| one.end.is_none()) {
        return None;
    }
    let span = |one: &Heard| one.span(now.at);
    let last = absences.iter().max_by_key(|one| span(one).end)?;
    let mut whole = span(last);
    let mut chain: Vec<&Heard> = Vec::new();
    // The latest first: each either joins what follows it, or comes too early.
    let mut rest = absences.clone();
    rest.order_by_key(|one| std::cmp::Reverse(span(one).end));
    for one in rest {
        if whole.start.seconds_since(span(one).end) <= SAME_S {
            whole.start = earlier(whole.start, one.start);
            chain.push(one);
        }
    }
    let is_open = chain.iter().all(|one| one.explained.is_none());
    let longest = chain.into_iter().max_by_key(|one| span(one).seconds())?;
    (is_open && whole.seconds() >= i64::from(least_s))
        .then_some(Returned { heard: longest.id, span: whole })
}

fn earlier(a: Moment, b: Moment) -> Moment {
    if b.utc_ms() < a.utc_ms() { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Explained, Session, SessionId, Sound, Zone};

    fn at(time: &str) -> Moment {
        Moment::parse_rfc3339(&format!("2026-11-25T{time}:00Z")).unwrap()
    }

    fn heard(n: u128, what: Sound, from: &str, to: Option<&str>) -> Heard {
        let (start, end) = (at(from), to.map(at));
        let id = HeardId(uuid::Uuid::from_u128(n));
        Heard { id, start, end, noticed: start, what, explained: None }
    }

    /// What is asked at noon while a session runs since nine.
    fn asked(heard: &[Heard]) -> Option<(u128, String, String)> {
        let mut state = State::new(1);
        let id = SessionId(uuid::Uuid::from_u128(1));
        state.load_session(Session::running(id, None, None, at("09:00")));
        for one in heard {
            state.load_heard(one.clone());
        }
        let now = Now::new(at("12:00").utc_ms(), Zone::UTC, 240);
        let Returned { heard, span } = returned(&state, 300, &now)?;
        let clock = |at: Moment| at.local().format("%H:%M").to_string();
        Some((heard.0.as_u128(), clock(span.start), clock(span.end)))
    }

    #[test]
    fn what_follows_upon_each_other_is_one_absence_and_the_longest_names_it() {
        let all = [
            heard(1, Sound::Idle, "09:30", Some("09:40")),
            heard(2, Sound::Idle, "10:00", Some("10:05")),
            heard(3, Sound::Locked, "10:05", Some("10:15")),
            heard(4, Sound::Suspended, "10:16", Some("11:00")),
        ];
        assert_eq!(asked(&all), Some((4, "10:00".into(), "11:00".into())));
        assert_eq!(asked(&all[..1]), Some((1, "09:30".into(), "09:40".into())));
    }

    #[test]
    fn nothing_is_asked_that_was_explained_or_goes_on_or_was_short_or_before_the_session() {
        let short = heard(1, Sound::Idle, "10:00", Some("10:04"));
        let before = heard(2, Sound::Idle, "08:30", Some("09:10"));
        let goes_on = heard(3, Sound::Idle, "11:00", None);
        assert_eq!(asked(&[short]), None);
        assert_eq!(asked(&[before]), None);
        let over = heard(4, Sound::Idle, "10:00", Some("10:30"));
        assert_eq!(asked(&[over.clone(), goes_on]), None);
        let explained = Heard { explained: Some(Explained::Break), ..over.clone() };
        assert_eq!(asked(std::slice::from_ref(&explained)), None);
        // A part of it that was explained explains it.
        let tail = heard(5, Sound::Locked, "10:30", Some("10:45"));
        assert_eq!(asked(&[explained, tail]), None);
        let mark = heard(6, Sound::Commit, "10:40", Some("10:40"));
        assert_eq!(asked(&[over, mark]).map(|(id, ..)| id), Some(4));
    }
}
