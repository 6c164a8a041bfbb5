//! Where the loop hands in what concerns the store. The store has a thread of its own, so that another process
//! that holds it (an import takes seconds) stops neither clock nor screen nor signals. Orders are carried out
//! one at a time and in order; the loop gives no next one before it has the answer.
//!
//! Usually that takes a few milliseconds, and the loop waits for it: then the screen is drawn once, with the
//! change in it. What takes longer comes as [`Wake::Answered`].

use super::perform::Performer;
use super::wake::Wake;
use crate::app::{Effect, Msg, Want};
use crate::domain::Now;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long the loop waits for an answer: less than a frame.
const MOMENT: Duration = Duration::from_millis(12);
/// From then on the screen says that something is awaited.
const SLOW: Duration = Duration::from_millis(250);
/// How long the end of the program is put off for a write that is under way.
const FAREWELL: Duration = Duration::from_millis(300);

/// Something that concerns the store.
#[derive(Debug)]
pub(super) enum Order {
    /// Carry an effect out.
    Perform(Effect),
    /// Make these the kinds of work.
    Choose(Vec<String>),
    /// Tell what others have recorded; load this when it is too much.
    News(Want),
}

impl Order {
    fn carry_out(&self, performer: &mut Performer, now: &Now) -> Vec<Msg> {
        match self {
            Order::Perform(effect) => performer.perform(effect, now),
            Order::Choose(kinds) => performer.choose_kinds(kinds, now).into_iter().collect(),
            Order::News(want) => performer.news(want, now),
        }
    }

    fn writes(&self) -> bool {
        !matches!(self, Order::Perform(Effect::Load(_)) | Order::News(_))
    }

    /// What is going on, for the person who waits.
    fn word(&self) -> &'static str {
        match self {
            Order::Perform(Effect::Load(_)) | Order::News(_) => "Reading",
            Order::Perform(_) | Order::Choose(_) => "Saving",
        }
    }
}

/// The thread that has the store.
#[derive(Debug)]
struct Clerk {
    orders: Sender<(Order, Now, Instant)>,
    answers: Receiver<Vec<Msg>>,
    thread: JoinHandle<()>,
}

/// Takes orders.
#[derive(Debug)]
pub(super) struct Desk {
    /// Before the thread is there, orders are carried out on the spot: nothing comes before the first frame.
    performer: Option<Performer>,
    clerk: Option<Clerk>,
    /// What is awaited, and since when.
    awaits: Option<(&'static str, Instant)>,
}

impl Desk {
    pub(super) fn new(performer: Performer) -> Desk {
        Desk { performer: Some(performer), clerk: None, awaits: None }
    }

    /// Gives the store its thread.
    pub(super) fn staff(&mut self, wakes: SyncSender<Wake>) -> io::Result<()> {
        let Some(mut performer) = self.performer.take() else { return Ok(()) };
        let (orders, todo) = channel::<(Order, Now, Instant)>();
        let (done, answers) = channel();
        let thread = std::thread::Builder::new().name("store".into()).spawn(move || {
            for (order, now, since) in todo {
                if done.send(order.carry_out(&mut performer, &now)).is_err() {
                    return;
                }
                // An answer that is there before the moment is over has been waited for.
                let is_late = Instant::now() >= since + MOMENT;
                if is_late && wakes.send(Wake::Answered).is_err() {
                    return;
                }
                if order.writes() {
                    performer.back_up(&now);
                }
            }
        })?;
        self.clerk = Some(Clerk { orders, answers, thread });
        Ok(())
    }

    /// Why nothing can be recorded, when that is so. Only before the store has its thread.
    pub(super) fn read_only(&self) -> Option<String> {
        self.performer.as_ref().and_then(Performer::read_only)
    }

    /// Hands an order in, and returns the answer when it comes within a moment. [`Desk::collect`] has it
    /// otherwise. No order may be given while one [is awaited](Desk::is_waiting).
    pub(super) fn order(&mut self, order: Order, now: &Now) -> Option<Vec<Msg>> {
        if let Some(performer) = &mut self.performer {
            return Some(order.carry_out(performer, now));
        }
        let clerk = self.clerk.as_ref()?;
        let since = Instant::now();
        self.awaits = Some((order.word(), since));
        // A store's thread that is gone has ended the program: see `terminal`.
        clerk.orders.send((order, *now, since)).ok()?;
        self.collect_within(MOMENT)
    }

