//! The program as a script calls it: arguments in, output, errors and exit status out, in a folder of its own and
//! with nothing of this machine's environment.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(unreachable_pub, reason = "a module of each test file")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "these are tests")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_chamdiem");

/// What came of a command.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub output: String,
    pub errors: String,
}

impl Ran {
    pub fn of(output: Output) -> Self {
        Self {
            status: output.status.code().expect("ended by itself"),
            output: String::from_utf8(output.stdout).expect("UTF-8"),
            errors: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// The output of a command that was done without a word of trouble.
    pub fn done(self) -> String {
        assert_eq!((self.status, self.errors.as_str()), (0, ""), "{self:?}");
        self.output
    }

    /// The one line of a command that was refused.
    pub fn refused(self) -> String {
        assert_eq!((self.status, self.output.as_str()), (2, ""), "{self:?}");
        assert_eq!(self.errors.lines().count(), 1, "{self:?}");
        assert!(!self.errors.contains('\u{1b}'), "{self:?}");
        self.errors.trim_end().to_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.output).expect("JSON on standard output and nothing else")
    }
}

/// A folder to work in.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    /// With the small set in `set.json` and an empty workbook of it in `book.json`.
    pub fn with_book() -> Self {
        let desk = Self::new();
        desk.write("set.json", set().to_string());
        desk.run(&[
            "new",
            "book.json",
            "--set",
            "set.json",
            "--unit",
            "UBND xã A",
            "--year",
            "2023",
        ])
        .done();
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("CHAMDIEM_USER", "cb1")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(PROGRAM).args(arguments).output().unwrap())
    }

    /// The same with something on standard input.
    pub fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(PROGRAM);
        let piped = command.args(arguments).stdin(Stdio::piped());
        let mut child = piped
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut entry = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || {
            // The program may have read enough before all is written.
            let _ = entry.write_all(&input);
        });
        let ran = Ran::of(child.wait_with_output().unwrap());
        writer.join().unwrap();
        ran
    }

    /// `set book.json` with these arguments.
    pub fn set(&self, arguments: &[&str]) -> Ran {
        self.run(&[&["set", "book.json"], arguments].concat())
    }

    /// The answer to a criterion as it stands in `book.json`.
    pub fn answer(&self, code: &str) -> Value {
        let book: Value = serde_json::from_slice(&self.read("book.json")).unwrap();
        book["answers"][code].clone()
    }

    /// A criterion of `show --json`.
    pub fn shown(&self, code: &str) -> Value {
        let summary = self.run(&["show", "book.json", "--json"]).json();
        criterion(&summary, code)
    }

    /// Asserts that a command is refused in a line with these words and that the workbook stays as it is.
    pub fn refuses(&self, arguments: &[&str], words: &[&str]) {
        let before = self.read("book.json");
        let line = self.set(arguments).refused();
        for word in words {
            assert!(line.contains(word), "{line:?} lacks {word:?}");
        }
        assert_eq!(self.read("book.json"), before, "{arguments:?}");
    }
}

/// The entry of a criterion in a summary.
pub fn criterion(summary: &Value, code: &str) -> Value {
    let criteria = summary["criteria"].as_array().unwrap();
    let found = criteria.iter().find(|entry| entry["code"] == code);
    found.expect("the criterion").clone()
}

/// A set with a criterion of each kind that `set` has a key for.
pub fn set() -> Value {
    json!({
        "format": "chamdiem.criteria/1", "id": "thu", "title": "Bộ thử",
        "rounding": { "percent_places": 0, "score_places": 2, "mode": "half_up" },
        "grades": [ { "name": "Tốt", "from_percent": "80" } ],
        "sections": [
            { "code": "1", "title": "Một", "criteria": [
                { "code": "1.1", "title": "Hồ sơ đúng hạn", "criteria": [
                    { "code": "1.1.1", "title": "Cấp xã", "max": "2",
                      "figures": [ { "id": "on_time", "label": "Đúng hạn", "unit": "hồ sơ" },
                                   { "id": "total", "label": "Tổng số", "unit": "hồ sơ" } ],
                      "rule": { "kind": "ratio", "numerator": { "on_time": "1" }, "denominator": { "total": "1" } } },
                    { "code": "1.1.2", "title": "Rút ngắn", "max": "1",
                      "figures": [ { "id": "days", "label": "Số ngày", "decimal": true } ],
                      "rule": { "kind": "count", "points": { "days": "0.1" } } } ] },
                { "code": "1.2", "title": "Kế hoạch", "max": "1",
                  "rule": { "kind": "levels", "levels": [
                      { "id": "full", "label": "Hoàn thành", "points": "1" },
                      { "id": "part", "label": "Một phần", "points": "0.5" } ] } },
                { "code": "1.3", "title": "Các việc", "max": "2",
                  "rule": { "kind": "checklist", "items": [
                      { "id": "plan", "label": "Kế hoạch", "points": "1" },
                      { "id": "report", "label": "Báo cáo", "points": "0.5" } ] } } ] },
            { "code": "2", "title": "Hai", "criteria": [
                { "code": "2.1", "title": "Tự chấm", "max": "3", "rule": { "kind": "manual" } },
                { "code": "2.2", "title": "Khảo sát", "max": "3",
                  "rule": { "kind": "external", "source": "điều tra" } } ] } ]
    })
}
