//! What stands in a cell. A spreadsheet keeps numbers as binary floats of which it shows fifteen digits; a number
//! that would not come back exactly is written as text.

use calamine::Data;

use crate::points::{Decimal, plain, print_plain};

/// Digits that spreadsheets keep.
const MOST_DIGITS: usize = 15;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Empty,
    /// Never empty, never a formula.
    Text(String),
    /// A number that comes back exactly.
    Number(Decimal),
}

impl Cell {
    pub(super) fn text(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.to_owned())
        }
    }

    pub(super) fn number(number: Decimal) -> Self {
        if float(number).is_some() {
            Self::Number(number.normalize())
        } else {
            Self::Text(print_plain(number))
        }
    }

    /// What a reader of spreadsheets found; none for what is never written.
    pub(super) fn read(data: &Data) -> Option<Self> {
        match data {
            Data::Empty => Some(Self::Empty),
            Data::String(text) => Some(Self::text(text)),
            Data::Float(number) => Some(Self::Number(exact(*number)?)),
            Data::Int(number) => Some(Self::Number(Decimal::from(*number))),
            _ => None,
        }
    }
}

/// A decimal as the float that comes back as the same decimal.
pub(super) fn float(number: Decimal) -> Option<f64> {
    let printed = print_plain(number);
    let digits = printed.bytes().filter(u8::is_ascii_digit).count();
    let float: f64 = printed.parse().ok()?;
    (digits <= MOST_DIGITS && exact(float) == Some(number.normalize())).then_some(float)
}

/// The shortest decimal that is this float.
fn exact(float: f64) -> Option<Decimal> {
    plain(&float.to_string()).map(|number| number.normalize())
}
