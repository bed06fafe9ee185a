//! Files that are no tables, tables that are too large, and any cells in any order: a word or a report, never a panic,
//! never a set that cannot be read.

use std::io::{Cursor, Read, Write};

use chamdiem::import::table::cells::{Address, Content, Grid, Region};
use chamdiem::import::table::source::{self, Kind, Sheet, SourceError};
use chamdiem::import::table::{self, Wanted};
use chamdiem::store::{set_format, set_write};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::command::Desk;

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// The same file with another first sheet.
pub(crate) fn with_sheet(book: &[u8], change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut package = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut changed = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut change = Some(change);
    for index in 0..package.len() {
        let mut part = package.by_index(index).unwrap();
        let mut content = String::new();
        part.read_to_string(&mut content).unwrap();
        let name = part.name().unwrap().into_owned();
        if name == SHEET {
            content = change.take().unwrap()(content);
        }
        changed.start_file(name, options).unwrap();
        changed.write_all(content.as_bytes()).unwrap();
    }
    changed.finish().unwrap().into_inner()
}

fn small_book() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip([
        ["Mã", "Tiêu chí", "Điểm tối đa"],
        ["1", "Chỉ đạo", "2"],
        ["1.1", "Kế hoạch", "2"],
    ]) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    sheet.write_number(3, 2, 1.5).unwrap();
    book.save_to_buffer().unwrap()
}

fn refused(name: &str, content: &[u8]) -> String {
    let desk = Desk::new();
    desk.write(name, content);
    let line = desk
        .run(&["criteria", "import", name, "set.json"])
        .refused();
    assert!(line.contains(name), "{line}");
    assert!(!desk.path("set.json").exists());
    line
}

/// Runs a command that must be refused in one line with these words.
pub(crate) fn refuses(desk: &Desk, arguments: &[&str], words: &[&str]) {
    let line = desk.run(arguments).refused();
    for word in words {
        assert!(line.contains(word), "{word}: {line}");
    }
}

#[test]
fn what_is_no_table_is_refused_in_one_line_that_says_what_to_do() {
    let cases: [(&str, &[u8], &str); 12] = [
        ("a.csv", b"", "không thấy bảng tiêu chí"),
        ("a.csv", b"a;b;c\n1;2;3\n", "không thấy bảng tiêu chí"),
        (
            "a.csv",
            "Tiêu chí;Điểm tối đa\n".as_bytes(),
            "không thấy bảng tiêu chí",
        ),
        ("a.csv", b"\xff\xfe\x00\xd8\x00\x00", "UTF-8"),
        ("a.csv", b"Ti\xeau ch\xed;\xd0i\xeam", "UTF-8"),
        ("a.xlsx", b"", "lưu lại thành .xlsx"),
        (
            "a.xlsx",
            b"PK\x03\x04 and nothing more",
            "lưu lại thành .xlsx",
        ),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "mật khẩu"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "thành .xlsx"),
        ("a.ods", b"PK", "thành .xlsx"),
        ("a.docx", b"PK", "thành .xlsx"),
        ("a", b"x", "thành .xlsx"),
    ];
    for (name, content, word) in cases {
        let line = refused(name, content);
        assert!(line.contains(word), "{line}");
    }
}

#[test]
fn a_set_that_is_there_stays() {
    let desk = Desk::new();
    desk.write("t.csv", "Mã;Tiêu chí;Điểm tối đa\n1;A;1\n1.1;B;1\n");
    desk.write("set.json", "mine");
    refuses(
        &desk,
        &["criteria", "import", "t.csv", "set.json"],
        &["set.json", "không ghi đè"],
    );
    assert_eq!(desk.read("set.json"), b"mine");
    std::os::unix::fs::symlink("nowhere", desk.path("link.json")).unwrap();
    refuses(
        &desk,
        &["criteria", "import", "t.csv", "link.json"],
        &["link.json"],
    );
    refuses(
        &desk,
        &["criteria", "import", "none.csv", "new.json"],
        &["none.csv"],
    );
    refuses(
        &desk,
        &["criteria", "import", "t.csv", "none/new.json"],
        &["none"],
    );
    desk.run(&["criteria", "import", "t.csv", "new.json"])
        .done();
    let left: Vec<_> = std::fs::read_dir(desk.folder()).unwrap().collect();
    assert_eq!(
        left.len(),
        4,
        "nothing else is left in the folder: {left:?}"
    );
}

