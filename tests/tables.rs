//! The tables of the example as others read them: a reader of spreadsheets, a database, office programs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests too"
)]

mod command;

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Range, Reader, Xlsx};
use command::Desk;
use serde_json::Value;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/saves/kon-ray-2023.json");

fn exported(name: &str) -> Desk {
    let desk = Desk::new();
    let printed = desk.run(&["export", EXAMPLE, name]).done();
    assert_eq!(printed, "", "nothing was asked for on standard output");
    desk
}

fn sheet(file: &[u8], name: &str) -> Range<Data> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    book.worksheet_range(name).unwrap()
}

fn shown(cell: &Data) -> String {
    cell.to_string()
}

#[test]
fn the_score_table_has_the_points_of_show_and_the_subtotals() {
    let desk = exported("a.xlsx");
    let file = desk.read("a.xlsx");
    let summary = desk.run(&["show", EXAMPLE, "--json"]).json();
    let range = sheet(&file, "Bảng tổng hợp");
    let rows: BTreeMap<String, Vec<Data>> = range
        .rows()
        .map(|row| {
            let key = if row[0] == Data::Empty {
                &row[1]
            } else {
                &row[0]
            };
            (shown(key), row.to_vec())
        })
        .collect();
    let headings = [
        "STT",
        "Tiêu chí",
        "Điểm tối đa",
        "Số liệu",
        "Cách tính",
        "Điểm tự chấm",
        "Điểm thẩm định",
        "Tài liệu kiểm chứng",
        "Ghi chú",
    ];
    assert_eq!(rows["STT"].iter().map(shown).collect::<Vec<_>>(), headings);
    let number = |text: &Value| {
        text.as_str()
            .map_or(Data::Empty, |text| Data::Float(text.parse().unwrap()))
    };
    let mut criteria = 0;
    for list in ["criteria", "sections"] {
        for entry in summary[list].as_array().unwrap() {
            let row = &rows[entry["code"].as_str().unwrap()];
            assert_eq!(row[5], number(&entry["score"]), "{entry}");
            assert_eq!(row[2], number(&entry["max"]), "{entry}");
            assert_eq!(shown(&row[1]), entry["title"].as_str().unwrap());
            criteria += 1;
        }
    }
    assert_eq!(criteria, 48 + 8);
    assert_eq!(rows["3.4"][5], Data::Float(2.47), "a group");
    assert_eq!(rows["Tổng cộng"][5], Data::Float(90.29));
    assert_eq!(rows["Tổng cộng"][2], Data::Float(97.0));
    assert_eq!(rows["Tỷ lệ đạt (%)"][5], Data::Float(93.08));
    assert_eq!(shown(&rows["Xếp loại"][5]), "Xuất sắc");
    assert_eq!(
        shown(&rows["3.4.1"][3]),
        "a Hồ sơ giải quyết sớm hạn, đúng hạn: 642 hồ sơ\nb Hồ sơ trễ hạn: 21 hồ sơ\nc Tổng số hồ sơ đã giải quyết: 663 hồ sơ"
    );
    assert_eq!(
        shown(&rows["3.4.1"][4]),
        "a/c = 642/663 = 96.83 %, tròn 97 %\n97 % x 1 = 0.97"
    );
    assert_eq!(
        shown(&rows["1.6.2"][8]),
        "Không đánh giá, không tính vào điểm tối đa"
    );
}

