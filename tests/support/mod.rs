//! A program in a pseudo-terminal, as an officer meets it: keys in, screen out. Waits for texts and states, with a
//! limit, and never for time to pass.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(unreachable_pub, reason = "a module of each test file")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "these are tests")]

use std::io::{Read, Write};
use std::process::{Child, ExitStatus};
use std::time::{Duration, Instant};

use pty_process::blocking::{Command, Pty};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{Termios, tcgetattr};

/// How long anything may take before a test gives up; far beyond what it should take.
pub const LIMIT: Duration = Duration::from_secs(20);

/// A pseudo-terminal and the program in it.
pub struct Terminal {
    pty: Option<Pty>,
    /// Kept open so that modes can be looked at after the program has ended.
    _other_end: pty_process::blocking::Pts,
    child: Child,
    parser: vt100::Parser,
    received: Vec<u8>,
    modes_before: String,
}

impl Terminal {
    /// Starts a program on a terminal of so many columns and rows.
    pub fn start(mut command: Command, columns: u16, rows: u16) -> Self {
        let (pty, other_end) = pty_process::blocking::open().unwrap();
        pty.resize(pty_process::Size::new(rows, columns)).unwrap();
        let modes_before = modes(&pty);
        let child = command.spawn_borrowed(&other_end).unwrap();
        Self {
            pty: Some(pty),
            _other_end: other_end,
            child,
            parser: vt100::Parser::new(rows, columns, 0),
            received: Vec::new(),
            modes_before,
        }
    }

    /// Types; special keys as the bytes that terminals send.
    pub fn type_keys(&mut self, keys: impl AsRef<[u8]>) {
        self.pty.as_mut().unwrap().write_all(keys.as_ref()).unwrap();
    }

    /// Types what `keys` says and waits for a text.
    pub fn type_and_see(&mut self, keys: impl AsRef<[u8]>, text: &str) {
        self.type_keys(keys);
        self.wait_for(text);
    }

    /// Waits until a text is on the screen.
    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |terminal| terminal.screen().contains(text));
    }

    /// Waits until something holds; `what` names it when it never does.
    pub fn wait_until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let latest = Instant::now() + LIMIT;
        while !holds(self) {
            assert!(
                Instant::now() < latest,
                "never came: {what}\n{}",
                self.screen()
            );
            self.receive(Duration::from_millis(20));
        }
    }

    /// Takes in what the program writes within a time; says whether there was anything.
    pub fn receive(&mut self, limit: Duration) -> bool {
        let Some(pty) = &mut self.pty else {
            return false;
        };
        let limit = Timespec {
            tv_sec: limit.as_secs().try_into().unwrap(),
            tv_nsec: limit.subsec_nanos().into(),
        };
        let mut fds = [PollFd::new(pty, PollFlags::IN)];
        if poll(&mut fds, Some(&limit)).unwrap_or_default() == 0 {
            return false;
        }
        let mut bytes = [0; 8192];
        let count = pty.read(&mut bytes).unwrap_or_default();
        self.parser.process(&bytes[..count]);
        self.received.extend_from_slice(&bytes[..count]);
        count > 0
    }

    /// What is on the screen.
    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// The emulator, for modes, looks and the cursor.
    pub fn emulator(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Everything the program wrote so far, as text with its escape sequences.
    pub fn received_text(&self) -> String {
        String::from_utf8_lossy(&self.received).into_owned()
    }

    /// Everything the program wrote so far.
    pub fn received(&self) -> &[u8] {
        &self.received
    }

    /// The terminal gets another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.parser.screen_mut().set_size(rows, columns);
        let size = pty_process::Size::new(rows, columns);
        self.pty.as_ref().unwrap().resize(size).unwrap();
    }

    /// The line drops.
    pub fn hang_up(&mut self) {
        self.pty = None;
    }

    /// Sends a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Waits for the program to end, at most so long.
    pub fn wait_for_end(&mut self, limit: Duration) -> ExitStatus {
        let latest = Instant::now() + limit;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                while self.receive(Duration::ZERO) {}
                return status;
            }
            assert!(
                Instant::now() < latest,
                "still running after {limit:?}\n{}",
                self.screen()
            );
            if self.pty.is_some() {
                self.receive(Duration::from_millis(5));
            } else {
                std::thread::yield_now();
            }
        }
    }

    /// Process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Fails unless the modes are what they were at the start and no special screen is left on.
    pub fn assert_left_as_found(&self) {
        assert_eq!(modes(self.pty.as_ref().unwrap()), self.modes_before);
        let screen = self.parser.screen();
        assert!(
            !screen.alternate_screen(),
            "the alternate screen is still on"
        );
        assert!(!screen.bracketed_paste(), "bracketed paste is still on");
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        assert!(
            !screen.inverse() && !screen.bold(),
            "the colours are still on"
        );
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn modes(pty: &Pty) -> String {
    let Termios {
        input_modes,
        output_modes,
        control_modes,
        local_modes,
        ..
    } = tcgetattr(pty).unwrap();
    format!("{input_modes:?} {output_modes:?} {control_modes:?} {local_modes:?}")
}

/// Processor time of a process so far, in clock ticks.
pub fn processor_ticks(id: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

/// Resident memory of a process, in kibibytes.
pub fn resident_kib(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
