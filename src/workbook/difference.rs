//! What differs between two states of one workbook, as edits there and back. Knows neither who changed it nor
//! when; the embedded set is taken to be the same.

use std::collections::BTreeSet;

use crate::workbook::answer::{Answer, Evidence, Report, Unit, Workbook};
use crate::workbook::edit::{Edit, ReportEdit, ReportLines, ReportText, UnitMember};

/// One place that differs: the edits that make it what it was before, and what it is after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Makes it what it was.
    pub before: Edit,
    /// Makes it what it is.
    pub after: Edit,
}

/// Every place that differs: the unit, the report, then the answers by code.
pub fn between(before: &Workbook, after: &Workbook) -> Vec<Difference> {
    let mut found = Vec::new();
    if before.unit != after.unit {
        found.extend(pairs(unit_parts(&before.unit), unit_parts(&after.unit)));
    }
    if before.report != after.report {
        let parts = pairs(report_parts(&before.report), report_parts(&after.report));
        found.extend(parts.chain(headings(&before.report, &after.report)));
    }
    let codes: BTreeSet<&String> = before.answers.keys().chain(after.answers.keys()).collect();
    let nothing = Answer::default();
    for code in codes {
        let old = before.answers.get(code).unwrap_or(&nothing);
        let new = after.answers.get(code).unwrap_or(&nothing);
        if old != new {
            found.extend(figures(code, old, new));
            found.extend(pairs(answer_parts(code, old), answer_parts(code, new)));
            found.extend(documents(code, old, new));
        }
    }
    found
}

/// The places that differ among the same places of two states.
fn pairs<const N: usize>(before: [Edit; N], after: [Edit; N]) -> impl Iterator<Item = Difference> {
    before
        .into_iter()
        .zip(after)
        .filter(|(before, after)| before != after)
        .map(|(before, after)| Difference { before, after })
}

fn unit_parts(unit: &Unit) -> [Edit; 4] {
    let part = |member, text: &String| Edit::Unit {
        member,
        text: text.clone(),
    };
    [
        part(UnitMember::Name, &unit.name),
        part(UnitMember::Short, &unit.short),
        part(UnitMember::Parent, &unit.parent),
        part(UnitMember::Place, &unit.place),
    ]
}

fn report_parts(report: &Report) -> [Edit; 10] {
    let text = |which, text: &String| Edit::Report(ReportEdit::Text(which, text.clone()));
    let lines = |which, lines: &Vec<String>| Edit::Report(ReportEdit::Lines(which, lines.clone()));
    [
        text(ReportText::Number, &report.number),
        text(ReportText::Date, &report.date),
        text(ReportText::Place, &report.place),
        text(ReportText::Recipient, &report.recipient),
        text(ReportText::Signer, &report.signer),
        text(ReportText::Closing, &report.closing),
        lines(ReportLines::Basis, &report.basis),
        lines(ReportLines::Recipients, &report.recipients),
        lines(ReportLines::Signature, &report.signature),
        Edit::Report(ReportEdit::Mark(report.decimal_mark)),
    ]
}

fn headings(before: &Report, after: &Report) -> Vec<Difference> {
    let codes: BTreeSet<&String> = before
        .headings
        .keys()
        .chain(after.headings.keys())
        .collect();
    let heading = |report: &Report, code: &String| {
        Edit::Report(ReportEdit::Heading(
            code.clone(),
            report.headings.get(code).cloned(),
        ))
    };
    codes
        .into_iter()
        .flat_map(|code| pairs([heading(before, code)], [heading(after, code)]))
        .collect()
}

fn figures(code: &str, before: &Answer, after: &Answer) -> Vec<Difference> {
    let ids: BTreeSet<&String> = before.figures.keys().chain(after.figures.keys()).collect();
    let figure = |answer: &Answer, id: &String| Edit::Figure {
        code: code.to_owned(),
        figure: id.clone(),
        value: answer.figures.get(id).cloned(),
    };
    ids.into_iter()
        .flat_map(|id| pairs([figure(before, id)], [figure(after, id)]))
        .collect()
}

