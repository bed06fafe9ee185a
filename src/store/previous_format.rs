//! Last year in the document of this year's workbook: the member `previous`. It is written once, when the workbook is
//! made; saving leaves it as it is. Knows no file.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::points::{self, Decimal, DecimalMark};
use crate::store::book_format::{read_answer, read_evidence};
use crate::store::book_write::{put, write_answer};
use crate::store::json::{At, Notes};
use crate::workbook::Answer;
use crate::workbook::last_year::{LastYear, LeftOver, PastAnswer, Rated};

/// The member.
pub(super) const PREVIOUS: &str = "previous";

/// Reads last year from a workbook's document. It is for comparing only: where anything of it cannot be read, there
/// is none, the workbook opens without it, and the member stays in the file.
pub(super) fn read(document: &Value) -> Option<LastYear> {
    let notes = Notes::default();
    let read = read_year(&At::root(document.get(PREVIOUS)?, &notes));
    let (problems, _) = notes.into_parts();
    read.filter(|_| problems.is_empty())
}

fn read_year(at: &At<'_>) -> Option<LastYear> {
    at.object()?;
    let year = at.required("year").and_then(|year| year.whole(1, 9999));
    let criteria = at.optional("criteria");
    let left_over = at.optional("left_over");
    Some(LastYear {
        year: u16::try_from(year?).ok()?,
        unit: line(at, "unit"),
        set: line(at, "set"),
        total: at
            .optional("total")
            .map(|total| read_rated(&total))
            .unwrap_or_default(),
        appraised: at.optional("appraisal").map(|it| read_rated(&it)),
        criteria: criteria
            .iter()
            .flat_map(At::members)
            .filter_map(|(code, past)| Some((code, read_past(&past)?)))
            .collect(),
        left_over: left_over
            .iter()
            .flat_map(At::members)
            .filter_map(|(code, past)| Some((code, read_left_over(&past)?)))
            .collect(),
    })
}

fn line(at: &At<'_>, name: &str) -> String {
    at.optional(name)
        .and_then(|text| text.line())
        .unwrap_or_default()
}

fn decimal(at: &At<'_>, name: &str) -> Option<Decimal> {
    at.optional(name).and_then(|number| number.decimal())
}

fn read_rated(at: &At<'_>) -> Rated {
    at.object();
    Rated {
        score: decimal(at, "score").unwrap_or_default(),
        max: decimal(at, "max").unwrap_or_default(),
        percent: decimal(at, "percent"),
        grade: at.optional("grade").and_then(|grade| grade.line()),
    }
}

fn read_past(at: &At<'_>) -> Option<PastAnswer> {
    // What was answered has the members of an answer, so that one reader serves both.
    let answer = read_answer(at)?;
    Some(PastAnswer {
        code: line(at, "code"),
        title: line(at, "title"),
        max: decimal(at, "max").unwrap_or_default(),
        points: decimal(at, "points"),
        figures: answer.figures,
        level: answer.level,
        ticked: answer.ticked,
        score: answer.score,
        declared: answer.declared,
        not_assessed: answer.not_assessed,
        justification: answer.justification,
    })
}

fn read_left_over(at: &At<'_>) -> Option<LeftOver> {
    let evidence = at.optional("evidence");
    Some(LeftOver {
        answer: read_past(at)?,
        evidence: evidence
            .iter()
            .flat_map(At::items)
            .filter_map(|entry| read_evidence(&entry))
            .collect(),
    })
}

/// Last year as a document's member.
pub(super) fn json(previous: &LastYear) -> Value {
    let mut to = Map::new();
    put(&mut to, "year", Some(previous.year.into()));
    put_text(&mut to, "unit", &previous.unit);
    put_text(&mut to, "set", &previous.set);
    put(&mut to, "total", Some(rated(&previous.total)));
    let appraised = previous.appraised.as_ref().map(rated);
    put(&mut to, "appraisal", appraised);
    put(&mut to, "criteria", members(&previous.criteria, past));
    put(
        &mut to,
        "left_over",
        members(&previous.left_over, left_over),
    );
    to.into()
}

fn members<T>(of: &BTreeMap<String, T>, print: impl Fn(&T) -> Map<String, Value>) -> Option<Value> {
    let members: Map<String, Value> = of
        .iter()
        .map(|(code, it)| (code.clone(), print(it).into()))
        .collect();
    (!members.is_empty()).then(|| members.into())
}

fn put_text(to: &mut Map<String, Value>, name: &str, text: &str) {
    put(to, name, (!text.is_empty()).then(|| text.into()));
}

fn rated(rated: &Rated) -> Value {
    let percent = rated
        .percent
        .map(|percent| points::print_fixed(percent, 2, DecimalMark::Point));
    json!({
        "score": points::print_plain(rated.score),
        "max": points::print_plain(rated.max),
        "percent": percent,
        "grade": rated.grade,
    })
}

fn past(past: &PastAnswer) -> Map<String, Value> {
    let mut to = Map::new();
    put_text(&mut to, "code", &past.code);
    put_text(&mut to, "title", &past.title);
    let points = past.points.map(points::print_plain);
    put(&mut to, "points", points.map(Value::from));
    put(&mut to, "max", Some(points::print_plain(past.max).into()));
    write_answer(&answer(past), &mut to);
    to
}

fn answer(past: &PastAnswer) -> Answer {
    Answer {
        figures: past.figures.clone(),
        level: past.level.clone(),
        ticked: past.ticked.clone(),
        score: past.score.clone(),
        declared: past.declared.clone(),
        not_assessed: past.not_assessed.clone(),
        justification: past.justification.clone(),
        ..Answer::default()
    }
}

fn left_over(left: &LeftOver) -> Map<String, Value> {
    let mut to = past(&left.answer);
    let texts = Answer {
        evidence: left.evidence.clone(),
        ..answer(&left.answer)
    };
    write_answer(&texts, &mut to);
    to
}