#[test]
fn the_other_sheets_explain_register_and_tell_what_was_found() {
    let desk = exported("a.xlsx");
    let file = desk.read("a.xlsx");
    let find = |name: &str, column: usize, text: &str| {
        let range = sheet(&file, name);
        let mut rows = range
            .rows()
            .map(|row| row.iter().map(shown).collect::<Vec<_>>());
        rows.find(|row| row[column] == text).unwrap()
    };
    let said = find("Giải trình", 0, "1.3.1");
    assert!(
        said[4].contains("12 cơ quan chuyên môn[1] và 07 đơn vị"),
        "{said:?}"
    );
    assert!(
        said[5].contains("\n[3] Kế hoạch số 13/KH-UBND ngày 19/01/2023"),
        "{said:?}"
    );
    assert_eq!(
        find("Giải trình", 0, "2.2.2")[4],
        "Giải trình chung với 2.2.3."
    );
    let known = find("Sổ tài liệu", 1, "108/2020/NĐ-CP");
    assert_eq!(known[2..5], ["14/9/2020", "Nghị định", "Chính phủ"]);
    assert_eq!(known[9], "4.1.1, 4.1.2");
    let found = desk.run(&["check", EXAMPLE, "--json"]);
    let found: Value = serde_json::from_str(&found.output).unwrap();
    let range = sheet(&file, "Kiểm tra");
    let messages: Vec<String> = range.rows().map(|row| shown(&row[4])).collect();
    for finding in found.as_array().unwrap() {
        let message = finding["message"].as_str().unwrap();
        // On screen numbers have a comma, in what is handed in the mark of the office.
        assert!(
            messages
                .iter()
                .any(|line| line.replace('.', ",") == message.replace('.', ",")),
            "{message}"
        );
    }
}

/// A Python that knows a module, if there is one.
fn python(module: &str) -> Option<&'static str> {
    let import = format!("import {module}");
    ["python3", "/usr/bin/python3"].into_iter().find(|program| {
        let ran = Command::new(program).args(["-c", &import]).output();
        ran.is_ok_and(|ran| ran.status.success())
    })
}

fn ran(python: &str, script: &str, file: &Path) -> Value {
    let ran = Command::new(python)
        .args(["-c", script])
        .arg(file)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{errors}");
    serde_json::from_slice(&ran.stdout).unwrap()
}

/// Types as DuckDB guesses them, sums, a figure, and an explanation.
const IN_A_DATABASE: &str = "import duckdb, json, sys\n\
    long = duckdb.read_csv(sys.argv[1])\n\
    one = lambda what: [str(value) for value in duckdb.sql(what).fetchall()[0]]\n\
    print(json.dumps([dict(zip(long.columns, map(str, long.types))),\n\
        one('select sum(score::decimal(28, 12))::decimal(9, 2), count(*) from long'),\n\
        one(\"select count(*) filter (row = 'criterion'), count(max), count(explanation) from long\"),\n\
        one(\"select sum(max) from long where state <> 'not_assessed'\"),\n\
        one(\"select value, label, section, year from long where code = '3.4.1' and figure = 'total'\")]))";

#[test]
fn the_long_table_loads_in_duckdb_and_sums_to_the_total() {
    let Some(python) = python("duckdb") else {
        eprintln!("skipped: needs python3 with duckdb");
        return;
    };
    let desk = exported("a.csv");
    assert!(
        desk.read("a.csv")
            .starts_with("\u{feff}unit,year,set,".as_bytes())
    );
    let read = ran(python, IN_A_DATABASE, &desk.path("a.csv"));
    for (column, kind) in [
        ("value", "BIGINT"),
        ("max", "DOUBLE"),
        ("score", "DOUBLE"),
        ("code", "VARCHAR"),
        ("year", "BIGINT"),
    ] {
        assert_eq!(read[0][column], kind, "{column}");
    }
    let columns: Vec<&String> = read[0].as_object().unwrap().keys().collect();
    assert_eq!(columns.len(), 14);
    let records = fs::read_to_string(desk.path("a.csv"))
        .unwrap()
        .matches("\r\n")
        .count();
    assert_eq!(
        read[1],
        serde_json::json!(["90.29", (records - 1).to_string()])
    );
    assert_eq!(read[2][0], "48");
    assert_eq!(read[2][1], "48");
    assert_eq!(read[3][0], "97.0");
    assert_eq!(
        read[4],
        serde_json::json!(["663", "Tổng số hồ sơ đã giải quyết", "3", "2023"])
    );
}

/// Text that breaks tables, in a form that stays as it is when it is stored.
fn nasty() -> String {
    format!(
        "=cmd|' /C calc'!A0, \"nháy\", a;b\n+ mục, ]]> <t>&amp; _x0041_\n\n@x {}hết\n-1",
        "dài ".repeat(25_000)
    )
}

