//! Revisions and conflicts in the document: `revisions` holds a mark for each part that was ever edited,
//! `conflicts` every value of the parts that have several. A document written by hand has neither. Knows no file
//! and decides nothing.
//!
//! A mark has the `revision`, what it `descends_from` (revision → depth), `author`, `time`, and the hash of the
//! `value` it was made for, so that a change made by hand past it is seen; an evidence entry has its `place`;
//! revisions that made the same value elsewhere are listed in `also`. A mark that cannot be read is none.

use serde_json::{Map, Value, json};

use crate::store::book_format;
use crate::store::book_write::{put, within, within_member, write_answer};
use crate::store::json::{At, Notes};
use crate::workbook::Workbook;
use crate::workbook::merge::{
    Content, Marks, Part, Past, Replica, Revision, Side, State, fingerprint,
};

type Object = Map<String, Value>;

const REVISIONS: &str = "revisions";
const CONFLICTS: &str = "conflicts";

/// Reads the marks of a workbook that was read from the same document.
pub(super) fn read(document: &Value, at: &At<'_>, book: &Workbook) -> Marks {
    let marks = document.get(REVISIONS).and_then(Value::as_object);
    let mut found: Marks = marks
        .into_iter()
        .flatten()
        .filter_map(|(path, mark)| {
            let part = Part::read_path(path)?;
            let state = read_mark(&part, mark, book)?;
            Some((part, state))
        })
        .collect();
    if let Some(conflicts) = at.optional(CONFLICTS) {
        for (path, sides) in conflicts.members() {
            let Some(part) = Part::read_path(&path) else {
                continue;
            };
            let mark = marks.and_then(|marks| marks.get(&path));
            let known = mark.map(read_past).unwrap_or_default();
            let sides = sides.items().map(|side| read_side(&part, &side, book));
            let state = State::new(sides.collect(), known);
            found.insert(part, state);
        }
    }
    found
}

fn read_mark(part: &Part, mark: &Value, book: &Workbook) -> Option<State> {
    let content = part.content(book);
    let mut sides = vec![read_name(mark, content.clone())?];
    let also = mark.get("also").and_then(Value::as_array);
    let also = also.into_iter().flatten();
    sides.extend(also.filter_map(|side| read_name(side, content.clone())));
    let state = State::new(sides, read_past(mark));
    let made_for = mark.get("value").and_then(Value::as_str);
    let is_of_now = made_for.is_none_or(|hash| hash == hash_text(content.as_ref()));
    Some(if is_of_now {
        state
    } else {
        state.changed_by_hand(content)
    })
}

/// Revision, author, time and place.
fn read_name(from: &Value, content: Option<Content>) -> Option<Side> {
    let text = |name: &str| from.get(name).and_then(Value::as_str);
    Some(Side {
        revision: Revision::read(text("revision")?)?,
        content,
        author: text("author").map(crate::text::clean_line),
        time: text("time").map(crate::text::clean_line),
        place: from.get("place").and_then(Value::as_u64),
    })
}

fn read_past(mark: &Value) -> Past {
    let mut past = Past::default();
    let known = mark.get("descends_from").and_then(Value::as_object);
    for (revision, depth) in known.into_iter().flatten() {
        let depth = depth.as_u64().and_then(|depth| u32::try_from(depth).ok());
        if let (Some(revision), Some(depth)) = (Revision::read(revision), depth) {
            past.add(revision, depth);
        }
    }
    past
}

fn read_side(part: &Part, at: &At<'_>, book: &Workbook) -> Side {
    at.object();
    let value = at.optional("value");
    let content = value.and_then(|value| read_content(part, &value, book));
    let unmarked = Side::unmarked(content.clone());
    at.raw()
        .and_then(|side| read_name(side, content))
        .unwrap_or(unmarked)
}

/// What [`value_json`] wrote: the content of a part from a value kept elsewhere; none when it was cleared.
pub fn read_value(part: &Part, value: &Value, book: &Workbook) -> Option<Content> {
    read_content(part, &At::root(value, &Notes::default()), book)
}

