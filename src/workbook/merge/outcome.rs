//! What choosing a value of a conflict makes of the scores, and between which totals a workbook stands as long as
//! nobody has chosen. Pure arithmetic over the scoring module; decides nothing.

use std::collections::BTreeMap;

use crate::points::{self, Decimal};
use crate::workbook::answer::{Answer, Workbook};
use crate::workbook::merge::conflict::Conflict;
use crate::workbook::merge::part::Content;
use crate::workbook::score::{CriterionScore, Scores, Tally};

/// Answers that are tried for one criterion, at the most: three conflicts of four values each.
const MOST_ANSWERS: usize = 64;

/// What follows from choosing a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The criterion's answer then.
    pub answer: Answer,
    /// Its score.
    pub score: CriterionScore,
    /// The total.
    pub total: Tally,
}

/// Between which points a total stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// With the values that give the least.
    pub least: Decimal,
    /// With the values that give the most.
    pub most: Decimal,
}

impl Conflict {
    /// What choosing a value makes of its criterion; none for the unit, the report and codes that the set lacks.
    pub fn outcome(
        &self,
        content: Option<&Content>,
        book: &Workbook,
        scores: &Scores,
    ) -> Option<Outcome> {
        let code = self.part.code()?;
        let mut answer = book.answer(code).clone();
        self.part.put_into(&mut answer, content.cloned());
        let (score, total) = scores.if_answered(book, code, &answer)?;
        Some(Outcome {
            answer,
            score,
            total,
        })
    }
}

/// Between which totals the workbook stands while its conflicts are open; none when no points hang on them.
pub fn span(book: &Workbook, scores: &Scores) -> Option<Span> {
    let mut answers: BTreeMap<String, Vec<Answer>> = BTreeMap::new();
    let open = book
        .conflicts
        .iter()
        .filter(|open| open.part.moves_points());
    for conflict in open {
        let Some(code) = conflict.part.code() else {
            continue;
        };
        let tried = answers
            .entry(code.to_owned())
            .or_insert_with(|| vec![book.answer(code).clone()]);
        *tried = with_values(tried, &conflict);
    }
    let now = scores.total.score;
    let mut span = Span {
        least: now,
        most: now,
    };
    for (code, tried) in &answers {
        let totals = tried.iter().filter_map(|answer| {
            let (_, total) = scores.if_answered(book, code, answer)?;
            Some(points::sum([total.score, -now]))
        });
        let moves: Vec<Decimal> = totals.collect();
        let (least, most) = (moves.iter().min(), moves.iter().max());
        span.least = points::sum([span.least, least.copied().unwrap_or_default()]);
        span.most = points::sum([span.most, most.copied().unwrap_or_default()]);
    }
    (span.least != span.most).then_some(span)
}

/// Each answer with each value of a conflict.
fn with_values(answers: &[Answer], conflict: &Conflict) -> Vec<Answer> {
    let values = conflict.values();
    let tried = answers.iter().flat_map(|answer| {
        values.iter().map(|(content, _)| {
            let mut with = answer.clone();
            conflict.part.put_into(&mut with, content.cloned());
            with
        })
    });
    tried.take(MOST_ANSWERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::Rule;
    use crate::criteria::sample::{criterion, dec, ratio, set};
    use crate::points::Stored;
    use crate::workbook::answer::Unit;
    use crate::workbook::merge::{Entered, Part, Side};

    fn book() -> Workbook {
        let set = set(vec![
            ("1.1", criterion("1", "a b", Rule::Ratio(ratio("a", "b")))),
            ("1.2", criterion("2", "", Rule::Manual)),
        ]);
        Workbook::new(set, Unit::default(), 2023)
    }

    fn score(points: &str) -> Content {
        Content::Entered(Box::new(Entered {
            score: Some(Stored::read(points)),
            ..Entered::default()
        }))
    }

    fn in_conflict(book: &mut Workbook, part: Part, values: &[Option<Content>]) {
        part.put(book, values.first().cloned().flatten());
        book.conflicts.insert(Conflict {
            part,
            sides: values.iter().cloned().map(Side::unmarked).collect(),
        });
    }

    #[test]
    fn a_total_stands_between_the_values_that_nobody_has_chosen_yet() {
        let mut book = book();
        assert_eq!(span(&book, &Scores::of(&book)), None);
        let part = Part::Entered("1.2".to_owned());
        in_conflict(
            &mut book,
            part,
            &[Some(score("1.5")), Some(score("0.25")), None],
        );
        let scores = Scores::of(&book);
        let stands = span(&book, &scores).expect("points hang on it");
        assert_eq!((stands.least, stands.most), (dec("0"), dec("1.5")));
        let part = Part::NotAssessed("1.2".to_owned());
        in_conflict(
            &mut book,
            part,
            &[None, Some(Content::Text("không có".to_owned()))],
        );
        let stands = span(&book, &scores).expect("points hang on it");
        assert_eq!((stands.least, stands.most), (dec("0"), dec("1.5")));
    }

    #[test]
    fn choosing_tells_the_score_and_the_total_that_come_of_it() {
        let mut book = book();
        let part = Part::Entered("1.2".to_owned());
        in_conflict(
            &mut book,
            part.clone(),
            &[Some(score("1.5")), Some(score("0.25"))],
        );
        let scores = Scores::of(&book);
        let conflict = book.conflicts.get(&part).expect("it is open");
        let outcome = conflict.outcome(Some(&score("0.25")), &book, &scores);
        let outcome = outcome.expect("a criterion");
        assert_eq!(outcome.score.points, Some(dec("0.25")));
        assert_eq!(
            (outcome.total.score, outcome.total.max),
            (dec("0.25"), dec("3"))
        );
        let none = conflict.outcome(None, &book, &scores).expect("a criterion");
        assert_eq!((none.total.score, none.total.open), (dec("0"), dec("3")));
    }

    #[test]
    fn texts_in_conflict_leave_the_total_alone() {
        let mut book = book();
        let text = |text: &str| Some(Content::Text(text.to_owned()));
        let part = Part::Justification("1.2".to_owned());
        in_conflict(&mut book, part, &[text("một"), text("hai")]);
        assert_eq!(span(&book, &Scores::of(&book)), None);
    }
}