fn nasty_book() -> Desk {
    let desk = Desk::with_book();
    desk.write("text", nasty());
    desk.set(&["2.1", "score=2"]).done();
    desk.set(&["2.1", "justification=@text"]).done();
    desk
}

#[test]
fn nasty_text_is_whole_in_a_database() {
    let Some(python) = python("duckdb") else {
        eprintln!("skipped: needs python3 with duckdb");
        return;
    };
    let desk = nasty_book();
    desk.run(&["export", "book.json", "a.csv"]).done();
    let script = "import duckdb, json, sys\n\
        print(json.dumps(duckdb.sql(\"select explanation from read_csv('%s') where explanation is not null\" % sys.argv[1]).fetchall()))";
    let read = ran(python, script, &desk.path("a.csv"));
    assert_eq!(read, serde_json::json!([[nasty()]]));
}

/// Converts with `soffice`; `None` where it has no spreadsheets.
fn converted(desk: &Desk, name: &str) -> Option<String> {
    let profile = format!(
        "-env:UserInstallation=file://{}",
        desk.path("office").display()
    );
    Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "fods", "--outdir"])
        .args([desk.folder(), &desk.path(name)])
        .output()
        .ok()?;
    fs::read_to_string(desk.path(name).with_extension("fods")).ok()
}

#[test]
fn libreoffice_opens_the_sheets_with_every_number_and_no_formula() {
    let desk = exported("a.xlsx");
    let Some(flat) = converted(&desk, "a.xlsx") else {
        eprintln!("skipped: needs soffice with Calc");
        return;
    };
    assert!(flat.contains("office:value=\"90.29\""));
    assert!(flat.contains("style:print-orientation=\"landscape\""));
    assert_eq!(flat.matches("<table:table-header-rows>").count(), 4);
    assert!(!flat.contains("table:formula"));
}

#[test]
fn libreoffice_opens_the_sheets_of_nasty_text_whole() {
    let desk = nasty_book();
    desk.run(&["export", "book.json", "a.xlsx"]).done();
    let Some(flat) = converted(&desk, "a.xlsx") else {
        eprintln!("skipped: needs soffice with Calc");
        return;
    };
    assert!(!flat.contains("table:formula"));
    assert!(flat.contains("=cmd|&apos; /C calc&apos;!A0") || flat.contains("=cmd|' /C calc'!A0"));
    assert!(flat.contains("]]&gt; &lt;t&gt;&amp;amp; _x0041_"));
    assert_eq!(flat.matches("dài").count(), 25_000, "the text is whole");
}

#[test]
fn openpyxl_reads_the_sheets_and_finds_nobody_named() {
    let Some(python) = python("openpyxl") else {
        eprintln!("skipped: needs python3 with openpyxl");
        return;
    };
    let desk = exported("a.xlsx");
    let script = "import json, openpyxl, sys\n\
        b = openpyxl.load_workbook(sys.argv[1])\n\
        print(json.dumps([b.sheetnames, [s.page_setup.orientation for s in b], [s.page_setup.paperSize for s in b],\n\
            [s.page_setup.fitToHeight for s in b], [s.print_title_rows for s in b], b.properties.creator, b.properties.lastModifiedBy,\n\
            b.worksheets[0].oddFooter.left.text, b.worksheets[0].oddFooter.right.text]))";
    let read = ran(python, script, &desk.path("a.xlsx"));
    assert_eq!(
        read[0],
        serde_json::json!(["Bảng tổng hợp", "Giải trình", "Sổ tài liệu", "Kiểm tra"])
    );
    assert_eq!(read[1], serde_json::json!(vec!["landscape"; 4]));
    assert_eq!(read[2], serde_json::json!([9, 9, 9, 9]));
    assert_eq!(read[3], serde_json::json!([0, 0, 0, 0]));
    assert_eq!(
        read[4],
        serde_json::json!(["$6:$6", "$5:$5", "$5:$5", "$5:$5"])
    );
    assert_eq!([&read[5], &read[6]], [&Value::Null, &Value::Null]);
    assert_eq!(read[7], "UBND huyện Kon Rẫy, năm 2023");
    assert_eq!(read[8], "Trang &P/&N");
}
