//! Scores of a whole workbook: every criterion's state and points, and what groups, sections and the total make
//! of them. Pure; recomputed from the answers, and after one edit only where it reaches.

use crate::criteria::{Criterion, Grade, NodeId, Rounding};
use crate::points::{self, Decimal};
use crate::workbook::answer::{Answer, Workbook};
use crate::workbook::edit;
use crate::workbook::working::{self, Missing, Outcome};

/// How far a criterion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It has points.
    Scored,
    /// Something is still missing.
    Unanswered,
    /// Left out, with its maximum.
    NotAssessed,
    /// Answered, but no score comes of it.
    NoScore,
}

impl State {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Scored => "scored",
            Self::Unanswered => "unanswered",
            Self::NotAssessed => "not_assessed",
            Self::NoScore => "no_score",
        }
    }
}

/// The score of one criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CriterionScore {
    /// How far it is.
    pub state: State,
    /// What counts in the sums; none unless it is scored.
    pub points: Option<Decimal>,
    /// What the rule gives, whatever is declared.
    pub computed: Option<Decimal>,
    /// Whether its maximum counts.
    pub max_counts: bool,
}

/// Points of a group, a section or the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Points reached.
    pub score: Decimal,
    /// Points that count as reachable.
    pub max: Decimal,
    /// Those of them that belong to criteria without points so far.
    pub open: Decimal,
    /// Criteria scored or not assessed.
    pub answered: usize,
    /// All criteria.
    pub criteria: usize,
}

impl Tally {
    /// Percent, half-up to two places; `None` when nothing counts.
    pub fn percent(&self) -> Option<Decimal> {
        points::percent(self.score, self.max)
    }

    /// Points lost where there is a score.
    pub fn lost(&self) -> Decimal {
        points::sum([self.max, -self.score, -self.open])
    }

    fn add(&mut self, other: Self) {
        self.score = points::sum([self.score, other.score]);
        self.max = points::sum([self.max, other.max]);
        self.open = points::sum([self.open, other.open]);
        self.answered += other.answered;
        self.criteria += other.criteria;
    }

    /// Takes away what is part of it.
    fn remove(&mut self, part: Self) {
        self.score = points::sum([self.score, -part.score]);
        self.max = points::sum([self.max, -part.max]);
        self.open = points::sum([self.open, -part.open]);
        self.answered = self.answered.saturating_sub(part.answered);
        self.criteria = self.criteria.saturating_sub(part.criteria);
    }
}

/// Every score of a workbook, by place in the set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scores {
    nodes: Vec<(Tally, Option<CriterionScore>)>,
    /// The whole.
    pub total: Tally,
}

impl Scores {
    /// Scores a whole workbook.
    pub fn of(book: &Workbook) -> Self {
        let mut scores = Self {
            nodes: vec![(Tally::default(), None); book.set.len()],
            total: Tally::default(),
        };
        for (id, node) in book.set.nodes().rev() {
            let entry = match node.criterion() {
                Some(criterion) => {
                    Self::entry(criterion, book.answer(&node.code), book.set.head.rounding)
                }
                None => (scores.sum_children(book, id), None),
            };
            scores.put(id, entry);
        }
        scores.total = scores.sum(book.set.sections());
        scores
    }

    /// Scores one criterion again after its answer changed, and all that it stands in.
    pub fn refresh(&mut self, book: &Workbook, code: &str) {
        let Some(id) = book.set.find(code) else {
            return;
        };
        let Some(criterion) = book.set.node(id).criterion() else {
            return;
        };
        self.put(
            id,
            Self::entry(criterion, book.answer(code), book.set.head.rounding),
        );
        for ancestor in book.set.ancestors(id) {
            let tally = self.sum_children(book, ancestor);
            self.put(ancestor, (tally, None));
        }
        self.total = self.sum(book.set.sections());
    }

    /// The points of a node.
    pub fn tally(&self, id: NodeId) -> Tally {
        self.nodes
            .get(id.index())
            .map_or_else(Tally::default, |(tally, _)| *tally)
    }

    /// The score of a criterion; `None` for a group.
    pub fn criterion(&self, id: NodeId) -> Option<CriterionScore> {
        self.nodes.get(id.index()).and_then(|(_, score)| *score)
    }

    /// The score that a criterion would have with another answer, and the total then; `None` for a code that is no
    /// criterion of the set.
    pub fn if_answered(
        &self,
        book: &Workbook,
        code: &str,
        answer: &Answer,
    ) -> Option<(CriterionScore, Tally)> {
        let id = book.set.find(code)?;
        let criterion = book.set.node(id).criterion()?;
        let (tally, score) = Self::entry(criterion, answer, book.set.head.rounding);
        let mut total = self.total;
        total.remove(self.tally(id));
        total.add(tally);
        Some((score?, total))
    }

