//! Long work on a thread of its own: told when it takes long, and given up until the moment it passes its gate. What
//! the work is, and who is told, is for the caller.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// After so long an officer is told that something is being done.
pub const PATIENCE: Duration = Duration::from_millis(500);

const OPEN: u8 = 0;
const CLOSED: u8 = 1;
const PASSED: u8 = 2;

/// Where it is decided, once, whether work leaves something behind: it passes, or it was given up before.
#[derive(Clone, Debug, Default)]
pub struct Gate(Arc<AtomicU8>);

impl Gate {
    /// Whether the work was not given up so far.
    pub fn is_open(&self) -> bool {
        self.0.load(Ordering::SeqCst) != CLOSED
    }

    /// Passes, unless it was closed before; from here on the work is done to its end.
    pub fn pass(&self) -> bool {
        let passed = self
            .0
            .compare_exchange(OPEN, PASSED, Ordering::SeqCst, Ordering::SeqCst);
        matches!(passed, Ok(_) | Err(PASSED))
    }

    /// Gives the work up; false when it has passed already.
    pub fn close(&self) -> bool {
        let closed = self
            .0
            .compare_exchange(OPEN, CLOSED, Ordering::SeqCst, Ordering::SeqCst);
        matches!(closed, Ok(_) | Err(CLOSED))
    }
}

/// What a job tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told<T> {
    /// It takes longer than [`PATIENCE`].
    TakesLong,
    /// It is done, with what came of it.
    Done(T),
}

/// Work that is being done.
#[derive(Debug)]
pub struct Job {
    gate: Gate,
    worker: JoinHandle<()>,
}

impl Job {
    /// Starts the work. What comes of it is told, unless it was given up in time.
    pub fn start<T: Send + 'static>(
        work: impl FnOnce(&Gate) -> T + Send + 'static,
        tell: impl Fn(Told<T>) + Send + 'static,
    ) -> Self {
        let gate = Gate::default();
        let (done, wait) = mpsc::channel();
        let own = gate.clone();
        let worker = thread::spawn(move || {
            // Nobody waits any longer when it was given up.
            let _ = done.send(work(&own));
        });
        let watched = gate.clone();
        thread::spawn(move || {
            let result = match wait.recv_timeout(PATIENCE) {
                Err(RecvTimeoutError::Timeout) => {
                    if watched.is_open() {
                        tell(Told::TakesLong);
                    }
                    wait.recv().ok()
                }
                result => result.ok(),
            };
            if let Some(result) = result.filter(|_| watched.is_open()) {
                tell(Told::Done(result));
            }
        });
        Self { gate, worker }
    }

    /// Gives it up; false when it is too late for that, and it will be told as done.
    pub fn give_up(&self) -> bool {
        !self.worker.is_finished() && self.gate.close()
    }

    /// Gives it up, or waits for its end when it is too late for that.
    pub fn end(self) {
        if !self.gate.close() {
            // A worker that panicked has ended too.
            let _ = self.worker.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Work that takes until it is let go, and leaves something behind if it passes.
    fn slow() -> (Job, mpsc::Sender<()>, mpsc::Receiver<Told<bool>>) {
        let (let_go, wait) = mpsc::channel::<()>();
        let (tell, told) = mpsc::channel();
        let job = Job::start(
            move |gate| {
                let _ = wait.recv();
                gate.pass()
            },
            move |what| {
                let _ = tell.send(what);
            },
        );
        (job, let_go, told)
    }

    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn slow_work_is_told_to_be_slow_and_then_to_be_done() {
        let (job, let_go, told) = slow();
        assert_eq!(told.recv_timeout(LONG), Ok(Told::TakesLong));
        let_go.send(()).expect("it waits");
        assert_eq!(told.recv_timeout(LONG), Ok(Told::Done(true)));
        assert!(!job.give_up(), "too late");
    }

    #[test]
    fn work_given_up_tells_nothing_and_leaves_nothing() {
        let (job, let_go, told) = slow();
        assert_eq!(told.recv_timeout(LONG), Ok(Told::TakesLong));
        assert!(job.give_up());
        let gate = job.gate.clone();
        let_go.send(()).expect("it waits");
        let _ = job.worker.join();
        assert!(!gate.pass(), "it did not pass");
        assert!(told.recv_timeout(LONG).is_err(), "nothing more is told");
    }

    #[test]
    fn the_end_waits_for_work_that_has_passed() {
        let (passed, wait) = mpsc::channel();
        let (tell, told) = mpsc::channel();
        let job = Job::start(
            move |gate| {
                gate.pass();
                let _ = passed.send(());
                thread::sleep(Duration::from_millis(50));
                let _ = tell.send(());
            },
            |_| {},
        );
        wait.recv_timeout(LONG).expect("it passed");
        job.end();
        assert_eq!(told.try_recv(), Ok(()), "its last act was done");
    }
}
