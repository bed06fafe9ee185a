//! The workbook on the screen: answers, scores and findings kept in step, and every edit with its way back.
//! Knows no mode, no cursor and no drawing. Nothing changes the workbook around it.

use std::collections::{BTreeSet, HashMap};

use crate::criteria::NodeId;
use crate::points::Decimal;
use crate::tui::undo::{History, Reversal, Run, Step, TextPatch};
use crate::workbook::check::{self, Finding, Severity};
use crate::workbook::score::{self, Tally};
use crate::workbook::seal::Seals;
use crate::workbook::{Edit, Rejection, Review, Scores, Workbook, apply};

/// A workbook with all that follows from its answers.
#[derive(Debug)]
pub struct Sheet {
    book: Workbook,
    scores: Scores,
    findings: HashMap<String, Vec<Finding>>,
    counts: FindingCounts,
    history: History,
    version: u64,
}

/// How many findings there are of each severity, and how many criteria are open or left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FindingCounts {
    /// Must be mended before handing in; unanswered criteria are counted apart.
    pub errors: usize,
    /// Should be completed.
    pub warnings: usize,
    /// Worth a look.
    pub hints: usize,
    /// Criteria without a score so far, those scored by others aside.
    pub unanswered: usize,
    /// Criteria left out.
    pub not_assessed: usize,
    /// Sums of figures that do not match: the scores are provisional as long as there is one.
    pub unmatched: usize,
}

impl FindingCounts {
    const fn plus(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            hints: self.hints + other.hints,
            unanswered: self.unanswered + other.unanswered,
            not_assessed: self.not_assessed + other.not_assessed,
            unmatched: self.unmatched + other.unmatched,
        }
    }

    const fn minus(self, other: Self) -> Self {
        Self {
            errors: self.errors - other.errors,
            warnings: self.warnings - other.warnings,
            hints: self.hints - other.hints,
            unanswered: self.unanswered - other.unanswered,
            not_assessed: self.not_assessed - other.not_assessed,
            unmatched: self.unmatched - other.unmatched,
        }
    }
}

/// A criterion before an edit of it.
struct Before {
    points: Option<Decimal>,
    dependents: Vec<String>,
    counts: FindingCounts,
}

/// What an edit did to the scores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The edit as it was carried out.
    pub edit: Edit,
    /// The edit that would take it back: what stood there before.
    pub before: Edit,
    /// The criterion's points before and after, when one was edited.
    pub points: Option<(Option<Decimal>, Option<Decimal>)>,
    /// The total before and after.
    pub total: (Tally, Tally),
}

impl Change {
    /// This change and the one after it, as one.
    fn then(self, next: Self) -> Self {
        let points = match (self.points, next.points) {
            (Some((before, _)), Some((_, after))) => Some((before, after)),
            (one, two) => one.or(two),
        };
        Self {
            edit: next.edit,
            before: self.before,
            points,
            total: (self.total.0, next.total.1),
        }
    }
}

/// What an undo or redo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undone {
    /// It is done; the edits are to be stored.
    Done {
        /// Every edit made.
        changes: Vec<Change>,
        /// Where in a text the change lies, as a byte offset, when it was a text.
        text_at: Option<usize>,
    },
    /// There is nothing to take back.
    Nothing,
    /// What the edit made is no longer there: somebody changed it since.
    Overtaken(Edit),
}

/// Which way a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Back.
    Undo,
    /// Forth again.
    Redo,
}

impl Sheet {
    /// Scores and checks a workbook.
    pub fn new(book: Workbook) -> Self {
        let scores = Scores::of(&book);
        let mut sheet = Self {
            book,
            scores,
            findings: HashMap::new(),
            counts: FindingCounts::default(),
            history: History::default(),
            version: 0,
        };
        sheet.check_all();
        sheet
    }

    /// Goes up with every change of the workbook: what was made of it can tell whether it still holds.
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// The workbook.
    pub const fn book(&self) -> &Workbook {
        &self.book
    }

