//! The command line as its users meet it: what each command prints, what it writes, and how it ends.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests too"
)]

mod command;

use std::fs;
use std::process::Stdio;

use command::{Desk, PROGRAM, Ran, criterion};
use serde_json::{Value, json};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/saves/kon-ray-2023.json");

#[test]
fn the_example_scores_as_its_report_says() {
    let summary = Desk::new().run(&["show", EXAMPLE, "--json"]).json();
    assert_eq!(summary["format"], "chamdiem.summary/1");
    assert_eq!(
        summary["total"],
        json!({ "score": "90.29", "max": "97", "percent": "93.08", "grade": "Xuất sắc", "answered": 48, "criteria": 48 })
    );
    let sections: Vec<String> = summary["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|section| {
            format!(
                "{}/{}",
                section["score"].as_str().unwrap(),
                section["max"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        sections,
        [
            "12.88/13", "10/10", "16.97/18", "10/10", "11/13", "12/13", "11.44/14", "6/6"
        ]
    );
    for (code, score) in [
        ("1.6.1", "3.88"),
        ("3.4.1", "0.97"),
        ("3.4.2", "1"),
        ("7.2.2", "0.14"),
        ("7.3.2", "0.11"),
    ] {
        let shown = criterion(&summary, code);
        assert_eq!(
            (&shown["score"], &shown["computed"]),
            (&json!(score), &json!(score)),
            "{code}"
        );
        assert_eq!(shown["declared"], Value::Null, "{code}");
    }
}

#[test]
fn the_example_lacks_documents_and_nothing_that_keeps_it_from_being_handed_in() {
    let ran = Desk::new().run(&["check", EXAMPLE, "--json"]);
    assert_eq!((ran.status, ran.errors.as_str()), (1, ""));
    let findings = ran.json();
    let count = |name: &str| {
        findings
            .as_array()
            .unwrap()
            .iter()
            .filter(|found| found["finding"] == name)
            .count()
    };
    let all = findings.as_array().unwrap().len();
    assert_eq!(
        findings
            .as_array()
            .unwrap()
            .iter()
            .filter(|found| found["severity"] == "error")
            .count(),
        0
    );
    assert_eq!(
        (count("missing_evidence"), count("evidence_incomplete")),
        (27, 2)
    );
    assert_eq!(
        all - count("unused_evidence"),
        29,
        "no other hint: {findings:#}"
    );
}

#[test]
fn the_built_in_sets_have_nothing_to_mend() {
    let desk = Desk::new();
    for id in ["kon-tum-huyen-2023", "mau-cap-xa"] {
        let said = desk.run(&["criteria", "check", id]).done();
        assert_eq!(said, format!("{id}: không có gì phải sửa\n"));
    }
    let listed = desk.run(&["criteria", "list"]).done();
    assert_eq!(listed.lines().count(), 2);
    assert!(listed.starts_with("kon-tum-huyen-2023  Chỉ số"));
}

#[test]
fn sets_beside_the_saves_are_listed_and_broken_ones_told() {
    let desk = Desk::with_book();
    fs::create_dir(desk.path("criteria")).unwrap();
    desk.write("criteria/own.json", command::set().to_string());
    desk.write("criteria/broken.json", "{");
    let ran = desk.run(&["criteria", "list", "--saves", "saves"]);
    assert_eq!(ran.status, 0);
    assert!(
        ran.output
            .lines()
            .any(|line| line.starts_with("thu ") && line.contains("own.json"))
    );
    assert!(
        ran.errors.contains("broken.json: tệp bị cụt"),
        "{}",
        ran.errors
    );
    desk.run(&[
        "new", "b.json", "--set", "thu", "--unit", "B", "--year", "2024", "--saves", "saves",
    ])
    .done();
}

#[test]
fn a_set_with_an_oddity_is_told_with_one_and_an_invalid_one_with_two() {
    let desk = Desk::new();
    let mut set = command::set();
    set["sections"][0]["max"] = json!("9");
    desk.write("odd.json", set.to_string());
    let ran = desk.run(&["criteria", "check", "odd.json"]);
    assert_eq!((ran.status, ran.errors.as_str()), (1, ""));
    assert!(ran.output.starts_with("1: "), "{}", ran.output);
    set["sections"][1]["criteria"][0]["rule"]["kind"] = json!("magic");
    set["sections"][1]["criteria"][1]["code"] = json!("1");
    let ran = desk.run_with(&["criteria", "check", "-"], set.to_string().as_bytes());
    assert_eq!(
        (
            ran.status,
            ran.output.lines().count(),
            ran.errors.lines().count()
        ),
        (2, 2, 1)
    );
    assert!(
        ran.errors
            .starts_with("đầu vào chuẩn: /sections/1/criteria/0/rule/kind:"),
        "{}",
        ran.errors
    );
}

#[test]
fn a_new_workbook_is_empty_and_never_overwrites() {
    let desk = Desk::with_book();
    let total = &desk.run(&["show", "book.json", "--json"]).json()["total"];
    assert_eq!(
        *total,
        json!({ "score": "0", "max": "9", "percent": "0.00", "grade": null, "answered": 0, "criteria": 6 })
    );
    let before = desk.read("book.json");
    let again = [
        "new",
        "book.json",
        "--set",
        "set.json",
        "--unit",
        "B",
        "--year",
        "2024",
    ];
    assert_eq!(
        desk.run(&again).refused(),
        "book.json: tệp đã có, không ghi đè; hãy chọn tên khác"
    );
    assert_eq!(desk.read("book.json"), before);
    for (wrong, words) in [
        (
            ["--set", "la", "--unit", "B", "--year", "2024"],
            "la: không có bộ tiêu chí",
        ),
        (
            ["--set", "set.json", "--unit", " ", "--year", "2024"],
            "tên đơn vị không được để trống",
        ),
        (
            ["--set", "set.json", "--unit", "B", "--year", "hai"],
            "--year <NĂM> không nhận “hai”",
        ),
        (
            ["--set", "set.json", "--unit", "B", "--year", "0"],
            "--year <NĂM> không nhận “0”",
        ),
        (
            ["--set", "không-có.json", "--unit", "B", "--year", "2024"],
            "không-có.json: không có tệp",
        ),
    ] {
        let line = desk
            .run(&[&["new", "other.json"], wrong.as_slice()].concat())
            .refused();
        assert!(line.contains(words), "{line}");
        assert!(!desk.path("other.json").exists());
    }
}

#[test]
fn figures_are_read_as_people_write_them() {
    let desk = Desk::with_book();
    desk.set(&["1.1.1", "on_time=1.476", "total=1 500"]).done();
    assert_eq!(
        desk.answer("1.1.1")["figures"],
        json!({ "on_time": "1476", "total": "1500" })
    );
    assert_eq!(desk.shown("1.1.1")["score"], "1.96");
    desk.set(&["1.1.2", "days=2,5"]).done();
    assert_eq!(desk.shown("1.1.2")["score"], "0.25");
    desk.set(&["1.1.2", "days=2.5"]).done();
    assert_eq!(desk.answer("1.1.2")["figures"]["days"], "2.5");
    desk.set(&["1.1.1", "on_time="]).done();
    assert_eq!(desk.answer("1.1.1")["figures"], json!({ "total": "1500" }));
    assert_eq!(desk.shown("1.1.1")["state"], "unanswered");
}

#[test]
fn every_key_sets_and_an_empty_value_clears() {
    let desk = Desk::with_book();
    for (code, pair, member, value, clear) in [
        ("1.2", "level=part", "level", json!("part"), "level="),
        (
            "1.3",
            "ticked=plan, report,plan",
            "ticked",
            json!(["plan", "report"]),
            "ticked=",
        ),
        ("2.1", "score=2,5", "score", json!("2.5"), "score="),
        ("2.2", "score=1.5", "score", json!("1.5"), "score="),
        (
            "1.2",
            "not_assessed=không có nhiệm vụ",
            "not_assessed",
            json!({ "reason": "không có nhiệm vụ" }),
            "not_assessed=",
        ),
        (
            "1.2",
            "justification=Đã xong.[^1]",
            "justification",
            json!("Đã xong.[^1]"),
            "justification=",
        ),
        (
            "1.2",
            "explained_with=1.3",
            "explained_with",
            json!("1.3"),
            "explained_with=",
        ),
        (
            "1.2",
            "declared=0,75",
            "declared",
            json!({ "score": "0.75" }),
            "declared=",
        ),
    ] {
        desk.set(&[code, pair]).done();
        let stored = desk.answer(code)[member].clone();
        if member == "declared" {
            assert_eq!(stored["score"], value["score"], "{pair}");
        } else {
            assert_eq!(stored, value, "{pair}");
        }
        desk.set(&[code, clear]).done();
        assert_eq!(desk.answer(code)[member], Value::Null, "{clear}");
    }
}

#[test]
fn a_lone_comma_confirms_that_no_item_is_met() {
    let desk = Desk::with_book();
    assert_eq!(desk.shown("1.3")["state"], "unanswered");
    desk.set(&["1.3", "ticked=,"]).done();
    let shown = desk.shown("1.3");
    assert_eq!(
        (&shown["state"], &shown["score"]),
        (&json!("scored"), &json!("0"))
    );
}

#[test]
fn a_declared_score_keeps_its_reason_and_a_reason_its_score() {
    let desk = Desk::with_book();
    desk.refuses(
        &["1.2", "reason=theo biên bản"],
        &["1.2 reason: Chưa có điểm tự nhập"],
    );
    desk.set(&["1.2", "reason=theo biên bản", "declared=0.75"])
        .done();
    assert_eq!(
        desk.answer("1.2")["declared"],
        json!({ "score": "0.75", "reason": "theo biên bản" })
    );
    desk.set(&["1.2", "reason=theo kết luận"]).done();
    assert_eq!(
        desk.answer("1.2")["declared"],
        json!({ "score": "0.75", "reason": "theo kết luận" })
    );
    desk.set(&["1.2", "declared=0.5"]).done();
    assert_eq!(
        desk.answer("1.2")["declared"],
        json!({ "score": "0.5", "reason": "theo kết luận" })
    );
    desk.refuses(&["1.2", "declared=", "reason=vẫn còn"], &["1.2 reason"]);
    desk.set(&["1.2", "declared=", "reason="]).done();
    assert_eq!(desk.answer("1.2"), Value::Null);
}

#[test]
fn an_explanation_comes_from_a_file_or_from_standard_input() {
    let desk = Desk::with_book();
    desk.write("text.txt", "\u{feff}Một\r\nhai\r\n\r\n");
    desk.set(&["1.2", "justification=@text.txt"]).done();
    assert_eq!(desk.answer("1.2")["justification"], "Một\nhai");
    desk.run_with(
        &["set", "book.json", "1.2", "justification=@-"],
        "Ba\n".as_bytes(),
    )
    .done();
    assert_eq!(desk.answer("1.2")["justification"], "Ba");
    desk.refuses(
        &["1.2", "justification=@khong-co.txt"],
        &["khong-co.txt: không có tệp"],
    );
    desk.refuses(&["1.2", "justification=@."], &["đây là thư mục"]);
}

#[test]
fn all_that_is_set_together_succeeds_or_none_of_it_is_written() {
    let desk = Desk::with_book();
    desk.refuses(
        &["1.1.1", "on_time=5", "total=-1"],
        &["1.1.1 total: Số không được âm"],
    );
    desk.refuses(&["1.2", "level=full", "score=1"], &["1.2 score:"]);
    assert_eq!(desk.answer("1.1.1"), Value::Null);
    desk.set(&[
        "1.1.1",
        "on_time=5",
        "total=10",
        "justification=Đạt một nửa.",
        "not_assessed=tạm",
    ])
    .done();
    assert_eq!(
        desk.answer("1.1.1"),
        json!({ "figures": { "on_time": "5", "total": "10" }, "not_assessed": { "reason": "tạm" }, "justification": "Đạt một nửa." })
    );
}

#[test]
fn refused_values_are_told_with_place_and_remedy_and_change_nothing() {
    let desk = Desk::with_book();
    for (arguments, words) in [
        (&["9.9", "score=1"][..], "9.9: Bộ tiêu chí không có mã 9.9"),
        (&["1.1", "score=1"], "1.1: 1.1 là nhóm"),
        (
            &["1.1.1", "levle=full"],
            "1.1.1 levle: Tiêu chí này không có số liệu “levle”; có: on_time, total",
        ),
        (
            &["1.1.1", "on_time=1,5"],
            "1.1.1 on_time: Ô này chỉ nhận số nguyên",
        ),
        (&["1.1.1", "on_time=14.76"], "nhóm ba chữ số"),
        (&["1.1.1", "on_time=1e3"], "Chỉ nhập chữ số"),
        (&["1.1.1", "on_time=1234567890123456789"], "quá 18 chữ số"),
        (&["1.1.1", "const=1"], "không có số liệu “const”"),
        (&["1.1.2", "days=1.476,5"], "chỉ có một dấu"),
        (
            &["1.2", "level=none"],
            "không có mức “none”; có: full, part",
        ),
        (
            &["2.1", "level=full"],
            "2.1 level: Tiêu chí này không có mức nào",
        ),
        (
            &["1.3", "ticked=plan,la"],
            "không có mục “la”; có: plan, report",
        ),
        (&["1.2", "score=1"], "tính theo công thức"),
        (&["2.1", "score=3,01"], "2.1 score: Điểm phải từ 0 đến 3"),
        (&["2.1", "score=-1"], "Điểm phải từ 0 đến 3"),
        (
            &["2.1", "declared=4", "reason=x"],
            "2.1 declared: Điểm phải từ 0 đến 3",
        ),
        (
            &["1.2", "explained_with=2.1"],
            "1.2 explained_with: Không giải trình chung với 2.1",
        ),
        (
            &["1.2", "explained_with=1.2"],
            "Không giải trình chung với 1.2",
        ),
        (&["1.2", "level"], "“level” thiếu dấu “=”"),
        (&["1.1.1", "total=1", "total=2"], "“total” có hai lần"),
        (&["1.2"], "thiếu <KHÓA=GIÁ_TRỊ>"),
    ] {
        desk.refuses(arguments, &[words]);
    }
}

#[test]
fn setting_what_is_there_already_leaves_the_file_alone() {
    let desk = Desk::with_book();
    desk.set(&["2.1", "score=2"]).done();
    let before = desk.read("book.json");
    let made = fs::metadata(desk.path("book.json"))
        .unwrap()
        .modified()
        .unwrap();
    desk.set(&["2.1", "score=2,0"]).done();
    assert_eq!(desk.read("book.json"), before);
    assert_eq!(
        fs::metadata(desk.path("book.json"))
            .unwrap()
            .modified()
            .unwrap(),
        made
    );
}

#[test]
fn the_score_table_stands_in_columns_of_at_most_eighty() {
    let desk = Desk::with_book();
    desk.set(&["1.1.1", "on_time=5", "total=10"]).done();
    desk.set(&["1.2", "not_assessed=không phát sinh"]).done();
    let table = desk.run(&["show", "book.json"]).done();
    let expected = "\
UBND xã A, năm 2023
Bộ thử

1      Một                                                   1/5  20,00 %
1.1    Hồ sơ đúng hạn                                        1/3
1.1.1  Cấp xã                                                1/2  đã chấm
1.1.2  Rút ngắn                                              -/1  chưa chấm
1.2    Kế hoạch                                              -/1  không đánh giá
1.3    Các việc                                              -/2  chưa chấm

2      Hai                                                   0/3  0,00 %
2.1    Tự chấm                                               -/3  chưa chấm
2.2    Khảo sát                                              -/3  chưa chấm

       Tổng cộng                                             1/8  12,50 %

Đã chấm 2/6 tiêu chí.
";
    assert_eq!(table, expected);
    for line in Desk::new().run(&["show", EXAMPLE]).done().lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn a_section_or_a_criterion_can_be_shown_alone() {
    let desk = Desk::with_book();
    let section = desk.run(&["show", "book.json", "2"]).done();
    assert_eq!(section.lines().count(), 3);
    desk.set(&[
        "1.1.1",
        "on_time=1476",
        "total=1500",
        "justification=Đã giải quyết 1.476 hồ sơ.",
    ])
    .done();
    let shown = desk.run(&["show", "book.json", "1.1.1"]).done();
    for line in [
        "1.1.1  Cấp xã",
        "Điểm 1,96/2, đã chấm",
        "  a  on_time  Đúng hạn: 1.476 hồ sơ",
        "  a/b = 1476/1500 = 98,4 %, tròn 98 %",
        "  Đã giải quyết 1.476 hồ sơ.",
    ] {
        assert!(
            shown.lines().any(|shown| shown == line),
            "{line:?} not in\n{shown}"
        );
    }
    desk.set(&["1.2", "level=full"]).done();
    let shown = desk.run(&["show", "book.json", "1.2"]).done();
    assert!(
        shown.contains("  [x] full  Hoàn thành (1)\n  [ ] part  Một phần (0,5)\n"),
        "{shown}"
    );
    assert!(
        desk.run(&["show", "book.json", "7"])
            .refused()
            .contains("không có mã 7")
    );
}

#[test]
fn the_summary_of_one_criterion_is_the_same_document_with_the_rest_left_out() {
    let desk = Desk::with_book();
    let whole = desk.run(&["show", "book.json", "--json"]).json();
    let part = desk.run(&["show", "book.json", "1.1", "--json"]).json();
    let codes = |list: &Value| -> Vec<String> {
        list.as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["code"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(part["total"], whole["total"]);
    assert_eq!(codes(&part["sections"]), ["1"]);
    assert_eq!(codes(&part["criteria"]), ["1.1.1", "1.1.2"]);
    assert_eq!(
        codes(&whole["criteria"]),
        ["1.1.1", "1.1.2", "1.2", "1.3", "2.1", "2.2"]
    );
    assert_eq!(criterion(&whole, "1.2")["findings"], json!(["unanswered"]));
}

#[test]
fn findings_end_with_one_and_nothing_found_with_zero() {
    let desk = Desk::with_book();
    let ran = desk.run(&["check", "book.json"]);
    assert_eq!((ran.status, ran.errors.as_str()), (1, ""));
    assert!(
        ran.output.starts_with("1.1.1 phải sửa: Chưa chấm (2 điểm)"),
        "{}",
        ran.output
    );
    for (code, pair) in [
        ("1.1.1", "not_assessed=a"),
        ("1.1.2", "days=1"),
        ("1.2", "level=full"),
        ("1.3", "ticked=plan"),
        ("2.1", "score=1"),
    ] {
        desk.set(&[code, pair]).done();
    }
    assert_eq!(desk.run(&["check", "book.json", "--json"]).done(), "[]\n");
    assert_eq!(
        desk.run(&["check", "book.json"]).done(),
        "Không còn gì phải làm.\n"
    );
}

#[test]
fn a_workbook_can_come_from_standard_input() {
    let desk = Desk::with_book();
    let book = desk.read("book.json");
    let piped = desk.run_with(&["show", "-", "--json"], &book).done();
    assert_eq!(piped, desk.run(&["show", "book.json", "--json"]).done());
    assert_eq!(desk.run_with(&["check", "-", "--json"], &book).status, 1);
    let line = desk.run_with(&["show", "-"], b"{").refused();
    assert!(line.starts_with("đầu vào chuẩn: tệp bị cụt"), "{line}");
}

#[test]
fn the_language_is_chosen_by_option_then_variable_and_never_by_the_locale() {
    let desk = Desk::with_book();
    let said = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = desk.command(PROGRAM);
        command.args(arguments).envs(variables.iter().copied());
        Ran::of(command.output().unwrap()).refused()
    };
    let (vi, en) = (
        "không có tệp hoặc thư mục này",
        "there is no such file or folder",
    );
    assert!(
        said(
            &["show", "x.json"],
            &[("LANG", "en_US.UTF-8"), ("LC_ALL", "en_US.UTF-8")]
        )
        .contains(vi)
    );
    assert!(said(&["show", "x.json"], &[("CHAMDIEM_LANG", "en")]).contains(en));
    assert!(
        said(
            &["show", "x.json", "--lang", "vi"],
            &[("CHAMDIEM_LANG", "en")]
        )
        .contains(vi)
    );
    assert!(said(&["--lang=en", "show", "x.json"], &[]).contains(en));
    assert!(said(&["show", "x.json"], &[("CHAMDIEM_LANG", "fr")]).contains(vi));
    assert!(
        said(&["show", "--lang", "fr", "x.json"], &[]).contains("--lang <vi|en> không nhận “fr”")
    );
    let table = desk.run(&["show", "book.json", "--lang", "en"]).done();
    assert!(
        table.contains("unanswered") && table.contains("0.00 %"),
        "{table}"
    );
}

#[test]
fn every_command_explains_itself_in_both_languages() {
    let desk = Desk::new();
    for command in [
        &[][..],
        &["new"],
        &["set"],
        &["show"],
        &["check"],
        &["criteria"],
        &["criteria", "list"],
        &["criteria", "check"],
    ] {
        for (lang, own, other) in [
            ("vi", "Cách dùng:", "Usage:"),
            ("en", "Usage:", "Cách dùng:"),
        ] {
            let help = desk
                .run(&[command, &["--help", "--lang", lang]].concat())
                .done();
            assert!(help.contains(own) && !help.contains(other), "{help}");
            assert!(help.contains("chamdiem"), "{help}");
            for foreign in ["Options:", "Print", "[default", "[possible"] {
                assert!(lang == "en" || !help.contains(foreign), "{help}");
            }
        }
    }
    assert_eq!(
        desk.run(&["-V"]).done(),
        format!("chamdiem {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_mistyped_command_line_is_told_in_one_line_that_names_the_help() {
    let desk = Desk::new();
    for (arguments, words) in [
        (&["show"][..], "thiếu <TỆP>"),
        (&["show", "a", "--jsn"], "không hiểu “--jsn”"),
        (&["xem", "a.json"], "không có lệnh “xem”"),
        (&["criteria"], "thiếu lệnh con"),
        (&["criteria", "xem"], "không có lệnh “xem”"),
        (
            &["new", "a", "--set"],
            "--set <MÃ|TỆP.json> cần một giá trị",
        ),
        (&["show", "a", "--json=1"], "--json không nhận giá trị"),
        (
            &["a.json", "--ascii", "check", "b.json"],
            "lệnh “check” phải đứng trước",
        ),
    ] {
        let line = desk.run(arguments).refused();
        assert!(
            line.contains(words) && line.ends_with("xem chamdiem --help"),
            "{line}"
        );
    }
}

#[test]
fn without_a_terminal_the_screen_names_the_commands_that_need_none() {
    let line = Desk::new().run(&[]).refused();
    assert!(line.contains("new, set, show, check, criteria"), "{line}");
    let line = Desk::with_book()
        .run(&["book.json", "--lang", "en"])
        .refused();
    assert!(line.starts_with("the screen needs a terminal"), "{line}");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let desk = Desk::new();
    let mut command = desk.command(PROGRAM);
    command
        .args(["show", EXAMPLE, "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    command.stdout(writer);
    let ran = Ran::of(command.output().unwrap());
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""));
}

#[test]
fn output_that_cannot_be_written_is_an_error() {
    let desk = Desk::new();
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let mut command = desk.command(PROGRAM);
    let ran = Ran::of(
        command
            .args(["show", EXAMPLE])
            .stdout(full)
            .output()
            .unwrap(),
    );
    assert_eq!(ran.status, 2);
    assert!(
        ran.errors.starts_with("đầu ra chuẩn: không ghi được"),
        "{}",
        ran.errors
    );
}
