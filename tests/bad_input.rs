//! Files and values that are not what they should be: each gets one clear line and the right exit status, and
//! the file stays as it is.
#![allow(
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests too"
)]

mod command;

use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use command::{Desk, PROGRAM, Ran};
use serde_json::{Value, json};

/// Asserts that every command refuses `book.json` with these words, in both languages, and leaves it as it is.
fn all_refuse(desk: &Desk, vi: &str, en: &str) {
    let before = fs::read(desk.path("book.json")).ok();
    for command in [
        &["show", "book.json"][..],
        &["check", "book.json"],
        &["set", "book.json", "2.1", "score=1"],
    ] {
        let line = desk.run(command).refused();
        assert!(
            line.contains("book.json: ") && line.contains(vi),
            "{line:?} lacks {vi:?}"
        );
        let line = desk.run(&[command, &["--lang", "en"]].concat()).refused();
        assert!(line.contains(en), "{line:?} lacks {en:?}");
    }
    assert_eq!(fs::read(desk.path("book.json")).ok(), before);
}

/// The workbook of the desk with one thing changed in its JSON.
fn with(change: impl FnOnce(&mut Value)) -> Desk {
    let desk = Desk::with_book();
    let mut book: Value = serde_json::from_slice(&desk.read("book.json")).unwrap();
    change(&mut book);
    desk.write("book.json", book.to_string());
    desk
}

#[test]
fn a_file_that_is_not_there() {
    all_refuse(
        &Desk::new(),
        "không có tệp hoặc thư mục này; hãy kiểm tra lại đường dẫn",
        "there is no such file",
    );
}

#[test]
fn a_folder_instead_of_a_file() {
    let desk = Desk::new();
    fs::create_dir(desk.path("book.json")).unwrap();
    all_refuse(
        &desk,
        "đây là thư mục; hãy chọn một tệp .json",
        "this is a folder",
    );
    let new = [
        "new",
        "book.json",
        "--set",
        "mau-cap-xa",
        "--unit",
        "A",
        "--year",
        "2024",
    ];
    assert!(desk.run(&new).refused().contains("tệp đã có, không ghi đè"));
}

#[test]
fn an_empty_file() {
    let desk = Desk::new();
    desk.write("book.json", " \n");
    all_refuse(&desk, "tệp rỗng", "the file is empty");
}

#[test]
fn a_file_that_is_cut_off() {
    let desk = Desk::with_book();
    let whole = desk.read("book.json");
    desk.write("book.json", whole.get(..whole.len() / 2).unwrap());
    all_refuse(
        &desk,
        "tệp bị cụt, thiếu phần cuối; hãy lấy lại bản sao lưu",
        "the file is cut off",
    );
}

#[test]
fn a_file_that_is_no_json() {
    let desk = Desk::new();
    desk.write("book.json", "{\n  \"format\": oops }");
    all_refuse(
        &desk,
        "dòng 2, cột 13: sai cú pháp JSON",
        "line 2, column 13: not valid JSON",
    );
}

