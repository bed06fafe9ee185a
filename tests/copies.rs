//! Copies that come together: the file's marks and conflicts, the saving thread, and the commands.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests too"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::mpsc;
use std::time::Duration;

use chamdiem::points::Stored;
use chamdiem::store::copies::{self, Draft};
use chamdiem::store::{Author, Keeper, Report};
use chamdiem::store::{file, paths};
use chamdiem::workbook::Edit;
use chamdiem::workbook::merge::{Conflict, Content, Part};
use serde_json::{Value, json};
use tempfile::TempDir;

fn workbook() -> Value {
    json!({
        "format": "chamdiem.workbook/1", "unit": { "name": "UBND xã A" }, "year": 2023,
        "criteria": { "format": "chamdiem.criteria/1", "id": "thu", "title": "Bộ thử", "rounding": {}, "sections": [
            { "code": "1", "title": "Một", "criteria": [
                { "code": "1.1", "title": "A", "max": "1", "rule": { "kind": "manual" },
                  "figures": [ { "id": "a", "label": "A" }, { "id": "b", "label": "B" } ] },
                { "code": "1.2", "title": "B", "max": "2", "rule": { "kind": "manual" } } ] } ] },
        "answers": { "1.1": { "figures": { "a": "1" }, "justification": "có sẵn",
                              "evidence": [ { "id": "1", "note": "một" } ] } }
    })
}

struct Desk {
    folder: TempDir,
}

fn desk() -> Desk {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.json"), workbook().to_string()).unwrap();
    Desk { folder }
}

impl Desk {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn copy(&self, from: &str, to: &str) {
        fs::copy(self.path(from), self.path(to)).unwrap();
    }

    fn run(&self, user: &str, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_chamdiem"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("CHAMDIEM_USER", user)
            .env_remove("CHAMDIEM_LANG")
            .output()
            .unwrap()
    }

    /// Runs a command that must end with this status; its output comes back.
    fn ends(&self, status: i32, user: &str, arguments: &[&str]) -> String {
        let output = self.run(user, arguments);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?} {errors}");
        String::from_utf8(output.stdout).unwrap() + &errors
    }

    fn document(&self, name: &str) -> Value {
        serde_json::from_slice(&fs::read(self.path(name)).unwrap()).unwrap()
    }
}

#[test]
fn a_copy_comes_back_and_says_what_came_in() {
    let desk = desk();
    desk.copy("a.json", "b.json");
    desk.ends(0, "cb1", &["set", "a.json", "1.1", "a=5"]);
    desk.ends(0, "cb2", &["set", "b.json", "1.1", "justification=của cb2"]);
    desk.ends(0, "cb2", &["set", "b.json", "1.2", "score=1,5"]);
    let said = desk.ends(0, "cb1", &["merge", "a.json", "b.json"]);
    assert_eq!(
        said,
        "1.1 giải trình: “có sẵn” thành “của cb2”\n\
         1.2 số liệu: trống thành 1,5\n\
         Đã gộp 2 thay đổi.\n"
    );
    assert_eq!(
        desk.ends(0, "cb1", &["merge", "a.json", "b.json"]),
        "Không có gì mới.\n"
    );
    desk.ends(0, "cb2", &["merge", "b.json", "a.json"]);
    assert_eq!(
        desk.ends(0, "cb1", &["diff", "a.json", "b.json"]),
        "Hai sổ giống nhau.\n"
    );
    assert_eq!(
        desk.document("a.json")["answers"],
        desk.document("b.json")["answers"]
    );
}

