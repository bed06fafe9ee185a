//! The loop: waits for bytes, messages and signals, lets the screen update itself, carries out what it asks for,
//! draws once, waits again. Does nothing while nothing happens. Knows neither what is drawn nor where it is kept.

use std::ffi::OsString;
use std::io;
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ratatui::layout::Size;
use ratatui::{Frame, Terminal};
use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGWINCH};
use thiserror::Error;

use crate::lang::Lang;
use crate::say;
use crate::store::margin::Aside;
use crate::tui::input::{Decoder, Hold, Input};
use crate::tui::key::Key;
use crate::tui::mail::Inbox;
use crate::tui::message::{Effect, Message};
use crate::tui::outside;
use crate::tui::terminal::{self, LAST_SAVE, Lifeline, Output, Session};
use crate::tui::wire::{Palette, Wire};

/// As much as one read takes; terminals hand out less.
const READ_BYTES: usize = 16 * 1024;
/// After so many batches without a pause the screen is drawn all the same.
const MOST_BATCHES: usize = 64;

/// What is shown.
pub trait Screen {
    /// Takes a message in and says what is to be done outside.
    fn update(&mut self, message: Message) -> Vec<Effect>;
    /// Where the officer is now, and what is typed there and not committed.
    fn aside(&self) -> Aside {
        Aside::default()
    }
    /// Where the work is that could not be saved in its place, for whoever leaves all the same.
    fn left_behind(&self) -> Option<String> {
        None
    }
    /// Draws itself; changes nothing.
    fn draw(&self, frame: &mut Frame<'_>);
}

/// Where effects take place that are none of the terminal's: files and folders. What comes of them is sent to
/// the inbox.
pub trait Outside {
    /// Carries an effect out.
    fn carry_out(&mut self, effect: Effect);
    /// Takes notice of where the officer is, and of what is typed there: it is kept as a draft.
    fn aside(&mut self, _aside: Aside) {}
    /// Saves everything before the program ends, or says why that cannot be.
    fn close(&mut self) -> Result<(), String>;
}

/// What the loop needs.
#[derive(Debug)]
pub struct Setup<S, O> {
    /// What is shown.
    pub screen: S,
    /// Where effects take place.
    pub outside: O,
    /// What other threads tell.
    pub inbox: Inbox,
    /// How to save when the program must end.
    pub lifeline: Lifeline,
    /// Colours.
    pub palette: Palette,
    /// Language of the few words said here.
    pub lang: Lang,
    /// `$VISUAL`, `$EDITOR`, or whatever stands in for them.
    pub editor: OsString,
    /// A folder for the text that the outside editor gets.
    pub scratch: PathBuf,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// As asked, all saved.
    Quit,
    /// As asked twice, although this kept it from being saved.
    Unsaved(String),
    /// The terminal is gone; all that could be saved is.
    LineGone,
}

/// Why the screen could not be shown, or not any longer.
#[derive(Debug, Error)]
pub enum RuntimeError {
    /// Standard input or output is no terminal.
    #[error("no terminal")]
    NoTerminal,
    /// The terminal refused.
    #[error("terminal: {0}")]
    Terminal(#[from] io::Error),
}

impl RuntimeError {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NoTerminal => say!(
                lang,
                "Không có màn hình để mở: đầu vào hoặc đầu ra không phải là cửa sổ dòng lệnh. Các lệnh con chạy được không cần màn hình: chamdiem --help",
                "There is no terminal to open the screen on. Subcommands work without one: chamdiem --help"
            ),
            Self::Terminal(error) => say!(
                lang,
                "Không dùng được cửa sổ dòng lệnh: {error}",
                "The terminal cannot be used: {error}"
            ),
        }
    }
}

/// Shows the screen until the officer quits or the line drops. The terminal is left as it was found.
pub fn run<S: Screen, O: Outside>(setup: Setup<S, O>) -> Result<Ending, RuntimeError> {
    if !terminal::is_there() {
        return Err(RuntimeError::NoTerminal);
    }
    let lifeline = setup.lifeline.clone();
    terminal::survive_panics(lifeline.clone(), setup.lang);
    terminal::end_on_signals(lifeline.clone())?;
    setup.inbox.wake_on(SIGWINCH)?;
    let session = Session::enter()?;
    let ending = Loop::new(setup, &session)?.work();
    drop(session);
    match ending {
        Err(error) if is_line_gone(&error) => {
            // There is nobody left to tell when it fails; what is unsaved was kept trying until now.
            let _ = lifeline.save(LAST_SAVE);
            Ok(Ending::LineGone)
        }
        ending => Ok(ending?),
    }
}