#[test]
fn a_hundred_megabytes_of_brackets_are_refused_at_once() {
    let desk = Desk::new();
    let mut file = fs::File::create(desk.path("book.json")).unwrap();
    let brackets = vec![b'['; 1 << 20];
    for _ in 0..100 {
        file.write_all(&brackets).unwrap();
    }
    drop(file);
    let start = Instant::now();
    all_refuse(&desk, "tệp lớn hơn 64 MB", "larger than 64 MB");
    desk.write("book.json", vec![b'['; 10 << 20]);
    all_refuse(&desk, "ngoặc lồng nhau quá sâu", "nested too deep");
    assert!(
        desk.run_with(&["show", "-"], &brackets)
            .refused()
            .contains("ngoặc lồng nhau quá sâu")
    );
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_fraction_where_a_text_is_due() {
    let desk = with(|book| book["answers"]["2.1"] = json!({ "score": 2.5 }));
    all_refuse(
        &desk,
        "/answers/2.1/score: 2.5 phải viết trong dấu ngoặc kép",
        "must be written in quotes",
    );
}

#[test]
fn a_set_inside_a_workbook_that_cannot_be_used() {
    let desk = with(|book| {
        book["criteria"]["sections"][1]["criteria"][0]["rule"]["kind"] = json!("magic");
    });
    all_refuse(
        &desk,
        "/criteria/sections/1/criteria/0/rule/kind: \"magic\" không hợp lệ",
        "is not known",
    );
}

#[test]
fn numbers_of_forty_digits_open_are_found_and_never_counted() {
    let digits = "1234567890".repeat(4);
    let desk = with(|book| {
        book["answers"]["1.1.1"] = json!({ "figures": { "on_time": digits, "total": "1" } });
    });
    assert_eq!(desk.shown("1.1.1")["state"], "no_score");
    assert_eq!(desk.shown("1.1.1")["findings"], json!(["out_of_range"]));
    desk.refuses(
        &["1.1.1", &format!("on_time={digits}")],
        &["1.1.1 on_time: Số có quá 18 chữ số"],
    );
    desk.refuses(
        &["2.1", &format!("score={digits}")],
        &["2.1 score: Số có quá 18 chữ số"],
    );
}

#[test]
fn negative_counts_are_refused_and_those_in_a_file_found() {
    let desk = with(|book| {
        book["answers"]["1.1.1"] = json!({ "figures": { "on_time": "-5", "total": "10" } });
    });
    assert_eq!(desk.shown("1.1.1")["state"], "no_score");
    let check = desk.run(&["check", "book.json"]);
    assert!(
        check
            .output
            .contains("a Đúng hạn ghi “-5”, phải là số nguyên từ 0 trở lên"),
        "{}",
        check.output
    );
    desk.refuses(
        &["1.1.1", "on_time=-5"],
        &["1.1.1 on_time: Số không được âm"],
    );
}

#[test]
fn a_code_that_does_not_exist() {
    let desk = with(|book| book["answers"]["9.9"] = json!({ "score": "1" }));
    assert!(
        desk.run(&["show", "book.json", "9.9"])
            .refused()
            .contains("không có mã 9.9: kiểm tra lại mã")
    );
    desk.refuses(&["9.9", "score=1"], &["9.9: Bộ tiêu chí không có mã 9.9"]);
    desk.set(&["2.1", "score=1"]).done();
    assert_eq!(desk.answer("9.9"), json!({ "score": "1" }), "kept");
    assert!(
        desk.run(&["check", "book.json"])
            .output
            .contains("9.9 gợi ý: ")
    );
}

#[test]
fn a_score_above_the_maximum_is_refused_and_one_in_a_file_found() {
    let desk = with(|book| {
        book["answers"] = json!({ "2.1": { "score": "99" }, "1.2": { "declared": { "score": "2", "reason": "x" } } });
    });
    for code in ["2.1", "1.2"] {
        assert_eq!(desk.shown(code)["state"], "no_score", "{code}");
        assert_eq!(desk.shown(code)["score"], Value::Null, "{code}");
    }
    desk.refuses(&["2.1", "score=3.5"], &["2.1 score: Điểm phải từ 0 đến 3"]);
    desk.refuses(
        &["1.2", "declared=1,5"],
        &["1.2 declared: Điểm phải từ 0 đến 1"],
    );
}

#[test]
fn escape_sequences_and_controls_never_reach_the_output() {
    let wild = "a\u{1b}[31mđỏ\u{1b}]0;tên\u{7}\u{0}\u{9b}2J\u{202e}b";
    let desk = with(|book| {
        book["unit"]["name"] = json!(wild);
        book["criteria"]["title"] = json!(wild);
        book["criteria"]["sections"][1]["criteria"][0]["title"] = json!(wild);
        book["answers"] = json!({
            "2.1": { "justification": wild, "declared": { "score": wild, "reason": wild },
                     "evidence": [ { "id": "1", "kind": wild, "note": wild } ] },
            wild: { "score": wild }
        });
    });
    for arguments in [
        &["show", "book.json"][..],
        &["show", "book.json", "2.1"],
        &["show", "book.json", "--json"],
        &["check", "book.json"],
        &["check", "book.json", "--json"],
        &["show", "book.json", "a\u{1b}[31mđỏ\u{7}"],
        &["show", "\u{1b}[31m.json"],
        &["--lang", "\u{1b}[2J"],
        &["show", "--\u{1b}[2J"],
        &[
            "new",
            "x",
            "--set",
            "\u{1b}[2J",
            "--unit",
            "A",
            "--year",
            "1",
        ],
        &["set", "book.json", "2.1", "\u{1b}[31mđ=1"],
        &["set", "book.json", "2.1", "\u{1b}[31m"],
        &["set", "book.json", "1.2", "level=\u{1b}[31m"],
        &["set", "book.json", "2.1", "justification=@\u{1b}[31m"],
    ] {
        let ran = desk.run(arguments);
        let printed = ran.output + &ran.errors;
        let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!printed.contains(steers), "{arguments:?}: {printed:?}");
    }
    assert!(
        desk.run(&["show", "book.json", "2.1"])
            .done()
            .contains("  ađỏ")
    );
    let typed = "một\u{1b}[31mhai\u{0}";
    desk.run_with(
        &["set", "book.json", "2.1", "justification=@-"],
        typed.as_bytes(),
    )
    .done();
    assert_eq!(desk.answer("2.1")["justification"], "mộthai");
}

