//! The terminal as a thing that is borrowed: taken over, handed to an outside editor and back, and left as it was
//! found, whether the program ends, panics, is told to end, or the line drops. Knows neither keys nor drawing.

use std::io::{self, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError, TryLockError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::lang::Lang;
use crate::say;

/// Alternate screen, bracketed paste, number pad in its numeric mode. What the cursor looks like stays as it is.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b>";
/// The same back. Where there is no alternate screen the prompt must not come up in the middle of our text, hence
/// the move to the bottom.
const LEAVE: &[u8] = b"\x1b[?2004l\x1b[m\x1b[?25h\x1b[999H\x1b[?1049l";

/// How long saving may take when the program must end: a hung-up process is gone within two seconds.
pub const LAST_SAVE: Duration = Duration::from_millis(1500);
/// How long a frame that is being written may hold up leaving.
const LAST_FRAME: Duration = Duration::from_millis(200);

/// Whether the terminal is ours now.
static OURS: AtomicBool = AtomicBool::new(false);
/// Held while something is written, so that no half frame comes after the terminal was left.
static WRITING: Mutex<()> = Mutex::new(());

/// Whether there is a terminal to read keys from and to draw on.
pub fn is_there() -> bool {
    rustix::termios::isatty(io::stdin()) && rustix::termios::isatty(io::stdout())
}

/// The size of the terminal; 80×24 where it does not say.
pub fn size() -> Size {
    match rustix::termios::tcgetwinsize(io::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size::new(size.ws_col, size.ws_row),
        Ok(_) | Err(_) => Size::new(80, 24),
    }
}

/// The terminal, taken over. It is left when this is dropped.
#[derive(Debug)]
pub struct Session(());

impl Session {
    /// Takes the terminal over.
    pub fn enter() -> io::Result<Self> {
        let session = Self(());
        session.resume()?;
        Ok(session)
    }

    /// Leaves the terminal to somebody else for a while.
    pub fn suspend(&self) {
        leave();
    }

    /// Takes it over again; the screen is to be drawn afresh.
    pub fn resume(&self) -> io::Result<()> {
        crossterm::terminal::enable_raw_mode()?;
        OURS.store(true, Ordering::SeqCst);
        Output.write_all(ENTER)
    }

    /// Takes it over after the program was stopped and went on: a shell may have changed its modes meanwhile.
    pub fn retake(&self) -> io::Result<()> {
        leave();
        self.resume()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        leave();
    }
}

/// Leaves the terminal as it was found. Does nothing when that is done already; may be called from any thread.
/// What cannot be written is not: the line may be gone.
pub fn leave() {
    let _guard = lock_for_leaving();
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    if is_writable(Duration::ZERO) {
        let _ = rustix::io::write(io::stdout(), LEAVE);
    }
    let _ = crossterm::terminal::disable_raw_mode();
}

/// A frame that hangs in a stalled line is not waited for.
fn lock_for_leaving() -> Option<MutexGuard<'static, ()>> {
    let latest = Instant::now() + LAST_FRAME;
    loop {
        match WRITING.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(error)) => return Some(error.into_inner()),
            Err(TryLockError::WouldBlock) if Instant::now() > latest => return None,
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(5)),
        }
    }
}

fn is_writable(limit: Duration) -> bool {
    let stdout = io::stdout();
    let mut fds = [PollFd::new(&stdout, PollFlags::OUT)];
    wait_for(&mut fds, Some(limit)).is_ok_and(|ready| ready > 0)
}

