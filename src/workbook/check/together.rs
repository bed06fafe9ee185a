//! Criteria that are explained together: who belongs together, what is given for all of them, and which links
//! cannot be followed.

use std::collections::{BTreeMap, BTreeSet};

use crate::workbook::answer::Workbook;
use crate::workbook::check::{BadLink, What, is_blank};

/// What is given for a criterion by itself or by one that it is explained together with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) explanation: bool,
    pub(super) evidence: bool,
}

/// Why `explained_with` of a criterion cannot be followed; nothing when it can, or is not used.
pub(super) fn bad_links(book: &Workbook, code: &str) -> Vec<What> {
    let answer = book.answer(code);
    let Some(other) = &answer.explained_with else {
        return Vec::new();
    };
    let own_text = (!is_blank(&answer.justification)).then_some(BadLink::OwnText);
    broken(book, code, other)
        .or_else(|| is_blank(&book.answer(other).justification).then_some(BadLink::NoText))
        .into_iter()
        .chain(own_text)
        .map(|why| What::ExplainedWithInvalid {
            other: other.clone(),
            why,
        })
        .collect()
}

/// Why a link leads nowhere, whatever is written at its end.
fn broken(book: &Workbook, code: &str, other: &str) -> Option<BadLink> {
    if book.set.criterion(other).is_none() {
        Some(BadLink::Unknown)
    } else if code == other {
        Some(BadLink::Itself)
    } else if section(book, code) != section(book, other) {
        Some(BadLink::OtherSection)
    } else {
        book.answer(other)
            .explained_with
            .clone()
            .map(BadLink::Chain)
    }
}

fn section(book: &Workbook, code: &str) -> Option<crate::criteria::NodeId> {
    book.set.find(code).map(|id| book.set.section_of(id))
}

/// The criterion whose explanation serves a criterion: another one, or itself.
fn root<'a>(book: &'a Workbook, code: &'a str) -> &'a str {
    match &book.answer(code).explained_with {
        Some(other) if broken(book, code, other).is_none() => other,
        Some(_) | None => code,
    }
}

/// Who links to whom, gathered once so that a whole workbook is judged without looking through all answers for
/// each criterion.
#[derive(Debug)]
pub(super) struct Links<'a>(BTreeMap<&'a str, Vec<&'a str>>);

impl<'a> Links<'a> {
    pub(super) fn of(book: &'a Workbook) -> Self {
        let mut links: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (member, answer) in &book.answers {
            if let Some(other) = &answer.explained_with {
                links.entry(other).or_default().push(member);
            }
        }
        Self(links)
    }

    fn to(&self, code: &str) -> impl Iterator<Item = &'a str> {
        self.0.get(code).into_iter().flatten().copied()
    }
}

/// A criterion and all that are explained together with it; itself alone when there are none.
pub(super) fn members<'a>(
    book: &'a Workbook,
    links: &Links<'a>,
    code: &'a str,
) -> BTreeSet<&'a str> {
    let root = root(book, code);
    let linked = links.to(root).filter(|member| {
        book.set.criterion(member).is_some() && broken(book, member, root).is_none()
    });
    linked.chain([root, code]).collect()
}

/// What is given for a criterion by all that are explained together with it.
pub(super) fn given(book: &Workbook, links: &Links<'_>, code: &str) -> Given {
    let members = members(book, links, code);
    let answers = || members.iter().map(|code| book.answer(code));
    Given {
        explanation: answers().any(|answer| !is_blank(&answer.justification)),
        evidence: answers()
            .flat_map(|answer| &answer.evidence)
            .any(|entry| book.document(entry).is_some()),
    }
}

/// The other criteria whose findings may change when the answer of this one does. Ask before an edit and after it:
/// the edit may change who is explained with whom.
pub fn dependents(book: &Workbook, code: &str) -> Vec<String> {
    let citing: Vec<&str> = book
        .answers
        .iter()
        .filter(|(_, answer)| {
            answer
                .evidence
                .iter()
                .filter_map(|entry| entry.target())
                .any(|(target, _)| target == code)
        })
        .map(|(citing, _)| citing.as_str())
        .collect();
    let mut reached: BTreeSet<&str> = citing
        .iter()
        .copied()
        .chain([code])
        .flat_map(|code| neighbours(book, code))
        .collect();
    reached.extend(citing);
    reached.remove(code);
    let in_order = book.set.criteria().map(|(_, node, _)| &node.code);
    in_order
        .filter(|code| reached.contains(code.as_str()))
        .cloned()
        .collect()
}

/// All that are joined to a criterion by a link, good or bad, or by a link to the same criterion.
fn neighbours<'a>(book: &'a Workbook, code: &'a str) -> Vec<&'a str> {
    let other = book.answer(code).explained_with.as_deref();
    let linked = book.answers.iter().filter(|(_, answer)| {
        let link = answer.explained_with.as_deref();
        link == Some(code) || (link.is_some() && link == other)
    });
    linked
        .map(|(member, _)| member.as_str())
        .chain(other)
        .collect()
}