#[test]
fn a_small_file_that_unpacks_to_gigabytes_is_refused() {
    let bomb = with_sheet(&small_book(), |xml| {
        let spaces = " ".repeat(200 * 1024 * 1024);
        xml.replace("<sheetData>", &format!("<!--{spaces}--><sheetData>"))
    });
    assert!(bomb.len() < 2 * 1024 * 1024, "it is small");
    assert!(refused("bom.xlsx", &bomb).contains("quá lớn"));
}

#[test]
fn a_cell_in_the_last_row_costs_nothing_and_a_million_rows_are_refused() {
    let far = with_sheet(&small_book(), |xml| {
        xml.replace(
            "</sheetData>",
            r#"<row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>"#,
        )
    });
    assert!(source::read(&far, Kind::Xlsx, None).is_ok());
    let mut rows = "Mã;Tiêu chí;Điểm tối đa\n".to_owned();
    rows += &"1.1;a;1\n".repeat(1_000_000);
    assert_eq!(
        source::read(rows.as_bytes(), Kind::Csv, None),
        Err(SourceError::TooLarge)
    );
}

#[test]
fn cells_that_no_sheet_has_are_refused_in_one_line() {
    assert!(source::read(&with_sheet(&small_book(), |xml| xml), Kind::Xlsx, None).is_ok());
    for cell in ["AAAAAAAAA1", "A99999999999", "A0"] {
        let book = with_sheet(&small_book(), |xml| {
            xml.replace("r=\"A2\"", &format!("r=\"{cell}\""))
        });
        assert!(refused("a.xlsx", &book).contains("tệp hỏng"));
    }
    let merged = with_sheet(&small_book(), |xml| {
        let cells = "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"B2:A1\"/></mergeCells>";
        xml.replace("</sheetData>", cells)
    });
    assert!(refused("a.xlsx", &merged).contains("tệp hỏng"));
}

#[test]
fn nothing_in_a_cell_steers_the_terminal() {
    let desk = Desk::new();
    desk.write(
        "t.csv",
        "Mã;Tiêu chí;Điểm tối đa\n1;A\u{1b}[31m\u{7};1\n1.1;\"B\u{202e}\u{1b}]0;x\u{7}\";1\n\u{1b}[2J;C;\u{1b}[1m2\n",
    );
    let ran = desk.run(&["criteria", "import", "t.csv", "set.json"]);
    let set = String::from_utf8(desk.read("set.json")).unwrap();
    for text in [&ran.output, &set] {
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text}");
        assert!(!text.contains("u001b"), "{text}");
    }
}

/// Whatever the cells are: a set that reads as it was written and that a workbook can be begun with, or a word.
fn imports(grid: Grid) -> Result<bool, TestCaseError> {
    let sheet = Sheet { name: None, grid };
    let wanted = Wanted {
        file: "t.csv".to_owned(),
        id: "t".to_owned(),
        title: None,
    };
    let Ok(imported) = table::import(&sheet, &wanted) else {
        return Ok(false);
    };
    let document = set_write::document(&imported.set);
    let read = set_format::read(&document);
    let read = read.map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
    prop_assert_eq!(&read.set, &imported.set);
    prop_assert_eq!(read.unknown_members, Vec::<String>::new());
    prop_assert!(!imported.remarks.is_empty());
    for (_, node) in read.set.nodes() {
        prop_assert!(imported.place(&node.code).is_some() || node.depth == 1);
    }
    Ok(true)
}

