//! What a formula in words says: `(a + 0,5 x b)/(d - c) x điểm tối đa`, `a là số hồ sơ đúng hạn`, `dưới 70 %: 0 điểm`. Only
//! what can be read for certain is told; the rest is for somebody to look at.

use std::collections::BTreeMap;

use crate::criteria::{Figure, Operand, Term};
use crate::points::{self, Decimal};
use crate::text;

/// A ratio as a table states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spoken {
    pub(super) numerator: Vec<Term>,
    pub(super) denominator: Vec<Term>,
    /// The figures, in the order in which the formula names them.
    pub(super) figures: Vec<Figure>,
}

/// The ratio of a formula; `all` are the lines in which its letters are explained. None when it cannot be read.
pub(super) fn ratio<'a>(formula: &str, all: impl Iterator<Item = &'a str>) -> Option<Spoken> {
    let (above, below) = quotient(formula)?;
    match (sum(above), sum(below)) {
        (Some(above), Some(below)) => {
            let labels = labels(all);
            let mut letters: Vec<char> = Vec::new();
            for (letter, _) in above.iter().chain(&below) {
                if !letters.contains(letter) {
                    letters.push(*letter);
                }
            }
            let label = |letter: &char| labels.get(letter).cloned();
            Some(Spoken {
                numerator: above.iter().map(term).collect(),
                denominator: below.iter().map(term).collect(),
                figures: letters
                    .iter()
                    .map(|letter| {
                        let label = label(letter).unwrap_or_else(|| letter.to_string());
                        figure(&letter.to_string(), &label)
                    })
                    .collect(),
            })
        }
        (None, None) if is_phrase(above) && is_phrase(below) => {
            let one = |id: &str| Term {
                of: Operand::Figure(id.to_owned()),
                weight: Decimal::ONE,
            };
            Some(Spoken {
                numerator: vec![one("achieved")],
                denominator: vec![one("total")],
                figures: vec![
                    figure("achieved", &capitalised(above)),
                    figure("total", &capitalised(below)),
                ],
            })
        }
        _ => None,
    }
}

fn figure(id: &str, label: &str) -> Figure {
    Figure {
        id: id.to_owned(),
        label: label.to_owned(),
        unit: None,
        decimal: false,
    }
}

fn term((letter, weight): &(char, Decimal)) -> Term {
    Term {
        of: Operand::Figure(letter.to_string()),
        weight: *weight,
    }
}

/// What stands above and below the only line of a fraction. Two signs of division are a date, or more than a ratio.
fn quotient(formula: &str) -> Option<(&str, &str)> {
    let (before, after) = formula.split_once('/')?;
    if after.contains('/') {
        return None;
    }
    // Brackets around the whole fraction, or around its parts.
    let above = match before.trim_end().strip_suffix(')') {
        Some(inside) => inside.rsplit_once('(')?.1,
        None => match before.rsplit_once('(') {
            Some((_, inside)) => inside,
            None => before.rsplit(|c: char| !is_of_sum(c)).next()?,
        },
    };
    let below = match after.trim_start().strip_prefix('(') {
        Some(inside) => inside.split_once(')')?.0,
        None => match after.split_once(')') {
            Some((inside, _)) => inside,
            None => after.split(|c: char| !is_of_sum(c)).next()?,
        },
    };
    let (above, below) = (above.trim(), below.trim());
    (!above.is_empty() && !below.is_empty()).then_some((above, below))
}

/// Letters and digits of a sum without blanks: what may stand beside a bare sign of division.
const fn is_of_sum(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// `a + 0,5 x b - c`: letters and their weights.
fn sum(text: &str) -> Option<Vec<(char, Decimal)>> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut terms = Vec::new();
    let mut rest = text.replace('\u{2212}', "-").to_lowercase();
    while !rest.is_empty() {
        let is_minus = rest.starts_with('-');
        let bare = rest.trim_start_matches(['+', '-']).to_owned();
        let end = bare.find(['+', '-']).unwrap_or(bare.len());
        let (this, next) = bare.split_at_checked(end)?;
        let (letter, weight) = product(this)?;
        terms.push((letter, if is_minus { -weight } else { weight }));
        next.clone_into(&mut rest);
    }
    (!terms.is_empty()).then_some(terms)
}

