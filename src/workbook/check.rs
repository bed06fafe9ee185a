//! What is wrong with a workbook, and what to do about it: every finding, each with its place. Pure; nothing
//! here stops anybody from saving or printing.

mod evidence;
mod judge;
mod message;
mod numbers;
mod personal;
mod together;

use std::collections::BTreeSet;

use crate::criteria::Comparison;
use crate::lang::Lang;
use crate::points::{Decimal, DecimalMark};
use crate::workbook::answer::Workbook;
use crate::workbook::last_year::{self, Fall};
use crate::workbook::merge::Conflict;
use crate::workbook::score::Scores;
use crate::workbook::words::{self, Lack};
use crate::workbook::working::Weighed;

pub use numbers::states_all;
pub use personal::{Kind, Trace};
use together::Links;
pub use together::dependents;

/// Something found, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The criterion's code; empty for the whole workbook.
    pub code: String,
    /// What it is.
    pub what: What,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The workbook cannot be handed in like this.
    Error,
    /// It can, but will probably be asked about.
    Warning,
    /// Worth a look.
    Hint,
}

impl Severity {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }

    /// The word on screen.
    pub const fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Error => lang.pick("phải sửa", "error"),
            Self::Warning => lang.pick("nên bổ sung", "warning"),
            Self::Hint => lang.pick("gợi ý", "hint"),
        }
    }
}

/// What was found, with all that its message needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Not answered, or not completely.
    Unanswered {
        /// What is missing.
        lacks: Vec<Lack>,
        /// The points at stake.
        max: Decimal,
    },
    /// Answered, but no score comes of it.
    NoScore(NoScore),
    /// A check of the set fails.
    FiguresInconsistent {
        /// What the set says then.
        message: Option<String>,
        /// Left of the sign.
        left: Vec<Weighed>,
        /// The sign.
        is: Comparison,
        /// Right of the sign.
        right: Vec<Weighed>,
    },
    /// A stored value that can never count.
    OutOfRange(Stray),
    /// The declared score is not the computed one.
    DeclaredDiffers {
        /// Declared.
        declared: Decimal,
        /// Computed.
        computed: Decimal,
    },
    /// A declared score without its reason.
    DeclaredWithoutReason,
    /// An explanation is asked for and not given.
    MissingExplanation(Because),
    /// Evidence is asked for and not given.
    MissingEvidence(Because),
    /// Not assessed, without saying why.
    NotAssessedWithoutReason,
    /// A footnote mark that names no evidence entry of its criterion.
    DanglingFootnote {
        /// What the mark names.
        id: String,
        /// What it could name.
        known: Vec<String>,
    },
    /// `same_as` that points to no document.
    DanglingEvidence {
        /// The entry.
        id: String,
        /// Where it points.
        target: String,
    },
    /// Two evidence entries of one id.
    DuplicateEvidence(String),
    /// A document without a number, date, issuer or subject.
    EvidenceIncomplete {
        /// The entry.
        id: String,
        /// Kind and number, as far as given.
        name: String,
        /// What is missing.
        lacks: Vec<Detail>,
    },
    /// An evidence entry that no mark names.
    UnusedEvidence {
        /// The entry.
        id: String,
        /// What kind of entry it is.
        entry: Entry,
    },
    /// The explanation states other counts than the figures.
    FigureNotInText {
        /// The figure, as it is spoken of.
        figure: String,
        /// Its number.
        value: Decimal,
        /// The counts in the text that are no figure.
        stated: Vec<Decimal>,
    },
    /// What looks like a private person's data.
    PersonalData(Trace, Place),
    /// `explained_with` that cannot be followed.
    ExplainedWithInvalid {
        /// The criterion named.
        other: String,
        /// Why.
        why: BadLink,
    },
    /// A part of an answer that the criterion does not ask for.
    UnknownAnswer(Extra),
    /// An answer to a code that the set does not have.
    UnknownCode,
    /// An explanation taken over from last year that nobody has looked through.
    NotReviewed,
    /// The grade is two or more below last year's.
    GradeFall(Fall),
    /// Two people changed the same part without knowing of each other.
    Conflict(Box<Conflict>),
}

/// Why no score comes of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoScore {
    /// The sum below the line is zero or less.
    Denominator(Vec<Weighed>),
    /// No branch holds.
    NoBranch,
}

/// A stored value that can never count, as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stray {
    /// A figure that must be a whole number from 0.
    Whole(String, String),
    /// A figure that must be a number.
    Number(String, String),
    /// A score outside 0 to this maximum.
    Score(String, Decimal),
    /// A declared score outside 0 to this maximum.
    Declared(String, Decimal),
    /// A level that the rule does not have.
    Level(String),
    /// An item that the rule does not have.
    Item(String),
}

/// Why an explanation or evidence is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The set always asks.
    Always,
    /// The score is below the maximum.
    NotFull(Decimal, Decimal),
    /// There is no evidence.
    NoEvidence,
}

/// What belongs to a complete document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Number and symbol.
    Number,
    /// Date.
    Date,
    /// Issuer.
    Issuer,
    /// Subject.
    Subject,
}

/// What kind an evidence entry is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A document, here or elsewhere.
    Document,
    /// Free footnote text.
    Footnote,
}

/// Where a text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The explanation.
    Explanation,
    /// The reason of a declared score, or for not assessing.
    Reason,
    /// The evidence entry of this id.
    Evidence(String),
}

/// Why a criterion cannot be explained with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadLink {
    /// The set has no such criterion.
    Unknown,
    /// It names itself.
    Itself,
    /// The other stands in another section.
    OtherSection,
    /// The other is itself explained with this one.
    Chain(String),
    /// The other has no explanation.
    NoText,
    /// It has an explanation of its own.
    OwnText,
}

