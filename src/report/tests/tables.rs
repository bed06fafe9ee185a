//! The same any text in the tables: spreadsheet and long table open, count what the workbook holds, and have lost
//! nothing.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;

use super::{any_text, essence};
use crate::criteria::sample::{criterion, dec, ratio, set};
use crate::criteria::{Choice, CriteriaSet, Decision, Grade, Rule};
use crate::points::{Stored, print_plain};
use crate::report::table::Table;
use crate::report::{csv, xlsx};
use crate::workbook::{Answer, Declared, Evidence, Scores, Unit, Workbook, check};

/// A set with these texts wherever a table may print text of it.
fn nasty_set(title: &str, label: &str, number: &str, id: &str, choice: &str) -> CriteriaSet {
    let mut by_ratio = criterion("1", "a b", Rule::Ratio(ratio("a", "b")));
    for figure in &mut by_ratio.figures {
        label.clone_into(&mut figure.label);
        figure.unit = Some(label.to_owned());
    }
    let items = Rule::Checklist(vec![Choice {
        id: "x".to_owned(),
        label: choice.to_owned(),
        points: dec("0.5"),
    }]);
    let mut set = set(vec![
        ("1.1", by_ratio),
        ("1.2", criterion("2", "", items)),
        ("2.1", criterion("3", "", Rule::Manual)),
        ("2.2", criterion("4", "", Rule::Manual)),
    ]);
    title.clone_into(&mut set.head.title);
    id.clone_into(&mut set.head.id);
    set.head.decision = Some(Decision {
        number: number.to_owned(),
        date: None,
    });
    set.head.grades = vec![Grade {
        name: choice.to_owned(),
        from_percent: dec("0"),
    }];
    set
}

/// A workbook with these texts wherever a table may print text.
fn book(texts: &[String; 12]) -> Workbook {
    let [
        unit,
        parent,
        title,
        label,
        text,
        reason,
        note,
        subject,
        number,
        place,
        kind,
        choice,
    ] = texts.clone();
    let set = nasty_set(&title, &label, &number, &kind, &choice);
    let unit = Unit {
        name: unit,
        parent,
        ..Unit::default()
    };
    let mut book = Workbook::new(set, unit, 2023);
    let document = Evidence {
        id: "2".to_owned(),
        kind,
        number,
        issuer: title,
        subject,
        place: place.clone(),
        location: place,
        note: note.clone(),
        ..Evidence::default()
    };
    let free = Evidence {
        id: "1".to_owned(),
        note,
        ..Evidence::default()
    };
    let figures = [
        ("a", Stored::Number(dec("642"))),
        ("b", Stored::Number(dec("663"))),
    ];
    let answers = [
        (
            "1.1",
            Answer {
                figures: figures.map(|(id, value)| (id.to_owned(), value)).into(),
                justification: format!("{text}\n\nvà[^1] rồi[^2,1]"),
                evidence: vec![free, document],
                ..Answer::default()
            },
        ),
        (
            "1.2",
            Answer {
                ticked: Some(vec!["x".to_owned()]),
                declared: Some(Declared {
                    score: Stored::read("0.75"),
                    reason: reason.clone(),
                }),
                ..Answer::default()
            },
        ),
        (
            "2.1",
            Answer {
                not_assessed: Some(reason),
                ..Answer::default()
            },
        ),
        (
            "2.2",
            Answer {
                score: Some(Stored::read("2.5")),
                ..Answer::default()
            },
        ),
    ];
    book.answers = answers
        .map(|(code, answer)| (code.to_owned(), answer))
        .into();
    book
}

fn table(book: &Workbook) -> Table {
    Table::of(book, &Scores::of(book), &check::findings(book))
}

/// The texts of each sheet, column by column, so that what goes on in further rows follows itself; and whether there
/// is a formula anywhere.
fn texts_of(printed: &[u8]) -> (String, bool) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(printed)).expect("it opens");
    let mut text = String::new();
    let mut formulas = false;
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).expect("a sheet");
        for column in 0..range.width() {
            for row in range.rows() {
                if let Some(Data::String(cell)) = row.get(column) {
                    text.push_str(cell);
                }
            }
        }
        formulas |= book
            .worksheet_formula(&name)
            .expect("a sheet")
            .used_cells()
            .count()
            > 0;
    }
    (text, formulas)
}

