//! One rule, one answer: the points, and every step that led to them. The steps are data, so that the line
//! under the field, the report and the tests read the same working; `words` puts them into sentences.

use std::cmp::Ordering;

use crate::criteria::{
    Band, Bands, Branch, Choice, Condition, Criterion, Operand, Ratio, Rounding, Rule, Term,
};
use crate::points::{Decimal, Fraction, Stored};
use crate::workbook::answer::Answer;
use crate::workbook::edit;

/// What a rule gives for an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Worked<'a> {
    /// The points, or why there are none.
    pub outcome: Outcome<'a>,
    /// The steps, as far as they went.
    pub working: Working<'a>,
}

/// The result of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<'a> {
    /// Points, rounded and within 0..max where the rule computes them.
    Points(Decimal),
    /// Something is not answered yet.
    Missing(Vec<Missing<'a>>),
    /// Answered, but no score comes of it.
    Impossible(Obstacle<'a>),
}

/// What is not answered yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing<'a> {
    /// The figure of this id.
    Figure(&'a str),
    /// A level is to be chosen.
    Level,
    /// Items are to be ticked, or none of them to be confirmed.
    Items,
    /// A score is to be entered.
    Score,
}

/// Why no score can be computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle<'a> {
    /// A stored figure that is not what the set asks for.
    BadFigure(&'a str),
    /// The sum below the line is zero or less.
    Denominator,
    /// A stored level that the rule does not have.
    UnknownLevel(&'a str),
    /// A stored item that the rule does not have.
    UnknownItem(&'a str),
    /// A stored score outside 0..max.
    ScoreOutOfRange,
    /// No branch holds.
    NoBranch,
}

/// The steps of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Working<'a> {
    /// Nothing to show: a number entered by hand, or an answer that is missing.
    Nothing,
    /// The chosen level.
    Chosen(&'a Choice),
    /// The ticked items and their sum.
    Ticked(Vec<&'a Choice>, Decimal),
    /// A ratio.
    Ratio(RatioWorking<'a>),
    /// A step reached.
    Bands(BandsWorking<'a>),
    /// Things counted and their sum.
    Count(Vec<Weighed>, Decimal),
    /// Things counted against the maximum.
    Deduct(Vec<Weighed>, Decimal),
    /// The branch taken, from zero, and its own steps.
    Branch(usize, &'a Branch, Box<Working<'a>>),
}

/// A weighted value: `0,5 x 1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// The figure's letter; none for the constant.
    pub letter: Option<char>,
    /// Its weight.
    pub weight: Decimal,
    /// Its value; one for the constant.
    pub value: Decimal,
}

/// The steps of a ratio.
#[derive(Clone, Debug, PartialEq)]
pub struct RatioWorking<'a> {
    /// The rule.
    pub rule: &'a Ratio,
    /// Above the line.
    pub above: Vec<Weighed>,
    /// Below the line.
    pub below: Vec<Weighed>,
    /// The exact ratio; none when the denominator is zero or less.
    pub ratio: Option<Fraction>,
    /// Which way the points came about.
    pub bend: Bend,
}

/// Which way a ratio's points came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bend {
    /// At or above `full_from`: the maximum.
    Full,
    /// Below `zero_below`: nothing.
    Zero,
    /// At or above the target, or the whole: the maximum.
    Target,
    /// In between: in proportion, with the percent as rounded (`None` when the set keeps it exact).
    Proportional(Option<Fraction>),
    /// There is no ratio.
    None,
}

/// The steps of bands.
#[derive(Clone, Debug, PartialEq)]
pub struct BandsWorking<'a> {
    /// Above the line.
    pub above: Vec<Weighed>,
    /// Below the line, if there is one.
    pub below: Option<Vec<Weighed>>,
    /// The exact value compared; none when the denominator is zero or less.
    pub value: Option<Fraction>,
    /// The highest band that is reached.
    pub band: Option<&'a Band>,
}

/// Works out a criterion's rule for an answer. Order of judgement: a bad figure, a missing one, the arithmetic.
pub fn work<'a>(criterion: &'a Criterion, answer: &'a Answer, rounding: Rounding) -> Worked<'a> {
    if let Some(figure) = bad_figures(criterion, answer).next() {
        return Worked {
            outcome: Outcome::Impossible(Obstacle::BadFigure(figure)),
            working: Working::Nothing,
        };
    }
    Worker {
        criterion,
        answer,
        rounding,
    }
    .work(&criterion.rule)
}

/// The figures whose stored value is not what the set asks for.
pub fn bad_figures<'a>(
    criterion: &'a Criterion,
    answer: &'a Answer,
) -> impl Iterator<Item = &'a str> {
    criterion.figures.iter().filter_map(|figure| {
        let value = answer.figures.get(&figure.id)?;
        let fits = value
            .number()
            .is_some_and(|number| edit::fits_figure(figure, number));
        (!fits).then_some(figure.id.as_str())
    })
}

