//! Which edit of an author an undo takes back when the session has none of its own left: the latest that still
//! stands. Knows the record and the workbook, no screen.
//!
//! An undo writes an edit like any other, and the record does not say which edits were undos. It need not: in the
//! entries of one field an entry that leads exactly back over the one before it, by the same author, cancels it, and
//! both are passed over, whether the way back was an undo or typed by hand. What is left is a pile of edits that
//! stand one upon the other. So a session that begins after an undo goes on further back and never undoes the undo;
//! making the edit again puts it on the pile again. When the author's last edit of a field does not lie on top of
//! the pile, somebody else changed the field since, and it is not undone over.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use serde_json::Value;

use super::{Content, Entry, Record, sum};
use crate::store::field;
use crate::store::restore;
use crate::workbook::{Edit, Workbook};

/// The latest edit of an author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LastOwn<'a> {
    /// It stands: this edit takes it back.
    Stands {
        /// The entry.
        entry: &'a Entry,
        /// The edit that takes it back.
        back: Edit,
    },
    /// Its field is no longer what it made.
    Overtaken {
        /// The entry.
        entry: &'a Entry,
        /// Who changed it last; none when that is not in the record.
        by: Option<&'a Entry>,
    },
}

impl LastOwn<'_> {
    /// What an undo that passes over it remembers.
    pub fn passed(&self) -> Passed {
        let (Self::Stands { entry, .. } | Self::Overtaken { entry, .. }) = self;
        Passed {
            code: entry.code.clone(),
            field: entry.field.clone(),
            at: entry.at,
        }
    }
}

/// An edit that was told of and is not told of again: what it made is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    code: String,
    field: String,
    at: Timestamp,
}

impl Passed {
    /// Whether an entry is this one, or an earlier one of its field.
    fn covers(&self, entry: &Entry) -> bool {
        self.code == entry.code && self.field == entry.field && entry.at <= self.at
    }
}

/// The latest edit of an author that was not passed over; none when there is none any more.
pub fn last_own<'a>(
    record: &'a Record,
    book: &Workbook,
    author: &str,
    passed: &[Passed],
) -> Option<LastOwn<'a>> {
    let mut own: Vec<Pile<'a>> = piles(record, author);
    own.sort_by_key(|pile| std::cmp::Reverse(pile.own));
    let present = restore::present(book);
    own.into_iter()
        .filter_map(|pile| pile.told(record, book, &present))
        .find(|last| {
            let (LastOwn::Stands { entry, .. } | LastOwn::Overtaken { entry, .. }) = last;
            !passed.iter().any(|passed| passed.covers(entry))
        })
}

/// The entries that lead exactly back over an edit of the same author, by their place in the record: an undo, or what
/// comes to the same.
pub fn undos(record: &Record) -> BTreeSet<usize> {
    let mut undos = BTreeSet::new();
    for chain in chains(record).into_values() {
        lay(&chain, |undo| {
            undos.insert(undo.place);
        });
    }
    undos
}

/// What stands of the edits of one field.
struct Pile<'a> {
    /// The place of the author's last edit in the record.
    own: usize,
    /// The checksum of what it made.
    made: Option<u64>,
    /// What lies on top, when that is another.
    over: Option<&'a Entry>,
}

/// An edit of a pile, with the checksums of the values before and after, as far as they are known.
struct Laid<'a> {
    place: usize,
    entry: &'a Entry,
    before: Option<u64>,
    after: Option<u64>,
}

/// The entries of every field, each with its place in the record.
type Chains<'a> = BTreeMap<(&'a str, &'a str), Vec<(usize, &'a Entry)>>;

fn chains(record: &Record) -> Chains<'_> {
    let mut chains = Chains::new();
    for (place, entry) in record.entries.iter().enumerate() {
        if !matches!(entry.content, Content::Choice { .. }) && entry.field != super::SEAL {
            let field = (entry.code.as_str(), entry.field.as_str());
            chains.entry(field).or_default().push((place, entry));
        }
    }
    chains
}

