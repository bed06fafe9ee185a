//! Points as tables write them: `0,5`, `0.5 điểm`, `Tối đa 2 điểm`, a number that was stored in binary. Everything is a
//! decimal of at most four places.

use rust_decimal::RoundingStrategy;

use crate::import::table::cells::Content;
use crate::points::{self, Decimal};
use crate::text;

/// Most places of points in a table; more are the rest of a binary number.
const PLACES: u32 = 4;
/// The longest text that is a number, in bytes.
const LONGEST: usize = 60;
const BEFORE: [&str; 10] = [
    "diem toi da",
    "toi da",
    "toi thieu",
    "khong qua",
    "diem",
    "dat",
    "cong",
    "<=",
    "≤",
    "+",
];
const AFTER: [&str; 4] = ["diem", "points", "d", "/"];

/// What was made of a cell of points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Points {
    /// A number of points, zero or more.
    Exact(Decimal),
    /// The same, after rounding took away something that can be seen.
    Rounded(Decimal),
    /// Below zero: points that are taken off.
    Negative(Decimal),
    /// All the points that there are: `điểm tối đa`.
    Full,
    /// Something else.
    Unclear,
}

/// Reads a cell of points.
pub(super) fn read(content: &Content) -> Points {
    match content {
        Content::Number(number) => sorted(*number),
        Content::Text(text) => read_text(text).unwrap_or(Points::Unclear),
        Content::Date | Content::Uncalculated | Content::Error(_) => Points::Unclear,
    }
}

/// Reads points in words around a number; `None` when it is no number of points.
pub(super) fn read_text(text: &str) -> Option<Points> {
    if text.len() > LONGEST {
        return None;
    }
    let folded = text::fold(text).replace(['\n', '\u{2212}'], " ");
    let bare = folded.trim_matches(|c: char| c.is_whitespace() || "().;:,".contains(c));
    if matches!(bare, "diem toi da" | "toi da" | "dat diem toi da") {
        return Some(Points::Full);
    }
    let digits = without_words(bare).replace(" ,", ",").replace(", ", ",");
    points::typed_decimal(&digits).ok().map(sorted)
}

fn without_words(text: &str) -> &str {
    let mut rest = text.trim();
    loop {
        let before = rest;
        for word in BEFORE {
            rest = rest
                .strip_prefix(word)
                .unwrap_or(rest)
                .trim_start_matches([' ', ':']);
        }
        for word in AFTER {
            rest = rest.strip_suffix(word).unwrap_or(rest).trim_end();
        }
        if rest == before {
            return rest;
        }
    }
}

fn sorted(number: Decimal) -> Points {
    let rounded = number
        .round_dp_with_strategy(PLACES, RoundingStrategy::MidpointAwayFromZero)
        .normalize();
    if !points::fits_points(rounded) {
        return Points::Unclear;
    }
    if rounded < Decimal::ZERO {
        return Points::Negative(rounded);
    }
    // A millionth is what binary numbers leave behind; nobody writes it.
    let rest = (number - rounded).abs();
    if rest > Decimal::new(1, 6) {
        Points::Rounded(rounded)
    } else {
        Points::Exact(rounded)
    }
}

/// What closes a line: its points after a colon, or in brackets with the word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Closing {
    pub(super) label: String,
    pub(super) points: Points,
}

/// Splits `Đạt 100 %: 1 điểm`, `Đạt 100 % (1 điểm)` and `Đạt 100 %: điểm tối đa`.
pub(super) fn closing(line: &str) -> Option<Closing> {
    let line = line.trim_end_matches(|c: char| c.is_whitespace() || ".;,".contains(c));
    let in_brackets = line
        .strip_suffix(')')
        .and_then(|open| open.rsplit_once('('));
    let in_brackets = in_brackets.filter(|(_, inside)| text::fold(inside).contains("diem"));
    let (label, points) = in_brackets.or_else(|| line.rsplit_once([':', '=']))?;
    let label = label.trim_end_matches(|c: char| c.is_whitespace() || ":;,".contains(c));
    let points = read_text(points)?;
    (!label.is_empty()).then(|| Closing {
        label: label.to_owned(),
        points,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        points::plain(text).unwrap()
    }

    #[test]
    fn points_are_read_as_people_write_them() {
        for (written, expected) in [
            ("0,5", "0.5"),
            ("0.5 điểm", "0.5"),
            ("Tối đa 2 điểm", "2"),
            ("Điểm tối đa: 2,25", "2.25"),
            ("2đ", "2"),
            ("10", "10"),
            ("≤ 3", "3"),
            ("(1,5 điểm)", "1.5"),
        ] {
            assert_eq!(
                read_text(written),
                Some(Points::Exact(number(expected))),
                "{written}"
            );
        }
        for unclear in [
            "",
            "-",
            "một",
            "1-2",
            "1/2",
            "10 %",
            "1.2.3",
            "2 điểm/văn bản",
        ] {
            assert_eq!(read_text(unclear), None, "{unclear}");
        }
        assert_eq!(read_text("điểm tối đa"), Some(Points::Full));
        assert_eq!(read_text("-0,5"), Some(Points::Negative(number("-0.5"))));
    }

    #[test]
    fn what_binary_numbers_leave_behind_is_rounded_away() {
        let read = |text: &str| read(&Content::Number(number(text)));
        assert_eq!(read("98.75000000000001"), Points::Exact(number("98.75")));
        assert_eq!(read("0.30000000000000004"), Points::Exact(number("0.3")));
        assert_eq!(read("0.33333"), Points::Rounded(number("0.3333")));
        assert_eq!(read("12345678901"), Points::Unclear);
    }

    #[test]
    fn a_line_closes_with_its_points() {
        let split = |line: &str| closing(line).map(|closing| (closing.label, closing.points));
        let one = || Points::Exact(Decimal::ONE);
        assert_eq!(
            split("Đạt 100 %: 1 điểm"),
            Some(("Đạt 100 %".to_owned(), one()))
        );
        assert_eq!(
            split("Đạt 100 %: 1 điểm."),
            Some(("Đạt 100 %".to_owned(), one()))
        );
        assert_eq!(split("Đạt (1 điểm);"), Some(("Đạt".to_owned(), one())));
        assert_eq!(
            split("Có: điểm tối đa"),
            Some(("Có".to_owned(), Points::Full))
        );
        assert_eq!(split("Ban hành: kế hoạch"), None);
        assert_eq!(split(": 1"), None);
        assert_eq!(split("Quyết định (2023)"), None);
    }
}