/// `a`, `0,5xb`, `b*0.5`.
fn product(text: &str) -> Option<(char, Decimal)> {
    let mut letters = text.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return letter
            .is_ascii_lowercase()
            .then_some((letter, Decimal::ONE));
    }
    let (one, other) = text.split_once(['x', '×', '*'])?;
    let number = |text: &str| points::plain(&text.replace(',', "."));
    let letter = |text: &str| {
        let mut letters = text.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) if letter.is_ascii_lowercase() => Some(letter),
            _ => None,
        }
    };
    match (number(one), letter(other), letter(one), number(other)) {
        (Some(weight), Some(letter), _, _) | (_, _, Some(letter), Some(weight)) => {
            Some((letter, weight))
        }
        _ => None,
    }
}

/// Two words at least, and no number among them.
fn is_phrase(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words > 1 && !text.contains(|c: char| c.is_ascii_digit())
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// What single letters stand for: `Trong đó a là số hồ sơ đúng hạn; b là tổng số hồ sơ`.
fn labels<'a>(lines: impl Iterator<Item = &'a str>) -> BTreeMap<char, String> {
    let mut labels = BTreeMap::new();
    for line in lines {
        let starts = explained(line);
        for (place, (at, letter, begins)) in starts.iter().enumerate() {
            let end = starts.get(place + 1).map_or(line.len(), |next| next.0);
            let label = line.get(*begins..end.max(*begins)).unwrap_or_default();
            let label = label.split(['\n', ';']).next().unwrap_or_default();
            let label = label.trim_matches(|c: char| c.is_whitespace() || ".,:-–".contains(c));
            debug_assert!(at < begins, "a letter stands before what it means");
            if !label.is_empty() {
                labels.entry(*letter).or_insert_with(|| capitalised(label));
            }
        }
    }
    labels
}

/// Where single letters stand that are explained: the place of each, the letter, and where its words begin.
fn explained(line: &str) -> Vec<(usize, char, usize)> {
    let mut found = Vec::new();
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let rest = line.get(at + c.len_utf8()..).unwrap_or_default();
        if c.is_ascii_alphabetic() && !before.is_alphanumeric() {
            let trimmed = rest.trim_start();
            let words = trimmed
                .strip_prefix("là ")
                .or_else(|| trimmed.strip_prefix(": "));
            if let Some(words) = words {
                found.push((at, c.to_ascii_lowercase(), line.len() - words.len()));
            }
        }
        before = c;
    }
    found
}