    /// Takes over whether the workbook is sealed, and nothing else.
    pub fn seal(&mut self, seals: Seals) {
        self.book.seals = seals;
    }

    /// Its scores.
    pub const fn scores(&self) -> &Scores {
        &self.scores
    }

    /// The findings of a criterion, or of an answer to an unknown code.
    pub fn findings(&self, code: &str) -> &[Finding] {
        self.findings.get(code).map_or(&[], Vec::as_slice)
    }

    /// Every finding in the set's order.
    pub fn all_findings(&self) -> Vec<&Finding> {
        let set = &self.book.set;
        let asked = set.criteria().map(|(_, node, _)| node.code.as_str());
        let answered = self.book.answers.keys().map(String::as_str);
        let unknown = answered.filter(|code| set.criterion(code).is_none());
        // The unit and the report have no code.
        std::iter::once("")
            .chain(asked)
            .chain(unknown)
            .flat_map(|code| self.findings(code))
            .collect()
    }

    /// How many findings there are.
    pub const fn counts(&self) -> FindingCounts {
        self.counts
    }

    /// The worst severity of a criterion's findings.
    pub fn severity(&self, code: &str) -> Option<Severity> {
        self.findings(code).iter().map(Finding::severity).min()
    }

    /// The name of the grade reached.
    pub fn grade(&self) -> Option<&str> {
        let grades = &self.book.set.head.grades;
        score::grade(grades, self.scores.total.percent()).map(|grade| grade.name.as_str())
    }

    /// Makes an edit that stands for itself in the history. `None` when it changes nothing.
    pub fn edit(&mut self, edit: Edit) -> Result<Option<Change>, Rejection> {
        let change = self.carry_out(edit)?;
        if let Some(change) = &change {
            self.history.push(Step::Edits(vec![Reversal::from(change)]));
        }
        Ok(change)
    }

    /// Takes back something made before this session: redo makes it again. `None` when that changes nothing.
    pub fn take_back(&mut self, back: Edit) -> Result<Option<Change>, Rejection> {
        let change = self.carry_out(back)?;
        if let Some(change) = &change {
            let step = Step::Edits(vec![Reversal::from(change)]);
            self.history.push_undone(step);
        }
        Ok(change)
    }

    /// Makes several edits that are taken back together.
    pub fn edit_together(&mut self, edits: Vec<Edit>) -> Result<Vec<Change>, Rejection> {
        let mut changes = Vec::new();
        for edit in edits {
            changes.extend(self.carry_out(edit)?);
        }
        if !changes.is_empty() {
            self.history.push(way_back(&changes));
        }
        Ok(changes)
    }

    /// Replaces a text while it is typed. Edits of one run are taken back together in the editor, those of one
    /// visit in the tree.
    pub fn edit_text(&mut self, edit: Edit, run: Run) -> Result<Option<Change>, Rejection> {
        let change = self.carry_out(edit)?;
        if let Some(change) = &change {
            // The first change of a text decides its conflict and reviews it, and is taken back with that.
            if decides_more_than_text(&change.before) {
                self.history.push(Step::Edits(vec![Reversal::from(change)]));
                return Ok(Some(change.clone()));
            }
            let patch = TextPatch::between(text_of(&change.before), text_of(&change.edit));
            self.history.push_text(&change.edit, patch, run);
        }
        Ok(change)
    }

    /// Takes the last step back, and with a change of a text all that was typed in the same visit.
    pub fn undo_visit(&mut self) -> Undone {
        let visit = self.history.last_visit();
        let undone = self.undo();
        self.go_on(undone, |sheet| {
            let same = visit.is_some() && sheet.history.last_visit() == visit;
            same.then(|| sheet.undo())
        })
    }

