//! A workbook back into the document it was read from: every member that the format knows is written, every
//! other member, the order of members and the embedded criteria set stay as they are. Knows no file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::criteria::CriteriaSet;
use crate::points::DecimalMark;
use crate::store::book_format::FORMAT;
use crate::store::previous_format::{self, PREVIOUS};
use crate::store::seal_format;
use crate::text;
use crate::workbook::{Answer, Evidence, Report, Review, Workbook};

type Object = Map<String, Value>;

/// The document of a new workbook; the set's own document is embedded as it is.
pub fn new_document(book: &Workbook, set_json: &Value) -> Value {
    let mut document = json!({ "format": FORMAT, "unit": {}, "year": 0, "report": {} });
    if let Value::Object(top) = &mut document {
        top.insert("criteria".to_owned(), set_json.clone());
        top.insert("answers".to_owned(), json!({}));
        if let Some(previous) = &book.previous {
            top.insert(PREVIOUS.to_owned(), previous_format::json(previous));
        }
    }
    write_into(book, &mut document);
    document
}

/// Writes a workbook into its document.
pub fn write_into(book: &Workbook, document: &mut Value) {
    within(document, |top| {
        if let Some(id) = &book.id
            && top.get("id").and_then(Value::as_str) != Some(id)
        {
            let after_format = top.len().min(1);
            top.shift_insert(after_format, "id".to_owned(), id.as_str().into());
        }
        within_member(top, "unit", |unit| {
            put_text(unit, "name", &book.unit.name);
            put_text(unit, "short", &book.unit.short);
            put_text(unit, "parent", &book.unit.parent);
            put_text(unit, "place", &book.unit.place);
        });
        put(top, "year", Some(book.year.into()));
        if book.report != Report::default() || top.contains_key("report") {
            within_member(top, "report", |report| write_report(&book.report, report));
        }
        within_member(top, "answers", |answers| write_answers(book, answers));
        seal_format::write(&book.seals, top);
    });
}

/// Works on the object here; anything else gives way to an empty one.
pub(super) fn within(value: &mut Value, work: impl FnOnce(&mut Object)) {
    let mut object = match value.take() {
        Value::Object(object) => object,
        _ => Object::new(),
    };
    work(&mut object);
    *value = Value::Object(object);
}

/// Works on the object that is a member here; the member keeps its place.
pub(super) fn within_member(object: &mut Object, name: &str, work: impl FnOnce(&mut Object)) {
    within(object.entry(name).or_insert(Value::Null), work);
}

pub(super) fn put(object: &mut Object, name: &str, value: Option<Value>) {
    match value {
        Some(value) => {
            object.insert(name.to_owned(), value);
        }
        None => {
            object.shift_remove(name);
        }
    }
}

/// Writes a text; empty text is left out.
fn put_text(object: &mut Object, name: &str, text: &str) {
    put(object, name, (!text.is_empty()).then(|| text.into()));
}

fn put_lines(object: &mut Object, name: &str, lines: &[String]) {
    let value = lines.iter().map(|line| line.as_str().into()).collect();
    put(
        object,
        name,
        (!lines.is_empty()).then_some(Value::Array(value)),
    );
}

fn write_report(report: &Report, to: &mut Object) {
    put_text(to, "number", &report.number);
    put_text(to, "date", &report.date);
    put_text(to, "place", &report.place);
    put_text(to, "recipient", &report.recipient);
    put_lines(to, "basis", &report.basis);
    put_lines(to, "recipients", &report.recipients);
    put_lines(to, "signature", &report.signature);
    put_text(to, "signer", &report.signer);
    put_text(to, "closing", &report.closing);
    if report.decimal_mark != DecimalMark::default() || to.contains_key("decimal_mark") {
        let mark = report.decimal_mark.as_char().to_string();
        put(to, "decimal_mark", Some(mark.into()));
    }
    write_texts(to, "heading", &report.headings);
}

/// Writes an object of texts, leaving the order of those that are there.
fn write_texts(to: &mut Object, name: &str, texts: &BTreeMap<String, String>) {
    if texts.is_empty() {
        to.shift_remove(name);
        return;
    }
    within_member(to, name, |map| {
        clean_names(map);
        map.retain(|code, _| texts.contains_key(code));
        for (code, text) in texts {
            map.insert(code.clone(), text.as_str().into());
        }
    });
}