    fn entry(
        criterion: &Criterion,
        answer: &Answer,
        rounding: Rounding,
    ) -> (Tally, Option<CriterionScore>) {
        let score = score(criterion, answer, rounding);
        let max = if score.max_counts {
            criterion.max
        } else {
            Decimal::ZERO
        };
        let tally = Tally {
            score: score.points.unwrap_or_default(),
            max,
            open: if score.points.is_some() {
                Decimal::ZERO
            } else {
                max
            },
            answered: usize::from(matches!(score.state, State::Scored | State::NotAssessed)),
            criteria: 1,
        };
        (tally, Some(score))
    }

    fn put(&mut self, id: NodeId, entry: (Tally, Option<CriterionScore>)) {
        if let Some(place) = self.nodes.get_mut(id.index()) {
            *place = entry;
        }
    }

    fn sum_children(&self, book: &Workbook, id: NodeId) -> Tally {
        self.sum(book.set.children(id))
    }

    fn sum(&self, nodes: impl Iterator<Item = NodeId>) -> Tally {
        nodes.fold(Tally::default(), |mut sum, id| {
            sum.add(self.tally(id));
            sum
        })
    }
}

/// The highest grade that a percent, as printed, reaches.
pub fn grade(grades: &[Grade], percent: Option<Decimal>) -> Option<&Grade> {
    let percent = percent?;
    grades
        .iter()
        .filter(|grade| percent >= grade.from_percent)
        .max_by_key(|grade| grade.from_percent)
}

