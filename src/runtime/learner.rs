//! Where learning happens: a thread of its own with its own connection to the store, because reading the whole log
//! and fitting the curves takes tens of milliseconds that no key should wait for. It sleeps until it is asked, and
//! what is asked while it works is done once, for the newest of it.

use super::wake::Wake;
use crate::app::Msg;
use crate::domain::Now;
use crate::learn::Habits;
use crate::learn::backtest::look_back;
use crate::store::{OpenOptions, Store, StoreError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};

/// What is to be learned, and from where.
#[derive(Debug)]
pub(super) struct Lesson {
    /// Whether the past is to be looked back at too.
    pub(super) looks_back: bool,
    pub(super) now: Now,
    pub(super) habits: Habits,
}

impl Lesson {
    /// This lesson after an older one that was not begun.
    fn instead_of(self, older: Option<Lesson>) -> Lesson {
        let looks_back = self.looks_back || older.is_some_and(|older| older.looks_back);
        Lesson { looks_back, ..self }
    }

    fn learn(&self, folder: &Path) -> Result<Msg, StoreError> {
        let Lesson { now, habits, .. } = self;
        let mut store = Store::open(folder, &OpenOptions { now_ms: now.at.utc_ms() })?;
        if !self.looks_back {
            return Ok(Msg::Learned(Arc::new(store.learned(now, habits)?)));
        }
        let found = look_back(&store.evidence(now, habits)?, habits);
        let profile = store.judged(found.hours.verdict(now.day()), now, habits)?;
        Ok(Msg::LookedBack(Arc::new(profile), Arc::new(found)))
    }
}

/// Takes what is to be learned.
#[derive(Debug)]
pub(super) struct Learner {
    folder: PathBuf,
    /// What was asked before the thread was there: nothing comes before the first frame.
    first: Option<Lesson>,
    lessons: Option<Sender<Lesson>>,
}

impl Learner {
    /// Learns from the store in `folder`.
    pub(super) fn new(folder: PathBuf) -> Learner {
        Learner { folder, first: None, lessons: None }
    }

    /// Begins the thread; its answers come as [`Wake::Learned`].
    pub(super) fn begin(&mut self, wakes: SyncSender<Wake>) -> io::Result<()> {
        let (lessons, todo) = channel();
        let folder = self.folder.clone();
        std::thread::Builder::new()
            .name("learner".into())
            .spawn(move || work(&todo, &folder, &wakes))?;
        self.lessons = Some(lessons);
        if let Some(first) = self.first.take() {
            self.learn(first);
        }
        Ok(())
    }

    /// Hands a lesson in; returns at once.
    pub(super) fn learn(&mut self, lesson: Lesson) {
        match &self.lessons {
            // A thread that is gone has ended the program: see `terminal`.
            Some(lessons) => drop(lessons.send(lesson)),
            None => self.first = Some(lesson.instead_of(self.first.take())),
        }
    }
}

fn work(todo: &Receiver<Lesson>, folder: &Path, wakes: &SyncSender<Wake>) {
    while let Ok(mut lesson) = todo.recv() {
        for newer in todo.try_iter() {
            lesson = newer.instead_of(Some(lesson));
        }
        let answer =
            lesson.learn(folder).unwrap_or_else(|error| Msg::NotLearned(error.to_string()));
        if wakes.send(Wake::Learned(Box::new(answer))).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::wake;
    use super::*;
    use crate::domain::{Intent, Span, Zone};
    use std::time::Duration;

    const NOW_MS: i64 = 1_795_597_200_000;

    fn answer(wakes: &Receiver<Wake>) -> Msg {
        match wakes.recv_timeout(Duration::from_secs(60)) {
            Ok(Wake::Learned(msg)) => *msg,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_asked_before_the_thread_is_there_is_learned_when_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let now = Now::new(NOW_MS, Zone::UTC, 240);
        let options = OpenOptions { now_ms: NOW_MS };
        let mut store = Store::open(folder.path(), &options).unwrap();
        for hour in 1..4 {
            let at = |hour: i64| now.at.plus_seconds(-3600 * hour);
            let span = Span::new(at(hour), at(hour - 1));
            let intent = Intent::LogAdd { task: None, span, about: Box::default() };
            store.transact(&intent, &now).unwrap();
        }
        let mut learner = Learner::new(folder.path().to_owned());
        let lesson = |looks_back| Lesson { looks_back, now, habits: Habits::default() };
        learner.learn(lesson(true));
        learner.learn(lesson(false));
        let (sender, wakes) = wake::channel();
        learner.begin(sender).unwrap();
        let Msg::LookedBack(profile, found) = answer(&wakes) else { panic!("not looked back") };
        assert_eq!(profile.tally.taught, 3);
        assert_eq!(profile.verdict, Some(found.hours.verdict(now.day())));
        learner.learn(lesson(false));
        let Msg::Learned(again) = answer(&wakes) else { panic!("not learned") };
        assert_eq!(again.verdict, profile.verdict);
    }

    #[test]
    fn a_store_that_can_t_be_read_is_told() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("heyday.db"), [7u8; 5000]).unwrap();
        let mut learner = Learner::new(folder.path().to_owned());
        let (sender, wakes) = wake::channel();
        learner.begin(sender).unwrap();
        let now = Now::new(NOW_MS, Zone::UTC, 240);
        learner.learn(Lesson { looks_back: false, now, habits: Habits::default() });
        assert!(matches!(answer(&wakes), Msg::NotLearned(_)));
    }
}
