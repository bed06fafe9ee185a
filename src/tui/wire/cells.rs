//! A screen's worth of letters with their looks.

use ratatui::buffer::Cell;
use ratatui::layout::Size;

use crate::text;
use crate::tui::wire::ink::{Ink, Palette};

/// What stands in one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) letter: Letter,
    pub(super) ink: Ink,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Letter {
    /// One column wide.
    Narrow(char),
    /// Several characters that take one column.
    Composed(Box<str>),
    /// Two columns wide.
    Wide(Box<str>),
    /// The second column of a wide letter.
    Half,
}

impl Glyph {
    pub(super) const BLANK: Self = Self {
        letter: Letter::Narrow(' '),
        ink: Ink::PLAIN,
    };

    fn of(cell: &Cell, palette: Palette) -> Self {
        let ink = Ink::of(cell, palette);
        let letter = letter(cell.symbol());
        let ink = match letter {
            Letter::Narrow(' ') => ink.without_letter(),
            Letter::Narrow(_) | Letter::Composed(_) | Letter::Wide(_) | Letter::Half => ink,
        };
        Self { letter, ink }
    }
}

/// Whatever steers a terminal instead of being drawn becomes a blank, wherever it came from; what would turn or join
/// letters ends the letter.
fn letter(symbol: &str) -> Letter {
    let symbol = symbol.split(text::turns_letters).next().unwrap_or_default();
    let mut chars = symbol.chars();
    match (chars.next(), chars.next(), text::width(symbol)) {
        _ if symbol.chars().any(char::is_control) => Letter::Narrow(' '),
        (Some(c), None, 1) => Letter::Narrow(c),
        (_, _, 1) => Letter::Composed(symbol.into()),
        (_, _, 2) => Letter::Wide(symbol.into()),
        _ => Letter::Narrow(' '),
    }
}

/// Rows of glyphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    width: usize,
    glyphs: Vec<Glyph>,
}

impl Grid {
    pub(super) fn new(size: Size) -> Self {
        let width = usize::from(size.width);
        Self {
            width,
            glyphs: vec![Glyph::BLANK; width * usize::from(size.height)],
        }
    }

    pub(super) fn row(&self, y: u16) -> &[Glyph] {
        let start = self.width * usize::from(y);
        self.glyphs
            .get(start..start + self.width)
            .unwrap_or_default()
    }

    /// Puts a cell down. A wide letter whose half is overwritten goes away whole, as on a terminal.
    pub(super) fn set(&mut self, x: u16, y: u16, cell: &Cell, palette: Palette) {
        let (x, start) = (usize::from(x), self.width * usize::from(y));
        let Some(row) = self.glyphs.get_mut(start..start + self.width) else {
            return;
        };
        let mut glyph = Glyph::of(cell, palette);
        if matches!(glyph.letter, Letter::Wide(_)) {
            if x + 1 >= row.len() {
                glyph = Glyph::BLANK;
            } else {
                let half = Glyph {
                    letter: Letter::Half,
                    ink: glyph.ink,
                };
                put(row, x + 1, half);
            }
        }
        put(row, x, glyph);
    }

    pub(super) fn copy_from(&mut self, other: &Self) {
        self.glyphs.clone_from(&other.glyphs);
    }
}

/// Puts one glyph down and blanks what it leaves of a wide letter.
fn put(row: &mut [Glyph], x: usize, glyph: Glyph) {
    let Some(old) = row.get_mut(x) else {
        return;
    };
    let old = std::mem::replace(old, glyph);
    let new = row.get(x).map(|glyph| glyph.letter.clone());
    let other_half = match old.letter {
        Letter::Half if new != Some(Letter::Half) => x.checked_sub(1),
        Letter::Wide(_) if !matches!(new, Some(Letter::Wide(_))) => Some(x + 1),
        Letter::Half | Letter::Wide(_) | Letter::Narrow(_) | Letter::Composed(_) => None,
    };
    if let Some(other) = other_half.and_then(|x| row.get_mut(x)) {
        // The buffer that we are sent differences of holds a plain blank behind each wide letter.
        *other = Glyph::BLANK;
    }
}

/// Whether terminals may disagree about the columns of a row.
pub(super) fn has_wide(row: &[Glyph]) -> bool {
    row.iter()
        .any(|glyph| matches!(glyph.letter, Letter::Wide(_)))
}

/// Whether a column is the second one of a wide letter.
pub(super) fn is_half(row: &[Glyph], x: u16) -> bool {
    row.get(usize::from(x))
        .is_some_and(|glyph| glyph.letter == Letter::Half)
}
