//! Tables as departments publish them, by hand.

use std::fs;

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use serde_json::Value;

use crate::command::Desk;
use crate::hostile::{refuses, with_sheet};

/// Runs the import and shows all that came of it: exit status, report, and the sections of the set as it is in the file.
fn imported(desk: &Desk, table: &str) -> String {
    let ran = desk.run(&["criteria", "import", table, "set.json"]);
    assert_eq!(ran.errors, "", "{ran:?}");
    let set = fs::read_to_string(desk.path("set.json")).unwrap();
    // Whatever was found in the table, a workbook can be begun with the set.
    let new = [
        "new",
        "book.json",
        "--set",
        "set.json",
        "--unit",
        "UBND xã A",
        "--year",
        "2024",
    ];
    desk.run(&new).done();
    format!("exit status {}\n{}\n{set}", ran.status, ran.output)
}

fn of_csv(bytes: impl AsRef<[u8]>) -> String {
    let desk = Desk::new();
    desk.write("bang.csv", bytes);
    imported(&desk, "bang.csv")
}

fn of_xlsx(fill: impl FnOnce(&mut Worksheet)) -> String {
    let desk = Desk::new();
    let mut book = Workbook::new();
    fill(book.add_worksheet().set_name("Phụ lục").unwrap());
    desk.write("bang.xlsx", book.save_to_buffer().unwrap());
    imported(&desk, "bang.xlsx")
}

