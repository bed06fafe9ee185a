//! A year begun from the workbook of the last, as its users meet it: the command, the file it makes, and what saving,
//! merging and the record make of an explanation that is to be reviewed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests too"
)]

mod command;

use command::Desk;
use serde_json::{Value, json};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/saves/kon-ray-2023.json");

/// A folder with the example carried over as `next.json`, and what the command said.
fn next_year() -> (Desk, String) {
    let desk = Desk::new();
    let said = desk.run(&["new", "next.json", "--from", EXAMPLE]).done();
    (desk, said)
}

fn document(desk: &Desk, name: &str) -> Value {
    serde_json::from_slice(&desk.read(name)).unwrap()
}

fn example() -> Value {
    serde_json::from_slice(&std::fs::read(EXAMPLE).unwrap()).unwrap()
}

#[test]
fn the_next_year_has_the_texts_and_the_set_and_no_answer() {
    let (desk, said) = next_year();
    assert!(said.contains("37 giải trình (chưa rà soát)"), "{said}");
    assert!(said.contains("17 tài liệu"), "{said}");
    let summary = desk.run(&["show", "next.json", "--json"]).json();
    assert_eq!(summary["year"], 2024);
    assert_eq!(summary["total"]["score"], "0");
    assert_eq!(summary["total"]["answered"], 0);
    let (old, new) = (example(), document(&desk, "next.json"));
    assert_eq!(new["criteria"], old["criteria"]);
    assert_eq!(new["unit"], old["unit"]);
    let allowed = ["justification", "reviewed", "explained_with", "evidence"];
    for (code, answer) in new["answers"].as_object().unwrap() {
        for (member, value) in answer.as_object().unwrap() {
            assert!(allowed.contains(&member.as_str()), "{code} {member}");
            if member == "reviewed" {
                assert_eq!(*value, json!(false));
            } else {
                assert_eq!(*value, old["answers"][code][member], "{code} {member}");
            }
        }
    }
    let previous = &new["previous"];
    assert_eq!(
        previous["total"],
        json!({ "score": "90.29", "max": "97", "percent": "93.08", "grade": "Xuất sắc" })
    );
    for (code, answer) in old["answers"].as_object().unwrap() {
        for member in ["figures", "score", "declared", "not_assessed"] {
            let kept = &previous["criteria"][code][member];
            assert_eq!(*kept, answer[member], "{code} {member}");
        }
    }
}

#[test]
fn unit_year_and_set_may_be_others_and_no_file_is_written_over() {
    let (desk, _) = next_year();
    let again = desk.run(&["new", "next.json", "--from", EXAMPLE]).refused();
    assert!(again.contains("next.json"), "{again}");
    let missing = desk.run(&["new", "other.json", "--from", "nothing.json"]);
    assert!(missing.refused().contains("nothing.json"));
    let arguments = [
        "new",
        "other.json",
        "--from",
        EXAMPLE,
        "--unit",
        "UBND huyện B",
        "--year",
        "2026",
        "--set",
        "kon-tum-huyen-2023",
    ];
    desk.run(&arguments).done();
    let other = document(&desk, "other.json");
    assert_eq!(other["unit"]["name"], "UBND huyện B");
    assert_eq!(other["year"], 2026);
    let alone = desk.run(&["new", "alone.json"]).refused();
    assert!(alone.contains("--set"), "{alone}");
}

/// The example's set with section 3 as section 9, one criterion taken out and one put in.
fn renamed_set() -> Value {
    let text = example()["criteria"].to_string();
    let text = text.replace("\"code\":\"3", "\"code\":\"9");
    let mut set: Value = serde_json::from_str(&text).unwrap();
    set["id"] = json!("moi-2024");
    let sections = set["sections"].as_array_mut().unwrap();
    let section = sections.iter_mut().find(|it| it["code"] == "9").unwrap();
    let groups = section["criteria"].as_array_mut().unwrap();
    let group = groups.iter_mut().find(|it| it["code"] == "9.4").unwrap();
    let criteria = group["criteria"].as_array_mut().unwrap();
    criteria.retain(|it| it["code"] != "9.4.2");
    criteria.push(json!({
        "code": "9.4.9", "title": "Số hóa kết quả giải quyết", "max": "1",
        "rule": { "kind": "manual" }
    }));
    set
}

