//! Keys in the lists over the whole workbook: findings, and where points are lost.

use std::collections::HashMap;

use super::{Effects, conflict, documents, export, fields, history, preview, tree, writing};
use crate::criteria::NodeId;
use crate::points::Decimal;
use crate::tui::key::Key;
use crate::tui::keymap::Command;
use crate::tui::model::{Desk, FindingList, Grouping, Look, Mode, Origin, TextKind};
use crate::workbook::State;
use crate::workbook::check::{Finding, Severity, What};

/// Where a movement leads in a list of so many rows; `None` for other commands.
pub(super) fn moved(row: usize, command: Command, count: usize, page: usize) -> Option<usize> {
    let last = count.saturating_sub(1);
    let target = match command {
        Command::Up => row.saturating_sub(1),
        Command::Down => row.saturating_add(1),
        Command::PageUp => row.saturating_sub(page),
        Command::PageDown => row.saturating_add(page),
        Command::First => 0,
        Command::Last => last,
        _ => return None,
    };
    Some(target.min(last))
}

/// A row of the findings screen.
#[derive(Clone, Debug)]
pub(crate) enum FindingRow<'a> {
    /// A heading: a severity, a criterion, an office; and how many stand under it.
    Heading(Heading<'a>, usize),
    /// A finding.
    Finding(&'a Finding),
}

/// What a group of findings has in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading<'a> {
    /// The severity.
    Severity(Severity),
    /// The criterion; empty for the whole workbook.
    Criterion(&'a str),
    /// The responsible office; empty when none is named.
    Owner(&'a str),
}

/// The rows of the findings screen in its grouping.
pub(crate) fn finding_rows(desk: &Desk, grouping: Grouping) -> Vec<FindingRow<'_>> {
    let set = &desk.sheet.book().set;
    let heading = |finding: &Finding| -> Heading<'_> {
        let node = set.find(&finding.code).map(|id| set.node(id));
        match grouping {
            Grouping::Severity => Heading::Severity(finding.severity()),
            Grouping::Criterion => Heading::Criterion(node.map_or("", |node| node.code.as_str())),
            Grouping::Owner => Heading::Owner(
                node.and_then(|node| node.owner.as_deref())
                    .unwrap_or_default(),
            ),
        }
    };
    let mut groups: Vec<(Heading<'_>, Vec<&Finding>)> = Vec::new();
    for finding in desk.sheet.all_findings() {
        let own = heading(finding);
        match groups.iter_mut().find(|(known, _)| *known == own) {
            Some((_, list)) => list.push(finding),
            None => groups.push((own, vec![finding])),
        }
    }
    if grouping == Grouping::Severity {
        groups.sort_by_key(|(heading, _)| {
            if let Heading::Severity(severity) = heading {
                Some(*severity)
            } else {
                None
            }
        });
    }
    if grouping == Grouping::Severity {
        for (_, list) in &mut groups {
            rare_first(list);
        }
    }
    let rows = groups.into_iter().flat_map(|(heading, list)| {
        std::iter::once(FindingRow::Heading(heading, list.len()))
            .chain(list.into_iter().map(FindingRow::Finding))
    });
    rows.collect()
}

/// What is found once or twice stands before what is found everywhere, and is not lost among it.
fn rare_first(list: &mut [&Finding]) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for finding in list.iter() {
        *counts.entry(finding.name()).or_default() += 1;
    }
    list.sort_by_key(|finding| counts.get(finding.name()).copied());
}

pub(super) fn press_findings(
    desk: &mut Desk,
    look: Look,
    command: Option<Command>,
    effects: &mut Effects,
) {
    let Mode::Findings(list) = &desk.mode else {
        return;
    };
    let list = *list;
    let rows = finding_rows(desk, list.grouping);
    match command {
        None => {}
        Some(Command::Leave) => desk.mode = Mode::Tree,
        Some(Command::Export) => export::ask(desk, look),
        Some(Command::Preview) => {
            let code = match rows.get(marked(&rows, list.row)) {
                Some(FindingRow::Finding(finding)) => finding.code.clone(),
                Some(FindingRow::Heading(..)) | None => String::new(),
            };
            if let Some(id) = desk.sheet.book().set.find(&code) {
                tree::go(desk, id);
            }
            preview::open(desk, look);
        }
        Some(Command::Regroup) => {
            let grouping = match list.grouping {
                Grouping::Severity => Grouping::Criterion,
                Grouping::Criterion => Grouping::Owner,
                Grouping::Owner => Grouping::Severity,
            };
            show(desk, FindingList { row: 0, grouping });
        }
        Some(Command::History) => {
            let finding = rows.get(marked(&rows, list.row));
            let code = match finding {
                Some(FindingRow::Finding(finding)) => finding.code.clone(),
                Some(FindingRow::Heading(..)) | None => desk.code().to_owned(),
            };
            history::open(desk, code, Origin::Findings, effects);
        }
        Some(Command::Enter) => {
            let finding = rows.iter().skip(list.row).find_map(|row| {
                if let FindingRow::Finding(finding) = row {
                    Some(*finding)
                } else {
                    None
                }
            });
            if let Some(finding) = finding.cloned() {
                mend(desk, look, &finding);
            }
        }
        Some(command) => {
            if let Some(row) = moved(marked(&rows, list.row), command, rows.len(), 10) {
                let row = on_finding(&rows, row, command);
                show(desk, FindingList { row, ..list });
            } else {
                desk.mode = Mode::Tree;
                tree::run(desk, look, command, Key::Enter, effects);
            }
        }
    }
}

