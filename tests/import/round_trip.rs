//! The criteria of the built-in sets, written as tables and imported again.

use std::fmt::Write;

use chamdiem::criteria::{CriteriaSet, NodeBody, Rule, builtin};
use chamdiem::points::{Decimal, DecimalMark, print, print_plain};
use chamdiem::store::set_format;
use rust_xlsxwriter::Workbook;

use crate::command::Desk;

/// A row of the table: code, title, points.
type Row = (String, String, Option<Decimal>);

fn built_in() -> impl Iterator<Item = CriteriaSet> {
    builtin::SETS.iter().map(|known| {
        let json = serde_json::from_str(known.json).unwrap();
        set_format::read(&json).unwrap().set
    })
}

/// Code, title, maximum, and levels below their criterion.
fn rows(set: &CriteriaSet) -> Vec<Row> {
    let mut rows = Vec::new();
    for (_, node) in set.nodes() {
        let max = match &node.body {
            NodeBody::Group(group) => group.stated_max,
            NodeBody::Criterion(criterion) => Some(criterion.max),
        };
        rows.push((node.code.clone(), node.title.clone(), max));
        let rule = node.criterion().map(|criterion| &criterion.rule);
        if let Some(Rule::Levels(levels)) = rule {
            let levels = levels.iter();
            rows.extend(
                levels.map(|level| (String::new(), level.label.clone(), Some(level.points))),
            );
        }
    }
    rows
}

fn imported(desk: &Desk, table: &str) -> CriteriaSet {
    let ran = desk.run(&["criteria", "import", table, "set.json"]);
    assert!(ran.status < 2, "{ran:?}");
    let json = serde_json::from_slice(&desk.read("set.json")).unwrap();
    set_format::read(&json).unwrap().set
}

#[test]
fn codes_titles_maxima_and_levels_come_back_from_a_spreadsheet() {
    for set in built_in() {
        let desk = Desk::new();
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, name) in (0..).zip(["Mã", "Tiêu chí", "Điểm tối đa"]) {
            sheet.write_string(0, column, name).unwrap();
        }
        for (row, (code, title, max)) in (1..).zip(rows(&set)) {
            if !code.is_empty() {
                sheet.write_string(row, 0, code).unwrap();
            }
            sheet.write_string(row, 1, title).unwrap();
            if let Some(max) = max {
                sheet
                    .write_number(row, 2, print_plain(max).parse::<f64>().unwrap())
                    .unwrap();
            }
        }
        desk.write("bang.xlsx", book.save_to_buffer().unwrap());
        let levels = rows(&set).len() - set.len();
        assert!(
            set.head.id != "mau-cap-xa" || levels > 0,
            "levels are part of the test"
        );
        assert_eq!(rows(&imported(&desk, "bang.xlsx")), rows(&set));
    }
}

#[test]
fn codes_titles_maxima_and_levels_come_back_from_text() {
    for set in built_in() {
        let desk = Desk::new();
        let mut table = "STT;Nội dung;Điểm chuẩn\r\n".to_owned();
        for (code, title, max) in rows(&set) {
            let max = max
                .map(|max| print(max, DecimalMark::Comma))
                .unwrap_or_default();
            let title = title.replace('"', "\"\"");
            writeln!(table, "{code};\"{title}\";\"{max}\"\r").unwrap();
        }
        desk.write("bang.csv", table);
        assert_eq!(rows(&imported(&desk, "bang.csv")), rows(&set));
    }
}