/// Waits until one of some files is ready; for ever without a limit. Interruptions count as nothing ready.
pub(super) fn wait_for(fds: &mut [PollFd<'_>], limit: Option<Duration>) -> io::Result<usize> {
    let limit = limit.map(|limit| Timespec {
        tv_sec: i64::try_from(limit.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: limit.subsec_nanos().into(),
    });
    match poll(fds, limit.as_ref()) {
        Err(Errno::INTR) => Ok(0),
        result => Ok(result?),
    }
}

/// Standard output without a buffer, as long as the terminal is ours; after that, nothing.
#[derive(Clone, Copy, Debug)]
pub struct Output;

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _guard = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        if !OURS.load(Ordering::SeqCst) {
            return Ok(bytes.len());
        }
        let stdout = io::stdout();
        write_once(stdout.as_fd(), bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Another program may have left the terminal non-blocking.
fn write_once(stdout: BorrowedFd<'_>, bytes: &[u8]) -> io::Result<usize> {
    loop {
        match rustix::io::write(stdout, bytes) {
            Err(Errno::AGAIN) => {
                let mut fds = [PollFd::new(&stdout, PollFlags::OUT)];
                wait_for(&mut fds, None)?;
            }
            result => return Ok(result?),
        }
    }
}

type Save = Box<dyn Fn(Duration) -> Result<(), String> + Send>;

/// How the last work is saved by whoever notices that the program must end. Shared by all who may.
#[derive(Clone, Default)]
pub struct Lifeline(Arc<Mutex<Option<Save>>>);

impl Lifeline {
    /// From now on this is how to save: within a time, or an answer why it could not be.
    pub fn attach(&self, save: impl Fn(Duration) -> Result<(), String> + Send + 'static) {
        *self.lock() = Some(Box::new(save));
    }

    /// Nothing is open any more.
    pub fn detach(&self) {
        *self.lock() = None;
    }

    /// Saves what is open.
    pub fn save(&self, limit: Duration) -> Result<(), String> {
        self.lock().as_ref().map_or(Ok(()), |save| save(limit))
    }

    fn lock(&self) -> MutexGuard<'_, Option<Save>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Lifeline {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Lifeline")
    }
}

/// Ends the program on SIGHUP, SIGTERM, SIGINT and SIGQUIT: saves, leaves the terminal, exits with 128 and the
/// signal's number. In a thread of its own, because the main one may hang in a stalled line.
pub fn end_on_signals(lifeline: Lifeline) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT])?;
    let watch = move || {
        for signal in signals.forever() {
            // While an outside editor has the terminal, Ctrl-C is meant for it.
            if OURS.load(Ordering::SeqCst) || !matches!(signal, SIGINT | SIGQUIT) {
                let _ = lifeline.save(LAST_SAVE);
                leave();
                std::process::exit(128 + signal);
            }
        }
    };
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(watch)?;
    Ok(())
}

/// On a panic: leaves the terminal, lets the usual report be printed, saves, and says so. A panic of another
/// thread than the one that calls this ends the program: work would go on without what that thread did.
pub fn survive_panics(lifeline: Lifeline, lang: Lang) {
    static ONCE: Once = Once::new();
    let screen = thread::current().id();
    ONCE.call_once(move || {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            leave();
            usual(panic);
            let _ = writeln!(io::stderr(), "{}", farewell(&lifeline, screen, lang));
            if thread::current().id() != screen {
                std::process::exit(101);
            }
        }));
    });
}

fn farewell(lifeline: &Lifeline, screen: ThreadId, lang: Lang) -> String {
    // When it is the saving thread that is lost, it cannot be asked any more.
    let saved = if thread::current().id() == screen {
        lifeline.save(LAST_SAVE)
    } else {
        Err(say!(
            lang,
            "Chương trình dừng đột ngột. Phần nhập trong giây cuối có thể chưa lưu.",
            "The program stopped unexpectedly. What was typed in the last second may not be saved."
        ))
    };
    let state = saved.err().unwrap_or_else(|| {
        say!(
            lang,
            "Chương trình dừng đột ngột. Bài làm đã được lưu.",
            "The program stopped unexpectedly. The work is saved."
        )
    });
    say!(
        lang,
        "{state} Nếu màn hình lỗi, gõ: reset",
        "{state} If the screen looks wrong, type: reset"
    )
}
