//! Keys as the program knows them: already decoded, free of terminal dialects. Knows no mode and no meaning.

use std::fmt;

/// One key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character, capitals included.
    Char(char),
    /// A letter held with Ctrl, as a small letter. `Ctrl-H` never comes: it is [`Key::Backspace`]; nor do
    /// `Ctrl-I`, `Ctrl-J`, `Ctrl-M` and `Ctrl-[`, which are Tab, Enter and Esc.
    Ctrl(char),
    /// A function key, 1 to 12.
    F(u8),
    /// Enter, also from the number pad.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift-Tab.
    BackTab,
    /// Backspace, whether the terminal sends 0x7F or 0x08.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow.
    Up,
    /// Arrow.
    Down,
    /// Arrow.
    Left,
    /// Arrow.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Ctrl with an arrow: a word to the left.
    WordLeft,
    /// Ctrl with an arrow: a word to the right.
    WordRight,
    /// Ctrl-Home.
    CtrlHome,
    /// Ctrl-End.
    CtrlEnd,
    /// Shift with a movement: selects.
    Select(Direction),
}

/// Where a selection grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One letter left.
    Left,
    /// One letter right.
    Right,
    /// To the start of the row.
    Home,
    /// To the end of the row.
    End,
}

impl fmt::Display for Key {
    /// As written in help and footers: `g`, `Ctrl-S`, `F2`, `PgUp`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Char(' ') => out.write_str("Space"),
            Self::Char(c) => write!(out, "{c}"),
            Self::Ctrl(c) => write!(out, "Ctrl-{}", c.to_uppercase()),
            Self::F(number) => write!(out, "F{number}"),
            Self::Enter => out.write_str("Enter"),
            Self::Esc => out.write_str("Esc"),
            Self::Tab => out.write_str("Tab"),
            Self::BackTab => out.write_str("Shift-Tab"),
            Self::Backspace => out.write_str("Backspace"),
            Self::Delete => out.write_str("Del"),
            Self::Up => out.write_str("↑"),
            Self::Down => out.write_str("↓"),
            Self::Left => out.write_str("←"),
            Self::Right => out.write_str("→"),
            Self::Home => out.write_str("Home"),
            Self::End => out.write_str("End"),
            Self::PageUp => out.write_str("PgUp"),
            Self::PageDown => out.write_str("PgDn"),
            Self::WordLeft => out.write_str("Ctrl-←"),
            Self::WordRight => out.write_str("Ctrl-→"),
            Self::CtrlHome => out.write_str("Ctrl-Home"),
            Self::CtrlEnd => out.write_str("Ctrl-End"),
            Self::Select(_) => out.write_str("Shift-↑↓←→"),
        }
    }
}
