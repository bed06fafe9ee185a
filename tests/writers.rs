//! Many real processes at one workbook, and processes that are killed while they save: whatever was acknowledged is
//! in the file. `CHAMDIEM_FULL=1` makes it many more.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests too"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chamdiem::points::Stored;
use chamdiem::store::file;
use chamdiem::workbook::Workbook;
use serde_json::{Value, json};
use tempfile::TempDir;

const WRITERS: usize = 8;
const CRITERIA: usize = 5;

fn full() -> bool {
    std::env::var_os("CHAMDIEM_FULL").is_some_and(|value| value == "1")
}

/// Five criteria, each with a figure for every writer and one for all of them.
fn workbook() -> Value {
    let ids = (0..WRITERS)
        .map(|writer| format!("f{writer}"))
        .chain(["all".to_owned()]);
    let figures: Vec<Value> = ids.map(|id| json!({ "id": id, "label": id })).collect();
    let criteria: Vec<Value> = (0..CRITERIA)
        .map(|n| {
            json!({ "code": format!("1.{n}"), "title": "A", "max": "1", "figures": figures,
                    "rule": { "kind": "manual" } })
        })
        .collect();
    json!({
        "format": "chamdiem.workbook/1", "unit": { "name": "UBND xã A" }, "year": 2023,
        "criteria": { "format": "chamdiem.criteria/1", "id": "thu", "title": "Bộ thử", "rounding": {},
                      "sections": [ { "code": "1", "title": "Một", "criteria": criteria } ] },
        "answers": {}, "other": { "kept": true }
    })
}

fn desk() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.json");
    fs::write(&path, workbook().to_string()).unwrap();
    (folder, path)
}

/// `chamdiem set`, by a writer.
fn set(path: &Path, writer: usize, code: &str, pair: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chamdiem"));
    command
        .args(["set".as_ref(), path.as_os_str()])
        .args([code, pair])
        .env("CHAMDIEM_USER", format!("cb{writer}"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Opens the file: valid JSON, whole, and nothing in conflict.
fn opened(path: &Path) -> Workbook {
    let book = file::open(path).expect("the file opens").book;
    let document: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    assert_eq!(document["other"], json!({ "kept": true }));
    book
}

fn figure(book: &Workbook, code: &str, id: &str) -> Option<String> {
    book.answer(code).figures.get(id).map(Stored::text)
}

/// What a writer was told to be done: criterion and figure to the values in their order.
type Done = BTreeMap<(String, String), Vec<String>>;

fn write_much(path: &Path, writer: usize, edits: usize) -> Done {
    let mut dice = Dice(writer as u64 + 1);
    let mut done = Done::new();
    for edit in 0..edits {
        let code = format!("1.{}", dice.below(CRITERIA as u64));
        let id = match dice.below(4) {
            0 => "all".to_owned(),
            _ => format!("f{writer}"),
        };
        let value = (writer * 1_000 + edit + 1).to_string();
        let output = set(path, writer, &code, &format!("{id}={value}"))
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        done.entry((code, id)).or_default().push(value);
    }
    done
}

#[test]
fn eight_writers_lose_no_edit() {
    let (_folder, path) = desk();
    let edits = if full() { 200 } else { 25 };
    let finished = std::sync::atomic::AtomicUsize::new(0);
    let all: Vec<Done> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (path, finished) = (&path, &finished);
                scope.spawn(move || {
                    let done = write_much(path, writer, edits);
                    finished.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    done
                })
            })
            .collect();
        // Whoever looks meanwhile always sees a whole file.
        while finished.load(std::sync::atomic::Ordering::Relaxed) < WRITERS
            && !writers
                .iter()
                .all(std::thread::ScopedJoinHandle::is_finished)
        {
            opened(&path);
            std::thread::sleep(Duration::from_millis(5));
        }
        writers
            .into_iter()
            .map(|writer| writer.join().unwrap())
            .collect()
    });
    let book = opened(&path);
    assert!(
        book.conflicts.is_empty(),
        "one after the other, each on top"
    );
    for done in &all {
        for ((code, id), values) in done.iter().filter(|((_, id), _)| id != "all") {
            assert_eq!(
                figure(&book, code, id).as_ref(),
                values.last(),
                "{code} {id}"
            );
        }
    }
    for code in (0..CRITERIA).map(|n| format!("1.{n}")) {
        let key = (code.clone(), "all".to_owned());
        let written: Vec<&String> = all
            .iter()
            .filter_map(|done| done.get(&key)?.last())
            .collect();
        let found = figure(&book, &code, "all");
        assert!(found.is_none() == written.is_empty());
        assert!(
            found.is_none_or(|found| written.contains(&&found)),
            "of the last of somebody"
        );
    }
}

#[test]
fn a_process_killed_while_it_saves_leaves_a_whole_file_with_all_that_was_acknowledged() {
    let (folder, path) = desk();
    let start = Instant::now();
    for _ in 0..3 {
        assert!(set(&path, 0, "1.0", "f0=1").status().unwrap().success());
        assert!(set(&path, 0, "1.0", "f0=2").status().unwrap().success());
    }
    let one_run = u64::try_from(start.elapsed().as_micros() / 6).unwrap();
    let mut dice = Dice(7);
    let mut acknowledged: BTreeMap<String, String> = BTreeMap::new();
    let mut tried: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut killed = 0;
    for attempt in 0..if full() { 2_000 } else { 50 } {
        let code = format!("1.{}", dice.below(CRITERIA as u64));
        let value = (attempt + 10).to_string();
        let mut child = set(&path, 1, &code, &format!("f1={value}"))
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(dice.below(one_run * 5 / 4)));
        child.kill().unwrap();
        if child.wait().unwrap().success() {
            acknowledged.insert(code.clone(), value.clone());
            tried.remove(&code);
        } else {
            killed += 1;
            tried.entry(code).or_default().push(value);
        }
        let book = opened(&path);
        for (code, value) in &acknowledged {
            let found = figure(&book, code, "f1").expect("there");
            let later = tried.get(code).is_some_and(|later| later.contains(&found));
            assert!(found == *value || later, "{code}: {found}, not {value}");
        }
    }
    assert!(killed > 0, "nobody was killed");
    assert!(set(&path, 2, "1.1", "f2=7").status().unwrap().success());
    let beside = fs::read_dir(folder.path().join(".chamdiem/a.json")).unwrap();
    let left: Vec<_> = beside
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("tmp."))
        .collect();
    assert_eq!(left, Vec::<String>::new(), "the next save clears up");
}
