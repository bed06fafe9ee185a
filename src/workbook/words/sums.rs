//! Weighted sums, fractions and percentages as text: in letters as they are spoken of, or in numbers.

use crate::criteria::{Comparison, Criterion, Operand, Term};
use crate::lang::Lang;
use crate::points::{Decimal, DecimalMark, Fraction, RoundingMode, print};
use crate::say;
use crate::workbook::working::{self, Weighed};

/// The language and the mark of a sentence.
#[derive(Clone, Copy)]
pub(crate) struct Voice {
    pub(crate) lang: Lang,
    pub(crate) mark: DecimalMark,
}

/// What stands for a figure in a formula.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Its letter.
    Letters,
    /// Its value.
    Numbers,
}

impl Voice {
    /// `0,97`
    pub(crate) fn number(self, number: Decimal) -> String {
        print(number, self.mark)
    }

    /// A fraction as a decimal; what has no finite decimal is shown to six places.
    pub(crate) fn fraction(self, fraction: &Fraction) -> String {
        let short = || fraction.rounded(6, RoundingMode::HalfUp).to_decimal();
        fraction
            .to_decimal()
            .or_else(short)
            .map_or_else(|| "?".to_owned(), |number| self.number(number))
    }

    /// A share of one in percent, half-up to two places: `96,83 %`.
    pub(crate) fn percent(self, share: &Fraction) -> String {
        let percent = share.times(&Decimal::ONE_HUNDRED.into());
        format!(
            "{} %",
            self.fraction(&percent.rounded(2, RoundingMode::HalfUp))
        )
    }

    /// `a + 0,5 x b`, or the same in numbers; `0` for an empty sum.
    pub(crate) fn sum(self, terms: &[Weighed], shown: Shown) -> String {
        let mut text = String::new();
        for term in terms {
            text.push_str(match (text.is_empty(), term.weight < Decimal::ZERO) {
                (true, false) => "",
                (true, true) => "-",
                (false, false) => " + ",
                (false, true) => " - ",
            });
            text.push_str(&self.term(term, shown));
        }
        if text.is_empty() {
            text.push('0');
        }
        text
    }

    /// A sum fit to be divided: in brackets unless it is a single number or letter.
    pub(crate) fn factor(self, terms: &[Weighed], shown: Shown) -> String {
        let text = self.sum(terms, shown);
        if text.contains(' ') || text.starts_with('-') {
            format!("({text})")
        } else {
            text
        }
    }

    /// One value as a factor: `a`, `12`, `(-3)`.
    pub(crate) fn value(self, term: &Weighed, shown: Shown) -> String {
        match (term.letter, shown) {
            (Some(letter), Shown::Letters) => letter.to_string(),
            (None, Shown::Letters) | (_, Shown::Numbers) if term.value < Decimal::ZERO => {
                format!("({})", self.number(term.value))
            }
            (None, Shown::Letters) | (_, Shown::Numbers) => self.number(term.value),
        }
    }

    fn term(self, term: &Weighed, shown: Shown) -> String {
        let weight = term.weight.abs();
        if term.letter.is_none() && term.value == Decimal::ONE {
            self.number(weight)
        } else if weight == Decimal::ONE {
            self.value(term, shown)
        } else {
            format!("{} x {}", self.number(weight), self.value(term, shown))
        }
    }
}

/// The terms of a rule or check with their letters, before there are values.
pub(crate) fn letters(terms: &[Term], criterion: &Criterion) -> Vec<Weighed> {
    terms
        .iter()
        .map(|term| Weighed {
            letter: match &term.of {
                Operand::Figure(id) => criterion.letter(id),
                Operand::One => None,
            },
            weight: term.weight,
            value: Decimal::ONE,
        })
        .collect()
}

/// A comparison that fails, in numbers: `15 + 2 + 3 = 20, khác 19`.
pub(crate) fn disagreement(
    left: &[Weighed],
    sign: Comparison,
    right: &[Weighed],
    voice: Voice,
) -> String {
    let (left, right) = (in_numbers(left, voice), in_numbers(right, voice));
    match sign {
        Comparison::EqualTo => say!(voice.lang, "{left}, khác {right}", "{left}, not {right}"),
        Comparison::AtMost => say!(
            voice.lang,
            "{left}, lớn hơn {right}",
            "{left}, more than {right}"
        ),
        Comparison::AtLeast => say!(
            voice.lang,
            "{left}, nhỏ hơn {right}",
            "{left}, less than {right}"
        ),
        Comparison::LessThan => say!(
            voice.lang,
            "{left}, không nhỏ hơn {right}",
            "{left}, not less than {right}"
        ),
        Comparison::MoreThan => say!(
            voice.lang,
            "{left}, không lớn hơn {right}",
            "{left}, not more than {right}"
        ),
    }
}

/// A sum and what it comes to, or the number alone when nothing is added.
fn in_numbers(terms: &[Weighed], voice: Voice) -> String {
    let sum = voice.sum(terms, Shown::Numbers);
    let total = voice.fraction(&working::total(terms));
    if sum == total {
        total
    } else {
        format!("{sum} = {total}")
    }
}

/// A sum in letters, in numbers, and what it comes to: `a + b = 2 + 3 = 5`.
pub(crate) fn worked_out(terms: &[Weighed], voice: Voice) -> String {
    let letters = voice.sum(terms, Shown::Letters);
    format!("{letters} = {}", in_numbers(terms, voice))
}
