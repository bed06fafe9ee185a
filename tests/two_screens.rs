//! Two officers at one workbook, each on a terminal of their own: what one does the other sees, without a key, and
//! what both change is kept twice until one of them chooses.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "these are tests")]

mod support;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use pty_process::blocking::Command;
use support::Terminal;

const PROGRAM: &str = env!("CARGO_BIN_EXE_chamdiem");
/// Three seconds are promised; the rest is for a machine that runs many tests at once.
const SOON: Duration = Duration::from_secs(6);

/// A copy of the example in a folder of its own.
struct Book {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Book {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.json");
        let example = concat!(env!("CARGO_MANIFEST_DIR"), "/saves/kon-ray-2023.json");
        std::fs::copy(example, &path).unwrap();
        Self {
            _folder: folder,
            path,
        }
    }

    fn open(&self, author: &str) -> Terminal {
        let command = Command::new(PROGRAM)
            .arg(&self.path)
            .env("TERM", "xterm")
            .env("CHAMDIEM_USER", author)
            .env_remove("NO_COLOR")
            .env_remove("CHAMDIEM_LANG")
            .env("HOME", self.path.parent().unwrap())
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_STATE_HOME")
            .env("CHAMDIEM_SAVES", self.path.parent().unwrap());
        let mut terminal = Terminal::start(command, 120, 40);
        terminal.wait_for("UBND huyện Kon Rẫy");
        terminal
    }

    fn findings(&self) -> String {
        let checked = std::process::Command::new(PROGRAM)
            .args(["check", "--json"])
            .arg(&self.path)
            .output()
            .unwrap();
        String::from_utf8(checked.stdout).unwrap()
    }
}

/// Waits for a text, and fails when it comes late.
fn sees_soon(terminal: &mut Terminal, text: &str) {
    let start = Instant::now();
    terminal.wait_for(text);
    let took = start.elapsed();
    assert!(took < SOON, "{text} came after {took:?}");
}

#[test]
fn each_sees_the_others_figure_and_name_and_keeps_what_is_being_typed() {
    let book = Book::new();
    let (mut one, mut two) = (book.open("cb1"), book.open("cb2"));
    two.type_and_see("g3.4.2\r36", "3.4.2");
    one.type_keys("g3.4.1\r647\r16\r");
    sees_soon(&mut two, "90,3 / 97");
    assert!(two.screen().contains("cb1"), "{}", two.screen());
    two.type_keys("38\r");
    two.wait_for("90,3 / 97");
    sees_soon(&mut one, "tiêu chí: 3.4.2");
    one.type_keys("\x1b");
    one.type_and_see("g342\r", "─ 3.4.2 ");
    assert!(one.screen().contains("3638 hồ sơ"), "{}", one.screen());
    for mut terminal in [one, two] {
        terminal.type_keys("\x1b");
        terminal.type_keys("q");
        assert_eq!(terminal.wait_for_end(SOON).code(), Some(0));
    }
}

#[test]
fn what_both_changed_is_shown_to_both_and_choosing_in_one_clears_it_in_both() {
    let book = Book::new();
    let (mut one, mut two) = (book.open("cb1"), book.open("cb2"));
    one.type_and_see("g161\r", "─ 1.6.1 ");
    two.type_and_see("g161\r", "─ 1.6.1 ");
    // Both before either can have seen the other's.
    one.type_keys("14\r");
    two.type_keys("13\r");
    sees_soon(&mut one, "Xung đột 1.6.1");
    sees_soon(&mut two, "Xung đột 1.6.1");
    assert!(book.findings().contains("\"conflict\""));
    one.type_keys("\x1b");
    one.type_and_see("d", "Xung đột 1/1");
    two.type_keys("\x1b");
    two.type_and_see("d", "Xung đột 1/1");
    for terminal in [&one, &two] {
        let screen = terminal.screen();
        assert!(
            screen.contains("] cb1") && screen.contains("] cb2"),
            "{screen}"
        );
    }
    let first_is_cb2 = two.screen().contains("[1] cb2");
    one.type_keys(if first_is_cb2 { "1\r" } else { "2\r" });
    one.wait_for("dùng bản của cb2");
    sees_soon(&mut two, "vừa được quyết định ở nơi khác");
    assert!(!book.findings().contains("\"conflict\""));
    let answers: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&book.path).unwrap()).unwrap();
    assert_eq!(answers["answers"]["1.6.1"]["figures"]["on_time"], "13");
    one.type_keys("u");
    sees_soon(&mut two, "Xung đột 1.6.1");
}