/// How the two sides of a check compare; `None` while a figure of it is missing or bad.
pub fn compare(
    condition: &Condition,
    criterion: &Criterion,
    answer: &Answer,
) -> Option<Comparison> {
    let side = |terms| weighed(terms, criterion, answer);
    let (left, right) = (side(&condition.left)?, side(&condition.right)?);
    let ordering = total(&left).cmp(&total(&right));
    Some(Comparison {
        left,
        right,
        holds: condition.is.holds(ordering),
    })
}

/// A check with its numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Left of the sign.
    pub left: Vec<Weighed>,
    /// Right of the sign.
    pub right: Vec<Weighed>,
    /// Whether it holds.
    pub holds: bool,
}

/// The exact value of a weighted sum.
pub fn total(terms: &[Weighed]) -> Fraction {
    terms.iter().fold(Fraction::zero(), |sum, term| {
        sum.plus(&Fraction::from(term.weight).times(&term.value.into()))
    })
}

/// A weighted sum with its values; `None` while a figure of it is missing or unreadable.
pub fn weighed(terms: &[Term], criterion: &Criterion, answer: &Answer) -> Option<Vec<Weighed>> {
    weigh(terms, criterion, answer).ok()
}

fn weigh<'a>(
    terms: &'a [Term],
    criterion: &Criterion,
    answer: &Answer,
) -> Result<Vec<Weighed>, Vec<Missing<'a>>> {
    let mut weighed = Vec::with_capacity(terms.len());
    let mut missing = Vec::new();
    for term in terms {
        match &term.of {
            Operand::One => weighed.push(Weighed {
                letter: None,
                weight: term.weight,
                value: Decimal::ONE,
            }),
            Operand::Figure(id) => match answer.figures.get(id).and_then(Stored::number) {
                Some(value) => weighed.push(Weighed {
                    letter: criterion.letter(id),
                    weight: term.weight,
                    value,
                }),
                None => missing.push(Missing::Figure(id)),
            },
        }
    }
    if missing.is_empty() {
        Ok(weighed)
    } else {
        Err(missing)
    }
}

/// What stands above and below a line, or left and right of a sign.
type Sides = (Vec<Weighed>, Option<Vec<Weighed>>);

#[derive(Clone, Copy)]
struct Worker<'a> {
    criterion: &'a Criterion,
    answer: &'a Answer,
    rounding: Rounding,
}