    /// Makes the step last taken back again, and with a change of a text all of its visit.
    pub fn redo_visit(&mut self) -> Undone {
        let visit = self.history.next_redo_visit();
        let redone = self.redo();
        self.go_on(redone, |sheet| {
            let same = visit.is_some() && sheet.history.next_redo_visit() == visit;
            same.then(|| sheet.redo())
        })
    }

    /// Further steps of the same kind, told as one change.
    fn go_on(&mut self, first: Undone, next: impl Fn(&mut Self) -> Option<Undone>) -> Undone {
        let Undone::Done {
            mut changes,
            mut text_at,
        } = first
        else {
            return first;
        };
        while let Some(Undone::Done {
            changes: more,
            text_at: at,
        }) = next(self)
        {
            changes = match (changes.pop(), more.into_iter().next_back()) {
                (Some(one), Some(two)) => vec![one.then(two)],
                (one, two) => one.into_iter().chain(two).collect(),
            };
            text_at = at;
        }
        Undone::Done { changes, text_at }
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> Undone {
        match self.history.take_undo() {
            Some(step) => self.step(step, Direction::Undo),
            None => Undone::Nothing,
        }
    }

    /// Makes the step last taken back again.
    pub fn redo(&mut self) -> Undone {
        match self.history.take_redo() {
            Some(step) => self.step(step, Direction::Redo),
            None => Undone::Nothing,
        }
    }

    /// Whether the session has a step to be taken back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether the last step is a change of this text, so that an editor may take it back in place.
    pub fn last_step_is_text_of(&self, text: &Edit) -> bool {
        self.history
            .last_text()
            .is_some_and(|last| last.same_place(text))
    }

    /// Whether the step last taken back was a change of this text.
    pub fn next_redo_is_text_of(&self, text: &Edit) -> bool {
        self.history
            .next_redo_text()
            .is_some_and(|next| next.same_place(text))
    }

    /// Takes in a workbook that the store brings: answers made elsewhere. Steps stay; what they changed is
    /// compared when they are taken back.
    pub fn replace(&mut self, book: Workbook) {
        self.book = book;
        self.version += 1;
        self.scores = Scores::of(&self.book);
        self.check_all();
    }

    fn step(&mut self, step: Step, direction: Direction) -> Undone {
        let text_at = step.text_at();
        let Some(edits) = step.edits(&mut self.book) else {
            return Undone::Overtaken(step.first_edit());
        };
        let mut changes = Vec::new();
        for edit in edits {
            // The inverse of an edit that was allowed is allowed, unless the file changed under it.
            match self.carry_out(edit.clone()) {
                Ok(change) => changes.extend(change),
                Err(_) => return Undone::Overtaken(edit),
            }
        }
        self.history.turn(step, &changes, direction);
        Undone::Done { changes, text_at }
    }

    fn carry_out(&mut self, edit: Edit) -> Result<Option<Change>, Rejection> {
        let total = self.scores.total;
        let code = edit.code().map(str::to_owned);
        let state = code.as_deref().map(|code| self.before(code));
        let kept = edit.clone();
        let before = apply(&mut self.book, edit)?;
        if before == kept {
            return Ok(None);
        }
        self.version += 1;
        let mut points = None;
        if let (Some(code), Some(state)) = (&code, state) {
            self.scores.refresh(&self.book, code);
            points = Some((state.points, self.points(code)));
            self.check_again(code, state);
            if self.book.previous.is_some() {
                self.check_unit_and_report();
            }
        } else {
            self.check_unit_and_report();
        }
        Ok(Some(Change {
            edit: kept,
            before,
            points,
            total: (total, self.scores.total),
        }))
    }

    fn points(&self, code: &str) -> Option<Decimal> {
        self.scores.criterion(self.book.set.find(code)?)?.points
    }

    fn check_all(&mut self) {
        self.findings.clear();
        for finding in check::findings(&self.book) {
            self.findings
                .entry(finding.code.clone())
                .or_default()
                .push(finding);
        }
        let asked = self.book.set.criteria().map(|(_, node, _)| &node.code);
        let codes: BTreeSet<&String> = asked.chain(self.findings.keys()).collect();
        let counts = codes.into_iter().map(|code| self.counts_of(code));
        self.counts = counts.fold(FindingCounts::default(), FindingCounts::plus);
    }

    /// Checks a criterion again, and those whose findings hang on its answer or hung on it before.
    fn check_again(&mut self, code: &str, before: Before) {
        let mut others = check::dependents(&self.book, code);
        others.extend(before.dependents);
        others.sort_unstable();
        others.dedup();
        for other in others.iter().filter(|other| *other != code) {
            self.check_one(other, self.counts_of(other));
        }
        self.check_one(code, before.counts);
    }

    /// The findings of the unit and the report, which have no code.
    fn check_unit_and_report(&mut self) {
        let before = self.counts_of("");
        let findings = check::workbook_findings(&self.book, Some(&self.scores));
        self.findings.insert(String::new(), findings);
        self.counts = self.counts.minus(before).plus(self.counts_of(""));
    }

    fn check_one(&mut self, code: &str, before: FindingCounts) {
        let findings = check::criterion_findings(&self.book, code);
        self.findings.insert(code.to_owned(), findings);
        self.counts = self.counts.minus(before).plus(self.counts_of(code));
    }

    /// What an edit of a criterion will need to know of the state before it.
    fn before(&self, code: &str) -> Before {
        Before {
            points: self.points(code),
            dependents: check::dependents(&self.book, code),
            counts: self.counts_of(code),
        }
    }

    /// What a criterion adds to the counts.
    fn counts_of(&self, code: &str) -> FindingCounts {
        let mut counts = FindingCounts::default();
        for finding in self.findings(code) {
            match finding.severity() {
                // Criteria that are not scored yet are counted as such below.
                Severity::Error if finding.name() == "unanswered" => counts.unanswered += 1,
                Severity::Error => {
                    counts.errors += 1;
                    counts.unmatched += usize::from(finding.name() == "figures_inconsistent");
                }
                Severity::Warning => counts.warnings += 1,
                Severity::Hint => counts.hints += 1,
            }
        }
        if self.book.answer(code).not_assessed.is_some() {
            counts.not_assessed += 1;
        }
        counts
    }

    /// Whether a criterion must be mended or should be completed.
    pub fn needs_something(&self, id: NodeId) -> bool {
        let node = self.book.set.node(id);
        let severity = self.severity(&node.code);
        node.criterion().is_some() && severity.is_some_and(|severity| severity <= Severity::Warning)
    }
}

/// Whether taking a change of a text back needs more than the text that stood there.
fn decides_more_than_text(before: &Edit) -> bool {
    match before {
        Edit::Reopen(_) => true,
        Edit::Justification { review, .. } => *review == Review::Due,
        Edit::Figure { .. }
        | Edit::Level { .. }
        | Edit::Ticked { .. }
        | Edit::Score { .. }
        | Edit::Declared { .. }
        | Edit::NotAssessed { .. }
        | Edit::ExplainedWith { .. }
        | Edit::Evidence { .. }
        | Edit::Unit { .. }
        | Edit::Report(_)
        | Edit::Put(..) => false,
    }
}

fn way_back(changes: &[Change]) -> Step {
    Step::Edits(changes.iter().rev().map(Reversal::from).collect())
}

/// The text that an edit of a text sets.
fn text_of(edit: &Edit) -> &str {
    match edit {
        Edit::Justification { text, .. } => text,
        Edit::NotAssessed { reason, .. } => reason.as_deref().unwrap_or_default(),
        Edit::Figure { .. }
        | Edit::Level { .. }
        | Edit::Ticked { .. }
        | Edit::Score { .. }
        | Edit::Declared { .. }
        | Edit::ExplainedWith { .. }
        | Edit::Evidence { .. }
        | Edit::Unit { .. }
        | Edit::Report(_)
        | Edit::Put(..)
        | Edit::Reopen(_) => "",
    }
}
