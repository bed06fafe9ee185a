//! The parts of a workbook that merge as one each, their names in files, and what is in them. Knows nothing of
//! revisions.

use crate::points::{DecimalMark, Stored};
use crate::workbook::answer::{Answer, Declared, Evidence, Review, Workbook};
use crate::workbook::edit::{Edit, ReportEdit, ReportLines, ReportText, UnitMember};
use crate::workbook::merge::path::{LINES, TEXTS, UNIT};

use std::collections::BTreeMap;

/// What merges as one: two changes inside a part are a conflict, changes of two parts never are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The figures, the level, the ticks and the score of a criterion together.
    Entered(String),
    /// The declared score of a criterion.
    Declared(String),
    /// Whether a criterion is not assessed, and why.
    NotAssessed(String),
    /// With which a criterion is explained.
    ExplainedWith(String),
    /// The explanation of a criterion.
    Justification(String),
    /// An evidence entry: criterion, id, and how many entries of the same id stand before it (0 in a sound file).
    Evidence(String, String, usize),
    /// A member of the unit.
    Unit(UnitMember),
    /// A text of the report.
    Text(ReportText),
    /// A list of the report.
    Lines(ReportLines),
    /// The decimal mark of the report.
    Mark,
    /// The heading of a section.
    Heading(String),
}

/// What is in a part that is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Figures, level, ticks and score.
    Entered(Box<Entered>),
    /// A declared score.
    Declared(Declared),
    /// A text, a reason, a code.
    Text(String),
    /// An explanation of last year that nobody has looked through yet.
    Unreviewed(String),
    /// Lines of a list.
    Lines(Vec<String>),
    /// An evidence entry.
    Evidence(Box<Evidence>),
    /// A decimal mark other than the default.
    Mark(DecimalMark),
}

/// What a criterion's score is computed from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    /// By figure id.
    pub figures: BTreeMap<String, Stored>,
    /// The chosen level.
    pub level: Option<String>,
    /// The ticked items.
    pub ticked: Option<Vec<String>>,
    /// The score by hand.
    pub score: Option<Stored>,
}

impl Content {
    /// Its text, where it is a single one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Unreviewed(text) => Some(text),
            Self::Entered(_)
            | Self::Declared(_)
            | Self::Lines(_)
            | Self::Evidence(_)
            | Self::Mark(_) => None,
        }
    }
}

