//! Whether the cells that a part names are cells that a sheet can have. The reader of spreadsheets counts with whatever
//! stands there, and counting past its numbers ends the program.

use std::io::{self, BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::Event;

/// Most letters of a column: two more than `XFD`.
const MOST_LETTERS: usize = 5;
/// Most digits of a row: two more than 1048576.
const MOST_DIGITS: usize = 9;

/// Reads a part as far as it is XML. Errors: it names a cell that no sheet has.
pub(super) fn check(part: impl Read) -> io::Result<()> {
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                for attribute in element.attributes().with_checks(false).flatten() {
                    let is_reference = matches!(attribute.key.as_ref(), "r" | "ref");
                    if is_reference && !is_countable(&attribute.value) {
                        return Err(io::ErrorKind::InvalidData.into());
                    }
                }
            }
            // What is wrong with the rest is found by whoever reads it.
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
    }
}

/// `B7`, `7` or `A1:C7`: short enough to be counted, the end not before the beginning.
fn is_countable(reference: &str) -> bool {
    let cells: Option<Vec<_>> = reference.split(':').map(parts).collect();
    cells.is_some_and(|cells| match cells.as_slice() {
        [(first_letters, first_digits), (last_letters, last_digits)] => {
            order(first_letters) <= order(last_letters) && order(first_digits) <= order(last_digits)
        }
        _ => true,
    })
}

/// Numbers written in digits or letters compare by length first, once zeros before them are gone.
fn order(written: &str) -> (usize, String) {
    (written.len(), written.to_ascii_uppercase())
}

/// Letters and digits of a cell; anything after them is refused by the reader itself.
fn parts(cell: &str) -> Option<(&str, &str)> {
    let at = cell.find(|c: char| !c.is_ascii_alphabetic());
    let (letters, rest) = cell.split_at(at.unwrap_or(cell.len()));
    let end = rest.find(|c: char| !c.is_ascii_digit());
    let (digits, _) = rest.split_at(end.unwrap_or(rest.len()));
    let bare = digits.trim_start_matches('0');
    (letters.len() <= MOST_LETTERS && digits.len() <= MOST_DIGITS).then_some((letters, bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_can_be_counted() {
        for reference in [
            "A1",
            "XFD1048576",
            "7",
            "A1:C7",
            "a1:B2",
            "",
            "Z1:AA1",
            "A9:A10",
        ] {
            assert!(is_countable(reference), "{reference}");
        }
        for reference in [
            "ABCDEF1",
            "A9999999999",
            "B2:A3",
            "A3:B2",
            "AA1:Z1",
            "A10:A9",
        ] {
            assert!(!is_countable(reference), "{reference}");
        }
    }
}
