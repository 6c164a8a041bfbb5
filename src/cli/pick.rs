//! How a person points at a session: by a time inside it (`9:40`, `yesterday-9:40`), by the letters that
//! `log` shows in front of it (the end of its UUID), by its UUID, or as `last` and `running`.
//!
//! Next: [`super::correct`], which uses it.

use super::env::Env;
use super::failure::Failure;
use super::phrase;
use crate::domain::{Break, Moment, Now, Session, SessionId, Span};
use crate::store::Scope;
use crate::text::{self, Reading};
use std::collections::HashSet;

/// The fewest letters of a UUID's end that are shown and taken.
const SHORTEST: usize = 4;
/// Days that are looked through for the last session.
const RECENT_DAYS: i64 = 31;

/// What a line of the log is.
pub(crate) enum Entry {
    /// A stretch of work.
    Session(Session),
    /// A stretch of rest; only a time inside it points at one.
    Break(Break),
}

/// The session, or else the break, that the words point at.
pub(crate) fn entry(env: &mut Env, word: &str) -> Result<Entry, Failure> {
    let missing = match session(env, word) {
        Ok(session) => return Ok(Entry::Session(session)),
        Err(missing) => missing,
    };
    let Ok(at) = text::past_moment(word.trim(), &env.reading()) else { return Err(missing) };
    let now = env.now;
    let state = env.load(&Scope::Day(Span::new(at, at.plus_seconds(1))))?;
    let inside = |pause: &&Break| Span::new(pause.start, pause.end.unwrap_or(now.at)).contains(at);
    state.breaks().find(inside).cloned().map(Entry::Break).ok_or(missing)
}

/// The session that the words point at.
pub(crate) fn session(env: &mut Env, word: &str) -> Result<Session, Failure> {
    let word = word.trim();
    match word {
        "running" => {
            let running = env.load_running()?.running().cloned();
            running.ok_or_else(|| crate::domain::Refusal::NothingRunning.into())
        }
        "last" => last(env),
        _ if is_tail(word) => by_tail(env, &word.to_ascii_lowercase()),
        _ => by_time(env, word),
    }
}

fn last(env: &mut Env) -> Result<Session, Failure> {
    let now = env.now;
    let from = now.zone.moment(now.at.utc_ms() - RECENT_DAYS * 86_400_000);
    let state = env.load(&Scope::Day(Span::new(from, now.at.plus_seconds(1))))?;
    let last = state.sessions().next_back().cloned();
    last.ok_or_else(|| {
        Failure::not_found("there is no recent session", "`heyday log last 90d` looks further back")
    })
}

/// Hexadecimal digits, at least four, and not a time such as `1030`: a UUID or the end of one.
fn is_tail(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_hexdigit).count();
    digits >= SHORTEST && word.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}

fn by_tail(env: &mut Env, tail: &str) -> Result<Session, Failure> {
    let found = env.sessions_ending_in(tail)?;
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Failure::not_found(
            format!("no session `{tail}`"),
            "`heyday log` shows each session's letters in front of it; a time inside it does as well",
        )),
        many => {
            let now = env.now;
            let list: Vec<String> = many.iter().map(|s| describe(s, &now)).collect();
            let message = format!("`{tail}` fits {} sessions: {}", many.len(), list.join(", "));
            Err(Failure {
                code: "ambiguous",
                ..Failure::not_found(message, "use more letters of it, or the whole UUID")
            })
        }
    }
}

fn by_time(env: &mut Env, word: &str) -> Result<Session, Failure> {
    let at =
        text::past_moment(word, &env.reading()).map_err(|error| Failure::parse(&error, word))?;
    let now = env.now;
    let state = env.load(&Scope::Day(Span::new(at, at.plus_seconds(1))))?;
    let inside = state.sessions().find(|session| session.span(now.at).contains(at)).cloned();
    inside.ok_or_else(|| {
        let when = phrase::day_clock(at, &now);
        Failure::not_found(
            format!("nothing was logged at {when}"),
            "`heyday log` shows the sessions of a day and their letters",
        )
    })
}

fn describe(session: &Session, now: &Now) -> String {
    let day = phrase::day_at(session.start, now);
    format!("{day} {} `{}`", phrase::from_to(session), session.id)
}

/// The last `length` letters of a session's UUID.
pub(crate) fn tail(id: SessionId, length: usize) -> String {
    let hex = id.0.simple().to_string();
    hex[hex.len().saturating_sub(length)..].to_owned()
}

/// How many letters tell these sessions apart.
pub(crate) fn tail_length(ids: &[SessionId]) -> usize {
    let distinct = |length: &usize| {
        let mut seen = HashSet::new();
        ids.iter().all(|id| seen.insert(tail(*id, *length)))
    };
    (SHORTEST..32).find(distinct).unwrap_or(32)
}

/// Reads a time for a session that lies on another day: a bare `9:40` means that day's.
pub(crate) fn time_near(env: &Env, text: &str, near: Moment) -> Result<Moment, Failure> {
    let bare = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == ':');
    let mut reading: Reading = env.reading();
    if bare {
        let end = env.now.day_span(env.now.day_of(near)).end.plus_seconds(-1);
        if end.utc_ms() < reading.now.at.utc_ms() {
            reading.now.at = end;
        }
    }
    text::past_moment(text, &reading).map_err(|error| Failure::parse(&error, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn as_many_letters_are_shown_as_tell_the_sessions_apart() {
        let id = |n: u128| SessionId(Uuid::from_u128(n));
        assert_eq!(tail_length(&[id(1), id(2)]), 4);
        assert_eq!(tail_length(&[id(0x1_0001), id(0x2_0001)]), 5);
        assert_eq!(tail(id(0xab_cdef), 4), "cdef");
    }

    #[test]
    fn times_are_not_taken_for_letters() {
        assert!(is_tail("1a2b") && is_tail("00c0ffee"));
        assert!(!is_tail("9:40") && !is_tail("yesterday-9:40") && !is_tail("9"));
    }
}
