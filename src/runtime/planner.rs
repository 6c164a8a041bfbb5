//! The thread that planning is left to. It answers within a few hundredths of a second, so that the plan follows each key;
//! then it searches longer for a better one, until it is asked anew. It sleeps while nothing is asked. What it gets is a
//! small copy of the state, so that it never waits for a key, nor a key for it.

use super::wake::Wake;
use crate::domain::urgency::Coefficients;
use crate::domain::{BlockNo, Now, State, Status, TaskId};
use crate::learn::log::Log;
use crate::learn::observe::Evidence;
use crate::learn::{Habits, Profile};
use crate::plan::build::World;
use crate::plan::propose::{SEED, propose_unless};
use crate::plan::why::{Answer, Asked};
use crate::plan::{Made, Planning, Proposal};
use std::cell::RefCell;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};

/// Iterations of the answer that somebody waits for, and of the better one (`SCHEDULING.md` 3.3).
const ITERATIONS: [usize; 2] = [15_000, 60_000];
/// Up to so many open tasks the first answer takes no longer than a person notices; with more of them it is shorter.
const FEW: usize = 60;

/// What is to be planned.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) state: Arc<State>,
    /// The journal's last number in it.
    pub(super) seq: i64,
    pub(super) profile: Arc<Profile>,
    pub(super) planning: Arc<Planning>,
    pub(super) weights: Coefficients,
    pub(super) now: Now,
}

impl Question {
    fn world(&self) -> World<'_> {
        let Question { state, profile, planning, now, .. } = self;
        World { state, profile, planning, now }
    }

    /// Iterations of the first answer: with 200 open tasks it comes within 50 ms too.
    fn at_once(&self) -> usize {
        let open = self.state.tasks().filter(|task| task.status == Status::Open).count();
        ITERATIONS[0] * FEW / open.max(FEW)
    }

    /// `None` when it is `over` before that.
    fn answer(&self, iterations: usize, over: &dyn Fn() -> bool) -> Option<Thought> {
        let made = propose_unless(self.world(), iterations, SEED, over)?;
        let proposal = Arc::new(Proposal { seq: self.seq, ..made.proposal.clone() });
        Some(Thought { question: self.clone(), made, proposal })
    }
}

/// A plan with everything that it was made of: it can be asked about.
#[derive(Debug)]
pub(super) struct Thought {
    question: Question,
    made: Made,
    /// What it means.
    pub(super) proposal: Arc<Proposal>,
}

impl Thought {
    /// Why the block with that number is where it is; how the task stands to the plan when it has no such block.
    fn explain(&self, block: Option<BlockNo>, task: TaskId) -> Option<Answer> {
        let asked = Asked::new(self.question.world(), &self.made, &self.question.weights);
        let block = block.and_then(|no| asked.block(no)).filter(|answer| answer.task() == task);
        block.or_else(|| asked.task(task))
    }
}

/// What the thread is asked for.
#[derive(Debug)]
enum Order {
    Plan(Box<Question>),
    Explain(Arc<Thought>, Option<BlockNo>, TaskId),
}

/// What is known before anything was learned.
pub(super) fn prior(habits: &Habits, now: &Now) -> Profile {
    Profile::learn(&Log::default(), &Evidence::default(), habits, (0, now.day()), None)
}

/// Takes what is to be planned.
#[derive(Debug, Default)]
pub(super) struct Planner {
    /// What was asked before the thread was there: nothing comes before the first frame.
    first: Option<Question>,
    orders: Option<Sender<Order>>,
}

impl Planner {
    /// Begins the thread; its answers come as [`Wake::Proposed`] and [`Wake::Explained`].
    pub(super) fn begin(&mut self, wakes: SyncSender<Wake>) -> io::Result<()> {
        let (orders, todo) = channel();
        std::thread::Builder::new()
            .name("planner".into())
            .spawn(move || drop(work(&todo, &wakes)))?;
        self.orders = Some(orders);
        if let Some(first) = self.first.take() {
            self.ask(first);
        }
        Ok(())
    }

    /// Hands a question in; returns at once.
    pub(super) fn ask(&mut self, question: Question) {
        match &self.orders {
            // A thread that is gone has ended the program: see `terminal`.
            Some(orders) => drop(orders.send(Order::Plan(Box::new(question)))),
            None => self.first = Some(question),
        }
    }

    /// Asks why a block, or else a task, is where it is in a plan; returns at once.
    pub(super) fn explain(&self, thought: Arc<Thought>, block: Option<BlockNo>, task: TaskId) {
        if let Some(orders) = &self.orders {
            drop(orders.send(Order::Explain(thought, block, task)));
        }
    }
}

/// Nobody asks any more, or nobody takes the answers.
struct Gone;

