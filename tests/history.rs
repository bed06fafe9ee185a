//! The record of edits and what is restored from it, from the command line.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests too"
)]

mod command;

use std::fs;

use command::Desk;
use serde_json::json;

/// The day and second at the front of every line, and the rest.
fn lines(printed: &str) -> Vec<(String, String)> {
    let lines = printed.lines();
    lines
        .map(|line| {
            let (at, rest) = line.split_at(19);
            (at.to_owned(), rest.trim().to_owned())
        })
        .collect()
}

/// Two figures by two officers and a text.
fn worked_on() -> Desk {
    let desk = Desk::with_book();
    desk.set(&["1.1.1", "on_time=640"]).done();
    let colleague = desk
        .command(command::PROGRAM)
        .env("CHAMDIEM_USER", "cb2")
        .args(["set", "book.json", "1.1.1", "on_time=642"])
        .output()
        .unwrap();
    assert!(colleague.status.success());
    desk.set(&["1.2", "justification=Đã ban hành\u{1b}[31m kế hoạch"])
        .done();
    desk
}

#[test]
fn numbers_are_told_with_the_mark_of_the_language_and_a_step_back_as_one() {
    let desk = Desk::with_book();
    desk.set(&["1.2", "declared=0.75", "reason=theo biên bản"])
        .done();
    desk.set(&["1.2", "declared="]).done();
    let told = |arguments: &[&str]| -> Vec<String> {
        let told = desk.run(arguments).done();
        lines(&told).into_iter().map(|(_, rest)| rest).collect()
    };
    assert_eq!(
        told(&["history", "book.json"]),
        [
            "cb1  1.2 điểm tự nhập  - → 0,75, theo biên bản",
            "cb1  1.2 điểm tự nhập  0,75, theo biên bản → -  (về giá trị trước)",
        ]
    );
    assert_eq!(
        told(&["history", "book.json", "--lang", "en"])[0],
        "cb1  1.2 declared score  - → 0.75, theo biên bản"
    );
}

#[test]
fn the_history_says_who_changed_what_from_what_to_what() {
    let desk = worked_on();
    let all = desk.run(&["history", "book.json"]).done();
    let told: Vec<String> = lines(&all).into_iter().map(|(_, rest)| rest).collect();
    assert_eq!(
        told,
        [
            "cb1  1.1.1a  - → 640",
            "cb2  1.1.1a  640 → 642",
            "cb1  1.2 giải trình  - → Đã ban hành kế hoạch",
        ]
    );
    let one = desk
        .run(&["history", "book.json", "1.2", "--lang", "en"])
        .done();
    assert_eq!(
        lines(&one)[0].1,
        "cb1  1.2 explanation  - → Đã ban hành kế hoạch"
    );
    assert_eq!(
        lines(&desk.run(&["history", "book.json", "1"]).done()).len(),
        3
    );
    let json = desk
        .run(&["history", "book.json", "1.1.1", "--json"])
        .json();
    assert_eq!(
        (
            &json[1]["author"],
            &json[1]["field"],
            &json[1]["before"],
            &json[1]["after"]
        ),
        (
            &json!("cb2"),
            &json!("figures/on_time"),
            &json!("640"),
            &json!("642")
        )
    );
    assert_eq!(json[0]["before"], json!(null));
    assert_eq!(
        desk.run(&["history", "book.json", "9.9"]).refused(),
        desk.run(&["show", "book.json", "9.9"]).refused()
    );
}

