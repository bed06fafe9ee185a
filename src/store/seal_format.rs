//! The record of seals in the document: the member `seals`, a list that only grows. Each entry has its `act`
//! (`sealed`, `reopened`), `by`, `at`, the `digest` of what stood in the workbook then, and a `reason` when it was
//! opened again. Knows no file.

use serde_json::{Map, Value};

use crate::store::book_write::put;
use crate::store::json::At;
use crate::store::problem::Fault;
use crate::workbook::seal::{Act, Digest, SealEvent, Seals};

/// The member that holds them.
pub(super) const SEALS: &str = "seals";
const ACTS: [&str; 2] = ["sealed", "reopened"];

/// Reads the record. A seal that cannot be read is a problem: an unreadable one must not open the workbook.
pub(super) fn read(at: &At<'_>) -> Seals {
    let Some(seals) = at.optional(SEALS) else {
        return Seals::default();
    };
    let events = seals.items().filter_map(|event| read_event(&event));
    Seals::new(events.collect())
}

fn read_event(at: &At<'_>) -> Option<SealEvent> {
    let is_sealed = at.required("act")?.word(&ACTS, &[true, false])?;
    let by = at.required("by").and_then(|by| by.line());
    let when = at.required("at").and_then(|when| when.line());
    let digest = at.required("digest").and_then(|digest| {
        let text = digest.line()?;
        let read = Digest::read(&text);
        if read.is_none() {
            digest.fault(Fault::NotDigest(text));
        }
        read
    });
    let act = if is_sealed {
        Act::Sealed
    } else {
        let reason = at.optional("reason").and_then(|reason| reason.text());
        Act::Reopened(reason.unwrap_or_default())
    };
    Some(SealEvent {
        act,
        by: by?,
        at: when?,
        digest: digest?,
    })
}

/// Adds what is new to the record; entries that are there stay as they are.
pub(super) fn write(seals: &Seals, top: &mut Map<String, Value>) {
    let mut list = match top.get_mut(SEALS).map(Value::take) {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    };
    let new = seals.events().iter().skip(list.len());
    list.extend(new.map(event_json));
    put(top, SEALS, (!list.is_empty()).then_some(list.into()));
}

/// An entry of the record.
pub(super) fn event_json(event: &SealEvent) -> Value {
    let mut json = Map::new();
    let (act, reason) = match &event.act {
        Act::Sealed => ("sealed", None),
        Act::Reopened(reason) => ("reopened", Some(reason.as_str().into())),
    };
    put(&mut json, "act", Some(act.into()));
    put(&mut json, "by", Some(event.by.as_str().into()));
    put(&mut json, "at", Some(event.at.as_str().into()));
    put(&mut json, "reason", reason);
    put(&mut json, "digest", Some(event.digest.hex().into()));
    json.into()
}