/// Texts into a sheet from a row on; what is empty stays empty.
fn texts<const N: usize>(sheet: &mut Worksheet, first: u32, rows: &[[&str; N]]) {
    for (row, cells) in (first..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            if !cell.is_empty() {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
}

#[test]
fn a_plain_table_gives_its_set_and_nothing_to_look_at() {
    insta::assert_snapshot!(of_csv(
        "Mã,Tiêu chí,Điểm tối đa\n\
         1,Chỉ đạo,3\n\
         1.1,Kế hoạch,3\n\
         1.1.1,Ban hành kế hoạch,1\n\
         ,Đúng hạn,1\n\
         ,Chậm hạn,0.5\n\
         ,Không ban hành,0\n\
         1.1.2,Sáng kiến,2\n\
         Tổng cộng,,3\n"
    ));
}

#[test]
fn semicolons_decimal_commas_and_levels_in_both_notations() {
    insta::assert_snapshot!(of_csv(
        "\u{feff}UBND TỈNH A;;;\r\n\
         BỘ TIÊU CHÍ ĐÁNH GIÁ CẢI CÁCH HÀNH CHÍNH CẤP XÃ;;;\r\n\
         \r\n\
         TT;Nội dung;Điểm chuẩn;Ghi chú\r\n\
         1.;Thủ tục hành chính;2,75;\r\n\
         1.1.;Giải quyết hồ sơ;2,75;\r\n\
         1.1.1.;Hồ sơ đúng hạn;1,5;\"Lấy từ hệ thống; kể cả hồ sơ liên thông\"\r\n\
         ;\"Đạt 100 %: 1,5 điểm\";;\r\n\
         ;Từ 95 % đến dưới 100 %;0,75;\r\n\
         ;Dưới 95 %: 0 điểm.;;\r\n\
         1.1.2.;\"Công khai thủ tục\n- Đủ, đúng hạn: điểm tối đa\n- Thiếu: 0,25 điểm\n- Không: 0 điểm\";Tối đa 1,25 điểm;\r\n\
         ;CỘNG;2,75;\r\n\
         ;NGƯỜI LẬP BIỂU;;\r\n"
    ));
}

#[test]
fn roman_sections_whose_criteria_begin_anew_and_pages_that_repeat_the_header() {
    insta::assert_snapshot!(of_xlsx(|sheet| texts(
        sheet,
        0,
        &[
            ["STT", "Lĩnh vực, tiêu chí", "Thang điểm"],
            ["1", "2", "3"],
            ["I", "CÔNG TÁC CHỈ ĐẠO", "3"],
            ["1", "Kế hoạch", "2"],
            ["1.1", "Ban hành", "1"],
            ["1.2", "Thực hiện", "1"],
            ["2", "Tuyên truyền", "1"],
            ["STT", "Lĩnh vực, tiêu chí", "Thang điểm"],
            ["II", "THỂ CHẾ", "1"],
            ["1", "Rà soát văn bản", "1"],
            ["", "Tổng cộng", "4"],
        ]
    )));
}

#[test]
fn merged_cells_a_header_of_two_rows_and_numbers_as_spreadsheets_keep_them() {
    insta::assert_snapshot!(of_xlsx(|sheet| {
        let plain = Format::new();
        let title = "CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CẤP HUYỆN";
        sheet.merge_range(0, 0, 0, 5, title, &plain).unwrap();
        sheet.merge_range(2, 0, 3, 0, "STT", &plain).unwrap();
        sheet
            .merge_range(2, 1, 3, 2, "Tiêu chí thành phần", &plain)
            .unwrap();
        sheet.merge_range(2, 3, 2, 4, "Điểm", &plain).unwrap();
        texts(sheet, 3, &[["", "", "", "Tối đa", "Tự chấm"]]);
        sheet
            .merge_range(2, 5, 3, 5, "Cơ quan chủ trì", &plain)
            .unwrap();
        sheet
            .merge_range(4, 0, 4, 5, "I. CẢI CÁCH THỂ CHẾ", &plain)
            .unwrap();
        sheet.write_number(5, 0, 1.1).unwrap();
        sheet
            .merge_range(5, 1, 5, 2, "Xây dựng văn bản", &plain)
            .unwrap();
        sheet.write_number(5, 3, 0.300_000_000_000_000_04).unwrap();
        texts(sheet, 5, &[["", "", "", "", "", "Phòng Tư pháp"]]);
        // The code and the maximum are merged over the levels.
        sheet.merge_range(6, 0, 8, 0, "1.2", &plain).unwrap();
        texts(
            sheet,
            6,
            &[
                ["", "", "Rà soát văn bản"],
                ["", "- Đủ: 2 điểm", ""],
                ["", "- Thiếu: 1 điểm", ""],
            ],
        );
        sheet.merge_range(6, 3, 8, 3, "", &plain).unwrap();
        sheet.write_number(6, 3, 2.0).unwrap();
        // One maximum for two criteria.
        texts(sheet, 9, &[["1.3", "Kiểm tra"], ["1.4", "Theo dõi"]]);
        sheet.merge_range(9, 3, 10, 3, "", &plain).unwrap();
        sheet.write_number(9, 3, 1.0).unwrap();
        for number in 5..=9_u32 {
            sheet
                .write_string(number + 6, 0, format!("1.{number}"))
                .unwrap();
            sheet
                .write_string(number + 6, 1, format!("Tiêu chí số {number}"))
                .unwrap();
            sheet.write_string(number + 6, 3, "1").unwrap();
        }
        // Typed as 1.10.
        sheet.write_number(16, 0, 1.1).unwrap();
        sheet.write_string(16, 1, "Tiêu chí số 10").unwrap();
        sheet.write_number(16, 3, 98.750_000_000_01).unwrap();
    }));
}

#[test]
fn formulas_percentages_deductions_and_items_to_tick() {
    insta::assert_snapshot!(of_csv(
        "Mã\tTiêu chí\tĐiểm tối đa\tCách tính điểm\n\
         1\tKết quả\t9\t\n\
         1.1\tTỷ lệ hồ sơ trực tuyến\t2\t\n\
         \tTính điểm theo công thức: (số hồ sơ trực tuyến/tổng số hồ sơ) x điểm tối đa\t\t\n\
         1.2\tChế độ báo cáo\t2\t\n\
         \tĐủ, đúng hạn\t2\t\n\
         \tMỗi báo cáo chậm trừ 0,25 điểm\t\t\n\
         1.3\tGiải quyết kiến nghị\t2\t\n\
         \tĐạt 100 %: 2 điểm\t\t\n\
         \tTừ 80 % đến dưới 100 %: tính theo công thức\t\t\n\
         \tDưới 80 %: 0 điểm\t\t\n\
         1.4\tTrang thông tin\t2\t\n\
         \tCập nhật đủ\t1\t\n\
         \tCông khai đủ\t1\t\n\
         1.5\tHội nghị\t1\t\"Có tổ chức: điểm tối đa; không: 0 điểm\"\n"
    ));
}

#[test]
fn levels_in_columns_of_their_own_beside_the_criterion() {
    insta::assert_snapshot!(of_csv(
        "BỘ TIÊU CHÍ ĐÁNH GIÁ CẢI CÁCH HÀNH CHÍNH;;;;\n\
         (Kèm theo Quyết định số 707/QĐ-UBND ngày 10/7/2020 của UBND tỉnh Kon Tum);;;;\n\
         STT;Tiêu chí;Điểm tối đa;Mức đánh giá;Điểm\n\
         1;Chỉ đạo điều hành;3;;\n\
         1.1;Kế hoạch năm;2;Ban hành trước 31/12;2\n\
         ;;;Ban hành sau 31/12;1\n\
         ;;;Không ban hành;0\n\
         1.2;Mức độ hài lòng (Điều tra xã hội học);1;;\n"
    ));
}

#[test]
fn levels_whose_points_are_the_only_ones() {
    insta::assert_snapshot!(of_csv(
        "STT;Tiêu chí;Mức đánh giá;Điểm\n\
         1;Chỉ đạo điều hành;;\n\
         1.1;Kế hoạch năm;Ban hành trước 31/12;2\n\
         ;;Ban hành sau 31/12;1\n\
         1.2;Báo cáo;Đủ;0,5\n\
         ;;Thiếu;0\n"
    ));
}

#[test]
fn a_ratio_in_letters_with_its_bounds() {
    insta::assert_snapshot!(of_csv(
        "STT;Tiêu chí;Điểm tối đa\n\
         1;Thủ tục;3\n\
         1.1;Tỷ lệ hồ sơ đúng hạn;2\n\
         ;Tính theo công thức: (a/b) x điểm tối đa;\n\
         ;\"Trong đó: a là số hồ sơ đúng hạn, b là tổng số hồ sơ\";\n\
         ;Nếu tỷ lệ < 30% thì điểm là 0;\n\
         1.2;Xử lý kiến nghị;1\n\
         ;Từ 95% trở lên: 1 điểm;\n\
         ;Từ 70% đến dưới 95%: tính theo công thức;\n\
         ;Dưới 70%: 0 điểm;\n"
    ));
}

#[test]
fn what_only_the_column_of_guidance_or_the_title_says() {
    insta::assert_snapshot!(of_csv(
        "STT;Tiêu chí;Điểm tối đa;Hướng dẫn chấm điểm\n\
         1;Kiểm tra;6;\n\
         1.1;Tỷ lệ đơn vị được kiểm tra;2;Tính theo công thức: (số đơn vị được kiểm tra/tổng số đơn vị) x điểm tối đa\n\
         1.2;Báo cáo;2;Mỗi báo cáo chậm trừ 0,25 điểm\n\
         1.3;Mỗi vi phạm trừ 0,5 điểm;2;Xem kết luận thanh tra\n"
    ));
}

#[test]
fn something_is_wrong_in_every_row() {
    insta::assert_snapshot!(of_xlsx(|sheet| {
        texts(
            sheet,
            0,
            &[
                ["STT", "Tiêu chí", "Điểm tối đa"],
                ["", "Đạt: 1 điểm", ""],
                ["..1", "Mã sai", "1"],
                ["", "Mức không có tiêu chí", "0,5"],
                ["1", "Lĩnh vực", "mười"],
                ["", "Chữ dưới nhóm", ""],
                ["1.1", "Không có điểm", ""],
                ["1.1", "Mã trùng", "2"],
                ["1.2", "Điểm âm", "-1"],
                ["1.3", "Khoảng điểm", "1-2"],
                ["3.1.1", "Không có lĩnh vực", "1"],
                ["1.4", "", "0,123456"],
                ["", "", "0,5"],
                ["1.5", "Mức cao hơn tối đa", "1"],
                ["", "Đạt", "3"],
                ["", "Đạt", "hai"],
                ["1.6", "Công thức lỗi", ""],
                ["4", "Lĩnh vực trống", "1"],
                ["", "Tổng cộng", "100"],
            ],
        );
        sheet
            .write_formula(16, 2, Formula::new("1/0").set_result("#DIV/0!"))
            .unwrap();
    }));
}

#[test]
fn subtotals_that_do_not_add_up_are_told_with_their_cells() {
    insta::assert_snapshot!(of_csv(
        "Mã;Tiêu chí;Điểm tối đa\n\
         A;Chỉ đạo;5\n\
         1;Kế hoạch;2,5\n\
         a);Có kế hoạch;2,5\n\
         b);Không có;0\n\
         2;Báo cáo;2\n\
         ;Cộng;4,5\n\
         B;Thể chế;1\n\
         1;Rà soát;1\n\
         ;Tổng cộng;7\n"
    ));
}

#[test]
fn a_list_without_sections_and_without_a_column_of_codes() {
    let text = "Nội dung đánh giá\tĐiểm\n1. Ban hành kế hoạch (có số, ngày)\t2\n2. Thực hiện kế hoạch\t3,5\n";
    let utf16: Vec<u8> = std::iter::once('\u{feff}')
        .chain(text.chars())
        .flat_map(|c| c.encode_utf16(&mut [0; 2]).to_vec())
        .flat_map(u16::to_le_bytes)
        .collect();
    insta::assert_snapshot!(of_csv(utf16));
}

#[test]
fn a_formula_gives_what_it_gave_last_and_without_that_is_told() {
    let desk = Desk::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    texts(
        sheet,
        0,
        &[
            ["Mã", "Tiêu chí", "Điểm tối đa"],
            ["1", "Chỉ đạo", ""],
            ["1.1", "Kế hoạch", ""],
            ["1.2", "Báo cáo", ""],
        ],
    );
    sheet
        .write_formula(2, 2, Formula::new("1+1.5").set_result("2.5"))
        .unwrap();
    sheet
        .write_formula(3, 2, Formula::new("1+2").set_result("777"))
        .unwrap();
    let whole = book.save_to_buffer().unwrap();
    // As programs write it that cannot calculate.
    let without = with_sheet(&whole, |xml| {
        assert!(xml.contains("<v>777</v>"));
        xml.replace("<v>777</v>", "")
    });
    desk.write("bang.xlsx", without);
    insta::assert_snapshot!(imported(&desk, "bang.xlsx"));
}

#[test]
fn codes_that_became_dates_are_told() {
    insta::assert_snapshot!(of_xlsx(|sheet| {
        texts(
            sheet,
            0,
            &[
                ["Mã", "Tiêu chí", "Điểm tối đa"],
                ["1", "Chỉ đạo", "1"],
                ["1.1", "Kế hoạch", "1"],
                ["", "Báo cáo", "1"],
                ["", "Đúng hạn: 1", ""],
            ],
        );
        let date = Format::new().set_num_format("d/m");
        sheet
            .write_number_with_format(3, 0, 45_293.0, &date)
            .unwrap();
    }));
}

#[test]
fn the_report_speaks_english_when_asked() {
    let desk = Desk::new();
    desk.write(
        "t.csv",
        "STT;Tiêu chí;Điểm\nI;Chỉ đạo;2\n1;Kế hoạch;1,5\n..2;Báo cáo;1\n",
    );
    let ran = desk.run(&[
        "criteria", "import", "t.csv", "s.json", "--lang", "en", "--title", "Bộ A", "--id", "bo-a",
    ]);
    assert_eq!(ran.status, 1, "{ran:?}");
    insta::assert_snapshot!(ran.output);
    let set: Value = serde_json::from_slice(&desk.read("s.json")).unwrap();
    assert_eq!(
        (&set["id"], &set["title"]),
        (&"bo-a".into(), &"Bộ A".into())
    );
}

#[test]
fn the_sheet_asked_for_is_read_and_hidden_ones_are_not_unasked() {
    let desk = Desk::new();
    let mut book = Workbook::new();
    for (name, points) in [("Bìa", ""), ("Ẩn", "5"), ("Xã", "2"), ("Huyện", "3")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        if points.is_empty() {
            texts(sheet, 0, &[["Quyết định"]]);
        } else {
            texts(
                sheet,
                0,
                &[
                    ["Mã", "Tiêu chí", "Điểm tối đa"],
                    ["1", "A", points],
                    ["1.1", "B", points],
                ],
            );
        }
        if name == "Ẩn" {
            sheet.set_hidden(true);
        }
    }
    desk.write("bang.xlsx", book.save_to_buffer().unwrap());
    let max = |name: &str| -> Value {
        let set: Value = serde_json::from_slice(&desk.read(name)).unwrap();
        set["sections"][0]["max"].clone()
    };
    desk.run(&["criteria", "import", "bang.xlsx", "1.json"])
        .done();
    assert_eq!(max("1.json"), "2");
    desk.run(&[
        "criteria",
        "import",
        "bang.xlsx",
        "2.json",
        "--sheet",
        "huyện",
    ])
    .done();
    assert_eq!(max("2.json"), "3");
    refuses(
        &desk,
        &[
            "criteria",
            "import",
            "bang.xlsx",
            "3.json",
            "--sheet",
            "Tỉnh",
        ],
        &["bang.xlsx", "Tỉnh", "Bìa, Ẩn, Xã, Huyện"],
    );
}
