//! The decision that a table belongs to, as it stands above it: `(Kèm theo Quyết định số 707/QĐ-UBND ngày 10/7/2020 của
//! UBND tỉnh Kon Tum)`.

use crate::criteria::set::Decision;
use crate::import::table::cells::{Address, Content, Grid};
use crate::import::table::header::{self, Header};
use crate::text;
use crate::workbook::dates;

/// What is said of the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) at: Address,
    pub(super) decision: Decision,
    pub(super) issuer: Option<String>,
}

/// The first decision that is named above the header with its number.
pub(super) fn above(grid: &Grid, header: &Header) -> Option<Stated> {
    let rows = grid
        .rows()
        .into_iter()
        .take_while(|row| *row < header.first);
    let mut cells = rows.flat_map(|row| grid.row(row));
    cells.find_map(|(at, content)| match content {
        Content::Text(text) => read(text).map(|(decision, issuer)| Stated {
            at,
            decision,
            issuer,
        }),
        Content::Number(_) | Content::Date | Content::Uncalculated | Content::Error(_) => None,
    })
}

fn read(text: &str) -> Option<(Decision, Option<String>)> {
    let line = text::clean_line(text);
    if !header::words(&line).contains(" quyet dinh ") {
        return None;
    }
    let number = line
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| "(),.;:".contains(c)))
        .find(|word| is_number(word))?;
    let (_, rest) = line.split_once(number)?;
    let rest = rest.trim_end_matches(|c: char| c.is_whitespace() || ").".contains(c));
    let (dated, issuer) = match rest.split_once(" của ") {
        Some((dated, issuer)) => (dated, Some(issuer.trim().to_owned())),
        None => (rest, None),
    };
    let dated = dated.trim_matches(|c: char| c.is_whitespace() || ",;".contains(c));
    Some((
        Decision {
            number: number.to_owned(),
            date: dates::typed_date(dated),
        },
        issuer.filter(|issuer| !issuer.is_empty()),
    ))
}

/// `707/QĐ-UBND`, `12/2024/QĐ-UBND`: numbers, strokes, letters. A date has no letters.
fn is_number(word: &str) -> bool {
    let parts: Vec<&str> = word.split('/').collect();
    let is_digits = |part: &&str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    match parts.as_slice() {
        [numbers @ .., symbol] => {
            matches!(numbers.len(), 1 | 2)
                && numbers.iter().all(is_digits)
                && symbol.starts_with(char::is_alphabetic)
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_date_and_issuer_of_a_decision_are_read() {
        let told = |text: &str| {
            let (decision, issuer) = read(text)?;
            Some(format!(
                "{} | {} | {}",
                decision.number,
                decision.date.unwrap_or_default(),
                issuer.unwrap_or_default()
            ))
        };
        assert_eq!(
            told("(Kèm theo Quyết định số 707/QĐ-UBND ngày 10/7/2020 của UBND tỉnh Kon Tum)")
                .as_deref(),
            Some("707/QĐ-UBND | 2020-07-10 | UBND tỉnh Kon Tum")
        );
        assert_eq!(
            told("Ban hành kèm theo Quyết định số: 12/2024/QĐ-UBND, ngày 8 tháng 2 năm 2024")
                .as_deref(),
            Some("12/2024/QĐ-UBND | 2024-02-08 | ")
        );
        assert_eq!(
            told("Quyết định 1149/QĐ-BNV").as_deref(),
            Some("1149/QĐ-BNV |  | ")
        );
        assert_eq!(told("Kế hoạch 13/KH-UBND"), None, "no decision");
        assert_eq!(
            told("Quyết định số        /QĐ-UBND ngày     /    /2024"),
            None
        );
    }
}