/// The score of one criterion: not assessed wins, then a declared score, then the rule.
pub fn score(criterion: &Criterion, answer: &Answer, rounding: Rounding) -> CriterionScore {
    let outcome = working::work(criterion, answer, rounding).outcome;
    let computed = if let Outcome::Points(points) = outcome {
        Some(points)
    } else {
        None
    };
    let made = |state, points| CriterionScore {
        state,
        points,
        computed,
        max_counts: true,
    };
    if answer.not_assessed.is_some() {
        return CriterionScore {
            max_counts: false,
            ..made(State::NotAssessed, None)
        };
    }
    if let Some(declared) = &answer.declared {
        let in_range = declared
            .score
            .number()
            .filter(|number| edit::in_range(criterion, *number));
        return match in_range {
            Some(points) => made(State::Scored, Some(points)),
            None => made(State::NoScore, None),
        };
    }
    match outcome {
        Outcome::Points(points) => made(State::Scored, Some(points)),
        Outcome::Impossible(_) => made(State::NoScore, None),
        Outcome::Missing(missing) => {
            let awaits_others = criterion.rule.is_external() && missing.contains(&Missing::Score);
            CriterionScore {
                max_counts: !awaits_others,
                ..made(State::Unanswered, None)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::sample::{criterion, dec, ratio, set};
    use crate::criteria::{CriteriaSet, Rule};
    use crate::points::{Stored, print_plain};
    use crate::workbook::answer::{Declared, Unit};

    fn sections() -> CriteriaSet {
        let survey = Rule::External {
            source: "điều tra xã hội học".to_owned(),
        };
        set(vec![
            ("1.1", criterion("1", "a b", Rule::Ratio(ratio("a", "b")))),
            ("1.2", criterion("2", "", Rule::Manual)),
            ("2.1", criterion("5", "", survey)),
        ])
    }

    /// `code key=value…`; `declared`, `score`, `skip` or a figure.
    fn book(lines: &[&str]) -> Workbook {
        let mut book = Workbook::new(sections(), Unit::default(), 2023);
        for line in lines {
            let (code, rest) = line.split_once(' ').expect("a code and its answer");
            let answer = book.answers.entry(code.to_owned()).or_default();
            for (key, value) in rest
                .split_whitespace()
                .filter_map(|part| part.split_once('='))
            {
                let stored = Stored::read(value);
                match key {
                    "score" => answer.score = Some(stored),
                    "skip" => answer.not_assessed = Some(value.to_owned()),
                    "declared" => {
                        answer.declared = Some(Declared {
                            score: stored,
                            reason: "theo biên bản".to_owned(),
                        });
                    }
                    figure => {
                        answer.figures.insert(figure.to_owned(), stored);
                    }
                }
            }
        }
        book
    }

    /// `state points computed counts`
    fn judged(book: &Workbook, code: &str) -> String {
        let id = book.set.find(code).expect("a code of the set");
        let score = Scores::of(book).criterion(id).expect("a criterion");
        let number = |number: Option<Decimal>| number.map_or_else(|| "-".to_owned(), print_plain);
        format!(
            "{} {} {}{}",
            score.state.name(),
            number(score.points),
            number(score.computed),
            if score.max_counts { "" } else { " off" }
        )
    }

    fn total(book: &Workbook) -> String {
        let total = Scores::of(book).total;
        let percent = total.percent().map_or_else(|| "-".to_owned(), print_plain);
        format!(
            "{}/{} {percent} {}/{}",
            print_plain(total.score),
            print_plain(total.max),
            total.answered,
            total.criteria
        )
    }

    #[test]
    fn a_declared_score_replaces_the_computed_one_whatever_the_rule_says() {
        let judged = |line: &str| judged(&book(&[line]), "1.1");
        assert_eq!(judged("1.1 a=1 b=2"), "scored 0.5 0.5");
        assert_eq!(judged("1.1 a=1 b=2 declared=0.875"), "scored 0.875 0.5");
        assert_eq!(judged("1.1 declared=1"), "scored 1 -");
        assert_eq!(judged("1.1 a=1 b=0 declared=1"), "scored 1 -");
        assert_eq!(judged("1.1 a=x declared=0"), "scored 0 -");
        assert_eq!(judged("1.1 a=1 b=2 declared=1.1"), "no_score - 0.5");
        assert_eq!(judged("1.1 a=1 b=2 declared=-1"), "no_score - 0.5");
        assert_eq!(judged("1.1 a=1 b=2 declared=nhiều"), "no_score - 0.5");
    }

    #[test]
    fn not_assessed_wins_over_everything_and_takes_its_maximum_away() {
        for line in ["1.1 skip=x", "1.1 skip=x a=-1", "1.1 skip=x declared=9"] {
            assert_eq!(
                judged(&book(&[line]), "1.1"),
                "not_assessed - - off",
                "{line}"
            );
        }
        let both = book(&["1.1 skip=x a=1 b=2", "1.2 score=1.5"]);
        assert_eq!(judged(&both, "1.1"), "not_assessed - 0.5 off");
        assert_eq!(total(&both), "1.5/2 75 2/3");
    }

    #[test]
    fn what_others_score_counts_once_somebody_enters_it() {
        let judged = |lines: &[&str]| judged(&book(lines), "2.1");
        assert_eq!(judged(&[]), "unanswered - - off");
        assert_eq!(judged(&["2.1 score=4.5"]), "scored 4.5 4.5");
        assert_eq!(judged(&["2.1 score=6"]), "no_score - -");
        assert_eq!(judged(&["2.1 declared=6"]), "no_score - -");
        assert_eq!(judged(&["2.1 declared=3"]), "scored 3 -");
    }

    #[test]
    fn unanswered_criteria_count_nothing_and_keep_their_maximum() {
        assert_eq!(total(&book(&[])), "0/3 0 0/3");
        assert_eq!(total(&book(&["1.1 a=1 b=0"])), "0/3 0 0/3");
        assert_eq!(total(&book(&["1.1 a=642 b=663"])), "0.97/3 32.33 1/3");
        let full = ["1.1 a=642 b=663", "1.2 score=2", "2.1 score=5"];
        assert_eq!(total(&book(&full)), "7.97/8 99.63 3/3");
    }

    #[test]
    fn without_a_maximum_there_is_no_percent() {
        let none = book(&["1.1 skip=x", "1.2 skip=x"]);
        assert_eq!(total(&none), "0/0 - 2/3");
    }

    #[test]
    fn the_grade_follows_the_percent_as_printed() {
        let grades: Vec<Grade> = ["80", "90", "50"]
            .map(|from| Grade {
                name: from.to_owned(),
                from_percent: dec(from),
            })
            .into();
        let given = |percent: Option<&str>| {
            grade(&grades, percent.map(dec)).map(|grade| grade.name.as_str())
        };
        assert_eq!(given(Some("90")), Some("90"));
        assert_eq!(given(Some("89.99")), Some("80"));
        assert_eq!(given(Some("49.99")), None);
        assert_eq!(given(None), None);
        // 89.995 % is printed as 90.00 % and graded as such.
        let printed = points::percent(dec("17999"), dec("20000"));
        assert_eq!(
            grade(&grades, printed).map(|grade| grade.name.as_str()),
            Some("90")
        );
    }

    #[test]
    fn sections_are_the_sums_of_what_is_in_them() {
        let book = book(&["1.1 a=642 b=663", "1.2 score=1.5"]);
        let scores = Scores::of(&book);
        let tally = |code: &str| scores.tally(book.set.find(code).expect("a code"));
        assert_eq!(tally("1").score, dec("2.47"));
        assert_eq!(tally("1").max, dec("3"));
        assert_eq!(tally("2").max, dec("0"));
        assert_eq!(tally("2").criteria, 1);
    }
}