/// The pile of every field in which an edit of the author is left.
fn piles<'a>(record: &'a Record, author: &str) -> Vec<Pile<'a>> {
    let is_own = |chain: &Vec<(usize, &Entry)>| {
        let mut entries = chain.iter();
        entries.any(|(_, entry)| entry.author == author)
    };
    let chains = chains(record).into_values().filter(is_own);
    chains.filter_map(|chain| pile(&chain, author)).collect()
}

fn pile<'a>(chain: &[(usize, &'a Entry)], author: &str) -> Option<Pile<'a>> {
    let laid = lay(chain, |_| {});
    let own = laid.iter().rfind(|laid| laid.entry.author == author)?;
    let top = laid.last().filter(|top| top.place != own.place);
    Some(Pile {
        own: own.place,
        made: own.after,
        over: top.map(|top| top.entry),
    })
}

/// Lays the edits of a field one upon the other; what leads back over the one on top takes it off, and is told.
fn lay<'a>(chain: &[(usize, &'a Entry)], mut undone: impl FnMut(&Laid<'a>)) -> Vec<Laid<'a>> {
    let mut laid: Vec<Laid<'a>> = Vec::new();
    let mut known = None;
    for (place, entry) in chain.iter().copied() {
        let (before, after) = entry.follow(&known);
        let edit = Laid {
            place,
            entry,
            before: before.as_ref().map(|value| checksum(value.as_ref())),
            after: after.as_ref().map(|value| checksum(value.as_ref())),
        };
        known = after;
        if laid.last().is_some_and(|last| edit.cancels(last)) {
            laid.pop();
            undone(&edit);
        } else {
            laid.push(edit);
        }
    }
    laid
}

impl Laid<'_> {
    /// Whether it leads exactly back over another edit of the same author.
    fn cancels(&self, last: &Self) -> bool {
        self.entry.author == last.entry.author
            && self.before.is_some()
            && self.before == last.after
            && self.after.is_some()
            && self.after == last.before
    }
}

impl<'a> Pile<'a> {
    /// What is told of it; none where the record is too broken to tell.
    fn told(
        &self,
        record: &'a Record,
        book: &Workbook,
        present: &HashMap<(String, String), Value>,
    ) -> Option<LastOwn<'a>> {
        let entry = record.entries.get(self.own)?;
        if let Some(by) = self.over {
            let by = Some(by);
            return Some(LastOwn::Overtaken { entry, by });
        }
        let before = record.values(self.own).0?;
        let back = field::edit(&entry.code, &entry.field, before.as_ref())?;
        let place = (entry.code.clone(), entry.field.clone());
        let stands = checksum(present.get(&place));
        let is_open = book.conflicts.get(&back.part()).is_some();
        Some(if self.made == Some(stands) && !is_open {
            LastOwn::Stands { entry, back }
        } else {
            LastOwn::Overtaken { entry, by: None }
        })
    }
}