#[test]
fn a_history_that_is_broken_or_missing_is_told_and_what_is_left_is_printed() {
    let desk = worked_on();
    let record = ".chamdiem/book.json/history.jsonl";
    let mut content = desk.read(record);
    content.extend_from_slice(b"{\"at\":\"20");
    desk.write(record, content);
    let ran = desk.run(&["history", "book.json"]);
    assert_eq!((ran.status, lines(&ran.output).len()), (0, 3));
    assert_eq!(ran.errors.trim(), "lịch sử: 1 dòng hỏng, đã bỏ qua");
    fs::remove_file(desk.path(record)).unwrap();
    assert_eq!(desk.run(&["history", "book.json"]).done(), "");
    assert!(
        desk.run(&["history", "khac.json"])
            .refused()
            .starts_with("khac.json: ")
    );
    let refused = desk
        .run(&["restore", "book.json", "--at", "10:42", "out.json"])
        .refused();
    assert!(refused.contains("chưa có lịch sử"), "{refused}");
    assert!(!desk.path("out.json").exists());
}

#[test]
fn an_earlier_state_is_restored_to_a_new_file_that_is_never_one_that_is_there() {
    let desk = worked_on();
    let now = desk.read("book.json");
    let record = ".chamdiem/book.json/history.jsonl";
    let text = String::from_utf8(desk.read(record)).unwrap();
    let times = [
        "2026-11-20T08:00:00",
        "2026-11-20T10:42:00",
        "2026-11-21T08:00:00",
        "2026-11-22T08:00:00",
    ];
    let mut dated = String::new();
    for (line, at) in text.lines().zip(times) {
        let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = if line.get("from").is_some() {
            "from"
        } else {
            "at"
        };
        line[name] = json!(format!("{at}+07:00"));
        dated.push_str(&line.to_string());
        dated.push('\n');
    }
    desk.write(record, dated);
    let restore = |at: &str, out: &str| {
        let mut command = desk.command(command::PROGRAM);
        let command = command.env("TZ", "<+07>-7");
        command::Ran::of(
            command
                .args(["restore", "book.json", "--at", at, out])
                .output()
                .unwrap(),
        )
    };
    restore("2026-11-20 10:42", "a.json").done();
    restore("2026-11-20 09:00", "b.json").done();
    let answers = |name: &str| {
        let document: serde_json::Value = serde_json::from_slice(&desk.read(name)).unwrap();
        document["answers"].clone()
    };
    assert_eq!(
        answers("a.json"),
        json!({ "1.1.1": { "figures": { "on_time": "640" } } })
    );
    assert_eq!(answers("b.json"), json!({}));
    assert_eq!(desk.read("book.json"), now);
    assert!(
        restore("2026-11-20 10:42", "a.json")
            .refused()
            .contains("không ghi đè")
    );
    assert!(
        restore("2026-11-19 10:42", "c.json")
            .refused()
            .contains("lịch sử chỉ có từ 2026-11-20 08:00:00")
    );
    assert!(restore("mai", "c.json").refused().starts_with("--at: "));
    assert!(!desk.path("c.json").exists());
}

#[test]
fn a_restored_copy_merged_into_the_workbook_takes_it_back_there_without_a_conflict() {
    let desk = Desk::with_book();
    desk.set(&["1.1.1", "on_time=640"]).done();
    let record = ".chamdiem/book.json/history.jsonl";
    let text = String::from_utf8(desk.read(record)).unwrap();
    let mut lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    lines[0]["from"] = json!("2026-01-01T00:00:00Z");
    lines[1]["at"] = json!("2026-01-02T00:00:00Z");
    desk.write(record, format!("{}\n{}\n", lines[0], lines[1]));
    desk.set(&["1.1.1", "on_time=9"]).done();
    let at = "2026-01-03T00:00:00Z";
    desk.run(&["restore", "book.json", "--at", at, "before.json"])
        .done();
    let merged = desk.run(&["merge", "book.json", "before.json"]);
    assert_eq!(merged.status, 0, "{merged:?}");
    assert_eq!(desk.answer("1.1.1")["figures"], json!({ "on_time": "640" }));
    let told = desk.run(&["history", "book.json", "1.1.1"]).done();
    assert!(
        told.trim_end()
            .ends_with("1.1.1a  9 → 640  (về giá trị trước)"),
        "{told}"
    );
}

