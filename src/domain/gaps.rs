//! What the log says nothing about, between what it does say something about.

use super::state::State;
use super::time::{Moment, Now, Span};
use crate::domain::Order;

/// Shorter stretches between two sessions are no gaps, in seconds.
const GAP_S: i64 = 5 * 60;

/// The stretches in `span`, within each day's work, that no session and no break covers, by start. The last
/// one of today ends now.
pub fn gaps(state: &State, span: Span, now: &Now) -> Vec<Span> {
    let sessions = state.sessions().map(|session| session.span(now.at));
    let breaks = state.breaks().map(|b| Span::new(b.start, b.end.unwrap_or(now.at)));
    let mut covered: Vec<Span> =
        sessions.chain(breaks).filter(|s| s.overlap(span).is_some()).collect();
    covered.order_by_key(|one| one.start.utc_ms());
    let mut gaps: Vec<Span> = Vec::new();
    let mut until: Option<Moment> = None;
    let mut add = |from: Moment, to: Moment| {
        let same_day = now.day_of(from) == now.day_of(to);
        if same_day && to.seconds_since(from) >= GAP_S {
            gaps.push(Span::new(from, to));
        }
    };
    for one in covered {
        match until {
            Some(end) if one.start.utc_ms() > end.utc_ms() => add(end, one.start),
            _ => {}
        }
        until = Some(until.map_or(one.end, |end| if end >= one.end { end } else { one.end }));
    }
    if let Some(end) = until.filter(|_| span.contains(now.at)) {
        add(end, now.at);
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Break, BreakClass, BreakId, Change, Session, SessionId, Zone};

    fn at(time: &str) -> Moment {
        Moment::parse_rfc3339(&format!("2026-11-25T{time}:00Z")).unwrap()
    }

    fn with(state: &mut State, n: u128, from: &str, to: &str) {
        let id = SessionId(uuid::Uuid::from_u128(n));
        let mut session = Session::running(id, None, None, at(from));
        session.end = Some(at(to));
        state.load_session(session);
    }

    #[test]
    fn a_gap_lies_between_what_was_logged_and_is_five_minutes_long_at_least() {
        let mut state = State::new(1);
        with(&mut state, 1, "09:00", "10:00");
        with(&mut state, 2, "10:04", "11:00");
        with(&mut state, 3, "11:05", "12:00");
        let pause = Break {
            id: BreakId(uuid::Uuid::from_u128(4)),
            start: at("12:00"),
            end: Some(at("12:40")),
            class: BreakClass::Rest,
            natural: true,
            planned_s: None,
        };
        state.apply(&Change::BreakAdded { pause });
        let now = Now::new(at("13:00").utc_ms(), Zone::UTC, 240);
        let found = gaps(&state, now.day_span(now.day()), &now);
        let gap = |from, to| Span::new(at(from), at(to));
        assert_eq!(found, [gap("11:00", "11:05"), gap("12:40", "13:00")]);
    }
}