#[test]
fn a_conflict_is_kept_in_the_file_counted_and_found_until_somebody_chooses() {
    let desk = desk();
    desk.copy("a.json", "b.json");
    desk.ends(0, "cb1", &["set", "a.json", "1.2", "score=1"]);
    desk.ends(0, "cb2", &["set", "b.json", "1.2", "score=2"]);
    let said = desk.ends(1, "cb3", &["merge", "a.json", "b.json"]);
    assert!(
        said.contains("Còn 1 xung đột:\n1.2 số liệu:\n  [1] cb"),
        "{said}"
    );
    let document = desk.document("a.json");
    let sides = document["conflicts"]["1.2/figures"].as_array().unwrap();
    let of = |side: &Value| (side["author"].clone(), side["value"]["score"].clone());
    let mut found: Vec<_> = sides.iter().map(of).collect();
    found.sort_by_key(|(author, _)| author.to_string());
    assert_eq!(
        found,
        [(json!("cb1"), json!("1")), (json!("cb2"), json!("2"))]
    );
    assert!(sides[0]["revision"].as_str() < sides[1]["revision"].as_str());
    assert!(
        sides
            .iter()
            .all(|side| side["time"].as_str().unwrap().contains('T'))
    );
    assert_eq!(
        document["answers"]["1.2"]["score"],
        sides[0]["value"]["score"]
    );
    let check: Value =
        serde_json::from_str(&desk.ends(1, "cb3", &["check", "a.json", "--json"])).unwrap();
    let conflict = check
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["finding"] == "conflict")
        .unwrap();
    assert_eq!(
        (&conflict["code"], &conflict["severity"]),
        (&json!("1.2"), &json!("error"))
    );
    // The other way round the same value counts.
    desk.ends(1, "cb3", &["merge", "b.json", "a.json"]);
    assert_eq!(desk.document("b.json")["answers"], document["answers"]);
    assert_eq!(desk.document("b.json")["conflicts"], document["conflicts"]);
    // Typing the value that counts already decides as well.
    let counts = format!(
        "score={}",
        document["answers"]["1.2"]["score"].as_str().unwrap()
    );
    desk.ends(0, "cb3", &["set", "a.json", "1.2", &counts]);
    assert_eq!(desk.document("a.json").get("conflicts"), None);
    desk.ends(0, "cb3", &["merge", "b.json", "a.json"]);
    assert_eq!(desk.document("b.json").get("conflicts"), None);
}

#[test]
fn what_is_no_copy_is_refused_and_nothing_is_written() {
    let desk = desk();
    let mut other = workbook();
    other["year"] = json!(2024);
    fs::write(desk.path("b.json"), other.to_string()).unwrap();
    other["year"] = json!(2023);
    other["unit"]["name"] = json!("UBND xã B");
    fs::write(desk.path("c.json"), other.to_string()).unwrap();
    let before = fs::read(desk.path("a.json")).unwrap();
    assert_eq!(
        desk.ends(2, "cb1", &["merge", "a.json", "b.json"]),
        "b.json: không gộp được: của năm 2024, sổ nhận của năm 2023; hãy chọn bản sao của cùng một sổ\n"
    );
    desk.ends(2, "cb1", &["merge", "a.json", "c.json"]);
    assert_eq!(fs::read(desk.path("a.json")).unwrap(), before);
    let said = desk.ends(1, "cb1", &["diff", "a.json", "b.json"]);
    assert_eq!(said, "năm: 2023 thành 2024\n");
}

#[test]
fn differences_can_be_read_by_a_script() {
    let desk = desk();
    desk.copy("a.json", "b.json");
    desk.ends(0, "cb1", &["set", "b.json", "1.1", "b=7"]);
    let found: Value =
        serde_json::from_str(&desk.ends(1, "cb1", &["diff", "a.json", "b.json", "--json"]))
            .unwrap();
    assert_eq!(
        found,
        json!([ { "code": "1.1", "part": "1.1/figures", "a": { "figures": { "a": "1" } },
                  "b": { "figures": { "a": "1", "b": "7" } } } ])
    );
    desk.ends(0, "cb1", &["diff", "a.json", "a.json", "--json"]);
}

#[test]
fn marks_survive_saving_with_what_others_keep_beside_them() {
    let desk = desk();
    desk.ends(0, "cb1", &["set", "a.json", "1.1", "a=5"]);
    let mut document = desk.document("a.json");
    document["revisions"]["1.1/figures"]["ghi-chu"] = json!("giữ");
    document["revisions"]["tương lai"] = json!([1]);
    fs::write(desk.path("a.json"), document.to_string()).unwrap();
    desk.ends(0, "cb1", &["set", "a.json", "1.1", "a=6"]);
    let after = desk.document("a.json");
    let mark = &after["revisions"]["1.1/figures"];
    assert_eq!(
        (&mark["ghi-chu"], &mark["author"]),
        (&json!("giữ"), &json!("cb1"))
    );
    assert_eq!(after["revisions"]["tương lai"], json!([1]));
    assert_eq!(mark["descends_from"].as_object().unwrap().len(), 2);
    assert_eq!(
        after["revisions"].as_object().unwrap().len(),
        2,
        "only what was edited"
    );
    let again = file::open(&desk.path("a.json")).unwrap();
    assert_eq!(again.marks.len(), 1);
}