/// Shows the findings so, now and when they are asked for again.
fn show(desk: &mut Desk, list: FindingList) {
    desk.findings = list;
    desk.mode = Mode::Findings(list);
}

/// The finding that is marked: a heading never is, the finding under it is.
pub(crate) fn marked(rows: &[FindingRow<'_>], row: usize) -> usize {
    let is_finding = |place: &usize| matches!(rows.get(*place), Some(FindingRow::Finding(_)));
    (row..rows.len()).find(is_finding).unwrap_or(row)
}

/// Headings are passed over in the direction of the movement.
fn on_finding(rows: &[FindingRow<'_>], row: usize, command: Command) -> usize {
    let is_finding = |row: &usize| matches!(rows.get(*row), Some(FindingRow::Finding(_)));
    let down = (row..rows.len()).find(is_finding);
    let up = (0..=row).rev().find(is_finding);
    match command {
        Command::Up | Command::PageUp | Command::Last => up.or(down),
        _ => down.or(up),
    }
    .unwrap_or(row)
}

/// Opens the place where a finding is mended.
fn mend(desk: &mut Desk, look: Look, finding: &Finding) {
    if let What::Conflict(conflict) = &finding.what {
        return conflict::open(desk, conflict.part.clone());
    }
    let (code, name) = (finding.code.as_str(), finding.name());
    let Some(id) = desk.sheet.book().set.find(code) else {
        return;
    };
    desk.mode = Mode::Tree;
    tree::go(desk, id);
    match name {
        "missing_explanation" | "dangling_footnote" | "figure_not_in_text" | "personal_data" => {
            writing::open(desk, look, TextKind::Justification, None);
        }
        "not_assessed_without_reason" => writing::open(desk, look, TextKind::Reason, None),
        "missing_evidence" | "evidence_incomplete" | "unused_evidence" | "dangling_evidence" => {
            documents::open(desk);
        }
        // The text is in sight there, and Space says that it may stay.
        "not_reviewed" => {}
        "declared_differs" | "declared_without_reason" => super::forms::open_declared(desk, look),
        _ => {
            fields::open(desk, look, 0);
        }
    }
}

/// A criterion that loses points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LostRow {
    /// The criterion.
    pub id: NodeId,
    /// Points lost.
    pub lost: Decimal,
    /// Whether it is not scored at all yet.
    pub open: bool,
}

/// Criteria that lose points, the largest loss first; those without a score at the end.
pub(crate) fn lost_rows(desk: &Desk) -> Vec<LostRow> {
    let scores = desk.sheet.scores();
    let mut rows: Vec<LostRow> = desk
        .sheet
        .book()
        .set
        .criteria()
        .filter_map(|(id, _, criterion)| {
            let score = scores.criterion(id)?;
            let lost = crate::points::sum([criterion.max, -score.points.unwrap_or_default()]);
            let open = score.state != State::Scored;
            (score.max_counts && lost > Decimal::ZERO).then_some(LostRow { id, lost, open })
        })
        .collect();
    rows.sort_by(|one, two| one.open.cmp(&two.open).then(two.lost.cmp(&one.lost)));
    rows
}

/// Opens the list of losses.
pub(super) fn open_lost(desk: &mut Desk, _look: Look) {
    desk.mode = Mode::Lost(0);
}

pub(super) fn press_lost(
    desk: &mut Desk,
    look: Look,
    command: Option<Command>,
    effects: &mut Effects,
) {
    let Mode::Lost(row) = desk.mode else { return };
    let rows = lost_rows(desk);
    match command {
        None => {}
        Some(Command::Leave) => desk.mode = Mode::Tree,
        Some(Command::Enter) => {
            desk.mode = Mode::Tree;
            if let Some(target) = rows.get(row) {
                tree::go(desk, target.id);
            }
        }
        Some(command) => {
            if let Some(row) = moved(row, command, rows.len(), 10) {
                desk.mode = Mode::Lost(row);
            } else {
                desk.mode = Mode::Tree;
                tree::run(desk, look, command, Key::Enter, effects);
            }
        }
    }
}
