//! Many real processes at one workbook, through the command line and through the screen's store, and processes that
//! are killed while they save: whatever was acknowledged is in the file. `CHAMDIEM_FULL=1` makes it many more.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests too"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use chamdiem::points::Stored;
use chamdiem::store::{Author, Keeper, Report, file};
use chamdiem::workbook::merge::{Content, Part};
use chamdiem::workbook::{Edit, Evidence, Review, Workbook};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The first half writes through the command line, the second through the screen's store.
const WRITERS: usize = 8;
const COMMAND_WRITERS: usize = WRITERS / 2;
const CRITERIA: usize = 5;
/// The criterion that everybody changes.
const COMMON: &str = "3.0";
const PATIENCE: Duration = Duration::from_secs(60);

fn full() -> bool {
    std::env::var_os("CHAMDIEM_FULL").is_some_and(|value| value == "1")
}

/// Five criteria with a figure for every writer and one for all of them; one for every writer; one for all.
fn workbook() -> Value {
    let ids = (0..WRITERS)
        .map(|writer| format!("f{writer}"))
        .chain(["all".to_owned()]);
    let figures: Vec<Value> = ids.map(|id| json!({ "id": id, "label": id })).collect();
    let criteria = |section: usize, count: usize| -> Vec<Value> {
        let criterion = |n| {
            json!({ "code": format!("{section}.{n}"), "title": "A", "max": "1", "figures": figures,
                    "rule": { "kind": "manual" } })
        };
        (0..count).map(criterion).collect()
    };
    json!({
        "format": "chamdiem.workbook/1", "unit": { "name": "UBND xã A" }, "year": 2023,
        "criteria": { "format": "chamdiem.criteria/1", "id": "thu", "title": "Bộ thử", "rounding": {},
                      "sections": [ { "code": "1", "title": "Một", "criteria": criteria(1, CRITERIA) },
                                    { "code": "2", "title": "Hai", "criteria": criteria(2, WRITERS) },
                                    { "code": "3", "title": "Ba", "criteria": criteria(3, 1) } ] },
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

/// A process with the screen's store in it; see [`a_session_of_the_screen`].
fn session(path: &Path, writer: usize, edits: usize, only_common: bool) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "a_session_of_the_screen",
            "--ignored",
            "--nocapture",
        ])
        .env("WRITER_PATH", path)
        .env("WRITER", writer.to_string())
        .env("WRITER_EDITS", edits.to_string())
        .env("WRITER_COMMON", if only_common { "1" } else { "" })
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
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

/// Opens the file: valid JSON, whole.
fn opened(path: &Path) -> Workbook {
    let book = file::open(path).expect("the file opens").book;
    let document: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    assert_eq!(document["other"], json!({ "kept": true }));
    book
}

fn figure(book: &Workbook, code: &str, id: &str) -> Option<String> {
    book.answer(code).figures.get(id).map(Stored::text)
}

/// The value of a field by the name that writers use: a figure, `text` or `document`.
fn value(book: &Workbook, code: &str, field: &str) -> Option<String> {
    let answer = book.answer(code);
    match field.strip_prefix("document/") {
        Some(id) => answer.evidence(id).map(|entry| entry.subject.clone()),
        None if field == "text" => Some(answer.justification.clone()),
        None => figure(book, code, field),
    }
}

/// What a writer was told to be done: criterion and field to the values in their order.
type Done = BTreeMap<(String, String), Vec<String>>;

fn note(done: &mut Done, code: &str, field: &str, value: &str) {
    let place = (code.to_owned(), field.to_owned());
    done.entry(place).or_default().push(value.to_owned());
}

fn write_by_command(path: &Path, writer: usize, edits: usize) -> Done {
    let mut dice = Dice(writer as u64 + 1);
    let mut done = Done::new();
    for edit in 0..edits {
        let value = (writer * 1_000 + edit + 1).to_string();
        let (code, id) = match dice.below(5) {
            0 => (COMMON.to_owned(), "all".to_owned()),
            1 => (
                format!("1.{}", dice.below(CRITERIA as u64)),
                "all".to_owned(),
            ),
            2 => (format!("2.{writer}"), "text".to_owned()),
            _ => (
                format!("1.{}", dice.below(CRITERIA as u64)),
                format!("f{writer}"),
            ),
        };
        let key = if id == "text" { "justification" } else { &id };
        let output = set(path, writer, &code, &format!("{key}={value}"))
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        note(&mut done, &code, &id, &value);
    }
    done
}

/// The other half of the tests with the screen's store: edits, says what is acknowledged as saved, goes on. Waits
/// for a line before it begins, so that all have read the same file then.
#[test]
#[ignore = "the other half of tests that need other processes"]
fn a_session_of_the_screen() {
    let variable = |name| std::env::var(name).unwrap();
    let number = |name| variable(name).parse::<usize>().unwrap();
    let (path, writer, edits) = (
        PathBuf::from(variable("WRITER_PATH")),
        number("WRITER"),
        number("WRITER_EDITS"),
    );
    let only_common = variable("WRITER_COMMON") == "1";
    let author = Author {
        name: format!("cb{writer}"),
    };
    let (sender, reports) = mpsc::channel();
    let mut keeper = Keeper::start(&file::open(&path).unwrap(), author, move |report| {
        let _ = sender.send(report);
    });
    println!("\nready");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    let mut dice = Dice(writer as u64 + 1);
    let mut waiting: Vec<(String, String, String)> = Vec::new();
    for edit in 0..edits {
        let value = (writer * 1_000_000 + edit + 1).to_string();
        let kind = if only_common { 0 } else { dice.below(5) };
        let (code, field) = match kind {
            0 => (COMMON.to_owned(), "all".to_owned()),
            1 => (format!("1.{}", writer % CRITERIA), "text".to_owned()),
            2 => ("1.0".to_owned(), format!("document/d{}", writer % WRITERS)),
            3 => (format!("2.{}", writer % WRITERS), "all".to_owned()),
            _ => (
                format!("2.{}", writer % WRITERS),
                format!("f{}", dice.below(WRITERS as u64)),
            ),
        };
        keeper.edit(edit_of(&code, &field, &value));
        waiting.push((code, field, value));
        if dice.below(3) == 0 || edit + 1 == edits {
            keeper.handle().flush(PATIENCE).expect("saved");
            for (code, field, value) in waiting.drain(..) {
                println!("done {code} {field} {value}");
            }
        }
        for report in reports.try_iter() {
            match report {
                Report::Changed { .. } if !only_common => keeper.has_seen(),
                Report::Failed(error) => panic!("{error}"),
                _ => {}
            }
        }
    }
    keeper.close(PATIENCE).expect("closed");
    println!("ended");
}

fn edit_of(code: &str, field: &str, value: &str) -> Edit {
    let code = code.to_owned();
    if field == "text" {
        let text = value.to_owned();
        return Edit::Justification {
            code,
            text,
            review: Review::Settled,
        };
    }
    if let Some(id) = field.strip_prefix("document/") {
        let entry = Evidence {
            id: id.to_owned(),
            subject: value.to_owned(),
            ..Evidence::default()
        };
        return Edit::Evidence {
            code,
            id: id.to_owned(),
            entry: Some(Box::new(entry)),
            at: 99,
        };
    }
    Edit::Figure {
        code,
        figure: field.to_owned(),
        value: Some(Stored::read(value)),
    }
}

/// Waits until a session has read the file.
fn wait_for_session(child: &mut Child) -> impl BufRead + use<> {
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while line.trim() != "ready" {
        line.clear();
        assert!(lines.read_line(&mut line).unwrap() > 0, "the session ended");
    }
    lines
}

/// Lets a session begin.
fn begin(child: &mut Child) {
    child.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
}

/// What a session said was saved, until it ended.
fn acknowledged(lines: impl BufRead) -> (Done, bool) {
    let mut done = Done::new();
    let mut ended = false;
    // A line that was cut off by the end of the process does not count: it was not said.
    for line in lines.split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        let mut words = line.split(' ');
        match (words.next(), words.next(), words.next(), words.next()) {
            (Some("done"), Some(code), Some(field), Some(value)) => {
                note(&mut done, code, field, value);
            }
            (Some("ended"), ..) => ended = true,
            _ => {}
        }
    }
    (done, ended)
}

