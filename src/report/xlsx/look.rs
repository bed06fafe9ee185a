//! How cells look: the fonts and borders that tables of offices have.

use std::collections::HashMap;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::points::Decimal;
use crate::report::xlsx::cell::Cell;
use crate::report::xlsx::sheets::{Column, Look, Sheet, Side};

/// The font of official papers.
const FONT: &str = "Times New Roman";
const SIZE: u16 = 11;
const TITLE_SIZE: u16 = 13;
/// Behind headings, sections and totals; light enough for a photocopy.
const SHADE: u32 = 0x00E7_E6E6;

/// The formats of a sheet.
pub(super) struct Looks {
    /// For lines across all columns.
    across: HashMap<Look, Format>,
    /// For texts in each column.
    texts: HashMap<Look, Vec<Format>>,
    /// For numbers in each column.
    numbers: HashMap<Look, Vec<Format>>,
    plain: Format,
}

impl Looks {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let places = number_format(sheet);
        let texts = |look| -> Vec<Format> {
            let columns = sheet.columns.iter();
            columns.map(|column| cell(look, column)).collect()
        };
        let numbers = |look| {
            let formats = texts(look).into_iter();
            formats
                .map(|format| format.set_num_format(&places))
                .collect()
        };
        Self {
            across: Look::ALL.map(|look| (look, across(look))).into(),
            texts: Look::ALL.map(|look| (look, texts(look))).into(),
            numbers: Look::ALL.map(|look| (look, numbers(look))).into(),
            plain: Format::new(),
        }
    }

    pub(super) fn across(&self, look: Look) -> &Format {
        self.across.get(&look).unwrap_or(&self.plain)
    }

    pub(super) fn cell(&self, look: Look, column: usize, cell: &Cell) -> &Format {
        let formats = match cell {
            Cell::Number(_) => &self.numbers,
            Cell::Text(_) | Cell::Empty => &self.texts,
        };
        formats
            .get(&look)
            .and_then(|formats| formats.get(column))
            .unwrap_or(&self.plain)
    }
}

/// As many decimals as the longest number of the sheet has, so that points stand below each other and none is shown
/// rounded.
fn number_format(sheet: &Sheet) -> String {
    let cells = sheet.lines.iter().flat_map(|line| &line.cells);
    let places = cells.filter_map(|cell| match cell {
        Cell::Number(number) => Some(Decimal::normalize(number).scale()),
        Cell::Empty | Cell::Text(_) => None,
    });
    match places.max().unwrap_or(0) {
        0 => "0".to_owned(),
        places => format!("0.{}", "0".repeat(usize::try_from(places).unwrap_or(0))),
    }
}

fn base(look: Look) -> Format {
    let format = Format::new()
        .set_font_name(FONT)
        .set_font_size(if look == Look::Title {
            TITLE_SIZE
        } else {
            SIZE
        })
        .set_text_wrap();
    match look {
        Look::Office | Look::Title | Look::Heading | Look::Section | Look::Total => {
            format.set_bold()
        }
        Look::Group => format.set_bold().set_italic(),
        Look::Subtitle => format.set_italic(),
        Look::Plain => format,
    }
}

fn across(look: Look) -> Format {
    let side = match look {
        Look::Office => FormatAlign::Left,
        Look::Title
        | Look::Subtitle
        | Look::Heading
        | Look::Section
        | Look::Group
        | Look::Plain
        | Look::Total => FormatAlign::Center,
    };
    base(look).set_align(side).set_align(FormatAlign::Top)
}

fn cell(look: Look, column: &Column) -> Format {
    let format = base(look).set_border(FormatBorder::Thin);
    let shaded = match look {
        Look::Heading | Look::Section | Look::Total => format.set_background_color(SHADE),
        Look::Office | Look::Title | Look::Subtitle | Look::Group | Look::Plain => format,
    };
    let side = match (look, column.side) {
        (Look::Heading, _) | (_, Side::Centre) => FormatAlign::Center,
        (_, Side::Left) => FormatAlign::Left,
    };
    let height = if look == Look::Heading {
        FormatAlign::VerticalCenter
    } else {
        FormatAlign::Top
    };
    shaded.set_align(side).set_align(height)
}
