//! A workbook that somebody put an older copy over, found out when it is opened: the record beside it and the newest
//! backup know what stood in it. Nothing is brought back unasked, and who wants it as it is, is not asked again.

use std::collections::{BTreeMap, BTreeSet};
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
    let tail = history::tail(workbook);
    let opened = file::open(workbook).ok()?;
    if !tail.is_empty() && says_all(&opened.book, &tail) {
        // An older copy would lack the last changes; the whole record need not be read.
        return None;
    }
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

/// Whether a workbook has the value that the last change of each field led to.
fn says_all(book: &Workbook, changes: &[Entry]) -> bool {
    let mut last: BTreeMap<(&str, &str), &Entry> = BTreeMap::new();
    for entry in changes.iter().filter(|entry| is_change(entry)) {
        last.insert((&entry.code, &entry.field), entry);
    }
    let present = present(book);
    last.into_iter().all(|((code, name), entry)| {
        let now = present.get(&(code.to_owned(), name.to_owned())).cloned();
        match &entry.content {
            history::Content::Whole { after, .. } => *after == now,
            history::Content::Patch {
                before: Some(_), ..
            } => entry.follow(&None).1 == Some(now),
            history::Content::Patch { before: None, .. } => entry.go_back(&Some(now)).is_some(),
            history::Content::Choice { .. } => true,
        }
    })
}

/// Whether an entry says what a field became. A choice does not, what it did stands in entries of their own; neither
/// does a seal.
fn is_change(entry: &Entry) -> bool {
    if entry.field == history::SEAL {
        return false;
    }
    match entry.content {
        history::Content::Whole { .. } | history::Content::Patch { .. } => true,
        history::Content::Choice { .. } => false,
    }
}

/// What stands in a workbook, by code and field.
fn present(book: &Workbook) -> BTreeMap<(String, String), Value> {
    let empty = Workbook::new(
        book.set.clone(),
        crate::workbook::Unit::default(),
        book.year,
    );
    let all = difference::between(&empty, book).into_iter();
    let all = all.filter_map(|difference| {
        let edit = difference.after;
        let code = edit.code().unwrap_or_default().to_owned();
        Some(((code, field::name(&edit)), field::value(&edit)?))
    });
    all.collect()
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
    let differences = difference::between(&with, &opened.book).into_iter();
    let changes: Vec<history::Change> = differences
        .map(|difference| history::Change {
            difference,
            maker: None,
        })
        .collect();
    let commit = history::Commit {
        author: &author.name,
        at: Timestamp::now(),
        unchanged_since: Timestamp::now(),
        changes: &changes,
        decisions: &[],
        seals: &[],
    };
    // Without the note the question comes again; nothing else.
    let _ = history::keep(&side, &commit);
    Ok(())
}

/// How long the note waits for the lock.
const PATIENCE: Duration = Duration::from_secs(3);

/// A field whose value in the file is one that the record says was replaced.
fn from_record(record: &Record, book: &Workbook) -> Lacking {
    let now = present(book);
    let mut lacking = Lacking::default();
    let mut authors = BTreeSet::new();
    for ((code, name), mut chain) in record.chains() {
        chain.retain(|entry| is_change(entry));
        let present = now.get(&(code.to_owned(), name.to_owned()));
        let Some((missed, value)) = missed(&chain, present) else {
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

#[cfg(test)]
mod tests {
    use crate::workbook::Review;
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::store::{book_write, set_format};
    use crate::workbook::Unit;

    fn author(name: &str) -> Author {
        Author {
            name: name.to_owned(),
        }
    }

    fn text(text: &str) -> Edit {
        Edit::Justification {
            code: "3.4.1".to_owned(),
            text: text.to_owned(),
            review: Review::Settled,
        }
    }

    fn desk() -> (TempDir, std::path::PathBuf) {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("a.json");
        let json = serde_json::from_str(crate::criteria::builtin::SETS[0].json).expect("JSON");
        let set = set_format::read(&json).expect("a set").set;
        let unit = Unit {
            name: "UBND huyện A".to_owned(),
            ..Unit::default()
        };
        let book = Workbook::new(set, unit, 2023);
        let document = book_write::new_document(&book, &json);
        fs::write(&path, document.to_string()).expect("written");
        (folder, path)
    }

    #[test]
    fn a_long_text_of_an_older_copy_is_known_by_its_patches() {
        let (_folder, path) = desk();
        let long = "Đã giải quyết đúng hạn. ".repeat(40);
        let mut older = Vec::new();
        for round in 0..6 {
            // Two who take turns: no stretch of typing sums up what the other wrote between.
            let by = author(if round % 2 == 0 { "cb1" } else { "cb2" });
            file::commit(&path, &[text(&format!("{long}{round}"))], &by).expect("saved");
            assert_eq!(find(&path), None);
            older.push(fs::read(&path).expect("read"));
        }
        for (round, content) in older.iter().enumerate().take(5) {
            fs::write(&path, content).expect("written");
            let lacking = find(&path).expect("an older copy");
            assert_eq!(lacking.changes, 5 - round);
            assert_eq!(lacking.edits, [text(&format!("{long}5"))]);
        }
        fs::write(&path, &older[3]).expect("written");
        let lacking = find(&path).expect("an older copy");
        assert_eq!(lacking.authors, ["cb1", "cb2"]);
        give_up(&path, &lacking.edits, &author("cb3")).expect("noted");
        assert_eq!(find(&path), None, "it is meant to be so");
    }

    #[test]
    fn a_value_that_nobody_ever_saved_is_no_older_copy() {
        let (_folder, path) = desk();
        for round in 0..3 {
            let edit = text(&format!("lần {round}"));
            file::commit(&path, &[edit], &author("cb1")).expect("saved");
        }
        let content = fs::read_to_string(&path).expect("read");
        fs::write(&path, content.replace("lần 2", "sửa tay")).expect("written");
        assert_eq!(find(&path), None);
        fs::remove_dir_all(path.with_file_name(".chamdiem")).expect("removed");
        assert_eq!(find(&path), None, "nothing is known");
    }
}