fn write_by_session(path: &Path, writer: usize, edits: usize) -> Done {
    let mut child = session(path, writer, edits, false);
    let lines = wait_for_session(&mut child);
    begin(&mut child);
    let (done, ended) = acknowledged(lines);
    assert!(child.wait().unwrap().success() && ended, "cb{writer}");
    assert_eq!(done.values().map(Vec::len).sum::<usize>(), edits);
    done
}

#[test]
fn eight_writers_lose_no_edit() {
    let (_folder, path) = desk();
    let edits = if full() { 200 } else { 25 };
    let finished = AtomicUsize::new(0);
    let all: Vec<Done> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (path, finished) = (&path, &finished);
                let write = if writer < COMMAND_WRITERS {
                    write_by_command
                } else {
                    write_by_session
                };
                scope.spawn(move || {
                    let done = write(path, writer, edits);
                    finished.fetch_add(1, Ordering::Relaxed);
                    done
                })
            })
            .collect();
        // Whoever looks meanwhile always sees a whole file.
        while finished.load(Ordering::Relaxed) < WRITERS
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
    for conflict in book.conflicts.iter() {
        assert_eq!(
            conflict.part.code(),
            Some(COMMON),
            "only there two changed the same"
        );
    }
    let is_own =
        |code: &str, field: &str| code != COMMON && (field != "all" || code.starts_with("2."));
    for done in &all {
        for ((code, field), values) in done.iter().filter(|((code, field), _)| is_own(code, field))
        {
            assert_eq!(
                value(&book, code, field).as_ref(),
                values.last(),
                "{code} {field}"
            );
        }
    }
    // Where several wrote the same figure, what stands there is the last of somebody, on every side of a conflict.
    for code in (0..CRITERIA)
        .map(|n| format!("1.{n}"))
        .chain([COMMON.to_owned()])
    {
        let key = (code.clone(), "all".to_owned());
        let last: BTreeSet<&String> = all
            .iter()
            .filter_map(|done| done.get(&key)?.last())
            .collect();
        let standing = standing(&book, &code);
        assert!(standing.is_empty() == last.is_empty(), "{code}");
        assert!(
            standing.iter().all(|value| last.contains(value)),
            "{code}: {standing:?} of {last:?}"
        );
    }
}

