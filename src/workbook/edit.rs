//! The one currency of change. Everything that alters a workbook is an [`Edit`]; [`apply`] carries it out and
//! returns the edit that takes it back, or says why it may not be.

use crate::criteria::{Criterion, Figure};
use crate::points::{self, Decimal, DecimalMark, Stored};
use crate::text;
use crate::workbook::answer::{Answer, Declared, Evidence, Review, Workbook};
use crate::workbook::merge::{Conflict, Content, Part};
use crate::workbook::seal::{self, SealEvent};

/// One change. `None` and empty text clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A figure of a criterion.
    Figure {
        /// Criterion.
        code: String,
        /// Figure id.
        figure: String,
        /// New value.
        value: Option<Stored>,
    },
    /// The chosen level.
    Level {
        /// Criterion.
        code: String,
        /// Level id.
        level: Option<String>,
    },
    /// The ticked items.
    Ticked {
        /// Criterion.
        code: String,
        /// Item ids.
        items: Option<Vec<String>>,
    },
    /// The score of a `manual` or `external` criterion.
    Score {
        /// Criterion.
        code: String,
        /// Points.
        value: Option<Stored>,
    },
    /// The declared score.
    Declared {
        /// Criterion.
        code: String,
        /// Points and reason.
        declared: Option<Declared>,
    },
    /// Not assessed, with the reason.
    NotAssessed {
        /// Criterion.
        code: String,
        /// Reason.
        reason: Option<String>,
    },
    /// Explained together with another criterion.
    ExplainedWith {
        /// Criterion.
        code: String,
        /// The other criterion.
        other: Option<String>,
    },
    /// The explanation, or that it was looked through.
    Justification {
        /// Criterion.
        code: String,
        /// The whole text.
        text: String,
        /// Whether it must still be looked through; text that somebody writes need not.
        review: Review,
    },
    /// One evidence entry: added, replaced or removed.
    Evidence {
        /// Criterion.
        code: String,
        /// Id of the entry.
        id: String,
        /// Its new content; `None` removes it.
        entry: Option<Box<Evidence>>,
        /// Where a new entry goes, from zero.
        at: usize,
    },
    /// A text of the unit.
    Unit {
        /// Which.
        member: UnitMember,
        /// New text.
        text: String,
    },
    /// Something the report says.
    Report(ReportEdit),
    /// A whole part as it once stood in a file; `None` clears it. What chooses a side of a conflict.
    Put(Part, Option<Content>),
    /// Takes the choice back: the conflict is open again.
    Reopen(Box<Conflict>),
}

/// The texts of the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitMember {
    /// `unit.name`; part of what identifies a workbook.
    Name,
    /// `unit.short`
    Short,
    /// `unit.parent`
    Parent,
    /// `unit.place`
    Place,
}

/// A change of what the report says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportEdit {
    /// A single text.
    Text(ReportText, String),
    /// A list of lines.
    Lines(ReportLines, Vec<String>),
    /// The decimal mark.
    Mark(DecimalMark),
    /// The heading of a section; `None` gives the default.
    Heading(String, Option<String>),
}

/// The single texts of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportText {
    /// `report.number`
    Number,
    /// `report.date`
    Date,
    /// `report.place`
    Place,
    /// `report.recipient`
    Recipient,
    /// `report.signer`
    Signer,
    /// `report.closing`
    Closing,
}

/// The lists of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportLines {
    /// `report.basis`
    Basis,
    /// `report.recipients`
    Recipients,
    /// `report.signature`
    Signature,
}

/// Why an edit may not be. Each names the criterion through the edit itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// The set has no criterion of this code.
    UnknownCriterion(String),
    /// The code names a section or group, which is not scored itself.
    NotACriterion(String),
    /// The criterion has no such figure; the ones it has follow.
    UnknownFigure(String, Vec<String>),
    /// The rule has no such level; the ones it has follow.
    UnknownLevel(String, Vec<String>),
    /// The rule has no such item; the ones it has follow.
    UnknownItem(String, Vec<String>),
    /// The rule takes no score by hand; declare one instead.
    TakesNoScore,
    /// Points outside 0..max.
    OutOfRange(Decimal),
    /// More places than points may have.
    TooPrecise,
    /// A figure that must be a whole number ≥ 0.
    NotWhole(String),
    /// A criterion cannot be explained with itself, or across sections.
    CannotExplainWith(String),
    /// An evidence entry needs an id, of letters, digits, `.`, `_` and `-`.
    BadEvidenceId(String),
    /// A unit needs a name.
    UnitNeedsName,
    /// The workbook is sealed; by whom and when.
    Sealed(Box<SealEvent>),
}

