//! A sheet as cells with addresses, whatever file it came from. Only cells that hold something are kept, so that a
//! sheet that claims a million rows costs what is in it.

use std::collections::BTreeMap;
use std::fmt;

use crate::points::{Decimal, print_plain};
use crate::text;

/// Most cells with something in them that are read: far above the table of any decision.
pub const MOST_CELLS: usize = 100_000;
/// Most bytes of text that are read from all cells together.
pub const MOST_TEXT: usize = 16 * 1024 * 1024;
/// Most merged regions that are read.
pub const MOST_REGIONS: usize = 5_000;

/// Where a cell stands, row and column from zero; printed as spreadsheets do, `B7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// From zero.
    pub row: u32,
    /// From zero.
    pub column: u32,
}

impl Address {
    /// The cell of a row and a column, both from zero.
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{}{}",
            column_name(self.column),
            u64::from(self.row) + 1
        )
    }
}

/// `A` for column 0, `AA` for 26.
pub fn column_name(column: u32) -> String {
    let mut rest = u64::from(column) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Clean text that is not blank; may have several lines.
    Text(String),
    /// A number, as exact as it was stored.
    Number(Decimal),
    /// A date: what spreadsheets make of a code such as `1.2` when they are not told that it is text.
    Date,
    /// A formula without its result.
    Uncalculated,
    /// A formula that went wrong, such as `#REF!`.
    Error(String),
}

impl Content {
    /// Text, cleaned; `None` when nothing visible is in it.
    pub fn text(raw: &str) -> Option<Self> {
        let clean = text::visible(raw);
        let trimmed = clean.trim();
        (!trimmed.is_empty()).then(|| Self::Text(trimmed.to_owned()))
    }

    /// What is read in the cell; nothing for what could not be made out.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => print_plain(*number),
            Self::Date | Self::Uncalculated | Self::Error(_) => String::new(),
        }
    }
}

/// Cells that were made one; what is in them stands in the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Upper left.
    pub first: Address,
    /// Lower right.
    pub last: Address,
}

impl Region {
    fn contains(&self, at: Address) -> bool {
        (self.first.row..=self.last.row).contains(&at.row)
            && (self.first.column..=self.last.column).contains(&at.column)
    }
}

/// More was handed over than a table of criteria holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMuch;

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    cells: BTreeMap<Address, Content>,
    regions: Vec<Region>,
    text: usize,
}

impl Grid {
    /// Puts something into a cell. Errors: there is too much in the sheet.
    pub fn put(&mut self, at: Address, content: Content) -> Result<(), TooMuch> {
        if let Content::Text(text) = &content {
            self.text += text.len();
        }
        if self.cells.len() >= MOST_CELLS || self.text > MOST_TEXT {
            return Err(TooMuch);
        }
        self.cells.insert(at, content);
        Ok(())
    }

    /// Makes cells one. Errors: there are too many such regions.
    pub fn merge(&mut self, region: Region) -> Result<(), TooMuch> {
        if self.regions.len() >= MOST_REGIONS {
            return Err(TooMuch);
        }
        self.regions.push(region);
        Ok(())
    }

    /// What stands in a cell itself.
    pub fn get(&self, at: Address) -> Option<&Content> {
        self.cells.get(&at)
    }

    /// What is seen at a cell: its own content, or that of the merged cells it belongs to.
    pub fn seen(&self, at: Address) -> Option<&Content> {
        self.get(at)
            .or_else(|| self.get(self.region(at).map(|region| region.first)?))
    }

    /// The merged cells that a cell belongs to.
    pub fn region(&self, at: Address) -> Option<&Region> {
        self.regions.iter().find(|region| region.contains(at))
    }

    /// The rows that hold something, from the top.
    pub fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|at| at.row).collect();
        rows.dedup();
        rows
    }

    /// The cells of a row that hold something, from the left.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (Address, &Content)> {
        let range = Address::new(row, 0)..=Address::new(row, u32::MAX);
        self.cells.range(range).map(|(at, content)| (*at, content))
    }

    /// How many cells hold something.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether nothing is in the sheet.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_print_as_spreadsheets_do() {
        let shown = [
            (0, 0),
            (6, 1),
            (0, 25),
            (0, 26),
            (9, 701),
            (0, 702),
            (u32::MAX, 16_383),
        ]
        .map(|(row, column)| Address::new(row, column).to_string());
        assert_eq!(
            shown,
            ["A1", "B7", "Z1", "AA1", "ZZ10", "AAA1", "XFD4294967296"]
        );
    }

    #[test]
    fn merged_cells_are_seen_everywhere_and_stand_once() {
        let mut grid = Grid::default();
        grid.put(Address::new(0, 0), Content::Date).unwrap();
        grid.merge(Region {
            first: Address::new(0, 0),
            last: Address::new(2, 1),
        })
        .unwrap();
        assert_eq!(grid.get(Address::new(2, 1)), None);
        assert_eq!(grid.seen(Address::new(2, 1)), Some(&Content::Date));
        assert_eq!(grid.seen(Address::new(3, 1)), None);
    }

    #[test]
    fn a_sheet_of_a_million_rows_is_refused() {
        let mut grid = Grid::default();
        let refused =
            (0..1_000_000).find(|row| grid.put(Address::new(*row, 0), Content::Date).is_err());
        assert_eq!(refused, Some(100_000));
    }
}
