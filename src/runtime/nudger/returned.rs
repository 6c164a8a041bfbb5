//! Who comes back is asked what the absence was: found here, from what was heard. Pure.
//!
//! Must never ask about what was explained, nor about a while in which no session ran.

use crate::domain::{Heard, HeardId, Moment, Now, Order, Span, State};

/// Absences follow upon each other when at most so much lies between them, in seconds: the screen locks, the machine
/// sleeps, the person signs in.
const SAME_S: i64 = 60;

/// An absence that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Returned {
    /// What was heard; the longest, when several follow upon each other.
    pub(crate) heard: HeardId,
    /// From when to when.
    pub(crate) span: Span,
}

/// The absences of at least `least_s` seconds within the session that runs of which nobody has said what they were, by time:
/// several when the person put the question off or nobody could be asked. None while the last one goes on.
pub(crate) fn returned(state: &State, least_s: u32, now: &Now) -> Vec<Returned> {
    let Some(session) = state.running() else { return Vec::new() };
    let within = |one: &&Heard| one.what.is_absence() && one.start >= session.start;
    let mut absences: Vec<&Heard> = state.heard().filter(within).collect();
    if absences.iter().any(|one| one.end.is_none()) {
        return Vec::new();
    }
    absences.order_by_key(|one| std::cmp::Reverse(one.span(now.at).end));
    // The latest first: each either joins what follows it, or is another one.
    let mut chains: Vec<(Span, Vec<&Heard>)> = Vec::new();
    for one in absences {
        match chains.last_mut() {
            Some((whole, chain)) if whole.start.seconds_since(one.span(now.at).end) <= SAME_S => {
                whole.start = earlier(whole.start, one.start);
                chain.push(one);
            }
            _ => chains.push((one.span(now.at), vec![one])),
        }
    }
    let is_open = |(whole, chain): &(Span, Vec<&Heard>)| {
        let unexplained = chain.iter().all(|one| one.explained.is_none());
        unexplained && whole.seconds() >= i64::from(least_s)
    };
    let named = |(span, chain): (Span, Vec<&Heard>)| {
        let longest = chain.into_iter().max_by_key(|one| one.span(now.at).seconds())?;
        Some(Returned { heard: longest.id, span })
    };
    chains.into_iter().rev().filter(is_open).filter_map(named).collect()
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

    /// What is asked last at noon while a session runs since nine.
    fn asked(heard: &[Heard]) -> Option<(u128, String, String)> {
        all_asked(heard).pop()
    }

    fn all_asked(heard: &[Heard]) -> Vec<(u128, String, String)> {
        let mut state = State::new(1);
        let id = SessionId(uuid::Uuid::from_u128(1));
        state.load_session(Session::running(id, None, None, at("09:00")));
        for one in heard {
            state.load_heard(one.clone());
        }
        let now = Now::new(at("12:00").utc_ms(), Zone::UTC, 240);
        let clock = |at: Moment| at.local().format("%H:%M").to_string();
        let one =
            |one: Returned| (one.heard.0.as_u128(), clock(one.span.start), clock(one.span.end));
        returned(&state, 300, &now).into_iter().map(one).collect()
    }

    #[test]
    fn what_was_put_off_is_asked_with_the_next_one_and_what_was_explained_is_not() {
        let first = heard(1, Sound::Idle, "09:30", Some("09:40"));
        let short = heard(2, Sound::Idle, "10:00", Some("10:03"));
        let last = heard(3, Sound::Idle, "11:00", Some("11:20"));
        let ids = |all: &[Heard]| all_asked(all).into_iter().map(|(id, ..)| id).collect::<Vec<_>>();
        assert_eq!(ids(&[first.clone(), short.clone(), last.clone()]), [1, 3]);
        let explained = Heard { explained: Some(Explained::Keep), ..first.clone() };
        assert_eq!(ids(&[explained, short, last.clone()]), [3]);
        let explained = Heard { explained: Some(Explained::Keep), ..last };
        assert_eq!(ids(&[first, explained]), [1]);
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
