//! The thread that shows messages and hears the answers. Whoever has something to say puts it down and goes on.

use super::desktop::block_on;
use super::mailbox::{Mailbox, Order};
use super::speak::Speaker;
use super::{Around, Message, Outlet, Reply, Settings};
use std::future::poll_fn;
use std::io;
use std::task::Poll;

/// The name of the thread. What goes wrong in it must not take the program with it: the library of the desktop's
/// notifications panics when the bus dies in the wrong moment.
pub const THREAD: &str = "heyday-notify";

/// The way out for messages. Dropping it takes away what stands on the desktop, whose buttons would do nothing.
#[derive(Debug)]
pub struct Notifications {
    mailbox: Mailbox,
}

/// What the worker wakes up for.
enum Event {
    Order(Order),
    Reply(Reply),
}

impl Notifications {
    /// Starts the thread. It waits without a wake-up until there is something to do. `outlet` takes bytes for the terminal
    /// of a program that has one, `replies` hears what was pressed on the desktop; both are called from that thread.
    ///
    /// # Errors
    /// When the system has no thread left.
    pub fn start(
        settings: Settings,
        around: Around,
        outlet: Option<Outlet>,
        replies: impl Fn(Reply) + Send + 'static,
    ) -> io::Result<Notifications> {
        let mailbox = Mailbox::default();
        let inside = mailbox.clone();
        let work = move || {
            let speaker = Speaker::new(settings, around, outlet);
            block_on(run(speaker, &inside, &replies));
        };
        std::thread::Builder::new().name(THREAD.into()).spawn(work)?;
        Ok(Notifications { mailbox })
    }

    /// Shows `message`, in the place of what has its key. Never waits.
    pub fn show(&self, message: Message) {
        self.mailbox.put(Order::Show(message));
    }

    /// Takes away what has this key, as when a break was taken by itself. No reply comes for it.
    pub fn take_away(&self, key: u32) {
        self.mailbox.put(Order::TakeAway(key));
    }
}

impl Drop for Notifications {
    fn drop(&mut self) {
        self.mailbox.put(Order::End);
    }
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