/// A part of an answer that the criterion does not ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extra {
    /// A figure of this id.
    Figure(String),
    /// A chosen level.
    Level(String),
    /// Ticked items.
    Ticks,
    /// A score by hand.
    Score,
}

impl What {
    /// The name in JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Unanswered { .. } => "unanswered",
            Self::NoScore(_) => "no_score",
            Self::FiguresInconsistent { .. } => "figures_inconsistent",
            Self::OutOfRange(_) => "out_of_range",
            Self::DeclaredDiffers { .. } => "declared_differs",
            Self::DeclaredWithoutReason => "declared_without_reason",
            Self::MissingExplanation(_) => "missing_explanation",
            Self::MissingEvidence(_) => "missing_evidence",
            Self::NotAssessedWithoutReason => "not_assessed_without_reason",
            Self::DanglingFootnote { .. } => "dangling_footnote",
            Self::DanglingEvidence { .. } => "dangling_evidence",
            Self::DuplicateEvidence(_) => "duplicate_evidence",
            Self::EvidenceIncomplete { .. } => "evidence_incomplete",
            Self::UnusedEvidence { .. } => "unused_evidence",
            Self::FigureNotInText { .. } => "figure_not_in_text",
            Self::PersonalData(..) => "personal_data",
            Self::ExplainedWithInvalid { .. } => "explained_with_invalid",
            Self::UnknownAnswer(_) => "unknown_answer",
            Self::UnknownCode => "unknown_code",
            Self::NotReviewed => "not_reviewed",
            Self::GradeFall(_) => "grade_fall",
            Self::Conflict(_) => "conflict",
        }
    }

    /// How much it matters.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::Unanswered { .. }
            | Self::NoScore(_)
            | Self::FiguresInconsistent { .. }
            | Self::OutOfRange(_)
            | Self::DeclaredWithoutReason
            | Self::MissingExplanation(_)
            | Self::NotAssessedWithoutReason
            | Self::DanglingFootnote { .. }
            | Self::DanglingEvidence { .. }
            | Self::DuplicateEvidence(_)
            | Self::ExplainedWithInvalid { .. }
            | Self::Conflict(_) => Severity::Error,
            Self::DeclaredDiffers { .. }
            | Self::MissingEvidence(_)
            | Self::EvidenceIncomplete { .. }
            | Self::GradeFall(_) => Severity::Warning,
            Self::UnusedEvidence { .. }
            | Self::FigureNotInText { .. }
            | Self::PersonalData(..)
            | Self::UnknownAnswer(_)
            | Self::UnknownCode
            | Self::NotReviewed => Severity::Hint,
        }
    }
}

impl Finding {
    /// The name in JSON.
    pub const fn name(&self) -> &'static str {
        self.what.name()
    }

    /// How much it matters.
    pub const fn severity(&self) -> Severity {
        self.what.severity()
    }

    /// What is wrong, with the numbers, and what to do.
    pub fn message(&self, lang: Lang, mark: DecimalMark) -> String {
        message::message(self, words::Voice { lang, mark })
    }
}

/// Every finding of a workbook: the unit and the report, the criteria in the set's order, then answers that the set
/// does not ask for.
pub fn findings(book: &Workbook) -> Vec<Finding> {
    let known = book.set.criteria().map(|(_, node, _)| node.code.as_str());
    let unknown = book
        .answers
        .keys()
        .filter(|code| book.set.criterion(code).is_none());
    // A conflict about whether there is an answer leaves its code without one.
    let conflicts: BTreeSet<String> = book
        .conflicts
        .iter()
        .filter_map(|conflict| conflict.part.code().map(str::to_owned))
        .filter(|code| book.set.criterion(code).is_none() && !book.answers.contains_key(code))
        .collect();
    let links = Links::of(book);
    let scores = book.previous.as_ref().map(|_| Scores::of(book));
    let codes = known
        .chain(unknown.map(String::as_str))
        .chain(conflicts.iter().map(String::as_str));
    workbook_findings(book, scores.as_ref())
        .into_iter()
        .chain(codes.flat_map(|code| findings_at(book, &links, code)))
        .collect()
}

/// The findings of the unit and the report, and of the total where there are scores to compare with last year's. Their
/// code is empty.
pub fn workbook_findings(book: &Workbook, scores: Option<&Scores>) -> Vec<Finding> {
    let fall = scores.and_then(|scores| last_year::steep_fall(book, scores));
    conflicts(book, None)
        .chain(fall.map(What::GradeFall))
        .map(|what| Finding {
            code: String::new(),
            what,
        })
        .collect()
}

fn conflicts(book: &Workbook, code: Option<&str>) -> impl Iterator<Item = What> {
    book.conflicts
        .of(code)
        .map(|conflict| What::Conflict(Box::new(conflict)))
}

/// The findings of one criterion, or of an answer to an unknown code. They depend on this answer and on those of
/// which it is one of the [`dependents`].
pub fn criterion_findings(book: &Workbook, code: &str) -> Vec<Finding> {
    findings_at(book, &Links::of(book), code)
}

fn findings_at(book: &Workbook, links: &Links<'_>, code: &str) -> Vec<Finding> {
    let found = if book.set.criterion(code).is_some() {
        judge::judge(book, links, code)
    } else if book.answers.contains_key(code) {
        vec![What::UnknownCode]
    } else {
        Vec::new()
    };
    let at = |what| Finding {
        code: code.to_owned(),
        what,
    };
    conflicts(book, Some(code)).chain(found).map(at).collect()
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

#[cfg(test)]
mod tests;
