//! How a letter looks: at most 16 colours and five attributes, and the shortest way to switch from one look to
//! the next.

use std::ffi::OsStr;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What the terminal may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// 16 colours and attributes.
    Sixteen,
    /// Attributes only: `NO_COLOR`.
    Attributes,
    /// Neither: `TERM=dumb`.
    Plain,
}

impl Palette {
    /// Chosen by the values of `NO_COLOR` (any but an empty one counts) and `TERM`.
    pub fn from_environment(no_color: Option<&OsStr>, term: Option<&OsStr>) -> Self {
        if term.is_some_and(|term| term == "dumb") {
            Self::Plain
        } else if no_color.is_some_and(|value| !value.is_empty()) {
            Self::Attributes
        } else {
            Self::Sixteen
        }
    }
}

/// The attributes, each with its place in [`Ink::attributes`], and the code that switches it on and off.
const ATTRIBUTES: [(Modifier, u8, u8, u8); 5] = [
    (Modifier::BOLD, 1, 1, 22),
    (Modifier::DIM, 2, 2, 22),
    (Modifier::ITALIC, 4, 3, 23),
    (Modifier::UNDERLINED, 8, 4, 24),
    (Modifier::REVERSED, 16, 7, 27),
];
const SEEN_ON_BLANKS: u8 = 8 | 16;

/// A look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ink {
    /// The code of the colour; 0 is the terminal's own.
    foreground: u8,
    background: u8,
    attributes: u8,
}

impl Ink {
    /// The terminal's own look.
    pub(super) const PLAIN: Self = Self {
        foreground: 0,
        background: 0,
        attributes: 0,
    };

    /// The look of a cell, as far as the palette goes.
    pub(super) fn of(cell: &Cell, palette: Palette) -> Self {
        let attributes = ATTRIBUTES
            .iter()
            .filter(|(modifier, ..)| cell.modifier.contains(*modifier))
            // Bold comes first and keeps dim out: terminals disagree about both at once.
            .fold(0, |sum, (_, bit, _, off)| match off {
                22 if sum != 0 => sum,
                _ => sum | bit,
            });
        match palette {
            Palette::Sixteen => Self {
                foreground: colour_code(cell.fg),
                background: match colour_code(cell.bg) {
                    0 => 0,
                    code => code + 10,
                },
                attributes,
            },
            Palette::Attributes => Self {
                attributes,
                ..Self::PLAIN
            },
            Palette::Plain => Self::PLAIN,
        }
    }

    /// What of the look can be seen where there is no letter.
    pub(super) const fn without_letter(self) -> Self {
        if self.attributes & SEEN_ON_BLANKS != 0 {
            return self;
        }
        Self {
            background: self.background,
            ..Self::PLAIN
        }
    }

    /// Writes the shortest switch from one look, unknown if none, to this one.
    pub(super) fn switch_from(self, before: Option<Self>, out: &mut Vec<u8>) {
        if before == Some(self) {
            return;
        }
        let afresh = sequence(&self.codes_afresh());
        let shortest = before
            .map(|before| sequence(&self.codes_from(before)))
            .filter(|change| change.len() < afresh.len())
            .unwrap_or(afresh);
        out.extend_from_slice(&shortest);
    }

    fn codes_afresh(self) -> Vec<u8> {
        if self == Self::PLAIN {
            return Vec::new();
        }
        let mut codes = vec![0];
        codes.extend(self.codes_from(Self::PLAIN));
        codes
    }

    fn codes_from(self, before: Self) -> Vec<u8> {
        let mut codes = Vec::new();
        let (off, on) = (
            before.attributes & !self.attributes,
            self.attributes & !before.attributes,
        );
        codes.extend(
            ATTRIBUTES
                .iter()
                .filter(|(_, bit, ..)| off & bit != 0)
                .map(|(.., code)| *code),
        );
        codes.extend(
            ATTRIBUTES
                .iter()
                .filter(|(_, bit, ..)| on & bit != 0)
                .map(|(_, _, code, _)| *code),
        );
        if self.foreground != before.foreground {
            codes.push(if self.foreground == 0 {
                39
            } else {
                self.foreground
            });
        }
        if self.background != before.background {
            codes.push(if self.background == 0 {
                49
            } else {
                self.background
            });
        }
        codes
    }
}

