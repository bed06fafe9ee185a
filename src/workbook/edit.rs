//! The one currency of change. Everything that alters a workbook is an [`Edit`]; [`apply`] carries it out and
//! returns the edit that takes it back, or says why it may not be.

use crate::criteria::{Criterion, Figure};
use crate::points::{self, Decimal, DecimalMark, Stored};
use crate::text;
use crate::workbook::answer::{Answer, Declared, Evidence, Workbook};

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
    /// The explanation.
    Justification {
        /// Criterion.
        code: String,
        /// The whole text.
        text: String,
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
}

/// The texts of the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
            (one, two) => {
                std::mem::discriminant(one) == std::mem::discriminant(two)
                    && one.code() == two.code()
            }
        }
    }
}

/// Carries out an edit and returns the one that takes it back. Texts are cleaned on the way in.
pub fn apply(book: &mut Workbook, edit: Edit) -> Result<Edit, Rejection> {
    match edit {
        Edit::Unit { member, text } => apply_unit(book, member, &text),
        Edit::Report(report) => Ok(Edit::Report(apply_report(book, report))),
        edit => apply_to_answer(book, edit),
    }
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
    Ok(inverse)
}

/// Whether an edit fits the criterion it is meant for. An unreadable number passes: only taking back an edit
/// brings one, and then it was in the file before.
fn allow(book: &Workbook, criterion: &Criterion, edit: &Edit) -> Result<(), Rejection> {
    match edit {
        Edit::Figure { figure, value, .. } => {
            let known = criterion.figure(figure).ok_or_else(|| {
                Rejection::UnknownFigure(
                    figure.clone(),
                    criterion
                        .figures
                        .iter()
                        .map(|figure| figure.id.clone())
                        .collect(),
                )
            })?;
            match value {
                Some(Stored::Number(number)) if !fits_figure(known, *number) => {
                    Err(Rejection::NotWhole(known.label.clone()))
                }
                _ => Ok(()),
            }
        }
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
        } => {
            if criterion.rule.takes_score() {
                allow_points(criterion, value)
            } else {
                Err(Rejection::TakesNoScore)
            }
        }
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
        | Edit::Report(_) => Ok(()),
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
                Some(value) => answer.figures.insert(figure.clone(), value),
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
            value: std::mem::replace(&mut answer.score, value),
        },
        Edit::Declared { code, declared } => {
            let declared = declared.map(|declared| Declared {
                reason: text::clean(&declared.reason),
                ..declared
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
        Edit::Justification { code, text } => Edit::Justification {
            code,
            text: std::mem::replace(&mut answer.justification, text::clean(&text)),
        },
        Edit::Evidence {
            code,
            id,
            entry,
            at,
        } => change_evidence(&mut answer.evidence, code, id, entry, at),
        Edit::Unit { .. } | Edit::Report(_) => edit,
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
