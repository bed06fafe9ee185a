//! An earlier state of a workbook, from what stands in the file now and the record walked backwards. The file and
//! its record stay as they are; what comes of it is a new file, in which everything taken back is an edit of whoever
//! asked for it: merged into the workbook, it takes it back there too.

use std::collections::HashMap;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::store::error::{Cause, StoreError};
use crate::store::file::Author;
use crate::store::history::{Damage, Entry, Known, Record};
use crate::store::{field, file, history};
use crate::workbook::difference::{self, Difference};
use crate::workbook::merge::{Conflict, Content, Part};
use crate::workbook::{Edit, Rejection, Workbook, apply};

/// What was restored.
#[derive(Clone, Debug)]
pub struct Restored {
    /// How many fields were taken back.
    pub fields: usize,
    /// Fields whose value at that time cannot be told any more, as code and field: they stay as they are now.
    pub unknown: Vec<(String, String)>,
    /// Edits that the set of the file does not allow: those fields stay as they are now.
    pub rejected: Vec<(Edit, Rejection)>,
    /// What of the record could not be read; where something is missing a field may be newer than it should be.
    pub damage: Damage,
}

/// What must be taken back for an earlier state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WayBack {
    /// The edits that lead there from what stands in the file now.
    pub edits: Vec<Edit>,
    /// Fields whose value at that time cannot be told, as code and field.
    pub unknown: Vec<(String, String)>,
}

/// Writes the state that a workbook had at a time to a new file, which is never one that is there. What was being
/// typed just then is left out: a stretch of typing counts when it has ended. Errors: the record does not reach
/// back that far, or a file cannot be read or written.
pub fn restore(
    workbook: &Path,
    at: Timestamp,
    out: &Path,
    author: &Author,
) -> Result<Restored, StoreError> {
    let opened = file::open(workbook)?;
    let record = history::read(workbook);
    match record.begins {
        None => return Err(StoreError::new(workbook, Cause::NoHistory)),
        Some(begins) if at < begins => {
            return Err(StoreError::new(workbook, Cause::HistoryBegins(begins)));
        }
        Some(_) => {}
    }
    let way = way_back(&record, &opened.book, at);
    let rejected = file::copy_with(workbook, out, &way.edits, author)?;
    Ok(Restored {
        fields: way.edits.len() - rejected.len(),
        unknown: way.unknown,
        rejected,
        damage: record.damage,
    })
}

/// What a part held at a time: the outer none when the record does not tell, the inner when it was empty. What was
/// being typed just then is left out, as in [`restore`].
pub fn value_at(
    record: &Record,
    book: &Workbook,
    part: &Part,
    at: Timestamp,
) -> Option<Option<Content>> {
    if record.begins.is_none_or(|begins| at < begins) {
        return None;
    }
    let way = way_back(record, book, at);
    let is_of_part = |code: &str, name: &str| {
        field::edit(code, name, None).is_none_or(|edit| edit.part() == *part)
            && part.code().unwrap_or_default() == code
    };
    if way
        .unknown
        .iter()
        .any(|(code, name)| is_of_part(code, name))
    {
        return None;
    }
    let mut then = book.clone();
    for edit in way.edits.into_iter().filter(|edit| edit.part() == *part) {
        apply(&mut then, edit).ok()?;
    }
    Some(part.content(&then))
}

/// What stood in a part before the two sides of a conflict went apart: its value right before the earliest of them
/// was made. None when the record does not tell, or a side does not say when it was made. An edit made after a copy
/// was taken and before the first edit in the copy counts as common to both: time is all that the record has.
pub fn before_the_split(
    record: &Record,
    book: &Workbook,
    conflict: &Conflict,
) -> Option<Option<Content>> {
    let times = conflict.sides.iter().map(|side| {
        let time: Option<Timestamp> = side.time.as_deref()?.parse().ok();
        time
    });
    let earliest = times.collect::<Option<Vec<_>>>()?.into_iter().min()?;
    // The record and the sides keep whole seconds.
    let at = earliest.checked_sub(SignedDuration::from_secs(1)).ok()?;
    value_at(record, book, &conflict.part, at)
}

/// What stands in every field of a workbook that is not empty, by code and field.
pub(super) fn present(book: &Workbook) -> HashMap<(String, String), Value> {
    let empty = Workbook::new(
        book.set.clone(),
        crate::workbook::Unit::default(),
        book.year,
    );
    let differences = difference::between(&empty, book).into_iter();
    let field = |difference: Difference| {
        let edit = difference.after;
        let code = edit.code().unwrap_or_default().to_owned();
        Some(((code, field::name(&edit)), field::value(&edit)?))
    };
    differences.filter_map(field).collect()
}