/// A checksum of a value. A document that only moved, because another came or went, is the same.
fn checksum(value: Option<&Value>) -> u64 {
    match value {
        None => 0,
        Some(Value::String(text)) => sum(text),
        Some(Value::Object(members)) => {
            let mut members = members.clone();
            members.shift_remove("at");
            sum(&Value::Object(members).to_string())
        }
        Some(value) => sum(&value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::builtin;
    use crate::points::Stored;
    use crate::store::file::read_bytes;
    use crate::workbook::apply;

    /// A workbook with its record, as sessions of several authors write them.
    struct Desk {
        book: Workbook,
        record: Record,
        now: Timestamp,
    }

    impl Desk {
        fn new() -> Self {
            let example = builtin::EXAMPLE.as_bytes();
            Self {
                book: read_bytes("a.json".as_ref(), example).expect("the example reads"),
                record: Record::default(),
                now: "2023-11-20T08:00:00+07:00".parse().expect("a time"),
            }
        }

        fn figure(&mut self, author: &str, figure: &str, value: &str) {
            let value = Some(Stored::read(value));
            self.make(
                author,
                &Edit::Figure {
                    code: "3.4.1".to_owned(),
                    figure: figure.to_owned(),
                    value,
                },
            );
        }

        fn make(&mut self, author: &str, edit: &Edit) {
            let back = apply(&mut self.book, edit.clone()).expect("allowed");
            self.now = self
                .now
                .checked_add(jiff::SignedDuration::from_mins(1))
                .expect("in range");
            self.record.entries.push(Entry {
                at: self.now,
                since: self.now,
                author: author.to_owned(),
                code: "3.4.1".to_owned(),
                field: field::name(edit),
                content: Content::Whole {
                    before: field::value(&back),
                    after: field::value(edit),
                },
            });
        }

        /// Takes the last own edit back, as the screen does; what it brought back, or who stands over it.
        fn undo(&mut self, author: &str, passed: &mut Vec<Passed>) -> String {
            let Some(last) = last_own(&self.record, &self.book, author, passed) else {
                return "nothing".to_owned();
            };
            match last.clone() {
                LastOwn::Stands { back, .. } => {
                    let value = field::value(&back);
                    self.make(author, &back);
                    value.map_or("empty".to_owned(), |value| {
                        value.to_string().replace('"', "")
                    })
                }
                LastOwn::Overtaken { by, .. } => {
                    let name = by.map_or("somebody".to_owned(), |by| by.author.clone());
                    passed.push(last.passed());
                    name
                }
            }
        }
    }

    #[test]
    fn every_session_goes_further_back_and_never_undoes_an_undo() {
        let mut desk = Desk::new();
        desk.figure("cb1", "on_time", "640");
        desk.figure("cb1", "late", "22");
        desk.figure("cb1", "on_time", "641");
        // Each line a session of its own.
        assert_eq!(desk.undo("cb1", &mut Vec::new()), "640");
        assert_eq!(desk.undo("cb1", &mut Vec::new()), "21");
        assert_eq!(desk.undo("cb1", &mut Vec::new()), "642");
        assert_eq!(desk.undo("cb1", &mut Vec::new()), "nothing");
    }

    #[test]
    fn an_edit_made_again_after_its_undo_can_be_undone_again() {
        let mut desk = Desk::new();
        desk.figure("cb1", "on_time", "640");
        assert_eq!(desk.undo("cb1", &mut Vec::new()), "642");
        desk.figure("cb1", "on_time", "640");
        assert_eq!(desk.undo("cb1", &mut Vec::new()), "642");
        assert_eq!(desk.undo("cb1", &mut Vec::new()), "nothing");
    }

    #[test]
    fn what_somebody_else_changed_since_is_told_once_and_passed_over() {
        let mut desk = Desk::new();
        desk.figure("cb1", "late", "22");
        desk.figure("cb1", "on_time", "640");
        desk.figure("cb1", "on_time", "641");
        desk.figure("cb2", "on_time", "650");
        let mut passed = Vec::new();
        assert_eq!(desk.undo("cb1", &mut passed), "cb2");
        assert_eq!(desk.undo("cb1", &mut passed), "21");
        assert_eq!(desk.undo("cb1", &mut passed), "nothing");
        // Once they have taken theirs back, one's own stands again.
        assert_eq!(desk.undo("cb2", &mut Vec::new()), "641");
        assert_eq!(desk.undo("cb1", &mut Vec::new()), "640");
    }

    #[test]
    fn only_ones_own_edits_are_undone_and_only_while_they_stand() {
        let mut desk = Desk::new();
        desk.figure("cb2", "on_time", "640");
        assert_eq!(desk.undo("cb1", &mut Vec::new()), "nothing");
        desk.figure("cb1", "on_time", "641");
        // Changed past the record, in a text editor.
        let by_hand = Edit::Figure {
            code: "3.4.1".to_owned(),
            figure: "on_time".to_owned(),
            value: Some(Stored::read("9")),
        };
        apply(&mut desk.book, by_hand).expect("allowed");
        assert_eq!(desk.undo("cb1", &mut Vec::new()), "somebody");
    }
}
