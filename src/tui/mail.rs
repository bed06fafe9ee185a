//! Messages from other threads to the screen, and the pipe that wakes it. Knows no message.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use crate::tui::message::Message;

/// Sends messages to the screen from any thread. When the screen is gone they go nowhere.
#[derive(Clone, Debug)]
pub struct Post {
    sender: Sender<Message>,
    waker: Arc<UnixStream>,
}

/// Where the screen finds them.
#[derive(Debug)]
pub struct Inbox {
    messages: Receiver<Message>,
    woken: UnixStream,
    waker: Arc<UnixStream>,
}

/// A post and its inbox.
pub fn open() -> io::Result<(Post, Inbox)> {
    let (sender, messages) = mpsc::channel();
    let (woken, waker) = UnixStream::pair()?;
    woken.set_nonblocking(true)?;
    waker.set_nonblocking(true)?;
    let waker = Arc::new(waker);
    let post = Post {
        sender,
        waker: Arc::clone(&waker),
    };
    Ok((
        post,
        Inbox {
            messages,
            woken,
            waker,
        },
    ))
}

impl Post {
    /// Sends a message and wakes the screen.
    pub fn send(&self, message: Message) {
        if self.sender.send(message).is_ok() {
            // A full pipe wakes as well.
            let _ = (&*self.waker).write(&[0]);
        }
    }
}

impl Inbox {
    /// The next message, without waiting.
    pub(super) fn next(&self) -> Option<Message> {
        self.messages.try_recv().ok()
    }

    /// The end to wait on.
    pub(super) const fn woken(&self) -> &UnixStream {
        &self.woken
    }

    /// Forgets that it was woken.
    pub(super) fn calm(&self) {
        let mut bytes = [0; 256];
        while matches!((&self.woken).read(&mut bytes), Ok(1..)) {}
    }

    /// Wakes on a signal, too.
    pub(super) fn wake_on(&self, signal: i32) -> io::Result<()> {
        signal_hook::low_level::pipe::register(signal, self.waker.try_clone()?)?;
        Ok(())
    }
}
