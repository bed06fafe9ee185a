//! The record of every change beside a workbook: who, when, where, what before and after. `history.jsonl` and its
//! older parts `history-TIME.jsonl`, one JSON object a line. It only tells: nothing of it changes the workbook, and
//! whatever is missing or broken in it costs the history and nothing else.
//!
//! How it stays small: what is typed into one text within ten minutes is one entry, and a long text is kept as what
//! was cut out and put in. Each part stands for itself: the first patch of a text in it carries the text that was
//! there, and so does one patch in sixty-four and any that does not follow from the one before. A part that has
//! grown full is put aside, and there the patches of one author and text within eight hours become one.

mod compact;
mod line;
mod own;
mod write;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::Value;

use crate::lang::Lang;
use crate::say;
use crate::store::MOST_BYTES;
use crate::store::field;
use crate::workbook::merge::Part;
use crate::workbook::patch::TextPatch;
use crate::workbook::seal::Digest;

pub use own::{LastOwn, Passed, last_own, undos};
pub(super) use write::{Change, Commit, keep};

/// The part that is written to.
const ACTIVE: &str = "history.jsonl";
/// The field of entries that say that the workbook was sealed or opened again. It has no value that could be
/// brought back.
pub const SEAL: &str = "seal";
/// How the names of older parts begin; the time in them sorts.
const OLDER: &str = "history-";

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When it was saved last.
    pub at: Timestamp,
    /// When the stretch of typing began that it sums up; [`Self::at`] for anything else.
    pub since: Timestamp,
    /// Who made it.
    pub author: String,
    /// The criterion; empty for the unit and the report.
    pub code: String,
    /// The field, as [`crate::store::field::name`] calls it.
    pub field: String,
    /// What changed.
    pub content: Content,
}

/// What an entry says of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// All of it; none where there was or is nothing.
    Whole {
        /// What stood there before.
        before: Option<Value>,
        /// What stands there after.
        after: Option<Value>,
    },
    /// What changed inside a long text.
    Patch {
        /// What was cut out and put in, and where.
        patch: TextPatch,
        /// Checksum of the text before.
        of: u64,
        /// The text before, where the record carries it.
        before: Option<String>,
    },
    /// What was chosen where two had changed the same part, and what was not. What the choice did to the fields
    /// stands in entries of their own; this one keeps the values that left the workbook. Values are those of a
    /// part as a workbook writes them; empty when it was cleared.
    Choice {
        /// The value chosen or typed.
        chosen: Value,
        /// The values not chosen.
        others: Vec<NotChosen>,
    },
}

/// A value that was not chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotChosen {
    /// Who had made it; unknown for values written by hand.
    pub author: Option<String>,
    /// When.
    pub at: Option<Timestamp>,
    /// The value.
    pub value: Value,
}

/// What could be read of the record of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Every change, the oldest first.
    pub entries: Vec<Entry>,
    /// Since when every change stands in it; none when there is no record.
    pub begins: Option<Timestamp>,
    /// What could not be read.
    pub damage: Damage,
}

/// What of a record could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Damage {
    /// Lines that are no entry: cut off, or not written by this program.
    pub lines: usize,
    /// Files that could not be opened.
    pub files: Vec<PathBuf>,
}

impl Entry {
    /// The part that an entry about a choice tells of; none for any other entry.
    pub fn decided(&self) -> Option<Part> {
        let path = self.field.strip_prefix(field::CHOICE)?;
        matches!(self.content, Content::Choice { .. })
            .then(|| Part::read_path(path))
            .flatten()
    }
}