#[test]
fn text_that_is_no_utf8() {
    let desk = Desk::with_book();
    let mut content = desk.read("book.json");
    content.extend(b"\xff");
    let at = content.len() - 1;
    desk.write("text.txt", b"ab\xff");
    desk.refuses(
        &["2.1", "justification=@text.txt"],
        &["text.txt: byte thứ 2 không phải UTF-8"],
    );
    desk.write("book.json", content);
    all_refuse(
        &desk,
        &format!("byte thứ {at} không phải UTF-8"),
        "is no UTF-8",
    );
}

#[test]
fn arguments_that_are_no_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::with_book();
    let mut command = desk.command(PROGRAM);
    let odd = std::ffi::OsStr::from_bytes(b"score=\xff");
    let line = Ran::of(
        command
            .args(["set", "book.json", "2.1"])
            .arg(odd)
            .output()
            .unwrap(),
    )
    .refused();
    assert!(line.starts_with("tham số không phải UTF-8"), "{line}");
    let mut command = desk.command(PROGRAM);
    let odd = std::ffi::OsStr::from_bytes(b"\xff.json");
    assert!(
        Ran::of(command.arg("show").arg(odd).output().unwrap())
            .refused()
            .contains("không có tệp")
    );
}

#[test]
fn what_windows_and_mac_write_is_read_and_stored_as_usual() {
    let desk = Desk::with_book();
    let content = String::from_utf8(desk.read("book.json")).unwrap();
    let windows = format!("\u{feff}{}", content.replace('\n', "\r\n"));
    desk.write(
        "book.json",
        windows.replace("UBND xã A", "UBND xa\u{303} A"),
    );
    assert!(
        desk.run(&["show", "book.json"])
            .done()
            .starts_with("UBND xã A, năm 2023\n")
    );
    desk.set(&["2.1", "justification=vie\u{323}\u{302}t\r\nhai"])
        .done();
    assert_eq!(desk.answer("2.1")["justification"], "việt\nhai");
    assert_eq!(
        desk.run(&["show", "book.json", "--json"]).json()["unit"],
        "UBND xã A"
    );
}

#[test]
fn a_newer_file_is_shown_with_a_word_and_not_changed() {
    let desk = with(|book| book["format"] = json!("chamdiem.workbook/2"));
    let ran = desk.run(&["show", "book.json", "--json"]);
    assert_eq!(ran.status, 0);
    assert_eq!(ran.json()["unit"], "UBND xã A");
    assert!(
        ran.errors
            .contains("phiên bản mới hơn (chamdiem.workbook/2), chỉ xem được"),
        "{}",
        ran.errors
    );
    desk.refuses(
        &["2.1", "score=1"],
        &["book.json: tệp thuộc phiên bản mới hơn"],
    );
}