fn sequence(codes: &[u8]) -> Vec<u8> {
    let codes: Vec<String> = codes.iter().map(u8::to_string).collect();
    format!("\x1b[{}m", codes.join(";")).into_bytes()
}

/// The code of a foreground colour. Colours beyond the 16 become the terminal's own: on a projector nobody can
/// tell them apart.
const fn colour_code(colour: Color) -> u8 {
    match colour {
        Color::Black | Color::Indexed(0) => 30,
        Color::Red | Color::Indexed(1) => 31,
        Color::Green | Color::Indexed(2) => 32,
        Color::Yellow | Color::Indexed(3) => 33,
        Color::Blue | Color::Indexed(4) => 34,
        Color::Magenta | Color::Indexed(5) => 35,
        Color::Cyan | Color::Indexed(6) => 36,
        Color::Gray | Color::Indexed(7) => 37,
        Color::DarkGray | Color::Indexed(8) => 90,
        Color::LightRed | Color::Indexed(9) => 91,
        Color::LightGreen | Color::Indexed(10) => 92,
        Color::LightYellow | Color::Indexed(11) => 93,
        Color::LightBlue | Color::Indexed(12) => 94,
        Color::LightMagenta | Color::Indexed(13) => 95,
        Color::LightCyan | Color::Indexed(14) => 96,
        Color::White | Color::Indexed(15) => 97,
        Color::Reset | Color::Indexed(_) | Color::Rgb(..) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ink(style: ratatui::style::Style) -> Ink {
        let mut cell = Cell::default();
        cell.set_style(style);
        Ink::of(&cell, Palette::Sixteen)
    }

    fn switch(before: Option<Ink>, after: Ink) -> String {
        let mut out = Vec::new();
        after.switch_from(before, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_look_is_switched_only_when_it_changes_and_the_short_way() {
        use ratatui::style::Style;
        let bold_red = ink(Style::new().bold().red());
        let dim = ink(Style::new().dim());
        assert_eq!(switch(None, Ink::PLAIN), "\x1b[m");
        assert_eq!(switch(Some(bold_red), bold_red), "");
        assert_eq!(switch(Some(bold_red), Ink::PLAIN), "\x1b[m");
        assert_eq!(switch(Some(Ink::PLAIN), bold_red), "\x1b[1;31m");
        assert_eq!(switch(Some(bold_red), ink(Style::new().bold())), "\x1b[39m");
        assert_eq!(switch(Some(bold_red), ink(Style::new().red())), "\x1b[22m");
        assert_eq!(switch(Some(bold_red), dim), "\x1b[0;2m");
        assert_eq!(
            switch(Some(ink(Style::new().bold().dim())), dim),
            "\x1b[0;2m"
        );
        assert_eq!(
            switch(None, ink(Style::new().on_light_blue())),
            "\x1b[0;104m"
        );
    }

    #[test]
    fn no_color_leaves_attributes_and_a_dumb_terminal_nothing() {
        let palette = |no_color: &str, term: &str| {
            Palette::from_environment(Some(no_color.as_ref()), Some(term.as_ref()))
        };
        assert_eq!(palette("", "xterm"), Palette::Sixteen);
        assert_eq!(palette("1", "xterm"), Palette::Attributes);
        assert_eq!(palette("", "dumb"), Palette::Plain);
        let mut cell = Cell::default();
        cell.set_style(ratatui::style::Style::new().bold().red());
        let mut out = Vec::new();
        Ink::of(&cell, Palette::Attributes).switch_from(None, &mut out);
        assert_eq!(out, b"\x1b[0;1m");
        assert_eq!(Ink::of(&cell, Palette::Plain), Ink::PLAIN);
    }
}
