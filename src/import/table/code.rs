//! Codes as tables number their rows: `1.1.1`, `1.1.1.`, `I`, `A`, `Lĩnh vực 2`. A code is a path of parts.

use crate::text;

/// Most parts of a code.
const MOST_PARTS: usize = 6;
/// Most characters of a part.
const LONGEST_PART: usize = 3;
/// Words that may stand before a code.
const BEFORE: [&str; 8] = ["linh", "vuc", "phan", "muc", "tieu", "chi", "tc", "tctp"];

/// How a code is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `1`, `1.1`
    Plain,
    /// `I`, `II.1`: the first part was made a number.
    Roman,
    /// `A`, `B.1`
    Letter,
}

/// A code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Code {
    /// From the section on; never empty.
    pub(super) parts: Vec<String>,
    pub(super) style: Style,
}

impl Code {
    pub(super) fn joined(&self) -> String {
        self.parts.join(".")
    }
}

/// What the capital letters of a table are: `C` is a hundred in Roman numbers and comes after B in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capitals {
    Roman,
    Letters,
}

/// Reads a code; `None` for anything else, such as `..1`, `a)` or `-`.
pub(super) fn read(written: &str, capitals: Capitals) -> Option<Code> {
    let bare = without_words(written);
    let bare = bare.trim_end_matches(|c: char| c.is_whitespace() || ".):-".contains(c));
    let parts: Vec<&str> = bare.split('.').map(str::trim).collect();
    let (first, rest) = parts.split_first()?;
    if parts.len() > MOST_PARTS {
        return None;
    }
    let (first, style) = first_part(first, capitals)?;
    let rest: Option<Vec<String>> = rest.iter().map(|part| inner_part(part)).collect();
    let mut parts = vec![first];
    parts.extend(rest?);
    Some(Code { parts, style })
}

fn without_words(written: &str) -> String {
    let words = written.split_whitespace();
    let words = words.skip_while(|word| is_before(word));
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a word may stand before a code: the two of `Lĩnh vực`.
pub(super) fn is_before(word: &str) -> bool {
    BEFORE.contains(&text::fold(word).as_str())
}

fn first_part(part: &str, capitals: Capitals) -> Option<(String, Style)> {
    if let Some(number) = number(part) {
        return Some((number, Style::Plain));
    }
    let mut letters = part.chars();
    let single = letters.next().filter(char::is_ascii_uppercase);
    let is_single = single.is_some() && letters.next().is_none();
    let roman = roman(part).filter(|_| !is_single || capitals == Capitals::Roman);
    match roman {
        Some(number) => Some((number.to_string(), Style::Roman)),
        None if is_single => Some((part.to_owned(), Style::Letter)),
        None => None,
    }
}

/// Digits, without zeros before them.
fn number(part: &str) -> Option<String> {
    let fits = (1..=LONGEST_PART).contains(&part.len());
    if !fits || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let bare = part.trim_start_matches('0');
    Some(if bare.is_empty() { "0" } else { bare }.to_owned())
}

/// Digits, or small letters such as the x of `2.x`.
fn inner_part(part: &str) -> Option<String> {
    let is_letters = (1..=LONGEST_PART).contains(&part.len())
        && part.bytes().all(|byte| byte.is_ascii_lowercase());
    number(part).or_else(|| is_letters.then(|| part.to_owned()))
}

/// A Roman number from 1 to 89, written as one is.
fn roman(part: &str) -> Option<u32> {
    if part.len() > 8 {
        return None;
    }
    (1..90).find(|number| to_roman(*number) == part)
}

fn to_roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 7] = [
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number;
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            written.push_str(sign);
            rest -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_many_spellings() {
        let read = |text: &str| read(text, Capitals::Roman).map(|code| code.joined());
        for (written, expected) in [
            ("1.1.1", "1.1.1"),
            ("1.1.1.", "1.1.1"),
            ("1", "1"),
            ("01.02", "1.2"),
            ("I", "1"),
            ("VIII.", "8"),
            ("II.3", "2.3"),
            ("Lĩnh vực 2:", "2"),
            ("PHẦN IV", "4"),
            ("A", "A"),
            ("2.x", "2.x"),
            ("TCTP 3.4.1", "3.4.1"),
        ] {
            assert_eq!(read(written).as_deref(), Some(expected), "{written}");
        }
        for none in [
            "",
            "..1",
            "1..2",
            "a)",
            "-",
            "+",
            "1-2",
            "1.1.1.1.1.1.1",
            "2023",
            "IIII",
            "Tổng",
            ".",
        ] {
            assert_eq!(read(none), None, "{none}");
        }
    }

    #[test]
    fn capitals_are_letters_where_the_table_counts_with_letters() {
        assert_eq!(
            read("C", Capitals::Letters).map(|code| code.joined()),
            Some("C".to_owned())
        );
        assert_eq!(
            read("I", Capitals::Letters).map(|code| code.style),
            Some(Style::Letter)
        );
        assert_eq!(
            read("II", Capitals::Letters).map(|code| code.joined()),
            Some("2".to_owned())
        );
    }
}