/// The values of the common figure of a criterion: the one that counts, and those of all sides of a conflict.
fn standing(book: &Workbook, code: &str) -> BTreeSet<String> {
    let part = Part::Entered(code.to_owned());
    let conflicts = book
        .conflicts
        .iter()
        .filter(|conflict| conflict.part == part);
    let sides = conflicts.flat_map(|conflict| conflict.sides.clone());
    let of_sides = sides.filter_map(|side| match side.content {
        Some(Content::Entered(entered)) => entered.figures.get("all").map(Stored::text),
        _ => None,
    });
    of_sides.chain(figure(book, code, "all")).collect()
}

#[test]
fn what_eight_sessions_wrote_without_knowing_of_each_other_all_stands_side_by_side() {
    let (_folder, path) = desk();
    let mut sessions: Vec<Child> = (0..WRITERS)
        .map(|writer| session(&path, writer, 1, true))
        .collect();
    let lines: Vec<_> = sessions.iter_mut().map(wait_for_session).collect();
    sessions.iter_mut().for_each(begin);
    let mut written = BTreeSet::new();
    for (child, lines) in sessions.iter_mut().zip(lines) {
        let (done, ended) = acknowledged(lines);
        assert!(child.wait().unwrap().success() && ended);
        written.extend(done.into_values().flatten());
    }
    let book = opened(&path);
    assert_eq!(written.len(), WRITERS);
    assert_eq!(standing(&book, COMMON), written);
}

#[test]
fn a_session_killed_at_any_moment_leaves_a_whole_file_with_all_that_was_acknowledged() {
    let (_folder, path) = desk();
    let mut dice = Dice(11);
    let mut known = Done::new();
    let (mut killed, mut said) = (0, 0);
    for attempt in 0..if full() { 1_000 } else { 25 } {
        // A writer of its own each time: its values are told from those of the one before.
        let writer = COMMAND_WRITERS + attempt;
        let mut child = session(&path, writer, 400, false);
        let lines = wait_for_session(&mut child);
        begin(&mut child);
        std::thread::sleep(Duration::from_micros(dice.below(30_000)));
        child.kill().unwrap();
        let (done, ended) = acknowledged(lines);
        child.wait().unwrap();
        killed += usize::from(!ended);
        said += usize::from(!done.is_empty());
        let book = opened(&path);
        known.extend(done);
        for ((code, field), values) in &known {
            let there = value(&book, code, field)
                .expect("there")
                .parse::<usize>()
                .unwrap();
            let acknowledged = values.last().unwrap().parse::<usize>().unwrap();
            // What was on its way when the process was killed may be there too; it counts up.
            assert!(
                there >= acknowledged,
                "{code} {field}: {there}, after {acknowledged}"
            );
        }
        assert!(book.conflicts.is_empty());
    }
    assert!(
        killed > 0 && said > 0,
        "{killed} killed, {said} said something"
    );
}

/// The calls that make a save last: `fsync` of the new file before it takes the old one's place, `fsync` of the folder
/// after, and only then the word that it is done. What a power cut would lose no kill can show.
#[test]
fn a_save_is_on_the_disk_before_it_takes_the_place_and_before_it_is_acknowledged() {
    let (folder, path) = desk();
    let log = folder.path().join("calls");
    let mut command = Command::new("strace");
    command
        .args([
            "-f",
            "-y",
            "-e",
            "trace=fsync,fdatasync,rename,renameat,renameat2,exit_group",
            "-o",
        ])
        .args([
            log.as_os_str(),
            env!("CARGO_BIN_EXE_chamdiem").as_ref(),
            "set".as_ref(),
            path.as_os_str(),
        ])
        .args(["1.0", "f0=1"]);
    let traced = command.output();
    if !traced.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: no strace, or no right to use it");
        return;
    }
    let calls = fs::read_to_string(log).unwrap();
    let folder = folder.path().canonicalize().unwrap();
    let folder = folder.to_str().unwrap();
    let at = |what: &str, is: &dyn Fn(&str) -> bool| {
        calls
            .lines()
            .position(is)
            .unwrap_or_else(|| panic!("no {what} in\n{calls}"))
    };
    let synced = at("fsync of the new file", &|line| {
        line.contains("fsync(") && line.contains("a.json/tmp.")
    });
    let renamed = at("rename", &|line| {
        line.contains("rename") && line.contains("\"a.json\"")
    });
    let lasting = at("fsync of the folder", &|line| {
        line.contains("fsync(") && line.contains(&format!("<{folder}>)"))
    });
    let ended = at("end", &|line| line.contains("exit_group(0)"));
    assert!(
        synced < renamed && renamed < lasting && lasting < ended,
        "{calls}"
    );
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
    for attempt in 0..if full() { 1_000 } else { 50 } {
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
