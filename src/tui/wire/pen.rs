//! The pen: where the terminal's cursor stands and how it writes, and the shortest way to the next place.

use ratatui::layout::Position;

use crate::tui::wire::cells::{Glyph, Letter};
use crate::tui::wire::ink::Ink;

/// A jump takes 3 to 8 bytes, so more columns are never worth writing again.
const LONGEST_BRIDGE: usize = 8;
/// Rows that are worth single line feeds.
const LINE_FEEDS: u16 = 4;

/// The pen and what it has written of a frame.
#[derive(Debug, Default)]
pub(super) struct Pen {
    pub(super) bytes: Vec<u8>,
    /// Unknown at first, after a letter about whose width terminals disagree, and at the end of a row, where some
    /// terminals wrap at once.
    at: Option<Position>,
    /// Unknown at first.
    ink: Option<Ink>,
}

impl Pen {
    /// Somebody else wrote to the screen.
    pub(super) const fn forget(&mut self) {
        self.at = None;
        self.ink = None;
    }

    pub(super) fn clear_screen(&mut self) {
        self.take(Ink::PLAIN);
        self.bytes.extend_from_slice(b"\x1b[H\x1b[2J");
        self.at = Some(Position::ORIGIN);
    }

    /// Blanks the row from here on; in no colour, because terminals fill with the one they write in.
    pub(super) fn clear_to_end_of_row(&mut self) {
        self.take_for(&Glyph::BLANK);
        self.bytes.extend_from_slice(b"\x1b[K");
    }

    /// Blanks so many columns from here on, without moving; in no colour for the same reason.
    pub(super) fn erase(&mut self, columns: usize) {
        self.take_for(&Glyph::BLANK);
        self.bytes
            .extend_from_slice(format!("\x1b[{columns}X").as_bytes());
    }

    pub(super) fn move_to(&mut self, to: Position) {
        if self.at != Some(to) {
            let jump = shortest_jump(self.at, to);
            self.bytes.extend_from_slice(&jump);
            self.at = Some(to);
        }
    }

    /// Moves within a row that stands on the screen already: over a small gap by writing it again, where that is
    /// shorter than to jump and to switch inks afterwards.
    pub(super) fn move_along(&mut self, to: Position, row: &[Glyph]) {
        let Some(bridge) = self.bridge(to, row) else {
            return self.move_to(to);
        };
        let next = row.get(usize::from(to.x));
        let by_writing = self.trial(|pen| pen.write(to.y, to.x - width(bridge), bridge), next);
        let by_jumping = self.trial(|pen| pen.move_to(to), next);
        if by_writing <= by_jumping {
            self.write(to.y, to.x - width(bridge), bridge);
        } else {
            self.move_to(to);
        }
    }

    fn bridge<'a>(&self, to: Position, row: &'a [Glyph]) -> Option<&'a [Glyph]> {
        let at = self.at.filter(|at| at.y == to.y && at.x < to.x)?;
        row.get(usize::from(at.x)..usize::from(to.x))
            .filter(|gap| gap.len() <= LONGEST_BRIDGE)
            .filter(|gap| {
                gap.iter()
                    .all(|glyph| matches!(glyph.letter, Letter::Narrow(_)))
            })
    }

    /// How many bytes an act and the switch to the next ink take.
    fn trial(&self, act: impl FnOnce(&mut Self), next: Option<&Glyph>) -> usize {
        let mut pen = Self {
            bytes: Vec::new(),
            ..*self
        };
        act(&mut pen);
        if let Some(glyph) = next {
            pen.take_for(glyph);
        }
        pen.bytes.len()
    }

    /// Writes glyphs from a place on, which is reached first.
    pub(super) fn write(&mut self, y: u16, x: u16, glyphs: &[Glyph]) {
        for (x, glyph) in (x..).zip(glyphs) {
            if glyph.letter != Letter::Half {
                self.move_to(Position { x, y });
                self.take_for(glyph);
                self.put(&glyph.letter);
            }
        }
    }

    fn take(&mut self, ink: Ink) {
        ink.switch_from(self.ink, &mut self.bytes);
        self.ink = Some(ink);
    }

    /// Between two words the ink need not change when it cannot be seen there.
    fn take_for(&mut self, glyph: &Glyph) {
        let fits_blank = || self.ink.map(Ink::without_letter) == Some(glyph.ink);
        if glyph.letter != Letter::Narrow(' ') || !fits_blank() {
            self.take(glyph.ink);
        }
    }

    fn put(&mut self, letter: &Letter) {
        match letter {
            Letter::Narrow(c) => {
                self.bytes
                    .extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                self.at = self.at.map(|at| Position { x: at.x + 1, ..at });
            }
            Letter::Composed(text) | Letter::Wide(text) => {
                self.bytes.extend_from_slice(text.as_bytes());
                self.at = None;
            }
            Letter::Half => {}
        }
    }

    /// A letter was written into the last column: where the cursor is now depends on the terminal.
    pub(super) fn leave_edge(&mut self, columns: u16) {
        self.at = self.at.filter(|at| at.x < columns);
    }
}

fn width(glyphs: &[Glyph]) -> u16 {
    u16::try_from(glyphs.len()).unwrap_or(u16::MAX)
}

fn shortest_jump(from: Option<Position>, to: Position) -> Vec<u8> {
    let absolute = match (to.y, to.x) {
        (0, 0) => "\x1b[H".to_owned(),
        (y, 0) => format!("\x1b[{}H", y + 1),
        (y, x) => format!("\x1b[{};{}H", y + 1, x + 1),
    };
    let relative = from.map(|from| {
        if from.y == to.y {
            along_row(from.x, to.x)
        } else {
            across_rows(from, to)
        }
    });
    relative
        .filter(|jump| jump.len() < absolute.len())
        .unwrap_or(absolute)
        .into_bytes()
}

fn along_row(from: u16, to: u16) -> String {
    let from_margin = format!("\r{}", step(to, 'C'));
    let column = format!("\x1b[{}G", to + 1);
    let near = if to > from {
        step(to - from, 'C')
    } else if from - to <= 3 {
        "\x08".repeat(usize::from(from - to))
    } else {
        step(from - to, 'D')
    };
    shortest([near, from_margin, column])
}

/// Line feeds only together with a carriage return: some terminals are set to add one to each line feed.
fn across_rows(from: Position, to: Position) -> String {
    let down = to.y.checked_sub(from.y);
    let line_feeds = down
        .filter(|rows| *rows <= LINE_FEEDS)
        .map(|rows| format!("\r{}{}", "\n".repeat(usize::from(rows)), step(to.x, 'C')));
    let straight = (from.x == to.x).then(|| match down {
        Some(rows) => step(rows, 'B'),
        None => step(from.y - to.y, 'A'),
    });
    let longest = || format!("\x1b[{};{}H", to.y + 1, to.x + 1);
    shortest([
        line_feeds.unwrap_or_else(longest),
        straight.unwrap_or_else(longest),
    ])
}

fn step(count: u16, letter: char) -> String {
    match count {
        0 => String::new(),
        1 => format!("\x1b[{letter}"),
        _ => format!("\x1b[{count}{letter}"),
    }
}

fn shortest<const N: usize>(ways: [String; N]) -> String {
    ways.into_iter().min_by_key(String::len).unwrap_or_default()
}
