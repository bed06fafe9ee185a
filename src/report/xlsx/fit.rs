//! Cuts rows to what a spreadsheet can hold and show: a cell takes 32,767 UTF-16 units, and a row is at most 409
//! points high, beyond which text is neither shown nor printed. What is longer goes on in further rows, cut at ends of
//! lines where the text has any, else between words; the cells below each other are the whole text. Heights are set
//! here, because merged cells never find their own and not every program finds those of wrapped text.

use crate::report::xlsx::cell::Cell;
use crate::report::xlsx::sheets::{Line, Look, Sheet};
use crate::text::wrap_line;

/// UTF-16 units in a cell.
const MOST_UNITS: usize = 32_767;
/// Points of a row, with a little room above and below the text.
const MOST_HEIGHT: u16 = 405;
const ROOM: u16 = 4;
/// One line in so many is kept spare.
const SPARE: usize = 9;

/// A row as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fitted {
    pub(super) look: Look,
    pub(super) cells: Vec<Cell>,
    /// Points.
    pub(super) height: u16,
}

/// A sheet as it is written: the title, the headings, the rows.
pub(super) struct Fit {
    pub(super) title: Vec<Fitted>,
    pub(super) headings: Fitted,
    pub(super) rows: Vec<Fitted>,
}

pub(super) fn fit(sheet: &Sheet) -> Fit {
    let widths: Vec<u16> = sheet.columns.iter().map(|column| column.width).collect();
    let across = [widths.iter().sum()];
    let headings = sheet
        .columns
        .iter()
        .map(|column| Cell::text(column.heading));
    let cells: Vec<Cell> = headings.collect();
    let each = |lines: &[Line], widths: &[u16]| {
        let rows = lines.iter().flat_map(|line| rows(line, widths));
        rows.collect::<Vec<_>>()
    };
    Fit {
        title: each(&sheet.title, &across),
        headings: Fitted {
            look: Look::Heading,
            height: height(Look::Heading, headings_lines(&cells, &widths)),
            cells,
        },
        rows: each(&sheet.lines, &widths),
    }
}

fn headings_lines(cells: &[Cell], widths: &[u16]) -> usize {
    let lines = cells.iter().zip(widths).map(|(cell, width)| {
        let pieces = pieces(cell, Look::Heading, *width);
        pieces.iter().map(|piece| piece.lines).sum()
    });
    lines.max().unwrap_or(1)
}

/// Points from one line of text to the next, in the font of the look.
const fn leading(look: Look) -> u16 {
    match look {
        Look::Title => 17,
        Look::Office
        | Look::Subtitle
        | Look::Heading
        | Look::Section
        | Look::Group
        | Look::Plain
        | Look::Total => 14,
    }
}

/// The height of a row of text, with a spare line below many: where a line breaks is only estimated.
fn height(look: Look, lines: usize) -> u16 {
    let lines = u16::try_from(lines.max(1) + lines / SPARE).unwrap_or(u16::MAX);
    leading(look).saturating_mul(lines).saturating_add(ROOM)
}

/// A column's unit, a digit of the default font, in hundredths of a point of our font's size.
const UNIT: usize = 48;
/// The same of our letters on the average of Vietnamese text, and what digits and capitals take beyond that.
const LETTER: usize = 37;
const DIGIT_MORE: usize = 10;
const CAPITAL_MORE: usize = 28;

/// Columns of this text that a width surely holds.
fn columns(look: Look, text: &str, width: u16) -> usize {
    let (mut letters, mut wide) = (0_usize, 0_usize);
    for c in text.chars() {
        letters += 1;
        if c.is_uppercase() {
            wide += CAPITAL_MORE;
        } else if c.is_ascii_digit() {
            wide += DIGIT_MORE;
        }
    }
    let letters = letters.max(1);
    let bold = match look {
        Look::Office | Look::Title | Look::Heading | Look::Section | Look::Group | Look::Total => 9,
        Look::Subtitle | Look::Plain => 10,
    };
    // The title's font is larger by the same measure as its line.
    let size = if look == Look::Title { 8 } else { 10 };
    let unit = UNIT * usize::from(width) * letters / (LETTER * letters + wide);
    (unit * bold * size / 100).max(1)
}

/// A line of cells in as many rows as its longest cell needs.
fn rows(line: &Line, widths: &[u16]) -> Vec<Fitted> {
    let cells = line.cells.iter().zip(widths);
    let mut cells: Vec<_> = cells
        .map(|(cell, width)| pieces(cell, line.look, *width).into_iter())
        .collect();
    let count = cells.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
    let rows = (0..count).map(|_| {
        let row: Vec<Option<Piece>> = cells.iter_mut().map(Iterator::next).collect();
        let lines = row.iter().flatten().map(|piece| piece.lines).max();
        Fitted {
            look: line.look,
            height: height(line.look, lines.unwrap_or(1)),
            cells: row
                .into_iter()
                .map(|piece| piece.map_or(Cell::Empty, |piece| piece.cell))
                .collect(),
        }
    });
    rows.collect()
}

/// What of a cell stands in one row.
struct Piece {
    cell: Cell,
    /// Lines of wrapped text.
    lines: usize,
}

fn pieces(cell: &Cell, look: Look, width: u16) -> Vec<Piece> {
    let Cell::Text(text) = cell else {
        return vec![Piece {
            cell: cell.clone(),
            lines: 1,
        }];
    };
    let most_lines = usize::from(MOST_HEIGHT / leading(look)) * SPARE / (SPARE + 1);
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut units = 0;
    let mut lines = 0;
    for (part, begins_line) in parts(text, columns(look, text, width)) {
        let mark = usize::from(begins_line && lines > 0);
        let more = part.encode_utf16().count();
        if lines == most_lines || units + mark + more > MOST_UNITS {
            pieces.push(Piece {
                cell: Cell::text(&piece),
                lines,
            });
            piece.clear();
            (units, lines) = (0, 0);
        } else if mark == 1 {
            piece.push('\n');
            units += mark;
        }
        piece.push_str(part);
        units += more;
        lines += 1;
    }
    pieces.push(Piece {
        cell: Cell::text(&piece),
        lines,
    });
    pieces
}

/// A text in the rows that it wraps to, and whether each begins a line of its own. No row is too much for a cell,
/// whatever its letters are made of.
fn parts(text: &str, columns: usize) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    for line in text.split('\n') {
        let rows = wrap_line(line, columns);
        let rows = rows.into_iter().filter_map(|row| line.get(row));
        let cut = rows.flat_map(within_a_cell);
        for (place, part) in cut.enumerate() {
            parts.push((part, place == 0));
        }
    }
    parts
}

fn within_a_cell(row: &str) -> Vec<&str> {
    let mut cut = Vec::new();
    let mut rest = row;
    while let Some((part, after)) = first_cell(rest) {
        cut.push(part);
        rest = after;
    }
    cut.push(rest);
    cut
}

/// As much as a cell takes, and what goes on in the next; none when it takes all.
fn first_cell(text: &str) -> Option<(&str, &str)> {
    let mut units = 0;
    let (beyond, _) = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > MOST_UNITS
    })?;
    text.split_at_checked(beyond)
}
