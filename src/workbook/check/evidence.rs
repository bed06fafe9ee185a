//! Findings about documents and footnotes: marks that name nothing, entries that no mark names, documents that
//! are incomplete or point nowhere.

use std::collections::BTreeSet;

use crate::workbook::answer::{Answer, Evidence, Workbook};
use crate::workbook::check::{Detail, Entry, What};
use crate::workbook::footnotes;

/// Every finding about the marks and entries of one answer. Marks stand in the explanation and in the reason why
/// a criterion is not assessed.
pub(super) fn findings(book: &Workbook, answer: &Answer) -> Vec<What> {
    let texts = [Some(&answer.justification), answer.not_assessed.as_ref()];
    let mut cited = Vec::new();
    for mark in texts
        .into_iter()
        .flatten()
        .flat_map(|text| footnotes::marks(text))
    {
        for id in mark.ids {
            if !cited.contains(&id) {
                cited.push(id);
            }
        }
    }
    let mut found = dangling(answer, &cited);
    let mut seen = BTreeSet::new();
    for entry in &answer.evidence {
        if !seen.insert(entry.id.as_str()) {
            found.push(What::DuplicateEvidence(entry.id.clone()));
        }
        found.extend(entry_findings(book, entry, &cited));
    }
    if answer.explained_with.is_some() {
        // There is no text of its own that could cite them.
        found.retain(|what| !matches!(what, What::UnusedEvidence { .. }));
    }
    found
}

fn dangling(answer: &Answer, cited: &[&str]) -> Vec<What> {
    let known: Vec<String> = answer
        .evidence
        .iter()
        .map(|entry| entry.id.clone())
        .collect();
    cited
        .iter()
        .filter(|id| answer.evidence(id).is_none())
        .map(|id| What::DanglingFootnote {
            id: (*id).to_owned(),
            known: known.clone(),
        })
        .collect()
}

fn entry_findings(book: &Workbook, entry: &Evidence, cited: &[&str]) -> Vec<What> {
    let mut found = Vec::new();
    if let Some(target) = &entry.same_as
        && book.document(entry).is_none()
    {
        found.push(What::DanglingEvidence {
            id: entry.id.clone(),
            target: target.clone(),
        });
    }
    let lacks = lacks(entry);
    if !lacks.is_empty() {
        let parts = [entry.kind.as_str(), entry.number.as_str()];
        found.push(What::EvidenceIncomplete {
            id: entry.id.clone(),
            name: parts.join(" ").trim().to_owned(),
            lacks,
        });
    }
    if !cited.contains(&entry.id.as_str()) {
        found.push(What::UnusedEvidence {
            id: entry.id.clone(),
            entry: if entry.is_document() {
                Entry::Document
            } else {
                Entry::Footnote
            },
        });
    }
    found
}

/// What a document of its own lacks. An entry with nothing in it at all lacks everything; a reference and a free
/// footnote lack nothing.
fn lacks(entry: &Evidence) -> Vec<Detail> {
    let is_footnote = !entry.names_document() && !entry.note.trim().is_empty();
    if entry.same_as.is_some() || is_footnote {
        return Vec::new();
    }
    [
        (Detail::Number, &entry.number),
        (Detail::Date, &entry.date),
        (Detail::Issuer, &entry.issuer),
        (Detail::Subject, &entry.subject),
    ]
    .into_iter()
    .filter(|(_, text)| text.trim().is_empty())
    .map(|(detail, _)| detail)
    .collect()
}
