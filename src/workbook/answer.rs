//! The workbook as data: who is scored, for which year, against which set, and what was answered.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::criteria::{CriteriaSet, Criterion, Node};
use crate::points::{DecimalMark, Stored};
use crate::workbook::document::is_cited;
use crate::workbook::last_year::LastYear;
use crate::workbook::merge::Conflicts;
use crate::workbook::seal::Seals;

/// One office, one year, one set, all answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workbook {
    /// Random name that copies share; made by the store when missing.
    pub id: Option<String>,
    /// Whom it scores.
    pub unit: Unit,
    /// For which year.
    pub year: u16,
    /// What the printed report says besides scores.
    pub report: Report,
    /// The embedded criteria set.
    pub set: CriteriaSet,
    /// By criterion code; codes that the set lacks are kept.
    pub answers: BTreeMap<String, Answer>,
    /// What two people changed without knowing of each other; `answers` holds one of the values.
    pub conflicts: Conflicts,
    /// Whether it is frozen, and every time it was. A copy's own: merging carries no seal along.
    pub seals: Seals,
    /// What was answered the year before; nothing changes it, so copies share it.
    pub previous: Option<Arc<LastYear>>,
}

/// The office.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// Full name, such as `UBND huyện Kon Rẫy`.
    pub name: String,
    /// As it calls itself in the report, such as `UBND huyện`.
    pub short: String,
    /// The superior body.
    pub parent: String,
    /// Where documents are signed.
    pub place: String,
}

/// What the printed report says besides scores. Empty text means: not given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Number and symbol of the report.
    pub number: String,
    /// ISO date.
    pub date: String,
    /// Place of signing.
    pub place: String,
    /// Addressee.
    pub recipient: String,
    /// Legal bases, one each.
    pub basis: Vec<String>,
    /// Recipients, one each.
    pub recipients: Vec<String>,
    /// Lines of the signature block.
    pub signature: Vec<String>,
    /// Who signs.
    pub signer: String,
    /// Closing paragraph.
    pub closing: String,
    /// Decimal mark of the printed report.
    pub decimal_mark: DecimalMark,
    /// Heading of a section in part II, by section code.
    pub headings: BTreeMap<String, String>,
}

/// All that is answered for one criterion. Every part may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// By figure id.
    pub figures: BTreeMap<String, Stored>,
    /// The id of the chosen level.
    pub level: Option<String>,
    /// The ids of the ticked items; an empty list is an answer too.
    pub ticked: Option<Vec<String>>,
    /// The score entered, for `manual` and `external`.
    pub score: Option<Stored>,
    /// A score that replaces the computed one.
    pub declared: Option<Declared>,
    /// The reason why it is not assessed; may be empty, which is a finding.
    pub not_assessed: Option<String>,
    /// The criterion whose explanation serves this one too.
    pub explained_with: Option<String>,
    /// The explanation; empty when there is none.
    pub justification: String,
    /// Whether somebody must still look the explanation through.
    pub review: Review,
    /// Documents and free footnotes, in the officer's order.
    pub evidence: Vec<Evidence>,
}

/// Whether an explanation that was taken over from last year has been looked through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Review {
    /// It has, or it was written this year.
    #[default]
    Settled,
    /// It still says what last year's workbook said, and nobody has said that it may.
    Due,
}

/// A score set by hand in place of the computed one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Points, 0 to the maximum.
    pub score: Stored,
    /// Why; empty is a finding.
    pub reason: String,
}

/// A document, a reference to another criterion's document, or a free footnote. Empty text means: not given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Unique within its criterion; what `[^id]` names.
    pub id: String,
    /// Such as `Kế hoạch`.
    pub kind: String,
    /// Number and symbol, such as `13/KH-UBND`.
    pub number: String,
    /// ISO date.
    pub date: String,
    /// Who issued it.
    pub issuer: String,
    /// What it is about.
    pub subject: String,
    /// Clause and page.
    pub place: String,
    /// Path or URL.
    pub location: String,
    /// Free footnote text, printed after the document.
    pub note: String,
    /// `CODE/ID` of another criterion's document.
    pub same_as: Option<String>,
}

impl Evidence {
    /// Whether it names a document, here or elsewhere; else it is free footnote text.
    pub fn is_document(&self) -> bool {
        self.same_as.is_some() || self.names_document()
    }

    /// Whether it has text of a document of its own.
    pub fn names_document(&self) -> bool {
        [
            &self.kind,
            &self.number,
            &self.date,
            &self.issuer,
            &self.subject,
            &self.location,
        ]
        .iter()
        .any(|text| !text.is_empty())
    }

    /// The criterion and id that `same_as` points to.
    pub fn target(&self) -> Option<(&str, &str)> {
        self.same_as.as_deref()?.rsplit_once('/')
    }
}

impl Answer {
    /// Whether nothing at all is answered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The evidence entry of an id.
    pub fn evidence(&self, id: &str) -> Option<&Evidence> {
        self.evidence.iter().find(|entry| entry.id == id)
    }

    /// The smallest number that no evidence entry has as its id and no text cites: a mark whose document is gone must
    /// not come to mean another.
    pub fn free_evidence_id(&self) -> String {
        let reason = self.not_assessed.as_deref().unwrap_or_default();
        let is_free = |id: &String| {
            let texts = [self.justification.as_str(), reason];
            self.evidence(id).is_none() && !texts.iter().any(|text| is_cited(text, id))
        };
        let mut ids = (1..).map(|number: u32| number.to_string());
        ids.find(is_free).unwrap_or_default()
    }
}

static UNANSWERED: Answer = Answer {
    figures: BTreeMap::new(),
    level: None,
    ticked: None,
    score: None,
    declared: None,
    not_assessed: None,
    explained_with: None,
    justification: String::new(),
    review: Review::Settled,
    evidence: Vec::new(),
};

impl Workbook {
    /// A workbook without answers.
    pub fn new(set: CriteriaSet, unit: Unit, year: u16) -> Self {
        Self {
            id: None,
            unit,
            year,
            report: Report::default(),
            set,
            answers: BTreeMap::new(),
            conflicts: Conflicts::default(),
            seals: Seals::default(),
            previous: None,
        }
    }

    /// What is answered for a criterion; an empty answer when there is none.
    pub fn answer(&self, code: &str) -> &Answer {
        self.answers.get(code).unwrap_or(&UNANSWERED)
    }

    /// The node, the criterion and the answer of a code.
    pub fn asked(&self, code: &str) -> Option<(&Node, &Criterion, &Answer)> {
        let node = self.set.node(self.set.find(code)?);
        Some((node, node.criterion()?, self.answer(code)))
    }

    /// The document behind an evidence entry: itself, or the one that `same_as` points to.
    pub fn document<'a>(&'a self, entry: &'a Evidence) -> Option<&'a Evidence> {
        match entry.target() {
            None => entry.names_document().then_some(entry),
            Some((code, id)) => self
                .answers
                .get(code)?
                .evidence(id)
                .filter(|target| target.names_document()),
        }
    }
}