/// Answers what is asked, and searches longer for a better plan of what was asked last as long as nothing else is.
fn work(todo: &Receiver<Order>, wakes: &SyncSender<Wake>) -> Result<(), Gone> {
    let (mut better, mut next) = (None, None);
    loop {
        let order = next.take().map_or_else(|| todo.recv(), Ok).map_err(|_| Gone)?;
        better = answer(order, todo, wakes)?.or(better);
        let Some(question) = &better else { continue };
        let asked = RefCell::new(None);
        let is_asked = || {
            let mut asked = asked.borrow_mut();
            *asked = asked.take().or_else(|| todo.try_recv().ok());
            asked.is_some()
        };
        if let Some(thought) = question.answer(ITERATIONS[1], &is_asked) {
            better = None;
            hand_over(Wake::Proposed(Arc::new(thought)), wakes)?;
        }
        next = asked.take();
    }
}

/// Says why, and plans, what was asked last of `order` and all that waits behind it. Returns what was planned.
fn answer(
    order: Order,
    todo: &Receiver<Order>,
    wakes: &SyncSender<Wake>,
) -> Result<Option<Box<Question>>, Gone> {
    let (mut question, mut inquiry) = (None, None);
    for order in std::iter::once(order).chain(todo.try_iter()) {
        match order {
            Order::Plan(asked) => question = Some(asked),
            Order::Explain(thought, block, task) => inquiry = Some((thought, block, task)),
        }
    }
    // Somebody looks at the box and waits; the plan only follows.
    if let Some((thought, block, task)) = inquiry
        && let Some(answer) = thought.explain(block, task)
    {
        hand_over(Wake::Explained(Arc::new(answer)), wakes)?;
    }
    let thought = question.as_ref().and_then(|asked| asked.answer(asked.at_once(), &|| false));
    if let Some(thought) = thought {
        hand_over(Wake::Proposed(Arc::new(thought)), wakes)?;
    }
    Ok(question)
}

fn hand_over(wake: Wake, wakes: &SyncSender<Wake>) -> Result<(), Gone> {
    wakes.send(wake).map_err(|_| Gone)
}

#[cfg(test)]
mod tests {
    use super::super::wake;
    use super::*;
    use crate::domain::{Change, Task, TaskId, TaskNo, Zone};
    use crate::plan::why::About;
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
            weights: Coefficients::default(),
            now,
        }
    }

    fn answer(wakes: &Receiver<Wake>) -> Arc<Thought> {
        match wakes.recv_timeout(Duration::from_secs(60)) {
            Ok(Wake::Proposed(thought)) => thought,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn many_tasks_get_a_first_answer_with_less_thought() {
        let mut many = question(1);
        let mut state = State::clone(&many.state);
        for no in 2..=200 {
            let id = TaskId(uuid::Uuid::from_u128(u128::from(no)));
            let task = Box::new(Task::new(id, TaskNo(no), "Another", many.now.at));
            state.apply(&Change::TaskAdded { task });
        }
        many.state = Arc::new(state);
        assert_eq!(question(1).at_once(), ITERATIONS[0]);
        assert_eq!(many.at_once() * 200, ITERATIONS[0] * FEW, "as much work in all");
    }

    #[test]
    fn what_is_asked_is_answered_twice_the_second_time_with_more_thought() {
        let mut planner = Planner::default();
        planner.ask(question(1));
        planner.ask(question(2));
        let (sender, wakes) = wake::channel();
        planner.begin(sender).unwrap();
        let thought = answer(&wakes);
        let (quick, better) = (Arc::clone(&thought.proposal), answer(&wakes));
        let better = Arc::clone(&better.proposal);
        assert_eq!((quick.seq, better.seq), (2, 2), "only the newest question is answered");
        assert!(quick.iterations < better.iterations);
        assert!(better.objective >= quick.objective);
        let block = quick.blocks().next().unwrap();
        planner.explain(thought, Some(block.no), block.put.task);
        match wakes.recv_timeout(Duration::from_secs(60)) {
            Ok(Wake::Explained(answer)) => {
                assert_eq!(answer.about, About::Block(block.no, block.put.task, block.put.span()));
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_question_why_does_not_end_the_search_for_a_better_plan() {
        let mut planner = Planner::default();
        let (sender, wakes) = wake::channel();
        planner.begin(sender).unwrap();
        planner.ask(question(1));
        let first = answer(&wakes);
        let block = first.proposal.blocks().next().unwrap();
        planner.explain(Arc::clone(&first), Some(block.no), block.put.task);
        // In which order they come is a matter of speed.
        let (mut explained, mut better) = (0, 0);
        for _ in 0..2 {
            match wakes.recv_timeout(Duration::from_secs(60)) {
                Ok(Wake::Explained(_)) => explained += 1,
                Ok(Wake::Proposed(thought)) => {
                    assert!(thought.proposal.iterations > first.proposal.iterations);
                    better += 1;
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!((explained, better), (1, 1));
    }
}