/// The way from a workbook as it is now to what it was at a time.
pub fn way_back(record: &Record, book: &Workbook, at: Timestamp) -> WayBack {
    let now = present(book);
    let mut way = WayBack::default();
    for ((code, name), chain) in record.chains() {
        if name == history::SEAL {
            continue;
        }
        let Some(first) = chain.iter().position(|entry| entry.at > at) else {
            continue;
        };
        let stands = now.get(&(code.to_owned(), name.to_owned())).cloned();
        let edit = value_before(&chain, first, Some(stands))
            .and_then(|value| field::edit(code, name, value.as_ref()));
        match edit {
            Some(edit) => way.edits.push(edit),
            None => way.unknown.push((code.to_owned(), name.to_owned())),
        }
    }
    // A document comes back to its place among those that are there already.
    way.edits.sort_by_key(|edit| {
        if let Edit::Evidence { at, .. } = edit {
            *at
        } else {
            0
        }
    });
    way
}

/// The value before an entry of a chain: what the entry says, else what the entries before it lead to, else what
/// the present value and the entries after it lead back to.
fn value_before(chain: &[&Entry], place: usize, present: Known) -> Known {
    let (earlier, later) = chain.split_at_checked(place)?;
    let known = earlier
        .iter()
        .fold(None, |known, entry| entry.follow(&known).1);
    if let Some(before) = later.first().and_then(|entry| entry.follow(&known).0) {
        return Some(before);
    }
    later
        .iter()
        .rev()
        .fold(present, |known, entry| entry.go_back(&known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::builtin;
    use crate::points::Stored;
    use crate::store::history::{self, Entry};
    use crate::workbook::merge::{Revision, Side};

    fn time(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn entry(at: &str, figure: &str, before: &str, after: &str) -> Entry {
        Entry {
            at: time(at),
            since: time(at),
            author: "cb1".to_owned(),
            code: "3.4.1".to_owned(),
            field: format!("figures/{figure}"),
            content: history::Content::Whole {
                before: Some(before.into()),
                after: Some(after.into()),
            },
        }
    }

    /// The example, whose figures are 642, 21 and 663, after three edits that led there.
    fn worked() -> (Workbook, Record) {
        let example = builtin::EXAMPLE.as_bytes();
        let book = file::read_bytes(Path::new("a.json"), example).expect("the example reads");
        let record = Record {
            entries: vec![
                entry("2023-11-20T08:00:00+07:00", "on_time", "630", "640"),
                entry("2023-11-20T09:00:00+07:00", "late", "23", "21"),
                entry("2023-11-20T10:00:00+07:00", "on_time", "640", "642"),
            ],
            begins: Some(time("2023-11-19T08:00:00+07:00")),
            ..Record::default()
        };
        (book, record)
    }

    fn part() -> Part {
        Part::Entered("3.4.1".to_owned())
    }

    fn figures(content: Option<Content>) -> Vec<String> {
        let Some(Content::Entered(entered)) = content else {
            panic!("figures, not {content:?}");
        };
        ["on_time", "late"]
            .iter()
            .filter_map(|id| entered.figures.get(*id).map(Stored::text))
            .collect()
    }

    #[test]
    fn a_part_is_told_as_it_was_with_all_that_is_in_it() {
        let (book, record) = worked();
        let at = |text: &str| value_at(&record, &book, &part(), time(text));
        assert_eq!(
            figures(at("2023-11-20T11:00:00+07:00").flatten()),
            ["642", "21"]
        );
        assert_eq!(
            figures(at("2023-11-20T09:30:00+07:00").flatten()),
            ["640", "21"]
        );
        assert_eq!(
            figures(at("2023-11-19T09:30:00+07:00").flatten()),
            ["630", "23"]
        );
        assert_eq!(at("2023-11-19T07:00:00+07:00"), None, "before the record");
        assert_eq!(
            value_at(
                &Record::default(),
                &book,
                &part(),
                time("2023-11-20T11:00:00+07:00")
            ),
            None
        );
    }

    #[test]
    fn what_stood_before_two_sides_went_apart_is_what_stood_before_the_earlier() {
        let (book, record) = worked();
        let side = |time: Option<&str>, first: u64| Side {
            revision: Revision::first(first << 20),
            content: part().content(&book),
            author: None,
            time: time.map(str::to_owned),
            place: None,
        };
        let conflict = |early: Option<&str>| Conflict {
            part: part(),
            sides: vec![side(Some("2023-11-20T10:00:00+07:00"), 1), side(early, 2)],
        };
        let before = |early| before_the_split(&record, &book, &conflict(early));
        // Made in the very second of the third entry, which is its own.
        assert_eq!(
            figures(before(Some("2023-11-20T12:00:00+07:00")).flatten()),
            ["640", "21"]
        );
        assert_eq!(
            figures(before(Some("2023-11-20T08:30:00+07:00")).flatten()),
            ["640", "23"]
        );
        assert_eq!(before(None), None, "a side made by hand");
    }
}
