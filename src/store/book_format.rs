//! A JSON document to a workbook. Reads what the format knows and leaves the rest alone; `book_write` puts
//! the workbook back into the same document. Knows no file.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::criteria::CriteriaSet;
use crate::points::{DecimalMark, Stored};
use crate::store::json::{At, Notes};
use crate::store::marks_format;
use crate::store::previous_format;
use crate::store::problem::{Fault, Problem};
use crate::store::seal_format;
use crate::store::set_format;
use crate::workbook::merge::{Conflicts, Marks, Replica};
use crate::workbook::{Answer, Declared, Evidence, Report, Review, Unit, Workbook};

/// The format of workbooks.
pub const FORMAT: &str = "chamdiem.workbook/1";

/// The format without its version.
const FAMILY: &str = "chamdiem.workbook/";

/// A workbook as read.
#[derive(Clone, Debug)]
pub struct BookRead {
    /// The workbook, with its conflicts.
    pub book: Workbook,
    /// What is known of descent.
    pub marks: Marks,
    /// The format of a newer program that wrote it; none for [`FORMAT`].
    pub newer: Option<String>,
}

/// Reads a workbook from its document. Errors: every problem, in the order of the document.
pub fn read(document: &Value) -> Result<BookRead, Vec<Problem>> {
    let notes = Notes::default();
    let at = At::root(document, &notes);
    let read = read_book(&at).map(|read| {
        let marks = marks_format::read(document, &at, &read.book);
        let replica = Replica::new(read.book, marks);
        BookRead {
            marks: replica.marks().clone(),
            book: replica.into_book(),
            newer: read.newer,
        }
    });
    let (problems, _) = notes.into_parts();
    match read {
        Some(read) if problems.is_empty() => Ok(read),
        _ => Err(problems),
    }
}

/// The workbook without its marks.
fn read_book(at: &At<'_>) -> Option<BookRead> {
    let format = read_format(at)?;
    let unit = at.required("unit").and_then(|unit| read_unit(&unit));
    let year = at
        .required("year")
        .and_then(|it| set_format::read_year(&it));
    let report = at.optional("report").map(|report| read_report(&report));
    let set: Option<CriteriaSet> = at
        .required("criteria")
        .and_then(|set| set_format::read_set(&set));
    let answers = at.required("answers").map(|answers| {
        let answers = answers.members().collect::<Vec<_>>();
        answers
            .iter()
            .filter_map(|(code, answer)| Some((code.clone(), read_answer(answer)?)))
            .filter(|(_, answer)| !answer.is_empty())
            .collect()
    });
    Some(BookRead {
        book: Workbook {
            id: at.optional("id").and_then(|id| id.line()),
            unit: unit?,
            year: year?,
            report: report.unwrap_or_default(),
            set: set?,
            answers: answers?,
            conflicts: Conflicts::default(),
            seals: seal_format::read(at),
            previous: at.raw().and_then(previous_format::read).map(Arc::new),
        },
        marks: Marks::new(),
        newer: (format != FORMAT).then_some(format),
    })
}

/// Whether a format is one of workbooks; a higher version counts.
pub(super) fn is_workbook(format: &str) -> bool {
    let version = format.strip_prefix(FAMILY).map(str::parse::<u32>);
    matches!(version, Some(Ok(1..)))
}

fn read_format(at: &At<'_>) -> Option<String> {
    let format_at = at.required("format")?;
    let format = format_at.line()?;
    if is_workbook(&format) {
        return Some(format);
    }
    format_at.fault(Fault::Format(format, FORMAT));
    None
}

fn read_unit(at: &At<'_>) -> Option<Unit> {
    at.required("name")?.line()?;
    Some(read_unit_texts(at))
}

/// The texts of a unit, of which any may be missing.
pub(super) fn read_unit_texts(at: &At<'_>) -> Unit {
    Unit {
        name: line(at, "name"),
        short: line(at, "short"),
        parent: line(at, "parent"),
        place: line(at, "place"),
    }
}

