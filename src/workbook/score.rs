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

    fn add(&mut self, other: Self) {
        self.score = points::sum([self.score, other.score]);
        self.max = points::sum([self.max, other.max]);
        self.answered += other.answered;
        self.criteria += other.criteria;
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

    fn entry(
        criterion: &Criterion,
        answer: &Answer,
        rounding: Rounding,
    ) -> (Tally, Option<CriterionScore>) {
        let score = score(criterion, answer, rounding);
        let tally = Tally {
            score: score.points.unwrap_or_default(),
            max: if score.max_counts {
                criterion.max
            } else {
                Decimal::ZERO
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