fn is_line_gone(error: &io::Error) -> bool {
    let gone = [Errno::IO, Errno::PIPE, Errno::NXIO, Errno::NODEV];
    error.kind() == io::ErrorKind::UnexpectedEof
        || gone
            .iter()
            .any(|errno| error.raw_os_error() == Some(errno.raw_os_error()))
}

/// What woke the loop.
enum Woken {
    /// Nothing, in the time given.
    Nothing,
    /// Bytes of the terminal.
    Bytes,
    /// A message, or a signal that changes the screen.
    Mail,
}

struct Loop<'a, S, O> {
    setup: Setup<S, O>,
    session: &'a Session,
    terminal: Terminal<Wire<Output>>,
    decoder: Decoder,
    /// Batches taken in since the last drawing.
    undrawn: usize,
    warned_of_charset: bool,
    /// Why not all is saved, as the officer was told.
    unsaved: Option<String>,
    ending: Option<Ending>,
    /// What the outside knows of where the officer is.
    aside: Aside,
    /// Set when the program was stopped and went on.
    continued: Arc<AtomicBool>,
}

impl<'a, S: Screen, O: Outside> Loop<'a, S, O> {
    fn new(setup: Setup<S, O>, session: &'a Session) -> io::Result<Self> {
        let continued = Arc::new(AtomicBool::new(false));
        // The flag first: it must be up when the loop wakes.
        signal_hook::flag::register(SIGCONT, Arc::clone(&continued))?;
        setup.inbox.wake_on(SIGCONT)?;
        let wire = Wire::new(Output, terminal::size(), setup.palette);
        Ok(Self {
            terminal: Terminal::new(wire)?,
            setup,
            session,
            decoder: Decoder::default(),
            undrawn: 0,
            warned_of_charset: false,
            unsaved: None,
            ending: None,
            aside: Aside::default(),
            continued,
        })
    }

    fn work(mut self) -> io::Result<Ending> {
        self.tell(size_message(terminal::size()));
        self.take_mail();
        loop {
            if let Some(ending) = self.ending.take() {
                return Ok(ending);
            }
            match self.wait()? {
                Woken::Bytes => self.take_bytes()?,
                Woken::Mail => self.look_around()?,
                Woken::Nothing if self.undrawn > 0 => self.draw()?,
                Woken::Nothing => {
                    let inputs = self.decoder.expire();
                    self.take_inputs(inputs);
                }
            }
            if self.undrawn > MOST_BATCHES {
                self.draw()?;
            }
        }
    }