fn answer_parts(code: &str, answer: &Answer) -> [Edit; 7] {
    let code = || code.to_owned();
    [
        Edit::Level {
            code: code(),
            level: answer.level.clone(),
        },
        Edit::Ticked {
            code: code(),
            items: answer.ticked.clone(),
        },
        Edit::Score {
            code: code(),
            value: answer.score.clone(),
        },
        Edit::Declared {
            code: code(),
            declared: answer.declared.clone(),
        },
        Edit::NotAssessed {
            code: code(),
            reason: answer.not_assessed.clone(),
        },
        Edit::ExplainedWith {
            code: code(),
            other: answer.explained_with.clone(),
        },
        Edit::Justification {
            code: code(),
            text: answer.justification.clone(),
            review: answer.review,
        },
    ]
}

/// Entries are compared by id. One that only moved, because another came or went before it, does not differ.
fn documents(code: &str, before: &Answer, after: &Answer) -> Vec<Difference> {
    let entries = before.evidence.iter().chain(&after.evidence);
    let ids: BTreeSet<&String> = entries.map(|entry| &entry.id).collect();
    ids.into_iter()
        .filter(|id| before.evidence(id) != after.evidence(id))
        .map(|id| Difference {
            before: document(code, id, &before.evidence),
            after: document(code, id, &after.evidence),
        })
        .collect()
}

fn document(code: &str, id: &str, entries: &[Evidence]) -> Edit {
    let place = entries.iter().position(|entry| entry.id == id);
    let entry = place.and_then(|place| entries.get(place));
    Edit::Evidence {
        code: code.to_owned(),
        id: id.to_owned(),
        entry: entry.cloned().map(Box::new),
        at: place.unwrap_or(entries.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::Rule;
    use crate::criteria::sample::{criterion, ratio, set};
    use crate::points::Stored;
    use crate::workbook::edit::apply;

    fn empty() -> Workbook {
        let rule = || Rule::Ratio(ratio("a", "b"));
        let set = set(vec![
            ("1.1", criterion("1", "a b", rule())),
            ("1.2", criterion("1", "a b", rule())),
        ]);
        let unit = Unit {
            name: "UBND xã A".to_owned(),
            ..Unit::default()
        };
        Workbook::new(set, unit, 2023)
    }

    fn full(book: &mut Workbook) {
        let figure = |id: &str, value: &str| (id.to_owned(), Stored::read(value));
        let document = |id: &str| Evidence {
            id: id.to_owned(),
            number: format!("{id}/KH-UBND"),
            ..Evidence::default()
        };
        let codes: Vec<String> = book
            .set
            .criteria()
            .map(|(_, node, _)| node.code.clone())
            .collect();
        let answer = Answer {
            figures: [figure("a", "3"), figure("x", "nhiều")].into(),
            not_assessed: Some(String::new()),
            justification: "đã làm".to_owned(),
            evidence: vec![document("1"), document("2")],
            ..Answer::default()
        };
        book.answers = codes
            .into_iter()
            .map(|code| (code, answer.clone()))
            .collect();
        book.unit.name = "UBND xã B".to_owned();
        book.report.basis = vec!["Quyết định".to_owned()];
        book.report.headings = [("1".to_owned(), "Một".to_owned())].into();
    }

    #[test]
    fn the_edits_of_a_difference_lead_there_and_back() {
        let empty = empty();
        let mut book = empty.clone();
        full(&mut book);
        let differences = between(&empty, &book);
        assert!(differences.len() > 5, "{differences:?}");
        let mut walked = book.clone();
        for difference in differences {
            apply(&mut walked, difference.before).expect("what was there may come back");
        }
        assert_eq!(walked, empty);
    }

    #[test]
    fn a_document_that_only_moved_up_does_not_differ() {
        let mut book = empty();
        full(&mut book);
        let before = book.clone();
        let Some(answer) = book.answers.values_mut().next() else {
            panic!("an answer");
        };
        answer.evidence.remove(0);
        let found = between(&before, &book);
        assert_eq!(found.len(), 1);
        assert!(matches!(&found[0].after, Edit::Evidence { id, entry: None, .. } if id == "1"));
    }
}