impl<'a> Worker<'a> {
    fn work(self, rule: &'a Rule) -> Worked<'a> {
        match rule {
            Rule::Manual | Rule::External { .. } => self.entered(),
            Rule::Levels(levels) => self.level(levels),
            Rule::Checklist(items) => self.checklist(items),
            Rule::Ratio(ratio) => self.ratio(ratio).unwrap_or_else(missing),
            Rule::Bands(bands) => self.bands(bands).unwrap_or_else(missing),
            Rule::Count { points } => self.count(points).unwrap_or_else(missing),
            Rule::Deduct { penalty, floor } => self.deduct(penalty, *floor).unwrap_or_else(missing),
            Rule::Branches(branches) => self.branches(branches).unwrap_or_else(missing),
        }
    }

    fn entered(self) -> Worked<'a> {
        let outcome = match &self.answer.score {
            None => Outcome::Missing(vec![Missing::Score]),
            Some(Stored::Number(number)) if edit::in_range(self.criterion, *number) => {
                Outcome::Points(*number)
            }
            Some(Stored::Number(_) | Stored::Unreadable(_)) => {
                Outcome::Impossible(Obstacle::ScoreOutOfRange)
            }
        };
        Worked {
            outcome,
            working: Working::Nothing,
        }
    }

    fn level(self, levels: &'a [Choice]) -> Worked<'a> {
        let Some(id) = &self.answer.level else {
            return missing(vec![Missing::Level]);
        };
        match levels.iter().find(|level| level.id == *id) {
            Some(level) => Worked {
                outcome: self.points(&level.points.into()),
                working: Working::Chosen(level),
            },
            None => impossible(Obstacle::UnknownLevel(id), Working::Nothing),
        }
    }

    fn checklist(self, items: &'a [Choice]) -> Worked<'a> {
        let Some(ticked) = &self.answer.ticked else {
            return missing(vec![Missing::Items]);
        };
        if let Some(unknown) = ticked
            .iter()
            .find(|id| items.iter().all(|item| item.id != **id))
        {
            return impossible(Obstacle::UnknownItem(unknown), Working::Nothing);
        }
        let chosen: Vec<&Choice> = items
            .iter()
            .filter(|item| ticked.contains(&item.id))
            .collect();
        let sum = crate::points::sum(chosen.iter().map(|item| item.points));
        Worked {
            outcome: self.points(&sum.into()),
            working: Working::Ticked(chosen, sum),
        }
    }

    fn ratio(self, rule: &'a Ratio) -> Result<Worked<'a>, Vec<Missing<'a>>> {
        let (above, below) = self.both(&rule.numerator, Some(&rule.denominator))?;
        let below = below.unwrap_or_default();
        let ratio = quotient(&above, Some(&below));
        let bend = ratio
            .as_ref()
            .map_or(Bend::None, |ratio| self.bend(rule, ratio));
        let outcome = match (&ratio, &bend) {
            (Some(ratio), bend) => self.ratio_points(rule, ratio, bend),
            (None, _) => Outcome::Impossible(Obstacle::Denominator),
        };
        Ok(Worked {
            outcome,
            working: Working::Ratio(RatioWorking {
                rule,
                above,
                below,
                ratio,
                bend,
            }),
        })
    }

    fn bend(self, rule: &Ratio, ratio: &Fraction) -> Bend {
        let reached = |bound: Decimal| *ratio >= Fraction::from(bound);
        if rule.zero_below.is_some_and(|bound| !reached(bound)) {
            Bend::Zero
        } else if rule.full_from.is_some_and(reached) {
            Bend::Full
        } else if reached(rule.target.unwrap_or(Decimal::ONE)) {
            Bend::Target
        } else {
            let hundred = Fraction::from(Decimal::ONE_HUNDRED);
            Bend::Proportional(
                self.rounding
                    .percent_places
                    .map(|places| ratio.times(&hundred).rounded(places, self.rounding.mode)),
            )
        }
    }

    fn ratio_points(self, rule: &Ratio, ratio: &Fraction, bend: &Bend) -> Outcome<'a> {
        let max = Fraction::from(self.criterion.max);
        match bend {
            Bend::Full | Bend::Target => self.points(&max),
            Bend::Zero => self.points(&Fraction::zero()),
            Bend::Proportional(percent) => {
                let hundred = Fraction::from(Decimal::ONE_HUNDRED);
                let share = percent
                    .as_ref()
                    .map_or(Some(ratio.clone()), |percent| percent.divided_by(&hundred));
                let target = Fraction::from(rule.target.unwrap_or(Decimal::ONE));
                match share.and_then(|share| share.divided_by(&target)) {
                    Some(share) => self.points(&share.times(&max)),
                    None => Outcome::Impossible(Obstacle::Denominator),
                }
            }
            Bend::None => Outcome::Impossible(Obstacle::Denominator),
        }
    }

    fn bands(self, rule: &'a Bands) -> Result<Worked<'a>, Vec<Missing<'a>>> {
        let (above, below) = self.both(&rule.numerator, rule.denominator.as_deref())?;
        let value = quotient(&above, below.as_deref());
        let band = value
            .as_ref()
            .and_then(|value| highest_reached(&rule.bands, value));
        let outcome = match value {
            Some(_) => self.points(&band.map_or_else(Fraction::zero, |band| band.points.into())),
            None => Outcome::Impossible(Obstacle::Denominator),
        };
        Ok(Worked {
            outcome,
            working: Working::Bands(BandsWorking {
                above,
                below,
                value,
                band,
            }),
        })
    }

    fn count(self, points: &'a [Term]) -> Result<Worked<'a>, Vec<Missing<'a>>> {
        let counted = weigh(points, self.criterion, self.answer)?;
        let sum = total(&counted);
        let outcome = self.points(&sum);
        Ok(Worked {
            outcome,
            working: Working::Count(counted, shown(&sum)),
        })
    }

    fn deduct(self, penalty: &'a [Term], floor: Decimal) -> Result<Worked<'a>, Vec<Missing<'a>>> {
        let counted = weigh(penalty, self.criterion, self.answer)?;
        let sum = total(&counted);
        let left = Fraction::from(self.criterion.max).minus(&sum);
        let outcome = self.points_from(&left, floor);
        Ok(Worked {
            outcome,
            working: Working::Deduct(counted, shown(&sum)),
        })
    }

    fn branches(self, branches: &'a [Branch]) -> Result<Worked<'a>, Vec<Missing<'a>>> {
        for (place, branch) in branches.iter().enumerate() {
            if self.all_hold(&branch.when)? {
                let inner = self.work(&branch.rule);
                return Ok(Worked {
                    outcome: inner.outcome,
                    working: Working::Branch(place, branch, Box::new(inner.working)),
                });
            }
        }
        Ok(impossible(Obstacle::NoBranch, Working::Nothing))
    }

    /// Conditions are tried in order; the first that fails ends it, and only what was tried must be answered.
    fn all_hold(self, conditions: &'a [Condition]) -> Result<bool, Vec<Missing<'a>>> {
        for condition in conditions {
            let (left, right) = self.both(&condition.left, Some(&condition.right))?;
            let ordering: Ordering = total(&left).cmp(&total(&right.unwrap_or_default()));
            if !condition.is.holds(ordering) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Two sums at once, so that all that is missing is named together.
    fn both(
        self,
        first: &'a [Term],
        second: Option<&'a [Term]>,
    ) -> Result<Sides, Vec<Missing<'a>>> {
        let first = weigh(first, self.criterion, self.answer);
        let second = second
            .map(|terms| weigh(terms, self.criterion, self.answer))
            .transpose();
        match (first, second) {
            (Ok(first), Ok(second)) => Ok((first, second)),
            (Err(mut missing), Err(more)) => {
                missing.extend(
                    more.into_iter()
                        .filter(|one| !missing.contains(one))
                        .collect::<Vec<_>>(),
                );
                Err(missing)
            }
            (Err(missing), Ok(_)) | (Ok(_), Err(missing)) => Err(missing),
        }
    }

    fn points(self, exact: &Fraction) -> Outcome<'a> {
        self.points_from(exact, Decimal::ZERO)
    }

    /// Rounded to the set's places, then held between the floor and the maximum.
    fn points_from(self, exact: &Fraction, floor: Decimal) -> Outcome<'a> {
        let max = self.criterion.max;
        let floor = floor.min(max);
        let rounded = exact.rounded(self.rounding.score_places, self.rounding.mode);
        let held = rounded.clamp(floor.into(), max.into());
        // Both bounds are points of at most 21 digits, and what lies between them has the set's few places.
        let points = held.to_decimal().unwrap_or(floor);
        Outcome::Points(points.normalize())
    }
}

fn missing(what: Vec<Missing<'_>>) -> Worked<'_> {
    Worked {
        outcome: Outcome::Missing(what),
        working: Working::Nothing,
    }
}

const fn impossible<'a>(obstacle: Obstacle<'a>, working: Working<'a>) -> Worked<'a> {
    Worked {
        outcome: Outcome::Impossible(obstacle),
        working,
    }
}

/// The exact quotient; `None` when the sum below the line is zero or less.
fn quotient(above: &[Weighed], below: Option<&[Weighed]>) -> Option<Fraction> {
    match below.map(total) {
        None => Some(total(above)),
        Some(below) if below.is_positive() => total(above).divided_by(&below),
        Some(_) => None,
    }
}

fn highest_reached<'a>(bands: &'a [Band], value: &Fraction) -> Option<&'a Band> {
    bands
        .iter()
        .filter(|band| *value >= Fraction::from(band.from))
        .max_by_key(|band| band.from)
}

