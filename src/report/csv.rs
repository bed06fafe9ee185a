//! The long table for databases: UTF-8 with a byte order mark, RFC 4180, a record for each criterion and for each of
//! its figures. Numbers are plain decimals with a point; points and explanations stand in the records of criteria
//! only, so that sums count nothing twice. A figure that is missing or no number has no value: one text in the column
//! would make it a column of text.
//!
//! Text that a spreadsheet would take for a formula (`=…`, `+…`, `-…`, `@…`) stays as it was written. An apostrophe or
//! space before it would be a lie in a database, and an explanation whose lines begin with `+ ` or `- ` is the rule
//! here. Who wants a spreadsheet takes the `.xlsx`, where text cannot become a formula.

use crate::points::{self, Decimal, plain, print_plain};
use crate::report::outline::Level;
use crate::report::table::{Figure, Row, Table};

/// The columns, in this order.
pub const COLUMNS: [&str; 14] = [
    "unit",
    "year",
    "set",
    "section",
    "code",
    "title",
    "row",
    "figure",
    "label",
    "value",
    "max",
    "score",
    "state",
    "explanation",
];
/// Where the kind of a record and its score stand.
const ROW: usize = 6;
const SCORE: usize = 11;

/// Spreadsheets take a file without it for one of the old Vietnamese encodings.
const BYTE_ORDER_MARK: char = '\u{feff}';

type Record = [String; 14];

/// The whole file.
pub fn print(table: &Table) -> String {
    let mut printed = String::from(BYTE_ORDER_MARK);
    for record in records(table) {
        let fields = record.iter().map(|field| quoted(field));
        printed.push_str(&fields.collect::<Vec<_>>().join(","));
        printed.push_str("\r\n");
    }
    printed
}

/// Whether a printed file, read again, holds every record of the table and its scores add up to the total.
pub fn is_whole(table: &Table, printed: &str) -> bool {
    let Some(read) = read(printed) else {
        return false;
    };
    let expected = records(table);
    read.len() == expected.len()
        && read
            .iter()
            .zip(&expected)
            .all(|(read, record)| read == record)
        && total(&read) == table.total.score
}

/// The points of all criteria together.
fn total(records: &[Vec<String>]) -> Decimal {
    let criteria = records.iter().filter(|record| {
        let kind = record.get(ROW);
        kind.is_some_and(|kind| kind == Kind::Criterion.name())
    });
    let scores = criteria.filter_map(|record| plain(record.get(SCORE)?));
    points::sum(scores)
}

/// What a record is about.
#[derive(Clone, Copy)]
enum Kind {
    Criterion,
    Figure,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Criterion => "criterion",
            Self::Figure => "figure",
        }
    }
}

fn records(table: &Table) -> Vec<Record> {
    let criteria = table
        .rows
        .iter()
        .filter(|row| row.level == Level::Criterion);
    let records = criteria.flat_map(|row| {
        let figures = row
            .figures
            .iter()
            .map(|figure| of_figure(table, row, figure));
        [of_criterion(table, row)].into_iter().chain(figures)
    });
    [COLUMNS.map(str::to_owned)]
        .into_iter()
        .chain(records)
        .collect()
}

fn of_criterion(table: &Table, row: &Row) -> Record {
    let blank = String::new;
    let score = row.score.map_or_else(String::new, print_plain);
    let explanation = row.explanation.clone();
    let rest = [blank(), blank(), blank(), print_plain(row.max), score];
    record(table, row, Kind::Criterion, rest, explanation)
}

fn of_figure(table: &Table, row: &Row, figure: &Figure) -> Record {
    let value = figure.value.map_or_else(String::new, print_plain);
    let rest = [
        figure.id.clone(),
        figure.label.clone(),
        value,
        String::new(),
        String::new(),
    ];
    record(table, row, Kind::Figure, rest, String::new())
}

fn record(table: &Table, row: &Row, kind: Kind, own: [String; 5], explanation: String) -> Record {
    let head = &table.head;
    let [figure, label, value, max, score] = own;
    [
        head.unit.clone(),
        head.year.to_string(),
        head.set.clone(),
        row.section.clone(),
        row.code.clone(),
        row.title.clone(),
        kind.name().to_owned(),
        figure,
        label,
        value,
        max,
        score,
        row.state.map_or("", |state| state.name()).to_owned(),
        explanation,
    ]
}

/// A field in quotes where it needs them, quotes in it doubled.
fn quoted(field: &str) -> String {
    let edges = field.starts_with(char::is_whitespace) || field.ends_with(char::is_whitespace);
    if edges || field.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// The records of a file by RFC 4180, whatever printed it; none when a quote does not close or text follows one.
pub fn read(printed: &str) -> Option<Vec<Vec<String>>> {
    let mut rest = printed.strip_prefix(BYTE_ORDER_MARK).unwrap_or(printed);
    let mut records = Vec::new();
    let mut record = Vec::new();
    while !rest.is_empty() || !record.is_empty() {
        let (field, after) = field(rest)?;
        record.push(field);
        if let Some(next) = after.strip_prefix(',') {
            rest = next;
        } else {
            let ended = after
                .strip_prefix("\r\n")
                .or_else(|| after.strip_prefix('\n'));
            rest = match ended {
                Some(next) => next,
                None if after.is_empty() => after,
                None => return None,
            };
            records.push(std::mem::take(&mut record));
        }
    }
    Some(records)
}

/// The field at the start of a text, and what follows it.
fn field(text: &str) -> Option<(String, &str)> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find([',', '\r', '\n']).unwrap_or(text.len());
        let (field, rest) = text.split_at_checked(end)?;
        return Some((field.to_owned(), rest));
    };
    let mut field = String::new();
    loop {
        let (piece, after) = rest.split_once('"')?;
        field.push_str(piece);
        match after.strip_prefix('"') {
            Some(goes_on) => {
                field.push('"');
                rest = goes_on;
            }
            None => return Some((field, after)),
        }
    }
}