/// The program without the rights of root, to which nothing is forbidden; none where they cannot be dropped.
fn as_nobody(desk: &Desk) -> Option<impl Fn(&[&str]) -> Ran> {
    let drop_rights = ["--reuid", "65534", "--regid", "65534", "--clear-groups"];
    let program = desk.path("chamdiem");
    fs::copy(PROGRAM, &program).unwrap();
    fs::set_permissions(desk.folder(), Permissions::from_mode(0o755)).unwrap();
    let run = move |folder: PathBuf, arguments: &[&str]| {
        let mut command = if rustix::process::geteuid().is_root() {
            let mut command = Command::new("setpriv");
            command.args(drop_rights).arg(&program);
            command
        } else {
            Command::new(&program)
        };
        command
            .args(arguments)
            .current_dir(folder)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .output()
    };
    let folder = desk.folder().to_owned();
    // Whoever is not root runs it as they are.
    let works = run(folder.clone(), &["-V"]).is_ok_and(|output| output.status.success());
    if !works {
        eprintln!("skipped: rights cannot be dropped here");
        return None;
    }
    Some(move |arguments: &[&str]| Ran::of(run(folder.clone(), arguments).unwrap()))
}

#[test]
fn a_file_that_may_not_be_read() {
    let desk = Desk::with_book();
    let Some(run) = as_nobody(&desk) else { return };
    fs::set_permissions(desk.path("book.json"), Permissions::from_mode(0o000)).unwrap();
    for command in [
        &["show", "book.json"][..],
        &["check", "book.json"],
        &["set", "book.json", "2.1", "score=1"],
    ] {
        let line = run(command).refused();
        assert!(
            line.contains("book.json: không đọc được: không có quyền; hãy xin cấp quyền"),
            "{line}"
        );
    }
}

#[test]
fn a_file_or_folder_that_may_not_be_written() {
    let desk = Desk::with_book();
    let Some(run) = as_nobody(&desk) else { return };
    let before = desk.read("book.json");
    let set = ["set", "book.json", "2.1", "score=1"];
    fs::set_permissions(desk.folder(), Permissions::from_mode(0o555)).unwrap();
    fs::set_permissions(desk.path("book.json"), Permissions::from_mode(0o666)).unwrap();
    let line = run(&set).refused();
    assert!(
        line.contains("không có quyền ghi vào thư mục chứa tệp"),
        "{line}"
    );
    let line = run(&[
        "new",
        "other.json",
        "--set",
        "mau-cap-xa",
        "--unit",
        "A",
        "--year",
        "2024",
    ])
    .refused();
    assert!(
        line.contains("other.json: không ghi được: không có quyền"),
        "{line}"
    );
    assert_eq!(run(&["show", "book.json"]).status, 0);
    fs::set_permissions(desk.path("book.json"), Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(desk.folder(), Permissions::from_mode(0o777)).unwrap();
    let line = run(&set).refused();
    assert!(line.contains("không có quyền ghi tệp"), "{line}");
    assert_eq!(desk.read("book.json"), before);
}

/// A small disk of its own, given back when the test ends.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: PathBuf) -> Option<Self> {
        fs::create_dir(&at).unwrap();
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
            .arg(&at);
        let mounted = mount.output().is_ok_and(|output| output.status.success());
        if !mounted {
            eprintln!("skipped: no disk can be mounted here");
        }
        mounted.then_some(Self(at))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
    }
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let desk = Desk::with_book();
    let Some(small) = SmallDisk::mount(desk.path("disk")) else {
        return;
    };
    fs::copy(desk.path("book.json"), small.0.join("book.json")).unwrap();
    desk.run(&["set", "disk/book.json", "2.1", "score=1"])
        .done();
    let before = desk.read("disk/book.json");
    let text = format!("justification={}", "đ".repeat(60_000));
    let line = desk.run(&["set", "disk/book.json", "2.1", &text]).refused();
    assert!(
        line.contains("không ghi được: đĩa đầy; hãy xóa bớt tệp rồi lưu lại"),
        "{line}"
    );
    assert_eq!(desk.read("disk/book.json"), before);
    desk.run(&["set", "disk/book.json", "2.1", "score=2"])
        .done();
    let line = desk
        .run(&[
            "new",
            "disk/new.json",
            "--set",
            "kon-tum-huyen-2023",
            "--unit",
            "A",
            "--year",
            "2023",
        ])
        .refused();
    assert!(line.contains("đĩa đầy"), "{line}");
    assert!(
        !desk.path("disk/new.json").exists(),
        "no half of a workbook"
    );
}