/// A sum as shown; what has no finite decimal is shown to six places.
fn shown(sum: &Fraction) -> Decimal {
    sum.to_decimal()
        .or_else(|| {
            sum.rounded(6, crate::points::RoundingMode::HalfUp)
                .to_decimal()
        })
        .unwrap_or(Decimal::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::Comparison::{AtLeast, EqualTo};
    use crate::criteria::sample::{WHOLE_PERCENT, condition, criterion, dec, ratio, terms};
    use crate::points::{RoundingMode, print_plain};

    const EXACT: Rounding = Rounding {
        percent_places: None,
        ..WHOLE_PERCENT
    };

    const fn rounded(mode: RoundingMode) -> Rounding {
        Rounding { mode, ..EXACT }
    }

    /// The points, or the name of what stands in the way.
    fn points_under(criterion: &Criterion, answer: &Answer, rounding: Rounding) -> String {
        match work(criterion, answer, rounding).outcome {
            Outcome::Points(points) => print_plain(points),
            Outcome::Missing(missing) => format!("thiếu {missing:?}"),
            Outcome::Impossible(obstacle) => format!("{obstacle:?}"),
        }
    }

    /// `a=642 b=21`
    fn answer(figures: &str) -> Answer {
        let pairs = figures
            .split_whitespace()
            .filter_map(|pair| pair.split_once('='));
        Answer {
            figures: pairs
                .map(|(id, value)| (id.to_owned(), Stored::read(value)))
                .collect(),
            ..Answer::default()
        }
    }

    fn points(criterion: &Criterion, figures: &str) -> String {
        points_under(criterion, &answer(figures), WHOLE_PERCENT)
    }

    fn choice(id: &str, points: &str) -> Choice {
        Choice {
            id: id.to_owned(),
            label: id.to_owned(),
            points: dec(points),
        }
    }

    #[test]
    fn the_fractional_scores_of_a_real_report_come_out_again() {
        let share = |max| criterion(max, "a b", Rule::Ratio(ratio("a", "b")));
        for (max, figures, expected) in [
            ("1", "a=642 b=663", "0.97"),
            ("1", "a=3630 b=3638", "1"),
            ("2", "a=169 b=2534", "0.14"),
            ("0.5", "a=19 b=86", "0.11"),
            ("2", "a=126 b=126", "2"),
        ] {
            assert_eq!(points(&share(max), figures), expected, "{figures}");
        }
        let tasks = criterion("4", "a b c d", Rule::Ratio(ratio("a b:0.5", "d c:-1")));
        assert_eq!(points(&tasks, "a=15 b=1 c=3 d=19"), "3.88");
    }

    #[test]
    fn ties_go_where_the_set_says() {
        let share = criterion("1", "a b", Rule::Ratio(ratio("a", "b")));
        for (mode, expected) in [
            (RoundingMode::HalfUp, ["0.13", "0.38", "0.33"]),
            (RoundingMode::HalfEven, ["0.12", "0.38", "0.33"]),
            (RoundingMode::Down, ["0.12", "0.37", "0.33"]),
            (RoundingMode::Up, ["0.13", "0.38", "0.34"]),
        ] {
            let figures = ["a=1 b=8", "a=3 b=8", "a=1 b=3"];
            let made = figures.map(|text| points_under(&share, &answer(text), rounded(mode)));
            assert_eq!(made, expected, "{mode:?}");
        }
    }

    #[test]
    fn a_third_of_three_is_one_even_when_rests_are_cut_off() {
        let share = criterion("3", "a b", Rule::Ratio(ratio("a", "b")));
        let down = rounded(RoundingMode::Down);
        assert_eq!(points_under(&share, &answer("a=1 b=3"), down), "1");
    }

    #[test]
    fn the_percent_is_rounded_by_the_sets_mode_before_it_is_multiplied() {
        let share = criterion("10", "a b", Rule::Ratio(ratio("a", "b")));
        for (mode, expected) in [
            (RoundingMode::HalfUp, "1.3"),
            (RoundingMode::HalfEven, "1.2"),
            (RoundingMode::Down, "1.2"),
            (RoundingMode::Up, "1.3"),
        ] {
            let whole = Rounding {
                percent_places: Some(0),
                ..rounded(mode)
            };
            assert_eq!(points_under(&share, &answer("a=1 b=8"), whole), expected);
        }
    }

    #[test]
    fn thresholds_compare_the_exact_ratio_and_not_the_rounded_percent() {
        let bent = |target: Option<&str>, full: Option<&str>, zero: Option<&str>| {
            let rule = Ratio {
                target: target.map(dec),
                full_from: full.map(dec),
                zero_below: zero.map(dec),
                ..ratio("a", "b")
            };
            criterion("2", "a b", Rule::Ratio(rule))
        };
        let full = bent(None, Some("0.9"), None);
        assert_eq!(points(&full, "a=900 b=1000"), "2");
        assert_eq!(points(&full, "a=899 b=1000"), "1.8");
        let zero = bent(None, None, Some("0.5"));
        assert_eq!(points(&zero, "a=499 b=1000"), "0");
        assert_eq!(points(&zero, "a=500 b=1000"), "1");
        let target = bent(Some("0.8"), None, None);
        assert_eq!(points(&target, "a=4 b=10"), "1");
        assert_eq!(points(&target, "a=8 b=10"), "2");
        assert_eq!(points(&target, "a=12 b=10"), "2");
        let plain = bent(None, None, None);
        assert_eq!(points(&plain, "a=11 b=10"), "2");
        assert_eq!(points(&plain, "a=0 b=10"), "0");
    }

    #[test]
    fn a_ratio_below_zero_gives_nothing() {
        let lost = criterion("2", "a b", Rule::Ratio(ratio("a b:-1", "b")));
        assert_eq!(points(&lost, "a=1 b=10"), "0");
    }

    #[test]
    fn a_denominator_of_zero_or_less_gives_no_score() {
        let open = criterion("2", "a b c", Rule::Ratio(ratio("a", "b c:-1")));
        assert_eq!(points(&open, "a=0 b=3 c=3"), "Denominator");
        assert_eq!(points(&open, "a=0 b=3 c=4"), "Denominator");
        assert_eq!(points(&open, "a=0 b=4 c=3"), "0");
        let steps = Rule::Bands(Bands {
            numerator: terms("a"),
            denominator: Some(terms("b")),
            bands: Vec::new(),
        });
        assert_eq!(
            points(&criterion("2", "a b", steps), "a=1 b=0"),
            "Denominator"
        );
    }

    #[test]
    fn a_bad_figure_comes_before_a_missing_one_and_both_before_the_arithmetic() {
        let share = criterion("2", "a b c", Rule::Ratio(ratio("a", "b c:-1")));
        assert_eq!(points(&share, "a=-1"), r#"BadFigure("a")"#);
        assert_eq!(points(&share, "b=0.5"), r#"BadFigure("b")"#);
        assert_eq!(points(&share, "a=1 c=nhiều"), r#"BadFigure("c")"#);
        assert_eq!(points(&share, "b=0"), r#"thiếu [Figure("a"), Figure("c")]"#);
    }

    #[test]
    fn decimal_figures_may_be_broken_and_below_zero() {
        let mut share = criterion("2", "a b", Rule::Ratio(ratio("a", "b")));
        for figure in &mut share.figures {
            figure.decimal = true;
        }
        assert_eq!(points(&share, "a=0.5 b=2.5"), "0.4");
        assert_eq!(points(&share, "a=-0.5 b=2.5"), "0");
        assert_eq!(points(&share, "a=0,5 b=2.5"), r#"BadFigure("a")"#);
    }

    #[test]
    fn the_chosen_level_gives_its_points() {
        let levels = Rule::Levels(vec![choice("none", "0"), choice("half", "0.5")]);
        let levels = criterion("1", "", levels);
        let chosen = |id: &str| Answer {
            level: Some(id.to_owned()),
            ..Answer::default()
        };
        let points = |answer: &Answer| points_under(&levels, answer, WHOLE_PERCENT);
        assert_eq!(points(&chosen("half")), "0.5");
        assert_eq!(points(&chosen("none")), "0");
        assert_eq!(points(&chosen("full")), r#"UnknownLevel("full")"#);
        assert_eq!(points(&Answer::default()), "thiếu [Level]");
    }

    #[test]
    fn ticked_items_add_up_to_the_maximum_at_most() {
        let items = Rule::Checklist(vec![choice("x", "0.5"), choice("y", "0.75")]);
        let items = criterion("1", "", items);
        let ticked = |ids: &[&str]| Answer {
            ticked: Some(ids.iter().map(|id| (*id).to_owned()).collect()),
            ..Answer::default()
        };
        let points = |answer: &Answer| points_under(&items, answer, WHOLE_PERCENT);
        assert_eq!(points(&ticked(&["y"])), "0.75");
        assert_eq!(points(&ticked(&["x", "x"])), "0.5");
        assert_eq!(points(&ticked(&["x", "y"])), "1");
        assert_eq!(points(&ticked(&[])), "0");
        assert_eq!(points(&ticked(&["z"])), r#"UnknownItem("z")"#);
        assert_eq!(points(&Answer::default()), "thiếu [Items]");
    }

    #[test]
    fn the_highest_band_reached_counts_wherever_it_stands() {
        let band = |from: &str, points: &str| Band {
            from: dec(from),
            points: dec(points),
        };
        let rule = |denominator: Option<&str>, bands: Vec<Band>| {
            let bands = Bands {
                numerator: terms("a"),
                denominator: denominator.map(terms),
                bands,
            };
            criterion("1", "a b", Rule::Bands(bands))
        };
        let share = rule(Some("b"), vec![band("0.9", "1"), band("0.5", "0.5")]);
        assert_eq!(points(&share, "a=9 b=10"), "1");
        assert_eq!(points(&share, "a=8999 b=10000"), "0.5");
        assert_eq!(points(&share, "a=4 b=10"), "0");
        let forms = rule(None, vec![band("3", "0.5"), band("5", "1")]);
        assert_eq!(points(&forms, "a=5"), "1");
        assert_eq!(points(&forms, "a=2"), "0");
    }

    #[test]
    fn counting_stops_at_the_maximum_and_at_zero() {
        let count = Rule::Count {
            points: terms("a:0.25 b:-1"),
        };
        let count = criterion("1", "a b", count);
        assert_eq!(points(&count, "a=3 b=0"), "0.75");
        assert_eq!(points(&count, "a=5 b=0"), "1");
        assert_eq!(points(&count, "a=1 b=1"), "0");
        assert_eq!(points(&count, "a=1"), r#"thiếu [Figure("b")]"#);
    }

    #[test]
    fn deducting_stops_at_the_floor_which_may_lie_below_zero() {
        let deduct = |floor| {
            let rule = Rule::Deduct {
                penalty: terms("a:0.5 b"),
                floor: dec(floor),
            };
            criterion("2", "a b", rule)
        };
        assert_eq!(points(&deduct("0"), "a=1 b=0"), "1.5");
        assert_eq!(points(&deduct("0"), "a=1 b=9"), "0");
        assert_eq!(points(&deduct("-1"), "a=1 b=9"), "-1");
        assert_eq!(points(&deduct("-1"), "a=1 b=2"), "-0.5");
    }

    #[test]
    fn points_are_rounded_before_they_are_held_within_their_bounds() {
        let whole_down = Rounding {
            score_places: 0,
            ..rounded(RoundingMode::Down)
        };
        let rule = Rule::Deduct {
            penalty: terms("a"),
            floor: dec("-0.5"),
        };
        let deduct = criterion("0.5", "a", rule);
        assert_eq!(points_under(&deduct, &answer("a=4"), whole_down), "-0.5");
        let whole_even = Rounding {
            score_places: 0,
            ..rounded(RoundingMode::HalfEven)
        };
        let rule = Rule::Count { points: terms("a") };
        let count = criterion("0.5", "a", rule);
        assert_eq!(points_under(&count, &answer("a=2"), whole_even), "0.5");
    }

    #[test]
    fn the_first_case_that_holds_counts_and_only_what_was_tried_is_asked() {
        let branches = Rule::Branches(vec![
            Branch {
                when: vec![condition("a", EqualTo, "const:0")],
                rule: Rule::Levels(vec![choice("full", "1")]),
            },
            Branch {
                when: vec![
                    condition("a", AtLeast, "const:5"),
                    condition("b", AtLeast, "a"),
                ],
                rule: Rule::Ratio(ratio("a", "b")),
            },
        ]);
        let cases = criterion("1", "a b", branches);
        assert_eq!(points(&cases, ""), r#"thiếu [Figure("a")]"#);
        assert_eq!(points(&cases, "a=0"), "thiếu [Level]");
        assert_eq!(points(&cases, "a=5"), r#"thiếu [Figure("b")]"#);
        assert_eq!(points(&cases, "a=5 b=10"), "0.5");
        assert_eq!(points(&cases, "a=3"), "NoBranch");
    }

    #[test]
    fn entered_scores_count_as_entered_or_not_at_all() {
        let manual = criterion("2.5", "", Rule::Manual);
        let entered = |text: &str| Answer {
            score: Some(Stored::read(text)),
            ..Answer::default()
        };
        let points = |text: &str| points_under(&manual, &entered(text), WHOLE_PERCENT);
        assert_eq!(points("2.125"), "2.125");
        assert_eq!(points("2.5"), "2.5");
        for bad in ["2.51", "-0.1", "hai", "1e0"] {
            assert_eq!(points(bad), "ScoreOutOfRange", "{bad}");
        }
    }

    #[test]
    fn points_are_held_at_the_maximum_after_rounding() {
        let share = criterion("0.125", "a b", Rule::Ratio(ratio("a", "b")));
        let up = rounded(RoundingMode::Up);
        assert_eq!(points_under(&share, &answer("a=1 b=1"), up), "0.125");
    }
}
