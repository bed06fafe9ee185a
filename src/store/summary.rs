//! The summary of a workbook as JSON (`chamdiem.summary/1`), for scripts. Reads scores; decides nothing.

use serde_json::{Value, json};

use crate::criteria::NodeId;
use crate::points::{self, Decimal, DecimalMark};
use crate::workbook::score::grade;
use crate::workbook::{Scores, Workbook};

/// The summary; `findings` gives the names of the findings of a criterion code.
pub fn summary<'a>(
    book: &Workbook,
    scores: &Scores,
    findings: impl Fn(&str) -> Vec<&'a str>,
) -> Value {
    let sections = book.set.sections().map(|id| section(book, scores, id));
    let criteria = book.set.criteria().map(|(id, node, criterion)| {
        let score = scores.criterion(id);
        json!({
            "code": node.code,
            "title": node.title,
            "max": points::print_plain(criterion.max),
            "score": plain(score.and_then(|score| score.points)),
            "computed": plain(score.and_then(|score| score.computed)),
            "declared": plain(declared(book, &node.code)),
            "state": score.map(|score| score.state.name()),
            "findings": findings(&node.code),
        })
    });
    json!({
        "format": "chamdiem.summary/1",
        "unit": book.unit.name,
        "year": book.year,
        "total": total(book, scores),
        "sections": sections.collect::<Value>(),
        "criteria": criteria.collect::<Value>(),
    })
}

fn total(book: &Workbook, scores: &Scores) -> Value {
    let total = scores.total;
    let grade = grade(&book.set.head.grades, total.percent());
    json!({
        "score": points::print_plain(total.score),
        "max": points::print_plain(total.max),
        "percent": percent(total.percent()),
        "grade": grade.map(|grade| grade.name.as_str()),
        "answered": total.answered,
        "criteria": total.criteria,
    })
}

fn section(book: &Workbook, scores: &Scores, id: NodeId) -> Value {
    let node = book.set.node(id);
    let tally = scores.tally(id);
    json!({
        "code": node.code,
        "title": node.title,
        "score": points::print_plain(tally.score),
        "max": points::print_plain(tally.max),
        "percent": percent(tally.percent()),
    })
}

fn declared(book: &Workbook, code: &str) -> Option<Decimal> {
    book.answer(code).declared.as_ref()?.score.number()
}

fn plain(number: Option<Decimal>) -> Option<String> {
    number.map(points::print_plain)
}

fn percent(number: Option<Decimal>) -> Option<String> {
    number.map(|number| points::print_fixed(number, 2, DecimalMark::Point))
}