impl Damage {
    /// Whether everything could be read.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl Record {
    /// The values before and after the entry at a place, as far as the entries tell them. Looks back no further than
    /// to the last entry that carries its text whole.
    pub fn values(&self, place: usize) -> (Known, Known) {
        let Some((entry, earlier)) = self
            .entries
            .get(..=place)
            .and_then(|entries| entries.split_last())
        else {
            return (None, None);
        };
        let carries = |entry: &Entry| !matches!(entry.content, Content::Patch { before: None, .. });
        let mut steps = vec![entry];
        if !carries(entry) {
            let of_field = |other: &&Entry| other.code == entry.code && other.field == entry.field;
            for other in earlier.iter().rev().filter(of_field) {
                steps.push(other);
                if carries(other) {
                    break;
                }
            }
        }
        let steps = steps.into_iter().rev();
        let unknown = (None, None);
        steps.fold(unknown, |(_, known), entry| entry.follow(&known))
    }

    /// The entries of each place, the oldest first; choices left out, which change nothing by themselves.
    pub fn chains(&self) -> BTreeMap<(&str, &str), Vec<&Entry>> {
        let mut chains: BTreeMap<(&str, &str), Vec<&Entry>> = BTreeMap::new();
        let changes = self.entries.iter();
        for entry in changes.filter(|entry| !matches!(entry.content, Content::Choice { .. })) {
            let place = (entry.code.as_str(), entry.field.as_str());
            chains.entry(place).or_default().push(entry);
        }
        chains
    }
}

/// A value as far as it is known; the inner none means that nothing stood there.
pub type Known = Option<Option<Value>>;

impl Entry {
    /// The values before and after, given what is known to have stood there before.
    pub(super) fn follow(&self, known: &Known) -> (Known, Known) {
        match &self.content {
            Content::Whole { before, after } => (Some(before.clone()), Some(after.clone())),
            Content::Patch { patch, of, before } => {
                let base = before
                    .as_deref()
                    .or_else(|| known.as_ref()?.as_ref()?.as_str());
                let base = base.filter(|text| sum(text) == *of);
                let text = |text: &str| Some(Some(Value::from(text)));
                let after = base.and_then(|base| patch.apply(base));
                (base.and_then(text), after.as_deref().and_then(text))
            }
            Content::Choice { .. } => (None, None),
        }
    }

    /// The value before, given what is known to have stood there after.
    pub(super) fn go_back(&self, known: &Known) -> Known {
        match &self.content {
            Content::Whole { before, .. } => Some(before.clone()),
            Content::Patch {
                before: Some(before),
                ..
            } => Some(Some(before.as_str().into())),
            Content::Patch { patch, of, .. } => {
                let before = patch.unapply(known.as_ref()?.as_ref()?.as_str()?)?;
                (sum(&before) == *of).then(|| Some(before.into()))
            }
            Content::Choice { .. } => None,
        }
    }
}

/// A checksum that tells one state of a text from another (FNV-1a).
fn sum(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum: u64, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The folder beside a workbook, for reading only: it is not made.
pub(super) fn beside(workbook: &Path) -> PathBuf {
    let real = workbook.canonicalize();
    let real = real.as_deref().unwrap_or(workbook);
    let folder = real.parent().unwrap_or(Path::new("."));
    let name = real.file_name().unwrap_or_default();
    folder.join(".chamdiem").join(name)
}

/// Reads the record of a workbook, older parts first. Whatever cannot be read is counted and left out.
pub fn read(workbook: &Path) -> Record {
    let folder = beside(workbook);
    let names = std::fs::read_dir(&folder).into_iter().flatten();
    let mut older: Vec<String> = names
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| is_older(name))
        .collect();
    older.sort_unstable();
    let mut record = Record::default();
    for name in older.iter().map(String::as_str).chain([ACTIVE]) {
        let path = folder.join(name);
        if path.symlink_metadata().is_err() {
            continue;
        }
        match read_part(&path) {
            Some(content) => take_in(&mut record, &content),
            None => record.damage.files.push(path),
        }
    }
    record
}

/// How much of the record is its end.
const TAIL: u64 = 32 * 1024;