fn read_content(part: &Part, value: &At<'_>, book: &Workbook) -> Option<Content> {
    match part {
        Part::Entered(_)
        | Part::Declared(_)
        | Part::NotAssessed(_)
        | Part::ExplainedWith(_)
        | Part::Justification(_)
        | Part::Evidence(..) => part.content_in(&book_format::read_answer(value)?),
        Part::Unit(_) | Part::Text(_) | Part::Lines(_) | Part::Mark | Part::Heading(_) => part
            .content(&Workbook {
                unit: book_format::read_unit_texts(value),
                report: book_format::read_report(value),
                ..book.clone()
            }),
    }
}

/// Writes the marks and conflicts of a copy into its document. Members that are not understood stay.
pub(super) fn write(replica: &Replica, document: &mut Value) {
    let marks = replica.marks();
    within(document, |top| {
        write_members(top, REVISIONS, marks.iter(), write_mark);
        let open = marks.iter().filter(|(_, state)| state.is_conflict());
        write_members(top, CONFLICTS, open, |part, state, to| {
            *to = state
                .sides()
                .iter()
                .map(|side| side_json(part, side))
                .collect();
        });
    });
}

/// Writes a member of the document for each part given; those of other parts go.
fn write_members<'a>(
    top: &mut Object,
    name: &str,
    states: impl Iterator<Item = (&'a Part, &'a State)>,
    write: impl Fn(&Part, &State, &mut Value),
) {
    let states: Vec<(String, &Part, &State)> = states
        .map(|(part, state)| (part.path(), part, state))
        .collect();
    if states.is_empty() && !top.contains_key(name) {
        return;
    }
    within_member(top, name, |to| {
        to.retain(|path, _| {
            Part::read_path(path).is_none() || states.iter().any(|(known, ..)| known == path)
        });
        for (path, part, state) in &states {
            write(part, state, to.entry(path.as_str()).or_insert(Value::Null));
        }
    });
    if top
        .get(name)
        .and_then(Value::as_object)
        .is_some_and(Map::is_empty)
    {
        top.shift_remove(name);
    }
}

fn write_mark(_: &Part, state: &State, to: &mut Value) {
    let Some((first, also)) = state.sides().split_first() else {
        return;
    };
    within(to, |to| {
        let past: Object = state
            .past()
            .iter()
            .map(|(revision, depth)| (revision.to_string(), depth.into()))
            .collect();
        write_name(first, to);
        put(to, "value", Some(hash_text(state.content()).into()));
        put(to, "descends_from", (!past.is_empty()).then(|| past.into()));
        let also: Vec<Value> = also
            .iter()
            .filter(|_| !state.is_conflict())
            .map(|side| {
                let mut also = Object::new();
                write_name(side, &mut also);
                also.into()
            })
            .collect();
        put(to, "also", (!also.is_empty()).then(|| also.into()));
    });
}

fn write_name(side: &Side, to: &mut Object) {
    put(to, "revision", Some(side.revision.to_string().into()));
    put(to, "author", side.author.as_deref().map(Value::from));
    put(to, "time", side.time.as_deref().map(Value::from));
    put(to, "place", side.place.map(Value::from));
}

fn side_json(part: &Part, side: &Side) -> Value {
    let mut json = Object::new();
    write_name(side, &mut json);
    put(
        &mut json,
        "value",
        Some(value_json(part, side.content.as_ref())),
    );
    json.into()
}

/// A value as it stands in its place: an answer, the unit or the report with nothing else in it.
pub fn value_json(part: &Part, content: Option<&Content>) -> Value {
    let mut value = Object::new();
    let path = part.path();
    let name = path.rsplit('/').next().unwrap_or_default();
    match (part, content) {
        (Part::Heading(code), Some(Content::Text(text))) => {
            put(&mut value, "heading", Some(json!({ code: text })));
        }
        (Part::Unit(_) | Part::Text(_), Some(Content::Text(text))) => {
            put(&mut value, name, Some(text.as_str().into()));
        }
        (Part::Lines(_), Some(Content::Lines(lines))) => {
            put(&mut value, name, Some(lines.clone().into()));
        }
        (Part::Mark, Some(Content::Mark(mark))) => {
            put(&mut value, name, Some(mark.as_char().to_string().into()));
        }
        (_, content) => write_answer(&part.answer_with(content.cloned()), &mut value),
    }
    value.into()
}

fn hash_text(content: Option<&Content>) -> String {
    format!("{:016x}", fingerprint(content))
}
