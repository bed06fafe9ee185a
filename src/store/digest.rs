//! The digest of what a seal freezes: SHA-256 of a canonical form, so that it depends on what a workbook says and on
//! nothing else.
//!
//! The canonical form is the line `chamdiem.seal/1` and then one JSON object without blanks:
//!
//! * its members are `answers`, `criteria`, `report`, `unit` and `year`, of the report all but `number`, `date` and
//!   `signer`. Every other top member (id, revisions, conflicts, seals, later rounds) is left out;
//! * names of members stand in the order of their code points, lists in their own order; names and texts are NFC;
//! * what the format knows is written as this program writes it: nothing where there is nothing, decimals in quotes
//!   without trailing zeros, whether they stood there as text or as JSON integers. In the set that holds for every
//!   member that the format calls a decimal;
//! * members that the format does not know are part of it wherever they stand in those five, as they are.

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::points::{self, DecimalMark};
use crate::store::book_write;
use crate::workbook::Workbook;
use crate::workbook::seal::Digest;

/// The first line of the canonical form.
const FORMAT: &str = "chamdiem.seal/1\n";
/// The top members that are frozen.
const FROZEN: [&str; 5] = ["answers", "criteria", "report", "unit", "year"];
/// The members of the report that are not.
const OPEN: [&str; 3] = ["date", "number", "signer"];
/// Members of a set that hold a decimal, or decimals by id.
const DECIMALS: [&str; 13] = [
    "denominator",
    "floor",
    "from",
    "from_percent",
    "full_from",
    "left",
    "max",
    "numerator",
    "penalty",
    "points",
    "right",
    "target",
    "zero_below",
];

/// The digest of a workbook and the document that it was read from.
pub fn digest(document: &Value, book: &Workbook) -> Digest {
    let mut hash = Sha256::new();
    hash.update(FORMAT);
    hash.update(canonical(document, book).to_string());
    Digest::new(hash.finalize().into())
}

fn canonical(document: &Value, book: &Workbook) -> Value {
    let mut frozen = Value::Object(Map::new());
    if let (Value::Object(to), Some(from)) = (&mut frozen, document.as_object()) {
        for name in FROZEN {
            if let Some(value) = from.get(name) {
                to.insert(name.to_owned(), value.clone());
            }
        }
    }
    // Brings everything that the format knows into the form in which it is written.
    let unsealed = Workbook {
        id: None,
        seals: crate::workbook::seal::Seals::default(),
        ..book.clone()
    };
    book_write::write_into(&unsealed, &mut frozen);
    if let Value::Object(top) = &mut frozen {
        if let Some(Value::Object(report)) = top.get_mut("report") {
            report.retain(|name, _| !OPEN.contains(&name.as_str()));
            if book.report.decimal_mark == DecimalMark::default() {
                report.shift_remove("decimal_mark");
            }
        }
        if top.get("report").is_some_and(is_empty) {
            top.shift_remove("report");
        }
        if let Some(set) = top.get_mut("criteria") {
            plain_decimals(set);
        }
    }
    sorted(&frozen)
}

fn is_empty(value: &Value) -> bool {
    value.as_object().is_some_and(Map::is_empty)
}

/// Writes the decimals of a set in one way.
fn plain_decimals(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, value) in members.iter_mut() {
                if DECIMALS.contains(&name.as_str()) {
                    plain_decimal(value);
                    if let Value::Object(by_id) = value {
                        by_id.values_mut().for_each(plain_decimal);
                    }
                }
                plain_decimals(value);
            }
        }
        Value::Array(list) => list.iter_mut().for_each(plain_decimals),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn plain_decimal(value: &mut Value) {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return,
    };
    if let Some(number) = points::plain(&text) {
        *value = points::print_plain(number).into();
    }
}

/// The same with members in the order of their names, and names and texts in NFC.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<(String, Value)> = members
                .iter()
                .map(|(name, value)| (name.nfc().collect(), sorted(value)))
                .collect();
            members.sort_by(|(one, _), (other, _)| one.cmp(other));
            Value::Object(members.into_iter().collect())
        }
        Value::Array(list) => list.iter().map(sorted).collect(),
        Value::String(text) => text.nfc().collect::<String>().into(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}
