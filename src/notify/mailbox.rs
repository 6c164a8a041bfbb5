//! What the worker has yet to do. Giving it something never waits, whatever the worker waits for.

use super::Message;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

/// The most that waits; the eldest goes when there is more. Nudges are few: only a worker that is stuck gets here.
const MOST: usize = 16;

/// What the worker is asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Say something.
    Show(Message),
    /// Take away what has this key.
    TakeAway(u32),
    /// End.
    End,
}

/// Both ends of the box.
#[derive(Clone, Debug, Default)]
pub(super) struct Mailbox {
    inside: Arc<Mutex<Inside>>,
}

#[derive(Debug, Default)]
struct Inside {
    orders: VecDeque<Order>,
    worker: Option<Waker>,
}

impl Order {
    /// The message that it is about.
    fn key(&self) -> Option<u32> {
        match self {
            Order::Show(message) => Some(message.key),
            Order::TakeAway(key) => Some(*key),
            Order::End => None,
        }
    }
}

impl Mailbox {
    /// Puts `order` in. What has not been said yet and has the same key is not said any more.
    pub(super) fn put(&self, order: Order) {
        let worker = {
            let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(key) = order.key() {
                inside.orders.retain(|waiting| waiting.key() != Some(key));
            }
            if inside.orders.len() >= MOST {
                inside.orders.pop_front();
            }
            inside.orders.push_back(order);
            inside.worker.take()
        };
        if let Some(worker) = worker {
            worker.wake();
        }
    }

    /// The next order, or a promise to wake the task of `context` when there is one.
    pub(super) fn poll(&self, context: &mut Context<'_>) -> Poll<Order> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(order) = inside.orders.pop_front() {
            return Poll::Ready(order);
        }
        inside.worker = Some(context.waker().clone());
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notify::tests::message;

    fn keyed(key: u32, summary: &str) -> Order {
        Order::Show(Message { key, ..message(summary, "") })
    }

    fn all(mailbox: &Mailbox) -> Vec<Order> {
        let mut context = Context::from_waker(Waker::noop());
        let mut orders = Vec::new();
        while let Poll::Ready(order) = mailbox.poll(&mut context) {
            orders.push(order);
        }
        orders
    }

    #[test]
    fn what_was_not_said_yet_is_replaced_by_what_has_its_key() {
        let mailbox = Mailbox::default();
        for order in [keyed(1, "old"), keyed(2, "other"), keyed(1, "new")] {
            mailbox.put(order);
        }
        assert_eq!(all(&mailbox), [keyed(2, "other"), keyed(1, "new")]);
        mailbox.put(keyed(3, "too late"));
        mailbox.put(Order::TakeAway(3));
        assert_eq!(all(&mailbox), [Order::TakeAway(3)]);
    }

    #[test]
    fn a_worker_that_is_stuck_costs_no_more_than_a_full_box() {
        let mailbox = Mailbox::default();
        for key in 0..1000 {
            mailbox.put(keyed(key, "x"));
        }
        mailbox.put(Order::End);
        let left = all(&mailbox);
        assert_eq!(left.len(), MOST);
        assert_eq!(left.last(), Some(&Order::End));
    }
}