fn cell() -> impl Strategy<Value = String> {
    let known = [
        "",
        "",
        "1",
        "2",
        "1.1",
        "1.2",
        "1.1.1",
        "1.10",
        "I",
        "II",
        "A",
        "B",
        "..1",
        "a)",
        "-",
        "2.x",
        "1.1.1.1.1.1",
        "Tổng cộng",
        "Cộng",
        "STT",
        "Tiêu chí",
        "Điểm tối đa",
        "Điểm",
        "Ghi chú",
        "0,5",
        "0.5 điểm",
        "Tối đa 2 điểm",
        "-1",
        "99999999999",
        "Đạt 100 %: 1 điểm",
        "Có: điểm tối đa; không: 0 điểm",
        "tính theo công thức, tỷ lệ %",
        "chậm trừ 0,25",
        "Kế hoạch (2 điểm)",
        "Lĩnh vực 1: Chỉ đạo",
        "1.1. Ban hành",
        "I. THỂ CHẾ",
        ":",
        "=1",
        "x\n- y: 1\n- z: 0",
    ];
    prop_oneof![
        8 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn grid(rows: &[Vec<String>], regions: &[(u32, u32, u32, u32)]) -> Grid {
    let mut grid = Grid::default();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            let content = match cell.as_str() {
                "1" | "1.1" | "1.2" | "1.10" => chamdiem::points::plain(cell).map(Content::Number),
                ":" => Some(Content::Date),
                "=1" => Some(Content::Uncalculated),
                cell => Content::text(cell),
            };
            if let Some(content) = content {
                grid.put(Address::new(row, column), content).unwrap();
            }
        }
    }
    for (row, column, rows, columns) in regions {
        let region = Region {
            first: Address::new(*row, *column),
            last: Address::new(row + rows, column + columns),
        };
        grid.merge(region).unwrap();
    }
    grid
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_cells_give_a_report_and_a_set_that_reads_as_it_was_written(
        mut rows in prop::collection::vec(prop::collection::vec(cell(), 0..5), 1..30),
        regions in prop::collection::vec((0..30_u32, 0..5_u32, 0..4_u32, 0..3_u32), 0..4),
        has_header in prop::bool::weighted(0.9),
    ) {
        if has_header {
            rows.insert(0, ["STT", "Tiêu chí", "Điểm tối đa", "Ghi chú"].map(str::to_owned).to_vec());
        }
        imports(grid(&rows, &regions))?;
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for kind in [Kind::Csv, Kind::Xlsx] {
            if let Ok(sheet) = source::read(&bytes, kind, None) {
                imports(sheet.grid)?;
            }
        }
    }

    #[test]
    fn any_damage_to_a_sheet_is_read_or_refused(
        damage in prop::collection::vec((any::<prop::sample::Index>(), "[<>/\"=&;a-z0-9A-Z ]{0,6}", 0..12_usize), 1..6),
    ) {
        let book = with_sheet(&small_book(), |xml| {
            let mut letters: Vec<char> = xml.chars().collect();
            for (at, new, removed) in damage {
                let at = at.index(letters.len().max(1)).min(letters.len());
                let end = (at + removed).min(letters.len());
                letters.splice(at..end, new.chars());
            }
            letters.into_iter().collect()
        });
        if let Ok(sheet) = source::read(&book, Kind::Xlsx, None) {
            imports(sheet.grid)?;
        }
    }
}

/// A few tables of any cells through the whole program: import, then a workbook of the set.
#[test]
fn a_workbook_can_be_begun_with_whatever_was_imported() {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(24)
    });
    let table = prop::collection::vec(prop::collection::vec(cell(), 3..4), 1..20);
    let run = runner.run(&table, |rows| {
        let desk = Desk::new();
        let mut text = "STT;Tiêu chí;Điểm tối đa\n".to_owned();
        for row in rows {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
                .collect();
            text.push_str(&(cells.join(";") + "\n"));
        }
        desk.write("t.csv", text);
        let ran = desk.run(&["criteria", "import", "t.csv", "set.json"]);
        if ran.status < 2 {
            let checked = desk.run(&["criteria", "check", "set.json"]);
            prop_assert!(checked.status < 2, "{:?}", checked);
            prop_assert!(
                checked.status == 0 || ran.status == 1,
                "what the check finds is told"
            );
            desk.run(&[
                "new", "b.json", "--set", "set.json", "--unit", "X", "--year", "2024",
            ])
            .done();
        } else {
            ran.refused();
        }
        Ok(())
    });
    run.unwrap();
}
