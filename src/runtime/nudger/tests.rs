//! The nudger turned by hand: a clock that is set, ears and a mouth that are told and tell.

mod days;
mod micro;
mod store;

use super::engine::{Engine, News, Turned};
use super::floor::{Floor, Part};
use super::outside::{Ears, Mouth};
use super::wishes::Around;
use crate::clock::{Clock, Whereabouts};
use crate::config::{Loaded, Paths};
use crate::domain::{Answer, Heard, HeardId, Intent, Mint, Moment, Now, Sound, Span, Told, Zone};
use crate::notify::{Answers, Message, Pressed, Reply};
use crate::presence::{Change, Need};
use crate::store::{OpenOptions, Scope, Store, StoreError};
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const SOON: Duration = Duration::from_secs(20);

fn at(time: &str) -> Moment {
    Moment::parse_rfc3339(&format!("2026-11-25T{time}:00Z")).unwrap()
}

fn now(time: &str) -> Now {
    Now::new(at(time).utc_ms(), Zone::UTC, 240)
}

/// A clock that is set.
#[derive(Clone, Debug)]
struct Set(Arc<AtomicI64>);

impl Clock for Set {
    fn utc_ms(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    fn share(&self) -> Box<dyn Clock> {
        Box::new(self.clone())
    }
}

/// What both sides of the test know.
#[derive(Clone, Debug, Default)]
struct Outside {
    heard: Arc<Mutex<Vec<Change>>>,
    shown: Arc<Mutex<Vec<Message>>>,
    gone: Arc<Mutex<Vec<u32>>>,
    needs: Arc<Mutex<Option<Need>>>,
}

impl Ears for Outside {
    fn look(&mut self, need: Need, _: &Now, _: &mut Mint) -> Vec<Change> {
        *self.needs.lock().unwrap() = Some(need);
        std::mem::take(&mut self.heard.lock().unwrap())
    }

    fn next(&self, _: Need) -> Option<i64> {
        None
    }

    fn names(&self) -> Vec<&'static str> {
        vec!["told"]
    }

    fn stop(&mut self, now: &Now, _: &mut Mint) -> Vec<Change> {
        vec![Change::Ended(HeardId(uuid::Uuid::from_u128(1)), now.at)]
    }
}

impl Mouth for Outside {
    fn show(&mut self, message: Message) {
        self.shown.lock().unwrap().push(message);
    }

    fn take_away(&mut self, key: u32) {
        self.gone.lock().unwrap().push(key);
    }
}

/// A nudger on a store, and everything around it.
struct Case {
    folder: Arc<tempfile::TempDir>,
    clock: Set,
    outside: Outside,
    floor: Floor,
    engine: Engine<Outside, Outside>,
}

impl Case {
    /// One that speaks, at nine, on a store where somebody has just begun to work.
    fn new() -> Case {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        record(folder.path(), &Intent::Start { task: None, at: None }, "09:00");
        Case::on(folder, Part::Screen)
    }

    fn on(folder: Arc<tempfile::TempDir>, part: Part) -> Case {
        let clock = Set(Arc::new(AtomicI64::new(at("09:00").utc_ms())));
        let outside = Outside::default();
        let paths = Paths::find(Some(folder.path()), None).unwrap();
        let around = Around {
            clock: clock.share(),
            real_time: false,
            place: Whereabouts::new(Zone::UTC, &clock),
            loaded: Loaded::default(),
            paths,
        };
        let floor = Floor::new(folder.path(), part);
        let engine = Engine::new(around, Some(floor.clone()), (outside.clone(), outside.clone()));
        Case { folder, clock, outside, floor, engine }
    }

    fn take_floor(&self) {
        let (sender, granted) = channel();
        self.floor.ask(move || _ = sender.send(())).unwrap();
        granted.recv_timeout(SOON).unwrap();
    }

    fn turn(&mut self, time: &str) -> Turned {
        self.clock.0.store(at(time).utc_ms(), Ordering::Relaxed);
        self.engine.turn()
    }

    /// Turns at every minute of a stretch, as nobody has to.
    fn run(&mut self, from: &str, to: &str) {
        let mut ms = at(from).utc_ms();
        while ms <= at(to).utc_ms() {
            self.clock.0.store(ms, Ordering::Relaxed);
            self.engine.turn();
            ms += 60_000;
        }
    }

    /// When what was said, as it was written down.
    fn told(&self) -> Vec<(String, String)> {
        told(self.folder.path())
            .into_iter()
            .map(|told| (told.at.local().format("%H:%M").to_string(), told.rule))
            .collect()
    }

    fn shown(&self) -> usize {
        self.outside.shown.lock().unwrap().len()
    }

    fn press(&mut self, button: &str) {
        let key = self.outside.shown.lock().unwrap().last().unwrap().key;
        self.engine.press(Reply { key, pressed: Pressed::Button(button.into()) });
    }
}

