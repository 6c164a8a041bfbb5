//! The threads that planning is left to: one answers within a few hundredths of a second, so that the plan follows
//! each key; the other searches longer for a better one, of what was asked last. Both sleep until they are asked. What
//! they get is a small copy of the state, so that neither waits for the other, nor a key for them.

use super::wake::Wake;
use crate::domain::{Now, State};
use crate::learn::log::Log;
use crate::learn::observe::Evidence;
use crate::learn::{Habits, Profile};
use crate::plan::{Planning, Proposal, propose};
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};

/// Iterations of the answer that somebody waits for, and of the better one (`SCHEDULING.md` 3.3).
const ITERATIONS: [usize; 2] = [15_000, 60_000];
/// The same seed for every plan: what changes between two is the world.
const SEED: u64 = 7;

/// What is to be planned.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) state: Arc<State>,
    /// The journal's last number in it.
    pub(super) seq: i64,
    pub(super) profile: Arc<Profile>,
    pub(super) planning: Arc<Planning>,
    pub(super) now: Now,
}

impl Question {
    fn answer(&self, iterations: usize) -> Arc<Proposal> {
        let Question { state, profile, planning, now, seq } = self;
        let proposal = propose(state, profile, planning, now, (iterations, SEED));
        Arc::new(Proposal { seq: *seq, ..proposal })
    }
}

/// What is known before anything was learned.
pub(super) fn prior(habits: &Habits, now: &Now) -> Profile {
    Profile::learn(&Log::default(), &Evidence::default(), habits, (0, now.day()), None)
}

/// Takes what is to be planned.
#[derive(Debug, Default)]
pub(super) struct Planner {
    /// What was asked before the threads were there: nothing comes before the first frame.
    first: Option<Question>,
    questions: Option<Sender<Question>>,
}

impl Planner {
    /// Begins the threads; their answers come as [`Wake::Proposed`].
    pub(super) fn begin(&mut self, wakes: SyncSender<Wake>) -> io::Result<()> {
        let (questions, todo) = channel();
        let (to_polish, polished) = channel();
        let sender = wakes.clone();
        std::thread::Builder::new()
            .name("planner".into())
            .spawn(move || work(&todo, ITERATIONS[0], &sender, Some(&to_polish)))?;
        std::thread::Builder::new()
            .name("polish".into())
            .spawn(move || work(&polished, ITERATIONS[1], &wakes, None))?;
        self.questions = Some(questions);
        if let Some(first) = self.first.take() {
            self.ask(first);
        }
        Ok(())
    }

    /// Hands a question in; returns at once.
    pub(super) fn ask(&mut self, question: Question) {
        match &self.questions {
            // A thread that is gone has ended the program: see `terminal`.
            Some(questions) => drop(questions.send(question)),
            None => self.first = Some(question),
        }
    }
}

/// Answers the newest question, and hands it on.
fn work(
    todo: &Receiver<Question>,
    iterations: usize,
    wakes: &SyncSender<Wake>,
    next: Option<&Sender<Question>>,
) {
    while let Ok(mut question) = todo.recv() {
        question = todo.try_iter().last().unwrap_or(question);
        if wakes.send(Wake::Proposed(question.answer(iterations))).is_err() {
            return;
        }
        if let Some(next) = next {
            drop(next.send(question));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::wake;
    use super::*;
    use crate::domain::{Change, Task, TaskId, TaskNo, Zone};
    use std::time::Duration;

    fn question(seq: i64) -> Question {
        let now = Now::new(1_795_597_200_000, Zone::UTC, 240);
        let mut state = State::new(1);
        let id = TaskId(uuid::Uuid::from_u128(1));
        let mut task = Task::new(id, TaskNo(1), "Draft", now.at);
        task.estimate_s = Some(3600);
        state.apply(&Change::TaskAdded { task: Box::new(task) });
        Question {
            state: Arc::new(state),
            seq,
            profile: Arc::new(prior(&Habits::default(), &now)),
            planning: Arc::default(),
            now,
        }
    }

    fn answer(wakes: &Receiver<Wake>) -> Arc<Proposal> {
        match wakes.recv_timeout(Duration::from_secs(60)) {
            Ok(Wake::Proposed(proposal)) => proposal,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_asked_is_answered_twice_the_second_time_with_more_thought() {
        let mut planner = Planner::default();
        planner.ask(question(1));
        planner.ask(question(2));
        let (sender, wakes) = wake::channel();
        planner.begin(sender).unwrap();
        let (quick, better) = (answer(&wakes), answer(&wakes));
        assert_eq!((quick.seq, better.seq), (2, 2), "only the newest question is answered");
        assert!(quick.iterations < better.iterations);
        assert!(better.objective >= quick.objective);
        assert_eq!(quick.blocks().count(), 1);
    }
}