impl Edit {
    /// The criterion it changes, if it changes one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Figure { code, .. }
            | Self::Level { code, .. }
            | Self::Ticked { code, .. }
            | Self::Score { code, .. }
            | Self::Declared { code, .. }
            | Self::NotAssessed { code, .. }
            | Self::ExplainedWith { code, .. }
            | Self::Justification { code, .. }
            | Self::Evidence { code, .. } => Some(code),
            Self::Put(part, _) => part.code(),
            Self::Reopen(conflict) => conflict.part.code(),
            Self::Unit { .. } | Self::Report(_) => None,
        }
    }

    /// Whether two edits change the very same thing, so that the later replaces the earlier.
    pub fn same_place(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Figure { code, figure, .. },
                Self::Figure {
                    code: c, figure: f, ..
                },
            ) => code == c && figure == f,
            (Self::Evidence { code, id, .. }, Self::Evidence { code: c, id: i, .. }) => {
                code == c && id == i
            }
            (Self::Unit { member, .. }, Self::Unit { member: m, .. }) => member == m,
            (Self::Report(report), Self::Report(r)) => match (report, r) {
                (ReportEdit::Text(text, _), ReportEdit::Text(t, _)) => text == t,
                (ReportEdit::Lines(lines, _), ReportEdit::Lines(l, _)) => lines == l,
                (ReportEdit::Heading(code, _), ReportEdit::Heading(c, _)) => code == c,
                (one, two) => std::mem::discriminant(one) == std::mem::discriminant(two),
            },
            (Self::Put(part, _), Self::Put(other, _)) => part == other,
            (one, two) => {
                std::mem::discriminant(one) == std::mem::discriminant(two)
                    && one.code() == two.code()
            }
        }
    }
}

/// Carries out an edit and returns the one that takes it back. Texts are cleaned on the way in. Editing a part
/// with an open conflict decides it; taking that back opens it again. Under a seal nothing changes but what it leaves
/// open.
pub fn apply(book: &mut Workbook, edit: Edit) -> Result<Edit, Rejection> {
    let part = edit.part();
    if let Some(event) = book.seals.standing()
        && !seal::stays_open(&part)
    {
        return Err(Rejection::Sealed(Box::new(event.clone())));
    }
    let inverse = apply_beside_conflicts(book, edit.clone())?;
    let decided = book.conflicts.remove(&part);
    if let Edit::Reopen(conflict) = edit {
        book.conflicts.insert(*conflict);
    }
    Ok(match decided {
        Some(conflict) => Edit::Reopen(Box::new(conflict)),
        None => inverse,
    })
}

fn apply_beside_conflicts(book: &mut Workbook, edit: Edit) -> Result<Edit, Rejection> {
    match edit {
        Edit::Put(part, content) => put(book, part, content),
        Edit::Reopen(conflict) => {
            let first = conflict.sides.into_iter().next();
            put(book, conflict.part, first.and_then(|side| side.content))
        }
        Edit::Unit { member, text } => apply_unit(book, member, &text),
        Edit::Report(report) => Ok(Edit::Report(apply_report(book, report))),
        edit => apply_to_answer(book, edit),
    }
}

/// Puts back what once stood in a file, whatever the set asks for. A code that the set lacks is fine where the
/// file has it.
fn put(book: &mut Workbook, part: Part, content: Option<Content>) -> Result<Edit, Rejection> {
    if part == Part::Unit(UnitMember::Name) && content.is_none() {
        return Err(Rejection::UnitNeedsName);
    }
    if let Some(code) = part.code()
        && book.set.criterion(code).is_none()
        && !book.answers.contains_key(code)
        && book.conflicts.get(&part).is_none()
    {
        return Err(Rejection::UnknownCriterion(code.to_owned()));
    }
    let before = part.content(book);
    part.put(book, content);
    Ok(Edit::Put(part, before))
}