/// The last changes of a workbook, the oldest first, without reading the whole record; none when there is none.
pub(super) fn tail(workbook: &Path) -> Vec<Entry> {
    let path = beside(workbook).join(ACTIVE);
    let end = || -> Option<Vec<u8>> {
        let metadata = path.symlink_metadata().ok()?;
        let mut file = metadata.is_file().then(|| File::open(&path).ok())??;
        file.seek(SeekFrom::Start(metadata.len().saturating_sub(TAIL)))
            .ok()?;
        let mut content = Vec::new();
        file.take(2 * TAIL).read_to_end(&mut content).ok()?;
        Some(content)
    };
    let mut record = Record::default();
    // The first line is likely cut; what cannot be read is left out.
    take_in(&mut record, &end().unwrap_or_default());
    record.entries
}

fn is_older(name: &str) -> bool {
    let ending = Path::new(name).extension();
    name.starts_with(OLDER) && ending.is_some_and(|ending| ending == "jsonl")
}

/// The bytes of a part; none when it is no plain file of a sane size that may be read.
fn read_part(path: &Path) -> Option<Vec<u8>> {
    let metadata = path.symlink_metadata().ok()?;
    if !metadata.is_file() || metadata.len() > MOST_BYTES {
        return None;
    }
    let mut content = Vec::new();
    let file = File::open(path).ok()?;
    file.take(MOST_BYTES).read_to_end(&mut content).ok()?;
    Some(content)
}

fn take_in(record: &mut Record, content: &[u8]) {
    for line in content.split(|byte| *byte == b'\n') {
        if line.trim_ascii().is_empty() {
            continue;
        }
        match line::read(line) {
            Some(line::Line::Head(from)) => record.begins = record.begins.or(Some(from)),
            Some(line::Line::Entry(entry)) => {
                record.begins = record.begins.or(Some(entry.since));
                record.entries.push(*entry);
            }
            None => record.damage.lines += 1,
        }
    }
}

/// `chốt hồ sơ, mã xác nhận 8f3a …`, or why the workbook was opened again; none for any other entry.
pub fn seal_words(entry: &Entry, lang: Lang) -> Option<String> {
    if entry.field != SEAL {
        return None;
    }
    let member = |name: &str| match &entry.content {
        Content::Whole { after, .. } => after.as_ref()?.get(name)?.as_str(),
        Content::Patch { .. } | Content::Choice { .. } => None,
    };
    if let Some(reason) = member("reason") {
        let reason = crate::text::clean_line(reason);
        return Some(say!(lang, "rút lại: {reason}", "reopened: {reason}"));
    }
    let digest = member("digest").and_then(Digest::read);
    let digest = digest.map_or_else(String::new, |digest| digest.short());
    Some(say!(
        lang,
        "chốt hồ sơ, mã xác nhận {digest}",
        "sealed, digest {digest}"
    ))
}

/// The two ends of what an entry changed, for people: whole values, or the pieces of a text that went and came.
pub fn ends(entry: &Entry) -> (Option<String>, Option<String>) {
    match &entry.content {
        Content::Whole { before, after } => (before.as_ref().map(shown), after.as_ref().map(shown)),
        Content::Patch { patch, .. } => (
            Some(patch.removed.clone()).filter(|text| !text.is_empty()),
            Some(patch.inserted.clone()).filter(|text| !text.is_empty()),
        ),
        Content::Choice { chosen, others } => {
            let others: Vec<String> = others.iter().map(|other| shown(&other.value)).collect();
            (
                Some(others.join("; ")).filter(|text| !text.is_empty()),
                Some(shown(chosen)).filter(|text| !text.is_empty()),
            )
        }
    }
}

/// A value in one line for people.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Object(members) => {
            let parts = members
                .iter()
                .filter(|(name, _)| *name != "at" && *name != "id");
            let parts = parts
                .map(|(name, value)| match value {
                    Value::Bool(flag) => format!("{name}={flag}"),
                    _ => shown(value),
                })
                .filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(", ")
        }
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests;
