//! An XLSX file to cells. What it unpacks to is measured first, and cells are read one by one: neither a small file
//! that unpacks to gigabytes nor a cell in the last row of a sheet costs memory.

mod references;

use std::io::{self, Cursor};
use std::panic;

use calamine::{DataRef, Reader, Sheet as Listed, SheetType, SheetVisible, Xlsx};
use zip::ZipArchive;

use crate::import::table::cells::{Address, Content, Grid, Region};
use crate::import::table::header;
use crate::import::table::source::{Sheet, SourceError};
use crate::points::{self, Decimal};

/// Most bytes that all parts together unpack to. Parts that are read as a whole are a fraction of it.
const MOST_UNPACKED: u64 = 128 * 1024 * 1024;
/// Most parts of a file.
const MOST_PARTS: usize = 10_000;
/// How the old binary formats begin, and files with a password.
const OLD: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads the sheet asked for, else the first visible one that holds a table of criteria.
pub(super) fn read(bytes: &[u8], asked: Option<&str>) -> Result<Sheet, SourceError> {
    if bytes.starts_with(&OLD) {
        return Err(SourceError::OldFormat);
    }
    measured(bytes)?;
    // The reader of spreadsheets is another's: where it gives up on a damaged file in a way of its own, the file is broken.
    panic::catch_unwind(|| table_in(bytes, asked)).unwrap_or(Err(SourceError::Broken))
}

fn table_in(bytes: &[u8], asked: Option<&str>) -> Result<Sheet, SourceError> {
    let mut book = Book::new(Cursor::new(bytes)).map_err(|_| SourceError::Broken)?;
    for name in names(&book, asked)? {
        let grid = grid(&mut book, &name)?;
        if header::find(&grid).is_some() {
            let name = Some(name);
            return Ok(Sheet { name, grid });
        }
    }
    Err(SourceError::NoTable)
}

/// Unpacks everything once into nothing: the sizes that a file states for itself may be lies, and so may its cells.
fn measured(bytes: &[u8]) -> Result<(), SourceError> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| SourceError::Broken)?;
    if package.len() > MOST_PARTS {
        return Err(SourceError::TooLarge);
    }
    let mut left = MOST_UNPACKED;
    for index in 0..package.len() {
        let part = package.by_index(index).map_err(|_| SourceError::Broken)?;
        let mut part = io::Read::take(part, left + 1);
        references::check(&mut part).map_err(|_| SourceError::Broken)?;
        io::copy(&mut part, &mut io::sink()).map_err(|_| SourceError::Broken)?;
        left = part.limit().checked_sub(1).ok_or(SourceError::TooLarge)?;
    }
    Ok(())
}

fn names(book: &Book<'_>, asked: Option<&str>) -> Result<Vec<String>, SourceError> {
    let tables = book.sheets_metadata().iter();
    let tables = tables.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let Some(asked) = asked else {
        let visible = tables.filter(|sheet: &&Listed| sheet.visible == SheetVisible::Visible);
        return Ok(visible.map(|sheet| sheet.name.clone()).collect());
    };
    let known: Vec<String> = tables.map(|sheet| sheet.name.clone()).collect();
    let same = |name: &&String| crate::text::fold(name.trim()) == crate::text::fold(asked.trim());
    match known.iter().find(same) {
        Some(name) => Ok(vec![name.clone()]),
        None => Err(SourceError::NoSheet(asked.to_owned(), known)),
    }
}

fn grid(book: &mut Book<'_>, name: &str) -> Result<Grid, SourceError> {
    let mut grid = Grid::default();
    let regions = book.merge_cells_by_sheet_name(name);
    for region in regions.map_err(|_| SourceError::Broken)? {
        let region = Region {
            first: Address::new(region.start.0, region.start.1),
            last: Address::new(region.end.0, region.end.1),
        };
        grid.merge(region).map_err(|_| SourceError::TooLarge)?;
    }
    let cells = book.worksheet_cells_reader(name);
    let mut cells = cells.map_err(|_| SourceError::Broken)?;
    loop {
        let cell = cells.next_cell_with_formula_metadata();
        let Some(cell) = cell.map_err(|_| SourceError::Broken)? else {
            return Ok(grid);
        };
        let at = Address::new(cell.pos.0, cell.pos.1);
        let found = content(&cell.value).or(cell.formula.map(|_| Content::Uncalculated));
        if let Some(found) = found {
            grid.put(at, found).map_err(|_| SourceError::TooLarge)?;
        }
    }
}

fn content(value: &DataRef<'_>) -> Option<Content> {
    match value {
        DataRef::Empty => None,
        DataRef::String(text) => Content::text(text),
        DataRef::SharedString(text) => Content::text(text),
        DataRef::Int(number) => Some(Content::Number(Decimal::from(*number))),
        // The shortest digits that mean this number, without an exponent: 98.75 is 98.75.
        DataRef::Float(number) => Some(number_or_text(&number.to_string())),
        DataRef::Bool(answer) => Content::text(if *answer { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => {
            Some(Content::Date)
        }
        DataRef::Error(error) => Some(Content::Error(error.to_string())),
    }
}

/// A stored number has up to 17 digits behind many zeros; points never have more than twelve places.
fn number_or_text(digits: &str) -> Content {
    let shortened = digits.split_once('.').map(|(whole, decimals)| {
        let decimals: String = decimals.chars().take(20).collect();
        format!("{whole}.{decimals}")
    });
    points::plain(shortened.as_deref().unwrap_or(digits))
        .map_or_else(|| Content::Text(digits.to_owned()), Content::Number)
}