#[test]
fn a_set_with_other_codes_takes_the_texts_along_and_says_what_found_no_partner() {
    let desk = Desk::new();
    desk.write("set.json", renamed_set().to_string());
    let ran = desk.run(&["new", "next.json", "--from", EXAMPLE, "--set", "set.json"]);
    assert_eq!((ran.status, ran.errors.as_str()), (1, ""), "{ran:?}");
    for part in [
        "Đổi mã: 3.4.1 thành 9.4.1",
        "previous/left_over/3.4.2",
        "Tiêu chí mới, năm trước không có: 9.4.9",
    ] {
        assert!(ran.output.contains(part), "{part}\n{}", ran.output);
    }
    let (old, new) = (example(), document(&desk, "next.json"));
    assert_eq!(
        new["answers"]["9.4.1"]["justification"],
        old["answers"]["3.4.1"]["justification"]
    );
    assert_eq!(
        new["previous"]["left_over"]["3.4.2"]["justification"],
        old["answers"]["3.4.2"]["justification"]
    );
    assert_eq!(new["previous"]["criteria"]["9.4.1"]["code"], "3.4.1");
    // The new file opens by itself, and nothing in it names a code that is not there.
    let found = desk.run(&["check", "next.json", "--json"]).json();
    let names = found.as_array().unwrap().iter();
    let names: Vec<&str> = names.map(|it| it["finding"].as_str().unwrap()).collect();
    for never in [
        "unknown_code",
        "dangling_evidence",
        "explained_with_invalid",
    ] {
        assert!(!names.contains(&never), "{never}");
    }
}