fn apply_unit(book: &mut Workbook, member: UnitMember, text: &str) -> Result<Edit, Rejection> {
    let text = text::clean_line(text);
    if member == UnitMember::Name && text.trim().is_empty() {
        return Err(Rejection::UnitNeedsName);
    }
    let place = match member {
        UnitMember::Name => &mut book.unit.name,
        UnitMember::Short => &mut book.unit.short,
        UnitMember::Parent => &mut book.unit.parent,
        UnitMember::Place => &mut book.unit.place,
    };
    Ok(Edit::Unit {
        member,
        text: std::mem::replace(place, text),
    })
}

fn apply_report(book: &mut Workbook, edit: ReportEdit) -> ReportEdit {
    let report = &mut book.report;
    match edit {
        ReportEdit::Text(which, text) => {
            let place = match which {
                ReportText::Number => &mut report.number,
                ReportText::Date => &mut report.date,
                ReportText::Place => &mut report.place,
                ReportText::Recipient => &mut report.recipient,
                ReportText::Signer => &mut report.signer,
                ReportText::Closing => &mut report.closing,
            };
            ReportEdit::Text(which, std::mem::replace(place, text::clean(&text)))
        }
        ReportEdit::Lines(which, lines) => {
            let place = match which {
                ReportLines::Basis => &mut report.basis,
                ReportLines::Recipients => &mut report.recipients,
                ReportLines::Signature => &mut report.signature,
            };
            let lines = lines.iter().map(|line| text::clean_line(line)).collect();
            ReportEdit::Lines(which, std::mem::replace(place, lines))
        }
        ReportEdit::Mark(mark) => {
            ReportEdit::Mark(std::mem::replace(&mut report.decimal_mark, mark))
        }
        ReportEdit::Heading(code, heading) => {
            let before = match heading {
                Some(heading) => report
                    .headings
                    .insert(code.clone(), text::clean_line(&heading)),
                None => report.headings.remove(&code),
            };
            ReportEdit::Heading(code, before)
        }
    }
}

fn apply_to_answer(book: &mut Workbook, edit: Edit) -> Result<Edit, Rejection> {
    let Some(code) = edit.code().map(str::to_owned) else {
        return Ok(edit);
    };
    let id = book
        .set
        .find(&code)
        .ok_or_else(|| Rejection::UnknownCriterion(code.clone()))?;
    let criterion = book
        .set
        .node(id)
        .criterion()
        .ok_or_else(|| Rejection::NotACriterion(code.clone()))?;
    allow(book, criterion, &edit)?;
    let answer = book.answers.entry(code.clone()).or_default();
    let inverse = change(answer, edit);
    if answer.is_empty() {
        book.answers.remove(&code);
    }
    let fits = book
        .set
        .criterion(&code)
        .is_some_and(|criterion| allow(book, criterion, &inverse).is_ok());
    Ok(if fits { inverse } else { as_it_stood(inverse) })
}

/// A number of the file that no edit may bring is handed back as the text that it was, which passes: taking back an
/// edit is always possible.
fn as_it_stood(inverse: Edit) -> Edit {
    let text = |stored: Stored| Stored::Unreadable(stored.text());
    match inverse {
        Edit::Figure {
            code,
            figure,
            value,
        } => Edit::Figure {
            code,
            figure,
            value: value.map(text),
        },
        Edit::Score { code, value } => Edit::Score {
            code,
            value: value.map(text),
        },
        Edit::Declared { code, declared } => Edit::Declared {
            code,
            declared: declared.map(|declared| Declared {
                score: text(declared.score),
                ..declared
            }),
        },
        Edit::Level { .. }
        | Edit::Ticked { .. }
        | Edit::NotAssessed { .. }
        | Edit::ExplainedWith { .. }
        | Edit::Justification { .. }
        | Edit::Evidence { .. }
        | Edit::Unit { .. }
        | Edit::Report(_)
        | Edit::Put(..)
        | Edit::Reopen(_) => inverse,
    }
}

/// A number as it is stored: text that was handed back by [`as_it_stood`] is the number again that it was.
fn reread(stored: Stored) -> Stored {
    match stored {
        Stored::Number(_) => stored,
        Stored::Unreadable(text) => Stored::read(&text),
    }
}

