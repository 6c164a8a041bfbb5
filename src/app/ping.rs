//! The question in the middle of work: "how focused right now?", at moments that nobody can foresee, as `TagTime`
//! does (Reeves & Soule, 2009): the gaps are exponential, so that every minute is as likely as any other and the
//! answers are a fair sample. Off unless it is set.
//!
//! The moments follow from the session alone: the same after a restart, and in every window.

use super::Model;
use super::rate;
use crate::domain::{Moment, Now, Session, SessionId};

/// A gap is at least so long, in seconds: nobody answers twice in a row. (a judgement)
const SHORTEST_S: f64 = 300.0;
/// A moment that was slept through is not asked about afterwards, in seconds.
const LATE_S: i64 = 120;

/// Asks when one of the running session's moments has come between the last message and `now`.
pub(super) fn ask(model: &mut Model, before: Moment, now: &Now) {
    let Some(mean_s) = model.settings.ping_s else { return };
    let Some(session) = model.state.running() else { return };
    let due = last_until(session, mean_s, now.at);
    let fresh = due.is_some_and(|due| due > before && now.at.seconds_since(due) <= LATE_S);
    if fresh
        && model.rate.is_none()
        && model.overlays.is_empty()
        && model.state.on_break().is_none()
    {
        let session = session.id;
        rate::interpose(model, session);
    }
}

/// The last of the session's moments up to `now`, for gaps of `mean_s` seconds on average.
fn last_until(session: &Session, mean_s: u32, now: Moment) -> Option<Moment> {
    let elapsed = now.seconds_since(session.start);
    let mut sum = 0.0;
    let mut last = None;
    for gap in gaps(session.id, mean_s) {
        sum += gap;
        #[expect(clippy::cast_possible_truncation, reason = "seconds of a session")]
        let at = sum as i64;
        if at > elapsed {
            break;
        }
        last = Some(session.start.plus_seconds(at));
    }
    last
}

/// The gaps between the moments, in seconds, without end.
fn gaps(session: SessionId, mean_s: u32) -> impl Iterator<Item = f64> {
    let (high, low) = session.0.as_u64_pair();
    let mean = f64::from(mean_s);
    let beyond = (mean - SHORTEST_S).max(mean / 2.0);
    (1u64..).map(move |n| {
        let bits = scrambled((high ^ low).wrapping_add(n.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        // Between 0 and 1, never either.
        let chance = ((bits >> 11) as f64 + 0.5) / (1u64 << 53) as f64;
        (mean - beyond) - beyond * chance.ln()
    })
}

/// `SplitMix64`'s last step: as good as chance, and the same everywhere.
pub(super) fn scrambled(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Effect, Msg, Screen, fixture, update};
    use crate::domain::Mint;

    #[test]
    fn the_gaps_have_the_mean_that_was_set_and_none_is_shorter_than_five_minutes() {
        let mut mint = Mint::new(4, 4);
        let all: Vec<f64> =
            (0..200).flat_map(|_| gaps(SessionId(mint.uuid()), 2700).take(20)).collect();
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        assert!((mean - 2700.0).abs() < 120.0, "{mean}");
        assert!(all.iter().all(|gap| *gap >= SHORTEST_S));
    }

    #[test]
    fn it_asks_once_at_the_session_s_own_moments_and_a_digit_is_the_answer() {
        let mut model = fixture::model((80, 24));
        model.settings.ping_s = Some(900);
        let session = model.state.running().unwrap().clone();
        let mut now = model.now;
        let mut asked = 0;
        for _ in 0..3 * 3600 {
            now.at = now.at.plus_seconds(1);
            let was_open = model.rate.is_some();
            update(&mut model, Msg::Tick, &now);
            if !was_open && model.rate.is_some() {
                asked += 1;
                assert_eq!(last_until(&session, 900, now.at), Some(now.at));
            }
        }
        let expected = gaps(session.id, 900)
            .scan(0.0, |sum, gap| {
                *sum += gap;
                Some(*sum)
            })
            .take_while(|at| *at < (46.0 + 180.0) * 60.0)
            .filter(|at| *at > 46.0 * 60.0);
        assert_eq!(asked, expected.count());
        assert!(asked > 3);
        rate::interpose(&mut model, session.id);
        let meant = update(&mut model, Msg::Key("2".parse().unwrap()), &now);
        assert_eq!((meant, model.screen), (vec![], Screen::Tasks), "nobody has read it yet");
        now.at = now.at.plus_seconds(2);
        let answer = update(&mut model, Msg::Key("4".parse().unwrap()), &now);
        assert!(matches!(answer.as_slice(), [Effect::Do(_)]), "{answer:?}");
    }

    #[test]
    fn it_is_off_unless_it_is_set() {
        let mut model = fixture::model((80, 24));
        let mut now = model.now;
        for _ in 0..600 {
            now.at = now.at.plus_seconds(20);
            update(&mut model, Msg::Tick, &now);
        }
        assert!(model.rate.is_none());
    }
}