#[test]
fn a_value_changed_in_a_text_editor_is_newer_than_its_mark() {
    let desk = desk();
    desk.ends(0, "cb1", &["set", "a.json", "1.1", "a=5"]);
    desk.copy("a.json", "b.json");
    let text = fs::read_to_string(desk.path("a.json")).unwrap();
    fs::write(desk.path("a.json"), text.replace("\"5\"", "\"9\"")).unwrap();
    desk.ends(0, "cb1", &["merge", "b.json", "a.json"]);
    assert_eq!(
        desk.document("b.json")["answers"]["1.1"]["figures"]["a"],
        "9"
    );
    desk.ends(0, "cb1", &["merge", "a.json", "b.json"]);
    assert_eq!(
        desk.document("a.json")["answers"]["1.1"]["figures"]["a"],
        "9"
    );
}

#[test]
fn what_another_program_keeps_in_a_copy_comes_along() {
    let desk = desk();
    desk.copy("a.json", "b.json");
    desk.ends(0, "cb2", &["set", "b.json", "1.1", "justification=của cb2"]);
    let mut document = desk.document("b.json");
    document["appraisal"] = json!([1]);
    document["answers"]["1.1"]["owner"] = json!("Văn phòng");
    document["answers"]["1.1"]["evidence"][0]["scan"] = json!("a.pdf");
    let second = json!({ "id": "2", "note": "hai", "scan": "b.pdf" });
    document["answers"]["1.1"]["evidence"]
        .as_array_mut()
        .unwrap()
        .push(second.clone());
    fs::write(desk.path("b.json"), document.to_string()).unwrap();
    desk.ends(0, "cb1", &["merge", "a.json", "b.json"]);
    let after = desk.document("a.json");
    assert_eq!(after["appraisal"], json!([1]));
    assert_eq!(after["answers"], document["answers"]);
    let before = fs::read(desk.path("a.json")).unwrap();
    desk.ends(0, "cb1", &["merge", "a.json", "b.json"]);
    assert_eq!(
        fs::read(desk.path("a.json")).unwrap(),
        before,
        "nothing new"
    );
}

#[test]
fn a_copy_is_known_by_its_workbook_even_where_that_had_no_id_yet() {
    let desk = desk();
    desk.copy("a.json", "a.cb3.json");
    desk.ends(0, "cb2", &["set", "a.json", "1.1", "a=2"]);
    let original = || paths::original_of(&desk.path("a.cb3.json"), desk.folder.path());
    let there = desk.path("a.json").canonicalize().unwrap();
    assert_eq!(original(), Some(there.clone()), "one side was saved");
    desk.ends(0, "cb3", &["set", "a.cb3.json", "1.1", "b=3"]);
    assert_eq!(original(), Some(there), "both sides were saved");
    assert_eq!(
        paths::original_of(&desk.path("a.json"), desk.folder.path()),
        None,
        "the workbook itself"
    );
    let mut other = workbook();
    other["answers"] = json!({});
    fs::write(desk.path("b.json"), other.to_string()).unwrap();
    let of_b = paths::original_of(&desk.path("b.json"), desk.folder.path());
    assert_eq!(of_b, None, "made of its own, not copied");
}

#[test]
fn what_a_copy_would_bring_is_told_before_anything_is_written() {
    let desk = desk();
    desk.copy("a.json", "b.json");
    desk.ends(0, "cb2", &["set", "a.json", "1.1", "a=2"]);
    desk.ends(0, "cb3", &["set", "b.json", "1.1", "a=3"]);
    desk.ends(0, "cb3", &["set", "b.json", "1.2", "score=1"]);
    desk.ends(0, "cb3", &["set", "b.json", "1.1", "justification="]);
    let before = fs::read(desk.path("a.json")).unwrap();
    let told = || {
        let draft = |name| Draft::open(&desk.path(name)).unwrap();
        let incoming = copies::incoming(&draft("a.json"), &draft("b.json")).unwrap();
        let line = |it: copies::Incoming| {
            let mark = if it.is_conflict { "#" } else { "" };
            format!("{mark}{} {}", it.part.path(), it.author.unwrap_or_default())
        };
        incoming.into_iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        told(),
        [
            "#1.1/figures cb3",
            "1.1/justification cb3",
            "1.2/figures cb3"
        ]
    );
    assert_eq!(fs::read(desk.path("a.json")).unwrap(), before);
    desk.ends(1, "cb1", &["merge", "a.json", "b.json"]);
    assert_eq!(told(), [""; 0], "all of it is there");
}

