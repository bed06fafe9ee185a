//! Text with separators to cells, as spreadsheets of this country write it: semicolons, commas or tabs, quotes,
//! a byte order mark, UTF-8 or UTF-16. Which separator it is, the caller decides by what makes sense.

use crate::import::table::cells::{Address, Content, Grid};
use crate::import::table::source::SourceError;

/// The separators there are, the likeliest first: Vietnamese spreadsheets write semicolons, because the comma is
/// their decimal mark.
const SEPARATORS: [char; 3] = [';', '\t', ','];

/// The sheets that a text may be, one for each separator, the likeliest first. A first line `sep=;` leaves one.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Grid>, SourceError> {
    let text = decoded(bytes)?;
    let (told, text) = told_separator(&text);
    let separators = told.map_or(SEPARATORS.to_vec(), |separator| vec![separator]);
    separators
        .into_iter()
        .map(|separator| grid(text, separator, u32::from(told.is_some())))
        .collect()
}

/// The text of a file. Errors: neither UTF-8 nor UTF-16.
fn decoded(bytes: &[u8]) -> Result<String, SourceError> {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks(2).map(|pair| match pair {
            [first, second] => unit([*first, *second]),
            _ => u16::from(b'?'),
        });
        let text: Result<String, _> = char::decode_utf16(units).collect();
        text.map_err(|_| SourceError::Encoding)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        // Without a mark the first character of a table is still plain ASCII or a letter of this country.
        [first, 0, ..] if *first != 0 => wide(bytes, u16::from_le_bytes),
        [0, second, ..] if *second != 0 => wide(bytes, u16::from_be_bytes),
        bytes => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<String, SourceError> {
    let text = std::str::from_utf8(bytes).map_err(|_| SourceError::Encoding)?;
    Ok(text.to_owned())
}

/// Excel's own first line that names the separator.
fn told_separator(text: &str) -> (Option<char>, &str) {
    let told = SEPARATORS.into_iter().find_map(|separator| {
        let rest = text.strip_prefix("sep=")?.strip_prefix(separator)?;
        let rest = rest.strip_prefix('\r').unwrap_or(rest);
        Some((separator, rest.strip_prefix('\n').unwrap_or(rest)))
    });
    told.map_or((None, text), |(separator, rest)| (Some(separator), rest))
}

/// What is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// A cell without quotes, or one whose quotes were closed.
    Plain,
    /// A cell in quotes.
    Quotes,
}

fn grid(text: &str, separator: char, first_row: u32) -> Result<Grid, SourceError> {
    let mut grid = Grid::default();
    let mut at = Address::new(first_row, 0);
    let mut cell = String::new();
    let mut within = Within::Plain;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match (within, c) {
            (Within::Quotes, '"') if rest.next_if_eq(&'"').is_some() => cell.push('"'),
            (Within::Quotes, '"') => within = Within::Plain,
            (Within::Plain, '"') if cell.trim().is_empty() => {
                cell.clear();
                within = Within::Quotes;
            }
            (Within::Plain, c) if c == separator => {
                put(&mut grid, at, &mut cell)?;
                at.column = at.column.saturating_add(1);
            }
            (Within::Plain, '\r' | '\n') => {
                if c == '\r' {
                    rest.next_if_eq(&'\n');
                }
                put(&mut grid, at, &mut cell)?;
                at = Address::new(at.row.saturating_add(1), 0);
            }
            (Within::Quotes | Within::Plain, c) => cell.push(c),
        }
    }
    put(&mut grid, at, &mut cell)?;
    Ok(grid)
}

fn put(grid: &mut Grid, at: Address, cell: &mut String) -> Result<(), SourceError> {
    if let Some(content) = Content::text(cell) {
        grid.put(at, content).map_err(|_| SourceError::TooLarge)?;
    }
    cell.clear();
    Ok(())
}