/// Whether an edit fits the criterion it is meant for. An unreadable number passes: only taking back an edit
/// brings one, and then it was in the file before.
fn allow(book: &Workbook, criterion: &Criterion, edit: &Edit) -> Result<(), Rejection> {
    match edit {
        Edit::Figure {
            value: Some(Stored::Unreadable(_)),
            ..
        } => Ok(()),
        Edit::Figure {
            code,
            figure,
            value: None,
        } if book.answer(code).figures.contains_key(figure) => Ok(()),
        Edit::Figure { figure, value, .. } => allow_figure(criterion, figure, value.as_ref()),
        Edit::Level {
            level: Some(level), ..
        } => {
            let levels = criterion.rule.levels();
            if levels.iter().any(|choice| choice.id == *level) {
                Ok(())
            } else {
                Err(Rejection::UnknownLevel(
                    level.clone(),
                    levels.iter().map(|choice| choice.id.clone()).collect(),
                ))
            }
        }
        Edit::Ticked {
            items: Some(ticked),
            ..
        } => {
            let items = criterion.rule.items();
            match ticked
                .iter()
                .find(|id| items.iter().all(|item| item.id != **id))
            {
                None if items.is_empty() => Err(Rejection::UnknownItem(String::new(), Vec::new())),
                None => Ok(()),
                Some(unknown) => Err(Rejection::UnknownItem(
                    unknown.clone(),
                    items.iter().map(|item| item.id.clone()).collect(),
                )),
            }
        }
        Edit::Score {
            value: Some(value), ..
        } => match value {
            Stored::Unreadable(_) => Ok(()),
            Stored::Number(_) if criterion.rule.takes_score() => allow_points(criterion, value),
            Stored::Number(_) => Err(Rejection::TakesNoScore),
        },
        Edit::Declared {
            declared: Some(declared),
            ..
        } => allow_points(criterion, &declared.score),
        Edit::ExplainedWith {
            code,
            other: Some(other),
        } => {
            let section = |code: &str| {
                book.set
                    .criterion(code)
                    .and(book.set.find(code))
                    .map(|id| book.set.section_of(id))
            };
            let fits = code != other && section(other).is_some() && section(code) == section(other);
            if fits {
                Ok(())
            } else {
                Err(Rejection::CannotExplainWith(other.clone()))
            }
        }
        Edit::Evidence { id, .. } if !is_evidence_id(id) => {
            Err(Rejection::BadEvidenceId(id.clone()))
        }
        Edit::Level { .. }
        | Edit::Ticked { .. }
        | Edit::Score { .. }
        | Edit::Declared { .. }
        | Edit::NotAssessed { .. }
        | Edit::ExplainedWith { .. }
        | Edit::Justification { .. }
        | Edit::Evidence { .. }
        | Edit::Unit { .. }
        | Edit::Report(_)
        | Edit::Put(..)
        | Edit::Reopen(_) => Ok(()),
    }
}

fn allow_figure(
    criterion: &Criterion,
    figure: &str,
    value: Option<&Stored>,
) -> Result<(), Rejection> {
    let known = criterion.figure(figure).ok_or_else(|| {
        let ids = criterion.figures.iter().map(|figure| figure.id.clone());
        Rejection::UnknownFigure(figure.to_owned(), ids.collect())
    })?;
    match value {
        Some(Stored::Number(number)) if !fits_figure(known, *number) => {
            Err(Rejection::NotWhole(known.label.clone()))
        }
        Some(_) | None => Ok(()),
    }
}

/// Whether a number may stand in a figure: whole and not below zero, unless the figure has decimals.
pub fn fits_figure(figure: &Figure, number: Decimal) -> bool {
    figure.decimal || (number.is_integer() && number >= Decimal::ZERO)
}

/// Whether points may count for a criterion: 0 to its maximum.
pub fn in_range(criterion: &Criterion, number: Decimal) -> bool {
    number >= Decimal::ZERO && number <= criterion.max && points::fits_points(number)
}

fn allow_points(criterion: &Criterion, value: &Stored) -> Result<(), Rejection> {
    match value {
        Stored::Number(number) if *number < Decimal::ZERO || *number > criterion.max => {
            Err(Rejection::OutOfRange(criterion.max))
        }
        Stored::Number(number) if !points::fits_points(*number) => Err(Rejection::TooPrecise),
        Stored::Number(_) | Stored::Unreadable(_) => Ok(()),
    }
}