impl Part {
    /// The criterion it belongs to; none for the unit and the report.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Entered(code)
            | Self::Declared(code)
            | Self::NotAssessed(code)
            | Self::ExplainedWith(code)
            | Self::Justification(code)
            | Self::Evidence(code, ..) => Some(code),
            Self::Unit(_) | Self::Text(_) | Self::Lines(_) | Self::Mark | Self::Heading(_) => None,
        }
    }

    /// Whether points hang on it.
    pub const fn moves_points(&self) -> bool {
        match self {
            Self::Entered(_) | Self::Declared(_) | Self::NotAssessed(_) => true,
            Self::ExplainedWith(_)
            | Self::Justification(_)
            | Self::Evidence(..)
            | Self::Unit(_)
            | Self::Text(_)
            | Self::Lines(_)
            | Self::Mark
            | Self::Heading(_) => false,
        }
    }

    /// What is in it; none when it is empty.
    pub fn content(&self, book: &Workbook) -> Option<Content> {
        match self {
            Self::Unit(member) => text(unit_text(book, *member)),
            Self::Text(which) => text(report_text(book, *which)),
            Self::Lines(which) => {
                let lines = report_lines(book, *which);
                (!lines.is_empty()).then(|| Content::Lines(lines.clone()))
            }
            Self::Mark => {
                let mark = book.report.decimal_mark;
                (mark != DecimalMark::default()).then_some(Content::Mark(mark))
            }
            Self::Heading(code) => book.report.headings.get(code).cloned().map(Content::Text),
            Self::Entered(code)
            | Self::Declared(code)
            | Self::NotAssessed(code)
            | Self::ExplainedWith(code)
            | Self::Justification(code)
            | Self::Evidence(code, ..) => self.content_of(book.answer(code)),
        }
    }

    /// What is in it in an answer that holds nothing else.
    pub fn content_in(&self, answer: &Answer) -> Option<Content> {
        self.alone().content_of(answer)
    }

    /// An answer that holds nothing but this content.
    pub fn answer_with(&self, content: Option<Content>) -> Answer {
        let mut answer = Answer::default();
        self.alone().put_into(&mut answer, content);
        answer
    }

    /// The part in an answer that holds nothing else: an entry is the first of its id there.
    fn alone(&self) -> Self {
        if let Self::Evidence(code, id, _) = self {
            Self::Evidence(code.clone(), id.clone(), 0)
        } else {
            self.clone()
        }
    }

    /// What is in it in an answer of its criterion.
    fn content_of(&self, answer: &Answer) -> Option<Content> {
        match self {
            Self::Entered(_) => {
                let entered = Entered {
                    figures: answer.figures.clone(),
                    level: answer.level.clone(),
                    ticked: answer.ticked.clone(),
                    score: answer.score.clone(),
                };
                (entered != Entered::default()).then(|| Content::Entered(Box::new(entered)))
            }
            Self::Declared(_) => answer.declared.clone().map(Content::Declared),
            Self::NotAssessed(_) => answer.not_assessed.clone().map(Content::Text),
            Self::ExplainedWith(_) => answer.explained_with.clone().map(Content::Text),
            Self::Justification(_) => match answer.review {
                Review::Settled => text(&answer.justification),
                Review::Due => Some(Content::Unreviewed(answer.justification.clone())),
            },
            Self::Evidence(_, id, nth) => {
                let mut entries = answer.evidence.iter().filter(|entry| entry.id == *id);
                let entry = entries.nth(*nth)?.clone();
                Some(Content::Evidence(Box::new(entry)))
            }
            Self::Unit(_) | Self::Text(_) | Self::Lines(_) | Self::Mark | Self::Heading(_) => None,
        }
    }

    /// Puts content into it, whatever the set asks for. Content of another kind is none.
    pub(in crate::workbook) fn put(&self, book: &mut Workbook, content: Option<Content>) {
        match self {
            Self::Unit(member) => *unit_text_mut(book, *member) = into_text(content),
            Self::Text(which) => *report_text_mut(book, *which) = into_text(content),
            Self::Lines(which) => {
                *report_lines_mut(book, *which) = match content {
                    Some(Content::Lines(lines)) => lines,
                    Some(_) | None => Vec::new(),
                }
            }
            Self::Mark => {
                book.report.decimal_mark = match content {
                    Some(Content::Mark(mark)) => mark,
                    Some(_) | None => DecimalMark::default(),
                }
            }
            Self::Heading(code) => match content {
                Some(Content::Text(heading)) => {
                    book.report.headings.insert(code.clone(), heading);
                }
                Some(_) | None => {
                    book.report.headings.remove(code);
                }
            },
            Self::Entered(code)
            | Self::Declared(code)
            | Self::NotAssessed(code)
            | Self::ExplainedWith(code)
            | Self::Justification(code)
            | Self::Evidence(code, ..) => {
                let answer = book.answers.entry(code.clone()).or_default();
                self.put_into(answer, content);
                if answer.is_empty() {
                    book.answers.remove(code);
                }
            }
        }
    }

    pub(super) fn put_into(&self, answer: &mut Answer, content: Option<Content>) {
        match (self, content) {
            (Self::Entered(_), content) => {
                let entered = match content {
                    Some(Content::Entered(entered)) => *entered,
                    Some(_) | None => Entered::default(),
                };
                answer.figures = entered.figures;
                answer.level = entered.level;
                answer.ticked = entered.ticked;
                answer.score = entered.score;
            }
            (Self::Declared(_), Some(Content::Declared(declared))) => {
                answer.declared = Some(declared);
            }
            (Self::Declared(_), _) => answer.declared = None,
            (Self::NotAssessed(_), content) => answer.not_assessed = maybe_text(content),
            (Self::ExplainedWith(_), content) => answer.explained_with = maybe_text(content),
            (Self::Justification(_), content) => {
                answer.review = match &content {
                    Some(Content::Unreviewed(_)) => Review::Due,
                    Some(_) | None => Review::Settled,
                };
                answer.justification = into_text(content);
            }
            (Self::Evidence(_, id, nth), content) => {
                put_evidence(&mut answer.evidence, id, *nth, content);
            }
            (Self::Unit(_) | Self::Text(_) | Self::Lines(_) | Self::Mark | Self::Heading(_), _) => {
            }
        }
    }
}

/// Replaces, removes or, at the end, adds the entry of an id that has so many of its id before it.
fn put_evidence(entries: &mut Vec<Evidence>, id: &str, nth: usize, content: Option<Content>) {
    let mut of_id = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.id == id);
    let place = of_id.nth(nth).map(|(place, _)| place);
    match (place, content) {
        (Some(place), Some(Content::Evidence(entry))) => {
            if let Some(old) = entries.get_mut(place) {
                *old = *entry;
            }
        }
        (None, Some(Content::Evidence(entry))) => entries.push(*entry),
        (Some(place), _) => {
            entries.remove(place);
        }
        (None, _) => {}
    }
}

fn text(text: &str) -> Option<Content> {
    (!text.is_empty()).then(|| Content::Text(text.to_owned()))
}

fn maybe_text(content: Option<Content>) -> Option<String> {
    match content {
        Some(Content::Text(text) | Content::Unreviewed(text)) => Some(text),
        Some(_) | None => None,
    }
}