fn opened(folder: &Path) -> Store {
    Store::open(folder, &OpenOptions { now_ms: at("08:00").utc_ms() }).unwrap()
}

fn record(folder: &Path, intent: &Intent, time: &str) {
    opened(folder).transact(intent, &now(time)).unwrap();
}

fn told(folder: &Path) -> Vec<Told> {
    let mut found = Vec::new();
    opened(folder)
        .each_told(None, |told| {
            found.push(told.clone());
            Ok::<(), StoreError>(())
        })
        .unwrap();
    found
}

fn said(time: &str, rule: &str) -> (String, String) {
    (time.into(), rule.into())
}

#[test]
fn a_nudge_is_said_once_and_dated_when_it_was_due_however_late_somebody_woke() {
    let mut case = Case::new();
    case.take_floor();
    case.turn("10:14");
    assert_eq!(case.told(), []);
    case.turn("10:18");
    case.run("10:19", "10:30");
    // An hour is up at ten, and the grace of a quarter of an hour.
    assert_eq!(case.told(), [said("10:15", "rest")]);
    assert_eq!(case.shown(), 1);
}

#[test]
fn it_sleeps_until_the_policy_has_something_to_say() {
    let mut case = Case::new();
    case.take_floor();
    let rest = case.turn("09:00").rest.unwrap();
    assert!(rest > Duration::from_secs(600), "{rest:?}");
    let rest = case.turn("10:05").rest.unwrap();
    assert!(rest <= Duration::from_secs(600), "until the grace is over at the latest: {rest:?}");
    assert!(case.outside.needs.lock().unwrap().unwrap().work);
}

#[test]
fn of_two_that_speak_at_once_each_nudge_is_shown_by_one() {
    let mut first = Case::new();
    let mut second = Case::on(Arc::clone(&first.folder), Part::Screen);
    let folder = Arc::clone(&first.folder);
    // Where there are no locks both have the floor: each has a folder of its own for them.
    let locks = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    for (case, place) in [&mut first, &mut second].into_iter().zip(&locks) {
        case.floor = Floor::new(place.path(), Part::Screen);
        case.engine.use_floor(case.floor.clone());
        case.take_floor();
    }
    let cases = [first, second].map(|mut case| {
        std::thread::spawn(move || {
            case.run("09:50", "12:30");
            case
        })
    });
    let shown: usize = cases.map(|case| case.join().unwrap().shown()).iter().sum();
    let told = told(folder.path());
    assert!(told.len() >= 2, "{told:?}");
    assert_eq!(shown, told.len());
}

#[test]
fn what_was_due_while_nobody_listened_is_over() {
    let mut case = Case::new();
    case.take_floor();
    case.turn("09:30");
    // Rest was due at 10:15, a firm word at 10:50, and more.
    case.turn("12:40");
    let late = case.told();
    assert!(late.iter().all(|(time, _)| time.as_str() >= "12:35"), "{late:?}");
    assert!(late.len() <= 1, "no burst: {late:?}");
}

#[test]
fn after_the_machine_slept_nothing_of_that_time_is_said() {
    let mut case = Case::new();
    case.take_floor();
    case.turn("09:30");
    let (start, end) = (at("09:31"), at("10:17"));
    case.outside.heard.lock().unwrap().push(Change::Began(Heard {
        id: HeardId(uuid::Uuid::from_u128(7)),
        start,
        end: Some(end),
        noticed: end,
        what: Sound::Suspended,
        explained: None,
    }));
    let turned = case.turn("10:17");
    assert_eq!(case.told(), []);
    let back = turned.news.iter().find_map(|news| match news {
        News::Returned(back) => Some(back.span),
        _ => None,
    });
    assert_eq!(back, Some(Span::new(start, end)), "and the person is asked");
    let again = case.turn("10:18").news;
    assert!(!again.iter().any(|news| matches!(news, News::Returned(_))), "once");
}

#[test]
fn who_takes_a_break_first_is_not_told_to() {
    let mut case = Case::new();
    case.take_floor();
    case.turn("10:14");
    let rest = Intent::Break { planned_s: None, class: crate::domain::BreakClass::Rest, at: None };
    record(case.folder.path(), &rest, "10:15");
    case.turn("10:16");
    assert_eq!(case.told(), []);
}

