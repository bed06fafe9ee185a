//! The next step up: how much more of a figure would raise the score. Rounding makes a score a staircase;
//! this finds the edge of the next stair.

use crate::criteria::{Criterion, Operand, Ratio, Rounding, Rule, Term};
use crate::lang::Lang;
use crate::points::{Decimal, DecimalMark, Fraction, RoundingMode, Stored, print};
use crate::say;
use crate::workbook::answer::Answer;
use crate::workbook::working::{self, Outcome};

/// The smallest number of a figure at which the score rises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gain {
    /// The figure's id.
    pub figure: String,
    /// The letter it goes by.
    pub letter: char,
    /// What it counts, such as `hồ sơ`.
    pub unit: Option<String>,
    /// The number now.
    pub from: Decimal,
    /// The number at which the score rises.
    pub to: Decimal,
    /// The score then.
    pub points: Decimal,
}

impl Gain {
    /// `thêm 5 hồ sơ: 0,98`
    pub fn short(&self, lang: Lang, mark: DecimalMark) -> String {
        let (points, more) = (print(self.points, mark), print(self.to - self.from, mark));
        let unit = self
            .unit
            .as_deref()
            .map(|unit| format!(" {unit}"))
            .unwrap_or_default();
        say!(
            lang,
            "thêm {more}{unit}: {points}",
            "{more} more{unit}: {points}"
        )
    }

    /// `Lên 0,98 khi a đạt 647 (thêm 5 hồ sơ)`
    pub fn sentence(&self, lang: Lang, mark: DecimalMark) -> String {
        let number = |number| print(number, mark);
        let (points, to, more) = (
            number(self.points),
            number(self.to),
            number(self.to - self.from),
        );
        let letter = self.letter;
        let unit = self
            .unit
            .as_ref()
            .map_or_else(String::new, |unit| format!(" {unit}"));
        say!(
            lang,
            "Lên {points} khi {letter} đạt {to} (thêm {more}{unit})",
            "Rises to {points} when {letter} reaches {to} ({more} more{unit})"
        )
    }
}

/// What would raise a computed ratio score: the first whole figure that counts above the line and not below it,
/// the others left as they are, never beyond a ratio of one. `None` when nothing would, when the score is not
/// computed, and for every other kind of rule.
pub fn next_gain(criterion: &Criterion, answer: &Answer, rounding: Rounding) -> Option<Gain> {
    let Rule::Ratio(ratio) = &criterion.rule else {
        return None;
    };
    if answer.not_assessed.is_some() || answer.declared.is_some() {
        return None;
    }
    let stairs = Stairs {
        criterion,
        answer,
        rounding,
    };
    let now = stairs.points(answer)?;
    let (id, term) = stairs.movable(ratio)?;
    let from = answer.figures.get(id)?.number()?;
    let most = stairs.most(ratio, term, from)?;
    let (to, points) = stairs.next(id, (from, most), now)?;
    let figure = criterion.figure(id)?;
    Some(Gain {
        figure: id.to_owned(),
        letter: criterion.letter(id)?,
        unit: figure.unit.clone(),
        from,
        to,
        points,
    })
}

#[derive(Clone, Copy)]
struct Stairs<'a> {
    criterion: &'a Criterion,
    answer: &'a Answer,
    rounding: Rounding,
}

impl<'a> Stairs<'a> {
    fn points(self, answer: &Answer) -> Option<Decimal> {
        match working::work(self.criterion, answer, self.rounding).outcome {
            Outcome::Points(points) => Some(points),
            Outcome::Missing(_) | Outcome::Impossible(_) => None,
        }
    }

    fn movable(self, ratio: &'a Ratio) -> Option<(&'a str, &'a Term)> {
        ratio.numerator.iter().find_map(|term| {
            let Operand::Figure(id) = &term.of else {
                return None;
            };
            let below = ratio.denominator.iter().any(|other| other.of == term.of);
            let whole = !self.criterion.figure(id)?.decimal;
            (whole && !below && term.weight > Decimal::ZERO).then_some((id.as_str(), term))
        })
    }

    /// The largest whole number of the figure that keeps the ratio at or below one.
    fn most(self, ratio: &Ratio, term: &Term, now: Decimal) -> Option<Decimal> {
        let value = |terms: &[Term]| {
            working::weighed(terms, self.criterion, self.answer).map(|sum| working::total(&sum))
        };
        let room = value(&ratio.denominator)?.minus(&value(&ratio.numerator)?);
        let more = room
            .divided_by(&term.weight.into())?
            .plus(&Fraction::from(now));
        more.rounded(0, RoundingMode::Down).to_decimal()
    }

    /// The score never falls as the figure grows, so the first rise is found by halving.
    fn next(
        self,
        id: &str,
        (from, most): (Decimal, Decimal),
        now: Decimal,
    ) -> Option<(Decimal, Decimal)> {
        let mut trial = Answer {
            figures: self.answer.figures.clone(),
            ..Answer::default()
        };
        let mut at = |number: Decimal| {
            trial.figures.insert(id.to_owned(), Stored::Number(number));
            self.points(&trial)
        };
        if most <= from || at(most)? <= now {
            return None;
        }
        let (mut low, mut high) = (from, most);
        while high - low > Decimal::ONE {
            let middle = low + ((high - low) / Decimal::TWO).floor();
            if at(middle)? > now {
                high = middle;
            } else {
                low = middle;
            }
        }
        Some((high, at(high)?))
    }
}