fn into_text(content: Option<Content>) -> String {
    maybe_text(content).unwrap_or_default()
}

fn unit_text(book: &Workbook, member: UnitMember) -> &str {
    match member {
        UnitMember::Name => &book.unit.name,
        UnitMember::Short => &book.unit.short,
        UnitMember::Parent => &book.unit.parent,
        UnitMember::Place => &book.unit.place,
    }
}

fn unit_text_mut(book: &mut Workbook, member: UnitMember) -> &mut String {
    match member {
        UnitMember::Name => &mut book.unit.name,
        UnitMember::Short => &mut book.unit.short,
        UnitMember::Parent => &mut book.unit.parent,
        UnitMember::Place => &mut book.unit.place,
    }
}

fn report_text(book: &Workbook, which: ReportText) -> &str {
    match which {
        ReportText::Number => &book.report.number,
        ReportText::Date => &book.report.date,
        ReportText::Place => &book.report.place,
        ReportText::Recipient => &book.report.recipient,
        ReportText::Signer => &book.report.signer,
        ReportText::Closing => &book.report.closing,
    }
}

fn report_text_mut(book: &mut Workbook, which: ReportText) -> &mut String {
    match which {
        ReportText::Number => &mut book.report.number,
        ReportText::Date => &mut book.report.date,
        ReportText::Place => &mut book.report.place,
        ReportText::Recipient => &mut book.report.recipient,
        ReportText::Signer => &mut book.report.signer,
        ReportText::Closing => &mut book.report.closing,
    }
}

fn report_lines(book: &Workbook, which: ReportLines) -> &Vec<String> {
    match which {
        ReportLines::Basis => &book.report.basis,
        ReportLines::Recipients => &book.report.recipients,
        ReportLines::Signature => &book.report.signature,
    }
}

fn report_lines_mut(book: &mut Workbook, which: ReportLines) -> &mut Vec<String> {
    match which {
        ReportLines::Basis => &mut book.report.basis,
        ReportLines::Recipients => &mut book.report.recipients,
        ReportLines::Signature => &mut book.report.signature,
    }
}

/// Every part that has something in it, the unit and the report first.
pub fn parts(book: &Workbook) -> Vec<Part> {
    let mut parts: Vec<Part> = UNIT.iter().map(|(_, it)| Part::Unit(*it)).collect();
    parts.extend(TEXTS.iter().map(|(_, it)| Part::Text(*it)));
    parts.extend(LINES.iter().map(|(_, it)| Part::Lines(*it)));
    parts.push(Part::Mark);
    parts.extend(book.report.headings.keys().cloned().map(Part::Heading));
    for (code, answer) in &book.answers {
        parts.extend([
            Part::Entered(code.clone()),
            Part::Declared(code.clone()),
            Part::NotAssessed(code.clone()),
            Part::ExplainedWith(code.clone()),
            Part::Justification(code.clone()),
        ]);
        parts.extend(evidence_parts(code, answer));
    }
    parts.retain(|part| part.content(book).is_some());
    parts
}

/// The evidence entries of a criterion, in its order.
pub(super) fn evidence_parts(code: &str, answer: &Answer) -> Vec<Part> {
    let mut before: BTreeMap<&str, usize> = BTreeMap::new();
    let mut parts = Vec::new();
    for entry in &answer.evidence {
        let nth = before.entry(&entry.id).or_default();
        parts.push(Part::Evidence(code.to_owned(), entry.id.clone(), *nth));
        *nth += 1;
    }
    parts
}

impl Edit {
    /// The part that it changes.
    pub fn part(&self) -> Part {
        match self {
            Self::Figure { code, .. }
            | Self::Level { code, .. }
            | Self::Ticked { code, .. }
            | Self::Score { code, .. } => Part::Entered(code.clone()),
            Self::Declared { code, .. } => Part::Declared(code.clone()),
            Self::NotAssessed { code, .. } => Part::NotAssessed(code.clone()),
            Self::ExplainedWith { code, .. } => Part::ExplainedWith(code.clone()),
            Self::Justification { code, .. } => Part::Justification(code.clone()),
            Self::Evidence { code, id, .. } => Part::Evidence(code.clone(), id.clone(), 0),
            Self::Unit { member, .. } => Part::Unit(*member),
            Self::Report(ReportEdit::Text(text, _)) => Part::Text(*text),
            Self::Report(ReportEdit::Lines(lines, _)) => Part::Lines(*lines),
            Self::Report(ReportEdit::Mark(_)) => Part::Mark,
            Self::Report(ReportEdit::Heading(code, _)) => Part::Heading(code.clone()),
            Self::Put(part, _) => part.clone(),
            Self::Reopen(conflict) => conflict.part.clone(),
        }
    }
}
