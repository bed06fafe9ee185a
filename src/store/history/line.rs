//! A line of the record: an entry as JSON and back, and the head of a part. Knows no file.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Content, Entry, NotChosen};
use crate::workbook::patch::TextPatch;

const FORMAT: &str = "chamdiem.history/1";

/// What a line holds.
pub(super) enum Line {
    /// The head of a part: since when nothing is missing.
    Head(Timestamp),
    /// A change.
    Entry(Box<Entry>),
}

#[derive(Serialize, Deserialize)]
struct HeadLine {
    format: String,
    from: String,
}

/// The members in the order in which people read them. `code` and `field` stand together: [`needle`] finds them.
#[derive(Serialize, Deserialize)]
struct EntryLine {
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    by: String,
    code: String,
    field: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    patch: Option<PatchLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_chosen: Option<Vec<NotChosenLine>>,
}

#[derive(Serialize, Deserialize)]
struct NotChosenLine {
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    value: Value,
}

#[derive(Serialize, Deserialize)]
struct PatchLine {
    from: usize,
    cut: String,
    put: String,
    of: String,
}

/// A time as it is written: with the offset of this place, to the second.
fn time(at: Timestamp, zone: &TimeZone) -> String {
    let zoned: Zoned = at.to_zoned(zone.clone());
    zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// Reads a line; none when it is neither entry nor head.
pub(super) fn read(line: &[u8]) -> Option<Line> {
    if let Ok(line) = serde_json::from_slice::<EntryLine>(line) {
        return entry(line).map(|entry| Line::Entry(Box::new(entry)));
    }
    let head: HeadLine = serde_json::from_slice(line).ok()?;
    Some(Line::Head(head.from.parse().ok()?))
}

fn entry(line: EntryLine) -> Option<Entry> {
    let at: Timestamp = line.at.parse().ok()?;
    let since = line.since.and_then(|since| since.parse().ok());
    let content = match (line.patch, line.not_chosen) {
        (None, Some(others)) => Content::Choice {
            chosen: line.after.unwrap_or_default(),
            others: others.into_iter().map(not_chosen).collect(),
        },
        (None, None) => Content::Whole {
            before: line.before,
            after: line.after,
        },
        (Some(patch), _) => Content::Patch {
            of: u64::from_str_radix(&patch.of, 16).ok()?,
            before: line.before.and_then(|before| match before {
                Value::String(text) => Some(text),
                _ => None,
            }),
            patch: TextPatch {
                at: patch.from,
                removed: patch.cut,
                inserted: patch.put,
            },
        },
    };
    Some(Entry {
        at,
        since: since.unwrap_or(at),
        author: line.by,
        code: line.code,
        field: line.field,
        content,
    })
}

fn not_chosen(line: NotChosenLine) -> NotChosen {
    NotChosen {
        author: line.by,
        at: line.at.and_then(|at| at.parse().ok()),
        value: line.value,
    }
}

/// An entry as a line with its end.
pub(super) fn print(entry: &Entry, zone: &TimeZone) -> Vec<u8> {
    let mut line = EntryLine {
        at: time(entry.at, zone),
        since: (entry.since != entry.at).then(|| time(entry.since, zone)),
        by: entry.author.clone(),
        code: entry.code.clone(),
        field: entry.field.clone(),
        before: None,
        after: None,
        patch: None,
        not_chosen: None,
    };
    match &entry.content {
        Content::Whole { before, after } => {
            (line.before, line.after) = (before.clone(), after.clone());
        }
        Content::Patch { patch, of, before } => {
            line.before = before.clone().map(Value::from);
            line.patch = Some(PatchLine {
                from: patch.at,
                cut: patch.removed.clone(),
                put: patch.inserted.clone(),
                of: format!("{of:x}"),
            });
        }
        Content::Choice { chosen, others } => {
            line.after = Some(chosen.clone());
            let others = others.iter().map(|other| NotChosenLine {
                at: other.at.map(|at| time(at, zone)),
                by: other.author.clone(),
                value: other.value.clone(),
            });
            line.not_chosen = Some(others.collect());
        }
    }
    ended(&line)
}

/// The head of a part as a line with its end.
pub(super) fn print_head(from: Timestamp, zone: &TimeZone) -> Vec<u8> {
    ended(&HeadLine {
        format: FORMAT.to_owned(),
        from: time(from, zone),
    })
}

/// Nothing here can fail to be printed: text and JSON values.
fn ended(line: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(line).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// What every line about a place contains.
pub(super) fn needle(code: &str, field: &str) -> String {
    let (code, field) = (Value::from(code), Value::from(field));
    format!("\"code\":{code},\"field\":{field}")
}
