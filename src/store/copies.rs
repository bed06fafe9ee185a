//! Brings other copies of a workbook into its file, under the lock like every change. Which value wins is decided
//! by `workbook::merge`; of the members that the format does not know, those that are new come along here.

use std::path::Path;

use serde_json::Value;

use crate::store::book_write;
use crate::store::error::{Cause, ReadOnlyReason, StoreError};
use crate::store::file::{self, Author, Manner, Written, rewrite};
use crate::workbook::Workbook;
use crate::workbook::merge::{self, Content, Part, Refusal, Replica, Side};

/// A copy as it was read.
#[derive(Clone, Debug)]
pub struct Draft {
    replica: Replica,
    document: Value,
}

impl Draft {
    /// Reads a copy from its file.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let (content, _) = file::read_content(path)?;
        Self::read(path, &content)
    }

    /// Reads a copy from bytes; `name` is what messages call them. One of a newer format is refused: part of it
    /// would be left behind.
    pub fn read(name: &Path, content: &[u8]) -> Result<Self, StoreError> {
        let document = file::parse(name, content)?;
        let read = file::read_document(name, &document)?;
        if let Some(format) = read.newer {
            let reason = ReadOnlyReason::NewerFormat(format);
            return Err(StoreError::new(name, Cause::ReadOnly(reason)));
        }
        Ok(Self {
            replica: Replica::new(read.book, read.marks),
            document,
        })
    }

    /// The copy with what it knows of descent.
    pub(super) const fn replica(&self) -> &Replica {
        &self.replica
    }

    /// The workbook in it.
    pub const fn book(&self) -> &Workbook {
        self.replica.book()
    }
}

/// A part that a merge changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The part.
    pub part: Part,
    /// What stands there now.
    pub before: Option<Content>,
    /// What the copy brings; with a conflict one of its values.
    pub after: Option<Content>,
    /// Who made it; unknown for values written by hand.
    pub author: Option<String>,
    /// When, RFC 3339.
    pub time: Option<String>,
    /// Whether both values are kept until somebody chooses.
    pub is_conflict: bool,
}

/// What merging a copy into a workbook would change, in the order of the set. Nothing is written.
pub fn incoming(into: &Draft, copy: &Draft) -> Result<Vec<Incoming>, Refusal> {
    let merged = merge::merge(&into.replica, &copy.replica)?;
    let (before, after) = (into.book(), merged.book());
    let mut incoming: Vec<Incoming> = merge::conflicts_in_order(after)
        .into_iter()
        .filter(|conflict| before.conflicts.get(&conflict.part).as_ref() != Some(conflict))
        .map(|conflict| {
            let theirs = copy.replica.state(&conflict.part);
            told(conflict.part, before, theirs.sides().first(), true)
        })
        .collect();
    for difference in merge::differences(before, after) {
        if after.conflicts.get(&difference.part).is_none() {
            let state = merged.state(&difference.part);
            incoming.push(told(difference.part, before, state.sides().first(), false));
        }
    }
    Ok(incoming)
}

fn told(part: Part, before: &Workbook, side: Option<&Side>, is_conflict: bool) -> Incoming {
    Incoming {
        before: part.content(before),
        part,
        after: side.and_then(|side| side.content.clone()),
        author: side.and_then(|side| side.author.clone()),
        time: side.and_then(|side| side.time.clone()),
        is_conflict,
    }
}

/// What a merge of files did.
#[derive(Clone, Debug)]
pub struct MergedFiles {
    /// The workbook before.
    pub before: Workbook,
    /// The workbook now, with its conflicts.
    pub after: Workbook,
}

impl MergedFiles {
    /// How many parts came in: each once, whether it came straight in or stands in a conflict now.
    pub fn changes(&self) -> usize {
        let (before, after) = (&self.before, &self.after);
        let conflicts = after.conflicts.iter();
        let new = conflicts
            .filter(|conflict| before.conflicts.get(&conflict.part).as_ref() != Some(conflict));
        let straight = merge::differences(before, after).into_iter();
        let straight =
            straight.filter(|difference| after.conflicts.get(&difference.part).is_none());
        new.count() + straight.count()
    }
}

/// Brings other copies into a workbook. Nothing is written unless all of them may be merged.
pub fn merge_into(
    path: &Path,
    drafts: &[Draft],
    author: &Author,
    manner: Manner,
) -> Result<Result<MergedFiles, Refusal>, StoreError> {
    let mut before = None;
    let saved = rewrite(path, author, manner, |fresh, document| {
        before = Some(fresh.book().clone());
        let mut unknown = Written::Same;
        for draft in drafts {
            if adopt_unknown(document, draft, fresh.book()) {
                unknown = Written::Changed;
            }
            *fresh = merge::merge(fresh, &draft.replica)?;
        }
        Ok((Vec::new(), unknown))
    })?;
    Ok(saved.map(|saved| MergedFiles {
        before: before.unwrap_or_else(|| saved.book.clone()),
        after: saved.book,
    }))
}

/// Members that have their own way to merge, or are one copy's own.
const NOT_ADOPTED: [&str; 7] = [
    "format",
    "id",
    "year",
    "criteria",
    "revisions",
    "conflicts",
    "seals",
];

/// Adds what the draft's document has and this one has not. The workbook is written over it afterwards, so that
/// only members which the format does not know are left of it. Says whether there are any.
fn adopt_unknown(document: &mut Value, draft: &Draft, book: &Workbook) -> bool {
    let mut as_it_was = document.clone();
    book_write::write_into(book, &mut as_it_was);
    let mut from = draft.document.clone();
    if let Some(top) = from.as_object_mut() {
        top.retain(|name, _| !NOT_ADOPTED.contains(&name.as_str()));
    }
    add_missing(document, &from);
    let mut with = document.clone();
    book_write::write_into(book, &mut with);
    with != as_it_was
}

fn add_missing(to: &mut Value, from: &Value) {
    match (to, from) {
        (Value::Object(to), Value::Object(from)) => {
            for (name, value) in from {
                match to.get_mut(name) {
                    Some(known) => add_missing(known, value),
                    None => {
                        to.insert(name.clone(), value.clone());
                    }
                }
            }
        }
        (Value::Array(to), Value::Array(from)) => {
            for value in from.iter().filter(|value| value.get("id").is_some()) {
                let same = |known: &&mut Value| known.get("id") == value.get("id");
                match to.iter_mut().find(same) {
                    Some(known) => add_missing(known, value),
                    None => to.push(value.clone()),
                }
            }
        }
        (_, _) => {}
    }
}
