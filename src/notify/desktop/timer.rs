//! Deadlines for what waits for the bus.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

/// What `future` comes to, or `None` when that takes longer than `most`. Dropping it then is what ends it.
pub(super) async fn within<T>(most: Duration, future: impl Future<Output = T>) -> Option<T> {
    // The runtime is the one that the thread's connections are on, so that no other thread is started for it.
    let Ok(runtime) = zruntime::SharedRuntime::current() else { return Some(future.await) };
    let mut future = pin!(future);
    let mut over = pin!(runtime.sleep(most));
    poll_fn(|context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        over.as_mut().poll(context).map(|()| None)
    })
    .await
}
