//! A source on a thread of its own, for one whose answer may never come: whoever asks waits a moment and goes on.
//!
//! Must never wait longer than that, nor ask again before there is an answer. Next: [`super::desktop`].

use super::reading::{Fault, Hearing, Reading, Source};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

/// What the thread has found.
type Answer = Result<Reading, Fault>;

/// The side of a source that waits.
#[derive(Debug)]
pub(super) struct Aside {
    name: &'static str,
    hearing: Hearing,
    patience: Duration,
    questions: SyncSender<i64>,
    /// Each with the moment that was asked about.
    answers: Receiver<(i64, Answer)>,
    /// Whether a question waits for its answer.
    is_asked: bool,
}

impl Aside {
    /// Moves a source to a thread. It is waited for `patience` at most; `None` when there can be no thread.
    pub(super) fn new(mut source: Box<dyn Source>, patience: Duration) -> Option<Aside> {
        let (name, hearing) = (source.name(), source.hearing());
        let (questions, asked) = sync_channel::<i64>(1);
        let (sender, answers) = sync_channel(1);
        let thread = std::thread::Builder::new().name(format!("presence-{name}"));
        let thread = thread.spawn(move || {
            // Ends when nobody asks any more.
            for now_ms in asked {
                if sender.send((now_ms, source.read(now_ms))).is_err() {
                    return;
                }
            }
        });
        thread.ok()?;
        Some(Aside { name, hearing, patience, questions, answers, is_asked: false })
    }
}

impl Source for Aside {
    fn name(&self) -> &'static str {
        self.name
    }

    fn read(&mut self, now_ms: i64) -> Answer {
        loop {
            if !self.is_asked {
                self.questions.send(now_ms).map_err(|_| Fault::new("it has stopped", ""))?;
                self.is_asked = true;
            }
            match self.answers.recv_timeout(self.patience) {
                // An answer that came too late is about another moment.
                Ok((at_ms, answer)) => {
                    self.is_asked = false;
                    if at_ms == now_ms {
                        return answer;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    return Err(Fault::new("it does not answer", ""));
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Fault::new("it has stopped", ""));
                }
            }
        }
    }

    fn hearing(&self) -> Hearing {
        self.hearing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A source that answers when it is let to.
    #[derive(Debug)]
    struct Slow(Receiver<()>);

    impl Source for Slow {
        fn name(&self) -> &'static str {
            "slow"
        }

        fn read(&mut self, now_ms: i64) -> Answer {
            self.0.recv().map_err(|_| Fault::new("nobody lets it", ""))?;
            Ok(Reading::idle(now_ms))
        }
    }

    #[test]
    fn who_does_not_answer_is_a_fault_and_is_not_asked_twice() {
        let (lets, waits) = sync_channel(9);
        let mut slow = Aside::new(Box::new(Slow(waits)), Duration::from_millis(1)).unwrap();
        let fault = Err(Fault::new("it does not answer", ""));
        assert_eq!((slow.read(1), slow.read(2)), (fault.clone(), fault));
        // One for the question that nobody waits for any more, one for the next.
        lets.send(()).unwrap();
        lets.send(()).unwrap();
        slow.patience = Duration::from_secs(600);
        assert_eq!(slow.read(3), Ok(Reading::idle(3)));
    }
}
