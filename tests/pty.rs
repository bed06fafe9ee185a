//! The program as an officer meets it over a bad line: in a real pseudo-terminal, with a real file.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "these are tests")]

mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use pty_process::blocking::Command;
use rustix::process::Signal;
use serde_json::Value;
use support::{LIMIT, Terminal, processor_ticks};

const PROGRAM: &str = env!("CARGO_BIN_EXE_chamdiem");
const TWO_SECONDS: Duration = Duration::from_secs(2);

/// A new workbook in a folder of its own.
struct Book {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Book {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.json");
        let made = std::process::Command::new(PROGRAM)
            .arg("new")
            .arg(&path)
            .args([
                "--set",
                "kon-tum-huyen-2023",
                "--unit",
                "UBND huyện Kon Rẫy",
                "--year",
                "2023",
            ])
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        Self {
            _folder: folder,
            path,
        }
    }

    /// Opens it on a terminal of 120 columns and 40 rows.
    fn open(&self) -> Terminal {
        self.open_by(&[])
    }

    /// The same, started through another program.
    fn open_by(&self, through: &[&str]) -> Terminal {
        let mut words: Vec<&str> = through.to_vec();
        words.push(PROGRAM);
        let command = Command::new(words[0])
            .args(&words[1..])
            .arg(&self.path)
            .env("TERM", "xterm")
            .env_remove("NO_COLOR")
            .env("HOME", self.path.parent().unwrap())
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_STATE_HOME")
            .env("CHAMDIEM_SAVES", self.path.parent().unwrap());
        let mut terminal = Terminal::start(command, 120, 40);
        terminal.wait_for("UBND huyện Kon Rẫy");
        terminal
    }

    fn document(&self) -> Value {
        read(&self.path)
    }

    /// What stands in the file as explanation of a criterion.
    fn explanation(&self, code: &str) -> String {
        let document = self.document();
        document["answers"][code]["justification"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Waits until the explanation in the file is this.
    fn wait_for_explanation(&self, code: &str, text: &str) {
        let latest = Instant::now() + LIMIT;
        while self.explanation(code) != text {
            assert!(
                Instant::now() < latest,
                "in the file: {:?}",
                self.explanation(code)
            );
            std::thread::yield_now();
        }
    }

    fn score(&self, code: &str) -> Value {
        let shown = std::process::Command::new(PROGRAM)
            .args(["show", "--json"])
            .arg(&self.path)
            .output()
            .unwrap();
        let summary: Value = serde_json::from_slice(&shown.stdout).unwrap();
        let criteria = summary["criteria"].as_array().unwrap();
        let criterion = criteria.iter().find(|criterion| criterion["code"] == code);
        criterion.unwrap()["score"].clone()
    }
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn figures_typed_before_the_line_drops_are_in_the_file() {
    let book = Book::new();
    let mut terminal = book.open();
    terminal.type_keys("g3.4.1\r642\r21\r663\r");
    terminal.wait_for("0,97");
    terminal.type_keys("\x1bg1.6.1\r");
    terminal.type_keys("15\r1\r3\r19\r");
    terminal.wait_for("3,88");
    terminal.hang_up();
    terminal.wait_for_end(TWO_SECONDS);
    assert_eq!(book.score("3.4.1"), "0.97");
    assert_eq!(book.score("1.6.1"), "3.88");
}

#[test]
fn a_dropped_line_ends_the_program_where_no_signal_tells_of_it() {
    let book = Book::new();
    let mut terminal = book.open_by(&["sh", "-c", "trap '' HUP; setsid \"$0\" \"$@\"; exit $?"]);
    terminal.type_keys("g3.4.1\r642\r");
    terminal.wait_for("642");
    terminal.hang_up();
    terminal.wait_for_end(TWO_SECONDS);
    assert_eq!(
        book.document()["answers"]["3.4.1"]["figures"]["on_time"],
        "642"
    );
}

#[test]
fn a_signal_saves_and_leaves_the_terminal_as_found() {
    let book = Book::new();
    let mut terminal = book.open();
    terminal.type_keys("g3.4.1\r642\r");
    terminal.wait_for("642");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.wait_for_end(TWO_SECONDS).code(), Some(143));
    terminal.assert_left_as_found();
    assert_eq!(
        book.document()["answers"]["3.4.1"]["figures"]["on_time"],
        "642"
    );
}

#[test]
fn quitting_saves_and_leaves_the_terminal_as_found() {
    let book = Book::new();
    let mut terminal = book.open();
    terminal.type_keys("g3.4.1\r642\r21\r663\r\x1b");
    terminal.wait_for("0,97");
    terminal.type_keys("q");
    assert!(terminal.wait_for_end(TWO_SECONDS).success());
    terminal.assert_left_as_found();
    assert_eq!(book.score("3.4.1"), "0.97");
}

#[test]
fn nothing_is_written_and_no_processor_used_while_nothing_happens() {
    let book = Book::new();
    let mut terminal = book.open();
    terminal.type_keys("g3.4.1\r");
    terminal.wait_for("3.4.1");
    while terminal.receive(Duration::from_millis(300)) {}
    let ticks = processor_ticks(terminal.id());
    assert!(
        !terminal.receive(Duration::from_secs(3)),
        "{}",
        terminal.received_text()
    );
    assert!(processor_ticks(terminal.id()) <= ticks + 1);
}

#[test]
fn vietnamese_from_an_input_method_stands_in_the_file_as_typed() {
    for backspace in ["\x08", "\x7f"] {
        let book = Book::new();
        let mut terminal = book.open();
        terminal.type_keys("g3.4.1\r\x1b");
        terminal.wait_for("3.4.1");
        // F4 opens the explanation; then what Unikey sends for "Vieetj Nam ddeens".
        terminal.type_keys("\x1bOS");
        terminal.wait_for("Esc Xong");
        let stream = "Vie|êt||ệt Nam d|đe|ê|ến".replace('|', backspace);
        terminal.type_keys(stream);
        terminal.wait_for("Việt Nam đến");
        book.wait_for_explanation("3.4.1", "Việt Nam đến");
    }
}

#[test]
fn a_split_arrow_leaves_no_letters_in_the_explanation() {
    let book = Book::new();
    let mut terminal = book.open();
    terminal.type_keys("g3.4.1\r\x1b\x1bOSac");
    terminal.wait_for("ac");
    for piece in ["\x1b", "[", "D"] {
        terminal.type_keys(piece);
    }
    terminal.type_keys("b");
    terminal.wait_for("abc");
    book.wait_for_explanation("3.4.1", "abc");
}

#[test]
fn without_a_terminal_it_says_so() {
    let book = Book::new();
    let output = std::process::Command::new(PROGRAM)
        .arg(&book.path)
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("màn hình"));
}
