//! An edit as a field and a value: `figures/on_time` and `"642"`, so that records beside a workbook can be read by
//! people and by scripts. Field names are those of the workbook's format. Knows no file.

use serde_json::{Map, Value, json};

use crate::points::{DecimalMark, Stored};
use crate::store::json::{At, Notes};
use crate::store::{book_format, book_write};
use crate::workbook::edit::{ReportEdit, ReportLines, ReportText, UnitMember};
use crate::workbook::{Declared, Edit, Evidence, Review};

const UNIT: [(&str, UnitMember); 4] = [
    ("name", UnitMember::Name),
    ("short", UnitMember::Short),
    ("parent", UnitMember::Parent),
    ("place", UnitMember::Place),
];
const TEXTS: [(&str, ReportText); 6] = [
    ("number", ReportText::Number),
    ("date", ReportText::Date),
    ("place", ReportText::Place),
    ("recipient", ReportText::Recipient),
    ("signer", ReportText::Signer),
    ("closing", ReportText::Closing),
];
const LINES: [(&str, ReportLines); 3] = [
    ("basis", ReportLines::Basis),
    ("recipients", ReportLines::Recipients),
    ("signature", ReportLines::Signature),
];

/// How the names of fields begin that tell of a choice among the values of a part; the part's path follows.
pub(super) const CHOICE: &str = "conflict/";