#[test]
fn taking_the_break_begins_one_that_undo_takes_back() {
    let mut case = Case::new();
    case.take_floor();
    case.turn("10:15");
    let message = case.outside.shown.lock().unwrap()[0].clone();
    let Answers { buttons, pressed, typed, commands } = message.answers;
    let labels: Vec<&str> = buttons.iter().map(|(_, label)| label.as_str()).collect();
    let (summary, body) = (message.summary, message.body);
    let shown = format!("{summary}\n{body}\n{pressed}\n{}\n{typed}", labels.join(" | "));
    assert!(commands.iter().all(|command| typed.contains(&format!("`{command}`"))), "{commands:?}");
    insta::assert_snapshot!(shown, @r"
    Time for a break
    1h15 of work since the last. 9m will do.
    A break is due after 1h of work; the chance that you stop by yourself in the next ten minutes is 18 %.
    Taking it logs a break of 9m; put off, it comes back at 10:25; skipped, nothing more before 10:45.
    Take a break | 10 more minutes | Skip
    `heyday break 9m` takes it; `heyday nudge postpone` puts it off until 10:25, `heyday nudge skip` until 10:45.
    ");
    case.press(Answer::Take.word());
    case.turn("10:16");
    let mut store = opened(case.folder.path());
    let state = store.load(&Scope::Running, &now("10:16")).unwrap();
    let pause = state.on_break().unwrap();
    assert_eq!((pause.start, pause.planned_s), (at("10:16"), Some(540)));
    assert_eq!(told(case.folder.path())[0].answer, Some((at("10:16"), Answer::Take)));
    assert!(store.undo(&now("10:17")).is_ok());
    let state = store.load(&Scope::Running, &now("10:17")).unwrap();
    assert!(state.on_break().is_none() && state.running().is_some());
}

#[test]
fn a_break_that_is_put_off_comes_back_when_the_button_said() {
    let mut case = Case::new();
    case.take_floor();
    case.run("10:15", "10:15");
    case.press(Answer::Postpone.word());
    case.run("10:16", "10:26");
    assert_eq!(case.told(), [said("10:15", "rest"), said("10:26", "postponed")]);
    let again = case.outside.shown.lock().unwrap()[1].clone();
    assert_eq!(again.answers.buttons[1].1, "20 more minutes");
    // A button that nobody made does nothing, nor does looking at it or taking it away.
    case.press("dance");
    for pressed in [Pressed::Default, Pressed::Closed] {
        case.engine.press(Reply { key: again.key, pressed });
    }
    case.turn("10:27");
    assert_eq!(told(case.folder.path())[1].answer, None);
}

#[test]
fn the_background_leaves_the_floor_to_a_screen_and_ends_what_it_heard() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    record(folder.path(), &Intent::Start { task: None, at: None }, "09:00");
    let mut daemon = Case::on(Arc::clone(&folder), Part::Daemon);
    daemon.take_floor();
    daemon.turn("09:10");
    let id = HeardId(uuid::Uuid::from_u128(1));
    let (start, noticed) = (at("09:12"), at("09:14"));
    let idle = Heard { id, start, end: None, noticed, what: Sound::Idle, explained: None };
    daemon.outside.heard.lock().unwrap().push(Change::Began(idle));
    daemon.turn("09:14");

    let mut screen = Case::on(Arc::clone(&folder), Part::Screen);
    let (sender, granted) = channel();
    screen.floor.ask(move || _ = sender.send(())).unwrap();
    let turned = daemon.turn("09:20");
    assert!(matches!(turned.news[..], [News::Floor(false)]), "{turned:?}");
    assert_eq!(turned.rest, None, "it sleeps until the floor is its own again");
    granted.recv_timeout(SOON).unwrap();
    // Eight minutes of rest took back what there was.
    screen.turn("10:36");
    daemon.turn("10:36");
    assert_eq!((screen.shown(), daemon.shown()), (1, 0));
    let mut ends = Vec::new();
    opened(folder.path())
        .each_heard(None, |heard| {
            ends.push(heard.end);
            Ok::<(), StoreError>(())
        })
        .unwrap();
    assert_eq!(ends, [Some(at("09:20"))]);
}

#[test]
fn without_the_floor_a_screen_shows_how_it_stands_and_says_nothing() {
    let mut case = Case::new();
    let news = case.turn("10:15").news;
    assert!(news.iter().any(|news| matches!(news, News::Pulse(_))), "{news:?}");
    assert_eq!((case.told(), case.shown()), (Vec::new(), 0));
    assert_eq!(*case.outside.needs.lock().unwrap(), None, "nor does it listen");
    assert!(case.turn("10:15").news.is_empty(), "told again only when it is another");
}

#[test]
fn what_was_answered_elsewhere_is_taken_away() {
    let mut case = Case::new();
    case.take_floor();
    case.turn("10:15");
    let id = told(case.folder.path())[0].id;
    opened(case.folder.path()).answer_told(id, at("10:16"), Answer::Skip).unwrap();
    case.turn("10:17");
    let shown = case.outside.shown.lock().unwrap()[0].clone();
    assert_eq!(*case.outside.gone.lock().unwrap(), [shown.key]);
    case.turn("10:18");
    assert_eq!(case.outside.gone.lock().unwrap().len(), 1);
}