    /// The answer to what was ordered, when it has come.
    pub(super) fn collect(&mut self) -> Option<Vec<Msg>> {
        self.collect_within(Duration::ZERO)
    }

    /// Waits for the answer, however long that takes: what was ordered ends within the store's own patience.
    pub(super) fn collect_all(&mut self) -> Option<Vec<Msg>> {
        self.collect_within(Duration::from_secs(3600))
    }

    fn collect_within(&mut self, patience: Duration) -> Option<Vec<Msg>> {
        self.awaits?;
        let answer = match self.clerk.as_ref()?.answers.recv_timeout(patience) {
            Ok(answer) => answer,
            Err(RecvTimeoutError::Timeout) => return None,
            Err(RecvTimeoutError::Disconnected) => Vec::new(),
        };
        self.awaits = None;
        Some(answer)
    }

    /// Whether an answer is still to come.
    pub(super) fn is_waiting(&self) -> bool {
        self.awaits.is_some()
    }

    /// When the person is to be told that an answer is still to come.
    pub(super) fn slow_at(&self) -> Option<Instant> {
        self.awaits.map(|(_, since)| since + SLOW)
    }

    /// What takes long, when it does.
    pub(super) fn slow(&self, now: Instant) -> Option<&'static str> {
        self.awaits.filter(|(_, since)| now >= *since + SLOW).map(|(word, _)| word)
    }
}

impl Drop for Desk {
    /// A store that has time to close leaves nothing behind.
    fn drop(&mut self) {
        let unfinished = self.is_waiting() && self.collect_within(FAREWELL).is_none();
        if let Some(Clerk { orders, answers, thread }) = self.clerk.take() {
            drop((orders, answers));
            if !unfinished {
                let _ = thread.join();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::wake;
    use super::*;
    use crate::domain::{Intent, Zone};
    use crate::store::{OpenOptions, Store};

    const NOW_MS: i64 = 1_795_597_200_000;

    fn now() -> Now {
        Now::new(NOW_MS, Zone::UTC, 240)
    }

    fn store(folder: &tempfile::TempDir) -> Store {
        Store::open(folder.path(), &OpenOptions { now_ms: NOW_MS }).unwrap()
    }

    fn add(title: &str) -> Order {
        Order::Perform(Effect::Do(Intent::Add { title: title.into(), edits: Vec::new() }))
    }

    #[test]
    fn a_store_that_is_held_by_another_process_keeps_nobody_waiting_and_the_answer_comes_later() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::new(Performer::new(store(&folder)));
        let (sender, wakes) = wake::channel();
        desk.staff(sender).unwrap();
        let mut other = store(&folder);
        let held = other.hold();

        let began = Instant::now();
        assert!(desk.order(add("Draft"), &now()).is_none());
        assert!(desk.is_waiting());
        let slow_at = desk.slow_at().unwrap();
        assert_eq!((desk.slow(began), desk.slow(slow_at)), (None, Some("Saving")));

        drop(held);
        assert!(matches!(wakes.recv_timeout(Duration::from_secs(5)), Ok(Wake::Answered)));
        let answer = desk.collect().unwrap();
        assert!(matches!(answer.as_slice(), [.., Msg::Recorded { .. }]), "{answer:?}");
        assert!(!desk.is_waiting() && desk.collect().is_none());
    }

    #[test]
    fn what_is_under_way_when_the_program_ends_is_still_recorded() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::new(Performer::new(store(&folder)));
        desk.staff(wake::channel().0).unwrap();
        let mut other = store(&folder);
        let held = other.hold();
        assert!(desk.order(add("Draft"), &now()).is_none());
        drop(held);
        drop(desk);
        assert_eq!(store(&folder).history(9).unwrap().len(), 1);
    }
}