#[test]
fn a_session_brings_a_copy_in_after_what_it_made_itself() {
    let desk = desk();
    desk.copy("a.json", "b.json");
    desk.ends(0, "cb3", &["set", "b.json", "1.2", "score=1"]);
    let (mut keeper, reports) = keep(&desk.path("a.json"));
    keeper.edit(figure("a", "5"));
    keeper.merge(Draft::open(&desk.path("b.json")).unwrap());
    let merged = loop {
        match reports.recv_timeout(Duration::from_secs(20)).unwrap() {
            Report::Merged(merged) => break merged.unwrap().unwrap(),
            Report::Changed { .. } => keeper.has_seen(),
            _ => {}
        }
    };
    assert!(merged.after.answer("1.2").score.is_some());
    assert_eq!(merged.after.answer("1.1").figures["a"], Stored::read("5"));
    keeper.close(Duration::from_secs(20)).unwrap();
    let answers = &desk.document("a.json")["answers"];
    assert_eq!(
        (&answers["1.1"]["figures"]["a"], &answers["1.2"]["score"]),
        (&json!("5"), &json!("1"))
    );
}

fn author(name: &str) -> Author {
    Author {
        name: name.to_owned(),
    }
}

fn figure(id: &str, value: &str) -> Edit {
    Edit::Figure {
        code: "1.1".to_owned(),
        figure: id.to_owned(),
        value: Some(Stored::read(value)),
    }
}

fn keep(path: &Path) -> (Keeper, mpsc::Receiver<Report>) {
    let (sender, reports) = mpsc::channel();
    let opened = file::open(path).unwrap();
    let keeper = Keeper::start(&opened, author("cb1"), move |report| {
        let _ = sender.send(report);
    });
    (keeper, reports)
}

const SOON: Duration = Duration::from_secs(20);

fn changed(reports: &mpsc::Receiver<Report>) -> chamdiem::workbook::Workbook {
    loop {
        if let Report::Changed { book, .. } = reports.recv_timeout(SOON).expect("a change") {
            return *book;
        }
    }
}

#[test]
fn an_edit_on_screen_that_did_not_know_of_another_is_a_conflict_with_both() {
    let desk = desk();
    let path = desk.path("a.json");
    let (mut keeper, reports) = keep(&path);
    file::commit(&path, &[figure("a", "7")], &author("cb2")).unwrap();
    keeper.edit(figure("b", "8"));
    keeper.close(SOON).unwrap();
    let told = changed(&reports);
    let part = Part::Entered("1.1".to_owned());
    let conflict = told.conflicts.get(&part).expect("told to the screen");
    assert_eq!(conflict.sides.len(), 2);
    let mut authors = conflict.authors();
    authors.sort_unstable();
    assert_eq!(authors, ["cb1", "cb2"]);
    assert_eq!(file::open(&path).unwrap().book, told);
}

#[test]
fn a_choice_taken_back_counts_what_it_counted_before() {
    let desk = desk();
    let path = desk.path("a.json");
    let (mut keeper, reports) = keep(&path);
    file::commit(&path, &[figure("a", "7")], &author("cb2")).unwrap();
    keeper.edit(figure("b", "8"));
    keeper.close(SOON).unwrap();
    drop(reports);
    let part = Part::Entered("1.1".to_owned());
    for _ in 0..8 {
        let before = file::open(&path).unwrap().book;
        let conflict = before.conflicts.get(&part).unwrap();
        let other = conflict.sides.last().unwrap();
        let edits = [
            conflict.choice(other),
            Edit::Reopen(Box::new(conflict.clone())),
        ];
        for edit in edits {
            file::commit(&path, &[edit], &author("cb1")).unwrap();
        }
        let after = file::open(&path).unwrap().book;
        let values = |conflict: &Conflict| -> Vec<Option<Content>> {
            let sides = conflict.sides.iter();
            sides.map(|side| side.content.clone()).collect()
        };
        assert_eq!(
            values(&after.conflicts.get(&part).unwrap()),
            values(&conflict)
        );
        assert_eq!(after.answer("1.1"), before.answer("1.1"));
    }
}

