//! The record of every change beside a workbook: who, when, where, what before and after. `history.jsonl` and its
//! older parts `history-TIME.jsonl`, one JSON object a line. It only tells: nothing of it changes the workbook, and
//! whatever is missing or broken in it costs the history and nothing else.
//!
//! How it stays small: what is typed into one text within ten minutes is one entry, and a long text is kept as what
//! was cut out and put in. Each part stands for itself: the first patch of a text in it carries the text that was
//! there, and so does one patch in sixty-four and any that does not follow from the one before. A part that has
//! grown full is put aside, and there the patches of one author and text within eight hours become one.

mod line;
mod write;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::Value;

use crate::store::MOST_BYTES;
use crate::workbook::patch::TextPatch;

pub(super) use write::{Commit, keep};

/// The part that is written to.
const ACTIVE: &str = "history.jsonl";
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

impl Damage {
    /// Whether everything could be read.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl Record {
    /// The entries of each place, the oldest first.
    pub fn chains(&self) -> BTreeMap<(&str, &str), Vec<&Entry>> {
        let mut chains: BTreeMap<(&str, &str), Vec<&Entry>> = BTreeMap::new();
        for entry in &self.entries {
            let place = (entry.code.as_str(), entry.field.as_str());
            chains.entry(place).or_default().push(entry);
        }
        chains
    }
}

/// A value as far as it is known; the inner none means that nothing stood there.
pub(super) type Known = Option<Option<Value>>;

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
        }
    }

    /// The value after, where the entries are known to follow from one another: nothing is summed up.
    fn lead_on(&self, known: &Known) -> Known {
        match &self.content {
            Content::Whole { after, .. } => Some(after.clone()),
            Content::Patch { patch, before, .. } => {
                let known = || known.as_ref()?.as_ref()?.as_str();
                let after = patch.apply(before.as_deref().or_else(known)?)?;
                Some(Some(after.into()))
            }
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

/// The two ends of what an entry changed, for people: whole values, or the pieces of a text that went and came.
pub fn ends(entry: &Entry) -> (Option<String>, Option<String>) {
    match &entry.content {
        Content::Whole { before, after } => (before.as_ref().map(shown), after.as_ref().map(shown)),
        Content::Patch { patch, .. } => (
            Some(patch.removed.clone()).filter(|text| !text.is_empty()),
            Some(patch.inserted.clone()).filter(|text| !text.is_empty()),
        ),
    }
}

fn shown(value: &Value) -> String {
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
