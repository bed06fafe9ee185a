//! What is said of an import, line by line: what was understood, guessed and not understood, with the cell it is about.

use crate::import::table::cells::Address;
use crate::lang::Lang;
use crate::points::{Decimal, DecimalMark, print};
use crate::say;

/// How sure a line of the report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Read as it is written.
    Understood,
    /// Taken for something that it may not be.
    Guessed,
    /// Not read, or not kept; somebody must look.
    NotUnderstood,
}

impl Standing {
    /// Every one, in the order of the report.
    pub const ALL: [Self; 3] = [Self::Understood, Self::Guessed, Self::NotUnderstood];

    /// The heading of its lines.
    pub fn heading(self, lang: Lang) -> &'static str {
        match self {
            Self::Understood => lang.pick("Đã hiểu", "Understood"),
            Self::Guessed => lang.pick("Đã đoán, cần xem lại", "Guessed, to be looked at"),
            Self::NotUnderstood => lang.pick("Chưa hiểu, phải sửa", "Not understood, to be mended"),
        }
    }
}

/// A line of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The cell.
    pub at: Address,
    /// How sure it is.
    pub standing: Standing,
    vi: String,
    en: String,
}

impl Remark {
    pub(super) fn new(standing: Standing, at: Address, say: impl Fn(Lang) -> String) -> Self {
        Self {
            at,
            standing,
            vi: say(Lang::Vi),
            en: say(Lang::En),
        }
    }

    pub(super) fn understood(at: Address, say: impl Fn(Lang) -> String) -> Self {
        Self::new(Standing::Understood, at, say)
    }

    pub(super) fn guessed(at: Address, say: impl Fn(Lang) -> String) -> Self {
        Self::new(Standing::Guessed, at, say)
    }

    pub(super) fn unclear(at: Address, say: impl Fn(Lang) -> String) -> Self {
        Self::new(Standing::NotUnderstood, at, say)
    }

    /// What was found, and what to do about it.
    pub fn message(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }

    /// The line as it is printed.
    pub fn line(&self, lang: Lang) -> String {
        say!(lang, "{}: {}", "{}: {}", self.at, self.message(lang))
    }
}

/// A number as a language writes it.
pub(super) fn shown(number: Decimal, lang: Lang) -> String {
    let mark = match lang {
        Lang::Vi => DecimalMark::Comma,
        Lang::En => DecimalMark::Point,
    };
    print(number, mark)
}

/// Text of a cell, short enough for a line of the report.
pub(super) fn quoted(text: &str) -> String {
    const COLUMNS: usize = 60;
    format!("“{}”", crate::text::fit(&text.replace('\n', " "), COLUMNS))
}
