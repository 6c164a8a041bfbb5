//! The thread that learning is left to, because reading the whole log and fitting the curves takes tens of milliseconds
//! that no key should wait for. It sleeps until it is asked, and what is asked while it works is done once, for the
//! newest of it. How something is learned is `lesson`'s.

use super::lesson::{Halt, Lesson};
use super::wake::Wake;
use crate::app::Msg;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};

/// Where lessons come from.
#[derive(Clone, Debug)]
struct Source {
    folder: PathBuf,
    program: Option<PathBuf>,
}

/// Takes what is to be learned.
#[derive(Debug)]
pub(super) struct Learner {
    source: Source,
    /// What was asked before the thread was there: nothing comes before the first frame.
    first: Option<Lesson>,
    lessons: Option<Sender<Lesson>>,
    /// Ends the last look back that was asked for.
    halt: Halt,
}

impl Learner {
    /// Learns from the store in `folder`; `program` is this one, which can be begun again to learn much.
    pub(super) fn new(folder: PathBuf, program: Option<PathBuf>) -> Learner {
        let source = Source { folder, program };
        Learner { source, first: None, lessons: None, halt: Halt::default() }
    }

    /// Begins the thread; its answers come as [`Wake::Learned`].
    pub(super) fn begin(&mut self, wakes: SyncSender<Wake>) -> io::Result<()> {
        let (lessons, todo) = channel();
        let source = self.source.clone();
        std::thread::Builder::new()
            .name("learner".into())
            .spawn(move || work(&todo, &source, &wakes))?;
        self.lessons = Some(lessons);
        if let Some(first) = self.first.take() {
            self.learn(first);
        }
        Ok(())
    }

    /// Hands a lesson in; returns at once.
    pub(super) fn learn(&mut self, lesson: Lesson) {
        if lesson.looks_back {
            self.halt = lesson.halt.clone();
        }
        match &self.lessons {
            // A thread that is gone has ended the program: see `terminal`.
            Some(lessons) => drop(lessons.send(lesson)),
            None => self.first = Some(lesson.instead_of(self.first.take())),
        }
    }

    /// Gives the last look back up, if it is still under way.
    pub(super) fn halt(&self) {
        self.halt.set();
    }
}

fn work(todo: &Receiver<Lesson>, source: &Source, wakes: &SyncSender<Wake>) {
    while let Ok(mut lesson) = todo.recv() {
        for newer in todo.try_iter() {
            lesson = newer.instead_of(Some(lesson));
        }
        let mut tell = |progress| {
            // Where nobody listens any more, the answer ends the thread.
            let _ = wakes.send(Wake::Learned(Box::new(Msg::LookingBack(progress))));
        };
        let answer = lesson.learn(&source.folder, source.program.as_deref(), &mut tell);
        let answer = answer.unwrap_or_else(|error| Msg::NotLearned(error.to_string()));
        if wakes.send(Wake::Learned(Box::new(answer))).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::wake;
    use super::*;
    use crate::domain::{Intent, Now, Span, Zone};
    use crate::learn::Habits;
    use crate::store::{OpenOptions, Store};
    use std::time::Duration;

    const NOW_MS: i64 = 1_795_597_200_000;

    fn answer(wakes: &Receiver<Wake>) -> Msg {
        loop {
            match wakes.recv_timeout(Duration::from_secs(60)) {
                Ok(Wake::Learned(msg)) if matches!(*msg, Msg::LookingBack(_)) => {}
                Ok(Wake::Learned(msg)) => break *msg,
                other => panic!("{other:?}"),
            }
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
        let mut learner = Learner::new(folder.path().to_owned(), None);
        let lesson = |looks_back| {
            let (halt, habits) = (Halt::default(), Habits::default());
            Lesson { looks_back, halt, now, habits }
        };
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
        let given_up = lesson(true);
        given_up.halt.set();
        learner.learn(given_up);
        let Msg::Learned(still) = answer(&wakes) else { panic!("looked back all the same") };
        assert_eq!(still.verdict, profile.verdict);
    }

    #[test]
    fn a_store_that_can_t_be_read_is_told() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("heyday.db"), [7u8; 5000]).unwrap();
        let mut learner = Learner::new(folder.path().to_owned(), None);
        let (sender, wakes) = wake::channel();
        learner.begin(sender).unwrap();
        let now = Now::new(NOW_MS, Zone::UTC, 240);
        let (halt, habits) = (Halt::default(), Habits::default());
        learner.learn(Lesson { looks_back: false, halt, now, habits });
        assert!(matches!(answer(&wakes), Msg::NotLearned(_)));
    }
}
