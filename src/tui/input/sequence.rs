//! What the bytes after an ESC mean, so far: a pure judgement over the bytes held. Knows every dialect that we
//! have met (xterm, `PuTTY`, Linux console, rxvt, tmux and screen) and no time.

use crate::tui::key::{Direction, Key};

/// Sequences of terminals are short; what is longer is not one.
const LONGEST: usize = 64;

/// The judgement over bytes that begin with ESC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// It may go on.
    More,
    /// A key.
    Key(Key),
    /// A whole sequence that is no key: a report, an answer, a key nobody needs.
    Nothing,
    /// A bracketed paste begins.
    Paste,
    /// No sequence: ESC stands for itself, and so does each byte after it.
    Apart,
    /// A report cut off by other input: all but so many bytes at its end are dropped.
    Broken(usize),
}

/// Judges the bytes held so far; the first of them is ESC.
pub(super) fn read(held: &[u8]) -> Reading {
    match held.get(1..).and_then(<[u8]>::split_first) {
        None => Reading::More,
        Some((b'[', rest)) => csi(rest),
        Some((b'O', rest)) => ss3(rest),
        Some((b']', rest)) => osc(rest),
        Some((b'P', rest)) => dcs(rest),
        Some(_) => Reading::Apart,
    }
}

/// `ESC [ parameters final`. Only answers and mouse reports carry a private mark before their parameters; they
/// are never typed by hand, so they are dropped when something cuts them off.
fn csi(rest: &[u8]) -> Reading {
    let Some((&last, before)) = rest.split_last() else {
        return Reading::More;
    };
    match before.first() {
        Some(b'[') => return linux_console(last),
        Some(b'M') => return old_mouse(before, last),
        _ => {}
    }
    let private = rest
        .first()
        .is_some_and(|mark| (b'<'..=b'?').contains(mark));
    match last {
        b'[' | b'M' if before.is_empty() => Reading::More,
        _ if rest.len() > LONGEST => Reading::Broken(1),
        b'0'..=b'?' => Reading::More,
        b' '..=b'/' if private => Reading::More,
        b'$' if !before.is_empty() => found(tilde(&numbers(before).with_modifier(SHIFT))),
        b'@'..=b'~' if private => Reading::Nothing,
        b'@'..=b'~' => csi_final(before, last),
        _ if private => Reading::Broken(1),
        _ => Reading::Apart,
    }
}

fn csi_final(parameters: &[u8], last: u8) -> Reading {
    let numbers = numbers(parameters);
    match last {
        b'~' if numbers.first == 200 => Reading::Paste,
        b'~' => found(tilde(&numbers)),
        b'^' => found(tilde(&numbers.with_modifier(CTRL))),
        b'@' => found(tilde(&numbers.with_modifier(CTRL | SHIFT))),
        b'Z' => Reading::Key(Key::BackTab),
        b'P'..=b'S' if parameters.is_empty() => Reading::Key(Key::F(last - b'P' + 1)),
        b'a'..=b'd' => found(movement(last.to_ascii_uppercase(), SHIFT)),
        _ => found(movement(last, numbers.modifier_of_letter())),
    }
}

/// F1 to F5 of the Linux console: `ESC [ [ A` to `ESC [ [ E`.
const fn linux_console(last: u8) -> Reading {
    match last {
        b'A'..=b'E' => Reading::Key(Key::F(last - b'A' + 1)),
        _ => Reading::Apart,
    }
}

/// `ESC [ M` and three bytes, never below the space.
const fn old_mouse(before: &[u8], last: u8) -> Reading {
    match (before.len(), last) {
        (_, ..b' ') => Reading::Apart,
        (..3, _) => Reading::More,
        _ => Reading::Nothing,
    }
}

/// `ESC O final`: function keys, arrows, and the number pad in application mode.
fn ss3(rest: &[u8]) -> Reading {
    let Some((&last, before)) = rest.split_last() else {
        return Reading::More;
    };
    match last {
        _ if rest.len() > LONGEST => Reading::Apart,
        b'0'..=b'9' | b';' => Reading::More,
        b'P'..=b'S' if before.is_empty() => Reading::Key(Key::F(last - b'P' + 1)),
        b'a'..=b'd' => found(movement(last.to_ascii_uppercase(), CTRL)),
        b'@'..=b'~' | b' ' => {
            found(keypad(last).or_else(|| movement(last, numbers(before).modifier_of_letter())))
        }
        _ => Reading::Apart,
    }
}

