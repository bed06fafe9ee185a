//! Brings other copies of a workbook into its file, under the lock like every change. Which value wins is decided
//! by `workbook::merge`; of the members that the format does not know, those that are new come along here.

use std::path::Path;

use serde_json::Value;

use crate::store::book_write;
use crate::store::error::{Cause, ReadOnlyReason, StoreError};
use crate::store::file::{self, Author, Manner, Written, rewrite};
use crate::workbook::Workbook;
use crate::workbook::merge::{self, Refusal, Replica};

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

/// What a merge of files did.
#[derive(Clone, Debug)]
pub struct MergedFiles {
    /// The workbook before.
    pub before: Workbook,
    /// The workbook now, with its conflicts.
    pub after: Workbook,
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
const NOT_ADOPTED: [&str; 6] = ["format", "id", "year", "criteria", "revisions", "conflicts"];

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