/// An optional text of one line; empty when it is missing.
fn line(at: &At<'_>, name: &str) -> String {
    at.optional(name)
        .and_then(|text| text.line())
        .unwrap_or_default()
}

/// An optional text of many lines; empty when it is missing.
fn text(at: &At<'_>, name: &str) -> String {
    at.optional(name)
        .and_then(|text| text.text())
        .unwrap_or_default()
}

fn lines(at: &At<'_>, name: &str) -> Vec<String> {
    at.optional(name)
        .map(|lines| lines.lines())
        .unwrap_or_default()
}

pub(super) fn read_report(at: &At<'_>) -> Report {
    at.object();
    let mark = at
        .optional("decimal_mark")
        .and_then(|mark| mark.word(&[",", "."], &[DecimalMark::Comma, DecimalMark::Point]));
    let headings = at.optional("heading").map(|headings| {
        let headings = headings.members().collect::<Vec<_>>();
        headings
            .iter()
            .filter_map(|(code, heading)| Some((code.clone(), heading.line()?)))
            .collect()
    });
    Report {
        number: text(at, "number"),
        date: text(at, "date"),
        place: text(at, "place"),
        recipient: text(at, "recipient"),
        basis: lines(at, "basis"),
        recipients: lines(at, "recipients"),
        signature: lines(at, "signature"),
        signer: text(at, "signer"),
        closing: text(at, "closing"),
        decimal_mark: mark.unwrap_or_default(),
        headings: headings.unwrap_or_default(),
    }
}

pub(super) fn read_answer(at: &At<'_>) -> Option<Answer> {
    at.object()?;
    let evidence = at.optional("evidence");
    let evidence = evidence.iter().flat_map(At::items);
    Some(Answer {
        figures: at
            .optional("figures")
            .map(|it| read_figures(&it))
            .unwrap_or_default(),
        level: at.optional("level").and_then(|level| level.line()),
        ticked: at.optional("ticked").map(|ticked| ticked.lines()),
        score: at.optional("score").and_then(|score| score.stored()),
        declared: at.optional("declared").and_then(|it| read_declared(&it)),
        not_assessed: at.optional("not_assessed").and_then(|reason| {
            reason.object()?;
            Some(text(&reason, "reason"))
        }),
        explained_with: at.optional("explained_with").and_then(|it| it.line()),
        justification: text(at, "justification"),
        review: read_review(at),
        evidence: evidence.filter_map(|entry| read_evidence(&entry)).collect(),
    })
}

/// An explanation is looked through unless `reviewed` says that it is not.
fn read_review(at: &At<'_>) -> Review {
    let review = at.optional("reviewed").and_then(|reviewed| reviewed.flag());
    match review {
        Some(false) => Review::Due,
        Some(true) | None => Review::Settled,
    }
}

fn read_figures(at: &At<'_>) -> BTreeMap<String, Stored> {
    at.members()
        .filter_map(|(id, value)| Some((id, value.stored()?)))
        .collect()
}

fn read_declared(at: &At<'_>) -> Option<Declared> {
    let score = at.required("score").and_then(|score| score.stored());
    Some(Declared {
        reason: text(at, "reason"),
        score: score?,
    })
}

/// An entry without an id is kept as it is: nothing can name it, and nothing of it is lost.
pub(super) fn read_evidence(at: &At<'_>) -> Option<Evidence> {
    at.object()?;
    Some(Evidence {
        id: line(at, "id"),
        kind: line(at, "kind"),
        number: line(at, "number"),
        date: line(at, "date"),
        issuer: line(at, "issuer"),
        subject: line(at, "subject"),
        place: line(at, "place"),
        location: line(at, "location"),
        note: text(at, "note"),
        same_as: at.optional("same_as").and_then(|target| target.line()),
    })
}
