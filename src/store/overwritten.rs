//! A workbook that somebody put an older copy over, found out when it is opened: the record beside it and the newest
//! backup know what stood in it. Nothing is brought back unasked, and who wants it as it is, is not asked again.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use crate::store::backup;
use crate::store::error::StoreError;
use crate::store::file::{self, Author};
use crate::store::history::{self, Entry, Known, Record};
use crate::store::side::Side;
use crate::store::{copies, field};
use crate::workbook::difference;
use crate::workbook::merge;
use crate::workbook::{Edit, Workbook, apply};

/// What a file lacks of what once stood in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lacking {
    /// How many changes.
    pub changes: usize,
    /// Whose.
    pub authors: Vec<String>,
    /// What brings them back into the file as it stands.
    pub edits: Vec<Edit>,
}

/// What the file of a workbook lacks, by what lies beside it; none when it lacks nothing or nothing is known.
pub fn find(workbook: &Path) -> Option<Lacking> {
    // The record first: a save that comes between puts into the file what the record has not yet.
    let record = history::read(workbook);
    let backup = backup::newest(&history::beside(workbook));
    let opened = file::open(workbook).ok()?;
    let mut lacking = from_record(&record, &opened.book);
    if let Some(content) = backup {
        let now = merge::Replica::new(opened.book, opened.marks);
        add_from_backup(&mut lacking, &record, &now, &content);
    }
    (lacking.changes > 0).then_some(lacking)
}

/// Notes in the record that the file stays as it is: what it lacks was given up by somebody.
pub(super) fn give_up(workbook: &Path, edits: &[Edit], author: &Author) -> Result<(), StoreError> {
    let opened = file::open(workbook)?;
    let mut with = opened.book.clone();
    for edit in edits {
        // What the file does not allow cannot have been in it.
        let _ = apply(&mut with, edit.clone());
    }
    let side = Side::of(&opened.path)?;
    let _lock = side.lock(&author.name, PATIENCE)?;
    let commit = history::Commit {
        author: &author.name,
        at: Timestamp::now(),
        unchanged_since: Timestamp::now(),
        differences: &difference::between(&with, &opened.book),
    };
    // Without the note the question comes again; nothing else.
    let _ = history::keep(&side, &commit);
    Ok(())
}

/// How long the note waits for the lock.
const PATIENCE: Duration = Duration::from_secs(3);

/// A field whose value in the file is one that the record says was replaced.
fn from_record(record: &Record, book: &Workbook) -> Lacking {
    let empty = Workbook::new(
        book.set.clone(),
        crate::workbook::Unit::default(),
        book.year,
    );
    let now = difference::between(&empty, book);
    let mut lacking = Lacking::default();
    let mut authors = BTreeSet::new();
    for ((code, name), chain) in record.chains() {
        let present = now
            .iter()
            .map(|difference| &difference.after)
            .find(|edit| edit.code().unwrap_or_default() == code && field::name(edit) == name);
        let present = present.and_then(field::value);
        let Some((missed, value)) = missed(&chain, present.as_ref()) else {
            continue;
        };
        let Some(edit) = field::edit(code, name, value.as_ref()) else {
            continue;
        };
        let mut with = book.clone();
        if apply(&mut with, edit.clone()).is_err() || with == *book {
            continue;
        }
        lacking.changes += missed.len();
        authors.extend(missed.iter().map(|entry| entry.author.clone()));
        lacking.edits.push(edit);
    }
    lacking.authors = authors.into_iter().collect();
    lacking
}

/// The entries of a field after the state that the file has, and the value that they lead to; none when the file
/// has the last state, or one that the record does not know.
fn missed<'a>(
    chain: &'a [&'a Entry],
    present: Option<&Value>,
) -> Option<(&'a [&'a Entry], Option<Value>)> {
    let mut known: Known = None;
    // After how many entries the field had the value that the file has now.
    let mut at = None;
    for (place, entry) in chain.iter().enumerate() {
        let (before, after) = entry.follow(&known);
        if before.is_some_and(|before| before.as_ref() == present) {
            at = Some(place);
        }
        known = after;
        if known
            .as_ref()
            .is_some_and(|after| after.as_ref() == present)
        {
            at = Some(place + 1);
        }
    }
    let missed = chain.get(at?..).filter(|missed| !missed.is_empty())?;
    Some((missed, known?))
}

/// Of fields that the record does not know the newest backup still knows what stood there when it was made.
fn add_from_backup(lacking: &mut Lacking, record: &Record, now: &merge::Replica, content: &[u8]) {
    let Ok(copy) = copies::Draft::read(Path::new("backup"), content) else {
        return;
    };
    let lost = copy.replica().lost_in(now);
    let mut with = now.clone();
    with.absorb(&lost);
    let known = record.chains();
    let edits = difference::between(now.book(), with.book()).into_iter();
    let mut edits: Vec<Edit> = edits.map(|difference| difference.after).collect();
    edits.retain(|edit| {
        let name = field::name(edit);
        !known.contains_key(&(edit.code().unwrap_or_default(), name.as_str()))
    });
    if edits.is_empty() {
        return;
    }
    lacking.changes += edits.len();
    let mut authors: BTreeSet<String> = lacking.authors.drain(..).collect();
    authors.extend(merge::authors(&lost));
    lacking.authors = authors.into_iter().collect();
    lacking.edits.extend(edits);
}
