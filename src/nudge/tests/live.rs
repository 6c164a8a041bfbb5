//! A program that runs says what a replay says later, whenever it is asked.

use super::*;
use crate::domain::laws::cases;
use crate::domain::{
    Answer, Break, BreakClass, BreakId, Change, Event, Heard, HeardId, Session, SessionId, Snooze,
    SnoozeId, SnoozeKind, Sound, State, Status, Task, TaskId, TaskNo, Told, ToldId,
};
use proptest::prelude::*;
use uuid::Uuid;

/// What the person answered, and when.
type Answered = Option<(Moment, Answer)>;

/// Everything that a log can hold of two days, the whole of it or as it was at an earlier moment.
#[derive(Clone, Debug, Default)]
struct Log {
    sessions: Vec<Span>,
    breaks: Vec<Span>,
    meetings: Vec<Span>,
    done: Vec<Moment>,
    snoozes: Vec<(Span, bool)>,
    heard: Vec<(Span, Moment, Sound)>,
    told: Vec<(Moment, Rule, Answered)>,
}

impl Log {
    /// The state that was loaded at `at`.
    fn state(&self, at: Moment) -> State {
        let mut state = State::new(1);
        let id = |n: usize| Uuid::from_u128(n as u128 + 1);
        let begun = |span: &&Span| span.start <= at;
        let end = |span: &Span| Some(span.end).filter(|end| *end <= at);
        for (n, span) in self.sessions.iter().filter(begun).enumerate() {
            let mut session = Session::running(SessionId(id(n)), None, None, span.start);
            session.end = end(span);
            state.load_session(session);
        }
        for (n, span) in self.breaks.iter().filter(begun).enumerate() {
            let (id, end) = (BreakId(id(n)), end(span));
            let pause = Break {
                id,
                start: span.start,
                end,
                class: BreakClass::Rest,
                natural: false,
                planned_s: None,
            };
            state.apply(&Change::BreakAdded { pause });
        }
        for (n, span) in self.meetings.iter().enumerate() {
            let event = Event {
                uid: n.to_string(),
                calendar: "work".into(),
                title: String::new(),
                start: span.start,
                end: span.end,
                busy: true,
                all_day: false,
                day_off: false,
            };
            state.apply(&Change::EventAdded { event });
        }
        for ((n, when), no) in self.done.iter().enumerate().zip(1..) {
            let mut task = Task::new(TaskId(id(n)), TaskNo(no), "Read", self.done[0]);
            if *when <= at {
                (task.status, task.closed) = (Status::Done, Some(*when));
            }
            state.load_task(task, 0);
        }
        for (n, (span, off)) in self.snoozes.iter().filter(|(span, _)| span.start <= at).enumerate()
        {
            let how = if *off { SnoozeKind::Off } else { SnoozeKind::Snoozed };
            state.load_snooze(Snooze {
                id: SnoozeId(id(n)),
                start: span.start,
                end: span.end,
                how,
            });
        }
        for (n, (span, noticed, what)) in self.heard.iter().enumerate() {
            if *noticed <= at {
                let end = end(span);
                let id = HeardId(id(n));
                state.load_heard(Heard {
                    id,
                    start: span.start,
                    end,
                    noticed: *noticed,
                    what: *what,
                    explained: None,
                });
            }
        }
        for (n, (when, rule, answer)) in
            self.told.iter().filter(|(when, ..)| *when <= at).enumerate()
        {
            let answer = answer.filter(|(then, _)| *then <= at);
            let (rule, text) = (rule.word().to_owned(), String::new());
            state.load_told(Told { id: ToldId(id(n)), at: *when, rule, due: *when, text, answer });
        }
        state
    }
}

/// A sound that begins with a share of a session, lasts a share of the rest of it, and is noticed so late.
type Noise = (usize, i64, i64, usize, usize);

