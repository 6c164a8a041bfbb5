//! The thread that shows messages and hears the answers. Whoever has something to say puts it down and goes on.

use super::desktop::block_on;
use super::mailbox::{Mailbox, Order};
use super::speak::Speaker;
use super::{Around, Message, Outlet, Reply, Settings};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;

/// The name of the thread. What goes wrong in it must not take the program with it: the library of the desktop's
/// notifications panics when the bus dies in the wrong moment.
pub const THREAD: &str = "heyday-notify";

/// How many of those threads have stopped for good.
static LOST: AtomicU32 = AtomicU32::new(0);

/// Says that a thread of notifications has stopped for good, which a panic hook finds out. The next message begins another;
/// no reply comes for what stood there.
pub fn lost_thread() {
    LOST.fetch_add(1, Ordering::SeqCst);
}

/// The way out for messages. Dropping it takes away what stands on the desktop, whose buttons would do nothing.
pub struct Notifications {
    mailbox: RefCell<Mailbox>,
    /// How many threads were lost when ours began; `None` before that.
    lost: Cell<Option<u32>>,
    begin: Box<dyn Fn(Mailbox) -> io::Result<()> + Send>,
}

impl fmt::Debug for Notifications {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notifications").field("mailbox", &self.mailbox).finish_non_exhaustive()
    }
}

/// What the worker wakes up for.
enum Event {
    Order(Order),
    Reply(Reply),
}

impl Notifications {
    /// Makes the thread ready, which begins with the first message: on most days a screen says little, and a thread that was
    /// never there takes no memory. Then it waits without a wake-up until there is something to do. `outlet` takes bytes for the terminal
    /// of a program that has one, `replies` hears what was pressed on the desktop; both are called from that thread.
    pub fn start(
        settings: Settings,
        around: Around,
        outlet: Option<Outlet>,
        replies: impl Fn(Reply) + Send + 'static,
    ) -> Notifications {
        let outlet = outlet.map(|outlet| Arc::new(Mutex::new(outlet)));
        let replies = Arc::new(Mutex::new(replies));
        let begin = move |mailbox: Mailbox| {
            let (settings, around) = (settings.clone(), around.clone());
            let outlet = outlet.clone().map(shared);
            let replies = Arc::clone(&replies);
            let work = move || {
                let replies = |reply| replies.lock().unwrap_or_else(PoisonError::into_inner)(reply);
                let speaker = Speaker::new(settings, around, outlet);
                block_on(run(speaker, &mailbox, &replies));
            };
            std::thread::Builder::new().name(THREAD.into()).spawn(work).map(drop)
        };
        Notifications { mailbox: RefCell::default(), lost: Cell::default(), begin: Box::new(begin) }
    }

    /// Shows `message`, in the place of what has its key. Never waits.
    pub fn show(&self, message: Message) {
        self.put(Order::Show(message));
    }

    /// Takes away what has this key, as when a break was taken by itself. No reply comes for it.
    pub fn take_away(&self, key: u32) {
        if self.lost.get().is_some() {
            self.put(Order::TakeAway(key));
        }
    }

    /// Gives the worker something to do; another one when there is none yet, or it may have been lost.
    fn put(&self, order: Order) {
        let lost = Some(LOST.load(Ordering::SeqCst));
        if self.lost.get() != lost {
            let mailbox = Mailbox::default();
            if (self.begin)(mailbox.clone()).is_ok() {
                self.lost.set(lost);
                // If it was another's thread that was lost, ours ends.
                self.mailbox.replace(mailbox).put(Order::End);
            }
        }
        self.mailbox.borrow().put(order);
    }
}

impl Drop for Notifications {
    fn drop(&mut self) {
        self.mailbox.borrow().put(Order::End);
    }
}

/// An outlet that goes through one that several threads have.
fn shared(outlet: Arc<Mutex<Outlet>>) -> Outlet {
    Box::new(move |bytes| outlet.lock().unwrap_or_else(PoisonError::into_inner)(bytes))
}

async fn run(mut speaker: Speaker, mailbox: &Mailbox, replies: &dyn Fn(Reply)) {
    loop {
        let event = poll_fn(|context| {
            // Answers first: an answer that is there already must not be lost to a message in the same place.
            if let Poll::Ready(reply) = speaker.desktop.poll(context) {
                return Poll::Ready(Event::Reply(reply));
            }
            mailbox.poll(context).map(Event::Order)
        });
        match event.await {
            Event::Reply(reply) => replies(reply),
            Event::Order(Order::Show(message)) => {
                speaker.say(Some(&message)).await;
            }
            Event::Order(Order::TakeAway(key)) => speaker.desktop.take_away(key).await,
            Event::Order(Order::End) => return speaker.desktop.clear().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notify::Via;
    use crate::notify::tests::message;
    use std::sync::mpsc;

    #[test]
    fn a_thread_that_is_lost_is_followed_by_another() {
        let (sender, said) = mpsc::channel();
        let outlet: Outlet = Box::new(move |bytes| _ = sender.send(bytes));
        let settings = Settings { via: Via::Terminal, ..Settings::default() };
        let around = Around { term_program: "kitty".into(), ..Around::default() };
        let notifications = Notifications::start(settings, around, Some(outlet), |_| {});
        let heard = |words: &str| {
            let bytes = said.recv().unwrap();
            assert!(String::from_utf8_lossy(&bytes).contains(words), "{bytes:?}");
        };
        notifications.show(message("the first", ""));
        heard("the first");
        // As if it never polled its box again.
        let forgotten = notifications.mailbox.replace(Mailbox::default());
        lost_thread();
        notifications.show(message("the second", ""));
        heard("the second");
        forgotten.put(Order::End);
    }
}
