//! Nudges: how a day began (once a day), and what the policy says now (a few times a minute), with a log of three months
//! and with one of a life, each with absences that were noticed two minutes late.

use divan::{Bencher, black_box};
use heyday::domain::{Heard, HeardId, Mint, Now, Session, SessionId, Sound, State, Zone};
use heyday::nudge::history::Settings;
use heyday::nudge::{Ground, Nudging, live};
use heyday::plan::settings::Planning;

const A_DAY: usize = 9;
const DAY_MS: i64 = 86_400_000;
const MIN: i64 = 60_000;

/// The last of `sessions` sessions, nine a day, ends at `now`.
fn log(sessions: usize, now: &Now) -> State {
    let mut state = State::new(1);
    let mut mint = Mint::new(1, 0);
    let mut random = fastrand::Rng::with_seed(5);
    let midnight = now.day_span(now.day()).start.utc_ms();
    for n in 0..sessions {
        let (days, place) = (sessions / A_DAY - n / A_DAY, n % A_DAY);
        let (Ok(days), Ok(place)) = (i64::try_from(days), i64::try_from(place)) else {
            return state;
        };
        let start = midnight - days * DAY_MS + (4 * 60 + place * 60) * MIN;
        let at = |minutes: i64| now.zone.moment(start + minutes * MIN);
        let mut session = Session::running(SessionId(mint.uuid()), None, None, at(0));
        session.end = Some(at(random.i64(20..58)));
        state.load_session(session);
        let id = HeardId(mint.uuid());
        let (what, explained) = (Sound::Idle, None);
        let heard =
            Heard { id, start: at(10), end: Some(at(14)), noticed: at(12), what, explained };
        state.load_heard(heard);
    }
    state
}

fn asked(bencher: Bencher<'_, '_>, sessions: usize, ask: fn(&State, &Ground, Settings<'_>)) {
    let now = Now::new(1_795_600_000_000, Zone::UTC, 240);
    let (planning, nudging) = (Planning::default(), Nudging::default());
    let state = log(sessions, &now);
    let settings = Settings { planning: &planning, nudging: &nudging, now: &now };
    let ground = Ground::of(&state, settings);
    bencher.bench(|| ask(black_box(&state), &ground, settings));
}

#[divan::bench(args = [820, 20_000])]
fn how_the_day_began(bencher: Bencher<'_, '_>, sessions: usize) {
    asked(bencher, sessions, |state, _, settings| drop(black_box(Ground::of(state, settings))));
}

/// With the log of two days, as a running program has it.
#[divan::bench(args = [18, 820, 20_000])]
fn what_is_said_now(bencher: Bencher<'_, '_>, sessions: usize) {
    asked(bencher, sessions, |state, ground, settings| {
        drop(black_box(live(state, ground, settings)));
    });
}
