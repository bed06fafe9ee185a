//! Part II: a heading for each section that has something to explain, a line for each criterion with its points, and
//! the explanations. Criteria explained together stand together where the first of them stands, above one text.

use std::collections::{HashMap, HashSet};

use crate::criteria::{Criterion, Node, NodeId};
use crate::report::outline::notes::{Notes, end_sentence};
use crate::report::outline::words::Words;
use crate::report::outline::{Block, Kind, Run, Source, Style};
use crate::workbook::merge::Part;
use crate::workbook::{Answer, Scores, Workbook};

/// The sections that have something to explain, numbered from 1 whatever their codes.
pub(super) fn sections(
    book: &Workbook,
    scores: &Scores,
    words: &Words<'_>,
    notes: &mut Notes<'_>,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut number = 0_usize;
    for section in book.set.sections() {
        let together = together(book, section);
        if together.is_empty() {
            continue;
        }
        number += 1;
        let node = book.set.node(section);
        let heading = format!("{number}. {}", words.heading(node));
        let source = Source::Part(Part::Heading(node.code.clone()));
        blocks.push(Block::line(Kind::Heading, &heading, source));
        for criteria in together {
            blocks.extend(explained(book, scores, words, notes, &criteria));
        }
    }
    blocks
}

/// Whether part II prints a criterion.
fn is_explained(criterion: &Criterion, answer: &Answer) -> bool {
    !criterion.synthetic
        && (!answer.justification.trim().is_empty()
            || answer.explained_with.is_some()
            || answer.not_assessed.is_some())
}

/// The criteria of a section that part II prints, those explained together in one list, in set order of the first.
fn together(book: &Workbook, section: NodeId) -> Vec<Vec<NodeId>> {
    let mut lists: Vec<Vec<NodeId>> = Vec::new();
    let mut list_of: HashMap<NodeId, usize> = HashMap::new();
    for (id, node, criterion) in book.set.criteria() {
        if !book.set.contains(section, id) || !is_explained(criterion, book.answer(&node.code)) {
            continue;
        }
        let list = *list_of
            .entry(explains(book, section, id))
            .or_insert_with(|| {
                lists.push(Vec::new());
                lists.len() - 1
            });
        if let Some(list) = lists.get_mut(list) {
            list.push(id);
        }
    }
    lists
}

/// The criterion whose text explains this one: itself, or what `explained_with` leads to. Chains and circles are
/// findings; here they end, and who is in one stands together.
fn explains(book: &Workbook, section: NodeId, id: NodeId) -> NodeId {
    let mut path = vec![id];
    let mut passed = HashSet::from([id]);
    let mut at = id;
    while let Some(next) = explained_with(book, section, at) {
        if !passed.insert(next) {
            let circle = path.into_iter().skip_while(|passed| *passed != next);
            return circle.min().unwrap_or(next);
        }
        path.push(next);
        at = next;
    }
    at
}

fn explained_with(book: &Workbook, section: NodeId, id: NodeId) -> Option<NodeId> {
    let other = book
        .answer(&book.set.node(id).code)
        .explained_with
        .as_deref()?;
    let other = book.set.find(other)?;
    let criterion = book.set.node(other).criterion()?;
    let answer = book.answer(&book.set.node(other).code);
    (book.set.contains(section, other) && is_explained(criterion, answer)).then_some(other)
}

/// The lines of criteria explained together, and their text.
fn explained(
    book: &Workbook,
    scores: &Scores,
    words: &Words<'_>,
    notes: &mut Notes<'_>,
    criteria: &[NodeId],
) -> Vec<Block> {
    let mut blocks = Vec::new();
    for id in criteria {
        let node = book.set.node(*id);
        let (Some(criterion), Some(score)) = (node.criterion(), scores.criterion(*id)) else {
            continue;
        };
        match &book.answer(&node.code).not_assessed {
            Some(reason) => blocks.extend(not_assessed(node, reason, words, notes)),
            None => blocks.push(lead(node, &words.scored(criterion, score))),
        }
    }
    for id in criteria {
        let code = &book.set.node(*id).code;
        let source = Source::Part(Part::Justification(code.clone()));
        blocks.extend(notes.blocks(code, &book.answer(code).justification, &source));
    }
    blocks
}

/// `- TCTP 3.4.1 về …: UBND huyện tự chấm 0.97 điểm.`
fn lead(node: &Node, said: &str) -> Block {
    Block {
        kind: Kind::Lead,
        runs: vec![
            Run::plain("- "),
            Run::styled(Style::Italic, &Words::called(node)),
            Run::plain(&format!(": {said}")),
        ],
        source: Source::Points(node.code.clone()),
    }
}

/// The line of a criterion that is not assessed: the reason, and what follows from it.
fn not_assessed(node: &Node, reason: &str, words: &Words<'_>, notes: &mut Notes<'_>) -> Vec<Block> {
    let source = Source::Part(Part::NotAssessed(node.code.clone()));
    let short = &words.short;
    let conclusion = format!("Do đó, {short} không đánh giá tiêu chí này.");
    let mut reasons = notes.blocks(&node.code, reason, &source);
    let on_the_line = reasons
        .first()
        .is_some_and(|first| first.kind == Kind::Paragraph);
    if !on_the_line {
        let mark = if reasons.is_empty() { '.' } else { ':' };
        let said = format!("{short} không đánh giá tiêu chí này{mark}");
        let line = Block {
            source,
            ..lead(node, &said)
        };
        return [line].into_iter().chain(reasons).collect();
    }
    let conclusion_block = Block::line(Kind::Paragraph, &conclusion, source.clone());
    match reasons.last_mut() {
        Some(last) if last.kind == Kind::Paragraph => {
            end_sentence(&mut last.runs);
            last.runs.push(Run::plain(&format!(" {conclusion}")));
        }
        Some(_) | None => reasons.push(conclusion_block),
    }
    if let Some(first) = reasons.first_mut() {
        let mut line = lead(node, "");
        line.runs.append(&mut first.runs);
        *first = Block { source, ..line };
    }
    reasons
}
