//! What was answered the year before, as this year's workbook keeps it: complete in itself, for comparing only. None
//! of it counts, and no edit changes it. Knows neither how it was taken over nor how it is written.

use std::collections::BTreeMap;

use crate::criteria::{Grade, NodeId};
use crate::points::{self, Decimal, Stored};
use crate::workbook::answer::{Declared, Evidence, Workbook};
use crate::workbook::score::{self, Scores, Tally};

/// Grades by which an office may fall before the workbook warns.
const STEEP: usize = 2;

/// A year that is over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastYear {
    /// Which year.
    pub year: u16,
    /// The office as it was called then.
    pub unit: String,
    /// The id of the set it was scored against.
    pub set: String,
    /// The self-assessed total.
    pub total: Rated,
    /// What the appraisal made of it; none as long as nobody has entered it.
    pub appraised: Option<Rated>,
    /// By this year's criterion codes.
    pub criteria: BTreeMap<String, PastAnswer>,
    /// By last year's codes: what no criterion of this year continues.
    pub left_over: BTreeMap<String, LeftOver>,
}

/// A total and what it was worth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rated {
    /// Points reached.
    pub score: Decimal,
    /// Points that counted as reachable.
    pub max: Decimal,
    /// Percent, two places; none when nothing counted.
    pub percent: Option<Decimal>,
    /// The grade; none below the lowest.
    pub grade: Option<String>,
}

/// A criterion as it was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastAnswer {
    /// Its code then.
    pub code: String,
    /// Its title then.
    pub title: String,
    /// Its maximum then.
    pub max: Decimal,
    /// Its points; none when it had none.
    pub points: Option<Decimal>,
    /// Figures, by this year's ids where this year asks for them too.
    pub figures: BTreeMap<String, Stored>,
    /// The chosen level, as it read.
    pub level: Option<String>,
    /// The ticked items, as they read.
    pub ticked: Option<Vec<String>>,
    /// The score entered by hand.
    pub score: Option<Stored>,
    /// A score that replaced the computed one.
    pub declared: Option<Declared>,
    /// The reason why it was not assessed.
    pub not_assessed: Option<String>,
    /// The explanation as it was.
    pub justification: String,
}

/// A criterion that is not asked for any more, with the documents that have no other place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOver {
    /// What was answered.
    pub answer: PastAnswer,
    /// Its documents and footnotes; references are resolved where the document has no other place.
    pub evidence: Vec<Evidence>,
}

impl Rated {
    /// A total by the grades of its set.
    pub fn of(tally: Tally, grades: &[Grade]) -> Self {
        let percent = tally.percent();
        Self {
            score: tally.score,
            max: tally.max,
            percent,
            grade: score::grade(grades, percent).map(|grade| grade.name.clone()),
        }
    }
}

impl LastYear {
    /// What counts in the end: the appraisal, else the self-assessment.
    pub fn rated(&self) -> &Rated {
        self.appraised.as_ref().unwrap_or(&self.total)
    }
}

/// How this year stands beside the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fall {
    /// Last year.
    pub year: u16,
    /// Its grade.
    pub from: String,
    /// This year's grade; none below the lowest.
    pub to: Option<String>,
    /// By how many grades.
    pub grades: usize,
}

/// Two grades down or more, told once every criterion is scored: until then the total is no result.
pub fn steep_fall(book: &Workbook, scores: &Scores) -> Option<Fall> {
    let previous = book.previous.as_ref()?;
    let total = scores.total;
    if total.answered < total.criteria {
        return None;
    }
    let from = previous.rated().grade.clone()?;
    let grades = best_first(&book.set.head.grades);
    // A set that names its grades anew is measured by its own bounds.
    let before = grades
        .iter()
        .position(|grade| grade.name == from)
        .unwrap_or_else(|| place(&grades, previous.rated().percent));
    let fallen = place(&grades, total.percent()).checked_sub(before)?;
    (fallen >= STEEP).then(|| Fall {
        year: previous.year,
        from,
        to: score::grade(&book.set.head.grades, total.percent()).map(|grade| grade.name.clone()),
        grades: fallen,
    })
}

fn best_first(grades: &[Grade]) -> Vec<&Grade> {
    let mut sorted: Vec<&Grade> = grades.iter().collect();
    sorted.sort_by_key(|grade| std::cmp::Reverse(grade.from_percent));
    sorted
}

/// The place of a percent among grades, the best first; behind the last when it reaches none.
fn place(grades: &[&Grade], percent: Option<Decimal>) -> usize {
    let reached = |grade: &&Grade| percent.is_some_and(|percent| percent >= grade.from_percent);
    grades.iter().position(reached).unwrap_or(grades.len())
}

/// Criteria that have points in both years: how many, and this year's points less last year's.
pub fn compared(book: &Workbook, scores: &Scores, within: Option<NodeId>) -> (usize, Decimal) {
    let Some(previous) = &book.previous else {
        return (0, Decimal::ZERO);
    };
    let moves = inside(book, within).filter_map(|(id, code)| {
        let before = previous.criteria.get(code)?.points;
        moved(scores.criterion(id)?.points, before)
    });
    let moves: Vec<Decimal> = moves.collect();
    (moves.len(), points::sum(moves))
}

/// Last year's points of the criteria of a group; none where it had none of them.
pub fn points_within(book: &Workbook, group: NodeId) -> Option<Decimal> {
    let previous = book.previous.as_ref()?;
    let points = inside(book, Some(group));
    let points: Vec<Decimal> = points
        .filter_map(|(_, code)| previous.criteria.get(code)?.points)
        .collect();
    (!points.is_empty()).then(|| points::sum(points))
}

/// The criteria of a group, or all.
fn inside(book: &Workbook, within: Option<NodeId>) -> impl Iterator<Item = (NodeId, &str)> {
    let set = &book.set;
    set.criteria()
        .filter(move |(id, ..)| within.is_none_or(|group| set.contains(group, *id)))
        .map(|(id, node, _)| (id, node.code.as_str()))
}

/// This year's points less last year's; none unless both are there.
pub fn moved(now: Option<Decimal>, before: Option<Decimal>) -> Option<Decimal> {
    Some(points::sum([now?, -before?]))
}