/// The name under which a table holds something.
fn name_in<T: PartialEq>(table: &[(&'static str, T)], wanted: &T) -> &'static str {
    let found = table.iter().find(|(_, known)| known == wanted);
    found.map_or("", |(name, _)| name)
}

/// What a table holds under a name.
fn named<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    let found = table.iter().find(|(known, _)| *known == name);
    found.map(|(_, meaning)| *meaning)
}

/// The field that an edit changes: `figures/on_time`, `justification`, `evidence/2`, `report/heading/3`.
pub fn name(edit: &Edit) -> String {
    match edit {
        Edit::Figure { figure, .. } => format!("figures/{figure}"),
        Edit::Level { .. } => "level".to_owned(),
        Edit::Ticked { .. } => "ticked".to_owned(),
        Edit::Score { .. } => "score".to_owned(),
        Edit::Declared { .. } => "declared".to_owned(),
        Edit::NotAssessed { .. } => "not_assessed".to_owned(),
        Edit::ExplainedWith { .. } => "explained_with".to_owned(),
        Edit::Justification { .. } => "justification".to_owned(),
        Edit::Evidence { id, .. } => format!("evidence/{id}"),
        Edit::Unit { member, .. } => format!("unit/{}", name_in(&UNIT, member)),
        Edit::Report(report) => match report {
            ReportEdit::Text(which, _) => format!("report/{}", name_in(&TEXTS, which)),
            ReportEdit::Lines(which, _) => format!("report/{}", name_in(&LINES, which)),
            ReportEdit::Mark(_) => "report/decimal_mark".to_owned(),
            ReportEdit::Heading(code, _) => format!("report/heading/{code}"),
        },
        Edit::Put(part, _) => format!("{CHOICE}{}", part.path()),
        Edit::Reopen(conflict) => format!("{CHOICE}{}", conflict.part.path()),
    }
}

/// The value that an edit gives its field; none when it clears it.
pub fn value(edit: &Edit) -> Option<Value> {
    let text = |text: &String| (!text.is_empty()).then(|| text.as_str().into());
    match edit {
        Edit::Figure { value, .. } | Edit::Score { value, .. } => {
            value.as_ref().map(|value| value.text().into())
        }
        Edit::Level { level, .. } => level.clone().map(Value::from),
        Edit::Ticked { items, .. } => items.clone().map(Value::from),
        Edit::Declared { declared, .. } => declared
            .as_ref()
            .map(|declared| json!({ "score": declared.score.text(), "reason": declared.reason })),
        Edit::NotAssessed { reason, .. } => reason.clone().map(Value::from),
        Edit::ExplainedWith { other, .. } => other.clone().map(Value::from),
        Edit::Justification {
            text: new,
            review: Review::Due,
            ..
        } => Some(json!({ "reviewed": false, "text": new })),
        Edit::Justification { text: new, .. } | Edit::Unit { text: new, .. } => text(new),
        Edit::Evidence { entry, at, .. } => entry.as_ref().map(|entry| document(entry, *at)),
        Edit::Report(report) => match report {
            ReportEdit::Text(_, new) => text(new),
            ReportEdit::Lines(_, lines) => (!lines.is_empty()).then(|| lines.clone().into()),
            ReportEdit::Mark(mark) => Some(mark.as_char().to_string().into()),
            ReportEdit::Heading(_, heading) => heading.clone().map(Value::from),
        },
        // What a choice does to the fields stands there as fields; the choice itself is made again.
        Edit::Put(..) | Edit::Reopen(_) => None,
    }
}

/// Whether the value is a text that grows while it is typed.
pub fn is_text(edit: &Edit) -> bool {
    match edit {
        Edit::Justification {
            review: Review::Settled,
            ..
        }
        | Edit::NotAssessed { .. }
        | Edit::Report(ReportEdit::Text(..)) => true,
        Edit::Figure { .. }
        | Edit::Level { .. }
        | Edit::Ticked { .. }
        | Edit::Score { .. }
        | Edit::Declared { .. }
        | Edit::ExplainedWith { .. }
        | Edit::Justification { .. }
        | Edit::Evidence { .. }
        | Edit::Unit { .. }
        | Edit::Put(..)
        | Edit::Reopen(_)
        | Edit::Report(ReportEdit::Lines(..) | ReportEdit::Mark(_) | ReportEdit::Heading(..)) => {
            false
        }
    }
}

/// A document with its place among the documents of its criterion.
fn document(entry: &Evidence, at: usize) -> Value {
    let mut object = Map::new();
    object.insert("at".to_owned(), at.into());
    book_write::write_entry(entry, &mut object);
    Value::Object(object)
}

/// The edit that gives a field a value; none for a field or value that is not known.
pub fn edit(code: &str, field: &str, value: Option<&Value>) -> Option<Edit> {
    match field.split_once('/') {
        Some(("figures", figure)) => Some(Edit::Figure {
            code: code.to_owned(),
            figure: figure.to_owned(),
            value: number(value).ok()?,
        }),
        Some(("evidence", id)) => evidence(code, id, value),
        Some(("unit", member)) => Some(Edit::Unit {
            member: named(&UNIT, member)?,
            text: text(value)?,
        }),
        Some(("report", member)) => report(member, value).map(Edit::Report),
        Some(_) => None,
        None => answer(code, field, value),
    }
}

fn answer(code: &str, field: &str, value: Option<&Value>) -> Option<Edit> {
    let code = code.to_owned();
    match field {
        "level" => Some(Edit::Level {
            code,
            level: optional_text(value).ok()?,
        }),
        "ticked" => Some(Edit::Ticked {
            code,
            items: value.map_or(Some(None), |value| lines(value).map(Some))?,
        }),
        "score" => Some(Edit::Score {
            code,
            value: number(value).ok()?,
        }),
        "declared" => Some(Edit::Declared {
            code,
            declared: value.map_or(Some(None), |value| declared(value).map(Some))?,
        }),
        "not_assessed" => Some(Edit::NotAssessed {
            code,
            reason: optional_text(value).ok()?,
        }),
        "explained_with" => Some(Edit::ExplainedWith {
            code,
            other: optional_text(value).ok()?,
        }),
        "justification" => Some(justification(code, value)?),
        _ => None,
    }
}

/// A text that must still be looked through stands with that in an object.
fn justification(code: String, value: Option<&Value>) -> Option<Edit> {
    let unreviewed = value.and_then(|value| value.get("text"));
    Some(Edit::Justification {
        code,
        text: text(unreviewed.or(value))?,
        review: if unreviewed.is_some() {
            Review::Due
        } else {
            Review::Settled
        },
    })
}

fn report(member: &str, value: Option<&Value>) -> Option<ReportEdit> {
    if let Some(code) = member.strip_prefix("heading/") {
        return Some(ReportEdit::Heading(
            code.to_owned(),
            optional_text(value).ok()?,
        ));
    }
    if member == "decimal_mark" {
        return match value?.as_str()? {
            "," => Some(ReportEdit::Mark(DecimalMark::Comma)),
            "." => Some(ReportEdit::Mark(DecimalMark::Point)),
            _ => None,
        };
    }
    if let Some(which) = named(&TEXTS, member) {
        return Some(ReportEdit::Text(which, text(value)?));
    }
    let new = value.map_or_else(|| Some(Vec::new()), lines)?;
    Some(ReportEdit::Lines(named(&LINES, member)?, new))
}

fn evidence(code: &str, id: &str, value: Option<&Value>) -> Option<Edit> {
    let notes = Notes::default();
    let entry = match value {
        None => None,
        Some(value) => Some(book_format::read_evidence(&At::root(value, &notes))?),
    };
    let at = value.and_then(|value| value.get("at")?.as_u64());
    Some(Edit::Evidence {
        code: code.to_owned(),
        id: id.to_owned(),
        entry: entry.map(Box::new),
        at: usize::try_from(at.unwrap_or_default()).ok()?,
    })
}

/// A value of another kind than its field holds.
struct Unfit;

/// A number goes in as the text that it was: what stood in the file may stand there again, even when it is none.
fn number(value: Option<&Value>) -> Result<Option<Stored>, Unfit> {
    Ok(optional_text(value)?.map(Stored::Unreadable))
}

fn declared(value: &Value) -> Option<Declared> {
    Some(Declared {
        score: Stored::Unreadable(value.get("score")?.as_str()?.to_owned()),
        reason: value.get("reason")?.as_str()?.to_owned(),
    })
}

fn text(value: Option<&Value>) -> Option<String> {
    optional_text(value).ok().map(Option::unwrap_or_default)
}

fn optional_text(value: Option<&Value>) -> Result<Option<String>, Unfit> {
    match value {
        None => Ok(None),
        Some(value) => Ok(Some(value.as_str().ok_or(Unfit)?.to_owned())),
    }
}

fn lines(value: &Value) -> Option<Vec<String>> {
    let lines = value.as_array()?.iter();
    lines.map(|line| Some(line.as_str()?.to_owned())).collect()
}