/// The percentage from which on a line gives all points, or below which it gives none: `0.7` of `dưới 70 %`.
pub(super) fn percentage(line: &str) -> Option<Decimal> {
    let (before, _) = line.split_once('%')?;
    let before = before.trim_end();
    let start = before
        .rfind(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
        .map_or(0, |at| {
            at + before
                .get(at..)
                .and_then(|it| it.chars().next())
                .map_or(1, char::len_utf8)
        });
    let number = before.get(start..)?.replace(',', ".");
    let percent = points::plain(&number)?;
    let fraction = percent.checked_div(Decimal::ONE_HUNDRED)?;
    (fraction > Decimal::ZERO && fraction <= Decimal::ONE).then(|| fraction.normalize())
}

/// Whether a line says that there are no points below a percentage.
pub(super) fn is_below(line: &str) -> bool {
    let folded = text::fold(line);
    let signs = ["<", "duoi ", "nho hon ", "thap hon ", "khong dat "];
    let ranges = [" den ", "tro len", ">"];
    signs.iter().any(|sign| folded.contains(sign)) && !ranges.iter().any(|it| folded.contains(it))
}

/// Whether a line says that there are no points: `thì điểm là 0`.
pub(super) fn gives_nothing(line: &str) -> bool {
    let folded = text::fold(line);
    let folded = folded.trim_end_matches(['.', ';', ' ']);
    let ends = [
        "diem la 0",
        "diem = 0",
        "diem bang 0",
        " 0 diem",
        ":0 diem",
        "khong diem",
        "khong tinh diem",
        "khong co diem",
        "khong duoc diem",
    ];
    ends.iter().any(|end| folded.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(formula: &str, lines: &[&str]) -> Option<String> {
        let spoken = ratio(formula, lines.iter().copied())?;
        let terms = |terms: &[Term]| {
            let terms = terms.iter().map(|term| match &term.of {
                Operand::Figure(id) => format!("{}{id}", term.weight),
                Operand::One => "1".to_owned(),
            });
            terms.collect::<Vec<_>>().join(" ")
        };
        let figures = spoken.figures.iter();
        let figures = figures.map(|figure| format!("{}={}", figure.id, figure.label));
        Some(format!(
            "{} / {} | {}",
            terms(&spoken.numerator),
            terms(&spoken.denominator),
            figures.collect::<Vec<_>>().join(", ")
        ))
    }

    #[test]
    fn a_fraction_of_letters_is_read_with_their_meaning() {
        assert_eq!(
            told(
                "Điểm = (a/b) x điểm tối đa",
                &["a là số hồ sơ đúng hạn; b là tổng số hồ sơ."]
            )
            .as_deref(),
            Some("1a / 1b | a=Số hồ sơ đúng hạn, b=Tổng số hồ sơ")
        );
        assert_eq!(
            told(
                "Tính theo công thức: (a + 0,5 x b)/(d - c) * 4",
                &["Trong đó: a: đúng hạn, b: trễ hạn", "d là tổng số"]
            )
            .as_deref(),
            Some("1a 0.5b / 1d -1c | a=Đúng hạn, b=Trễ hạn, d=Tổng số, c=c")
        );
        assert_eq!(
            told("công thức A/B x 100% x 2", &[]).as_deref(),
            Some("1a / 1b | a=a, b=b")
        );
    }

    #[test]
    fn a_fraction_of_words_names_its_figures() {
        assert_eq!(
            told(
                "công thức: (số hồ sơ trực tuyến/tổng số hồ sơ) x điểm tối đa",
                &[]
            )
            .as_deref(),
            Some("1achieved / 1total | achieved=Số hồ sơ trực tuyến, total=Tổng số hồ sơ")
        );
    }

    #[test]
    fn what_is_no_fraction_is_not_read() {
        for formula in [
            "Tính theo công thức",
            "theo Quyết định 37/QĐ-UBND",
            "đến ngày 15/11/2023",
            "a/b/c",
            "(a x b)/c",
            "/",
            "a/",
            "(/b)",
            "điểm = số xã/12 x 2",
        ] {
            assert_eq!(told(formula, &[]), None, "{formula}");
        }
    }

    #[test]
    fn bounds_of_percentages_are_read() {
        let percent = |line: &str| percentage(line).map(|it| it.to_string());
        assert_eq!(
            percent("Nếu tỷ lệ < 30% thì điểm là 0").as_deref(),
            Some("0.3")
        );
        assert_eq!(percent("Từ 97,5 % trở lên").as_deref(), Some("0.975"));
        assert_eq!(percent("%"), None);
        assert_eq!(percent("đạt 120%"), None, "no ratio reaches it");
        assert!(is_below("Dưới 70 %") && !is_below("Từ 70 % đến dưới 90 %"));
        assert!(gives_nothing("Nếu tỷ lệ < 30% thì điểm là 0.") && !gives_nothing("10 điểm"));
    }
}