#[test]
fn an_edit_on_screen_that_knew_of_another_wins() {
    let desk = desk();
    let path = desk.path("a.json");
    let (mut keeper, reports) = keep(&path);
    file::commit(&path, &[figure("a", "7")], &author("cb2")).unwrap();
    let told = changed(&reports);
    assert!(told.conflicts.is_empty());
    keeper.has_seen();
    keeper.edit(figure("b", "8"));
    keeper.close(SOON).unwrap();
    let book = file::open(&path).unwrap().book;
    assert!(book.conflicts.is_empty());
    let figures = &book.answer("1.1").figures;
    assert_eq!(
        (&figures["a"], &figures["b"]),
        (&Stored::read("7"), &Stored::read("8"))
    );
}

#[test]
fn an_edit_made_while_news_is_on_its_way_does_not_overwrite_it() {
    let desk = desk();
    let path = desk.path("a.json");
    let (mut keeper, reports) = keep(&path);
    file::commit(&path, &[figure("a", "7")], &author("cb2")).unwrap();
    changed(&reports);
    // Typed before the news was on screen.
    keeper.edit(figure("a", "9"));
    keeper.has_seen();
    keeper.close(SOON).unwrap();
    assert_eq!(file::open(&path).unwrap().book.conflicts.len(), 1);
}

#[test]
fn what_was_saved_before_news_was_seen_stays_ones_own_and_the_news_is_not_lost() {
    let desk = desk();
    let path = desk.path("a.json");
    let (mut keeper, reports) = keep(&path);
    file::commit(&path, &[figure("a", "7")], &author("cb2")).unwrap();
    changed(&reports);
    keeper.edit(figure("a", "9"));
    keeper.handle().flush(SOON).unwrap();
    // On screen is now what came first; that it is in conflict is still on its way.
    keeper.has_seen();
    keeper.edit(figure("a", "10"));
    keeper.close(SOON).unwrap();
    let book = file::open(&path).unwrap().book;
    let conflict = book.conflicts.iter().next().expect("open");
    let mut values: Vec<String> = conflict
        .values()
        .into_iter()
        .map(|(held, _)| match held {
            Some(Content::Entered(entered)) => entered.figures["a"].text(),
            other => panic!("{other:?}"),
        })
        .collect();
    values.sort_unstable();
    assert_eq!(
        values,
        ["10", "7"],
        "of cb1 the last, of cb2 what was written"
    );
}

#[test]
fn a_conflict_is_decided_on_screen_and_can_be_undone() {
    let desk = desk();
    let path = desk.path("a.json");
    let (mut keeper, reports) = keep(&path);
    file::commit(&path, &[figure("a", "7")], &author("cb2")).unwrap();
    keeper.edit(figure("a", "8"));
    let mut book = changed(&reports);
    keeper.has_seen();
    let conflict = book.conflicts.iter().next().expect("open");
    let choice = conflict.choice(&conflict.sides[1]);
    let undo = chamdiem::workbook::apply(&mut book, choice.clone()).unwrap();
    keeper.edit(choice);
    keeper.handle().flush(SOON).unwrap();
    assert_eq!(file::open(&path).unwrap().book.answers, book.answers);
    assert!(file::open(&path).unwrap().book.conflicts.is_empty());
    keeper.edit(undo);
    keeper.close(SOON).unwrap();
    assert_eq!(file::open(&path).unwrap().book.conflicts.len(), 1);
}

#[test]
fn long_typing_in_one_session_leaves_one_link_in_the_chain() {
    let desk = desk();
    let path = desk.path("a.json");
    let (mut keeper, _reports) = keep(&path);
    for number in 0..20 {
        keeper.edit(figure("a", &number.to_string()));
        keeper.handle().flush(SOON).unwrap();
    }
    keeper.close(SOON).unwrap();
    let mark = &desk.document("a.json")["revisions"]["1.1/figures"];
    // The value written by hand, and this session.
    assert_eq!(mark["descends_from"].as_object().unwrap().len(), 2);
}

#[test]
fn a_file_replaced_by_another_workbook_is_not_written_into() {
    let desk = desk();
    let path = desk.path("a.json");
    let (mut keeper, _reports) = keep(&path);
    let mut other = workbook();
    other["year"] = json!(2024);
    fs::write(&path, other.to_string()).unwrap();
    keeper.edit(figure("a", "9"));
    let error = keeper.close(SOON).unwrap_err();
    assert!(error.message(chamdiem::lang::Lang::Vi).contains("năm khác"));
    assert_eq!(desk.document("a.json"), other);
}