const fn keypad(last: u8) -> Option<Key> {
    Some(match last {
        b'p'..=b'y' => Key::Char((last - b'p' + b'0') as char),
        b'j'..=b'o' => Key::Char((last - b'j' + b'*') as char),
        b'X' => Key::Char('='),
        b' ' => Key::Char(' '),
        b'I' => Key::Tab,
        b'M' => Key::Enter,
        _ => return None,
    })
}

/// Answers about colours and titles: `ESC ] number ; text`, closed by BEL or `ESC \`. Without number and
/// semicolon it is Esc and the key `]`.
fn osc(rest: &[u8]) -> Reading {
    match rest.iter().position(|byte| !byte.is_ascii_digit()) {
        None => Reading::More,
        Some(at @ 1..) if rest.get(at) == Some(&b';') => string(rest.get(at + 1..)),
        Some(_) => Reading::Apart,
    }
}

/// Answers about the terminal itself: `ESC P` and a text that begins with a digit or mark.
fn dcs(rest: &[u8]) -> Reading {
    match rest.split_first() {
        None => Reading::More,
        Some((b'0'..=b'9' | b'>' | b'!' | b'$' | b'+', text)) => string(Some(text)),
        Some(_) => Reading::Apart,
    }
}

fn string(text: Option<&[u8]>) -> Reading {
    match text {
        Some([.., 0x1b, b'\\'] | [.., 0x07]) => Reading::Nothing,
        Some([.., 0x1b, _]) => Reading::Broken(2),
        Some([.., 0x00..=0x1a | 0x1c..0x20]) => Reading::Broken(1),
        Some(_) | None => Reading::More,
    }
}

fn found(key: Option<Key>) -> Reading {
    key.map_or(Reading::Nothing, Reading::Key)
}

const SHIFT: u32 = 1;
const ALT: u32 = 2;
const CTRL: u32 = 4;

/// The first two parameters; what is left out is 1.
struct Numbers {
    first: u32,
    modifier: Option<u32>,
}

impl Numbers {
    /// Held keys as bits; xterm counts them from 1. Locks, which some terminals report too, are left out.
    fn held(stated: u32) -> u32 {
        stated.saturating_sub(1) & (SHIFT | ALT | CTRL)
    }

    fn with_modifier(self, held: u32) -> Self {
        Self {
            modifier: Some(held + 1),
            ..self
        }
    }

    fn modifier(&self) -> u32 {
        self.modifier.map_or(0, Self::held)
    }

    /// Old xterms leave the leading 1 out: `ESC [ 5 C`.
    fn modifier_of_letter(&self) -> u32 {
        Self::held(self.modifier.unwrap_or(self.first))
    }
}

fn numbers(parameters: &[u8]) -> Numbers {
    let mut parts = parameters.split(|byte| *byte == b';').map(number);
    Numbers {
        first: parts.next().flatten().unwrap_or(1),
        modifier: parts.next().flatten(),
    }
}

/// A decimal number; none when empty, too long, or with sub-parameters.
fn number(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

fn tilde(numbers: &Numbers) -> Option<Key> {
    let held = numbers.modifier();
    let function = |number: u32| u8::try_from(number).ok().filter(|_| held == 0).map(Key::F);
    match numbers.first {
        1 | 7 => movement(b'H', held),
        4 | 8 => movement(b'F', held),
        3 => Some(Key::Delete),
        5 => Some(Key::PageUp),
        6 => Some(Key::PageDown),
        code @ 11..=15 => function(code - 10),
        code @ 17..=21 => function(code - 11),
        code @ 23..=24 => function(code - 12),
        _ => None,
    }
}

/// An arrow, Home or End with the keys held beside it. Ctrl decides over Shift.
fn movement(letter: u8, held: u32) -> Option<Key> {
    let (plain, selecting, far) = match letter {
        b'A' => (Key::Up, Direction::Up, Key::Up),
        b'B' => (Key::Down, Direction::Down, Key::Down),
        b'C' => (Key::Right, Direction::Right, Key::WordRight),
        b'D' => (Key::Left, Direction::Left, Key::WordLeft),
        b'H' => (Key::Home, Direction::Home, Key::CtrlHome),
        b'F' => (Key::End, Direction::End, Key::CtrlEnd),
        _ => return None,
    };
    Some(if held & (CTRL | ALT) != 0 {
        far
    } else if held & SHIFT != 0 {
        Key::Select(selecting)
    } else {
        plain
    })
}