#[test]
fn a_figure_begun_before_anothers_came_in_does_not_overwrite_it() {
    let book = Book::new();
    let (mut one, mut two) = (book.open("cb1"), book.open("cb2"));
    two.type_and_see("g341\r", "─ 3.4.1 ");
    two.type_keys("\r6");
    one.type_keys("g341\r650\r");
    sees_soon(&mut two, "tiêu chí: 3.4.1");
    two.type_keys("43\r");
    sees_soon(&mut two, "Xung đột 3.4.1");
    sees_soon(&mut one, "Xung đột 3.4.1");
    let record = std::fs::read_to_string(&book.path).unwrap();
    assert!(record.contains("650") && record.contains("643"));
}

#[test]
fn who_is_typing_when_somebody_seals_becomes_read_only_keeps_the_draft_and_may_reopen() {
    let book = Book::new();
    let (mut one, mut two) = (book.open("cb1"), book.open("cb2"));
    two.type_and_see("g341\r", "─ 3.4.1 ");
    two.type_and_see("\r647", "647");
    one.type_and_see(":", "Lệnh");
    one.type_and_see("chốt", "Chốt hồ sơ");
    one.type_and_see("\r", "Chốt hồ sơ? ");
    one.type_keys("\r");
    one.wait_for("Mã xác nhận: ");
    sees_soon(&mut two, "Sửa tiếp: rút lại, ghi lý do");
    assert!(two.screen().contains("ĐÃ CHỐT "), "{}", two.screen());
    two.type_and_see("\x1b", "Còn bản nháp 3.4.1a: 647");
    two.type_and_see("\r", "Sửa tiếp: rút lại");
    let sealed: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&book.path).unwrap()).unwrap();
    assert_eq!(sealed["answers"]["3.4.1"]["figures"]["on_time"], "642");
    two.type_and_see(":", "Lệnh");
    two.type_and_see("rút lại", "Rút lại");
    two.type_and_see("\r", "Rút lại: lý do");
    two.type_and_see("thiếu 5 hồ sơ", "thiếu 5 hồ sơ");
    two.type_keys("\r");
    two.wait_for("Đã rút lại");
    sees_soon(&mut one, "Sổ đã được rút lại: sửa được.");
    let open: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&book.path).unwrap()).unwrap();
    assert_eq!(open["seals"][1]["by"], "cb2");
    assert_eq!(open["seals"][1]["reason"], "thiếu 5 hồ sơ");
}

#[test]
fn a_copy_that_comes_back_is_offered_listed_merged_and_its_conflict_chosen() {
    let book = Book::new();
    let copy = book.path.with_file_name("so.cb3.json");
    std::fs::copy(&book.path, &copy).unwrap();
    let set = |file: &std::path::Path, user: &str, figures: &[&str]| {
        let status = std::process::Command::new(PROGRAM)
            .arg("set")
            .arg(file)
            .args(figures)
            .env("CHAMDIEM_USER", user)
            .output()
            .unwrap();
        assert!(status.status.success(), "{status:?}");
    };
    set(&book.path, "cb2", &["1.6.1", "on_time=14"]);
    set(&copy, "cb3", &["1.6.1", "on_time=13"]);
    set(&copy, "cb3", &["3.4.1", "on_time=647", "late=16"]);
    let returned = Book {
        path: copy.clone(),
        _folder: tempfile::tempdir().unwrap(),
    };
    let mut screen = returned.open("cb1");
    screen.wait_for("Bản mang về của so.json: 2 thay đổi chưa gộp, 1 xung đột");
    screen.type_and_see("\r", "2 thay đổi, trong đó 1 xung đột");
    screen.type_and_see("\r", "Đã gộp 2 thay đổi. Còn 1 xung đột");
    screen.type_and_see("n", "Xung đột 1/1: 1.6.1");
    let first_is_cb3 = screen.screen().contains("[1] cb3");
    screen.type_keys(if first_is_cb3 { "1\r" } else { "2\r" });
    screen.wait_for("dùng bản của cb3");
    screen.type_keys("q");
    assert_eq!(screen.wait_for_end(SOON).code(), Some(0));
    let document: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&book.path).unwrap()).unwrap();
    assert_eq!(document["answers"]["1.6.1"]["figures"]["on_time"], "13");
    assert_eq!(document["answers"]["3.4.1"]["figures"]["late"], "16");
}