    /// Waits: not at all while something is to be drawn, as long as a key may go on, else for ever.
    fn wait(&self) -> io::Result<Woken> {
        let limit = if self.undrawn > 0 {
            Some(Duration::ZERO)
        } else {
            self.decoder.pending().map(Hold::limit)
        };
        let stdin = io::stdin();
        let mut fds = [
            PollFd::new(&stdin, PollFlags::IN),
            PollFd::new(self.setup.inbox.woken(), PollFlags::IN),
        ];
        loop {
            let ready = terminal::wait_for(&mut fds, limit)?;
            let [keys, mail] = fds.each_ref().map(PollFd::revents);
            if keys.contains(PollFlags::IN) {
                return Ok(Woken::Bytes);
            } else if !keys.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            } else if !mail.is_empty() {
                return Ok(Woken::Mail);
            } else if ready == 0 && limit.is_some() {
                return Ok(Woken::Nothing);
            }
        }
    }

    fn take_bytes(&mut self) -> io::Result<()> {
        let mut bytes = [0; READ_BYTES];
        let stdin = io::stdin();
        match rustix::io::read(stdin.as_fd(), &mut bytes) {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => {
                let inputs = self.decoder.feed(bytes.get(..count).unwrap_or_default());
                self.take_inputs(inputs);
                Ok(())
            }
            Err(Errno::INTR | Errno::AGAIN) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The keys of one read go in together, between pastes.
    fn take_inputs(&mut self, inputs: Vec<Input>) {
        let mut keys = Vec::new();
        for input in inputs {
            match input {
                Input::Key(key) => keys.push(key),
                Input::Paste(text) => {
                    self.tell_keys(&mut keys);
                    self.tell(Message::Paste(text));
                }
                Input::Garbled => self.warn_of_charset(),
            }
        }
        self.tell_keys(&mut keys);
    }

    fn tell_keys(&mut self, keys: &mut Vec<Key>) {
        if !keys.is_empty() {
            self.tell(Message::Keys(std::mem::take(keys)));
        }
    }

    fn warn_of_charset(&mut self) {
        if !std::mem::replace(&mut self.warned_of_charset, true) {
            let message = say!(
                self.setup.lang,
                "Chữ gửi đến không phải UTF-8 nên bị bỏ: đặt bảng mã của cửa sổ dòng lệnh là UTF-8 (PuTTY: Window, Translation) và bộ gõ là Unicode dựng sẵn.",
                "Letters arrive that are not UTF-8 and are dropped: set the terminal to UTF-8 (PuTTY: Window, Translation)."
            );
            self.tell(Message::Failed { message });
        }
    }

    /// After a wake-up: messages, another size, or the return from a stop, after which the screen is not ours.
    fn look_around(&mut self) -> io::Result<()> {
        self.setup.inbox.calm();
        if self.continued.swap(false, Ordering::SeqCst) {
            self.session.retake()?;
            self.draw_afresh();
        }
        let size = terminal::size();
        if self.terminal.size().is_ok_and(|known| known != size) {
            self.terminal.backend_mut().resize(size);
            self.tell(size_message(size));
        }
        self.take_mail();
        Ok(())
    }

    fn take_mail(&mut self) {
        while let Some(message) = self.setup.inbox.next() {
            self.tell(message);
        }
    }

    fn tell(&mut self, message: Message) {
        self.undrawn += 1;
        self.note_saving(&message);
        for effect in self.setup.screen.update(message) {
            self.carry_out(effect);
        }
        let aside = self.setup.screen.aside();
        if aside != self.aside {
            self.aside.clone_from(&aside);
            self.setup.outside.aside(aside);
        }
    }

    fn note_saving(&mut self, message: &Message) {
        if let Message::SaveFailed { message } = message {
            self.unsaved = Some(message.clone());
        } else if let Message::Saved { .. } = message {
            self.unsaved = None;
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Redraw => self.draw_afresh(),
            Effect::Quit => self.quit(),
            Effect::EditOutside(text) => self.edit_outside(&text),
            Effect::Store(_)
            | Effect::Seen
            | Effect::SaveNow
            | Effect::SaveElsewhere(_)
            | Effect::BringBack
            | Effect::GiveUp(_)
            | Effect::Open(_)
            | Effect::Create(_)
            | Effect::OpenExample
            | Effect::Receive(_)
            | Effect::Merge(_)
            | Effect::Seal(_)
            | Effect::DraftsAnswered
            | Effect::ReadHistory
            | Effect::Export { .. }
            | Effect::GiveUpExport
            | Effect::Close => self.setup.outside.carry_out(effect),
        }
    }

    fn draw_afresh(&mut self) {
        // The screen is only marked as unknown here; nothing is written that could fail.
        let _ = self.terminal.clear();
        self.undrawn += 1;
    }

    /// Leaves when all is saved. Who was told that it is not, and asks all the same, leaves without.
    fn quit(&mut self) {
        match (self.setup.outside.close(), self.unsaved.is_some()) {
            (Ok(()), _) => self.ending = Some(Ending::Quit),
            (Err(message), true) => {
                let place = self.setup.screen.left_behind();
                let said = [Some(message), place].into_iter().flatten();
                let said = said.collect::<Vec<_>>().join(". ");
                self.ending = Some(Ending::Unsaved(said));
            }
            (Err(message), false) => self.tell(Message::SaveFailed { message }),
        }
    }

    fn edit_outside(&mut self, text: &str) {
        self.session.suspend();
        let edited = outside::edit(&self.setup.editor, &self.setup.scratch, text);
        if let Err(error) = self.session.resume() {
            self.tell(Message::Failed {
                message: RuntimeError::Terminal(error).message(self.setup.lang),
            });
        }
        self.draw_afresh();
        self.tell(Message::Edited(edited));
    }

    fn draw(&mut self) -> io::Result<()> {
        self.undrawn = 0;
        let screen = &self.setup.screen;
        self.terminal.draw(|frame| screen.draw(frame))?;
        Ok(())
    }
}

const fn size_message(size: Size) -> Message {
    Message::Resize {
        width: size.width,
        height: size.height,
    }
}
