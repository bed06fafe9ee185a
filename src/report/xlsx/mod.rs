//! The tables as an Excel workbook for A4 landscape: scores, explanations, register of documents, findings. Every
//! number is a value that we computed, since formulas show nothing before a program computes them; every text is
//! written as text, so that nothing somebody typed can become a formula. The same tables are the same file to the
//! byte, and nobody's name is in its properties.

mod cell;
mod fit;
mod look;
mod sheets;

use std::io::{self, Cursor};

use calamine::{Reader, Xlsx};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, IgnoreError, Workbook, Worksheet, XlsxError};

use crate::report::table::{Head, Table};

use cell::{Cell, float};
use fit::{Fit, Fitted, fit};
use look::Looks;
use sheets::{SCORE, SUMMARY, Sheet, sheets};

/// Number of the paper size in the format.
const A4: u8 = 9;
/// Longer names would not fit into the 255 characters that a footer may have.
const MOST_OF_NAME: usize = 100;

/// The whole file.
///
/// # Errors
///
/// When there is more than a spreadsheet can hold, a million rows for instance.
pub fn print(table: &Table) -> io::Result<Vec<u8>> {
    written(table).map_err(io::Error::other)
}

fn written(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(&table.head)?);
    for sheet in sheets(table) {
        write(book.add_worksheet(), &sheet, &table.head)?;
    }
    book.save_to_buffer()
}

/// What the file is, and nobody's name. The time of printing would make two prints of one table differ.
fn properties(head: &Head) -> Result<DocProperties, XlsxError> {
    let title = format!("Bảng điểm năm {}", head.year);
    let no_time = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new()
        .set_title(title)
        .set_creation_datetime(&no_time))
}

fn write(page: &mut Worksheet, sheet: &Sheet, head: &Head) -> Result<(), XlsxError> {
    let fit = fit(sheet);
    page.set_name(sheet.name)?;
    for (place, column) in (0_u16..).zip(sheet.columns) {
        page.set_column_width(place, column.width)?;
    }
    let looks = Looks::of(sheet);
    let last = u16::try_from(sheet.columns.len()).unwrap_or(1) - 1;
    let mut row = 0;
    for line in &fit.title {
        page.set_row_height(row, line.height)?;
        if let Some(Cell::Text(text)) = line.cells.first() {
            page.merge_range(row, 0, row, last, text, looks.across(line.look))?;
        }
        row += 1;
    }
    // A blank row between title and table.
    row += 1;
    set_up(page, head, row)?;
    for line in [&fit.headings].into_iter().chain(&fit.rows) {
        write_row(page, row, line, &looks)?;
        row += 1;
    }
    page.ignore_error_range(0, 0, row, last, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

fn write_row(
    page: &mut Worksheet,
    row: u32,
    line: &Fitted,
    looks: &Looks,
) -> Result<(), XlsxError> {
    page.set_row_height(row, line.height)?;
    for (place, cell) in (0_u16..).zip(&line.cells) {
        let format = looks.cell(line.look, usize::from(place), cell);
        match cell {
            Cell::Empty => page.write_blank(row, place, format)?,
            Cell::Text(text) => page.write_string_with_format(row, place, text, format)?,
            Cell::Number(number) => {
                // A number cell is made only of what a float holds exactly.
                let number = float(*number).unwrap_or_default();
                page.write_number_with_format(row, place, number, format)?
            }
        };
    }
    Ok(())
}

/// The printed page: A4 landscape, one page wide, as many high as it takes, headings on each.
fn set_up(page: &mut Worksheet, head: &Head, headings: u32) -> Result<(), XlsxError> {
    // Inches: left, right, top, bottom, header, footer.
    page.set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_margins(0.6, 0.6, 0.7, 0.7, 0.3, 0.3)
        .set_footer(footer(head))
        .set_repeat_rows(headings, headings)?
        .set_freeze_panes(headings + 1, 0)?;
    Ok(())
}

/// Whose and which year's sheet it is, and the page. `&` begins a code of the format.
fn footer(head: &Head) -> String {
    let font = "&\"Times New Roman,Regular\"&10 ";
    let name: String = head.unit.chars().take(MOST_OF_NAME).collect();
    let name = name.replace('&', "&&");
    format!(
        "&L{font}{name}, năm {}&C{font}&A&R{font}Trang &P/&N",
        head.year
    )
}

/// Whether a printed file, opened by a reader of spreadsheets, holds every cell of the tables, and the points of every
/// section, group and criterion, the total and the percent stand in their column.
pub fn is_whole(table: &Table, printed: &[u8]) -> bool {
    let Some(read) = read(printed) else {
        return false;
    };
    let sheets = sheets(table);
    read.len() == sheets.len()
        && sheets.iter().zip(&read).all(|(sheet, (name, rows))| {
            let fit = fit(sheet);
            name == sheet.name && same(&expected(&fit), rows)
        })
        && scores(&read) == Some(expected_scores(table))
}

/// The rows of a sheet as they must come back.
fn expected<'a>(fit: &'a Fit) -> Vec<&'a [Cell]> {
    let cells = |rows: &'a [Fitted]| rows.iter().map(|row| row.cells.as_slice());
    let headings = [[].as_slice(), &fit.headings.cells];
    let above = cells(&fit.title).chain(headings);
    above.chain(cells(&fit.rows)).collect()
}

/// Whether rows hold the same cells; empty ones at an end are no cells.
fn same(expected: &[&[Cell]], read: &[Vec<Cell>]) -> bool {
    let blank = Cell::Empty;
    let rows = expected.len().max(read.len());
    (0..rows).all(|row| {
        let one = expected.get(row).copied().unwrap_or_default();
        let other = read.get(row).map(Vec::as_slice).unwrap_or_default();
        let width = one.len().max(other.len());
        (0..width).all(|at| one.get(at).unwrap_or(&blank) == other.get(at).unwrap_or(&blank))
    })
}

type Read = Vec<(String, Vec<Vec<Cell>>)>;

/// The names and cells of all sheets, from the first cell on; none when the file does not open.
fn read(printed: &[u8]) -> Option<Read> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(printed)).ok()?;
    let names = book.sheet_names();
    let sheets = names.into_iter().map(|name| {
        let range = book.worksheet_range(&name).ok()?;
        let (last_row, last_column) = range.end().unwrap_or_default();
        let row = |row| {
            let cells = (0..=last_column).map(|column| {
                range
                    .get_value((row, column))
                    .map_or(Some(Cell::Empty), Cell::read)
            });
            cells.collect::<Option<Vec<Cell>>>()
        };
        Some((name, (0..=last_row).map(row).collect::<Option<Vec<_>>>()?))
    });
    sheets.collect()
}

/// The numbers in the column of the points reached.
fn scores(read: &Read) -> Option<Vec<Cell>> {
    let (_, rows) = read.iter().find(|(name, _)| name == SUMMARY)?;
    let scores = rows.iter().filter_map(|row| row.get(SCORE));
    let numbers = scores.filter(|cell| matches!(cell, Cell::Number(_)));
    Some(numbers.cloned().collect())
}

fn expected_scores(table: &Table) -> Vec<Cell> {
    let rows = table.rows.iter().filter_map(|row| row.score);
    let all = rows.chain([table.total.score]).chain(table.total.percent);
    let cells = all.map(Cell::number);
    cells
        .filter(|cell| matches!(cell, Cell::Number(_)))
        .collect()
}