/// Brings the names of members into the form in which they were read.
fn clean_names(map: &mut Object) {
    if map.keys().all(|name| text::clean_line(name) == *name) {
        return;
    }
    *map = std::mem::take(map)
        .into_iter()
        .map(|(name, value)| (text::clean_line(&name), value))
        .collect();
}

fn write_answers(book: &Workbook, to: &mut Object) {
    clean_names(to);
    to.retain(|code, value| {
        if book.answers.contains_key(code) {
            return true;
        }
        // The answer is gone; what another program keeps beside it stays.
        within(value, |rest| write_answer(&Answer::default(), rest));
        value.as_object().is_some_and(|rest| !rest.is_empty())
    });
    for (code, answer) in &book.answers {
        if !to.contains_key(code) {
            let place = place_of(&book.set, code, to);
            to.shift_insert(place, code.clone(), Value::Null);
        }
        if let Some(value) = to.get_mut(code) {
            within(value, |to| write_answer(answer, to));
        }
    }
}

/// Where a new answer goes: before the first one that follows in the set.
fn place_of(set: &CriteriaSet, code: &str, answers: &Object) -> usize {
    let own = set.find(code);
    answers
        .keys()
        .position(|other| own.is_some() && set.find(other) > own)
        .unwrap_or(answers.len())
}

pub(super) fn write_answer(answer: &Answer, to: &mut Object) {
    write_figures(answer, to);
    put(to, "level", answer.level.as_deref().map(Value::from));
    put(to, "ticked", answer.ticked.clone().map(Value::from));
    let score = answer.score.as_ref().map(|score| score.text().into());
    put(to, "score", score);
    match &answer.declared {
        Some(declared) => within_member(to, "declared", |to| {
            put(to, "score", Some(declared.score.text().into()));
            put_text(to, "reason", &declared.reason);
        }),
        None => put(to, "declared", None),
    }
    match &answer.not_assessed {
        Some(reason) => within_member(to, "not_assessed", |to| {
            put(to, "reason", Some(reason.as_str().into()));
        }),
        None => put(to, "not_assessed", None),
    }
    let other = answer.explained_with.as_deref().map(Value::from);
    put(to, "explained_with", other);
    put_text(to, "justification", &answer.justification);
    match answer.review {
        Review::Due => put(to, "reviewed", Some(false.into())),
        // `true`, written by hand, says the same as nothing.
        Review::Settled if to.get("reviewed") == Some(&true.into()) => {}
        Review::Settled => put(to, "reviewed", None),
    }
    write_evidence(&answer.evidence, to);
}

fn write_figures(answer: &Answer, to: &mut Object) {
    if answer.figures.is_empty() {
        to.shift_remove("figures");
        return;
    }
    within_member(to, "figures", |figures| {
        clean_names(figures);
        figures.retain(|id, _| answer.figures.contains_key(id));
        for (id, value) in &answer.figures {
            figures.insert(id.clone(), value.text().into());
        }
    });
}

/// Each entry is written into the one of its id that was there, so that unknown members move with it.
fn write_evidence(entries: &[Evidence], to: &mut Object) {
    let mut before = match to.get_mut("evidence").map(Value::take) {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    };
    if entries.is_empty() {
        to.shift_remove("evidence");
        return;
    }
    let list = entries
        .iter()
        .map(|entry| {
            let known = before.iter().position(|old| id_of(old) == entry.id);
            let mut value = known.map_or(Value::Null, |place| before.remove(place));
            within(&mut value, |to| write_entry(entry, to));
            value
        })
        .collect();
    put(to, "evidence", Some(Value::Array(list)));
}

fn id_of(entry: &Value) -> Cow<'_, str> {
    entry
        .get("id")
        .and_then(Value::as_str)
        .map_or(Cow::Borrowed(""), |id| Cow::Owned(text::clean_line(id)))
}

pub(super) fn write_entry(entry: &Evidence, to: &mut Object) {
    put_text(to, "id", &entry.id);
    put_text(to, "kind", &entry.kind);
    put_text(to, "number", &entry.number);
    put_text(to, "date", &entry.date);
    put_text(to, "issuer", &entry.issuer);
    put_text(to, "subject", &entry.subject);
    put_text(to, "place", &entry.place);
    put_text(to, "location", &entry.location);
    put_text(to, "note", &entry.note);
    put(to, "same_as", entry.same_as.as_deref().map(Value::from));
}