fn check(texts: &[String; 12]) {
    let book = book(texts);
    let table = table(&book);
    let long = csv::print(&table);
    assert!(csv::is_whole(&table, &long), "{long}");
    let sheets = xlsx::print(&table).expect("printed");
    assert!(xlsx::is_whole(&table, &sheets));
    let (read, formulas) = texts_of(&sheets);
    assert!(!formulas, "text is never a formula");
    let read = essence(&read);
    let [unit, parent, rest @ ..] = texts;
    let capitals = [unit, parent].map(|text| text.to_uppercase());
    for text in capitals.iter().chain(rest) {
        // Of the same text in several uses only the lines differ.
        for line in text
            .split(['\n', '\r', '\u{2028}', '\u{2029}'])
            .map(essence)
        {
            assert!(read.contains(&line), "the sheets lack {line:?}");
        }
    }
    let records = csv::read(&long).expect("it parses");
    let in_records = essence(&records.concat().concat());
    let [unit, _, title, label, text, reason, .., kind, _] = texts;
    for text in [unit, label, text, reason, kind] {
        assert!(
            in_records.contains(&essence(text)),
            "the records lack {text:?} of {title:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]
    #[test]
    fn any_text_in_any_field_stands_whole_in_the_tables(texts in prop::array::uniform12(any_text())) {
        check(&texts);
    }
}

fn plain_texts() -> [String; 12] {
    std::array::from_fn(|place| format!("văn bản {place}"))
}

#[test]
fn texts_longer_than_a_cell_go_on_in_further_rows() {
    for long in [
        "Đã rà soát, hệ thống hóa văn bản trong năm và ".repeat(2_200),
        "x".repeat(100_000),
        "=1+1\n".repeat(20_000),
        // A letter with ever more marks is as wide as one without, and a sign outside the first plane is two units.
        format!("a{}", "\u{301}".repeat(100_000)),
        "😀".repeat(50_000),
    ] {
        for place in 0..12 {
            let mut texts = plain_texts();
            if let Some(text) = texts.get_mut(place) {
                text.clone_from(&long);
            }
            check(&texts);
        }
    }
}

#[test]
fn the_same_tables_are_the_same_files() {
    let book = book(&plain_texts());
    let one = xlsx::print(&table(&book)).expect("printed");
    assert_eq!(one, xlsx::print(&table(&book)).expect("printed"));
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(one)).expect("a package");
    let mut properties = String::new();
    let mut part = package.by_name("docProps/core.xml").expect("there");
    std::io::Read::read_to_string(&mut part, &mut properties).expect("text");
    assert!(
        properties.contains(">2000-01-01T00:00:00Z<"),
        "{properties}"
    );
}

/// Changes that a reader must not overlook.
fn changes() -> Vec<fn(&mut Table)> {
    vec![
        |table| table.total.score = dec("4.23"),
        |table| table.total.percent = Some(dec("1")),
        |table| table.rows[1].score = Some(dec("0.96")),
        |table| table.rows[1].score = None,
        |table| {
            table.rows.pop();
        },
        |table| table.rows[1].title.push('.'),
        |table| table.rows[1].max = dec("2"),
    ]
}

#[test]
fn a_file_that_says_something_else_does_not_count_as_whole() {
    let table = table(&book(&plain_texts()));
    let sheets = xlsx::print(&table).expect("printed");
    let long = csv::print(&table);
    for change in changes() {
        let mut other = table.clone();
        change(&mut other);
        assert!(!xlsx::is_whole(&other, &sheets), "{other:?}");
    }
    // The long table has no line for the percent.
    for change in changes().into_iter().filter(|change| {
        let mut other = table.clone();
        change(&mut other);
        other.total.percent == table.total.percent
    }) {
        let mut other = table.clone();
        change(&mut other);
        assert!(!csv::is_whole(&other, &long), "{other:?}");
    }
    let cut = sheets.get(..sheets.len() / 2).expect("bytes");
    assert!(!xlsx::is_whole(&table, cut));
    assert!(!csv::is_whole(
        &table,
        long.get(..long.len() - 3).expect("text")
    ));
}

#[test]
fn a_number_with_more_digits_than_a_spreadsheet_keeps_is_whole_too() {
    let mut book = book(&plain_texts());
    let exact = "2.123456789012";
    for (code, score) in [("2.2", exact), ("1.2", "0.1")] {
        let answer = book.answers.get_mut(code).expect("an answer");
        answer.declared = Some(Declared {
            score: Stored::read(score),
            reason: String::new(),
        });
    }
    let exact_figure = "999999999999999999";
    let answer = book.answers.get_mut("1.1").expect("an answer");
    answer
        .figures
        .insert("b".to_owned(), Stored::read(exact_figure));
    let table = table(&book);
    let sheets = xlsx::print(&table).expect("printed");
    assert!(xlsx::is_whole(&table, &sheets));
    assert!(
        texts_of(&sheets).0.contains("999,999,999,999,999,999")
            || texts_of(&sheets).0.contains("999.999.999.999.999.999")
    );
    let long = csv::print(&table);
    assert!(csv::is_whole(&table, &long));
    let records = csv::read(&long).expect("it parses");
    let has = |text: &str| records.iter().flatten().any(|field| field == text);
    assert!(has(exact) && has(exact_figure), "{long}");
    assert_eq!(print_plain(table.total.score), "2.223456789012");
}

#[test]
fn records_are_read_as_the_rfc_says() {
    let read = |text: &str| {
        csv::read(text).map(|records| {
            records
                .iter()
                .map(|fields| fields.join("|"))
                .collect::<Vec<_>>()
        })
    };
    let some = |records: &[&str]| Some(records.iter().map(|&record| record.to_owned()).collect());
    assert_eq!(read("\u{feff}a,b\r\n1,\r\n"), some(&["a|b", "1|"]));
    assert_eq!(
        read("\"a \"\"b\"\", c\",\"x\r\ny\"\r\n"),
        some(&["a \"b\", c|x\r\ny"])
    );
    assert_eq!(read("a,\"\"\n,"), some(&["a|", "|"]));
    assert_eq!(read(""), some(&[]));
    assert_eq!(read("\"a"), None);
    assert_eq!(read("\"a\"b,c\r\n"), None);
}