prop_compose! {
    fn logs()(
        days in 0..3usize,
        works in proptest::collection::vec((0i64..240, 1i64..230), 1..14),
        breaks in proptest::collection::vec((0i64..2880, 0i64..40), 0..6),
        meetings in proptest::collection::vec((0i64..2880, 1i64..120), 0..5),
        done in proptest::collection::vec(0i64..2880, 0..5),
        snoozes in proptest::collection::vec((0i64..2880, 1i64..200, any::<bool>()), 0..4),
        noise in proptest::collection::vec((0usize..14, 10i64..90, 1i64..100, 0usize..4, 0..Sound::ALL.len()), 0..12),
        told in proptest::collection::vec((0i64..2880, 0usize..3, 0i64..15, 0usize..4), 0..10),
        seconds in 0i64..60,
    ) -> (Log, NaiveDate) {
        let day = day(["2026-03-29", "2026-10-25", WED][days]);
        let now = Now::new(0, berlin(), 240);
        let start = now.day_span(day.pred_opt().unwrap()).start;
        let turn = now.day_span(day).start;
        let at = |minute: i64| berlin().moment(start.plus_seconds(minute * 60 + seconds).utc_ms());
        let span = |(from, length): (i64, i64)| Span::new(at(from), at(from + length));
        let mut sessions = Vec::new();
        let mut end = 0;
        for (gap, length) in works {
            sessions.push((end + gap, length));
            end += gap + length;
        }
        let sound = |(which, from, length, late, what): Noise| {
            let (begin, whole) = sessions[which % sessions.len()];
            // A first piece of work that was none would have been a longer night.
            let from = begin + (whole * from / 100).max(5).min(whole);
            let to = from + (begin + whole - from) * length / 100;
            let what = Sound::ALL[what];
            // A pause may have a length.
            let mark = what.is_mark() && (what != Sound::Pause || late == 0);
            let span = Span::new(at(from), if mark { at(from) } else { at(to) });
            let late = [0, 2, 10, to - from][late];
            let late = if what == Sound::Suspended { to - from } else { late };
            let late = if what == Sound::Pause && !mark { to - from } else { late };
            let is_late = what.is_absence() || what == Sound::Pause;
            let noticed = at(from + if is_late { late } else { 0 });
            // What is known of a day is what was known when it began.
            let noticed = if span.start < turn && turn <= noticed { span.start } else { noticed };
            (span, noticed, what)
        };
        let heard = noise.into_iter().map(sound).collect();
        let rules = [Rule::Rest, Rule::Postponed, Rule::Firm];
        let told = told.into_iter().map(|(when, rule, later, answer)| {
            let answer = Answer::ALL.get(answer).map(|answer| (at(when + later), *answer));
            (at(when), rules[rule], answer)
        });
        let log = Log {
            breaks: breaks.into_iter().map(span).collect(),
            meetings: meetings.into_iter().map(span).collect(),
            done: done.into_iter().map(at).collect(),
            snoozes: snoozes.into_iter().map(|(from, length, off)| (span((from, length)), off)).collect(),
            heard,
            told: told.collect(),
            sessions: sessions.into_iter().map(span).collect(),
        };
        (log, day)
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn what_is_said_live_is_what_a_replay_says((log, day) in logs(), minutes in proptest::collection::vec(0i64..1440, 1..6), micro in any::<bool>()) {
        let micro = micro.then(MicroBreaks::default);
        let nudging = Nudging { grace_s: 300, micro, ..Nudging::default() };
        let planning = Planning::default();
        let present = |at: Moment| Now::new(at.utc_ms(), berlin(), 240);
        let start = present(on(WED, "12:00")).day_span(day).start;
        let later = present(start.plus_seconds(40 * 3600));
        let settings = Settings { planning: &planning, nudging: &nudging, now: &later };
        let whole = replay(&log.state(later.at), (day, day), settings);
        for minute in minutes {
            let now = present(start.plus_seconds(minute * 60 + 17));
            // Nobody is asked while the machine sleeps.
            let asleep = |(span, noticed, what): &(Span, Moment, Sound)| {
                *what == Sound::Suspended && span.start <= now.at && now.at < *noticed
            };
            if log.heard.iter().any(asleep) {
                continue;
            }
            let state = log.state(now.at);
            let settings = Settings { planning: &planning, nudging: &nudging, now: &now };
            let Live { said, pulse, wake } = live(&state, &Ground::of(&state, settings), settings);
            let part: Vec<Nudge> = whole.iter().filter(|one| one.at <= now.at).cloned().collect();
            prop_assert_eq!(&said, &part, "at {}", now.at);
            let soft = said.iter().filter(|one| one.is_shown() && one.rule == Rule::Rest).count();
            prop_assert_eq!(usize::from(pulse.shown), soft);
            prop_assert!(wake.is_none_or(|wake| wake > now.at));
            // Until it wakes nothing happens that it does not know of.
            if let Some(next) = whole.iter().find(|one| one.at > now.at) {
                let changes = |at: &i64| now.at.utc_ms() < *at && *at <= next.at.utc_ms();
                let told = log.changes().iter().any(changes);
                prop_assert!(told || wake.is_some_and(|wake| wake <= next.at), "{wake:?} and {next:?}");
            }
        }
    }
}

impl Log {
    /// When something was recorded or heard.
    fn changes(&self) -> Vec<i64> {
        let spans =
            self.sessions.iter().chain(&self.breaks).flat_map(|span| [span.start, span.end]);
        let snoozes = self.snoozes.iter().map(|(span, _)| span.start);
        let heard = self.heard.iter().flat_map(|(span, noticed, _)| [*noticed, span.end]);
        let answers = self.told.iter().filter_map(|(_, _, answer)| answer.map(|(at, _)| at));
        let all = spans.chain(snoozes).chain(heard).chain(answers).chain(self.done.iter().copied());
        all.map(Moment::utc_ms).collect()
    }
}

/// Wednesday from nine on, with what was heard.
fn wednesday(until: Option<&str>, heard: &[(&str, Option<&str>, &str, Sound)]) -> State {
    let mut state = State::new(1);
    let mut session = Session::running(SessionId(Uuid::from_u128(1)), None, None, on(WED, "09:00"));
    session.end = until.map(|end| on(WED, end));
    state.load_session(session);
    for (n, (start, end, noticed, what)) in (1u128..).zip(heard) {
        state.load_heard(Heard {
            id: HeardId(Uuid::from_u128(n)),
            start: on(WED, start),
            end: end.map(|end| on(WED, end)),
            noticed: on(WED, noticed),
            what: *what,
            explained: None,
        });
    }
    state
}

fn lived(state: &State, time: &str) -> Live {
    let now = Now::new(on(WED, time).utc_ms(), berlin(), 240);
    let (planning, nudging) = (Planning::default(), Nudging::default());
    let settings = Settings { planning: &planning, nudging: &nudging, now: &now };
    live(state, &Ground::of(state, settings), settings)
}

#[test]
fn the_next_moment_is_named_and_the_pulse_says_how_it_stands() {
    let state = wednesday(None, &[]);
    let at = |live: &Live| live.wake.map(|wake| wake.local().format("%H:%M").to_string()).unwrap();
    let easy = lived(&state, "09:30");
    assert_eq!(
        (at(&easy), easy.pulse.is_due, easy.pulse.soft_ms),
        ("10:00".into(), false, Some(60 * MIN))
    );
    assert_eq!(easy.pulse.counter.at(on(WED, "09:30").utc_ms()).owed, 30 * MIN);
    let due = lived(&state, "10:05");
    assert!(due.pulse.is_due && due.pulse.open.is_none());
    let shown = lived(&state, "10:15");
    assert_eq!(shown.pulse.open.map(|nudge| nudge.rule), Some(Rule::Rest));
    assert_eq!((shown.pulse.shown, shown.pulse.budget), (1, 4));
}

#[test]
fn an_answer_closes_what_is_open() {
    let mut state = wednesday(None, &[]);
    let nudge = lived(&state, "10:15").pulse.open.unwrap();
    let answer = Some((on(WED, "10:16"), Answer::Postpone));
    let rule = nudge.rule.word().to_owned();
    let (id, text) = (ToldId(Uuid::from_u128(1)), nudge.text.clone());
    state.load_told(Told { id, at: nudge.at, rule, due: nudge.due, text, answer });
    let later = lived(&state, "10:20");
    assert_eq!((later.pulse.open, later.pulse.postponed), (None, 1));
    assert!(later.wake.is_some_and(|wake| wake <= on(WED, "10:26")), "{:?}", later.wake);
    assert_eq!(lived(&state, "10:26").pulse.open.map(|one| one.rule), Some(Rule::Postponed));
}

#[test]
fn what_was_heard_is_rest_from_when_it_was_noticed_on_until_the_person_says_otherwise() {
    let asleep = [("09:40", Some("10:10"), "10:10", Sound::Suspended)];
    let state = wednesday(None, &asleep);
    assert_eq!(lived(&state, "10:50").said, [], "a break was taken");
    let idle = [("09:40", Some("10:10"), "10:05", Sound::Idle)];
    let told = lived(&wednesday(None, &idle), "10:50").said;
    assert_eq!(told[0].held, Some(Hold::Moment), "nobody knew at ten");
    assert_eq!((told[1].at, told[1].held), (on(WED, "10:05"), Some(Hold::Taken)));
    assert_eq!(told.len(), 2);
    // What they have said themselves goes before it.
    let mut confirmed = state.clone();
    let mut session = state.running().unwrap().clone();
    session.confirmed = Some(on(WED, "10:11"));
    confirmed.load_session(session);
    assert_eq!(lived(&confirmed, "10:16").said.len(), 2);
    let mut explained = state.clone();
    let mut heard = state.heard().next().unwrap().clone();
    heard.explained = Some(crate::domain::Explained::Keep);
    explained.load_heard(heard);
    assert_eq!(lived(&explained, "10:16").said.len(), 2);
    // And what they wrote down is work although the screen was locked.
    let mut manual = wednesday(Some("09:30"), &[("09:20", None, "09:20", Sound::Locked)]);
    let mut session = Session::running(SessionId(Uuid::from_u128(7)), None, None, on(WED, "09:30"));
    (session.end, session.source) = (Some(on(WED, "10:40")), "manual".into());
    manual.load_session(session);
    assert_eq!(lived(&manual, "10:40").pulse.counter.at(on(WED, "10:40").utc_ms()).today, 90 * MIN);
}

#[test]
fn a_desktop_that_is_not_to_be_disturbed_is_not_and_a_mark_is_the_moment() {
    let state = wednesday(
        None,
        &[
            ("10:14", None, "10:14", Sound::DoNotDisturb),
            ("10:20", Some("10:20"), "10:20", Sound::Commit),
        ],
    );
    let live = lived(&state, "10:30");
    assert_eq!(live.pulse.mute.map(|(why, _)| why), Some(Mute::DoNotDisturb));
    let last = live.said.last().unwrap();
    assert_eq!(last.text, "A break is due: the desktop is not to be disturbed");
    let state = wednesday(None, &[("10:07", Some("10:07"), "10:07", Sound::Commit)]);
    let shown = lived(&state, "10:10").said.pop().unwrap();
    assert_eq!((shown.at, shown.is_shown()), (on(WED, "10:07"), true));
}