#[test]
fn saving_keeps_last_year_and_writing_a_text_reviews_it() {
    let (desk, _) = next_year();
    let mut before = document(&desk, "next.json");
    before["previous"]["criteria"]["3.4.1"]["của tôi"] = json!({ "x": 1 });
    desk.write("next.json", before.to_string());
    let text = "justification=Năm 2024 đã giải quyết 663 hồ sơ.";
    desk.run(&["set", "next.json", "3.4.1", "on_time=650"])
        .done();
    let after = document(&desk, "next.json");
    assert_eq!(after["previous"], before["previous"]);
    assert_eq!(after["answers"]["3.4.1"]["reviewed"], false);
    desk.run(&["set", "next.json", "3.4.1", text]).done();
    let after = document(&desk, "next.json");
    assert_eq!(after["previous"], before["previous"]);
    assert_eq!(after["answers"]["3.4.1"]["reviewed"], Value::Null);
    let found = desk.run(&["check", "next.json", "--json"]).json();
    let of = |code: &str| {
        let found = found.as_array().unwrap().iter();
        let due = found.filter(|it| it["code"] == code && it["finding"] == "not_reviewed");
        due.map(|it| it["severity"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("3.4.1"), Vec::<Value>::new());
    assert_eq!(of("3.4.2"), [json!("hint")]);
}

#[test]
fn an_earlier_state_is_due_for_review_again() {
    let (desk, _) = next_year();
    let before = document(&desk, "next.json");
    desk.run(&["set", "next.json", "3.4.2", "late=8"]).done();
    let record = ".chamdiem/next.json/history.jsonl";
    let text = String::from_utf8(desk.read(record)).unwrap();
    let mut lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    lines[0]["from"] = json!("2026-01-01T00:00:00Z");
    lines[1]["at"] = json!("2026-01-02T00:00:00Z");
    desk.write(record, format!("{}\n{}\n", lines[0], lines[1]));
    let text = "justification=Viết lại.";
    desk.run(&["set", "next.json", "3.4.1", text]).done();
    let record = desk.run(&["history", "next.json", "3.4.1"]).done();
    assert!(record.contains("reviewed=false"), "{record}");
    let then = "2026-01-03T00:00:00Z";
    desk.run(&["restore", "next.json", "--at", then, "back.json"])
        .done();
    let back = document(&desk, "back.json");
    for member in ["justification", "reviewed"] {
        assert_eq!(
            back["answers"]["3.4.1"][member], before["answers"]["3.4.1"][member],
            "{member}"
        );
    }
}

#[test]
fn reviewing_travels_with_the_explanation_when_copies_are_merged() {
    let (desk, _) = next_year();
    desk.write("copy.json", desk.read("next.json"));
    desk.run(&["set", "copy.json", "3.4.1", "justification=Viết lại ở nhà."])
        .done();
    let merged = desk.run(&["merge", "next.json", "copy.json"]);
    assert_eq!(merged.status, 0, "{merged:?}");
    let after = document(&desk, "next.json");
    assert_eq!(
        after["answers"]["3.4.1"]["justification"],
        "Viết lại ở nhà."
    );
    assert_eq!(after["answers"]["3.4.1"]["reviewed"], Value::Null);
    assert_eq!(after["answers"]["3.4.2"]["reviewed"], false);
}

#[test]
fn a_last_year_that_cannot_be_read_costs_nothing_but_the_comparison() {
    let (desk, _) = next_year();
    let mut book = document(&desk, "next.json");
    for broken in [
        json!("2023"),
        json!({ "year": "x" }),
        json!({ "year": 2023, "total": 5 }),
    ] {
        book["previous"] = broken.clone();
        desk.write("next.json", book.to_string());
        desk.run(&["set", "next.json", "3.4.1", "late=1"]).done();
        desk.run(&["set", "next.json", "3.4.1", "late="]).done();
        assert_eq!(document(&desk, "next.json")["previous"], broken);
    }
}

#[test]
fn an_appraised_grade_decides_how_far_the_year_fell() {
    let desk = Desk::new();
    desk.write("old.json", std::fs::read(EXAMPLE).unwrap());
    let mut book = example();
    let graded = |grade: &str, percent: &str| json!({ "score": "80", "max": "97", "percent": percent, "grade": grade });
    book["previous"] = json!({ "year": 2022, "total": graded("Khá", "75.00") });
    // Far fewer points than before: 90,29 - 13 - 13 of 97 is Trung bình.
    for code in ["3.x", "6.x"] {
        book["answers"][code] = json!({ "score": "0" });
    }
    let falls = |book: &Value| {
        desk.write("book.json", book.to_string());
        let found = desk.run(&["check", "book.json", "--json"]).json();
        let found = found.as_array().unwrap().clone();
        found.into_iter().find(|it| it["finding"] == "grade_fall")
    };
    assert_eq!(falls(&book), None);
    book["previous"]["appraisal"] = graded("Xuất sắc", "91.00");
    let fall = falls(&book).expect("from the best to the fourth");
    assert_eq!(
        (&fall["code"], &fall["severity"]),
        (&json!(""), &json!("warning"))
    );
    assert!(
        fall["message"].as_str().unwrap().contains("năm 2022"),
        "{fall}"
    );
}

#[test]
fn what_the_appraisal_made_of_last_year_goes_along_when_it_is_given() {
    let desk = Desk::new();
    desk.run(&["new", "next.json", "--from", EXAMPLE, "--appraised", "88,5"])
        .done();
    let previous = &document(&desk, "next.json")["previous"];
    assert_eq!(previous["total"]["score"], "90.29");
    assert_eq!(
        previous["appraisal"],
        json!({ "score": "88.5", "max": "97", "percent": "91.24", "grade": "Xuất sắc" })
    );
    for (given, why) in [
        ("98", "phải từ 0 đến 97"),
        ("-1", "phải từ 0 đến 97"),
        ("tám", "“tám”"),
    ] {
        let line = desk
            .run(&[
                "new",
                "no.json",
                "--from",
                EXAMPLE,
                &format!("--appraised={given}"),
            ])
            .refused();
        assert!(line.contains(why), "{line}");
    }
    assert!(!desk.path("no.json").exists());
}