/// A workbook in which cb1 has 640 and cb2, in a copy, 644 in one figure, both from 600.
fn in_conflict() -> Desk {
    let desk = Desk::with_book();
    desk.set(&["1.1.1", "on_time=600"]).done();
    fs::copy(desk.path("book.json"), desk.path("copy.json")).unwrap();
    desk.set(&["1.1.1", "on_time=640"]).done();
    let colleague = desk
        .command(command::PROGRAM)
        .env("CHAMDIEM_USER", "cb2")
        .args(["set", "copy.json", "1.1.1", "on_time=644"])
        .output()
        .unwrap();
    assert!(colleague.status.success());
    let merged = desk.run(&["merge", "book.json", "copy.json"]);
    assert_eq!(merged.status, 1, "a conflict: {merged:?}");
    desk
}

#[test]
fn what_was_not_chosen_in_a_conflict_stays_in_the_history_with_who_made_it() {
    let desk = in_conflict();
    desk.set(&["1.1.1", "on_time=650"]).done();
    let told = desk.run(&["history", "book.json", "1.1.1"]).done();
    let choice = told
        .lines()
        .find(|line| line.contains("không chọn"))
        .unwrap_or_else(|| panic!("no choice: {told}"));
    assert!(
        choice.contains("cb1  1.1.1 số liệu: chọn on_time = 650; không chọn on_time = 6"),
        "{choice}"
    );
    assert!(choice.contains("on_time = 640 (cb1, 20"), "{choice}");
    assert!(choice.contains("on_time = 644 (cb2, 20"), "{choice}");
    let json = desk.run(&["history", "book.json", "--json"]).json();
    let entries = json.as_array().unwrap();
    let choice = entries
        .iter()
        .find(|entry| entry.get("not_chosen").is_some())
        .unwrap();
    assert_eq!(choice["field"], json!("conflict/1.1.1/figures"));
    assert_eq!(choice["chosen"], json!({ "figures": { "on_time": "650" } }));
    let others = choice["not_chosen"].as_array().unwrap();
    let mut authors: Vec<&str> = others
        .iter()
        .map(|other| other["author"].as_str().unwrap())
        .collect();
    authors.sort_unstable();
    assert_eq!(authors, ["cb1", "cb2"]);
    assert!(others.iter().all(|other| other["at"].is_string()));
}

#[test]
fn typing_one_of_the_two_values_leaves_only_the_other_in_the_history_and_it_is_told_once() {
    let desk = in_conflict();
    desk.set(&["1.1.1", "on_time=640"]).done();
    desk.set(&["1.1.1", "on_time=641"]).done();
    let told = desk.run(&["history", "book.json", "1.1.1"]).done();
    let choices: Vec<&str> = told
        .lines()
        .filter(|line| line.contains("không chọn"))
        .collect();
    assert_eq!(choices.len(), 1, "{told}");
    assert!(
        choices[0].contains("chọn on_time = 640; không chọn on_time = 644 (cb2, "),
        "{}",
        choices[0]
    );
}

#[test]
fn what_a_merge_brings_in_stands_under_the_name_of_who_made_it() {
    let desk = Desk::with_book();
    desk.set(&["1.1.1", "on_time=600"]).done();
    fs::copy(desk.path("book.json"), desk.path("copy.json")).unwrap();
    let colleague = desk
        .command(command::PROGRAM)
        .env("CHAMDIEM_USER", "cb2")
        .args(["set", "copy.json", "1.1.1", "on_time=644"])
        .output()
        .unwrap();
    assert!(colleague.status.success());
    desk.run(&["merge", "book.json", "copy.json"]).done();
    let told = desk.run(&["history", "book.json", "1.1.1"]).done();
    assert!(
        told.trim_end().ends_with("cb2  1.1.1a  600 → 644"),
        "{told}"
    );
}