/// Whether `[^id]` can name it.
pub fn is_evidence_id(id: &str) -> bool {
    !id.is_empty()
        && id
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

fn change(answer: &mut Answer, edit: Edit) -> Edit {
    match edit {
        Edit::Figure {
            code,
            figure,
            value,
        } => {
            let before = match value {
                Some(value) => answer.figures.insert(figure.clone(), reread(value)),
                None => answer.figures.remove(&figure),
            };
            Edit::Figure {
                code,
                figure,
                value: before,
            }
        }
        Edit::Level { code, level } => Edit::Level {
            code,
            level: std::mem::replace(&mut answer.level, level),
        },
        Edit::Ticked { code, items } => Edit::Ticked {
            code,
            items: std::mem::replace(&mut answer.ticked, items),
        },
        Edit::Score { code, value } => Edit::Score {
            code,
            value: std::mem::replace(&mut answer.score, value.map(reread)),
        },
        Edit::Declared { code, declared } => {
            let declared = declared.map(|declared| Declared {
                reason: text::clean(&declared.reason),
                score: reread(declared.score),
            });
            Edit::Declared {
                code,
                declared: std::mem::replace(&mut answer.declared, declared),
            }
        }
        Edit::NotAssessed { code, reason } => {
            let reason = reason.map(|reason| text::clean(&reason));
            Edit::NotAssessed {
                code,
                reason: std::mem::replace(&mut answer.not_assessed, reason),
            }
        }
        Edit::ExplainedWith { code, other } => Edit::ExplainedWith {
            code,
            other: std::mem::replace(&mut answer.explained_with, other),
        },
        Edit::Justification { code, text, review } => Edit::Justification {
            code,
            text: std::mem::replace(&mut answer.justification, text::clean(&text)),
            review: std::mem::replace(&mut answer.review, review),
        },
        Edit::Evidence {
            code,
            id,
            entry,
            at,
        } => change_evidence(&mut answer.evidence, code, id, entry, at),
        Edit::Unit { .. } | Edit::Report(_) | Edit::Put(..) | Edit::Reopen(_) => edit,
    }
}

fn change_evidence(
    entries: &mut Vec<Evidence>,
    code: String,
    id: String,
    entry: Option<Box<Evidence>>,
    at: usize,
) -> Edit {
    let known = entries.iter().position(|entry| entry.id == id);
    let entry = entry.map(|entry| cleaned(*entry, &id));
    let (before, place) = match (known, entry) {
        (Some(place), Some(entry)) => (
            entries
                .get_mut(place)
                .map(|old| std::mem::replace(old, entry)),
            place,
        ),
        (Some(place), None) => (Some(entries.remove(place)), place),
        (None, Some(entry)) => {
            let place = at.min(entries.len());
            entries.insert(place, entry);
            (None, place)
        }
        (None, None) => (None, at),
    };
    Edit::Evidence {
        code,
        id,
        entry: before.map(Box::new),
        at: place,
    }
}

fn cleaned(entry: Evidence, id: &str) -> Evidence {
    let line = |text: &str| text::clean_line(text);
    Evidence {
        id: id.to_owned(),
        kind: line(&entry.kind),
        number: line(&entry.number),
        date: line(&entry.date),
        issuer: line(&entry.issuer),
        subject: line(&entry.subject),
        place: line(&entry.place),
        location: line(&entry.location),
        note: text::clean(&entry.note),
        same_as: entry.same_as,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::sample::{criterion, dec, ratio, set};
    use crate::criteria::{Choice, Rule};
    use crate::workbook::answer::Unit;

    fn book() -> Workbook {
        let choice = |id: &str| Choice {
            id: id.to_owned(),
            label: id.to_owned(),
            points: dec("1"),
        };
        let set = set(vec![
            ("1.1", criterion("1", "a b", Rule::Ratio(ratio("a", "b")))),
            ("1.2", criterion("2", "", Rule::Manual)),
            (
                "1.3",
                criterion("1", "", Rule::Levels(vec![choice("full")])),
            ),
            (
                "1.4",
                criterion("1", "", Rule::Checklist(vec![choice("x")])),
            ),
            ("2.1", criterion("1", "", Rule::Manual)),
        ]);
        let unit = Unit {
            name: "UBND huyện Kon Rẫy".to_owned(),
            ..Unit::default()
        };
        Workbook::new(set, unit, 2023)
    }

    fn figure(code: &str, figure: &str, value: Option<&str>) -> Edit {
        Edit::Figure {
            code: code.to_owned(),
            figure: figure.to_owned(),
            value: value.map(Stored::read),
        }
    }

    fn score(code: &str, value: &str) -> Edit {
        Edit::Score {
            code: code.to_owned(),
            value: Some(Stored::read(value)),
        }
    }

    fn document(id: &str, number: Option<&str>, at: usize) -> Edit {
        Edit::Evidence {
            code: "1.2".to_owned(),
            id: id.to_owned(),
            entry: number.map(|number| {
                Box::new(Evidence {
                    number: number.to_owned(),
                    ..Evidence::default()
                })
            }),
            at,
        }
    }

    fn refused(edit: Edit) -> Rejection {
        let mut edited = book();
        let why = apply(&mut edited, edit).expect_err("refused");
        assert_eq!(edited, book(), "a refused edit changes nothing");
        why
    }

    #[test]
    fn clearing_the_last_part_of_an_answer_leaves_no_trace() {
        let mut edited = book();
        apply(&mut edited, figure("1.1", "a", Some("642"))).expect("fits");
        assert_ne!(edited, book());
        apply(&mut edited, figure("1.1", "a", None)).expect("fits");
        assert_eq!(edited, book());
    }

    #[test]
    fn what_does_not_fit_is_refused_and_changes_nothing() {
        assert_eq!(
            refused(figure("9.9", "a", None)),
            Rejection::UnknownCriterion("9.9".to_owned())
        );
        assert_eq!(
            refused(figure("1", "a", None)),
            Rejection::NotACriterion("1".to_owned())
        );
        assert_eq!(
            refused(figure("1.1", "z", Some("1"))),
            Rejection::UnknownFigure("z".to_owned(), vec!["a".to_owned(), "b".to_owned()])
        );
        for bad in ["0.5", "-1"] {
            assert_eq!(
                refused(figure("1.1", "a", Some(bad))),
                Rejection::NotWhole("Số a".to_owned())
            );
        }
        assert_eq!(refused(score("1.1", "1")), Rejection::TakesNoScore);
        assert_eq!(
            refused(score("1.2", "2.01")),
            Rejection::OutOfRange(dec("2"))
        );
        assert_eq!(refused(score("1.2", "-1")), Rejection::OutOfRange(dec("2")));
        assert_eq!(
            refused(score("1.2", "0.1234567890123")),
            Rejection::TooPrecise
        );
    }

    #[test]
    fn levels_items_and_links_must_exist() {
        let level = |code: &str| Edit::Level {
            code: code.to_owned(),
            level: Some("half".to_owned()),
        };
        let ticked = |code: &str, items: &[&str]| Edit::Ticked {
            code: code.to_owned(),
            items: Some(items.iter().map(|item| (*item).to_owned()).collect()),
        };
        let link = |other: &str| Edit::ExplainedWith {
            code: "1.2".to_owned(),
            other: Some(other.to_owned()),
        };
        assert_eq!(
            refused(level("1.3")),
            Rejection::UnknownLevel("half".to_owned(), vec!["full".to_owned()])
        );
        assert_eq!(
            refused(level("1.2")),
            Rejection::UnknownLevel("half".to_owned(), Vec::new())
        );
        assert_eq!(
            refused(ticked("1.4", &["x", "y"])),
            Rejection::UnknownItem("y".to_owned(), vec!["x".to_owned()])
        );
        assert_eq!(
            refused(ticked("1.2", &[])),
            Rejection::UnknownItem(String::new(), Vec::new())
        );
        for other in ["1.2", "2.1", "1", "9.9"] {
            assert_eq!(
                refused(link(other)),
                Rejection::CannotExplainWith(other.to_owned())
            );
        }
        apply(&mut book(), link("1.1")).expect("same section");
        apply(&mut book(), ticked("1.4", &[])).expect("none ticked is an answer");
    }

    #[test]
    fn a_document_needs_an_id_that_a_mark_can_name() {
        for bad in ["", "1,2", "a b", "x]"] {
            assert_eq!(
                refused(document(bad, Some("13/KH-UBND"), 0)),
                Rejection::BadEvidenceId(bad.to_owned())
            );
        }
    }

    #[test]
    fn a_document_that_is_removed_comes_back_to_its_place() {
        let mut edited = book();
        for (at, id) in ["1", "2", "3"].into_iter().enumerate() {
            apply(&mut edited, document(id, Some("13/KH-UBND"), at)).expect("fits");
        }
        let full = edited.clone();
        let inverse = apply(&mut edited, document("2", None, 0)).expect("fits");
        assert_eq!(edited.answer("1.2").evidence.len(), 2);
        apply(&mut edited, inverse).expect("fits");
        assert_eq!(edited, full);
        let inverse = apply(&mut edited, document("2", Some("14/KH-UBND"), 0)).expect("fits");
        apply(&mut edited, inverse).expect("fits");
        assert_eq!(edited, full);
    }

    #[test]
    fn texts_are_cleaned_on_the_way_in() {
        let mut edited = book();
        let text = Edit::Justification {
            code: "1.2".to_owned(),
            text: "vie\u{323}\u{302}c\u{1b}[31m\r\nđỏ".to_owned(),
            review: Review::Settled,
        };
        apply(&mut edited, text).expect("fits");
        assert_eq!(edited.answer("1.2").justification, "việc\nđỏ");
    }

    #[test]
    fn a_unit_keeps_its_name() {
        let name = |text: &str| Edit::Unit {
            member: UnitMember::Name,
            text: text.to_owned(),
        };
        assert_eq!(refused(name("  ")), Rejection::UnitNeedsName);
        let mut edited = book();
        let inverse = apply(&mut edited, name("UBND xã Đăk Pne")).expect("fits");
        assert_eq!(edited.unit.name, "UBND xã Đăk Pne");
        apply(&mut edited, inverse).expect("fits");
        assert_eq!(edited, book());
    }

    #[test]
    fn an_unreadable_number_of_the_file_can_be_brought_back() {
        let mut edited = book();
        let answer = edited.answers.entry("1.1".to_owned()).or_default();
        answer.figures.insert("a".to_owned(), Stored::read("nhiều"));
        let before = edited.clone();
        let inverse = apply(&mut edited, figure("1.1", "a", Some("3"))).expect("fits");
        apply(&mut edited, inverse).expect("taking back is always possible");
        assert_eq!(edited, before);
    }

    #[test]
    fn an_out_of_range_score_of_the_file_can_be_brought_back() {
        let mut edited = book();
        let answer = edited.answers.entry("1.2".to_owned()).or_default();
        answer.score = Some(Stored::read("9"));
        let before = edited.clone();
        let inverse = apply(&mut edited, score("1.2", "2")).expect("fits");
        apply(&mut edited, inverse).expect("taking back is always possible");
        assert_eq!(edited, before);
    }

    #[test]
    fn a_figure_that_nobody_asks_for_can_be_cleared_and_brought_back() {
        let mut edited = book();
        let answer = edited.answers.entry("1.1".to_owned()).or_default();
        answer.figures.insert("z".to_owned(), Stored::read("3"));
        let before = edited.clone();
        let inverse = apply(&mut edited, figure("1.1", "z", None)).expect("it is there");
        assert_eq!(edited, book());
        apply(&mut edited, inverse).expect("taking back is always possible");
        assert_eq!(edited, before);
    }

    #[test]
    fn only_edits_of_one_place_replace_each_other() {
        let (one, two) = (figure("1.1", "a", None), figure("1.1", "a", Some("1")));
        assert!(one.same_place(&two));
        assert!(!one.same_place(&figure("1.1", "b", None)));
        assert!(!one.same_place(&figure("1.2", "a", None)));
        assert!(!one.same_place(&score("1.1", "1")));
        assert!(!document("1", None, 0).same_place(&document("2", None, 0)));
        let heading = |code: &str| Edit::Report(ReportEdit::Heading(code.to_owned(), None));
        assert!(heading("1").same_place(&heading("1")));
        assert!(!heading("1").same_place(&heading("2")));
    }
}
